import { sql, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AllowRow, AllowTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<AllowTables>();

/** Answers false where the subject is allowed for the same work already. */
export async function insertEntry(trx: Trx, row: AllowRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('allow_entries')
    .values({ ...row, subject: JSON.stringify(row.subject) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function lockEntry(trx: Trx, organisationId: string, id: string): Promise<AllowRow | undefined> {
  return on(trx)
    .selectFrom('allow_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateEntry(trx: Trx, id: string, change: Updateable<AllowTables['allow_entries']>): Promise<void> {
  await on(trx).updateTable('allow_entries').set(change).where('id', '=', id).execute();
}

/** The entry that stands for a subject and a work now. */
export async function findStanding(
  trx: Trx,
  organisationId: string,
  { kind, key, workId }: { kind: AllowRow['kind']; key: string; workId: string | null },
): Promise<AllowRow | undefined> {
  return on(trx)
    .selectFrom('allow_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where(sql<boolean>`coalesce(work_id, '') = ${workId ?? ''}`)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
}

/** Entries for a work that hold on a day and whose key is among those of their kind; those of the work itself first. */
export async function findHolding(
  trx: Trx,
  organisationId: string,
  asked: { workId: string; day: string; keys: readonly { kind: AllowRow['kind']; keys: readonly string[] }[] },
): Promise<AllowRow[]> {
  const wanted = asked.keys.filter(({ keys }) => keys.length > 0);
  if (wanted.length === 0) return [];
  return on(trx)
    .selectFrom('allow_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', 'is', null)
    .where((is) => is.or([is('work_id', 'is', null), is('work_id', '=', asked.workId)]))
    .where(sql<boolean>`(starts_on is null or starts_on <= ${asked.day}::date) and (ends_on is null or ends_on > ${asked.day}::date)`)
    .where((is) => is.or(wanted.map(({ kind, keys }) => is.and([is('kind', '=', kind), sql<boolean>`key = any(${[...keys]}::text[])`]))))
    .orderBy(sql`work_id is null`)
    .orderBy('id')
    .execute();
}

export async function countEntries(trx: Trx, organisationId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('allow_entries')
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function listEntries(
  trx: Trx,
  organisationId: string,
  page: {
    beforeId: string | null;
    limit: number;
    kind: AllowRow['kind'] | null;
    workId: string | null;
    withdrawn: boolean;
    query: string | null;
  },
): Promise<AllowRow[]> {
  let query = on(trx)
    .selectFrom('allow_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', page.withdrawn ? 'is not' : 'is', null);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.kind !== null) query = query.where('kind', '=', page.kind);
  if (page.workId !== null) query = query.where('work_id', '=', page.workId);
  if (page.query !== null) query = query.where(sql<boolean>`position(lower(${page.query}) in lower(key || ' ' || note)) > 0`);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}
