/** A metric over time, made of figures: pure. */
import type { Figure, MarketSeries, SeriesPoint } from './contract.ts';
import { boundsOf } from '../quantities/times/period.ts';

type Drawn = Pick<MarketSeries, 'points' | 'vintages' | 'periods' | 'sources' | 'undated'>;
const expected = new Set<Figure['status']>(['forecast', 'target']);

/** What one number stands for where one is drawn: the value, the middle of a range, the bound of what is open. */
export function drawnValue({ low, high }: Pick<Figure, 'low' | 'high'>): number {
  return low !== null && high !== null ? (low + high) / 2 : (low ?? high ?? 0);
}

/** Points in the order of their periods, what was expected by who said it when, and what is claimed of each period. */
export function drawSeries(figures: readonly Figure[]): Drawn {
  const points: SeriesPoint[] = [];
  const undated: Figure[] = [];
  for (const figure of figures) {
    const bounds = figure.period === null ? null : boundsOf(figure.period);
    if (bounds) points.push({ ...figure, ...bounds, until: bounds.to, value: drawnValue(figure) });
    else undated.push(figure);
  }
  points.sort((a, b) => compare(a.until, b.until) || compare(a.from, b.from) || a.value - b.value);
  return {
    points,
    undated,
    vintages: vintagesOf(points),
    periods: periodsOf(points),
    sources: new Set(figures.map(({ familyId }) => familyId)).size,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What was expected, by document: copies of one story are one expectation. The latest last. */
function vintagesOf(points: readonly SeriesPoint[]): MarketSeries['vintages'] {
  const said = points.filter(({ status, publishedAt }) => expected.has(status) && publishedAt !== null);
  return [...Map.groupBy(said, ({ familyId }) => familyId).values()]
    .map((family) => {
      const first = family.toSorted((a, b) => compare(a.publishedAt!, b.publishedAt!))[0]!;
      const own = family.filter(({ documentId }) => documentId === first.documentId);
      return {
        publishedOn: first.publishedAt!.slice(0, 10),
        source: first.source,
        documentId: first.documentId,
        points: own.map(({ id }) => id),
      };
    })
    .toSorted((a, b) => compare(a.publishedOn, b.publishedOn));
}

function periodsOf(points: readonly SeriesPoint[]): MarketSeries['periods'] {
  return [...Map.groupBy(points, ({ period }) => period!)].map(([period, own]) => {
    const actual = own
      .filter(({ status, dispute }) => !expected.has(status) && (dispute === null || dispute.settled?.state === 'stands'))
      .map(({ value }) => value);
    return {
      period,
      actual: actual.length > 0 ? { low: Math.min(...actual), high: Math.max(...actual) } : null,
      figures: own.length,
      sources: new Set(own.map(({ familyId }) => familyId)).size,
    };
  });
}
