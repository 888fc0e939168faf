/**
 * The one decoding pass: a file is read once, picture and sound are decoded once, and every listener watches. Memory
 * stays the same whatever the length: frames are shown and let go.
 */
import { AV_NOPTS_VALUE, AVERROR_EOF } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import type { Frame } from 'node-av/lib';
import { openDecoder } from './decode.ts';
import type { Decoder } from './decode.ts';
import { createSubtitleReader } from './embedded-subtitles.ts';
import type { SubtitleReader } from './embedded-subtitles.ts';
import { mediaErrors, writeError } from './errors.ts';
import { rateFromTimes, toMs } from './facts.ts';
import { maxHours, openInput } from './input.ts';
import type { OpenInput } from './input.ts';
import { createPictureLine } from './pictures.ts';
import { createSoundLine } from './sound.ts';
import type { Listener, ListenerFactory, ListenerSpec, MediaFacts, PassEnd, PassResult } from './types.ts';

/** Two threads keep the decoder busy while a listener works; more would only hold more pictures. */
export const defaultDecoderThreads = 2;
/** Listeners and messages get a turn at least this often, so cancelling is felt at once. */
const turnMs = 40;
const maxFrames = 4_000_000;

export type NamedListener = { name: string; make(facts: MediaFacts): Listener };
export type PassOptions = {
  /** Pictures decoded at once; 2 by default. */
  decoderThreads?: number;
  /** Pictures to the last bit, for a twelfth more of decoding; without it they may drift between key pictures. */
  exact?: boolean;
  /** Looked at between packets. */
  signal?: { readonly aborted: boolean };
  /** Told the part done, 0 to 1, about 25 times a second. */
  onProgress?(fraction: number): void;
  /** The name of the file that errors carry. */
  label?: string;
};

/** Loads the modules that specs name; each default export is a ListenerFactory. */
export async function loadListeners(specs: readonly ListenerSpec[]): Promise<NamedListener[]> {
  return Promise.all(
    specs.map(async ({ name, url, options }) => {
      const { default: factory } = (await import(url)) as { default: ListenerFactory };
      return { name, make: (facts: MediaFacts) => factory(options, facts) };
    }),
  );
}

/**
 * Decodes a file once and answers with what each listener found, by name. Times in milliseconds from the first frame.
 * Throws mediaErrors: those of openInput, undecodable, too_long, cancelled, disk_full.
 */
export async function runPass(file: string, listeners: readonly NamedListener[], options: PassOptions = {}): Promise<PassResult> {
  const label = options.label ?? file;
  const started = performance.now();
  const input = await openInput(file, label);
  try {
    const pass = await startPass(input, listeners, options, label);
    try {
      await pass.read();
      return await pass.finish(started);
    } finally {
      pass.close();
    }
  } catch (error) {
    throw writeError(error, label);
  } finally {
    await input.close();
  }
}

