import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AccountRow, CreatorsTables, PeriodRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CreatorsTables>();

export type AccountFilter = {
  state?: AccountRow['state'] | undefined;
  channel?: AccountRow['channel'] | undefined;
  creatorId?: string | undefined;
  agencyId?: string | undefined;
  query?: string | undefined;
};

/** A page of accounts, newest first. */
export function listAccounts(
  trx: Trx,
  organisationId: string,
  filter: AccountFilter,
  page: { beforeId: string | null; limit: number },
): Promise<AccountRow[]> {
  let query = tables(trx)
    .selectFrom('channel_accounts as a')
    .innerJoin('creators as c', 'c.id', 'a.creator_id')
    .selectAll('a')
    .where('a.organisation_id', '=', organisationId);
  if (filter.state) query = query.where('a.state', '=', filter.state);
  if (filter.channel) query = query.where('a.channel', '=', filter.channel);
  if (filter.creatorId) query = query.where('a.creator_id', '=', filter.creatorId);
  if (filter.agencyId) query = query.where('c.agency_id', '=', filter.agencyId);
  const words = filter.query?.trim().toLowerCase();
  if (words)
    query = query.where(
      sql<boolean>`(position(${words} in lower(a.handle)) > 0 or position(${words} in lower(c.name)) > 0 or lower(a.external_id) = ${words})`,
    );
  if (page.beforeId !== null) query = query.where('a.id', '<', page.beforeId);
  return query.orderBy('a.id', 'desc').limit(page.limit).execute();
}

/** Accounts held until the transaction ends, in the order of their ids. */
export function lockAccounts(trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<AccountRow[]> {
  return tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...accountIds]}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}
export function findAccounts(trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<AccountRow[]> {
  return tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...accountIds]}::text[])`)
    .execute();
}
export function listAccountsOf(trx: Trx, creatorId: string, states: readonly AccountRow['state'][]): Promise<AccountRow[]> {
  return tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('state', 'in', states)
    .orderBy('id')
    .execute();
}
/** Accounts of the same name or id, whatever became of them; filed and approved ones first, then the newest. */
export function findSame(
  trx: Trx,
  organisationId: string,
  channel: AccountRow['channel'],
  identity: { externalId: string | null; handle: string },
): Promise<AccountRow[]> {
  return tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('channel', '=', channel)
    .where(sql<boolean>`identity = coalesce('id:' || ${identity.externalId}::text, 'name:' || lower(${identity.handle}::text))`)
    .orderBy(sql`state in ('filed', 'approved')`, 'desc')
    .orderBy('id', 'desc')
    .execute();
}
/** Approved accounts that people or the channel call so; of any channel where none is given. */
export function findApprovedNamed(
  trx: Trx,
  organisationId: string,
  { channel, name }: { channel: string | null; name: string },
): Promise<AccountRow[]> {
  let query = tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'approved')
    .where(sql<boolean>`(lower(ltrim(handle, '@')) = lower(${name}) or lower(external_id) = lower(${name}))`);
  if (channel !== null) query = query.where('channel', '=', channel as AccountRow['channel']);
  return query.orderBy('id').limit(20).execute();
}
export function findByExternalId(trx: Trx, organisationId: string, channel: string, externalId: string): Promise<AccountRow[]> {
  return tables(trx)
    .selectFrom('channel_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('channel', '=', channel as AccountRow['channel'])
    .where('external_id', '=', externalId)
    .orderBy(sql`state = 'approved'`, 'desc')
    .orderBy('id', 'desc')
    .execute();
}
export async function countActive(trx: Trx, creatorIds: readonly string[]): Promise<Map<string, { filed: number; approved: number }>> {
  const rows = await tables(trx)
    .selectFrom('channel_accounts')
    .select([
      'creator_id',
      sql<bigint>`count(*) filter (where state = 'filed')`.as('filed'),
      sql<bigint>`count(*) filter (where state = 'approved')`.as('approved'),
    ])
    .where(sql<boolean>`creator_id = any(${[...creatorIds]}::text[])`)
    .where('state', 'in', ['filed', 'approved'])
    .groupBy('creator_id')
    .execute();
  return new Map(rows.map((row) => [row.creator_id, { filed: Number(row.filed), approved: Number(row.approved) }]));
}
export async function insertAccount(trx: Trx, row: Insertable<CreatorsTables['channel_accounts']>): Promise<void> {
  await tables(trx).insertInto('channel_accounts').values(row).execute();
}
export async function updateAccount(trx: Trx, accountId: string, change: Updateable<CreatorsTables['channel_accounts']>): Promise<void> {
  if (Object.values(change).every((value) => value === undefined)) return;
  await tables(trx).updateTable('channel_accounts').set(change).where('id', '=', accountId).execute();
}

// ── When they were approved ─────────────────────────────────────────────────────────────────────────────────────

export function listPeriods(trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<PeriodRow[]> {
  return tables(trx)
    .selectFrom('channel_account_periods')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`account_id = any(${[...accountIds]}::text[])`)
    .orderBy('id')
    .execute();
}
/** Every stretch in which some account of the channel was approved under this name. */
export function listPeriodsOfName(
  trx: Trx,
  organisationId: string,
  channel: string,
  externalId: string,
): Promise<{ id: string; creatorId: string; from: Date; until: Date | null }[]> {
  return tables(trx)
    .selectFrom('channel_account_periods as p')
    .innerJoin('channel_accounts as a', 'a.id', 'p.account_id')
    .select(['a.id as id', 'a.creator_id as creatorId', 'p.from_at as from', 'p.until_at as until'])
    .where('p.organisation_id', '=', organisationId)
    .where('p.external_id', '=', externalId)
    .where('a.channel', '=', channel as AccountRow['channel'])
    .orderBy('p.id')
    .execute();
}
/** What channels call, or called, the accounts of a creator. */
export async function listNames(trx: Trx, organisationId: string, creatorId: string): Promise<{ channel: string; externalId: string }[]> {
  const { rows } = await sql<{ channel: string; externalId: string }>`
    select a.channel, n.external_id as "externalId" from channel_accounts a
    cross join lateral (select a.external_id union select p.external_id from channel_account_periods p where p.account_id = a.id) n
    where a.organisation_id = ${organisationId} and a.creator_id = ${creatorId} and n.external_id is not null order by 1, 2`.execute(trx);
  return rows;
}
export async function beginPeriod(
  trx: Trx,
  organisationId: string,
  account: { id: string; externalId: string | null },
  at: Date,
): Promise<void> {
  await tables(trx)
    .insertInto('channel_account_periods')
    .values({ organisation_id: organisationId, account_id: account.id, external_id: account.externalId, from_at: at, until_at: null })
    .execute();
}
export async function endPeriod(trx: Trx, accountId: string, at: Date): Promise<void> {
  await tables(trx)
    .updateTable('channel_account_periods')
    .set({ until_at: at })
    .where('account_id', '=', accountId)
    .where('until_at', 'is', null)
    .execute();
}
