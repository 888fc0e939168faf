import { sql, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CopyReport } from './contract.ts';
import type { SuspectTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<SuspectTables>();
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export type ReportRow = Selectable<SuspectTables['protection_reports']>;
/** A report with what its sighting led to. */
export type SeenReport = ReportRow & { outcome: CopyReport['state']; suspect_id: string | null; match_count: number };

const outcome = sql<CopyReport['state']>`case
  when r.state <> 'looking' then r.state
  when g.state in ('failed', 'cancelled') then 'not_reached'
  when g.suspect_id is null or s.state in ('waiting', 'scanning') then 'looking'
  when s.state in ('failed', 'cancelled') then 'not_reached'
  when exists (select 1 from protection_matches m where m.suspect_id = s.id) then 'found' else 'nothing_found' end`;

const seen = (trx: Trx, organisationId: string) =>
  on(trx)
    .selectFrom('protection_reports as r')
    .leftJoin('protection_sightings as g', 'g.id', 'r.sighting_id')
    .leftJoin('protection_suspects as s', 's.id', 'g.suspect_id')
    .selectAll('r')
    .select([
      outcome.as('outcome'),
      'g.suspect_id',
      sql<number>`(select count(*)::int from protection_matches m where m.suspect_id = g.suspect_id)`.as('match_count'),
    ])
    .where('r.organisation_id', '=', organisationId);

export type ReportFilter = { state?: CopyReport['state'] | undefined; partyId?: string | null };

/** Newest first, from `after` on; of a party where one is given. */
export async function listReports(
  trx: Trx,
  organisationId: string,
  filter: ReportFilter,
  after: string | null,
  limit: number,
): Promise<SeenReport[]> {
  let query = seen(trx, organisationId);
  if (filter.partyId) query = query.where('r.party_id', '=', filter.partyId);
  if (filter.state) query = query.where(sql<SqlBool>`${outcome} = ${filter.state}`);
  if (after) query = query.where('r.id', '<', after);
  return query.orderBy('r.id', 'desc').limit(limit).execute();
}

export async function findReports(trx: Trx, organisationId: string, ids: readonly string[]): Promise<SeenReport[]> {
  return seen(trx, organisationId).where('r.id', '=', anyOf(ids)).orderBy('r.id').execute();
}

export async function lockReports(trx: Trx, organisationId: string, ids: readonly string[]): Promise<ReportRow[]> {
  return on(trx)
    .selectFrom('protection_reports')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function insertReport(trx: Trx, row: Insertable<SuspectTables['protection_reports']>): Promise<void> {
  await on(trx).insertInto('protection_reports').values(row).execute();
}

/** A report of a viewer, or one more of an address that waits already. */
export async function countReport(trx: Trx, row: Insertable<SuspectTables['protection_reports']>): Promise<void> {
  await sql`insert into protection_reports
    (id, organisation_id, source, user_id, party_id, name, url, title, note, contact, state, created_at)
    values (${row.id}, ${row.organisation_id}, ${row.source}, null, null, null, ${row.url}, ${row.title}, ${row.note}, ${row.contact}, 'waiting', ${row.created_at})
    on conflict (organisation_id, md5(url)) where state = 'waiting' do update set times = protection_reports.times + 1`.execute(on(trx));
}

export async function updateReport(trx: Trx, id: string, change: Updateable<SuspectTables['protection_reports']>): Promise<void> {
  await on(trx).updateTable('protection_reports').set(change).where('id', '=', id).execute();
}

/** How many wait for a person, at most `most`. */
export async function countWaiting(trx: Trx, organisationId: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from (
    select 1 from protection_reports where organisation_id = ${organisationId} and state = 'waiting' limit ${most}) waiting`.execute(
    on(trx),
  );
  return Number(rows[0]!.count);
}

/** What a party reported since a time. */
export async function countSince(trx: Trx, organisationId: string, partyId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from protection_reports
    where organisation_id = ${organisationId} and party_id = ${partyId} and created_at >= ${since}`.execute(on(trx));
  return Number(rows[0]!.count);
}
