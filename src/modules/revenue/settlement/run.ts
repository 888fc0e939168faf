/**
 * A settlement's computation: open items stream by, plan by plan in the order in which they count, through the same operations as
 * fold.ts, and become postings that are written in batches. What waits for its time (a refund days after its order) waits in memory;
 * everything else goes by. Nothing is decided here that fold.ts, allocate/ and posting.ts do not decide.
 */
import { randomBytes } from 'node:crypto';
import type { Line } from '../allocate/allocate.ts';
import { freshState } from '../allocate/allocate.ts';
import type { CostRow } from '../items/tables.ts';
import { versionOn } from '../plans/validity.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { emptyColumns, type OpenItem, type PostingColumns } from './computing.ts';
import { compareEvents, earn, spend, takeBack, type MoneyEvent, type PlanVersion, type Standing } from './fold.ts';
import type { Ground } from './ground.ts';
import { createWaiting } from './late.ts';
import { createMemory, type Memory } from './memory.ts';
import { allocatedItem, loadState, sealPosting, storeState, type PostingContent, type StoredState } from './posting.ts';
import { createTally, type Tally } from './tally.ts';

/** How an item stands, with the content of the posting that it stands in; `number` is null where an earlier settlement made that. */
type Stood = Standing & { readonly content: PostingContent; readonly number: bigint | null };
/** Something that happens to an item, in its place in time. */
type Late = Pick<MoneyEvent, 'at' | 'kind' | 'id'> & { readonly act: () => void };
type Kept = { readonly content: string; readonly lines: readonly (readonly [string, string, string])[] };

/** What of a run goes to the database, since it was last taken. */
type Written = { postings: PostingColumns; passed: { id: string; revision: number }[] };

