/**
 * What the sound says. It is a witness where pictures hardly move, and speaks alone only where there is too little in the pictures to tell
 * anything by: music is lawfully shared between films, pictures are not.
 */
import type { SoundPrint } from '../fingerprints/fingerprint.ts';

/** Five seconds: over fewer values unrelated sound comes near by chance. */
const window = 78;
/** Values of silence are compared with nothing; a window must have this many others. */
const leastHeard = 40;
/** Share of bits that differ: in five seconds of unrelated sound never below .44; told apart with room to spare. */
const sameErrors = 0.38;
/** How many windows are slid, and how many comparisons of values that may take in all. */
const mostWindows = 400;
const mostComparisons = 400_000_000;

function bitsOf(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

type Compared = { errors: number; compared: number };

/** Share of differing bits of `count` values from `from`, against the reference's at `from + shift`; what is silent on either side is left out. */
function errorsAt(suspect: Uint32Array, reference: Uint32Array, from: number, count: number, shift: number): Compared {
  let [bits, compared] = [0, 0];
  const end = Math.min(from + count, suspect.length, reference.length - shift);
  for (let i = Math.max(from, -shift); i < end; i++) {
    const [a, b] = [suspect[i]!, reference[i + shift]!];
    if (a === 0 || b === 0) continue;
    bits += bitsOf(a ^ b);
    compared++;
  }
  return { errors: compared > 0 ? bits / (32 * compared) : 1, compared };
}

/** What two prints have in common: stretches of the suspect's values that sound as the reference's, shifted evenly. */
type SoundStretch = { readonly from: number; readonly to: number; readonly shift: number };
export type SoundFindings = {
  readonly hopMs: number;
  readonly stretches: readonly SoundStretch[];
  /** How many windows of the suspect had something to hear. */
  readonly heard: number;
  readonly suspect: Uint32Array;
  readonly reference: Uint32Array;
};

/** Slides windows of the suspect over the whole reference. Null where one has no sound or the kinds differ. */
export function compareSound(suspect: SoundPrint | null, reference: SoundPrint | null): SoundFindings | null {
  if (!suspect || !reference || suspect.kind !== reference.kind || suspect.hopMs !== reference.hopMs) return null;
  const [a, b] = [suspect.values, reference.values];
  const span = Math.min(window, a.length, b.length);
  if (span < leastHeard) return null;
  const windows = Math.max(
    1,
    Math.min(mostWindows, Math.floor(mostComparisons / (span * Math.max(1, b.length))), Math.ceil(a.length / (span / 2))),
  );
  const stride = Math.max(1, Math.floor((a.length - span) / Math.max(1, windows - 1)));
  let heard = 0;
  const found: SoundStretch[] = [];
  for (let from = 0; from + span <= a.length; from += stride) {
    if (a.subarray(from, from + span).filter((value) => value !== 0).length < leastHeard) continue;
    heard++;
    if (found.some((known) => from >= known.from && from + span <= known.to)) continue;
    const best = bestShift(a, b, from, span);
    if (best && best.errors <= sameErrors) found.push(extend(a, b, from, span, best.shift));
  }
  return { hopMs: suspect.hopMs, stretches: found, heard, suspect: a, reference: b };
}

function bestShift(a: Uint32Array, b: Uint32Array, from: number, span: number): (Compared & { shift: number }) | null {
  let best: (Compared & { shift: number }) | null = null;
  for (let shift = -from; shift + from + span <= b.length; shift++) {
    // A fifth of the values tells most of what is unlike.
    const glance = errorsEvery(a, b, from, span, shift, 5);
    if (glance > 0.45) continue;
    const compared = errorsAt(a, b, from, span, shift);
    if (compared.compared >= leastHeard && (!best || compared.errors < best.errors)) best = { ...compared, shift };
  }
  return best;
}

function errorsEvery(a: Uint32Array, b: Uint32Array, from: number, span: number, shift: number, step: number): number {
  let [bits, compared] = [0, 0];
  for (let i = from; i < from + span; i += step) {
    const [x, y] = [a[i]!, b[i + shift]!];
    if (x === 0 || y === 0) continue;
    bits += bitsOf(x ^ y);
    compared++;
  }
  return compared > 0 ? bits / (32 * compared) : 1;
}

/** As far as it goes on sounding the same, second by second. */
function extend(a: Uint32Array, b: Uint32Array, from: number, span: number, shift: number): SoundStretch {
  const piece = 16;
  const same = (start: number): boolean => {
    const { errors, compared } = errorsAt(a, b, start, piece, shift);
    return compared < piece / 4 || errors <= 0.42;
  };
  let [start, end] = [from, from + span];
  while (start - piece >= 0 && start - piece + shift >= 0 && same(start - piece)) start -= piece;
  while (end + piece <= a.length && end + piece + shift <= b.length && same(end)) end += piece;
  // What is left at either end is shorter than a piece.
  if (start < piece) start = Math.max(0, -shift);
  if (Math.min(a.length - end, b.length - shift - end) < piece) end = Math.min(a.length, b.length - shift);
  return { from: start, to: end, shift };
}

export type SoundSays = 'same' | 'other' | 'nothing';

/**
 * Whether the sound of a stretch of the suspect (milliseconds) is the reference's at about the time that the pictures show. Sound is often
 * left at its own speed under pictures that were sped up, so it may run off by what that makes.
 */
export function soundSays(
  findings: SoundFindings | null,
  startMs: number,
  endMs: number,
  referenceStartMs: number,
  referenceEndMs: number,
): SoundSays {
  if (!findings) return 'nothing';
  const { hopMs, stretches, suspect, reference } = findings;
  const agrees = stretches.some(({ from, to, shift }) => {
    const begin = Math.max(startMs, from * hopMs);
    const shared = Math.min(endMs, to * hopMs) - begin;
    const beginsAt = begin + shift * hopMs;
    return shared > Math.min(1500, 0.5 * (endMs - startMs)) && beginsAt >= referenceStartMs - 1500 && beginsAt <= referenceEndMs + 1500;
  });
  if (agrees) return 'same';
  const [own, theirs] = [heardIn(suspect, startMs, endMs, hopMs), heardIn(reference, referenceStartMs, referenceEndMs, hopMs)];
  return own > leastHeardMs || theirs > leastHeardMs ? 'other' : 'nothing';
}

/** So long one may be heard where the other is silent: a breath, a door. */
const leastHeardMs = 700;

const heardIn = (values: Uint32Array, startMs: number, endMs: number, hopMs: number): number =>
  values.subarray(Math.max(0, Math.floor(startMs / hopMs)), Math.max(0, Math.ceil(endMs / hopMs))).filter((value) => value !== 0).length *
  hopMs;
