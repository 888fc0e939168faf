/**
 * Makes video files: any picture drawn plane by plane, any sound sample by sample, encoded by the same library that the
 * product decodes with. The sample drama and the tests' own material come from here; small sizes and `ultrafast` keep a
 * second of video at a few milliseconds.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_ID_ASS,
  AV_CODEC_ID_MOV_TEXT,
  AV_CODEC_ID_SUBRIP,
  AV_CODEC_ID_WEBVTT,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AV_PIX_FMT_YUV444P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_PKT_FLAG_KEY,
  AV_SAMPLE_FMT_FLT,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_LOG_QUIET,
  AVFMT_GLOBALHEADER,
  AVMEDIA_TYPE_SUBTITLE,
  SWS_POINT,
} from 'node-av/constants';
import type { AVCodecID, AVPixelFormat, FFEncoderCodec } from 'node-av/constants';
import {
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
  SoftwareScaleContext,
} from 'node-av/lib';
import type { Stream } from 'node-av/lib';

export type DrawFrame = { y: Uint8Array; u: Uint8Array; v: Uint8Array; width: number; height: number };
export type MakeSound = {
  sampleRate: number;
  channels: number;
  /** Fills the buffers (one a channel, equal lengths, zeroed before) with samples −1 to 1, the first being `startSample`. */
  fill(channelBuffers: Float32Array[], startSample: number): void;
  /** `aac` by default (`libopus` in WebM, `pcm_s16le` in WAV). */
  codec?: string;
  /** The picture's length by default. */
  seconds?: number;
  /** Delays the sound against the picture. */
  offsetMs?: number;
};
export type MakeSubtitles = {
  codec: 'mov_text' | 'subrip' | 'ass' | 'webvtt';
  language?: string;
  /** For `ass`, the text is the line's text field. */
  cues: { startMs: number; endMs: number; text: string }[];
};
export type MakeVideoOptions = {
  path: string;
  width: number;
  height: number;
  /** 23.976, 29.97 and 59.94 become the exact fractions over 1001. */
  fps: number;
  /** 0 makes a file without picture. */
  frames: number;
  /** Planes are tight 4:2:0 and keep what the last call drew. */
  draw(frame: DrawFrame, index: number): void;
  sound?: MakeSound | null;
  crf?: number;
  preset?: string;
  codec?: string;
  bitrate?: number;
  /** Key picture at least every so many frames. */
  gop?: number;
  /** Presentation time of each frame in milliseconds, ascending: a variable frame rate. */
  frameTimesMs?: number[];
  /** Degrees clockwise that a player turns the picture. */
  rotation?: 0 | 90 | 180 | 270;
  /** FFmpeg's name of the container; guessed from the path by default. */
  container?: string;
  pixelFormat?: 'yuv420p' | 'yuv420p10' | 'yuv444p';
  sampleAspectRatio?: [number, number];
  subtitles?: MakeSubtitles[];
  codecOptions?: Record<string, string>;
};

const pixelFormats: Record<string, AVPixelFormat> = {
  yuv420p: AV_PIX_FMT_YUV420P,
  yuv420p10: AV_PIX_FMT_YUV420P10LE,
  yuv444p: AV_PIX_FMT_YUV444P,
};
const subtitleCodecs: Record<MakeSubtitles['codec'], AVCodecID> = {
  mov_text: AV_CODEC_ID_MOV_TEXT,
  subrip: AV_CODEC_ID_SUBRIP,
  ass: AV_CODEC_ID_ASS,
  webvtt: AV_CODEC_ID_WEBVTT,
};

function check(code: number, what: string): void {
  if (code < 0) throw new Error(`${what}: ${FFmpegError.strerror(code)}`);
}

function rateOf(fps: number): { num: number; den: number } {
  if (Number.isInteger(fps)) return { num: fps, den: 1 };
  const ntsc = Math.round(fps * 1.001);
  if (Math.abs((ntsc * 1000) / 1001 - fps) < 0.005) return { num: ntsc * 1000, den: 1001 };
  return { num: Math.round(fps * 1000), den: 1000 };
}

