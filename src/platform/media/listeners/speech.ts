/**
 * Speech, music or neither, without any model: rules on features that the literature has used since Scheirer and Slaney
 * (1997). Speech over music counts as speech. Edges are good to a quarter of a second.
 */
import { createFeatures, windowHopMs } from '../sound-features.ts';
import type { WindowFeatures } from '../sound-features.ts';
import type { Listener, ListenerFactory, Span } from '../types.ts';

export type SoundClass = 'speech' | 'music' | 'none';
export type SoundStretch = Span & { kind: SoundClass };

/** Quieter quarters are neither, whatever they hold: room tone. */
const quietDb = -56;
/** A quarter that is so much quieter than the rest of its file is a pause. */
const pauseBelowDb = 35;
/** Shorter stretches belong to what is around them. */
const shortestMs = 700;
const windowSlots = 4;

/**
 * Above 0 for speech, below for music. The weights were set on read and spoken English, film music, synthesised syllables,
 * chords with rhythm, held tones and noise; each term is centred between the two kinds.
 */
export function speechScore(f: WindowFeatures): number {
  const movement = 0.45 * Math.min(8, f.depthDb - 4.2) + 3 * (f.lowFrames - 0.38) + 2 * (f.syllables - 0.35);
  const changing = 8 * Math.min(0.1, f.crossings - 0.04) - 6 * (Math.max(0.7, f.steadiness) - 0.9);
  return movement + changing - (f.dips === 0 ? 2 : 0) - (f.harmonicity < 0.45 ? 1.5 : 0);
}

/** Whether a window that is not speech is noise: no tones held, no pitch, or a flat spectrum that hardly moves. */
export function isNoise(f: WindowFeatures): boolean {
  return (f.flatness > 0.1 && f.depthDb < 3) || (f.harmonicity < 0.36 && f.flatness > 0.03) || (f.steadiness < 0.55 && f.depthDb < 3);
}

/** Labels each quarter from the windows over it, then smooths: spans in milliseconds that cover 0 to durationMs. */
export function classifySound(windows: readonly WindowFeatures[], durationMs: number): SoundStretch[] {
  if (windows.length === 0 || durationMs <= 0) return [];
  const slots = windows.length + windowSlots - 1;
  const floor = Math.max(quietDb, windows.reduce((most, window) => Math.max(most, window.levelDb), -120) - pauseBelowDb);
  const active = (window: WindowFeatures): number => window.quarterDb.filter((level) => level >= floor).length;
  const labels = Array.from({ length: slots }, (_, slot): SoundClass => {
    const first = Math.max(0, slot - windowSlots + 1);
    const all = windows.slice(first, slot + 1);
    if ((all[0]!.quarterDb[slot - first] ?? -120) < floor) return 'none';
    // A window that reaches into silence shows a step in level, which looks like speech: fuller ones speak first.
    const fullest = Math.max(...all.map(active));
    const over = all.filter((window) => active(window) === fullest);
    const score = over.reduce((sum, window) => sum + speechScore(window), 0) / over.length;
    if (score > 0) return 'speech';
    return over.filter(isNoise).length * 2 > over.length ? 'none' : 'music';
  });
  return mergeShort(toSpans(labels, durationMs));
}

function toSpans(labels: readonly SoundClass[], durationMs: number): SoundStretch[] {
  const spans: SoundStretch[] = [];
  labels.forEach((kind, slot) => {
    const startMs = slot * windowHopMs;
    if (startMs >= durationMs) return;
    const last = spans.at(-1);
    if (last?.kind === kind) last.endMs = startMs + windowHopMs;
    else spans.push({ kind, startMs, endMs: startMs + windowHopMs });
  });
  const last = spans.at(-1);
  if (last) last.endMs = durationMs;
  return spans;
}

/** Gives stretches that are too short to the longer neighbour, the shortest first; one look over the list for each length. */
function mergeShort(stretches: SoundStretch[]): SoundStretch[] {
  let merged = stretches;
  for (const limit of [windowHopMs * 1.5, windowHopMs * 2.5, shortestMs]) merged = mergeBelow(merged, limit);
  return merged;
}

function mergeBelow(stretches: readonly SoundStretch[], limit: number): SoundStretch[] {
  const length = (one: SoundStretch | undefined): number => (one ? one.endMs - one.startMs : -1);
  const kept: SoundStretch[] = [];
  let startMs = 0;
  stretches.forEach((stretch, index) => {
    const one = { ...stretch, startMs };
    const before = kept.at(-1);
    const after = stretches[index + 1];
    startMs = one.endMs;
    if (before?.kind === one.kind) before.endMs = one.endMs;
    else if (length(one) >= limit || (!before && !after)) kept.push(one);
    else if (before && length(before) >= length(after)) before.endMs = one.endMs;
    // What comes next begins where this began.
    else startMs = one.startMs;
  });
  return kept;
}

const createSpeech: ListenerFactory<unknown, SoundStretch[]> = (): Listener<SoundStretch[]> => {
  const windows: WindowFeatures[] = [];
  const features = createFeatures((window) => windows.push(window));
  let samples = 0;
  return {
    sound: true,
    onSound(sound) {
      samples += sound.samples.length;
      features.hear(sound.samples);
    },
    finish() {
      features.finish();
      return classifySound(windows, samples / 16);
    },
  };
};

export default createSpeech;
