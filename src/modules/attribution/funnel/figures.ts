/** Figures from sums of the roll-ups: counts over all currencies, money of each. Pure. */
import type { Funnel, FunnelRow } from '../contract.ts';
import type { SumRow } from './repo.ts';

export type Figures = Funnel['total'];
type Currency = Figures['money'][number]['currency'];
type Counts = Omit<Figures, 'money'>;

const names = ['clicks', 'views', 'searches', 'installs', 'registrations', 'orders', 'renewals', 'refunds'] as const;

function noCounts(): Counts {
  return { clicks: 0, views: 0, searches: 0, installs: 0, registrations: 0, orders: 0, renewals: 0, refunds: 0 };
}

/** Adds rows of any currencies together. */
export function figuresOf(rows: readonly SumRow[]): Figures {
  const counts = noCounts();
  const money = new Map<string, { revenue: bigint; refunded: bigint; ad: bigint; earned: bigint }>();
  for (const row of rows) {
    for (const name of names) counts[name] += Number(row[name]);
    if (row.currency === '') continue;
    const sum = money.get(row.currency) ?? { revenue: 0n, refunded: 0n, ad: 0n, earned: 0n };
    money.set(row.currency, {
      revenue: sum.revenue + row.revenue_minor,
      refunded: sum.refunded + row.refunded_minor,
      ad: sum.ad + row.ad_revenue_minor,
      earned: sum.earned + row.earned_minor,
    });
  }
  return {
    ...counts,
    money: [...money]
      .filter(([, sum]) => sum.revenue !== 0n || sum.refunded !== 0n || sum.ad !== 0n || sum.earned !== 0n)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, sum]) => ({
        currency: currency as Currency,
        revenueMinor: sum.revenue.toString(),
        refundedMinor: sum.refunded.toString(),
        adRevenueMinor: sum.ad.toString(),
        earnedMinor: sum.earned.toString(),
      })),
  };
}

/** Rows by their first key, in no order. */
export function groupFigures(rows: readonly SumRow[], at = 0): Map<string, Figures> {
  const groups = new Map<string, SumRow[]>();
  for (const row of rows) {
    const group = groups.get(row.keys[at]!);
    if (group) group.push(row);
    else groups.set(row.keys[at]!, [row]);
  }
  return new Map([...groups].map(([key, group]) => [key, figuresOf(group)]));
}

type Sort = 'key' | 'clicks' | 'searches' | 'installs' | 'orders' | 'revenue';

/** Larger figures first, or keys in their order; the key breaks ties. Revenue of several currencies is compared by the largest. */
export function compareRows(sort: Sort): (a: FunnelRow, b: FunnelRow) => number {
  const byKey = (a: FunnelRow, b: FunnelRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  if (sort === 'key') return byKey;
  const largest = (row: FunnelRow): bigint =>
    row.money.reduce((most, { revenueMinor }) => (BigInt(revenueMinor) > most ? BigInt(revenueMinor) : most), 0n);
  if (sort === 'revenue')
    return (a, b) => {
      const [x, y] = [largest(a), largest(b)];
      return x === y ? byKey(a, b) : x > y ? -1 : 1;
    };
  return (a, b) => b[sort] - a[sort] || byKey(a, b);
}
