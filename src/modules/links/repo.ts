import { sql, type ExpressionBuilder, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { DomainRow, LinkRow, LinksTables, SettingsRow } from './tables.ts';

const tables = (trx: Trx) => trx.withTables<LinksTables>();

const linkColumns = [
  'id',
  'organisation_id',
  'slug',
  'placement_id',
  'rules',
  'page',
  'code',
  'code_shown',
  'ends_at',
  'ended_at',
  'useful_url',
  'created_at',
  'updated_at',
] as const;
const settingsColumns = [
  'organisation_id',
  'allowed_hosts',
  'allowed_schemes',
  'app_url',
  'ios_url',
  'android_url',
  'web_url',
  'click_parameter',
  'consent',
  'brand',
  'accent',
  'updated_at',
] as const;

export type NewLink = Insertable<LinksTables['links']>;

/** Stores links whose slugs nobody has; answers with the slugs that were free. */
export async function insertLinks(trx: Trx, rows: readonly NewLink[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const stored = await tables(trx)
    .insertInto('links')
    .values(rows as NewLink[])
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('slug')
    .execute();
  return new Set(stored.map(({ slug }) => slug));
}

export function findLink(trx: Trx, organisationId: string, linkId: string): Promise<LinkRow | undefined> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', linkId)
    .executeTakeFirst();
}

export function lockLink(trx: Trx, organisationId: string, linkId: string): Promise<LinkRow | undefined> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', linkId)
    .forUpdate()
    .executeTakeFirst();
}

export type LinkFilter = {
  readonly placementId?: string | undefined;
  readonly state?: 'live' | 'ended' | undefined;
  readonly prefix?: string | undefined;
  readonly beforeId?: string | undefined;
  readonly now: Date;
  readonly limit: number;
};

export function selectLinks(trx: Trx, organisationId: string, filter: LinkFilter): Promise<LinkRow[]> {
  const ended = (eb: ExpressionBuilder<LinksTables, 'links'>) => eb.or([eb('ended_at', '<=', filter.now), eb('ends_at', '<=', filter.now)]);
  const prefix = filter.prefix?.replace(/[\\%_]/g, '\\$&');
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('organisation_id', '=', organisationId)
    .$if(filter.placementId !== undefined, (query) => query.where('placement_id', '=', filter.placementId!))
    .$if(filter.state === 'ended', (query) => query.where(ended))
    .$if(filter.state === 'live', (query) =>
      query
        .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', filter.now)]))
        .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', filter.now)])),
    )
    .$if(prefix !== undefined, (query) =>
      query.where((eb) => eb.or([eb('slug', 'like', `${prefix!.toLowerCase()}%`), eb('code', 'like', `${prefix!}%`)])),
    )
    .$if(filter.beforeId !== undefined, (query) => query.where('id', '<', filter.beforeId!))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

export async function updateLink(trx: Trx, linkId: string, change: Updateable<LinksTables['links']>): Promise<void> {
  await tables(trx).updateTable('links').set(change).where('id', '=', linkId).execute();
}

export async function updateLinksOfPlacements(
  trx: Trx,
  organisationId: string,
  placementIds: readonly string[],
  change: Updateable<LinksTables['links']>,
): Promise<number> {
  const { numUpdatedRows } = await tables(trx)
    .updateTable('links')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('placement_id', '=', sql<string>`any(${placementIds as string[]}::text[])`)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function endLinks(
  trx: Trx,
  organisationId: string,
  linkIds: readonly string[],
  change: Updateable<LinksTables['links']>,
): Promise<number> {
  const { numUpdatedRows } = await tables(trx)
    .updateTable('links')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${linkIds as string[]}::text[])`)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

// ── What is kept in memory by whoever answers links ──────────────────────────────────────────────────────────────────

/** The oldest transaction that may still commit a change: what was changed before it has been seen by whoever asks after this. */
export async function oldestRunning(trx: Trx): Promise<bigint> {
  const { rows } = await sql<{ xmin: bigint }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin`.execute(trx);
  return rows[0]!.xmin;
}

/** Links of all organisations, newest first, below an id. */
export function pageOfAllLinks(trx: Trx, beforeId: string | null, limit: number): Promise<LinkRow[]> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export function changedLinks(trx: Trx, since: bigint, afterId: string, limit: number): Promise<LinkRow[]> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('changed_xid', '>=', since)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export function linksBySlug(trx: Trx, slugs: readonly string[]): Promise<LinkRow[]> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('slug', '=', sql<string>`any(${slugs as string[]}::text[])`)
    .execute();
}

