/** Sound and picture as curves of 0 to 1, and the events that a person would name. */
import type { Shot } from '../contract.ts';
import { clamp01, closeGaps, gridLength, quantile, stepMs } from './grid.ts';
import type { StoryInput } from './types.ts';
import { weights } from './weights.ts';

type SoundEvent = { kind: 'rise' | 'quiet_before_peak' | 'music_onset'; atMs: number; db: number; quietMs: number };
export type SoundSignal = {
  /** How far each step stands above the episode's own middle. */
  curve: Float32Array;
  /** Momentary loudness on the grid, NaN where silent. */
  lufs: Float32Array;
  middle: number;
  events: SoundEvent[];
};

function onGrid(input: StoryInput): Float32Array {
  const length = gridLength(input.durationMs);
  const lufs = new Float32Array(length).fill(Number.NaN);
  const curve = input.audio?.curve;
  if (curve === undefined || curve.hopMs <= 0) return lufs;
  for (let i = 0; i < length; i += 1) {
    const value = curve.momentaryLufs[Math.min(curve.momentaryLufs.length - 1, Math.floor((i * stepMs) / curve.hopMs))];
    if (value !== null && value !== undefined) lufs[i] = value;
  }
  return lufs;
}

function meanDb(lufs: Float32Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from); i < Math.min(lufs.length, to); i += 1) {
    sum += 10 ** ((Number.isNaN(lufs[i]!) ? -70 : lufs[i]!) / 10);
    count += 1;
  }
  return count === 0 ? -70 : 10 * Math.log10(Math.max(1e-7, sum / count));
}

function findEvents(lufs: Float32Array, middle: number, input: StoryInput): SoundEvent[] {
  const rules = weights.sound;
  const events: SoundEvent[] = [];
  const before = rules.riseBeforeMs / stepMs;
  const after = rules.riseAfterMs / stepMs;
  let best: SoundEvent | null = null;
  for (let i = before; i + after <= lufs.length; i += 1) {
    const db = meanDb(lufs, i, i + after) - Math.max(middle - 12, meanDb(lufs, i - before, i));
    const loud = meanDb(lufs, i, i + after) > middle + rules.floorDb;
    if (loud && db >= rules.riseDb) {
      if (best === null || db > best.db) best = { kind: 'rise', atMs: i * stepMs, db, quietMs: 0 };
    } else if (best !== null) {
      events.push(best);
      best = null;
    }
  }
  if (best !== null) events.push(best);
  let quiet = 0;
  for (let i = 0; i < lufs.length; i += 1) {
    const level = Number.isNaN(lufs[i]!) ? -70 : lufs[i]!;
    if (level <= middle - rules.dropDb) {
      quiet += 1;
      continue;
    }
    if (quiet * stepMs >= rules.dropMs) {
      const peak = lufs.slice(i, i + rules.dropToPeakMs / stepMs).reduce((top, value) => (value > top ? value : top), -70);
      if (peak >= middle + 3) events.push({ kind: 'quiet_before_peak', atMs: i * stepMs, db: peak - middle, quietMs: quiet * stepMs });
    }
    quiet = 0;
  }
  let last = 'none';
  for (const span of input.audio?.classes ?? []) {
    if (span.kind === 'music' && last !== 'music' && span.startMs > 2000 && span.endMs - span.startMs >= 1000)
      events.push({ kind: 'music_onset', atMs: span.startMs, db: 0, quietMs: 0 });
    last = span.kind;
  }
  return events.sort((a, b) => a.atMs - b.atMs || a.kind.localeCompare(b.kind));
}

/** How the sound stands out; null without sound or with nothing but silence. */
export function readSound(input: StoryInput): SoundSignal | null {
  if (input.audio === null) return null;
  const lufs = onGrid(input);
  const levels = Array.from(lufs)
    .filter((value) => value > -60)
    .sort((a, b) => a - b);
  if (levels.length < 10) return null;
  const rules = weights.sound;
  // Quiet room tone between lines would drag the middle down: what lies 20 dB under the loudest tenth is not counted.
  const gate = quantile(levels, 0.9) - 20;
  const active = levels.filter((value) => value > gate);
  const middle = quantile(active, 0.5);
  const span = Math.min(rules.mostSpanDb, Math.max(rules.spanDb, quantile(active, 0.97) - middle - rules.floorDb));
  const raw = Float32Array.from(lufs, (value) => (Number.isNaN(value) ? 0 : clamp01((value - middle - rules.floorDb) / span)));
  return { curve: closeGaps(raw, rules.closeMs / stepMs), lufs, middle, events: findEvents(lufs, middle, input) };
}

export type PictureSignal = { curve: Float32Array; middleShotMs: number; cutsMs: number[]; hasMotion: boolean };

/** The instants at which a shot begins with anything but the file's own start. */
export function cutTimes(shots: readonly Shot[]): number[] {
  return shots.filter((shot) => shot.transitionIn.kind !== 'start' && shot.startMs > 0).map((shot) => shot.startMs);
}

/** The length of shot that half of the episode's time is spent below; quick bursts of cuts hardly move it. */
function middleShot(lengths: readonly number[]): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  for (const length of sorted) {
    sum += length;
    if (sum >= total / 2) return length;
  }
  return sorted.at(-1) ?? 0;
}

function paceCurve(shots: readonly Shot[], length: number, middle: number): Float32Array {
  const rules = weights.picture;
  const pace = new Float32Array(length);
  const own = shots.map((shot) => Math.max(rules.shortestMs, shot.endMs - shot.startMs));
  for (const [index, shot] of shots.entries()) {
    const first = Math.max(0, index - rules.neighbours);
    const around = own.slice(first, index + rules.neighbours + 1);
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
    // A short shot alone among long ones is an insert, not a faster pace: its neighbours have half the say.
    const local = Math.exp((Math.log(own[index]!) + Math.log(Math.max(own[index]!, mean))) / 2);
    const value = clamp01(Math.log2(middle / local) / rules.octaves);
    pace.fill(value, Math.floor(shot.startMs / stepMs), Math.ceil(shot.endMs / stepMs));
  }
  return pace;
}

/** How the picture quickens: shot lengths against the episode's own, flashes, motion; null with a single shot and no motion. */
export function readPicture(input: StoryInput): PictureSignal | null {
  const shots = input.shots.filter((shot) => shot.endMs > shot.startMs);
  const motion = input.motion?.values.length ? input.motion : null;
  if (shots.length < 2 && motion === null) return null;
  const length = gridLength(input.durationMs);
  const middle = middleShot(shots.map((shot) => shot.endMs - shot.startMs));
  const curve = shots.length >= 3 ? paceCurve(shots, length, middle) : new Float32Array(length);
  for (const flash of input.flashes ?? []) {
    const from = Math.max(0, Math.floor(flash.startMs / stepMs) - 2);
    for (let i = from; i < Math.min(length, from + 6); i += 1) curve[i] = Math.max(curve[i]!, 0.8);
  }
  if (motion !== null) {
    const sorted = Float64Array.from(motion.values).sort();
    const base = quantile(sorted, 0.5);
    const span = Math.max(4, quantile(sorted, 0.97) - base);
    for (let i = 0; i < length; i += 1) {
      const value = motion.values[Math.min(motion.values.length - 1, Math.floor((i * stepMs) / motion.hopMs))] ?? 0;
      curve[i] = clamp01(curve[i]! + 0.35 * clamp01((value - base) / span));
    }
  }
  return { curve, middleShotMs: middle, cutsMs: cutTimes(shots), hasMotion: motion !== null };
}
