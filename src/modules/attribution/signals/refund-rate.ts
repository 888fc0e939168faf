/** Far more of the orders are refunded than of the campaign's others: bought to be paid for, and given back. */
import { onPlacement, percent, type Rule } from './facts.ts';
import { atLeast, ramp } from './statistics.ts';

const leastOrders = 12;
const leastRefunds = 6;
const floorShare = 0.06;

export const refundRate: Rule = {
  kind: 'refund_rate',
  weight: 0.85,
  find: (picture, baseline) => {
    const orders = picture.conversions.filter(({ kind }) => kind === 'order' || kind === 'renewal');
    const refunded = orders.filter((order) => order.refunded).length;
    if (orders.length < leastOrders || refunded < leastRefunds) return [];
    const usual = baseline.orders >= 30 ? baseline.refundedOrders / baseline.orders : 0;
    const expected = Math.max(floorShare, usual * 1.3);
    const share = refunded / orders.length;
    if (share < Math.max(0.2, 2 * expected) || atLeast(orders.length, refunded, Math.min(0.9, expected)) > 1e-5) return [];
    return [
      {
        kind: 'refund_rate',
        subject: onPlacement(picture),
        strength: ramp(share, 0, Math.max(0.3, 3 * expected)),
        evidence: { orders: orders.length, refunded, refundedPercent: percent(refunded, orders.length), usualPercent: percent(usual, 1) },
      },
    ];
  },
};
