/** What is asked of the index, and the parts of SQL that ask it. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { QueryWord } from './query.ts';
import { freshDays, freshnessOf, freshShare, leastLevel, levelPoints, meantShare, mostLevel, pointsOf } from './rank.ts';
import { facetHash, hashOf, tagOf } from './words.ts';

export type Wanted = {
  must: readonly QueryWord[];
  not: readonly QueryWord[];
  /** Hashes of properties that all must be there. */
  facets: readonly number[];
  from: string | null;
  until: string | null;
  /** Hashes of the months of these days, of which one must be there; null where they are not known. */
  months: readonly number[] | null;
  /** Whether every document is known by its month. */
  monthsKnown: boolean;
  /** Documents to which it is narrowed; null for all. */
  among: readonly string[] | null;
};
/** Of a long phrase so many pairs tell how often it is said. */
const mostPairs = 4;

/**
 * A tag that says how much a document says of a word: of each of its keys, where it has several of one meaning, and of each of its pairs,
 * where it is a phrase. `part` tells those apart; a word is taken at the best of its keys, a phrase at the least of its pairs.
 */
export type Tag = { word: number; part: number; key: number; level: number };
/** How many of its parts a document must have, and whether it is a word of the alias table. */
export type Kind = { needs: number; meant: boolean };
export type Asked = { wanted: Wanted; organisationId: string; today: string; tags: readonly Tag[]; kinds: readonly Kind[] };
export type Scored = { no: bigint; score: number };
export type Hit = { document_id: string; family_id: string; score: number };
/** A document that was looked at; `upper` is what it has at most. */
export type Seen = { no: bigint; day: string; length: number; upper: number };

const levels = Array.from({ length: mostLevel - leastLevel + 1 }, (_, at) => leastLevel + at);

/** Days are ISO dates. */
export function askedOf(organisationId: string, wanted: Wanted, today: string): Asked {
  const kinds = wanted.must.map(({ keys, terms }): Kind => ({
    needs: keys.length > 0 ? 1 : Math.min(terms.length, mostPairs),
    meant: keys.length > 0,
  }));
  const tags = wanted.must.flatMap(({ keys, terms }, word) =>
    (keys.length > 0 ? keys.map(hashOf) : terms.slice(0, mostPairs)).flatMap((term, part) =>
      levels.map((level): Tag => ({ word, part, key: tagOf(term, level), level })),
    ),
  );
  return { wanted, organisationId, today, kinds, tags };
}

/** The same of the sample alone. */
export const inSample = (asked: Asked): Asked => ({
  ...asked,
  wanted: { ...asked.wanted, facets: [...asked.wanted.facets, facetHash('sample', '0')] },
});

export const list = (numbers: readonly number[]): RawBuilder<unknown> => sql`${numbers as number[]}::int[]`;
/**
 * Tags as rows `k`, each to be looked up by itself. `none` is nothing: what it is joined to is not known before the row is, so that the
 * planner cannot read all documents that have the words first and then unpack the tags of each.
 */
export const tagRows = (tags: readonly Tag[]): RawBuilder<unknown> => sql`(
  select word, key, level, '{}'::int[] as none from unnest(${list(tags.map(({ word }) => word))}, ${list(tags.map(({ key }) => key))},
    ${list(tags.map(({ level }) => level))}) as t (word, key, level) offset 0) k`;
/** The condition on documents that have the words and one of these tags. */
export const isTagged = (wanted: Wanted): RawBuilder<SqlBool> =>
  sql<SqlBool>`tags @> array[k.key] and ${matching(wanted, sql` || k.none`)}`;
export const freshSql = (today: string, day: string): RawBuilder<unknown> =>
  sql`(1 + ${sql.raw(String(freshShare))}::float8 * exp(-greatest(0, ${today}::date - ${sql.raw(day)}) / ${sql.raw(String(freshDays))}::float8))`;

