/** Where values stand on a line: by their logarithm where all are positive and far apart, straight elsewhere. */
export type Axis = { at(value: number): number; ticks: number[]; log: boolean };

const niceSteps = [1, 2, 5];

/** Steps of 1, 2 and 5 times powers of ten within two values. */
function decades(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
    for (const step of niceSteps) {
      const tick = Number((step * 10 ** power).toPrecision(6));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  const whole = ticks.filter(
    (tick) => Number.isInteger(Math.log10(tick)) || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9,
  );
  return ticks.length > 6 && whole.length > 1 ? whole : ticks;
}

function even(low: number, high: number): number[] {
  const raw = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (niceSteps.find((each) => each * power >= raw) ?? 10);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) ticks.push(Number(tick.toPrecision(6)));
  return ticks;
}

/** An axis over values, with room at both ends; positions are 0 to 1. */
export function axisOf(values: readonly number[]): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const log = least > 0 && most / least > 1.5;
  if (log) {
    const room = Math.max(0.08, (Math.log10(most) - Math.log10(least)) * 0.12);
    const [from, to] = [Math.log10(least) - room, Math.log10(most) + room];
    return { log, at: (value) => (Math.log10(Math.max(value, 1e-12)) - from) / (to - from), ticks: decades(10 ** from, 10 ** to) };
  }
  // Values that all but agree are drawn as if a hundredth apart: steps below what a number can tell would never come to an end.
  const room = (Math.max(most - least, Math.abs(most) / 100, Math.abs(least) / 100) || 1) * 0.15;
  const [from, to] = [least - room, most + room];
  return { log, at: (value) => (value - from) / (to - from), ticks: even(from, to) };
}
