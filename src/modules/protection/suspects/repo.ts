import { sql, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Sighting, Suspect } from './contract.ts';
import type { SuspectTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<SuspectTables>();
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export type SuspectRow = Selectable<SuspectTables['protection_suspects']>;
export type SightingRow = Selectable<SuspectTables['protection_sightings']>;

// ── Suspects ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function findSuspect(trx: Trx, organisationId: string, id: string): Promise<SuspectRow | undefined> {
  return on(trx)
    .selectFrom('protection_suspects')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockSuspect(trx: Trx, organisationId: string, id: string): Promise<SuspectRow | undefined> {
  return on(trx)
    .selectFrom('protection_suspects')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The suspect of these bytes, made of `row` where there is none yet; held until the transaction ends. */
export async function takeSuspect(
  trx: Trx,
  row: Insertable<SuspectTables['protection_suspects']>,
): Promise<{ suspect: SuspectRow; known: boolean }> {
  const made = await on(trx)
    .insertInto('protection_suspects')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'sha256']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made) return { suspect: made, known: false };
  const suspect = await on(trx)
    .selectFrom('protection_suspects')
    .selectAll()
    .where('organisation_id', '=', row.organisation_id)
    .where('sha256', '=', row.sha256)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { suspect, known: true };
}

export async function updateSuspect(trx: Trx, id: string, change: Updateable<SuspectTables['protection_suspects']>): Promise<void> {
  await on(trx).updateTable('protection_suspects').set(change).where('id', '=', id).execute();
}

export async function deleteSuspect(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('protection_sightings').where('suspect_id', '=', id).execute();
  await on(trx).deleteFrom('protection_suspects').where('id', '=', id).execute();
}

export type SuspectFilter = {
  state?: Suspect['state'] | undefined;
  query?: string | undefined;
  host?: string | undefined;
  matched?: boolean | undefined;
};

/** Newest first, from `after` on. */
export async function listSuspects(
  trx: Trx,
  organisationId: string,
  filter: SuspectFilter,
  after: string | null,
  limit: number,
): Promise<SuspectRow[]> {
  let query = on(trx).selectFrom('protection_suspects').selectAll().where('organisation_id', '=', organisationId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.host) query = query.where('host', '=', filter.host.toLowerCase());
  for (const word of (filter.query ?? '')
    .split(/\s+/)
    .filter((each) => each !== '')
    .slice(0, 8)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<SqlBool>`(name ilike ${like} or url ilike ${like} or account ilike ${like})`);
  }
  if (filter.matched !== undefined) {
    const found = sql<SqlBool>`exists (select 1 from protection_matches m where m.suspect_id = protection_suspects.id)`;
    query = query.where(filter.matched ? found : sql<SqlBool>`not ${found}`);
  }
  if (after) query = query.where('id', '<', after);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export type SuspectCounts = { matches: number; open: number; best: number | null; sightings: number };
const noCounts: SuspectCounts = { matches: 0, open: 0, best: null, sightings: 0 };

/** How much was found of suspects, and how often they were seen; every id has an entry. */
export async function countOf(trx: Trx, ids: readonly string[]): Promise<Map<string, SuspectCounts>> {
  const counts = new Map(ids.map((id) => [id, { ...noCounts }]));
  if (ids.length === 0) return counts;
  const { rows: matches } = await sql<{ suspect_id: string; matches: bigint; open: bigint; best: number }>`
    select suspect_id, count(*) as matches, count(*) filter (where state = 'open') as open, max(score_bps) as best
    from protection_matches where suspect_id = ${anyOf(ids)} group by suspect_id`.execute(on(trx));
  for (const row of matches)
    Object.assign(counts.get(row.suspect_id)!, { matches: Number(row.matches), open: Number(row.open), best: row.best / 10_000 });
  const { rows: sightings } = await sql<{ suspect_id: string; sightings: bigint }>`
    select suspect_id, count(*) as sightings from protection_sightings where suspect_id = ${anyOf(ids)} group by suspect_id`.execute(
    on(trx),
  );
  for (const row of sightings) counts.get(row.suspect_id)!.sightings = Number(row.sightings);
  return counts;
}

