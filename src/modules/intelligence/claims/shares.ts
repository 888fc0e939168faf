/** What a share is a part of. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import type { MetricId } from './metrics.ts';
import type { Scene } from './scene.ts';

const wholes: readonly (readonly [RegExp, MetricId, MetricId])[] = [
  [/网民|互联网用户|网络用户|internet users?|netizens?|online population|internet population/i, 'penetration', 'internet_users'],
  [/总人口|全国人口|人口总数|population/i, 'penetration', 'population'],
];
const parts: readonly (readonly [RegExp, MetricId])[] = [
  [/市场份额|市占率|market share|of the (?:\w+ ){0,3}market/i, 'market_size'],
  [/总?收入|营收|revenues?|income/i, 'revenue'],
  [/市场规模|market size/i, 'market_size'],
  [/用户|users|audience|viewers/i, 'users'],
  [/部数|总量|作品|剧目|上线|titles|dramas|releases|productions|works/i, 'titles'],
  [/成本|cost|budget/i, 'production_cost'],
  [/下载|downloads/i, 'downloads'],
  [/企业|公司|companies/i, 'companies'],
];

/** The whole that a share is of, and the metric that this makes it; null for what is no share of a whole. */
export function wholeOf(
  scene: Scene,
  quantity: Quantity,
  measure: Measure,
  metric: MetricId | null,
  before: string,
  after: string,
): { metric: MetricId; of: string | null } | null {
  if (measure !== 'share' || quantity.unit !== 'share') return null;
  const near = before.slice(-60) + '\n' + after.slice(0, 60).split(/[，；;。]|,\s/)[0]!;
  for (const [pattern, named, of] of wholes) if (pattern.test(near)) return { metric: named, of };
  if (metric === 'penetration' || metric === 'paying_rate' || metric === 'market_share' || metric === 'subsidy' || metric === 'tax_relief')
    return null;
  const behind = /^\s*(?:of|的)\s*([^，；;。,]{0,40})/i.exec(after)?.[1] ?? '';
  for (const [pattern, of] of parts)
    if (behind !== '' && pattern.test(behind)) return { metric: of === 'market_size' && metric === null ? 'market_share' : of, of };
  const lead = /占(?:据)?([^，；;。]{0,16})$/.exec(before)?.[1] ?? '';
  for (const [pattern, of] of parts) if (lead !== '' && pattern.test(lead)) return { metric: of, of };
  return metric === null ? { metric: 'market_share', of: null } : { metric, of: null };
}
