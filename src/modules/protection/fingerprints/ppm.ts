import type { FileHandle } from 'node:fs/promises';

/** A picture of `width` × `height` in packed RGB, three bytes a pixel; its rows begin at `start` in the file. */
export type PpmHeader = { readonly width: number; readonly height: number; readonly start: number };

const gap = String.raw`(?:[ \t\r\n\v\f]|#[^\r\n]*[\r\n])+`;
const header = new RegExp(String.raw`^P6${gap}(\d{1,9})${gap}(\d{1,9})${gap}(\d{1,9})[ \t\r\n\v\f]`);

/**
 * The header of a binary PPM ("P6", Netpbm's document of the format) from the file's first bytes: three decimal numbers parted by
 * white space or comments, then one white space. Null where it is not that, and where samples do not range from 0 to 255: others
 * would have to be scaled, and hashes of scaled pictures are not the reference's.
 */
export function parsePpmHeader(head: Uint8Array): PpmHeader | null {
  const match = header.exec(Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1'));
  if (!match) return null;
  const [width, height, most] = match.slice(1).map(Number) as [number, number, number];
  return width > 0 && height > 0 && most === 255 ? { width, height, start: match[0].length } : null;
}

/**
 * The pixels where the given rows and columns cross, as packed RGB, with one row in memory at a time. Null where the file ends
 * before the picture does; bytes after it are left alone, for the format allows one picture after another.
 */
export async function readPpmPixels(
  file: FileHandle,
  { width, height, start }: PpmHeader,
  columns: Uint32Array,
  rows: Uint32Array,
): Promise<Uint8Array | null> {
  const length = width * 3;
  if ((await file.stat()).size < start + length * height) return null;
  const line = Buffer.allocUnsafe(length);
  const pixels = new Uint8Array(columns.length * rows.length * 3);
  let out = 0;
  for (const row of rows) {
    const { bytesRead } = await file.read(line, 0, length, start + row * length);
    if (bytesRead < length) return null;
    for (const column of columns) {
      pixels[out++] = line[column * 3]!;
      pixels[out++] = line[column * 3 + 1]!;
      pixels[out++] = line[column * 3 + 2]!;
    }
  }
  return pixels;
}
