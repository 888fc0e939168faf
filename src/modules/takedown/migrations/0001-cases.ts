import { sql, type Kysely } from 'kysely';

const statements = [
  `create table takedown_senders (
    organisation_id text primary key,
    sender jsonb not null,
    signature text not null,
    updated_at timestamptz not null
  )`,
  // Numbers that people quote: cases and incoming notices count by organisation. Its row is locked while one is drawn.
  `create table takedown_counters (
    organisation_id text not null,
    kind text not null check (kind in ('case', 'incoming')),
    last bigint not null,
    primary key (organisation_id, kind)
  )`,
  `create table takedown_hosts (
    id text primary key,
    organisation_id text not null,
    name text not null,
    way text not null check (way in ('mail', 'form', 'file')),
    address text,
    form_url text,
    jurisdiction text not null,
    language text not null,
    zone text,
    note text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // Serves the list by name.
  `create index takedown_hosts_name on takedown_hosts (organisation_id, lower(name), id)`,
  `create table takedown_domains (
    organisation_id text not null,
    -- A domain belongs to one host: an address is bundled by it. Serves finding the host of an address.
    domain text not null,
    host_id text not null references takedown_hosts (id) on delete cascade,
    primary key (organisation_id, domain)
  )`,
  // Serves the domains of a host.
  `create index takedown_domains_host on takedown_domains (host_id)`,
  `create table takedown_cases (
    id text primary key,
    organisation_id text not null,
    number bigint not null,
    title text not null,
    host_id text not null references takedown_hosts (id),
    jurisdiction text not null,
    language text not null,
    state text not null,
    owner_id text,
    escalation integer not null default 0,
    outcome text,
    -- Why a person is needed: a notice that is unknown, handed out or failed, a link that came back.
    attention text,
    -- Of the running clock that ends first; kept beside the clocks so that the list can be sorted.
    next_due_at timestamptz,
    -- When its links are looked at again.
    next_check_at timestamptz,
    checks integer not null default 0,
    notice_sent_at timestamptz,
    removed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (organisation_id, number)
  )`,
  // Serves the list, newest first: ids sort by time.
  `create index takedown_cases_newest on takedown_cases (organisation_id, id)`,
  // Serves the list by what is due first, and what is overdue.
  `create index takedown_cases_due on takedown_cases (organisation_id, next_due_at, id) where next_due_at is not null`,
  // Serves the cases of a host, and its open draft.
  `create index takedown_cases_host on takedown_cases (host_id, state)`,
  // Serves the periodic look at links.
  `create index takedown_cases_check on takedown_cases (next_check_at) where next_check_at is not null`,
  `create table takedown_links (
    id text primary key,
    organisation_id text not null,
    case_id text not null references takedown_cases (id),
    host_id text not null,
    url text not null,
    -- SHA-256 of the address without what does not change what it shows.
    url_key text not null,
    account text,
    work_id text,
    match_id text,
    suspect_id text,
    captured_at timestamptz,
    sha256 text,
    score_bps integer,
    location text not null,
    transformations text[] not null,
    state text not null check (state in ('listed', 'noticed', 'removed', 'refused', 'reinstated', 'withdrawn')),
    notice_id text,
    last_check jsonb,
    noticed_at timestamptz,
    removed_at timestamptz,
    created_at timestamptz not null,
    -- The same address twice in a case is one link.
    unique (case_id, url_key)
  )`,
  // Serves the links of a case in their order, and their counts.
  `create index takedown_links_case on takedown_links (case_id, id)`,
  // A match is in one case.
  `create unique index takedown_links_match on takedown_links (organisation_id, match_id) where match_id is not null`,
  // Serves how often an account was noticed on a host.
  `create index takedown_links_account on takedown_links (organisation_id, host_id, account) where account is not null`,
  // Serves the cases of a work.
  `create index takedown_links_work on takedown_links (organisation_id, work_id) where work_id is not null`,
  `create table takedown_notices (
    id text primary key,
    organisation_id text not null,
    case_id text not null references takedown_cases (id),
    kind text not null check (kind in ('notice', 'follow_up', 'withdrawal')),
    -- Counts the notices of a case from 1: two follow-ups differ by it.
    ordinal integer not null,
    state text not null check (state in ('draft', 'sending', 'sent', 'unknown', 'handed_out', 'failed', 'cancelled')),
    way text not null,
    jurisdiction text not null,
    language text not null,
    recipient text not null,
    content jsonb not null,
    subject text not null,
    body text not null,
    content_sha256 text,
    reference text,
    error jsonb,
    sending_at timestamptz,
    sent_at timestamptz,
    sent_by text,
    sent_by_name text,
    created_at timestamptz not null,
    unique (case_id, ordinal)
  )`,
  // One draft of a kind for a case: two people who prepare at once work on the same one.
  `create unique index takedown_notices_draft on takedown_notices (case_id, kind) where state = 'draft'`,
  // The same words never go to the same host twice.
  `create unique index takedown_notices_once on takedown_notices (organisation_id, content_sha256)
    where state in ('sending', 'sent', 'unknown', 'handed_out')`,
  // Serves those that were left in the middle of being sent.
  `create index takedown_notices_sending on takedown_notices (sending_at) where state = 'sending'`,
  `create table takedown_noticed (
    organisation_id text not null,
    host_id text not null,
    url_key text not null,
    -- An address is noticed once: whoever sends writes its row first, in the transaction that asks whether it is allowed. The row
    -- goes only where it is certain that the notice did not go out.
    notice_id text not null references takedown_notices (id),
    link_id text not null,
    primary key (organisation_id, host_id, url_key)
  )`,
  // Serves letting go of a notice that failed.
  `create index takedown_noticed_notice on takedown_noticed (notice_id)`,
  `create table takedown_counter_notices (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    case_id text not null references takedown_cases (id),
    received_at timestamptz not null,
    link_ids text[] not null,
    content jsonb not null,
    note text not null,
    undone boolean not null default false
  )`,
  // Serves the counter-notices of a case.
  `create index takedown_counter_notices_case on takedown_counter_notices (case_id, id)`,
  `create table takedown_clocks (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    -- A case or an incoming notice.
    subject_id text not null,
    code text not null,
    starts_with text not null,
    label jsonb not null,
    kind text not null,
    started_at timestamptz not null,
    earliest_at timestamptz,
    due_at timestamptz not null,
    zone text not null,
    certain boolean not null,
    state text not null check (state in ('running', 'met', 'stopped', 'passed')),
    -- When people were told that it ends soon, and that it is over.
    reminded_at timestamptz,
    overdue_told_at timestamptz,
    check (due_at >= started_at)
  )`,
  // Serves the clocks of a case.
  `create index takedown_clocks_subject on takedown_clocks (subject_id, id)`,
  // Serves what is due.
  `create index takedown_clocks_running on takedown_clocks (due_at) where state = 'running'`,
  `create table takedown_acts (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    subject_id text not null,
    at timestamptz not null,
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    act text not null,
    from_state text,
    to_state text,
    note text not null,
    params jsonb not null,
    -- What an undo brings back: states of the case's links and clocks before.
    before jsonb,
    undone boolean not null default false
  )`,
  // Serves the time line.
  `create index takedown_acts_subject on takedown_acts (subject_id, id)`,
  `create table takedown_recoveries (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    case_id text not null references takedown_cases (id),
    amount_minor bigint not null check (amount_minor >= 0),
    currency text not null,
    note text not null,
    at timestamptz not null
  )`,
  // Serves sums by case and by organisation.
  `create index takedown_recoveries_case on takedown_recoveries (organisation_id, case_id)`,
  `create table takedown_sendings (
    organisation_id text not null,
    task_id text not null,
    case_id text not null references takedown_cases (id),
    state text not null check (state in ('waiting', 'sent', 'handed_out', 'unknown', 'failed', 'cancelled')),
    notice_id text,
    reason jsonb,
    primary key (task_id, case_id)
  )`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
