import type { ColumnType, Selectable } from 'kysely';
import type { PlanContent, PlanScope, versionStates } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
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
};

export type PayeeRow = Selectable<RevenueTables['payees']>;
export type PlanRow = Selectable<RevenueTables['share_plans']>;
export type VersionRow = Selectable<RevenueTables['share_plan_versions']>;
export type SignatureRow = Selectable<RevenueTables['share_plan_signatures']>;
