/** What the index keeps of a document. */
import type { StoredDocument } from '../service/parts.ts';
import { aliasRuns, aliasWordKey, conceptKey, facetHash, foldedText, hashOf, termsOf, tokensOf, type Token } from './words.ts';

/** Beyond, a text is found by its beginning: a book of 600 pages has so many signs. */
const mostIndexed = 600_000;

/** How often something is said in title, headings and text. */
export type Counts = readonly [title: number, heads: number, body: number];
export type SearchEntry = {
  documentId: string;
  familyId: string;
  day: string;
  language: 'zh' | 'en';
  terms: number[];
  headTerms: number[];
  /** Folded, for phrases. */
  title: string;
  heads: string;
  body: string;
  /** What words of the alias table mean, `#users`, and such words within longer ones, `=规模`. */
  concepts: Record<string, Counts>;
  length: number;
  metrics: string[];
  regions: string[];
};

/** The entry of a document. `day` is when it was published, else collected. */
export function entryOf(organisationId: string, stored: StoredDocument, day: string): SearchEntry {
  const { document, claims } = stored;
  const said = document.paragraphs.filter(({ kind }) => kind !== 'leftover');
  const title = tokensOf(`${document.title}\n|${document.source ?? ''}`);
  const heads: Token[] = [];
  const body: Token[] = [];
  let left = mostIndexed;
  for (const { kind, text } of said) {
    if (left <= 0) break;
    const into = kind === 'heading' ? heads : body;
    for (const token of tokensOf(text.slice(0, left))) into.push(token);
    into.push({ text: '|', start: 0, end: 0, han: false });
    left -= text.length;
  }
  const concepts: Record<string, [number, number, number]> = {};
  for (const [field, tokens] of [title, heads, body].entries())
    for (const { first, last, groups, inside } of aliasRuns(tokens, { nested: true }))
      for (const key of inside ? [aliasWordKey(tokens.slice(first, last))] : groups.map(conceptKey))
        (concepts[key] ??= [0, 0, 0])[field]! += 1;
  const headTerms = termsOf(title);
  for (const [key, [inTitle]] of Object.entries(concepts)) if (inTitle > 0) headTerms.add(hashOf(key));
  const terms = termsOf(body, termsOf(heads, new Set(headTerms)));
  for (const key of Object.keys(concepts)) terms.add(hashOf(key));
  const metrics = [...new Set(claims.map(({ metric }) => metric))].filter((metric) => metric !== 'other');
  const regions = [...new Set(claims.flatMap(({ region }) => region ?? []))].slice(0, 50);
  const facets = [
    facetHash('organisation', organisationId),
    facetHash('language', document.language),
    ...(document.source === null ? [] : [facetHash('publisher', document.source)]),
    ...(stored.sourceId === null ? [] : [facetHash('source', stored.sourceId)]),
    ...metrics.map((metric) => facetHash('metric', metric)),
    ...regions.map((region) => facetHash('region', region)),
  ];
  for (const facet of facets) terms.add(facet);
  return {
    documentId: stored.id,
    familyId: stored.familyId,
    day,
    language: document.language,
    terms: [...terms],
    headTerms: [...headTerms, ...facets],
    title: foldedText(title),
    heads: foldedText(heads),
    body: foldedText(body),
    concepts,
    length: title.length + heads.length + body.length,
    metrics,
    regions,
  };
}
