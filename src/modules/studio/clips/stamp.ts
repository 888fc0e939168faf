/**
 * A creator's copy of a clip: the body's pictures and all of its sound are taken packet by packet as they are, and only the
 * end card is encoded anew, by the encoder that made the body. The join is exact or is not made: the card begins a closed
 * group of pictures, its parameter sets are the body's to the byte, its decoding times go on where the body's stop. Sound
 * goes over whole, so priming, length and loudness are the body's own. Where any of it does not hold the caller renders whole.
 */
import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AV_NOPTS_VALUE, AV_PKT_FLAG_KEY } from 'node-av/constants';
import { Dictionary, FormatContext, Frame, Packet } from 'node-av/lib';
import type { CodecContext, Stream } from 'node-av/lib';
import { mediaErrors } from '../../../platform/media/errors.ts';
import { openInput } from '../../../platform/media/input.ts';
import type { OpenInput } from '../../../platform/media/input.ts';
import { systemClock } from '../../../platform/time.ts';
import { endCard } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import { renderCard } from './card-pictures.ts';
import type { CardWords } from './card-pictures.ts';
import { useOwnFontsOnly } from './fonts.ts';
import { sameSets, setsOfAnnexB, setsOfRecord, toLengthPrefixed } from './nal.ts';
import { check, openDecoder } from './reader.ts';
import type { BodyPlan } from './render.ts';
import { checkWrite, claimPlace, countPictures, makeWorkFolder, openEncoder, readyPicture } from './writer.ts';

export type StampInput = {
  /** A file that renderClip made with `plate`, and its plan. */
  body: string;
  plan: BodyPlan;
  card: { title: string; code: string; url: string };
  language: 'zh' | 'en';
  out: string;
};
export type StampResult =
  | { joined: true; sizeBytes: number; frames: number; encodedFrames: number; timings: { totalMs: number } }
  /** Nothing was written: render the whole clip. */
  | { joined: false; reason: string };
type StampContext = { signal?: AbortSignal; onProgress?(fraction: number): void };

/** Why a join would not be exact. */
class Refusal extends Error {}

/** Writes the stamped copy to `out`, or says why it cannot be joined. Throws studio.clip_*, media.disk_full, media.cancelled. */
export async function stampClip(input: StampInput, context: StampContext = {}): Promise<StampResult> {
  const startedMs = systemClock.monotonicMs();
  const turn = async (): Promise<void> => {
    await setImmediate();
    if (context.signal?.aborted) throw mediaErrors.cancelled({ file: input.out });
  };
  await turn();
  useOwnFontsOnly();
  const place = await claimPlace(input.out, [input.body]);
  const folder = await makeWorkFolder();
  try {
    const words: CardWords = {
      card: endCard.parse({ ...input.card, durationMs: cardMs(input.plan) }),
      language: input.language,
    };
    const encodedFrames = await join(input, words, place.part, folder, turn, context.onProgress);
    const frames = input.plan.timeline.bodyFrames + input.plan.timeline.cardFrames;
    if ((await countPictures(place.part, input.out)) !== frames) throw new Refusal('frames_differ');
    const sizeBytes = (await stat(place.part)).size;
    await turn();
    await place.commit();
    context.onProgress?.(1);
    return { joined: true, sizeBytes, frames, encodedFrames, timings: { totalMs: systemClock.monotonicMs() - startedMs } };
  } catch (error) {
    if (error instanceof Refusal) return { joined: false, reason: error.message };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await place.discard();
  }
}

const cardMs = ({ timeline }: BodyPlan): number =>
  Math.round((timeline.cardFrames * timeline.frameRate.den * 1000) / timeline.frameRate.num);

async function join(
  input: StampInput,
  words: CardWords,
  part: string,
  folder: string,
  turn: () => Promise<void>,
  onProgress: ((fraction: number) => void) | undefined,
): Promise<number> {
  const source = await openInput(input.body, input.body);
  try {
    const { video, audio } = source;
    if (!video || !audio) throw new Refusal('streams_missing');
    const writer = await openCopy(part, input.out, video, audio);
    try {
      const made = await copyAndStamp({ input, words, source, video, audio, writer, folder, turn, onProgress });
      await writer.finish();
      return made;
    } finally {
      await writer.abandon();
    }
  } finally {
    await source.close();
  }
}

type Join = {
  input: StampInput;
  words: CardWords;
  source: OpenInput;
  video: Stream;
  audio: Stream;
  writer: CopyWriter;
  folder: string;
  turn: () => Promise<void>;
  onProgress: ((fraction: number) => void) | undefined;
};

/** Copies what stays and encodes the card where the body ends; answers with how many pictures were encoded. */
async function copyAndStamp(of: Join): Promise<number> {
  const { input, source, video, audio, writer, turn } = of;
  const { timeline } = input.plan;
  // Whole ticks of the file's clock: MP4's is a multiple of the clip's.
  const joinTick = (timeline.bodyEnd * timeline.timeBase.num * video.timeBase.den) / (timeline.timeBase.den * video.timeBase.num);
  if (!Number.isInteger(joinTick)) throw new Refusal('clock_differs');
  const packet = new Packet();
  packet.alloc();
  let [pictures, groups, encoded, count] = [0, 0, 0, 0];
  let lastDts: bigint | null = null;
  try {
    while (source.format.readFrameSync(packet) >= 0) {
      if (packet.streamIndex === audio.index) writer.write(packet, 'audio');
      else if (packet.streamIndex === video.index && encoded === 0) {
        if (packet.pts === AV_NOPTS_VALUE) throw new Refusal('times_missing');
        if (Number(packet.pts) < joinTick) {
          pictures++;
          if ((packet.flags as number) & AV_PKT_FLAG_KEY) groups++;
          lastDts = packet.dts;
          writer.write(packet, 'video');
        } else {
          const opens = Number(packet.pts) === joinTick && ((packet.flags as number) & AV_PKT_FLAG_KEY) !== 0;
          if (!opens || pictures !== timeline.bodyFrames || lastDts === null) throw new Refusal('card_not_found');
          encoded = await encodeCard(of, packet, lastDts, groups);
        }
      }
      packet.unref();
      if (++count % 256 === 0) await turn();
    }
  } finally {
    packet.free();
  }
  if (encoded === 0) throw new Refusal('card_not_found');
  return encoded;
}

