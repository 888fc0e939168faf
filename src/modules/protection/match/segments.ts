/** From guesses to segments: stretches of suspect and reference that surely show the same. */
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import type { InstantGuess } from './engine.ts';
import type { Geometry } from './geometry.ts';
import { createPlane, fastest, findStretch, newStep, refine, slowest, stepAt, type Plane, type Stretch } from './lines.ts';
import { fit, register, type Pair } from './register.ts';
import { createOverlay, multiply, type Range, type SuspectView } from './view.ts';
import { soundSays, type SoundFindings, type SoundSays } from './sound.ts';
import { hear, type Testimony } from './witness.ts';

export type Found = {
  readonly suspectStartMs: number;
  readonly suspectEndMs: number;
  readonly referenceStartMs: number;
  readonly referenceEndMs: number;
  readonly speed: number;
  readonly geometry: Geometry;
  readonly score: number;
  readonly testimony: Testimony;
  readonly heard: SoundSays;
};

/** Windows of both times that are compared at once: about a minute of a suspect, two of a reference to either side of a guess. */
const suspectWindow = 500;
const referenceWindow = 180;
/** A laying over that is weaker than this is not followed. */
const leastFit = 5;
/** How many guesses of one reference are followed to the end without finding anything. */
const mostVain = 4;
const mostSegments = 200;
/** A stretch that is shorter proves nothing. */
const leastSteps = 4;

/**
 * Where the reference's pictures hold too little to be told by (a flat colour, black with a title), what sounds the same may stand for them:
 * segments of the sound alone, at the original's speed, over the whole picture.
 */
export function findBySound(suspect: Fingerprint, reference: Fingerprint, sound: SoundFindings | null): Found[] {
  if (!sound) return [];
  const { hopMs, stretches } = sound;
  return stretches.flatMap(({ from, to, shift }): Found[] => {
    const [startMs, endMs] = [from * hopMs, Math.min(suspect.durationMs, (to + 4) * hopMs)];
    const referenceStartMs = (from + shift) * hopMs;
    if (endMs - startMs < leastSoundMs) return [];
    if (!saysLittle(reference, referenceStartMs, referenceStartMs + endMs - startMs)) return [];
    return [
      {
        suspectStartMs: startMs < hopMs ? 0 : startMs,
        suspectEndMs: endMs,
        referenceStartMs,
        referenceEndMs: Math.min(reference.durationMs, referenceStartMs + endMs - startMs),
        speed: 1,
        geometry: [1, 0, 0, 0, 1, 0],
        testimony: silentWitness,
        heard: 'same',
        score: 0.6,
      },
    ];
  });
}

const leastSoundMs = 4500;
/** Meta's recommendation: below it a picture is not told by its hash. */
const tellingQuality = 50;
const silentWitness: Testimony = { steps: 0, seen: 0, alike: 0, gain: 0, motion: 0, change: 0, together: 0, apart: 0, spread: 0 };

function saysLittle({ pictures: { atMs, quality } }: Fingerprint, startMs: number, endMs: number): boolean {
  let [all, telling] = [0, 0];
  for (let i = 0; i < atMs.length; i++) {
    if (atMs[i]! < startMs || atMs[i]! > endMs) continue;
    all++;
    if (quality[i]! >= tellingQuality) telling++;
  }
  return telling <= 0.2 * all;
}

export function findSegments(
  view: SuspectView,
  fingerprint: Fingerprint,
  guesses: readonly InstantGuess[],
  sound: SoundFindings | null,
): Found[] {
  const found: Found[] = [];
  const count = view.pictures.atMs.length;
  const free = new Uint8Array(count).fill(1);
  let vain = 0;
  const tried: { geometry: Geometry; suspect: number; reference: number }[] = [];
  for (const each of guesses) {
    if (vain >= mostVain || found.length >= mostSegments) break;
    if (free[each.instant] === 0) continue;
    const from = Math.max(0, Math.min(each.instant - suspectWindow / 2, count - suspectWindow));
    const suspectRange = { from, to: Math.min(count, from + suspectWindow) };
    // The windows of a guess that was followed hold all lines of its geometry: one like it, near it, would only say the same again.
    const isKnown = tried.some(
      ({ geometry, suspect, reference }) =>
        Math.abs(suspect - from) < suspectWindow / 4 &&
        Math.abs(reference - each.pick) < referenceWindow / 2 &&
        isNear(geometry, each.geometry),
    );
    if (isKnown) continue;
    tried.push({ geometry: each.geometry, suspect: from, reference: each.pick });
    const more = follow(view, fingerprint, each, suspectRange, free, sound);
    if (more.length === 0) vain++;
    found.push(...more);
  }
  return join(explain(view, fingerprint, found));
}

