/** Lengths in frames for a frame rate. Decisions are about durations that people see, so they scale with the rate. */
export type Tempo = {
  fps: number;
  /** How far a flash may last before what follows is a new shot: about a sixth of a second, at least 4 frames. */
  guard: number;
  /** Half lengths of gradual transitions that are tried, in frames, ascending. */
  halves: number[];
  /** Frames of plain colour up to which a fade out and the fade in after it are one transition. */
  hold: number;
};

/** Two-second dissolves are the longest in common use; shorter half lengths are tried at any rate. */
export function tempoFor(fps: number): Tempo {
  const rate = Number.isFinite(fps) && fps > 0 ? Math.min(120, Math.max(5, fps)) : 25;
  const longest = Math.max(15, Math.round(rate * 1.1));
  const halves: number[] = [];
  for (let half = 2; half <= longest; half = Math.max(half + 1, Math.round(half * 1.35))) halves.push(half);
  return { fps: rate, guard: Math.max(4, Math.round(rate / 6)), halves, hold: Math.round(rate * 0.6) };
}
