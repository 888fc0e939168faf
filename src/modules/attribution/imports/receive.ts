import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { edgeErrors } from '../edge-errors.ts';

export const mostFileBytes = 512 * 1024 * 1024;

/** Writes a body to a file; throws file_too_large as soon as it is. */
export async function receive(body: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > mostFileBytes) throw edgeErrors.file_too_large({ limitMegabytes: mostFileBytes / 1024 / 1024 });
      yield chunk;
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600 }));
  return size;
}
