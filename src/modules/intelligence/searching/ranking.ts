/**
 * Ranking all documents that have the words, by the index alone: which documents have them is asked of their terms, how much they say of
 * each of their tags. Where few have the words, all are scored. Where very many have them, only those that say one of them so much that
 * no other can be better: what is enough is estimated from a sample, and the bound is held afterwards (after Fagin, Lotem and Naor 2003).
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { sampleOf } from './entry.ts';
import type { QueryWord } from './query.ts';
import { freshDays, freshnessOf, freshShare, leastLevel, levelPoints, meantShare, mostLevel, pointsOf, pointsSql } from './rank.ts';
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
  /** Documents to which it is narrowed; null for all. */
  among: readonly string[] | null;
};
export type Hit = { document_id: string; family_id: string; score: number };
export type Ranking = {
  /** The best, in their order. */
  hits: Hit[];
  /** No document that is not among them has more; 0 where all are. */
  rest: number;
  /** How many have the words, by the index; about so many where it is not exact. */
  total: number;
  exact: boolean;
  /** How many were scored. */
  scored: number;
};

/** Up to so many documents are all scored; of words that more have, so many are looked at. */
const usualLimits = { allScored: 6_000, mostSeen: 40_000 };
/** Of those so many are scored whole. */
const mostWhole = 1_500;
const wholeAtOnce = 150;
/** Of a long phrase so many pairs tell how often it is said. */
const mostPairs = 4;

/** A tag that says how much a document says of a word; several words of one meaning are taken at their best, pairs of a phrase at their least. */
type Tag = { word: number; key: number; level: number };
type Scored = { no: bigint; score: number };
type Kind = { needs: number; meant: boolean };
type Asked = {
  wanted: Wanted;
  organisationId: string;
  today: string;
  limits: typeof usualLimits;
  tags: readonly Tag[];
  kinds: readonly Kind[];
};

/** The best of all documents that have the words: enough for `wish` documents, if they are told apart. */
export async function rankAll(
  trx: Trx,
  organisationId: string,
  wanted: Wanted,
  today: string,
  wish: number,
  limits = usualLimits,
): Promise<Ranking> {
  await tellPlanner(trx, 'off');
  const ranking = await rank(
    trx,
    { organisationId, wanted, today, limits, kinds: wanted.must.map(kindOf), tags: wanted.must.flatMap(tagsOf) },
    wish,
  );
  await tellPlanner(trx, 'on');
  return ranking;
}

/**
 * Unpacking the terms of every document costs more than the planner knows; how many documents have several words it does not know at all,
 * and joins thousands of rows with thousands one by one; and nothing here is worth compiling.
 */
async function tellPlanner(trx: Trx, guess: 'on' | 'off'): Promise<void> {
  await sql`select set_config('enable_seqscan', ${guess}, true), set_config('enable_nestloop', ${guess}, true),
    set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`.execute(trx);
}

async function rank(trx: Trx, asked: Asked, wish: number): Promise<Ranking> {
  // So many of the sample are better than the last that is wished for, with some room for chance.
  const sample = await scoreAll(trx, inSample(asked), Math.ceil((1.5 * wish) / sampleOf) + 2);
  const about = sample.total * sampleOf;
  if (about <= asked.limits.allScored) {
    const { hits, total, rest } = await scoreAll(trx, asked, wish * 4);
    return { hits, rest, total, exact: true, scored: total };
  }
  const enough = sample.hits.at(-1)!.score;
  return { ...(await scoreBest(trx, asked, enough, wish)), total: about, exact: false };
}

const levels = Array.from({ length: mostLevel - leastLevel + 1 }, (_, at) => leastLevel + at);

function kindOf({ keys, terms }: QueryWord): Kind {
  return { needs: keys.length > 0 ? 1 : Math.min(terms.length, mostPairs), meant: keys.length > 0 };
}

function tagsOf({ keys, terms }: QueryWord, word: number): Tag[] {
  const own = keys.length > 0 ? keys.map(hashOf) : terms.slice(0, mostPairs);
  return own.flatMap((term) => levels.map((level) => ({ word, key: tagOf(term, level), level })));
}
const inSample = (asked: Asked): Asked => ({
  ...asked,
  wanted: { ...asked.wanted, facets: [...asked.wanted.facets, facetHash('sample', '0')] },
});

const list = (numbers: readonly number[]): RawBuilder<unknown> => sql`${numbers as number[]}::int[]`;
/**
 * Tags as rows `k`, each to be looked up by itself. `none` is nothing: what it is joined to is not known before the row is, so that the
 * planner cannot read all documents that have the words first and then unpack the tags of each.
 */
const tagRows = (tags: readonly Tag[]): RawBuilder<unknown> => sql`(
  select word, key, level, '{}'::int[] as none from unnest(${list(tags.map(({ word }) => word))}, ${list(tags.map(({ key }) => key))},
    ${list(tags.map(({ level }) => level))}) as t (word, key, level) offset 0) k`;
