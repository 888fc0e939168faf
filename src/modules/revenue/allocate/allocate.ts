/** One order through a waterfall: exact fractions all the way down, whole minor units once at the end, and the sum is the whole. */
import {
  add,
  divide,
  fraction,
  isLess,
  isZero,
  least,
  multiply,
  one,
  roundToSum,
  subtract,
  whole,
  zero,
  type Fraction,
} from './fraction.ts';
import type { Part, Party, Plan, Step, Tier } from './plan.ts';

/** What an order brings along. Amounts are minor units of the plan's currency. */
export type Item = {
  readonly id: string;
  readonly amountMinor: bigint;
  /** Who fills the roles; null where nobody does. */
  readonly creator: string | null;
  readonly agency: string | null;
  /** What the campaign's terms promised creator and agency then: their shares of the order's whole amount. */
  readonly terms: { readonly creator: Fraction | null; readonly agency: Fraction | null };
};

/** A step's part of an order for a payee. Lines of an order sum to its amount. */
export type Line = { readonly step: string; readonly payee: string; readonly amountMinor: bigint };

/** What a plan remembers from order to order, by step. Plain, so that it can be kept and compared. */
export type State = {
  /** What has come to a split in all. */
  readonly arrived: Readonly<Record<string, bigint>>;
  /** Costs that were added to a recovery. */
  readonly costs: Readonly<Record<string, bigint>>;
  /** What a recovery has paid back. */
  readonly recovered: Readonly<Record<string, bigint>>;
  /** What a capped payee has had, by `step payee`. */
  readonly had: Readonly<Record<string, bigint>>;
};
export const freshState: State = { arrived: {}, costs: {}, recovered: {}, had: {} };

type Flow = { step: string; payee: string; amount: Fraction };

/** Who a party is for an order: a payee's key, or null where nobody fills the role. */
export function payeeOf(party: Party, item: Item): string | null {
  if (party === 'role:creator') return item.creator;
  if (party === 'role:agency') return item.agency;
  return party;
}
/** Who is paid where a party is named: the operator where nobody fills the role. */
export function paidFor(party: Party, item: Item): string {
  // A role of the house itself is its own payee.
  return payeeOf(party, item) ?? 'role:operator';
}

/**
 * Divides an order by a plan, given what came before. Answers with the lines in the order of the waterfall (those of nothing left
 * out) and with the state after. The same plan, state and order give the same lines, and they sum to the amount. Amounts must not
 * be negative: refunds are refundLines' work.
 */
export function allocate(plan: Plan, state: State, item: Item): { lines: Line[]; state: State } {
  if (item.amountMinor < 0n) throw new RangeError('an order that is divided is not negative');
  const gross = whole(item.amountMinor);
  const flows: Flow[] = [];
  let pot = gross;
  for (const step of plan.steps) {
    if (step.kind === 'fee') {
      const wanted = add(multiply(step.of === 'gross' ? gross : pot, step.rate), whole(step.fixedMinor));
      pot = take(flows, step, paidFor(step.party, item), least(wanted, pot), pot);
    } else if (step.kind === 'recover' && step.from === 'pot') {
      const wanted = least(multiply(pot, step.rate), whole(outstanding(step, state)));
      pot = take(flows, step, paidFor(step.to, item), wanted, pot);
    } else if (step.kind === 'split') {
      split(flows, step, state, item, pot);
      pot = zero;
    } else if (step.kind === 'recover') {
      const from = paidFor(step.from as Party, item);
      const share = held(flows, from);
      move(flows, from, paidFor(step.to, item), step.id, least(multiply(share, step.rate), whole(outstanding(step, state))));
    } else {
      const payee = paidFor(step.party, item);
      const room = step.per === 'order' ? step.mostMinor : step.mostMinor - (state.had[`${step.id} ${payee}`] ?? 0n);
      const excess = subtract(held(flows, payee), whole(room > 0n ? room : 0n));
      if (isLess(zero, excess)) move(flows, payee, paidFor(step.excessTo, item), step.id, excess);
    }
  }
  const units = roundToSum(
    flows.map(({ amount }) => amount),
    item.amountMinor,
  );
  const lines = flows.map(({ step, payee }, index) => ({ step, payee, amountMinor: units[index]! }));
  return { lines: lines.filter(({ amountMinor }) => amountMinor !== 0n), state: after(plan, state, item, lines, 1n) };
}

function take(flows: Flow[], step: Step, payee: string, amount: Fraction, pot: Fraction): Fraction {
  if (isZero(amount)) return pot;
  flows.push({ step: step.id, payee, amount });
  return subtract(pot, amount);
}

function split(flows: Flow[], step: Step & { kind: 'split' }, state: State, item: Item, pot: Fraction): void {
  let arrived = whole(state.arrived[step.id] ?? 0n);
  let left = pot;
  for (const tier of step.tiers) {
    if (isZero(left)) return;
    const room = tier.upToMinor === null ? left : subtract(whole(tier.upToMinor), arrived);
    if (!isLess(zero, room)) continue;
    const here = least(left, room);
    for (const { part, share } of sharesOf(tier, item, pot)) {
      const amount = multiply(here, share);
      if (isZero(amount)) continue;
      const payee = payeeOf(part.party, item) ?? paidFor(part.otherwise ?? 'role:operator', item);
      const same = flows.find((flow) => flow.step === step.id && flow.payee === payee);
      if (same) same.amount = add(same.amount, amount);
      else flows.push({ step: step.id, payee, amount });
    }
    arrived = add(arrived, here);
    left = subtract(left, here);
  }
}

