import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import {
  home,
  house,
  ledger,
  newCreator,
  payeeId,
  payeeOfKey,
  profile,
  revenue,
  settle,
  usePayees,
  write,
  year,
  yuan,
} from '../../../../test/support/payees.ts';
import { payableOf, receivableOf } from '../books.ts';
import { recordWithholdings } from '../tax/apply.ts';

usePayees();
const signal = new AbortController().signal;

describe('tax over settlements, by hand from the formulas of the announcements', () => {
  test('6,250 yuan a month is the edge; a yuan above it, 3 % of 80 fen', async () => {
    expect(await year({ '2026-01': 6250, '2026-02': 6250, '2026-03': 6250, '2026-04': 6251 })).toEqual([0n, 0n, 0n, 2n]);
  });

  test('60,000 a month climbs from 3 % through 10 % to 20 %', async () => {
    expect(await year({ '2026-01': 60_000, '2026-02': 60_000, '2026-03': 60_000, '2026-04': 60_000 })).toEqual([
      yuan(1780),
      yuan(4300),
      yuan(4300),
      yuan(7100),
    ]);
  });

  test('months count from the first with income: one that begins in June has 5,000 in June', async () => {
    expect(await year({ '2026-06': 10_000, '2026-07': 10_000 })).toEqual([yuan(90), yuan(90)]);
  });

  test('a month without anything counts between two that had', async () => {
    // March: 40,000 × 80 % − 15,000 = 17,000, 3 % is 510, of which January’s 330 is withheld.
    expect(await year({ '2026-01': 20_000, '2026-03': 20_000 })).toEqual([yuan(330), yuan(180)]);
  });

  test('a reversal in a later month lowers the year; what was withheld too much is credit', async () => {
    await year({ '2026-01': 10_000 });
    const back = (await settle('2026-02', { [payeeId]: -yuan(4000) })).taxes.get(payeeId)!;
    expect(back).toMatchObject({ withheldMinor: 0n, creditMinor: yuan(90) });
    // March: 20,000 × 80 % − 15,000 = 1,000, 3 % is 30: sixty of the credit are left.
    const march = (await settle('2026-03', { [payeeId]: yuan(14_000) })).taxes.get(payeeId)!;
    expect(march).toMatchObject({ withheldMinor: 0n, creditMinor: yuan(60) });
    // April: 40,000 × 80 % − 20,000 = 12,000, 3 % is 360, less the 90.
    expect((await settle('2026-04', { [payeeId]: yuan(20_000) })).taxes.get(payeeId)!.withheldMinor).toBe(yuan(270));
  });

  test('a new year begins at nothing; what January takes back of December lowers the new year', async () => {
    expect(await year({ '2026-11': 60_000, '2026-12': 60_000, '2027-01': -2000, '2027-02': 10_000 })).toEqual([
      yuan(1780),
      yuan(4300),
      0n,
      // 8,000 × 80 % − 5,000 (February is the first month with income) = 1,400, of which 3 %.
      yuan(42),
    ]);
  });

  test('a month that is settled twice is one month', async () => {
    const first = await settle('2026-01', { [payeeId]: yuan(5000) });
    const second = await settle('2026-01', { [payeeId]: yuan(5000) }, { run: 2 });
    expect([first, second].map(({ taxes }) => taxes.get(payeeId)!.withheldMinor)).toEqual([0n, yuan(90)]);
  });

  test('what is not approved does not count, and is replaced when it is computed again', async () => {
    await settle('2026-01', { [payeeId]: yuan(10_000) }, { state: 'cancelled' });
    const { id, taxes } = await settle('2026-01', { [payeeId]: yuan(10_000) }, { run: 2, state: 'ready' });
    expect(taxes.get(payeeId)!.withheldMinor).toBe(yuan(90));
    await write((trx) => recordWithholdings(trx, id, taxes));
    await write((trx) =>
      sql`update revenue_settlements set state = 'approved', approved_by = 'usr_b', approved_at = now() where id = ${id}`.execute(trx),
    );
    await expect(write((trx) => recordWithholdings(trx, id, taxes))).rejects.toThrow(/insert-only/);
  });

  test('others are taxed per payment, royalties at 20 %, a month below zero carries into the next', async () => {
    const key = await revenue.createPayee(home.actor, { name: '林某', belongsTo: { kind: 'nobody', id: null } });
    const of = async (period: string, income: number, run = 1) =>
      (await settle(period, { [key.id]: yuan(income) }, { run })).taxes.get(key.id)!.withheldMinor;
    expect(await of('2026-01', 800)).toBe(0n);
    expect(await of('2026-02', 30_000)).toBe(yuan(5200));
    // The second payment of a month is taxed with the first: 4,000 together owe 640.
    expect([await of('2026-03', 2000), await of('2026-03', 2000, 2)]).toEqual([yuan(240), yuan(400)]);
    expect(await of('2026-04', -1000)).toBe(0n);
    expect(await of('2026-05', 5000)).toBe(yuan(640));
    await revenue.putProfile(home.actor, key.id, { ...profile, legalName: '林某' });
    await revenue.setRegime(home.actor, key.id, { regime: 'cn_royalty', reason: '原著授权' });
    expect(await of('2026-06', 50_000)).toBe(yuan(8000));
  });

  test('companies, other currencies and the house are withheld nothing from, and it is said why', async () => {
    await revenue.putProfile(home.actor, payeeId, { ...profile, kind: 'company', idNumber: null });
    const studio = await payeeOfKey('role:studio');
    const { taxes } = await settle('2026-01', { [payeeId]: yuan(90_000), [studio]: yuan(90_000) });
    expect([payeeId, studio].map((id) => [taxes.get(id)!.regime, taxes.get(id)!.content.reason, taxes.get(id)!.withheldMinor])).toEqual([
      ['cn_company', 'company', 0n],
      ['none', 'house', 0n],
    ]);
    await revenue.putProfile(home.actor, payeeId, { ...profile, kind: 'person' });
    const dollars = (await settle('2026-01', { [payeeId]: 9_000_000n }, { currency: 'USD' })).taxes.get(payeeId)!;
    expect(dollars).toMatchObject({ regime: 'none', withheldMinor: 0n, content: { reason: 'currency' } });
  });

  test('a year is shown settlement by settlement, with its months and its credit', async () => {
    await year({ '2026-01': 10_000, '2026-02': -4000 });
    const shown = await revenue.getTaxYear(home.actors.creator, payeeId, { year: 2026, currency: 'CNY' });
    expect(shown).toMatchObject({ incomeMinor: '600000', withheldMinor: '9000', creditMinor: '9000', confirmed: false });
    expect(shown.months.map(({ period, months, withheldMinor }) => [period, months, withheldMinor])).toEqual([
      ['2026-01', 1, '9000'],
      ['2026-02', 2, '0'],
    ]);
    expect((await revenue.getTaxYear(home.actor, payeeId, { year: 2027, currency: 'CNY' })).months).toEqual([]);
  });
});

