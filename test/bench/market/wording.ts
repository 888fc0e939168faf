/**
 * From a template and facts to a sentence whose figures are marked. In a template `{a}` is the figure a as it is; `{a~over:more than $}`
 * the figure with a bound (`$` all of it, `#` its number, `%` its scale, `^` its unit); `{=city}` a word; `{?60 episodes}` a figure that
 * may be told or left out; `{!数千部|metric=titles|low=1000|unit=titles}` a figure with its truth beside it.
 */
import type { Bound, Unit } from '../../../src/modules/intelligence/quantities/quantity.ts';
import type { Random } from './random.ts';
import type { Fact, Language, Mark, Said, Split, TruthClaim } from './truth.ts';

export type Slots = { facts: Record<string, Fact>; words: Record<string, string> };
export type Manner = { language: Language; split: Split; random: Random };

const trim = (value: number): string => String(Number(value.toPrecision(12)));
const grouped = (value: number): string => trim(value).replace(/^(\d+)(?=\.|$)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));

const zhUnits: Partial<Record<Unit, string>> = {
  people: '人',
  companies: '家',
  titles: '部',
  episodes: '集',
  materials: '组',
  apps: '款',
  views: '次',
  downloads: '次',
  minutes: '分钟',
  days: '天',
  places: '个',
  orders: '单',
};
const currencies: Record<string, { zh: string; before: readonly string[]; after: readonly string[] }> = {
  CNY: { zh: '元', before: ['RMB ', 'CNY '], after: [' yuan', ' yuan', ' yuan', ' RMB'] },
  USD: { zh: '美元', before: ['$', 'US$'], after: [' US dollars'] },
};

/** A figure's parts as a text has them: number, scale, unit, and how they are put together. */
type Parts = { before: string; number: (value: number) => string; scale: string; unit: string };

function partsOf(fact: Fact, { language, split, random }: Manner): Parts {
  const largest = Math.abs(typeof fact.value === 'number' ? fact.value : fact.value[1]);
  if (fact.unit === 'share')
    return {
      before: '',
      number: (value) => trim(Math.abs(value) * 100),
      scale: '',
      unit: language === 'zh' ? '%' : random.pick(['%', '%', split === 'dev' ? ' percent' : ' per cent']),
    };
  if (fact.unit === 'points')
    return {
      before: '',
      number: (value) => trim(Math.abs(value) * 100),
      scale: '',
      unit: language === 'zh' ? '个百分点' : ' percentage points',
    };
  if (fact.unit === 'rank')
    return language === 'zh'
      ? { before: '第', number: (value) => '零一二三四五六七八九'[value]!, scale: '', unit: '' }
      : { before: '', number: (value) => ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][value]!, scale: '', unit: '' };
  if (fact.unit === 'times') return { before: '', number: trim, scale: '', unit: language === 'zh' ? '倍' : ' times' };
  if (language === 'zh') {
    // 20,141 is written 20141集: nobody writes 2.0141万.
    const odd = largest < 1e6 && largest % 100 !== 0;
    const [power, word] = largest >= 1e8 ? [1e8, '亿'] : largest >= 1e4 && !odd ? [1e4, '万'] : [1, ''];
    const unit = fact.unit === 'money' ? (fact.currency === null ? '' : currencies[fact.currency]!.zh) : (zhUnits[fact.unit] ?? '');
    const space = fact.unit === 'money' && random() < 0.12 ? ' ' : '';
    const tail = fact.currency === 'CNY' && random() < 0.08 ? '人民币' : '';
    return { before: '', number: (value) => trim(value / power), scale: `${space}${word}`, unit: unit + tail };
  }
  const short = split === 'heldout' && random() < 0.25;
  const spelled = (power: number): string => (power === 1e9 ? (short ? 'bn' : ' billion') : short ? 'm' : ' million');
  const power = largest >= 1e9 ? 1e9 : largest >= 1e6 ? 1e6 : 1;
  const number = (value: number): string => (power === 1 ? grouped(value) : trim(value / power));
  const scale = power === 1 ? '' : spelled(power);
  if (fact.unit !== 'money' || fact.currency === null)
    return { before: '', number, scale, unit: fact.unit === 'minutes' ? ' minutes' : '' };
  const names = currencies[fact.currency]!;
  const before = fact.currency === 'USD' ? random() < 0.8 : random() < 0.3;
  if (before) {
    const sign = random.pick(names.before);
    return { before: short && sign.endsWith(' ') ? sign.trim() : sign, number, scale, unit: '' };
  }
  return { before: '', number, scale, unit: random.pick(names.after) };
}

/** What a bound lets a writer say of a value: over is rounded down, nearly up. Values of one or two digits stay as they are. */
function shownFor(value: number, bound: Bound, unit: Unit): number {
  if (bound === 'exact' || bound === 'range') return value;
  const size = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const scaled = Number((value / size).toPrecision(12));
  if (Number.isInteger(scaled)) return value;
  if (unit === 'times') return Math.floor(value);
  const rounded =
    bound === 'over' || bound === 'at_least' ? Math.floor(scaled) : bound === 'about' ? Math.round(scaled) : Math.ceil(scaled);
  return Number((rounded * size).toPrecision(12));
}

