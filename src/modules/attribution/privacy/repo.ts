import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { edgeTables } from '../edge-tables.ts';
import { clockToleranceMs } from '../intake/normalise.ts';
import { jsonRows, textArray } from '../repo/rows.ts';
import type { PrivacySettings } from './contract.ts';

export const usualSettings: PrivacySettings = { touchDays: 30, viewerDays: 400 };

export async function readSettings(trx: Trx, organisationId: string): Promise<PrivacySettings> {
  const row = await edgeTables(trx)
    .selectFrom('attribution_privacy_settings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ? { touchDays: row.touch_days, viewerDays: row.viewer_days } : usualSettings;
}
export async function writeSettings(trx: Trx, organisationId: string, settings: PrivacySettings): Promise<void> {
  const row = { touch_days: settings.touchDays, viewer_days: settings.viewerDays };
  await edgeTables(trx)
    .insertInto('attribution_privacy_settings')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((on) => on.column('organisation_id').doUpdateSet(row))
    .execute();
}

/** Of all tenants that keep anything of people. */
export async function listOrganisations(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`
    select organisation_id from attribution_sources union select organisation_id from attribution_placements`.execute(trx);
  return rows.map(({ organisation_id }) => organisation_id);
}

// A decision that was found by likeness cannot be found so again; with what it keeps it can be weighed.
const byLikeness = sql`d.superseded_at is null and not d.inputs_erased and d.candidates @> '[{"rule":"probabilistic"}]'::jsonb`;

/** Empties hashes of touches from before an instant, some at a time. Answers with how many. */
export async function eraseTouchHashes(trx: Trx, organisationId: string, before: Date, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ keys: string[] }>`
    with old as (select touch_id, address_hash, agent_hash, device_hash from attribution_touches
      where organisation_id = ${organisationId} and at < ${before}
        and (address_hash is not null or agent_hash is not null or device_hash is not null) limit ${sql.lit(limit)} for update),
    gone as (update attribution_touches t set address_hash = null, agent_hash = null, device_hash = null, erased_at = ${now}
      from old where t.touch_id = old.touch_id returning old.address_hash || ':' || old.agent_hash as pair, old.device_hash as device)
    select array_remove(array[pair, device], null) as keys from gone`.execute(trx);
  await keepLikenesses(trx, organisationId, [...new Set(rows.flatMap((row) => row.keys))]);
  return rows.length;
}

/** Decisions that found their touches by these keys stand from now on as they were made. */
async function keepLikenesses(trx: Trx, organisationId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`update attribution_decisions d set inputs_erased = true from attribution_conversions c
    where c.organisation_id = ${organisationId} and c.match_keys && ${textArray(keys)} and d.conversion_id = c.id and ${byLikeness}`.execute(
    trx,
  );
}

/**
 * Decisions that rest on what these viewers did until an instant stand from now on as they were made: it cannot be found again, though
 * the conversion itself is younger. A renewal rests on the first order as well, whose time its windows are counted to.
 */
async function keepDecisionsOf(trx: Trx, organisationId: string, viewerIds: readonly string[], until: Date): Promise<number> {
  if (viewerIds.length === 0) return 0;
  const { numAffectedRows } = await sql`update attribution_decisions d set inputs_erased = true from attribution_conversions c
    where c.organisation_id = ${organisationId} and c.viewer_id = any(${textArray(viewerIds)}) and d.conversion_id = c.id
      and d.superseded_at is null and not d.inputs_erased and d.candidates <> '[]'::jsonb and (c.kind = 'renewal' or exists (
        select 1 from jsonb_array_elements(d.candidates) as x(candidate) where (x.candidate->>'at')::timestamptz <= ${until}))`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Empties hashes of events and their conversions from before an instant, some at a time. */
export async function eraseMatchKeys(trx: Trx, organisationId: string, before: Date, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ source_id: string; subject_key: string }>`
    update attribution_events set match_keys = null, erased_at = ${now} where seq in (
      select seq from attribution_events where organisation_id = ${organisationId} and received_at < ${before} and match_keys is not null
      limit ${sql.lit(limit)} for update)
    returning source_id, subject_key`.execute(trx);
  if (rows.length > 0) {
    const ids = await conversionsOf(trx, organisationId, rows);
    await sql`update attribution_decisions d set inputs_erased = true where d.conversion_id = any(${textArray(ids)}) and ${byLikeness}`.execute(
      trx,
    );
    await sql`update attribution_conversions set match_keys = null where id = any(${textArray(ids)})`.execute(trx);
  }
  return rows.length;
}