describe('the thresholds of VAT', () => {
  const told = async () =>
    (
      await write((trx) =>
        sql<{ user_id: string; params: { count: number; percent: string } }>`
          select user_id, params from notifications where kind = 'vat_threshold' and organisation_id = ${home.organisationId} order by id`.execute(
          trx,
        ),
      )
    ).rows;

  test('near is told to staff, past to the payee too, once a crossing; who falls below may cross again', async () => {
    await settle('2026-01', { [payeeId]: yuan(79_999) });
    await revenue.tendPayees(signal);
    expect(await revenue.listTaxWatch(home.actor, { limit: 50 })).toEqual({ items: [], nextCursor: null });
    await settle('2026-02', { [payeeId]: yuan(85_000) });
    await revenue.tendPayees(signal);
    await revenue.tendPayees(signal);
    expect((await revenue.listTaxWatch(home.actor, { limit: 50 })).items).toMatchObject([
      { payeeId, watch: 'month', level: 'near', period: '2026-02', shareBps: 8500, sincePeriod: '2026-02' },
    ]);
    expect(new Set((await told()).map((row) => row.user_id))).toEqual(new Set([home.actors.owner.id, home.actors.operator.id]));
    expect(await told()).toHaveLength(2);
    await settle('2026-03', { [payeeId]: yuan(100_001) });
    await revenue.tendPayees(signal);
    expect(await told()).toHaveLength(5);
    expect((await told()).filter((row) => row.user_id === home.actors.creator.id)).toMatchObject([
      { params: { count: 1, percent: '100' } },
    ]);
    // Above again is no news; below, then above, is.
    await settle('2026-04', { [payeeId]: yuan(120_000) });
    await revenue.tendPayees(signal);
    expect(await told()).toHaveLength(5);
    await settle('2026-05', { [payeeId]: yuan(1) });
    await revenue.tendPayees(signal);
    await settle('2026-06', { [payeeId]: yuan(120_000) });
    await revenue.tendPayees(signal);
    expect(await told()).toHaveLength(8);
  });

  test('twelve months are those that end with the newest; companies are not watched', async () => {
    const company = await newCreator('公司');
    const companyPayee = await payeeOfKey(company);
    await revenue.putProfile(home.actor, companyPayee, { ...profile, kind: 'company', idNumber: null, method: null });
    await settle('2025-12', { [payeeId]: yuan(4_900_000), [companyPayee]: yuan(9_000_000) });
    await settle('2026-11', { [payeeId]: yuan(200_000) });
    const items = async () => (await revenue.listTaxWatch(home.actor, { limit: 50 })).items;
    expect(await items()).toMatchObject([
      { watch: 'month', level: 'past' },
      { watch: 'twelve_months', level: 'past', incomeMinor: '510000000', shareBps: 10_200 },
    ]);
    await settle('2026-12', { [payeeId]: yuan(200_000) });
    expect((await items()).map(({ watch }) => watch)).toEqual(['month']);
  });
});

