/**
 * Lays the shots of one work along those of another: pairs in their order, with shots left out on either side, and one shot that was made
 * two. What a pair speaks for is a logarithm of odds: how likely such two are where one was shot after the other, over how likely they
 * are by chance.
 */
import type { ShotJoin, ShotShape } from './shape.ts';

export type ShotPair = { readonly original: number; readonly suspect: number; readonly odds: number };
export type ShotAlignment = {
  readonly pairs: readonly ShotPair[];
  readonly odds: number;
  /** By how many deviations the odds exceed those of the same shots in other orders: of any, and of turned runs; the lesser. */
  readonly deviations: number;
};

// Chosen on the development seeds of the bench.
const durationSpread = 0.12;
/** Some shots are held much longer or shorter than before. */
const looseShare = 0.15;
const looseSpread = 0.6;
const leastChanceSpread = 0.35;
const sameJoin = 0.9;
const framingWeight = 2.2;
const framingEven = 0.3;
const loudnessWeight = 0.8;
const skipCost = 1.4;
const joinCost = 1.2;
/** Orders that are tried to learn what chance comes to; fewer for long works, where each takes longer and varies less. */
const orders = { most: 40, least: 10, cells: 20_000_000 } as const;
/** In odds; by chance alone orders would seem to differ by less at times. */
const leastSpread = 0.8;

/** Row by row of originals; durations of the suspect's are looked up by what stands where. */
type Odds = {
  readonly logA: Float64Array;
  readonly logB: Float64Array;
  /** All but durations. */
  readonly likeness: Float32Array;
  /** Of a shot with one, and with the one before it taken together with it. */
  readonly pair: Float32Array;
  readonly merge: Float32Array;
  readonly chanceSpread: number;
  readonly shift: number;
};

/** The best alignment of two lists of shots, and how far it lies from chance. Pure: the orders are the same each time. */
export function alignShots(originals: readonly ShotShape[], suspects: readonly ShotShape[]): ShotAlignment {
  if (originals.length === 0 || suspects.length === 0) return { pairs: [], odds: 0, deviations: 0 };
  let odds = oddsOf(originals, suspects, 0);
  const inOrder = Int32Array.from(suspects, (_, i) => i);
  let best = bestOf(odds, inOrder, true);
  // A remake may be played faster as a whole: with its pace known, durations say more.
  if (best.pairs.length >= 5) {
    const shift = median(best.pairs.map(({ original, suspect }) => odds.logB[suspect]! - odds.logA[original]!));
    odds = oddsOf(originals, suspects, Math.max(-0.5, Math.min(0.5, shift)));
    best = bestOf(odds, inOrder, true);
  }
  const tries = Math.max(orders.least, Math.min(orders.most, Math.floor(orders.cells / (originals.length * suspects.length))));
  const next = chance();
  const above = [shuffled, turned].map((disorder) => {
    const found = Array.from({ length: tries }, () => bestOf(odds, disorder(inOrder, next), false).odds);
    const mean = found.reduce((a, b) => a + b, 0) / tries;
    const spread = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (tries - 1));
    return (best.odds - mean) / Math.max(spread, leastSpread);
  });
  return { pairs: best.pairs, odds: best.odds, deviations: Math.min(...above) };
}

function oddsOf(originals: readonly ShotShape[], suspects: readonly ShotShape[], shift: number): Odds {
  const logA = Float64Array.from(originals, ({ durationMs }) => Math.log(durationMs));
  const logB = Float64Array.from(suspects, ({ durationMs }) => Math.log(durationMs));
  const kinds = sharesOf(suspects);
  const likeness = new Float32Array(originals.length * suspects.length);
  originals.forEach((a, i) => {
    suspects.forEach((b, j) => {
      likeness[i * suspects.length + j] = joinOdds(a.join, b.join, kinds) + vectorOdds(a, b);
    });
  });
  const chanceSpread = Math.max(leastChanceSpread, Math.sqrt(variance(logA) + variance(logB)));
  const [pair, merge] = [new Float32Array(likeness.length), new Float32Array(likeness.length)];
  for (let i = 0, cell = 0; i < logA.length; i++) {
    const long = i > 0 ? together(logA[i]!, logA[i - 1]!) : 0;
    for (let j = 0; j < logB.length; j++, cell++) {
      pair[cell] = durationOdds(logA[i]!, logB[j]!, shift, chanceSpread) + likeness[cell]!;
      if (i > 0)
        merge[cell] = durationOdds(long, logB[j]!, shift, chanceSpread) + (likeness[cell]! + likeness[cell - logB.length]!) / 2 - joinCost;
    }
  }
  return { logA, logB, likeness, pair, merge, chanceSpread, shift };
}

/** The logarithm of two shots' length from those of each. */
const together = (a: number, b: number): number => Math.log(Math.exp(a) + Math.exp(b));

function sharesOf(shots: readonly ShotShape[]): Map<ShotJoin, number> {
  const shares = new Map<ShotJoin, number>();
  for (const { join } of shots) shares.set(join, (shares.get(join) ?? 0) + 1 / shots.length);
  return shares;
}

