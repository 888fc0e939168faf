/**
 * Money in the demo, through the doors that everybody uses: a plan that was signed, the last full month settled by two people, paid out
 * by a bank file, and then what always comes later: an order that was paid out is refunded, and a network corrects what its
 * advertisements brought. The second run of that month shows both as differences.
 */
import type { Actor } from '../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../platform/time.ts';
import type { House } from '../compose.ts';
import type { Agency, Joined } from './audience/people.ts';
import { agreePlan, fillProfiles, moneyPeople } from './money/plan.ts';
import { until } from './until.ts';

export type MoneyTale = { readonly boss: Actor; readonly finance: Actor; readonly planId: string };

/** How many days the demo tells: the current month so far, and enough of the one before for a settlement worth looking at. */
export function daysToTell(endMs: number): number {
  return Math.max(30, Number(dateIn(businessZone, new Date(endMs)).slice(8)) + 10);
}

/** What was agreed before the first day. Within the tale. */
export async function beginMoney(house: House, owner: Actor, { workId, startMs }: { workId: string; startMs: number }): Promise<MoneyTale> {
  const people = await moneyPeople(house, owner);
  const planId = await agreePlan(house, people, { workId, from: dateIn(businessZone, new Date(startMs)) });
  return { ...people, planId };
}

/** Traffic is bought again and again, and told on the day. Within the tale, day by day. */
export async function buyTraffic(house: House, { finance, planId }: MoneyTale, day: number): Promise<void> {
  if (day % 6 !== 1) return;
  const spentOn = dateIn(businessZone, house.clock.now());
  const amountMinor = String(8_000 + day * 650);
  await house.revenue.addPlanCost(finance, planId, {
    cost: 'traffic',
    currency: 'CNY',
    amountMinor,
    spentOn,
    note: '巨量千川 投流',
  } as never);
}

type Settling = {
  readonly joined: readonly Joined[];
  readonly agencies: readonly Agency[];
  readonly endMs: number;
  say(text: string): void;
  readonly signal: AbortSignal;
};

/** Settles the last full month, pays it out, and lets the truth arrive late. After the tale, in the machine's time. */
export async function settleMonth(house: House, owner: Actor, tale: MoneyTale, given: Settling): Promise<void> {
  const { revenue } = house;
  const period = monthBefore(given.endMs);
  await fillProfiles(house, given);
  await revenue.feedRevenue(given.signal);
  const first = await settle(house, tale, period, given.signal);
  given.say(`${period} settled: ${first.summary!.counts.payees} payees`);
  await payOut(house, tale, given.signal);
  await tellLate(house, owner, tale, first.id, period);
  await revenue.feedRevenue(given.signal);
  await settle(house, tale, period, given.signal);
  given.say(`${period} settled again: a refund after the payout, and what a network corrected`);
}

/** `YYYY-MM` of the month before an instant's, in the business zone. */
function monthBefore(atMs: number): string {
  const [year, month] = dateIn(businessZone, new Date(atMs)).split('-').map(Number) as [number, number];
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

async function settle(house: House, { boss, finance }: MoneyTale, period: string, signal: AbortSignal) {
  const { revenue } = house;
  const { id } = await revenue.createSettlement(finance, { period, currency: 'CNY' });
  const reaches = async (state: 'ready' | 'posted'): Promise<void> =>
    until(async () => {
      const now = await revenue.getSettlement(boss, id);
      if (now.state === 'failed') throw new Error(`the settlement of ${period} failed: ${JSON.stringify(now.failure)}`);
      return now.state === state;
    }, signal);
  await reaches('ready');
  await revenue.approveSettlement(boss, id);
  await reaches('posted');
  return revenue.getSettlement(boss, id);
}

async function payOut(house: House, { boss, finance }: MoneyTale, signal: AbortSignal): Promise<void> {
  const { revenue } = house;
  const currencies = [{ currency: 'CNY' as const, thresholdMinor: '1000', minimumMinor: '100' }];
  await revenue.setPayoutSettings(finance, { dayOfMonth: 15, currencies, invoiceNeeded: true });
  const account = await revenue.createPayoutAccount(finance, {
    way: 'bank',
    name: '招商银行基本户',
    currency: 'CNY',
    holder: '火中归来（上海）影视文化有限公司',
    iban: null,
    accountNumber: '121900000010888',
    bic: null,
    cnaps: '308290003020',
    country: 'CN',
  });
  const batch = await revenue.createPayoutBatch(finance, { accountId: account.id, currency: 'CNY', note: '' } as never);
  await revenue.approvePayoutBatch(boss, batch.id, { totalMinor: batch.totalMinor, payouts: batch.payouts });
  await revenue.sendPayoutBatch(finance, batch.id);
  await until(
    async () => (await revenue.getPayoutBatch(finance, batch.id)).items.every(({ state }) => state !== 'sending' && state !== 'approved'),
    signal,
  );
  const { items } = await revenue.getPayoutBatch(finance, batch.id);
  for (const [index, { id, state }] of items.entries()) {
    if (state !== 'sent') continue;
    await revenue.markPayoutPaid(finance, id, {});
    // One comes back, as some always do.
    if (items.length > 2 && index === items.length - 1) await revenue.markPayoutReturned(finance, id, { reason: '户名与账号不符' });
  }
}

/** An order of the settled month is refunded, and the network corrects a day of its advertisements. */
async function tellLate(house: House, owner: Actor, { finance }: MoneyTale, settlementId: string, period: string): Promise<void> {
  const { organisationId } = owner;
  const sources = await house.attribution.sources.listSources(organisationId);
  const sourceOf = (name: string): string => sources.find((source) => source.name === name)!.id;
  const at = house.clock.now().toISOString();
  const { items } = await house.revenue.listSettlementLines(finance, settlementId, { limit: 200 });
  const order = items.find(({ itemKind, lines }) => itemKind === 'order' && lines.some(({ payee }) => payee.startsWith('crt_')));
  if (order)
    await house.attribution.takeEvents(organisationId, sourceOf('短剧小程序'), [
      { id: `${order.externalId}-late-refund`, type: 'refund', orderId: order.externalId, occurredAt: at },
    ]);
  const pool = items.find(({ itemKind }) => itemKind === 'ad_revenue');
  const day = pool ? dateIn(businessZone, new Date(pool.at)) : `${period}-28`;
  await house.attribution.takeEvents(organisationId, sourceOf('激励广告'), [
    { id: `ad-${day}-corrected`, type: 'ad_revenue', occurredAt: at, day, workId: pool?.workId, amountMinor: '6660', currency: 'CNY' },
  ]);
}
