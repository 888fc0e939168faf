/**
 * Clips: from a recipe to an MP4 that can be posted. `timeline.ts` says which frames and words fall where, `captions.ts`
 * and `card.ts` letter them, `loudness.ts` sets the sound; `render.ts` is the order of it all. Native code is touched
 * only in reader, graph, motion, sound and writer. Rendering belongs on a media host: `host.call({...renderModule, input})`.
 */
export { useOwnFontsOnly } from './fonts.ts';
export { recipeHash } from './hash.ts';
export { checkRecipe } from './limits.ts';
export { canonicalJson } from './hash.ts';
export { cardLanguage } from './card.ts';
export type { BodyPlan, RenderInput, RenderResult } from './render.ts';
export type { StampInput, StampResult } from './stamp.ts';

/** What a media host calls to render: its input is a RenderInput, its result a RenderResult. */
export const renderModule = { url: import.meta.resolve('./render.ts'), export: 'renderClip', label: 'clip' };

/** What a media host calls to stamp a body: its input is a StampInput, its result a StampResult. */
export const stampModule = { url: import.meta.resolve('./stamp.ts'), export: 'stampClip', label: 'stamp' };
