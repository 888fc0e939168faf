/** The words of claims: metrics, statuses and measures. Safe in a browser; the types and rules that use them stand in claim.ts and metrics.ts. */

/** The reviewed taxonomy of what figures of this industry are of. */
export const metricIds = [
  'market_size',
  'revenue',
  'box_office',
  'consumption',
  'users',
  'paying_users',
  'internet_users',
  'population',
  'mau',
  'dau',
  'penetration',
  'usage_time',
  'downloads',
  'views',
  'ad_spend',
  'ad_materials',
  'companies',
  'practitioners',
  'titles',
  'filings',
  'episodes',
  'apps',
  'production_cost',
  'price',
  'arpu',
  'paying_rate',
  'market_share',
  'rank',
  'subsidy',
  'fund_size',
  'investment',
  'tax_relief',
  'shooting_bases',
  'project_days',
  'other',
] as const;
export type MetricId = (typeof metricIds)[number];

export const statuses = ['actual', 'estimate', 'forecast', 'target', 'policy'] as const;
export type Status = (typeof statuses)[number];

/**
 * What the value is of its metric. `change` is growth over a base period as a share (29.3 % is 0.293; a fall is negative); `multiple`
 * is new over old (“grew to 13 times”); `cagr` a yearly rate over a span; `share` a part of a whole; `rank` a place in an order;
 * `cap` and `threshold` belong to policies.
 */
export const measures = ['level', 'change', 'cagr', 'multiple', 'share', 'rank', 'cap', 'threshold'] as const;
export type Measure = (typeof measures)[number];
