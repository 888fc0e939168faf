/** Money that payees may be paid, as a posted settlement leaves it: what the books owe them, and from which day on. */
import { sql } from 'kysely';
import type { Ledger } from '../../src/modules/ledger/index.ts';
import { payableOf, receivableOf } from '../../src/modules/revenue/books.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { businessZone, dateIn, type Clock } from '../../src/platform/time.ts';
import { signIn, type Client } from './server.ts';

export type GivenPayable = {
  organisationId: string;
  payeeId: string;
  amountMinor: bigint;
  currency?: string;
  /** YYYY-MM-DD; today unless told. */
  payableOn?: string;
};

/** Posts what a settlement would have given a payee. Negative amounts are refunds that came later. */
export async function givePayable(
  { db, ledger, clock }: { db: Database; ledger: Ledger; clock: Clock },
  { organisationId, payeeId, amountMinor, currency = 'CNY', payableOn }: GivenPayable,
): Promise<void> {
  const id = newId('settlement', clock.nowMs());
  const now = clock.now();
  const today = dateIn(businessZone, now);
  await db.transaction(async (trx) => {
    const { rows } = await sql<{ run: number }>`
      select coalesce(max(run), 0) + 1 as run from revenue_settlements where organisation_id = ${organisationId}`.execute(trx);
    await sql`
      insert into revenue_settlements (id, organisation_id, period, currency, run, state, cut_at, summary, made_by, made_by_name, made_at,
        approved_by, approved_by_name, approved_at, posted_at)
      values (${id}, ${organisationId}, '2020-01', ${currency}, ${rows[0]!.run}, 'posted', ${now}, '{}'::jsonb, 'usr_maker', 'Maker', ${now},
        'usr_approver', 'Approver', ${now}, ${now})`.execute(trx);
    await sql`
      insert into revenue_dues (settlement_id, organisation_id, payee_id, currency, payable_on, amount_minor)
      values (${id}, ${organisationId}, ${payeeId}, ${currency}, ${payableOn ?? today}, ${amountMinor.toString()})`.execute(trx);
    const [payable, receivable] = await ledger.openAccounts(trx, organisationId, [
      payableOf(payeeId, payeeId, currency),
      receivableOf(null, currency),
    ]);
    await ledger.recordAll(trx, organisationId, [
      {
        kind: 'posted',
        key: `given:${id}`,
        effectiveAt: now,
        memo: { code: 'revenue.settled', params: { settlement: id } },
        entries: [
          { accountId: receivable!.id, amountMinor },
          { accountId: payable!.id, amountMinor: -amountMinor },
        ],
      },
    ]);
  });
  const { seq, hash, root } = await ledger.seal(organisationId);
  await db.read((trx) =>
    sql`update revenue_settlements set seal_seq = ${seq.toString()}, seal_hash = ${hash}, seal_root = ${root} where id = ${id}`.execute(
      trx,
    ),
  );
}

/** Another person of the organisation, who may approve what the first has made. */
export async function inviteOperator(url: string, ask: Client, person: { email: string; password: string; name: string }): Promise<Client> {
  const { link } = await ask<{ link: string }>('POST', '/api/v1/invitations', { email: person.email, role: 'operator' });
  const answer = await fetch(`${url}/api/v1/join/${new URL(link, url).pathname.split('/').at(-1)!}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: person.name, password: person.password }),
  });
  if (!answer.ok) throw new Error(`joining answered ${answer.status}: ${await answer.text()}`);
  return signIn(url, person);
}

/** A payee with a complete profile, as a person enters it. */
export async function makePayee(ask: Client, way: 'bank' | 'alipay' | 'stripe', name: string, own: string): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/api/v1/payees', { name });
  await ask('PUT', `/api/v1/payees/${id}/profile`, profileFor(way, name, own));
  return id;
}

/** What a payee writes who is paid at a bank, by Alipay or by Stripe; each payee has numbers of their own. */
export function profileFor(way: 'bank' | 'alipay' | 'stripe', name: string, own = '0001', currency = way === 'stripe' ? 'USD' : 'CNY') {
  const method =
    way === 'bank'
      ? {
          kind: 'bank_cn',
          accountName: name,
          account: `310500000${own}`,
          bankName: '招商银行',
          branch: '上海分行营业部',
          cnaps: '308290003020',
        }
      : way === 'alipay'
        ? { kind: 'alipay', accountName: name, account: `payee${own}@example.com` }
        : { kind: 'stripe', account: `acct_test0000${own}` };
  return {
    kind: 'person',
    legalName: name,
    region: way === 'stripe' ? 'other' : 'CN',
    idNumber: { kind: 'passport', number: `E1234${own}` },
    currency,
    method,
  };
}
