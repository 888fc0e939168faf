/** Which metric a quantity is of: the best of the words around it that its unit fits. */
import type { Quantity, Unit } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import type { MetricId } from './metrics.ts';
import type { Scene } from './scene.ts';
import { taxonomy } from './taxonomy.ts';

export type Subject = { metric: MetricId; weak: boolean; start: number; end: number };

/** What counted things are where no word says more. */
const ofUnit: Partial<Record<Unit, MetricId>> = {
  companies: 'companies',
  titles: 'titles',
  apps: 'apps',
  materials: 'ad_materials',
  downloads: 'downloads',
  views: 'views',
  episodes: 'episodes',
};

const farthest = 150;

/** Whether the metric can have such a value. Growth can be of any; a number without a noun takes the metric's own unit. */
function fits(metric: MetricId, quantity: Quantity, measure: Measure): boolean {
  if (metric === 'other' || metric === 'rank') return false;
  const { units, total } = taxonomy[metric];
  if (measure === 'change' || measure === 'cagr' || measure === 'multiple') {
    if (quantity.unit === 'share' || quantity.unit === 'times' || quantity.unit === 'points')
      return metric !== 'subsidy' && metric !== 'tax_relief';
    return units.includes(quantity.unit) || (quantity.unit === 'count' && !units.includes('share'));
  }
  if (measure === 'rank') return metric !== 'subsidy';
  if (measure === 'share') return units.includes('share') || total !== 'each' || metric === 'production_cost';
  if (units.includes(quantity.unit)) return true;
  // 市场规模破500亿, 用户6.96亿: the noun is left out; a bare number of tens is not money.
  if (quantity.unit === 'count' && (quantity.unitWord === null || quantity.unitWord === '次'))
    return quantity.scale >= 1e4 || units[0] !== 'money';
  if (quantity.unit === 'people' && units[0] === 'views') return true;
  return quantity.unit === 'count' && units[0] !== 'money' && /^(?:个|次|人次|spots?|times)$/.test(quantity.unitWord ?? '');
}

/** The best word of the sentence for the quantity; null where none fits. Lower is nearer. */
export function subjectOf(scene: Scene, quantity: Quantity, measure: Measure): Subject | null {
  let best: { subject: Subject; cost: number } | null = null;
  for (const word of scene.metrics) {
    if (!fits(word.value.metric, quantity, measure)) continue;
    const cost = costOf(scene, quantity, measure, word);
    if (cost === null || cost > farthest || (best && best.cost <= cost)) continue;
    best = { subject: { ...word.value, start: word.start, end: word.end }, cost };
  }
  return best?.subject ?? null;
}

function costOf(scene: Scene, quantity: Quantity, measure: Measure, word: Scene['metrics'][number]): number | null {
  const { text } = scene;
  const weak = word.value.weak ? 24 : 0;
  // Inside: “696 million monthly active users”.
  if (word.start >= quantity.start && word.end <= quantity.end) return -10 - (word.end - word.start) / 10 + weak;
  if (word.end <= quantity.start) {
    const gap = text.slice(word.end, quantity.start);
    const others = scene.quantities.filter(({ start, end }) => start >= word.end && end <= quantity.start);
    // Its value was given already; growth and shares of it may still follow.
    const taken = others.length * (measure === 'level' || measure === 'rank' ? 18 : 6);
    return width(gap) + breaks(gap) * 8 + taken + weak;
  }
  if (word.start >= quantity.end) {
    const gap = text.slice(quantity.end, word.start);
    if (scene.quantities.some(({ start }) => start >= quantity.end && start < word.start)) return null;
    if (
      /^\s*(?:的|之)?$/.test(gap) ||
      /^\s*(?:in|of|as|for|worth of|in total|in (?:total|annual|overall|combined|gross))\s+(?:its |their |the |total |annual |gross |net )*$/i.test(
        gap,
      )
    )
      return -4 + weak;
    if (breaks(gap) > 0) return null;
    return width(gap) * 1.5 + 10 + weak;
  }
  return null;
}

/** How far two words stand apart, in letters of Chinese; English letters are half as wide. */
function width(gap: string): number {
  let sum = 0;
  for (let at = 0; at < gap.length; at += 1) sum += gap.charCodeAt(at) > 0x2e80 ? 1 : 0.4;
  return sum;
}

function breaks(gap: string): number {
  return (
    (gap.match(/[，；;：]|,(?!\d)/g)?.length ?? 0) + (/[；;]/.test(gap) ? 2 : 0) + (/\bwhile\b|\bwhereas\b|\bbut\b|而|但/.test(gap) ? 1 : 0)
  );
}

/** The metric of counted things without a word for them. */
export function metricOfUnit(quantity: Quantity): MetricId | null {
  return ofUnit[quantity.unit] ?? null;
}

/** A unit that the metric implies: 市场规模破500亿 is money, 用户达6.96亿 people. */
export function unitFor(metric: MetricId, quantity: Quantity): Unit {
  const own = taxonomy[metric].units[0];
  if (quantity.unit !== 'count' || own === undefined || own === 'share') return quantity.unit;
  return own;
}
