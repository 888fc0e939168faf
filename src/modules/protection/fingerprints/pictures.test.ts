/** Which files are pictures, how large ones are brought to size, and what hostile ones come to. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Luma } from './luma.ts';
import { createPdqHasher } from './pdq.ts';
import { pictureLimits, readPicture } from './pictures.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures 图片 '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vector = fileURLToPath(new URL('./vectors/wee-180x320.ppm', import.meta.url));
const vectorBytes = readFileSync(vector);
const vectorPixels = vectorBytes.subarray(vectorBytes.length - 180 * 320 * 3);
const wee = () => sharp(vectorPixels, { raw: { width: 180, height: 320, channels: 3 } });

function write(name: string, ...parts: (string | Uint8Array)[]): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
  return path;
}

/** A PPM of one colour a pixel: its column and row, so that a sample says where it comes from. */
function places(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) pixels.set([(i % width) & 255, Math.floor(i / width) & 255, (i % width) >> 8], i * 3);
  return pixels;
}

const outcome = (path: string): Promise<string> =>
  readPicture(path).then(
    ({ width, height }) => `${width}×${height}`,
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('pictures', () => {
  it('are read the same from PPM and PNG, whatever their names say', async () => {
    const expected = await readPicture(vector);
    const png = write('poster.jpg', await wee().png().toBuffer());
    const interlaced = write('interlaced', await wee().png({ progressive: true }).toBuffer());
    const transparent = write('transparent.png', await wee().ensureAlpha(0.5).png().toBuffer());
    for (const path of [png, interlaced, transparent]) expect(await readPicture(path)).toEqual(expected);
  });

  it('are recognised from a JPEG, plain, progressive, or turned by its notes', async () => {
    const hash = createPdqHasher();
    const orig = hash(await readPicture(vector)).hashes.orig;
    const far = (other: Uint8Array): number =>
      other.reduce((sum, byte, i) => sum + (byte ^ orig[i]!).toString(2).replaceAll('0', '').length, 0);
    const plain = write('a.jpg', await wee().jpeg({ quality: 85 }).toBuffer());
    const progressive = write('b.jpg', await wee().jpeg({ quality: 60, progressive: true }).toBuffer());
    const noted = write('c.jpg', await wee().jpeg().withMetadata({ orientation: 6 }).toBuffer());
    for (const path of [plain, progressive, noted]) expect(far(hash(await readPicture(path)).hashes.orig), path).toBeLessThanOrEqual(10);
  });

  it('keep grey as it is, in eight bits and in sixteen', async () => {
    const grey = Uint8Array.from({ length: 40 * 30 }, (_, i) => i & 255);
    const picture = () => sharp(grey, { raw: { width: 40, height: 30, channels: 1 } });
    const eight = write('grey.png', await picture().toColourspace('b-w').png().toBuffer());
    expect([...(await readPicture(eight)).values]).toEqual([...grey]);
    const sixteen = write('grey16.png', await picture().toColourspace('grey16').png().toBuffer());
    expect((await sharp(sixteen).metadata()).depth).toBe('ushort');
    expect([...(await readPicture(sixteen)).values]).toEqual([...grey]);
  });

  it.each([
    [1024, 700],
    [513, 20],
    [7, 1537],
  ])('of %d × %d are brought to 512 × 512 by the nearest pixel, from any format', async (width, height) => {
    const pixels = places(width, height);
    const ppm = write(`${width}.ppm`, `P6\n# nearest\n${width} ${height}\n255\n`, pixels);
    const png = write(
      `${width}.png`,
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer(),
    );
    const expected = new Float32Array(512 * 512);
    const f = Math.fround;
    for (let y = 0; y < 512; y++)
      for (let x = 0; x < 512; x++) {
        const at = (Math.floor((y * height) / 512) * width + Math.floor((x * width) / 512)) * 3;
        const parts = [f(0.299), f(0.587), f(0.114)].map((weight, i) => f(weight * pixels[at + i]!));
        expected[y * 512 + x] = f(f(parts[0]! + parts[1]!) + parts[2]!);
      }
    const luma: Luma = { width: 512, height: 512, values: expected };
    expect(await readPicture(ppm)).toEqual(luma);
    expect(await readPicture(png)).toEqual(luma);
  });

  it('of 512 a side stay as they are', async () => {
    expect(await outcome(write('edge.ppm', 'P6 512 512 255\n', places(512, 512)))).toBe('512×512');
  });

  it('in PPM may have comments and any white space, and others after them', async () => {
    const pixels = places(6, 5);
    const plain = await readPicture(write('plain.ppm', 'P6\n6 5\n255\n', pixels));
    expect(await readPicture(write('spaced.ppm', 'P6 # made by hand\r\n# 6 7\n\t6\f 5 #\n255 ', pixels, 'P6 1 1 255 abc'))).toEqual(plain);
  });

  it.each([
    ['an empty file', ''],
    ['words', 'a picture of a bridge'],
    ['a plain PPM', 'P3\n1 1\n255\n1 2 3\n'],
    ['a grey map', 'P5\n1 1\n255\n1'],
    ['no width', 'P6\n0 5\n255\n'],
    ['a negative height', 'P6\n5 -5\n255\n'],
    ['another range', 'P6\n1 1\n65535\n123456'],
    ['no end of the header', `P6\n${'#'.repeat(10_000)}`],
    ['a number without end', `P6\n${'9'.repeat(5000)} 1\n255\n`],
    ['another kind of picture', 'GIF89a\x01\x00\x01\x00'],
  ])('are not %s', async (_, text) => {
    expect(await outcome(write('unknown', text))).toBe('protection.picture_unknown');
  });

  it('that end too early are damaged', async () => {
    expect(await outcome(write('short.ppm', 'P6\n6 5\n255\n', places(6, 5).subarray(0, 89)))).toBe('protection.picture_damaged');
    for (const format of ['png', 'jpeg'] as const) {
      const bytes = await wee().toFormat(format).toBuffer();
      for (const part of [0.02, 0.5, 0.9]) {
        const path = write(`short.${format}`, bytes);
        truncateSync(path, Math.max(12, Math.floor(bytes.length * part)));
        expect(await outcome(path), `${format} ${part}`).toBe('protection.picture_damaged');
      }
    }
  });

  it('that claim to be huge are refused before anything is made of their size', async () => {
    expect(await outcome(write('huge.ppm', 'P6\n999999999 999999999\n255\n', 'abc'))).toBe('protection.picture_too_large');
    expect(await outcome(write('wide.ppm', 'P6\n100000000 1\n255\n', 'abc'))).toBe('protection.picture_damaged');
    const png = await wee().png().toBuffer();
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    expect(await outcome(write('huge.png', png))).toBe('protection.picture_too_large');
    const jpeg = await wee().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const side = Math.ceil(Math.sqrt(pictureLimits.pixels)) + 8;
    jpeg.writeUInt16BE(side, frame + 5);
    jpeg.writeUInt16BE(side, frame + 7);
    expect(await outcome(write('huge.jpg', jpeg))).toBe('protection.picture_too_large');
  });

  it('that cannot be opened say so as the system does', async () => {
    expect(await outcome(join(folder, 'missing.png'))).toBe('ENOENT');
    expect(await outcome(folder)).toBe('EISDIR');
  });
});