/** The newest link of a placement. */
export function findLinkOfPlacement(trx: Trx, organisationId: string, placementId: string): Promise<LinkRow | undefined> {
  return tables(trx)
    .selectFrom('links')
    .select(linkColumns)
    .where('organisation_id', '=', organisationId)
    .where('placement_id', '=', placementId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function settingsChangedSince(trx: Trx, since: bigint): Promise<boolean> {
  const row = await tables(trx)
    .selectFrom('link_settings')
    .select('organisation_id')
    .where('changed_xid', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function allSettings(trx: Trx): Promise<{ settings: SettingsRow[]; domains: DomainRow[] }> {
  const settings = await tables(trx).selectFrom('link_settings').select(settingsColumns).execute();
  const domains = await tables(trx).selectFrom('link_domains').selectAll().orderBy('host').execute();
  return { settings, domains };
}

// ── Settings of an organisation ──────────────────────────────────────────────────────────────────────────────────────

export function findSettings(trx: Trx, organisationId: string): Promise<SettingsRow | undefined> {
  return tables(trx).selectFrom('link_settings').select(settingsColumns).where('organisation_id', '=', organisationId).executeTakeFirst();
}

export function lockSettings(trx: Trx, organisationId: string): Promise<SettingsRow | undefined> {
  return tables(trx)
    .selectFrom('link_settings')
    .select(settingsColumns)
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst();
}

export async function upsertSettings(trx: Trx, row: Insertable<LinksTables['link_settings']>): Promise<void> {
  const { organisation_id: _id, ...change } = row;
  await tables(trx)
    .insertInto('link_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(change))
    .execute();
}

export function selectDomains(trx: Trx, organisationId: string): Promise<DomainRow[]> {
  return tables(trx)
    .selectFrom('link_domains')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('is_primary', 'desc')
    .orderBy('host')
    .execute();
}

export async function deleteDomains(trx: Trx, organisationId: string): Promise<void> {
  await tables(trx).deleteFrom('link_domains').where('organisation_id', '=', organisationId).execute();
}

/** Takes names for an organisation; answers with those that another one has. */
export async function insertDomains(trx: Trx, rows: readonly DomainRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const stored = await tables(trx)
    .insertInto('link_domains')
    .values(rows as DomainRow[])
    .onConflict((conflict) => conflict.column('host').doNothing())
    .returning('host')
    .execute();
  return rows.map(({ host }) => host).filter((host) => !stored.some((row) => row.host === host));
}

// ── Bots ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function addBotCounts(trx: Trx, day: string, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`insert into link_bot_counts (link_id, day, count)
    select id, ${day}::date, more from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) as seen (link, more)
    join links on links.id = seen.link order by id
    on conflict (link_id, day) do update set count = link_bot_counts.count + excluded.count`.execute(trx);
}

export async function botCountsSince(trx: Trx, linkIds: readonly string[], day: string): Promise<Map<string, number>> {
  if (linkIds.length === 0) return new Map();
  const rows = await tables(trx)
    .selectFrom('link_bot_counts')
    .select((eb) => ['link_id', eb.fn.sum<string>('count').as('count')])
    .where('link_id', '=', sql<string>`any(${linkIds as string[]}::text[])`)
    .where('day', '>=', day)
    .groupBy('link_id')
    .execute();
  return new Map(rows.map((row) => [row.link_id, Number(row.count)]));
}
