import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { attributionContract, Performance } from '../contract.ts';
import { selectCapsReached, sumEarnings, type EarnedCell } from '../repo/earnings.ts';
import { selectPlacements } from '../repo/rollups.ts';
import type { AttributionParts } from '../service/parts.ts';
import { figuresOf, groupFigures, type Figures } from './figures.ts';
import { sumRollups, type FunnelFilter } from './repo.ts';
import { periodOf } from './service.ts';

type Query = z.output<(typeof attributionContract)['routes']['getPerformance']['query']>;
type OwnMoney = Performance['total']['money'];
type Currency = OwnMoney[number]['currency'];

export function createPerformanceUses(parts: AttributionParts) {
  const { db, clock } = parts;

  /** A creator's own figures, or those of all creators of an agency, up to the last event that was taken. */
  async function getPerformance(actor: Actor, query: Query): Promise<Performance> {
    const { from, to } = periodOf(query, clock.now());
    return db.read(async (trx) => {
      const party = await parts.creators.partyOf(trx, actor);
      const own = await creatorsOf(trx, actor, party, query.creatorId);
      const filter: FunnelFilter = { from, to, creatorIds: own.creatorIds, campaignId: query.campaignId, agencyId: own.agencyId };
      const cells = (
        await sumEarnings(trx, actor.organisationId, {
          creatorIds: own.creatorIds,
          agencyId: own.agencyId,
          from,
          to,
          campaignId: query.campaignId ?? null,
          now: clock.now(),
        })
      ).map((cell) => (own.agencyId === undefined ? cell : { ...cell, creator_minor: cell.agency_minor }));
      const sums = await sumRollups(trx, actor.organisationId, ['placement', 'day'], filter);
      const placements = new Map((await selectPlacements(trx, actor.organisationId, own.creatorIds)).map((row) => [row.placement_id, row]));
      const byPlacement = groupFigures(sums, 0);
      const campaignIds = new Set([...byPlacement.keys()].map((id) => placements.get(id)?.campaign_id).filter((id) => id !== undefined));
      const names =
        campaignIds.size === 0
          ? new Map<string, string>()
          : await parts.campaigns.campaignNames(trx, actor.organisationId, [...campaignIds]);
      const caps = await selectCapsReached(trx, actor.organisationId, own.creatorIds);
      const cellsOfDay = Map.groupBy(cells, (cell) => cell.day);
      const cellsOfCampaign = Map.groupBy(cells, (cell) => cell.campaign_id);
      const cellsOfPlacement = Map.groupBy(cells, (cell) => cell.placement_id);
      const sumsOfCampaign = Map.groupBy(sums, ({ keys }) => placements.get(keys[0]!)?.campaign_id);
      const codes = await codesOf(trx, actor.organisationId, own.creatorIds);
      return {
        from,
        to,
        total: withMoney(figuresOf(sums), cells),
        days: [...groupFigures(sums, 1)]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, figures]) => ({
            day,
            ...withMoney(figures, cellsOfDay.get(day) ?? []),
          })),
        campaigns: [...campaignIds].map((campaignId) => ({
          campaignId,
          title: names.get(campaignId) ?? campaignId,
          capReached: caps.has(campaignId),
          ...withMoney(figuresOf(sumsOfCampaign.get(campaignId) ?? []), cellsOfCampaign.get(campaignId) ?? []),
        })),
        placements: [...byPlacement].map(([placementId, figures]) => ({
          placementId,
          campaignId: placements.get(placementId)?.campaign_id ?? '',
          channel: placements.get(placementId)?.channel ?? 'other',
          code: codes.get(placementId) ?? null,
          ...withMoney(figures, cellsOfPlacement.get(placementId) ?? []),
        })),
      };
    });
  }

  async function creatorsOf(
    trx: Trx,
    actor: Actor,
    party: Awaited<ReturnType<typeof parts.creators.partyOf>>,
    asked: string | undefined,
  ): Promise<{ creatorIds: string[]; agencyId?: string }> {
    if (party.kind === 'creator') return { creatorIds: [party.creatorId] };
    if (party.kind === 'staff') return { creatorIds: [] };
    const all = await parts.creators.listCreatorIdsOfAgency(trx, actor.organisationId, party.agencyId);
    return { creatorIds: asked === undefined ? [...all] : all.filter((id) => id === asked), agencyId: party.agencyId };
  }

  async function codesOf(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string>> {
    const codes = new Map<string, string>();
    // An agency's table has hundreds of creators; their codes are on their own pages.
    if (creatorIds.length !== 1) return codes;
    for (const placement of await parts.campaigns.placementsOf(trx, organisationId, { creatorId: creatorIds[0]! }))
      if (placement.code !== undefined) codes.set(placement.placementId, placement.code);
    return codes;
  }

  return { getPerformance };
}

/** Counts with the money of the asker: what may still change, what is held, and what can be paid. */
function withMoney(figures: Figures, cells: readonly EarnedCell[]): Omit<Figures, 'money'> & { money: OwnMoney } {
  const sums = new Map<string, { revenue: bigint; estimated: bigint; held: bigint; payable: bigint }>();
  const of = (currency: string) => {
    const sum = sums.get(currency) ?? { revenue: 0n, estimated: 0n, held: 0n, payable: 0n };
    sums.set(currency, sum);
    return sum;
  };
  for (const { currency, revenueMinor, refundedMinor, adRevenueMinor } of figures.money)
    of(currency).revenue += BigInt(revenueMinor) - BigInt(refundedMinor) + BigInt(adRevenueMinor);
  for (const cell of cells) {
    const sum = of(cell.currency);
    if (cell.state === 'estimated') sum.estimated += cell.creator_minor;
    else if (cell.state === 'on_hold') sum.held += cell.creator_minor;
    else if (cell.state === 'payable') sum.payable += cell.creator_minor;
  }
  return {
    ...figures,
    money: [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, sum]) => ({
        currency: currency as Currency,
        revenueMinor: sum.revenue.toString(),
        estimatedMinor: sum.estimated.toString(),
        onHoldMinor: sum.held.toString(),
        payableMinor: sum.payable.toString(),
      })),
  };
}
