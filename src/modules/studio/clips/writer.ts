/** The MP4 that a clip becomes: H.264 High and AAC LC, index first, written beside its place and moved there when it is whole. */
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_NOPTS_VALUE,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AV_PROFILE_H264_HIGH,
  AVCHROMA_LOC_LEFT,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Packet, Rational } from 'node-av/lib';
import type { Frame, Stream } from 'node-av/lib';
import { mediaErrors } from '../../../platform/media/errors.ts';
import { openInput } from '../../../platform/media/input.ts';
import { studioErrors } from '../errors.ts';
import { check } from './reader.ts';
import { clipSampleRate } from './loudness.ts';
import type { EncodedSound } from './sound.ts';
import type { Timeline } from './timeline.ts';

/** Posix error numbers as FFmpeg returns them, negative: no space left, quota exceeded, file too large. */
const fullDisk = new Set([-28, -122, -27]);

/** Turns a failed write into media.disk_full or studio.clip_output_unwritable, naming the file. */
export function checkWrite(code: number, file: string): void {
  if (code >= 0) return;
  const cause = new Error(FFmpegError.strerror(code));
  throw fullDisk.has(code)
    ? mediaErrors.disk_full({ file }, cause)
    : studioErrors.clip_output_unwritable({ file, reason: cause.message }, cause);
}

export type Place = { out: string; part: string; commit(): Promise<void>; discard(): Promise<void> };

/**
 * Claims a place for a file: an empty part beside it proves that it can be written before any work is done. `commit`
 * syncs and renames, so that `out` is either whole or not there (or what it was before); `discard` leaves nothing.
 */
