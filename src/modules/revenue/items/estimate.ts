/**
 * Estimates: what open items would pay to whom by their plans, in the books as one pending transfer for each group. A plan whose news
 * are only later than all that is estimated goes on from there; any other is folded anew from its last settlement. Reading and
 * dividing is done outside of transactions; what was settled meanwhile throws the result away, what was fed meanwhile leaves the plan
 * marked.
 */
import type { Trx } from '../../../platform/db/index.ts';
import type { AccountSpec, Account, TransferOrder } from '../../ledger/index.ts';
import { originOf, payableOf } from '../books.ts';
import { payeesOfKeys } from '../payees/keys.ts';
import { versionOn } from '../plans/validity.ts';
import * as revenueRepo from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { lastStates } from '../settlement/repo.ts';
import type { VersionRow } from '../tables.ts';
import * as repo from './estimates-repo.ts';
import { createFold, type Fold, type GroupSums } from './fold.ts';
import { voidOrder } from './marks.ts';
import type { ItemPlace } from './repo.ts';
import type { CostRow, EstimatePlanRow, EstimateRow, EstimateState } from './tables.ts';

type Parts = Pick<RevenueParts, 'db' | 'clock' | 'ledger' | 'creators'>;
const itemsAtOnce = 2000;
const groupsAtOnce = 5000;
// Of the time, folding a plan takes no more than one part in twenty, but an estimate is never older for it than a quarter of an hour.
const restFactor = 19;
const longestRestMs = 15 * 60_000;

/** Estimates the plans of an organisation whose turn it is. */
export async function estimatePlans(parts: Parts, organisationId: string, signal: AbortSignal): Promise<void> {
  const due = await parts.db.read((trx) => repo.listDue(trx, organisationId, parts.clock.now()));
  for (const plan of due) {
    if (signal.aborted) return;
    await estimatePlan(parts, organisationId, plan, signal);
  }
}

async function estimatePlan(parts: Parts, organisationId: string, begun: EstimatePlanRow, signal: AbortSignal): Promise<void> {
  const { db, clock } = parts;
  const key = { planId: begun.plan_id, currency: begun.currency };
  const started = clock.monotonicMs();
  const anew = begun.dirty || begun.state === null;
  const { versions, state } = await db.read(async (trx) => ({
    versions: await revenueRepo.listVersions(trx, organisationId, [key.planId]),
    state: anew ? await stateBefore(trx, organisationId, key) : begun.state!,
  }));
  const fold = createFold(new Map(versions.map((row) => [row.version, row.content])), state);
  let place: ItemPlace | null = anew || begun.occurred_at === null ? null : { occurredAt: begun.occurred_at, id: begun.item_id! };
  for (;;) {
    const rows = await db.read((trx) => repo.readUnsettled(trx, organisationId, key, place, itemsAtOnce));
    const last = rows.at(-1);
    if (!last) break;
    fold.take(rows);
    place = { occurredAt: last.occurred_at, id: last.id };
    if (signal.aborted) return;
    // Others want to be answered meanwhile.
    await new Promise(setImmediate);
  }
  await db.transaction(async (trx) => {
    const had = anew ? [] : await repo.listEstimates(trx, organisationId, key, [...fold.groups.keys()]);
    const accounts = await openAccounts(parts, trx, organisationId, key.currency, fold, had);
    // The head before the plan, as everybody takes them.
    await parts.ledger.hold(trx, organisationId);
    const now = await repo.lockPlan(trx, organisationId, key);
    // Settled meanwhile, or estimated by another.
    if (now.epoch !== begun.epoch || now.done !== begun.done) return;
    const payees = (payee: string): string => accounts.payees.get(payee)!;
    await postGroups(parts, trx, organisationId, key, fold.groups, { anew, payees, accounts: accounts.byCode });
    const days = [...fold.days.values()].map(({ payee, ...day }) => ({ ...day, payeeId: payees(payee) }));
    await repo.writeDays(trx, organisationId, key, sumDays(days), anew);
    const rest = Math.min(longestRestMs, restFactor * (clock.monotonicMs() - started));
    await repo.savePlan(trx, organisationId, key, {
      place,
      state: fold.state(),
      // What was marked meanwhile may have been passed by.
      dirty: now.marks !== begun.marks,
      done: begun.marks,
      foldedAt: clock.now(),
      notBefore: new Date(clock.nowMs() + rest),
    });
  });
}

/** What a plan remembers since its last settlement, with the costs that none has counted. */
async function stateBefore(trx: Trx, organisationId: string, key: repo.PlanKey): Promise<EstimateState> {
  const settled = (await lastStates(trx, organisationId, key.currency, [key.planId])).get(key.planId);
  const versions = await revenueRepo.listVersions(trx, organisationId, [key.planId]);
  const costs = await repo.listOpenCosts(trx, organisationId, key);
  const none = { arrived: {}, costs: {}, recovered: {}, had: {} };
  return {
    memory: settled ?? none,
    later: costs.map((cost) => ({
      at: cost.spent_at.toISOString(),
      first: true,
      change: { ...none, costs: Object.fromEntries(recoveringSteps(versions, cost).map((step) => [step, cost.amount_minor.toString()])) },
    })),
  };
}

/** The steps that pay a cost back, by the version of its day. */
function recoveringSteps(versions: readonly VersionRow[], cost: CostRow): string[] {
  const version = versionOn(versions, cost.spent_on);
  const steps = version?.content.waterfalls.flatMap((waterfall) => waterfall.steps) ?? [];
  return steps.flatMap((step) => (step.kind === 'recover' && step.cost === cost.cost ? [step.id] : []));
}

