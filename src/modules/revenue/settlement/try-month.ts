/** "What would this plan have given of last month?": a month's real events through a plan, beside what is in force. Nothing is kept. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { freshState, outstanding, type Line } from '../allocate/allocate.ts';
import type { MonthTrial, PlanContent } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import type { CostRow } from '../items/tables.ts';
import { contentFaults, payeesIn, waterfallOf } from '../plans/content.ts';
import { findPayees } from '../repo.ts';
import type { Loading } from '../service/load.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { ItemRow, PlanRow } from '../tables.ts';
import { settlementLimits } from './contract.ts';
import { compareEvents, earn, spend, takeBack, type MoneyEvent, type PlanVersion, type Standing } from './fold.ts';
import { createGround, type Ground } from './ground.ts';
import { createWaiting } from './late.ts';
import { namesOf } from './lines.ts';
import { createMemory, type Memory } from './memory.ts';
import { firstInstantAfter, firstInstantOf } from './period.ts';
import { allocatedItem, loadState, type PostingContent, type StoredState } from './posting.ts';
import { findVersions, on } from './repo.ts';

const pageSize = 2000;
type Input = { period: string; version?: number | undefined; content?: PlanContent | undefined };
type Late = Pick<MoneyEvent, 'at' | 'kind' | 'id'> & { act: () => void };

export function createMonthTrial(parts: RevenueParts, loading: Loading) {
  return {
    /** Throws plan_not_found, version_not_found, plan_faulty. */
    tryPlanMonth: (actor: Actor, planId: string, input: Input): Promise<MonthTrial> =>
      parts.db.read(async (trx) => {
        const { organisationId } = actor;
        const loaded = await loading.load(trx, organisationId, planId);
        const saved = input.version === undefined ? loaded.versions[0]! : loading.versionOf(loaded, input.version);
        const content = input.content ?? saved.content;
        const known = await findPayees(trx, organisationId, payeesIn(content));
        const [fault] = contentFaults(content, new Set(known.map(({ id }) => id)));
        if (fault) throw revenueErrors.plan_faulty({ fault: fault.code, step: fault.step });
        const version = input.content ? 0 : saved.version;
        const tried = createGround({ plan_id: planId, version, content, content_hash: '' });
        const trial = createTrial(tried, await stateBefore(trx, organisationId, planId, content.currency, input.period));
        for (const cost of await costsOf(trx, planId, content.currency, input.period)) trial.spent(cost);
        const scope = { organisationId, plan: loaded.plan, currency: content.currency, period: input.period };
        let [items, after]: [number, ItemRow | null] = [0, null];
        for (;;) {
          const rows: ItemRow[] = await readMonth(trx, { ...scope, after, limit: Math.min(pageSize, settlementLimits.monthItems - items) });
          const versions = rows.flatMap((row) => (row.plan_id === null ? [] : [{ planId: row.plan_id, version: row.plan_version! }]));
          trial.know(
            await findVersions(trx, organisationId, [
              ...new Map(versions.map((each) => [`${each.planId} ${each.version}`, each])).values(),
            ]),
          );
          for (const row of rows) trial.item(row);
          items += rows.length;
          after = rows.at(-1) ?? after;
          if (rows.length < pageSize || items >= settlementLimits.monthItems) break;
        }
        trial.end();
        const payees = trial.payees();
        const names = await namesOf(
          parts.creators,
          trx,
          organisationId,
          payees.slice(0, settlementLimits.trialPayees).map(([key]) => key),
        );
        return present(trial, payees, names, { content, version, period: input.period, truncated: items >= settlementLimits.monthItems });
      }),
  };
}

