import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // One row an organisation, also before anybody has set anything: its lock has payouts made one after another.
  `create table payout_settings (
    organisation_id text primary key,
    day_of_month integer check (day_of_month between 1 and 28),
    invoice_needed boolean not null,
    -- [{currency, thresholdMinor, minimumMinor}], amounts as decimal strings.
    currencies jsonb not null,
    -- The last day for which staff was reminded.
    reminded_on date
  )`,

  // Where money leaves the house. The books know it by its name, so a name is one account's for as long as that is in use.
  `create table payout_accounts (
    id text primary key,
    organisation_id text not null,
    way text not null check (way in ('bank', 'alipay', 'stripe')),
    name text not null check (length(name) between 1 and 60),
    currency text check (currency ~ '^[A-Z]{3}$'),
    masked text not null,
    holder text,
    endpoint text,
    -- Numbers and keys; null once the account is out of use.
    details_sealed text,
    created_at timestamptz not null,
    created_by text not null,
    created_by_name text not null,
    removed_at timestamptz,
    check ((way = 'bank') = (currency is not null)),
    check ((removed_at is null) = (details_sealed is not null))
  )`,
  `create unique index payout_accounts_name_unique on payout_accounts (organisation_id, name) where removed_at is null`,

  `create table payout_batches (
    id text primary key,
    organisation_id text not null,
    account_id text not null references payout_accounts (id),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    state text not null check (state in ('draft', 'approved', 'sent', 'done', 'cancelled')),
    note text not null,
    execute_on date not null,
    -- [{payee: {id, name}, reasons: [{code, params}]}]: who was not paid with it, and why.
    left_out jsonb not null,
    made_by text not null,
    made_by_name text not null,
    made_at timestamptz not null,
    approved_by text,
    approved_by_name text,
    approved_at timestamptz,
    sent_at timestamptz,
    task_id text,
    -- Nobody approves what they made.
    check (approved_by is null or approved_by <> made_by),
    check (num_nonnulls(approved_by, approved_by_name, approved_at) in (0, 3)),
    check (state not in ('approved', 'sent', 'done') or approved_by is not null),
    check ((sent_at is not null) = (state in ('sent', 'done')))
  )`,
  // Serves the list, newest first.
  `create index payout_batches_by_organisation on payout_batches (organisation_id, id desc)`,

  `create table payouts (
    id text primary key,
    organisation_id text not null,
    batch_id text not null references payout_batches (id),
    payee_id text not null references payees (id),
    -- As it was when the batch was made.
    payee_name text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor > 0),
    state text not null
      check (state in ('draft', 'approved', 'sending', 'unknown', 'sent', 'paid', 'failed', 'returned', 'cancelled')),
    way text not null check (way in ('bank', 'alipay', 'stripe')),
    destination_sealed text not null,
    destination_masked text not null,
    -- What bank and provider know it by; the provider pays one reference once.
    reference text not null unique check (length(reference) between 1 and 35),
    -- When the provider was first asked to pay: from then on it is asked what it did before it is asked to pay again.
    tried_at timestamptz,
    -- With whose keys that was: somebody else's provider account knows nothing of it.
    tried_with text,
    next_ask_at timestamptz,
    asks integer not null default 0,
    provider_reference text,
    failure jsonb,
    -- Transfers of the ledger.
    pending_transfer text,
    paid_transfer text,
    returned_transfer text,
    sent_at timestamptz,
    paid_at timestamptz,
    ended_at timestamptz,
    updated_at timestamptz not null,
    constraint payouts_once unique (batch_id, payee_id),
    -- What is on its way is in the books.
    check ((pending_transfer is not null) = (sent_at is not null)),
    check (state not in ('sending', 'unknown', 'sent', 'paid', 'returned') or pending_transfer is not null),
    check ((paid_transfer is not null) = (state in ('paid', 'returned'))),
    check ((returned_transfer is not null) = (state = 'returned'))
  )`,
  // Serves what of a payee's money is under way.
  `create index payouts_open on payouts (organisation_id, payee_id, currency) where state in ('draft', 'approved', 'sending', 'unknown', 'sent')`,
  // Serves what payees see of theirs, newest first.
  `create index payouts_payee on payouts (payee_id, id desc)`,
  // Serves asking providers what became of payouts.
  `create index payouts_to_ask on payouts (next_ask_at) where next_ask_at is not null`,

  // What a bank was given, byte for byte: sealed, as it is full of bank details.
  `create table payout_files (
    batch_id text not null references payout_batches (id),
    format text not null check (format in ('pain001', 'csv')),
    organisation_id text not null,
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes integer not null check (size_bytes > 0),
    sealed text not null,
    made_at timestamptz not null,
    primary key (batch_id, format)
  )`,
  `create function payout_files_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'payout_files is insert-only' using errcode = 'restrict_violation';
  end $$`,
  `create trigger payout_files_no_change before update or delete on payout_files
    for each row execute function payout_files_refuse_change()`,
];

export const payouts: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
