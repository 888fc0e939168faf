import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ConversionRow, DecisionRow } from '../tables.ts';
import type { SubjectRef } from './events.ts';
import { columnRows, listOf, textArray } from './rows.ts';

export type Existing = ConversionRow & Pick<DecisionRow, 'reasons' | 'candidates' | 'inputs_erased'>;

/** Conversions of some subjects, with the decision that stands. */
export async function selectExisting(trx: Trx, organisationId: string, subjects: readonly SubjectRef[]): Promise<Existing[]> {
  if (subjects.length === 0) return [];
  // Each by its key: while a table grows fast the planner would rather read it all, for what is mostly new.
  const { rows } = await sql<Existing>`
    select c.*, d.reasons, d.candidates, d.inputs_erased
    from ${columnRows(subjects, { sourceId: 'text', subjectKey: 'text' })}
    cross join lateral (select * from attribution_conversions
      where organisation_id = ${organisationId} and source_id = x."sourceId" and subject_key = x."subjectKey" limit 1) c
    cross join lateral (select * from attribution_decisions where conversion_id = c.id and number = c.decision_number limit 1) d`.execute(
    trx,
  );
  return rows;
}

// What came too late for more conversions than this is a person's whole life as a viewer, or a test.
const mostAffected = 500;

/** Conversions that what came late may change: by click id, by viewer, by likeness. */
export async function selectAffected(
  trx: Trx,
  organisationId: string,
  by: {
    clickIds: readonly string[];
    viewers: readonly { id: string; from: Date; renewalsOnly: boolean }[];
    alike: readonly { key: string; from: Date; until: Date }[];
  },
): Promise<SubjectRef[]> {
  const found = new Map<string, SubjectRef>();
  const note = (rows: readonly { source_id: string; subject_key: string }[]): void => {
    for (const row of rows) found.set(`${row.source_id} ${row.subject_key}`, { sourceId: row.source_id, subjectKey: row.subject_key });
  };
  type Row = { source_id: string; subject_key: string };
  if (by.clickIds.length > 0) {
    // Whatever event named the click, and what else its viewer did: an order seldom repeats the click that brought the install.
    const { rows } = await sql<Row>`
      with named as materialized (select source_id, subject_key, viewer_id from attribution_events
        where organisation_id = ${organisationId} and click_id = any(${textArray(by.clickIds)}) and type <> 'ad_revenue')
      select source_id, subject_key from (
        select source_id, subject_key from named
        union select c.source_id, c.subject_key from named n
          join attribution_conversions c on c.organisation_id = ${organisationId} and c.viewer_id = n.viewer_id
      ) found limit ${sql.lit(2 * mostAffected)}`.execute(trx);
    note(rows);
  }
  if (by.viewers.length > 0) {
    const { rows } = await sql<Row>`select c.source_id, c.subject_key
      from ${columnRows(by.viewers, { id: 'text', from: 'timestamptz', renewalsOnly: 'boolean' })}
      join attribution_conversions c on c.organisation_id = ${organisationId} and c.viewer_id = x.id and c.occurred_at >= x."from"
        and (not x."renewalsOnly" or c.kind = 'renewal')
      order by c.occurred_at desc limit ${sql.lit(mostAffected)}`.execute(trx);
    note(rows);
  }
  if (by.alike.length > 0) {
    const { rows } = await sql<Row>`select c.source_id, c.subject_key
      from ${columnRows(by.alike, { key: 'text', from: 'timestamptz', until: 'timestamptz' })}
      cross join lateral (select source_id, subject_key from attribution_conversions
        where organisation_id = ${organisationId} and match_keys && array[x.key] and occurred_at >= x."from" and occurred_at <= x."until"
        limit 50) c`.execute(trx);
    note(rows);
  }
  return [...found.values()];
}

export type ConversionWrite = Omit<ConversionRow, 'created_at'>;

const conversionColumns = {
  id: 'text',
  organisation_id: 'text',
  source_id: 'text',
  kind: 'text',
  subject_key: 'text',
  external_id: 'text',
  status: 'text',
  amount_minor: 'bigint',
  refunded_minor: 'bigint',
  currency: 'text',
  occurred_at: 'timestamptz',
  clock_ahead: 'boolean',
  day: 'date',
  country: 'text',
  work_id: 'text',
  viewer_id: 'text',
  click_id: 'text',
  match_keys: 'text[]',
  decision_id: 'text',
  decision_number: 'integer',
  placement_id: 'text',
  campaign_id: 'text',
  creator_id: 'text',
  agency_id: 'text',
  channel: 'text',
  rule: 'text',
  counted: 'jsonb',
  changed_at: 'timestamptz',
} as const;
const ofConversion = listOf(conversionColumns);

