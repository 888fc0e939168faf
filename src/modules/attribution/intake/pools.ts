/**
 * Ad revenue: the pool of a source, a day and a work, shared among placements by counted events. The latest telling of the money and
 * the latest telling of the counts make the pool, so that networks may restate either; shares are then made anew and differ by what differs.
 */
import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import type { Currency } from '../../../platform/money.ts';
import { earnOfPool, sharePool, type Earned } from '../decision/earn.ts';
import { heldAt, type PlacementFacts } from '../decision/facts.ts';
import { decide, type Facts, type Reason } from '../decision/rules.ts';
import { selectEventsOf, type SubjectRef } from '../repo/events.ts';
import { replaceEarnings } from '../repo/conversions.ts';
import { addToRollups, Tally } from '../repo/rollups.ts';
import { noteMoney } from '../repo/money-news.ts';
import { replaceShares, selectShares, upsertPools } from '../repo/pools.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { Cell, EventRow } from '../tables.ts';
import { noteNewPlacements } from './apply.ts';
import { loadFacts } from './judge.ts';
import { capOf, noteSpend, storedParts, type EarningRow } from './spend.ts';
import { subjectName } from './subjects.ts';

const dayMs = 24 * 3_600_000;
type Parts = Pick<AttributionParts, 'clock' | 'campaigns' | 'creators' | 'webhooks'>;

export type PoolState = {
  readonly day: string;
  readonly workId: string | null;
  readonly currency: string | null;
  readonly amountMinor: bigint;
  /** By placement; an empty one is nobody's. */
  readonly counts: ReadonlyMap<string, bigint>;
};
export type PoolShare = {
  readonly placementId: string;
  readonly count: bigint;
  readonly amountMinor: bigint;
  readonly credited: boolean;
  readonly reasons: readonly Reason[];
  readonly earned: Earned | null;
};

/** The pool that a set of events makes; the same whatever the order of arrival. */
export function poolState(rows: readonly EventRow[]): PoolState {
  const events = rows.toSorted((a, b) => a.changed_at.getTime() - b.changed_at.getTime() || (a.event_id < b.event_id ? -1 : 1));
  const money = events.findLast((event) => event.amount_minor !== null);
  const counted = events.findLast((event) => event.counts !== null);
  const counts = new Map<string, bigint>();
  for (const { placementId, count } of counted?.counts ?? []) {
    const key = placementId ?? '';
    counts.set(key, (counts.get(key) ?? 0n) + BigInt(count));
  }
  const { day, work_id } = events[0]!;
  return { day: day!, workId: work_id, currency: money?.currency ?? null, amountMinor: money?.amount_minor ?? 0n, counts };
}

/** Whose what is, in the order of placement ids. What may not be credited counts as nobody's. Pure. */
export function sharesOf(pool: PoolState, facts: Facts): PoolShare[] {
  // Of a day only its middle is fair: campaigns that began or ended on it are judged by where they stood then.
  const at = noonOf(pool.day);
  const judged = [...pool.counts]
    .filter(([placementId]) => placementId !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([placementId, count]) => {
      const trace = { rule: 'code', placementId, at, touchId: null, touchKind: null, country: null, consent: true } as const;
      const question = {
        kind: 'order',
        occurredAt: at,
        windowAt: at,
        installBeginAt: null,
        country: null,
        workId: pool.workId,
        notes: [],
      } as const;
      const { winner, candidates } = decide(question, [trace], facts);
      return { placementId, count, credited: winner !== null, reasons: candidates[0]!.reasons };
    });
  const good = judged.filter(({ credited }) => credited);
  const total = [...pool.counts.values()].reduce((sum, count) => sum + count, 0n);
  const nobodys = total - good.reduce((sum, { count }) => sum + count, 0n);
  const currency = pool.currency as Currency | null;
  const amounts =
    currency === null
      ? good.map(() => 0n)
      : sharePool(
          pool.amountMinor,
          currency,
          good.map(({ count }) => count),
          nobodys,
        );
  return judged.map((share) => {
    const amountMinor = share.credited ? amounts[good.indexOf(share)]! : 0n;
    return {
      ...share,
      amountMinor,
      earned: currency === null ? null : earningOf(amountMinor, currency, facts.placements.get(share.placementId), at),
    };
  });
}