async function encodeCard(of: Join, first: Packet, lastDts: bigint, groups: number): Promise<number> {
  const { input, words, video, writer, folder, turn, onProgress } = of;
  const { plan } = input;
  const size = { width: plan.width, height: plan.height };
  const ground = await decodeOne(video, first);
  const encoder = await openEncoder(size, plan.timeline, plan.quality);
  const packet = new Packet();
  packet.alloc();
  let [written, sent] = [0, 0];
  let previous = lastDts;
  // Neighbouring IDR pictures must differ in idr_pic_id (H.264, 7.4.3), which the encoder alternates: after an odd number of
  // groups a picture that is thrown away brings it to the value that follows the body's.
  const skip = groups % 2;
  const perFrame = (plan.timeline.end - plan.timeline.bodyEnd) / plan.timeline.cardFrames;
  const drain = (): void => {
    while (encoder.receivePacketSync(packet) >= 0) {
      const kept = Number(packet.pts) >= plan.timeline.bodyEnd;
      if (kept) {
        packet.rescaleTs(encoder.timeBase, video.timeBase);
        if (written === 0 && !((packet.flags as number) & AV_PKT_FLAG_KEY)) throw new Refusal('card_without_key');
        if (packet.dts <= previous) throw new Refusal('times_overlap');
        previous = packet.dts;
        writeCardPicture(writer, packet);
        written++;
      }
      packet.unref();
    }
  };
  const put = (frame: Frame, tick: number, duration: number, key = false): void => {
    frame.pts = BigInt(tick);
    frame.duration = BigInt(duration);
    readyPicture(frame, plan.timeline.timeBase, key);
    check(encoder.sendFrameSync(frame), 'encode picture');
    sent++;
    drain();
    onProgress?.(sent / (plan.timeline.cardFrames + 2));
  };
  try {
    const record = setsOfRecord(video.codecpar.extradata ?? Buffer.alloc(0));
    if (!record || !sameSets(record, setsOfAnnexB(encoder.extraData ?? Buffer.alloc(0)))) throw new Refusal('parameters_differ');
    if (skip) put(ground, plan.timeline.bodyEnd - perFrame, perFrame, true);
    const scene = { timeline: { ...plan.timeline, pieces: [] }, size, folder, turn, ground: 'ready' as const };
    await renderCard(scene, words, ground, put);
    check(encoder.sendFrameSync(null), 'finish pictures');
    drain();
  } finally {
    packet.free();
    ground.free();
    encoder.freeContext();
  }
  if (written !== plan.timeline.cardFrames) throw new Refusal('frames_differ');
  return sent;
}

function writeCardPicture(writer: CopyWriter, packet: Packet): void {
  const copy = new Packet();
  copy.alloc();
  try {
    copy.data = toLengthPrefixed(packet.data!);
    copy.pts = packet.pts;
    copy.dts = packet.dts;
    copy.duration = packet.duration;
    copy.flags = packet.flags;
    writer.write(copy, 'video');
  } finally {
    copy.free();
  }
}

/** The bare card as it lies in the body: the ground that the words are drawn on. */
async function decodeOne(video: Stream, packet: Packet): Promise<Frame> {
  const decoder: CodecContext = await openDecoder(video, 1);
  const frame = new Frame();
  frame.alloc();
  try {
    check(decoder.sendPacketSync(packet), 'read the ground');
    decoder.sendPacketSync(null);
    check(decoder.receiveFrameSync(frame), 'read the ground');
    return frame;
  } catch (error) {
    frame.free();
    throw error;
  } finally {
    decoder.freeContext();
  }
}

type CopyWriter = { write(packet: Packet, kind: 'video' | 'audio'): void; finish(): Promise<void>; abandon(): Promise<void> };

/** An MP4 with the streams of another, packet by packet. */
async function openCopy(path: string, label: string, video: Stream, audio: Stream): Promise<CopyWriter> {
  const format = new FormatContext();
  format.allocOutputContext2(null, 'mp4', `file:${resolve(path)}`);
  const streams = { video: like(format, video), audio: like(format, audio) };
  checkWrite(await format.openOutput(), label);
  checkWrite(await format.writeHeader(Dictionary.fromObject({ movflags: '+faststart' })), label);
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await format.closeOutput();
    format.freeContext();
  };
  return {
    write(packet, kind) {
      const from = kind === 'video' ? video : audio;
      packet.streamIndex = streams[kind].index;
      packet.rescaleTs(from.timeBase, streams[kind].timeBase);
      checkWrite(format.interleavedWriteFrameSync(packet), label);
    },
    async finish() {
      checkWrite(await format.writeTrailer(), label);
      await close();
    },
    abandon: close,
  };
}

function like(format: FormatContext, source: Stream): Stream {
  const stream = format.newStream(null);
  if (source.codecpar.copy(stream.codecpar) < 0) throw studioErrors.clip_codec_failed({ step: 'copy a stream' });
  stream.timeBase = source.timeBase;
  stream.avgFrameRate = source.avgFrameRate;
  return stream;
}
