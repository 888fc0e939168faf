/** Claims as the rules compare them: each with its place in time and space, its source, and what its value may be. */
import type { Claim } from '../../claims/claim.ts';
import { regionMeant } from '../../claims/regions.ts';
import { taxonomy } from '../../claims/taxonomy.ts';
import type { ReadDocument } from '../../reading/document.ts';
import type { ClaimRef } from '../finding.ts';
import { periodKey, spanOf, timeOf, yearOf, type Span } from './periods.ts';
import { yuanPer } from './rates.ts';
import {
  entityIn,
  isBeginning,
  isMisdated,
  isOwn,
  isTakenBack,
  mayBePart,
  namesMetric,
  notionOf,
  ofInternet,
  saysPeriod,
} from './scope.ts';
import { compare, scaled, valueOf, type Value } from './values.ts';

/** A document that is checked; those of one family count as one source. */
export type CheckedDocument = { document: ReadDocument; claims: readonly Claim[]; familyId?: string };

export type Fact = {
  ref: ClaimRef;
  claim: Claim;
  /** Syndicated copies and one's own repetitions of the same figure: not counted as sources. */
  copies: ClaimRef[];
  /** Names the family; derived of what the documents say, so that their order does not matter. */
  family: string;
  source: string | null;
  publishedOn: string | null;
  /** Where the country is left out, the industry's own. */
  region: string;
  /** What it is narrowed to; empty for all. What nobody is named for and is somebody's is its family's own, `@family`. */
  entity: string;
  /** Of money whose sentence says it once for several figures, theirs; else as the claim has it. */
  currency: string | null;
  value: Value;
  span: Span | null;
  time: number | null;
  year: number | null;
  /** The paragraph's text where the document has it. */
  text: string;
  /** What is measured, wherever and whenever: metric, measure, unit. */
  what: string;
  /** The whole that a share is of, else the notion of its metric that is meant; empty for the plain one. */
  aspect: string;
  /** The series: what, of whom and where. */
  series: string;
  /** The same thing at the same time; null where no time is said. */
  bucket: string | null;
  /** Whether it may be of a part that its words do not name: it is compared with nothing, only a part larger than the whole is off. */
  part: boolean;
  /**
   * Whether its own sentence names what it is of, and when: what was only taken from elsewhere is accused of nothing that a figure of
   * something else, or of another time, would explain as well.
   */
  named: boolean;
  dated: boolean;
  /** Its place in an order that does not depend on how the documents were given. */
  order: string;
};

/** What kind of number a unit is: a bare count is of the metric's own. */
function unitGroup({ unit, metric }: Claim): string {
  return unit === 'count' ? taxonomy[metric].units[0]! : unit;
}

/** Targets are compared among themselves: what is aimed at is nothing that was said to be. */
const classOf = (claim: Claim): string => (claim.status === 'target' ? 'target' : claim.status === 'policy' ? 'policy' : 'told');

function factOf(checked: CheckedDocument, family: string, document: number, index: number, known: Map<string, boolean>): Fact | null {
  const claim = checked.claims[index]!;
  const value = valueOf(claim);
  if (value === null) return null;
  const span = spanOf(claim.period);
  const region = regionMeant(claim);
  const what = [claim.metric, claim.measure, unitGroup(claim), classOf(claim)].join('|');
  const { document: read } = checked;
  const paragraph = read.paragraphs[claim.paragraph];
  const text = paragraph?.text ?? '';
  // A table says in its heads what its cells are of.
  const row = paragraph?.kind === 'row';
  const aspect = ofInternet(claim, text) ? 'online' : (claim.shareOf ?? notionOf(claim, text));
  const entity = entityIn(claim, text) ?? (isOwn(claim, text) ? `@${family}` : '');
  const series = [what, region, entity, aspect].join('|');
  const key = periodKey(claim.metric, claim.period);
  const loose =
    key === null || isBeginning(checked.claims, index, text) || isMisdated(checked.claims, index, text) || isTakenBack(text, read.title);
  const bucket = loose ? null : [series, key, claim.basePeriod ?? ''].join('|');
  return {
    ref: { document, claim: index },
    claim,
    copies: [],
    family,
    source: read.source,
    publishedOn: read.publishedAt?.slice(0, 10) ?? null,
    region,
    entity,
    currency: currencyOf(checked.claims, claim),
    value,
    span,
    time: span && timeOf(span),
    year: span && yearOf(span),
    text,
    what,
    aspect,
    series,
    bucket,
    part: mayBePart(index, checked, known),
    named: row || namesMetric(checked.claims, index, text),
    dated: row || saysPeriod(checked.claims, index, text),
    order: [family, read.publishedAt ?? '', read.source ?? '', read.title, String(claim.start).padStart(9, '0'), claim.metric].join(
      '\u0000',
    ),
  };
}

