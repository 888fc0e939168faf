/** The pass as a task of a host's worker. */
import { loadListeners, runPass } from './pass.ts';
import type { MediaTools, PassRequest } from './host.ts';
import type { PassResult } from './types.ts';

export async function passTask(request: PassRequest, tools: MediaTools): Promise<PassResult> {
  const listeners = await loadListeners(request.listeners);
  return runPass(request.file, listeners, {
    decoderThreads: request.decoderThreads ?? tools.decoderThreads,
    signal: tools.signal,
    onProgress: tools.onProgress,
    label: request.label,
    exact: request.exact,
  });
}