function follow(
  view: SuspectView,
  fingerprint: Fingerprint,
  guess: InstantGuess,
  suspectRange: Range,
  free: Uint8Array,
  sound: SoundFindings | null,
): Found[] {
  const { pictures } = fingerprint;
  const aspect = fingerprint.width / fingerprint.height;
  const first = register(view, pictures, [{ suspect: guess.instant, reference: guess.pick }], guess.geometry, aspect);
  if (first.strength < leastFit || !goesOn(view, pictures, guess, first.geometry)) return [];
  const total = pictures.atMs.length;
  const referenceRange = { from: Math.max(0, guess.pick - referenceWindow), to: Math.min(total, guess.pick + referenceWindow) };
  const { width, height, atMs } = view.pictures;
  const planeOf = (geometry: Geometry): Plane =>
    createPlane(multiply(view, suspectRange, pictures, referenceRange, createOverlay(geometry, width, height)), {
      suspect: atMs,
      reference: pictures.atMs,
    });
  const freeHere = free.subarray(suspectRange.from, suspectRange.to);
  let plane = planeOf(first.geometry);
  let stretch = findStretch(plane, freeHere);
  if (!stretch) return [];
  const better = register(view, pictures, pairsOf(plane, stretch), first.geometry, aspect, { from: 0.015, to: 0.002 });
  // A change of less than a tenth of a cell would cost as much as the first look and show nothing new.
  if (!isNear(first.geometry, better.geometry, 0.003)) plane = planeOf(better.geometry);
  const found: Found[] = [];
  stretch = refine(plane, stretch, freeHere);
  while (stretch && found.length < mostSegments) {
    const segment = judge(plane, stretch, better.geometry, fingerprint, sound);
    if (!segment) break;
    found.push(segment);
    take(free, atMs, segment);
    stretch = findStretch(plane, freeHere);
  }
  return found;
}

const isNear = (a: Geometry, b: Geometry, within = 0.04): boolean => a.every((value, at) => Math.abs(value - b[at]!) < within);

/** Where the reference may have got to in the time by which the suspect has moved on, in either's milliseconds. */
const neighboursMs = [-1200, -600, 600, 1200];
const leastNeighbour = 0.4;

/** A cheap look at whether the pictures before or after a guess are alike too, at any speed: chance finds one picture, seldom two. */
function goesOn(view: SuspectView, pictures: Fingerprint['pictures'], guess: InstantGuess, geometry: Geometry): boolean {
  const { atMs } = view.pictures;
  const [suspectMs, referenceMs] = [atMs[guess.instant]!, pictures.atMs[guess.pick]!];
  const found: number[] = [];
  for (const offsetMs of neighboursMs) {
    const suspect = nearestIn(atMs, suspectMs + offsetMs);
    const moved = atMs[suspect]! - suspectMs;
    if (Math.abs(moved - offsetMs) > 300) continue;
    const [from, to] = [moved * fastest, moved * slowest].sort((a, b) => a - b) as [number, number];
    let best = 0;
    for (let j = nearestIn(pictures.atMs, referenceMs + from); j < pictures.atMs.length && pictures.atMs[j]! <= referenceMs + to + 125; j++)
      best = Math.max(best, fit(view, pictures, [{ suspect, reference: j }], geometry).correlation);
    found.push(best);
  }
  return found.length === 0 || found.filter((each) => each >= leastNeighbour).length >= Math.min(2, found.length);
}

