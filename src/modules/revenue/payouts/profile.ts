/** What payouts need to know of payees: where their money goes, from how much on, and what is missing. Kept by payees/. */
import type { Trx } from '../../../platform/db/index.ts';

/** Where a payee's money goes, in the clear: only ever sealed at rest, never logged. */
export type Destination =
  | {
      readonly way: 'bank';
      /** As the bank has it. */
      readonly holder: string;
      /** An IBAN, or the bank's own number; one of the two. */
      readonly iban: string | null;
      readonly accountNumber: string | null;
      readonly bic: string | null;
      /** 联行号, twelve digits. */
      readonly cnaps: string | null;
      readonly bankName: string | null;
      /** ISO 3166, of the account. */
      readonly country: string;
    }
  | { readonly way: 'alipay'; /** Login id (phone, mail) or user id (2088…). */ readonly account: string; readonly name: string }
  | { readonly way: 'stripe'; /** acct_… */ readonly account: string };

export type PayoutProfile = {
  readonly payeeId: string;
  readonly currency: string;
  /** In the profile's currency; null for the organisation's own. */
  readonly thresholdMinor: bigint | null;
  readonly destination: Destination | null;
  /** Codes of what a payout needs and the profile lacks. */
  readonly missing: readonly string[];
  /** Paid against invoices. */
  readonly byInvoice: boolean;
};

export type PayeeDirectory = {
  /** Payees without a profile are left out. */
  profiles(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<Map<string, PayoutProfile>>;
  /** What received invoices come to in a currency; payees without any are left out. */
  invoicedMinor(trx: Trx, organisationId: string, payeeIds: readonly string[], currency: string): Promise<Map<string, bigint>>;
  /** Of each payee, the users who changed where the money goes after an instant; null for ever. */
  changersSince(trx: Trx, organisationId: string, since: ReadonlyMap<string, Date | null>): Promise<{ payeeId: string; userId: string }[]>;
};

/** The end of an account's number, which people know it by. */
export function maskOf(destination: Destination): string {
  const text = destination.way === 'bank' ? (destination.iban ?? destination.accountNumber ?? '') : destination.account;
  const shown = text.length > 8 ? 4 : Math.max(1, Math.floor(text.length / 3));
  return `•••• ${text.slice(-shown)}`;
}

/** One text for one destination, to tell whether it has changed. */
export function destinationText(destination: Destination): string {
  return JSON.stringify(Object.entries(destination).sort(([a], [b]) => (a < b ? -1 : 1)));
}
