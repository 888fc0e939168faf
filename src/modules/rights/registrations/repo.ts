import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { RegisteredKind, WorkIdentifier } from './contract.ts';
import type { RegisteredAssetRow, RegistrationRow, RegistrationTables, StampRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<RegistrationTables>();
const texts = (ids: readonly string[]) => sql<string>`any(${[...ids]}::text[])`;
const batchSize = 500;

/** The next number of a work's registrations; held until the transaction ends, so that they stand in their order. */
export async function takeNumber(trx: Trx, organisationId: string, workId: string): Promise<number> {
  const row = await on(trx)
    .insertInto('registration_numbers')
    .values({ organisation_id: organisationId, work_id: workId, last: 1 })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'work_id']).doUpdateSet({ last: sql`registration_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

export async function insertRegistration(
  trx: Trx,
  row: Insertable<RegistrationTables['registrations']>,
  assets: readonly Insertable<RegistrationTables['registration_assets']>[],
): Promise<void> {
  await on(trx).insertInto('registrations').values(row).execute();
  for (let at = 0; at < assets.length; at += batchSize)
    await on(trx)
      .insertInto('registration_assets')
      .values(assets.slice(at, at + batchSize))
      .execute();
}

export function findRegistration(trx: Trx, organisationId: string, id: string): Promise<RegistrationRow | undefined> {
  return on(trx)
    .selectFrom('registrations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockRegistration(trx: Trx, organisationId: string, id: string): Promise<RegistrationRow | undefined> {
  return on(trx)
    .selectFrom('registrations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** By its root, whoever's it is: for the public question alone. */
export function findByRoot(trx: Trx, root: string): Promise<RegistrationRow | undefined> {
  return on(trx).selectFrom('registrations').selectAll().where('root', '=', root).executeTakeFirst();
}

/** The newest registration of a work as a whole. */
export function findNewest(trx: Trx, organisationId: string, workId: string): Promise<RegistrationRow | undefined> {
  return on(trx)
    .selectFrom('registrations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where('basis', '=', 'work')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type RegistrationPlace = { at: Date; id: string };
export async function listRegistrations(
  trx: Trx,
  organisationId: string,
  of: { workId: string | null; basis: RegistrationRow['basis'] | null; before: RegistrationPlace | null; limit: number },
): Promise<RegistrationRow[]> {
  const { workId, basis, before } = of;
  return on(trx)
    .selectFrom('registrations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .$if(workId !== null, (query) => query.where('work_id', '=', workId!))
    .$if(basis !== null, (query) => query.where('basis', '=', basis!))
    .$if(before !== null, (query) => query.where(sql<boolean>`(registered_at, id) < (${before!.at}, ${before!.id})`))
    .orderBy('registered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(of.limit)
    .execute();
}

export async function listAssets(
  trx: Trx,
  registrationId: string,
  of: { kind?: RegisteredKind | undefined; after?: number; limit?: number } = {},
): Promise<RegisteredAssetRow[]> {
  return on(trx)
    .selectFrom('registration_assets')
    .selectAll()
    .where('registration_id', '=', registrationId)
    .where('position', '>', of.after ?? 0)
    .$if(of.kind !== undefined, (query) => query.where('kind', '=', of.kind!))
    .orderBy('position')
    .$if(of.limit !== undefined, (query) => query.limit(of.limit!))
    .execute();
}

export async function countAssets(
  trx: Trx,
  registrationId: string,
): Promise<{ kind: RegisteredKind; included: boolean; count: number; bytes: number }[]> {
  const rows = await on(trx)
    .selectFrom('registration_assets')
    .select((one) => ['kind', 'included', one.fn.countAll<bigint>().as('count'), sql<bigint>`sum(bytes)::bigint`.as('bytes')])
    .where('registration_id', '=', registrationId)
    .groupBy(['kind', 'included'])
    .orderBy('kind')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count), bytes: Number(row.bytes) }));
}

// ── Bytes that are held ─────────────────────────────────────────────────────────────────────────────────────────

export async function insertHolds(trx: Trx, rows: readonly Insertable<RegistrationTables['registration_holds']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += batchSize)
    await on(trx)
      .insertInto('registration_holds')
      .values(rows.slice(at, at + batchSize))
      .execute();
}

/** Takes out what registrations of a deleted work hold no longer, and answers with the catalogue's assets. */
export async function takeHoldsOfWork(trx: Trx, organisationId: string, workId: string): Promise<string[]> {
  const ids = on(trx).selectFrom('registrations').select('id').where('organisation_id', '=', organisationId).where('work_id', '=', workId);
  const rows = await on(trx)
    .deleteFrom('registration_holds')
    .where('goes_with_work', '=', true)
    .where('registration_id', 'in', ids)
    .returning('asset_id')
    .execute();
  await on(trx)
    .updateTable('registrations')
    .set({ held: false })
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .execute();
  return rows.map((row) => row.asset_id);
}

// ── Time-stamps ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers false where that authority is already to stamp it. */
export async function insertStamp(trx: Trx, row: Insertable<RegistrationTables['registration_stamps']>): Promise<boolean> {
  const made = await on(trx)
    .insertInto('registration_stamps')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function listStamps(trx: Trx, registrationIds: readonly string[]): Promise<StampRow[]> {
  if (registrationIds.length === 0) return [];
  return on(trx)
    .selectFrom('registration_stamps')
    .selectAll()
    .where('registration_id', '=', texts(registrationIds))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

const due = (now: Date) => sql<boolean>`state = 'waiting' and next_try_at <= ${now} and (claimed_until is null or claimed_until <= ${now})`;

export async function listDueStamps(trx: Trx, now: Date, of: { registrationId: string | null; limit: number }): Promise<string[]> {
  const rows = await on(trx)
    .selectFrom('registration_stamps')
    .select('id')
    .where(due(now))
    .$if(of.registrationId !== null, (query) => query.where('registration_id', '=', of.registrationId!))
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(of.limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Takes a stamp that is due, for as long as an answer may take; of two that want it one gets it. */
export function claimStamp(trx: Trx, id: string, now: Date, until: Date): Promise<StampRow | undefined> {
  return on(trx)
    .updateTable('registration_stamps')
    .set({ claimed_until: until, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .where(due(now))
    .returningAll()
    .executeTakeFirst();
}

/** Writes what became of a claimed try; false where somebody else has taken it since. */
export async function settleStamp(
  trx: Trx,
  claimed: Pick<StampRow, 'id' | 'attempts'>,
  change: Updateable<RegistrationTables['registration_stamps']>,
): Promise<boolean> {
  const row = await on(trx)
    .updateTable('registration_stamps')
    .set({ ...change, claimed_until: null })
    .where('id', '=', claimed.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', claimed.attempts)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Has a failed stamp tried anew, or a waiting one at once. */
export async function tryAgain(trx: Trx, id: string, now: Date): Promise<void> {
  await on(trx)
    .updateTable('registration_stamps')
    .set({ state: 'waiting', attempts: 0, next_try_at: now, error: null })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .execute();
  await on(trx).updateTable('registration_stamps').set({ next_try_at: now }).where('id', '=', id).where('state', '=', 'waiting').execute();
}

// ── Identifiers ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function listIdentifiers(trx: Trx, organisationId: string, workId: string): Promise<WorkIdentifier[]> {
  return on(trx)
    .selectFrom('work_identifiers')
    .select(['scheme', 'value'])
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .orderBy('position')
    .execute();
}

export async function replaceIdentifiers(
  trx: Trx,
  organisationId: string,
  workId: string,
  items: readonly WorkIdentifier[],
): Promise<void> {
  await on(trx).deleteFrom('work_identifiers').where('organisation_id', '=', organisationId).where('work_id', '=', workId).execute();
  if (items.length === 0) return;
  await on(trx)
    .insertInto('work_identifiers')
    .values(items.map(({ scheme, value }, position) => ({ organisation_id: organisationId, work_id: workId, position, scheme, value })))
    .execute();
}
