/**
 * A house whose last month is settled, by the same doors that people use: creators who took campaigns months ago, orders of that month, a
 * share plan, a settlement that two people made, a refund afterwards, and the month settled again.
 */
import { sql } from 'kysely';
import type { Trx } from '../../src/platform/db/index.ts';
import { signIn, until, type Client } from '../support/server.ts';
import { openHouse, type Person, type TestHouse } from './house.ts';
import { joinBy } from './promoted.ts';

type Placement = { id: string; code: string };
export type Earner = Person & { key: string; name: string; id: string; payeeId: string; statementId: string };
export type SettledHouse = {
  house: TestHouse;
  /** `2026-10`. */
  period: string;
  earners: Map<string, Earner>;
  agency: Person & { name: string };
  /** The second pair of eyes. */
  approver: Client;
};

const password = 'a long sentence only I know';
const workTitle = '她从火中归来';

/** The month before this one in Shanghai. */
function lastMonth(now: Date): string {
  const shanghai = new Date(now.getTime() + 8 * 3_600_000);
  return new Date(Date.UTC(shanghai.getUTCFullYear(), shanghai.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** What only time would bring: everything that was agreed in the house was agreed half a year ago. */
async function age(trx: Trx): Promise<void> {
  const columns = [
    ['campaign_states', 'valid_from'],
    ['campaign_terms', 'valid_from'],
    ['campaign_settings', 'valid_from'],
    ['campaign_agency_shares', 'valid_from'],
    ['placements', 'valid_from'],
    ['search_codes', 'issued_at'],
    ['channel_account_periods', 'from_at'],
    ['creator_belongings', 'from_at'],
  ] as const;
  for (const [table, column] of columns)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - interval '180 days'`.execute(trx);
}

const planContent = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal', 'fixed_fee'],
      steps: [
        { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        {
          kind: 'split',
          id: 'split',
          label: '分成',
          tiers: [
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
                { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

type Plan = { id: string; versions: { contentHash: string }[] };

/** A default plan that the organisation alone has to sign. */
async function agreePlan(ask: Client, from: string): Promise<void> {
  const plan = await ask<Plan>('POST', '/api/v1/share-plans', {
    name: '默认分账方案',
    scope: { kind: 'organisation' },
    effectiveFrom: from,
    content: planContent,
  });
  const { versions } = await ask<Plan>('POST', `/api/v1/share-plans/${plan.id}/versions/1/propose`);
  await ask('POST', `/api/v1/share-plans/${plan.id}/versions/1/signatures`, {
    as: 'organisation',
    decision: 'yes',
    contentHash: versions[0]!.contentHash,
  });
}

async function publish(ask: Client, workId: string, name: string, holdDays: number): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/api/v1/campaigns', {
    workId,
    name,
    terms: {
      currency: 'CNY',
      orderShareBps: 5000,
      agencyShareMaxBps: 2000,
      holdDays,
      words: [{ language: 'zh-CN', text: '按实付金额分成 50%。' }],
    },
    channels: ['douyin', 'kuaishou'],
    startsAt: '2026-01-01T00:00:00+08:00',
  });
  await ask('POST', `/api/v1/campaigns/${id}/publish`);
  await ask('PUT', `/api/v1/campaigns/${id}/agency-shares`, { shares: [{ agencyId: null, shareBps: 1000 }] });
  return id;
}

/** Computes the month as the owner, and approves and posts it as somebody else. */
async function settleMonth(ask: Client, approver: Client, period: string): Promise<void> {
  type Settlement = { id: string; state: string };
  const { id } = await ask<Settlement>('POST', '/api/v1/settlements', { period, currency: 'CNY' });
  const at = (state: string) =>
    until(
      () => ask<Settlement>('GET', `/api/v1/settlements/${id}`),
      (one) => one.state === state || one.state === 'failed',
      `the settlement being ${state}`,
    );
  await at('ready');
  await approver('POST', `/api/v1/settlements/${id}/approve`);
  const { state } = await at('posted');
  if (state !== 'posted') throw new Error(`the settlement is ${state}`);
}

async function inviteApprover(url: string, ask: Client): Promise<Client> {
  const email = 'lin@example.com';
  const { link } = await ask<{ link: string }>('POST', '/api/v1/invitations', { email, role: 'operator' });
  const token = new URL(link, url).pathname.split('/').at(-1)!;
  const answer = await fetch(`${url}/api/v1/join/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: '林会计', password }),
  });
  if (!answer.ok) throw new Error(`joining answered ${answer.status}: ${await answer.text()}`);
  return signIn(url, { email, password });
}

type Known = Person & { key: string; name: string; slow: Placement; fast: Placement };

