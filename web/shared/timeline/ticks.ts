/** The ruler's marks: round steps of frames, seconds and minutes, never closer than a label is wide. Pure. */
import { endOf, type Viewport } from './scale.ts';
import { clock, frameAt, frameStartMs, timecode } from './timecode.ts';

export type Tick = { readonly ms: number; readonly label: string | null };

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
const frameSteps = [1, 2, 5, 10];
/** How each step of seconds is divided into small marks. */
const divisions: Record<number, number> = {
  1: 5,
  2: 4,
  5: 5,
  10: 5,
  15: 3,
  30: 6,
  60: 6,
  120: 4,
  300: 5,
  600: 5,
  900: 3,
  1800: 6,
  3600: 6,
  7200: 4,
};

export type Step = { readonly unit: 'frame' | 'second'; readonly size: number; readonly minor: number };

/** The smallest round step whose labels stand at least `labelPx` apart. */
export function chooseStep(msPerPx: number, fps: number, labelPx = 76): Step {
  const leastMs = msPerPx * labelPx;
  const frame = 1000 / fps;
  const frames = frameSteps.find((size) => size * frame >= leastMs && size < fps);
  if (frames !== undefined) return { unit: 'frame', size: frames, minor: frames };
  const size = secondSteps.find((step) => step * 1000 >= leastMs) ?? 7200;
  return { unit: 'second', size, minor: divisions[size] ?? 1 };
}

/** Marks in view, in order; those with a label are the long ones. */
export function ticksIn(view: Viewport, fps: number, labelPx?: number): Tick[] {
  const step = chooseStep(view.msPerPx, fps, labelPx);
  const from = Math.max(0, view.startMs);
  const to = Math.min(view.durationMs, endOf(view));
  const ticks: Tick[] = [];
  if (step.unit === 'frame') {
    for (let frame = frameAt(from, fps); frameStartMs(frame, fps) <= to; frame += 1) {
      ticks.push({ ms: frameStartMs(frame, fps), label: frame % step.size === 0 ? timecode(frame, fps).slice(3) : null });
    }
    return ticks;
  }
  const small = (step.size * 1000) / step.minor;
  for (let index = Math.ceil(from / small); index * small <= to; index += 1) {
    ticks.push({ ms: index * small, label: index % step.minor === 0 ? clock(index * small) : null });
  }
  return ticks;
}