/** Low and high by a bound, as the conventions have it. */
function boundsOf(value: number, bound: Bound): { low: number | null; high: number | null } {
  if (bound === 'over' || bound === 'at_least') return { low: value, high: null };
  if (bound === 'nearly' || bound === 'under' || bound === 'at_most') return { low: null, high: value };
  return { low: value, high: value };
}

const exactly = (value: number): number => Number(value.toPrecision(12));

function wordFigure(fact: Fact, bound: Bound, pattern: string, phenomenon: string, manner: Manner): { text: string; claim: TruthClaim } {
  const { value, ...rest } = fact;
  const parts = partsOf(fact, manner);
  const bare = (number: string): string => `${parts.before}${number}${parts.scale}${parts.unit}`;
  if (typeof value !== 'number') {
    const [low, high] = value;
    const joints = manner.language === 'zh' ? ['-', '—', '至', '~'] : manner.split === 'dev' ? ['-', ' to ', '–'] : ['–', ' to ', '-'];
    // “From 200,000 to 300,000 to 400,000” can be read in two ways.
    const joint = manner.random.pick(phenomenon === 'cost' ? joints.filter((each) => each !== ' to ') : joints);
    const lowText = manner.language === 'zh' && manner.random() < 0.3 ? `${parts.number(low)}${parts.scale}` : parts.number(low);
    const text = pattern.replace('$', `${parts.before}${lowText}${joint}${parts.number(high)}${parts.scale}${parts.unit}`);
    return { text, claim: { ...rest, low, high, bound: 'range', phenomenon } };
  }
  const shown = shownFor(value, bound, fact.unit);
  const number = parts.number(shown);
  const text = pattern.replace('$', bare(number)).replace('#', number).replace('%%', parts.scale.trim()).replace('^', parts.unit);
  const signed = exactly(value < 0 ? -Math.abs(shown) : shown);
  return { text, claim: { ...rest, ...boundsOf(signed, bound), bound, phenomenon } };
}

const blank: Fact = {
  metric: 'other',
  measure: 'level',
  unit: 'count',
  currency: null,
  value: 0,
  period: null,
  basePeriod: null,
  region: 'China',
  entity: null,
  status: 'actual',
  statusAsWorded: 'actual',
};

/** `数千部|metric=titles|low=1000|unit=titles`: `both=` sets low and high, `status=` both statuses. */
export function literalOf(
  body: string,
  phenomenon: string,
  words: Readonly<Record<string, string>> = {},
): { text: string; claim: TruthClaim } {
  const [text, ...pairs] = body.split('|');
  const { value: _, ...rest } = blank;
  const claim: TruthClaim = { ...rest, region: words['region'] ?? 'China', low: null, high: null, bound: 'exact', phenomenon };
  for (const pair of pairs) {
    const [key, raw = ''] = pair.split('=') as [string, string | undefined];
    const value = raw === 'null' ? null : raw;
    if (key === 'both') claim.low = claim.high = Number(value);
    else if (key === 'low' || key === 'high') claim[key] = value === null ? null : Number(value);
    else if (key === 'status') claim.status = claim.statusAsWorded = value as TruthClaim['status'];
    else if (key === 'worded') claim.statusAsWorded = value as TruthClaim['status'];
    else if (key === 'base') claim.basePeriod = value;
    else Object.assign(claim, { [key]: key === 'period' && value && words[value] ? words[value] : value });
  }
  return { text: text!, claim };
}

/** A sentence from its template. */
export function say(template: string, phenomenon: string, slots: Slots, manner: Manner): Said {
  let text = '';
  const marks: Mark[] = [];
  let at = 0;
  const mark = (piece: string, claim: TruthClaim | null): void => {
    // A bound of zero width or white space at the edge is no part of the figure.
    marks.push({ start: text.length, end: text.length + piece.length, claim });
    text += piece;
  };
  for (const found of template.matchAll(/\{([^{}]*)\}/g)) {
    text += template.slice(at, found.index);
    at = found.index + found[0].length;
    const body = found[1]!;
    if (body.startsWith('=')) {
      const word = slots.words[body.slice(1)];
      if (word === undefined) throw new Error(`no word “${body}” in ${phenomenon}: ${template}`);
      text += word;
    } else if (body.startsWith('?')) mark(body.slice(1), null);
    else if (body.startsWith('!')) {
      const { text: piece, claim } = literalOf(body.slice(1), phenomenon, slots.words);
      mark(piece, claim);
    } else {
      const [, name, bound, pattern] = /^(\w+)(?:~(\w+):(.*))?$/.exec(body) ?? [];
      const fact = name === undefined ? undefined : slots.facts[name];
      if (!fact) throw new Error(`no figure “${body}” in ${phenomenon}: ${template}`);
      const { text: piece, claim } = wordFigure(fact, (bound ?? 'exact') as Bound, pattern ?? '$', phenomenon, manner);
      mark(piece, claim);
    }
  }
  text += template.slice(at);
  if (manner.language === 'en') text = text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return { text, marks };
}