/** Writes conversions as they are now; amounts are bigint. */
export async function upsertConversions(trx: Trx, rows: readonly ConversionWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into attribution_conversions (${ofConversion.names}, created_at)
    select ${ofConversion.values}, changed_at from ${columnRows(rows, conversionColumns)}
    on conflict (id) do update set kind = excluded.kind, status = excluded.status, amount_minor = excluded.amount_minor,
      refunded_minor = excluded.refunded_minor, currency = excluded.currency, occurred_at = excluded.occurred_at,
      clock_ahead = excluded.clock_ahead, day = excluded.day, country = excluded.country, work_id = excluded.work_id,
      viewer_id = excluded.viewer_id, click_id = excluded.click_id, match_keys = excluded.match_keys, decision_id = excluded.decision_id,
      decision_number = excluded.decision_number, placement_id = excluded.placement_id, campaign_id = excluded.campaign_id,
      creator_id = excluded.creator_id, agency_id = excluded.agency_id, channel = excluded.channel, rule = excluded.rule,
      counted = excluded.counted, changed_at = excluded.changed_at`.execute(trx);
}

const changeColumns = {
  organisation_id: 'text',
  conversion_id: 'text',
  event_seq: 'bigint',
  at: 'timestamptz',
  before: 'jsonb',
  after: 'jsonb',
} as const;
const ofChange = listOf(changeColumns);

export async function insertChanges(trx: Trx, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into attribution_changes (${ofChange.names})
    select ${ofChange.values} from ${columnRows(rows, changeColumns)}`.execute(trx);
}

const decisionColumns = {
  id: 'text',
  organisation_id: 'text',
  conversion_id: 'text',
  number: 'integer',
  rules_version: 'integer',
  cause: 'text',
  decided_at: 'timestamptz',
  placement_id: 'text',
  rule: 'text',
  reasons: 'jsonb',
  candidates: 'jsonb',
} as const;
const ofDecision = listOf(decisionColumns);

/** New decisions; those that they supersede are marked so. */
export async function insertDecisions(trx: Trx, rows: readonly DecisionRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const superseding = rows.filter(({ number }) => number > 1).map(({ conversion_id }) => conversion_id);
  if (superseding.length > 0)
    await sql`update attribution_decisions set superseded_at = ${now}
      where conversion_id = any(${textArray(superseding)}) and superseded_at is null`.execute(trx);
  await sql`
    insert into attribution_decisions (${ofDecision.names})
    select ${ofDecision.values} from ${columnRows(rows, decisionColumns)}`.execute(trx);
}

const candidateColumns = {
  conversion_id: 'text',
  position: 'integer',
  organisation_id: 'text',
  creator_id: 'text',
  agency_id: 'text',
  campaign_id: 'text',
  placement_id: 'text',
  verdict: 'text',
  occurred_at: 'timestamptz',
} as const;
const ofCandidate = listOf(candidateColumns);

/** The candidates of the decision that stands, in place of those before. */
export async function replaceCandidates(trx: Trx, replaced: readonly string[], rows: readonly object[]): Promise<void> {
  if (replaced.length > 0) await sql`delete from attribution_candidates where conversion_id = any(${textArray(replaced)})`.execute(trx);
  if (rows.length === 0) return;
  await sql`
    insert into attribution_candidates (${ofCandidate.names})
    select ${ofCandidate.values} from ${columnRows(rows, candidateColumns)}`.execute(trx);
}

const earningColumns = {
  subject_id: 'text',
  kind: 'text',
  organisation_id: 'text',
  campaign_id: 'text',
  placement_id: 'text',
  creator_id: 'text',
  agency_id: 'text',
  currency: 'text',
  creator_minor: 'bigint',
  agency_minor: 'bigint',
  revenue_minor: 'bigint',
  parts: 'jsonb',
  cap_minor: 'bigint',
  terms_version: 'integer',
  occurred_at: 'timestamptz',
  day: 'date',
  payable_at: 'timestamptz',
} as const;
const ofEarning = listOf(earningColumns);

/** Earnings as they are now: those without any are removed. */
export async function replaceEarnings(trx: Trx, removed: readonly string[], rows: readonly object[]): Promise<void> {
  if (removed.length > 0) await sql`delete from attribution_earnings where subject_id = any(${textArray(removed)})`.execute(trx);
  if (rows.length === 0) return;
  await sql`
    insert into attribution_earnings (${ofEarning.names})
    select ${ofEarning.values} from ${columnRows(rows, earningColumns)}
    on conflict (subject_id) do update set campaign_id = excluded.campaign_id, placement_id = excluded.placement_id,
      creator_id = excluded.creator_id, agency_id = excluded.agency_id, currency = excluded.currency, creator_minor = excluded.creator_minor,
      agency_minor = excluded.agency_minor, revenue_minor = excluded.revenue_minor, parts = excluded.parts, cap_minor = excluded.cap_minor,
      terms_version = excluded.terms_version, occurred_at = excluded.occurred_at, day = excluded.day, payable_at = excluded.payable_at`.execute(
    trx,
  );
}
