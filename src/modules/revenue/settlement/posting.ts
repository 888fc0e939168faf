/**
 * A posting as it is kept and proven: what one event brought or took, by which plan, from which state, and the lines it became. The
 * same content is written by the settlement, shown on statements, exported, and computed anew by whoever verifies. Pure.
 */
import { hash as digest } from 'node:crypto';
import { buildTree } from '../../ledger/index.ts';
import { allocate, refundLines, type Item, type Line, type State } from '../allocate/allocate.ts';
import { fraction } from '../allocate/fraction.ts';
import type { Plan, Step } from '../allocate/plan.ts';
import type { PlanContent, RevenueKind } from '../words/contract.ts';
import { waterfallOf } from '../plans/content.ts';

/** Amounts are decimal strings of minor units, instants ISO 8601 in UTC. */
export type PostingContent = {
  readonly kind: 'earned' | 'refunded' | 'taken_back';
  readonly at: string;
  readonly plan: { readonly id: string; readonly version: number; /** Of the signed content. */ readonly hash: string };
  readonly item: {
    readonly id: string;
    readonly kind: RevenueKind;
    readonly sourceId: string | null;
    readonly externalId: string | null;
    readonly workId: string | null;
    readonly campaignId: string | null;
    readonly occurredAt: string;
    readonly currency: string;
    readonly amountMinor: string;
    /** Ids of the item's creator and agency; null where nobody is credited. */
    readonly creator: string | null;
    readonly agency: string | null;
    /** What the campaign's terms promised them of the whole amount. */
    readonly creatorTermsMinor: string | null;
    readonly agencyTermsMinor: string | null;
    /** What the creator may have in the campaign at most. */
    readonly capMinor: string | null;
  };
  /** What the plan remembered before the item was divided (for what is taken back too: it is divided anew to know its lines). */
  readonly before: StoredState;
  /** Of the item's amount, how much was and is taken back; null where it is divided. */
  readonly takenBack: { readonly fromMinor: string; readonly toMinor: string } | null;
};
export type StoredState = { readonly [K in keyof State]: Readonly<Record<string, string>> };
export type StoredLine = { readonly step: string; readonly payee: string; readonly amountMinor: string };

const sha256 = (form: readonly unknown[]): string => digest('sha256', JSON.stringify(form), 'hex');

const numbers = (of: Readonly<Record<string, bigint>>): Record<string, string> =>
  Object.fromEntries(Object.entries(of).flatMap(([key, value]) => (value === 0n ? [] : [[key, value.toString()]])));
const bigints = (of: Readonly<Record<string, string>>): Record<string, bigint> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, BigInt(value)]));

/** A state as it is stored: zeros are left out. */
export function storeState(state: State): StoredState {
  return { arrived: numbers(state.arrived), costs: numbers(state.costs), recovered: numbers(state.recovered), had: numbers(state.had) };
}
/** What a plan remembers that nothing went through. */
export const freshStored: StoredState = { arrived: {}, costs: {}, recovered: {}, had: {} };
export function loadState(state: StoredState): State {
  return { arrived: bigints(state.arrived), costs: bigints(state.costs), recovered: bigints(state.recovered), had: bigints(state.had) };
}

/**
 * The waterfall for an item: its plan's, and where its campaign caps what a creator may have, that as a last step; what is above goes
 * to the operator. The step carries the campaign's id, so that caps of two campaigns are counted apart. What nobody brought has no cap.
 */
export function planForItem(plan: Plan, item: Pick<PostingContent['item'], 'campaignId' | 'capMinor' | 'creator'>): Plan {
  if (item.capMinor === null || item.campaignId === null || item.creator === null) return plan;
  const cap: Step = {
    kind: 'cap',
    id: `cap ${item.campaignId}`,
    party: 'role:creator',
    mostMinor: BigInt(item.capMinor),
    per: 'all',
    excessTo: 'role:operator',
  };
  return { ...plan, steps: [...plan.steps, cap] };
}

