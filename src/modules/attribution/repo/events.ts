import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { clockToleranceMs, type LogRow } from '../intake/normalise.ts';
import type { EventRow } from '../tables.ts';
import { columnRows, listOf, tables } from './rows.ts';

/** Intake, re-decision and repair of one organisation go one after the other: what is read then stays true until it is written. */
export async function lockOrganisation(trx: Trx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attribution:${organisationId}`}, 0))`.execute(trx);
}

const eventColumns = {
  source_id: 'text',
  event_id: 'text',
  type: 'text',
  subject_key: 'text',
  occurred_at: 'timestamptz',
  changed_at: 'timestamptz',
  status: 'text',
  amount_minor: 'bigint',
  refunded_minor: 'bigint',
  currency: 'text',
  code: 'text',
  code_placement_id: 'text',
  code_used_at: 'timestamptz',
  click_id: 'text',
  channel: 'text',
  account_external_id: 'text',
  work_id: 'text',
  country: 'text',
  install_begin_at: 'timestamptz',
  day: 'date',
  counts: 'jsonb',
  viewer_id: 'text',
  device_id: 'text',
  match_keys: 'text[]',
} as const;
const ofEvent = listOf(eventColumns);

/** Appends what is not there yet and answers with the rows as stored; those that were there are not among them. */
export async function appendEvents(
  trx: Trx,
  organisationId: string,
  rows: readonly (LogRow & { source_id: string })[],
  receivedAt: Date,
): Promise<EventRow[]> {
  if (rows.length === 0) return [];
  const { rows: stored } = await sql<Pick<EventRow, 'seq' | 'source_id' | 'event_id'>>`
    insert into attribution_events (organisation_id, received_at, ${ofEvent.names})
    select ${organisationId}, ${receivedAt}, ${ofEvent.values} from ${columnRows(rows, eventColumns)}
    on conflict (organisation_id, source_id, event_id) do nothing
    returning seq, source_id, event_id`.execute(trx);
  const seqs = new Map(stored.map((row) => [`${row.source_id} ${row.event_id}`, row.seq]));
  return rows.flatMap((row) => {
    const seq = seqs.get(`${row.source_id} ${row.event_id}`);
    return seq === undefined ? [] : [storedRow(row, organisationId, seq, receivedAt)];
  });
}

// As the database would answer; reading it all back would cost as much as writing it.
function storedRow(row: LogRow & { source_id: string }, organisationId: string, seq: bigint, receivedAt: Date): EventRow {
  const { external_id: _external, ...columns } = row;
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    ...columns,
    seq,
    organisation_id: organisationId,
    received_at: receivedAt,
    occurred_at: new Date(row.occurred_at),
    changed_at: new Date(row.changed_at),
    code_used_at: date(row.code_used_at),
    install_begin_at: date(row.install_begin_at),
    amount_minor: row.amount_minor === null ? null : BigInt(row.amount_minor),
    refunded_minor: row.refunded_minor === null ? null : BigInt(row.refunded_minor),
    erased_at: null,
  };
}

export type SubjectRef = { sourceId: string; subjectKey: string };

/** All events of some subjects. */
export async function selectEventsOf(trx: Trx, organisationId: string, subjects: readonly SubjectRef[]): Promise<EventRow[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<EventRow>`
    select e.* from attribution_events e
    join ${columnRows(subjects, { sourceId: 'text', subjectKey: 'text' })}
      on e.organisation_id = ${organisationId} and e.source_id = x."sourceId" and e.subject_key = x."subjectKey"
    order by e.seq`.execute(trx);
  return rows;
}

/** Of each event that is there: what it belongs to. */
export async function selectKnown(
  trx: Trx,
  organisationId: string,
  events: readonly { sourceId: string; eventId: string }[],
): Promise<{ source_id: string; event_id: string; subject_key: string }[]> {
  if (events.length === 0) return [];
  const { rows } = await sql<{ source_id: string; event_id: string; subject_key: string }>`
    select e.source_id, e.event_id, e.subject_key from attribution_events e
    join ${columnRows(events, { sourceId: 'text', eventId: 'text' })}
      on e.organisation_id = ${organisationId} and e.source_id = x."sourceId" and e.event_id = x."eventId"`.execute(trx);
  return rows;
}

/** A viewer as of an instant, for the subject `key`. */
export type AskedViewer = { readonly key: string; readonly viewerId: string; readonly until: Date };
export type ViewerEvent = { readonly key: string } & Pick<
  EventRow,
  | 'viewer_id'
  | 'source_id'
  | 'subject_key'
  | 'event_id'
  | 'type'
  | 'occurred_at'
  | 'received_at'
  | 'code_placement_id'
  | 'code_used_at'
  | 'click_id'
  | 'country'
>;
// A person with more is a test account; the latest say enough.
const mostOfViewer = 200;
// As `effective` in subjects.ts reckons it: a clock that is ahead is taken back to the arrival.
const happenedAt = sql.raw(
  `(case when occurred_at > received_at + interval '${clockToleranceMs} milliseconds' then received_at else occurred_at end)`,
);

/** What viewers used or ordered until then, of each the latest: what they do later pushes nothing out of what speaks for an order. */
export async function selectViewerEvents(trx: Trx, organisationId: string, asked: readonly AskedViewer[]): Promise<ViewerEvent[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<ViewerEvent>`
    select x.key, e.* from ${columnRows(asked, { key: 'text', viewerId: 'text', until: 'timestamptz' })}
    cross join lateral (
      select viewer_id, source_id, subject_key, event_id, type, occurred_at, received_at, code_placement_id, code_used_at, click_id, country
      from attribution_events
      where organisation_id = ${organisationId} and viewer_id = x."viewerId" and ${happenedAt} <= x.until
        and (code_placement_id is not null or click_id is not null or type in ('order', 'renewal'))
      order by ${happenedAt} desc, source_id, event_id limit ${sql.lit(mostOfViewer)}
    ) e`.execute(trx);
  return rows;
}

/** A page of the log's subjects, in the order of their keys, for going through all of it. */
export async function selectSubjectPage(
  trx: Trx,
  organisationId: string,
  after: SubjectRef | null,
  limit: number,
): Promise<{ source_id: string; subject_key: string }[]> {
  let query = tables(trx)
    .selectFrom('attribution_events')
    .select(['source_id', 'subject_key'])
    .where('organisation_id', '=', organisationId)
    .groupBy(['source_id', 'subject_key'])
    .orderBy('source_id')
    .orderBy('subject_key')
    .limit(limit);
  if (after) query = query.where(sql<boolean>`(source_id, subject_key) > (${after.sourceId}, ${after.subjectKey})`);
  return query.execute();
}

export async function listOrganisations(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select organisation_id as id from attribution_sources union select organisation_id from attribution_touches order by 1`.execute(trx);
  return rows.map(({ id }) => id);
}