export function createRun(currency: string, groundOf: (planId: string, version: number) => Ground | null) {
  const tally: Tally = createTally(currency);
  const states = new Map<string, Memory>();
  let written: Written = { postings: emptyColumns(), passed: [] };
  let numbers = 0n;

  function contentOf(row: OpenItem): PostingContent['item'] {
    const minor = (value: bigint | null): string | null => (value === null ? null : value.toString());
    return {
      id: row.id,
      kind: row.kind,
      sourceId: row.source_id,
      externalId: row.external_id,
      workId: row.work_id,
      campaignId: row.campaign_id,
      occurredAt: row.occurred_at.toISOString(),
      currency,
      amountMinor: row.amount_minor.toString(),
      creator: row.creator_id,
      agency: row.agency_id,
      creatorTermsMinor: minor(row.creator_terms_minor),
      agencyTermsMinor: minor(row.agency_terms_minor),
      capMinor: minor(row.cap_minor),
    };
  }

  /** The plan that divides an item now; null where none does, or nothing is to be divided. */
  function divides(row: OpenItem, item: PostingContent['item']): { ground: Ground; plan: PlanVersion } | null {
    if (!row.valid || row.amount_minor === 0n || row.plan_id === null) return null;
    const ground = groundOf(row.plan_id, row.plan_version!);
    const plan = ground?.planFor(item);
    return ground && plan ? { ground, plan } : null;
  }

  function standingOf(row: OpenItem, kept: Kept): Stood {
    const content = JSON.parse(kept.content) as PostingContent;
    const plan = groundOf(content.plan.id, content.plan.version)?.planFor(content.item);
    if (!plan) throw new Error(`posting of item ${row.id} names a version that is not there`);
    const { creator, agency, amountMinor } = content.item;
    return {
      content,
      plan,
      item: { creator, agency, amountMinor: BigInt(amountMinor) },
      lines: kept.lines.map(([step, payee, minor]) => ({ step, payee, amountMinor: BigInt(minor) })),
      refundedMinor: row.settled_refunded_minor ?? 0n,
      number: null,
    };
  }

  type Facts = { row: OpenItem; last: boolean; refundedMinor: bigint; standing: bigint | null };
  /** A posting as it is kept; answers with its number. */
  function post(content: PostingContent, lines: readonly Line[], amountMinor: bigint, { row, ...facts }: Facts): bigint {
    const salt = newSalt();
    const sealed = sealPosting(content, lines, salt);
    const group = tally.groupOf(content.plan, content.item);
    tally.add(group, { kind: content.kind, itemKind: content.item.kind, amountMinor, hash: sealed.hash, payableAt: row.payable_at }, lines);
    numbers += 1n;
    const { postings } = written;
    postings.number.push(numbers.toString());
    postings.group.push(String(group.number));
    postings.item.push(row.id);
    postings.kind.push(content.kind);
    postings.amount.push(amountMinor.toString());
    postings.revision.push(String(row.revision));
    postings.refunded.push(facts.refundedMinor.toString());
    postings.last.push(facts.last ? 't' : 'f');
    postings.standing.push(facts.standing === null ? '' : facts.standing.toString());
    postings.content.push(sealed.text);
    postings.lines.push(JSON.stringify(sealed.lines.map((line) => [line.step, line.payee, line.amountMinor])));
    postings.salt.push(salt);
    postings.hash.push(sealed.hash);
    return numbers;
  }

  /** Divides an item by what divides it now; what of it is refunded comes `afterwards`. */
  function earned(
    memory: Memory,
    row: OpenItem,
    item: PostingContent['item'],
    by: { ground: Ground; plan: PlanVersion },
    at: string,
  ): Stood {
    const { ground, plan } = by;
    const { lines, before } = earn(memory, plan.plan, allocatedItem(item));
    const content: PostingContent = {
      kind: 'earned',
      at,
      plan: { id: ground.planId, version: ground.version, hash: ground.hash },
      item,
      before: storeState(before),
      takenBack: null,
    };
    const facts = { row, last: refundOf(row) === 0n, refundedMinor: 0n, standing: null };
    const number = post(content, lines, row.amount_minor, facts);
    return {
      content,
      plan,
      item: { creator: item.creator, agency: item.agency, amountMinor: row.amount_minor },
      lines,
      refundedMinor: 0n,
      number,
    };
  }

  /** Takes back of a standing item what is refunded of it, or all of it because it was wrong. */
  function took(
    memory: Memory,
    row: OpenItem,
    stood: Stood,
    of: { kind: 'refunded' | 'taken_back'; upTo: bigint; at: string; last: boolean },
  ): void {
    const { lines, refundedMinor } = takeBack(memory, stood, of.upTo);
    const content: PostingContent = {
      ...stood.content,
      kind: of.kind,
      at: of.at,
      takenBack: { fromMinor: stood.refundedMinor.toString(), toMinor: refundedMinor.toString() },
    };
    post(content, lines, stood.refundedMinor - refundedMinor, { row, last: of.last, refundedMinor, standing: stood.number });
  }

  /** The events of one plan: items come in their order, and what is to happen later waits until then. */
  function createPass(planId: string, before: StoredState | undefined) {
    const memory = createMemory(before ? loadState(before) : freshState);
    states.set(planId, memory);
    const waiting = createWaiting<Late>(compareEvents);
    const until = (event: Pick<MoneyEvent, 'at' | 'kind' | 'id'> | null): void => {
      for (let first = waiting.first(); first && (event === null || compareEvents(first, event) < 0); first = waiting.first()) {
        waiting.take();
        first.act();
      }
    };
    const wait = (kind: Late['kind'], id: string, at: string, act: () => void): void => waiting.add({ kind, id, at, act });
    const refundLater = (row: OpenItem, notBefore: Date, of: () => Stood): void => {
      const at = iso(row.refunded_at && row.refunded_at > notBefore ? row.refunded_at : notBefore);
      wait('refunded', row.id, at, () => took(memory, row, of(), { kind: 'refunded', upTo: refundOf(row), at, last: true }));
    };
    const pass = (row: OpenItem): void => void written.passed.push({ id: row.id, revision: row.revision });

    /** What is settled is corrected: of an item that moved, each of its two plans does its own half. */
    function restate(row: OpenItem, stood: Stood, half: 'both' | 'take' | 'give'): void {
      const item = contentOf(row);
      const now = divides(row, item);
      const changed = row.changed_at > row.occurred_at ? row.changed_at : row.occurred_at;
      const at = iso(changed);
      const taken = stood.refundedMinor < stood.item.amountMinor;
      if (half !== 'give' && !now && !taken) pass(row);
      wait('restated', row.id, at, () => {
        if (half !== 'give' && taken) took(memory, row, stood, { kind: 'taken_back', upTo: stood.item.amountMinor, at, last: !now });
        if (half === 'take' || !now) return;
        const again = earned(memory, row, item, now, at);
        if (refundOf(row) > 0n) refundLater(row, changed, () => again);
      });
    }

    return {
      /** What was spent, in its place among the orders; a cost that no version pays back changes nothing. */
      spent: (cost: CostRow, by: PlanVersion): void =>
        wait('spent', cost.id, iso(cost.spent_at), () => spend(memory, by.plan, cost.cost, cost.amount_minor)),

      /** An item that now belongs to another plan, from the side of the one that it leaves or the one that it comes to. */
      moved: (row: OpenItem, kept: Kept): void => {
        const stood = standingOf(row, kept);
        restate(row, stood, stood.plan.planId === planId ? 'take' : 'give');
      },

      /** The next open item of the plan; `kept` is the posting that it stands in, where it was settled before. */
      item: (row: OpenItem, kept: Kept | null): void => {
        if (kept) {
          const stood = standingOf(row, kept);
          if (!sameDivision(row, stood.content)) restate(row, stood, 'both');
          else if (refundOf(row) === stood.refundedMinor) pass(row);
          else refundLater(row, row.occurred_at, () => stood);
          return;
        }
        const item = contentOf(row);
        const by = divides(row, item);
        if (!by) {
          // Money that its plan cannot divide waits for another plan; what is no money is seen once.
          if (row.valid && row.amount_minor > 0n) tally.addUnfit(row.amount_minor - row.refunded_minor);
          else pass(row);
          return;
        }
        const at = item.occurredAt;
        until({ kind: 'earned', id: row.id, at });
        const stood = earned(memory, row, item, by, at);
        if (refundOf(row) > 0n) refundLater(row, row.occurred_at, () => stood);
      },

      end: (): void => until(null),
    };
  }

  return {
    tally,
    states,
    createPass,
    /** What is to be written; it is the caller's from now on. */
    take: (): Written => {
      const taken = written;
      written = { postings: emptyColumns(), passed: [] };
      return taken;
    },
    pending: (): number => written.postings.number.length,
    postings: (): bigint => numbers,
  };
}

