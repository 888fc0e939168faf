/** How well one claim of one sentence answers a question: its metric, place, subject and period, each by itself and all together. */
import type { Claim } from '../claims/claim.ts';
import type { MetricId } from '../claims/metrics.ts';
import { liesIn } from '../claims/regions.ts';
import type { Quantity, Unit } from '../quantities/quantity.ts';
import { foldWords } from '../searching/aliases.ts';
import type { Passage } from './passages.ts';
import { periodFits } from './periods.ts';
import { placesIn, type Asked } from './question.ts';

/** How well a claim answers, null for not at all. A difference of a half is one of kind, less is one of degree. */
export function tierOf(asked: Asked, claim: Claim, passage: Passage): number | null {
  const metric = metricTier(asked, claim);
  const region = regionTier(asked, claim, passage);
  const subject = subjectTier(asked, claim, passage);
  const period = periodTier(asked, claim);
  if (metric === null || region === null || subject === null || period === null) return null;
  if (asked.values.length > 0 && !asked.values.some((value) => sameValue(value, claim))) return null;
  const outlook = asked.outlook === ['forecast', 'target', 'policy'].includes(claim.statusAsWorded) ? 0.4 : 0;
  const first = asked.top && (claim.measure === 'rank' ? claim.low === 1 : leads.test(passage.text)) ? 1 : 0;
  const near = asked.values.some((value) => closely(value, claim)) ? 0.3 : 0;
  return metric + region + subject + period + first + near + (asked.outlook ? outlook * 2 : 0);
}

/** What a sentence says of whoever comes first. */
const leads = /\b(?:led|leads|leading|topped|first|No\. ?1|top|largest|biggest|most|quickest|fastest)\b|居首|第一|第1|领先|榜首|领跑|最/i;

/** Metrics of a whole: a part of it is no answer to how large it is. */
const wholes: ReadonlySet<MetricId> = new Set([
  'market_size',
  'users',
  'titles',
  'filings',
  'companies',
  'revenue',
  'mau',
  'dau',
  'internet_users',
]);

const growing: ReadonlySet<Claim['measure']> = new Set(['change', 'cagr', 'multiple']);

function metricTier(asked: Asked, claim: Claim): number | null {
  if (asked.metrics.length === 0) {
    if (asked.values.length > 0) return 1;
    // What is expected or aimed at, of whatever it is; growth, of whatever grows.
    if (asked.outlook) return ['forecast', 'target'].includes(claim.statusAsWorded) ? 1 : null;
    return growing.has(claim.measure) ? 1 : null;
  }
  const at = asked.metrics.indexOf(claim.metric);
  const given: readonly MetricId[] = ['subsidy', 'fund_size', 'tax_relief', 'investment'];
  if (at < 0) return asked.place && asked.metrics.some((metric) => given.includes(metric)) && given.includes(claim.metric) ? 1 : null;
  if (asked.growth) return growing.has(claim.measure) ? 3 : asked.periods.length > 0 ? null : 1;
  if (growing.has(claim.measure) || (asked.share && claim.unit !== 'share')) return null;
  if (!asked.share && claim.measure === 'share' && claim.metric === 'market_size') return null;
  // What is asked for as “other” is pay, which is money.
  if (asked.metrics.includes('other') && claim.unit !== 'money') return null;
  if (asked.bound === 'threshold' && claim.metric === 'subsidy' && claim.measure !== 'threshold') return null;
  if (asked.bound === 'cap' && claim.metric === 'subsidy' && claim.measure !== 'cap') return claim.measure === 'threshold' ? null : 2;
  if (!asked.share && claim.measure === 'share' && wholes.has(claim.metric)) return 1.5;
  return asked.metrics.length > 1 && at > 0 ? 2 : 3;
}

/** Whether the value is the one that is named to a rounding, not merely near it. */
function closely(asked: Pick<Quantity, 'low' | 'high'>, claim: Claim): boolean {
  const [first, second] = [asked.low ?? asked.high, claim.low ?? claim.high];
  return first !== null && second !== null && Math.abs(first - second) <= Math.abs(first) / 200;
}

