import type { ColumnType, Selectable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { StoredState } from '../settlement/posting.ts';
import type { RevenueTables } from '../tables.ts';

type Json<T> = ColumnType<T, string, string>;

/** What a plan remembers after the last item that was estimated, and what happened later than it: refunds, costs. */
export type EstimateState = {
  readonly memory: StoredState;
  readonly later: readonly { at: string; first: boolean; change: StoredState }[];
};

/** The tables of items, costs and estimates as SQL sees them. */
export type ItemTables = Pick<RevenueTables, 'revenue_items'> & {
  revenue_costs: {
    id: string;
    organisation_id: string;
    plan_id: string;
    cost: string;
    currency: string;
    amount_minor: bigint;
    /** YYYY-MM-DD in the business zone. */
    spent_on: string;
    spent_at: Date;
    note: string;
    added_by: string;
    added_by_name: string;
    added_at: Date;
    settlement_id: string | null;
  };
  revenue_replans: { organisation_id: string; plan_id: string; occurred_at: Date; item_id: string };
  revenue_estimate_plans: {
    organisation_id: string;
    plan_id: string;
    currency: string;
    dirty: boolean;
    epoch: number;
    marks: number;
    done: number;
    occurred_at: Date | null;
    item_id: string | null;
    state: Json<EstimateState | null>;
    folded_at: Date | null;
    not_before: Date | null;
  };
  revenue_estimates: {
    organisation_id: string;
    group_key: string;
    plan_id: string;
    currency: string;
    origin: Json<{ kind: string; source_id: string | null; campaign_id: string | null }>;
    sums: Json<Record<string, string>>;
    number: number;
    transfer_id: string | null;
  };
  revenue_estimate_days: {
    organisation_id: string;
    plan_id: string;
    currency: string;
    payee_id: string;
    payable_on: string;
    held: boolean;
    amount_minor: bigint;
  };
};
export type CostRow = Selectable<ItemTables['revenue_costs']>;
export type EstimatePlanRow = Selectable<ItemTables['revenue_estimate_plans']>;
export type EstimateRow = Selectable<ItemTables['revenue_estimates']>;

export const tables = (trx: Trx) => trx.withTables<ItemTables>();
