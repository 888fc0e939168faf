import type { Actor } from '../../../platform/http/actor.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { ExportFormat, Recipe } from '../contract.ts';
import { recipe as recipeSchema } from '../contract.ts';
import { exportRecipe, type ExportSource } from '../exports/index.ts';
import { applySuggestions } from '../story/index.ts';
import * as repo from '../repo.ts';
import { wholeEpisode } from './analyses.ts';
import type { StudioParts } from './parts.ts';
import { studioErrors } from '../errors.ts';

export type ExportedFile = { filename: string; mediaType: string; bytes: Uint8Array };

export function createExportUses(parts: StudioParts) {
  const { db, catalog } = parts;

  /** What an editor needs to know of the episodes that a recipe takes pieces from. */
  async function sourcesOf(trx: Trx, organisationId: string, recipe: Recipe): Promise<Record<string, ExportSource>> {
    const sources: Record<string, ExportSource> = {};
    for (const piece of recipe.pieces) {
      if (sources[piece.source]) continue;
      const episode = await catalog.getEpisode(trx, organisationId, piece.source);
      const document = (await repo.findAnalysis(trx, organisationId, piece.source))?.document;
      if (!episode.video || !document) throw studioErrors.analysis_missing({ id: piece.source });
      sources[piece.source] = { filename: episode.video.filename, document };
    }
    return sources;
  }

  async function write(trx: Trx, organisationId: string, name: string, recipe: Recipe, format: ExportFormat): Promise<ExportedFile> {
    const cues = { ...recipe.cues };
    for (const piece of recipe.pieces) {
      if (cues[piece.source]) continue;
      const track = await catalog.listCuesForWords(trx, organisationId, piece.source);
      cues[piece.source] = [...(track ?? (await repo.findAnalysis(trx, organisationId, piece.source))?.document?.words.cues ?? [])];
    }
    return exportRecipe({ ...recipe, cues }, await sourcesOf(trx, organisationId, recipe), { name, format });
  }

  return {
    exportClip: (actor: Actor, clipId: string, format: ExportFormat): Promise<ExportedFile> =>
      db.read(async (trx) => {
        const clip = await repo.findClip(trx, actor.organisationId, clipId);
        if (!clip) throw studioErrors.clip_not_found({ id: clipId });
        return write(trx, actor.organisationId, clip.name, clip.recipe, format);
      }),

    exportHook: (actor: Actor, hookId: string, format: ExportFormat): Promise<ExportedFile> =>
      db.read(async (trx) => {
        const hook = await repo.findHook(trx, actor.organisationId, hookId);
        if (!hook) throw studioErrors.hook_not_found({ id: hookId });
        const episode = await catalog.getEpisode(trx, actor.organisationId, hook.episode_id);
        const document = (await repo.findAnalysis(trx, actor.organisationId, hook.episode_id))?.document;
        if (!document) throw studioErrors.analysis_missing({ id: hook.episode_id });
        const recipe = recipeSchema.parse({
          ...wholeEpisode(hook.episode_id, document),
          pieces: [{ source: hook.episode_id, startMs: hook.start_ms, endMs: hook.end_ms }],
        });
        return write(trx, actor.organisationId, `EP${String(episode.number).padStart(2, '0')} hook ${hook.rank}`, recipe, format);
      }),

    /** The episode with the suggestions that are taken up. */
    exportEpisodeEdit: (actor: Actor, episodeId: string, format: ExportFormat): Promise<ExportedFile> =>
      db.read(async (trx) => {
        const episode = await catalog.getEpisode(trx, actor.organisationId, episodeId);
        const row = await repo.findAnalysis(trx, actor.organisationId, episodeId);
        if (!row?.document) throw studioErrors.analysis_missing({ id: episodeId });
        const recipe = applySuggestions(
          wholeEpisode(episodeId, row.document),
          row.document.suggestions,
          row.applied_suggestion_ids,
          episodeId,
        );
        return write(trx, actor.organisationId, `EP${String(episode.number).padStart(2, '0')} edit`, recipe, format);
      }),
  };
}
