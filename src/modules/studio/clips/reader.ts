/** Reads the pictures of a source: which frames a stretch holds, and those frames, decoded, in order, each exactly once. */
import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD, AVDISCARD_ALL, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { openInput } from '../../../platform/media/input.ts';
import type { OpenInput } from '../../../platform/media/input.ts';
import type { MediaFacts, VideoFacts } from '../../../platform/media/types.ts';
import { studioErrors } from '../errors.ts';
import { isInside } from './timeline.ts';
import type { PieceFrames } from './timeline.ts';

/** Throws studio.clip_codec_failed with FFmpeg's own words as the cause. */
export function check(code: number, what: string): number {
  if (code < 0) throw studioErrors.clip_codec_failed({ step: what }, new Error(FFmpegError.strerror(code)));
  return code;
}

/** Seconds that are gone back further each time when a seek lands past its target, as it may in containers without an index. */
const seekBacks = [0, 2, 10, 60, Infinity];

export type PictureReader = {
  readonly video: VideoFacts;
  readonly label: string;
  /** The frames in [startMs, endMs), by packets' times where they have them, else by decoding. Empty ticks when there are none. */
  scan(startMs: number, endMs: number, turn: () => Promise<void>): Promise<PieceFrames>;
  /** Calls back with every frame of a scan and its position in it; a frame that could not be decoded is left out. False from the callback stops. */
  read(frames: PieceFrames, onFrame: (frame: Frame, index: number) => void | false, turn: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Opens a source for its pictures. `threads` decode frames side by side. Throws mediaErrors and studio.clip_source_no_picture. */
export async function openPictures(path: string, label: string, facts: MediaFacts, threads: number): Promise<PictureReader> {
  const input = await openInput(path, label);
  try {
    const { video } = input;
    if (!video || !facts.video) throw studioErrors.clip_source_no_picture({ file: label });
    for (const stream of input.format.streams) if (stream.index !== video.index) stream.discard = AVDISCARD_ALL;
    const decoder = await openDecoder(video, threads);
    return pictureReader(input, video, decoder, facts.video, label);
  } catch (error) {
    await input.close();
    throw error;
  }
}

/** A decoder of this stream, opened by awaiting: the synchronous opening with options corrupts the heap. */
export async function openDecoder(stream: Stream, threads: number): Promise<CodecContext> {
  const codec = Codec.findDecoder(stream.codecpar.codecId)!;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.parametersToContext(stream.codecpar);
  context.pktTimebase = stream.timeBase;
  context.threadCount = threads;
  check(await context.open2(codec, null), 'open decoder');
  return context;
}

function pictureReader(input: OpenInput, stream: Stream, decoder: CodecContext, video: VideoFacts, label: string): PictureReader {
  const { format } = input;
  const timeBase = { num: stream.timeBase.num, den: stream.timeBase.den };
  const origin = stream.startTime === AV_NOPTS_VALUE ? 0n : stream.startTime;
  const ticksOf = (ms: number): number => (ms * timeBase.den) / (1000 * timeBase.num);
  const perFrame = (video.frameRate.den * timeBase.den) / (video.frameRate.num * timeBase.num);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();

  /** Stands before the key frame from which `tick` can be decoded; the first packet read is kept in `packet`. False at the end of the file. */
  const seek = (tick: number): boolean => {
    for (const back of seekBacks) {
      const target = Math.floor(tick - (back * timeBase.den) / timeBase.num);
      const whole = !(target > 0);
      if (format.seekFrameSync(stream.index, whole ? origin : origin + BigInt(target), AVSEEK_FLAG_BACKWARD) < 0 && whole)
        format.seekFrameSync(stream.index, 0n, AVSEEK_FLAG_BACKWARD);
      if (next() && (whole || Number((packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts) - origin) <= tick)) return true;
      if (whole) return packet.size > 0;
    }
    return false;
  };
  const next = (): boolean => {
    do {
      packet.unref();
      if (format.readFrameSync(packet) < 0) return false;
    } while (packet.streamIndex !== stream.index);
    return true;
  };

  const scanPackets = (startMs: number, endMs: number): PieceFrames | null => {
    const ticks: number[] = [];
    let after = Infinity;
    let last = -Infinity;
    let lastLength = perFrame;
    for (let more = seek(ticksOf(startMs)); more; more = next()) {
      if (packet.pts === AV_NOPTS_VALUE) return null;
      const tick = Number(packet.pts - origin);
      if (!((packet.flags as number) & AV_PKT_FLAG_DISCARD)) {
        if (isInside(tick, timeBase, startMs, endMs)) ticks.push(tick);
        else if (tick >= ticksOf(endMs)) after = Math.min(after, tick);
        if (tick > last) [last, lastLength] = [tick, packet.duration > 0n ? Number(packet.duration) : perFrame];
      }
      // Packets come in decoding order: once decoding times pass the end, nothing shown before it can follow.
      if (packet.dts !== AV_NOPTS_VALUE && Number(packet.dts - origin) > ticksOf(endMs) + perFrame) break;
    }
    packet.unref();
    ticks.sort((a, b) => a - b);
    const distinct = ticks.filter((tick, i) => tick !== ticks[i - 1]);
    return { ticks: distinct, endTick: after === Infinity ? Math.round(last + lastLength) : after, timeBase, frameRate: video.frameRate };
  };

  /** Feeds the decoder from `tick` on; stops at the end of the file or when told. */
  const decode = async (tick: number, onFrame: (frame: Frame, tick: number) => void | false, turn: () => Promise<void>): Promise<void> => {
    decoder.flushBuffers();
    let more = seek(tick);
    for (let ended = false, count = 0; !ended; more = more && next()) {
      const sent = decoder.sendPacketSync(more ? packet : null);
      // A damaged packet is passed over; the frames it held are missed by the caller.
      if (sent < 0 && !more) break;
      while (decoder.receiveFrameSync(frame) >= 0) {
        const stamp = frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
        const goOn = stamp === AV_NOPTS_VALUE || onFrame(frame, Number(stamp - origin)) !== false;
        frame.unref();
        if (++count % 8 === 0) await turn();
        if (!goOn) {
          packet.unref();
          return;
        }
      }
      ended = !more;
    }
  };

  return {
    video,
    label,
    async scan(startMs, endMs, turn) {
      const found = scanPackets(startMs, endMs);
      if (found) return found;
      const ticks: number[] = [];
      let after = Infinity;
      let last = -perFrame;
      await decode(
        ticksOf(startMs),
        (_, tick) => {
          last = Math.max(last, tick);
          if (isInside(tick, timeBase, startMs, endMs)) ticks.push(tick);
          else if (tick >= ticksOf(endMs)) after = Math.min(after, tick);
          return tick > ticksOf(endMs) + 2 * perFrame ? false : undefined;
        },
        turn,
      );
      return {
        ticks: ticks.sort((a, b) => a - b),
        endTick: after === Infinity ? Math.round(last + perFrame) : after,
        timeBase,
        frameRate: video.frameRate,
      };
    },
    async read(frames, onFrame, turn) {
      let at = 0;
      await decode(
        frames.ticks[0]!,
        (decoded, tick) => {
          if (tick >= frames.endTick) return false;
          while (at < frames.ticks.length && frames.ticks[at]! < tick) at++;
          if (frames.ticks[at] !== tick) return at >= frames.ticks.length ? false : undefined;
          if (onFrame(decoded, at) === false) return false;
          return ++at >= frames.ticks.length ? false : undefined;
        },
        turn,
      );
    },
    async close() {
      packet.free();
      frame.free();
      decoder.freeContext();
      await input.close();
    },
  };
}
