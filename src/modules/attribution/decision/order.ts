/**
 * What an order is, as a function of the set of its events: the same set gives the same state in whatever order it came,
 * and an event that comes twice changes nothing. Pure.
 */
import type { ConversionKind, EventType, OrderStatus } from '../words/contract.ts';

/** What of an event the state depends on. */
export type OrderEvent = {
  readonly eventId: string;
  readonly type: EventType;
  readonly occurredAt: Date;
  readonly changedAt: Date;
  readonly status: OrderStatus | null;
  readonly amountMinor: bigint | null;
  readonly refundedMinor: bigint | null;
  readonly currency: string | null;
};
export type OrderState = {
  readonly kind: ConversionKind;
  readonly status: OrderStatus;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: string | null;
  /** Of the order itself; of its refunds where nothing else came yet. */
  readonly occurredAt: Date;
};

// Sources that give every row of an order the order's own time mean the row that is further along.
const progress: Record<OrderStatus, number> = { unpaid: 0, paid: 1, partly_refunded: 2, refunded: 3, cancelled: 4 };

/** Earlier before later, then by progress, then by id: total over events of different ids. */
function before(a: OrderEvent, b: OrderEvent): number {
  return (
    a.changedAt.getTime() - b.changedAt.getTime() ||
    progress[a.status ?? 'paid'] - progress[b.status ?? 'paid'] ||
    (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)
  );
}

/**
 * The state of an order, install or registration; `events` are all of one subject and at least one.
 * The latest telling of the order says its amount and what was given back in all; single refunds add up beside that, and the larger
 * of the two counts, as a source may tell both. Never more is given back than was paid.
 */
export function orderState(events: readonly OrderEvent[]): OrderState {
  const unique = [...new Map(events.map((event) => [event.eventId, event])).values()].toSorted(before);
  const tellings = unique.filter((event) => event.type !== 'refund');
  const refunds = unique.filter((event) => event.type === 'refund');
  const earliest = (list: readonly OrderEvent[]): Date =>
    list.reduce((least, { occurredAt }) => (occurredAt.getTime() < least.getTime() ? occurredAt : least), list[0]!.occurredAt);
  const last = tellings.at(-1);
  // A refund came before its order: nothing is known to be paid yet.
  if (!last)
    return {
      kind: 'order',
      status: 'unpaid',
      amountMinor: 0n,
      refundedMinor: 0n,
      currency: unique.at(-1)!.currency,
      occurredAt: earliest(unique),
    };
  const occurredAt = earliest(tellings);
  const kind = kindOf(tellings);
  if (kind === 'install' || kind === 'register')
    return { kind, status: 'paid', amountMinor: 0n, refundedMinor: 0n, currency: null, occurredAt };
  const amountMinor = tellings.findLast((event) => event.amountMinor !== null)?.amountMinor ?? 0n;
  const currency = tellings.findLast((event) => event.currency !== null)?.currency ?? null;
  const told = last.status ?? 'paid';
  if (told === 'unpaid' || told === 'cancelled') return { kind, status: told, amountMinor, refundedMinor: 0n, currency, occurredAt };
  const refundedMinor = refundedOf(last, refunds, { amountMinor, currency });
  const status = refundedMinor === 0n && told !== 'refunded' ? 'paid' : refundedMinor < amountMinor ? 'partly_refunded' : 'refunded';
  return { kind, status, amountMinor, refundedMinor, currency, occurredAt };
}

function kindOf(tellings: readonly OrderEvent[]): ConversionKind {
  if (tellings.some(({ type }) => type === 'renewal')) return 'renewal';
  const { type } = tellings[0]!;
  return type === 'install' || type === 'register' ? type : 'order';
}

function refundedOf(last: OrderEvent, refunds: readonly OrderEvent[], of: { amountMinor: bigint; currency: string | null }): bigint {
  const { amountMinor, currency } = of;
  const inAll = last.refundedMinor ?? (last.status === 'refunded' ? amountMinor : 0n);
  // A refund without an amount gives back all that is left; so does one in another currency, of which nobody can say how much it is.
  const single = refunds.some((event) => event.amountMinor === null || (event.currency !== null && event.currency !== currency))
    ? amountMinor
    : refunds.reduce((sum, event) => sum + (event.amountMinor ?? 0n), 0n);
  const larger = inAll > single ? inAll : single;
  return larger > amountMinor ? amountMinor : larger;
}
