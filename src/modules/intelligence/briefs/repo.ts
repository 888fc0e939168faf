/** The SQL of briefings and their versions. */
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { BriefsTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<BriefsTables>();
export type BriefRow = Selectable<BriefsTables['market_briefs']>;
export type VersionRow = Selectable<BriefsTables['market_brief_versions']>;

export async function insertBrief(trx: Trx, row: Insertable<BriefsTables['market_briefs']>): Promise<void> {
  await on(trx).insertInto('market_briefs').values(row).execute();
}

export async function updateBrief(trx: Trx, id: string, change: Updateable<BriefsTables['market_briefs']>): Promise<void> {
  await on(trx).updateTable('market_briefs').set(change).where('id', '=', id).execute();
}

export async function findBrief(trx: Trx, organisationId: string, id: string, lock = false): Promise<BriefRow | undefined> {
  const query = on(trx).selectFrom('market_briefs').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function listBriefs(
  trx: Trx,
  organisationId: string,
  page: { beforeId: string | null; limit: number; archived: boolean },
): Promise<BriefRow[]> {
  let query = on(trx)
    .selectFrom('market_briefs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('archived_at', page.archived ? 'is not' : 'is', null);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export async function insertVersion(trx: Trx, row: Insertable<BriefsTables['market_brief_versions']>): Promise<void> {
  await on(trx).insertInto('market_brief_versions').values(row).execute();
}

export async function listVersions(trx: Trx, organisationId: string, briefId: string): Promise<Omit<VersionRow, 'sections'>[]> {
  return on(trx)
    .selectFrom('market_brief_versions')
    .select(['organisation_id', 'brief_id', 'version', 'title', 'language', 'note', 'issued_at', 'issued_by_name'])
    .where('organisation_id', '=', organisationId)
    .where('brief_id', '=', briefId)
    .orderBy('version', 'desc')
    .execute();
}

export async function findVersion(trx: Trx, organisationId: string, briefId: string, version: number): Promise<VersionRow | undefined> {
  return on(trx)
    .selectFrom('market_brief_versions')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('brief_id', '=', briefId)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The titles of briefings that cite a document, as they are written or as they were issued, the last begun first. */
export async function listTitlesCiting(trx: Trx, organisationId: string, documentId: string): Promise<string[]> {
  const cites = sql`jsonb_path_exists(sections, '$.**.documentId ? (@ == $id)', jsonb_build_object('id', ${documentId}::text))`;
  const { rows } = await sql<{ title: string }>`
    select b.title from market_briefs b where b.organisation_id = ${organisationId} and (${cites} or exists (
      select 1 from market_brief_versions v where v.organisation_id = b.organisation_id and v.brief_id = b.id
        and jsonb_path_exists(v.sections, '$.**.documentId ? (@ == $id)', jsonb_build_object('id', ${documentId}::text))))
    order by b.id desc`.execute(trx);
  return rows.map(({ title }) => title);
}

/** The gravest open contradictions of a topic's documents. */
export async function listFindingsOfTopic(trx: Trx, organisationId: string, topicId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from market_findings f
    where f.organisation_id = ${organisationId} and f.state = 'open' and f.disposition = 'contradiction' and f.vanished_at is null
      and exists (select 1 from market_finding_claims c
        join market_topic_documents t on t.organisation_id = c.organisation_id and t.document_id = c.document_id and t.topic_id = ${topicId}
        where c.organisation_id = f.organisation_id and c.finding_id = f.id and (t.placed = 'pinned' or (t.fits and t.placed is null)))
    order by f.severity desc, f.id desc limit ${limit}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Claims of documents that an open contradiction suspects, or that a person said are off. */
export async function listContested(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<Set<string>> {
  if (documentIds.length === 0) return new Set();
  const { rows } = await sql<{ claim_id: string }>`
    select distinct c.claim_id from market_finding_claims c
    join market_findings f on f.organisation_id = c.organisation_id and f.id = c.finding_id
    left join market_settled_claims s on s.organisation_id = c.organisation_id and s.finding_id = c.finding_id and s.place = c.place
    where c.organisation_id = ${organisationId} and c.document_id = any(${[...documentIds]}::text[])
      and f.disposition = 'contradiction' and f.vanished_at is null
      and ((f.state = 'open' and c.suspected) or s.state = 'off')`.execute(trx);
  return new Set(rows.map(({ claim_id }) => String(claim_id)));
}
