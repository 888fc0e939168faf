import { open } from 'node:fs/promises';
import type { ByteSource } from '../platform/zip.ts';
import { appErrors } from './errors.ts';

/** A file that is read in places, until it is closed. Throws app.file_not_found for what is no file that can be read, a folder too. */
export async function openFile(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path).catch((error: unknown) => {
    throw appErrors.file_not_found({ file: path }, error);
  });
  const stats = await file.stat();
  if (!stats.isFile()) {
    await file.close();
    throw appErrors.file_not_found({ file: path });
  }
  const { size } = stats;
  return {
    size,
    read: async (offset, length) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.max(0, Math.min(length, size - offset))), { position: offset });
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
