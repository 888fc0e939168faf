/**
 * The story of an episode and of a drama: beats, hooks, cliffhangers, suggestions, the paywall episode.
 * Start with `engine.ts` (the built-in engine, top to bottom), then `turns.ts` (where a hook begins and ends) and `hooks.ts`
 * (what it scores). The numbers and the lexicons are in `data/`, with their sources. `model.ts` adds a language model, and
 * nothing here needs one. It decodes nothing, stores nothing and renders nothing.
 */
export { tellStory } from './engine.ts';
export { tellStoryWithModel } from './model.ts';
export { applySuggestions } from './apply.ts';
export { rankHooks, suggestPaywall, paywallWindow } from './drama.ts';
export { snapEdge, snapPoints } from './snap.ts';
export type { StoryInput } from './types.ts';