/** The instant that a pool's day stands for: noon in the business zone. */
export const noonOf = (day: string): Date => new Date(Date.parse(`${day}T04:00:00Z`));

function earningOf(amountMinor: bigint, currency: Currency, placement: PlacementFacts | undefined, at: Date): Earned | null {
  const terms = placement && heldAt(placement.campaign.terms, at);
  if (!terms || amountMinor === 0n) return null;
  return earnOfPool(amountMinor, currency, terms.terms, heldAt(placement.campaign.agencyShares, at)?.shareBps ?? 0);
}

/** The id of a pool, from what it is: no round trip is needed to know it, and replay finds the same. */
export function poolId(organisationId: string, ref: SubjectRef): string {
  return `pol_${createHash('sha256').update(`${organisationId} ${ref.sourceId} ${ref.subjectKey}`).digest('hex').slice(0, 26)}`;
}

/** Makes pools and their shares anew, in the caller's transaction and under the organisation's lock. */
export async function applyPools(parts: Parts, trx: Trx, organisationId: string, refs: readonly SubjectRef[]): Promise<void> {
  if (refs.length === 0) return;
  const pools = await loadPools(trx, organisationId, refs);
  const before = await selectShares(
    trx,
    pools.map(({ id }) => id),
  );
  // Placements that are counted no more give back what they had.
  const placementIds = new Set([...pools.flatMap(({ pool }) => [...pool.counts.keys()]), ...before.map((row) => row.placement_id)]);
  placementIds.delete('');
  const facts = await loadFacts(parts, trx, organisationId, [...placementIds]);
  const tally = new Tally();
  const spend = new Map<string, bigint>();
  const note = (cells: readonly Cell[], placementId: string, sign: 1 | -1): void => {
    tally.add(cells, sign);
    const campaignId = facts.placements.get(placementId)?.campaignId;
    if (campaignId === undefined) return;
    for (const { currency, earnedMinor } of cells) {
      const key = `${campaignId} ${currency}`;
      if (earnedMinor) spend.set(key, (spend.get(key) ?? 0n) + BigInt(sign) * BigInt(earnedMinor));
    }
  };
  for (const row of before) note(row.counted, row.placement_id, -1);
  const rows = pools.flatMap(({ id, pool }) => shareRows(organisationId, id, pool, facts));
  for (const { share } of rows) note(share.counted, share.placement_id, 1);
  await noteNewPlacements(trx, organisationId, facts.placements);
  const now = parts.clock.now();
  await upsertPools(
    trx,
    organisationId,
    pools.map(({ ref, id, pool }) => poolRow(ref, id, pool, now)),
  );
  await replaceShares(
    trx,
    pools.map(({ id }) => id),
    rows.map(({ share }) => share),
  );
  await replaceEarnings(
    trx,
    before.map((row) => `${row.pool_id}:${row.placement_id}`),
    rows.flatMap(({ earning }) => (earning ? [earning] : [])),
  );
  await noteMoney(
    trx,
    organisationId,
    'pool',
    pools.map(({ id }) => id),
  );
  await addToRollups(trx, organisationId, tally);
  await noteSpend(parts, trx, organisationId, spend, facts.placements);
}

type Pool = { ref: SubjectRef; id: string; pool: PoolState };

async function loadPools(trx: Trx, organisationId: string, refs: readonly SubjectRef[]): Promise<Pool[]> {
  const events = new Map<string, EventRow[]>();
  for (const event of await selectEventsOf(trx, organisationId, refs)) {
    const key = subjectName(event.source_id, event.subject_key);
    events.set(key, [...(events.get(key) ?? []), event]);
  }
  return refs.map((ref) => ({
    ref,
    id: poolId(organisationId, ref),
    pool: poolState(events.get(subjectName(ref.sourceId, ref.subjectKey))!),
  }));
}

