/** Which fields of a claim are right. What a text leaves open may be told or left out: the country, when the whole industry is meant. */
import type { Read } from './score.ts';
import type { PlacedClaim } from './truth.ts';

export type FieldName =
  | 'value'
  | 'unit'
  | 'period'
  | 'status'
  | 'bound'
  | 'currency'
  | 'metric'
  | 'measure'
  | 'region'
  | 'entity'
  | 'basePeriod'
  | 'statusAsWorded';

const words = (name: string): string[] =>
  name
    .toLowerCase()
    .match(/[\p{L}\d]+/gu)
    ?.filter((word) => word !== 'micro' && word !== 'dramas' && word !== 'titles') ?? [];

function samePlace(read: string | null | undefined, truth: string | null): boolean {
  const ofAll = (name: string | null | undefined): boolean => !name || name === 'China';
  return read === truth || (ofAll(read) && ofAll(truth));
}

export function fieldsOf(read: Read, truth: PlacedClaim, value: boolean): Record<FieldName, boolean> {
  const periods = truth.alsoPeriod === undefined ? [truth.period] : [truth.period, truth.alsoPeriod];
  const entities = words(truth.entity ?? '');
  return {
    value,
    unit: read.unit === truth.unit,
    period: periods.includes(read.period ?? null),
    // A first contribution is paid or planned as one reads it.
    status:
      read.status === truth.status || (truth.entity === 'first contribution' && (read.status === 'target' || read.status === 'policy')),
    bound: read.bound === truth.bound,
    currency: (read.currency ?? null) === truth.currency,
    metric: read.metric === truth.metric,
    measure: read.measure === truth.measure,
    region: samePlace(read.region, truth.region),
    entity: truth.entity === null ? !read.entity : words(read.entity ?? '').some((word) => entities.includes(word)),
    basePeriod: (read.basePeriod ?? null) === truth.basePeriod || truth.unit === 'points',
    statusAsWorded: read.statusAsWorded === truth.statusAsWorded,
  };
}
