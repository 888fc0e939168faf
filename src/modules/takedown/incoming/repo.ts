import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { TakedownTables } from '../tables.ts';
import type { IncomingState } from './contract.ts';

export type IncomingRow = Selectable<TakedownTables['takedown_incoming']>;
export type TargetRow = Selectable<TakedownTables['takedown_targets']>;
export type NotifierCounts = { notices: number; upheld: number; rejected: number; abusive: number; suspended: boolean };
const on = (trx: Trx) => trx.withTables<TakedownTables>();
const among = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export async function insertIncoming(trx: Trx, row: Insertable<TakedownTables['takedown_incoming']>): Promise<void> {
  await on(trx).insertInto('takedown_incoming').values(row).execute();
}

export async function insertTargets(trx: Trx, rows: readonly Insertable<TakedownTables['takedown_targets']>[]): Promise<void> {
  if (rows.length === 0) return;
  await on(trx)
    .insertInto('takedown_targets')
    .values(rows as Insertable<TakedownTables['takedown_targets']>[])
    .onConflict((conflict) => conflict.columns(['incoming_id', 'url']).doNothing())
    .execute();
}

export async function findIncoming(trx: Trx, organisationId: string, id: string): Promise<IncomingRow | undefined> {
  return on(trx)
    .selectFrom('takedown_incoming')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function lockIncoming(trx: Trx, organisationId: string, id: string): Promise<IncomingRow | undefined> {
  return on(trx)
    .selectFrom('takedown_incoming')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateIncoming(trx: Trx, id: string, change: Updateable<TakedownTables['takedown_incoming']>): Promise<void> {
  await on(trx).updateTable('takedown_incoming').set(change).where('id', '=', id).execute();
}

/** Writes down when the first of the running clocks ends. */
export async function refreshDue(trx: Trx, id: string): Promise<void> {
  await on(trx)
    .updateTable('takedown_incoming')
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

export async function listIncoming(
  trx: Trx,
  organisationId: string,
  filter: {
    state: IncomingState | undefined;
    show: 'open' | 'closed' | 'all';
    sort: 'newest' | 'due';
    after: { due: Date | null; id: string } | null;
    limit: number;
  },
): Promise<IncomingRow[]> {
  let query = on(trx).selectFrom('takedown_incoming').selectAll().where('organisation_id', '=', organisationId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.show !== 'all') query = query.where('state', filter.show === 'open' ? 'not in' : 'in', ['closed', 'restored', 'rejected']);
  if (filter.sort === 'newest') {
    if (filter.after) query = query.where('id', '<', filter.after.id);
    return query.orderBy('id', 'desc').limit(filter.limit).execute();
  }
  const far = sql<Date>`coalesce(next_due_at, 'infinity'::timestamptz)`;
  if (filter.after) {
    const at = filter.after.due === null ? sql<Date>`'infinity'::timestamptz` : sql<Date>`${filter.after.due}::timestamptz`;
    const { id } = filter.after;
    query = query.where((eb) => eb.or([eb(far, '>', at), eb.and([eb(far, '=', at), eb('id', '<', id)])]));
  }
  return query.orderBy(far).orderBy('id', 'desc').limit(filter.limit).execute();
}

/** Notices that name links of these creators. */
export async function listOfCreators(
  trx: Trx,
  organisationId: string,
  creatorIds: readonly string[],
  filter: { beforeId: string | null; id?: string; limit: number },
): Promise<IncomingRow[]> {
  if (creatorIds.length === 0) return [];
  let query = on(trx)
    .selectFrom('takedown_incoming')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    // Until it is decided a creator has nothing to answer.
    .where('state', 'not in', ['received', 'incomplete', 'acknowledged', 'rejected'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('takedown_targets')
          .select('takedown_targets.id')
          .whereRef('incoming_id', '=', 'takedown_incoming.id')
          .where('creator_id', '=', among(creatorIds)),
      ),
    );
  if (filter.beforeId !== null) query = query.where('id', '<', filter.beforeId);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  return query.orderBy('id', 'desc').limit(filter.limit).execute();
}

export async function countOpen(trx: Trx, organisationId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('takedown_incoming')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', 'not in', ['closed', 'restored', 'rejected'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function listTargets(trx: Trx, incomingIds: readonly string[]): Promise<Map<string, TargetRow[]>> {
  if (incomingIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_targets')
    .selectAll()
    .where('incoming_id', '=', among(incomingIds))
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.incoming_id);
}

export async function updateTargets(
  trx: Trx,
  ids: readonly bigint[],
  change: Updateable<TakedownTables['takedown_targets']>,
): Promise<void> {
  for (const id of ids) await on(trx).updateTable('takedown_targets').set(change).where('id', '=', id).execute();
}

export async function setNotifier(
  trx: Trx,
  organisationId: string,
  email: string,
  suspended: boolean,
  note: string,
  now: Date,
): Promise<void> {
  const row = { suspended, note, updated_at: now };
  await on(trx)
    .insertInto('takedown_notifiers')
    .values({ organisation_id: organisationId, email, ...row })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email']).doUpdateSet(row))
    .execute();
}

/** What became of each notifier's notices; every address that was given has an entry. */
export async function countsOf(trx: Trx, organisationId: string, emails: readonly string[]): Promise<Map<string, NotifierCounts>> {
  const counts = new Map<string, NotifierCounts>(
    emails.map((email) => [email, { notices: 0, upheld: 0, rejected: 0, abusive: 0, suspended: false }]),
  );
  if (emails.length === 0) return counts;
  const rows = await on(trx)
    .selectFrom('takedown_incoming')
    .select([
      'notifier_email',
      sql<bigint>`count(*)`.as('notices'),
      sql<bigint>`count(*) filter (where statement is not null and state <> 'restored')`.as('upheld'),
      sql<bigint>`count(*) filter (where state = 'rejected' or (state = 'closed' and decided_at is not null and statement is null))`.as(
        'rejected',
      ),
      sql<bigint>`count(*) filter (where abusive)`.as('abusive'),
    ])
    .where('organisation_id', '=', organisationId)
    .where('notifier_email', '=', among(emails))
    .groupBy('notifier_email')
    .execute();
  for (const row of rows)
    Object.assign(counts.get(row.notifier_email)!, {
      notices: Number(row.notices),
      upheld: Number(row.upheld),
      rejected: Number(row.rejected),
      abusive: Number(row.abusive),
    });
  const suspended = await on(trx)
    .selectFrom('takedown_notifiers')
    .select('email')
    .where('organisation_id', '=', organisationId)
    .where('email', '=', among(emails))
    .where('suspended', '=', true)
    .execute();
  for (const { email } of suspended) counts.get(email)!.suspended = true;
  return counts;
}
