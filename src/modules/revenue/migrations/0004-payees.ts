import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create function payee_history_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is insert-only', tg_table_name using errcode = 'restrict_violation';
  end $$`,

  // Who a payee is towards the tax office and the bank. What is secret is sealed; beside it stands what may be shown of it.
  `create table payee_profiles (
    payee_id text primary key references payees (id),
    organisation_id text not null,
    kind text not null check (kind in ('person', 'company')),
    legal_name text not null check (length(legal_name) between 1 and 200),
    region text not null check (region in ('CN', 'other')),
    id_kind text check (id_kind in ('cn_id_card', 'cn_credit_code', 'passport', 'other')),
    id_sealed text,
    id_masked text,
    -- Set by staff with a reason; null where the rule chooses.
    regime text,
    regime_reason text,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- Null: the organisation's own.
    threshold_minor bigint check (threshold_minor >= 0),
    method_kind text check (method_kind in ('bank_cn', 'bank_intl', 'alipay', 'stripe')),
    method_sealed text,
    method_masked jsonb,
    version integer not null check (version > 0),
    updated_at timestamptz not null,
    updated_by_name text not null,
    check (num_nonnulls(id_kind, id_sealed, id_masked) in (0, 3)),
    check (num_nonnulls(method_kind, method_sealed, method_masked) in (0, 3)),
    check ((regime is null) = (regime_reason is null))
  )`,
  // Serves what is needed of many payees of an organisation at once.
  `create index payee_profiles_by_organisation on payee_profiles (organisation_id, payee_id)`,

  // Every change of where money goes: who changed it does not approve a payout to it alone.
  `create table payee_method_changes (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    -- Null for keys and commands, whose approval is not asked for either.
    changed_by text,
    changed_by_kind text not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    before_masked jsonb,
    after_masked jsonb
  )`,
  // Serves the history of one payee, newest first, and who changed it since an instant.
  `create index payee_method_changes_payee on payee_method_changes (payee_id, changed_at desc, id desc)`,
  `create trigger payee_method_changes_no_change before update or delete on payee_method_changes
    for each row execute function payee_history_refuse_change()`,

  `create table payee_documents (
    id text primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    kind text not null check (kind in ('identity', 'business_licence', 'contract', 'tax', 'bank', 'invoice', 'other')),
    name text not null check (length(name) between 1 and 200),
    media_type text not null,
    -- The catalogue's record of the bytes, which are sealed; null once they are removed.
    asset_id text,
    size_bytes bigint not null check (size_bytes > 0),
    uploaded_at timestamptz not null,
    uploaded_by_name text not null,
    -- What was removed is not shown or given out any more; that it was there is kept.
    removed_at timestamptz,
    removed_by_name text,
    check ((asset_id is null) = (removed_at is not null))
  )`,
  // Serves one payee's documents, newest first.
  `create index payee_documents_payee on payee_documents (payee_id, id desc) where removed_at is null`,

  `create table payee_invoices (
    id text primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- The month whose statement it is for.
    period text not null check (period ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    number text not null check (length(number) between 1 and 60),
    issued_on date not null,
    -- With VAT; the VAT in it at the rate.
    amount_minor bigint not null check (amount_minor > 0),
    vat_rate_bps integer not null check (vat_rate_bps between 0 and 10000),
    vat_minor bigint not null check (vat_minor >= 0 and vat_minor < amount_minor),
    document_id text references payee_documents (id),
    state text not null check (state in ('submitted', 'received', 'refused')),
    made_at timestamptz not null,
    made_by_name text not null,
    judged_at timestamptz,
    judged_by_name text,
    reason text not null default '',
    check ((judged_at is not null) = (state <> 'submitted'))
  )`,
  // Serves one payee's invoices by month; an invoice's number counts once as long as it is not refused.
  `create index payee_invoices_payee on payee_invoices (payee_id, currency, period)`,
  `create unique index payee_invoices_number_unique on payee_invoices (organisation_id, payee_id, number) where state <> 'refused'`,

  // What a settlement gives each payee and what is withheld from it, with all that it is computed from.
  `create table revenue_withholdings (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    organisation_id text not null,
    payee_id text not null references payees (id),
    currency text not null,
    period text not null,
    regime text not null,
    income_minor bigint not null,
    withheld_minor bigint not null check (withheld_minor >= 0),
    credit_minor bigint not null check (credit_minor >= 0),
    -- Canonical JSON of a TaxContent.
    content text not null,
    primary key (settlement_id, payee_id)
  )`,
  // Serves a payee's year.
  `create index revenue_withholdings_payee on revenue_withholdings (payee_id, currency, period)`,
  // Serves the watch over an organisation's last twelve months.
  `create index revenue_withholdings_by_period on revenue_withholdings (organisation_id, currency, period)`,
  `create function revenue_withholdings_keep() returns trigger language plpgsql as $$
  begin
    if not exists (select 1 from revenue_settlements where id = old.settlement_id and state in ('approved', 'posted')) then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    raise exception 'revenue_withholdings is insert-only once it is approved' using errcode = 'restrict_violation';
  end $$`,
  `create trigger revenue_withholdings_no_change before update or delete on revenue_withholdings
    for each row execute function revenue_withholdings_keep()`,

  // Who is near or past a threshold since when; one is open at a time, and whoever opens it tells people.
  `create table payee_watch_marks (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    watch text not null check (watch in ('month', 'twelve_months')),
    level text not null check (level in ('near', 'past')),
    since_period text not null,
    opened_at timestamptz not null,
    closed_at timestamptz
  )`,
  `create unique index payee_watch_marks_open_unique on payee_watch_marks (payee_id, watch, level) where closed_at is null`,
  // Serves the marks of an organisation.
  `create index payee_watch_marks_by_organisation on payee_watch_marks (organisation_id) where closed_at is null`,

  // A payee's going, and coming back.
  `create table payee_exits (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    exited_at timestamptz not null,
    exited_by_name text not null,
    reason text not null,
    returned_at timestamptz,
    returned_by_name text
  )`,
  `create unique index payee_exits_open_unique on payee_exits (payee_id) where returned_at is null`,
  // What was owed at going, and what of it came back into the payee's account.
  `create table payee_exit_moves (
    payee_id text not null references payees (id),
    number integer not null check (number > 0),
    organisation_id text not null,
    currency text not null,
    -- Positive to the receivable, negative back.
    amount_minor bigint not null check (amount_minor <> 0),
    transfer_id text not null,
    moved_at timestamptz not null,
    primary key (payee_id, number)
  )`,
  `create trigger payee_exit_moves_no_change before update or delete on payee_exit_moves
    for each row execute function payee_history_refuse_change()`,
];

export const payees: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
