/**
 * Encodes what filter graphs make: FFmpeg's own descriptions, beginning with `movie` and `amovie` sources, so that a graph may take
 * pictures from several files. Needs no ffmpeg program.
 */
import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import type { FFEncoderCodec } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FilterGraph, FormatContext, Frame, Log, Packet, Rational } from 'node-av/lib';

export type EncodeGraphs = {
  /** Must end at a steady rate (`fps=…`). */
  picture: string | null;
  sound: string | null;
  crf: number;
  soundBitrate?: number;
};

type Stream = { write(): void; free(): void };

const soundRate = 48_000;
const check = (code: number, what: string): void => {
  if (code < 0) throw new Error(`${what}: ${FFmpegError.strerror(code)}`);
};

/** A `movie` or `amovie` source of a file, its name quoted for both of FFmpeg's parsers. */
export function sourceOf(kind: 'movie' | 'amovie', path: string): string {
  const inner = path.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll(':', '\\:');
  return `${kind}=filename='${inner.replaceAll("'", String.raw`'\''`)}'`;
}

/** How long a file's picture is, by its container, and whether it has sound that a graph can take. */
export async function factsOf(path: string): Promise<{ pictureMs: number; hasSound: boolean }> {
  const format = new FormatContext();
  check(await format.openInput(path, null, null), `open ${path}`);
  check(await format.findStreamInfo(null), `read ${path}`);
  const picture = format.streams.find((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO);
  const pictureMs = picture ? (Number(picture.duration) * 1000 * picture.timeBase.num) / picture.timeBase.den : 0;
  const hasSound = format.streams.some((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO && stream.codecpar.sampleRate > 0);
  await format.closeInput();
  return { pictureMs, hasSound };
}

/** Writes an MP4 of H.264 (veryfast) and AAC; overwrites. */
export async function encodeGraphs(path: string, { picture, sound, crf, soundBitrate = 128_000 }: EncodeGraphs): Promise<void> {
  Log.setLevel(AV_LOG_QUIET);
  const format = new FormatContext();
  format.allocOutputContext2(null, 'mp4', path);
  const packet = new Packet();
  packet.alloc();
  const pictures = picture === null ? null : await openPictures(format, picture, crf, packet);
  const sounds = sound === null ? null : await openSound(format, sound, soundBitrate, packet);
  check(await format.openOutput(), `open ${path}`);
  check(await format.writeHeader(), 'write header');
  pictures?.write();
  sounds?.write();
  check(await format.writeTrailer(), 'write trailer');
  await format.closeOutput();
  pictures?.free();
  sounds?.free();
  packet.free();
  format.freeContext();
}

type Graph = { pull(frame: Frame): boolean; timeBase(): Rational; rate(): Rational; free(): void };

function openGraph(description: string, sinkName: string): Graph {
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = 2;
  check(graph.parsePtr(`${description},${sinkName}@out`), `parse ${description}`);
  check(graph.configSync(), `configure ${description}`);
  const sink = graph.getFilter(`${sinkName}@out`)!;
  return {
    pull: (frame) => sink.buffersinkGetFrameSync(frame) >= 0,
    timeBase: () => sink.buffersinkGetTimeBase(),
    rate: () => sink.buffersinkGetFrameRate(),
    free: () => graph.free(),
  };
}

async function openPictures(format: FormatContext, description: string, crf: number, packet: Packet): Promise<Stream> {
  const graph = openGraph(`${description},format=yuv420p,setsar=1`, 'buffersink');
  const frame = new Frame();
  frame.alloc();
  if (!graph.pull(frame)) throw new Error(`no pictures from ${description}`);
  const codec = Codec.findEncoderByName('libx264' as FFEncoderCodec)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = frame.width;
  context.height = frame.height;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = graph.timeBase();
  context.framerate = graph.rate();
  context.threadCount = 2;
  return openStream(format, codec, context, { preset: 'veryfast', crf: String(crf) }, graph, frame, packet, graph.rate());
}

async function openSound(format: FormatContext, description: string, bitrate: number, packet: Packet): Promise<Stream> {
  const graph = openGraph(
    `${description},aformat=sample_fmts=fltp:sample_rates=${soundRate}:channel_layouts=stereo,asetnsamples=n=1024:p=0`,
    'abuffersink',
  );
  const frame = new Frame();
  frame.alloc();
  if (!graph.pull(frame)) throw new Error(`no sound from ${description}`);
  const codec = Codec.findEncoderByName('aac' as FFEncoderCodec)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = soundRate;
  context.sampleFormat = AV_SAMPLE_FMT_FLTP;
  context.channelLayout = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
  context.timeBase = new Rational(1, soundRate);
  context.bitRate = BigInt(bitrate);
  return openStream(format, codec, context, {}, graph, frame, packet, null);
}

/** The first frame is in `frame` already: the encoder's shape came from it. */
async function openStream(
  format: FormatContext,
  codec: Codec,
  context: CodecContext,
  options: Record<string, string>,
  graph: Graph,
  frame: Frame,
  packet: Packet,
  rate: Rational | null,
): Promise<Stream> {
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  // Only the awaited opening is safe with options: the synchronous one corrupts the heap.
  check(await context.open2(codec, Dictionary.fromObject(options)), 'open encoder');
  const stream = format.newStream(codec);
  stream.codecpar.fromContext(context);
  stream.timeBase = context.timeBase;
  if (rate) stream.avgFrameRate = rate;
  // Without one, the last picture's length is a guess of the muxer's, and the rate of the whole comes out wrong.
  const duration = rate ? BigInt(Math.round((rate.den * context.timeBase.den) / (rate.num * context.timeBase.num))) : null;
  const drain = (): void => {
    while (context.receivePacketSync(packet) >= 0) {
      packet.streamIndex = stream.index;
      if (duration !== null) packet.duration = duration;
      packet.rescaleTs(context.timeBase, stream.timeBase);
      check(format.interleavedWriteFrameSync(packet), 'write packet');
      packet.unref();
    }
  };
  return {
    write() {
      do {
        frame.pictType = AV_PICTURE_TYPE_NONE;
        check(context.sendFrameSync(frame), 'encode');
        frame.unref();
        drain();
      } while (graph.pull(frame));
      check(context.sendFrameSync(null), 'flush');
      drain();
    },
    free() {
      frame.free();
      context.freeContext();
      graph.free();
    },
  };
}
