/** The words of quantities: bounds and units. Safe in a browser. */

/** How a value is bounded, as worded. `over` 5 has a low of 5 and no high; `nearly` 5 a high of 5 and no low; `about` has both alike. */
export const bounds = ['exact', 'about', 'over', 'at_least', 'nearly', 'under', 'at_most', 'range'] as const;
export type Bound = (typeof bounds)[number];

/** What is counted. `share` is of one (68.4 % is 0.684); `points` are percentage points, as 0.01 each; `times` a multiple. */
export const units = [
  'money',
  'share',
  'points',
  'times',
  'rank',
  'people',
  'companies',
  'titles',
  'episodes',
  'materials',
  'apps',
  'views',
  'downloads',
  'minutes',
  'days',
  'places',
  'orders',
  'count',
] as const;
export type Unit = (typeof units)[number];
