/** Taking a campaign, deciding on requests, giving it back. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { AppError } from '../../../platform/errors.ts';
import { isAppError } from '../../../platform/errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Claim, campaignsContract } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as campaignRepo from '../repo/campaigns.ts';
import * as repo from '../repo/claims.ts';
import { channelChoices, findObstacle } from '../rules/campaign.ts';
import type { ClaimRow } from '../tables.ts';
import { viewOf, type Loaded, type Loading } from './load.ts';
import { askRights, nameOf, type CampaignsParts, type Party } from './parts.ts';
import type { Placing, Wanted } from './placing.ts';
import { presentClaim } from './present.ts';
import type { StateUses } from './states.ts';
import type { Telling } from './telling.ts';

type Listing = z.output<(typeof campaignsContract)['routes']['listClaims']['query']>;
type Decision = z.output<(typeof campaignsContract)['routes']['decideClaims']['body']>;
type Failure = { claimId: string; reason: { code: string; params: AppError['params'] } };
const place = z.object({ id: z.string().max(40) });

/** Whose things a party may list; null where that is nobody's. */
export async function whoseOf(parts: CampaignsParts, trx: Trx, actor: Actor, party: Party): Promise<repo.Whose> {
  if (party.kind === 'staff') return {};
  if (party.kind === 'creator') return { creatorId: party.creatorId };
  return { creatorIds: await parts.creators.listCreatorIdsOfAgency(trx, actor.organisationId, party.agencyId) };
}

/** Whether something of a creator may be seen. */
export function maySee(whose: repo.Whose, creatorId: string): boolean {
  if (whose.creatorId !== undefined) return whose.creatorId === creatorId;
  return whose.creatorIds === undefined || whose.creatorIds.includes(creatorId);
}

// A rule names its reason by the code of an error of this module.
function errorOf(reason: { code: string; params: AppError['params'] }): AppError {
  const name = reason.code.split('.')[1] as keyof typeof campaignsErrors;
  return (campaignsErrors[name] as (params: AppError['params']) => AppError)(reason.params);
}

