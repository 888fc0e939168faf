/** An order in words: when, how it stands, whose it is, and why. */
import type { I18n } from '../../../shared/i18n/i18n.ts';
import type { Order } from '../../data.ts';
import { moneyWords } from '../../words.ts';

type Reason = Order['candidates'][number]['reasons'][number];

/** What a reason says; a code from a newer server still names itself. */
export function reasonWords({ t, format }: I18n, reason: Reason): string {
  const key = `reason.${reason.code}`;
  // Instants come as they are on the wire; a reader is given them in words.
  const params = Object.fromEntries(
    Object.entries(reason.params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? format.dateTime(value) : value,
    ]),
  );
  return t.exists(key, params) ? t(key, params) : reason.code;
}

/** What it brings: an amount where it is one's own, a dash where it is not. */
export function earningWords(i18n: I18n, order: Pick<Order, 'credited' | 'earning'>): string {
  if (!order.credited || !order.earning) return '–';
  return moneyWords(i18n, [{ currency: order.earning.currency, minor: order.earning.creatorMinor }]);
}
