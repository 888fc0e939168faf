/** What is told to attribution when a proposal about an order is accepted, and when that is taken back. Pure. */
import type { LineAction } from './contract.ts';
import type { LineRow } from './tables.ts';

/** A telling of an order, as the door of events takes it. */
type Telling = {
  id: string;
  type: string;
  occurredAt: string;
  changedAt: string;
  orderId: string;
  status: string;
  amountMinor: string;
  refundedMinor: string;
  currency: string;
};

/** Actions that are told as an event; the others move money in the books, or ask. */
export const tellingActions: readonly LineAction[] = ['import_order', 'correct_amount', 'mark_refunded', 'mark_cancelled'];

/**
 * The telling that makes an order what the file says it is. The latest telling of an order counts, so `now` stands above the file's
 * own times. `refundedBefore`: what earlier files of the source gave back.
 */
export function tellingOf(line: LineRow, action: LineAction, now: Date): Telling {
  const ours = line.our_amount_minor === null ? null : { amount: line.our_amount_minor, refunded: line.our_refunded_minor! };
  const theirs = { amount: line.amount_minor ?? ours?.amount ?? 0n, refunded: line.refunded_minor };
  if (action === 'import_order') return telling(line, now, theirs.amount, theirs.refunded);
  if (action === 'correct_amount') {
    const refunded = ours && line.our_valid && ours.refunded > theirs.refunded ? ours.refunded : theirs.refunded;
    return telling(line, now, theirs.amount, refunded < theirs.amount ? refunded : theirs.amount);
  }
  // A difference of the amount is another proposal: here only what was given back changes.
  if (action === 'mark_refunded') return telling(line, now, ours!.amount, refundedInAll(line));
  return { ...telling(line, now, ours!.amount, 0n), status: 'cancelled' };
}

/** The telling that makes an order what it was before. */
export function undoTellingOf(line: LineRow, action: LineAction, now: Date): Telling {
  if (action === 'import_order') return { ...telling(line, now, line.amount_minor ?? 0n, 0n), status: 'cancelled' };
  const before = telling(line, now, line.our_amount_minor!, line.our_refunded_minor!);
  return line.our_valid ? before : { ...before, refundedMinor: '0', status: 'cancelled' };
}

/** What is given back in all once the file is believed. Where the amounts agree, the line's difference is just what is not given back yet. */
function refundedInAll(line: LineRow): bigint {
  const amountDiffers = line.amount_minor !== null && line.amount_minor !== line.our_amount_minor;
  if (amountDiffers || line.differences.includes('net')) return line.refunded_minor;
  return line.our_refunded_minor! + line.difference_minor;
}

function telling(line: LineRow, now: Date, amount: bigint, refunded: bigint): Telling {
  return {
    id: `reconciled:${line.id}:${line.decisions + 1}`,
    type: line.item_kind === 'renewal' ? 'renewal' : 'order',
    occurredAt: (line.our_at ?? line.their_at!).toISOString(),
    // Later than the telling before it, however soon it is decided again.
    changedAt: new Date(now.getTime() + line.decisions).toISOString(),
    orderId: line.external_id,
    status: refunded === 0n ? 'paid' : refunded < amount ? 'partly_refunded' : 'refunded',
    amountMinor: amount.toString(),
    refundedMinor: refunded.toString(),
    currency: line.our_currency ?? line.their_currency,
  };
}
