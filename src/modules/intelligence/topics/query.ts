/** What a topic's query asks for, and whether a document has it: the words of either language, by the table that search uses. */
import type { ReadDocument } from '../reading/document.ts';
import { aliasesIn, aliasGroups, foldWords } from '../searching/aliases.ts';
import { topicLimits, type TopicFilters } from './contract.ts';

/** One of these is enough: a word of the table by its groups, or a text as it stands. */
type Alternative = { groups: readonly string[]; text: string };
export type Term = { any: readonly Alternative[]; not: boolean };
export type TopicQuery = { terms: readonly Term[] };

/** Phrases, “or”, and a minus at the beginning of a word: what a query is cut at. */
const marks = /("[^"]*"|“[^”]*”|「[^」]*」|\||(?<=^|[\s,，、;；|])-(?=\S))/;

/**
 * Reads a query: terms that must all be there, `a|b` where one is enough, “phrases”, a minus before what must not be. Null where there are
 * more than a dozen terms, or only such as must not be.
 */
export function readTopicQuery(query: string): TopicQuery | null {
  const terms: { any: Alternative[]; not: boolean }[] = [];
  let joins = false;
  let not = false;
  const add = (alternative: Alternative): void => {
    const last = terms.at(-1);
    if (joins && last) last.any.push(alternative);
    else terms.push({ any: [alternative], not });
    joins = false;
    not = false;
  };
  for (const token of query.normalize('NFKC').split(marks)) {
    if (token === '|') joins = true;
    else if (token === '-') not = true;
    else if (/^["“「]/.test(token)) {
      const text = foldWords(token.slice(1, -1)).trim();
      if (text !== '') add({ groups: [], text });
    } else addWords(token, add);
  }
  if (terms.length > topicLimits.terms || (terms.length > 0 && terms.every((term) => term.not))) return null;
  return { terms };
}

/** Words of the table as far as they go, what is between them by itself. */
function addWords(text: string, add: (alternative: Alternative) => void): void {
  const folded = foldWords(text);
  let at = 0;
  const loose = (until: number): void => {
    for (const word of folded.slice(at, until).split(/[\s,，、;；。.!?？！]+/)) {
      const bare = word.replaceAll(/^[的与和及]+|[的与和及]+$/g, '');
      if (bare !== '' && !/^(?:and|or|the|of|in|a|an)$/.test(bare)) add({ groups: [], text: bare });
    }
  };
  for (const hit of aliasesIn(folded)) {
    loose(hit.start);
    add({ groups: hit.groups, text: folded.slice(hit.start, hit.end) });
    at = hit.end;
  }
  loose(folded.length);
}

/** The words of a term, and others of the table that stand for the same: for people who write a query. */
export function explain({ any, not }: Term): { words: string[]; also: string[]; not: boolean } {
  const words = any.map(({ text }) => text);
  const groups = new Set(any.flatMap((alternative) => alternative.groups));
  const also = aliasGroups.filter(({ id }) => groups.has(id)).flatMap((group) => group.words);
  return { words, also: [...new Set(also)].filter((word) => !words.includes(foldWords(word))).slice(0, 40), not };
}

/** What of a document a query is held against. */
export type Matchable = {
  folded: string;
  groups: ReadonlySet<string>;
  language: 'zh' | 'en';
  /** The day of publication, else that of collecting. */
  day: string;
  sourceId: string | null;
  metrics: ReadonlySet<string>;
  regions: ReadonlySet<string>;
};

/** A document as queries see it; made once for all topics. `day` stands in for a day of publication that is not known. */
export function matchable(
  document: Pick<ReadDocument, 'title' | 'language' | 'publishedAt'> & { paragraphs: readonly { kind: string; text: string }[] },
  of: { sourceId: string | null; claims: readonly { metric: string; region: string | null }[]; day: string },
): Matchable {
  const text = document.paragraphs.filter(({ kind }) => kind !== 'leftover').map((paragraph) => paragraph.text);
  const folded = foldWords([document.title, ...text].join('\n').slice(0, 400_000));
  return {
    folded,
    groups: new Set(aliasesIn(folded).flatMap(({ groups }) => groups)),
    language: document.language,
    day: document.publishedAt?.slice(0, 10) ?? of.day,
    sourceId: of.sourceId,
    metrics: new Set(of.claims.map(({ metric }) => metric)),
    regions: new Set(of.claims.flatMap(({ region }) => (region === null ? [] : [region]))),
  };
}

/** Whether a document has all that a topic asks for. */
export function fits({ terms }: TopicQuery, filters: TopicFilters, document: Matchable): boolean {
  if (filters.language !== null && filters.language !== document.language) return false;
  if (filters.from !== null && document.day < filters.from) return false;
  if (filters.until !== null && document.day > filters.until) return false;
  if (filters.sourceIds.length > 0 && (document.sourceId === null || !filters.sourceIds.includes(document.sourceId))) return false;
  if (filters.metrics.length > 0 && !filters.metrics.some((metric) => document.metrics.has(metric))) return false;
  if (filters.regions.length > 0 && !filters.regions.some((region) => document.regions.has(region))) return false;
  return terms.every(({ any, not }) => any.some((alternative) => holds(document, alternative)) !== not);
}

function holds(document: Matchable, { groups, text }: Alternative): boolean {
  // What is claimed counts as said: “the market reached 50 billion” is of the market size.
  if (groups.some((group) => document.groups.has(group) || document.metrics.has(group))) return true;
  if (groups.length > 0) return false;
  if (!/^[a-z0-9]/.test(text)) return document.folded.includes(text);
  for (let at = document.folded.indexOf(text); at >= 0; at = document.folded.indexOf(text, at + 1)) {
    if (!/[a-z0-9]/.test(document.folded[at - 1] ?? '') && !/[a-z0-9]/.test(document.folded[at + text.length] ?? '')) return true;
  }
  return false;
}
