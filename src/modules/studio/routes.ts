import { contentDisposition } from '../../platform/http/download.ts';
import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { studioContract } from './contract.ts';
import type { ExportedFile } from './service/exports.ts';
import type { StudioService } from './service/index.ts';

const download = (file: ExportedFile): Response =>
  new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': file.mediaType,
      // RFC 6266 with RFC 8187: a name in Chinese arrives as it is.
      'content-disposition': contentDisposition(file.filename),
    },
  });

export function studioRoutes(service: StudioService): BoundContract {
  return bindRoutes(studioContract, {
    analyseEpisode: ({ params }, { actor }) => service.analyseEpisode(actor, params.episodeId),
    analyseWork: ({ params }, { actor }) => service.analyseWork(actor, params.workId),
    getEpisodeAnalysis: ({ params }, { actor }) => service.getEpisodeAnalysis(actor, params.episodeId),
    getDramaStory: ({ params }, { actor }) => service.getDramaStory(actor, params.workId),
    addHook: ({ params, body }, { actor }) => service.addHook(actor, params.episodeId, body),
    moveHook: ({ params, body }, { actor }) => service.moveHook(actor, params.hookId, body),
    removeHook: async ({ params }, { actor }) => {
      await service.removeHook(actor, params.hookId);
      return {};
    },
    applySuggestions: ({ params, body }, { actor }) => service.applySuggestions(actor, params.episodeId, body.suggestionIds),
    listClips: ({ params, query }, { actor }) => service.listClips(actor, params.workId, query),
    createClip: ({ params, body }, { actor }) => service.createClip(actor, params.workId, body),
    getClip: ({ params }, { actor }) => service.getClip(actor, params.clipId),
    retryClip: ({ params }, { actor }) => service.retryClip(actor, params.clipId),
    cancelClip: ({ params }, { actor }) => service.cancelClip(actor, params.clipId),
    removeClip: async ({ params }, { actor }) => {
      await service.removeClip(actor, params.clipId);
      return {};
    },
    exportClip: async ({ params }, { actor }) => download(await service.exportClip(actor, params.clipId, params.format)),
    exportEpisodeEdit: async ({ params }, { actor }) => download(await service.exportEpisodeEdit(actor, params.episodeId, params.format)),
    exportHook: async ({ params }, { actor }) => download(await service.exportHook(actor, params.hookId, params.format)),
    createBatch: ({ params, body }, { actor }) => service.createBatch(actor, params.workId, body),
    getBatch: ({ params }, { actor }) => service.getBatch(actor, params.batchId),
    cancelBatch: ({ params }, { actor }) => service.cancelBatch(actor, params.batchId),
  });
}
