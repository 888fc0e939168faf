/**
 * The words of an episode: `wordListeners` says what the decoding pass must watch, `readWords` makes cues of what it saw.
 * Start with `read-words.ts` (the order of sources). Burned captions: `strokes.ts`, `caption-band.ts`, `captions-listener.ts` see
 * them, `captions.ts` and `tesseract.ts` read them. Speech: `speech-listener.ts`, `speech-parts.ts`, `speech.ts`.
 */
export type { AiSettings } from '../../../platform/ai/index.ts';
export { cleanWords, readWords, wordListeners } from './read-words.ts';
export type { WordsOptions } from './read-words.ts';
