/**
 * What was decided, for whoever keeps books: what came in, to whom it is credited, and what the terms promised of it before anything
 * was given back. Whatever may change the answer for a conversion or an ad pool leaves a row in a table of news, in the transaction that
 * changes it; a reader takes rows out in the transaction in which it acts on them. So nothing is missed, whichever transaction commits
 * first, nothing is lost when a reader dies, and a second reading of the same thing finds it as it is by then.
 */
import type { Trx } from '../../../platform/db/index.ts';
import { money, splitMoney, type Currency } from '../../../platform/money.ts';
import { earnOf, earnOfPool, keep } from '../decision/earn.ts';
import { heldAt, type PlacementFacts } from '../decision/facts.ts';
import { loadFacts } from '../intake/judge.ts';
import { noonOf } from '../intake/pools.ts';
import { capOf } from '../intake/spend.ts';
import * as repo from '../repo/money-news.ts';
import type { AttributionParts } from './parts.ts';

/** One sum of money to be divided. */
export type DecidedItem = {
  /** The conversion's id, with `:fee` for a sum per deed; `pool:placement` for a share of an ad pool, `pool:` for nobody's rest. */
  readonly id: string;
  readonly kind: 'order' | 'renewal' | 'ad_revenue' | 'fixed_fee';
  readonly sourceId: string;
  readonly externalId: string;
  readonly workId: string | null;
  readonly campaignId: string | null;
  /** Null where nobody is credited, and where fraud was confirmed. */
  readonly creatorId: string | null;
  readonly agencyId: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  /** What the terms promised of the whole amount; null where nobody is credited. */
  readonly creatorTermsMinor: bigint | null;
  readonly agencyTermsMinor: bigint | null;
  /** What the creator may have in the campaign at most. */
  readonly capMinor: bigint | null;
  /** A signal holds it until somebody decides. */
  readonly held: boolean;
  readonly occurredAt: Date;
  /** When the last of it was given back, as the source tells it. */
  readonly refundedAt: Date | null;
  readonly payableAt: Date;
};
/** A conversion or a pool that was looked at. What it was worth before and is not in its items is worth nothing any more. */
export type DecidedSubject = {
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly items: readonly DecidedItem[];
};

type Parts = Pick<AttributionParts, 'campaigns' | 'creators'>;
const dayMs = 24 * 3_600_000;

/**
 * Takes at most `limit` news out and answers with what they are about, as it stands. To be called in the transaction that keeps the
 * answer, until `more` is false.
 */
export async function takeDecided(
  parts: Parts,
  trx: Trx,
  organisationId: string,
  limit: number,
): Promise<{ subjects: DecidedSubject[]; more: boolean }> {
  const news = await repo.takeNews(trx, organisationId, limit);
  const idsOf = (kind: repo.MoneySubject): string[] => [
    ...new Set(news.flatMap((row) => (row.subject_kind === kind ? [row.subject_id] : []))),
  ];
  await repo.spreadNews(trx, organisationId, 'creator', idsOf('creator'));
  await repo.spreadNews(trx, organisationId, 'placement', idsOf('placement'));
  const conversions = await repo.selectMoneyConversions(trx, organisationId, idsOf('conversion'));
  const shares = await repo.selectMoneyShares(trx, organisationId, idsOf('pool'));
  const placementIds = new Set([...conversions, ...shares].flatMap(({ placement_id }) => placement_id || []));
  const { placements } = await loadFacts(parts, trx, organisationId, [...placementIds]);
  const pools = Map.groupBy(shares, (row) => row.pool_id);
  return {
    subjects: [
      ...conversions.map((row) => ofConversion(row, placements.get(row.placement_id ?? ''))),
      ...[...pools.values()].map((rows) => ofPool(rows, placements)),
    ],
    more: news.length === limit || news.some((row) => row.subject_kind === 'placement' || row.subject_kind === 'creator'),
  };
}

/** Those of all tenants about which there is news. */
export const organisationsWithNews = (trx: Trx): Promise<string[]> => repo.listOrganisationsWithNews(trx);

