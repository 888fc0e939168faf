import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // When the feed last changed it: what was known at an instant is what was fed until then.
  `alter table revenue_items add column fed_at timestamptz not null`,
  // Why no plan divides it, while none does.
  `alter table revenue_items add column undivided text check (undivided in ('no_plan', 'no_version', 'kind_not_covered', 'other_currency'))`,
  `alter table revenue_items add constraint revenue_items_divided check ((undivided is null) = (plan_id is not null))`,
  // Serves the listing, newest first, and what a plan that was agreed now divides.
  `create index revenue_items_time on revenue_items (organisation_id, occurred_at, id)`,
  // Serve the lists of what waits for somebody: there are few of either.
  `create index revenue_items_undivided on revenue_items (organisation_id, occurred_at desc, id desc) where plan_id is null and valid`,
  `create index revenue_items_held on revenue_items (organisation_id, occurred_at desc, id desc) where held and valid`,

  `create table revenue_costs (
    id text primary key,
    organisation_id text not null,
    plan_id text not null references share_plans (id),
    -- The kind, as the plan's recoupment names it.
    cost text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor > 0),
    spent_on date not null,
    -- The day's first instant in the business zone: what it is ordered by.
    spent_at timestamptz not null,
    note text not null,
    added_by text not null,
    added_by_name text not null,
    added_at timestamptz not null,
    -- The settlement that counted it; then nobody removes it.
    settlement_id text
  )`,
  // Serves a plan's costs, newest first.
  `create index revenue_costs_plan on revenue_costs (plan_id, spent_on desc, id desc)`,

  // Versions that were agreed and whose money is not looked through yet; \`occurred_at\` and \`item_id\` are how far it is.
  `create table revenue_replans (
    organisation_id text not null,
    plan_id text not null,
    occurred_at timestamptz not null,
    item_id text not null,
    primary key (organisation_id, plan_id)
  )`,

  // How far the open items of a plan are estimated.
  `create table revenue_estimate_plans (
    organisation_id text not null,
    plan_id text not null,
    currency text not null,
    -- Something changed that is not simply later than all before: the plan is folded anew.
    dirty boolean not null,
    -- Counts what was settled or released meanwhile: an estimate that was begun before it is thrown away.
    epoch integer not null,
    -- Counts every mark, and how many of them are estimated: what is marked meanwhile stays marked.
    marks integer not null,
    done integer not null,
    -- The last item that was folded, and what the plan remembered then; null before the first.
    occurred_at timestamptz,
    item_id text,
    state jsonb,
    folded_at timestamptz,
    -- Folding takes a bounded share of the time: the next may not begin before.
    not_before timestamptz,
    primary key (organisation_id, plan_id, currency)
  )`,
  `create table revenue_estimates (
    organisation_id text not null,
    -- Plan, version, origin, creator and agency, as groupKeyOf writes them.
    group_key text not null,
    plan_id text not null,
    currency text not null,
    origin jsonb not null,
    -- What each payee would get, by id, as decimal strings; empty where nothing is pending.
    sums jsonb not null,
    -- Counts its pending transfers, so that each has a key of its own.
    number integer not null,
    -- The pending transfer in the ledger; null where nothing is pending.
    transfer_id text,
    primary key (organisation_id, group_key)
  )`,
  // Serves the groups of a plan that is folded anew.
  `create index revenue_estimates_plan on revenue_estimates (organisation_id, plan_id, currency)`,
  // What of the estimates would become payable when, and what of them a signal holds.
  `create table revenue_estimate_days (
    organisation_id text not null,
    plan_id text not null,
    currency text not null,
    payee_id text not null,
    payable_on date not null,
    held boolean not null,
    amount_minor bigint not null,
    primary key (organisation_id, plan_id, currency, payee_id, payable_on, held)
  )`,
  // Serves a payee's balance.
  `create index revenue_estimate_days_payee on revenue_estimate_days (payee_id)`,
];

export const items: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