type Accounts = { payees: ReadonlyMap<string, string>; byCode: ReadonlyMap<string, Account> };

async function openAccounts(
  parts: Parts,
  trx: Trx,
  organisationId: string,
  currency: string,
  fold: Fold,
  had: readonly EstimateRow[],
): Promise<Accounts> {
  const groups = [...fold.groups.values()];
  const payees = await payeesOfKeys(parts, trx, organisationId, new Set(groups.flatMap(({ sums }) => [...sums.keys()])));
  const rows = await revenueRepo.findPayees(trx, organisationId, [
    ...new Set([...payees.values(), ...had.flatMap(({ sums }) => Object.keys(sums))]),
  ]);
  const specs = new Map<string, AccountSpec>();
  for (const { id, name } of rows) specs.set(payableOf(id, name, currency).code, payableOf(id, name, currency));
  for (const { origin } of groups) specs.set(originOf(origin, currency).code, originOf(origin, currency));
  const open = specs.size === 0 ? [] : await parts.ledger.openAccounts(trx, organisationId, [...specs.values()]);
  return { payees, byCode: new Map(open.map((account) => [account.code, account])) };
}

type Posting = { anew: boolean; payees: (key: string) => string; accounts: ReadonlyMap<string, Account> };

/** Puts groups into the books as they are now: those that differ are taken back and posted again. */
async function postGroups(
  parts: Parts,
  trx: Trx,
  organisationId: string,
  key: repo.PlanKey,
  groups: ReadonlyMap<string, GroupSums>,
  posting: Posting,
): Promise<void> {
  const before = new Map(
    (await repo.listEstimates(trx, organisationId, key, posting.anew ? null : [...groups.keys()])).map((row) => [row.group_key, row]),
  );
  const changed: { row: EstimateRow; was: EstimateRow | null; group: GroupSums | null }[] = [];
  for (const groupKey of new Set([...before.keys(), ...groups.keys()])) {
    const was = before.get(groupKey) ?? null;
    const group = groups.get(groupKey) ?? null;
    const sums = sumsOf(group, posting.anew ? null : was, posting.payees);
    if (was && JSON.stringify(sums) === JSON.stringify(sorted(was.sums))) continue;
    const row: EstimateRow = {
      organisation_id: organisationId,
      group_key: groupKey,
      plan_id: key.planId,
      currency: key.currency,
      origin: group?.origin ?? was!.origin,
      sums,
      number: (was?.number ?? 0) + 1,
      transfer_id: null,
    };
    changed.push({ row, was, group });
  }
  changed.sort((a, b) => (a.row.group_key < b.row.group_key ? -1 : 1));
  for (let from = 0; from < changed.length; from += groupsAtOnce) {
    const some = changed.slice(from, from + groupsAtOnce);
    const orders = some.flatMap((each) => ordersOf(parts, key, each, posting));
    const recorded = await parts.ledger.recordAll(trx, organisationId, orders);
    const ids = new Map(orders.map((order, index) => [order.key, recorded[index]!.id]));
    await repo.upsertEstimates(
      trx,
      some.map(({ row }) => ({ ...row, transfer_id: ids.get(pendingKey(row)) ?? null })),
    );
  }
}

const pendingKey = (row: EstimateRow): string => `estimate:${row.group_key}|${row.number}`;
const sorted = (sums: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What each payee would get, by id; several keys may be one payee. */
function sumsOf(group: GroupSums | null, was: EstimateRow | null, payees: (key: string) => string): Record<string, string> {
  const sums = new Map(Object.entries(was?.sums ?? {}).map(([id, amount]) => [id, BigInt(amount)]));
  for (const [payee, amount] of group?.sums ?? []) sums.set(payees(payee), (sums.get(payees(payee)) ?? 0n) + amount);
  return sorted(Object.fromEntries([...sums].flatMap(([id, amount]) => (amount === 0n ? [] : [[id, amount.toString()]]))));
}

function ordersOf(
  { clock }: Parts,
  { planId, currency }: repo.PlanKey,
  { row, was }: { row: EstimateRow; was: EstimateRow | null },
  { accounts }: Posting,
): TransferOrder[] {
  const now = clock.now();
  const orders: TransferOrder[] = [];
  if (was?.transfer_id) orders.push(voidOrder(was, was.transfer_id, now));
  const sums = Object.entries(row.sums).map(([id, amount]) => ({ id, amountMinor: BigInt(amount) }));
  const total = sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (total === 0n) return orders;
  const accountOf = (code: string): string => accounts.get(code)!.id;
  orders.push({
    kind: 'pending',
    key: pendingKey(row),
    effectiveAt: now,
    memo: { code: 'revenue.estimated', params: { plan: planId, version: Number(row.group_key.split('|')[1]) } },
    entries: [
      { accountId: accountOf(originOf(row.origin, currency).code), amountMinor: total },
      ...sums.map(({ id, amountMinor }) => ({ accountId: accountOf(`payable:${id}`), amountMinor: -amountMinor })),
    ],
  });
  return orders;
}

function sumDays(days: readonly repo.DaySum[]): repo.DaySum[] {
  const sums = new Map<string, repo.DaySum>();
  for (const day of days) {
    const key = `${day.payeeId} ${day.on} ${day.held}`;
    const found = sums.get(key);
    sums.set(key, found ? { ...found, amountMinor: found.amountMinor + day.amountMinor } : day);
  }
  return [...sums.values()].filter(({ amountMinor }) => amountMinor !== 0n);
}
