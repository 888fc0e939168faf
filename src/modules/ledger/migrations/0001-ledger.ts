import { sql, type Kysely } from 'kysely';

const statements = [
  `create table ledger_accounts (
    id text primary key,
    organisation_id text not null,
    -- What the account is for, in its keeper's own words, e.g. payable:creator:crt_…
    code text not null check (length(code) between 1 and 200),
    name text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- On which side the account grows: assets and expenses by debits, liabilities, equity and income by credits.
    normal_side text not null check (normal_side in ('debit', 'credit')),
    -- The least that the account may hold, pending outflows counted; null where nothing limits it.
    floor_minor bigint,
    opened_at timestamptz not null,
    constraint ledger_accounts_code_unique unique (organisation_id, code, currency)
  )`,
  // Derived from the entries and kept with them in one transaction; \`ledger check\` proves that they agree.
  `create table ledger_balances (
    account_id text primary key references ledger_accounts (id),
    organisation_id text not null,
    normal_side text not null,
    floor_minor bigint,
    debits_posted bigint not null default 0 check (debits_posted >= 0),
    credits_posted bigint not null default 0 check (credits_posted >= 0),
    debits_pending bigint not null default 0 check (debits_pending >= 0),
    credits_pending bigint not null default 0 check (credits_pending >= 0),
    -- The last line of defence: whatever the program thinks, an account is not driven below what it allows.
    constraint ledger_balances_floor check (
      floor_minor is null
      or (normal_side = 'debit' and debits_posted - credits_posted - credits_pending >= floor_minor)
      or (normal_side = 'credit' and credits_posted - debits_posted - debits_pending >= floor_minor)
    )
  )`,
  // The end of each organisation's chain. Its row is the lock under which that organisation's transfers are recorded.
  `create table ledger_heads (
    organisation_id text primary key,
    seq bigint not null,
    hash text not null,
    -- Transfers that take effect on or before this instant are refused; null while no period was closed.
    closed_until timestamptz
  )`,
  `create table ledger_transfers (
    organisation_id text not null,
    -- Counts from 1 without gaps in each organisation.
    seq bigint not null check (seq > 0),
    id text not null,
    kind text not null check (kind in ('posted', 'pending', 'settlement', 'void')),
    -- Whoever sends the same key again gets the same transfer.
    key text not null check (length(key) between 1 and 200),
    -- Transfers of a group were recorded together or not at all.
    group_key text,
    -- The pending transfer that this one settles or voids.
    pending_seq bigint,
    -- The transfer that this one takes back.
    reverses_seq bigint,
    -- When it counts, and when it was written down.
    effective_at timestamptz not null,
    recorded_at timestamptz not null,
    expires_at timestamptz check (expires_at is null or kind = 'pending'),
    -- Why, as JSON text: a code with its parameters. Text, as its bytes are part of the hash.
    memo text not null,
    previous_hash text not null,
    hash text not null,
    primary key (organisation_id, seq),
    constraint ledger_transfers_id_unique unique (id),
    constraint ledger_transfers_key_unique unique (organisation_id, key),
    check ((pending_seq is not null) = (kind in ('settlement', 'void')))
  )`,
  // A pending transfer is settled or voided once.
  `create unique index ledger_transfers_pending_unique on ledger_transfers (organisation_id, pending_seq) where pending_seq is not null`,
  // A transfer is taken back once.
  `create unique index ledger_transfers_reverses_unique on ledger_transfers (organisation_id, reverses_seq) where reverses_seq is not null`,
  // Serves the sweep of pending transfers that are over.
  `create index ledger_transfers_expires on ledger_transfers (expires_at) where expires_at is not null`,
  `create table ledger_entries (
    organisation_id text not null,
    seq bigint not null,
    line smallint not null check (line >= 0),
    -- An account of the organisation, as recording and \`ledger check\` see to; a foreign key would be asked six times an order.
    account_id text not null,
    currency text not null,
    -- Debits are positive, credits negative.
    amount_minor bigint not null check (amount_minor <> 0),
    -- Pending entries hold room and move nothing; a settlement's release is told from its postings by the same word.
    phase text not null check (phase in ('posted', 'pending')),
    effective_at timestamptz not null,
    -- Random, part of the entry's hash.
    salt text not null,
    primary key (organisation_id, seq, line)
  )`,
  // Serves an account's history and its balance as of a time.
  `create index ledger_entries_account on ledger_entries (account_id, effective_at, seq)`,
  `create table ledger_closings (
    organisation_id text not null,
    closed_until timestamptz not null,
    seq bigint not null,
    hash text not null,
    closed_at timestamptz not null,
    closed_by text not null,
    primary key (organisation_id, closed_until)
  )`,
  `create table ledger_seals (
    organisation_id text not null,
    -- The transfer up to which the tree goes, its hash, and the tree's root: what statements are proven against.
    seq bigint not null,
    hash text not null,
    root text not null,
    sealed_at timestamptz not null,
    primary key (organisation_id, seq)
  )`,
  // Entries that do not sum to zero in every currency, or a transfer without entries, end the transaction: asked once for
  // each transfer, when it commits.
  `create function ledger_transfer_balances() returns trigger language plpgsql as $$
  declare
    entries bigint;
    unbalanced boolean;
  begin
    select coalesce(sum(of.entries), 0), coalesce(bool_or(of.amount <> 0), false) into entries, unbalanced from (
      select count(*) as entries, sum(amount_minor) as amount from ledger_entries
      where organisation_id = new.organisation_id and seq = new.seq group by currency, phase
    ) of;
    if entries < 2 then
      raise exception 'ledger: transfer % has fewer than two entries', new.id using errcode = 'check_violation';
    end if;
    if unbalanced then
      raise exception 'ledger: transfer % does not sum to zero', new.id using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  `create constraint trigger ledger_transfers_balance after insert on ledger_transfers
    deferrable initially deferred for each row execute function ledger_transfer_balances()`,
  `create function ledger_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'ledger: % is insert-only', tg_table_name using errcode = 'restrict_violation';
  end $$`,
  ...['ledger_transfers', 'ledger_entries', 'ledger_closings', 'ledger_seals'].flatMap((table) => [
    `create trigger ${table}_no_change before update or delete on ${table} for each row execute function ledger_refuse_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function ledger_refuse_change()`,
  ]),
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
