/** What a question asks for: of which metric, where, of whom, when, and whether a number, a place or a reason is wanted. */
import type { MetricId } from '../claims/metrics.ts';
import { findEntities } from '../claims/entities.ts';
import { regionWords } from '../claims/regions.ts';
import type { Quantity } from '../quantities/quantity.ts';
import { readQuantities, readTimes } from '../quantities/read.ts';
import { aliasesIn, foldWords } from '../searching/aliases.ts';

export type Asked = {
  language: 'zh' | 'en';
  /** Metrics that its words name, the likeliest first; empty where it names none. */
  metrics: readonly MetricId[];
  /** It wants a number. */
  figure: boolean;
  /** It wants to know which place. */
  place: boolean;
  /** It asks for growth and not for a level. */
  growth: boolean;
  /** It asks for a part of a whole and not for how many. */
  share: boolean;
  /** It asks for what was forecast or aimed at. */
  outlook: boolean;
  periods: readonly string[];
  /** Numbers in the question, e.g. of “who says it was 505亿?”. */
  values: readonly Quantity[];
  /** Places by their canonical names; China, where nothing else is meant, among them. */
  regions: readonly string[];
  /** What narrows it, by canonical names: platforms, kinds, companies. */
  narrowed: readonly string[];
  /** All alias groups that it names, once each; those of one stretch of text together. */
  concepts: readonly (readonly string[])[];
  /** What is left: English words in the singular, Chinese runs of two and more characters. */
  words: readonly string[];
};

/** In what stands everywhere nothing is found: they neither make a passage fit nor unfit. */
export const ubiquitous: ReadonlySet<string> = new Set(['micro_drama', 'china', 'market']);

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
  market_share: ['market_share', 'penetration'],
  rank: ['rank'],
  subsidy: ['subsidy'],
  fund: ['fund_size'],
  investment: ['investment', 'fund_size'],
  tax_relief: ['tax_relief'],
  shooting_bases: ['shooting_bases'],
  episodes: ['episodes'],
};

const stopWords = new Set(
  foldWords(
    'a an the of in on at by for to from with and or is are was were be been being do does did done how many much what which who whom whose when where why ' +
      'will would can could should may might has have had it its this that these those there as into than then about over under between during ' +
      'large big long high size number amount total figure figures say says said tell told me us we our you your they them their please give gives given ' +
      'get gets got expect become became reach reached reaching year month half first second quarter according any some all each per most more so far now ' +
      'current currently latest today recent recently claim claims report source sources know known think thought come came make made ' +
      'industry sector drama dramas mean means show shows find exist exists happen happened happening go going take takes one end people person ' +
      'january february march april june july august september october november december value worth city cities region regions place province provinces ' +
      'percentage percent proportion ratio watch watching use used using raise raised affect affects face facing drive driving help cause want wants need needs ' +
      'kind kinds sort type types offer offers provide provides',
  ).split(' '),
);
const stopRuns =
  /多少钱|有多少|是多少|达到多少|多少|几个|几家|几部|几亿|哪些|哪个|哪家|哪一|哪座|哪里|哪儿|什么时候|什么|怎么样|怎样|怎么|如何|为什么|为何|是否|有没有|请问|告诉我|介绍|一下|关于|目前|现在|最新|最近|今年|去年|明年|年底|年末|上半年|下半年|截至|达到|达|到了|会有|将会|能够|可以|应该|根据|来源|数据|数字|情况|报告|谁说|谁|说法|说|行业|产业|城市|地区|地方|省份|省|给了|给|提供|有多大|多大|多高|多长|大概|总共|一共|全部|我们|你们|他们|这个|那个|以及|并且|还有|或者|因为|所以|主要|比例|比重|百分之|占|哪|几|吗|呢|吧|啊|的|了|是|在|有|和|与|及|对|为|由|从|向|把|被|也|都|就|还|又|年|月|日|个|家|部|其|中|里|上|下|会|能|做|请/g;

/** Reads a question of at most 1,000 characters or so. Never throws. */
export function readQuestion(question: string): Asked {
  const language = /[\u3400-\u9fff]/.test(question) ? 'zh' : 'en';
  const times = readTimes(question, { publishedOn: null });
  const values = readQuantities(question).filter(({ start, end }) => !times.some((time) => time.start < end && start < time.end));
  const plain = blank(question, [...times, ...values]);
  const folded = foldWords(plain);
  const hits = aliasesIn(folded);
  const concepts = uniqueGroups(hits.map(({ groups }) => groups));
  const named = new Set(concepts.flat());
  // Names of the gazetteer and the vocabulary are asked for as such, in either language, and not as words once more.
  const nameless = foldWords(blank(plain, [...regionWords.find(plain), ...findEntities(plain).filter(({ value }) => !value.weak)]));
  const words = leftover(blank(nameless, aliasesIn(nameless)));
  const figure =
    /how (?:many|much|big|large|long|high|fast)|what (?:is|was|were|are|will be) the (?:\w+ ){0,3}(?:number|size|value|amount|share|rate|scale|average|total|cost)|多少|几(?:个|家|部|亿|万|成)|多大|多高|多长|规模|占比|比例|比重|百分之几|percentage|proportion/i.test(
      question,
    );
  const growth = named.has('growth');
  const share =
    !growth && /占[^，。]{0,12}(?:比|多少|几)|比例|比重|占比|百分之几|percent|proportion|\bshare of\b|what share/i.test(question);
  const metrics = [...new Set(hits.flatMap(({ groups }) => groups.flatMap((group) => metricOf[group] ?? [])))];
  if (metrics.length === 0 && named.has('market') && (figure || growth)) metrics.push('market_size');
  // Users as a part of those who could be are the penetration.
  if (share && (metrics.includes('users') || metrics.includes('internet_users'))) metrics.unshift('penetration');
  return {
    language,
    metrics: [...new Set(metrics)],
    share,
    figure: figure || (metrics.length > 0 && times.length > 0),
    place:
      /\b(?:which|what|where)\b.{0,24}\b(?:cit(?:y|ies)|regions?|provinces?|places?|district|governments?)\b|\bwhere\b|哪(?:些|个|座|几个|里|儿)?(?:城市|地区|地方|省|市|区)|哪里|哪儿|何地/i.test(
        question,
      ),
    growth,
    outlook: named.has('forecast') || named.has('target'),
    periods: [...new Set(times.map(({ period }) => period))],
    values,
    regions: placesIn(plain),
    narrowed: subjectsIn(plain),
    concepts,
    words,
  };
}

/** The places that a text names, by canonical names; words like “national” only where no other place is named. */
export function placesIn(text: string): string[] {
  const found = regionWords.find(text).map(({ value }) => value);
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
  const latin = (folded.match(/[a-z][a-z0-9'&.]*[a-z0-9]|[a-z]/g) ?? []).filter((word) => word.length > 1 && !stopWords.has(word));
  const chinese = (folded.replaceAll(stopRuns, ' ').match(/[\u3400-\u9fff]{2,}/g) ?? []).map((run) => run.slice(0, 12));
  return [...new Set([...latin, ...chinese])].slice(0, 24);
}
