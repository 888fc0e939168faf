import { sql, type Kysely } from 'kysely';

const statements = [
  `create table market_findings (
    organisation_id text not null,
    id text not null,
    kind text not null,
    disposition text not null check (disposition in ('contradiction', 'note')),
    severity double precision not null,
    ratio double precision,
    metric text not null,
    -- Explanations as the rules gave them, with the claims they name by id.
    hypotheses jsonb not null,
    state text not null check (state in ('open', 'settled', 'dismissed')),
    settlement jsonb,
    found_at timestamptz not null,
    changed_at timestamptz not null,
    -- No longer found; kept for whoever comes by an old address, and for what was settled.
    vanished_at timestamptz,
    primary key (organisation_id, id)
  )`,
  // Serves the list, the gravest first.
  `create index market_findings_ranked on market_findings (organisation_id, state, disposition, severity desc, id desc)`,
  // Serves checking the metrics that were touched.
  `create index market_findings_metric on market_findings (organisation_id, metric)`,
  `create table market_finding_claims (
    organisation_id text not null,
    finding_id text not null,
    position int not null,
    -- Where the claim stands: it outlives the claim's id, which is new when its document is read anew or brought back.
    place text not null,
    claim_id text not null,
    document_id text not null,
    -- Copies of one story stand behind the first of them: its position.
    copy_of int,
    suspected boolean not null,
    primary key (organisation_id, finding_id, position),
    foreign key (organisation_id, finding_id) references market_findings (organisation_id, id) on delete cascade
  )`,
  // Serves what a document takes part in.
  `create index market_finding_claims_document on market_finding_claims (organisation_id, document_id)`,
  `create table market_settled_claims (
    organisation_id text not null,
    finding_id text not null,
    place text not null,
    state text not null check (state in ('stands', 'off', 'unsure')),
    reading_low double precision,
    reading_high double precision,
    reason text not null,
    by_id text,
    by_name text not null,
    settled_at timestamptz not null,
    primary key (organisation_id, finding_id, place),
    foreign key (organisation_id, finding_id) references market_findings (organisation_id, id) on delete cascade
  )`,
  // Serves the settled view of figures.
  `create index market_settled_claims_place on market_settled_claims (organisation_id, place)`,
  `create table market_finding_acts (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    finding_id text not null,
    at timestamptz not null,
    by_id text,
    by_name text not null,
    act text not null,
    reason text not null,
    foreign key (organisation_id, finding_id) references market_findings (organisation_id, id) on delete cascade
  )`,
  // Serves a finding's history.
  `create index market_finding_acts_finding on market_finding_acts (organisation_id, finding_id, id)`,
  `create table market_checks (
    organisation_id text primary key,
    -- Metrics that documents touched since the last look.
    metrics text[] not null,
    first_touched_at timestamptz,
    touched_at timestamptz,
    checked_at timestamptz
  )`,
  // Serves the round that looks for what waits.
  `create index market_checks_waiting on market_checks (touched_at) where touched_at is not null`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
