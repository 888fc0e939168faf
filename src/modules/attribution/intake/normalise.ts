/** One told event as the log keeps it, or why it cannot be kept. Pure. */
import type { z } from 'zod';
import { newEvent } from '../contract.ts';
import type { EventType, OrderStatus } from '../words/contract.ts';

export type EventInput = z.output<typeof newEvent>;
/** A row of the log before the database gives it a number; amounts are decimal strings, times ISO. */
export type LogRow = {
  event_id: string;
  type: EventType;
  subject_key: string;
  external_id: string;
  occurred_at: string;
  changed_at: string;
  status: OrderStatus | null;
  amount_minor: string | null;
  refunded_minor: string | null;
  currency: string | null;
  code: string | null;
  code_placement_id: string | null;
  code_used_at: string | null;
  click_id: string | null;
  channel: string | null;
  account_external_id: string | null;
  work_id: string | null;
  country: string | null;
  install_begin_at: string | null;
  day: string | null;
  counts: { code: string | null; placementId: string | null; count: number }[] | null;
  viewer_id: string | null;
  device_id: string | null;
  match_keys: string[] | null;
};
export type Refusal = { id: string; code: string; params: Record<string, string | number | null> };
export type Normal = { ok: true; row: LogRow; input: EventInput } | { ok: false; refusal: Refusal };

const yearMs = 366 * 24 * 3_600_000;
/** Older or further ahead than this is no clock that is off by days, but another field. */
const oldestMs = 10 * yearMs;
const furthestMs = yearMs;
/** A source's clock may be ahead of ours by so much and still be believed. */
export const clockToleranceMs = 10 * 60_000;

/** Reads one row; `sourceCurrency` is taken where the row names none. */
export function normalise(given: unknown, sourceCurrency: string | null, now: Date): Normal {
  const parsed = newEvent.safeParse(given);
  const id = idOf(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return refuse(id, 'attribution.event_invalid', { field: issue.path.join('.') || 'event', reason: issue.message });
  }
  const input = parsed.data;
  const wrong = missing(input) ?? badTime(input, now) ?? badMoney(input, sourceCurrency);
  if (wrong) return refuse(id, wrong.code, wrong.params);
  return { ok: true, row: rowOf(input, sourceCurrency), input };
}

function refuse(id: string, code: string, params: Refusal['params']): Normal {
  return { ok: false, refusal: { id, code, params } };
}

function idOf(given: unknown): string {
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 200) : '';
}

type Wrong = { code: string; params: Refusal['params'] } | null;

function missing(input: EventInput): Wrong {
  const needs = (field: string): Wrong => ({ code: 'attribution.event_needs', params: { field, type: input.type } });
  const ofOrder = input.type === 'order' || input.type === 'renewal' || input.type === 'refund';
  if (ofOrder && input.orderId === undefined) return needs('orderId');
  const paid = (input.status ?? 'paid') !== 'unpaid' && input.status !== 'cancelled';
  if ((input.type === 'order' || input.type === 'renewal') && paid && input.amountMinor === undefined) return needs('amountMinor');
  if (input.type !== 'ad_revenue') return null;
  if (input.day === undefined) return needs('day');
  return input.amountMinor === undefined && input.counts === undefined ? needs('amountMinor') : null;
}

function badTime(input: EventInput, now: Date): Wrong {
  for (const field of ['occurredAt', 'changedAt', 'codeUsedAt', 'installBeginAt'] as const) {
    const text = input[field];
    if (text === undefined) continue;
    const ms = Date.parse(text);
    if (!(ms > now.getTime() - oldestMs && ms < now.getTime() + furthestMs))
      return { code: 'attribution.event_time', params: { field, value: text } };
  }
  return null;
}

function badMoney(input: EventInput, sourceCurrency: string | null): Wrong {
  const amount = input.amountMinor === undefined ? null : BigInt(input.amountMinor);
  const refunded = input.refundedMinor === undefined ? null : BigInt(input.refundedMinor);
  if (amount !== null && refunded !== null && refunded > amount)
    return { code: 'attribution.refund_over_amount', params: { refunded: refunded.toString(), amount: amount.toString() } };
  if (amount !== null && input.type !== 'refund' && input.currency === undefined && sourceCurrency === null)
    return { code: 'attribution.currency_needed', params: {} };
  return null;
}

/**
 * What an event belongs to. Orders, their renewals and refunds share the order's number, as a refund may come first and does not say
 * which of them it gives back; installs and registrations stand for themselves; ad revenue belongs to the pool of a day and a work.
 */
function subjectOf(input: EventInput): { key: string; external: string } {
  if (input.type === 'install' || input.type === 'register') return { key: `e:${input.id}`, external: input.id };
  if (input.type === 'ad_revenue')
    return { key: `p:${input.day}:${input.workId ?? ''}`, external: `${input.day} ${input.workId ?? ''}`.trim() };
  return { key: `o:${input.orderId}`, external: input.orderId! };
}

// The source's own currency is that of amounts that name none. A refund is in the currency of its order unless it says otherwise, and
// what tells no amount says nothing of money.
function currencyOf(input: EventInput, sourceCurrency: string | null): string | null {
  const usual = input.amountMinor === undefined || input.type === 'refund' ? null : sourceCurrency;
  return input.currency ?? (input.type === 'install' || input.type === 'register' ? null : usual);
}

const iso = (text: string): string => new Date(text).toISOString();

function rowOf(input: EventInput, sourceCurrency: string | null): LogRow {
  const { key, external } = subjectOf(input);
  return {
    event_id: input.id,
    type: input.type,
    subject_key: key,
    external_id: external,
    occurred_at: iso(input.occurredAt),
    changed_at: iso(input.changedAt ?? input.occurredAt),
    status: input.status ?? null,
    amount_minor: input.amountMinor === undefined ? null : String(input.amountMinor),
    refunded_minor: input.refundedMinor === undefined ? null : String(input.refundedMinor),
    currency: currencyOf(input, sourceCurrency),
    code: input.code ?? null,
    code_placement_id: null,
    code_used_at: input.codeUsedAt === undefined ? null : iso(input.codeUsedAt),
    click_id: input.clickId ?? null,
    channel: input.channel ?? null,
    account_external_id: input.accountExternalId ?? null,
    work_id: input.workId ?? null,
    country: input.country?.toUpperCase() ?? null,
    install_begin_at: input.installBeginAt === undefined ? null : iso(input.installBeginAt),
    day: input.day ?? null,
    counts: input.counts?.map(({ code, count }) => ({ code: code ?? null, placementId: null, count })) ?? null,
    viewer_id: input.viewer?.id ?? null,
    device_id: input.viewer?.deviceId ?? null,
    match_keys: null,
  };
}
