import type { AppError } from '../../platform/errors.ts';
import type { Side, TransferKind } from './tables.ts';

/** Why a transfer was made: a code, and what fills its sentence. */
export type Memo = { readonly code: string; readonly params: Readonly<Record<string, string | number | boolean | null>> };

export type AccountSpec = {
  /** The keeper's own name for what the account is for; one account for a code and a currency. */
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  /** On which side it grows: assets and expenses `debit`; liabilities, equity and income `credit`. */
  readonly normalSide: Side;
  /** The least it may hold, pending outflows counted: 0n for "never negative", −500n for a limit, null for no limit. */
  readonly floorMinor: bigint | null;
};
export type Account = AccountSpec & { readonly id: string; readonly openedAt: Date };

/** In minor units of the account's currency; a debit is positive, a credit negative. */
export type EntrySpec = { readonly accountId: string; readonly amountMinor: bigint };

type Common = {
  /** Whoever sends the same key again gets the same transfer. */
  readonly key: string;
  /** Orders of one group are recorded together or not at all. */
  readonly group?: string;
  /** When it counts; the ledger notes by itself when it was recorded. */
  readonly effectiveAt: Date;
  readonly memo: Memo;
};
export type PostingOrder = Common & {
  readonly kind: 'posted' | 'pending';
  readonly entries: readonly EntrySpec[];
  /** Pending transfers end by themselves then. */
  readonly expiresAt?: Date;
  /** The id of the transfer that this one takes back. */
  readonly reverses?: string;
};
/** Posts what was pending: all of it, or less where entries are given; what is not posted is let go. */
export type SettlementOrder = Common & { readonly kind: 'settlement'; readonly pending: string; readonly entries?: readonly EntrySpec[] };
export type VoidOrder = Common & { readonly kind: 'void'; readonly pending: string };
export type TransferOrder = PostingOrder | SettlementOrder | VoidOrder;

export type Recorded = { readonly id: string; readonly seq: bigint; readonly kind: TransferKind; readonly hash: string };
/** `repeated`: the key was there, with the same content. `refused`: nothing of its group was recorded. */
export type Outcome =
  | { readonly state: 'recorded' | 'repeated'; readonly transfer: Recorded }
  | { readonly state: 'refused'; readonly error: AppError };

export type Balance = {
  readonly accountId: string;
  /** On the account's normal side, in minor units. */
  readonly postedMinor: bigint;
  /** What is left to spend: posted less pending outflows. */
  readonly availableMinor: bigint;
  readonly pendingInMinor: bigint;
  readonly pendingOutMinor: bigint;
};
