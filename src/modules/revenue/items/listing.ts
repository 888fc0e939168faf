/** What is to be divided, to look at: open, divided by no plan, held, settled. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { RevenueParts } from '../service/parts.ts';
import { planNames } from '../settlement/repo.ts';
import type { ItemRow } from '../tables.ts';
import type { ItemsSummary, RevenueItem } from './contract.ts';
import * as repo from './listing-repo.ts';
import { loadResolver } from './resolve.ts';

const place = z.object({ at: z.iso.datetime(), id: z.string() });
type Query = { cursor?: string | undefined; limit: number } & { [K in keyof repo.ItemFilter]?: repo.ItemFilter[K] | undefined };

export function createListingUses(parts: RevenueParts) {
  const { db } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly ItemRow[]): Promise<RevenueItem[]> {
    const idsOf = (key: 'work_id' | 'campaign_id' | 'creator_id' | 'plan_id'): string[] => [
      ...new Set(rows.flatMap((row) => row[key] ?? [])),
    ];
    const works = await parts.workTitles(trx, organisationId, idsOf('work_id'));
    const campaigns = await parts.campaignNames(trx, organisationId, idsOf('campaign_id'));
    const creators = await parts.creators.creatorNames(trx, organisationId, idsOf('creator_id'));
    const plans = await planNames(trx, organisationId, idsOf('plan_id'));
    // Plans come and end: why none divides it is said as it is now.
    const resolve = await loadResolver(
      trx,
      organisationId,
      rows.filter((row) => row.plan_id === null),
    );
    const nameOf = (names: ReadonlyMap<string, string>, id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: stateOf(row),
      undivided: row.plan_id === null ? (resolve(row).undivided ?? row.undivided) : null,
      sourceId: row.source_id,
      externalId: row.external_id,
      workId: row.work_id,
      workTitle: nameOf(works, row.work_id),
      campaignId: row.campaign_id,
      campaignName: nameOf(campaigns, row.campaign_id),
      creatorId: row.creator_id,
      creatorName: nameOf(creators, row.creator_id),
      agencyId: row.agency_id,
      currency: row.currency as RevenueItem['currency'],
      amountMinor: row.amount_minor.toString(),
      refundedMinor: row.refunded_minor.toString(),
      creatorTermsMinor: row.creator_terms_minor?.toString() ?? null,
      agencyTermsMinor: row.agency_terms_minor?.toString() ?? null,
      plan: row.plan_id === null ? null : { id: row.plan_id, version: row.plan_version!, name: plans.get(row.plan_id) ?? '' },
      occurredAt: row.occurred_at.toISOString(),
      refundedAt: row.refunded_at?.toISOString() ?? null,
      payableAt: row.payable_at.toISOString(),
      settlementId: row.settled_settlement,
    }));
  }

  return {
    listItems: (actor: Actor, { cursor, limit, ...filter }: Query & { state: RevenueItem['state'] }) =>
      db.read(async (trx) => {
        const from = cursor === undefined ? null : decodeCursor(place, cursor);
        const before = from && { at: instantFromIso(from.at), id: from.id };
        const rows = await repo.listItems(trx, actor.organisationId, filter, before, limit + 1);
        const last = rows[limit - 1];
        return {
          items: await present(trx, actor.organisationId, rows.slice(0, limit)),
          nextCursor: rows.length > limit && last ? encodeCursor({ at: last.occurred_at.toISOString(), id: last.id }) : null,
        };
      }),

    sumItems: (actor: Actor): Promise<{ items: ItemsSummary[] }> =>
      db.read(async (trx) => {
        const sums = Map.groupBy(await repo.sumItems(trx, actor.organisationId), (row) => row.currency);
        return {
          items: [...sums].map(([currency, rows]) => {
            const of = (state: string): ItemsSummary['open'] => {
              const row = rows.find((each) => each.state === state);
              return { count: row?.count ?? 0, netMinor: (row?.net_minor ?? 0n).toString() };
            };
            return { currency: currency as ItemsSummary['currency'], open: of('open'), undivided: of('undivided'), held: of('held') };
          }),
        };
      }),
  };
}

function stateOf(row: ItemRow): RevenueItem['state'] {
  if (!row.valid) return 'void';
  if (row.settled_revision === row.revision) return 'settled';
  if (row.held) return 'held';
  return row.plan_id === null ? 'undivided' : 'open';
}
