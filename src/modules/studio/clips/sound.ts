/** The sound of a clip: every piece decoded to stereo at 48 kHz and laid exactly under its pictures, joined without clicks, set to its loudness, encoded. */
import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CHANNEL_ORDER_UNSPEC,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_NOPTS_VALUE,
  AV_PROFILE_AAC_LOW,
  AV_SAMPLE_FMT_FLTP,
  AVDISCARD_ALL,
  AVSEEK_FLAG_BACKWARD,
  FF_ENCODER_AAC,
} from 'node-av/constants';
import type { AVSampleFormat } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational, SoftwareResampleContext } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { openInput } from '../../../platform/media/input.ts';
import { clipSampleRate, fromDb, integratedLoudness, setLoudness, toDb, truePeak } from './loudness.ts';
import type { LoudnessReport, LoudnessTarget, Stereo } from './loudness.ts';
import { check, openDecoder } from './reader.ts';

const stereoLayout = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
/** 6 ms at each end of a piece: too short to be heard as a fade, long enough that the step between two sounds is no click. */
const fadeSamples = 288;

export type SoundPiece = {
  path: string;
  label: string;
  gainDb: number;
  /** Seconds from the source's first picture. */ sourceStart: number;
  /** Samples of the clip. */ from: number;
  to: number;
  /** Seconds of the file's clock at its first picture. */ origin: number;
};

/** Decodes the pieces into one program of `total` samples; what has no sound is silent. `turn` is awaited now and then. */
export async function gatherSound(pieces: SoundPiece[], total: number, turn: () => Promise<void>): Promise<Stereo> {
  const sound: Stereo = { left: new Float32Array(total), right: new Float32Array(total) };
  for (const piece of pieces) {
    const part: Stereo = { left: sound.left.subarray(piece.from, piece.to), right: sound.right.subarray(piece.from, piece.to) };
    await decodeInto(piece, part, turn);
    shape(part, fromDb(piece.gainDb));
  }
  return sound;
}

/** Gain, and a raised-cosine fade at both ends. */
function shape(part: Stereo, gain: number): void {
  const fade = Math.min(fadeSamples, part.left.length >> 1);
  for (const samples of [part.left, part.right]) {
    if (gain !== 1) for (let n = 0; n < samples.length; n++) samples[n]! *= gain;
    for (let n = 0; n < fade; n++) {
      const level = 0.5 - 0.5 * Math.cos((Math.PI * (n + 0.5)) / fade);
      samples[n]! *= level;
      samples[samples.length - 1 - n]! *= level;
    }
  }
}

async function decodeInto(piece: SoundPiece, part: Stereo, turn: () => Promise<void>): Promise<void> {
  const input = await openInput(piece.path, piece.label);
  try {
    const { audio, format } = input;
    if (!audio) return;
    for (const stream of format.streams) if (stream.index !== audio.index) stream.discard = AVDISCARD_ALL;
    const decoder = await openDecoder(audio, 1);
    const place = placer(part);
    const startSeconds = piece.origin + piece.sourceStart;
    // A little early: codecs need a frame or two before their sound is right.
    const target = BigInt(Math.floor(((startSeconds - 0.2) * audio.timeBase.den) / audio.timeBase.num));
    if (startSeconds > 0.3) format.seekFrameSync(audio.index, target, AVSEEK_FLAG_BACKWARD);
    await pump(input.format, audio, decoder, place, startSeconds, turn);
    place.finish();
    decoder.freeContext();
  } finally {
    await input.close();
  }
}

type Placer = { put(frame: Frame, atSeconds: number): void; full(): boolean; finish(): void };

