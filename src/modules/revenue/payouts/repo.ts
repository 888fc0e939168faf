import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PayeeRow } from '../tables.ts';
import type { BatchState } from './contract.ts';
import type { AccountRow, BatchRow, FileRow, PayoutRow, PayoutTables, SettingsRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<PayoutTables>();
const texts = (ids: readonly string[]) => sql`${[...ids]}::text[]`;

// ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function findSettings(trx: Trx, organisationId: string): Promise<SettingsRow | undefined> {
  return on(trx).selectFrom('payout_settings').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
}

/** The settings, made where they were not, held until the transaction ends: payouts of an organisation are made one after another. */
export async function lockSettings(trx: Trx, fresh: Insertable<PayoutTables['payout_settings']>): Promise<SettingsRow> {
  await on(trx)
    .insertInto('payout_settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return on(trx)
    .selectFrom('payout_settings')
    .selectAll()
    .where('organisation_id', '=', fresh.organisation_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateSettings(trx: Trx, organisationId: string, change: Updateable<PayoutTables['payout_settings']>): Promise<void> {
  await on(trx).updateTable('payout_settings').set(change).where('organisation_id', '=', organisationId).execute();
}

/** Organisations whose day of payouts has come and who were not reminded of it. */
export async function listToRemind(trx: Trx, dayOfMonth: number, today: string, limit: number): Promise<SettingsRow[]> {
  return on(trx)
    .selectFrom('payout_settings')
    .selectAll()
    .where('day_of_month', '=', dayOfMonth)
    .where((is) => is.or([is('reminded_on', 'is', null), is('reminded_on', '<', today)]))
    .orderBy('organisation_id')
    .limit(limit)
    .execute();
}

// ── Accounts ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers false where another account in use has the name. */
export async function insertAccount(trx: Trx, row: Insertable<PayoutTables['payout_accounts']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('payout_accounts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateAccount(trx: Trx, id: string, change: Updateable<PayoutTables['payout_accounts']>): Promise<void> {
  await on(trx).updateTable('payout_accounts').set(change).where('id', '=', id).execute();
}

export async function findAccount(trx: Trx, organisationId: string, id: string, lock = false): Promise<AccountRow | undefined> {
  const query = on(trx).selectFrom('payout_accounts').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Those in use, oldest first. */
export async function listAccounts(trx: Trx, organisationId: string): Promise<AccountRow[]> {
  return on(trx)
    .selectFrom('payout_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function findAccounts(trx: Trx, organisationId: string, ids: readonly string[]): Promise<AccountRow[]> {
  return on(trx)
    .selectFrom('payout_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${texts(ids)})`)
    .execute();
}

/** Whether an account has payouts that are not ended. */
export async function accountInUse(trx: Trx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from payout_batches where account_id = ${accountId} and state in ('draft', 'approved', 'sent')) as found`.execute(
    trx,
  );
  return rows[0]!.found;
}

// ── What is owed ────────────────────────────────────────────────────────────────────────────────────────────────

const settled = sql`select id from revenue_settlements where state in ('approved', 'posted')`;

/** Payees to whom settlements ever gave something in a currency, by id. */
export async function listOwed(trx: Trx, organisationId: string, currency: string): Promise<PayeeRow[]> {
  const { rows } = await sql<PayeeRow>`
    select * from payees where organisation_id = ${organisationId} and id in (
      select payee_id from revenue_dues where organisation_id = ${organisationId} and currency = ${currency} and settlement_id in (${settled}))
    order by id`.execute(trx);
  return rows;
}

export async function listOwedCurrencies(trx: Trx, organisationId: string): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    select distinct currency from revenue_dues where organisation_id = ${organisationId} order by currency`.execute(trx);
  return rows.map(({ currency }) => currency);
}

export type Held = { payee_id: string; held_minor: bigint; next_on: string | null };
/** What becomes payable after a day, and the first day of it. What is taken back on later days lowers what is held, never below nothing. */
export async function listHeld(trx: Trx, payeeIds: readonly string[], currency: string, today: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select payee_id, greatest(0, sum(amount_minor))::bigint as held_minor, min(payable_on) filter (where amount_minor > 0) as next_on
    from revenue_dues
    where payee_id = any(${texts(payeeIds)}) and currency = ${currency} and payable_on > ${today}::date and settlement_id in (${settled})
    group by payee_id`.execute(trx);
  return rows;
}

/** What is in payouts that are not ended, but for one batch. */
export async function listUnderWay(
  trx: Trx,
  organisationId: string,
  payeeIds: readonly string[],
  currency: string,
  butBatchId: string | null,
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ payee_id: string; amount_minor: bigint }>`
    select payee_id, sum(amount_minor)::bigint as amount_minor from payouts
    where organisation_id = ${organisationId} and payee_id = any(${texts(payeeIds)}) and currency = ${currency}
      and state in ('draft', 'approved', 'sending', 'unknown', 'sent') and batch_id is distinct from ${butBatchId}
    group by payee_id`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row.amount_minor]));
}

/** What payees were paid in a currency, all in all. */
export async function listPaid(trx: Trx, payeeIds: readonly string[], currency: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ payee_id: string; amount_minor: bigint }>`
    select payee_id, sum(amount_minor)::bigint as amount_minor from payouts
    where payee_id = any(${texts(payeeIds)}) and currency = ${currency} and state = 'paid' group by payee_id`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row.amount_minor]));
}

/** When each of a batch's payees was paid the last time before; null where they never were. */
export async function listPaidBefore(trx: Trx, batchId: string): Promise<Map<string, Date | null>> {
  const { rows } = await sql<{ payee_id: string; at: Date | null }>`
    select payee_id, (select max(before.sent_at) from payouts before
      where before.payee_id = payouts.payee_id and before.state = 'paid' and before.batch_id <> payouts.batch_id) as at
    from payouts where batch_id = ${batchId} and state <> 'cancelled'`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row.at]));
}

// ── Batches ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertBatch(trx: Trx, row: Insertable<PayoutTables['payout_batches']>): Promise<void> {
  await on(trx).insertInto('payout_batches').values(row).execute();
}

export async function updateBatch(trx: Trx, id: string, change: Updateable<PayoutTables['payout_batches']>): Promise<void> {
  await on(trx).updateTable('payout_batches').set(change).where('id', '=', id).execute();
}

export async function findBatch(trx: Trx, organisationId: string, id: string, lock = false): Promise<BatchRow | undefined> {
  const query = on(trx).selectFrom('payout_batches').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function listBatches(
  trx: Trx,
  organisationId: string,
  page: { beforeId: string | null; limit: number; state: BatchState | null },
): Promise<BatchRow[]> {
  let query = on(trx).selectFrom('payout_batches').selectAll().where('organisation_id', '=', organisationId);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.state !== null) query = query.where('state', '=', page.state);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export type BatchCount = { batch_id: string; state: PayoutRow['state']; payouts: number; amount_minor: bigint };
export async function countPayouts(trx: Trx, batchIds: readonly string[]): Promise<BatchCount[]> {
  const { rows } = await sql<BatchCount>`
    select batch_id, state, count(*)::integer as payouts, sum(amount_minor)::bigint as amount_minor
    from payouts where batch_id = any(${texts(batchIds)}) group by batch_id, state order by batch_id, state`.execute(trx);
  return rows;
}

// ── Payouts ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertPayouts(trx: Trx, rows: readonly Insertable<PayoutTables['payouts']>[]): Promise<void> {
  // A statement takes 65,535 parameters; a row has eleven that are given.
  for (let from = 0; from < rows.length; from += 500)
    await on(trx)
      .insertInto('payouts')
      .values(rows.slice(from, from + 500))
      .execute();
}

export async function updatePayout(trx: Trx, id: string, change: Updateable<PayoutTables['payouts']>): Promise<void> {
  await on(trx).updateTable('payouts').set(change).where('id', '=', id).execute();
}

export async function updatePayouts(trx: Trx, ids: readonly string[], change: Updateable<PayoutTables['payouts']>): Promise<void> {
  await on(trx)
    .updateTable('payouts')
    .set(change)
    .where(sql<boolean>`id = any(${texts(ids)})`)
    .execute();
}

/** Marks that a provider is asked to pay, if nobody has since it was read; answers whether it was this one. */
export async function claimPayout(
  trx: Trx,
  id: string,
  { triedBefore, now, mark }: { triedBefore: Date | null; now: Date; mark: string },
): Promise<boolean> {
  const { numUpdatedRows } = await on(trx)
    .updateTable('payouts')
    .set({ tried_at: now, tried_with: mark, updated_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'unknown', 'sent'])
    .where(sql<boolean>`tried_at is not distinct from ${triedBefore}::timestamptz`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function findPayout(trx: Trx, organisationId: string, id: string, lock = false): Promise<PayoutRow | undefined> {
  const query = on(trx).selectFrom('payouts').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** A batch's payouts in the order in which they were made, which is that of their files. */
export async function listPayouts(trx: Trx, batchId: string, lock = false): Promise<PayoutRow[]> {
  const query = on(trx).selectFrom('payouts').selectAll().where('batch_id', '=', batchId).orderBy('id');
  return (lock ? query.forUpdate() : query).execute();
}

export async function listPayoutsOf(
  trx: Trx,
  payeeIds: readonly string[],
  page: { beforeId: string | null; limit: number },
): Promise<PayoutRow[]> {
  let query = on(trx)
    .selectFrom('payouts')
    .selectAll()
    .where(sql<boolean>`payee_id = any(${texts(payeeIds)})`)
    .where('sent_at', 'is not', null);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** Payouts whose provider is to be asked now, of all organisations. */
export async function listToAsk(trx: Trx, now: Date, limit: number): Promise<Pick<PayoutRow, 'id' | 'organisation_id'>[]> {
  return on(trx)
    .selectFrom('payouts')
    .select(['id', 'organisation_id'])
    .where('next_ask_at', '<=', now)
    .orderBy('next_ask_at')
    .limit(limit)
    .execute();
}

// ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertFile(trx: Trx, row: Insertable<PayoutTables['payout_files']>): Promise<void> {
  await on(trx).insertInto('payout_files').values(row).execute();
}

export async function findFile(trx: Trx, organisationId: string, batchId: string, format: FileRow['format']): Promise<FileRow | undefined> {
  return on(trx)
    .selectFrom('payout_files')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('batch_id', '=', batchId)
    .where('format', '=', format)
    .executeTakeFirst();
}

export type FileFacts = Omit<FileRow, 'sealed'>;
/** The files of batches, without what is in them. */
export async function listFiles(trx: Trx, batchIds: readonly string[]): Promise<FileFacts[]> {
  return on(trx)
    .selectFrom('payout_files')
    .select(['batch_id', 'format', 'organisation_id', 'name', 'sha256', 'size_bytes', 'made_at'])
    .where(sql<boolean>`batch_id = any(${texts(batchIds)})`)
    .orderBy('format', 'desc')
    .execute();
}
