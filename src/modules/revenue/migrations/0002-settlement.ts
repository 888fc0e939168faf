import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // The house's own parties of a plan are payees too: what they earn has an account and statements.
  `alter table payees add column role text check (role in ('operator', 'studio'))`,
  `alter table payees add constraint payees_role_unique unique (organisation_id, role)`,
  `alter table payees add constraint payees_one_owner check (num_nonnulls(creator_id, agency_id, user_id, role) <= 1)`,

  `create table revenue_items (
    -- The conversion's id, 'pool:placement' for a share of an ad pool, 'conversion:fee' for a sum per deed.
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('order', 'renewal', 'ad_revenue', 'fixed_fee')),
    source_id text,
    external_id text,
    work_id text,
    campaign_id text,
    creator_id text,
    agency_id text,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null check (amount_minor >= 0),
    refunded_minor bigint not null check (refunded_minor between 0 and amount_minor),
    -- What the campaign's terms promised creator and agency of the whole amount, before refunds; null where nobody is credited.
    creator_terms_minor bigint check (creator_terms_minor >= 0),
    agency_terms_minor bigint check (agency_terms_minor >= 0),
    -- What the creator may have in the campaign at most, by its terms.
    cap_minor bigint check (cap_minor >= 0),
    -- False for what is no money (any more): unpaid, cancelled, a duplicate.
    valid boolean not null,
    -- A signal holds it: it is not settled before somebody releases it.
    held boolean not null,
    occurred_at timestamptz not null,
    refunded_at timestamptz,
    -- When what is divided became what it is, refunds aside.
    changed_at timestamptz not null,
    payable_at timestamptz not null,
    -- The plan that divides it; null while none does.
    plan_id text,
    plan_version integer,
    -- Counts what the feed told of it; it is settled as far as settled_revision.
    revision integer not null,
    settled_revision integer,
    -- The posting that stands for it in the books, and how much of it is taken back there.
    settled_settlement text,
    settled_number bigint,
    settled_refunded_minor bigint,
    check ((plan_id is null) = (plan_version is null)),
    check ((settled_settlement is null) = (settled_number is null))
  )`,
  // Serves what is open of a plan, in the order in which it counts.
  // Ids are compared by their bytes, as everybody who computes it anew compares them.
  `create index revenue_items_open on revenue_items (organisation_id, currency, plan_id, occurred_at, id collate "C")
    where settled_revision is null or settled_revision <> revision`,
  // Serve what a creator and an agency see of their own, newest first.
  `create index revenue_items_creator on revenue_items (creator_id, occurred_at desc, id) where creator_id is not null`,
  `create index revenue_items_agency on revenue_items (agency_id, occurred_at desc, id) where agency_id is not null`,
  // Serves reconciling with a platform's file.
  `create index revenue_items_external on revenue_items (organisation_id, source_id, external_id)`,

  `create table revenue_settlements (
    id text primary key,
    organisation_id text not null,
    -- A month of the business zone, YYYY-MM; run counts its settlements from 1.
    period text not null check (period ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    run integer not null check (run > 0),
    state text not null check (state in ('computing', 'ready', 'approved', 'posted', 'cancelled', 'failed')),
    -- What was known then is settled; what is learnt later waits for the next.
    cut_at timestamptz not null,
    -- What the preview shows, of decimal strings.
    summary jsonb,
    failure jsonb,
    -- How far the work is, as it goes: {stage, done, total}.
    progress jsonb,
    task_id text,
    made_by text not null,
    made_by_name text not null,
    made_at timestamptz not null,
    approved_by text,
    approved_by_name text,
    approved_at timestamptz,
    posted_at timestamptz,
    -- The seal that its statements are proven against.
    seal_seq bigint,
    seal_hash text,
    seal_root text,
    constraint revenue_settlements_run_unique unique (organisation_id, period, currency, run),
    -- Nobody approves what they made.
    check (approved_by is distinct from made_by or approved_by is null),
    -- What fails while it is posted stays approved: it can only go on.
    check (case when state in ('approved', 'posted') then approved_at is not null else state = 'failed' or approved_at is null end)
  )`,
  // Plans remember what came before: one settlement at a time in a currency.
  `create unique index revenue_settlements_open_unique on revenue_settlements (organisation_id, currency)
    where state in ('computing', 'ready', 'approved') or (state = 'failed' and approved_at is not null)`,
  // Serves the listing.
  `create index revenue_settlements_by_organisation on revenue_settlements (organisation_id, id desc)`,

  `create table revenue_posting_groups (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    number integer not null check (number > 0),
    organisation_id text not null,
    plan_id text not null,
    plan_version integer not null,
    -- From where the money comes: the ledger's account code.
    origin text not null,
    creator_id text,
    agency_id text,
    -- Ids of the payees with what each gets, as decimal strings: what the group's transfer posts.
    sums jsonb not null,
    payee_ids text[] not null,
    postings integer not null check (postings > 0),
    -- The Merkle root over the hashes of its postings; the transfer's memo carries it.
    root text not null,
    -- Null until it is posted.
    transfer_id text,
    primary key (settlement_id, number)
  )`,
  // Serves a payee's lines.
  `create index revenue_posting_groups_payees on revenue_posting_groups using gin (payee_ids)`,
  // Serves the way from a transfer to the orders in it.
  `create index revenue_posting_groups_transfer on revenue_posting_groups (transfer_id) where transfer_id is not null`,

  `create table revenue_postings (
    -- No foreign key: it would be looked up anew for each of a million rows that one transaction after another has already locked.
    settlement_id text not null,
    -- Counts in the order in which the settlement divided them, over all plans.
    number bigint not null check (number > 0),
    organisation_id text not null,
    group_number integer not null,
    item_id text not null,
    kind text not null check (kind in ('earned', 'refunded', 'taken_back')),
    amount_minor bigint not null,
    -- The item's revision that was divided, how much of it is taken back after this, and whether nothing of it follows here.
    item_revision integer not null,
    refunded_minor bigint not null,
    last boolean not null,
    -- Of what is taken back: the posting of this settlement that it was divided in; null where that is an earlier one's.
    standing_number bigint,
    -- Everything the lines are computed from: canonical JSON, whose bytes are hashed.
    content text not null,
    -- [[step, payee as the plan has it, amount as a decimal string], …]: what it became.
    lines jsonb not null,
    salt text not null,
    hash text not null,
    primary key (settlement_id, number)
  )`,
  // Serves a group's postings in their order.
  `create index revenue_postings_group on revenue_postings (settlement_id, group_number, number)`,
  // Serves what became of an order.
  `create index revenue_postings_item on revenue_postings (item_id)`,
  `create function revenue_postings_keep() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and not exists (select 1 from revenue_settlements where id = old.settlement_id and approved_at is not null) then
      return old;
    end if;
    raise exception 'revenue_postings is insert-only' using errcode = 'restrict_violation';
  end $$`,
  `create trigger revenue_postings_no_change before update or delete on revenue_postings
    for each row execute function revenue_postings_keep()`,

  // What a settlement gives to whom. Amounts as people are told them: what is withheld lowers the net.
  `create table revenue_settlement_payees (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    payee_id text not null references payees (id),
    organisation_id text not null,
    lines integer not null,
    earned_minor bigint not null,
    refunded_minor bigint not null,
    restated_minor bigint not null,
    withheld_minor bigint not null,
    credit_minor bigint not null,
    regime text,
    -- Why: a code and what fills its sentence.
    explanation jsonb,
    -- Day by day what becomes payable, after tax: {"2026-11-15": "1200"}.
    dues jsonb not null,
    net_minor bigint generated always as (earned_minor + refunded_minor + restated_minor - withheld_minor) stored,
    tax_transfer_id text,
    primary key (settlement_id, payee_id)
  )`,
  // Serves the preview, the largest first.
  `create index revenue_settlement_payees_net on revenue_settlement_payees (settlement_id, net_minor desc, payee_id)`,
  // Serves a payee's months.
  `create index revenue_settlement_payees_payee on revenue_settlement_payees (payee_id)`,

  // Items that a settlement saw and that changed nothing: they are not looked at again before they change.
  `create table revenue_settlement_passed (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    item_id text not null,
    revision integer not null,
    primary key (settlement_id, item_id)
  )`,

  // What a plan remembered before and after a settlement.
  `create table revenue_plan_states (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    organisation_id text not null,
    plan_id text not null,
    before jsonb not null,
    after jsonb not null,
    primary key (settlement_id, plan_id)
  )`,
  // Serves the newest state of a plan.
  `create index revenue_plan_states_plan on revenue_plan_states (plan_id)`,

  // What a settlement makes payable, and from which day on.
  `create table revenue_dues (
    settlement_id text not null references revenue_settlements (id) on delete cascade,
    organisation_id text not null,
    payee_id text not null,
    currency text not null,
    payable_on date not null,
    amount_minor bigint not null,
    primary key (settlement_id, payee_id, payable_on)
  )`,
  // Serves what is on hold and what is payable of a payee.
  `create index revenue_dues_payee on revenue_dues (payee_id, currency, payable_on)`,

  `create table revenue_statements (
    id text primary key,
    organisation_id text not null,
    payee_id text not null references payees (id),
    currency text not null,
    period text not null,
    -- A period that is settled again has a next version; the ones before stay.
    version integer not null check (version > 0),
    settlement_id text not null references revenue_settlements (id),
    opening_minor bigint not null,
    earned_minor bigint not null check (earned_minor >= 0),
    refunded_minor bigint not null,
    -- Corrections of what earlier periods settled.
    restated_minor bigint not null,
    tax_minor bigint not null,
    paid_minor bigint not null,
    other_minor bigint not null,
    closing_minor bigint not null,
    seal_seq bigint not null,
    seal_hash text not null,
    seal_root text not null,
    made_at timestamptz not null,
    constraint revenue_statements_version_unique unique (payee_id, currency, period, version),
    check (closing_minor = opening_minor + earned_minor + refunded_minor + restated_minor + tax_minor + paid_minor + other_minor)
  )`,
  // Serves an organisation's statements of a period, newest first.
  `create index revenue_statements_by_organisation on revenue_statements (organisation_id, period desc, id desc)`,
  `create trigger revenue_statements_no_change before update or delete on revenue_statements
    for each row execute function share_plan_signatures_refuse_change()`,
];

export const settlement: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
