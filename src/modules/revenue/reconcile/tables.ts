import type { ColumnType, Generated, Selectable } from 'kysely';
import type { TableFacts } from '../../attribution/index.ts';
import type {
  LineAction,
  LineDifference,
  LineOutcome,
  lineStates,
  Reconciliation,
  reconciliationStates,
  SettlementMapping,
} from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null, string | null>;
export type Reason = { code: string; params: Record<string, string | number> };

/** The tables of reconciliation, receipts and months as SQL sees them. */
export type ReconcileTables = {
  revenue_reconciliations: {
    id: string;
    organisation_id: string;
    source_id: string;
    currency: string;
    period: string;
    filename: string;
    size_bytes: bigint;
    asset_id: string | null;
    facts: Json<TableFacts>;
    mapping: Json<SettlementMapping>;
    preview: Json<{ line: number; cells: string[] }[]>;
    state: (typeof reconciliationStates)[number];
    is_read: boolean;
    file_rows: bigint;
    round: number;
    totals: NullableJson<NonNullable<Reconciliation['totals']>>;
    failure: NullableJson<Reason>;
    task_id: string | null;
    progress_bps: number;
    fees_minor: bigint | null;
    fees_transfer_id: string | null;
    fees_posted: number;
    made_by: string;
    made_by_name: string;
    made_at: Date;
    closed_by_name: string | null;
    closed_at: Date | null;
    note: string;
  };
  revenue_reconciliation_lines: {
    id: Generated<bigint>;
    reconciliation_id: string;
    organisation_id: string;
    external_id: string;
    line: bigint | null;
    copies: number;
    copied_minor: bigint;
    amount_minor: bigint | null;
    refunded_minor: bigint;
    fee_minor: bigint;
    net_minor: bigint | null;
    their_currency: string;
    their_status: 'unpaid' | 'paid' | 'partly_refunded' | 'refunded' | 'cancelled' | null;
    their_at: Date | null;
    problem: NullableJson<Reason>;
    item_id: string | null;
    item_kind: string | null;
    our_amount_minor: bigint | null;
    our_refunded_minor: bigint | null;
    our_currency: string | null;
    our_valid: boolean | null;
    our_settled: boolean | null;
    our_at: Date | null;
    outcome: LineOutcome | null;
    differences: LineDifference[];
    proposals: LineAction[];
    difference_minor: bigint;
    state: (typeof lineStates)[number];
    action: LineAction | 'ignore' | null;
    reason: string;
    decided_by_name: string | null;
    decided_at: Date | null;
    transfer_id: string | null;
    decisions: number;
  };
  revenue_receipts: {
    id: string;
    organisation_id: string;
    source_id: string;
    reconciliation_id: string | null;
    currency: string;
    amount_minor: bigint;
    received_on: string;
    account: string;
    reference: string;
    transfer_id: string;
    made_by_name: string;
    made_at: Date;
    taken_back_at: Date | null;
    taken_back_by_name: string | null;
    taken_back_transfer_id: string | null;
  };
  revenue_month_closings: {
    organisation_id: string;
    period: string;
    closed_until: Date;
    seq: bigint;
    hash: string;
    root: string;
    warnings: string[];
    closed_by: string;
    closed_by_name: string;
    closed_at: Date;
  };
};
export type ReconciliationRow = Selectable<ReconcileTables['revenue_reconciliations']>;
export type LineRow = Selectable<ReconcileTables['revenue_reconciliation_lines']>;
export type ReceiptRow = Selectable<ReconcileTables['revenue_receipts']>;
export type ClosingRow = Selectable<ReconcileTables['revenue_month_closings']>;
