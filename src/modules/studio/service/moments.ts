/** Hooks and clips as others may offer them: what each is called, how long it is, what is said first, and its recipe. */
import type { Trx } from '../../../platform/db/index.ts';
import { recipe as recipeSchema, type Recipe } from '../contract.ts';
import * as repo from '../repo.ts';
import type { StudioParts } from './parts.ts';

export type MomentSource = { kind: 'hook' | 'clip'; id: string };
export type Moment = {
  kind: 'hook' | 'clip';
  id: string;
  workId: string;
  /** Set for a hook, and for a clip that was made of one. */
  hookId: string | null;
  clipId: string | null;
  title: string;
  durationMs: number;
  /** The first words in it; empty where none were found. */
  line: string;
  score: number | null;
  recipe: Recipe;
};
const longestLine = 120;

export function createMomentUses(parts: StudioParts) {
  const { catalog } = parts;

  async function lineIn(trx: Trx, organisationId: string, recipe: Recipe): Promise<string> {
    const first = recipe.pieces[0]!;
    const cues =
      recipe.cues?.[first.source] ??
      (await catalog.listCuesForWords(trx, organisationId, first.source, undefined)) ??
      (await repo.findAnalysis(trx, organisationId, first.source))?.document?.words.cues ??
      [];
    const spoken = cues.find((cue) => cue.endMs > first.startMs && cue.startMs < first.endMs && cue.text.trim() !== '');
    return (spoken?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, longestLine);
  }

  const lengthOf = (recipe: Recipe): number => recipe.pieces.reduce((sum, piece) => sum + piece.endMs - piece.startMs, 0);

  return {
    /** What of these is there, by id. Hooks become a recipe of their own stretch with the episode's captions burned in. */
    async describeMoments(trx: Trx, organisationId: string, sources: readonly MomentSource[]): Promise<Map<string, Moment>> {
      const found = new Map<string, Moment>();
      for (const { kind, id } of sources) {
        if (kind === 'clip') {
          const row = await repo.findClip(trx, organisationId, id);
          if (!row) continue;
          const of = { kind, id, workId: row.work_id, hookId: row.hook_id, clipId: id, title: row.name, score: null };
          found.set(id, {
            ...of,
            durationMs: lengthOf(row.recipe),
            line: await lineIn(trx, organisationId, row.recipe),
            recipe: row.recipe,
          });
          continue;
        }
        const row = await repo.findHook(trx, organisationId, id);
        const episode = row && (await catalog.findEpisode(trx, organisationId, row.episode_id));
        if (!row || !episode?.video) continue;
        const recipe = recipeSchema.parse({ pieces: [{ source: row.episode_id, startMs: row.start_ms, endMs: row.end_ms }] });
        const durationMs = row.end_ms - row.start_ms;
        found.set(id, {
          kind,
          id,
          workId: row.work_id,
          hookId: id,
          clipId: null,
          title: `EP${String(episode.number).padStart(2, '0')} · ${Math.round(durationMs / 1000)}s`,
          durationMs,
          line: await lineIn(trx, organisationId, recipe),
          score: row.score,
          recipe,
        });
      }
      return found;
    },

    /** Which of these hooks and clips are there still. */
    async findPresent(trx: Trx, organisationId: string, ids: { hooks: readonly string[]; clips: readonly string[] }): Promise<Set<string>> {
      const clips = await repo.findClips(trx, organisationId, ids.clips);
      return new Set([...(await repo.listPresentHooks(trx, organisationId, ids.hooks)), ...clips.map((row) => row.id)]);
    },
  };
}
