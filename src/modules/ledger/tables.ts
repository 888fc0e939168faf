import type { Generated } from 'kysely';

export type Side = 'debit' | 'credit';
export type TransferKind = 'posted' | 'pending' | 'settlement' | 'void';
export type Phase = 'posted' | 'pending';

/** The ledger's tables as SQL sees them. */
export type LedgerTables = {
  ledger_accounts: {
    id: string;
    organisation_id: string;
    code: string;
    name: string;
    currency: string;
    normal_side: Side;
    floor_minor: bigint | null;
    opened_at: Date;
  };
  ledger_balances: {
    account_id: string;
    organisation_id: string;
    normal_side: Side;
    floor_minor: bigint | null;
    debits_posted: Generated<bigint>;
    credits_posted: Generated<bigint>;
    debits_pending: Generated<bigint>;
    credits_pending: Generated<bigint>;
  };
  ledger_heads: { organisation_id: string; seq: bigint; hash: string; closed_until: Date | null };
  ledger_transfers: {
    organisation_id: string;
    seq: bigint;
    id: string;
    kind: TransferKind;
    key: string;
    group_key: string | null;
    pending_seq: bigint | null;
    reverses_seq: bigint | null;
    effective_at: Date;
    recorded_at: Date;
    expires_at: Date | null;
    memo: string;
    previous_hash: string;
    hash: string;
  };
  ledger_entries: {
    organisation_id: string;
    seq: bigint;
    line: number;
    account_id: string;
    currency: string;
    amount_minor: bigint;
    phase: Phase;
    effective_at: Date;
    salt: string;
  };
  ledger_seals: { organisation_id: string; seq: bigint; hash: string; root: string; sealed_at: Date };
  ledger_closings: { organisation_id: string; closed_until: Date; seq: bigint; hash: string; closed_at: Date; closed_by: string };
};
