import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Counts, SearchEntry } from './entry.ts';
import type { QueryWord } from './query.ts';

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

/**
 * The candidates of a search: of the documents that have the words those that say them in their titles, and the latest, up to `most` of
 * each. `total` counts all that have the words by the index.
 */
export async function findCandidates(
  trx: Trx,
  organisationId: string,
  wanted: Wanted,
  most: number,
): Promise<{ total: number; candidates: Candidate[] }> {
  // Reading all rows means unpacking all lists of terms: the planner does not know what that costs.
  await sql`set local enable_seqscan = off`.execute(trx);
  await sql`set local work_mem = '32MB'`.execute(trx);
  const body = matching('terms', wanted);
  const head = matching('head_terms', wanted);
  const narrow = filtersOf(organisationId, wanted);
  const { rows } = await sql<{ total: bigint; document_id: string }>`
    with found as materialized (select document_id, day from market_search where ${body} and ${narrow}),
      titled as materialized (select document_id, day from market_search where ${head} and ${narrow})
    select (select count(*) from found) as total, document_id from (
      (select document_id from found order by day desc, document_id desc limit ${most})
      union (select document_id from titled order by day desc, document_id desc limit ${most})
    ) c`.execute(trx);
  if (rows.length === 0) return { total: 0, candidates: [] };
  const candidates = await countWords(
    trx,
    rows.map((row) => row.document_id),
    wanted,
  );
  return { total: Number(rows[0]!.total), candidates };
}

const list = (numbers: readonly number[]): RawBuilder<unknown> => sql`${numbers as number[]}::int[]`;

/** A condition on a list of terms. Words with other ways to say them match by any of those. */
function matching(column: 'terms' | 'head_terms', { must, not, facets }: Wanted): RawBuilder<SqlBool> {
  const name = sql.ref(column);
  const plain = must.filter(({ groups }) => groups.length === 0).flatMap(({ terms }) => terms);
  const all = [...plain, ...facets];
  const parts: RawBuilder<SqlBool>[] = all.length > 0 ? [sql<SqlBool>`${name} @> ${list(all)}`] : [];
  for (const { groups, groupTerms, terms } of must)
    if (groups.length > 0) parts.push(sql<SqlBool>`(${name} && ${list(groupTerms)} or ${name} @> ${list(terms)})`);
  for (const { groups, groupTerms, terms } of not) {
    parts.push(sql<SqlBool>`not (${name} @> ${list(terms)})`);
    if (groups.length > 0) parts.push(sql<SqlBool>`not (${name} && ${list(groupTerms)})`);
  }
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

function filtersOf(organisationId: string, { from, until, among }: Wanted): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`organisation_id = ${organisationId}`];
  if (from !== null) parts.push(sql<SqlBool>`day >= ${from}::date`);
  if (until !== null) parts.push(sql<SqlBool>`day <= ${until}::date`);
  if (among !== null) parts.push(sql<SqlBool>`document_id = any(${among as string[]}::text[])`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** How often each word stands in title, headings and text. Words that the alias table has are counted by the index; others in the text. */
async function countWords(trx: Trx, ids: readonly string[], { must, not }: Wanted): Promise<Candidate[]> {
  const counted = (word: QueryWord): RawBuilder<unknown> =>
    sql`array[${sql.join(['title', 'heads', 'body'].map((field) => timesIn(field, word.folded)))}]`;
  const literals = must.map((word) => (word.groups.length === 0 ? counted(word) : sql`array[0, 0, 0]`));
  const excluded = not.filter(({ needsText }) => needsText).map(({ folded }) => sql`strpos(body, ${folded}) = 0`);
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
    const counts = must.map(({ groups }, index) => ({ literal: found[index]!, meant: sumOf(groups.map((group) => concepts[group])) }));
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
