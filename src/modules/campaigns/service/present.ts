/** Rows as the contract shows them. Pure: names, counts and related rows are given. */
import type { FoundWork } from '../../catalog/index.ts';
import type { Campaign, CampaignSummary, Claim, MarketEntry, Offer, Placement } from '../contract.ts';
import type { Warning } from '../rules/campaign.ts';
import { estimatePay } from '../rules/terms.ts';
import type { CampaignRow, ClaimRow, PlacementRow, ShareRow } from '../tables.ts';
import type { Loaded, OfferView } from './load.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

// A work that was deleted since leaves its campaigns behind, as decisions are made by them.
export function presentWork(work: FoundWork | null, workId: string): CampaignSummary['work'] {
  if (!work)
    return { id: workId, kind: 'micro_drama', texts: [], genres: [], originalLanguage: 'zh-CN', episodeCount: 0, hasPoster: false };
  return {
    id: work.id,
    kind: work.kind,
    texts: work.texts,
    genres: work.genres,
    originalLanguage: work.originalLanguage,
    episodeCount: work.episodeCount,
    hasPoster: work.coverAssetId !== null,
  };
}

export function presentOffer({ row, problem }: OfferView): Offer {
  return {
    id: row.id,
    kind: row.kind,
    sourceId: row.source_id,
    note: row.note,
    position: row.position,
    title: row.facts.title,
    durationMs: row.facts.durationMs,
    line: row.facts.line,
    score: row.facts.score,
    problem,
  };
}

export function presentSummary(
  loaded: Loaded,
  known: { counts: { requested: number; approved: number } | undefined; warnings: Warning[] },
): CampaignSummary {
  const { row, settings, terms } = loaded;
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    work: presentWork(loaded.work, row.work_id),
    currency: terms.currency,
    orderShareBps: terms.orderShareBps,
    adRevenueShareBps: terms.adRevenueShareBps,
    perInstallMinor: terms.perInstallMinor,
    perOrderMinor: terms.perOrderMinor,
    channels: settings.channels as CampaignSummary['channels'],
    territories: settings.territories,
    startsAt: settings.startsAt,
    endsAt: settings.endsAt,
    embargoUntil: settings.embargoUntil,
    zone: settings.zone,
    claims: { requested: known.counts?.requested ?? 0, approved: known.counts?.approved ?? 0 },
    budgetMinor: row.budget_minor?.toString() ?? null,
    spentMinor: (row.spent_minor < 0n ? 0n : row.spent_minor).toString(),
    warnings: known.warnings,
    trashedAt: iso(row.trashed_at),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function presentShares(shares: readonly ShareRow[]): Campaign['agencyShares'] {
  const newest = new Map(shares.map((share) => [share.agency_id, share.share_bps]));
  return {
    defaultBps: newest.get('') ?? 0,
    agencies: [...newest].filter(([id]) => id !== '').map(([agencyId, shareBps]) => ({ agencyId, shareBps })),
  };
}

export function presentCampaign(loaded: Loaded, known: Parameters<typeof presentSummary>[1]): Campaign {
  const { row, history, settings } = loaded;
  return {
    ...presentSummary(loaded, known),
    terms: loaded.terms,
    termsVersion: row.terms_version,
    termsHistory: history.terms.toReversed().map((each) => ({
      version: each.version,
      from: each.valid_from.toISOString(),
      by: each.by_name,
      terms: each.terms,
    })),
    stateHistory: history.states.toReversed().map((each) => ({
      from: each.valid_from.toISOString(),
      state: each.state,
      reason: each.reason,
      by: each.by_name,
    })),
    rules: row.rules,
    approval: row.approval,
    requireFiledAccount: settings.requireFiledAccount,
    codeScope: settings.codeScope,
    destinations: row.destinations,
    linkRules: row.link_rules,
    offers: loaded.offers.map(presentOffer),
    agencyShares: presentShares(history.shares),
    createdAt: row.created_at.toISOString(),
  };
}

export function presentEntry(
  loaded: Loaded,
  known: { claimCount: number; trend: number; claim: ClaimRow | undefined; withClaim: boolean },
): MarketEntry {
  const { row, settings, terms } = loaded;
  const { id: _id, ...work } = presentWork(loaded.work, row.work_id);
  return {
    campaignId: row.id,
    name: row.name,
    work,
    terms: {
      currency: terms.currency,
      orderShareBps: terms.orderShareBps,
      renewalShareBps: terms.renewalShareBps,
      adRevenueShareBps: terms.adRevenueShareBps,
      perInstallMinor: terms.perInstallMinor,
      perOrderMinor: terms.perOrderMinor,
    },
    pay: estimatePay(terms),
    channels: settings.channels as MarketEntry['channels'],
    territories: settings.territories,
    startsAt: settings.startsAt,
    endsAt: settings.endsAt,
    embargoUntil: settings.embargoUntil,
    publishedAt: (row.published_at ?? row.created_at).toISOString(),
    approval: row.approval,
    requireFiledAccount: settings.requireFiledAccount,
    offerCount: loaded.offers.filter((offer) => offer.problem === null).length,
    claimCount: known.claimCount,
    trend: known.trend,
    claim: known.withClaim && known.claim ? { id: known.claim.id, state: known.claim.state } : null,
  };
}

export function presentClaim(
  row: ClaimRow,
  known: { campaign: CampaignRow; work: FoundWork | null; creatorName: string; placementCount: number },
): Claim {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignName: known.campaign.name,
    campaignState: known.campaign.state,
    workTexts: known.work?.texts ?? [],
    creatorId: row.creator_id,
    creatorName: known.creatorName,
    agencyId: row.agency_id,
    state: row.state,
    channels: row.channels as Claim['channels'],
    note: row.note,
    requestedAt: row.requested_at.toISOString(),
    decidedAt: iso(row.decided_at),
    withdrawnAt: iso(row.withdrawn_at),
    placementCount: known.placementCount,
  };
}

export function presentPlacement(row: PlacementRow, known: { campaignName: string; title: string }): Placement {
  return {
    id: row.id,
    claimId: row.claim_id,
    campaignId: row.campaign_id,
    campaignName: known.campaignName,
    workId: row.work_id,
    title: known.title,
    creatorId: row.creator_id,
    channel: row.channel as Placement['channel'],
    accountId: row.account_id,
    offerId: row.offer_id === '' ? null : row.offer_id,
    hookId: row.hook_id,
    clipId: row.clip_id,
    codeId: row.code_id,
    code: row.code,
    codeShown: row.code_shown,
    linkId: row.link_id,
    url: row.url,
    validFrom: row.valid_from.toISOString(),
    validUntil: iso(row.valid_until),
    createdAt: row.created_at.toISOString(),
  };
}
