/** Dividing many orders: of a plan that remembers nothing, what equal orders became is known, and only who gets it differs. */
import { after, allocate, freshState, type Item, type Line, type State } from '../allocate/allocate.ts';
import type { Plan } from '../allocate/plan.ts';
import { remembers } from './memory.ts';

export type Divided = { readonly lines: readonly Line[]; /** What it leaves of a fresh state. */ readonly change: State };

/** Prices are few, whatever the number of orders; beyond so many different ones of a plan nothing more is kept. */
const keptAtMost = 20_000;
// No id of a creator or an agency begins so.
const creatorSlot = '\u0000creator';
const agencySlot = '\u0000agency';
const known = new WeakMap<Plan, { remembers: boolean; divided: Map<string, Divided> }>();

/** As `allocate`, to the minor unit: `before` is what the division reads. */
export function divide(plan: Plan, before: State, item: Item): Divided {
  let kept = known.get(plan);
  if (!kept) known.set(plan, (kept = { remembers: remembers(plan), divided: new Map() }));
  if (kept.remembers) {
    const { lines } = allocate(plan, before, item);
    return { lines, change: after(plan, freshState, item, lines, 1n) };
  }
  const { creator, agency } = item.terms;
  const key = `${item.amountMinor} ${item.creator === null ? '-' : 'c'}${creator ? `${creator.n}/${creator.d}` : ''} ${item.agency === null ? '-' : 'a'}${agency ? `${agency.n}/${agency.d}` : ''}`;
  let divided = kept.divided.get(key);
  if (!divided) {
    const anybody = { ...item, creator: item.creator && creatorSlot, agency: item.agency && agencySlot };
    const { lines } = allocate(plan, freshState, anybody);
    divided = { lines, change: after(plan, freshState, anybody, lines, 1n) };
    if (kept.divided.size < keptAtMost) kept.divided.set(key, divided);
  }
  const lines = divided.lines.map((line) =>
    line.payee === creatorSlot ? { ...line, payee: item.creator! } : line.payee === agencySlot ? { ...line, payee: item.agency! } : line,
  );
  return { lines, change: divided.change };
}
