/** What is decided about: an order, an install, a registration, as its events tell it together. Pure. */
import { orderState, type OrderState } from '../decision/order.ts';
import type { EventRow } from '../tables.ts';
import { clockToleranceMs } from './normalise.ts';

export type Subject = {
  /** Of the source and the subject together. */
  readonly key: string;
  readonly sourceId: string;
  readonly subjectKey: string;
  readonly externalId: string;
  /** In the order in which they are known to have happened. */
  readonly events: readonly EventRow[];
  readonly state: OrderState;
  readonly clockAhead: boolean;
  readonly aheadMs: number;
  readonly viewerId: string | null;
  readonly clickId: string | null;
  readonly matchKeys: string[] | null;
  readonly channel: string | null;
  readonly accountExternalId: string | null;
  readonly country: string | null;
  readonly workId: string | null;
  readonly installBeginAt: Date | null;
};

export const subjectName = (sourceId: string, subjectKey: string): string => `${sourceId} ${subjectKey}`;

/** When it happened, as far as a source can be believed: a clock that is ahead is taken back to the arrival. */
export function effective(event: Pick<EventRow, 'occurred_at' | 'received_at'>): Date {
  return aheadMs(event) > clockToleranceMs ? event.received_at : event.occurred_at;
}

function aheadMs(event: Pick<EventRow, 'occurred_at' | 'received_at'>): number {
  return event.occurred_at.getTime() - event.received_at.getTime();
}

/** The subject that events of one source and key make together; a function of their set. */
export function subjectOf(rows: readonly EventRow[]): Subject {
  const events = rows.toSorted(
    (a, b) => a.changed_at.getTime() - b.changed_at.getTime() || (a.event_id < b.event_id ? -1 : a.event_id > b.event_id ? 1 : 0),
  );
  const [first] = events as [EventRow, ...EventRow[]];
  // The latest that says something counts: sources fill in later what they did not know at first.
  const last = <Value>(pick: (event: EventRow) => Value | null): Value | null => {
    for (let i = events.length - 1; i >= 0; i--) {
      const value = pick(events[i]!);
      if (value !== null) return value;
    }
    return null;
  };
  const ahead = Math.max(...events.map(aheadMs));
  const matchKeys = [...new Set(events.flatMap((event) => event.match_keys ?? []))].sort();
  return {
    key: subjectName(first.source_id, first.subject_key),
    sourceId: first.source_id,
    subjectKey: first.subject_key,
    externalId: first.subject_key.slice(2),
    events,
    state: orderState(
      events.map((event) => ({
        eventId: event.event_id,
        type: event.type,
        occurredAt: effective(event),
        changedAt: event.changed_at,
        status: event.status,
        amountMinor: event.amount_minor,
        refundedMinor: event.refunded_minor,
        currency: event.currency,
      })),
    ),
    clockAhead: ahead > clockToleranceMs,
    aheadMs: Math.max(0, ahead),
    viewerId: last((event) => event.viewer_id),
    clickId: last((event) => event.click_id),
    matchKeys: matchKeys.length > 0 ? matchKeys : null,
    channel: last((event) => event.channel),
    accountExternalId: last((event) => event.account_external_id),
    country: last((event) => event.country),
    workId: last((event) => event.work_id),
    installBeginAt: last((event) => event.install_begin_at),
  };
}
