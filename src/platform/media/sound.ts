/**
 * Makes one unbroken line of the decoded sound: planar floats in the file's own rate and channels from time 0 on, holes
 * filled with zeros, overlaps dropped. From it come the original sound, the measuring filters, and 16 kHz mono.
 */
import { AV_CHANNEL_ORDER_UNSPEC, AV_OPT_TYPE_FLOAT, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import type { AVSampleFormat } from 'node-av/constants';
import { FilterAPI } from 'node-av/api';
import { Frame, SoftwareResampleContext, avChannelLayoutDefault } from 'node-av/lib';
import type { ChannelLayout } from 'node-av/lib';
import type { Listener } from './types.ts';

export const listeningRate = 16_000;

/** Matroska rounds times to milliseconds and some writers drift by a frame: smaller differences are no holes. */
const toleranceMs = 45;
/** A longer hole is a clock that jumped, not silence; filling it could go on for ever. */
const longestHoleMs = 600_000;
/** Sound that waits for the first picture to say where time 0 is, in milliseconds. */
const longestWaitMs = 30_000;

export type SoundLine = {
  /** Takes one decoded frame whose first sample is at `atMs` on the file's clock (null: right after the last). */
  hear(frame: Frame, atMs: number | null): void;
  /** Says where time 0 is; until then sound is held back. */
  setOrigin(originMs: number): void;
  hasOrigin(): boolean;
  /** True when so much sound waits that the origin must be guessed. */
  isWaitingTooLong(): boolean;
  finish(): void;
  lengthMs(): number;
  close(): void;
};

type Form = { sampleRate: number; channels: number; layout: ChannelLayout };
type Block = { atMs: number | null; planes: Float32Array[] };

export function createSoundLine(listeners: readonly Listener[]): SoundLine {
  let form: Form | null = null;
  let converter: { key: string; context: SoftwareResampleContext } | null = null;
  let taps: Tap[] = [];
  let originMs: number | null = null;
  let held: Block[] = [];
  let heldMs = 0;
  let position = 0;
  /** Added to the file's times after a jump of its clock. */
  let shiftMs = 0;

  const layoutOf = (frame: Frame): ChannelLayout =>
    frame.channelLayout.order === AV_CHANNEL_ORDER_UNSPEC || frame.channelLayout.mask === 0n
      ? avChannelLayoutDefault(frame.channels)
      : frame.channelLayout;

  const begin = (frame: Frame): Form => {
    form = { sampleRate: frame.sampleRate, channels: frame.channels, layout: layoutOf(frame) };
    taps = createTaps(listeners, form);
    return form;
  };

  /** Planar floats in the first frame's rate and channels, valid until the next call. */
  const normalise = (frame: Frame, to: Form): Float32Array[] => {
    const data = frame.extendedData ?? frame.data!;
    if (frame.format === AV_SAMPLE_FMT_FLTP && frame.sampleRate === to.sampleRate && frame.channels === to.channels) {
      return data.slice(0, to.channels).map((plane) => new Float32Array(plane.buffer, plane.byteOffset, frame.nbSamples));
    }
    const key = `${frame.format}/${frame.sampleRate}/${frame.channels}`;
    if (converter?.key !== key) {
      converter?.context.free();
      const context = new SoftwareResampleContext();
      context.allocSetOpts2(
        to.layout,
        AV_SAMPLE_FMT_FLTP,
        to.sampleRate,
        layoutOf(frame),
        frame.format as AVSampleFormat,
        frame.sampleRate,
      );
      context.init();
      converter = { key, context };
    }
    return convert(converter.context, data, frame.nbSamples, to.channels);
  };

  const emit = (planes: Float32Array[]): void => {
    if (planes[0]!.length === 0) return;
    const atMs = (position * 1000) / form!.sampleRate;
    for (const tap of taps) tap.take(planes, atMs, position);
    position += planes[0]!.length;
  };

  const fillHole = (samples: number): void => {
    const zeros = Array.from({ length: form!.channels }, () => new Float32Array(Math.min(samples, form!.sampleRate)));
    for (let left = samples; left > 0; left -= form!.sampleRate)
      emit(left < zeros[0]!.length ? zeros.map((plane) => plane.subarray(0, left)) : zeros);
  };

  const place = ({ atMs, planes }: Block): void => {
    const { sampleRate } = form!;
    if (atMs === null) return emit(planes);
    const nowMs = (position * 1000) / sampleRate;
    let gapMs = atMs - originMs! + shiftMs - nowMs;
    if (gapMs > longestHoleMs || (gapMs < -longestHoleMs && position > 0)) {
      shiftMs -= gapMs;
      gapMs = 0;
    }
    // At the very start there is nothing to be in step with yet, so even a small offset is kept exactly.
    const gap = Math.round((gapMs * sampleRate) / 1000);
    if (gapMs > toleranceMs || (position === 0 && gap > 0)) fillHole(gap);
    if (gapMs < -toleranceMs || (position === 0 && gap < 0))
      return emit(planes.map((plane) => plane.subarray(Math.min(plane.length, -gap))));
    emit(planes);
  };

  return {
    hear(frame, atMs) {
      if (frame.nbSamples === 0 || frame.channels === 0) return;
      const planes = normalise(frame, form ?? begin(frame));
      if (originMs !== null) return place({ atMs, planes });
      held.push({ atMs, planes: planes.map((plane) => plane.slice()) });
      heldMs += (planes[0]!.length * 1000) / form!.sampleRate;
    },
    setOrigin(ms) {
      originMs = ms;
      for (const block of held) place(block);
      held = [];
    },
    hasOrigin: () => originMs !== null,
    isWaitingTooLong: () => originMs === null && heldMs > longestWaitMs,
    finish() {
      for (const tap of taps) tap.finish();
    },
    lengthMs: () => (form ? (position * 1000) / form.sampleRate : 0),
    close() {
      converter?.context.free();
      for (const tap of taps) tap.close();
    },
  };
}

function convert(context: SoftwareResampleContext, data: Buffer[] | null, count: number, channels: number): Float32Array[] {
  const capacity = Math.max(32, context.getOutSamples(count));
  const planes = Array.from({ length: channels }, () => new Float32Array(capacity));
  const made = context.convertSync(
    planes.map((plane) => Buffer.from(plane.buffer)),
    capacity,
    data,
    count,
  );
  return planes.map((plane) => plane.subarray(0, Math.max(0, made)));
}

// ── What hangs on the line ──────────────────────────────────────────────────────────────────────────────────────

type Tap = { take(planes: Float32Array[], atMs: number, position: number): void; finish(): void; close(): void };

function createTaps(listeners: readonly Listener[], form: Form): Tap[] {
  const taps: Tap[] = [];
  const originals = listeners.filter((listener) => listener.originalSound && listener.onOriginalSound);
  if (originals.length > 0) {
    taps.push({
      take: (planes, atMs) => {
        for (const listener of originals) listener.onOriginalSound!({ atMs, sampleRate: form.sampleRate, planes });
      },
      finish() {},
      close() {},
    });
  }
  for (const filter of new Set(listeners.map((listener) => listener.soundFilter).filter((name) => name !== undefined))) {
    taps.push(
      createFilterTap(
        filter,
        form,
        listeners.filter((listener) => listener.soundFilter === filter),
      ),
    );
  }
  const monos = listeners.filter((listener) => listener.sound && listener.onSound);
  if (monos.length > 0) taps.push(createMonoTap(form, monos));
  return taps;
}

function createFilterTap(description: string, form: Form, listeners: readonly Listener[]): Tap {
  const filter = FilterAPI.create(description);
  const timeBase = { num: 1, den: form.sampleRate };
  const read = (frames: Frame[]): void => {
    for (const frame of frames) {
      const atMs = (Number(frame.pts) * 1000 * frame.timeBase.num) / frame.timeBase.den;
      const values = frame.getMetadata().getAll();
      for (const listener of listeners) listener.onSoundReading?.({ atMs, values });
      frame.free();
    }
  };
  let started = false;
  return {
    take(planes, _atMs, position) {
      started = true;
      const data = Buffer.concat(planes.map((plane) => Buffer.from(plane.buffer, plane.byteOffset, plane.byteLength)));
      const frame = Frame.fromAudioBuffer(data, {
        nbSamples: planes[0]!.length,
        format: AV_SAMPLE_FMT_FLTP,
        sampleRate: form.sampleRate,
        channelLayout: form.layout,
        timeBase,
        pts: BigInt(position),
      });
      read(filter.processAllSync(frame));
      frame.free();
    },
    finish() {
      if (started) read([...filter.flushFramesSync()]);
    },
    close: () => filter.close(),
  };
}

function createMonoTap(form: Form, listeners: readonly Listener[]): Tap {
  const context = new SoftwareResampleContext();
  context.allocSetOpts2(avChannelLayoutDefault(1), AV_SAMPLE_FMT_FLTP, listeningRate, form.layout, AV_SAMPLE_FMT_FLTP, form.sampleRate);
  // Floats are mixed without regard to full scale unless told: two channels at 1 would make 1.41.
  context.setOption('rematrix_maxval', 1, AV_OPT_TYPE_FLOAT);
  context.init();
  let made = 0;
  const tell = (samples: Float32Array): void => {
    if (samples.length === 0) return;
    const sound = { atMs: (made * 1000) / listeningRate, samples };
    made += samples.length;
    for (const listener of listeners) listener.onSound!(sound);
  };
  return {
    take(planes) {
      tell(
        convert(
          context,
          planes.map((plane) => Buffer.from(plane.buffer, plane.byteOffset, plane.byteLength)),
          planes[0]!.length,
          1,
        )[0]!,
      );
    },
    finish: () => tell(convert(context, null, 0, 1)[0]!),
    close: () => context.free(),
  };
}
