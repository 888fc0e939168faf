/**
 * Answers made of what documents say, without a model. Figures are looked for among claims first, prose after; what fits nothing is not
 * answered. Every sentence stands in its passage as it is, but for the one that says that sources disagree, whose numbers are quotes.
 */
import type { Claim } from '../claims/claim.ts';
import { aliasesIn, foldWords } from '../searching/aliases.ts';
import { isChinese, passagesOf, rank, stem, type AnswerDocument, type Passage, type Ranking } from './passages.ts';
import { monthsOf } from './periods.ts';
import { readQuestion, type Asked } from './question.ts';
import { names, placesWithin, tierOf } from './tiers.ts';
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

/** What is compared, where a question names more than one place, subject or time: each of them is answered. */
function sidesOf(asked: Asked): string[] {
  const sides = [
    asked.regions.filter((region) => region !== 'China').map((region) => `@${region}`),
    asked.narrowed.map((name) => `#${name}`),
    asked.periods.map((period) => `=${period}`),
  ];
  return sides.find((side) => side.length > 1) ?? [];
}

/** A sentence that holds all that is compared comes first; a row of a table, which says less by itself, comes behind sentences. */
function completeness(asked: Asked, passage: Passage): number {
  const held = sidesOf(asked).filter((side) => passage.claims.some((claim) => isOf(side, { claim, passage }))).length;
  return Math.max(0, held - 1) * 0.3 - (passage.row ? 0.2 : 0);
}

function isOf(side: string, { claim, passage }: Pick<Figure, 'claim' | 'passage'>): boolean {
  if (side.startsWith('=')) return claim.period === side.slice(1);
  const own = side.startsWith('@') ? claim.region : claim.entity;
  return own === null ? names(passage, side) : own === side.slice(1);
}

/** Whether a sentence speaks of what the question says happened; where nothing happened in it, any does. */
function happens(asked: Asked, passage: Passage): boolean {
  if (asked.topics.includes('ai') && !passage.own.has('=ai') && !passage.context.has('=ai')) return false;
  return asked.acts.length === 0 || asked.acts.some((act) => passage.own.has(`=${act}`));
}

type Figure = { passage: Passage; claim: Claim; score: number; tier: number; order: number };

/** Claims that answer what is asked, the best tier alone: the right metric, place, subject and period. */
function figuresFor(asked: Asked, documents: readonly AnswerDocument[], passages: readonly Passage[], ranking: Ranking): Figure[] {
  const open = asked.outlook && (asked.periods.length > 0 || asked.regions.length > 0 || asked.place);
  const grown =
    asked.growth && (asked.figure || asked.place || asked.top) && (asked.place || asked.narrowed.length > 0 || asked.regions.length > 0);
  if (asked.reason || asked.cause || (asked.when && asked.values.length === 0)) return [];
  if (asked.metrics.length === 0 && asked.values.length === 0 && !open && !grown) return [];
  const found: Figure[] = [];
  for (const passage of passages) {
    if (passage.claims.length === 0 || ranking.wording(passage) < leastWording || !happens(asked, passage)) continue;
    for (const claim of passage.claims) {
      const tier = tierOf(asked, claim, passage);
      if (tier === null) continue;
      if (asked.metrics.includes('other') && ranking.coverage(passage) < leastCoverage) continue;
      found.push({
        passage,
        claim,
        tier: tier + ranking.coverage(passage) * 0.4,
        order: tier + ranking.coverage(passage) * 0.4 + completeness(asked, passage),
        score: ranking.score(passage) + recency(claim, documents[passage.document]!),
      });
    }
  }
  const compared = (figure: Figure): string => sidesOf(asked).find((side) => isOf(side, figure)) ?? '';
  const best = new Map<string, number>();
  for (const figure of found) best.set(compared(figure), Math.max(best.get(compared(figure)) ?? 0, figure.tier));
  const kept = asked.place ? found : found.filter((figure) => figure.tier > best.get(compared(figure))! - 0.5);
  return kept.toSorted((a, b) => b.order - a.order || b.score - a.score);
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
    (a.currency === null || b.currency === null || a.currency === b.currency) &&
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
  const telling = asked.topics.length > 0 || asked.words.length > 0;
  const ranked = passages
    .filter((passage) => fitsProse(asked, passage, documents) && ranking.coverage(passage) >= leastCoverage)
    .filter((passage) => ranking.wording(passage) >= leastCoverage - 0.15 && (!telling || tells(asked, passage)))
    .map((passage) => ({
      passage,
      score: ranking.score(passage) * (0.5 + ranking.coverage(passage) / 2) * (isNarrower(asked, passage) ? 0.8 : 1),
    }))
    .toSorted((a, b) => b.score - a.score);
  const chosen: Passage[] = [];
  const most = ranked[0] === undefined ? 0 : ranking.coverage(ranked[0].passage);
  for (const { passage, score } of ranked) {
    if (chosen.length >= Math.min(limit, asked.place ? limit : 4) || score < ranked[0]!.score * 0.6) break;
    if (ranking.coverage(passage) < most * 0.8) continue;
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
  if (!happens(asked, passage)) return false;
  if (asked.cause && (!causes.test(passage.text) || (asked.growth && !changes.test(passage.text)))) return false;
  if (asked.when && !dates.test(passage.text)) return false;
  if (asked.figure && !numbers.test(passage.text)) return false;
  if (asked.count && asked.metrics.length === 0 && !passage.row && !counted(asked, passage)) return false;
  // A figure that the grammar knows the metric of was looked for among claims; other sentences with numbers are about other things.
  if (
    asked.figure &&
    !asked.place &&
    asked.metrics.length > 0 &&
    asked.acts.length === 0 &&
    passage.claims.some(({ metric }) => metric !== 'other')
  )
    return false;
  if (asked.periods.length === 0) return true;
  const published = documents[passage.document]!.document.publishedAt;
  return asked.periods.some((period) => passage.text.includes(period.slice(0, 4)) || (published?.startsWith(period.slice(0, 4)) ?? false));
}

const numbers =
  /\d|[一二三四五六七八九十百千万亿两]{2,}|[一二两三四五六七八九]成|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|half|third|quarter)s?\b/i;
