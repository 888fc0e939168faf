/** A month that is really settled: items as the feed writes them, then computed by one, approved by another, posted to the books. */
import { sql } from 'kysely';
import { planContent, type SharePlanDetail } from '../../src/modules/revenue/contract.ts';
import type { Revenue } from '../../src/modules/revenue/index.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import type { TestTenant } from './database.ts';

type On = { readonly db: Database; readonly revenue: Revenue };
export type NewItem = {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly refundedMinor?: bigint;
  readonly creatorId?: string | null;
  readonly agencyId?: string | null;
  readonly creatorTermsMinor?: bigint | null;
  readonly agencyTermsMinor?: bigint | null;
  readonly capMinor?: bigint | null;
  readonly campaignId?: string | null;
  readonly kind?: 'order' | 'renewal' | 'ad_revenue' | 'fixed_fee';
  readonly sourceId?: string | null;
  /** ISO; in the settled month or before. */
  readonly occurredAt: string;
  readonly refundedAt?: string | null;
  readonly valid?: boolean;
  readonly payableAt?: string;
};

const context = (organisationId: string) => ({
  taskId: 'tsk_test',
  organisationId,
  attempt: 1,
  signal: new AbortController().signal,
  progress: () => {},
  log: silentLog,
});

/** An agreed plan that is the organisation's default; one that was there becomes some work's. */
export async function agreedPlan(
  { db, revenue }: On,
  { actors }: TestTenant,
  content: unknown,
  effectiveFrom = '2026-01-01',
): Promise<SharePlanDetail> {
  await db.read((trx) =>
    sql`update share_plans set scope = 'work', work_id = id where organisation_id = ${actors.owner.organisationId} and scope = 'organisation'`.execute(
      trx,
    ),
  );
  const days = { effectiveFrom, effectiveUntil: null };
  const made = await revenue.createPlan(actors.owner, {
    name: '默认分账方案',
    scope: { kind: 'organisation', id: null },
    content: planContent.parse(content),
    note: '',
    ...days,
  });
  const proposed = await revenue.proposeVersion(actors.owner, made.id, 1);
  const { contentHash } = proposed.versions[0]!;
  await revenue.signVersion(actors.owner, made.id, 1, { as: 'organisation', decision: 'yes', contentHash, note: '' });
  return proposed;
}

/** Writes items, new or changed: their revision counts up. */
export async function feedItems(
  { db }: On,
  { organisationId }: TestTenant,
  planId: string,
  currency: string,
  items: readonly NewItem[],
): Promise<void> {
  for (const item of items) {
    const refundedAt = item.refundedAt ?? (item.refundedMinor ? item.occurredAt : null);
    await db.read((trx) =>
      sql`insert into revenue_items (id, organisation_id, kind, source_id, external_id, work_id, campaign_id, creator_id, agency_id, currency,
          amount_minor, refunded_minor, creator_terms_minor, agency_terms_minor, cap_minor, valid, held, occurred_at, refunded_at, changed_at,
          payable_at, plan_id, plan_version, revision, fed_at)
        values (${item.id}, ${organisationId}, ${item.kind ?? 'order'}, ${item.sourceId ?? 'src_one'}, ${`NO-${item.id}`}, 'wrk_one',
          ${item.campaignId ?? null}, ${item.creatorId ?? null}, ${item.agencyId ?? null}, ${currency}, ${item.amountMinor},
          ${item.refundedMinor ?? 0n}, ${item.creatorTermsMinor ?? null}, ${item.agencyTermsMinor ?? null}, ${item.capMinor ?? null},
          ${item.valid ?? true}, false, ${item.occurredAt}::timestamptz, ${refundedAt}::timestamptz, ${item.occurredAt}::timestamptz,
          ${item.payableAt ?? item.occurredAt}::timestamptz, ${planId}, 1, 1, ${item.occurredAt}::timestamptz)
        on conflict (id) do update set revision = revenue_items.revision + 1, amount_minor = excluded.amount_minor,
          refunded_minor = excluded.refunded_minor, refunded_at = excluded.refunded_at, creator_id = excluded.creator_id,
          creator_terms_minor = excluded.creator_terms_minor, agency_id = excluded.agency_id,
          agency_terms_minor = excluded.agency_terms_minor, valid = excluded.valid, changed_at = excluded.changed_at`.execute(trx),
    );
  }
}

/** Settles a month: the owner computes, the operator approves. Answers with the settlement's id. */
export async function settleMonth(
  { revenue }: On,
  { organisationId, actors }: TestTenant,
  period: string,
  currency = 'CNY',
): Promise<string> {
  const { id } = await revenue.createSettlement(actors.owner, { period, currency });
  await revenue.runCompute(id, context(organisationId));
  await revenue.approveSettlement(actors.operator, id);
  await revenue.runPost(id, context(organisationId));
  const { state, failure } = await revenue.getSettlement(actors.owner, id);
  if (state !== 'posted') throw new Error(`settlement is ${state}: ${JSON.stringify(failure)}`);
  return id;
}