/** The condition on documents that have the words and one of these tags. */
const isTagged = (wanted: Wanted): RawBuilder<SqlBool> => sql<SqlBool>`tags @> array[k.key] and ${matching(wanted, sql` || k.none`)}`;
const freshSql = (today: string, day: string): RawBuilder<unknown> =>
  sql`(1 + ${sql.raw(String(freshShare))}::float8 * exp(-greatest(0, ${today}::date - ${sql.raw(day)}) / ${sql.raw(String(freshDays))}::float8))`;

/** What the tags of documents tell, a row a document: points of the words that they tell of, and how many words of either kind those are. */
const toldOf = ({ kinds }: Asked): RawBuilder<unknown> => sql`
  words as (
    select no, day, length, word, max(level) as most, min(level) as least, count(*) as found from tagged group by no, day, length, word),
  told as (
    select w.no, w.day, w.length,
      sum(case when w.found < k.needs then 0 when k.needs > 1 then w.least else w.most end) * ${sql.raw(String(levelPoints))}::float8 as points,
      count(*) filter (where w.found >= k.needs and not k.meant) as plain, count(*) filter (where w.found >= k.needs and k.meant) as meant
    from words w join unnest(${list(kinds.map(({ needs }) => needs))}, ${kinds.map(({ meant }) => meant)}::boolean[]) with ordinality
      as k (needs, meant, word) on k.word = w.word + 1
    group by w.no, w.day, w.length)`;

/** Scores every document that has the words; the best `limit` of them. */
async function scoreAll(trx: Trx, asked: Asked, limit: number): Promise<{ hits: Hit[]; total: number; rest: number }> {
  const { wanted, organisationId, today, tags, kinds } = asked;
  const plain = kinds.filter(({ meant }) => !meant).length;
  const { rows } = await sql<Scored & { total: bigint }>`
    with matched as materialized (
      select no, day, length from market_search
      where ${matching(wanted)} and ${filtersOf(organisationId, wanted)} ${without(organisationId, wanted)}),
    tagged as materialized (
      select t.no, t.day, t.length, k.word, k.level from ${tagRows(tags)}
      cross join lateral (select no, day, length from market_search where ${isTagged(wanted)}) t),
    ${toldOf(asked)},
    best as (
      select m.no, (coalesce(t.points, 0) + (${plain}::int - coalesce(t.plain, 0)) * ${sql.raw(pointsSql(1, 'm.length'))}
          + (${kinds.length - plain}::int - coalesce(t.meant, 0)) * ${sql.raw(pointsSql(meantShare, 'm.length'))}) * ${freshSql(today, 'm.day')} as score
      from matched m left join told t on t.no = m.no order by score desc, m.no desc limit ${limit + 1})
    select no, score, (select count(*) from matched) as total from best order by score desc, no desc`.execute(trx);
  return {
    hits: await named(trx, rows.slice(0, limit)),
    total: Number(rows[0]?.total ?? 0),
    rest: rows[limit]?.score ?? 0,
  };
}

/**
 * Scores the documents that say one of the words at a level from which on nothing better can lie below, if `enough` is what the last that
 * is wished for has.
 */
async function scoreBest(trx: Trx, asked: Asked, enough: number, wish: number): Promise<Pick<Ranking, 'hits' | 'rest' | 'scored'>> {
  const size = asked.kinds.length;
  const freshest = await freshestOf(trx, asked);
  const about = await countLevels(trx, asked);
  let level = mostLevel;
  const isEnough = (): boolean => size * (level - 1) * levelPoints * freshest <= enough && about(level) >= wish * 2;
  while (level > leastLevel && !isEnough() && about(level - 1) <= asked.limits.mostSeen) level -= 1;
  const isWhole = size === 1 && asked.kinds[0]!.needs === 1;
  const rows = await seenFrom(trx, asked, level, isWhole ? wish * 2 : mostWhole);
  // What was not seen says every word below the level; what was seen and not looked at comes behind the rows.
  const unseen = Math.max(size * (level - 1) * levelPoints * freshest, rows.length === 0 ? 0 : rows.at(-1)!.upper);
  const hits: Scored[] = [];
  let at = 0;
  let rest = unseen;
  while (at < rows.length) {
    const some = rows.slice(at, at + wholeAtOnce);
    hits.push(...(isWhole ? some.map(({ no, upper: score }) => ({ no, score })) : await whole(trx, asked, some)));
    at += some.length;
    rest = Math.max(unseen, rows[at]?.upper ?? 0);
    if (hits.filter(({ score }) => score >= rest).length >= wish) break;
  }
  return {
    hits: await named(
      trx,
      hits.toSorted((a, b) => b.score - a.score || Number(b.no - a.no)),
    ),
    rest,
    scored: hits.length,
  };
}