const dates =
  /\d{4}|\d{1,2}月|\d{1,2}日|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b|\d+ (?:days|months|years)|[一二三四五六七八九十两\d]+(?:年|个月|天)/;
const changes =
  /\b(?:ris\w+|rose|increas\w*|gr[eo]w\w*|surg\w+|f[ae]ll\w*|declin\w*|drop\w*|slow\w*)\b|[上提]升|上涨|增|下降|下滑|减|回落/i;
const causes =
  /\b(?:because|since|due to|owing to|thanks to|driv\w+|reasons?|leads?|leading|caus\w+|results?|resonat\w+|allow\w*|enabl\w+|align\w*|attract\w*|so that|therefore|as they|as it)\b|因为|因此|由于|得益|源于|推动|带动|导致|使得|主要系|之所以|归因|受.{0,10}影响/i;

/** Whether a number stands next to what is counted: “60 scenes”, “剧组1,846个”. */
function counted(asked: Asked, passage: Passage): boolean {
  const folded = foldWords(passage.text);
  const hits = aliasesIn(folded).filter(({ groups }) => groups.some((group) => asked.topics.includes(group)));
  const spans = hits.map(({ start, end }) => ({ start, end }));
  for (const word of asked.words) {
    const parts = isChinese(word) ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)) : [stem(word)];
    for (const part of parts)
      for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) spans.push({ start: at, end: at + part.length });
  }
  return spans.some(
    ({ start, end }) =>
      /\d\+?\s(?:(?:hundred|thousand|million|billion)\s)?(?:[a-z']+\s){0,1}$|[\d一二三四五六七八九十百千万亿两余多][部家个款座名位集条][^，。；]{0,6}$/.test(
        folded.slice(Math.max(0, start - 40), start),
      ) || /^[^，。；\d]{0,6}[\d.,]+[余多]?[万亿]?[余多]?[部家个款座名位集条组]/.test(folded.slice(end, end + 20)),
  );
}

/** Whether a sentence is of something that the question does not name: of AI dramas where dramas are asked for. */
function isNarrower(asked: Asked, passage: Passage): boolean {
  return asked.narrowed.length === 0 && [...passage.own].some((feature) => feature.startsWith('#'));
}

/** Whether the sentence itself, not the heading alone, holds something of what makes the question this one, and more than its names. */
function tells(asked: Asked, passage: Passage): boolean {
  if (asked.topics.some((group) => passage.own.has(`=${group}`))) return true;
  const own = foldWords(passage.text);
  return asked.words.some((word) => passage.own.has(stem(word)) || own.includes(word) || halfHeld(word, passage));
}

/** Half of the pairs of a Chinese run: 听涛影业 of 听涛影业上榜. */
function halfHeld(word: string, passage: Passage): boolean {
  if (!isChinese(word)) return false;
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  return pairs.filter((pair) => passage.own.has(pair)).length * 2 >= pairs.length;
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
