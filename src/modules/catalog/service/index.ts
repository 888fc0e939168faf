import { createAssetUses } from './assets.ts';
import { createCoverUses } from './covers.ts';
import { createDeletionUses } from './deletion.ts';
import { createEpisodeUses } from './episodes.ts';
import { createFolderUses } from './folder.ts';
import { createImportUses } from './imports.ts';
import type { CatalogParts } from './parts.ts';
import { createUploadUses } from './uploads.ts';
import { createWorkAssetUses } from './work-assets.ts';
import { createWorkUses } from './works.ts';

// The search reads the listing of the whole store.
const orphanSearchEveryMs = 24 * 3_600_000;

/**
 * The use-cases. Those that begin with a transaction only read, or join the caller's; those that begin with an actor are
 * whole acts, with their permission checked by the route and their trace in the audit trail.
 */
export function createCatalogService(parts: CatalogParts) {
  const assets = createAssetUses(parts);
  const works = createWorkUses(parts);
  const episodes = createEpisodeUses(parts, works, assets);
  const covers = createCoverUses(parts, works, assets);
  const deletion = createDeletionUses(parts, works, episodes, assets);
  const imports = createImportUses(parts, works, episodes, covers);
  const folder = createFolderUses(parts, imports);
  const uploads = createUploadUses(parts, imports);
  let orphansSoughtMs = Number.NEGATIVE_INFINITY;
  return {
    listWorks: works.listWorks,
    getWork: works.getWork,
    findWorks: works.findWorks,
    createWork: works.createWork,
    updateWork: works.updateWork,
    trashWork: works.trashWork,
    restoreWork: works.restoreWork,
    setCover: covers.setCover,
    removeCover: covers.removeCover,
    listEpisodes: episodes.listEpisodes,
    listWorkAssets: createWorkAssetUses(works).listWorkAssets,
    findEpisode: episodes.findEpisode,
    findEpisodes: episodes.findEpisodes,
    getEpisode: episodes.getEpisode,
    updateEpisode: episodes.updateEpisode,
    addTrack: episodes.addTrack,
    deleteTrack: episodes.deleteTrack,
    listCues: episodes.listCues,
    listCuesForWords: episodes.listCuesForWords,
    getAsset: assets.getAsset,
    recordAsset: assets.recordAsset,
    releaseAsset: assets.releaseAsset,
    registerDependents: deletion.registerDependents,
    listDependents: deletion.listDependents,
    deleteWork: deletion.deleteWork,
    deleteEpisode: deletion.deleteEpisode,
    startImport: imports.startImport,
    getImport: imports.getImport,
    cancelImport: imports.cancelImport,
    importFolder: folder.importFolder,
    handleUpload: uploads.handle,

    /**
     * At the start of a server and every quarter of an hour: finishes and forgets uploads, removes bytes that nobody needs.
     * Once a day it also looks for objects that a crash left unrecorded, which a later sweep removes.
     */
    async sweep(): Promise<void> {
      await uploads.sweepUploads();
      await assets.sweepObjects();
      const nowMs = parts.clock.nowMs();
      if (nowMs - orphansSoughtMs < orphanSearchEveryMs) return;
      orphansSoughtMs = nowMs;
      await assets.findOrphans();
    },
  };
}
export type CatalogService = ReturnType<typeof createCatalogService>;
