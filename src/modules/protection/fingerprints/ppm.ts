import type { FileHandle } from 'node:fs/promises';

/** A picture of `width` × `height` in packed RGB, three bytes a pixel; its rows begin at `start` in the file. */
export type PpmHeader = { readonly width: number; readonly height: number; readonly start: number };

/** Comments make a header longer than its some 15 bytes; one that is longer than this is none. */
const headerLimit = 4096;

/**
 * The header of a binary PPM ("P6", the PPM document of Netpbm): three decimal numbers parted by white space or comments, then one white
 * space. Null where it is not that, or where a sample has not exactly one byte of 0 to 255: other ranges would need scaling, and
 * fingerprints of scaled pictures are not the reference's.
 */
export function parsePpmHeader(head: Uint8Array): PpmHeader | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headerLimit)).toString('latin1');
  const gap = String.raw`(?:[ \t\r\n\v\f]|#[^\r\n]*[\r\n])+`;
  const number = String.raw`(\d{1,9})`;
  const match = new RegExp(`^P6${gap}${number}${gap}${number}${gap}${number}[ \\t\\r\\n\\v\\f]`).exec(text);
  if (!match) return null;
  const [width, height, most] = match.slice(1).map(Number) as [number, number, number];
  return width > 0 && height > 0 && most === 255 ? { width, height, start: match[0].length } : null;
}

/** Reads the rows named, in order, as packed RGB. Null where the file ends before one of them does. */
export async function readPpmRows(file: FileHandle, header: PpmHeader, rows: readonly number[]): Promise<Uint8Array | null> {
  const length = header.width * 3;
  const bytes = Buffer.allocUnsafe(rows.length * length);
  for (const [i, row] of rows.entries()) {
    const { bytesRead } = await file.read(bytes, i * length, length, header.start + row * length);
    if (bytesRead < length) return null;
  }
  return bytes;
}
