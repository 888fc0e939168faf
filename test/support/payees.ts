/** A creator's payee in a house of money, for the tests of how payees are paid and taxed; settlements are put in as they were posted. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Ledger } from '../../src/modules/ledger/index.ts';
import type { Revenue } from '../../src/modules/revenue/index.ts';
import type { ProfileInput } from '../../src/modules/revenue/payees/contract.ts';
import { payeesOfKeys } from '../../src/modules/revenue/payees/keys.ts';
import type { RevenueParts } from '../../src/modules/revenue/service/parts.ts';
import { recordWithholdings, taxOfSettlement, type SettlementTax } from '../../src/modules/revenue/tax/apply.ts';
import type { Trx } from '../../src/platform/db/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from './database.ts';
import type { TestHouse } from './house.ts';
import { openRevenue, revenueTestMigrations } from './revenue.ts';

export let base: TestDatabase;
export let house: TestHouse;
export let revenue: Revenue;
export let ledger: Ledger;
export let parts: RevenueParts;
export let home: TestTenant;
/** Of the organisation's member with the role of a creator. */
export let creatorId: string;
export let payeeId: string;
export const yuan = (amount: number): bigint => BigInt(Math.round(amount * 100));

/** Opens a database for the file and a house with one creator's payee for each test; call it once at the top. */
export function usePayees(): void {
  beforeAll(async () => {
    base = await openTestDatabase(revenueTestMigrations);
  });
  afterAll(() => base.drop());
  beforeEach(async () => {
    ({ house, revenue, ledger, parts } = await openRevenue(base.db));
    home = await freshTenant(base.db);
    creatorId = await newCreator('小鹿', home.actors.creator.id);
    payeeId = await payeeOfKey(creatorId);
  });
}

export const write = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => base.db.transaction(work);
/** The payee of a key, made where there is none. */
export const payeeOfKey = async (key: string): Promise<string> =>
  (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, [key]))).get(key)!;

export async function newCreator(name: string, userId: string | null = null): Promise<string> {
  const id = newId('creator', house.clock.nowMs());
  await write(async (trx) => {
    await sql`insert into creators (id, organisation_id, name, state, joined_at)
      values (${id}, ${home.organisationId}, ${name}, 'active', ${house.clock.now()})`.execute(trx);
    if (userId !== null)
      await sql`insert into party_users (user_id, organisation_id, creator_id, joined_at) values (${userId}, ${home.organisationId}, ${id}, ${house.clock.now()})`.execute(
        trx,
      );
  });
  return id;
}

export const profile: ProfileInput = {
  kind: 'person',
  legalName: '李雷',
  region: 'CN',
  idNumber: { kind: 'cn_id_card', number: '11010519491231002x' },
  currency: 'CNY',
  thresholdMinor: null,
  method: { kind: 'bank_cn', accountName: '李雷', account: '6222020200112230012', bankName: '中国工商银行', branch: '朝阳支行', cnaps: '' },
};

/** A month's settlement that was posted with these incomes; what was withheld from each, in fen. */
export async function settle(
  period: string,
  incomes: Record<string, bigint>,
  of: { run?: number; currency?: string; state?: string } = {},
): Promise<{ id: string; taxes: Map<string, SettlementTax> }> {
  const { run = 1, currency = 'CNY', state = 'posted' } = of;
  const id = newId('settlement', house.clock.nowMs());
  return write(async (trx) => {
    await sql`insert into revenue_settlements (id, organisation_id, period, currency, run, state, cut_at, made_by, made_by_name, made_at)
      values (${id}, ${home.organisationId}, ${period}, ${currency}, ${run}, 'computing', ${house.clock.now()}, 'usr_a', 'A', ${house.clock.now()})`.execute(
      trx,
    );
    const list = Object.entries(incomes).map(([each, incomeMinor]) => ({ payeeId: each, incomeMinor }));
    const taxes = await taxOfSettlement(trx, { organisationId: home.organisationId, period, currency, incomes: list });
    await recordWithholdings(trx, id, taxes);
    const approved = state === 'posted' || state === 'approved';
    await sql`update revenue_settlements set state = ${state}, approved_by = ${approved ? 'usr_b' : null},
      approved_by_name = ${approved ? 'B' : null}, approved_at = ${approved ? house.clock.now() : null} where id = ${id}`.execute(trx);
    return { id, taxes };
  });
}
/** Settles months of the payee one after another and answers with what was withheld. */
export async function year(months: Record<string, number>): Promise<bigint[]> {
  const withheld: bigint[] = [];
  for (const [period, income] of Object.entries(months))
    withheld.push((await settle(period, { [payeeId]: yuan(income) })).taxes.get(payeeId)!.withheldMinor);
  return withheld;
}
