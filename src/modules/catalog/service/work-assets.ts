import type { Trx } from '../../../platform/db/index.ts';
import type { Asset } from '../contract.ts';
import { presentAsset } from '../present.ts';
import * as assetRepo from '../repo/assets.ts';
import * as repo from '../repo/episodes.ts';
import type { WorkUses } from './works.ts';

/** A file that a work consists of; `episode` is the number of the episode that it belongs to. */
export type WorkAsset = { readonly asset: Asset } & (
  | { readonly kind: 'cover' }
  | { readonly kind: 'episode_video'; readonly episode: number; readonly episodeId: string }
  | { readonly kind: 'subtitle'; readonly episode: number; readonly episodeId: string; readonly language: string }
);

export function createWorkAssetUses(works: WorkUses) {
  return {
    /** The cover, every video and every subtitle file, in the order of episodes and languages. Throws catalog.work_not_found. */
    async listWorkAssets(trx: Trx, organisationId: string, workId: string): Promise<WorkAsset[]> {
      const work = await works.requireRow(trx, organisationId, workId);
      const episodes = await repo.selectEpisodes(trx, organisationId, workId);
      const ids = episodes.map(({ id }) => id);
      const tracks = Map.groupBy(await repo.selectTracks(trx, organisationId, ids), (track) => track.episode_id);
      const wanted = [
        work.cover_asset_id,
        ...episodes.map((episode) => episode.video_asset_id),
        ...[...tracks.values()].flat().map((track) => track.asset_id),
      ].filter((id) => id !== null);
      const rows = await assetRepo.selectAssets(trx, organisationId, wanted);
      const assets = new Map(rows.map((row) => [row.id, presentAsset(row)]));
      const found: WorkAsset[] = [];
      const add = (assetId: string | null, make: (asset: Asset) => WorkAsset): void => {
        const asset = assetId === null ? undefined : assets.get(assetId);
        if (asset) found.push(make(asset));
      };
      add(work.cover_asset_id, (asset) => ({ kind: 'cover', asset }));
      for (const { id: episodeId, number: episode, video_asset_id: video } of episodes) {
        add(video, (asset) => ({ kind: 'episode_video', episode, episodeId, asset }));
        for (const { language, asset_id: track } of tracks.get(episodeId) ?? [])
          add(track, (asset) => ({ kind: 'subtitle', episode, episodeId, language, asset }));
      }
      return found;
    },
  };
}