async function pump(
  format: Awaited<ReturnType<typeof openInput>>['format'],
  audio: Stream,
  decoder: CodecContext,
  place: Placer,
  startSeconds: number,
  turn: () => Promise<void>,
): Promise<void> {
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  let expected: number | null = null;
  try {
    for (let count = 0, more = true; more && !place.full();) {
      more = format.readFrameSync(packet) >= 0;
      if (more && packet.streamIndex !== audio.index) {
        packet.unref();
        continue;
      }
      decoder.sendPacketSync(more ? packet : null);
      packet.unref();
      while (decoder.receiveFrameSync(frame) >= 0) {
        const stamp = frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
        const at: number =
          stamp === AV_NOPTS_VALUE ? (expected ?? startSeconds) : (Number(stamp) * audio.timeBase.num) / audio.timeBase.den;
        if (frame.sampleRate > 0 && frame.nbSamples > 0) {
          place.put(frame, at - startSeconds);
          expected = at + frame.nbSamples / frame.sampleRate;
        }
        frame.unref();
      }
      if (++count % 64 === 0) await turn();
    }
  } finally {
    packet.free();
    frame.free();
  }
}

/** Puts resampled frames at their times; a drift under 25 ms is the container's rounding and is not acted on. */
function placer(part: Stereo): Placer {
  const length = part.left.length;
  let resampler: { context: SoftwareResampleContext; key: string; ratio: number } | null = null;
  let cursor: number | null = null;
  const buffers = (count: number): Buffer[] => [Buffer.alloc(count * 4), Buffer.alloc(count * 4)];
  const take = (planes: Buffer[], count: number): void => {
    const at = cursor!;
    const from = Math.max(0, -at);
    const to = Math.min(count, length - at);
    [part.left, part.right].forEach((channel, index) => {
      const plane = planes[index]!;
      const samples = new Float32Array(plane.buffer, plane.byteOffset, count);
      if (to > from) channel.set(samples.subarray(from, to), at + from);
      // A source's damaged samples must not poison the loudness of the whole.
      for (let n = at + from; n < at + to; n++) if (!Number.isFinite(channel[n]!)) channel[n] = 0;
    });
    cursor = at + count;
  };
  const flush = (): void => {
    if (!resampler || cursor === null) return;
    const room = resampler.context.getOutSamples(0);
    if (room > 0) {
      const planes = buffers(room);
      const count = resampler.context.convertSync(planes, room, null, 0);
      if (count > 0) take(planes, count);
    }
    resampler.context.free();
    resampler = null;
  };
  return {
    full: () => cursor !== null && cursor >= length,
    put(frame, atSeconds) {
      const layout = frame.channelLayout;
      const key = `${frame.format}/${frame.sampleRate}/${layout.nbChannels}/${layout.mask}`;
      if (resampler?.key !== key) {
        flush();
        resampler = { context: openResampler(frame), key, ratio: clipSampleRate / frame.sampleRate };
      }
      const position = Math.round(atSeconds * clipSampleRate);
      const delayed = cursor === null ? position : cursor + Math.round(Number(resampler.context.getDelay(BigInt(clipSampleRate))));
      if (cursor === null || Math.abs(position - delayed) > 0.025 * clipSampleRate)
        cursor = cursor === null ? position : cursor + position - delayed;
      const room = resampler.context.getOutSamples(frame.nbSamples);
      const planes = buffers(room);
      const count = resampler.context.convertSync(planes, room, frame.extendedData ?? frame.data, frame.nbSamples);
      if (count > 0) take(planes, count);
    },
    finish: flush,
  };
}

function openResampler(frame: Frame): SoftwareResampleContext {
  const layout = frame.channelLayout;
  const channels = layout.nbChannels;
  const known = (layout.order as number) !== AV_CHANNEL_ORDER_UNSPEC;
  const masks: Record<number, bigint> = { 1: 4n, 2: 3n, 6: 0x3fn, 8: 0x63fn };
  const context = new SoftwareResampleContext();
  const source = known
    ? layout
    : { nbChannels: channels, order: AV_CHANNEL_ORDER_NATIVE, mask: masks[channels] ?? (1n << BigInt(channels)) - 1n };
  check(
    context.allocSetOpts2(stereoLayout, AV_SAMPLE_FMT_FLTP, clipSampleRate, source, frame.format as AVSampleFormat, frame.sampleRate),
    'set up resampling',
  );
  check(context.init(), 'open resampling');
  return context;
}

export type EncodedSound = { packets: Packet[]; context: CodecContext; report: LoudnessReport };

