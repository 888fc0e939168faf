/**
 * Strings pairs of like units together where both scripts run on in the same order, with gaps: local alignment of lines (Smith and
 * Waterman 1981) over the few pairs that there are instead of the whole plane. Scenes that changed places are chains of their own. Pure.
 */
import type { Pair } from './pairs.ts';

/** Pairs in the order of both scripts, and their weight less what the gaps cost. */
export type Chain = { readonly pairs: readonly Pair[]; readonly weight: number };

// Units that may lie between two pairs of a chain.
const reach = 7;
const gapCost = 0.7;
const skewCost = 0.5;

/**
 * Chains of at least `leastWeight`, heaviest first; none shares a unit with a heavier one unless it weighs three times the least.
 * `pairs` are in the order of `a`, then `b`.
 */
export function findChains(pairs: readonly Pair[], leastWeight: number): Chain[] {
  const { weights, before } = bestPaths(pairs);
  const order = Array.from(pairs, (_, at) => at).toSorted((x, y) => weights[y]! - weights[x]! || x - y);
  const used = new Uint8Array(pairs.length);
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  const chains: Chain[] = [];
  for (const end of order) {
    if (weights[end]! < leastWeight) break;
    if (used[end]) continue;
    const path: number[] = [];
    for (let at = end; at >= 0 && !used[at]; at = before[at]!) path.push(at);
    for (const at of path) used[at] = 1;
    const stop = before[path.at(-1)!]!;
    const weight = weights[end]! - (stop >= 0 ? weights[stop]! : 0);
    if (weight < leastWeight) continue;
    const chain = path.toReversed().map((at) => pairs[at]!);
    const free = chain.filter((pair) => !takenA.has(pair.a) && !takenB.has(pair.b));
    const freeWeight = free.reduce((sum, pair) => sum + pair.weight, 0);
    if (freeWeight < leastWeight && weight < 3 * leastWeight) continue;
    // A passage that was copied twice is found twice; an echo of a found one is not.
    const kept = freeWeight < weight / 2 && weight >= 3 * leastWeight ? chain : free;
    for (const pair of kept) {
      takenA.add(pair.a);
      takenB.add(pair.b);
    }
    chains.push({
      pairs: kept,
      weight: Math.min(
        weight,
        kept.reduce((sum, pair) => sum + pair.weight, 0),
      ),
    });
  }
  return chains;
}

function bestPaths(pairs: readonly Pair[]): { weights: Float64Array; before: Int32Array } {
  const weights = new Float64Array(pairs.length);
  const before = new Int32Array(pairs.length).fill(-1);
  const firstOf = new Map<number, number>();
  for (const [at, pair] of pairs.entries()) if (!firstOf.has(pair.a)) firstOf.set(pair.a, at);
  for (const [at, pair] of pairs.entries()) {
    let best = 0;
    for (let a = Math.max(0, pair.a - reach); a <= pair.a; a++) {
      for (let other = firstOf.get(a) ?? at; other < at && pairs[other]!.a === a; other++) {
        const [da, db] = [pair.a - a, pair.b - pairs[other]!.b];
        // One line may have become two, so one of the steps may be none.
        if (db < 0 || db > reach || (da === 0 && db !== 1) || (db === 0 && da !== 1)) continue;
        const cost = gapCost * (Math.max(da, db) - 1) + skewCost * Math.abs(da - db);
        if (weights[other]! - cost <= best) continue;
        best = weights[other]! - cost;
        before[at] = other;
      }
    }
    weights[at] = pair.weight + best;
  }
  return { weights, before };
}
