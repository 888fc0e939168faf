/** How a computed settlement becomes ready: its groups, what each payee gets and when, tax, what plans remember, and the preview. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { outstanding } from '../allocate/allocate.ts';
import { fraction, roundToSum } from '../allocate/fraction.ts';
import { payeesOfKeys } from '../payees/keys.ts';
import { waterfallOf } from '../plans/content.ts';
import { listVersions } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { SettlementRow } from '../tables.ts';
import { recordWithholdings, taxOfSettlement } from '../tax/apply.ts';
import { leftOut, type Scope } from './computing.ts';
import type { SettlementSummary } from './contract.ts';
import { freshState } from '../allocate/allocate.ts';
import { storeState, type StoredState } from './posting.ts';
import { changeSettlement, planNames } from './repo.ts';
import type { createRun } from './run.ts';
import { insertPayeeRows, type PayeeRowIn } from './payee-rows.ts';
import { summarise } from './summary.ts';
import type { Counted, PayeeTally, Tally } from './tally.ts';

type Run = ReturnType<typeof createRun>;
const groupsAtOnce = 2000;

/** Everything that a settlement keeps beside its postings, in one transaction. Answers `stopped` where it was cancelled meanwhile. */
export async function conclude(
  parts: RevenueParts,
  settlement: SettlementRow,
  { scope, run, before, goOn }: { scope: Scope; run: Run; before: ReadonlyMap<string, StoredState>; goOn: (trx: Trx) => Promise<boolean> },
): Promise<'ready' | 'stopped'> {
  const { id, organisation_id: organisationId, currency, period } = settlement;
  const { tally } = run;
  return parts.db.transaction(async (trx) => {
    // Held until the end: nobody cancels what is being concluded.
    if (!(await goOn(trx))) return 'stopped';
    const payeeIds = await payeesOfKeys(parts, trx, organisationId, tally.payees.keys());
    const merged = mergePayees(tally.payees, payeeIds);
    const incomes = [...merged].map(([payeeId, of]) => ({ payeeId, incomeMinor: of.earned + of.refunded + of.taken_back }));
    const taxes = await taxOfSettlement(trx, { organisationId, period, currency, incomes });
    await recordWithholdings(trx, id, taxes);
    const rows = [...merged].map(([payeeId, of]): PayeeRowIn => {
      const tax = taxes.get(payeeId);
      const withheldMinor = tax?.withheldMinor ?? 0n;
      return {
        payeeId,
        lines: of.lines,
        earnedMinor: of.earned,
        refundedMinor: of.refunded,
        restatedMinor: of.taken_back,
        withheldMinor,
        creditMinor: tax?.creditMinor ?? 0n,
        regime: tax?.regime ?? null,
        explanation: tax ? explainTax(tax.content) : null,
        dues: lessTax(of.dues, withheldMinor),
      };
    });
    await insertPayeeRows(trx, settlement, rows);
    await insertGroups(trx, settlement, tally, payeeIds);
    await insertStates(trx, settlement, run, before);
    const left = await leftOut(trx, scope);
    const summary = await summarise(trx, settlement, {
      counts: { ...tally.counts, postings: Number(run.postings()), groups: tally.groups.size, payees: merged.size },
      byPlan: await plansOf(trx, organisationId, tally),
      byKind: [...tally.kinds].map(([kind, of]) => ({ kind, postings: of.postings, ...sumsOf(of) })),
      outstanding: await outstandingOf(trx, organisationId, run),
      leftOut: {
        undivided: bundle(left.undivided),
        held: bundle(left.held),
        unfit: bundle(tally.unfit()),
      },
    });
    await changeSettlement(trx, id, ['computing'], { state: 'ready', summary: JSON.stringify(summary), failure: null, progress: null });
    await parts.notifications.notifyStaff(trx, {
      organisationId,
      kind: 'settlement_ready',
      params: { period, currency },
      link: `/settlements/${id}`,
    });
    return 'ready';
  });
}

const bundle = (of: { count: number; amountMinor: bigint }) => ({ count: of.count, amountMinor: of.amountMinor.toString() });
const sumsOf = (of: Counted) => ({
  earnedMinor: of.earned.toString(),
  refundedMinor: of.refunded.toString(),
  restatedMinor: of.taken_back.toString(),
  amountMinor: (of.earned + of.refunded + of.taken_back).toString(),
});

function explainTax(content: { reason: string; rateBps: string; taxableMinor: string; dueMinor: string; day: string }) {
  const { reason, rateBps, taxableMinor, dueMinor, day } = content;
  return { code: reason, params: { rateBps, taxableMinor, dueMinor, day } };
}

