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

/** What there are never hundreds of millions of. */
const few = new Set<Unit>(['titles', 'companies', 'apps', 'places', 'episodes', 'days', 'minutes']);

const farthest = 150;

/** Whether the metric can have such a value. Growth can be of any; a number without a noun takes the metric's own unit. */
function fits(metric: MetricId, quantity: Quantity, measure: Measure): boolean {
  if (metric === 'other' || metric === 'rank') return false;
  const { units, total } = taxonomy[metric];
  // Nobody made a hundred million titles: 微短剧迈入500亿时代 is of money.
  if (
    quantity.unit === 'count' &&
    few.has(units[0]!) &&
    (quantity.low ?? quantity.high ?? 0) >= (units[0] === 'apps' || units[0] === 'places' ? 1e6 : 1e7)
  )
    return false;
  if (measure === 'change' || measure === 'cagr' || measure === 'multiple') {
    if (quantity.unit === 'share' || quantity.unit === 'times' || quantity.unit === 'points')
      return metric !== 'subsidy' && metric !== 'tax_relief';
    return units.includes(quantity.unit) || (quantity.unit === 'count' && !units.includes('share'));
  }
  if (measure === 'rank') return metric !== 'subsidy';
  if (measure === 'share') return units.includes('share') || total !== 'each' || metric === 'production_cost';
  if (units.includes(quantity.unit)) return true;
  // 市场规模破500亿, 用户6.96亿: the noun is left out; a bare number of tens is not money.
  if (quantity.unit === 'count' && (quantity.unitWord === null || quantity.unitWord === '次')) {
    const value = quantity.low ?? quantity.high ?? 0;
    // “132 were produced in …” are no days.
    if (units[0] === 'days') return false;
    // “users over 50” tells an age.
    return value >= (units[0] === 'money' ? 1e4 : units[0] === 'people' ? 100 : units[0] === 'views' || units[0] === 'downloads' ? 1e4 : 0);
  }
  if (quantity.unit === 'people' && units[0] === 'views') return true;
  if (metric === 'apps' && quantity.unit === 'places') return /^(?:places|positions|spots|slots|seats)$/i.test(quantity.unitWord ?? '');
  return (
    quantity.unit === 'count' &&
    units[0] !== 'money' &&
    /^(?:个|次|人次|席|spots?|times|positions|slots|seats|places)$/i.test(quantity.unitWord ?? '')
  );
}

/** The best word of the sentence for the quantity; null where none fits. Lower is nearer. */
export function subjectOf(scene: Scene, quantity: Quantity, measure: Measure): Subject | null {
  let best: { subject: Subject; cost: number } | null = null;
  for (const word of scene.metrics) {
    if (!fits(word.value.metric, quantity, measure) || (word.value.metric !== 'rank' && isCompared(scene, word, quantity))) continue;
    const cost = costOf(scene, quantity, measure, word);
    if (cost === null || cost > farthest || (best && best.cost <= cost)) continue;
    best = { subject: { ...word.value, start: word.start, end: word.end }, cost };
  }
  return best?.subject ?? null;
}

function costOf(scene: Scene, quantity: Quantity, measure: Measure, word: Scene['metrics'][number]): number | null {
  const { text } = scene;
  const grows = measure === 'change' || measure === 'cagr' || measure === 'multiple';
  // Of “short dramas grew” it is not said that their number did.
  const verb = word.value.weak && word.value.metric === 'revenue' ? 8 : 0;
  const weak = verb + (word.value.weak ? (grows && (word.value.metric === 'titles' || word.value.metric === 'revenue') ? 200 : 24) : 0);
  // Inside: “696 million monthly active users”.
  if (word.start >= quantity.start && word.start < quantity.end) return -10 - (word.end - word.start) / 10 + weak;
  if (word.end <= quantity.start) {
    const gap = text.slice(word.end, quantity.start);
    const others = scene.quantities.filter(({ start, end }) => start >= word.end && end <= quantity.start);
    // Its value was given already; growth and shares of it may still follow.
    const taken = others.length * (measure === 'level' || measure === 'rank' ? 18 : 6);
    const counts = /\b(?:number|count|tally|total) of (?:[\w-]+ ){0,2}$/i.test(text.slice(0, word.start)) ? -30 : 0;
    return width(gap) + breaks(gap) * 8 + taken + weak + counts + (belongsToHead(scene, word) ? 40 : 0);
  }
  if (word.start >= quantity.end) {
    if (quantity.unit === 'count' && headOf(scene, quantity) === word) return -6;
    const gap = text.slice(quantity.end, word.start);
    if (scene.quantities.some(({ start }) => start >= quantity.end && start < word.start)) return null;
    if (
      /^\s*(?:的|之)?$/.test(gap) ||
      /^\s*(?:in|of|as|for|worth of|in total|in (?:total|annual|overall|combined|gross))\s+(?:its |their |the |total |annual |gross |net )*$/i.test(
        gap,
      )
    )
      return -4 + weak;
    if (breaks(gap) > 0) return scene.quantities[0] === quantity && !/[；;]/.test(gap) ? 90 + width(gap) * 0.2 + weak : null;
    // 10亿元的微短剧产业基金: what the whole phrase is about stands at its end.
    if (
      /^的[^，,；;。为是达]{1,12}$/.test(gap) &&
      !scene.metrics.some(
        (other) =>
          other.start >= word.end &&
          fits(other.value.metric, quantity, measure) &&
          /^[^，,；;。]{0,4}$/.test(text.slice(word.end, other.start)),
      )
    )
      return -3;
    return width(gap) * 1.5 + 10 + weak;
  }
  return null;
}

