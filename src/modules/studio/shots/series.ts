/** What outlives the ring: a few numbers a frame in arrays that grow, 24 bytes a frame (11 MB for two hours at 60 fps). */
import type { Comparison } from './compare.ts';
import type { Frame } from './frame.ts';

export type Series = {
  length: number;
  /** Comparison of each frame with the one before; zero for the first. */
  unlike: Float32Array;
  residual: Float32Array;
  coverage: Float32Array;
  area: Float32Array;
  mean: Float32Array;
  /** Luma and chroma deviation together. */
  deviation: Float32Array;
};

export function makeSeries(): Series {
  const empty = (): Float32Array => new Float32Array(1024);
  return { length: 0, unlike: empty(), residual: empty(), coverage: empty(), area: empty(), mean: empty(), deviation: empty() };
}

export function appendTo(series: Series, frame: Frame, step: Comparison | null): void {
  const at = series.length;
  if (at === series.mean.length) {
    for (const name of ['unlike', 'residual', 'coverage', 'area', 'mean', 'deviation'] as const) {
      const longer = new Float32Array(at * 2);
      longer.set(series[name]);
      series[name] = longer;
    }
  }
  series.unlike[at] = step?.unlike ?? 0;
  series.residual[at] = step?.residual ?? 0;
  series.coverage[at] = step?.coverage ?? 0;
  series.area[at] = step?.area ?? 0;
  series.mean[at] = frame.mean;
  series.deviation[at] = Math.hypot(frame.deviation, frame.chromaDeviation);
  series.length = at + 1;
}
