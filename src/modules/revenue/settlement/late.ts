/** Things that wait for their time among a million others: the earliest comes out first. */
type Waiting<T> = {
  add(thing: T): void;
  /** The earliest, which stays; undefined where nothing waits. */
  first(): T | undefined;
  take(): T | undefined;
};

/** A binary heap by `compare`. */
export function createWaiting<T>(compare: (a: T, b: T) => number): Waiting<T> {
  const heap: T[] = [];
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  return {
    add: (thing) => {
      heap.push(thing);
      for (let at = heap.length - 1; at > 0;) {
        const above = (at - 1) >> 1;
        if (compare(heap[above]!, heap[at]!) <= 0) return;
        swap(above, at);
        at = above;
      }
    },
    first: () => heap[0],
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return first;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        if (left >= heap.length) return first;
        const least = left + 1 < heap.length && compare(heap[left + 1]!, heap[left]!) < 0 ? left + 1 : left;
        if (compare(heap[at]!, heap[least]!) <= 0) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
