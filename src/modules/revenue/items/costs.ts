/** What was spent that a plan pays back: traffic buying and the like, by the day. */
import { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn, instantFromIso } from '../../../platform/time.ts';
import type { PlanContent } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import { versionOn } from '../plans/validity.ts';
import type { Loading } from '../service/load.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { PlanCost } from './contract.ts';
import * as repo from './costs-repo.ts';
import { markPlanDirty } from './marks.ts';
import type { CostRow } from './tables.ts';

const place = z.object({ on: z.string(), id: z.string() });
type Listing = { cursor?: string | undefined; limit: number };
type NewCost = { cost: string; amountMinor: string; spentOn: string; note: string };

/** The kinds of cost that a content pays back. */
const kindsOf = (content: PlanContent): string[] =>
  content.waterfalls.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'recover' && step.cost !== null ? [step.cost] : [])));

export function createCostUses(parts: RevenueParts, loading: Loading) {
  const { db, clock, audit } = parts;
  return {
    /** Newest first. Throws plan_not_found. */
    listPlanCosts: (actor: Actor, planId: string, { cursor, limit }: Listing) =>
      db.read(async (trx) => {
        const before = cursor === undefined ? null : decodeCursor(place, cursor);
        const { versions } = await loading.load(trx, actor.organisationId, planId);
        const rows = await repo.listCosts(trx, actor.organisationId, planId, before, limit + 1);
        const last = rows[limit - 1];
        const agreed = versions.filter(({ state }) => state === 'agreed');
        return {
          items: rows.slice(0, limit).map(onWire),
          nextCursor: rows.length > limit && last ? encodeCursor({ on: last.spent_on, id: last.id }) : null,
          kinds: [...new Set(agreed.flatMap(({ content }) => kindsOf(content)))].sort(),
        };
      }),

    /** Throws plan_not_found, cost_in_future, cost_unknown where nothing pays it back on that day, period_closed. */
    addPlanCost: (actor: Actor, planId: string, input: NewCost): Promise<PlanCost> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { plan, versions } = await loading.load(trx, organisationId, planId, true);
        if (input.spentOn > loading.today()) throw revenueErrors.cost_in_future({ on: input.spentOn });
        const version = versionOn(versions, input.spentOn);
        if (!version || !kindsOf(version.content).includes(input.cost)) throw revenueErrors.cost_unknown({ cost: input.cost });
        // Asia/Shanghai has had no summer time since 1991.
        const spentAt = instantFromIso(`${input.spentOn}T00:00:00+08:00`);
        const closedUntil = await parts.ledger.closedUntil(trx, organisationId);
        if (closedUntil && spentAt <= closedUntil)
          throw revenueErrors.period_closed({ from: input.spentOn, until: dateIn(businessZone, closedUntil) });
        const row: CostRow = {
          id: newId('revenueCost', clock.nowMs()),
          organisation_id: organisationId,
          plan_id: planId,
          cost: input.cost,
          currency: version.content.currency,
          amount_minor: BigInt(input.amountMinor),
          spent_on: input.spentOn,
          spent_at: spentAt,
          note: input.note,
          added_by: actor.id ?? '',
          added_by_name: actor.name.slice(0, 200),
          added_at: clock.now(),
          settlement_id: null,
        };
        await repo.insertCost(trx, row);
        await markPlanDirty(trx, organisationId, { planId, currency: row.currency });
        const { cost, amountMinor, spentOn } = input;
        await audit.record(
          trx,
          actor,
          'revenue.add_plan_cost',
          { id: planId, title: plan.name },
          { cost, amountMinor, currency: row.currency, spentOn },
        );
        return onWire(row);
      }),

    /** Throws plan_not_found, cost_not_found, cost_settled. */
    removePlanCost: (actor: Actor, planId: string, costId: string): Promise<Record<string, never>> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { plan } = await loading.load(trx, organisationId, planId, true);
        const row = await repo.lockCost(trx, organisationId, planId, costId);
        if (!row) throw revenueErrors.cost_not_found({ id: costId });
        if (row.settlement_id !== null) throw revenueErrors.cost_settled({ settlement: row.settlement_id });
        await repo.deleteCost(trx, costId);
        await markPlanDirty(trx, organisationId, { planId, currency: row.currency });
        await audit.record(
          trx,
          actor,
          'revenue.remove_plan_cost',
          { id: planId, title: plan.name },
          { cost: row.cost, amountMinor: row.amount_minor.toString(), currency: row.currency, spentOn: row.spent_on },
        );
        return {};
      }),
  };
}

function onWire(row: CostRow): PlanCost {
  return {
    id: row.id,
    cost: row.cost,
    currency: row.currency as PlanCost['currency'],
    amountMinor: row.amount_minor.toString(),
    spentOn: row.spent_on,
    note: row.note,
    addedBy: row.added_by_name,
    addedAt: row.added_at.toISOString(),
    settlementId: row.settlement_id,
  };
}
