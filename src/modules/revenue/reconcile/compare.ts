/** What a file and the books say of one order, held against each other. Pure; exact to the minor unit. */
import type { LineAction, LineDifference, LineOutcome } from './contract.ts';

export type Theirs = {
  readonly copies: number;
  readonly copiedMinor: bigint;
  /** Null where the file tells only refunds of it. */
  readonly amountMinor: bigint | null;
  readonly refundedMinor: bigint;
  /** What earlier files of the source said was given back. */
  readonly refundedBeforeMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint | null;
  readonly currency: string;
  readonly status: string | null;
  readonly hasTime: boolean;
};
export type Ours = {
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: string;
  readonly valid: boolean;
  readonly refundedAt: Date | null;
};
export type Compared = {
  readonly outcome: LineOutcome;
  readonly differences: LineDifference[];
  readonly proposals: LineAction[];
  /** By how much the books claim more than the file grants. */
  readonly differenceMinor: bigint;
};

const noMoney = (status: string | null): boolean => status === 'unpaid' || status === 'cancelled';
const matched: Compared = { outcome: 'matched', differences: [], proposals: [], differenceMinor: 0n };

/** `periodEnd` is the first instant after the file's month: what was given back later cannot stand in it. */
export function compareLine(theirs: Theirs, ours: Ours | null, periodEnd: Date): Compared {
  const paid = !noMoney(theirs.status);
  if (ours === null) return paid ? missingHere(theirs) : matched;
  if (theirs.copies > 1) return withPosting('duplicate', [], ['ask_platform'], -theirs.copiedMinor);
  const differences: LineDifference[] = [];
  const proposals: LineAction[] = [];
  const differ = (kind: LineDifference, ...actions: LineAction[]): void => {
    differences.push(kind);
    for (const action of actions) if (!proposals.includes(action)) proposals.push(action);
  };
  let claimed = 0n;
  if (theirs.currency !== ours.currency) differ('currency', 'ask_platform');
  else if (!paid) {
    if (ours.valid) {
      differ('status', 'mark_cancelled', 'ask_platform');
      claimed = ours.amountMinor - ours.refundedMinor;
    }
  } else if (!ours.valid) {
    if (theirs.amountMinor === null) differ('status', 'ask_platform');
    else differ('status', 'correct_amount', 'ask_platform');
    claimed = theirs.refundedMinor - (theirs.amountMinor ?? 0n);
  } else {
    const refunded = theirs.refundedMinor + theirs.refundedBeforeMinor;
    if (theirs.amountMinor !== null && theirs.amountMinor !== ours.amountMinor) {
      differ('amount', 'ask_platform', 'correct_amount');
      claimed += ours.amountMinor - theirs.amountMinor;
    }
    const later = refunded < ours.refundedMinor && ours.refundedAt !== null && ours.refundedAt >= periodEnd;
    if (refunded !== ours.refundedMinor && !later) {
      if (refunded > ours.refundedMinor && refunded <= ours.amountMinor) differ('refund', 'mark_refunded', 'ask_platform');
      else differ('refund', 'ask_platform');
      claimed += refunded - ours.refundedMinor;
    }
  }
  const left = leftOver(theirs);
  if (left !== 0n && paid) {
    differ('net', 'ask_platform');
    claimed += left;
  }
  return differences.length === 0 ? matched : withPosting('different', differences, proposals, claimed);
}

/** Money that the books have and no file of the source grants. */
export function missingThere(ours: Pick<Ours, 'amountMinor' | 'refundedMinor'>): Compared {
  return withPosting('missing_there', [], ['ask_platform', 'mark_cancelled'], ours.amountMinor - ours.refundedMinor);
}

function missingHere(theirs: Theirs): Compared {
  const granted = (theirs.amountMinor ?? 0n) + theirs.copiedMinor - theirs.refundedMinor;
  const importable = theirs.hasTime && theirs.amountMinor !== null && theirs.refundedMinor <= theirs.amountMinor;
  return withPosting('missing_here', [], importable ? ['import_order', 'ask_platform'] : ['ask_platform'], -granted);
}

/** What the file keeps without saying as what; 0 where it has no column of what is left, or nothing to hold it against. */
function leftOver(theirs: Theirs): bigint {
  if (theirs.netMinor === null) return 0n;
  return (theirs.amountMinor ?? 0n) + theirs.copiedMinor - theirs.refundedMinor - theirs.feeMinor - theirs.netMinor;
}

function withPosting(outcome: LineOutcome, differences: LineDifference[], proposals: LineAction[], differenceMinor: bigint): Compared {
  const postings: LineAction[] =
    differenceMinor === 0n
      ? []
      : differenceMinor > 0n && outcome === 'different'
        ? ['post_to_fees', 'post_to_suspense']
        : ['post_to_suspense'];
  return { outcome, differences, proposals: [...proposals, ...postings], differenceMinor };
}
