import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { edgeTables, type Released, type SignalRow, type SuspectRow } from '../edge-tables.ts';
import { noteHolds } from '../repo/money-news.ts';
import { textArray } from '../repo/rows.ts';
import type { AttributionTables } from '../tables.ts';
import type { SignalKind, SignalSettings, Suspect } from './contract.ts';
import type { Evidence } from './facts.ts';
import { usualHoldAt } from './score.ts';

const usualSettings: SignalSettings = { holdAt: usualHoldAt, off: [], bannedReferrers: [] };

export async function readSettings(trx: Trx, organisationId: string): Promise<SignalSettings> {
  const row = await edgeTables(trx)
    .selectFrom('attribution_signal_settings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  if (!row) return usualSettings;
  return { holdAt: row.hold_at_bps / 10_000, off: row.off as SignalKind[], bannedReferrers: row.banned_referrers };
}

export async function writeSettings(trx: Trx, organisationId: string, settings: SignalSettings): Promise<void> {
  const row = {
    hold_at_bps: Math.round(settings.holdAt * 10_000),
    off: settings.off as string[],
    banned_referrers: settings.bannedReferrers,
  };
  await edgeTables(trx)
    .insertInto('attribution_signal_settings')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((on) => on.column('organisation_id').doUpdateSet(row))
    .execute();
}

export async function readCursor(trx: Trx, organisationId: string): Promise<Date | null> {
  const row = await edgeTables(trx)
    .selectFrom('attribution_signal_cursors')
    .select('looked_until')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row?.looked_until ?? null;
}
export async function writeCursor(trx: Trx, organisationId: string, until: Date): Promise<void> {
  await edgeTables(trx)
    .insertInto('attribution_signal_cursors')
    .values({ organisation_id: organisationId, looked_until: until })
    .onConflict((on) => on.column('organisation_id').doUpdateSet({ looked_until: until }))
    .execute();
}

/** Of all tenants: those with placements that anything happened on. */
export async function listOrganisations(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`select distinct organisation_id from attribution_placements order by 1`.execute(
    trx,
  );
  return rows.map(({ organisation_id }) => organisation_id);
}

export type NewSuspect = Pick<
  SuspectRow,
  'id' | 'organisation_id' | 'subject_kind' | 'subject_id' | 'placement_id' | 'creator_id' | 'agency_id' | 'campaign_id' | 'channel'
>;

/** The suspect of a subject, made where it is new, and held until the transaction ends. */
export async function lockSuspect(trx: Trx, suspect: NewSuspect, now: Date): Promise<SuspectRow> {
  const inserted = await edgeTables(trx)
    .insertInto('attribution_suspects')
    .values({
      ...suspect,
      score_bps: 0,
      state: 'none',
      released: null,
      decided_by: null,
      decided_at: null,
      note: null,
      first_seen_at: now,
      last_seen_at: now,
    })
    .onConflict((on) => on.columns(['organisation_id', 'subject_kind', 'subject_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (inserted) return inserted;
  return edgeTables(trx)
    .selectFrom('attribution_suspects')
    .selectAll()
    .where('organisation_id', '=', suspect.organisation_id)
    .where('subject_kind', '=', suspect.subject_kind)
    .where('subject_id', '=', suspect.subject_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function saveSignal(
  trx: Trx,
  suspectId: string,
  signal: { kind: SignalKind; strengthBps: number; evidence: Evidence },
  now: Date,
): Promise<void> {
  const seen = { strength_bps: signal.strengthBps, evidence: JSON.stringify(signal.evidence), last_seen_at: now };
  await edgeTables(trx)
    .insertInto('attribution_signals')
    .values({ suspect_id: suspectId, kind: signal.kind, first_seen_at: now, ...seen })
    .onConflict((on) => on.columns(['suspect_id', 'kind']).doUpdateSet(seen))
    .execute();
}

export async function updateSuspect(
  trx: Trx,
  suspectId: string,
  change: {
    score_bps?: number;
    state?: Suspect['state'];
    released?: Released | null;
    decided_by?: string;
    decided_at?: Date;
    note?: string;
    last_seen_at?: Date;
  },
): Promise<void> {
  const { released, ...rest } = change;
  await edgeTables(trx)
    .updateTable('attribution_suspects')
    .set({ ...rest, ...(released !== undefined && { released: JSON.stringify(released) }) })
    .where('id', '=', suspectId)
    .execute();
}

export function selectSignals(trx: Trx, suspectIds: readonly string[]): Promise<SignalRow[]> {
  if (suspectIds.length === 0) return Promise.resolve([]);
  return edgeTables(trx)
    .selectFrom('attribution_signals')
    .selectAll()
    .where('suspect_id', 'in', [...suspectIds])
    .orderBy('strength_bps', 'desc')
    .orderBy('kind')
    .execute();
}

type Listing = { state?: string | undefined; kind?: string | undefined; campaignId?: string | undefined; creatorId?: string | undefined };
export function listSuspects(
  trx: Trx,
  organisationId: string,
  of: Listing & { after: { score: number; id: string } | null; limit: number },
): Promise<SuspectRow[]> {
  let query = edgeTables(trx).selectFrom('attribution_suspects').selectAll().where('organisation_id', '=', organisationId);
  if (of.state) query = query.where('state', '=', of.state as Suspect['state']);
  if (of.campaignId) query = query.where('campaign_id', '=', of.campaignId);
  if (of.creatorId) query = query.where('creator_id', '=', of.creatorId);
  if (of.kind)
    query = query.where(
      sql<boolean>`exists (select 1 from attribution_signals s where s.suspect_id = attribution_suspects.id and s.kind = ${of.kind})`,
    );
  if (of.after)
    query = query.where(sql<boolean>`(score_bps < ${of.after.score} or (score_bps = ${of.after.score} and id > ${of.after.id}))`);
  return query.orderBy('score_bps', 'desc').orderBy('id').limit(of.limit).execute();
}

export function findSuspects(trx: Trx, organisationId: string, suspectIds: readonly string[], lock: boolean): Promise<SuspectRow[]> {
  let query = edgeTables(trx)
    .selectFrom('attribution_suspects')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${textArray(suspectIds)})`)
    .orderBy('id');
  if (lock) query = query.forUpdate();
  return query.execute();
}

/** Puts what a subject earns on hold, once. */
export async function placeHold(trx: Trx, of: SuspectRow, now: Date): Promise<void> {
  await sql`insert into attribution_holds (organisation_id, subject_kind, subject_id, suspect_id, held_from)
    select ${of.organisation_id}, ${of.subject_kind}, ${of.subject_id}, ${of.id}, ${now}::timestamptz
    where not exists (select 1 from attribution_holds where suspect_id = ${of.id} and held_until is null)`.execute(trx);
  await noteHolds(trx, of.id);
}
export async function endHolds(trx: Trx, suspectId: string, now: Date): Promise<void> {
  await trx
    .withTables<AttributionTables>()
    .updateTable('attribution_holds')
    .set({ held_until: sql<Date>`coalesce(held_until, ${now}::timestamptz)`, confirmed: false })
    .where('suspect_id', '=', suspectId)
    .where(sql<boolean>`(held_until is null or confirmed)`)
    .execute();
  await noteHolds(trx, suspectId);
}
export async function confirmHolds(trx: Trx, suspectId: string): Promise<void> {
  await trx
    .withTables<AttributionTables>()
    .updateTable('attribution_holds')
    .set({ confirmed: true })
    .where('suspect_id', '=', suspectId)
    .where('held_until', 'is', null)
    .execute();
  await noteHolds(trx, suspectId);
}

/** What suspects earn, by suspect and currency. */
export async function selectHeld(
  trx: Trx,
  organisationId: string,
  suspects: readonly Pick<SuspectRow, 'id' | 'subject_kind' | 'subject_id'>[],
): Promise<Map<string, { currency: string; amountMinor: string; conversions: number }[]>> {
  const found = new Map<string, { currency: string; amountMinor: string; conversions: number }[]>();
  for (const kind of ['placement', 'conversion'] as const) {
    const of = new Map(suspects.filter(({ subject_kind }) => subject_kind === kind).map(({ id, subject_id }) => [subject_id, id]));
    if (of.size === 0) continue;
    const column = sql.raw(kind === 'placement' ? 'placement_id' : 'subject_id');
    const { rows } = await sql<{ subject: string; currency: string; amount: string; count: number }>`
      select ${column} as subject, currency, sum(creator_minor + agency_minor)::text as amount, count(*)::integer as count from attribution_earnings
      where organisation_id = ${organisationId} and ${column} = any(${textArray([...of.keys()])}) group by 1, 2 order by 1, 2`.execute(trx);
    for (const row of rows) {
      const id = of.get(row.subject)!;
      found.set(id, [...(found.get(id) ?? []), { currency: row.currency, amountMinor: row.amount, conversions: row.count }]);
    }
  }
  return found;
}

export async function noteTraces(trx: Trx, organisationId: string, creatorId: string, keys: readonly string[], now: Date): Promise<void> {
  for (const match_key of keys)
    await edgeTables(trx)
      .insertInto('attribution_creator_traces')
      .values({ organisation_id: organisationId, creator_id: creatorId, match_key, seen_at: now })
      .onConflict((on) => on.columns(['organisation_id', 'creator_id', 'match_key']).doUpdateSet({ seen_at: now }))
      .execute();
}