/** “37.39 billion yuan in 2023 and 50.44 billion in 2024”: money that is told in one breath is of one currency. */
function currencyOf(claims: readonly Claim[], claim: Claim): string | null {
  if (claim.currency !== null || claim.unit !== 'money') return claim.currency;
  const beside = claims.filter(
    (other) =>
      other.currency !== null &&
      other.metric === claim.metric &&
      other.measure === claim.measure &&
      other.paragraph === claim.paragraph &&
      other.sentenceStart === claim.sentenceStart,
  );
  return (beside.findLast(({ textStart }) => textStart <= claim.textStart) ?? beside[0])?.currency ?? null;
}

/** Names a document by what it says: copies of one text are one family, even where nobody told. */
function familyOf({ document, claims, familyId }: CheckedDocument): string {
  if (familyId !== undefined) return `f:${familyId}`;
  const said = claims.map(({ metric, low, high, period, region, entity }) => [metric, low, high, period, region, entity].join(','));
  return said.length < 3
    ? `d:${document.source ?? ''}|${document.title}|${document.publishedAt ?? ''}|${said.join(';')}`
    : `s:${said.join(';')}`;
}

/** All facts of documents in an order of their own; a figure that a family repeats is one fact with copies. */
export function factsOf(documents: readonly CheckedDocument[]): Fact[] {
  const all = documents.flatMap((checked, document) => {
    const family = familyOf(checked);
    const known = new Map<string, boolean>();
    return checked.claims.flatMap((_, index) => factOf(checked, family, document, index, known) ?? []);
  });
  all.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const kept = new Map<string, Fact>();
  for (const fact of all) {
    const { claim } = fact;
    const [low, high] = fact.value.written;
    const key = [
      fact.family,
      fact.series,
      claim.period,
      claim.basePeriod,
      fact.currency,
      low,
      high,
      claim.bound,
      claim.statusAsWorded,
    ].join('|');
    const first = kept.get(key);
    if (first) first.copies.push(fact.ref);
    else kept.set(key, fact);
  }
  muddle([...kept.values()]);
  return [...kept.values()];
}

/**
 * Two values of one thing in one sentence: nobody contradicts himself there, so something parts them that was not read. Neither is
 * compared with anything.
 */
function muddle(facts: readonly Fact[]): void {
  const sentences = Map.groupBy(
    facts.filter(({ bucket }) => bucket !== null),
    ({ ref, claim, bucket, what, region, entity }) =>
      [
        ref.document,
        claim.paragraph,
        claim.sentenceStart,
        // “… took 49 percent of the market and paid ones 51 percent”: the whole of the second is only left out.
        claim.measure === 'share' ? [what, region, entity, claim.period].join('|') : bucket,
      ].join('|'),
  );
  for (const same of sentences.values()) {
    const first = same[0]!;
    if (same.length > 1 && same.some((fact) => fact.currency === first.currency && compare(fact.value, first.value) === 'differ'))
      for (const fact of same) fact.bucket = null;
  }
}

/** A value of money in yuan, by its year; null where its currency is not said or has no rate. Everything else is as it is. */
export function inYuan(fact: Fact): Value | null {
  if (fact.claim.unit !== 'money') return fact.value;
  const { currency } = fact;
  if (currency === null) return null;
  const rate = yuanPer(currency, fact.time ?? Number(fact.publishedOn?.slice(0, 4) ?? 2024));
  return rate === null ? null : rate === 1 ? fact.value : scaled(fact.value, rate);
}
