/** A batch's recipes: every hook in every variant. */
import { recipe as recipeSchema, type Recipe } from './contract.ts';

export type BatchHook = { id: string; episodeId: string; episodeNumber: number; startMs: number; endMs: number; episodeMs: number };
export type BatchVariants = {
  openingLines: readonly string[];
  captionPresets: readonly Recipe['captions']['preset'][];
  lengthsMs: readonly number[];
};
export type BatchShape = Pick<Recipe, 'reframe' | 'endCard' | 'platform'>;
export type BatchItem = { hookId: string; name: string; variant: Record<string, string>; recipe: Recipe };

/**
 * One item for each hook × length × caption style × opening line, in that order. A length runs from the hook's start and is
 * held inside the episode; without lengths a clip is the hook itself, without opening lines it has none.
 */
export function batchItems(hooks: readonly BatchHook[], variants: BatchVariants, shape: BatchShape): BatchItem[] {
  const items: BatchItem[] = [];
  const seen = new Set<string>();
  for (const hook of hooks) {
    for (const length of variants.lengthsMs.length > 0 ? variants.lengthsMs : [hook.endMs - hook.startMs]) {
      const endMs = Math.min(hook.episodeMs, hook.startMs + length);
      for (const preset of variants.captionPresets.length > 0 ? variants.captionPresets : (['clean'] as const)) {
        for (const line of variants.openingLines.length > 0 ? variants.openingLines : ['']) {
          const recipe = recipeSchema.parse({
            ...shape,
            pieces: [{ source: hook.episodeId, startMs: hook.startMs, endMs }],
            captions: { preset },
            openingLine: line ? { text: line } : null,
          });
          // Two lengths past the end of an episode are one clip.
          const key = JSON.stringify(recipe);
          if (seen.has(key)) continue;
          seen.add(key);
          const seconds = Math.round((endMs - hook.startMs) / 1000);
          const variant = { captions: preset, seconds: String(seconds), ...(line ? { openingLine: line } : {}) };
          items.push({
            hookId: hook.id,
            name: [`EP${String(hook.episodeNumber).padStart(2, '0')}`, `${seconds}s`, preset, line]
              .filter(Boolean)
              .join(' · ')
              .slice(0, 200),
            variant,
            recipe,
          });
        }
      }
    }
  }
  return items;
}
