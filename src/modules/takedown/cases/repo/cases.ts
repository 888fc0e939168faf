import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { TakedownTables } from '../../tables.ts';
import type { CaseState, LinkState } from '../contract.ts';

export type CaseRow = Selectable<TakedownTables['takedown_cases']>;
export type LinkRow = Selectable<TakedownTables['takedown_links']>;
export type RecoveryRow = Selectable<TakedownTables['takedown_recoveries']>;
export type CounterRow = Selectable<TakedownTables['takedown_counter_notices']>;
const on = (trx: Trx) => trx.withTables<TakedownTables>();
const among = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export async function insertCase(trx: Trx, row: Insertable<TakedownTables['takedown_cases']>): Promise<CaseRow> {
  return on(trx).insertInto('takedown_cases').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function findCases(trx: Trx, organisationId: string, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return on(trx)
    .selectFrom('takedown_cases')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', among(ids))
    .execute();
}

/** Held until the transaction ends: acts on a case come one after the other. */
export async function lockCase(trx: Trx, organisationId: string, id: string): Promise<CaseRow | undefined> {
  return on(trx)
    .selectFrom('takedown_cases')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateCase(trx: Trx, id: string, change: Updateable<TakedownTables['takedown_cases']>): Promise<void> {
  await on(trx).updateTable('takedown_cases').set(change).where('id', '=', id).execute();
}

/** Writes down when the first of the running clocks ends. */
export async function refreshDue(trx: Trx, id: string): Promise<void> {
  await on(trx)
    .updateTable('takedown_cases')
    .set((eb) => ({
      next_due_at: eb
        .selectFrom('takedown_clocks')
        .select((inner) => inner.fn.min('due_at').as('due'))
        .where('subject_id', '=', id)
        .where('state', '=', 'running'),
    }))
    .where('id', '=', id)
    .execute();
}

/** The open draft of a host by a law, oldest first; held. */
export async function lockDraftOf(trx: Trx, organisationId: string, hostId: string): Promise<CaseRow[]> {
  return on(trx)
    .selectFrom('takedown_cases')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('host_id', '=', hostId)
    .where('state', '=', 'draft')
    .orderBy('id')
    .limit(20)
    .forUpdate()
    .execute();
}

export async function hostHasCases(trx: Trx, hostId: string): Promise<boolean> {
  return (await on(trx).selectFrom('takedown_cases').select('id').where('host_id', '=', hostId).limit(1).executeTakeFirst()) !== undefined;
}

export type CaseFilter = {
  state: CaseState | undefined;
  show: 'open' | 'closed' | 'all';
  need: 'overdue' | 'due_soon' | 'attention' | 'unsent' | undefined;
  hostId: string | undefined;
  workId: string | undefined;
  ownerId: string | undefined;
  q: string | undefined;
  sort: 'newest' | 'due';
  now: Date;
  soon: Date;
  after: { due: Date | null; id: string } | null;
  limit: number;
};

export async function listCases(trx: Trx, organisationId: string, filter: CaseFilter): Promise<CaseRow[]> {
  let query = on(trx).selectFrom('takedown_cases').selectAll().where('organisation_id', '=', organisationId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.show !== 'all') query = query.where('state', filter.show === 'open' ? '<>' : '=', 'closed');
  if (filter.hostId) query = query.where('host_id', '=', filter.hostId);
  if (filter.ownerId) query = query.where('owner_id', '=', filter.ownerId);
  if (filter.workId) {
    const { workId } = filter;
    query = query.where((eb) =>
      eb.exists(eb.selectFrom('takedown_links').select('id').whereRef('case_id', '=', 'takedown_cases.id').where('work_id', '=', workId)),
    );
  }
  if (filter.need === 'overdue') query = query.where('next_due_at', '<=', filter.now);
  if (filter.need === 'due_soon') query = query.where('next_due_at', '>', filter.now).where('next_due_at', '<=', filter.soon);
  if (filter.need === 'attention') query = query.where('attention', 'is not', null);
  if (filter.need === 'unsent') query = query.where('state', '=', 'draft');
  if (filter.q) {
    const like = `%${filter.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const number = /^#?\d{1,15}$/.test(filter.q) ? BigInt(filter.q.replace('#', '')) : null;
    query = query.where((eb) =>
      eb.or([
        eb(sql<string>`lower(title)`, 'like', like),
        ...(number === null ? [] : [eb('number', '=', number)]),
        eb.exists(
          eb
            .selectFrom('takedown_links')
            .select('takedown_links.id')
            .whereRef('case_id', '=', 'takedown_cases.id')
            .where((inner) => inner.or([inner(sql<string>`lower(url)`, 'like', like), inner(sql<string>`lower(account)`, 'like', like)])),
        ),
      ]),
    );
  }
  if (filter.sort === 'newest') {
    if (filter.after) query = query.where('id', '<', filter.after.id);
    return query.orderBy('id', 'desc').limit(filter.limit).execute();
  }
  // Cases without a running clock come last, newest first.
  const far = sql<Date>`coalesce(next_due_at, 'infinity'::timestamptz)`;
  if (filter.after) {
    const at = filter.after.due === null ? sql<Date>`'infinity'::timestamptz` : sql<Date>`${filter.after.due}::timestamptz`;
    const { id } = filter.after;
    query = query.where((eb) => eb.or([eb(far, '>', at), eb.and([eb(far, '=', at), eb('id', '<', id)])]));
  }
  return query.orderBy(far).orderBy('id', 'desc').limit(filter.limit).execute();
}

// ── Links ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Stores links that their case has not yet; answers with those that were new. */
export async function insertLinks(trx: Trx, rows: readonly Insertable<TakedownTables['takedown_links']>[]): Promise<LinkRow[]> {
  const stored: LinkRow[] = [];
  for (let at = 0; at < rows.length; at += 200) {
    const made = await on(trx)
      .insertInto('takedown_links')
      .values(rows.slice(at, at + 200) as Insertable<TakedownTables['takedown_links']>[])
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .execute();
    stored.push(...made);
  }
  return stored;
}

export async function findLink(trx: Trx, organisationId: string, id: string): Promise<LinkRow | undefined> {
  return on(trx)
    .selectFrom('takedown_links')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listLinks(
  trx: Trx,
  caseId: string,
  filter: { states?: readonly LinkState[]; after?: string | null; limit?: number; noticeId?: string } = {},
): Promise<LinkRow[]> {
  let query = on(trx).selectFrom('takedown_links').selectAll().where('case_id', '=', caseId);
  if (filter.states) query = query.where('state', 'in', [...filter.states]);
  if (filter.noticeId) query = query.where('notice_id', '=', filter.noticeId);
  if (filter.after) query = query.where('id', '>', filter.after);
  return query
    .orderBy('id')
    .limit(filter.limit ?? 1_000)
    .execute();
}

export async function updateLinks(trx: Trx, ids: readonly string[], change: Updateable<TakedownTables['takedown_links']>): Promise<void> {
  if (ids.length === 0) return;
  await on(trx).updateTable('takedown_links').set(change).where('id', '=', among(ids)).execute();
}

export async function deleteLink(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('takedown_links').where('id', '=', id).execute();
}

/** Of cases: how many links are in which state, and of which works. */
export async function countLinks(trx: Trx, caseIds: readonly string[]): Promise<Map<string, Partial<Record<LinkState, number>>>> {
  if (caseIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_links')
    .select(['case_id', 'state', sql<bigint>`count(*)`.as('count')])
    .where('case_id', '=', among(caseIds))
    .groupBy(['case_id', 'state'])
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.case_id)].map(([id, of]) => [
      id,
      Object.fromEntries(of.map(({ state, count }) => [state, Number(count)])),
    ]),
  );
}

export async function worksOfCases(trx: Trx, caseIds: readonly string[]): Promise<Map<string, string[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_links')
    .select(['case_id', 'work_id'])
    .distinct()
    .where('case_id', '=', among(caseIds))
    .where('work_id', 'is not', null)
    .orderBy('work_id')
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.case_id)].map(([id, of]) => [id, of.map((row) => row.work_id!)]));
}

/** In how many other cases an account was noticed on a host; only those that were. */
export async function repeatsOf(
  trx: Trx,
  organisationId: string,
  caseId: string,
  hostId: string,
  accounts: readonly string[],
): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_links')
    .select(['account', sql<bigint>`count(distinct case_id)`.as('count')])
    .where('organisation_id', '=', organisationId)
    .where('host_id', '=', hostId)
    .where('account', '=', among(accounts))
    .where('case_id', '<>', caseId)
    .where('noticed_at', 'is not', null)
    .groupBy('account')
    .execute();
  return new Map(rows.map((row) => [row.account!, Number(row.count)]));
}

export type Infringer = { host_id: string; account: string; cases: bigint; links: bigint; removed: bigint; first_at: Date; last_at: Date };
export async function listInfringers(
  trx: Trx,
  organisationId: string,
  filter: {
    hostId: string | undefined;
    repeat: boolean | undefined;
    after: { cases: number; hostId: string; account: string } | null;
    limit: number;
  },
): Promise<Infringer[]> {
  const hostId = filter.hostId ? sql`and host_id = ${filter.hostId}` : sql``;
  const repeat = filter.repeat === undefined ? sql`` : filter.repeat ? sql`and cases > 1` : sql`and cases = 1`;
  const after = filter.after
    ? sql`and (cases < ${filter.after.cases}::bigint or (cases = ${filter.after.cases}::bigint and (host_id, account) > (${filter.after.hostId}, ${filter.after.account})))`
    : sql``;
  const { rows } = await sql<Infringer>`
    select * from (
      select host_id, account, count(distinct case_id) as cases, count(*) as links, count(*) filter (where state = 'removed') as removed,
        min(noticed_at) as first_at, max(noticed_at) as last_at
      from takedown_links
      where organisation_id = ${organisationId} and account is not null and noticed_at is not null and state <> 'withdrawn' ${hostId}
      group by host_id, account
    ) counted where true ${repeat} ${after}
    order by cases desc, host_id, account limit ${filter.limit}`.execute(trx);
  return rows;
}

// ── Money, counter-notices ──────────────────────────────────────────────────────────────────────────────────────

export async function insertRecovery(trx: Trx, row: Insertable<TakedownTables['takedown_recoveries']>): Promise<void> {
  await on(trx).insertInto('takedown_recoveries').values(row).execute();
}

/** Sums by case and currency. */
export async function sumRecoveries(trx: Trx, caseIds: readonly string[]): Promise<Map<string, { currency: string; amount: string }[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_recoveries')
    .select(['case_id', 'currency', sql<string>`sum(amount_minor)::text`.as('amount')])
    .where('case_id', '=', among(caseIds))
    .groupBy(['case_id', 'currency'])
    .orderBy('currency')
    .execute();
  return Map.groupBy(rows, (row) => row.case_id);
}

export async function insertCounter(trx: Trx, row: Insertable<TakedownTables['takedown_counter_notices']>): Promise<void> {
  await on(trx).insertInto('takedown_counter_notices').values(row).execute();
}

export async function listCounters(trx: Trx, caseId: string): Promise<CounterRow[]> {
  return on(trx)
    .selectFrom('takedown_counter_notices')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('undone', '=', false)
    .orderBy('id')
    .limit(100)
    .execute();
}

export async function undoCounter(trx: Trx, id: bigint): Promise<void> {
  await on(trx).updateTable('takedown_counter_notices').set({ undone: true }).where('id', '=', id).execute();
}

// ── What time does ──────────────────────────────────────────────────────────────────────────────────────────────

/** Cases whose links are to be looked at; the next look is set in the same step, so that nobody else takes them. */
export async function takeToCheck(trx: Trx, now: Date, limit: number): Promise<CaseRow[]> {
  const rows = await on(trx)
    .selectFrom('takedown_cases')
    .selectAll()
    .where('next_check_at', '<=', now)
    .orderBy('next_check_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows;
}

export type Totals = {
  states: { state: CaseState; count: bigint }[];
  overdue: bigint;
  due_soon: bigint;
  attention: bigint;
  noticed: bigint;
  removed: bigint;
  reinstated: bigint;
  median_hours: number | null;
  recovered: { currency: string; amount: string }[];
};
export async function totals(trx: Trx, organisationId: string, now: Date, soon: Date): Promise<Totals> {
  const states = await on(trx)
    .selectFrom('takedown_cases')
    .select(['state', sql<bigint>`count(*)`.as('count')])
    .where('organisation_id', '=', organisationId)
    .groupBy('state')
    .execute();
  const cases = await on(trx)
    .selectFrom('takedown_cases')
    .select([
      sql<bigint>`count(*) filter (where next_due_at <= ${now})`.as('overdue'),
      sql<bigint>`count(*) filter (where next_due_at > ${now} and next_due_at <= ${soon})`.as('due_soon'),
      sql<bigint>`count(*) filter (where attention is not null)`.as('attention'),
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  const links = await on(trx)
    .selectFrom('takedown_links')
    .select([
      sql<bigint>`count(*) filter (where noticed_at is not null)`.as('noticed'),
      sql<bigint>`count(*) filter (where state = 'removed')`.as('removed'),
      sql<bigint>`count(*) filter (where state = 'reinstated')`.as('reinstated'),
      sql<
        number | null
      >`(percentile_cont(0.5) within group (order by extract(epoch from removed_at - noticed_at)) filter (where state = 'removed' and removed_at >= noticed_at) / 3600)::float8`.as(
        'median_hours',
      ),
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  const recovered = await on(trx)
    .selectFrom('takedown_recoveries')
    .select(['currency', sql<string>`sum(amount_minor)::text`.as('amount')])
    .where('organisation_id', '=', organisationId)
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  return { states, ...cases, ...links, recovered };
}