/** “downloads of short-drama apps”: what follows a preposition tells more of the word before it, which is the one that counts. */
function belongsToHead(scene: Scene, word: Scene['metrics'][number]): boolean {
  const lead = /\b(?:of|for|in|by|from|across|with)\s+(?:(?!and\b|or\b)[A-Za-z'’-]+\s+){0,5}$/i.exec(
    scene.text.slice(Math.max(0, word.start - 60), word.start),
  );
  if (!lead) return false;
  const at = word.start - lead[0].length;
  return scene.metrics.some((other) => other.end <= at && at - other.end <= 1);
}

/** “surpassing film box office revenues”, 超过电影票房: what the figure is compared with, unless it is the figure's own. */
function isCompared(scene: Scene, word: Scene['metrics'][number], quantity: Quantity): boolean {
  const lead = scene.text.slice(Math.max(0, word.start - 30), word.start);
  // “… overtook the film box office, which was 44.51 billion”: its own after all.
  if (word.end <= quantity.start && /^\s*(?:[,，]\s*which|[(（]|that\b)[^,，;；\d]{0,20}$/.test(scene.text.slice(word.end, quantity.start)))
    return false;
  const compared =
    /(?:surpass\w*|exceed\w*|overtak\w*|overtook|outpac\w*|outstripp?\w*|higher than|more than|larger than|bigger than|compared (?:with|to)|relative to|than|ahead of|beyond|rival\w*)\s+(?:[a-z’'-]+\s+){0,3}$|(?:超过|超越|高于|远超|反超|超出|赶超|直追|追平|媲美|堪比|相当于)(?:了|同期|全年|全国|国内|我国|中国|内地)*[^，,。；;\d]{0,6}$/i.exec(
      lead,
    );
  if (!compared) return false;
  const between = scene.text.slice(word.end, quantity.start);
  return quantity.start < word.end || /[，,；;]|\band\b|\d/.test(between);
}

/** The last metric of the noun phrase behind a bare number: “1-2 influential micro short drama industrial chain bases”. */
function headOf(scene: Scene, quantity: Quantity): Scene['metrics'][number] | null {
  if (scene.chinese) return null;
  const phrase =
    /^[\s-]*(?:(?!(?:of|in|to|for|from|by|with|and|or|that|which|at|on|as|is|are|was|were|will|who)\b)[A-Za-z’'-]+\s*){1,8}/.exec(
      scene.text.slice(quantity.end),
    )?.[0];
  if (!phrase) return null;
  const end = quantity.end + phrase.length;
  return (
    scene.metrics.findLast(
      (word) =>
        word.start >= quantity.end &&
        word.end <= end &&
        taxonomy[word.value.metric].units[0] !== 'money' &&
        taxonomy[word.value.metric].units[0] !== 'share',
    ) ?? null
  );
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
  if (metric === 'apps' && quantity.unit === 'places') return 'apps';
  if (
    quantity.unit !== 'count' ||
    own === undefined ||
    own === 'share' ||
    ((own === 'money' || own === 'minutes' || own === 'days') && /[个次家部]/.test(quantity.unitWord ?? ''))
  )
    return quantity.unit;
  return own;
}