type Given = { amount: bigint; inForce: bigint };
function createTrial(tried: Ground, before: StoredState | null) {
  const start = (): Memory => createMemory(before ? loadState(before) : freshState);
  const memory = start();
  // In force: each plan counts by itself from nothing but what the tried one begins with.
  const memories = new Map<string, Memory>([[tried.planId, start()]]);
  const grounds = new Map<string, Ground>();
  const waiting = createWaiting<Late>(compareEvents);
  const given = new Map<string, Given>();
  const steps = new Map<string, bigint>();
  const counts = { items: 0, refunds: 0, notCovered: 0 };
  const totals = { gross: 0n, refunded: 0n };

  function add(lines: readonly Line[], key: keyof Given): void {
    for (const line of lines) {
      let payee = given.get(line.payee);
      if (!payee) given.set(line.payee, (payee = { amount: 0n, inForce: 0n }));
      payee[key] += line.amountMinor;
      if (key === 'amount') steps.set(line.step, (steps.get(line.step) ?? 0n) + line.amountMinor);
    }
  }
  const until = (event: Pick<MoneyEvent, 'at' | 'kind' | 'id'> | null): void => {
    for (let first = waiting.first(); first && (event === null || compareEvents(first, event) < 0); first = waiting.first()) {
      waiting.take();
      first.act();
    }
  };
  function divide(row: ItemRow, item: PostingContent['item'], plan: PlanVersion, own: Memory, key: keyof Given): void {
    const { lines } = earn(own, plan.plan, allocatedItem(item));
    add(lines, key);
    if (row.refunded_minor === 0n) return;
    const standing: Standing = { plan, item: { ...item, amountMinor: row.amount_minor }, lines, refundedMinor: 0n };
    const at = (row.refunded_at ?? row.occurred_at).toISOString();
    waiting.add({
      kind: 'refunded',
      id: row.id,
      at: at < item.occurredAt ? item.occurredAt : at,
      act: () => add(takeBack(own, standing, row.refunded_minor).lines, key),
    });
  }

  return {
    memory,
    counts,
    totals,
    steps,
    know: (versions: Awaited<ReturnType<typeof findVersions>>): void => {
      for (const row of versions) grounds.set(`${row.plan_id} ${row.version}`, createGround(row));
    },
    spent: (cost: CostRow): void => {
      const holder = tried.content.waterfalls.find((of) => of.steps.some((step) => step.kind === 'recover' && step.cost === cost.cost));
      const plan = holder && waterfallOf(tried.content, holder.kinds[0]!);
      if (!plan) return;
      const act = (): void => {
        spend(memory, plan, cost.cost, cost.amount_minor);
        spend(memories.get(tried.planId)!, plan, cost.cost, cost.amount_minor);
      };
      waiting.add({ kind: 'spent', id: cost.id, at: cost.spent_at.toISOString(), act });
    },
    item: (row: ItemRow): void => {
      const item = itemOf(row);
      const plan = tried.planFor(item);
      counts.items += 1;
      if (!plan) {
        counts.notCovered += 1;
        return;
      }
      until({ kind: 'earned', id: row.id, at: item.occurredAt });
      totals.gross += row.amount_minor;
      totals.refunded += row.refunded_minor;
      if (row.refunded_minor > 0n) counts.refunds += 1;
      divide(row, item, plan, memory, 'amount');
      const inForce = row.plan_id === null ? null : (grounds.get(`${row.plan_id} ${row.plan_version}`)?.planFor(item) ?? null);
      if (!inForce) return;
      let own = memories.get(inForce.planId);
      if (!own) memories.set(inForce.planId, (own = createMemory(freshState)));
      divide(row, item, inForce, own, 'inForce');
    },
    end: (): void => until(null),
    /** The largest first. */
    payees: (): [string, Given][] =>
      [...given].sort(([a, x], [b, y]) => (x.amount === y.amount ? (a < b ? -1 : 1) : x.amount > y.amount ? -1 : 1)),
  };
}

