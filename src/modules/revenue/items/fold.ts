/**
 * Open items of one plan through it, in the order in which they count, a page at a time: what each group's payees would get, and what
 * the plan remembers afterwards. As settlement/fold.ts, but only sums are kept: a hundred thousand items need no memory of their own.
 */
import { businessZone, dateIn } from '../../../platform/time.ts';
import { after, freshState, refundLines, type Item, type Line, type State } from '../allocate/allocate.ts';
import { fraction, type Fraction } from '../allocate/fraction.ts';
import type { Plan } from '../allocate/plan.ts';
import type { PlanContent } from '../contract.ts';
import { waterfallOf } from '../plans/content.ts';
import { divide } from '../settlement/divide.ts';
import { addChange, createMemory, readFor, type Memory } from '../settlement/memory.ts';
import { loadState, planForItem, storeState } from '../settlement/posting.ts';
import type { ItemRow } from '../tables.ts';
import { groupKeyOf } from './group.ts';
import type { EstimateState } from './tables.ts';

export type Origin = { readonly kind: string; readonly source_id: string | null; readonly campaign_id: string | null };
/** What payees of a group would get, by their keys; what is taken back is off. */
export type GroupSums = { readonly key: string; readonly version: number; readonly origin: Origin; readonly sums: Map<string, bigint> };
/** `first`: before an item of the same instant, as costs are; refunds are after it. */
type Later = { readonly at: string; readonly first: boolean; readonly change: State };

export type Fold = {
  /** Takes the next page. Throws RangeError for an item that its version does not divide. */
  take(rows: readonly ItemRow[]): void;
  readonly groups: ReadonlyMap<string, GroupSums>;
  /** By payee key, day and whether a signal holds it. */
  readonly days: ReadonlyMap<string, { readonly payee: string; readonly on: string; readonly held: boolean; amountMinor: bigint }>;
  state(): EstimateState;
};

/** A fold that begins from what the plan remembers; `contents` are its versions' by number. */
export function createFold(contents: ReadonlyMap<number, PlanContent>, before: EstimateState): Fold {
  const memory = createMemory(loadState(before.memory));
  const later = createQueue(before.later.map((each) => ({ ...each, change: loadState(each.change) })));
  const plans = createPlans(contents);
  const groups = new Map<string, GroupSums>();
  const days = new Map<string, { payee: string; on: string; held: boolean; amountMinor: bigint }>();

  const count = (row: ItemRow, lines: readonly Line[], sign: 1n | -1n): void => {
    const key = groupKeyOf(row);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { key, version: row.plan_version!, origin: originPart(row), sums: new Map() }));
    const on = dateIn(businessZone, row.payable_at);
    for (const { payee, amountMinor } of lines) {
      group.sums.set(payee, (group.sums.get(payee) ?? 0n) + amountMinor * sign);
      const day = `${payee} ${on} ${row.held}`;
      const found = days.get(day);
      if (found) found.amountMinor += amountMinor * sign;
      else days.set(day, { payee, on, held: row.held, amountMinor: amountMinor * sign });
    }
  };

  return {
    groups,
    days,
    take: (rows) => {
      for (const row of rows) {
        later.applyBefore(row.occurred_at.toISOString(), memory);
        const plan = plans(row);
        const item = itemOf(row);
        const { lines, change } = divide(plan, readFor(plan, memory, item), item);
        addChange(memory, change, 1n);
        count(row, lines, 1n);
        if (row.refunded_minor === 0n) continue;
        const back = refundLines(lines, row.refunded_minor, 0n);
        count(row, back, -1n);
        later.add({ at: row.refunded_at!.toISOString(), first: false, change: after(plan, freshState, item, back, -1n) });
      }
    },
    state: () => ({
      memory: storeState(memory),
      later: later.all().map(({ at, first, change }) => ({ at, first, change: storeState(change) })),
    }),
  };
}

const originPart = ({ kind, source_id, campaign_id }: ItemRow): Origin => ({ kind, source_id, campaign_id });

function itemOf(row: ItemRow): Item {
  const share = (promised: bigint | null): Fraction | null =>
    promised === null || row.amount_minor === 0n ? null : fraction(promised, row.amount_minor);
  return {
    id: row.id,
    amountMinor: row.amount_minor,
    creator: row.creator_id,
    agency: row.agency_id,
    terms: { creator: share(row.creator_terms_minor), agency: share(row.agency_terms_minor) },
  };
}

/** One plan object for equal ones: what is known of it is kept by it. */
function createPlans(contents: ReadonlyMap<number, PlanContent>): (row: ItemRow) => Plan {
  const known = new Map<string, Plan>();
  return (row) => {
    const capped = row.cap_minor === null || row.creator_id === null ? '' : `${row.campaign_id} ${row.cap_minor}`;
    const key = `${row.plan_version} ${row.kind} ${capped}`;
    let plan = known.get(key);
    if (!plan) {
      const content = contents.get(row.plan_version!);
      const waterfall = content && waterfallOf(content, row.kind);
      if (!waterfall) throw new RangeError(`plan ${row.plan_id} version ${row.plan_version} does not divide ${row.kind}`);
      plan = planForItem(waterfall, {
        campaignId: row.campaign_id,
        capMinor: row.cap_minor?.toString() ?? null,
        creator: row.creator_id,
      });
      known.set(key, plan);
    }
    return plan;
  };
}

/** What is not its turn yet, earliest first: a binary heap. What falls into one instant adds up, in whatever order. */
function createQueue(begin: readonly Later[]) {
  const heap: Later[] = [];
  const isBefore = (a: Later, b: Later): boolean => a.at < b.at || (a.at === b.at && a.first && !b.first);
  const add = (entry: Later): void => {
    let at = heap.push(entry) - 1;
    while (at > 0 && isBefore(heap[at]!, heap[(at - 1) >> 1]!)) {
      const up = (at - 1) >> 1;
      [heap[at], heap[up]] = [heap[up]!, heap[at]!];
      at = up;
    }
  };
  const shift = (): Later => {
    const [top] = heap as [Later];
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
      if (least === at) return top;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  };
  for (const entry of begin) add(entry);
  return {
    add,
    all: (): readonly Later[] => heap,
    /** Adds to the memory what counts before an item of an instant. */
    applyBefore: (at: string, memory: Memory): void => {
      while (heap.length > 0 && (heap[0]!.at < at || (heap[0]!.at === at && heap[0]!.first))) addChange(memory, shift().change, 1n);
    },
  };
}
