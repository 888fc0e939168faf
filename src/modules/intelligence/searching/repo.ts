/** The SQL that keeps the index; what asks it stands in ranking.ts. */
import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { SearchEntry } from './entry.ts';
import { indexVersion } from './words.ts';

// Both halves of the index that are not the version, so that the rest is not read.
const outdated = sql`(version < ${indexVersion} or version > ${indexVersion})`;

const lists = (values: readonly (readonly (string | number)[])[]): string[] => values.map((list) => `{${list.join(',')}}`);
const words = (values: readonly (readonly string[])[]): string[] =>
  values.map((list) => `{${list.map((word) => `"${word.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);

/** Entries as rows of SQL, many in one statement; arrays of arrays are not for SQL, so those go as texts. */
function rowsOf(entries: readonly SearchEntry[]): RawBuilder<unknown> {
  const of = <Key extends keyof SearchEntry>(key: Key): SearchEntry[Key][] => entries.map((entry) => entry[key]);
  return sql`unnest(
    ${of('documentId')}::text[], ${of('familyId')}::text[], ${of('day')}::text[], ${of('language')}::text[],
    ${lists(of('terms'))}::text[], ${lists(of('tags'))}::text[], ${of('title')}::text[], ${of('heads')}::text[], ${of('body')}::text[],
    ${of('length')}::int[], ${words(of('metrics'))}::text[], ${words(of('regions'))}::text[]) as e (d, f, y, l, t, g, ti, he, bo, n, m, r)`;
}

export async function insertEntries(trx: Trx, organisationId: string, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`insert into market_search
      (organisation_id, document_id, family_id, day, language, version, terms, tags, title, heads, body, length, metrics, regions)
    select ${organisationId}, d, f, y::date, l, ${indexVersion}, t::int[], g::int[], ti, he, bo, n, m::text[], r::text[] from ${rowsOf(entries)}
    on conflict (document_id) do nothing`.execute(trx);
  await settle(trx);
}

/** Entries that are still there, and nobody wrote anew since, are as these; the day and the family stay as they are. */
export async function renewEntries(trx: Trx, organisationId: string, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`update market_search s set version = ${indexVersion}, terms = t::int[], tags = g::int[], title = ti, heads = he, body = bo,
      length = n, metrics = m::text[], regions = r::text[]
    from ${rowsOf(entries)} where s.organisation_id = ${organisationId} and s.document_id = e.d and ${outdated}`.execute(trx);
  await settle(trx);
}

/** What is new waits in a list that every search would read through again and again: it is sorted in at once. */
async function settle(trx: Trx): Promise<void> {
  await sql`select gin_clean_pending_list('market_search_terms')`.execute(trx);
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
  await settle(trx);
}

export async function listOutdatedOrganisations(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`
    select distinct organisation_id from market_search where ${outdated} limit 1000`.execute(trx);
  return rows.map((row) => row.organisation_id);
}

export async function isOutdated(trx: Trx, organisationId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from market_search where organisation_id = ${organisationId} and ${outdated} limit 1`.execute(trx);
  return rows.length > 0;
}

export async function countOutdated(trx: Trx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from market_search where organisation_id = ${organisationId} and ${outdated}`.execute(trx);
  return Number(rows[0]!.count);
}

/** Some of the entries that are to be made anew, the latest first. */
export async function listOutdated(
  trx: Trx,
  organisationId: string,
  limit: number,
): Promise<{ document_id: string; family_id: string; day: string }[]> {
  const { rows } = await sql<{ document_id: string; family_id: string; day: string }>`
    select document_id, family_id, day from market_search where organisation_id = ${organisationId} and ${outdated}
    order by day desc, document_id desc limit ${limit}`.execute(trx);
  return rows;
}

export type Renewal = { version: number; taskId: string | null };
/** The renewal that was begun last, held until the transaction ends; null where none was. */
export async function lockRenewal(trx: Trx, organisationId: string): Promise<Renewal | null> {
  const { rows } = await sql<{ version: number; task_id: string | null }>`
    select version, task_id from market_search_renewals where organisation_id = ${organisationId} for update`.execute(trx);
  const [row] = rows;
  return row ? { version: row.version, taskId: row.task_id } : null;
}

export async function writeRenewal(trx: Trx, organisationId: string, taskId: string): Promise<void> {
  await sql`insert into market_search_renewals (organisation_id, version, task_id) values (${organisationId}, ${indexVersion}, ${taskId})
    on conflict (organisation_id) do update set version = excluded.version, task_id = excluded.task_id`.execute(trx);
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