/** A dissolve at the same place says more than a cut does, for cuts are everywhere. */
function joinOdds(a: ShotJoin, b: ShotJoin, shares: ReadonlyMap<ShotJoin, number>): number {
  if (a === 'start' || b === 'start') return 0;
  const share = Math.min(0.98, Math.max(0.03, shares.get(b) ?? 0));
  return a === b ? Math.min(2, Math.log(sameJoin / share)) : Math.max(-1.2, Math.log((1 - sameJoin) / (1 - share)));
}

function vectorOdds(a: ShotShape, b: ShotShape): number {
  const framing = a.framing && b.framing ? framingWeight * (dot(a.framing, b.framing) - framingEven) : 0;
  const loudness = a.loudness && b.loudness ? loudnessWeight * dot(a.loudness, b.loudness) : 0;
  return Math.max(-1, Math.min(1.3, framing)) + Math.max(-0.4, Math.min(0.6, loudness));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function durationOdds(logA: number, logB: number, shift: number, chanceSpread: number): number {
  const apart = logB - logA - shift;
  const made = (1 - looseShare) * normal(apart, durationSpread) + looseShare * normal(apart, looseSpread);
  return Math.max(-2.5, Math.log(made / (normal(apart, chanceSpread) + 1e-12)));
}

const normal = (x: number, spread: number): number => Math.exp(-(x * x) / (2 * spread * spread)) / spread;

/** Smith and Waterman's local alignment over shots; `order` says which shot of the suspect stands where. */
function bestOf(odds: Odds, order: Int32Array, trace: boolean): { odds: number; pairs: ShotPair[] } {
  const { logA, logB, likeness, pair, merge, shift, chanceSpread } = odds;
  const [n, m] = [logA.length, order.length];
  const width = m + 1;
  const total = new Float32Array((n + 1) * width);
  const step = trace ? new Uint8Array((n + 1) * width) : null;
  let [most, at] = [0, 0];
  for (let i = 1; i <= n; i++)
    for (let j = 1; j <= m; j++) {
      const cell = i * width + j;
      const b = order[j - 1]!;
      const row = (i - 1) * m;
      let [value, way] = [0, 0];
      const take = (candidate: number, how: number): void => {
        if (candidate > value) [value, way] = [candidate, how];
      };
      take(total[cell - width - 1]! + pair[row + b]!, pairWay);
      take(total[cell - width]! - skipCost, skipOriginal);
      take(total[cell - 1]! - skipCost, skipSuspect);
      if (i > 1) take(total[cell - 2 * width - 1]! + merge[row + b]!, mergeWay);
      if (j > 1) {
        const before = order[j - 2]!;
        const own = (likeness[row + b]! + likeness[row + before]!) / 2 - joinCost;
        take(total[cell - width - 2]! + durationOdds(logA[i - 1]!, together(logB[b]!, logB[before]!), shift, chanceSpread) + own, splitWay);
      }
      total[cell] = value;
      if (step) step[cell] = way;
      if (value > most) [most, at] = [value, cell];
    }
  return { odds: most, pairs: step ? pairsOf(total, step, at, width) : [] };
}

const pairWay = 1;
const skipOriginal = 2;
const skipSuspect = 3;
const splitWay = 4;
const mergeWay = 5;
/** How many shots of the original and of the suspect each step takes. */
const steps: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
  [1, 2],
  [2, 1],
];

function pairsOf(total: Float32Array, step: Uint8Array, end: number, width: number): ShotPair[] {
  const pairs: ShotPair[] = [];
  for (let cell = end; step[cell]! > 0;) {
    const way = step[cell]!;
    const [rows, columns] = steps[way]!;
    const [i, j] = [Math.floor(cell / width), cell % width];
    const from = cell - rows * width - columns;
    const odds = total[cell]! - total[from]!;
    if (way !== skipOriginal && way !== skipSuspect)
      for (let a = rows; a >= 1; a--)
        for (let b = columns; b >= 1; b--) pairs.push({ original: i - rows + a - 1, suspect: j - columns + b - 1, odds });
    cell = from;
  }
  return pairs.toReversed();
}

/** Numbers from 0 to 1, always the same ones: an answer must not change from one run to the next (Marsaglia's xorshift32). */
function chance(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function shuffled(order: Int32Array, next: () => number): Int32Array {
  const mixed = order.slice();
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

/** Runs of a few shots in another order, each from its end: talk still goes from one side to the other, but nothing follows as it did. */
function turned(order: Int32Array, next: () => number): Int32Array {
  const runs: Int32Array[] = [];
  for (let at = 0; at < order.length;) {
    const run = order.slice(at, at + 3 + Math.floor(next() * 6));
    runs.push(run.reverse());
    at += run.length;
  }
  const places = shuffled(
    Int32Array.from(runs, (_, i) => i),
    next,
  );
  return Int32Array.from([...places].flatMap((place) => [...runs[place]!]));
}

function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
