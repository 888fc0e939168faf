/** A period's events through their plans: the same set of events gives the same postings, in whatever order they arrived. */
import { addCost, after, freshState, refundLines, type Item, type Line, type State } from '../allocate/allocate.ts';
import type { Plan } from '../allocate/plan.ts';
import { divide } from './divide.ts';
import { addChange, createMemory, readFor, type Memory } from './memory.ts';

/** A version of a share plan, as it was signed off. Steps of one id go on counting across versions. */
export type PlanVersion = { readonly planId: string; readonly version: number; readonly plan: Plan };

type At = { readonly id: string; /** ISO 8601, UTC: what it is ordered by. */ readonly at: string };
export type MoneyEvent =
  /** An order, renewal, ad revenue or fixed fee that is due. */
  | (At & { readonly kind: 'earned'; readonly item: Item; readonly plan: PlanVersion })
  /** So much of an item is refunded by now, in all. */
  | (At & { readonly kind: 'refunded'; readonly itemId: string; readonly refundedMinor: bigint })
  /** What was known of an item was wrong: it is taken back, and what is now known is divided. Null where there was nothing. */
  | (At & { readonly kind: 'restated'; readonly itemId: string; readonly now: { readonly item: Item; readonly plan: PlanVersion } | null })
  /** Money was spent that a plan pays back. */
  | (At & { readonly kind: 'spent'; readonly planId: string; readonly plan: Plan; readonly cost: string; readonly amountMinor: bigint });

/** How an item stands: what it was divided into, and how much of it is taken back. */
export type Standing = {
  readonly plan: PlanVersion;
  readonly item: Pick<Item, 'creator' | 'agency' | 'amountMinor'>;
  readonly lines: readonly Line[];
  readonly refundedMinor: bigint;
};
/** Lines of one event; taken back ones are negative. They sum to what the event brought or took. */
export type Posting = {
  readonly eventId: string;
  readonly itemId: string;
  readonly plan: PlanVersion;
  readonly lines: readonly Line[];
  /** What the plan remembered before of what the division reads: with it, one posting is computed anew without the others. */
  readonly before: State;
};

export type Settled = {
  readonly postings: readonly Posting[];
  readonly states: ReadonlyMap<string, State>;
  readonly standings: ReadonlyMap<string, Standing>;
};

const eventRank = { spent: 0, earned: 1, restated: 2, refunded: 3 } as const;

/** The order in which events count: by their time, then costs before orders before corrections before refunds, then by id. */
export function compareEvents(a: Pick<MoneyEvent, 'at' | 'kind' | 'id'>, b: Pick<MoneyEvent, 'at' | 'kind' | 'id'>): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind !== b.kind) return eventRank[a.kind] - eventRank[b.kind];
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Divides an item by its plan, and lets the plan's memory have it. */
export function earn(memory: Memory, plan: Plan, item: Item): { lines: readonly Line[]; before: State } {
  const before = readFor(plan, memory, item);
  const { lines, change } = divide(plan, before, item);
  addChange(memory, change, 1n);
  return { lines, before };
}

/**
 * Of a standing item so much is taken back in all (at most its amount): the lines of the difference, negative where more is taken
 * back than before and positive where less is. The plan's memory has it.
 */
export function takeBack(memory: Memory, standing: Standing, refundedMinor: bigint): { lines: readonly Line[]; refundedMinor: bigint } {
  const { plan, item, lines } = standing;
  const capped = refundedMinor > item.amountMinor ? item.amountMinor : refundedMinor;
  const more = capped > standing.refundedMinor;
  const taken = more ? refundLines(lines, capped, standing.refundedMinor) : refundLines(lines, standing.refundedMinor, capped);
  const signed = more ? taken.map((line) => ({ ...line, amountMinor: -line.amountMinor })) : taken;
  addChange(memory, after(plan.plan, freshState, item, signed, 1n), 1n);
  return { lines: signed, refundedMinor: capped };
}

/** A cost adds to what the plan has to pay back. */
export function spend(memory: Memory, plan: Plan, cost: string, amountMinor: bigint): void {
  addChange(memory, addCost(plan, freshState, cost, amountMinor), 1n);
}

/**
 * Settles events from where plans and items stood. `standingOf` gives an item that was settled before; it is asked once an item.
 * An event that names an item which was never settled is passed over: there is nothing to take back. Pure: it keeps nothing.
 */
export function settle(
  events: readonly MoneyEvent[],
  statesBefore: ReadonlyMap<string, State>,
  standingOf: (itemId: string) => Standing | null,
): Settled {
  const memories = new Map<string, Memory>();
  const standings = new Map<string, Standing>();
  const postings: Posting[] = [];
  const memoryOf = (planId: string): Memory => {
    let memory = memories.get(planId);
    if (!memory) memories.set(planId, (memory = createMemory(statesBefore.get(planId) ?? freshState)));
    return memory;
  };
  const find = (itemId: string): Standing | null => standings.get(itemId) ?? standingOf(itemId);

  const earned = (eventId: string, itemId: string, item: Item, plan: PlanVersion): void => {
    const { lines, before } = earn(memoryOf(plan.planId), plan.plan, item);
    standings.set(itemId, { plan, item, lines, refundedMinor: 0n });
    if (lines.length > 0) postings.push({ eventId, itemId, plan, lines, before });
  };
  const tookBack = (eventId: string, itemId: string, standing: Standing, upTo: bigint): void => {
    const memory = memoryOf(standing.plan.planId);
    const before = readFor(standing.plan.plan, memory, standing.item);
    const { lines, refundedMinor } = takeBack(memory, standing, upTo);
    standings.set(itemId, { ...standing, refundedMinor });
    if (lines.length > 0) postings.push({ eventId, itemId, plan: standing.plan, lines, before });
  };

  for (const event of [...events].sort(compareEvents)) {
    if (event.kind === 'spent') {
      spend(memoryOf(event.planId), event.plan, event.cost, event.amountMinor);
    } else if (event.kind === 'earned') {
      // A second run over an item that is settled changes nothing.
      if (!find(event.item.id)) earned(event.id, event.item.id, event.item, event.plan);
    } else {
      const standing = find(event.itemId);
      if (!standing) continue;
      if (event.kind === 'refunded') tookBack(event.id, event.itemId, standing, event.refundedMinor);
      else {
        tookBack(event.id, event.itemId, standing, standing.item.amountMinor);
        if (event.now) earned(event.id, event.itemId, event.now.item, event.now.plan);
      }
    }
  }
  const states = new Map(statesBefore);
  for (const [planId, memory] of memories) states.set(planId, memory);
  return { postings, states, standings };
}
