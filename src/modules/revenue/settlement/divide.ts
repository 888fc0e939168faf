/**
 * Dividing many orders: where what came before does not change how an order is divided, equal orders become equal lines, and only who
 * gets them differs. Then they are divided once. Everything else goes through `allocate`.
 */
import { after, allocate, freshState, outstanding, type Item, type Line, type State } from '../allocate/allocate.ts';
import type { Plan, Step } from '../allocate/plan.ts';

export type Divided = { readonly lines: readonly Line[]; /** What it leaves of a fresh state. */ readonly change: State };

/** Prices are few, whatever the number of orders; beyond so many different ones of a plan nothing more is kept. */
const keptAtMost = 20_000;
// No id of a creator or an agency begins so.
const creatorSlot = '\u0000creator';
const agencySlot = '\u0000agency';
const known = new WeakMap<Plan, Map<string, Divided>>();

/** As `allocate`, to the minor unit: `before` is what the division reads. */
export function divide(plan: Plan, before: State, item: Item): Divided {
  const mode = modeOf(plan, before, item.amountMinor);
  if (mode === null) {
    const { lines } = allocate(plan, before, item);
    return { lines, change: after(plan, freshState, item, lines, 1n) };
  }
  let kept = known.get(plan);
  if (!kept) known.set(plan, (kept = new Map()));
  const key = `${mode}${item.amountMinor} ${item.creator === null ? '-' : 'c'}${termText(item.terms.creator)} ${item.agency === null ? '-' : 'a'}${termText(item.terms.agency)}`;
  let divided = kept.get(key);
  if (!divided) {
    const anybody = { ...item, creator: item.creator && creatorSlot, agency: item.agency && agencySlot };
    const { lines } = allocate(plan, before, anybody);
    divided = { lines, change: after(plan, freshState, anybody, lines, 1n) };
    if (kept.size < keptAtMost) kept.set(key, divided);
  }
  const lines = divided.lines.map(({ step, payee, amountMinor }) => ({
    step,
    payee: payee === creatorSlot ? item.creator! : payee === agencySlot ? item.agency! : payee,
    amountMinor,
  }));
  return { lines, change: divided.change };
}

const termText = (term: Item['terms']['creator']): string => (term === null ? '' : `${term.n}/${term.d}`);

/**
 * In which of a plan's ways an order of an amount is divided, as one letter or number a step; null where the exact state counts. A
 * recovery takes nothing where nothing is outstanding, and as much as its rate allows where at least the whole order is; an order that
 * lies within one tier is divided by that tier alone.
 */
function modeOf({ steps }: Plan, before: State, amountMinor: bigint): string | null {
  let mode = '';
  for (const step of steps) {
    const own = stepMode(step, before, amountMinor);
    if (own === null) return null;
    mode += own;
  }
  return mode;
}

function stepMode(step: Step, before: State, amountMinor: bigint): string | null {
  if (step.kind === 'fee') return '';
  if (step.kind === 'cap') return step.per === 'all' ? null : '';
  if (step.kind === 'recover') {
    const owed = outstanding(step, before);
    return owed === 0n ? 'n' : owed >= amountMinor ? 'f' : null;
  }
  if (step.tiers.length === 1) return '';
  const arrived = before.arrived[step.id] ?? 0n;
  const tier = step.tiers.findIndex(({ upToMinor }) => upToMinor === null || arrived < upToMinor);
  const end = step.tiers[tier]!.upToMinor;
  return arrived >= 0n && (end === null || arrived + amountMinor <= end) ? `t${tier}` : null;
}
