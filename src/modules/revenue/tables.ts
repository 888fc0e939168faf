import type { ColumnType, Selectable } from 'kysely';
import type { PlanContent, PlanScope, RevenueKind, versionStates } from './contract.ts';
import type { undividedReasons } from './items/contract.ts';

type Json<T> = ColumnType<T, string, string>;
type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>;
type Made = ColumnType<Date, Date, never>;

/** The module's tables as SQL sees them. Written by migrations/, read by the repos of this folder alone. */
export type RevenueTables = {
  payees: {
    id: string;
    organisation_id: string;
    name: string;
    creator_id: string | null;
    agency_id: string | null;
    user_id: string | null;
    /** The house's own parties. */
    role: 'operator' | 'studio' | null;
    created_at: Made;
  };
  share_plans: {
    id: string;
    organisation_id: string;
    name: string;
    scope: PlanScope;
    work_id: string | null;
    campaign_id: string | null;
    created_at: Made;
  };
  share_plan_versions: {
    plan_id: string;
    version: number;
    organisation_id: string;
    state: (typeof versionStates)[number];
    /** Business days in Asia/Shanghai, as YYYY-MM-DD. */
    effective_from: string;
    effective_until: string | null;
    content: Json<PlanContent>;
    content_hash: string;
    note: string;
    /** Ids of the payees whose yes it needs, once it is proposed. */
    signers: string[];
    created_at: Made;
    created_by: string;
    proposed_at: Date | null;
    agreed_at: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
    ended_reason: string | null;
  };
  share_plan_signatures: {
    organisation_id: string;
    plan_id: string;
    version: number;
    /** `organisation`, or a payee's id. */
    party: string;
    decision: 'yes' | 'no';
    content_hash: string;
    note: string;
    user_id: string;
    user_name: string;
    signed_at: Made;
  };
  revenue_items: {
    id: string;
    organisation_id: string;
    kind: RevenueKind;
    source_id: string | null;
    external_id: string | null;
    work_id: string | null;
    campaign_id: string | null;
    creator_id: string | null;
    agency_id: string | null;
    currency: string;
    amount_minor: bigint;
    refunded_minor: bigint;
    creator_terms_minor: bigint | null;
    agency_terms_minor: bigint | null;
    cap_minor: bigint | null;
    valid: boolean;
    held: boolean;
    occurred_at: Date;
    refunded_at: Date | null;
    changed_at: Date;
    payable_at: Date;
    plan_id: string | null;
    plan_version: number | null;
    /** Why no plan divides it; null where one does. */
    undivided: (typeof undividedReasons)[number] | null;
    /** When the feed last changed it. */
    fed_at: Date;
    revision: number;
    settled_revision: number | null;
    settled_settlement: string | null;
    settled_number: bigint | null;
    settled_refunded_minor: bigint | null;
  };
  revenue_settlements: {
    id: string;
    organisation_id: string;
    period: string;
    currency: string;
    run: number;
    state: 'computing' | 'ready' | 'approved' | 'posted' | 'cancelled' | 'failed';
    cut_at: Date;
    summary: MaybeJson;
    failure: MaybeJson;
    progress: MaybeJson;
    task_id: string | null;
    made_by: string;
    made_by_name: string;
    made_at: Made;
    approved_by: string | null;
    approved_by_name: string | null;
    approved_at: Date | null;
    posted_at: Date | null;
    seal_seq: bigint | null;
    seal_hash: string | null;
    seal_root: string | null;
  };
  revenue_posting_groups: {
    settlement_id: string;
    number: number;
    organisation_id: string;
    plan_id: string;
    plan_version: number;
    origin: string;
    creator_id: string | null;
    agency_id: string | null;
    sums: Json<Record<string, string>>;
    payee_ids: string[];
    postings: number;
    root: string;
    transfer_id: string | null;
  };
  revenue_postings: {
    settlement_id: string;
    number: bigint;
    organisation_id: string;
    group_number: number;
    item_id: string;
    kind: 'earned' | 'refunded' | 'taken_back';
    amount_minor: bigint;
    item_revision: number;
    refunded_minor: bigint;
    last: boolean;
    standing_number: bigint | null;
    /** Canonical JSON of a PostingContent. */
    content: string;
    /** Step, payee as the plan has it (crt_…, role:studio, payee:pye_…), decimal string. */
    lines: Json<[step: string, payee: string, amountMinor: string][]>;
    salt: string;
    hash: string;
  };
  revenue_settlement_payees: {
    settlement_id: string;
    payee_id: string;
    organisation_id: string;
    lines: number;
    earned_minor: bigint;
    refunded_minor: bigint;
    restated_minor: bigint;
    /** Positive where something is withheld. */
    withheld_minor: bigint;
    credit_minor: bigint;
    regime: string | null;
    explanation: Json<unknown>;
    dues: Json<Record<string, string>>;
    net_minor: ColumnType<bigint, never, never>;
    tax_transfer_id: string | null;
  };
  revenue_settlement_passed: { settlement_id: string; item_id: string; revision: number };
  revenue_plan_states: { settlement_id: string; organisation_id: string; plan_id: string; before: Json<unknown>; after: Json<unknown> };
  revenue_dues: {
    settlement_id: string;
    organisation_id: string;
    payee_id: string;
    currency: string;
    /** YYYY-MM-DD in the business zone. */
    payable_on: string;
    amount_minor: bigint;
  };
  revenue_statements: {
    id: string;
    organisation_id: string;
    payee_id: string;
    currency: string;
    period: string;
    version: number;
    settlement_id: string;
    opening_minor: bigint;
    earned_minor: bigint;
    refunded_minor: bigint;
    restated_minor: bigint;
    tax_minor: bigint;
    paid_minor: bigint;
    other_minor: bigint;
    closing_minor: bigint;
    seal_seq: bigint;
    seal_hash: string;
    seal_root: string;
    made_at: Made;
  };
};

export type PayeeRow = Selectable<RevenueTables['payees']>;
export type PlanRow = Selectable<RevenueTables['share_plans']>;
export type VersionRow = Selectable<RevenueTables['share_plan_versions']>;
export type SignatureRow = Selectable<RevenueTables['share_plan_signatures']>;
export type ItemRow = Selectable<RevenueTables['revenue_items']>;
export type SettlementRow = Selectable<RevenueTables['revenue_settlements']>;
export type PostingGroupRow = Selectable<RevenueTables['revenue_posting_groups']>;
export type PostingRow = Selectable<RevenueTables['revenue_postings']>;
export type StatementRow = Selectable<RevenueTables['revenue_statements']>;