/**
 * A tier's shares of the pot for an order. What terms promise is a share of the order's amount: of the pot it is so much more, cut to
 * what fixed shares leave (the creator's before the agency's, as the parts stand); the rest is the rest.
 */
export function sharesOf(tier: Tier, item: Item, pot: Fraction): { part: Part; share: Fraction }[] {
  let left = one;
  const shares = tier.parts.map((part) => {
    if (typeof part.share === 'string') return null;
    const share = fraction(part.share.n, part.share.d);
    left = subtract(left, share);
    return share;
  });
  tier.parts.forEach((part, index) => {
    if (part.share !== 'terms') return;
    const promised = multiply(whole(item.amountMinor), promisedTo(part.party, item));
    const share = isLess(zero, pot) ? least(divide(promised, pot), left) : zero;
    shares[index] = share;
    left = subtract(left, share);
  });
  return tier.parts.map((part, index) => ({ part, share: shares[index] ?? left }));
}

/** What terms promised to a role, as a share of the order's amount. */
export function promisedTo(party: Party, item: Item): Fraction {
  return (party === 'role:creator' ? item.terms.creator : item.terms.agency) ?? zero;
}

/** What a payee holds of the order after the split. */
function held(flows: readonly Flow[], payee: string): Fraction {
  return flows.filter((flow) => flow.payee === payee).reduce<Fraction>((sum, flow) => add(sum, flow.amount), zero);
}

/** Moves an amount from a payee's flows, the last ones first, to another under a step's name. */
function move(flows: Flow[], from: string, to: string, step: string, amount: Fraction): void {
  let left = amount;
  for (const flow of flows.toReversed()) {
    if (flow.payee !== from || isZero(left)) continue;
    const part = least(flow.amount, left);
    flow.amount = subtract(flow.amount, part);
    left = subtract(left, part);
  }
  const moved = subtract(amount, left);
  if (!isZero(moved)) flows.push({ step, payee: to, amount: moved });
}

/** What a recovery still has to pay back. */
export function outstanding(step: Step & { kind: 'recover' }, state: State): bigint {
  const left = step.advanceMinor + (state.costs[step.id] ?? 0n) - (state.recovered[step.id] ?? 0n);
  return left > 0n ? left : 0n;
}

/** The state after lines were given (`sign` 1) or taken back (−1). Whole units, as they were paid. */
export function after(plan: Plan, state: State, item: Pick<Item, 'creator' | 'agency'>, lines: readonly Line[], sign: 1n | -1n): State {
  const next = { arrived: { ...state.arrived }, costs: state.costs, recovered: { ...state.recovered }, had: { ...state.had } };
  const sumOf = (match: (line: Line) => boolean): bigint => lines.filter(match).reduce((sum, line) => sum + line.amountMinor, 0n) * sign;
  const splitAt = plan.steps.findIndex((step) => step.kind === 'split');
  const fromShares = new Set(plan.steps.slice(splitAt).map(({ id }) => id));
  for (const step of plan.steps) {
    // What is moved between shares after the split came to the split too.
    if (step.kind === 'split') next.arrived[step.id] = (next.arrived[step.id] ?? 0n) + sumOf((line) => fromShares.has(line.step));
    if (step.kind === 'recover') next.recovered[step.id] = (next.recovered[step.id] ?? 0n) + sumOf((line) => line.step === step.id);
    if (step.kind === 'cap' && step.per === 'all') {
      const payee = paidFor(step.party, item as Item);
      const key = `${step.id} ${payee}`;
      next.had[key] = (next.had[key] ?? 0n) + sumOf((line) => line.payee === payee);
    }
  }
  return next;
}

/** A cost adds to every recovery of its kind. */
export function addCost(plan: Plan, state: State, cost: string, amountMinor: bigint): State {
  const costs = { ...state.costs };
  for (const step of plan.steps) if (step.kind === 'recover' && step.cost === cost) costs[step.id] = (costs[step.id] ?? 0n) + amountMinor;
  return { ...state, costs };
}

/**
 * The lines of an order that are taken back when `refundedMinor` of it is refunded in all, `beforeMinor` of that already: in
 * proportion through the same tree, so that refunds in any portions take back the same in the end, and a whole refund takes back
 * every line exactly. Amounts are positive; they sum to the newly refunded amount. Throws RangeError beyond the order's amount.
 */
export function refundLines(lines: readonly Line[], refundedMinor: bigint, beforeMinor: bigint): Line[] {
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  if (beforeMinor < 0n || refundedMinor < beforeMinor || refundedMinor > total) throw new RangeError('a refund stays within its order');
  if (total === 0n) return [];
  const upTo = (amount: bigint): bigint[] =>
    roundToSum(
      lines.map((line) => fraction(line.amountMinor * amount, total)),
      amount,
    );
  const [now, was] = [upTo(refundedMinor), upTo(beforeMinor)];
  return lines.map((line, index) => ({ ...line, amountMinor: now[index]! - was[index]! })).filter(({ amountMinor }) => amountMinor !== 0n);
}
