/** Grey levels of deviation below which a small picture is plain, and like any other. */
const plain = 1;

/** A picture with mean 0 and length 1, so that the product of two is their correlation; null where it is plain. */
export function unitOf(picture: Float32Array): Float32Array | null {
  let mean = 0;
  for (const value of picture) mean += value / picture.length;
  const centred = picture.map((value) => value - mean);
  return correlation(centred, centred) / picture.length < plain * plain ? null : scaled(centred);
}

/** To length 1; what has none stays. */
export function scaled(values: Float32Array): Float32Array {
  const length = Math.sqrt(correlation(values, values));
  return length > 1e-6 ? values.map((value) => value / length) : values;
}

export function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