/** By payee: two keys may name the same one, as a creator and by name. */
function mergePayees(tallies: ReadonlyMap<string, PayeeTally>, ids: ReadonlyMap<string, string>): Map<string, PayeeTally> {
  const merged = new Map<string, PayeeTally>();
  for (const [key, of] of tallies) {
    const id = ids.get(key)!;
    const known = merged.get(id);
    if (!known) {
      merged.set(id, of);
      continue;
    }
    known.lines += of.lines;
    for (const kind of ['earned', 'refunded', 'taken_back'] as const) known[kind] += of[kind];
    for (const [day, amount] of of.dues) known.dues.set(day, (known.dues.get(day) ?? 0n) + amount);
  }
  return merged;
}

/** What becomes payable day by day after tax, which lowers the days in proportion to what they bring. Days of nothing are left out. */
export function lessTax(dues: ReadonlyMap<string, bigint>, withheldMinor: bigint): Record<string, string> {
  const days = [...dues].sort(([a], [b]) => (a < b ? -1 : 1));
  const brought = days.map(([, amount]) => (amount > 0n ? amount : 0n));
  const whole = brought.reduce((sum, amount) => sum + amount, 0n);
  const taken =
    whole === 0n
      ? brought
      : roundToSum(
          brought.map((amount) => fraction(amount * withheldMinor, whole)),
          withheldMinor,
        );
  return Object.fromEntries(days.flatMap(([day, amount], at) => (amount === taken[at] ? [] : [[day, (amount - taken[at]!).toString()]])));
}

async function insertGroups(trx: Trx, settlement: SettlementRow, { groups }: Tally, payeeIds: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...groups.values()].map((group) => {
    const sums = new Map<string, bigint>();
    for (const [key, amount] of group.sums) {
      const id = payeeIds.get(key)!;
      sums.set(id, (sums.get(id) ?? 0n) + amount);
    }
    return {
      number: group.number,
      plan_id: group.plan.id,
      plan_version: group.plan.version,
      origin: group.origin,
      creator_id: group.creator,
      agency_id: group.agency,
      sums: Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, sum]) => [id, sum.toString()])),
      payee_ids: [...sums.keys()].sort(),
      postings: group.postings,
      root: group.tree.root(),
    };
  });
  for (let from = 0; from < rows.length; from += groupsAtOnce) {
    const some = rows.slice(from, from + groupsAtOnce);
    // One text for all of them: a statement with a parameter for each value would cost more memory than the settlement.
    await sql`insert into revenue_posting_groups (settlement_id, number, organisation_id, plan_id, plan_version, origin, creator_id, agency_id,
        sums, payee_ids, postings, root, transfer_id)
      select ${settlement.id}, number, ${settlement.organisation_id}, plan_id, plan_version, origin, creator_id, agency_id, sums,
        array(select jsonb_array_elements_text(payee_ids)), postings, root, null
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as t (number int, plan_id text, plan_version int, origin text, creator_id text,
        agency_id text, sums jsonb, payee_ids jsonb, postings int, root text)`.execute(trx);
  }
}

async function insertStates(trx: Trx, settlement: SettlementRow, { states }: Run, before: ReadonlyMap<string, StoredState>): Promise<void> {
  for (const [planId, state] of states)
    await sql`insert into revenue_plan_states (settlement_id, organisation_id, plan_id, before, after)
      values (${settlement.id}, ${settlement.organisation_id}, ${planId},
        ${JSON.stringify(before.get(planId) ?? storeState(freshState))}::jsonb, ${JSON.stringify(storeState(state))}::jsonb)`.execute(trx);
}

async function plansOf(trx: Trx, organisationId: string, tally: Tally): Promise<SettlementSummary['byPlan']> {
  const plans = [...tally.plans.values()];
  const names = await planNames(trx, organisationId, [...new Set(plans.map(({ planId }) => planId))]);
  return plans.map((of) => ({
    planId: of.planId,
    name: names.get(of.planId) ?? '',
    version: of.version,
    postings: of.postings,
    ...sumsOf(of),
  }));
}

/** What plans still have to pay back afterwards, by their newest version that a posting was divided by. */
async function outstandingOf(trx: Trx, organisationId: string, run: Run): Promise<SettlementSummary['outstanding']> {
  const newest = new Map<string, number>();
  for (const { planId, version } of run.tally.plans.values()) newest.set(planId, Math.max(version, newest.get(planId) ?? 0));
  const rows = await listVersions(trx, organisationId, [...newest.keys()]);
  return rows
    .filter((row) => newest.get(row.plan_id) === row.version)
    .flatMap((row) =>
      row.content.waterfalls.flatMap(({ kinds, steps }) =>
        waterfallOf(row.content, kinds[0]!)!.steps.flatMap((step, at) => {
          if (step.kind !== 'recover') return [];
          const leftMinor = outstanding(step, run.states.get(row.plan_id) ?? freshState).toString();
          return [{ planId: row.plan_id, step: step.id, label: steps[at]!.label, leftMinor }];
        }),
      ),
    );
}