/** What the tags of documents tell, a row a document: points of the words that they tell of, and how many words of either kind those are. */
export const toldOf = ({ kinds }: Asked): RawBuilder<unknown> => sql`
  words as (
    select no, day, length, word, max(level) as most, min(level) as least, count(*) as found from tagged group by no, day, length, word),
  told as (
    select w.no, w.day, w.length,
      sum(case when w.found < k.needs then 0 when k.needs > 1 then w.least else w.most end) * ${sql.raw(String(levelPoints))}::float8 as points,
      count(*) filter (where w.found >= k.needs and not k.meant) as plain, count(*) filter (where w.found >= k.needs and k.meant) as meant
    from words w join unnest(${list(kinds.map(({ needs }) => needs))}, ${kinds.map(({ meant }) => meant)}::boolean[]) with ordinality
      as k (needs, meant, word) on k.word = w.word + 1
    group by w.no, w.day, w.length)`;

/** What documents have in all, by all of their tags. */
export async function whole(trx: Trx, { tags, kinds, today }: Asked, rows: readonly Seen[]): Promise<Scored[]> {
  const { rows: found } = await sql<{ no: bigint; keys: number[] }>`
    select no, array(select t from unnest(tags) t where t = any(${list(tags.map(({ key }) => key))})) as keys
    from market_search where no = any(${rows.map(({ no }) => String(no))}::bigint[])`.execute(trx);
  const keys = new Map(found.map((row) => [String(row.no), new Set(row.keys)]));
  return rows.map(({ no, day, length }) => {
    const own = keys.get(String(no)) ?? new Set();
    const points = kinds.map(({ needs, meant }, word) => {
      const said = tags.filter((tag) => tag.word === word && own.has(tag.key)).map(({ level }) => level);
      if (said.length < needs) return pointsOf(meant ? meantShare : 1, length);
      return (needs > 1 ? Math.min(...said) : Math.max(...said)) * levelPoints;
    });
    return { no, score: points.reduce((sum, one) => sum + one, 0) * freshnessOf(day, today) };
  });
}

/** Which documents they are; in a statement of its own, since those above are planned to look at many. */
export async function named(trx: Trx, scored: readonly Scored[]): Promise<Hit[]> {
  const { rows } = await sql<Omit<Hit, 'score'> & { no: bigint }>`select no, document_id, family_id from market_search
    where no = any(${scored.map(({ no }) => String(no))}::bigint[])`.execute(trx);
  const names = new Map(rows.map(({ no, ...name }) => [no, name]));
  return scored.flatMap(({ no, score }) => {
    const name = names.get(no);
    return name ? [{ ...name, score }] : [];
  });
}

/**
 * A condition on the terms, such that the index alone can answer it: what it cannot would unpack the list of every document. `more` is put
 * behind each list.
 */
export function matching({ must, facets, months }: Wanted, more: RawBuilder<unknown> = sql``): RawBuilder<SqlBool> {
  const all = [...must.filter(({ keys }) => keys.length === 0).flatMap(({ terms }) => terms), ...facets];
  const parts = must.filter(({ keys }) => keys.length > 0).map((word) => wordIn(word, more));
  if (all.length > 0) parts.push(sql<SqlBool>`terms @> (${list(all)}${more})`);
  if (months !== null) parts.push(sql<SqlBool>`terms && (${list(months)}${more})`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** A word with other ways to say it is there by any of those. */
function wordIn({ keys, terms }: QueryWord, more: RawBuilder<unknown> = sql``): RawBuilder<SqlBool> {
  return keys.length > 0 ? sql<SqlBool>`terms && (${list(keys.map(hashOf))}${more})` : sql<SqlBool>`terms @> (${list(terms)}${more})`;
}

/** Compared byte by byte, which no other index can be taken for: with one, the terms of every document would be unpacked. */
export function filtersOf(organisationId: string, { from, until, among }: Wanted): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`organisation_id = ${organisationId} collate "C"`];
  if (from !== null) parts.push(sql<SqlBool>`day + 0 >= ${from}::date`);
  if (until !== null) parts.push(sql<SqlBool>`day + 0 <= ${until}::date`);
  if (among !== null) parts.push(sql<SqlBool>`document_id collate "C" = any(${among as string[]}::text[])`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** Longer phrases that must not be there are looked for in the texts: their pairs alone do not prove that they are. */
export function without(organisationId: string, wanted: Wanted): RawBuilder<unknown> {
  const excluded = wanted.not.filter(({ needsText }) => !needsText).map((word) => wordIn(word));
  if (excluded.length === 0) return sql``;
  return sql`and no not in (select no from market_search where ${matching(wanted)} and organisation_id = ${organisationId} collate "C"
    and (${sql.join(excluded, sql` or `)}))`;
}
