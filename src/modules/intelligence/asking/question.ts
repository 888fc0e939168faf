/** What a question asks for: of which metric, where, of whom, when, and whether a number, a place or a reason is wanted. */
import type { MetricId } from '../claims/metrics.ts';
import { findEntities } from '../claims/entities.ts';
import { regionWords } from '../claims/regions.ts';
import type { Quantity } from '../quantities/quantity.ts';
import { readQuantities, readTimes } from '../quantities/read.ts';
import { aliasesIn, foldWords } from '../searching/aliases.ts';
import {
  boundMeant,
  idleEnds,
  idleRuns,
  idleWords,
  metricsMeant,
  wantsCause,
  wantsCount,
  wantsFigure,
  wantsGrowth,
  wantsOutlook,
  wantsPlace,
  wantsReason,
  wantsShare,
  wantsTop,
  wantsWhen,
} from './wanted.ts';

export type Asked = {
  language: 'zh' | 'en';
  /** Metrics that its words name, the likeliest first; empty where it names none. */
  metrics: readonly MetricId[];
  /** It wants a number. */
  figure: boolean;
  /** It wants to know which place. */
  place: boolean;
  /** It asks why or how to. */
  reason: boolean;
  /** It asks for growth and not for a level. */
  growth: boolean;
  /** It asks for a part of a whole and not for how many. */
  share: boolean;
  /** It asks for what was forecast or aimed at. */
  outlook: boolean;
  /** It asks why, and not how to. */
  cause: boolean;
  /** It asks for a day or a time. */
  when: boolean;
  /** It asks for whoever comes first. */
  top: boolean;
  /** It asks how many there are of something. */
  count: boolean;
  /** It asks for the most that a policy gives, or for what it takes to get it. */
  bound: 'cap' | 'threshold' | null;
  periods: readonly string[];
  /** Numbers in the question, e.g. of “who says it was 505亿?”. */
  values: readonly Quantity[];
  /** Places by their canonical names; China, where nothing else is meant, among them. */
  regions: readonly string[];
  /** What narrows it, by canonical names: platforms, kinds, companies. */
  narrowed: readonly string[];
  /** All alias groups that it names, once each; those of one stretch of text together. */
  concepts: readonly (readonly string[])[];
  /** Those of them that are no names of places, companies or kinds, nor stand everywhere. */
  topics: readonly string[];
  /** Those that say what happened: a count of what was taken down is no count of what was released. */
  acts: readonly string[];
  /** What is left: English words in the singular, Chinese runs of two and more characters. */
  words: readonly string[];
};

/** In what stands everywhere nothing is found: they neither make a passage fit nor unfit. */
export const ubiquitous: ReadonlySet<string> = new Set(['micro_drama', 'china', 'market']);

const actGroups: ReadonlySet<string> = new Set(['removed', 'closed', 'recouped', 'validity', 'deadline']);

/** Counts, which a question for money or time names only to say of what: what a series costs. */
const counts: ReadonlySet<MetricId> = new Set(['titles', 'filings', 'companies', 'episodes', 'practitioners']);
const amounts: ReadonlySet<MetricId> = new Set([
  'production_cost',
  'subsidy',
  'price',
  'ad_spend',
  'revenue',
  'fund_size',
  'investment',
  'arpu',
  'project_days',
  'paying_rate',
  'usage_time',
]);

const metricOf: Readonly<Record<string, readonly MetricId[]>> = {
  market_size: ['market_size'],
  revenue: ['revenue', 'box_office'],
  box_office: ['box_office'],
  users: ['users'],
  paying_users: ['paying_users'],
  internet_users: ['internet_users'],
  penetration: ['penetration'],
  mau: ['mau'],
  dau: ['dau'],
  usage_time: ['usage_time'],
  downloads: ['downloads'],
  views: ['views'],
  ad_spend: ['ad_spend'],
  ad_materials: ['ad_materials'],
  companies: ['companies'],
  practitioners: ['practitioners'],
  titles: ['titles', 'filings'],
  filings: ['filings', 'titles'],
  production_cost: ['production_cost'],
  price: ['price'],
  arpu: ['arpu'],
  paying_rate: ['paying_rate'],
  shooting_days: ['project_days'],
  market_share: ['market_share', 'penetration'],
  rank: ['rank'],
  subsidy: ['subsidy'],
  fund: ['fund_size'],
  investment: ['investment', 'fund_size'],
  tax_relief: ['tax_relief'],
  shooting_bases: ['shooting_bases'],
  episodes: ['episodes'],
};

const stopWords: ReadonlySet<string> = new Set(foldWords(idleWords).split(' '));

