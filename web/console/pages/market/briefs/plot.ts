/** A briefing's chart as places in a box: pure, and drawn as the exports draw it. */
import type { BriefPoint } from '../../../../../src/modules/intelligence/briefs/contract.ts';

export type PlotPoint = Pick<BriefPoint, 'period' | 'low' | 'high' | 'status'>;
/** Shares of the box's width from its start and of its height from its foot, 0 to 1. */
export type Plot<Point extends PlotPoint> = {
  periods: { period: string; x: number }[];
  dots: { point: Point; x: number; y: number }[];
  /** Through what is said to be so; where sources differ it goes through none of them. */
  line: { x: number; y: number }[];
  ticks: { value: number; y: number }[];
};

const isSaid = ({ status }: PlotPoint): boolean => status === 'actual' || status === 'estimate';
const valueOf = ({ low, high }: PlotPoint): number => (low !== null && high !== null ? (low + high) / 2 : (low ?? high ?? 0));
/** Beyond this ratio what is small would lie on the ground: the scale is one of powers. */
const mostOnOneScale = 50;

/** Where each value stands; `points` come in the order of their periods. */
export function plotOf<Point extends PlotPoint>(points: readonly Point[]): Plot<Point> {
  const periods = [...new Set(points.map(({ period }) => period))];
  const x = (period: string): number => (periods.indexOf(period) + 0.5) / Math.max(1, periods.length);
  const { at, ticks } = scaleOf(points.map(valueOf));
  const dots = points.map((point) => ({ point, x: x(point.period), y: at(valueOf(point)) }));
  const line = periods.flatMap((period) => {
    const own = dots.filter(({ point }) => point.period === period && isSaid(point));
    return own.length === 1 ? [{ x: own[0]!.x, y: own[0]!.y }] : [];
  });
  return {
    periods: periods.map((period) => ({ period, x: x(period) })),
    dots,
    line,
    ticks: ticks.map((value) => ({ value, y: at(value) })),
  };
}

function scaleOf(values: readonly number[]): { at: (value: number) => number; ticks: number[] } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least > 0 && most / least > mostOnOneScale) {
    const [from, to] = [Math.log10(least) - 0.2, Math.log10(most) + 0.1];
    const first = Math.ceil(from);
    const count = Math.floor(to) - first + 1;
    // No more than half a dozen powers are named, however far apart the values are.
    const every = Math.ceil(count / 6);
    const powers = Array.from({ length: Math.ceil(count / every) }, (_, index) => 10 ** (first + index * every));
    return { at: (value) => (Math.log10(value) - from) / (to - from), ticks: powers };
  }
  const from = Math.min(0, least);
  const to = most > from ? most + (most - from) * 0.1 : from + 1;
  const raw = (to - from) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((each) => each * power >= raw) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const ticks = Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(6)),
  );
  return { at: (value) => (value - from) / (to - from), ticks };
}