/** Opens the house; `keys` name its creators, all of one agency. */
export async function openSettledHouse(keys: readonly string[]): Promise<SettledHouse> {
  const period = lastMonth(new Date());
  const agency = { name: '橙光机构', email: 'agent@example.com', password };
  const known: Known[] = [];
  const house = await openHouse(async (url, ask) => {
    const { id: workId } = await ask<{ id: string }>('POST', '/api/v1/works', {
      texts: [{ language: 'zh-CN', title: workTitle, synopsis: '' }],
    });
    // The same pay; what one brings waits for months, that of the other can be paid at once.
    const slow = await publish(ask, workId, `${workTitle} · 季结`, 90);
    const fast = await publish(ask, workId, `${workTitle} · 月结`, 0);
    const { id: agencyId } = await ask<{ id: string }>('POST', '/api/v1/agencies', { name: agency.name, contactEmail: agency.email });
    const invite = async (body: object) => (await ask<{ link: string }>('POST', '/api/v1/creator-invitations', body)).link;
    await joinBy(url, await invite({ kind: 'agency', agencyId }), { name: '橙子', email: agency.email });
    for (const key of keys) {
      const person = { name: `小鱼看剧 ${key}`, email: `${key}@example.com` };
      const as = await joinBy(url, await invite({ kind: 'creator', agencyId }), person);
      const account = await as<{ id: string }>('POST', '/api/v1/channel-accounts', {
        channel: 'douyin',
        handle: `${person.name}的号`,
        externalId: `uid-${key}`,
        followers: 12_000,
      });
      await ask('POST', '/api/v1/channel-accounts/decisions', { accountIds: [account.id], decision: 'approve' });
      const take = async (campaignId: string) =>
        (await as<{ placements: Placement[] }>('POST', `/api/v1/campaigns/${campaignId}/claims`, { channels: ['douyin'] })).placements[0]!;
      known.push({ ...person, password, key, slow: await take(slow), fast: await take(fast) });
    }
    await agreePlan(ask, `${period}-01`);
  }, age);
  const { ask, server } = house;
  const approver = await inviteApprover(server.url, ask);
  await sendMonth(ask, period, known);
  await decided(ask, period, 'paid', known.length * 3);
  await settleMonth(ask, approver, period);
  // A buyer gets a part back, and the month is settled again.
  await sendEvents(
    ask,
    known.map(({ key }) => ({
      id: `evt-refund-${key}`,
      type: 'refund',
      orderId: `FAST-${key}`,
      occurredAt: `${period}-20T12:00:00+08:00`,
      amountMinor: '200000',
      currency: 'CNY',
    })),
  );
  await decided(ask, period, 'partly_refunded', known.length);
  await settleMonth(ask, approver, period);
  const earners = new Map<string, Earner>();
  const { items: creators } = await ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/creators');
  for (const one of known) {
    const as = await signIn(server.url, one);
    const { items } = await as<{ items: { id: string; payee: { id: string } }[] }>('GET', '/api/v1/my/statements');
    const id = creators.find(({ name }) => name === one.name)!.id;
    earners.set(one.key, { ...one, id, payeeId: items[0]!.payee.id, statementId: items[0]!.id });
  }
  return { house, period, earners, agency, approver };
}

/** Two orders of each creator in the month, and one that is still open in this one. */
async function sendMonth(ask: Client, period: string, known: readonly Known[]): Promise<void> {
  const order = (orderId: string, occurredAt: string, amountMinor: string, code: string) => ({
    id: `evt-${orderId}`,
    type: 'order',
    orderId,
    occurredAt,
    status: 'paid',
    amountMinor,
    currency: 'CNY',
    code,
  });
  await sendEvents(
    ask,
    known.flatMap(({ key, fast, slow }) => [
      order(`FAST-${key}`, `${period}-10T12:00:00+08:00`, '2000000', fast.code),
      order(`SLOW-${key}`, `${period}-12T20:30:00+08:00`, '600000', slow.code),
      order(`OPEN-${key}`, new Date().toISOString(), '10000', slow.code),
    ]),
  );
}

async function sendEvents(ask: Client, events: readonly object[]): Promise<void> {
  const answer = await ask<{ rejected: number; results: unknown[] }>('POST', '/api/v1/events', { events });
  if (answer.rejected > 0) throw new Error(JSON.stringify(answer.results));
}

/** Waits until so many orders of a status are credited: a settlement takes in by itself what is decided. */
async function decided(ask: Client, period: string, status: 'paid' | 'partly_refunded', count: number): Promise<void> {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const path = `/api/v1/conversions?credited=true&status=${status}&from=${period}-01&to=${today}&limit=200`;
  await until(
    () => ask<{ items: unknown[] }>('GET', path),
    ({ items }) => items.length >= count,
    'the decisions',
  );
}
