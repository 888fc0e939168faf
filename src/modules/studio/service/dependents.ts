import type { DependentSource } from '../../catalog/index.ts';
import * as stamps from '../repo-stamps.ts';
import * as repo from '../repo.ts';
import type { StudioParts } from './parts.ts';

const mostExamples = 5;

/** What the studio has of works and episodes, for whoever is about to delete them; clips go with any episode they show. */
export function createDependents(parts: StudioParts): { dependents: DependentSource } {
  return {
    dependents: {
      list: async (trx, scope) => {
        const found = await repo.listDependents(trx, scope.organisationId, scope.workId, scope.episodeIds);
        const copied = await stamps.listOfEpisodes(trx, scope.organisationId, scope.workId, scope.episodeIds);
        const files = [...found.clips, ...copied.bodies, ...copied.copies];
        const sizes = files.reduce((sum, clip) => sum + Number(clip.size_bytes ?? 0), 0);
        return [
          { kind: 'analysis' as const, count: found.analyses.length, sizeBytes: 0, examples: [] },
          { kind: 'hook' as const, count: found.hooks.length, sizeBytes: 0, examples: [] },
          {
            kind: 'clip' as const,
            count: found.clips.length + copied.copies.length,
            sizeBytes: sizes,
            examples: found.clips.slice(0, mostExamples).map((clip) => clip.name),
          },
        ].filter((item) => item.count > 0);
      },
      remove: async (trx, actor, scope) => {
        const found = await repo.listDependents(trx, scope.organisationId, scope.workId, scope.episodeIds);
        const copied = await stamps.listOfEpisodes(trx, scope.organisationId, scope.workId, scope.episodeIds);
        await parts.jobs.cancel(
          trx,
          actor.organisationId,
          [...found.analyses, ...found.clips, ...copied.bodies, ...copied.copies].flatMap((row) => row.task_id ?? []),
        );
        await stamps.removeBodies(
          trx,
          copied.bodies.map((body) => body.id),
        );
        for (const clip of found.clips) await repo.removeClip(trx, scope.organisationId, clip.id);
        for (const analysis of found.analyses) await repo.removeAnalysis(trx, scope.organisationId, analysis.episode_id);
        if (scope.wholeWork) await repo.removeBatches(trx, scope.organisationId, scope.workId);
        const assets = [
          ...[...found.clips, ...copied.bodies, ...copied.copies].map((clip) => clip.asset_id),
          ...found.analyses.flatMap((row) => [row.filmstrip?.assetId, row.key_pictures?.assetId]),
        ];
        for (const assetId of assets) if (assetId) await parts.catalog.releaseAsset(trx, scope.organisationId, assetId);
      },
    },
  };
}
