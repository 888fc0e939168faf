/** What the index keeps of a document. */
import type { Claim } from '../claims/claim.ts';
import type { ReadDocument } from '../reading/document.ts';
import { fieldWeights, levelOf, meantShare } from './rank.ts';
import { aliasRuns, aliasWordKey, conceptKey, countTerms, facetHash, foldedText, hashOf, tagOf, tokensOf, type Token } from './words.ts';

/** Beyond, a text is found by its beginning: a book of 600 pages has so many signs. */
const mostIndexed = 600_000;

export type SearchEntry = {
  documentId: string;
  familyId: string;
  day: string;
  language: 'zh' | 'en';
  /** Hashes of all that it is found by: see words.ts. */
  terms: number[];
  /** At which level it says each term that it says more than once (see rank.ts). */
  tags: number[];
  /** Folded, for phrases. */
  title: string;
  heads: string;
  body: string;
  length: number;
  metrics: string[];
  regions: string[];
};
/** Of so many documents one is in the sample by which common words are estimated. */
export const sampleOf = 32;

/** What of a document its entry is made of. */
export type Indexed = {
  id: string;
  familyId: string;
  sourceId: string | null;
  document: Pick<ReadDocument, 'title' | 'source' | 'language' | 'paragraphs'>;
  claims: readonly Pick<Claim, 'metric' | 'region'>[];
};

/** The entry of a document. `day` is when it was published, else collected. */
export function entryOf(organisationId: string, stored: Indexed, day: string): SearchEntry {
  const { document, claims } = stored;
  const shown = document.paragraphs.filter(({ kind }) => kind !== 'leftover');
  const title = tokensOf(`${document.title}\n|${document.source ?? ''}`);
  const heads: Token[] = [];
  const body: Token[] = [];
  let left = mostIndexed;
  for (const { kind, text } of shown) {
    if (left <= 0) break;
    const into = kind === 'heading' ? heads : body;
    for (const token of tokensOf(text.slice(0, left))) into.push(token);
    into.push({ text: '|', start: 0, end: 0, han: false });
    left -= text.length;
  }
  const said = new Map<number, number>();
  for (const [field, tokens] of [title, heads, body].entries()) {
    const weight = fieldWeights[field]!;
    countTerms(tokens, weight, said);
    for (const { first, last, groups, inside } of aliasRuns(tokens, { nested: true }))
      for (const key of inside ? [aliasWordKey(tokens.slice(first, last))] : groups.map(conceptKey)) {
        const term = hashOf(key);
        said.set(term, (said.get(term) ?? 0) + weight * meantShare);
      }
  }
  const length = title.length + heads.length + body.length;
  const tags: number[] = [];
  for (const [term, count] of said) if (count > 1) tags.push(tagOf(term, levelOf(count, length)));
  const metrics = [...new Set(claims.map(({ metric }) => metric))].filter((metric) => metric !== 'other');
  const regions = [...new Set(claims.flatMap(({ region }) => region ?? []))].slice(0, 50);
  const facets = [
    facetHash('organisation', organisationId),
    facetHash('language', document.language),
    facetHash('month', day.slice(0, 7)),
    ...(document.source === null ? [] : [facetHash('publisher', document.source)]),
    ...(stored.sourceId === null ? [] : [facetHash('source', stored.sourceId)]),
    ...metrics.map((metric) => facetHash('metric', metric)),
    ...regions.map((region) => facetHash('region', region)),
    ...((hashOf(stored.id) >>> 0) % sampleOf === 0 ? [facetHash('sample', '0')] : []),
  ];
  return {
    documentId: stored.id,
    familyId: stored.familyId,
    day,
    language: document.language,
    terms: [...new Set([...said.keys(), ...facets])],
    tags,
    title: foldedText(title),
    heads: foldedText(heads),
    body: foldedText(body),
    length,
    metrics,
    regions,
  };
}
