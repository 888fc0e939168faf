/** What a run counts while postings go by: groups with their roots and sums, what each payee gets and when, and the preview's sums. */
import type { Line } from '../allocate/allocate.ts';
import { originOf } from '../books.ts';
import { groupKeyOf } from '../items/group.ts';
import { growTree } from '../../ledger/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { PostingContent } from './posting.ts';

type PostingKind = PostingContent['kind'];
/** Minor units by what they were for. */
type Sums = Record<PostingKind, bigint>;
type Group = {
  readonly number: number;
  readonly plan: PostingContent['plan'];
  readonly origin: string;
  readonly creator: string | null;
  readonly agency: string | null;
  readonly key: string;
  readonly tree: ReturnType<typeof growTree>;
  postings: number;
  readonly sums: Map<string, bigint>;
};
/** By the key that a plan has for them. */
export type PayeeTally = Sums & { lines: number; readonly dues: Map<string, bigint> };
export type Counted = Sums & { postings: number };

const noSums = (): Sums => ({ earned: 0n, refunded: 0n, taken_back: 0n });

export function createTally(currency: string) {
  const groups = new Map<string, Group>();
  const payees = new Map<string, PayeeTally>();
  const plans = new Map<string, Counted & { planId: string; version: number }>();
  const kinds = new Map<PostingContent['item']['kind'], Counted>();
  const counts: Record<PostingKind, number> = { earned: 0, refunded: 0, taken_back: 0 };
  // A day is asked for as often as there are lines, and there are few of them.
  const days = new Map<number, string>();
  let unfit = { count: 0, amountMinor: 0n };

  function dayOf(at: Date): string {
    const hour = Math.floor(at.getTime() / 3_600_000);
    let day = days.get(hour);
    if (day === undefined) days.set(hour, (day = dateIn(businessZone, at)));
    return day;
  }

  return {
    groups,
    payees,
    plans,
    kinds,
    counts,
    unfit: () => unfit,
    addUnfit: (amountMinor: bigint): void => {
      unfit = { count: unfit.count + 1, amountMinor: unfit.amountMinor + amountMinor };
    },

    /** The group that a posting belongs to. */
    groupOf: (plan: PostingContent['plan'], item: PostingContent['item']): Group => {
      const facts = { kind: item.kind, source_id: item.sourceId, campaign_id: item.campaignId, currency, plan_id: plan.id };
      const key = groupKeyOf({ ...facts, plan_version: plan.version, creator_id: item.creator, agency_id: item.agency });
      let group = groups.get(key);
      if (!group) {
        const origin = originOf(facts, currency).code;
        const of = { plan, origin, creator: item.creator, agency: item.agency, key };
        groups.set(key, (group = { number: groups.size + 1, ...of, tree: growTree(), postings: 0, sums: new Map() }));
      }
      return group;
    },

    /** Counts a posting into its group and everywhere else. */
    add: (
      group: Group,
      posting: { kind: PostingKind; itemKind: PostingContent['item']['kind']; amountMinor: bigint; hash: string; payableAt: Date },
      lines: readonly Line[],
    ): void => {
      const { kind, amountMinor } = posting;
      group.postings += 1;
      group.tree.add(posting.hash);
      counts[kind] += 1;
      const planKey = `${group.plan.id} ${group.plan.version}`;
      let plan = plans.get(planKey);
      if (!plan) plans.set(planKey, (plan = { planId: group.plan.id, version: group.plan.version, postings: 0, ...noSums() }));
      let itemKind = kinds.get(posting.itemKind);
      if (!itemKind) kinds.set(posting.itemKind, (itemKind = { postings: 0, ...noSums() }));
      for (const counted of [plan, itemKind]) {
        counted.postings += 1;
        counted[kind] += amountMinor;
      }
      const day = dayOf(posting.payableAt);
      for (const line of lines) {
        group.sums.set(line.payee, (group.sums.get(line.payee) ?? 0n) + line.amountMinor);
        let payee = payees.get(line.payee);
        if (!payee) payees.set(line.payee, (payee = { lines: 0, dues: new Map(), ...noSums() }));
        payee.lines += 1;
        payee[kind] += line.amountMinor;
        payee.dues.set(day, (payee.dues.get(day) ?? 0n) + line.amountMinor);
      }
    },
  };
}
export type Tally = ReturnType<typeof createTally>;