function nearestIn(times: ArrayLike<number>, atMs: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low > 0 && atMs - times[low - 1]! < times[low]! - atMs ? low - 1 : low;
}

/** A dozen pairs of pictures along a stretch. */
function pairsOf(plane: Plane, { line, from, to }: Stretch, most = 8): Pair[] {
  const pairs: Pair[] = [];
  const step = newStep();
  const { suspectFrom, referenceFrom } = plane.products;
  for (let k = 0; k < most; k++) {
    const j = Math.floor(from + ((k + 0.5) * (to - from)) / most);
    stepAt(plane, line, j, step);
    if (step.suspect >= 0 && !Number.isNaN(step.alike)) pairs.push({ suspect: suspectFrom + step.suspect, reference: referenceFrom + j });
  }
  return pairs;
}

function take(free: Uint8Array, atMs: Float64Array, { suspectStartMs, suspectEndMs }: Found): void {
  for (let i = 0; i < atMs.length; i++) if (atMs[i]! >= suspectStartMs && atMs[i]! < suspectEndMs) free[i] = 0;
}

/**
 * How much of the reference's change a copy must share: the fewer steps speak, the more, for in few steps chance is strong. Where the
 * sound is the same, less; where it is another, much more, until the pictures alone have said enough for a copy with another sound.
 */
function needed({ motion, steps }: Testimony, heard: SoundSays): number {
  if (heard === 'same') return 0.42;
  const alone = 0.42 + 0.75 / Math.sqrt(Math.max(motion, 0.5));
  const isStill = motion < stillShare * steps;
  return alone + (heard === 'other' && (motion < 24 || isStill) ? 0.2 : isStill ? 0.12 : 0);
}
/** In a shorter time two takes may well move alike: a hand goes up in both. */
const leastAloneMs = 2500;
/** Where less than this share of steps moves, a clock on the wall is all that does. */
const stillShare = 0.35;

function judge(plane: Plane, stretch: Stretch, geometry: Geometry, fingerprint: Fingerprint, sound: SoundFindings | null): Found | null {
  const { line, from, to } = stretch;
  if (to - from < leastSteps) return null;
  const testimony = hear(plane, line, from, to);
  if (testimony.alike < 0.5) return null;
  const ends = endsOf(plane, stretch, fingerprint.durationMs);
  const heard = soundSays(sound, ends.suspectStartMs, ends.suspectEndMs, ends.referenceStartMs, ends.referenceEndMs);
  const share = Math.min(testimony.change, testimony.apart);
  if (share < needed(testimony, heard)) return null;
  if (heard !== 'same' && ends.suspectEndMs - ends.suspectStartMs < leastAloneMs) return null;
  return {
    ...ends,
    speed: line.speed,
    geometry,
    testimony,
    heard,
    score: Math.round(1000 * Math.min(1, share / 0.95) * (1 - Math.exp(-(testimony.motion + (heard === 'same' ? 8 : 0)) / 4))) / 1000,
  };
}

/** To the end of the last picture that is alike, and from the beginning of the first: between two pictures of the reference the suspect's say. */
function endsOf(plane: Plane, { line, from, to }: Stretch, durationMs: number) {
  const { products, times } = plane;
  const { references, referenceFrom, suspectFrom, suspects, cross, within, band, squares } = products;
  const at = (i: number): number => times.suspect[suspectFrom + i]!;
  const onLine = (j: number): number => line.offsetMs + times.reference[referenceFrom + j]! / line.speed;
  const alike = (i: number, j: number): number => cross[i * references + j]! / Math.sqrt(Math.max(1, within[i * band]! * squares[j]!));
  const walk = (j: number, direction: 1 | -1, reachMs: number): number => {
    let i = Math.max(0, plane.nearest(onLine(j)));
    const least = 0.6 * alike(i, j);
    const limit = onLine(j) + direction * reachMs;
    while (
      i + direction >= 0 &&
      i + direction < suspects &&
      direction * (limit - at(i + direction)) >= 0 &&
      alike(i + direction, j) >= least
    )
      i += direction;
    return at(i);
  };
  const reachMs = 260 / line.speed;
  const frameMs = suspects > 1 ? (at(suspects - 1) - at(0)) / (suspects - 1) : 40;
  const start = Math.min(walk(from, -1, reachMs), Math.max(at(0), onLine(from)));
  const end = Math.max(walk(to - 1, 1, reachMs) + frameMs, onLine(to - 1));
  const reference = (suspectMs: number): number => Math.max(0, Math.min(durationMs, (suspectMs - line.offsetMs) * line.speed));
  return { suspectStartMs: start, suspectEndMs: end, referenceStartMs: reference(start), referenceEndMs: reference(end) };
}

