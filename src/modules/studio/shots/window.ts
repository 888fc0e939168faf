/** The last few seconds of frames, so that a decision can look both ways while memory stays bounded. */
import { emptyFrame, type Frame, type Grid } from './frame.ts';

export type Window = {
  grid: Grid;
  /** Index of the oldest frame still held, and one past the newest. */
  first: number;
  end: number;
  /** The slot for the next frame, which takes the place of the oldest. */
  next(): Frame;
  /** Throws where the frame is no longer, or not yet, held: a programming error. */
  at(index: number): Frame;
};

/** A ring of `capacity` frames whose first will be frame `start`. */
export function makeWindow(grid: Grid, capacity: number, start = 0): Window {
  const slots: Frame[] = [];
  const window: Window = {
    grid,
    first: start,
    end: start,
    next() {
      const place = (window.end - start) % capacity;
      const slot = (slots[place] ??= emptyFrame(grid));
      window.end++;
      window.first = Math.max(start, window.end - capacity);
      return slot;
    },
    at(index) {
      if (index < window.first || index >= window.end) throw new RangeError(`frame ${index} is outside ${window.first}..${window.end}`);
      return slots[(index - start) % capacity]!;
    },
  };
  return window;
}
