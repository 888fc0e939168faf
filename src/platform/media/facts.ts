/** The facts of a file from its headers, and the frame rate from the times of its frames. */
import { extname } from 'node:path';
import { AV_NOPTS_VALUE, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import type { AVPixelFormat } from 'node-av/constants';
import { Codec, avGetCodecName, avGetPixFmtName } from 'node-av/lib';
import type { FormatContext, Stream } from 'node-av/lib';
import type { AudioFacts, MediaFacts, Rational, SubtitleStreamFacts, VideoFacts } from './types.ts';

/** Seconds of a stream's clock as milliseconds, null where the stream does not say. */
export function toMs(ticks: bigint, timeBase: { num: number; den: number }): number | null {
  return ticks === AV_NOPTS_VALUE ? null : (Number(ticks) * 1000 * timeBase.num) / timeBase.den;
}

export function readFacts(
  format: FormatContext,
  streams: { video: Stream | null; audio: Stream | null; subtitles: Stream[] },
  file: string,
  sizeBytes: number,
): MediaFacts {
  const claimed = Number(format.duration) / 1000;
  const ends = [streams.video, streams.audio].map((stream) => (stream ? (toMs(stream.duration, stream.timeBase) ?? 0) : 0));
  const bitRate = Number(format.bitRate);
  return {
    container: containerOf(format.iformat?.name ?? 'unknown', file),
    sizeBytes,
    durationMs: Math.max(0, claimed > 0 ? claimed : Math.max(...ends)),
    bitRate: bitRate > 0 ? bitRate : null,
    video: streams.video ? videoFacts(streams.video) : null,
    audio: streams.audio ? audioFacts(streams.audio) : null,
    subtitles: streams.subtitles.map(subtitleFacts),
  };
}

/** FFmpeg names a family, `mov,mp4,m4a…`; the member that the file's own ending names is meant, else the first. */
function containerOf(family: string, file: string): string {
  const members = family.split(',');
  const ending = extname(file).slice(1).toLowerCase();
  return members.includes(ending) ? ending : members[0]!;
}

function videoFacts(stream: Stream): VideoFacts {
  const par = stream.codecpar;
  const rotation = rotationOf(stream);
  const aspect = stream.sampleAspectRatio.num > 0 ? stream.sampleAspectRatio : par.sampleAspectRatio;
  const shown = shownSize(par.width, par.height, aspect, rotation);
  const pixelFormat = avGetPixFmtName(par.format as AVPixelFormat) ?? 'unknown';
  const average = reduce(stream.avgFrameRate);
  const base = reduce(stream.rFrameRate);
  const disagree = average && base ? Math.abs(rate(average) / rate(base) - 1) > 0.01 : false;
  return {
    streamIndex: stream.index,
    codec: avGetCodecName(par.codecId) ?? 'unknown',
    profile: Codec.findDecoder(par.codecId)?.profiles?.find((profile) => profile.profile === par.profile)?.name ?? null,
    pixelFormat,
    bitDepth: bitDepthOf(pixelFormat, par.bitsPerRawSample),
    ...shown,
    codedWidth: par.width,
    codedHeight: par.height,
    rotation,
    frameRate: (average && nearStandardRate(rate(average))) ?? average ?? base ?? { num: 25, den: 1 },
    variableFrameRate: disagree,
    startMs: toMs(stream.startTime, stream.timeBase) ?? 0,
  };
}

function audioFacts(stream: Stream): AudioFacts {
  const par = stream.codecpar;
  return {
    streamIndex: stream.index,
    codec: avGetCodecName(par.codecId) ?? 'unknown',
    sampleRate: par.sampleRate,
    channels: par.channels,
    startMs: toMs(stream.startTime, stream.timeBase) ?? 0,
  };
}

function subtitleFacts(stream: Stream): SubtitleStreamFacts {
  const language = stream.metadata?.get('language') ?? null;
  return {
    streamIndex: stream.index,
    codec: avGetCodecName(stream.codecpar.codecId) ?? 'unknown',
    language: language === 'und' ? null : language,
    title: stream.metadata?.get('title') ?? null,
  };
}

function bitDepthOf(pixelFormat: string, rawBits: number): number {
  if (rawBits > 0) return rawBits;
  const named = /(?:p|gray|bayer_\D+)0?(9|10|12|14|16)(?:le|be)$/.exec(pixelFormat);
  return named ? Number(named[1]) : 8;
}

/** The turn that the display matrix asks for, clockwise, to the nearest quarter (the matrix is 16.16 fixed point, row by row). */
function rotationOf(stream: Stream): VideoFacts['rotation'] {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (!matrix || matrix.length < 36) return 0;
  const [a, b] = [matrix.readInt32LE(0), matrix.readInt32LE(4)];
  const quarters = Math.round(Math.atan2(b, a) / (Math.PI / 2));
  return ([0, 90, 180, 270] as const)[((quarters % 4) + 4) % 4]!;
}

/** Width and height as a viewer sees them: pixels made square by widening or heightening, then turned. Even numbers are not forced. */
export function shownSize(width: number, height: number, aspect: Rational, rotation: number): { width: number; height: number } {
  const ratio = aspect.num > 0 && aspect.den > 0 ? aspect.num / aspect.den : 1;
  // An absurd pixel aspect is damage, not a wish.
  const usable = ratio > 0.1 && ratio < 10 ? ratio : 1;
  const square = usable >= 1 ? { width: Math.round(width * usable), height } : { width, height: Math.round(height / usable) };
  return rotation === 90 || rotation === 270 ? { width: square.height, height: square.width } : square;
}

const rate = (value: Rational): number => value.num / value.den;

function reduce(value: Rational): Rational | null {
  if (value.num <= 0 || value.den <= 0 || rate(value) > 1000) return null;
  let [a, b] = [value.num, value.den];
  while (b > 0) [a, b] = [b, a % b];
  return { num: value.num / a, den: value.den / a };
}

const standardRates: Rational[] = [
  ...[24, 30, 48, 60, 120].map((fps) => ({ num: fps * 1000, den: 1001 })),
  ...[1, 5, 8, 10, 12, 15, 16, 20, 24, 25, 30, 48, 50, 60, 100, 120, 144, 240].map((fps) => ({ num: fps, den: 1 })),
];

function nearStandardRate(fps: number, tolerance = 0.0004): Rational | null {
  const near = standardRates
    .map((candidate) => ({ candidate, off: Math.abs(rate(candidate) / fps - 1) }))
    .sort((a, b) => a.off - b.off)[0]!;
  return near.off <= tolerance ? near.candidate : null;
}

/**
 * The nominal rate and whether it varies, from presentation times in milliseconds (at least three, else null). The median
 * step decides, so that holes and stutter do not; times rounded to whole milliseconds, as Matroska has them, still count as constant.
 */
export function rateFromTimes(times: ArrayLike<number>): { frameRate: Rational; variableFrameRate: boolean } | null {
  if (times.length < 3) return null;
  const steps = new Float64Array(times.length - 1);
  for (let index = 1; index < times.length; index++) steps[index - 1] = times[index]! - times[index - 1]!;
  const sorted = steps.slice().sort();
  const median = sorted[sorted.length >> 1]!;
  if (median <= 0) return null;
  const slack = Math.max(1.6, median * 0.2);
  let odd = 0;
  let regular = 0;
  for (const step of steps) {
    if (Math.abs(step - median) > slack) odd++;
    else regular += step;
  }
  // Rounding averages out over the regular steps.
  const fps = 1000 / (regular / (steps.length - odd));
  const frameRate = nearStandardRate(fps, steps.length > 100 ? 0.0004 : 0.004) ?? reduce({ num: Math.round(fps * 1000), den: 1000 });
  return frameRate && { frameRate, variableFrameRate: odd > Math.max(0, steps.length * 0.005) };
}