/** The value that a question names, give or take a twentieth, or its numeral alone: 505 of 50.5 billion where somebody read another scale. */
function sameValue(asked: Pick<Quantity, 'low' | 'high' | 'unit'>, claim: Claim): boolean {
  const [first, second] = [asked.low ?? asked.high, claim.low ?? claim.high];
  const apart: readonly Unit[] = ['share', 'points', 'times', 'rank'];
  if (!first || !second || apart.includes(asked.unit) !== apart.includes(claim.unit)) return false;
  const digits = (value: number): string => String(value).replaceAll(/[.0]|e\+?\d+$/g, '');
  return Math.abs(first - second) <= Math.abs(first) / 20 || (digits(first).length > 2 && digits(first) === digits(second));
}

function regionTier(asked: Asked, claim: Claim, passage: Passage): number | null {
  const home = claim.region === null || claim.region === 'China';
  if (asked.place)
    return home
      ? placesWithin(passage).length > 0
        ? 0.5
        : null
      : wide.has(claim.region!)
        ? null
        : passage.own.has(`@${claim.region!}`)
          ? 1
          : 0.6;
  const regions = asked.regions.filter((region) => region !== 'China');
  // “The goal is …” below a heading that names a city is the city's, not the country's.
  if (regions.length === 0 && claim.region === null && isLocal(passage)) return 0.4;
  // Whoever comes first is somewhere.
  if (regions.length === 0 && asked.top) return home ? 1 : 0.9;
  if (regions.length === 0) return home ? 1 : asked.regions.includes('China') ? null : 0;
  // What part of overseas revenue a country brings is a figure of what is overseas.
  if (asked.share && claim.region !== null && wide.has(claim.region) && regions.some((place) => passage.own.has(`@${place}`))) return 0.6;
  if (claim.region !== null) return regions.includes(claim.region) ? 1 : null;
  return regions.some((place) => names(passage, `@${place}`)) ? 0.75 : null;
}

/** What is everywhere answers no question for a place. */
const wide: ReadonlySet<string> = new Set(['Overseas', 'Global']);

function isLocal(passage: Passage): boolean {
  const local = (feature: string): boolean => feature.startsWith('@') && feature !== '@China' && liesIn(feature.slice(1), 'China');
  return ![...passage.own].some((feature) => feature.startsWith('@')) && [...passage.context].some(local);
}

/** Places within a country that a sentence names. */
export function placesWithin(passage: Passage): string[] {
  return placesIn(passage.text).filter((place) => liesIn(place, 'China') && place !== 'China');
}

function subjectTier(asked: Asked, claim: Claim, passage: Passage): number | null {
  const narrowed = asked.narrowed.filter((name) => !asked.regions.includes('Overseas') || !name.startsWith('overseas'));
  if (narrowed.length === 0) return claim.entity === null ? 1 : asked.words.some((word) => foldWords(claim.entity!).includes(word)) ? 1 : 0;
  if (claim.entity !== null) return narrowed.some((name) => sameName(name, claim.entity!)) ? 1 : null;
  // A part of a whole is that of the one subject that its sentence names.
  const others = [...passage.own].some((other) => other.startsWith('#') && !narrowed.some((name) => sameName(`#${name}`, other)));
  if (asked.share && others) return null;
  return narrowed.every((name) => names(passage, `#${name}`)) ? 0.5 : null;
}

/** Whether a sentence, or what it stands under, names a place (`@Zhengzhou`) or a subject (`#Hongguo`). */
export function names(passage: Passage, feature: string): boolean {
  if (passage.own.has(feature) || passage.context.has(feature)) return true;
  if (!feature.startsWith('#')) return false;
  return [...passage.own, ...passage.context].some((other) => other.startsWith('#') && sameName(feature, other));
}

/** Lumen Reel is Lumen Reel Holdings; AI micro-dramas are not AI. */
function sameName(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    /^#?[A-Z]/.test(short) &&
    new RegExp(`^ (?:Holdings|Group|Limited|Ltd|Inc|Corp)`).test(long.slice(short.length)) &&
    long.startsWith(short)
  );
}

function periodTier(asked: Asked, claim: Claim): number | null {
  if (asked.periods.length === 0) return 0;
  const fits = Math.max(...asked.periods.map((period) => periodFits(period, claim.period)));
  return fits === 0 ? null : fits;
}
