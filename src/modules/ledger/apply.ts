/** The rules of recording, without a database: what an order does to balances, and why one is refused. */
import { ledgerErrors } from './errors.ts';
import type { Phase, Side } from './tables.ts';
import type { AppError } from '../../platform/errors.ts';

export type Standing = {
  readonly accountId: string;
  readonly currency: string;
  readonly normalSide: Side;
  readonly floorMinor: bigint | null;
  debitsPosted: bigint;
  creditsPosted: bigint;
  debitsPending: bigint;
  creditsPending: bigint;
};
export type Line = { accountId: string; currency: string; amountMinor: bigint; phase: Phase; release: boolean };

const postgresMost = 2n ** 63n - 1n;

/** What an account can still give, pending outflows counted, on its normal side. */
export function availableOf(account: Standing): bigint {
  return account.normalSide === 'debit'
    ? account.debitsPosted - account.creditsPosted - account.creditsPending
    : account.creditsPosted - account.debitsPosted - account.debitsPending;
}

/** Whether lines are a transfer: two at least, none zero, zero in sum for each currency and phase. Null when they are. */
export function whyUnbalanced(lines: readonly Line[]): AppError | null {
  if (lines.length < 2) return ledgerErrors.unbalanced({ reason: 'fewer_than_two_entries' });
  const sums = new Map<string, bigint>();
  for (const line of lines) {
    if (line.amountMinor === 0n) return ledgerErrors.unbalanced({ reason: 'entry_of_zero' });
    const kind = `${line.currency} ${line.phase}`;
    sums.set(kind, (sums.get(kind) ?? 0n) + line.amountMinor);
  }
  for (const [kind, sum] of sums) if (sum !== 0n) return ledgerErrors.unbalanced({ reason: 'not_zero', sum: sum.toString(), of: kind });
  return null;
}

/**
 * Applies lines to standings in place; answers with the refusal and changes nothing where an account would fall below its floor.
 * A release gives back what a pending entry held: it lowers the pending side that the entry had raised.
 */
export function applyLines(standings: ReadonlyMap<string, Standing>, lines: readonly Line[]): AppError | null {
  const before = new Map<string, Standing>();
  for (const line of lines) {
    const account = standings.get(line.accountId)!;
    if (!before.has(line.accountId)) before.set(line.accountId, { ...account });
    move(account, line);
  }
  for (const [accountId, was] of before) {
    const account = standings.get(accountId)!;
    const refusal = whyRefused(account, was);
    if (!refusal) continue;
    for (const [id, standing] of before) Object.assign(standings.get(id)!, standing);
    return refusal;
  }
  return null;
}

function move(account: Standing, { amountMinor, phase, release }: Line): void {
  if (release) {
    // The released entry had the opposite sign.
    if (amountMinor < 0n) account.debitsPending += amountMinor;
    else account.creditsPending -= amountMinor;
    return;
  }
  if (phase === 'pending') {
    if (amountMinor > 0n) account.debitsPending += amountMinor;
    else account.creditsPending -= amountMinor;
  } else if (amountMinor > 0n) account.debitsPosted += amountMinor;
  else account.creditsPosted -= amountMinor;
}

function whyRefused(account: Standing, was: Standing): AppError | null {
  const sides = [account.debitsPosted, account.creditsPosted, account.debitsPending, account.creditsPending];
  if (sides.some((side) => side > postgresMost)) return ledgerErrors.too_large({ account: account.accountId });
  const available = availableOf(account);
  if (account.floorMinor === null || available >= account.floorMinor) return null;
  return ledgerErrors.below_floor({
    account: account.accountId,
    available: availableOf(was).toString(),
    floor: account.floorMinor.toString(),
    short: (account.floorMinor - available).toString(),
  });
}