/** Pictures along a segment's time that it is compared with another explanation by. */
const explainedBy = 6;

/**
 * A slow shot can be laid over askew and still move together. Where the line and the geometry of a longer segment, run on, show a
 * shorter one's time better than its own do, they take its place.
 */
function explain(view: SuspectView, { pictures, durationMs }: Fingerprint, found: readonly Found[]): Found[] {
  const byLength = [...found].sort((a, b) => b.suspectEndMs - b.suspectStartMs - (a.suspectEndMs - a.suspectStartMs));
  return byLength.map((each, rank) => {
    let best = each;
    let most = likenessOn(view, pictures, durationMs, each, each);
    for (const longer of byLength.slice(0, rank)) {
      const likeness = likenessOn(view, pictures, durationMs, each, longer);
      if (likeness <= most) continue;
      most = likeness;
      const at = (suspectMs: number): number =>
        Math.max(0, Math.min(durationMs, longer.referenceStartMs + (suspectMs - longer.suspectStartMs) * longer.speed));
      const [referenceStartMs, referenceEndMs] = [at(each.suspectStartMs), at(each.suspectEndMs)];
      best = { ...each, geometry: longer.geometry, speed: longer.speed, referenceStartMs, referenceEndMs };
    }
    return best;
  });
}

/** How alike the pictures of a segment's time are by a line and a geometry; −1 where the line leads out of the reference. */
function likenessOn(
  view: SuspectView,
  pictures: Fingerprint['pictures'],
  durationMs: number,
  { suspectStartMs, suspectEndMs }: Found,
  by: Found,
): number {
  const pairs: Pair[] = [];
  for (let k = 0; k < explainedBy; k++) {
    const atMs = suspectStartMs + ((k + 0.5) * (suspectEndMs - suspectStartMs)) / explainedBy;
    const referenceMs = by.referenceStartMs + (atMs - by.suspectStartMs) * by.speed;
    if (referenceMs < 0 || referenceMs > durationMs) return -1;
    // The reference has fewer pictures: the suspect's is taken where that one's time falls.
    const reference = nearestIn(pictures.atMs, referenceMs);
    const suspectMs = by.suspectStartMs + (pictures.atMs[reference]! - by.referenceStartMs) / by.speed;
    pairs.push({ suspect: nearestIn(view.pictures.atMs, suspectMs), reference });
  }
  return fit(view, pictures, pairs, by.geometry).correlation;
}

/** Windows cut what runs on: segments that continue one another become one. */
function join(found: readonly Found[]): Found[] {
  const ordered = [...found].sort((a, b) => a.suspectStartMs - b.suspectStartMs);
  const joined: Found[] = [];
  for (const each of ordered) {
    const last = joined.at(-1);
    const continues =
      last &&
      Math.abs(last.speed / each.speed - 1) < 0.04 &&
      each.suspectStartMs - last.suspectEndMs < 1500 &&
      Math.abs((each.referenceStartMs - last.referenceEndMs) / each.speed - (each.suspectStartMs - last.suspectEndMs)) < 400;
    if (!continues) {
      joined.push(each);
      continue;
    }
    const suspectEndMs = Math.max(last.suspectEndMs, each.suspectEndMs);
    const referenceEndMs = Math.max(last.referenceEndMs, each.referenceEndMs);
    joined[joined.length - 1] = {
      ...last,
      suspectEndMs,
      referenceEndMs,
      speed: (referenceEndMs - last.referenceStartMs) / (suspectEndMs - last.suspectStartMs),
      score: Math.max(last.score, each.score),
    };
  }
  return joined;
}
