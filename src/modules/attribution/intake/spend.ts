import type { Trx } from '../../../platform/db/index.ts';
import { businessDay } from '../day.ts';
import type { PlacementFacts } from '../decision/facts.ts';
import { sumOwed } from '../repo/earnings.ts';
import { addSpend } from '../repo/rollups.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { AttributionTables, StoredPart } from '../tables.ts';
import type { Judgement } from './judge.ts';
import type { Selectable } from 'kysely';

export type EarningRow = Selectable<AttributionTables['attribution_earnings']>;
const dayMs = 24 * 3_600_000;

/** What a conversion earns, as it is kept. */
export function earningRow(organisationId: string, conversionId: string, { subject, placement, terms, earned }: Judgement): EarningRow {
  const { state } = subject;
  return {
    subject_id: conversionId,
    kind: 'conversion',
    organisation_id: organisationId,
    campaign_id: placement!.campaignId,
    placement_id: placement!.placementId,
    creator_id: placement!.creatorId,
    agency_id: placement!.agencyId,
    currency: earned!.currency,
    creator_minor: earned!.creatorMinor,
    agency_minor: earned!.agencyMinor,
    revenue_minor: state.amountMinor - state.refundedMinor,
    parts: storedParts(earned!.parts),
    cap_minor: capOf(terms!.terms.capPerCreatorMinor, terms!.terms.currency, earned!.currency),
    terms_version: terms!.version,
    occurred_at: state.occurredAt,
    day: businessDay(state.occurredAt),
    payable_at: new Date(state.occurredAt.getTime() + terms!.terms.holdDays * dayMs),
  };
}

/** A cap holds in the currency that it is written in. */
export function capOf(capMinor: string | null, termsCurrency: string, currency: string): bigint | null {
  return capMinor !== null && termsCurrency === currency ? BigInt(capMinor) : null;
}

export function storedParts(parts: readonly { kind: string; amountMinor: bigint }[]): StoredPart[] {
  return parts.map(({ kind, amountMinor }) => ({ kind, amountMinor: amountMinor.toString() }));
}

/**
 * Adds to what campaigns have cost and tells their budgets; keys are campaign and currency. A budget is written in the currency of
 * the terms and counts what is really owed: what is over the cap of a creator is not.
 */
export async function noteSpend(
  parts: Pick<AttributionParts, 'campaigns'>,
  trx: Trx,
  organisationId: string,
  spend: ReadonlyMap<string, bigint>,
  facts: ReadonlyMap<string, PlacementFacts>,
): Promise<void> {
  const changes = [...spend]
    .filter(([, minor]) => minor !== 0n)
    .map(([key, earned_minor]) => {
      const [campaign_id, currency] = key.split(' ') as [string, string];
      return { campaign_id, currency, earned_minor };
    });
  const totals = await addSpend(trx, organisationId, changes);
  if (totals.length === 0) return;
  const terms = new Map([...facts.values()].map(({ campaignId, campaign }) => [campaignId, campaign.terms]));
  const told = totals.filter((row) => terms.get(row.campaign_id)?.at(-1)?.terms.currency === row.currency);
  const capped = told.filter((row) => terms.get(row.campaign_id)!.some((each) => each.terms.capPerCreatorMinor !== null));
  const owed = await sumOwed(
    trx,
    organisationId,
    capped.map((row) => row.campaign_id),
  );
  for (const row of told)
    await parts.campaigns.noteBudget(
      trx,
      organisationId,
      row.campaign_id,
      owed.get(`${row.campaign_id} ${row.currency}`) ?? row.earned_minor,
    );
}
