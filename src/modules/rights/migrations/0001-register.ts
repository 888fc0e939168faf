import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const kinds = `'streaming', 'broadcasting', 'exhibition', 'distribution', 'promotion', 'adaptation', 'translation', 'merchandising'`;

const statements = [
  // Who owns, grants or takes rights. Whom they are elsewhere is of other modules: no foreign key across modules.
  `create table rights_parties (
    id text primary key,
    organisation_id text not null,
    name text not null check (length(name) between 1 and 200),
    kind text not null check (kind in ('person', 'company', 'organisation')),
    country text check (country ~ '^[A-Z]{2}$'),
    contact text not null,
    note text not null,
    is_self boolean not null,
    link_kind text check (link_kind in ('payee', 'creator', 'agency')),
    link_id text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text,
    withdraw_reason text,
    check ((link_kind is null) = (link_id is null)),
    check (num_nonnulls(withdrawn_at, withdrawn_by_name, withdraw_reason) in (0, 3))
  )`,
  // Serves the list, newest first.
  `create index rights_parties_by_organisation on rights_parties (organisation_id, id desc)`,
  // The house is one party, and one record elsewhere is one party here: a share is never paid twice.
  `create unique index rights_parties_self_unique on rights_parties (organisation_id) where is_self`,
  `create unique index rights_parties_link_unique on rights_parties (organisation_id, link_kind, link_id) where link_id is not null`,

  // One row for a work of which anything is registered: its lock while the register is written, and its title when the work is gone.
  `create table rights_works (
    organisation_id text not null,
    work_id text not null,
    title text not null,
    kind text not null,
    updated_at timestamptz not null,
    primary key (organisation_id, work_id)
  )`,
  // Serves the list, the last changed first.
  `create index rights_works_by_change on rights_works (organisation_id, updated_at desc, work_id desc)`,

  `create table rights_deeds (
    id text primary key,
    organisation_id text not null,
    work_id text not null,
    right_kind text not null check (right_kind in (${kinds})),
    -- Null for who made the work.
    from_party_id text references rights_parties (id),
    to_party_id text not null references rights_parties (id) check (to_party_id is distinct from from_party_id),
    -- Exact, of the whole right.
    share_n bigint not null check (share_n > 0),
    share_d bigint not null check (share_d >= share_n),
    -- It takes effect as this day of the zone begins.
    effective_on date not null,
    zone text not null,
    note text not null,
    corrects text references rights_deeds (id),
    created_at timestamptz not null,
    created_by_name text not null,
    voided_at timestamptz,
    voided_by_name text,
    void_reason text,
    check (num_nonnulls(voided_at, voided_by_name, void_reason) in (0, 3))
  )`,
  // Serves a work's chain of title, and the works' of a page.
  `create index rights_deeds_by_work on rights_deeds (organisation_id, work_id, id)`,
  // Serve counting the deeds of a party.
  `create index rights_deeds_to on rights_deeds (to_party_id) where voided_at is null`,
  `create index rights_deeds_from on rights_deeds (from_party_id) where voided_at is null and from_party_id is not null`,
  // A deed is corrected by another, never rewritten: only taking it out of force is written into it.
  `create function rights_deeds_keep() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.voided_at is null and
      (new.id, new.organisation_id, new.work_id, new.right_kind, new.to_party_id, new.share_n, new.share_d, new.effective_on, new.zone,
       new.created_at) = (old.id, old.organisation_id, old.work_id, old.right_kind, old.to_party_id, old.share_n, old.share_d,
       old.effective_on, old.zone, old.created_at) and new.from_party_id is not distinct from old.from_party_id
    then return new; end if;
    raise exception 'rights_deeds are corrected by deeds' using errcode = 'restrict_violation';
  end $$`,
  `create trigger rights_deeds_no_change before update or delete on rights_deeds for each row execute function rights_deeds_keep()`,

  `create table rights_licences (
    id text primary key,
    organisation_id text not null,
    work_id text not null,
    rights text[] not null check (cardinality(rights) > 0),
    grantors text[] not null check (cardinality(grantors) > 0),
    grantee text not null references rights_parties (id) check (not (grantee = any (grantors))),
    scope jsonb not null,
    exclusivity text not null check (exclusivity in ('exclusive', 'sole', 'non_exclusive')),
    sublicensing smallint not null check (sublicensing between 0 and 5),
    -- Of [{id, binds, scope}].
    holdbacks jsonb not null,
    fee_note text not null,
    note text not null,
    -- Null for a draft, which allows and forbids nothing.
    signed_at timestamptz,
    ended_at timestamptz check (ended_at >= signed_at),
    ended_by_name text,
    end_reason text,
    -- When it is over, by its window or by having been ended, whichever is first; null for never.
    over_at timestamptz,
    version integer not null check (version > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (num_nonnulls(ended_at, ended_by_name, end_reason) in (0, 3)),
    check (ended_at is null or signed_at is not null)
  )`,
  // Serves a work's licences, and the clauses of a question.
  `create index rights_licences_by_work on rights_licences (organisation_id, work_id, id)`,
  // Serves the list, newest first.
  `create index rights_licences_by_organisation on rights_licences (organisation_id, id desc)`,
  // Serves what is over soon.
  `create index rights_licences_over on rights_licences (organisation_id, over_at) where signed_at is not null`,
  // Serve the licences of a party.
  `create index rights_licences_grantee on rights_licences (grantee)`,
  `create index rights_licences_grantors on rights_licences using gin (grantors)`,
  // What was signed stays as it was signed, whatever program asks.
  `create function rights_licences_keep() returns trigger language plpgsql as $$
  begin
    if old.signed_at is null then return case tg_op when 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE' and
      (new.id, new.organisation_id, new.work_id, new.rights, new.grantors, new.grantee, new.scope, new.exclusivity, new.sublicensing,
       new.holdbacks, new.signed_at) = (old.id, old.organisation_id, old.work_id, old.rights, old.grantors, old.grantee, old.scope,
       old.exclusivity, old.sublicensing, old.holdbacks, old.signed_at) and (old.ended_at is null or new.ended_at = old.ended_at)
    then return new; end if;
    raise exception 'a signed licence stays as it was signed' using errcode = 'restrict_violation';
  end $$`,
  `create trigger rights_licences_no_change before update or delete on rights_licences
    for each row execute function rights_licences_keep()`,

  `create table rights_documents (
    id text primary key,
    organisation_id text not null,
    work_id text not null,
    kind text not null check (kind in ('contract', 'assignment', 'registration', 'proof', 'letter', 'other')),
    name text not null check (length(name) between 1 and 200),
    media_type text not null,
    -- The catalogue's record of the bytes.
    asset_id text not null,
    sha256 text not null,
    size_bytes bigint not null check (size_bytes > 0),
    -- The deeds and licences that it proves.
    proves text[] not null,
    uploaded_at timestamptz not null,
    uploaded_by_name text not null
  )`,
  // Serves a work's documents.
  `create index rights_documents_by_work on rights_documents (organisation_id, work_id, id)`,

  `create table rights_changes (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    work_id text,
    subject_id text not null,
    what text not null,
    at timestamptz not null,
    by_name text not null,
    reason text not null,
    -- Of [{name, before, after}].
    fields jsonb not null
  )`,
  // Serve the history of everything, of a work and of one thing, newest first.
  `create index rights_changes_by_organisation on rights_changes (organisation_id, id desc)`,
  `create index rights_changes_by_work on rights_changes (organisation_id, work_id, id desc) where work_id is not null`,
  `create index rights_changes_by_subject on rights_changes (organisation_id, subject_id, id desc)`,
  `create function rights_changes_keep() returns trigger language plpgsql as $$
  begin
    raise exception 'rights_changes is insert-only' using errcode = 'restrict_violation';
  end $$`,
  `create trigger rights_changes_no_change before update or delete on rights_changes
    for each row execute function rights_changes_keep()`,
];

export const register: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
