import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import type { TestHouse } from '../../../../test/support/house.ts';
import { openRevenue, revenueTestMigrations } from '../../../../test/support/revenue.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { Ledger } from '../../ledger/index.ts';
import { payableOf, receivableOf } from '../books.ts';
import type { Revenue } from '../index.ts';
import { recordWithholdings, taxOfSettlement } from '../tax/apply.ts';
import { createPayeeDirectory } from './directory.ts';
import type { ProfileInput } from './contract.ts';
import { payeesOfKeys } from './keys.ts';
import type { RevenueParts } from '../service/parts.ts';

let base: TestDatabase;
let house: TestHouse;
let revenue: Revenue;
let ledger: Ledger;
let parts: RevenueParts;
let home: TestTenant;
let creatorId: string;
let payeeId: string;
const signal = new AbortController().signal;
const yuan = (amount: number): bigint => BigInt(Math.round(amount * 100));

beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());
beforeEach(async () => {
  ({ house, revenue, ledger, parts } = await openRevenue(base.db));
  home = await freshTenant(base.db);
  creatorId = await newCreator('小鹿', home.actors.creator.id);
  payeeId = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, [creatorId]))).get(creatorId)!;
});

const write = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => base.db.transaction(work);
async function newCreator(name: string, userId: string | null = null): Promise<string> {
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

const profile: ProfileInput = {
  kind: 'person',
  legalName: '李雷',
  region: 'CN',
  idNumber: { kind: 'cn_id_card', number: '11010519491231002x' },
  currency: 'CNY',
  thresholdMinor: null,
  method: { kind: 'bank_cn', accountName: '李雷', account: '6222020200112230012', bankName: '中国工商银行', branch: '朝阳支行', cnaps: '' },
};

/** A month's settlement that was posted with these incomes; what was withheld from each, in fen. */
async function settle(period: string, incomes: Record<string, bigint>, of: { run?: number; currency?: string; state?: string } = {}) {
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
async function year(months: Record<string, number>): Promise<bigint[]> {
  const withheld: bigint[] = [];
  for (const [period, income] of Object.entries(months))
    withheld.push((await settle(period, { [payeeId]: yuan(income) })).taxes.get(payeeId)!.withheldMinor);
  return withheld;
}

describe('payees of keys', () => {
  test('who has none gets one by their name, and the same one ever after', async () => {
    const agencyId = newId('agency', house.clock.nowMs());
    const keys = [creatorId, agencyId, 'role:operator', 'role:studio', `payee:${payeeId}`];
    const first = await write((trx) => payeesOfKeys(parts, trx, home.organisationId, keys));
    expect(first.size).toBe(5);
    expect(first.get(creatorId)).toBe(payeeId);
    expect(first.get(`payee:${payeeId}`)).toBe(payeeId);
    expect(await write((trx) => payeesOfKeys(parts, trx, home.organisationId, keys.toReversed()))).toEqual(
      new Map([...first].toReversed()),
    );
    const { items } = await revenue.listProfiles(home.actor, { limit: 50 });
    expect(items.map(({ name, belongsTo }) => [belongsTo, name])).toEqual(
      expect.arrayContaining([
        ['creator', '小鹿'],
        ['operator', 'Operator'],
        ['studio', 'Studio'],
        // Of an agency whose record is gone.
        ['agency', agencyId],
      ]),
    );
  });

  test('two that make the same payees at once end with the same', async () => {
    const ids = [await newCreator('一'), await newCreator('二'), await newCreator('三')];
    const make = (keys: string[]) => write((trx) => payeesOfKeys(parts, trx, home.organisationId, keys));
    const [one, two] = await Promise.all([make(ids), make(ids.toReversed())]);
    expect(new Map([...two].toSorted())).toEqual(new Map([...one].toSorted()));
  });

  test('what names nobody of the organisation is not found', async () => {
    const away = await freshTenant(base.db);
    const foreign = (await write((trx) => payeesOfKeys(parts, trx, away.organisationId, ['role:studio']))).get('role:studio')!;
    for (const key of [`payee:${foreign}`, 'payee:pye_x', 'role:creator', 'nobody'])
      await expect(write((trx) => payeesOfKeys(parts, trx, home.organisationId, [key]))).rejects.toMatchObject({
        code: 'revenue.payee_not_found',
      });
  });

  test('the house’s own payee is made nobody else’s', async () => {
    const studio = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, ['role:studio']))).get('role:studio')!;
    const belongsTo = { kind: 'user', id: home.actors.owner.id } as const;
    await expect(revenue.updatePayee(home.actor, studio, { belongsTo })).rejects.toMatchObject({ code: 'revenue.payee_taken' });
  });
});

