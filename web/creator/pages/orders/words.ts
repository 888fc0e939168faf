/** An order in words: when, how it stands, whose it is, and why. */
import type { I18n } from '../../../shared/i18n/i18n.ts';
import type { Order } from '../../data.ts';
import { moneyWords } from '../../words.ts';

type Reason = Order['candidates'][number]['reasons'][number];

/** A parameter of a reason as a reader is given it: instants, rules, channels and countries come in the wire's own form. */
function paramWords({ t, format }: I18n, name: string, value: string | number | null): string | number | null {
  if (typeof value !== 'string') return value;
  if (name === 'rule') return t(`creator.rule.${value}`);
  if (name === 'channel') return t(`channel.${value}`);
  if (name === 'country') return format.country(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? format.dateTime(value) : value;
}

/** What a reason says; a code from a newer server still names itself. */
export function reasonWords(i18n: I18n, reason: Reason): string {
  const key = `reason.${reason.code}`;
  const params = Object.fromEntries(Object.entries(reason.params).map(([name, value]) => [name, paramWords(i18n, name, value)]));
  return i18n.t.exists(key, params) ? i18n.t(key, params) : reason.code;
}

/** What it brings: an amount where it is one's own, a dash where it is not. */
export function earningWords(i18n: I18n, order: Pick<Order, 'credited' | 'earning'>): string {
  if (!order.credited || !order.earning) return '–';
  return moneyWords(i18n, [{ currency: order.earning.currency, minor: order.earning.creatorMinor }]);
}