/** Empties who viewers were in touches and events from before an instant, some at a time. */
export async function eraseViewersBefore(trx: Trx, organisationId: string, before: Date, now: Date, limit: number): Promise<number> {
  const touches = await sql<{ viewer_id: string }>`
    with old as (select touch_id, viewer_id from attribution_touches
      where organisation_id = ${organisationId} and at < ${before} and viewer_id is not null limit ${sql.lit(limit)} for update)
    update attribution_touches t set viewer_id = null, erased_at = ${now} from old where t.touch_id = old.touch_id
    returning old.viewer_id`.execute(trx);
  const { rows } = await sql<{ source_id: string; subject_key: string; viewer_id: string | null }>`
    with old as (select seq, viewer_id from attribution_events where organisation_id = ${organisationId} and received_at < ${before}
      and (viewer_id is not null or device_id is not null) limit ${sql.lit(limit)} for update)
    update attribution_events e set viewer_id = null, device_id = null, match_keys = null, erased_at = ${now}
    from old where e.seq = old.seq returning e.source_id, e.subject_key, old.viewer_id`.execute(trx);
  const viewerIds = new Set([...touches.rows, ...rows].flatMap(({ viewer_id }) => (viewer_id === null ? [] : [viewer_id])));
  // An event may have happened a little after it arrived, by its own clock.
  await keepDecisionsOf(trx, organisationId, [...viewerIds], new Date(before.getTime() + clockToleranceMs));
  await forgetViewers(trx, await conversionsOf(trx, organisationId, rows));
  // Whichever of the two has more says whether there is more to do.
  return Math.max(touches.rows.length, rows.length);
}

