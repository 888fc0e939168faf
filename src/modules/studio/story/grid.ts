/** Everything that changes over time is kept on one grid of equal steps, so that curves can be added and summed. */
export const stepMs = 100;

export function gridLength(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / stepMs));
}

/** Largest value within ±radius steps, in linear time (monotone queue). */
function slide(values: Float32Array, radius: number, better: (a: number, b: number) => boolean): Float32Array {
  const result = new Float32Array(values.length);
  const queue: number[] = [];
  let head = 0;
  for (let i = 0; i < values.length + radius; i += 1) {
    if (i < values.length) {
      while (queue.length > head && !better(values[queue.at(-1)!]!, values[i]!)) queue.pop();
      queue.push(i);
    }
    const centre = i - radius;
    if (centre < 0) continue;
    while (queue[head]! < centre - radius) head += 1;
    result[centre] = values[queue[head]!]!;
  }
  return result;
}

/** Fills dips shorter than 2 × radius steps without widening what stands out (morphological closing). */
export function closeGaps(values: Float32Array, radius: number): Float32Array {
  if (radius < 1 || values.length === 0) return values;
  return slide(
    slide(values, radius, (a, b) => a > b),
    radius,
    (a, b) => a < b,
  );
}

/** Running sums with a leading zero: the sum over [a, b) is sums[b] − sums[a]. */
export function prefixSums(values: Float32Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}

/** Mean of a curve between two instants; 0 for an empty stretch. */
export function meanBetween(values: Float32Array, startMs: number, endMs: number): number {
  const from = Math.max(0, Math.floor(startMs / stepMs));
  const to = Math.min(values.length, Math.max(from + 1, Math.ceil(endMs / stepMs)));
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[i]!;
  return to > from ? sum / (to - from) : 0;
}

export function maxBetween(values: Float32Array, startMs: number, endMs: number): number {
  const from = Math.max(0, Math.floor(startMs / stepMs));
  const to = Math.min(values.length, Math.max(from + 1, Math.ceil(endMs / stepMs)));
  let best = 0;
  for (let i = from; i < to; i += 1) best = Math.max(best, values[i]!);
  return best;
}

export function quantile(sorted: readonly number[] | Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));
export const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
