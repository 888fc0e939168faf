/**
 * Where an upright frame stands in a wider picture. The rule of a patient camera operator: stand still while the action
 * stays inside, move only when it leaves for good, move smoothly, and jump only where the picture itself cuts. Pure.
 */
export type ActionSample = {
  /** Centre of the action, 0 to 1 of the frame's freedom to move: 0 is far left (or top), 1 far right (or bottom). */
  x: number;
  y: number;
  /** How much is happening, 0 to 1; a still picture says nothing of where to look. */
  weight: number;
  /** The first frame of a new shot. */
  cut: boolean;
};

export type PathOptions = {
  framesPerSecond: number;
  /** Within this share of the freedom the frame does not follow. */
  deadZone?: number;
  /** Freedom a second, at most. */
  maxSpeed?: number;
};

/** One position a frame, x and y 0 to 1 of the freedom. Never faster than maxSpeed within a shot; constant where the action stays put. */
export function planPath(
  samples: ActionSample[],
  { framesPerSecond, deadZone = 0.12, maxSpeed = 0.5 }: PathOptions,
): { x: number; y: number }[] {
  const path: { x: number; y: number }[] = [];
  for (let start = 0; start < samples.length;) {
    let end = start + 1;
    while (end < samples.length && !samples[end]!.cut) end++;
    const shot = samples.slice(start, end);
    const xs = shotPath(shot, (s) => s.x, framesPerSecond, deadZone, maxSpeed);
    const ys = shotPath(shot, (s) => s.y, framesPerSecond, deadZone, maxSpeed);
    for (let i = 0; i < shot.length; i++) path.push({ x: xs[i]!, y: ys[i]! });
    start = end;
  }
  return path;
}

function shotPath(shot: ActionSample[], of: (sample: ActionSample) => number, fps: number, deadZone: number, maxSpeed: number): number[] {
  const target = steadyTarget(shot, of, fps);
  // The camera knows the whole shot: it starts where the first second's action is.
  const stand = goals(target, deadZone, Math.round(fps * 0.4));
  return glide(stand, maxSpeed / fps, Math.round(fps * 0.35));
}

/** The weighted mean of about a second around each frame; where nothing happens, the mean of the shot; nothing at all, the middle. */
function steadyTarget(shot: ActionSample[], of: (sample: ActionSample) => number, fps: number): number[] {
  const reach = Math.max(1, Math.round(fps * 0.5));
  const sums = new Float64Array(shot.length + 1);
  const weights = new Float64Array(shot.length + 1);
  shot.forEach((sample, i) => {
    sums[i + 1] = sums[i]! + sample.weight * of(sample);
    weights[i + 1] = weights[i]! + sample.weight;
  });
  const total = weights[shot.length]!;
  const overall = total > 1e-6 ? sums[shot.length]! / total : 0.5;
  // A pull towards the shot's mean, as strong as a faint movement, keeps single specks from leading the frame.
  const pull = 0.02 * (2 * reach + 1);
  return shot.map((_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(shot.length, i + reach + 1);
    const weight = weights[to]! - weights[from]! + pull;
    return (sums[to]! - sums[from]! + overall * pull) / weight;
  });
}

/** Piecewise constant goals: a new one only when the target has been out of the dead zone for `patience` frames. */
function goals(target: number[], deadZone: number, patience: number): number[] {
  const mean = (from: number, to: number): number => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += target[i]!;
    return sum / Math.max(1, to - from);
  };
  let goal = target.length === 0 ? 0.5 : mean(0, Math.min(target.length, patience * 2 + 1));
  let outside = 0;
  const stand: number[] = [];
  for (let i = 0; i < target.length; i++) {
    outside = Math.abs(target[i]! - goal) > deadZone ? outside + 1 : 0;
    if (outside > patience) {
      goal = mean(Math.max(0, i - 2), Math.min(target.length, i + patience + 1));
      // The move began when the action left, not when it had been gone for long enough to believe it.
      for (let back = Math.max(0, i - patience); back < i; back++) stand[back] = goal;
      outside = 0;
    }
    stand.push(goal);
  }
  return stand;
}

/** Moves towards the goals at a limited speed, eased by averaging over `ease` frames on both sides. */
function glide(stand: number[], step: number, ease: number): number[] {
  const raw: number[] = [];
  let at = stand[0] ?? 0.5;
  for (const goal of stand) {
    at += Math.max(-step, Math.min(step, goal - at));
    raw.push(at);
  }
  const sums = new Float64Array(raw.length + 1);
  raw.forEach((value, i) => (sums[i + 1] = sums[i]! + value));
  return raw.map((_, i) => {
    // The window shrinks towards the ends alike on both sides, so that the first and last positions hold.
    const reach = Math.min(ease, i, raw.length - 1 - i);
    return Math.min(1, Math.max(0, (sums[i + reach + 1]! - sums[i - reach]!) / (2 * reach + 1)));
  });
}
