/** A period's events through their plans: the same set of events gives the same postings, in whatever order they arrived. */
import { addCost, after, allocate, refundLines, type Item, type Line, type State } from '../allocate/allocate.ts';
import type { Plan } from '../allocate/plan.ts';

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
  /** What the plan remembered before: with it, one posting is computed anew without the others. */
  readonly before: State;
};

export type Settled = {
  readonly postings: readonly Posting[];
  readonly states: ReadonlyMap<string, State>;
  readonly standings: ReadonlyMap<string, Standing>;
};

const rank = { spent: 0, earned: 1, restated: 2, refunded: 3 } as const;

/** The order in which events count: by their time, then costs before orders before corrections before refunds, then by id. */
export function compareEvents(a: MoneyEvent, b: MoneyEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind !== b.kind) return rank[a.kind] - rank[b.kind];
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
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
  const states = new Map(statesBefore);
  const standings = new Map<string, Standing>();
  const postings: Posting[] = [];
  const stateOf = (planId: string): State => states.get(planId) ?? { arrived: {}, costs: {}, recovered: {}, had: {} };
  const find = (itemId: string): Standing | null => standings.get(itemId) ?? standingOf(itemId);

  const earn = (eventId: string, itemId: string, item: Item, plan: PlanVersion): void => {
    const before = stateOf(plan.planId);
    const { lines, state } = allocate(plan.plan, before, item);
    states.set(plan.planId, state);
    standings.set(itemId, { plan, item, lines, refundedMinor: 0n });
    if (lines.length > 0) postings.push({ eventId, itemId, plan, lines, before });
  };
  const takeBack = (eventId: string, itemId: string, standing: Standing, refundedMinor: bigint): void => {
    const capped = refundedMinor > standing.item.amountMinor ? standing.item.amountMinor : refundedMinor;
    standings.set(itemId, { ...standing, refundedMinor: capped });
    if (capped <= standing.refundedMinor) {
      // Less is refunded than was thought: what was taken back too much is given again.
      const again = refundLines(standing.lines, standing.refundedMinor, capped);
      give(eventId, itemId, standing, again, 1n);
      return;
    }
    give(eventId, itemId, standing, refundLines(standing.lines, capped, standing.refundedMinor), -1n);
  };
  const give = (eventId: string, itemId: string, { plan, item }: Standing, lines: readonly Line[], sign: 1n | -1n): void => {
    if (lines.length === 0) return;
    const before = stateOf(plan.planId);
    states.set(plan.planId, after(plan.plan, before, item, lines, sign));
    postings.push({
      eventId,
      itemId,
      plan,
      before,
      lines: sign === 1n ? lines : lines.map((line) => ({ ...line, amountMinor: -line.amountMinor })),
    });
  };

  for (const event of [...events].sort(compareEvents)) {
    if (event.kind === 'spent') {
      states.set(event.planId, addCost(event.plan, stateOf(event.planId), event.cost, event.amountMinor));
    } else if (event.kind === 'earned') {
      // A second run over an item that is settled changes nothing.
      if (!find(event.item.id)) earn(event.id, event.item.id, event.item, event.plan);
    } else {
      const standing = find(event.itemId);
      if (!standing) continue;
      if (event.kind === 'refunded') takeBack(event.id, event.itemId, standing, event.refundedMinor);
      else {
        takeBack(event.id, event.itemId, standing, standing.item.amountMinor);
        if (event.now) earn(event.id, event.itemId, event.now.item, event.now.plan);
      }
    }
  }
  return { postings, states, standings };
}
