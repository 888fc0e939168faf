import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table payees (
    id text primary key,
    organisation_id text not null,
    name text not null check (length(name) between 1 and 200),
    -- Of other modules, which look after them: no foreign keys across modules. None of the three: somebody without an account.
    creator_id text,
    agency_id text,
    user_id text,
    created_at timestamptz not null,
    check (num_nonnulls(creator_id, agency_id, user_id) <= 1),
    -- A creator, an agency, a member has one payee: one profile, one balance.
    constraint payees_creator_unique unique (organisation_id, creator_id),
    constraint payees_agency_unique unique (organisation_id, agency_id),
    constraint payees_user_unique unique (organisation_id, user_id)
  )`,
  // Serves the list, newest first.
  `create index payees_by_organisation on payees (organisation_id, id desc)`,

  `create table share_plans (
    id text primary key,
    organisation_id text not null,
    name text not null check (length(name) between 1 and 200),
    scope text not null check (scope in ('organisation', 'work', 'campaign')),
    work_id text,
    campaign_id text,
    created_at timestamptz not null,
    check ((work_id is not null) = (scope = 'work') and (campaign_id is not null) = (scope = 'campaign')),
    -- One plan for a scope: what follows is its next version. They also serve finding the plan that holds.
    constraint share_plans_work_unique unique (organisation_id, work_id),
    constraint share_plans_campaign_unique unique (organisation_id, campaign_id)
  )`,
  `create unique index share_plans_default_unique on share_plans (organisation_id) where scope = 'organisation'`,
  // Serves the list, newest first.
  `create index share_plans_by_organisation on share_plans (organisation_id, id desc)`,

  `create table share_plan_versions (
    plan_id text not null references share_plans (id),
    version integer not null check (version > 0),
    organisation_id text not null,
    state text not null check (state in ('draft', 'proposed', 'agreed', 'declined', 'withdrawn')),
    effective_from date not null,
    effective_until date check (effective_until > effective_from),
    content jsonb not null,
    -- SHA-256 of what is signed.
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    note text not null,
    signers text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    proposed_at timestamptz,
    agreed_at timestamptz,
    ended_at timestamptz,
    ended_by text,
    ended_reason text,
    primary key (plan_id, version),
    check ((proposed_at is not null) = (state <> 'draft')),
    check ((agreed_at is not null) = (state = 'agreed')),
    check ((ended_at is not null) = (state in ('declined', 'withdrawn')))
  )`,
  // One version at a time is being written or signed.
  `create unique index share_plan_versions_open_unique on share_plan_versions (plan_id) where state in ('draft', 'proposed')`,
  // Serves the versions that wait for one payee's yes, and the history of what they signed.
  `create index share_plan_versions_signers on share_plan_versions using gin (signers)`,

  `create table share_plan_signatures (
    organisation_id text not null,
    plan_id text not null,
    version integer not null,
    party text not null,
    decision text not null check (decision in ('yes', 'no')),
    content_hash text not null,
    note text not null,
    user_id text not null,
    user_name text not null,
    signed_at timestamptz not null,
    -- A party speaks once to a version.
    primary key (plan_id, version, party),
    foreign key (plan_id, version) references share_plan_versions (plan_id, version)
  )`,
  `create function share_plan_signatures_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'share_plan_signatures is insert-only' using errcode = 'restrict_violation';
  end $$`,
  `create trigger share_plan_signatures_no_change before update or delete on share_plan_signatures
    for each row execute function share_plan_signatures_refuse_change()`,
  `create trigger share_plan_signatures_no_truncate before truncate on share_plan_signatures
    for each statement execute function share_plan_signatures_refuse_change()`,
  // What was put before the parties stays as they read it; what was agreed, declined or withdrawn stays so.
  `create function share_plan_versions_keep() returns trigger language plpgsql as $$
  begin
    if old.state = 'draft' then
      if tg_op = 'DELETE' then return old; end if;
      if new.state in ('draft', 'proposed') then return new; end if;
    elsif tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('agreed', 'declined', 'withdrawn')
      and (new.plan_id, new.version, new.organisation_id, new.effective_from, new.content, new.content_hash, new.note, new.signers,
        new.created_at, new.created_by, new.proposed_at)
        = (old.plan_id, old.version, old.organisation_id, old.effective_from, old.content, old.content_hash, old.note, old.signers,
        old.created_at, old.created_by, old.proposed_at)
      and new.effective_until is not distinct from old.effective_until then
      return new;
    end if;
    raise exception 'share plan % version % is % and stays as it is', old.plan_id, old.version, old.state using errcode = 'restrict_violation';
  end $$`,
  `create trigger share_plan_versions_keep before update or delete on share_plan_versions
    for each row execute function share_plan_versions_keep()`,
  `create trigger share_plan_versions_no_truncate before truncate on share_plan_versions
    for each statement execute function share_plan_signatures_refuse_change()`,
];

export const plans: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
