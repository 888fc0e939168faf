import type { ColumnType, Generated, Selectable } from 'kysely';
import type { DocumentKind, IdKind, InvoiceState, Masked } from './contract.ts';

type Json<T> = ColumnType<T, string | null, string | null>;

/** The tables of payees and their tax as SQL sees them. */
export type PayeeTables = {
  payee_profiles: {
    payee_id: string;
    organisation_id: string;
    kind: 'person' | 'company';
    legal_name: string;
    region: 'CN' | 'other';
    id_kind: IdKind | null;
    id_sealed: string | null;
    id_masked: string | null;
    regime: string | null;
    regime_reason: string | null;
    currency: string;
    threshold_minor: bigint | null;
    method_kind: Masked['kind'] | null;
    method_sealed: string | null;
    method_masked: Json<Masked | null>;
    version: number;
    updated_at: Date;
    updated_by_name: string;
  };
  payee_method_changes: {
    id: Generated<bigint>;
    organisation_id: string;
    payee_id: string;
    changed_by: string | null;
    changed_by_kind: string;
    changed_by_name: string;
    changed_at: Date;
    before_masked: Json<Masked | null>;
    after_masked: Json<Masked | null>;
  };
  payee_documents: {
    id: string;
    organisation_id: string;
    payee_id: string;
    kind: DocumentKind;
    name: string;
    media_type: string;
    asset_id: string | null;
    size_bytes: bigint;
    uploaded_at: Date;
    uploaded_by_name: string;
    removed_at: Date | null;
    removed_by_name: string | null;
  };
  payee_invoices: {
    id: string;
    organisation_id: string;
    payee_id: string;
    currency: string;
    period: string;
    number: string;
    /** YYYY-MM-DD. */
    issued_on: string;
    amount_minor: bigint;
    vat_rate_bps: number;
    vat_minor: bigint;
    document_id: string | null;
    state: InvoiceState;
    made_at: Date;
    made_by_name: string;
    judged_at: Date | null;
    judged_by_name: string | null;
    reason: string;
  };
  revenue_withholdings: {
    settlement_id: string;
    organisation_id: string;
    payee_id: string;
    currency: string;
    period: string;
    regime: string;
    income_minor: bigint;
    withheld_minor: bigint;
    credit_minor: bigint;
    /** Canonical JSON of a TaxContent. */
    content: string;
  };
  payee_watch_marks: {
    id: Generated<bigint>;
    organisation_id: string;
    payee_id: string;
    watch: 'month' | 'twelve_months';
    level: 'near' | 'past';
    since_period: string;
    opened_at: Date;
    closed_at: Date | null;
  };
  payee_exits: {
    id: Generated<bigint>;
    organisation_id: string;
    payee_id: string;
    exited_at: Date;
    exited_by_name: string;
    reason: string;
    returned_at: Date | null;
    returned_by_name: string | null;
  };
  payee_exit_moves: {
    payee_id: string;
    number: number;
    organisation_id: string;
    currency: string;
    amount_minor: bigint;
    transfer_id: string;
    moved_at: Date;
  };
};
export type ProfileRow = Selectable<PayeeTables['payee_profiles']>;
export type MethodChangeRow = Selectable<PayeeTables['payee_method_changes']>;
export type DocumentRow = Selectable<PayeeTables['payee_documents']>;
export type InvoiceRow = Selectable<PayeeTables['payee_invoices']>;
export type WithholdingRow = Selectable<PayeeTables['revenue_withholdings']>;
export type MarkRow = Selectable<PayeeTables['payee_watch_marks']>;
export type ExitRow = Selectable<PayeeTables['payee_exits']>;
