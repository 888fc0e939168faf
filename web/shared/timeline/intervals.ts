/** Finding what is in view among thousands of stretches, and stacking those that overlap. Pure. */

export type Span = { readonly startMs: number; readonly endMs: number };

/** Items by start, with the latest end so far beside each: enough to find a window in O(log n + found). */
export type IntervalIndex<T extends Span> = { readonly items: readonly T[]; readonly latestEnd: readonly number[] };

export function indexIntervals<T extends Span>(items: readonly T[]): IntervalIndex<T> {
  const sorted = [...items].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  let latest = -Infinity;
  return { items: sorted, latestEnd: sorted.map((item) => (latest = Math.max(latest, item.endMs))) };
}

/** The first index at which `test` holds, given that it holds for all later ones; the length where it never does. */
export function firstIndex(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Items that share time with [fromMs, toMs], in order of start. */
export function within<T extends Span>(index: IntervalIndex<T>, fromMs: number, toMs: number): T[] {
  const first = firstIndex(index.items.length, (i) => index.latestEnd[i]! >= fromMs);
  const found: T[] = [];
  for (let i = first; i < index.items.length; i += 1) {
    const item = index.items[i]!;
    if (item.startMs > toMs) break;
    if (item.endMs >= fromMs) found.push(item);
  }
  return found;
}

/** The item at a time: of several, the one that began last. */
export function itemAt<T extends Span>(index: IntervalIndex<T>, ms: number): T | null {
  for (let i = firstIndex(index.items.length, (at) => index.items[at]!.startMs > ms) - 1; i >= 0 && index.latestEnd[i]! > ms; i -= 1) {
    if (index.items[i]!.endMs > ms) return index.items[i]!;
  }
  return null;
}

export type Laned<T> = { readonly item: T; readonly lane: number };

/** Gives each item the first lane that is free at its start, so that nothing in a lane overlaps; what finds none shares the last lane. */
export function assignLanes<T extends Span>(items: readonly T[], lanes: number): Laned<T>[] {
  const freeAt: number[] = Array.from({ length: Math.max(1, lanes) }, () => -Infinity);
  return [...items]
    .sort((a, b) => a.startMs - b.startMs || b.endMs - a.endMs)
    .map((item) => {
      const free = freeAt.findIndex((end) => end <= item.startMs);
      const lane = free === -1 ? freeAt.length - 1 : free;
      freeAt[lane] = Math.max(freeAt[lane]!, item.endMs);
      return { item, lane };
    });
}

/** How many lanes items need, at most `most`. */
export function lanesNeeded(items: readonly Span[], most: number): number {
  return assignLanes(items, most).reduce((max, entry) => Math.max(max, entry.lane + 1), 1);
}
