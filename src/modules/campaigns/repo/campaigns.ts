import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CampaignState, Terms } from '../contract.ts';
import type { CampaignRow, CampaignsTables, OfferRow, Settings, SettingsRow, ShareRow, StateRow, TermsRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CampaignsTables>();

// Everything but the tokens, which only SQL needs.
const columns = [
  'id',
  'organisation_id',
  'work_id',
  'name',
  'state',
  'terms_version',
  'currency',
  'rules',
  'budget_minor',
  'spent_minor',
  'budget_reached_at',
  'approval',
  'destinations',
  'link_rules',
  'starts_at',
  'ends_at',
  'ending_told_at',
  'announced_at',
  'genres',
  'pay_bps',
  'published_at',
  'trashed_at',
  'created_at',
  'updated_at',
] as const;

export type CampaignFilter = { state?: CampaignState; workId?: string; trashed: boolean; tokens: readonly string[] };

export async function insertCampaign(trx: Trx, row: Insertable<CampaignsTables['campaigns']>): Promise<void> {
  await tables(trx).insertInto('campaigns').values(row).execute();
}

export async function updateCampaign(
  trx: Trx,
  organisationId: string,
  id: string,
  change: Updateable<CampaignsTables['campaigns']>,
): Promise<void> {
  await tables(trx).updateTable('campaigns').set(change).where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

export async function findCampaign(trx: Trx, organisationId: string, id: string): Promise<CampaignRow | undefined> {
  return tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends: changes, claims and the budget of one campaign wait for one another. */
export async function lockCampaign(trx: Trx, organisationId: string, id: string): Promise<CampaignRow | undefined> {
  return tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function findCampaigns(trx: Trx, organisationId: string, ids: readonly string[]): Promise<CampaignRow[]> {
  if (ids.length === 0) return [];
  return tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .execute();
}

/** Newest change first, after the row that a page ended with. `place` keeps the microseconds that a Date has not. */
export async function listCampaigns(
  trx: Trx,
  organisationId: string,
  filter: CampaignFilter,
  page: { after: { value: string; id: string } | null; limit: number },
): Promise<(CampaignRow & { place: string })[]> {
  let query = tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .select(sql<string>`to_json(updated_at)#>>'{}'`.as('place'))
    .where('organisation_id', '=', organisationId)
    .where('trashed_at', filter.trashed ? 'is not' : 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.workId) query = query.where('work_id', '=', filter.workId);
  if (filter.tokens.length > 0) query = query.where(sql<boolean>`search_tokens @> ${filter.tokens as string[]}::text[]`);
  if (page.after) query = query.where(sql<boolean>`(updated_at, id) < (${page.after.value}::timestamptz, ${page.after.id})`);
  return query.execute();
}

export type MarketFilter = { genre?: string; tokens: readonly string[]; now: Date; most: number };

/** Published campaigns that are not over, newest first. */
export async function listOpen(trx: Trx, organisationId: string, filter: MarketFilter): Promise<CampaignRow[]> {
  let query = tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'published')
    .where('trashed_at', 'is', null)
    .where((of) => of.or([of('ends_at', 'is', null), of('ends_at', '>', filter.now)]))
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.most);
  if (filter.genre) query = query.where(sql<boolean>`genres @> ${[filter.genre]}::text[]`);
  if (filter.tokens.length > 0) query = query.where(sql<boolean>`search_tokens @> ${filter.tokens as string[]}::text[]`);
  return query.execute();
}

/** Campaigns of every organisation that time may change: those that run or are paused. */
export async function listRunning(trx: Trx, after: string, limit: number): Promise<CampaignRow[]> {
  return tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('state', 'in', ['published', 'paused'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function listOfWork(trx: Trx, organisationId: string, workId: string): Promise<CampaignRow[]> {
  return tables(trx)
    .selectFrom('campaigns')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .orderBy('id')
    .execute();
}

/** Deletes a draft with everything that hangs on it; drafts have no claims. */
export async function deleteCampaign(trx: Trx, organisationId: string, id: string): Promise<void> {
  for (const table of ['campaign_terms', 'campaign_states', 'campaign_settings', 'campaign_agency_shares', 'campaign_offers'] as const)
    await tables(trx).deleteFrom(table).where('organisation_id', '=', organisationId).where('campaign_id', '=', id).execute();
  await tables(trx).deleteFrom('campaigns').where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

// ── History ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type History = { terms: TermsRow[]; states: StateRow[]; settings: SettingsRow[]; shares: ShareRow[] };

/** Everything that decisions depend on, oldest first, of several campaigns at once. */
export async function loadHistories(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, History>> {
  const found = new Map<string, History>(ids.map((id) => [id, { terms: [], states: [], settings: [], shares: [] }]));
  if (ids.length === 0) return found;
  const of = <T extends 'campaign_terms' | 'campaign_states' | 'campaign_settings' | 'campaign_agency_shares'>(table: T) =>
    tables(trx)
      .selectFrom(table as 'campaign_terms')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('campaign_id', 'in', [...ids]);
  for (const row of await of('campaign_terms').orderBy('version').execute()) found.get(row.campaign_id)!.terms.push(row);
  const byPosition = sql`position`;
  for (const row of (await of('campaign_states').orderBy(byPosition).execute()) as unknown as StateRow[])
    found.get(row.campaign_id)!.states.push(row);
  for (const row of (await of('campaign_settings').orderBy(byPosition).execute()) as unknown as SettingsRow[])
    found.get(row.campaign_id)!.settings.push(row);
  for (const row of (await of('campaign_agency_shares').orderBy(byPosition).execute()) as unknown as ShareRow[])
    found.get(row.campaign_id)!.shares.push(row);
  return found;
}

type Dated = { organisationId: string; campaignId: string; at: Date };

/** A new version from `at` on; a draft's is written over. */
export async function putTerms(trx: Trx, of: Dated & { version: number; terms: Terms; byName: string }): Promise<void> {
  const values = { valid_from: of.at, terms: JSON.stringify(of.terms), by_name: of.byName };
  await tables(trx)
    .insertInto('campaign_terms')
    .values({ organisation_id: of.organisationId, campaign_id: of.campaignId, version: of.version, ...values })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'version']).doUpdateSet(values))
    .execute();
}

export async function addState(trx: Trx, of: Dated & { state: CampaignState; reason: string; byName: string }): Promise<void> {
  await sql`
    insert into campaign_states (organisation_id, campaign_id, position, valid_from, state, reason, by_name)
    select ${of.organisationId}, ${of.campaignId}, coalesce(max(position), 0) + 1, ${of.at}, ${of.state}, ${of.reason}, ${of.byName}
    from campaign_states where campaign_id = ${of.campaignId}`.execute(trx);
}

/** Settings from `at` on; `inPlace` writes over the newest ones, as a draft's are. */
export async function putSettings(trx: Trx, of: Dated & { settings: Settings; inPlace: boolean }): Promise<void> {
  const json = JSON.stringify(of.settings);
  if (of.inPlace) {
    await sql`
      update campaign_settings set settings = ${json}::jsonb where organisation_id = ${of.organisationId} and campaign_id = ${of.campaignId}
        and position = (select max(position) from campaign_settings where campaign_id = ${of.campaignId})`.execute(trx);
    return;
  }
  await sql`
    insert into campaign_settings (organisation_id, campaign_id, position, valid_from, settings)
    select ${of.organisationId}, ${of.campaignId}, coalesce(max(position), 0) + 1, ${of.at}, ${json}::jsonb
    from campaign_settings where campaign_id = ${of.campaignId}`.execute(trx);
}

export async function addShare(trx: Trx, of: Dated & { agencyId: string; shareBps: number; byName: string }): Promise<void> {
  await sql`
    insert into campaign_agency_shares (organisation_id, campaign_id, agency_id, position, valid_from, share_bps, by_name)
    select ${of.organisationId}, ${of.campaignId}, ${of.agencyId}, coalesce(max(position), 0) + 1, ${of.at}, ${of.shareBps}, ${of.byName}
    from campaign_agency_shares where campaign_id = ${of.campaignId} and agency_id = ${of.agencyId}`.execute(trx);
}

// ── Offers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The offers of campaigns that stand, in order. */
export async function listOffers(trx: Trx, organisationId: string, campaignIds: readonly string[]): Promise<OfferRow[]> {
  if (campaignIds.length === 0) return [];
  return tables(trx)
    .selectFrom('campaign_offers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('campaign_id', 'in', [...campaignIds])
    .where('removed_at', 'is', null)
    .orderBy('campaign_id')
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** One offer, also one that was taken away since. */
export async function findOffer(trx: Trx, organisationId: string, campaignId: string, offerId: string): Promise<OfferRow | undefined> {
  return tables(trx)
    .selectFrom('campaign_offers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('campaign_id', '=', campaignId)
    .where('id', '=', offerId)
    .executeTakeFirst();
}

export async function findOffersOfBody(trx: Trx, bodyId: string): Promise<OfferRow[]> {
  return tables(trx).selectFrom('campaign_offers').selectAll().where('body_id', '=', bodyId).where('removed_at', 'is', null).execute();
}

export async function insertOffer(trx: Trx, row: Insertable<CampaignsTables['campaign_offers']>): Promise<void> {
  await tables(trx).insertInto('campaign_offers').values(row).execute();
}

export async function updateOffer(
  trx: Trx,
  organisationId: string,
  offerId: string,
  change: Updateable<CampaignsTables['campaign_offers']>,
): Promise<void> {
  await tables(trx)
    .updateTable('campaign_offers')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', offerId)
    .execute();
}

/** What the market finds a campaign by; writes only what has changed. */
export async function setFound(
  trx: Trx,
  organisationId: string,
  id: string,
  found: { genres: string[]; tokens: string[]; payBps: number },
): Promise<void> {
  await sql`
    update campaigns set genres = ${found.genres}::text[], search_tokens = ${found.tokens}::text[], pay_bps = ${found.payBps}
    where organisation_id = ${organisationId} and id = ${id}
      and (genres, search_tokens, pay_bps) is distinct from (${found.genres}::text[], ${found.tokens}::text[], ${found.payBps}::integer)`.execute(
    trx,
  );
}

/** What hooks and clips were called when they were offered, by hook id and by clip id. */
export async function listOfferNames(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; title: string }>`
    select distinct on (source_id) source_id as id, facts->>'title' as title from campaign_offers
    where organisation_id = ${organisationId} and source_id = any(${ids as string[]}::text[]) order by source_id, id desc`.execute(trx);
  const named = new Map(rows.map((row) => [row.id, row.title]));
  const missing = ids.filter((id) => !named.has(id));
  if (missing.length === 0) return named;
  // A clip that was made of a hook: the hook is known by its clip's name.
  const { rows: hooks } = await sql<{ id: string; title: string }>`
    select distinct on (facts->>'hookId') facts->>'hookId' as id, facts->>'title' as title from campaign_offers
    where organisation_id = ${organisationId} and facts->>'hookId' = any(${missing}::text[]) order by facts->>'hookId', id desc`.execute(
    trx,
  );
  for (const row of hooks) named.set(row.id, row.title);
  return named;
}