export function createClaimUses(
  parts: CampaignsParts,
  loading: Loading,
  placeIn: Placing,
  telling: Telling,
  states: Pick<StateUses, 'letGo'>,
) {
  const { db, clock, audit } = parts;

  async function refuseObstacle(trx: Trx, loaded: Loaded): Promise<void> {
    const { row, settings } = loaded;
    const rights = await askRights(parts, trx, row.organisation_id, { workId: row.work_id, territories: settings.territories });
    const obstacle = findObstacle(viewOf(loaded), { nowMs: clock.nowMs(), rights });
    if (obstacle) throw errorOf(obstacle);
  }

  /** The channels of a claim as placements; without a choice those that suggest themselves. Throws channel_refused, account_required. */
  async function chooseChannels(trx: Trx, loaded: Loaded, creatorId: string, chosen: readonly string[] | undefined): Promise<Wanted[]> {
    const accounts = await parts.creators.listApprovedAccounts(trx, loaded.row.organisation_id, creatorId);
    const choices = channelChoices(loaded.settings, accounts);
    const unknown = chosen?.find((channel) => !choices.some((choice) => choice.channel === channel));
    if (unknown !== undefined) throw campaignsErrors.channel_refused({ channel: unknown });
    const wanted = choices.filter((choice) => (chosen ? chosen.includes(choice.channel) : choice.preselected));
    const refused = wanted.find((choice) => !choice.allowed) ?? (wanted.length === 0 ? choices[0] : undefined);
    if (refused) throw campaignsErrors.account_required({ channel: refused.channel });
    return wanted.map(({ channel, accountId }) => ({ channel, accountId, offer: null }));
  }

  async function approve(trx: Trx, loaded: Loaded, claim: ClaimRow, wanted: readonly Wanted[]): Promise<void> {
    await placeIn(trx, loaded, claim, wanted);
    await parts.webhooks.emit(trx, {
      organisationId: claim.organisation_id,
      type: 'claim.approved',
      data: {
        claimId: claim.id,
        campaignId: claim.campaign_id,
        creatorId: claim.creator_id,
        workId: loaded.row.work_id,
        channels: wanted.map(({ channel }) => channel),
      },
    });
  }

  /** The creator's open claim on a campaign: the one that is there, or a new one. Answers its id. */
  async function claim(trx: Trx, actor: Actor, campaignId: string, chosen: readonly string[] | undefined): Promise<string> {
    const { organisationId } = actor;
    const creator = await parts.creators.requireActive(trx, actor);
    const present = await repo.findOpenClaim(trx, organisationId, campaignId, creator.id);
    if (present) return present.id;
    const loaded = await loading.load(trx, organisationId, campaignId);
    if (loaded.row.state === 'draft') throw campaignsErrors.campaign_not_found({ id: campaignId });
    await refuseObstacle(trx, loaded);
    const wanted = await chooseChannels(trx, loaded, creator.id, chosen);
    const now = clock.now();
    const automatic = loaded.row.approval === 'automatic';
    const id = newId('claim', now.getTime());
    const made = await repo.insertClaim(trx, {
      id,
      organisation_id: organisationId,
      campaign_id: campaignId,
      creator_id: creator.id,
      agency_id: creator.agencyId,
      state: automatic ? 'approved' : 'requested',
      channels: wanted.map(({ channel }) => channel),
      note: '',
      requested_at: now,
      decided_at: automatic ? now : null,
      decided_by: null,
      withdrawn_at: null,
    });
    // Two taps at once: the other one was first.
    if (!made) return (await repo.findOpenClaim(trx, organisationId, campaignId, creator.id))!.id;
    await audit.record(
      trx,
      actor,
      'campaigns.create_claim',
      { id, title: loaded.row.name },
      { campaignId, channels: wanted.map(({ channel }) => channel) },
    );
    if (automatic) await approve(trx, loaded, (await repo.findClaim(trx, organisationId, id))!, wanted);
    else
      await parts.notifications.notifyStaff(trx, {
        organisationId,
        kind: 'claim_requested',
        params: { creator: creator.name, campaign: loaded.row.name },
        link: `/campaigns/${campaignId}`,
      });
    return id;
  }

  async function decideOne(trx: Trx, actor: Actor, claimId: string, { decision, note }: Decision): Promise<void> {
    const { organisationId } = actor;
    const row = await repo.findClaim(trx, organisationId, claimId, true);
    if (!row) throw campaignsErrors.claim_not_found({ id: claimId });
    if (row.state !== 'requested') throw campaignsErrors.claim_not_requested({ state: row.state });
    const loaded = await loading.load(trx, organisationId, row.campaign_id);
    const decided = { decided_at: clock.now(), decided_by: nameOf(actor), note };
    const link = `/creator/claims/${claimId}`;
    if (decision === 'refuse') {
      await repo.updateClaim(trx, organisationId, claimId, { state: 'refused', ...decided });
      await telling.creator(trx, organisationId, row.creator_id, 'claim_refused', { campaign: loaded.row.name, reason: note }, link);
    } else {
      await refuseObstacle(trx, loaded);
      const creator = await parts.creators.getCreator(trx, organisationId, row.creator_id);
      if (creator.state !== 'active') throw campaignsErrors.creator_inactive({ name: creator.name });
      const wanted = await chooseChannels(
        trx,
        loaded,
        row.creator_id,
        row.channels.filter((channel) => loaded.settings.channels.includes(channel)),
      );
      await repo.updateClaim(trx, organisationId, claimId, { state: 'approved', ...decided });
      await approve(trx, loaded, { ...row, state: 'approved' }, wanted);
      await telling.creator(trx, organisationId, row.creator_id, 'claim_approved', { campaign: loaded.row.name }, link);
    }
    await audit.record(trx, actor, `campaigns.${decision}_claim`, { id: claimId, title: loaded.row.name }, { note });
  }

  async function presentAll(trx: Trx, organisationId: string, rows: readonly ClaimRow[]): Promise<Claim[]> {
    const found = await campaignRepo.findCampaigns(trx, organisationId, [...new Set(rows.map((row) => row.campaign_id))]);
    const campaigns = new Map(found.map((row) => [row.id, row]));
    const works = await parts.catalog.findWorks(trx, organisationId, [...new Set(found.map((row) => row.work_id))]);
    const names = await parts.creators.creatorNames(trx, organisationId, [...new Set(rows.map((row) => row.creator_id))]);
    const counts = await repo.countPlacements(
      trx,
      organisationId,
      rows.map((row) => row.id),
    );
    return rows.map((row) => {
      const campaign = campaigns.get(row.campaign_id)!;
      const known = { campaign, work: works.get(campaign.work_id) ?? null, creatorName: names.get(row.creator_id) ?? '' };
      return presentClaim(row, { ...known, placementCount: counts.get(row.id) ?? 0 });
    });
  }

  async function listFor(trx: Trx, actor: Actor, whose: repo.Whose, listing: Partial<Listing> & { limit: number }) {
    if (listing.creatorId !== undefined && !maySee(whose, listing.creatorId)) return { items: [], nextCursor: null };
    const filter = { ...whose, ...(listing.creatorId === undefined ? {} : { creatorId: listing.creatorId }) } as repo.Whose & {
      campaignId?: string;
      state?: ClaimRow['state'];
    };
    if (listing.campaignId) filter.campaignId = listing.campaignId;
    if (listing.state) filter.state = listing.state;
    const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor).id;
    const rows = await repo.listClaims(trx, actor.organisationId, filter, { after, limit: listing.limit + 1 });
    const page = rows.slice(0, listing.limit);
    return {
      items: await presentAll(trx, actor.organisationId, page),
      nextCursor: rows.length > listing.limit ? encodeCursor({ id: page.at(-1)!.id }) : null,
    };
  }

  /** A creator's own claim. Throws claim_not_found for anybody else's. */
  async function requireOwn(
    trx: Trx,
    actor: Actor,
    claimId: string,
    lock = false,
  ): Promise<{ row: ClaimRow; party: Party & { kind: 'creator' } }> {
    const party = await parts.creators.partyOf(trx, actor);
    const row = await repo.findClaim(trx, actor.organisationId, claimId, lock);
    if (!row || party.kind !== 'creator' || row.creator_id !== party.creatorId) throw campaignsErrors.claim_not_found({ id: claimId });
    return { row, party };
  }

  return {
    requireOwn,
    presentAll,

    /** Answers with the claim's id: its detail is read after the codes are committed. */
    createClaim: (actor: Actor, campaignId: string, chosen: readonly string[] | undefined): Promise<string> =>
      db.transaction((trx) => claim(trx, actor, campaignId, chosen)),

    addPlacements: (actor: Actor, claimId: string, chosen: readonly string[]): Promise<void> =>
      db.transaction(async (trx) => {
        const creator = await parts.creators.requireActive(trx, actor);
        const { row } = await requireOwn(trx, actor, claimId, true);
        if (row.state !== 'approved') throw campaignsErrors.claim_not_approved({ state: row.state });
        const loaded = await loading.load(trx, actor.organisationId, row.campaign_id);
        await refuseObstacle(trx, loaded);
        const wanted = await chooseChannels(trx, loaded, creator.id, chosen);
        await placeIn(trx, loaded, row, wanted);
        await repo.updateClaim(trx, actor.organisationId, claimId, { channels: [...new Set([...row.channels, ...chosen])] });
        await audit.record(trx, actor, 'campaigns.add_placements', { id: claimId, title: loaded.row.name }, { channels: [...chosen] });
      }),

    withdrawClaim: (actor: Actor, claimId: string): Promise<Claim> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { row } = await requireOwn(trx, actor, claimId, true);
        if (row.state !== 'approved' && row.state !== 'requested') throw campaignsErrors.claim_closed({ state: row.state });
        const now = clock.now();
        await repo.updateClaim(trx, organisationId, claimId, { state: 'withdrawn', withdrawn_at: now });
        const ended = await repo.endPlacements(trx, organisationId, { claimId }, now);
        await states.letGo(
          trx,
          organisationId,
          ended.map((each) => ({ codeId: each.code_id, linkId: each.link_id })),
          now,
        );
        const [shown] = await presentAll(trx, organisationId, [(await repo.findClaim(trx, organisationId, claimId))!]);
        await audit.record(trx, actor, 'campaigns.withdraw_claim', { id: claimId, title: shown!.campaignName });
        return shown!;
      }),

    /** Gives back all that a creator holds, in the transaction in which the creator leaves: codes and links end with it. */
    async releaseCreator(trx: Trx, organisationId: string, creatorId: string, at: Date): Promise<void> {
      const rows = await repo.lockOpenClaims(trx, organisationId, creatorId);
      for (const row of rows) {
        await repo.updateClaim(trx, organisationId, row.id, { state: 'withdrawn', withdrawn_at: at });
        const ended = await repo.endPlacements(trx, organisationId, { claimId: row.id }, at);
        await states.letGo(
          trx,
          organisationId,
          ended.map((each) => ({ codeId: each.code_id, linkId: each.link_id })),
          at,
        );
      }
      const names = new Map(
        (await campaignRepo.findCampaigns(trx, organisationId, [...new Set(rows.map((row) => row.campaign_id))])).map((row) => [
          row.id,
          row.name,
        ]),
      );
      const actor = systemActor(organisationId);
      for (const row of rows)
        await audit.record(trx, actor, 'campaigns.withdraw_claim', { id: row.id, title: names.get(row.campaign_id) ?? '' }, { creatorId });
    },

    /** Each in a transaction of its own: one that cannot be decided does not stop the others. */
    async decideClaims(actor: Actor, decision: Decision): Promise<{ claims: Claim[]; failed: Failure[] }> {
      if (decision.decision === 'refuse' && decision.note === '') throw campaignsErrors.note_required();
      const ids = [...new Set(decision.claimIds)];
      const known = await db.read((trx) => repo.findClaims(trx, actor.organisationId, ids));
      if (known.length === 0) throw campaignsErrors.claim_not_found({ id: ids[0]! });
      const failed: Failure[] = [];
      for (const claimId of ids) {
        try {
          await db.transaction((trx) => decideOne(trx, actor, claimId, decision));
        } catch (error) {
          if (!isAppError(error) || error.kind === 'bug') throw error;
          failed.push({ claimId, reason: { code: error.code, params: error.params } });
        }
      }
      const done = ids.filter((id) => !failed.some((failure) => failure.claimId === id));
      const claims = await db.read(async (trx) =>
        presentAll(trx, actor.organisationId, await repo.findClaims(trx, actor.organisationId, done)),
      );
      return { claims, failed };
    },

    listClaims: (actor: Actor, listing: Listing) =>
      db.read(async (trx) => listFor(trx, actor, await whoseOf(parts, trx, actor, await parts.creators.partyOf(trx, actor)), listing)),

    listMyClaims: (actor: Actor, listing: { cursor?: string | undefined; limit: number; state?: ClaimRow['state'] | undefined }) =>
      db.read(async (trx) => {
        const party = await parts.creators.partyOf(trx, actor);
        if (party.kind !== 'creator') return { items: [], nextCursor: null };
        return listFor(trx, actor, { creatorId: party.creatorId }, listing as Partial<Listing> & { limit: number });
      }),
  };
}
export type ClaimUses = ReturnType<typeof createClaimUses>;