function present(
  trial: ReturnType<typeof createTrial>,
  payees: readonly [string, Given][],
  names: ReadonlyMap<string, string>,
  of: { content: PlanContent; version: number; period: string; truncated: boolean },
): MonthTrial {
  const { content } = of;
  const others = payees.slice(settlementLimits.trialPayees);
  const sum = (key: keyof Given): string => others.reduce((all, [, given]) => all + given[key], 0n).toString();
  const steps = content.waterfalls.flatMap((waterfall) => waterfall.steps);
  return {
    period: of.period,
    currency: content.currency,
    version: of.version,
    counts: trial.counts,
    truncated: of.truncated,
    totals: {
      grossMinor: trial.totals.gross.toString(),
      refundedMinor: trial.totals.refunded.toString(),
      netMinor: (trial.totals.gross - trial.totals.refunded).toString(),
    },
    payees: payees.slice(0, settlementLimits.trialPayees).map(([payee, given]) => ({
      payee,
      name: names.get(payee) ?? null,
      amountMinor: given.amount.toString(),
      inForceMinor: given.inForce.toString(),
    })),
    others: others.length === 0 ? null : { count: others.length, amountMinor: sum('amount'), inForceMinor: sum('inForce') },
    steps: steps.map(({ id, label }) => ({ step: id, label, amountMinor: (trial.steps.get(id) ?? 0n).toString() })),
    outstanding: content.waterfalls.flatMap(({ kinds, steps: own }) =>
      waterfallOf(content, kinds[0]!)!.steps.flatMap((step, at) =>
        step.kind === 'recover' ? [{ step: step.id, label: own[at]!.label, leftMinor: outstanding(step, trial.memory).toString() }] : [],
      ),
    ),
  };
}

const minor = (value: bigint | null): string | null => (value === null ? null : value.toString());
/** An item's facts as a posting has them. */
function itemOf(row: ItemRow): PostingContent['item'] {
  return {
    id: row.id,
    kind: row.kind,
    sourceId: row.source_id,
    externalId: row.external_id,
    workId: row.work_id,
    campaignId: row.campaign_id,
    occurredAt: row.occurred_at.toISOString(),
    currency: row.currency,
    amountMinor: row.amount_minor.toString(),
    creator: row.creator_id,
    agency: row.agency_id,
    creatorTermsMinor: minor(row.creator_terms_minor),
    agencyTermsMinor: minor(row.agency_terms_minor),
    capMinor: minor(row.cap_minor),
  };
}

/** What a plan divides of a month, as if it held: its campaign's money; its work's that no campaign's own plan divides; or the rest. */
async function readMonth(
  trx: Trx,
  of: { organisationId: string; plan: PlanRow; currency: string; period: string; after: ItemRow | null; limit: number },
): Promise<ItemRow[]> {
  const { plan } = of;
  const others = sql<boolean>`(plan_id is null or plan_id = ${plan.id} or plan_id in (
    select id from share_plans where organisation_id = ${of.organisationId} and scope = 'organisation'))`;
  let query = on(trx)
    .selectFrom('revenue_items')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .where('currency', '=', of.currency)
    .where('valid', '=', true)
    .where('occurred_at', '>=', firstInstantOf(of.period))
    .where('occurred_at', '<', firstInstantAfter(of.period));
  if (plan.scope === 'campaign') query = query.where('campaign_id', '=', plan.campaign_id);
  else if (plan.scope === 'work') query = query.where('work_id', '=', plan.work_id).where(others);
  else query = query.where(others);
  if (of.after !== null)
    query = query.where(sql<boolean>`(occurred_at, id collate "C") > (${of.after.occurred_at.toISOString()}::timestamptz, ${of.after.id})`);
  return query
    .orderBy('occurred_at')
    .orderBy(sql`id collate "C"`)
    .limit(of.limit)
    .execute();
}

/** What the plan remembered before a month: after the last settlement of an earlier one. */
async function stateBefore(
  trx: Trx,
  organisationId: string,
  planId: string,
  currency: string,
  period: string,
): Promise<StoredState | null> {
  const row = await on(trx)
    .selectFrom('revenue_plan_states as s')
    .innerJoin('revenue_settlements as r', 'r.id', 's.settlement_id')
    .select('s.after')
    .where('s.plan_id', '=', planId)
    .where('r.organisation_id', '=', organisationId)
    .where('r.currency', '=', currency)
    .where('r.state', '=', 'posted')
    .where('r.period', '<', period)
    .orderBy('r.posted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.after as StoredState | undefined) ?? null;
}

async function costsOf(trx: Trx, planId: string, currency: string, period: string): Promise<CostRow[]> {
  return on(trx)
    .selectFrom('revenue_costs')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .where('spent_at', '>=', firstInstantOf(period))
    .where('spent_at', '<', firstInstantAfter(period))
    .execute();
}