/** Which documents they are; in a statement of its own, since those above are planned to look at many. */
async function named(trx: Trx, scored: readonly Scored[]): Promise<Hit[]> {
  const { rows } = await sql<Omit<Hit, 'score'> & { no: bigint }>`select no, document_id, family_id from market_search
    where no = any(${scored.map(({ no }) => String(no))}::bigint[])`.execute(trx);
  const names = new Map(rows.map(({ no, ...name }) => [no, name]));
  return scored.flatMap(({ no, score }) => {
    const name = names.get(no);
    return name ? [{ ...name, score }] : [];
  });
}

/** What the points of an organisation's latest document are multiplied by. */
async function freshestOf(trx: Trx, { organisationId, wanted, today }: Asked): Promise<number> {
  const { rows } = await sql<{ day: string | null }>`
    select max(day) as day from market_search where organisation_id = ${organisationId} ${wanted.until === null ? sql`` : sql`and day <= ${wanted.until}::date`}`.execute(
    trx,
  );
  return freshnessOf(rows[0]?.day ?? today, today);
}

/** About how many documents say one of the words at a level or above. */
async function countLevels(trx: Trx, asked: Asked): Promise<(level: number) => number> {
  const { wanted, tags } = inSample(asked);
  const { rows } = await sql<{ level: number; count: number }>`
    select k.level, count(*)::int as count from ${tagRows(tags)}
    cross join lateral (select 1 from market_search where ${isTagged(wanted)}) t group by k.level`.execute(trx);
  return (least) => rows.reduce((sum, { level, count }) => sum + (level >= least ? count * sampleOf : 0), 0);
}

type Seen = { no: bigint; day: string; length: number; upper: number };

/** Documents that say a word at a level or above; `upper` is what they have at most, and all that they have where there is one plain word. */
async function seenFrom(trx: Trx, asked: Asked, from: number, limit: number): Promise<Seen[]> {
  const { wanted, organisationId, today, tags, kinds } = asked;
  const { rows } = await sql<Seen>`
    with tagged as materialized (
      select t.no, t.day, t.length, k.word, k.level from ${tagRows(tags.filter(({ level }) => level >= from))}
      cross join lateral (
        select no, day, length from market_search where ${isTagged(wanted)} and ${filtersOf(organisationId, wanted)}) t),
    ${toldOf(asked)},
    best as (
      select no, day, length, (points + (${kinds.length}::int - plain - meant) * ${(from - 1) * levelPoints}::float8) * ${freshSql(today, 'day')} as upper
      from told where true ${without(organisationId, wanted)} order by upper desc, no desc limit ${limit})
    select * from best order by upper desc, no desc`.execute(trx);
  return rows;
}

/** What documents have in all, by all of their tags. */
async function whole(trx: Trx, { tags, kinds, today }: Asked, rows: readonly Seen[]): Promise<Scored[]> {
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

/** A condition on the terms, such that the index alone can answer it: what it cannot would unpack the list of every document. */
function matching({ must, facets, months }: Wanted, more: RawBuilder<unknown> = sql``): RawBuilder<SqlBool> {
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
function filtersOf(organisationId: string, { from, until, among }: Wanted): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`organisation_id = ${organisationId} collate "C"`];
  if (from !== null) parts.push(sql<SqlBool>`day + 0 >= ${from}::date`);
  if (until !== null) parts.push(sql<SqlBool>`day + 0 <= ${until}::date`);
  if (among !== null) parts.push(sql<SqlBool>`document_id collate "C" = any(${among as string[]}::text[])`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** Longer phrases that must not be there are looked for in the texts: their pairs alone do not prove that they are. */
function without(organisationId: string, wanted: Wanted): RawBuilder<unknown> {
  const excluded = wanted.not.filter(({ needsText }) => !needsText).map((word) => wordIn(word));
  if (excluded.length === 0) return sql``;
  return sql`and no not in (select no from market_search where ${matching(wanted)} and organisation_id = ${organisationId} collate "C"
    and (${sql.join(excluded, sql` or `)}))`;
}

/** Of documents those in whose texts every phrase stands that has to be looked for there, and none that must not. */
export async function verify(trx: Trx, ids: readonly string[], { must, not }: Wanted): Promise<Set<string>> {
  const text = sql`title || heads || body`;
  const conditions = [
    ...must.filter(({ needsText }) => needsText).map(({ folded }) => sql<SqlBool>`strpos(${text}, ${folded}) > 0`),
    ...not.filter(({ needsText }) => needsText).map(({ folded }) => sql<SqlBool>`strpos(${text}, ${folded}) = 0`),
  ];
  if (conditions.length === 0) return new Set(ids);
  const { rows } = await sql<{ document_id: string }>`select document_id from market_search
    where document_id = any(${ids as string[]}::text[]) and ${sql.join(conditions, sql` and `)}`.execute(trx);
  return new Set(rows.map((row) => row.document_id));
}
