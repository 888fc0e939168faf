/**
 * Pictures and sound: facts of a file (`probe`), the one decoding pass with its listeners (`runPass`), and the host
 * that runs passes and other media work in threads or child processes (`createMediaHost`). Listeners live in
 * `listeners/`, subtitle files in `subtitles/`. It knows nothing of dramas. Start reading at `types.ts`, then `pass.ts`.
 */
export { mediaErrors } from './errors.ts';
export type { SheetFacts } from './jpeg.ts';
export { createMediaHost } from './host.ts';
export type { MediaCall, MediaHost, MediaHostOptions, MediaTools, PassRequest } from './host.ts';
export { loadListeners, runPass } from './pass.ts';
export type { NamedListener, PassOptions } from './pass.ts';
export { probe } from './probe.ts';
export type * from './types.ts';