/**
 * Sets the loudness and encodes AAC LC. The encoded sound is decoded and measured: where coding raised a peak over the
 * ceiling it is set again with that much less, so that what is promised holds for what is posted. Under three seconds the
 * loudness is only brought as near as it comes.
 */
export async function encodeSound(sound: Stereo, target: LoudnessTarget, turn: () => Promise<void>): Promise<EncodedSound> {
  let margin = 0.15;
  for (let round = 0; ; round++) {
    const set = setLoudness(sound, target, margin);
    await turn();
    const encoded = await encode(set.sound, turn);
    const heard = await decodeBack(encoded, sound.left.length);
    const peak = truePeak(heard);
    const report = { ...set.report, lufs: integratedLoudness(heard), truePeakDbtp: peak > 0 ? toDb(peak) : null };
    const over = report.truePeakDbtp === null ? 0 : report.truePeakDbtp - target.truePeakDbtp;
    if (over <= -0.02 || round === 4) return { ...encoded, report };
    margin += over + 0.08;
    for (const packet of encoded.packets) packet.free();
    encoded.context.freeContext();
  }
}

async function encode(sound: Stereo, turn: () => Promise<void>): Promise<{ packets: Packet[]; context: CodecContext }> {
  const codec = Codec.findEncoderByName(FF_ENCODER_AAC)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = clipSampleRate;
  context.sampleFormat = AV_SAMPLE_FMT_FLTP;
  context.channelLayout = stereoLayout;
  context.timeBase = new Rational(1, clipSampleRate);
  context.bitRate = 192_000n;
  context.profile = AV_PROFILE_AAC_LOW;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  check(await context.open2(codec, null), 'open AAC');
  const packets: Packet[] = [];
  const drain = (): void => {
    for (;;) {
      const packet = new Packet();
      packet.alloc();
      if (context.receivePacketSync(packet) < 0) {
        packet.free();
        return;
      }
      packets.push(packet);
    }
  };
  const size = context.frameSize;
  const total = sound.left.length;
  for (let at = 0; at < total; at += size) {
    const count = Math.min(size, total - at);
    const data = Buffer.alloc(count * 8);
    const plane = new Float32Array(data.buffer, data.byteOffset, count * 2);
    plane.set(sound.left.subarray(at, at + count), 0);
    plane.set(sound.right.subarray(at, at + count), count);
    const frame = Frame.fromAudioBuffer(data, {
      nbSamples: count,
      format: AV_SAMPLE_FMT_FLTP,
      sampleRate: clipSampleRate,
      channelLayout: stereoLayout,
      pts: BigInt(at),
      timeBase: { num: 1, den: clipSampleRate },
    });
    check(context.sendFrameSync(frame), 'encode sound');
    frame.free();
    drain();
    if ((at / size) % 256 === 255) await turn();
  }
  context.sendFrameSync(null);
  drain();
  return { packets, context };
}

async function decodeBack({ packets, context }: { packets: Packet[]; context: CodecContext }, total: number): Promise<Stereo> {
  const codec = Codec.findDecoder(context.codecId)!;
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.extraData = context.extraData;
  decoder.sampleRate = clipSampleRate;
  decoder.channelLayout = stereoLayout;
  decoder.pktTimebase = context.timeBase;
  check(await decoder.open2(codec, null), 'open AAC decoder');
  const sound: Stereo = { left: new Float32Array(total), right: new Float32Array(total) };
  const frame = new Frame();
  frame.alloc();
  for (const packet of [...packets, null]) {
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) {
      const at = Number(frame.pts);
      const planes = frame.extendedData ?? frame.data!;
      [sound.left, sound.right].forEach((channel, index) => {
        const samples = new Float32Array(planes[index]!.buffer, planes[index]!.byteOffset, frame.nbSamples);
        const from = Math.max(0, -at);
        const to = Math.min(frame.nbSamples, total - at);
        if (to > from) channel.set(samples.subarray(from, to), at + from);
      });
      frame.unref();
    }
  }
  frame.free();
  decoder.freeContext();
  return sound;
}
