/** The loudness curve as columns of pixels. Pure. */
import type { Viewport } from './scale.ts';
import { xToTime } from './scale.ts';

export type Column = { readonly x: number; readonly low: number; readonly high: number };

/**
 * The least and greatest value in each column of `stepPx` pixels; columns without any value (silence below −70 LUFS) are left out.
 * Where a value spans several columns it is repeated, so a curve has no holes when zoomed in. Cost: the values in view.
 */
export function columnsOf(values: readonly (number | null)[], hopMs: number, view: Viewport, stepPx = 1): Column[] {
  const columns: Column[] = [];
  if (hopMs <= 0) return columns;
  for (let x = 0; x < view.widthPx; x += stepPx) {
    const from = xToTime(view, x);
    if (from < 0 || from >= view.durationMs) continue;
    const first = Math.min(values.length - 1, Math.floor(from / hopMs));
    const last = Math.min(values.length - 1, Math.max(first, Math.ceil(xToTime(view, x + stepPx) / hopMs) - 1));
    let low = Infinity;
    let high = -Infinity;
    for (let i = first; i <= last; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (high > -Infinity) columns.push({ x, low, high });
  }
  return columns;
}

/** −60 to 0 LUFS on a scale that gives the speech range (−36 to −6) most of the height: 0 at the bottom, 1 at the top. */
export function loudnessHeight(lufs: number): number {
  const clamped = Math.min(Math.max(lufs, -60), 0);
  if (clamped < -36) return ((clamped + 60) / 24) * 0.18;
  if (clamped < -6) return 0.18 + ((clamped + 36) / 30) * 0.72;
  return 0.9 + ((clamped + 6) / 6) * 0.1;
}
