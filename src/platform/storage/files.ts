import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { storageErrors } from './types.ts';

const shaForm = /^[0-9a-f]{64}$/;

/** Refuses anything but 64 lower-case hex digits, so that a key can never leave its folder. */
export function assertSha(sha256: string): void {
  if (!shaForm.test(sha256)) throw storageErrors.object_missing({ sha256: sha256.slice(0, 80) });
}
export function isSha(text: string): boolean {
  return shaForm.test(text);
}

/** Turns a failure to write into the storage's own error: a full disk is told apart, since only a person can help there. */
export function writeError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return storageErrors.disk_full({}, error);
  if (code === 'ABORT_ERR') return error;
  return storageErrors.unavailable({ reason: code ?? 'unknown' }, error);
}

export const chunkBytes = 1024 * 1024;

/** SHA-256 and size of a file, read once. `onBytes` is told the bytes of each chunk. */
export async function hashFile(
  path: string,
  options: { signal?: AbortSignal; onBytes?: (bytes: number) => void } = {},
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes, signal: options.signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    options.onBytes?.(chunk.length);
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** Makes a rename survive a power cut: the folder's own entry is written out. Some systems cannot, and need not, sync folders. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'EISDIR' && code !== 'ENOTSUP') throw error;
  }
}