/** Encodes a file as asked; overwrites. Resolves when it is closed on disk. */
export async function makeVideo(options: MakeVideoOptions): Promise<void> {
  Log.setLevel(AV_LOG_QUIET);
  mkdirSync(dirname(options.path), { recursive: true });
  const format = new FormatContext();
  format.allocOutputContext2(null, options.container ?? null, options.path);
  const picture = options.frames > 0 ? await openPicture(format, options) : null;
  const sound = options.sound ? await openSound(format, options.sound, options) : null;
  const texts = (options.subtitles ?? []).map((track) => openSubtitles(format, track));
  check(await format.openOutput(), 'open output');
  check(await format.writeHeader(), 'write header');
  const packet = new Packet();
  packet.alloc();
  for (const text of texts) text.write();
  // Sound is written up to each picture's time, so that a player (and the demuxer) finds them side by side.
  for (let index = 0; picture && index < options.frames; index++) {
    sound?.writeUntil(picture.timeMs(index) / 1000, packet);
    picture.write(index, packet);
  }
  sound?.finish(packet);
  picture?.finish(packet);
  check(await format.writeTrailer(), 'write trailer');
  await format.closeOutput();
  picture?.free();
  sound?.free();
  packet.free();
  format.freeContext();
}

async function openCodec(
  name: string,
  setUp: (context: CodecContext) => void,
  codecOptions: Record<string, string>,
  format: FormatContext,
): Promise<{ context: CodecContext; stream: Stream }> {
  const codec = Codec.findEncoderByName(name as FFEncoderCodec);
  if (!codec) throw new Error(`no encoder ${name}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  setUp(context);
  if (format.oformat?.hasFlags(AVFMT_GLOBALHEADER)) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  // Only the awaited opening is safe with options: the synchronous one corrupts the heap.
  check(await context.open2(codec, Dictionary.fromObject(codecOptions)), `open ${name}`);
  const stream = format.newStream(codec);
  stream.codecpar.fromContext(context);
  stream.timeBase = context.timeBase;
  return { context, stream };
}

function drain(format: FormatContext, context: CodecContext, stream: Stream, packet: Packet, adjust?: (packet: Packet) => void): void {
  while (context.receivePacketSync(packet) >= 0) {
    packet.streamIndex = stream.index;
    adjust?.(packet);
    packet.rescaleTs(context.timeBase, stream.timeBase);
    check(format.interleavedWriteFrameSync(packet), 'write packet');
    packet.unref();
  }
}

function pictureCodec(options: MakeVideoOptions): { name: string; codecOptions: Record<string, string> } {
  const webm = options.container === 'webm' || options.path.endsWith('.webm');
  const name = options.codec ?? (webm ? 'libvpx-vp9' : 'libx264');
  const crf = String(options.crf ?? 18);
  if (name === 'libx264') return { name, codecOptions: { preset: options.preset ?? 'ultrafast', ...(options.bitrate ? {} : { crf }) } };
  if (name === 'libx265') return { name, codecOptions: { preset: options.preset ?? 'ultrafast', crf, 'x265-params': 'log-level=error' } };
  if (name.startsWith('libvpx')) return { name, codecOptions: { crf, deadline: 'realtime', 'cpu-used': '8' } };
  return { name, codecOptions: {} };
}

async function openPicture(format: FormatContext, options: MakeVideoOptions) {
  const rate = rateOf(options.fps);
  const timeBase = options.frameTimesMs ? new Rational(1, 90_000) : new Rational(rate.den, rate.num);
  const { name, codecOptions } = pictureCodec(options);
  const target = pixelFormats[options.pixelFormat ?? 'yuv420p']!;
  const { context, stream } = await openCodec(
    name,
    (c) => {
      c.width = options.width;
      c.height = options.height;
      c.pixelFormat = target;
      c.timeBase = timeBase;
      c.framerate = new Rational(rate.num, rate.den);
      c.threadCount = 2;
      if (options.gop) c.gopSize = options.gop;
      if (options.bitrate) c.bitRate = BigInt(options.bitrate);
      if (options.sampleAspectRatio) c.sampleAspectRatio = new Rational(...options.sampleAspectRatio);
    },
    { ...codecOptions, ...options.codecOptions },
    format,
  );
  stream.avgFrameRate = new Rational(rate.num, rate.den);
  if (options.sampleAspectRatio) stream.sampleAspectRatio = new Rational(...options.sampleAspectRatio);
  if (options.rotation) stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, displayMatrix(options.rotation));

  const { width, height } = options;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const planes = Buffer.alloc(width * height + 2 * chroma, 128);
  const drawn: DrawFrame = {
    y: planes.subarray(0, width * height),
    u: planes.subarray(width * height, width * height + chroma),
    v: planes.subarray(width * height + chroma),
    width,
    height,
  };
  const converter = target === AV_PIX_FMT_YUV420P ? null : new SoftwareScaleContext();
  converter?.getContext(width, height, AV_PIX_FMT_YUV420P, width, height, target, SWS_POINT);
  const times = options.frameTimesMs;
  const ptsOf = (index: number): number => (times ? Math.round(times[index]! * 90) : index);
  const durations = new Map<bigint, bigint>();
  const adjust = (packet: Packet): void => void (packet.duration = durations.get(packet.pts) ?? packet.duration);
  return {
    timeMs: (index: number) => (ptsOf(index) * 1000 * timeBase.num) / timeBase.den,
    write(index: number, packet: Packet): void {
      options.draw(drawn, index);
      let frame = Frame.fromVideoBuffer(planes, { width, height, format: AV_PIX_FMT_YUV420P, timeBase, pts: BigInt(ptsOf(index)) });
      if (converter) frame = convert(converter, frame, target);
      frame.pts = BigInt(ptsOf(index));
      const next =
        times && index + 1 < times.length ? ptsOf(index + 1) : ptsOf(index) + (times ? Math.round((90_000 * rate.den) / rate.num) : 1);
      durations.set(frame.pts, BigInt(next - ptsOf(index)));
      check(context.sendFrameSync(frame), 'encode picture');
      frame.free();
      drain(format, context, stream, packet, adjust);
    },
    finish(packet: Packet): void {
      context.sendFrameSync(null);
      drain(format, context, stream, packet, adjust);
    },
    free: () => context.freeContext(),
  };
}

function convert(converter: SoftwareScaleContext, source: Frame, target: AVPixelFormat): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = source.width;
  frame.height = source.height;
  frame.format = target;
  check(frame.getBuffer(), 'allocate picture');
  check(converter.scaleFrameSync(frame, source), 'convert picture');
  source.free();
  return frame;
}

/** FFmpeg's 3 × 3 display matrix (16.16 and 2.30 fixed point, native order) that turns a picture clockwise. */
function displayMatrix(degrees: number): Buffer {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.round(Math.cos(radians) * 65_536);
  const sin = Math.round(Math.sin(radians) * 65_536);
  const matrix = Buffer.alloc(36);
  [cos, sin, 0, -sin, cos, 0, 0, 0, 1 << 30].forEach((value, index) => matrix.writeInt32LE(value, index * 4));
  return matrix;
}

async function openSound(format: FormatContext, sound: MakeSound, options: MakeVideoOptions) {
  const container = options.container ?? '';
  const name =
    sound.codec ??
    (container === 'webm' || options.path.endsWith('.webm') ? 'libopus' : options.path.endsWith('.wav') ? 'pcm_s16le' : 'aac');
  const sampleFormat = name === 'aac' ? AV_SAMPLE_FMT_FLTP : name === 'libopus' ? AV_SAMPLE_FMT_FLT : AV_SAMPLE_FMT_S16;
  const { channels, sampleRate } = sound;
  const mask = channels === 1 ? 4n : channels === 2 ? 3n : channels === 6 ? 0x3fn : (1n << BigInt(channels)) - 1n;
  const channelLayout = { nbChannels: channels, order: AV_CHANNEL_ORDER_NATIVE, mask };
  const { context, stream } = await openCodec(
    name,
    (c) => {
      c.sampleRate = sampleRate;
      c.sampleFormat = sampleFormat;
      c.channelLayout = channelLayout;
      c.timeBase = new Rational(1, sampleRate);
      c.bitRate = BigInt(64_000 * channels);
    },
    {},
    format,
  );
  const blockSize = context.frameSize > 0 ? context.frameSize : 1024;
  const last = options.frames - 1;
  const pictureSeconds =
    options.frames === 0 ? 0 : options.frameTimesMs ? options.frameTimesMs[last]! / 1000 + 1 / options.fps : options.frames / options.fps;
  const total = Math.round((sound.seconds ?? pictureSeconds) * sampleRate);
  const offset = Math.round(((sound.offsetMs ?? 0) * sampleRate) / 1000);
  let written = 0;
  const writeBlock = (packet: Packet): void => {
    const size = Math.min(blockSize, total - written);
    const buffers = Array.from({ length: channels }, () => new Float32Array(size));
    sound.fill(buffers, written);
    const data = packSamples(
      buffers,
      sampleFormat === AV_SAMPLE_FMT_FLTP ? 'planar' : sampleFormat === AV_SAMPLE_FMT_FLT ? 'float' : 's16',
    );
    const frame = Frame.fromAudioBuffer(data, {
      nbSamples: size,
      format: sampleFormat,
      sampleRate,
      channelLayout,
      pts: BigInt(written + offset),
      timeBase: { num: 1, den: sampleRate },
    });
    written += size;
    check(context.sendFrameSync(frame), 'encode sound');
    frame.free();
    drain(format, context, stream, packet);
  };
  return {
    writeUntil(seconds: number, packet: Packet): void {
      while (written < total && (written + offset) / sampleRate <= seconds) writeBlock(packet);
    },
    finish(packet: Packet): void {
      while (written < total) writeBlock(packet);
      context.sendFrameSync(null);
      drain(format, context, stream, packet);
    },
    free: () => context.freeContext(),
  };
}

function packSamples(buffers: Float32Array[], form: 'planar' | 'float' | 's16'): Buffer {
  if (form === 'planar') return Buffer.concat(buffers.map((b) => Buffer.from(b.buffer, b.byteOffset, b.byteLength)));
  const size = buffers[0]!.length;
  const out = form === 'float' ? new Float32Array(size * buffers.length) : new Int16Array(size * buffers.length);
  buffers.forEach((buffer, channel) => {
    for (let i = 0; i < size; i++) {
      const sample = buffer[i]!;
      out[i * buffers.length + channel] = form === 'float' ? sample : Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
    }
  });
  return Buffer.from(out.buffer);
}

function openSubtitles(format: FormatContext, track: MakeSubtitles) {
  const stream = format.newStream(null);
  stream.codecpar.codecType = AVMEDIA_TYPE_SUBTITLE;
  stream.codecpar.codecId = subtitleCodecs[track.codec];
  stream.timeBase = new Rational(1, 1000);
  if (track.language) stream.metadata = Dictionary.fromObject({ language: track.language });
  if (track.codec === 'ass') {
    stream.codecpar.extradata = Buffer.from(
      '[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n',
    );
  }
  // MPEG-4 timed text needs a sample description; a zeroed one with a font table is the least that players accept.
  if (track.codec === 'mov_text')
    stream.codecpar.extradata = Buffer.concat([
      Buffer.alloc(30),
      Buffer.from([0, 0, 0, 18, 0x66, 0x74, 0x61, 0x62, 0, 1, 0, 1, 5, 0x53, 0x65, 0x72, 0x69, 0x66]),
    ]);
  return {
    write(): void {
      track.cues.forEach((cue, index) => {
        const packet = new Packet();
        packet.alloc();
        packet.data = subtitlePacket(track.codec, cue.text, index);
        packet.pts = BigInt(Math.round(cue.startMs));
        packet.dts = packet.pts;
        packet.duration = BigInt(Math.round(cue.endMs - cue.startMs));
        packet.streamIndex = stream.index;
        packet.setFlags(AV_PKT_FLAG_KEY);
        packet.rescaleTs({ num: 1, den: 1000 }, stream.timeBase);
        check(format.interleavedWriteFrameSync(packet), 'write subtitle');
        packet.free();
      });
    },
  };
}

function subtitlePacket(codec: MakeSubtitles['codec'], text: string, index: number): Buffer {
  if (codec === 'ass') return Buffer.from(`${index},0,Default,,0,0,0,,${text}`);
  const bytes = Buffer.from(text);
  if (codec !== 'mov_text') return bytes;
  const head = Buffer.alloc(2);
  head.writeUInt16BE(bytes.length);
  return Buffer.concat([head, bytes]);
}
