/**
 * Answers made of what documents say, without a model. Figures are looked for among claims first, prose after; what fits nothing is not
 * answered. Every sentence stands in its passage as it is, but for the one that says that sources disagree, whose numbers are quotes.
 */
import type { Claim } from '../claims/claim.ts';
import type { MetricId } from '../claims/metrics.ts';
import { liesIn } from '../claims/regions.ts';
import type { Quantity, Unit } from '../quantities/quantity.ts';
import { foldWords } from '../searching/aliases.ts';
import { passagesOf, rank, stem, type AnswerDocument, type Passage, type Ranking } from './passages.ts';
import { monthsOf, periodFits } from './periods.ts';
import { placesIn, readQuestion, ubiquitous, type Asked } from './question.ts';
import { agree } from './values.ts';

export type { AnswerDocument } from './passages.ts';

/** A stretch of a paragraph: the document by its place in what was given, UTF-16 units of the paragraph's text. */
export type AnswerCitation = { document: number; paragraph: number; start: number; end: number };
export type AnswerSentence = { text: string; citations: AnswerCitation[] };
export type ExtractedAnswer = { sentences: AnswerSentence[] };

const mostSentences = 6;
/** Below this much of what is asked for, a passage is about something else. */
const leastCoverage = 0.55;
/** Less of its own words than this, and a figure is of something else. */
const leastWording = 0.34;

/**
 * Answers a question from documents: one to six sentences, the best first, each with the passages that bear it; none when nothing fits.
 * `limit` is how many sentences at most. Pure.
 */
export function answerFrom(question: string, documents: readonly AnswerDocument[], options: { limit?: number } = {}): ExtractedAnswer {
  const asked = readQuestion(question.slice(0, 1000));
  const open = asked.outlook && asked.periods.length > 0;
  if (!open && asked.concepts.length + asked.words.length + asked.values.length === 0) return { sentences: [] };
  const passages = passagesOf(documents);
  const ranking = rank(asked, passages);
  const limit = Math.min(options.limit ?? mostSentences, mostSentences);
  const families = documents.map(({ familyId }, at) => familyId ?? `#${at}`);
  const figures = figuresFor(asked, documents, passages, ranking);
  if (figures.length > 0) return { sentences: speakFigures(asked, figures, documents, families, limit) };
  return { sentences: proseFor(asked, documents, passages, ranking, families, limit) };
}

/** The passages that bear most on a question, the best first: what a model is shown. */
export function passagesFor(question: string, documents: readonly AnswerDocument[], most: number): Passage[] {
  const asked = readQuestion(question.slice(0, 1000));
  const passages = passagesOf(documents);
  const ranking = rank(asked, passages);
  const scored = passages.map((passage) => {
    const answers = passage.claims.some((claim) => tierOf(asked, claim, passage) !== null);
    return { passage, fits: answers || ranking.coverage(passage) >= 0.25, score: ranking.score(passage) + (answers ? 4 : 0) };
  });
  const chosen: Passage[] = [];
  for (const { passage } of scored.filter(({ fits }) => fits).toSorted((a, b) => b.score - a.score)) {
    if (chosen.length >= most) break;
    if (!chosen.some((other) => nearCopy(other, passage))) chosen.push(passage);
  }
  return chosen;
}

type Figure = { passage: Passage; claim: Claim; score: number; tier: number };

/** Claims that answer what is asked, the best tier alone: the right metric, place, subject and period. */
function figuresFor(asked: Asked, documents: readonly AnswerDocument[], passages: readonly Passage[], ranking: Ranking): Figure[] {
  const open = asked.outlook && (asked.periods.length > 0 || asked.regions.length > 0 || asked.place);
  const grown = asked.growth && asked.figure && (asked.narrowed.length > 0 || asked.regions.length > 0);
  if (asked.reason || (asked.metrics.length === 0 && asked.values.length === 0 && !open && !grown)) return [];
  const found: Figure[] = [];
  for (const passage of passages) {
    if (passage.claims.length === 0 || ranking.wording(passage) < leastWording) continue;
    for (const claim of passage.claims) {
      const tier = tierOf(asked, claim, passage);
      if (tier === null) continue;
      if (asked.metrics.includes('other') && ranking.coverage(passage) < leastCoverage) continue;
      found.push({
        passage,
        claim,
        tier: tier + ranking.coverage(passage) * 0.4,
        score: ranking.score(passage) + recency(claim, documents[passage.document]!),
      });
    }
  }
  const best = Math.max(...found.map(({ tier }) => tier));
  const kept = asked.place ? found : found.filter(({ tier }) => tier > best - 0.5);
  return kept.toSorted((a, b) => b.tier - a.tier || b.score - a.score);
}

