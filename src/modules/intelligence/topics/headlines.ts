/** The figures that a topic is headed by: of each metric the latest, and how far sources agree on it. */
import { regionMeant } from '../claims/regions.ts';
import { agree } from '../asking/values.ts';
import { monthsOf } from '../asking/periods.ts';
import type { CitationKey } from '../citations/contract.ts';
import type { Claim } from '../claims/claim.ts';
import type { MetricId } from '../claims/metrics.ts';

export type TopicClaim = Pick<
  Claim,
  'metric' | 'measure' | 'low' | 'high' | 'bound' | 'step' | 'unit' | 'currency' | 'period' | 'basePeriod' | 'region' | 'entity' | 'status'
> & { key: CitationKey; familyId: string };
export type Headline = { claim: TopicClaim; sources: number; others: number };

/** In the order in which people ask; metrics that are not here are no headlines. */
const order: readonly MetricId[] = [
  'market_size',
  'users',
  'penetration',
  'revenue',
  'box_office',
  'mau',
  'dau',
  'usage_time',
  'titles',
  'companies',
  'practitioners',
  'production_cost',
  'ad_spend',
  'ad_materials',
  'downloads',
  'filings',
  'fund_size',
  'subsidy',
];
const most = 10;

/**
 * One figure a metric: of the whole industry before parts, actual before expected, the latest period; of several values the one that most
 * sources say. `others` are the values beside it that cannot be the same.
 */
export function headlines(claims: readonly TopicClaim[]): Headline[] {
  const byMetric = Map.groupBy(
    claims.filter(({ measure, unit }) => ['level', 'share', 'cap'].includes(measure) && unit !== 'rank'),
    ({ metric }) => metric,
  );
  return order.flatMap((metric) => headlineOf(byMetric.get(metric) ?? [])).slice(0, most);
}

function headlineOf(claims: readonly TopicClaim[]): Headline[] {
  const whole = claims.filter(({ entity, region }) => entity === null && (region === null || region === 'China'));
  const wide = whole.length > 0 ? whole : claims;
  const settled = wide.filter(({ status }) => status === 'actual' || status === 'estimate' || status === 'policy');
  const meant = settled.length > 0 ? settled : wide;
  const until = ({ period }: TopicClaim): number => (period === null ? 0 : (monthsOf(period)?.until ?? 0));
  const newest = Math.max(...meant.map(until));
  const latest = meant.filter((claim) => until(claim) === newest);
  const ranked = latest
    .map((claim) => ({
      claim,
      sources: new Set(latest.filter((other) => sameThing(claim, other) && agree(claim, other)).map(({ familyId }) => familyId)).size,
    }))
    .toSorted((a, b) => b.sources - a.sources || exactness(b.claim) - exactness(a.claim));
  const first = ranked[0];
  if (!first) return [];
  const others: TopicClaim[] = [];
  for (const other of latest.filter((claim) => sameThing(first.claim, claim)))
    if (![first.claim, ...others].some((known) => agree(known, other))) others.push(other);
  return [{ ...first, others: others.length }];
}

function sameThing(a: TopicClaim, b: TopicClaim): boolean {
  return (
    a.measure === b.measure && a.unit === b.unit && a.entity === b.entity && regionMeant(a) === regionMeant(b) && a.period === b.period
  );
}

/** An exact value heads before a bounded one, a fine one before a rounded. */
function exactness({ bound, step, low, high }: TopicClaim): number {
  return (bound === 'exact' ? 1 : 0) + 1 / (1 + Math.abs(step) / Math.max(1, Math.abs(low ?? high ?? 1)));
}
