import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Counts, SearchEntry } from './entry.ts';
import type { QueryWord } from './query.ts';
import { hashOf } from './words.ts';

/** Writes entries, many in one statement; arrays of arrays are not for SQL, so those go as JSON. */
export async function insertEntries(trx: Trx, organisationId: string, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const of = <Key extends keyof SearchEntry>(key: Key): SearchEntry[Key][] => entries.map((entry) => entry[key]);
  const lists = (values: readonly (readonly (string | number)[])[]): string[] => values.map((list) => `{${list.join(',')}}`);
  const words = (values: readonly (readonly string[])[]): string[] =>
    values.map((list) => `{${list.map((word) => `"${word.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);
  await sql`insert into market_search
      (organisation_id, document_id, family_id, day, language, terms, head_terms, title, heads, body, concepts, length, metrics, regions)
    select ${organisationId}, d, f, y::date, l, t::int[], ht::int[], ti, he, bo, c::jsonb, n, m::text[], r::text[] from unnest(
      ${of('documentId')}::text[], ${of('familyId')}::text[], ${of('day')}::text[], ${of('language')}::text[],
      ${lists(of('terms'))}::text[], ${lists(of('headTerms'))}::text[], ${of('title')}::text[], ${of('heads')}::text[], ${of('body')}::text[],
      ${entries.map(({ concepts }) => JSON.stringify(concepts))}::text[], ${of('length')}::int[], ${words(of('metrics'))}::text[],
      ${words(of('regions'))}::text[]) as e (d, f, y, l, t, ht, ti, he, bo, c, n, m, r)
    on conflict (document_id) do nothing`.execute(trx);
}

export async function deleteEntries(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void> {
  await sql`delete from market_search where organisation_id = ${organisationId} and document_id = any(${documentIds as string[]}::text[])`.execute(
    trx,
  );
}

export async function moveEntries(
  trx: Trx,
  organisationId: string,
  moves: readonly { documentId: string; familyId: string }[],
): Promise<void> {
  await sql`update market_search s set family_id = m.f
    from unnest(${moves.map((one) => one.documentId)}::text[], ${moves.map((one) => one.familyId)}::text[]) as m (d, f)
    where s.organisation_id = ${organisationId} and s.document_id = m.d`.execute(trx);
}

export type Wanted = {
  must: readonly QueryWord[];
  not: readonly QueryWord[];
  /** Hashes of properties that all must be there. */
  facets: readonly number[];
  from: string | null;
  until: string | null;
  /** Documents to which it is narrowed; null for all. */
  among: readonly string[] | null;
};
export type Candidate = {
  document_id: string;
  family_id: string;
  day: string;
  length: number;
  /** Of each word that must be there, by title, headings and text: as written, and by what it means. */
  counts: { literal: Counts; meant: Counts }[];
  /** Every word that had to be looked for in the text stands there. */
  verified: boolean;
};

/** So many of the latest documents are looked at first: where very many of them have the words, the index is not asked for all others. */
const sampled = 400;
const manySampled = 120;
const manyTitled = 60;

type Found = { total: number; exact: boolean; ids: string[] };

/**
 * The candidates of a search: of the documents that have the words those that say them in their titles, and the latest, up to `most` of
 * each. `total` counts all that have the words by the index; of words that a third of the documents has it is about so many.
 */
export async function findCandidates(
  trx: Trx,
  organisationId: string,
  wanted: Wanted,
  most: number,
): Promise<{ total: number; exact: boolean; candidates: Candidate[] }> {
  // Unpacking the terms of every document costs more than the planner knows.
  await sql`set local enable_seqscan = off`.execute(trx);
  await sql`set local work_mem = '32MB'`.execute(trx);
  const latest = await sampleLatest(trx, organisationId, wanted);
  const whole = latest.length < sampled;
  const [matches, titled] = [latest.filter(({ found }) => found), latest.filter(({ found, titled: inTitle }) => found && inTitle)];
  const ids = (rows: readonly { document_id: string }[]): string[] => rows.slice(0, most).map((row) => row.document_id);
  const found: Found =
    whole || matches.length >= manySampled
      ? {
          total: whole ? matches.length : Math.round((matches.length / latest.length) * (await countAll(trx, organisationId, wanted))),
          exact: whole,
          ids: ids(matches),
        }
      : await findByIndex(trx, organisationId, wanted, 'terms', most);
  const heads =
    whole || titled.length >= manyTitled ? ids(titled) : (await findByIndex(trx, organisationId, wanted, 'head_terms', most)).ids;
  const all = [...new Set([...found.ids, ...heads])];
  return { total: found.total, exact: found.exact, candidates: all.length === 0 ? [] : await countWords(trx, all, wanted) };
}

/** The latest documents within the filters of day, and whether each has the words, in its title too. */
async function sampleLatest(trx: Trx, organisationId: string, wanted: Wanted) {
  const without = wanted.not.filter(({ needsText }) => !needsText).map((word) => sql<SqlBool>`not (${wordIn('terms', word)})`);
  const condition = sql.join([matching('terms', wanted), ...without], sql` and `);
  const { rows } = await sql<{ document_id: string; found: boolean; titled: boolean }>`
    select document_id, (${condition}) as found, (${matching('head_terms', wanted)}) as titled from (
      select document_id, terms, head_terms from market_search where ${daysOf(organisationId, wanted)}
      order by day desc, document_id desc limit ${sampled}
    ) latest`.execute(trx);
  return rows;
}

async function countAll(trx: Trx, organisationId: string, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{
    count: bigint;
  }>`select count(*) as count from market_search where ${daysOf(organisationId, wanted)}`.execute(trx);
  return Number(rows[0]!.count);
}

function daysOf(organisationId: string, { from, until, among }: Wanted): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`organisation_id = ${organisationId}`];
  if (from !== null) parts.push(sql<SqlBool>`day >= ${from}::date`);
  if (until !== null) parts.push(sql<SqlBool>`day <= ${until}::date`);
  if (among !== null) parts.push(sql<SqlBool>`document_id = any(${among as string[]}::text[])`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** All documents that have the words, by the index of their terms alone. */
async function findByIndex(trx: Trx, organisationId: string, wanted: Wanted, column: 'terms' | 'head_terms', most: number): Promise<Found> {
  const excluded = wanted.not.filter(({ needsText }) => !needsText).map((word) => wordIn('terms', word));
  const own = sql`organisation_id || '' = ${organisationId}`;
  const without =
    excluded.length === 0
      ? sql``
      : sql`where document_id not in (select document_id from market_search where ${own} and (${sql.join(excluded, sql` or `)}))`;
  const { rows } = await sql<{ total: bigint; document_id: string }>`
    with matched as materialized (
      select document_id, day from market_search where ${matching(column, wanted)} and ${filtersOf(organisationId, wanted)}),
      found as materialized (select * from matched ${without})
    select (select count(*) from found) as total, document_id from found order by day desc, document_id desc limit ${most}`.execute(trx);
  return { total: Number(rows[0]?.total ?? 0), exact: true, ids: rows.map((row) => row.document_id) };
}

const list = (numbers: readonly number[]): RawBuilder<unknown> => sql`${numbers as number[]}::int[]`;

/** A condition on a list of terms, such that the index alone can answer it: what it cannot would unpack the list of every document. */
function matching(column: 'terms' | 'head_terms', { must, facets }: Wanted): RawBuilder<SqlBool> {
  const all = [...must.filter(({ keys }) => keys.length === 0).flatMap(({ terms }) => terms), ...facets];
  const parts = must.filter(({ keys }) => keys.length > 0).map((word) => wordIn(column, word));
  if (all.length > 0) parts.push(sql<SqlBool>`${sql.ref(column)} @> ${list(all)}`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** A word with other ways to say it is there by any of those. */
function wordIn(column: 'terms' | 'head_terms', { keys, terms }: QueryWord): RawBuilder<SqlBool> {
  const name = sql.ref(column);
  return keys.length > 0 ? sql<SqlBool>`${name} && ${list(keys.map(hashOf))}` : sql<SqlBool>`${name} @> ${list(terms)}`;
}

/** Written so that no other index can be taken for it: those would have the terms of every document unpacked. */
function filtersOf(organisationId: string, { from, until, among }: Wanted): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`organisation_id || '' = ${organisationId}`];
  if (from !== null) parts.push(sql<SqlBool>`day + 0 >= ${from}::date`);
  if (until !== null) parts.push(sql<SqlBool>`day + 0 <= ${until}::date`);
  if (among !== null) parts.push(sql<SqlBool>`document_id || '' = any(${among as string[]}::text[])`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** How often each word stands in title, headings and text. Words that the alias table has are counted by the index; others in the text. */
async function countWords(trx: Trx, ids: readonly string[], { must, not }: Wanted): Promise<Candidate[]> {
  const counted = (word: QueryWord): RawBuilder<unknown> =>
    sql`array[${sql.join(['title', 'heads', 'body'].map((field) => timesIn(field, word.folded)))}]`;
  const literals = must.map((word) => (word.keys.length === 0 ? counted(word) : sql`array[0, 0, 0]`));
  // A longer phrase that must not be there: its pairs alone do not prove that it is.
  const excluded = not.filter(({ needsText }) => needsText).map(({ folded }) => sql`strpos(title || heads || body, ${folded}) = 0`);
  const { rows } = await sql<
    Pick<Candidate, 'document_id' | 'family_id' | 'day' | 'length'> & {
      concepts: Record<string, Counts>;
      literals: Counts[];
      allowed: boolean;
    }
  >`
    select document_id, family_id, day, length, concepts, array[${sql.join(literals)}] as literals,
      ${excluded.length > 0 ? sql`(${sql.join(excluded, sql` and `)})` : sql`true`} as allowed
    from market_search where document_id = any(${ids as string[]}::text[])`.execute(trx);
  return rows.map(({ concepts, literals: found, allowed, ...row }) => {
    const counts = must.map(({ keys }, index) => ({ literal: found[index]!, meant: sumOf(keys.map((key) => concepts[key])) }));
    const verified = counts.every(({ literal, meant }, index) => !must[index]!.needsText || any(literal) || any(meant));
    return { ...row, counts, verified: verified && allowed };
  });
}

const any = (counts: Counts): boolean => counts.some((count) => count > 0);
function sumOf(counts: readonly (Counts | undefined)[]): Counts {
  const sum: [number, number, number] = [0, 0, 0];
  for (const one of counts) one?.forEach((count, field) => (sum[field]! += count));
  return sum;
}

/** Times that a folded word stands in a field, by what is left of it without the word. */
function timesIn(field: string, folded: string): RawBuilder<unknown> {
  const name = sql.ref(field);
  return sql`(octet_length(${name}) - octet_length(replace(${name}, ${folded}, ''))) / ${Buffer.byteLength(folded)}::int`;
}

/** The documents of a topic, as people and its words placed them; null where there is no such topic. */
export async function listTopicDocuments(trx: Trx, organisationId: string, topicId: string, most: number): Promise<string[] | null> {
  const { rows: topics } = await sql`select 1 from market_topics
    where organisation_id = ${organisationId} and id = ${topicId} and removed_at is null`.execute(trx);
  if (topics.length === 0) return null;
  const { rows } = await sql<{ document_id: string }>`select document_id from market_topic_documents
    where organisation_id = ${organisationId} and topic_id = ${topicId} and (placed = 'pinned' or (placed is null and fits))
    order by added_at desc limit ${most}`.execute(trx);
  return rows.map((row) => row.document_id);
}

/** What documents can be filtered by, the commonest first. */
export async function countFacets(trx: Trx, organisationId: string, most: number) {
  const counted = async (values: RawBuilder<unknown>): Promise<{ value: string; count: number }[]> => {
    const { rows } = await sql<{ value: string; count: bigint }>`
      select value, count(*) as count from (${values}) v where value is not null group by value order by count desc, value limit ${most}`.execute(
      trx,
    );
    return rows.map(({ value, count }) => ({ value, count: Number(count) }));
  };
  return {
    publishers: await counted(sql`select publisher as value from market_documents
      where organisation_id = ${organisationId} and archived_at is null and replaced_by is null`),
    regions: await counted(sql`select unnest(regions) as value from market_search where organisation_id = ${organisationId}`),
    metrics: await counted(sql`select unnest(metrics) as value from market_search where organisation_id = ${organisationId}`),
  };
}