async function conversionsOf(
  trx: Trx,
  organisationId: string,
  refs: readonly { source_id: string; subject_key: string }[],
): Promise<string[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ id: string }>`select c.id from attribution_conversions c
    join (select distinct * from unnest(${textArray(refs.map((ref) => ref.source_id))}, ${textArray(refs.map((ref) => ref.subject_key))}) as x(source_id, subject_key)) x
      on c.source_id = x.source_id and c.subject_key = x.subject_key
    where c.organisation_id = ${organisationId}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Empties who conversions were of; their decisions stand as they were made, from the candidates that they keep. */
async function forgetViewers(trx: Trx, conversionIds: readonly string[]): Promise<number> {
  if (conversionIds.length === 0) return 0;
  await sql`update attribution_conversions set viewer_id = null, match_keys = null where id = any(${textArray(conversionIds)})`.execute(
    trx,
  );
  const { numAffectedRows } = await sql`update attribution_decisions set inputs_erased = true
    where conversion_id = any(${textArray(conversionIds)}) and not inputs_erased`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

type Viewer = { viewerId: string | null; deviceId: string | null; deviceHashes: readonly string[] };
const isViewer = ({ viewerId, deviceId }: Viewer) => sql`(viewer_id = ${viewerId}::text or device_id = ${deviceId}::text)`;

/** Erases a viewer: events, conversions, decisions' touches, and the touches themselves lose what finds the person. */
export async function eraseViewer(
  trx: Trx,
  organisationId: string,
  viewer: Viewer,
  now: Date,
): Promise<{ conversions: number; touches: number; decisions: number }> {
  const { rows: events } = await sql<{ source_id: string; subject_key: string; click_id: string | null; viewer_id: string | null }>`
    select source_id, subject_key, click_id, viewer_id from attribution_events where organisation_id = ${organisationId} and ${isViewer(viewer)}`.execute(
    trx,
  );
  const ids = await conversionsOf(trx, organisationId, events);
  const clickIds = [...new Set(events.flatMap(({ click_id }) => (click_id === null ? [] : [click_id])))];
  const { rows: touches } = await sql<{ keys: string[]; viewer_id: string | null }>`
    with old as (select touch_id, viewer_id, address_hash || ':' || agent_hash as pair, device_hash as device from attribution_touches
      where organisation_id = ${organisationId} and (viewer_id = ${viewer.viewerId}::text or touch_id = any(${textArray(clickIds)})
        or device_hash = any(${textArray(viewer.deviceHashes)})) for update)
    update attribution_touches t set viewer_id = null, address_hash = null, agent_hash = null, device_hash = null, erased_at = ${now}
    from old where t.touch_id = old.touch_id returning array_remove(array[old.pair, old.device], null) as keys, old.viewer_id`.execute(trx);
  await keepLikenesses(trx, organisationId, [...new Set(touches.flatMap(({ keys }) => keys))]);
  // Of a device alone its person may be known by more: what else they bought rests on what goes now.
  const viewerIds = new Set([...events, ...touches].flatMap(({ viewer_id }) => (viewer_id === null ? [] : [viewer_id])));
  const kept = await keepDecisionsOf(trx, organisationId, [...viewerIds], now);
  await sql`update attribution_events set viewer_id = null, device_id = null, match_keys = null, click_id = null, erased_at = ${now}
    where organisation_id = ${organisationId} and ${isViewer(viewer)}`.execute(trx);
  const decisions = kept + (await forgetViewers(trx, ids));
  await sql`update attribution_conversions set click_id = null where id = any(${textArray(ids)})`.execute(trx);
  // The candidates stay, without the touch that each was.
  await sql`update attribution_decisions d set candidates = (
      select coalesce(jsonb_agg(candidate || '{"touchId": null}'::jsonb order by position), '[]'::jsonb)
      from jsonb_array_elements(d.candidates) with ordinality as x(candidate, position))
    where d.conversion_id = any(${textArray(ids)})`.execute(trx);
  return { conversions: ids.length, touches: touches.length, decisions };
}

const mostRecords = 50_000;

/** What is stored of a viewer, as a person may read it: no hash of ours, no creator, no sum of anybody else. */
export async function selectViewer(trx: Trx, organisationId: string, viewer: Viewer): Promise<Record<string, unknown[]>> {
  const events = await sql<{ click_id: string | null; source_id: string; subject_key: string }>`
    select source_id, type, occurred_at, received_at, subject_key, status, amount_minor::text, refunded_minor::text, currency, code, click_id, channel,
      account_external_id, work_id, country, install_begin_at, viewer_id, device_id, match_keys is not null as has_hashed_address
    from attribution_events where organisation_id = ${organisationId} and ${isViewer(viewer)} order by occurred_at limit ${sql.lit(mostRecords)}`.execute(
    trx,
  );
  const clickIds = [...new Set(events.rows.flatMap(({ click_id }) => (click_id === null ? [] : [click_id])))];
  const touches = await sql`
    select touch_id, kind, at, country, device, os, language, referrer_host, destination, consent, code, viewer_id,
      address_hash is not null as has_hashed_address, device_hash is not null as has_hashed_device
    from attribution_touches where organisation_id = ${organisationId} and (viewer_id = ${viewer.viewerId}::text or touch_id = any(${textArray(clickIds)})
      or device_hash = any(${textArray(viewer.deviceHashes)})) order by at limit ${sql.lit(mostRecords)}`.execute(trx);
  const conversions = await sql`
    select id, kind, external_id, status, amount_minor::text, refunded_minor::text, currency, occurred_at, country, work_id
    from attribution_conversions where organisation_id = ${organisationId}
      and (viewer_id = ${viewer.viewerId}::text or id = any(${textArray(await conversionsOf(trx, organisationId, events.rows))}))
    order by occurred_at limit ${sql.lit(mostRecords)}`.execute(trx);
  return { events: events.rows, touches: touches.rows as unknown[], conversions: conversions.rows as unknown[] };
}

/** What attribution holds of a creator. */
export async function selectCreator(trx: Trx, organisationId: string, creatorId: string): Promise<Record<string, unknown[]>> {
  const rows = async (query: ReturnType<typeof sql>): Promise<unknown[]> => (await query.execute(trx)).rows as unknown[];
  const mine = sql`organisation_id = ${organisationId} and creator_id = ${creatorId}`;
  return {
    conversions:
      await rows(sql`select id, kind, status, amount_minor::text, refunded_minor::text, currency, occurred_at, placement_id, campaign_id, channel, rule
      from attribution_conversions where ${mine} order by occurred_at desc limit ${sql.lit(mostRecords)}`),
    earnings:
      await rows(sql`select subject_id, kind, campaign_id, placement_id, currency, creator_minor::text, parts, occurred_at, payable_at
      from attribution_earnings where ${mine} order by occurred_at desc limit ${sql.lit(mostRecords)}`),
    days: await rows(sql`select r.day, r.placement_id, r.country, r.currency, r.clicks::text, r.views::text, r.searches::text, r.installs::text, r.orders::text
      from attribution_rollups r join attribution_placements p on p.placement_id = r.placement_id
      where p.organisation_id = ${organisationId} and p.creator_id = ${creatorId} order by r.day desc limit ${sql.lit(mostRecords)}`),
    used_from: await rows(sql`select seen_at from attribution_creator_traces where ${mine} order by seen_at desc`),
    holds: await rows(
      sql`select subject_kind, subject_id, state, first_seen_at, decided_at from attribution_suspects where ${mine} and state <> 'none' order by first_seen_at desc`,
    ),
  };
}

/**
 * Empties what channels call the accounts of a creator, in the log. Decisions that an account led to stand as they were made: it cannot
 * be asked whose it was any more.
 */
export async function forgetAccounts(
  trx: Trx,
  organisationId: string,
  accounts: readonly { channel: string; externalId: string }[],
  now: Date,
): Promise<{ conversions: number; decisions: number }> {
  if (accounts.length === 0) return { conversions: 0, decisions: 0 };
  const { rows } = await sql<{ source_id: string; subject_key: string }>`
    update attribution_events e set account_external_id = null, erased_at = ${now}
    from jsonb_to_recordset(${jsonRows(accounts)}) as x(channel text, "externalId" text)
    where e.organisation_id = ${organisationId} and e.channel = x.channel and e.account_external_id = x."externalId"
    returning e.source_id, e.subject_key`.execute(trx);
  const ids = await conversionsOf(trx, organisationId, rows);
  const { numAffectedRows } = await sql`update attribution_decisions set inputs_erased = true
    where conversion_id = any(${textArray(ids)}) and not inputs_erased`.execute(trx);
  return { conversions: ids.length, decisions: Number(numAffectedRows ?? 0n) };
}

export async function forgetCreatorTraces(trx: Trx, of: { organisationId: string; creatorId?: string; before?: Date }): Promise<void> {
  let query = edgeTables(trx).deleteFrom('attribution_creator_traces').where('organisation_id', '=', of.organisationId);
  if (of.creatorId !== undefined) query = query.where('creator_id', '=', of.creatorId);
  if (of.before) query = query.where('seen_at', '<', of.before);
  await query.execute();
}

export async function insertErasure(
  trx: Trx,
  row: {
    id: string;
    organisationId: string;
    kind: 'viewer' | 'creator';
    subjectId: string | null;
    conversions: number;
    touches: number;
    decisions: number;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { organisationId, subjectId, by, ...rest } = row;
  await edgeTables(trx)
    .insertInto('attribution_erasures')
    .values({ ...rest, organisation_id: organisationId, subject_id: subjectId, by_name: by })
    .execute();
}
export function listErasures(trx: Trx, organisationId: string) {
  return edgeTables(trx)
    .selectFrom('attribution_erasures')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('at', 'desc')
    .limit(500)
    .execute();
}
