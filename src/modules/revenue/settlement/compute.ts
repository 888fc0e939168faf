/** The job that computes a settlement: reads, runs, writes, and leaves it ready to be looked at. Begun again, it begins from nothing. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Database, Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { CostRow } from '../items/tables.ts';
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

type Page = { rows: computing.OpenItem[]; kept: Reading };
const planOf = (content: string) => (JSON.parse(content) as { plan: { id: string; version: number } }).plan;
const needsOf = (items: readonly computing.OpenItem[], kept: Reading): { planId: string; version: number }[] => [
  ...items.flatMap((row) => (row.plan_id === null ? [] : [{ planId: row.plan_id, version: row.plan_version! }])),
  ...[...kept.values()].map(({ content }) => ({ planId: planOf(content).id, version: planOf(content).version })),
];
const keyOf = (row: computing.OpenItem): string => `${row.settled_settlement} ${row.settled_number}`;

/** Reads pages of a scope, with the versions that divide them and the postings in which they stand. */
function createReader(db: Database, scope: computing.Scope) {
  const grounds = new Map<string, Ground>();
  async function need(trx: Trx, wanted: readonly { planId: string; version: number }[]): Promise<void> {
    const missing = new Map(wanted.map((each) => [`${each.planId} ${each.version}`, each]));
    for (const key of grounds.keys()) missing.delete(key);
    if (missing.size === 0) return;
    for (const row of await repo.findVersions(trx, scope.organisationId, [...missing.values()]))
      grounds.set(`${row.plan_id} ${row.version}`, createGround(row));
  }
  async function complete(trx: Trx, rows: computing.OpenItem[]): Promise<Page> {
    const settled = rows.filter((row) => row.settled_number !== null);
    const of = settled.map((row) => ({ settlementId: row.settled_settlement!, number: row.settled_number! }));
    const kept = await computing.readStandings(trx, of);
    await need(trx, needsOf(rows, kept));
    return { rows, kept };
  }
  return {
    groundOf: (planId: string, version: number): Ground | null => grounds.get(`${planId} ${version}`) ?? null,
    complete,
    page: (planId: string, after: computing.OpenItem | null): Promise<Page> =>
      db.read(async (trx) => complete(trx, await computing.readPage(trx, { ...scope, planId, after, limit: pageSize }))),
  };
}

type Written = ReturnType<ReturnType<typeof createRun>['take']>;
/** Writes what was divided, one batch after another while the next is divided; answers false where the settlement is not ours any more. */
function createWriter(db: Database, settlement: Pick<SettlementRow, 'id' | 'organisation_id'>, by: string) {
  let writing: Promise<boolean> = Promise.resolve(true);
  return {
    write: async (taken: () => Written, progress: { done: number; total: number }): Promise<boolean> => {
      if (!(await writing)) return false;
      const { postings, passed } = taken();
      writing = db.transaction(async (trx) => {
        if (!(await repo.goOn(trx, settlement.id, by, progress))) return false;
        await computing.trustDisk(trx);
        await computing.writePostings(trx, settlement.id, settlement.organisation_id, postings);
        await computing.writePassed(trx, settlement.id, passed);
        return true;
      });
      // Whoever awaits it next has its error; until then it is nobody's fault.
      writing.catch(() => {});
      return true;
    },
    written: (): Promise<boolean> => writing,
  };
}

/** What a computation begins with: the plans, what they remember, what moved from one to another, and costs, which it takes. */
async function begin(trx: Trx, settlementId: string, scope: computing.Scope, reader: ReturnType<typeof createReader>) {
  const counts = await computing.countByPlan(trx, scope);
  const moved = await reader.complete(trx, await computing.readMoved(trx, scope));
  const costs = await computing.takeCosts(trx, settlementId, scope);
  const planIds = new Set([...counts.keys(), ...needsOf([], moved.kept).map(({ planId }) => planId), ...costs.map((cost) => cost.plan_id)]);
  const states = await repo.lastStates(trx, scope.organisationId, scope.currency, [...planIds]);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { total, moved, movedIds: new Set(moved.rows.map((row) => row.id)), costs, planIds: [...planIds].sort(), states };
}

/**
 * Computes what is open of the settlement's period. Answers `stopped` where it was cancelled meanwhile, or begun anew elsewhere. While
 * one page is divided the next is read and the one before is written.
 */
export async function compute(
  parts: RevenueParts,
  settlement: SettlementRow,
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<'ready' | 'stopped'> {
  const { db } = parts;
  const { id, organisation_id: organisationId, currency } = settlement;
  const by = newId('request', parts.clock.nowMs());
  const scope = { organisationId, currency, before: firstInstantAfter(settlement.period), cutAt: settlement.cut_at };
  const first = JSON.stringify({ stage: 'computing', done: 0, total: 0, by });
  if (!(await db.transaction((trx) => repo.changeSettlement(trx, id, ['computing'], { progress: first })))) return 'stopped';
  await clear(parts, id);

  const reader = createReader(db, scope);
  const writer = createWriter(db, settlement, by);
  const begun = await db.transaction((trx) => begin(trx, id, scope, reader));
  const run = createRun(currency, reader.groundOf);
  const tidying = createTidying();
  const { total } = begun;
  let done = 0;
  const write = async (): Promise<boolean> => {
    const good = await writer.write(run.take, { done, total });
    tidying.tidy();
    context.progress('computing', total === 0 ? 1 : done / total);
    return good;
  };

  async function divide(planId: string): Promise<boolean> {
    const pass = run.createPass(planId, begun.states.get(planId));
    for (const row of begun.moved.rows) {
      const kept = begun.moved.kept.get(keyOf(row))!;
      if (planOf(kept.content).id === planId || row.plan_id === planId) pass.moved(row, kept);
    }
    for (const { cost, plan } of await costsOf(db, organisationId, planId, begun.costs)) pass.spent(cost, plan);
    for (let page = reader.page(planId, null); ;) {
      const { rows, kept } = await page;
      if (rows.length === pageSize) {
        page = reader.page(planId, rows.at(-1)!);
        page.catch(() => {});
      }
      for (const row of rows) if (!begun.movedIds.has(row.id)) pass.item(row, row.settled_number === null ? null : kept.get(keyOf(row))!);
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

  try {
    for (const planId of begun.planIds) if (!(await divide(planId))) return 'stopped';
    if (!(await writer.written())) return 'stopped';
  } finally {
    // What is still being written is there before anybody removes it.
    await writer.written().catch(() => {});
    tidying.end();
  }
  const before = new Map<string, StoredState>(begun.states);
  return conclude(parts, settlement, { scope, run, before, goOn: (trx) => repo.goOn(trx, id, by, { done: total, total }) });
}

/** A plan's costs with the versions that pay them back; those that none pays back are left out. */
async function costsOf(db: Database, organisationId: string, planId: string, all: readonly CostRow[]) {
  const costs = all.filter((cost) => cost.plan_id === planId);
  if (costs.length === 0) return [];
  const versions = await db.read((trx) => listVersions(trx, organisationId, [planId]));
  const agreed = versions.flatMap((row) => (row.state === 'agreed' ? [{ ...row, ...createGround(row), state: 'agreed' as const }] : []));
  return costs.flatMap((cost) => {
    const plan = costPlan(agreed, cost);
    return plan ? [{ cost, plan }] : [];
  });
}
