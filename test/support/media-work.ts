/** Work for a media host's tests: what well-made and ill-made native code does. */
import { writeFileSync } from 'node:fs';
import { mediaErrors } from '../../src/platform/media/index.ts';
import type { MediaTools } from '../../src/platform/media/index.ts';

export async function double(input: number, tools: MediaTools): Promise<{ value: number; threads: number; pid: number }> {
  tools.onProgress(0.5);
  return { value: input * 2, threads: tools.decoderThreads, pid: process.pid };
}

/** Says that it runs by writing a file, then waits to be cancelled. */
export async function waitForCancel(input: { started: string }, tools: MediaTools): Promise<void> {
  writeFileSync(input.started, String(process.pid));
  tools.onProgress(0.1);
  await new Promise<void>((resolve) => tools.signal.addEventListener('abort', () => resolve()));
}

export async function refuse(): Promise<never> {
  throw mediaErrors.disk_full({ file: '第1集.mp4' }, new Error('ENOSPC'));
}

export async function blunder(): Promise<never> {
  throw new TypeError('undefined is not a function');
}

export async function crash(): Promise<void> {
  process.kill(process.pid, 'SIGSEGV');
  await new Promise(() => {});
}

/** As native code that never comes back: the event loop stands. */
export async function hang(): Promise<void> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);
}

export async function bloat(): Promise<void> {
  const held: Buffer[] = [];
  for (;;) {
    held.push(Buffer.alloc(16_000_000, held.length));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