const iso = (at: Date): string => at.toISOString();
const refundOf = (row: OpenItem): bigint => (row.refunded_minor > row.amount_minor ? row.amount_minor : row.refunded_minor);

/** Whether an item would be divided as its posting divided it, refunds aside; who is told of it may change. */
function sameDivision(row: OpenItem, { plan, item }: PostingContent): boolean {
  const text = (value: bigint | null): string | null => (value === null ? null : value.toString());
  return (
    row.valid &&
    row.plan_id === plan.id &&
    row.plan_version === plan.version &&
    row.kind === item.kind &&
    row.source_id === item.sourceId &&
    row.campaign_id === item.campaignId &&
    row.creator_id === item.creator &&
    row.agency_id === item.agency &&
    row.amount_minor.toString() === item.amountMinor &&
    text(row.creator_terms_minor) === item.creatorTermsMinor &&
    text(row.agency_terms_minor) === item.agencyTermsMinor &&
    text(row.cap_minor) === item.capMinor
  );
}

/** The version whose recoupment a cost adds to: the one that holds on its day, else the newest that pays such a cost back. */
export function costPlan(
  grounds: readonly (Ground & { state: 'agreed'; effective_from: string; effective_until: string | null })[],
  cost: CostRow,
): PlanVersion | null {
  const paying = (ground: Ground): PlanVersion | null => {
    const holder = ground.content.waterfalls.find(({ steps }) => steps.some((step) => step.kind === 'recover' && step.cost === cost.cost));
    const facts = { kind: holder?.kinds[0] ?? 'order', currency: cost.currency as never, campaignId: null, capMinor: null, creator: null };
    return holder ? ground.planFor(facts) : null;
  };
  const holding = versionOn(grounds, dateIn(businessZone, cost.spent_at));
  return (
    (holding && paying(holding)) ??
    grounds.toSorted((a, b) => b.version - a.version).reduce<PlanVersion | null>((found, each) => found ?? paying(each), null)
  );
}

// Random bytes are asked for by the pageful.
let page = '';
let used = 0;
function newSalt(): string {
  if (used === page.length) {
    page = randomBytes(16 * 512).toString('hex');
    used = 0;
  }
  used += 32;
  return page.slice(used - 32, used);
}
