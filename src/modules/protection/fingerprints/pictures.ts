import { open, type FileHandle } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { protectionErrors } from '../errors.ts';
import { lumaOf, type Luma } from './luma.ts';
import { parsePpmHeader, readPpmPixels } from './ppm.ts';

/** The largest side that is hashed as it is. */
const largestSide = 512;
/**
 * A picture of more is refused before it is decoded. Decoding takes up to seven bytes a pixel: measured, 700 MB for an interlaced PNG
 * of this size. A PPM takes one row.
 */
export const pictureLimits = { pixels: 100_000_000 } as const;
/** As much of a file as tells what it is; a PPM's header with all its comments lies in it. */
const headBytes = 4096;

const isPng = (head: Uint8Array): boolean =>
  head.length >= 8 && Buffer.from(head.subarray(0, 8)).toString('latin1') === '\x89PNG\r\n\x1a\n';
const isJpeg = (head: Uint8Array): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;

/**
 * Luma of a PPM, PNG or JPEG file, told by its bytes and not by its name. As PDQ's reference does with files, a picture with a side
 * above 512 is first brought to 512 × 512 by the nearest pixel, whatever its shape; colour profiles, transparency and notes on how
 * to turn the picture are left aside. Throws protection.picture_unknown, .picture_damaged and .picture_too_large, and what
 * opening a file throws.
 */
export async function readPicture(path: string): Promise<Luma> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    if (isPng(head) || isJpeg(head)) return await decode(path);
    return await readPpm(path, file, head);
  } finally {
    await file.close();
  }
}

async function readPpm(path: string, file: FileHandle, head: Uint8Array): Promise<Luma> {
  const header = parsePpmHeader(head);
  if (!header) throw protectionErrors.picture_unknown({ file: path });
  if (header.width * header.height > pictureLimits.pixels) throw tooLarge(path);
  const { columns, rows } = placesIn(header.width, header.height);
  const pixels = await readPpmPixels(file, header, columns, rows);
  if (!pixels) throw protectionErrors.picture_damaged({ file: path });
  return lumaOf(pixels, columns.length, rows.length, 3);
}

async function decode(path: string): Promise<Luma> {
  const picture = sharp(path, { limitInputPixels: pictureLimits.pixels, failOn: 'error', ignoreIcc: true, sequentialRead: true });
  const { data, info } = await packedOf(picture).catch((error: unknown) => {
    throw /pixel limit/i.test(String(error)) ? tooLarge(path, error) : protectionErrors.picture_damaged({ file: path }, error);
  });
  const { width, height, channels } = info;
  if (channels !== 1 && channels !== 3) throw protectionErrors.picture_unknown({ file: path });
  if (width <= largestSide && height <= largestSide) return lumaOf(data, width, height, channels);
  const { columns, rows } = placesIn(width, height);
  const pixels = new Uint8Array(columns.length * rows.length * channels);
  let out = 0;
  for (const row of rows)
    for (const column of columns) {
      const at = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) pixels[out++] = data[at + channel]!;
    }
  return lumaOf(pixels, columns.length, rows.length, channels);
}

/** Eight bits a channel; one channel where the file is grey, for three equal ones do not weigh exactly 1 in single precision. */
async function packedOf(picture: Sharp) {
  const { space } = await picture.metadata();
  const grey = space === 'b-w' || space === 'grey16';
  return picture
    .removeAlpha()
    .toColourspace(grey ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
}

/** Which columns and rows of a picture are hashed: all, or of a large one 512 each, as CImg's resize finds the nearest (rounded down). */
function placesIn(width: number, height: number): { columns: Uint32Array; rows: Uint32Array } {
  const large = width > largestSide || height > largestSide;
  const places = (length: number): Uint32Array => {
    const count = large ? largestSide : length;
    return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
  };
  return { columns: places(width), rows: places(height) };
}

function tooLarge(file: string, cause?: unknown) {
  return protectionErrors.picture_too_large({ file, limitPixels: pictureLimits.pixels }, cause);
}