/** Suspects that were searched for less than what there is, in the order of their ids from `after` on. */
export async function listUnsearched(trx: Trx, organisationId: string, seq: bigint, after: string, limit: number): Promise<SuspectRow[]> {
  return on(trx)
    .selectFrom('protection_suspects')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'done')
    .where('searched_seq', '<', seq)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function countUnsearched(trx: Trx, organisationId: string, seq: bigint): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from protection_suspects
    where organisation_id = ${organisationId} and state = 'done' and searched_seq < ${seq}`.execute(on(trx));
  return Number(rows[0]!.count);
}

// ── Sightings ───────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertSightings(
  trx: Trx,
  rows: readonly Insertable<SuspectTables['protection_sightings']>[],
): Promise<SightingRow[]> {
  if (rows.length === 0) return [];
  return on(trx).insertInto('protection_sightings').values(rows).returningAll().execute();
}

export async function findSighting(trx: Trx, organisationId: string, id: string): Promise<SightingRow | undefined> {
  return on(trx)
    .selectFrom('protection_sightings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockSighting(trx: Trx, organisationId: string, id: string): Promise<SightingRow | undefined> {
  return on(trx)
    .selectFrom('protection_sightings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateSighting(trx: Trx, id: string, change: Updateable<SuspectTables['protection_sightings']>): Promise<void> {
  await on(trx).updateTable('protection_sightings').set(change).where('id', '=', id).execute();
}

/** Where a suspect was seen, first seen first. */
export async function listSightingsOf(trx: Trx, organisationId: string, suspectId: string, most: number): Promise<SightingRow[]> {
  return on(trx)
    .selectFrom('protection_sightings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('suspect_id', '=', suspectId)
    .orderBy('id')
    .limit(most)
    .execute();
}

/** When suspects were first fetched from a link, as ISO 8601; those that were not are left out. */
export async function listCapturedAt(trx: Trx, organisationId: string, suspectIds: readonly string[]): Promise<Map<string, string>> {
  if (suspectIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('protection_sightings')
    .select(['suspect_id', 'capture'])
    .where('organisation_id', '=', organisationId)
    .where('suspect_id', '=', anyOf(suspectIds))
    .where('capture', 'is not', null)
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.suspect_id!, row.capture!.at]));
}

export type SightingFilter = {
  state?: Sighting['state'] | undefined;
  way?: Sighting['way'] | undefined;
  batchId?: string | undefined;
  suspectId?: string | undefined;
};

const filtered = (trx: Trx, organisationId: string, filter: SightingFilter) => {
  let query = on(trx).selectFrom('protection_sightings').where('organisation_id', '=', organisationId);
  if (filter.way) query = query.where('way', '=', filter.way);
  if (filter.batchId) query = query.where('batch_id', '=', filter.batchId);
  if (filter.suspectId) query = query.where('suspect_id', '=', filter.suspectId);
  return query;
};

/** Newest first, from `after` on. */
export async function listSightings(
  trx: Trx,
  organisationId: string,
  filter: SightingFilter,
  after: string | null,
  limit: number,
): Promise<SightingRow[]> {
  let query = filtered(trx, organisationId, filter).selectAll();
  if (filter.state) query = query.where('state', '=', filter.state);
  if (after) query = query.where('id', '<', after);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** By state, whatever state the filter asks for. */
export async function countSightings(trx: Trx, organisationId: string, filter: SightingFilter): Promise<Record<Sighting['state'], number>> {
  const rows = await filtered(trx, organisationId, filter)
    .select(['state', sql<bigint>`count(*)`.as('count')])
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, fetching: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** Those of these addresses that are on their way already. */
export async function listUnderWay(trx: Trx, organisationId: string, urls: readonly string[]): Promise<Set<string>> {
  if (urls.length === 0) return new Set();
  const rows = await on(trx)
    .selectFrom('protection_sightings')
    .select('url')
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['waiting', 'fetching'])
    .where('url', '=', anyOf(urls))
    .execute();
  return new Set(rows.map(({ url }) => url!));
}

/** Ends links that wait or are being fetched: some, or a batch; answers with those that it ended. */
export async function cancelSightings(
  trx: Trx,
  organisationId: string,
  which: { sightingIds: readonly string[] } | { batchId: string },
): Promise<SightingRow[]> {
  let query = on(trx)
    .updateTable('protection_sightings')
    .set({ state: 'cancelled' })
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['waiting', 'fetching']);
  query = 'batchId' in which ? query.where('batch_id', '=', which.batchId) : query.where('id', '=', anyOf(which.sightingIds));
  return query.returningAll().execute();
}

// ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function countSuspects(trx: Trx, organisationId: string): Promise<Record<Suspect['state'], number>> {
  const rows = await on(trx)
    .selectFrom('protection_suspects')
    .select(['state', sql<bigint>`count(*)`.as('count')])
    .where('organisation_id', '=', organisationId)
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, scanning: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}
