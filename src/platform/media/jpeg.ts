/** JPEG both ways and sheets of tiles, on the planes that listeners see. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { AV_CODEC_FLAG_QSCALE, AV_CODEC_ID_MJPEG, AV_PIX_FMT_YUVJ420P, AVCOL_RANGE_JPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';

/** Planar 4:2:0, limited range, rows tight, even sizes. */
export type Planes = { width: number; height: number; y: Uint8Array; u: Uint8Array; v: Uint8Array };

export type JpegEncoder = { encode(planes: Planes): Buffer; close(): void };

const lambda = 118;
const lumaToFull = Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.max(0, Math.round(((value - 16) * 255) / 219))));
const chromaToFull = Uint8Array.from({ length: 256 }, (_, value) =>
  Math.min(255, Math.max(0, Math.round(128 + ((value - 128) * 255) / 224))),
);
const chromaToLimited = Uint8Array.from({ length: 256 }, (_, value) => Math.round(128 + ((value - 128) * 224) / 255));
const lumaToLimited = Uint8Array.from({ length: 256 }, (_, value) => Math.round(16 + (value * 219) / 255));

function through(table: Uint8Array, from: Uint8Array, to: Uint8Array): void {
  for (let i = 0; i < from.length; i++) to[i] = table[from[i]!]!;
}

/** An encoder for one size; `quality` is FFmpeg's scale, 2 the best, 31 the smallest. */
export async function openJpegEncoder(width: number, height: number, quality = 4): Promise<JpegEncoder> {
  const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.pixelFormat = AV_PIX_FMT_YUVJ420P;
  context.colorRange = AVCOL_RANGE_JPEG;
  context.timeBase = new Rational(1, 25);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_QSCALE);
  context.globalQuality = lambda * quality;
  const opened = await context.open2(codec, null);
  if (opened < 0) throw new Error(`JPEG encoder refuses ${width} × ${height}: ${opened}`);
  const luma = width * height;
  const buffer = Buffer.alloc(luma + 2 * (width / 2) * (height / 2));
  const packet = new Packet();
  packet.alloc();
  // The encoder refuses a time that does not go on, even for stills.
  let count = 0;
  return {
    encode({ y, u, v }) {
      through(lumaToFull, y, buffer.subarray(0, luma));
      through(chromaToFull, u, buffer.subarray(luma, luma + u.length));
      through(chromaToFull, v, buffer.subarray(luma + u.length));
      const frame = Frame.fromVideoBuffer(buffer, {
        width,
        height,
        format: AV_PIX_FMT_YUVJ420P,
        timeBase: { num: 1, den: 25 },
        pts: BigInt(count++),
      });
      frame.quality = lambda * quality;
      context.sendFrameSync(frame);
      frame.free();
      if (context.receivePacketSync(packet) < 0) throw new Error('JPEG encoder gave nothing');
      const bytes = Buffer.from(packet.data!);
      packet.unref();
      return bytes;
    },
    close() {
      packet.free();
      context.freeContext();
    },
  };
}

/** A decoder of JPEGs that openJpegEncoder made; gives limited range planes, good until the next call. */
export async function openJpegDecoder(): Promise<{ decode(bytes: Uint8Array): Planes; close(): void }> {
  const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.threadCount = 1;
  await context.open2(codec, null);
  const frame = new Frame();
  frame.alloc();
  const packet = new Packet();
  return {
    decode(bytes) {
      packet.alloc();
      packet.data = Buffer.from(bytes);
      context.sendPacketSync(packet);
      packet.free();
      if (context.receiveFrameSync(frame) < 0) throw new Error('JPEG cannot be decoded');
      const { width, height, linesize } = frame;
      const data = frame.data!;
      const take = (plane: number, w: number, h: number, table: Uint8Array): Uint8Array => {
        const out = new Uint8Array(w * h);
        for (let row = 0; row < h; row++) for (let x = 0; x < w; x++) out[row * w + x] = table[data[plane]![row * linesize[plane]! + x]!]!;
        return out;
      };
      const planes = {
        width,
        height,
        y: take(0, width, height, lumaToLimited),
        u: take(1, width / 2, height / 2, chromaToLimited),
        v: take(2, width / 2, height / 2, chromaToLimited),
      };
      frame.unref();
      return planes;
    },
    close() {
      frame.free();
      context.freeContext();
    },
  };
}

/** Tiles left to right, top to bottom. */
export type SheetFacts = { tileWidth: number; tileHeight: number; columns: number; count: number };

/** Columns that make a sheet about as wide as high, no side above what JPEG holds (65,500). */
export function sheetColumns(count: number, tileWidth: number, tileHeight: number): number {
  return Math.max(1, Math.min(count, Math.round(Math.sqrt((count * tileHeight) / tileWidth))));
}

/**
 * Writes tiles of one size as one JPEG; the file appears whole or not at all. `tile(index)` is asked in order and may
 * give null, which stays black. Throws what the disk throws.
 */
export async function writeSheet(
  path: string,
  size: { tileWidth: number; tileHeight: number },
  count: number,
  tile: (index: number) => Planes | null,
  quality = 4,
): Promise<SheetFacts> {
  const { tileWidth, tileHeight } = size;
  const columns = sheetColumns(count, tileWidth, tileHeight);
  const width = columns * tileWidth;
  const height = Math.max(1, Math.ceil(count / columns)) * tileHeight;
  const sheet: Planes = {
    width,
    height,
    y: new Uint8Array(width * height).fill(16),
    u: new Uint8Array((width * height) / 4).fill(128),
    v: new Uint8Array((width * height) / 4).fill(128),
  };
  for (let index = 0; index < count; index++) {
    const planes = tile(index);
    if (!planes) continue;
    const left = (index % columns) * tileWidth;
    const top = Math.floor(index / columns) * tileHeight;
    paste(planes.y, tileWidth, tileHeight, sheet.y, width, left, top);
    paste(planes.u, tileWidth / 2, tileHeight / 2, sheet.u, width / 2, left / 2, top / 2);
    paste(planes.v, tileWidth / 2, tileHeight / 2, sheet.v, width / 2, left / 2, top / 2);
  }
  const encoder = await openJpegEncoder(width, height, quality);
  const bytes = encoder.encode(sheet);
  encoder.close();
  await writeWhole(path, bytes);
  return { tileWidth, tileHeight, columns, count };
}

function paste(from: Uint8Array, width: number, height: number, to: Uint8Array, stride: number, left: number, top: number): void {
  for (let row = 0; row < height; row++) to.set(from.subarray(row * width, (row + 1) * width), (top + row) * stride + left);
}

/** Half the size: the mean of four. Sizes stay even by leaving out a last odd pair. */
export function halve({ width, height, y, u, v }: Planes): Planes {
  const w = Math.max(2, Math.floor(width / 4) * 2);
  const h = Math.max(2, Math.floor(height / 4) * 2);
  const shrink = (from: Uint8Array, stride: number, outWidth: number, outHeight: number): Uint8Array => {
    const out = new Uint8Array(outWidth * outHeight);
    for (let row = 0; row < outHeight; row++) {
      for (let x = 0; x < outWidth; x++) {
        const at = row * 2 * stride + x * 2;
        out[row * outWidth + x] = (from[at]! + from[at + 1]! + from[at + stride]! + from[at + stride + 1]! + 2) >> 2;
      }
    }
    return out;
  };
  return { width: w, height: h, y: shrink(y, width, w, h), u: shrink(u, width / 2, w / 2, h / 2), v: shrink(v, width / 2, w / 2, h / 2) };
}

/** Writes beside the place and renames, so that a full disk or a kill leaves no half file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}
