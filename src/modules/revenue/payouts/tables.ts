import type { ColumnType, Selectable } from 'kysely';
import type { BatchState, PayoutState, PayoutWay, Reason } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Made = ColumnType<Date, Date, never>;

/** An amount is a decimal string of minor units. */
export type CurrencyRule = { currency: string; thresholdMinor: string; minimumMinor: string };

/** The tables of payouts, and what they read of settlements' and payees'. */
export type PayoutTables = {
  payout_settings: {
    organisation_id: string;
    day_of_month: number | null;
    invoice_needed: boolean;
    currencies: Json<CurrencyRule[]>;
    /** YYYY-MM-DD in the business zone. */
    reminded_on: string | null;
  };
  payout_accounts: {
    id: string;
    organisation_id: string;
    way: PayoutWay;
    name: string;
    currency: string | null;
    masked: string;
    holder: string | null;
    endpoint: string | null;
    details_sealed: string | null;
    created_at: Made;
    created_by: string;
    created_by_name: string;
    removed_at: Date | null;
  };
  payout_batches: {
    id: string;
    organisation_id: string;
    account_id: string;
    currency: string;
    state: BatchState;
    note: string;
    execute_on: string;
    left_out: Json<{ payee: { id: string; name: string }; reasons: Reason[] }[]>;
    made_by: string;
    made_by_name: string;
    made_at: Made;
    approved_by: string | null;
    approved_by_name: string | null;
    approved_at: Date | null;
    sent_at: Date | null;
    task_id: string | null;
  };
  payouts: {
    id: string;
    organisation_id: string;
    batch_id: string;
    payee_id: string;
    payee_name: string;
    currency: string;
    amount_minor: bigint;
    state: PayoutState;
    way: PayoutWay;
    destination_sealed: string;
    destination_masked: string;
    reference: string;
    tried_at: Date | null;
    tried_with: string | null;
    next_ask_at: Date | null;
    asks: number;
    provider_reference: string | null;
    failure: ColumnType<Reason | null, string | null, string | null>;
    pending_transfer: string | null;
    paid_transfer: string | null;
    returned_transfer: string | null;
    sent_at: Date | null;
    paid_at: Date | null;
    ended_at: Date | null;
    updated_at: Date;
  };
  payout_files: {
    batch_id: string;
    format: 'pain001' | 'csv';
    organisation_id: string;
    name: string;
    sha256: string;
    size_bytes: number;
    sealed: string;
    made_at: Made;
  };
};

export type SettingsRow = Selectable<PayoutTables['payout_settings']>;
export type AccountRow = Selectable<PayoutTables['payout_accounts']>;
export type BatchRow = Selectable<PayoutTables['payout_batches']>;
export type PayoutRow = Selectable<PayoutTables['payouts']>;
export type FileRow = Selectable<PayoutTables['payout_files']>;