/** Reads a question of at most 1,000 characters or so. Never throws. */
export function readQuestion(question: string): Asked {
  const language = /[\u3400-\u9fff]/.test(question) ? 'zh' : 'en';
  // The “end 2023” of “spend 2023” is no time: a word is not begun in its middle.
  const times = readTimes(question, { publishedOn: null }).map((time) => {
    const inside = /[a-z]$/i.test(question.slice(0, time.start)) && /^[a-z]/i.test(question.slice(time.start));
    const numeral = question.slice(time.start, time.end).search(/\d/);
    return inside && numeral > 0 ? { ...time, start: time.start + numeral, period: /\d{4}/.exec(time.period)?.[0] ?? time.period } : time;
  });
  // “几天” asks for a number and has none.
  const values = readQuantities(question).filter(
    ({ start, end }) => !/^[几数多]/.test(question.slice(start, end)) && !times.some((time) => time.start < end && start < time.end),
  );
  const plain = blank(question, [...times, ...values]);
  const folded = foldWords(plain);
  const hits = aliasesIn(folded);
  const concepts = uniqueGroups(hits.map(({ groups }) => groups));
  const named = new Set(concepts.flat());
  // Names of the gazetteer and the vocabulary are asked for as such, in either language, and not as words once more.
  const nameless = foldWords(blank(plain, [...regionWords.find(plain), ...findEntities(plain).filter(({ value }) => !value.weak)]));
  const topical = aliasesIn(nameless);
  const words = leftover(blank(nameless, topical));
  const topics = topical.flatMap(({ groups }) => groups).filter((group) => !ubiquitous.has(group));
  const figure = wantsFigure.test(question);
  const growth = named.has('growth') || wantsGrowth.test(question);
  const share = !growth && wantsShare.test(question);
  const count = wantsCount.test(question);
  const when = wantsWhen.test(question);
  const bound = boundMeant(question);
  // Advertising that is spent on is a metric of its own; revenue from advertising is narrowed by it.
  const spending = hits.some(({ start, end, groups }) => end - start > 11 && groups.some((group) => group.startsWith('ad_')));
  const acts = [...named].filter((group) => actGroups.has(group));
  if (when && /截止|到期/.test(question)) acts.push('validity', 'deadline');
  let metrics = [...metricsMeant(question), ...hits.flatMap(({ groups }) => groups.flatMap((group) => metricOf[group] ?? []))];
  if (bound !== null && figure && metrics.every((metric) => counts.has(metric)) && aid.test(question)) metrics.unshift('subsidy');
  if (named.has('recouped')) metrics = metrics.filter((metric) => metric !== 'production_cost');
  if (!count && metrics.some((metric) => amounts.has(metric))) metrics = metrics.filter((metric) => !counts.has(metric));
  if (named.has('pay')) metrics.splice(0, metrics.length, 'other', 'price');
  if (metrics.length === 0 && named.has('market') && (figure || growth)) metrics.push('market_size');
  // Users as a part of those who could be are the penetration.
  if (share && (metrics.includes('users') || metrics.includes('internet_users'))) metrics.unshift('penetration');
  return {
    language,
    metrics: [...new Set(metrics)],
    share,
    figure: figure || (metrics.length > 0 && times.length > 0),
    place: wantsPlace.test(question),
    reason: wantsReason.test(question),
    cause: wantsCause.test(question),
    when,
    top: wantsTop.test(question),
    count,
    bound,
    growth,
    outlook: named.has('forecast') || named.has('target') || wantsOutlook.test(question),
    periods: [...new Set(times.map(({ period }) => period))],
    values,
    regions: nearest(placesIn(plain)),
    narrowed: subjectsIn(plain).filter((name) => name !== 'advertising' || !spending),
    concepts,
    topics: [...new Set(topics)],
    acts,
    words,
  };
}

/** Money that is given. */
const aid = /\b(?:support|money|aid|help|funding)\b|钱|资助|支持/i;

/** Of “the overseas revenue that the United States bring” the nearer place is asked for. */
function nearest(regions: readonly string[]): string[] {
  const near = regions.filter((region) => region !== 'Overseas' && region !== 'Global');
  return near.some((region) => region !== 'China') ? near : [...regions];
}

/** The places that a text names, by canonical names; words like “national” only where no other place is named. */
export function placesIn(text: string): string[] {
  // The US of US$ is no place.
  const found = regionWords.find(text.replaceAll(/\bUS(?=\$)/g, '  ')).map(({ value }) => value);
  const strong = found.filter(({ weak }) => !weak);
  return [...new Set((strong.length > 0 ? strong : found).map(({ region }) => region))];
}

/** What a text is narrowed to, by canonical names. */
export function subjectsIn(text: string): string[] {
  const found = findEntities(text).filter(({ value }) => !value.weak && value.entity.kind !== 'medium');
  return [...new Set(found.map(({ value }) => value.entity.name))];
}

function uniqueGroups(all: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(all.map((groups) => [groups.join(' '), groups])).values()];
}

/** Spaces in place of some stretches, so that the rest keeps its places. */
function blank(text: string, stretches: readonly { start: number; end: number }[]): string {
  let blanked = text;
  for (const { start, end } of stretches) blanked = blanked.slice(0, start) + ' '.repeat(end - start) + blanked.slice(end);
  return blanked;
}

function leftover(folded: string): string[] {
  const latin = (folded.match(/[a-z][a-z0-9'&.]*[a-z0-9]|[a-z]/g) ?? []).map((word) => word.replace(/'s$/, ''));
  const chinese = (folded.replaceAll(idleRuns, ' ').match(/[\u3400-\u9fff]+/g) ?? []).map((run) =>
    run.replaceAll(idleEnds, '').slice(0, 12),
  );
  return [
    ...new Set([...latin.filter((word) => word.length > 1 && !stopWords.has(word)), ...chinese.filter((run) => run.length > 1)]),
  ].slice(0, 24);
}
