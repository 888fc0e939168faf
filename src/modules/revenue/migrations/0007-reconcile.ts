import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table revenue_reconciliations (
    id text primary key,
    organisation_id text not null,
    source_id text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    period text not null check (period ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    filename text not null,
    size_bytes bigint not null,
    -- The file as it was sent; null once it was let go.
    asset_id text,
    facts jsonb not null,
    mapping jsonb not null,
    preview jsonb not null,
    state text not null check (state in ('mapping', 'comparing', 'ready', 'closed', 'cancelled', 'failed')),
    -- Whether all rows of the file stand in the lines: what is compared again is not read again.
    is_read boolean not null default false,
    file_rows bigint not null default 0,
    -- Counts how often it was begun to be compared: who began before the last lets it go.
    round integer not null default 0,
    totals jsonb,
    failure jsonb,
    task_id text,
    progress_bps integer not null default 0,
    -- The platform's fees in the books; the count tells one posting from the next after it was taken back.
    fees_minor bigint,
    fees_transfer_id text,
    fees_posted integer not null default 0,
    made_by text not null,
    made_by_name text not null,
    made_at timestamptz not null,
    closed_by_name text,
    closed_at timestamptz,
    note text not null default '',
    check ((fees_minor is null) = (fees_transfer_id is null)),
    check ((closed_at is not null) = (state = 'closed'))
  )`,
  // Serves the list, and which sources of a month are reconciled.
  `create index revenue_reconciliations_by_organisation on revenue_reconciliations (organisation_id, id desc)`,
  `create index revenue_reconciliations_period on revenue_reconciliations (organisation_id, period, source_id, currency)`,

  `create table revenue_reconciliation_lines (
    id bigint generated always as identity primary key,
    reconciliation_id text not null references revenue_reconciliations (id) on delete cascade,
    organisation_id text not null,
    external_id text not null,
    -- Of the file, null where it does not have the order.
    line bigint,
    -- How many rows pay the order, and what the rows after the first would pay again.
    copies integer not null default 0,
    copied_minor bigint not null default 0,
    amount_minor bigint,
    refunded_minor bigint not null default 0,
    fee_minor bigint not null default 0,
    net_minor bigint,
    their_currency text not null,
    their_status text,
    their_at timestamptz,
    problem jsonb,
    item_id text,
    item_kind text,
    our_amount_minor bigint,
    our_refunded_minor bigint,
    our_currency text,
    our_valid boolean,
    our_settled boolean,
    our_at timestamptz,
    outcome text check (outcome in ('matched', 'missing_here', 'missing_there', 'different', 'duplicate', 'unreadable')),
    differences text[] not null default '{}',
    proposals text[] not null default '{}',
    -- By how much the books claim more than the file grants; what a posted difference would move.
    difference_minor bigint not null default 0,
    state text not null default 'none' check (state in ('none', 'open', 'asked', 'accepted', 'ignored')),
    action text,
    reason text not null default '',
    decided_by_name text,
    decided_at timestamptz,
    transfer_id text,
    -- Counts decisions, so that one that follows an undone one is another event and another transfer.
    decisions integer not null default 0,
    check ((action is not null) = (state in ('asked', 'accepted', 'ignored')))
  )`,
  // An order stands once; rows that cannot be read have no order.
  `create unique index revenue_reconciliation_lines_order on revenue_reconciliation_lines (reconciliation_id, external_id)
    where external_id <> ''`,
  // Serves the lists by outcome and state, and the counts of what is open.
  `create index revenue_reconciliation_lines_listing on revenue_reconciliation_lines (reconciliation_id, state, outcome, id)`,
  // Serves what other files said of the same order.
  `create index revenue_reconciliation_lines_external on revenue_reconciliation_lines (organisation_id, external_id)`,

  `create table revenue_receipts (
    id text primary key,
    organisation_id text not null,
    source_id text not null,
    reconciliation_id text references revenue_reconciliations (id),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor > 0),
    received_on date not null,
    account text not null,
    reference text not null,
    transfer_id text not null,
    made_by_name text not null,
    made_at timestamptz not null,
    taken_back_at timestamptz,
    taken_back_by_name text,
    taken_back_transfer_id text,
    check ((taken_back_at is null) = (taken_back_transfer_id is null))
  )`,
  // Serves the list, newest first.
  `create index revenue_receipts_by_organisation on revenue_receipts (organisation_id, id desc)`,

  `create table revenue_month_closings (
    organisation_id text not null,
    period text not null check (period ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    closed_until timestamptz not null,
    -- The head of the chain and the root over it when the month was closed.
    seq bigint not null,
    hash text not null,
    root text not null,
    -- What whoever closed it knew of.
    warnings text[] not null,
    closed_by text not null,
    closed_by_name text not null,
    closed_at timestamptz not null,
    primary key (organisation_id, period)
  )`,
  `create trigger revenue_month_closings_no_change before update or delete on revenue_month_closings
    for each row execute function share_plan_signatures_refuse_change()`,
];

export const reconcile: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