export async function claimPlace(out: string, sources: string[]): Promise<Place> {
  const path = resolve(out);
  const here = await realpath(path).catch(() => path);
  for (const source of sources)
    if ((await realpath(source).catch(() => resolve(source))) === here) throw studioErrors.clip_output_is_source({ file: out });
  const part = partOf(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await sweep(dirname(path));
    if ((await stat(path).catch(() => null))?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    await access(dirname(path), constants.W_OK);
    await (await open(part, 'w')).close();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code === 'ENOSPC' || code === 'EDQUOT'
      ? mediaErrors.disk_full({ file: out }, error)
      : studioErrors.clip_output_unwritable({ file: out, reason: code }, error);
  }
  return {
    out: path,
    part,
    async commit() {
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(part, path);
    },
    discard: () => rm(part, { force: true }),
  };
}

/** Of this machine (or container) and process: what a killed process left can be told from what another still writes. */
const owner = `${hostname().replace(/[^\w-]/g, '_')}.${process.pid}`;
/** Names have at most 255 bytes; three for most Han characters. */
const partOf = (path: string): string => join(dirname(path), `.${basename(path).slice(0, 50)}.${owner}.hookline-part`);

/** A folder for a rendering's own small files, in the machine's temporary folder; those of killed processes are cleared away. */
export async function makeWorkFolder(): Promise<string> {
  await sweep(tmpdir());
  const folder = join(tmpdir(), `.clip-${randomUUID()}.${owner}.hookline-part`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes what renderings of this machine left in a folder when their process was killed. */
async function sweep(folder: string): Promise<void> {
  const ours = `.${hostname().replace(/[^\w-]/g, '_')}.`;
  for (const name of await readdir(folder)) {
    const match = /(\.[\w-]+\.)(\d+)\.hookline-part$/.exec(name);
    if (match?.[1] === ours && !isAlive(Number(match[2]))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export type EncodeQuality = { preset: string; crf: number; threads: number };
export type ClipWriter = {
  /** Encodes a picture at a tick; `key` starts a new group there. */
  picture(frame: Frame, tick: number, duration: number, key?: boolean): void;
  /** Flushes, writes the index and closes. */
  finish(): Promise<void>;
  /** Frees everything without finishing; harmless after finish. */
  abandon(): Promise<void>;
};

/** Opens the file and the encoder; the sound, encoded already, is woven in between the pictures. `label` is the file's name in errors. */
export async function openWriter(
  path: string,
  label: string,
  size: { width: number; height: number },
  timeline: Timeline,
  sound: EncodedSound,
  quality: EncodeQuality,
): Promise<ClipWriter> {
  const format = new FormatContext();
  format.allocOutputContext2(null, 'mp4', `file:${resolve(path)}`);
  const encoder = await openEncoder(size, timeline, quality);
  const video = newStream(format, encoder);
  video.avgFrameRate = new Rational(timeline.frameRate.num, timeline.frameRate.den);
  const audio = newStream(format, sound.context);
  checkWrite(await format.openOutput(), label);
  checkWrite(await format.writeHeader(Dictionary.fromObject({ movflags: '+faststart' })), label);
  const packet = new Packet();
  packet.alloc();
  let nextSound = 0;
  const writeSound = (untilSeconds: number): void => {
    for (; nextSound < sound.packets.length; nextSound++) {
      const next = sound.packets[nextSound]!;
      if (Number(next.pts) / clipSampleRate > untilSeconds) return;
      next.streamIndex = audio.index;
      next.rescaleTs(sound.context.timeBase, audio.timeBase);
      checkWrite(format.interleavedWriteFrameSync(next), label);
      next.free();
    }
  };
  const drain = (): void => {
    while (encoder.receivePacketSync(packet) >= 0) {
      writeSound((Number(packet.dts) * timeline.timeBase.num) / timeline.timeBase.den);
      packet.streamIndex = video.index;
      packet.rescaleTs(encoder.timeBase, video.timeBase);
      checkWrite(format.interleavedWriteFrameSync(packet), label);
      packet.unref();
    }
  };
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    packet.free();
    encoder.freeContext();
    for (; nextSound < sound.packets.length; nextSound++) sound.packets[nextSound]!.free();
    sound.context.freeContext();
    await format.closeOutput();
    format.freeContext();
  };
  return {
    picture(frame, tick, duration, key = false) {
      frame.pts = BigInt(tick);
      frame.duration = BigInt(duration);
      readyPicture(frame, timeline.timeBase, key);
      check(encoder.sendFrameSync(frame), 'encode picture');
      drain();
    },
    async finish() {
      check(encoder.sendFrameSync(null), 'finish pictures');
      drain();
      writeSound(Infinity);
      checkWrite(await format.writeTrailer(), label);
      await close();
    },
    abandon: close,
  };
}

/** Readies a picture for the encoder: its clock, its colours, and whether it begins a group. */
export function readyPicture(frame: Frame, timeBase: Timeline['timeBase'], key: boolean): void {
  frame.timeBase = new Rational(timeBase.num, timeBase.den);
  // A source's own picture types would be taken as orders.
  frame.pictType = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
  frame.colorSpace = AVCOL_SPC_BT709;
  frame.colorRange = AVCOL_RANGE_MPEG;
}

function newStream(format: FormatContext, context: CodecContext): Stream {
  const stream = format.newStream(null);
  stream.codecpar.fromContext(context);
  stream.timeBase = context.timeBase;
  return stream;
}

/** The encoder of every clip: what two of them make of one size, clock and quality can be joined. */
export async function openEncoder(
  size: { width: number; height: number },
  timeline: Pick<Timeline, 'timeBase' | 'frameRate'>,
  quality: EncodeQuality,
): Promise<CodecContext> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = size.width;
  context.height = size.height;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.sampleAspectRatio = new Rational(1, 1);
  context.timeBase = new Rational(timeline.timeBase.num, timeline.timeBase.den);
  context.framerate = new Rational(timeline.frameRate.num, timeline.frameRate.den);
  // A key picture every two seconds: platforms cut and preview at them.
  context.gopSize = Math.max(1, Math.round((2 * timeline.frameRate.num) / timeline.frameRate.den));
  context.profile = AV_PROFILE_H264_HIGH;
  context.threadCount = quality.threads;
  context.colorSpace = AVCOL_SPC_BT709;
  context.colorPrimaries = AVCOL_PRI_BT709;
  context.colorTrc = AVCOL_TRC_BT709;
  context.colorRange = AVCOL_RANGE_MPEG;
  context.chromaLocation = AVCHROMA_LOC_LEFT;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  check(
    await context.open2(
      codec,
      Dictionary.fromObject({ preset: quality.preset, crf: String(quality.crf), profile: 'high', 'forced-idr': '1' }),
    ),
    'open H.264',
  );
  return context;
}

/** Counts the pictures of a finished file: what a disk lost in silence is found before the file takes its place. */
export async function countPictures(path: string, label: string): Promise<number> {
  const input = await openInput(path, label);
  const packet = new Packet();
  packet.alloc();
  try {
    let count = 0;
    while (input.format.readFrameSync(packet) >= 0) {
      if (packet.streamIndex === input.video?.index && packet.pts !== AV_NOPTS_VALUE) count++;
      packet.unref();
    }
    return count;
  } finally {
    packet.free();
    await input.close();
  }
}