/** How well a claim answers, null for not at all. */
function tierOf(asked: Asked, claim: Claim, passage: Passage): number | null {
  const metric = metricTier(asked, claim);
  const region = regionTier(asked, claim, passage);
  const subject = subjectTier(asked, claim, passage);
  const period = periodTier(asked, claim);
  if (metric === null || region === null || subject === null || period === null) return null;
  if (asked.values.length > 0 && !asked.values.some((value) => sameValue(value, claim))) return null;
  const outlook = asked.outlook === ['forecast', 'target', 'policy'].includes(claim.statusAsWorded) ? 0.4 : 0;
  return metric + region + subject + period + (asked.outlook ? outlook * 2 : 0);
}

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
  return asked.metrics.length > 1 && at > 0 ? 2 : 3;
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
  if (regions.length === 0) return home ? 1 : asked.regions.includes('China') ? null : 0;
  if (claim.region !== null) return regions.includes(claim.region) ? 1 : null;
  return regions.some((place) => names(passage, `@${place}`)) ? 0.75 : null;
}

/** What is everywhere answers no question for a place. */
const wide: ReadonlySet<string> = new Set(['Overseas', 'Global']);

/** Places within a country that a sentence names. */
function placesWithin(passage: Passage): string[] {
  return placesIn(passage.text).filter((place) => liesIn(place, 'China') && place !== 'China');
}

function subjectTier(asked: Asked, claim: Claim, passage: Passage): number | null {
  const narrowed = asked.narrowed.filter((name) => !asked.regions.includes('Overseas') || !name.startsWith('overseas'));
  if (narrowed.length === 0) return claim.entity === null ? 1 : asked.words.some((word) => foldWords(claim.entity!).includes(word)) ? 1 : 0;
  if (claim.entity !== null) return narrowed.includes(claim.entity) ? 1 : null;
  return narrowed.every((name) => names(passage, `#${name}`)) ? 0.5 : null;
}

function names(passage: Passage, feature: string): boolean {
  return passage.own.has(feature) || passage.context.has(feature);
}

function periodTier(asked: Asked, claim: Claim): number | null {
  if (asked.periods.length === 0) return 0;
  const fits = Math.max(...asked.periods.map((period) => periodFits(period, claim.period)));
  return fits === 0 ? null : fits;
}

/** Newer figures first where no period was asked for: a hundredth a month, below what words weigh. */
function recency(claim: Claim, { document }: AnswerDocument): number {
  const months = monthsOf(claim.period ?? document.publishedAt?.slice(0, 7) ?? '');
  return months === null ? 0 : (months.until - 24_000) / 100;
}

/** One sentence a figure, copies of a story once, others that agree once more, those that disagree all, and that they do. */
function speakFigures(
  asked: Asked,
  figures: readonly Figure[],
  documents: readonly AnswerDocument[],
  families: readonly string[],
  limit: number,
): AnswerSentence[] {
  if (asked.place) return speakPlaces(figures, limit);
  const chosen: Figure[] = [];
  const latest = asked.periods.length === 0 ? latestOf(asked, figures, documents) : figures;
  for (const figure of latest) {
    if (chosen.length >= limit - 1) break;
    if (chosen.some(({ passage }) => same(passage, figure.passage))) continue;
    const alike = chosen.filter(({ claim }) => comparable(claim, figure.claim) && agree(claim, figure.claim));
    if (alike.some(({ passage }) => families[passage.document] === families[figure.passage.document])) continue;
    if (alike.length >= 2 || alike.some(({ passage }) => nearCopy(passage, figure.passage))) continue;
    chosen.push(figure);
  }
  const sentences = chosen.map(({ passage }) => sentenceOf(passage));
  const [first] = chosen;
  const other = chosen.find(({ claim }) => first !== undefined && comparable(first.claim, claim) && !agree(first.claim, claim));
  if (first && other) sentences.push(disagreement(asked.language, first, other));
  return sentences;
}

/**
 * The figures of the newest year alone; what is expected or aimed at, or of a time after its own publication, only where that is asked
 * for or where there is nothing else.
 */
function latestOf(asked: Asked, figures: readonly Figure[], documents: readonly AnswerDocument[]): readonly Figure[] {
  const until = ({ claim, passage }: Figure): number =>
    monthsOf(claim.period ?? documents[passage.document]!.document.publishedAt?.slice(0, 7) ?? '')?.until ?? 0;
  const published = ({ passage }: Figure): number =>
    monthsOf(documents[passage.document]!.document.publishedAt?.slice(0, 4) ?? '')?.until ?? Infinity;
  const settled = figures.filter((figure) => !['forecast', 'target'].includes(figure.claim.status) && until(figure) <= published(figure));
  const meant = asked.outlook || settled.length === 0 ? figures : settled;
  const newest = Math.max(...meant.map(until));
  return meant.filter((figure) => until(figure) > newest - 12);
}