function ofConversion(row: repo.MoneyConversion, placement: PlacementFacts | undefined): DecidedSubject {
  const subject = { id: row.id, sourceId: row.source_id, externalId: row.external_id };
  const credited = row.creator_id !== null && !row.confirmed;
  const terms = credited && placement ? heldAt(placement.campaign.terms, row.occurred_at) : undefined;
  const agencyBps = (placement && heldAt(placement.campaign.agencyShares, row.occurred_at)?.shareBps) ?? 0;
  // Before anything was given back: a refund takes back of what was promised, in proportion.
  const whole = { kind: row.kind, status: 'paid' as const, amountMinor: row.amount_minor, refundedMinor: 0n, currency: row.currency };
  const earned = terms ? earnOf(whole, terms.terms, agencyBps) : null;
  const paid = row.status === 'paid' || row.status === 'partly_refunded' || row.status === 'refunded';
  const order = row.kind === 'order' || row.kind === 'renewal' ? row.kind : null;
  const common = {
    sourceId: row.source_id,
    externalId: row.external_id,
    workId: row.work_id,
    campaignId: row.campaign_id,
    creatorId: credited ? row.creator_id : null,
    agencyId: credited ? row.agency_id : null,
    held: row.held && !row.confirmed,
    occurredAt: row.occurred_at,
    payableAt: new Date(row.occurred_at.getTime() + (terms?.terms.holdDays ?? 0) * dayMs),
  };
  if (!paid) return { ...subject, items: [] };
  const capIn = (currency: string): bigint | null => (terms ? capOf(terms.terms.capPerCreatorMinor, terms.terms.currency, currency) : null);
  const items: DecidedItem[] = [];
  const fee = earned === null ? null : feeOf(earned, agencyBps);
  if (order !== null && row.currency !== null && row.amount_minor > 0n)
    items.push({
      ...common,
      id: row.id,
      kind: order,
      currency: row.currency,
      amountMinor: row.amount_minor,
      refundedMinor: row.refunded_minor,
      creatorTermsMinor: credited ? (earned?.creatorMinor ?? 0n) - (fee?.creatorMinor ?? 0n) : null,
      agencyTermsMinor: credited ? (earned?.agencyMinor ?? 0n) - (fee?.agencyMinor ?? 0n) : null,
      capMinor: capIn(row.currency),
      refundedAt: row.refunded_at,
    });
  if (fee !== null && earned !== null) {
    const amountMinor = fee.creatorMinor + fee.agencyMinor;
    const kept = order === null ? amountMinor : keep(amountMinor, row.amount_minor, row.refunded_minor, earned.currency);
    items.push({
      ...common,
      id: `${row.id}:fee`,
      kind: 'fixed_fee',
      currency: earned.currency,
      amountMinor,
      refundedMinor: amountMinor - kept,
      creatorTermsMinor: fee.creatorMinor,
      agencyTermsMinor: fee.agencyMinor,
      capMinor: capIn(earned.currency),
      refundedAt: row.refunded_at,
    });
  }
  return { ...subject, items };
}

/** The sum per deed in what was earned: no part of the order, the house pays it. What a cap an order takes, it takes from this first. */
function feeOf(earned: NonNullable<ReturnType<typeof earnOf>>, agencyBps: number): { creatorMinor: bigint; agencyMinor: bigint } | null {
  const partOf = (...kinds: string[]): bigint =>
    earned.parts.reduce((sum, part) => (kinds.includes(part.kind) ? sum + part.amountMinor : sum), 0n);
  const left = partOf('per_install', 'per_order') + partOf('order_cap');
  if (left <= 0n) return null;
  const [creator, agency] = splitMoney(money(left, earned.currency), [BigInt(10_000 - agencyBps), BigInt(agencyBps)]);
  return { creatorMinor: creator!.amountMinor, agencyMinor: agency!.amountMinor };
}

function ofPool(rows: readonly repo.MoneyShare[], placements: ReadonlyMap<string, PlacementFacts>): DecidedSubject {
  const [pool] = rows as [repo.MoneyShare];
  const { currency } = pool;
  const at = noonOf(pool.day);
  const items = rows.flatMap((row): DecidedItem[] => {
    if (currency === null || row.placement_id === null || row.amount_minor === null || row.amount_minor === 0n) return [];
    const placement = row.confirmed ? undefined : placements.get(row.placement_id);
    const terms = placement && heldAt(placement.campaign.terms, at);
    const agencyBps = (placement && heldAt(placement.campaign.agencyShares, at)?.shareBps) ?? 0;
    const earned = terms ? earnOfPool(row.amount_minor, currency as Currency, terms.terms, agencyBps) : null;
    return [
      {
        id: `${pool.pool_id}:${row.placement_id}`,
        kind: 'ad_revenue',
        sourceId: pool.source_id,
        // Networks do not number pools: people know one by its day.
        externalId: pool.day,
        workId: pool.work_id ?? placement?.workId ?? null,
        campaignId: placement?.campaignId ?? null,
        creatorId: placement?.creatorId ?? null,
        agencyId: placement?.agencyId ?? null,
        currency,
        amountMinor: row.amount_minor,
        refundedMinor: 0n,
        creatorTermsMinor: placement ? (earned?.creatorMinor ?? 0n) : null,
        agencyTermsMinor: placement ? (earned?.agencyMinor ?? 0n) : null,
        capMinor: terms ? capOf(terms.terms.capPerCreatorMinor, terms.terms.currency, currency) : null,
        held: row.held && !row.confirmed,
        occurredAt: at,
        refundedAt: null,
        payableAt: new Date(at.getTime() + (terms?.terms.holdDays ?? 0) * dayMs),
      },
    ];
  });
  return { id: pool.pool_id, sourceId: pool.source_id, externalId: pool.day, items };
}
