/** What a work looks like to whoever shoots it again: how long its shots are, how they are joined, where in the frame things are, how loud. */
import { smallSide, type PicturePrints, type ShotPrint } from '../fingerprints/fingerprint.ts';

export type ShotJoin = 'start' | 'cut' | 'dissolve' | 'fade' | 'wipe';
/** A shot and how it is entered; times in milliseconds. */
export type RemakeShot = ShotPrint & { readonly join: ShotJoin };
export type RemakeCue = { readonly startMs: number; readonly endMs: number; readonly text: string };
/** One value every `hopMs` from the first picture on, in LUFS; null is silence. */
export type LoudnessCurve = { readonly hopMs: number; readonly momentaryLufs: readonly (number | null)[] };
/** One of two works that are compared; `cues` are empty where no words are known. */
export type RemakeWork = {
  readonly shots: readonly RemakeShot[];
  readonly pictures: PicturePrints;
  readonly loudness: LoudnessCurve | null;
  readonly cues: readonly RemakeCue[];
};

/** What of a shot is compared. Vectors have mean 0 and length 1, so that their product is their correlation; null where there is none. */
export type ShotShape = {
  readonly durationMs: number;
  readonly join: ShotJoin;
  readonly framing: Float32Array | null;
  readonly loudness: Float32Array | null;
};

/** Cells a side of the map that says where in the frame edges are. */
const mapSide = 8;
/** Of a shot, so many pictures are looked at, at even distances. */
const picturesAShot = 8;
const loudnessPoints = 8;
const silenceLufs = -70;
/** With fewer shots, what all of them have in common cannot be told from what one of them has. */
const fewShots = 4;

/**
 * The shapes of a work's shots, in their order. Where edges are in the frame is told against the work's own mean: most pictures have
 * most in their middle, and that is no likeness.
 */
export function shapesOf({ shots, pictures, loudness }: RemakeWork): ShotShape[] {
  const maps = shots.map((shot) => mapOf(shot, pictures));
  const known = maps.filter((map) => map !== null);
  const mean = new Float32Array(mapSide * mapSide);
  if (known.length >= fewShots) for (const map of known) for (let i = 0; i < mean.length; i++) mean[i]! += map[i]! / known.length;
  return shots.map((shot, at) => {
    const map = maps[at]!;
    return {
      durationMs: Math.max(1, shot.endMs - shot.startMs),
      join: shot.join,
      framing: map && known.length >= fewShots ? unitOf(map.map((value, i) => value - mean[i]!)) : null,
      loudness: loudness && curveOf(shot, loudness),
    };
  });
}

/** Where edges are, as shares of all: the mean over the shot's pictures; null where there is none in it. */
function mapOf({ startMs, endMs }: ShotPrint, { atMs, small }: PicturePrints): Float32Array | null {
  const [from, to] = [firstAt(atMs, startMs), firstAt(atMs, endMs)];
  if (from === to) return null;
  const map = new Float32Array(mapSide * mapSide);
  const step = Math.max(1, (to - from) / picturesAShot);
  for (let place = from; place < to; place += step) addEdges(small, Math.floor(place) * smallSide * smallSide, map);
  const sum = map.reduce((a, b) => a + b, 0);
  return sum > 0 ? map.map((value) => value / sum) : null;
}

function addEdges(small: Uint8Array, from: number, map: Float32Array): void {
  const cell = smallSide / mapSide;
  let sum = 1;
  const own = new Float32Array(map.length);
  for (let row = 0; row + 1 < smallSide; row++)
    for (let column = 0; column + 1 < smallSide; column++) {
      const at = from + row * smallSide + column;
      const edge = Math.abs(small[at]! - small[at + 1]!) + Math.abs(small[at]! - small[at + smallSide]!);
      own[Math.floor(row / cell) * mapSide + Math.floor(column / cell)]! += edge;
      sum += edge;
    }
  for (let i = 0; i < map.length; i++) map[i]! += own[i]! / sum;
}

/** The first place whose time is `ms` or later. */
function firstAt(atMs: Uint32Array, ms: number): number {
  let [low, high] = [0, atMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function curveOf({ startMs, endMs }: ShotPrint, { hopMs, momentaryLufs }: LoudnessCurve): Float32Array | null {
  const points = new Float32Array(loudnessPoints);
  for (let i = 0; i < loudnessPoints; i++) {
    const place = Math.floor((startMs + ((i + 0.5) * (endMs - startMs)) / loudnessPoints) / hopMs);
    if (place >= momentaryLufs.length) return null;
    points[i] = Math.max(silenceLufs, momentaryLufs[place] ?? silenceLufs);
  }
  return unitOf(points);
}

/** Mean 0 and length 1; null where nothing differs. */
function unitOf(values: Float32Array): Float32Array | null {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return length > 1e-6 ? centred.map((value) => value / length) : null;
}