describe('profiles', () => {
  test('numbers are sealed at rest and masked in every answer; a payout has them in full', async () => {
    const answer = await revenue.putProfile(home.actor, payeeId, profile);
    expect(answer).toMatchObject({ version: 1, missing: [], method: { account: '•••• 0012' }, idNumber: { masked: '110••••2X' } });
    expect(JSON.stringify(answer)).not.toMatch(/6222|19491231/);
    const { rows } = await write((trx) => sql`select * from payee_profiles, payee_method_changes`.execute(trx));
    expect(JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /62220202|19491231/,
    );
    const { rows: told } = await write((trx) => sql`select params from audit_events`.execute(trx));
    expect(JSON.stringify(told)).not.toMatch(/62220202|19491231/);
    const directory = createPayeeDirectory(parts);
    const found = await write((trx) => directory.profiles(trx, home.organisationId, [payeeId]));
    expect(found.get(payeeId)).toMatchObject({
      destination: { way: 'bank', accountNumber: '6222020200112230012', holder: '李雷', bankName: '中国工商银行 朝阳支行', country: 'CN' },
      missing: [],
      byInvoice: false,
    });
  });

  test('what is left out stays, what is null goes, and who read an older one is told', async () => {
    await revenue.putProfile(home.actor, payeeId, profile);
    const { method: _, idNumber: __, ...rest } = profile;
    const second = await revenue.putProfile(home.actor, payeeId, { ...rest, legalName: '李蕾', version: 1 });
    expect(second).toMatchObject({ version: 2, legalName: '李蕾', missing: [], methodHistory: [{ by: 'Test owner' }] });
    await expect(revenue.putProfile(home.actor, payeeId, { ...rest, version: 1 })).rejects.toMatchObject({
      code: 'revenue.profile_changed',
    });
    const third = await revenue.putProfile(home.actor, payeeId, { ...rest, method: null, idNumber: null });
    expect(third).toMatchObject({ method: null, idNumber: null, missing: ['id_number', 'method'] });
    expect(third.methodHistory).toHaveLength(2);
    expect(third.methodHistory[0]).toMatchObject({ before: { account: '•••• 0012' }, after: null });
  });

  test('an account or a number that cannot be right is refused', async () => {
    const wrong = { ...profile, method: { ...profile.method!, account: '6222020200112230013' } } as ProfileInput;
    await expect(revenue.putProfile(home.actor, payeeId, wrong)).rejects.toMatchObject({
      code: 'revenue.account_invalid',
      params: { fault: 'card' },
    });
    await expect(
      revenue.putProfile(home.actor, payeeId, { ...profile, idNumber: { kind: 'cn_id_card', number: '110105194912310020' } }),
    ).rejects.toMatchObject({ code: 'revenue.id_number_invalid' });
  });

  test('who changed where money goes is known, and the payee’s people and staff are told', async () => {
    const before = house.clock.now();
    house.clock.advance(1000);
    await revenue.putProfile(home.actors.operator, payeeId, profile);
    const directory = createPayeeDirectory(parts);
    const since = (at: Date | null) => write((trx) => directory.changersSince(trx, home.organisationId, new Map([[payeeId, at]])));
    expect(await since(before)).toEqual([{ payeeId, userId: home.actors.operator.id }]);
    expect(await since(null)).toEqual([{ payeeId, userId: home.actors.operator.id }]);
    expect(await since(house.clock.now())).toEqual([]);
    // The same account again is no change.
    await revenue.putProfile(home.actors.owner, payeeId, profile);
    expect(await since(before)).toHaveLength(1);
    const { rows } = await write((trx) =>
      sql<{
        user_id: string;
      }>`select user_id from notifications where kind = 'payee_account_changed' and organisation_id = ${home.organisationId}`.execute(trx),
    );
    expect(rows.map((row) => row.user_id).toSorted()).toEqual(
      [home.actors.creator.id, home.actors.operator.id, home.actors.owner.id].toSorted(),
    );
  });

  test('a creator writes their own and sees nobody else’s', async () => {
    const mine = await revenue.putMyProfile(home.actors.creator, profile);
    expect(mine.payeeId).toBe(payeeId);
    expect((await revenue.listMyProfiles(home.actors.creator)).items).toMatchObject([{ payeeId, version: 1 }]);
    const other = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, ['role:studio']))).get('role:studio')!;
    for (const forbidden of [
      revenue.getProfile(home.actors.creator, other),
      revenue.putProfile(home.actors.creator, other, profile),
      revenue.putMyProfile(home.actors.creator, { ...profile, payeeId: other }),
      revenue.listDocuments(home.actors.creator, other),
      revenue.listInvoices(home.actors.creator, other),
      revenue.getTaxYear(home.actors.creator, other, { currency: 'CNY' }),
    ])
      await expect(forbidden).rejects.toMatchObject({ code: 'revenue.payee_not_found' });
  });

  test('a creator without a payee gets theirs by writing its profile', async () => {
    await write((trx) => sql`delete from payees where id = ${payeeId}`.execute(trx));
    expect((await revenue.listMyProfiles(home.actors.creator)).items).toEqual([]);
    const made = await revenue.putMyProfile(home.actors.creator, profile);
    expect(made).toMatchObject({ name: '小鹿', belongsTo: 'creator', version: 1 });
  });

  test('the list tells whom a payout would not reach', async () => {
    const missing = async (value?: boolean) =>
      (await revenue.listProfiles(home.actor, { limit: 50, missing: value })).items.map((item) => item.payeeId);
    expect(await missing(true)).toEqual([payeeId]);
    await revenue.putProfile(home.actor, payeeId, profile);
    expect(await missing(true)).toEqual([]);
    expect(await missing(false)).toEqual([payeeId]);
    await revenue.putProfile(home.actor, payeeId, { ...profile, currency: 'USD' });
    expect(await missing(true)).toEqual([payeeId]);
    expect((await revenue.getProfile(home.actor, payeeId)).missing).toEqual(['method_currency']);
  });

  test('staff choose a regime with a reason, and leave it to the rule again', async () => {
    await expect(revenue.setRegime(home.actor, payeeId, { regime: 'cn_royalty', reason: '授权' })).rejects.toMatchObject({
      code: 'revenue.profile_missing',
    });
    await revenue.putProfile(home.actor, payeeId, profile);
    expect((await revenue.setRegime(home.actor, payeeId, { regime: 'cn_royalty', reason: '授权' })).regime).toEqual({
      id: 'cn_royalty',
      kind: 'per_payment',
      reason: 'chosen',
      note: '授权',
      confirmed: false,
    });
    expect((await revenue.setRegime(home.actor, payeeId, { regime: null, reason: '' })).regime).toMatchObject({
      id: 'cn_platform_worker',
      reason: 'platform_worker',
    });
  });
});

