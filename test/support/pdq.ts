import type { Luma } from '../../src/modules/protection/fingerprints/luma.ts';

const f = Math.fround;

/**
 * PDQ of a picture as it is, step by step as the reference describes it: one sum and one division at a time, nothing kept, nothing
 * side by side. Slow and obvious, to hold the fast one against. Sides of five and more.
 */
export function pdqSlowly({ width, height, values }: Luma): { quality: number; hash: string } {
  let picture = values;
  if (width !== 64 || height !== 64)
    for (let pass = 0; pass < 2; pass++) {
      const along = Float32Array.from(picture);
      for (let row = 0; row < height; row++) put(along, row * width, 1, box(lineOf(picture, row * width, 1, width), width));
      picture = Float32Array.from(along);
      for (let column = 0; column < width; column++) put(picture, column, width, box(lineOf(along, column, width, height), height));
    }
  const small = (i: number, j: number): number =>
    picture[Math.floor(((i + 0.5) * height) / 64) * width + Math.floor(((j + 0.5) * width) / 64)]!;
  return { quality: qualityOf(small), hash: hashOf(small) };
}

function lineOf(picture: Float32Array, start: number, step: number, length: number): number[] {
  return Array.from({ length }, (_, i) => picture[start + i * step]!);
}

function put(picture: Float32Array, start: number, step: number, line: readonly number[]): void {
  line.forEach((value, i) => void (picture[start + i * step] = value));
}

/** Each value becomes the mean of a window about it; what enters the window is added first, then what leaves it is taken away. */
function box(line: readonly number[], length: number): number[] {
  const size = Math.floor((length + 127) / 128);
  const half = Math.floor((size + 2) / 2);
  let [sum, count] = [f(0), 0];
  let next = 0;
  const enter = (): void => {
    if (next >= line.length) return;
    sum = f(sum + line[next++]!);
    count++;
  };
  for (let i = 0; i < half - 1; i++) enter();
  return line.map((_, i) => {
    enter();
    const leaving = i - (size - half + 1);
    if (leaving >= 0) {
      sum = f(sum - line[leaving]!);
      count--;
    }
    return f(sum / count);
  });
}

function qualityOf(small: (i: number, j: number) => number): number {
  let sum = 0;
  const step = (a: number, b: number): number => Math.abs(Math.trunc(f(f(f(a - b) * 100) / 255)));
  for (let i = 0; i < 64; i++)
    for (let j = 0; j < 64; j++) {
      if (i < 63) sum += step(small(i, j), small(i + 1, j));
      if (j < 63) sum += step(small(i, j), small(i, j + 1));
    }
  return Math.min(100, Math.floor(sum / 90));
}

function hashOf(small: (i: number, j: number) => number): string {
  const cosine = (i: number, j: number): number => f(Math.sqrt(2 / 64) * Math.cos((Math.PI / 2 / 64) * (i + 1) * (2 * j + 1)));
  const dot = (a: (k: number) => number, b: (k: number) => number): number =>
    Array.from({ length: 64 }, (_, k) => k).reduce((sum, k) => f(sum + f(a(k) * b(k))), 0);
  const half = Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: 64 }, (_, j) =>
      dot(
        (k) => cosine(i, k),
        (k) => small(k, j),
      ),
    ),
  );
  const band = half.flatMap((row) =>
    Array.from({ length: 16 }, (_, j) =>
      dot(
        (k) => row[k]!,
        (k) => cosine(j, k),
      ),
    ),
  );
  const median = band.toSorted((a, b) => a - b)[127]!;
  const bits = band.map((value) => (value > median ? '1' : '0')).toReversed();
  return Array.from({ length: 64 }, (_, i) => Number.parseInt(bits.slice(4 * i, 4 * i + 4).join(''), 2).toString(16)).join('');
}
