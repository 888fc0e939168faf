import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { catalogErrors } from '../errors.ts';
import { titleOf } from '../present.ts';
import * as assetRepo from '../repo/assets.ts';
import * as episodeRepo from '../repo/episodes.ts';
import { addToTotals, deleteWork, selectDerivations } from '../repo/works.ts';
import type { EpisodeRow, WorkRow } from '../tables.ts';
import type { AssetUses } from './assets.ts';
import type { EpisodeUses } from './episodes.ts';
import type { CatalogParts, DeletionScope, DependentSource } from './parts.ts';
import type { WorkUses } from './works.ts';

type Item = Awaited<ReturnType<DependentSource['list']>>[number];
const mostExamples = 5;

/** Deleting works and episodes with all that hangs on them, also in modules that this one does not know. */
export function createDeletionUses(parts: CatalogParts, works: WorkUses, episodes: EpisodeUses, assets: AssetUses) {
  const { db, clock, audit } = parts;
  const sources: DependentSource[] = [];

  async function ownDependents(trx: Trx, work: WorkRow, rows: readonly EpisodeRow[]): Promise<Item[]> {
    const { organisation_id: organisationId } = work;
    const tracks = await episodeRepo.selectTracks(
      trx,
      organisationId,
      rows.map((row) => row.id),
    );
    const assetIds = [work.cover_asset_id, ...rows.map((row) => row.video_asset_id), ...tracks.map((track) => track.asset_id)].filter(
      (id) => id !== null,
    );
    const files = await assetRepo.selectAssets(trx, organisationId, assetIds);
    const derived = await selectDerivations(trx, organisationId, work.id, 'derived');
    const examplesOf = (names: readonly string[]): string[] => names.slice(0, mostExamples);
    return [
      {
        kind: 'episode',
        count: rows.length,
        sizeBytes: 0,
        examples: examplesOf(rows.map((row) => (row.title ? `${row.number} ${row.title}` : String(row.number)))),
      },
      { kind: 'subtitle_track', count: tracks.length, sizeBytes: 0, examples: examplesOf(tracks.map((track) => track.filename)) },
      {
        kind: 'asset',
        count: files.length,
        sizeBytes: files.reduce((sum, file) => sum + Number(file.size_bytes), 0),
        examples: examplesOf(files.map((file) => file.filename)),
      },
      // Works that derive from this one stay; only the tie goes.
      { kind: 'derived_work', count: derived.length, sizeBytes: 0, examples: examplesOf(derived.map(titleOf)) },
    ];
  }

  async function removeEpisodes(trx: Trx, organisationId: string, rows: readonly EpisodeRow[]): Promise<void> {
    const ids = rows.map((row) => row.id);
    const tracks = await episodeRepo.selectTracks(trx, organisationId, ids);
    await episodeRepo.deleteTracks(
      trx,
      organisationId,
      tracks.map((track) => track.id),
    );
    await episodeRepo.deleteEpisodes(trx, organisationId, ids);
    for (const assetId of [...tracks.map((track) => track.asset_id), ...rows.map((row) => row.video_asset_id)])
      if (assetId) await assets.releaseAsset(trx, organisationId, assetId);
  }

  const scopeOf = (organisationId: string, workId: string, rows: readonly EpisodeRow[], wholeWork: boolean): DeletionScope => ({
    organisationId,
    workId,
    episodeIds: rows.map((row) => row.id),
    wholeWork,
  });

  return {
    /** For modules above: what they keep about works and episodes is listed before a deletion and goes with it. */
    registerDependents(source: DependentSource): void {
      sources.push(source);
    },

    async listDependents(trx: Trx, organisationId: string, workId: string): Promise<{ items: Item[] }> {
      const work = await works.requireRow(trx, organisationId, workId);
      const rows = await episodeRepo.selectEpisodes(trx, organisationId, workId);
      const items = await ownDependents(trx, work, rows);
      for (const source of sources) items.push(...(await source.list(trx, scopeOf(organisationId, workId, rows, true))));
      return { items: items.filter((item) => item.count > 0) };
    },

    /** The second step. Throws catalog.work_not_trashed, and catalog.title_mismatch unless one of its titles is typed. */
    deleteWork: (actor: Actor, workId: string, confirmTitle: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const work = await works.lockRow(trx, organisationId, workId);
        if (work.trashed_at === null) throw catalogErrors.work_not_trashed({ title: titleOf(work) });
        const typed = confirmTitle.normalize('NFC').trim();
        if (!work.texts.some((text) => text.title.normalize('NFC').trim() === typed))
          throw catalogErrors.title_mismatch({ title: titleOf(work) });
        const rows = await episodeRepo.selectEpisodes(trx, organisationId, workId);
        for (const source of sources) await source.remove(trx, actor, scopeOf(organisationId, workId, rows, true));
        await removeEpisodes(trx, organisationId, rows);
        await deleteWork(trx, organisationId, workId);
        if (work.cover_asset_id) await assets.releaseAsset(trx, organisationId, work.cover_asset_id);
        await audit.record(trx, actor, 'catalog.delete_work', { id: workId, title: titleOf(work) }, { episodes: rows.length });
      }),

    deleteEpisode: (actor: Actor, episodeId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { work_id: workId } = await episodes.requireRow(trx, organisationId, episodeId);
        const work = await works.lockRow(trx, organisationId, workId);
        // Read again under the lock: another deletion may have been first.
        const row = await episodes.requireRow(trx, organisationId, episodeId);
        for (const source of sources) await source.remove(trx, actor, scopeOf(organisationId, workId, [row], false));
        await removeEpisodes(trx, organisationId, [row]);
        await addToTotals(trx, organisationId, workId, { episodes: -1, durationMs: -(row.duration_ms ?? 0), at: clock.now() });
        await audit.record(trx, actor, 'catalog.delete_episode', { id: episodeId, title: `${titleOf(work)} ${row.number}` });
      }),
  };
}
