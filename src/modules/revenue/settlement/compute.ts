/** The job that computes a settlement: reads, runs, writes, and leaves it ready to be looked at. Begun again, it begins from nothing. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { listVersions } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { SettlementRow } from '../tables.ts';
import * as computing from './computing.ts';
import { conclude } from './conclude.ts';
import { createGround, type Ground } from './ground.ts';
import { firstInstantAfter } from './period.ts';
import type { StoredState } from './posting.ts';
import * as repo from './repo.ts';
import { costPlan, createRun } from './run.ts';
import { createTidying } from './tidy.ts';

// Small enough that what is read and written dies young: a million orders leave no garbage to look through.
const pageSize = 250;
const writtenAtOnce = 500;
const clearedAtOnce = 20_000;

type Reading = Awaited<ReturnType<typeof computing.readStandings>>;

/** Removes what was computed of a settlement that is not approved, a stretch at a time. */
export async function clear({ db }: Pick<RevenueParts, 'db'>, settlementId: string): Promise<void> {
  while (await db.transaction((trx) => repo.clearComputed(trx, settlementId, clearedAtOnce)));
}

const needsOf = (items: readonly computing.OpenItem[], kept: Reading): { planId: string; version: number }[] => [
  ...items.flatMap((row) => (row.plan_id === null ? [] : [{ planId: row.plan_id, version: row.plan_version! }])),
  ...[...kept.values()].map(({ content }) => {
    const { plan } = JSON.parse(content) as { plan: { id: string; version: number } };
    return { planId: plan.id, version: plan.version };
  }),
];
const keyOf = (row: computing.OpenItem): string => `${row.settled_settlement} ${row.settled_number}`;

/**
 * Computes what is open of the settlement's period. Answers `stopped` where it was cancelled meanwhile. While one page is divided the
 * next is read and the one before is written.
 */
export async function compute(parts: RevenueParts, settlement: SettlementRow, context: Pick<JobContext, 'signal' | 'progress'>) {
  const { db } = parts;
  const { id, organisation_id: organisationId, currency } = settlement;
  const by = newId('request', parts.clock.nowMs());
  const scope = { organisationId, currency, before: firstInstantAfter(settlement.period), cutAt: settlement.cut_at };
  const begin = JSON.stringify({ stage: 'computing', done: 0, total: 0, by });
  if (!(await db.transaction((trx) => repo.changeSettlement(trx, id, ['computing'], { progress: begin })))) return 'stopped' as const;
  await clear(parts, id);

  const grounds = new Map<string, Ground>();
  const need = async (trx: Trx, wanted: readonly { planId: string; version: number }[]): Promise<void> => {
    const missing = new Map(wanted.map((each) => [`${each.planId} ${each.version}`, each]));
    for (const key of grounds.keys()) missing.delete(key);
    if (missing.size === 0) return;
    for (const row of await repo.findVersions(trx, organisationId, [...missing.values()]))
      grounds.set(`${row.plan_id} ${row.version}`, createGround(row));
  };
  const keptOf = async (trx: Trx, rows: readonly computing.OpenItem[]): Promise<Reading> => {
    const settled = rows.filter((row) => row.settled_number !== null);
    const of = settled.map((row) => ({ settlementId: row.settled_settlement!, number: row.settled_number! }));
    return computing.readStandings(trx, of);
  };

  const begun = await db.transaction(async (trx) => {
    const counts = await computing.countByPlan(trx, scope);
    const moved = await computing.readMoved(trx, scope);
    const kept = await keptOf(trx, moved);
    await need(trx, needsOf(moved, kept));
    const costs = await computing.takeCosts(trx, id, scope);
    const planIds = new Set([...counts.keys(), ...needsOf([], kept).map(({ planId }) => planId), ...costs.map((cost) => cost.plan_id)]);
    const states = await repo.lastStates(trx, organisationId, currency, [...planIds]);
    return { counts, moved, kept, costs, planIds: [...planIds].sort(), states };
  });
  const movedIds = new Set(begun.moved.map((row) => row.id));
  const total = [...begun.counts.values()].reduce((sum, count) => sum + count, 0);
  const run = createRun(currency, (planId, version) => grounds.get(`${planId} ${version}`) ?? null);

  const tidying = createTidying();
  let done = 0;
  let writing: Promise<boolean> = Promise.resolve(true);
  /** Hands what was divided to the database, once it has what came before; answers false where the settlement is cancelled. */
  async function write(): Promise<boolean> {
    if (!(await writing)) return false;
    tidying.tidy();
    const taken = run.take();
    const progress = { done, total };
    writing = db.transaction(async (trx) => {
      if (!(await repo.goOn(trx, id, by, progress))) return false;
      await computing.trustDisk(trx);
      await computing.writePostings(trx, id, organisationId, taken.postings);
      await computing.writePassed(trx, id, taken.passed);
      return true;
    });
    // Whoever awaits it next has its error; until then it is nobody's fault.
    writing.catch(() => {});
    context.progress('computing', total === 0 ? 1 : done / total);
    return true;
  }

  type Page = { rows: computing.OpenItem[]; kept: Reading };
  const read = (planId: string, after: computing.OpenItem | null): Promise<Page> =>
    db.read(async (trx) => {
      const rows = await computing.readPage(trx, { ...scope, planId, after, limit: pageSize });
      const kept = await keptOf(trx, rows);
      await need(trx, needsOf(rows, kept));
      return { rows, kept };
    });

  async function divide(planId: string): Promise<boolean> {
    const pass = run.createPass(planId, begun.states.get(planId));
    for (const row of begun.moved) {
      const kept = begun.kept.get(keyOf(row))!;
      const from = (JSON.parse(kept.content) as { plan: { id: string } }).plan.id;
      if (from === planId || row.plan_id === planId) pass.moved(row, kept);
    }
    await spendCosts(planId, pass);
    for (let page = read(planId, null); ;) {
      const { rows, kept } = await page;
      if (rows.length === pageSize) {
        page = read(planId, rows.at(-1)!);
        page.catch(() => {});
      }
      for (const row of rows) if (!movedIds.has(row.id)) pass.item(row, row.settled_number === null ? null : kept.get(keyOf(row))!);
      done += rows.length;
      if (context.signal.aborted) throw context.signal.reason;
      // A database inside the process answers without a turn of the loop: others would wait until the end.
      await breathe();
      if (run.pending() >= writtenAtOnce && !(await write())) return false;
      if (rows.length < pageSize) break;
    }
    pass.end();
    return write();
  }

  async function spendCosts(planId: string, pass: ReturnType<typeof run.createPass>): Promise<void> {
    const costs = begun.costs.filter((cost) => cost.plan_id === planId);
    if (costs.length === 0) return;
    const versions = await db.read((trx) => listVersions(trx, organisationId, [planId]));
    const agreed = versions.flatMap((row) => (row.state === 'agreed' ? [{ ...row, ...createGround(row), state: 'agreed' as const }] : []));
    for (const cost of costs) {
      const by = costPlan(agreed, cost);
      if (by) pass.spent(cost, by);
    }
  }

  try {
    for (const planId of begun.planIds) if (!(await divide(planId))) return 'stopped' as const;
    if (!(await writing)) return 'stopped' as const;
  } finally {
    tidying.end();
  }
  const before = new Map<string, StoredState>(begun.states);
  return conclude(parts, settlement, { scope, run, before, goOn: (trx) => repo.goOn(trx, id, by, { done: total, total }) });
}