/** One sentence a place. */
function speakPlaces(figures: readonly Figure[], limit: number): AnswerSentence[] {
  const seen = new Set<string>();
  const sentences: AnswerSentence[] = [];
  for (const { passage, claim } of figures) {
    const places = claim.region === null ? placesWithin(passage) : [claim.region, ...placesWithin(passage)];
    if (places.every((place) => seen.has(place)) || sentences.length >= limit) continue;
    for (const place of places) seen.add(place);
    const sentence = sentenceOf(passage);
    if (!sentences.some(({ text }) => text === sentence.text)) sentences.push(sentence);
  }
  return sentences;
}

/** Whether two claims are of the same thing, so that they can disagree. */
function comparable(a: Claim, b: Claim): boolean {
  return (
    a.metric === b.metric &&
    a.measure === b.measure &&
    a.unit === b.unit &&
    (a.region ?? 'China') === (b.region ?? 'China') &&
    a.entity === b.entity &&
    a.period === b.period
  );
}

function disagreement(language: 'zh' | 'en', a: Figure, b: Figure): AnswerSentence {
  const [first, second] = [a.claim.quote, b.claim.quote];
  const text =
    language === 'zh'
      ? `各来源的数字不一致：“${first}”与“${second}”。`
      : `The sources disagree on this figure: “${first}” and “${second}”.`;
  return { text, citations: [citationOf(a.passage), citationOf(b.passage)] };
}

/** Sentences that speak of what is asked, for questions that no claim answers. */
function proseFor(
  asked: Asked,
  documents: readonly AnswerDocument[],
  passages: readonly Passage[],
  ranking: Ranking,
  families: readonly string[],
  limit: number,
): AnswerSentence[] {
  const telling = asked.concepts.some((groups) => groups.some((group) => !ubiquitous.has(group))) || asked.words.length > 0;
  const ranked = passages
    .filter((passage) => fitsProse(asked, passage, documents) && ranking.coverage(passage) >= leastCoverage)
    .filter((passage) => ranking.wording(passage) >= leastCoverage - 0.15 && (!telling || tells(asked, passage)))
    .map((passage) => ({ passage, score: ranking.score(passage) * (0.5 + ranking.coverage(passage) / 2) }))
    .toSorted((a, b) => b.score - a.score);
  const chosen: Passage[] = [];
  for (const { passage, score } of ranked) {
    if (chosen.length >= Math.min(limit, asked.place ? limit : 4) || score < ranked[0]!.score * 0.6) break;
    if (chosen.some((other) => nearCopy(other, passage))) continue;
    if (chosen.some((other) => families[other.document] === families[passage.document] && other.document !== passage.document)) continue;
    chosen.push(passage);
  }
  return chosen.map(sentenceOf);
}

/** A passage answers in prose only if it has the place, the time and, where a number is wanted, a number. */
function fitsProse(asked: Asked, passage: Passage, documents: readonly AnswerDocument[]): boolean {
  if (asked.regions.some((region) => region !== 'China' && !names(passage, `@${region}`))) return false;
  if (asked.narrowed.some((name) => !names(passage, `#${name}`))) return false;
  if (asked.place && placesWithin(passage).length === 0) return false;
  if (!asked.figure && (passage.row || passage.text.split(' ').length + (passage.language === 'zh' ? passage.text.length / 2 : 0) < 5))
    return false;
  if (asked.figure && !/\d|[一二三四五六七八九十百千万亿两]{2,}/.test(passage.text)) return false;
  // A figure that the grammar knows the metric of was looked for among claims; other sentences with numbers are about other things.
  if (asked.figure && !asked.place && asked.metrics.length > 0 && passage.claims.some(({ metric }) => metric !== 'other')) return false;
  if (asked.periods.length === 0) return true;
  const published = documents[passage.document]!.document.publishedAt;
  return asked.periods.some((period) => passage.text.includes(period.slice(0, 4)) || (published?.startsWith(period.slice(0, 4)) ?? false));
}

/** Whether the sentence itself, not the heading alone, holds something of what makes the question this one. */
function tells(asked: Asked, passage: Passage): boolean {
  const groups = asked.concepts.filter((all) => all.some((group) => !ubiquitous.has(group))).flat();
  if (groups.some((group) => passage.own.has(`=${group}`))) return true;
  const own = foldWords(passage.text);
  return asked.words.some((word) => passage.own.has(stem(word)) || own.includes(word));
}

function same(a: Passage, b: Passage): boolean {
  return a.document === b.document && a.paragraph === b.paragraph && a.start === b.start;
}

/** Whether two sentences say the same in nearly the same words: four fifths of the fewer words are in both. */
function nearCopy(a: Passage, b: Passage): boolean {
  const [few, many] = a.own.size < b.own.size ? [a.own, b.own] : [b.own, a.own];
  let shared = 0;
  for (const feature of few) if (many.has(feature)) shared += 1;
  return shared >= few.size * 0.8;
}

function citationOf({ document, paragraph, start, end }: Passage): AnswerCitation {
  return { document, paragraph, start, end };
}
function sentenceOf(passage: Passage): AnswerSentence {
  return { text: passage.text, citations: [citationOf(passage)] };
}
