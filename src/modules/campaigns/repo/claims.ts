import { sql, type Insertable, type SelectQueryBuilder, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ClaimState } from '../contract.ts';
import type { CampaignsTables, ClaimRow, CreatorClipRow, PlacementRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CampaignsTables>();

/** Whose things may be seen: absent means the whole organisation's. */
export type Whose = { creatorId?: string; creatorIds?: readonly string[] };

// ── Claims ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers false where the creator has an open claim on the campaign already: of two at once one is made. */
export async function insertClaim(trx: Trx, row: Insertable<CampaignsTables['claims']>): Promise<boolean> {
  const made = await tables(trx)
    .insertInto('claims')
    .values(row)
    .onConflict((conflict) => conflict.columns(['campaign_id', 'creator_id']).where('state', 'in', ['requested', 'approved']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** The open claim of a creator on a campaign. */
export async function findOpenClaim(
  trx: Trx,
  organisationId: string,
  campaignId: string,
  creatorId: string,
): Promise<ClaimRow | undefined> {
  return tables(trx)
    .selectFrom('claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('campaign_id', '=', campaignId)
    .where('creator_id', '=', creatorId)
    .where('state', 'in', ['requested', 'approved'])
    .executeTakeFirst();
}

/** The open claims of a creator, held, in the order of their ids. */
export async function lockOpenClaims(trx: Trx, organisationId: string, creatorId: string): Promise<ClaimRow[]> {
  return tables(trx)
    .selectFrom('claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('creator_id', '=', creatorId)
    .where('state', 'in', ['requested', 'approved'])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function findClaim(trx: Trx, organisationId: string, claimId: string, lock = false): Promise<ClaimRow | undefined> {
  const query = tables(trx).selectFrom('claims').selectAll().where('organisation_id', '=', organisationId).where('id', '=', claimId);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function findClaims(trx: Trx, organisationId: string, claimIds: readonly string[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  return tables(trx)
    .selectFrom('claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...claimIds])
    .execute();
}

export async function updateClaim(
  trx: Trx,
  organisationId: string,
  claimId: string,
  change: Updateable<CampaignsTables['claims']>,
): Promise<void> {
  await tables(trx).updateTable('claims').set(change).where('organisation_id', '=', organisationId).where('id', '=', claimId).execute();
}

type Page = { after: string | null; limit: number };
type ClaimFilter = Whose & { campaignId?: string; state?: ClaimState };

function whose<DB, T extends keyof DB, O>(query: SelectQueryBuilder<DB, T, O>, filter: Whose): SelectQueryBuilder<DB, T, O> {
  let narrowed = query;
  if (filter.creatorId !== undefined) narrowed = narrowed.where(sql<boolean>`creator_id = ${filter.creatorId}`);
  if (filter.creatorIds) narrowed = narrowed.where(sql<boolean>`creator_id = any(${filter.creatorIds as string[]}::text[])`);
  return narrowed;
}

/** Newest first. */
export async function listClaims(trx: Trx, organisationId: string, filter: ClaimFilter, page: Page): Promise<ClaimRow[]> {
  let query = whose(tables(trx).selectFrom('claims').selectAll().where('organisation_id', '=', organisationId), filter)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (filter.campaignId) query = query.where('campaign_id', '=', filter.campaignId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (page.after) query = query.where('id', '<', page.after);
  return query.execute();
}

/** The newest claim of a creator on each of these campaigns. */
export async function listNewestClaims(
  trx: Trx,
  organisationId: string,
  creatorId: string,
  campaignIds: readonly string[],
): Promise<ClaimRow[]> {
  if (campaignIds.length === 0) return [];
  return tables(trx)
    .selectFrom('claims')
    .selectAll()
    .distinctOn('campaign_id')
    .where('organisation_id', '=', organisationId)
    .where('creator_id', '=', creatorId)
    .where('campaign_id', 'in', [...campaignIds])
    .orderBy('campaign_id')
    .orderBy('id', 'desc')
    .execute();
}

export type ClaimCounts = { requested: number; approved: number; recent: number };

/** Claims by campaign; `recent` are those asked for since. */
export async function countClaims(
  trx: Trx,
  organisationId: string,
  ids: readonly string[],
  since: Date,
): Promise<Map<string, ClaimCounts>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(trx)
    .selectFrom('claims')
    .select('campaign_id')
    .select([
      sql<bigint>`count(*) filter (where state = 'requested')`.as('requested'),
      sql<bigint>`count(*) filter (where state = 'approved')`.as('approved'),
      sql<bigint>`count(*) filter (where requested_at >= ${since})`.as('recent'),
    ])
    .where('organisation_id', '=', organisationId)
    .where('campaign_id', 'in', [...ids])
    .groupBy('campaign_id')
    .execute();
  return new Map(
    rows.map((row) => [row.campaign_id, { requested: Number(row.requested), approved: Number(row.approved), recent: Number(row.recent) }]),
  );
}

/** Creators with an open claim on a campaign: who is told when it changes. */
export async function listClaimants(trx: Trx, organisationId: string, campaignId: string): Promise<string[]> {
  const rows = await tables(trx)
    .selectFrom('claims')
    .select('creator_id')
    .where('organisation_id', '=', organisationId)
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', ['requested', 'approved'])
    .execute();
  return rows.map((row) => row.creator_id);
}

// ── Placements ──────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertPlacements(trx: Trx, rows: readonly Insertable<CampaignsTables['placements']>[]): Promise<void> {
  if (rows.length > 0)
    await tables(trx)
      .insertInto('placements')
      .values([...rows])
      .execute();
}

export async function findPlacements(trx: Trx, organisationId: string, ids: readonly string[]): Promise<PlacementRow[]> {
  if (ids.length === 0) return [];
  return tables(trx)
    .selectFrom('placements')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .execute();
}

export type PlacementFilter = Whose & { campaignId?: string; claimId?: string; channel?: string; agencyId?: string };

/** Newest first. */
export async function listPlacements(trx: Trx, organisationId: string, filter: PlacementFilter, page: Page): Promise<PlacementRow[]> {
  let query = whose(tables(trx).selectFrom('placements').selectAll().where('organisation_id', '=', organisationId), filter)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (filter.campaignId) query = query.where('campaign_id', '=', filter.campaignId);
  if (filter.claimId) query = query.where('claim_id', '=', filter.claimId);
  if (filter.channel) query = query.where('channel', '=', filter.channel);
  if (filter.agencyId) query = query.where('agency_id', '=', filter.agencyId);
  if (page.after) query = query.where('id', '<', page.after);
  return query.execute();
}

/** How many placements of channels (not of clips) each claim has. */
export async function countPlacements(trx: Trx, organisationId: string, claimIds: readonly string[]): Promise<Map<string, number>> {
  if (claimIds.length === 0) return new Map();
  const rows = await tables(trx)
    .selectFrom('placements')
    .select('claim_id')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('claim_id', 'in', [...claimIds])
    .where('offer_id', '=', '')
    .groupBy('claim_id')
    .execute();
  return new Map(rows.map((row) => [row.claim_id, Number(row.count)]));
}

/** Ends placements that have not ended; answers with them. */
export async function endPlacements(
  trx: Trx,
  organisationId: string,
  filter: { claimId: string } | { campaignId: string },
  at: Date,
): Promise<PlacementRow[]> {
  const query = tables(trx).updateTable('placements').set({ valid_until: at }).where('organisation_id', '=', organisationId);
  return ('claimId' in filter ? query.where('claim_id', '=', filter.claimId) : query.where('campaign_id', '=', filter.campaignId))
    .where('valid_until', 'is', null)
    .returningAll()
    .execute();
}

// ── Creators' clips ─────────────────────────────────────────────────────────────────────────────────────────────

/** The clip of a placement and an offer: the one that is there, with this copy, or a new one. */
export async function putCreatorClip(trx: Trx, row: Insertable<CampaignsTables['creator_clips']>): Promise<CreatorClipRow> {
  return tables(trx)
    .insertInto('creator_clips')
    .values(row)
    .onConflict((conflict) => conflict.columns(['placement_id', 'offer_id']).doUpdateSet({ stamped_id: row.stamped_id, name: row.name }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Takes the clips of a copy whose creators have not been told, and marks them told. */
export async function markTold(trx: Trx, organisationId: string, stampedId: string, at: Date): Promise<CreatorClipRow[]> {
  return tables(trx)
    .updateTable('creator_clips')
    .set({ told_at: at })
    .where('organisation_id', '=', organisationId)
    .where('stamped_id', '=', stampedId)
    .where('told_at', 'is', null)
    .returningAll()
    .execute();
}

/** The placements of a claim on one channel: of the channel itself and of clips. */
export async function listSiblings(trx: Trx, organisationId: string, of: PlacementRow): Promise<string[]> {
  const rows = await tables(trx)
    .selectFrom('placements')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('claim_id', '=', of.claim_id)
    .where('channel', '=', of.channel)
    .execute();
  return rows.map((row) => row.id);
}

type ClipFilter = { id: string } | { claimId: string } | { placementIds: readonly string[] };

/** Newest first. */
export async function listCreatorClips(trx: Trx, organisationId: string, filter: ClipFilter): Promise<CreatorClipRow[]> {
  const query = tables(trx).selectFrom('creator_clips').selectAll().where('organisation_id', '=', organisationId);
  const narrowed =
    'id' in filter
      ? query.where('id', '=', filter.id)
      : 'claimId' in filter
        ? query.where('claim_id', '=', filter.claimId)
        : query.where(sql<boolean>`placement_id = any(${filter.placementIds as string[]}::text[])`);
  return narrowed.orderBy('id', 'desc').limit(500).execute();
}