async function startPass(input: OpenInput, named: readonly NamedListener[], options: PassOptions, label: string) {
  const { format, facts, video, audio } = input;
  const clock = { decodeMs: 0 };
  const threads = options.decoderThreads ?? defaultDecoderThreads;
  // Each thread holds pictures: very large ones are decoded by one.
  const large = facts.video !== null && facts.video.codedWidth * facts.video.codedHeight > 9_000_000;
  const pictures: Decoder | null = video && (await openDecoder(video, large ? 1 : threads, clock, !options.exact));
  const sounds: Decoder | null = audio && (await openDecoder(audio, 1, clock));
  if (!pictures && !sounds) throw mediaErrors.undecodable({ file: label });

  const listeners = named.map(({ name, make }) => ({ name, listener: make(facts) }));
  const watching = listeners.map(({ listener }) => listener);
  const pictureLine = facts.video ? createPictureLine(watching, facts.video) : null;
  const soundLine = createSoundLine(watching);
  const readers = new Map<number, SubtitleReader>();
  input.subtitles.forEach((stream, index) => {
    const reader = createSubtitleReader(stream, facts.subtitles[index]!);
    if (reader) readers.set(stream.index, reader);
  });

  const times = createFrameTimes(facts, label);
  let readErrors = 0;

  const onPicture = (frame: Frame): void => {
    const stamp = frame.bestEffortTimestamp;
    const atMs = times.add(toMs(stamp === AV_NOPTS_VALUE ? frame.pts : stamp, video!.timeBase), toMs(frame.duration, video!.timeBase) ?? 0);
    if (!soundLine.hasOrigin()) soundLine.setOrigin(times.originMs()!);
    pictureLine!.show(frame, times.count() - 1, atMs);
  };
  const onSound = (frame: Frame): void => {
    const stamp = frame.bestEffortTimestamp;
    const atMs = toMs(stamp === AV_NOPTS_VALUE ? frame.pts : stamp, audio!.timeBase);
    if (!pictures && !soundLine.hasOrigin()) soundLine.setOrigin(times.setOrigin(atMs ?? 0));
    soundLine.hear(frame, atMs);
    if (soundLine.isWaitingTooLong()) soundLine.setOrigin(times.setOrigin(facts.video!.startMs));
  };
  const route = (packet: Packet): void => {
    if (packet.streamIndex === video?.index) pictures?.feed(packet, onPicture);
    else if (packet.streamIndex === audio?.index) sounds?.feed(packet, onSound);
    else readers.get(packet.streamIndex)?.take(packet);
  };

  const read = async (): Promise<void> => {
    const packet = new Packet();
    packet.alloc();
    let turn = performance.now();
    try {
      // A damaged stretch may give errors before reading goes on; a run of them is the end.
      for (let failures = 0; failures < 100;) {
        const got = format.readFrameSync(packet);
        if (got === AVERROR_EOF) break;
        if (got < 0) {
          failures++;
          readErrors++;
        } else {
          failures = 0;
          route(packet);
          packet.unref();
        }
        if (performance.now() - turn < turnMs) continue;
        const doneMs = Math.max(times.lastMs(), soundLine.lengthMs());
        options.onProgress?.(facts.durationMs > 0 ? Math.min(0.99, doneMs / facts.durationMs) : 0);
        await new Promise((resolve) => setImmediate(resolve));
        if (options.signal?.aborted) throw mediaErrors.cancelled({ file: label });
        turn = performance.now();
      }
      pictures?.feed(null, onPicture);
      sounds?.feed(null, onSound);
    } finally {
      packet.free();
    }
  };

  const finish = async (started: number): Promise<PassResult> => {
    if (!soundLine.hasOrigin()) soundLine.setOrigin(times.setOrigin(facts.audio?.startMs ?? 0));
    soundLine.finish();
    if (times.count() === 0 && soundLine.lengthMs() === 0) throw mediaErrors.undecodable({ file: label });
    const end = times.end(soundLine.lengthMs());
    const results: Record<string, unknown> = {};
    for (const { name, listener } of listeners) results[name] = await listener.finish({ ...end, results });
    if (options.signal?.aborted) throw mediaErrors.cancelled({ file: label });
    const longestMs = Math.max(end.durationMs, soundLine.lengthMs());
    const subtitles = [...readers.values()].map((reader) => reader.finish(times.originMs() ?? 0, longestMs));
    const undecodablePackets = (pictures?.damaged() ?? 0) + (sounds?.damaged() ?? 0) + readErrors;
    options.onProgress?.(1);
    return {
      facts: correctFacts(facts, end, longestMs, times.originMs() ?? 0, soundLine.lengthMs() > 0),
      end,
      results,
      subtitles,
      timings: { decodeMs: clock.decodeMs, totalMs: performance.now() - started },
      damage: { undecodablePackets, truncated: longestMs < facts.durationMs - Math.max(1000, facts.durationMs * 0.02) },
    };
  };
  const close = (): void => {
    pictures?.close();
    sounds?.close();
    pictureLine?.close();
    soundLine.close();
  };
  return { read, finish, close };
}

/** Presentation times from the first frame on; always ascending, also where the file's own clock jumps back or is missing. */
function createFrameTimes(facts: MediaFacts, label: string) {
  let times = new Float64Array(4096);
  let count = 0;
  let origin: number | null = null;
  let shift = 0;
  let lastDuration = 0;
  const nominal = facts.video ? (1000 * facts.video.frameRate.den) / facts.video.frameRate.num : 0;
  return {
    count: () => count,
    originMs: () => origin,
    setOrigin: (ms: number): number => (origin ??= ms),
    lastMs: () => (count > 0 ? times[count - 1]! : 0),
    add(fileMs: number | null, durationMs: number): number {
      const expected = count > 0 ? times[count - 1]! + (lastDuration || nominal || 40) : 0;
      origin ??= fileMs ?? 0;
      let atMs = fileMs === null ? expected : fileMs - origin + shift;
      // A clock that goes back, or leaps by ten minutes, was joined from another: time goes on from here.
      if (count > 0 && (atMs <= times[count - 1]! || atMs > expected + 600_000)) {
        shift += expected - atMs;
        atMs = expected;
      }
      if (count === maxFrames || atMs > maxHours * 3_600_000) throw mediaErrors.too_long({ file: label, hours: maxHours });
      if (count === times.length) {
        const longer = new Float64Array(times.length * 2);
        longer.set(times);
        times = longer;
      }
      times[count++] = Math.max(0, atMs);
      lastDuration = durationMs > 0 && durationMs < 600_000 ? durationMs : 0;
      return times[count - 1]!;
    },
    end(soundMs: number): PassEnd {
      const frameTimesMs = times.slice(0, count);
      const measured = count > 2 ? (frameTimesMs[count - 1]! - frameTimesMs[0]!) / (count - 1) : nominal;
      return { frames: count, durationMs: count > 0 ? frameTimesMs[count - 1]! + (lastDuration || measured || 40) : soundMs, frameTimesMs };
    },
  };
}

function correctFacts(facts: MediaFacts, end: PassEnd, durationMs: number, startMs: number, heard: boolean): MediaFacts {
  const measured = rateFromTimes(end.frameTimesMs);
  const video = facts.video && end.frames > 0 ? { ...facts.video, ...measured, startMs } : null;
  return { ...facts, durationMs, video, audio: heard ? facts.audio : null };
}
