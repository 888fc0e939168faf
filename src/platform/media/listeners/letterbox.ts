/** Letterbox and pillarbox: black bars that stay for seconds at the edges, and the picture that is left between them. */
import type { Listener, ListenerFactory, Picture, Span } from '../types.ts';

/** Fractions of the shown picture that bars take on each side. */
export type Bars = { top: number; bottom: number; left: number; right: number };
/** `box` is what is left, in fractions of the shown picture. */
export type Letterbox = Span & { bars: Bars; box: { x: number; y: number; width: number; height: number } };

const sides = ['top', 'bottom', 'left', 'right'] as const;
/** Luma that counts as black, and the step up to the picture that makes an edge rather than a dark corner. */
const blackest = 28;
const edgeStep = 10;
/** A picture whose brightest line is darker says nothing about bars. */
const tooDark = 48;
/** Bars that last shorter, or are thinner, are not worth a crop. */
const minMs = 3000;
const minShare = 0.02;
const sampleMs = 500;

/** Lines of black at each side of a picture; null where it is too dark to tell. */
export function measureBars({ y, width, height }: Pick<Picture, 'y' | 'width' | 'height'>): Record<(typeof sides)[number], number> | null {
  if (!hasLight(y)) return null;
  // A line's mean, or null where a pixel of it is too bright for a bar: most lines are left at their first pixels.
  const lineMean = (start: number, step: number, length: number, peak: number): number | null => {
    let sum = 0;
    for (let i = 0, at = start; i < length; i++, at += step) {
      const value = y[at]!;
      if (value > peak) return null;
      sum += value;
    }
    return sum / length;
  };
  const count = (lines: number, startOf: (line: number) => number, step: number, length: number): number => {
    let bars = 0;
    let outer = 0;
    for (; bars < lines; bars++) {
      const mean = lineMean(startOf(bars), step, length, blackest + 12);
      if (mean === null || mean > blackest) break;
      if (bars === 0) outer = mean;
    }
    if (bars === 0 || bars === lines) return 0;
    // Scaling blends the line at the edge, so the step is looked for one line further in.
    const inner = lineMean(startOf(Math.min(lines - 1, bars + 1)), step, length, 255)!;
    return inner - outer >= edgeStep ? bars : 0;
  };
  return {
    top: count(height, (line) => line * width, 1, width),
    bottom: count(height, (line) => (height - 1 - line) * width, 1, width),
    left: count(width, (line) => line, width, height),
    right: count(width, (line) => width - 1 - line, width, height),
  };
}

function hasLight(y: Uint8Array): boolean {
  for (let i = 0; i < y.length; i++) if (y[i]! >= tooDark) return true;
  return false;
}

type Sample = { atMs: number; lines: Record<(typeof sides)[number], number> | null };

/**
 * Stretches with bars from samples in time order. A side's bar counts where some three seconds around it all have it (an
 * opening of the measured thickness), so a dark corner that passes is no bar, and dark samples say nothing.
 */
export function findLetterbox(samples: readonly Sample[], size: { width: number; height: number }, durationMs: number): Letterbox[] {
  const told = samples.filter((sample): sample is Sample & { lines: NonNullable<Sample['lines']> } => sample.lines !== null);
  const window = Math.max(1, Math.round(minMs / sampleMs));
  if (told.length === 0) return [];
  const opened = Object.fromEntries(
    sides.map((side) => [
      side,
      openSignal(
        told.map(({ lines }) => lines[side]),
        Math.min(window, told.length),
      ),
    ]),
  ) as Record<(typeof sides)[number], number[]>;
  const found: Letterbox[] = [];
  for (let start = 0; start < told.length;) {
    let end = start + 1;
    while (end < told.length && sides.every((side) => Math.abs(opened[side][end]! - opened[side][start]!) <= 2)) end++;
    const lines = Object.fromEntries(sides.map((side) => [side, Math.min(...opened[side].slice(start, end))])) as Record<
      (typeof sides)[number],
      number
    >;
    const bars = {
      top: lines.top / size.height,
      bottom: lines.bottom / size.height,
      left: lines.left / size.width,
      right: lines.right / size.width,
    };
    const span = { startMs: start === 0 ? 0 : told[start]!.atMs, endMs: end === told.length ? durationMs : told[end]!.atMs };
    const whole = span.endMs - span.startMs >= Math.min(minMs, durationMs * 0.9);
    if (whole && Math.max(bars.top + bars.bottom, bars.left + bars.right) >= minShare) {
      found.push({
        ...span,
        bars,
        box: { x: bars.left, y: bars.top, width: 1 - bars.left - bars.right, height: 1 - bars.top - bars.bottom },
      });
    }
    start = end;
  }
  return found;
}

/** Morphological opening: at each place the largest value that a whole window over it holds. */
function openSignal(values: readonly number[], window: number): number[] {
  const out = new Array<number>(values.length).fill(0);
  for (let start = 0; start + window <= values.length; start++) {
    const least = Math.min(...values.slice(start, start + window));
    for (let at = start; at < start + window; at++) out[at] = Math.max(out[at]!, least);
  }
  return out;
}

const createLetterbox: ListenerFactory<unknown, Letterbox[]> = (): Listener<Letterbox[]> => {
  const samples: Sample[] = [];
  let size = { width: 1, height: 1 };
  return {
    picture: { longestSide: 480, everyMs: sampleMs, lumaOnly: true },
    onPicture(picture) {
      size = { width: picture.width, height: picture.height };
      samples.push({ atMs: picture.atMs, lines: measureBars(picture) });
    },
    finish: (end) => findLetterbox(samples, size, end.durationMs),
  };
};

export default createLetterbox;