export type ShareRow = {
  pool_id: string;
  placement_id: string;
  count: bigint;
  amount_minor: bigint;
  reasons: readonly Reason[];
  credited: boolean;
  counted: Cell[];
};

/** The shares of a pool as they are kept, with what they earn; what is nobody's is a row without a placement. */
export function shareRows(
  organisationId: string,
  id: string,
  pool: PoolState,
  facts: Facts,
): { share: ShareRow; earning: EarningRow | null }[] {
  const shares = sharesOf(pool, facts);
  const rows: { share: ShareRow; earning: EarningRow | null }[] = shares.map((share) => ({
    share: {
      pool_id: id,
      placement_id: share.placementId,
      count: share.count,
      amount_minor: share.amountMinor,
      reasons: share.reasons,
      credited: share.credited,
      counted: cellsOf(pool, share),
    },
    earning: share.earned ? earningRow(organisationId, id, pool, share, facts.placements.get(share.placementId)!) : null,
  }));
  const counted = uncreditedCells(pool, shares);
  if (counted.length === 0) return rows;
  const amount_minor = BigInt(counted[0]!.adRevenueMinor!);
  const nobodys = { pool_id: id, placement_id: '', count: pool.counts.get('') ?? 0n, amount_minor, reasons: [], credited: false, counted };
  return [...rows, { share: nobodys, earning: null }];
}

function cellsOf(pool: PoolState, share: PoolShare): Cell[] {
  if (!share.credited || pool.currency === null || share.amountMinor === 0n) return [];
  const earnedMinor = share.earned ? (share.earned.creatorMinor + share.earned.agencyMinor).toString() : '0';
  return [
    {
      day: pool.day,
      placementId: share.placementId,
      country: '',
      currency: pool.currency,
      adRevenueMinor: share.amountMinor.toString(),
      earnedMinor,
    },
  ];
}

// What is left of the pool is nobody's, and shows as such: the figures of a day sum to what the network paid.
function uncreditedCells(pool: PoolState, shares: readonly PoolShare[]): Cell[] {
  const left = pool.amountMinor - shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return left === 0n || pool.currency === null
    ? []
    : [{ day: pool.day, placementId: '', country: '', currency: pool.currency, adRevenueMinor: left.toString() }];
}

function poolRow(ref: SubjectRef, id: string, pool: PoolState, now: Date): object {
  const count = [...pool.counts.values()].reduce((sum, each) => sum + each, 0n);
  return {
    id,
    source_id: ref.sourceId,
    subject_key: ref.subjectKey,
    day: pool.day,
    work_id: pool.workId,
    currency: pool.currency,
    amount_minor: pool.amountMinor,
    count,
    changed_at: now,
  };
}

function earningRow(organisationId: string, id: string, pool: PoolState, share: PoolShare, placement: PlacementFacts): EarningRow {
  const at = noonOf(pool.day);
  const terms = heldAt(placement.campaign.terms, at)!;
  return {
    subject_id: `${id}:${share.placementId}`,
    kind: 'pool',
    organisation_id: organisationId,
    campaign_id: placement.campaignId,
    placement_id: placement.placementId,
    creator_id: placement.creatorId,
    agency_id: placement.agencyId,
    currency: share.earned!.currency,
    creator_minor: share.earned!.creatorMinor,
    agency_minor: share.earned!.agencyMinor,
    revenue_minor: share.amountMinor,
    parts: storedParts(share.earned!.parts),
    cap_minor: capOf(terms.terms.capPerCreatorMinor, terms.terms.currency, share.earned!.currency),
    terms_version: terms.version,
    occurred_at: at,
    day: pool.day,
    payable_at: new Date(at.getTime() + terms.terms.holdDays * dayMs),
  };
}
