/** What a file of bank transfers is made of, whatever its format. Pure. */
import type { Destination } from '../profile.ts';

export type BankDestination = Extract<Destination, { way: 'bank' }>;
/** The house's own account. */
export type Debtor = Omit<BankDestination, 'way' | 'bankName'>;
export type Transfer = {
  /** The end-to-end id. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly to: BankDestination;
  /** What the payee reads beside it. */
  readonly purpose: string;
};
export type TransferFile = {
  /** 35 characters at most, letters and digits. */
  readonly messageId: string;
  /** ISO 8601 with an offset. */
  readonly madeAt: string;
  /** YYYY-MM-DD. */
  readonly executeOn: string;
  readonly currency: string;
  readonly from: Debtor;
  readonly transfers: readonly Transfer[];
};