describe('a payee leaves', () => {
  async function balance(): Promise<{ payable: bigint; owed: bigint }> {
    return write(async (trx) => {
      const accounts = await ledger.openAccounts(trx, home.organisationId, [
        payableOf(payeeId, '小鹿', 'CNY'),
        { code: `receivable:payee:${payeeId}`, name: '', currency: 'CNY', normalSide: 'debit', floorMinor: null },
      ]);
      const balances = await ledger.balances(
        trx,
        home.organisationId,
        accounts.map(({ id }) => id),
      );
      return { payable: balances.get(accounts[0]!.id)?.postedMinor ?? 0n, owed: balances.get(accounts[1]!.id)?.postedMinor ?? 0n };
    });
  }
  let posted = 0;
  const post = (amountMinor: bigint) =>
    write(async (trx) => {
      const [payable, source] = await ledger.openAccounts(trx, home.organisationId, [
        payableOf(payeeId, '小鹿', 'CNY'),
        receivableOf(null, 'CNY'),
      ]);
      await ledger.recordAll(trx, home.organisationId, [
        {
          kind: 'posted',
          key: `test:${(posted += 1)}`,
          effectiveAt: house.clock.now(),
          memo: { code: 'test', params: {} },
          entries: [
            { accountId: source!.id, amountMinor },
            { accountId: payable!.id, amountMinor: -amountMinor },
          ],
        },
      ]);
    });

  test('what they owe stands as a receivable, later refunds follow it, later income is set against it, and it comes back with them', async () => {
    await settle('2026-01', { [payeeId]: 100n });
    await post(-500n);
    const gone = await revenue.exitPayee(home.actor, payeeId, { reason: '合作到期' });
    expect(gone.exit).toMatchObject({ by: 'Test owner', reason: '合作到期' });
    expect(await balance()).toEqual({ payable: 0n, owed: 500n });
    await expect(revenue.exitPayee(home.actor, payeeId, { reason: '再次' })).rejects.toMatchObject({ code: 'revenue.payee_exited' });
    await post(-70n);
    await revenue.tendPayees(signal);
    await revenue.tendPayees(signal);
    expect(await balance()).toEqual({ payable: 0n, owed: 570n });
    await post(100n);
    await revenue.tendPayees(signal);
    expect(await balance()).toEqual({ payable: 0n, owed: 470n });
    expect((await revenue.returnPayee(home.actor, payeeId)).exit).toBeNull();
    expect(await balance()).toEqual({ payable: -470n, owed: 0n });
    await expect(revenue.returnPayee(home.actor, payeeId)).rejects.toMatchObject({ code: 'revenue.payee_not_exited' });
    // And leaves once more.
    await revenue.exitPayee(home.actor, payeeId, { reason: '再次到期' });
    expect(await balance()).toEqual({ payable: 0n, owed: 470n });
    expect(await ledger.check(null)).toMatchObject({ ok: true });
  });

  test('what they are owed stays payable', async () => {
    await settle('2026-01', { [payeeId]: 100n });
    await post(500n);
    await revenue.exitPayee(home.actor, payeeId, { reason: '合作到期' });
    expect(await balance()).toEqual({ payable: 500n, owed: 0n });
  });

  test('the house does not leave', async () => {
    const studio = await payeeOfKey('role:studio');
    await expect(revenue.exitPayee(home.actor, studio, { reason: '…' })).rejects.toMatchObject({ code: 'revenue.house_payee' });
  });
});