describe('documents', () => {
  const pdf = Buffer.from('%PDF-1.7\n李雷的身份证 110105194912310020');
  const add = (bytes: Buffer, name = '身份证.pdf') =>
    revenue.addDocument(
      home.actor,
      payeeId,
      { name, kind: 'identity' },
      (async function* () {
        yield bytes;
      })(),
    );

  test('come back as they were, are sealed where they are stored, and go', async () => {
    const document = await add(pdf);
    expect(document).toMatchObject({ mediaType: 'application/pdf', sizeBytes: pdf.length });
    const response = await revenue.readDocument(home.actors.creator, payeeId, document.id);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    for await (const { sha256 } of parts.objects.list())
      expect(await new Response(await parts.objects.read(sha256)).text()).not.toContain('PDF');
    await revenue.removeDocument(home.actor, payeeId, document.id);
    expect((await revenue.listDocuments(home.actor, payeeId)).items).toEqual([]);
    await expect(revenue.readDocument(home.actor, payeeId, document.id)).rejects.toMatchObject({ code: 'revenue.document_not_found' });
  });

  test('are what their bytes say, and no larger than is said', async () => {
    await expect(add(Buffer.from('<html>'), 'x.pdf')).rejects.toMatchObject({ code: 'revenue.document_type' });
    await expect(add(Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-'))).rejects.toMatchObject({ code: 'revenue.document_too_large' });
  });

  test('stay as long as an invoice that counts shows them', async () => {
    const document = await add(pdf);
    const input = { currency: 'CNY', period: '2026-05', number: '1', issuedOn: '2026-06-01', amountMinor: '106', vatRateBps: 600 } as const;
    const invoice = await revenue.addInvoice(home.actor, payeeId, { ...input, documentId: document.id });
    await expect(revenue.removeDocument(home.actor, payeeId, document.id)).rejects.toMatchObject({ code: 'revenue.document_used' });
    await revenue.judgeInvoice(home.actor, payeeId, invoice.id, { decision: 'refused', reason: '抬头有误' });
    await revenue.removeDocument(home.actor, payeeId, document.id);
  });
});

describe('invoices of a company', () => {
  const input = {
    currency: 'CNY',
    period: '2026-05',
    number: 'A1',
    issuedOn: '2026-06-01',
    amountMinor: '10600',
    vatRateBps: 600,
    documentId: null,
  } as const;

  test('are asked for by month until what was received covers the statement', async () => {
    await revenue.putProfile(home.actor, payeeId, {
      ...profile,
      kind: 'company',
      idNumber: { kind: 'cn_credit_code', number: '91350100M000100Y43' },
    });
    const { id } = await settle('2026-05', { [payeeId]: 10600n });
    await write((trx) =>
      sql`insert into revenue_statements (id, organisation_id, payee_id, currency, period, version, settlement_id, opening_minor, earned_minor,
        refunded_minor, restated_minor, tax_minor, paid_minor, other_minor, closing_minor, seal_seq, seal_hash, seal_root, made_at)
        values (${newId('statement', house.clock.nowMs())}, ${home.organisationId}, ${payeeId}, 'CNY', '2026-05', 1, ${id}, 0, 10600, 0, 0, 0, 0, 0, 10600, 1, '', '', ${house.clock.now()})`.execute(
        trx,
      ),
    );
    const state = async () => (await revenue.listInvoices(home.actor, payeeId)).months.map((month) => month.state);
    expect(await state()).toEqual(['missing']);
    // The payee hands it in; staff look at it.
    const invoice = await revenue.addInvoice(home.actors.creator, payeeId, input);
    expect(invoice).toMatchObject({ state: 'submitted', vatMinor: '600' });
    expect(await state()).toEqual(['missing']);
    await expect(revenue.addInvoice(home.actor, payeeId, input)).rejects.toMatchObject({ code: 'revenue.invoice_exists' });
    await revenue.judgeInvoice(home.actor, payeeId, invoice.id, { decision: 'received', reason: '' });
    expect(await state()).toEqual(['received']);
    const sums = await write((trx) => createPayeeDirectory(parts).invoicedMinor(trx, home.organisationId, [payeeId], 'CNY'));
    expect(sums).toEqual(new Map([[payeeId, 10600n]]));
    // A refused number may be handed in anew.
    await revenue.judgeInvoice(home.actor, payeeId, invoice.id, { decision: 'refused', reason: '作废' });
    await revenue.addInvoice(home.actor, payeeId, input);
  });
});

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
    const studio = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, ['role:studio']))).get('role:studio')!;
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
    const companyPayee = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, [company]))).get(company)!;
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
    const studio = (await write((trx) => payeesOfKeys(parts, trx, home.organisationId, ['role:studio']))).get('role:studio')!;
    await expect(revenue.exitPayee(home.actor, studio, { reason: '…' })).rejects.toMatchObject({ code: 'revenue.house_payee' });
  });
});