/** The item as allocation takes it: what terms promised is a share of the amount. */
export function allocatedItem(item: PostingContent['item']): Item {
  const amountMinor = BigInt(item.amountMinor);
  const share = (promised: string | null) => (promised === null || amountMinor === 0n ? null : fraction(BigInt(promised), amountMinor));
  return {
    id: item.id,
    amountMinor,
    creator: item.creator,
    agency: item.agency,
    terms: { creator: share(item.creatorTermsMinor), agency: share(item.agencyTermsMinor) },
  };
}

/**
 * The lines of a posting, computed from nothing but itself and its plan's signed content; what is taken back is negative. Throws
 * RangeError where the plan does not divide the item's kind.
 */
export function linesOf(content: PostingContent, planContent: PlanContent): Line[] {
  const waterfall = waterfallOf(planContent, content.item.kind);
  if (!waterfall) throw new RangeError(`plan ${content.plan.id} version ${content.plan.version} does not divide ${content.item.kind}`);
  const { lines } = allocate(planForItem(waterfall, content.item), loadState(content.before), allocatedItem(content.item));
  if (content.takenBack === null) return lines;
  const from = BigInt(content.takenBack.fromMinor);
  const to = BigInt(content.takenBack.toMinor);
  if (to >= from) return refundLines(lines, to, from).map((line) => ({ ...line, amountMinor: -line.amountMinor }));
  // Less is taken back than was: the difference is given again.
  return refundLines(lines, from, to);
}

/** A line's own salt, so that one line can be shown without the others being guessed. */
export const lineSalt = (salt: string, index: number): string => sha256(['line salt', salt, index]);
export const lineHash = (line: StoredLine, ownSalt: string): string => sha256(['line', line.step, line.payee, line.amountMinor, ownSalt]);
/** A posting's hash: over its content's canonical JSON and the hashes of its lines. `content` is exactly the stored text. */
export const postingHash = (content: string, lineHashes: readonly string[]): string => sha256(['posting', content, lineHashes]);

const inOrder = (of: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const keys = Object.keys(of);
  return keys.length < 2 ? of : Object.fromEntries(keys.sort().map((key) => [key, of[key]!]));
};

/** Canonical JSON of a content, written down key by key: a settlement makes a million of them. */
export function contentText({ kind, at, plan, item, before, takenBack }: PostingContent): string {
  return JSON.stringify({
    at,
    before: {
      arrived: inOrder(before.arrived),
      costs: inOrder(before.costs),
      had: inOrder(before.had),
      recovered: inOrder(before.recovered),
    },
    item: {
      agency: item.agency,
      agencyTermsMinor: item.agencyTermsMinor,
      amountMinor: item.amountMinor,
      campaignId: item.campaignId,
      capMinor: item.capMinor,
      creator: item.creator,
      creatorTermsMinor: item.creatorTermsMinor,
      currency: item.currency,
      externalId: item.externalId,
      id: item.id,
      kind: item.kind,
      occurredAt: item.occurredAt,
      sourceId: item.sourceId,
      workId: item.workId,
    },
    kind,
    plan: { hash: plan.hash, id: plan.id, version: plan.version },
    takenBack: takenBack && { fromMinor: takenBack.fromMinor, toMinor: takenBack.toMinor },
  });
}

/** What is stored of a posting: canonical content, lines, and the hash over both. `salt` is random hex, a new one for each posting. */
export function sealPosting(
  content: PostingContent,
  lines: readonly Line[],
  salt: string,
): { text: string; lines: StoredLine[]; hash: string } {
  const text = contentText(content);
  const stored = lines.map(({ step, payee, amountMinor }) => ({ step, payee, amountMinor: amountMinor.toString() }));
  const hash = postingHash(
    text,
    stored.map((line, index) => lineHash(line, lineSalt(salt, index))),
  );
  return { text, lines: stored, hash };
}

/** The root over a group's posting hashes, in their order: RFC 6962's tree, as the ledger's seals. */
export function groupRoot(hashes: readonly string[]): string {
  return buildTree(Buffer.from(hashes.join(''), 'hex')).root;
}
