/** What a share is a part of. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import { lastClause } from './measures.ts';
import type { MetricId } from './metrics.ts';
import type { Scene } from './scene.ts';

const wholes: readonly (readonly [RegExp, MetricId, MetricId])[] = [
  [
    /网民|互联网用户|网络用户|internet users?|netizens?|people online|users online|online population|internet population/i,
    'penetration',
    'internet_users',
  ],
  [/总人口|全国人口|人口总数|population/i, 'penetration', 'population'],
];
const parts: readonly (readonly [RegExp, MetricId])[] = [
  [/市场份额|市占率|market share|of the (?:\w+ ){0,3}market/i, 'market_size'],
  [/总?收入|营收|revenues?|income/i, 'revenue'],
  [/市场规模|market size|市场|行业|产业|\bmarket\b|\bindustry\b|\bsector\b/i, 'market_size'],
  [/时长|watch time|viewing time|usage time|time spent/i, 'usage_time'],
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
  const own = /^\s*of (?:whom|which|them)/i.test(after) ? before.slice(-60) : lastClause(before);
  // “62 % of the 1.123 billion people online”: the whole may be a figure itself.
  const reach = /^\s*of\s+(?:[\w’']+\s+){0,4}$/i.test(after) ? scene.text.slice(quantity.end, quantity.end + 70) : after.slice(0, 60);
  const near = own + '\n' + reach.split(/[，；;。]|,\s/)[0]!;
  for (const [pattern, named, of] of wholes) if (pattern.test(near)) return { metric: named, of };
  if (
    (metric === 'users' || metric === 'paying_users' || metric === null) &&
    /付费|\bpa(?:y|id|ying)\b(?! content| micro| short| drama)/i.test(near) &&
    /用户|观众|users?|viewers?|audience|people/i.test(near)
  ) {
    return { metric: 'paying_rate', of: 'users' };
  }
  if (metric === 'internet_users') return { metric: 'penetration', of: 'internet_users' };
  if (metric === 'penetration' || metric === 'paying_rate' || metric === 'market_share' || metric === 'subsidy' || metric === 'tax_relief')
    return null;
  const subject = partBefore(scene, quantity);
  const behind = /^\s*(?:of|的)\s*([^，；;。,]{0,40})/i.exec(after)?.[1] ?? '';
  for (const [pattern, of] of parts)
    if (behind !== '' && pattern.test(behind))
      return { metric: subject ?? (of === 'market_size' && metric === null ? 'market_share' : of), of };
  const lead = /占(?:据)?([^，；;。]{0,16})$/.exec(before)?.[1] ?? '';
  for (const [pattern, of] of parts) if (lead !== '' && pattern.test(lead)) return { metric: subject ?? of, of };
  return metric === null ? { metric: 'market_share', of: null } : { metric, of: null };
}

/** What is the part, by the words in front of the verb: 投流成本占总收入的80%, “advertising accounts for 80 % of revenue”. */
function partBefore(scene: Scene, quantity: Quantity): MetricId | null {
  const verbs = [
    ...scene.text
      .slice(0, quantity.start)
      .matchAll(
        /占|account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|mak(?:e|es|ing) up|made up|constitut\w+|compris\w+|contribut\w+|ate up|eats? up|tak(?:e|es|ing) up|took up|absorb\w*|swallow\w*/gi,
      ),
  ];
  const verb = verbs.at(-1);
  if (!verb || quantity.start - verb.index > 40) return null;
  const word = scene.metrics.findLast(({ end, value }) => end <= verb.index && !value.weak);
  if (!word || verb.index - word.end > 12 || /[，,；;]/.test(scene.text.slice(word.end, verb.index))) return null;
  return word.value.metric;
}
