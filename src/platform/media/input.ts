/**
 * Opens a file for reading: only a plain local file, only container formats that hold their own data. Playlists,
 * `concat:` and image sequences name other files or addresses, so a file that is uploaded could read them: refused.
 */
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_LOG_QUIET,
  AVDISCARD_ALL,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { Codec, Dictionary, FFmpegError, FormatContext, Log, avGetCodecName } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { mediaErrors } from './errors.ts';
import { readFacts } from './facts.ts';
import type { MediaFacts } from './types.ts';

/** 8K in either direction; a header may claim any size, and each decoded picture is held several times over. */
const maxPixels = 7680 * 4320;
export const maxHours = 12;

const formats = [
  'mov',
  'matroska',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'avi',
  'flv',
  'live_flv',
  'asf',
  'ogg',
  'wav',
  'w64',
  'mp3',
  'flac',
  'aac',
  'ac3',
  'eac3',
  'dts',
  'aiff',
  'amr',
  'caf',
  'au',
  'ape',
  'wv',
  'tta',
  'h264',
  'hevc',
  'vvc',
  'ivf',
  'obu',
  'm4v',
  'h263',
  'dv',
  'mxf',
  'gxf',
  'nut',
  'rm',
  'vc1',
  'vob',
  'mjpeg',
  'gif',
  'y4m',
  'yuv4mpegpipe',
  'av1',
  'nsv',
  'wtv',
  'dhav',
  'bink',
  'smk',
].join(',');

export type OpenInput = {
  format: FormatContext;
  facts: MediaFacts;
  video: Stream | null;
  audio: Stream | null;
  subtitles: Stream[];
  close(): Promise<void>;
};

// FFmpeg writes to stderr by itself, which is for people here: what it has to say comes back as codes.
Log.setLevel(AV_LOG_QUIET);

/**
 * Opens and reads the headers. `label` is the name that errors carry. Throws mediaErrors: file_not_found, not_readable,
 * empty_file, not_media, truncated, no_streams, unsupported_codec, too_large_picture, too_long.
 */
export async function openInput(file: string, label: string = file): Promise<OpenInput> {
  const sizeBytes = await checkFile(file, label);
  const format = new FormatContext();
  const options = Dictionary.fromObject({ protocol_whitelist: 'file', format_whitelist: formats, max_streams: '64' });
  // The explicit protocol keeps a name such as `concat:a|b` or `http://…` a name.
  const opened = await format.openInput(`file:${resolve(file)}`, null, options);
  if (opened < 0) throw await openError(file, label, opened);
  const close = (): Promise<void> => format.closeInput();
  try {
    // A claimed size is refused before anything is decoded; the rest of the headers may cost a few decoded pictures.
    for (const stream of format.streams) checkSize(stream, label);
    await format.findStreamInfo(null);
    return { format, ...chooseStreams(format, label, sizeBytes), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function chooseStreams(format: FormatContext, label: string, sizeBytes: number): Omit<OpenInput, 'format' | 'close'> {
  const streams = format.streams;
  const isPicture = (stream: Stream): boolean =>
    stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO && !((stream.disposition as number) & AV_DISPOSITION_ATTACHED_PIC);
  const best = (type: typeof AVMEDIA_TYPE_VIDEO | typeof AVMEDIA_TYPE_AUDIO, fits: (stream: Stream) => boolean): Stream | null => {
    const chosen = format.findBestStream(type);
    return streams.find((stream) => stream.index === chosen && fits(stream)) ?? streams.find(fits) ?? null;
  };
  const video = best(AVMEDIA_TYPE_VIDEO, isPicture);
  const audio = best(AVMEDIA_TYPE_AUDIO, (stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO && stream.codecpar.sampleRate > 0);
  const subtitles = streams.filter((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_SUBTITLE);
  if (!video && !audio) throw mediaErrors.no_streams({ file: label });
  for (const stream of [video, audio]) {
    if (!stream) continue;
    checkSize(stream, label);
    if (!Codec.findDecoder(stream.codecpar.codecId))
      throw mediaErrors.unsupported_codec({
        file: label,
        codec: avGetCodecName(stream.codecpar.codecId) ?? stream.codecpar.codecTagString ?? 'unknown',
      });
  }
  if (video && video.codecpar.width === 0) throw mediaErrors.undecodable({ file: label });
  for (const stream of streams) if (stream !== video && stream !== audio && !subtitles.includes(stream)) stream.discard = AVDISCARD_ALL;
  const facts = readFacts(format, { video, audio, subtitles }, label, sizeBytes);
  if (facts.durationMs > maxHours * 3_600_000) throw mediaErrors.too_long({ file: label, hours: maxHours });
  return { facts, video, audio, subtitles };
}

async function checkFile(file: string, label: string): Promise<number> {
  if (file.includes('\0')) throw mediaErrors.file_not_found({ file: label });
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR'
      ? mediaErrors.file_not_found({ file: label }, error)
      : mediaErrors.not_readable({ file: label }, error);
  });
  if (!found.isFile()) throw mediaErrors.not_readable({ file: label });
  if (found.size === 0) throw mediaErrors.empty_file({ file: label });
  return found.size;
}

function checkSize(stream: Stream, label: string): void {
  const { width, height } = stream.codecpar;
  if (width * height > maxPixels || width > 16_384 || height > 16_384)
    throw mediaErrors.too_large_picture({ file: label, width, height, limit: Math.round(maxPixels / 1e6) });
}

async function openError(file: string, label: string, code: number): Promise<Error> {
  const cause = new Error(FFmpegError.strerror(code));
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return mediaErrors.not_readable({ file: label }, cause);
  try {
    const boxes = await readBoxes(handle);
    return boxes.isoMedia && (boxes.cutOff || !boxes.hasIndex)
      ? mediaErrors.truncated({ file: label }, cause)
      : mediaErrors.not_media({ file: label }, cause);
  } finally {
    await handle.close();
  }
}

/** Walks the top-level boxes of ISO 14496-12: an MP4 without `moov`, or whose last box goes past the end, was cut off. */
async function readBoxes(
  handle: import('node:fs/promises').FileHandle,
): Promise<{ isoMedia: boolean; hasIndex: boolean; cutOff: boolean }> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(16);
  let position = 0;
  let isoMedia = false;
  let hasIndex = false;
  for (let count = 0; count < 1000 && position < size; count++) {
    const { bytesRead } = await handle.read(head, 0, 16, position);
    const type = head.toString('latin1', 4, 8);
    if (bytesRead < 8 || !/^[a-zA-Z0-9 ]{4}$/.test(type)) return { isoMedia, hasIndex, cutOff: true };
    if (count === 0) isoMedia = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(type);
    if (!isoMedia) break;
    hasIndex ||= type === 'moov';
    const short = head.readUInt32BE(0);
    const length = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - position : short;
    if (length < 8) return { isoMedia, hasIndex, cutOff: true };
    position += length;
  }
  return { isoMedia, hasIndex, cutOff: position > size };
}
