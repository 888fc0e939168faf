import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { freshTenant } from '../../../../test/support/database.ts';
import {
  base,
  creatorId,
  home,
  house,
  newCreator,
  parts,
  payeeId,
  payeeOfKey,
  profile,
  revenue,
  settle,
  usePayees,
  write,
} from '../../../../test/support/payees.ts';
import { newId } from '../../../platform/ids.ts';
import type { ProfileInput } from './contract.ts';
import { createPayeeDirectory } from './directory.ts';
import { payeesOfKeys } from './keys.ts';

usePayees();

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
    const studio = await payeeOfKey('role:studio');
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
      code: 'revenue.account_card',
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
    const other = await payeeOfKey('role:studio');
    for (const forbidden of [
      () => revenue.getProfile(home.actors.creator, other),
      () => revenue.putProfile(home.actors.creator, other, profile),
      () => revenue.putMyProfile(home.actors.creator, { ...profile, payeeId: other }),
      () => revenue.listDocuments(home.actors.creator, other),
      () => revenue.listInvoices(home.actors.creator, other),
      () => revenue.getTaxYear(home.actors.creator, other, { currency: 'CNY' }),
    ])
      await expect(forbidden()).rejects.toMatchObject({ code: 'revenue.payee_not_found' });
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
