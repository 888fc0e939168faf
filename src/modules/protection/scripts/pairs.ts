/**
 * Which unit of one script may be a copy of which unit of the other: candidates by shared fingerprints and by rare pairs of tokens,
 * judged by the weighted overlap of their tokens and pairs of tokens. Linear in the scripts but for bounded lists. Pure.
 */
import type { Script } from './units.ts';
import { winnow } from './winnow.ts';

export type Pair = {
  readonly a: number;
  readonly b: number;
  /** Weighted Dice of tokens and pairs of tokens, 0 to 1. */
  readonly likeness: number;
  /** What it weighs as evidence, in Han characters: less where the line is like many. */
  readonly weight: number;
};

const limits = {
  // A pair of tokens that more units have tells too little for its cost.
  postings: 60,
  singlePostings: 8,
  candidates: 12,
  // Places of one fingerprint: beyond, the n-th there goes with the n-th here.
  places: 8,
} as const;
const leastLikeness = 0.35;
// Two lines on the same thing reach this by chance.
const chanceLikeness = 0.3;
const singleWeight = 0.5;

type Features = {
  readonly lists: readonly Int32Array[];
  readonly weights: Float64Array;
  readonly single: Uint8Array;
  readonly sums: Float64Array;
};

/** Pairs of like units, in the order of `a`, then `b`. */
export function findPairs(a: Script, b: Script): Pair[] {
  const [left, right] = featuresOf(a, b);
  const postings = postingsOf(right);
  const known = seedPairs(a, b);
  const scores = new Float64Array(b.units.length);
  const found: { a: number; b: number; likeness: number }[] = [];
  for (let at = 0; at < a.units.length; at++) {
    const chosen = new Set(known.get(at));
    for (const candidate of bestCandidates(left.lists[at]!, postings, left.weights, scores)) chosen.add(candidate);
    for (const other of [...chosen].toSorted((x, y) => x - y)) {
      const likeness = dice(left.lists[at]!, right.lists[other]!, left.weights, left.sums[at]! + right.sums[other]!);
      if (likeness >= leastLikeness) found.push({ a: at, b: other, likeness });
    }
  }
  return weigh(found, a, b);
}

function weigh(found: readonly { a: number; b: number; likeness: number }[], a: Script, b: Script): Pair[] {
  const [ofA, ofB] = [new Float64Array(a.units.length), new Float64Array(b.units.length)];
  for (const pair of found) {
    ofA[pair.a]! += pair.likeness ** 2;
    ofB[pair.b]! += pair.likeness ** 2;
  }
  return found.map((pair) => {
    const mass = Math.min(a.units[pair.a]!.mass, b.units[pair.b]!.mass);
    // What is said everywhere is no evidence anywhere.
    const alone = pair.likeness ** 2 / Math.sqrt(ofA[pair.a]! * ofB[pair.b]!);
    return { ...pair, weight: (mass * alone * (pair.likeness - chanceLikeness)) / (1 - chanceLikeness) };
  });
}

// Tokens and pairs of neighbouring tokens as numbers, each unit's sorted and without repeats; rare ones weigh more.
function featuresOf(a: Script, b: Script): [Features, Features] {
  const ids = new Map<number, number>();
  const single: number[] = [];
  const counts: number[] = [];
  const idOf = (key: number, alone: boolean): number => {
    let id = ids.get(key);
    if (id === undefined) {
      id = single.length;
      ids.set(key, id);
      single.push(alone ? 1 : 0);
      counts.push(0);
    }
    return id;
  };
  const listsOf = ({ units, tokens }: Script): Int32Array[] =>
    units.map(({ from, to }) => {
      const own = new Set<number>();
      for (let i = from; i < to; i++) {
        own.add(idOf(tokens[i]!, true));
        if (i > from) own.add(idOf((tokens[i - 1]! + 1) * 2 ** 24 + tokens[i]!, false));
      }
      for (const id of own) counts[id]! += 1;
      return Int32Array.from(own).toSorted();
    });
  const lists = [listsOf(a), listsOf(b)] as const;
  const units = a.units.length + b.units.length;
  const weights = Float64Array.from(counts, (count, id) => Math.log(1 + units / count) * (single[id] ? singleWeight : 1));
  const flags = Uint8Array.from(single);
  const make = (own: readonly Int32Array[]): Features => ({
    lists: own,
    weights,
    single: flags,
    sums: Float64Array.from(own, (list) => list.reduce((sum, id) => sum + weights[id]!, 0)),
  });
  return [make(lists[0]), make(lists[1])];
}

// Of features that few units have, which units have them.
function postingsOf({ lists, single, weights }: Features): (Int32Array | null)[] {
  const counts = new Int32Array(weights.length);
  for (const list of lists) for (const id of list) counts[id]! += 1;
  const postings: (Int32Array | null)[] = Array.from(counts, (count, id) =>
    count > 0 && count <= (single[id] ? limits.singlePostings : limits.postings) ? new Int32Array(count) : null,
  );
  const filled = new Int32Array(weights.length);
  for (const [unit, list] of lists.entries())
    for (const id of list) {
      const posting = postings[id];
      if (posting) posting[filled[id]!++] = unit;
    }
  return postings;
}

function bestCandidates(list: Int32Array, postings: readonly (Int32Array | null)[], weights: Float64Array, scores: Float64Array): number[] {
  const touched: number[] = [];
  for (const id of list)
    for (const unit of postings[id] ?? []) {
      if (scores[unit] === 0) touched.push(unit);
      scores[unit]! += weights[id]!;
    }
  const best =
    touched.length <= limits.candidates
      ? touched
      : touched.toSorted((x, y) => scores[y]! - scores[x]! || x - y).slice(0, limits.candidates);
  for (const unit of touched) if (!best.includes(unit)) scores[unit] = 0;
  for (const unit of best) scores[unit] = 0;
  return best;
}

function dice(a: Int32Array, b: Int32Array, weights: Float64Array, sum: number): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      shared += weights[a[i]!]!;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return sum === 0 ? 0 : (2 * shared) / sum;
}

// Units that share a fingerprint, however common their parts: found by runs that cross the ends of units, too.
function seedPairs(a: Script, b: Script): Map<number, Set<number>> {
  const seeds = new Map<number, Set<number>>();
  const [unitsOfA, unitsOfB] = [unitOfToken(a), unitOfToken(b)];
  const places = new Map<number, number[]>();
  for (const { hash, at } of winnow(b.tokens)) {
    const own = places.get(hash);
    if (own) own.push(at);
    else places.set(hash, [at]);
  }
  const met = new Map<number, number>();
  for (const { hash, at } of winnow(a.tokens)) {
    const there = places.get(hash);
    if (!there) continue;
    const rank = met.get(hash) ?? 0;
    met.set(hash, rank + 1);
    const own = unitsOfA[at]!;
    const set = seeds.get(own) ?? new Set<number>();
    seeds.set(own, set);
    for (const place of there.length <= limits.places ? there : there.slice(rank, rank + 1)) set.add(unitsOfB[place]!);
  }
  return seeds;
}

function unitOfToken({ tokens, units }: Script): Int32Array {
  const owner = new Int32Array(tokens.length);
  for (const [at, unit] of units.entries()) owner.fill(at, unit.from, unit.to);
  return owner;
}
