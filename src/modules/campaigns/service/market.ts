/** Campaigns as creators and agencies see them. */
import { z } from 'zod';
import { answerContent, queryTokens } from '../../catalog/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Campaign, MarketDetail, MarketEntry, campaignsContract } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as repo from '../repo/campaigns.ts';
import { countClaims, listNewestClaims } from '../repo/claims.ts';
import { agencyShareHistory } from '../rules/as-of.ts';
import { channelChoices, findObstacle, isShown } from '../rules/campaign.ts';
import type { ClaimRow } from '../tables.ts';
import { viewOf, type Loaded, type Loading } from './load.ts';
import type { OfferUses } from './offers.ts';
import { askRights, nameOf, type CampaignsParts, type Party } from './parts.ts';
import { presentEntry, presentOffer, presentShares } from './present.ts';

type Listing = z.output<(typeof campaignsContract)['routes']['listMarket']['query']>;
type Shares = { agencyId: string | null; shareBps: number }[];
/** More than an organisation runs at once; sorting by what others count needs them together. */
const mostOpen = 2000;
const trendMs = 7 * 86_400_000;
const place = z.object({ sort: z.enum(['new', 'pay', 'trend']), value: z.number(), id: z.string().max(40) });

export function createMarketUses(parts: CampaignsParts, loading: Loading, offers: OfferUses) {
  const { db, clock } = parts;

  /** Clicks and searches lately where they are counted, else claims lately; `order` puts claims after what is counted. */
  async function trendsOf(trx: Trx, organisationId: string, ids: readonly string[]) {
    const claims = await countClaims(trx, organisationId, ids, new Date(clock.nowMs() - trendMs));
    const counted = parts.trends ? await parts.trends(trx, organisationId, ids) : null;
    return (id: string) => {
      const recent = claims.get(id)?.recent ?? 0;
      const trend = counted ? (counted.get(id) ?? 0) : recent;
      return { shown: { claimCount: claims.get(id)?.approved ?? 0, trend }, order: trend * 1000 + Math.min(999, recent) };
    };
  }

  /** What a party may see of a campaign: what is in the market, and what they have taken; staff everything. Throws campaign_not_found. */
  async function loadFor(trx: Trx, actor: Actor, party: Party, id: string): Promise<{ loaded: Loaded; claim: ClaimRow | undefined }> {
    const loaded = await loading.load(trx, actor.organisationId, id);
    const claim = party.kind === 'creator' ? (await listNewestClaims(trx, actor.organisationId, party.creatorId, [id])).at(0) : undefined;
    const theirs = claim?.state === 'approved' || claim?.state === 'requested';
    if (party.kind !== 'staff' && !theirs && !isShown(viewOf(loaded), clock.nowMs())) throw campaignsErrors.campaign_not_found({ id });
    return { loaded, claim };
  }

  async function detailIn(
    trx: Trx,
    actor: Actor,
    party: Party,
    { loaded, claim }: { loaded: Loaded; claim: ClaimRow | undefined },
  ): Promise<MarketDetail> {
    const { row, settings, terms, history } = loaded;
    const { organisationId } = actor;
    const rights = await askRights(parts, trx, organisationId, { workId: row.work_id, territories: settings.territories });
    const accounts = party.kind === 'creator' ? await parts.creators.listApprovedAccounts(trx, organisationId, party.creatorId) : [];
    const agencyId = party.kind === 'staff' ? null : party.agencyId;
    const share = agencyShareHistory(
      agencyId,
      history.shares.map((each) => ({ from: each.valid_from, agencyId: each.agency_id || null, shareBps: each.share_bps })),
      history.terms.map((each) => ({ from: each.valid_from, mostBps: each.terms.agencyShareMaxBps })),
    ).at(-1);
    const trends = await trendsOf(trx, organisationId, [row.id]);
    return {
      ...presentEntry(loaded, { ...trends(row.id).shown, claim, withClaim: true }),
      terms,
      termsVersion: row.terms_version,
      rules: row.rules,
      zone: settings.zone,
      offers: loaded.offers
        .filter((offer) => offer.problem === null)
        .map((offer) => {
          const { sourceId: _source, problem: _problem, score: _score, ...shown } = presentOffer(offer);
          return shown;
        }),
      obstacle: findObstacle(viewOf(loaded), { nowMs: clock.nowMs(), rights }),
      channelChoices: channelChoices(settings, accounts).map(({ accountId: _account, ...choice }) => ({
        ...choice,
        channel: choice.channel as MarketEntry['channels'][number],
      })),
      agencyShareBps: agencyId === null ? null : (share?.shareBps ?? 0),
      agencyShareMaxBps: terms.agencyShareMaxBps,
    };
  }

  async function listIn(trx: Trx, actor: Actor, listing: Listing): Promise<{ items: MarketEntry[]; nextCursor: string | null }> {
    const { organisationId } = actor;
    const party = await parts.creators.partyOf(trx, actor);
    const words = listing.query?.trim() ?? '';
    const tokens = queryTokens(words);
    if (words !== '' && tokens.length === 0) return { items: [], nextCursor: null };
    const filter: repo.MarketFilter = { tokens, now: clock.now(), most: mostOpen };
    if (listing.genre) filter.genre = listing.genre;
    const rows = await repo.listOpen(trx, organisationId, filter);
    const histories = await repo.loadHistories(
      trx,
      organisationId,
      rows.map((row) => row.id),
    );
    const open = rows.filter((row) => {
      const settings = histories.get(row.id)!.settings.at(-1)!.settings;
      const { channels, territories } = settings;
      return (
        isShown({ state: row.state, settings }, clock.nowMs()) &&
        (!listing.channel || channels.includes(listing.channel)) &&
        (!listing.territory || territories.length === 0 || territories.includes(listing.territory))
      );
    });
    const trends = await trendsOf(
      trx,
      organisationId,
      open.map((row) => row.id),
    );
    const valueOf = {
      new: (row: (typeof open)[number]) => (row.published_at ?? row.created_at).getTime(),
      pay: (row: (typeof open)[number]) => row.pay_bps,
      trend: (row: (typeof open)[number]) => trends(row.id).order,
    }[listing.sort];
    const after = listing.cursor === undefined ? null : decodeCursor(place.extend({ sort: z.literal(listing.sort) }), listing.cursor);
    const sorted = open
      .map((row) => ({ row, value: valueOf(row) }))
      .sort((a, b) => b.value - a.value || (a.row.id < b.row.id ? 1 : -1))
      .filter(({ row, value }) => !after || value < after.value || (value === after.value && row.id < after.id));
    const page = sorted.slice(0, listing.limit);
    const last = sorted.length > listing.limit ? page.at(-1)! : null;
    const ids = page.map(({ row }) => row.id);
    const own = party.kind === 'creator' ? await listNewestClaims(trx, organisationId, party.creatorId, ids) : [];
    const loaded = await loading.loadMany(
      trx,
      organisationId,
      page.map(({ row }) => row),
    );
    return {
      items: loaded.map((each) =>
        presentEntry(each, {
          ...trends(each.row.id).shown,
          claim: own.find((claim) => claim.campaign_id === each.row.id),
          withClaim: true,
        }),
      ),
      nextCursor: last && encodeCursor({ sort: listing.sort, value: last.value, id: last.row.id }),
    };
  }

  /** The asset of an offer's body for watching; orders it where nobody has. */
  async function previewOf(trx: Trx, actor: Actor, id: string, offerId: string) {
    const party = await parts.creators.partyOf(trx, actor);
    const { loaded } = await loadFor(trx, actor, party, id);
    const offer = loaded.offers.find((each) => each.row.id === offerId);
    if (!offer || (party.kind !== 'staff' && offer.problem !== null)) throw campaignsErrors.offer_not_found({ id: offerId });
    const known = offer.row.body_id
      ? (await parts.studio.findBodies(trx, actor.organisationId, [offer.row.body_id])).get(offer.row.body_id)
      : undefined;
    if (known?.assetId) return { assetId: known.assetId };
    if (known?.state === 'failed' && known.error) return { failed: known.error.code };
    if (known && known.state !== 'cancelled') return { progressBps: known.progressBps };
    const bodyId = await offers.orderBody(trx, actor.organisationId, loaded.row.work_id, offer.row);
    return bodyId ? { progressBps: 0 } : { failed: 'campaigns.offer_not_ready' };
  }

  return {
    loadFor,
    detailIn,

    listMarket: (actor: Actor, listing: Listing) => db.read((trx) => listIn(trx, actor, listing)),

    getMarketCampaign: (actor: Actor, id: string): Promise<MarketDetail> =>
      db.read(async (trx) => {
        const party = await parts.creators.partyOf(trx, actor);
        return detailIn(trx, actor, party, await loadFor(trx, actor, party, id));
      }),

    async getPoster(actor: Actor, id: string, request: Request): Promise<Response> {
      const asset = await db.read(async (trx) => {
        const { loaded } = await loadFor(trx, actor, await parts.creators.partyOf(trx, actor), id);
        if (!loaded.work?.coverAssetId) throw campaignsErrors.poster_missing({ name: loaded.row.name });
        return parts.catalog.getAsset(trx, actor.organisationId, loaded.work.coverAssetId);
      });
      return answerContent(asset, request, false, (range) => parts.objects.read(asset.sha256, range));
    },

    async getOfferVideo(actor: Actor, id: string, offerId: string, request: Request): Promise<Response> {
      const found = await db.transaction((trx) => previewOf(trx, actor, id, offerId));
      if (found.failed) throw campaignsErrors.preview_failed({ reason: found.failed });
      if (!found.assetId) throw campaignsErrors.preview_not_ready({ percent: Math.floor((found.progressBps ?? 0) / 100) });
      const asset = await db.read((trx) => parts.catalog.getAsset(trx, actor.organisationId, found.assetId));
      return answerContent(asset, request, false, (range) => parts.objects.read(asset.sha256, range));
    },

    /** An agency sets its own share, staff anybody's; never over what the terms allow. */
    setAgencyShares: (actor: Actor, id: string, shares: Shares): Promise<Campaign['agencyShares']> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const party = await parts.creators.partyOf(trx, actor);
        await loading.requireRow(trx, organisationId, id, true);
        const { loaded } = await loadFor(trx, actor, party, id);
        const { row, terms } = loaded;
        if (row.state === 'ended') throw campaignsErrors.campaign_over({ name: row.name });
        const ids = shares.flatMap(({ agencyId }) => agencyId ?? []);
        const known =
          party.kind === 'agency'
            ? new Set([party.agencyId])
            : new Set((await parts.creators.agencyNames(trx, organisationId, ids)).keys());
        for (const { agencyId, shareBps } of shares) {
          if (agencyId === null ? party.kind === 'agency' : !known.has(agencyId))
            throw campaignsErrors.agency_unknown({ id: agencyId ?? '' });
          if (shareBps > terms.agencyShareMaxBps) throw campaignsErrors.agency_share_too_high({ mostBps: terms.agencyShareMaxBps });
          await repo.addShare(trx, {
            organisationId,
            campaignId: id,
            agencyId: agencyId ?? '',
            at: clock.now(),
            shareBps,
            byName: nameOf(actor),
          });
        }
        await parts.audit.record(trx, actor, 'campaigns.set_agency_shares', { id, title: row.name }, { count: shares.length });
        const all = presentShares((await repo.loadHistories(trx, organisationId, [id])).get(id)!.shares);
        return party.kind === 'agency' ? { ...all, agencies: all.agencies.filter(({ agencyId }) => agencyId === party.agencyId) } : all;
      }),
  };
}
export type MarketUses = ReturnType<typeof createMarketUses>;
