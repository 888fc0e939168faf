/** Moving the edges of a stretch: limits, snapping, nudging. Pure, so that pointer, touch and keyboard share one rule. */
import { firstIndex, type Span } from './intervals.ts';

export type Grip = 'start' | 'end' | 'body';
export type Limits = { readonly floorMs: number; readonly ceilingMs: number; readonly minMs: number };
export type Moved = { readonly span: Span; readonly snappedMs: number | null };

/** The nearest point of an ascending list within `reachMs`; null where none is. Of two at the same distance, the earlier. */
export function nearestPoint(points: readonly number[], ms: number, reachMs: number): number | null {
  const after = firstIndex(points.length, (i) => points[i]! >= ms);
  const candidates = [points[after - 1], points[after]].filter((point) => point !== undefined);
  let best: number | null = null;
  for (const point of candidates) {
    const distance = Math.abs(point - ms);
    if (distance <= reachMs && (best === null || distance < Math.abs(best - ms))) best = point;
  }
  return best;
}

/**
 * How far a stretch may go: to its neighbours and the file's ends. A neighbour that already overlaps does not hold it,
 * as it could then not be moved at all.
 */
export function limitsAround(span: Span, others: readonly Span[], durationMs: number, minMs: number): Limits {
  let floorMs = 0;
  let ceilingMs = durationMs;
  for (const other of others) {
    if (other.endMs <= span.startMs) floorMs = Math.max(floorMs, other.endMs);
    else if (other.startMs >= span.endMs) ceilingMs = Math.min(ceilingMs, other.startMs);
  }
  return { floorMs, ceilingMs, minMs: Math.min(minMs, span.endMs - span.startMs) };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

/** Puts an edge, or the start of the whole stretch, at a time, as near as the limits allow; whole milliseconds. */
export function placeGrip(span: Span, grip: Grip, ms: number, limits: Limits): Span {
  const at = Math.round(ms);
  if (grip === 'start') return { startMs: clamp(at, limits.floorMs, span.endMs - limits.minMs), endMs: span.endMs };
  if (grip === 'end') return { startMs: span.startMs, endMs: clamp(at, span.startMs + limits.minMs, limits.ceilingMs) };
  const length = span.endMs - span.startMs;
  const startMs = clamp(at, limits.floorMs, limits.ceilingMs - length);
  return { startMs, endMs: startMs + length };
}

/**
 * Where a drag has brought a stretch. `ms` is where the edge (or the start of the body) would be without snapping; it goes
 * to a snap point within `reachMs`, never across a limit. A body snaps by whichever of its ends is nearer to a point.
 */
export function dragGrip(span: Span, grip: Grip, ms: number, limits: Limits, snapPoints: readonly number[], reachMs: number): Moved {
  const free = placeGrip(span, grip, ms, limits);
  const tries: { edge: 'start' | 'end'; at: number }[] = [];
  if (grip !== 'end') tries.push({ edge: 'start', at: free.startMs });
  if (grip !== 'start') tries.push({ edge: 'end', at: free.endMs });
  let best: { point: number; distance: number; edge: 'start' | 'end' } | null = null;
  for (const { edge, at } of tries) {
    const point = nearestPoint(snapPoints, at, reachMs);
    if (point !== null && (best === null || Math.abs(point - at) < best.distance)) best = { point, distance: Math.abs(point - at), edge };
  }
  if (best === null) return { span: free, snappedMs: null };
  const target = grip === 'body' && best.edge === 'end' ? best.point - (span.endMs - span.startMs) : best.point;
  const snapped = placeGrip(span, grip, target, limits);
  const landed = best.edge === 'start' ? snapped.startMs : snapped.endMs;
  return landed === best.point ? { span: snapped, snappedMs: best.point } : { span: free, snappedMs: null };
}

/** The next snap point in a direction, for a keyboard's longer step; the limit where there is none. */
export function nextPoint(points: readonly number[], ms: number, direction: -1 | 1, durationMs: number): number {
  if (direction === 1) return points[firstIndex(points.length, (i) => points[i]! > ms)] ?? durationMs;
  return points[firstIndex(points.length, (i) => points[i]! >= ms) - 1] ?? 0;
}
