/** Which version of which plan divides an item, for many items at once. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { PlanScope } from '../contract.ts';
import { versionOn } from '../plans/validity.ts';
import * as plans from '../repo.ts';
import type { ItemRow, PlanRow, VersionRow } from '../tables.ts';
import * as repo from './repo.ts';

type Asked = Pick<ItemRow, 'campaign_id' | 'work_id' | 'kind' | 'currency' | 'occurred_at'>;
export type Divides = Pick<ItemRow, 'plan_id' | 'plan_version' | 'undivided'>;

// From the nearest to the widest.
const nearest: readonly PlanScope[] = ['campaign', 'work', 'organisation'];
const reasons = ['no_plan', 'no_version', 'kind_not_covered', 'other_currency'] as const;

/**
 * Answers for items of these campaigns and works: the campaign's own plan, else the work's, else the default. A plan that has no version
 * on the item's business day, or none for its kind or its currency, leaves it to the next; where none is left, the reason is of the
 * plan that came furthest.
 */
export async function loadResolver(
  trx: Trx,
  organisationId: string,
  items: readonly Pick<Asked, 'campaign_id' | 'work_id'>[],
): Promise<(item: Asked) => Divides> {
  const idsOf = (key: 'campaign_id' | 'work_id'): string[] => [...new Set(items.flatMap((item) => item[key] ?? []))];
  const rows = await repo.findPlansOf(trx, organisationId, { campaignIds: idsOf('campaign_id'), workIds: idsOf('work_id') });
  const versions = await plans.listVersions(
    trx,
    organisationId,
    rows.map(({ id }) => id),
  );
  const byPlan = Map.groupBy(versions, (row) => row.plan_id);
  const scopeKey = (scope: PlanScope, id: string | null): string => `${scope} ${id ?? ''}`;
  const byScope = new Map(rows.map((row) => [scopeKey(row.scope, row.campaign_id ?? row.work_id), row]));
  return (item) => {
    const day = dateIn(businessZone, item.occurred_at);
    let furthest = 0;
    for (const scope of nearest) {
      const id = scope === 'campaign' ? item.campaign_id : scope === 'work' ? item.work_id : null;
      const plan = id === null && scope !== 'organisation' ? undefined : byScope.get(scopeKey(scope, id));
      if (!plan) continue;
      const [version, reason] = divides(plan, byPlan.get(plan.id) ?? [], item, day);
      if (version !== null) return { plan_id: plan.id, plan_version: version, undivided: null };
      furthest = Math.max(furthest, reason);
    }
    return { plan_id: null, plan_version: null, undivided: reasons[furthest]! };
  };
}

/** The version's number, or how far the plan came. */
function divides(plan: PlanRow, versions: readonly VersionRow[], item: Asked, day: string): [version: number | null, reason: number] {
  const version = versionOn(versions, day);
  if (!version) return [null, 1];
  if (!version.content.waterfalls.some(({ kinds }) => kinds.includes(item.kind))) return [null, 2];
  return version.content.currency === item.currency ? [version.version, 3] : [null, 3];
}
