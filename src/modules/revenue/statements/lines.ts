/** A statement's lines as people read them: the order, the rule that made the line, and why it is what it is. */
import type { Trx } from '../../../platform/db/index.ts';
import { formatMajor, money, type Currency } from '../../../platform/money.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { fraction } from '../allocate/fraction.ts';
import type { Line } from '../allocate/allocate.ts';
import { waterfallOf } from '../plans/content.ts';
import { explainLine, shareText, type Explanation } from '../plans/explain.ts';
import type { RevenueParts } from '../service/parts.ts';
import { allocatedItem, loadState, planForItem, type PostingContent } from '../settlement/posting.ts';
import type { PayeeRow, PostingRow } from '../tables.ts';
import type { StatementLine } from './contract.ts';
import * as repo from './repo.ts';

/** One line of a posting. `run` and `number` name the posting in its period, `index` the line in it. */
export type OwnLine = { readonly posting: PostingRow; readonly run: number; readonly index: number };

/** How plans' lines may name a payee: as a creator, an agency, a role of the house, or by itself. */
export function keysOf(payee: PayeeRow): string[] {
  return [`payee:${payee.id}`, payee.creator_id, payee.agency_id, payee.role && `role:${payee.role}`].filter((key) => key !== null);
}

export const lineId = ({ posting, run, index }: OwnLine): string => `${run}.${posting.number}.${index}`;

/** The parts of a line's id; null for a text that is none. */
export function readLineId(text: string): { run: number; number: bigint; index: number } | null {
  const match = /^([1-9]\d{0,5})\.([1-9]\d{0,15})\.(0|[1-9]\d{0,3})$/.exec(text);
  return match && { run: Number(match[1]), number: BigInt(match[2]!), index: Number(match[3]) };
}

/** A payee's own lines of postings, in their order. */
export function ownLines(postings: readonly PostingRow[], run: number, keys: ReadonlySet<string>): OwnLine[] {
  return postings.flatMap((posting) =>
    posting.lines.flatMap(([, payee], index): OwnLine[] => (keys.has(payee) ? [{ posting, run, index }] : [])),
  );
}

/** Turns lines into what people read. Names are looked up once a call, whatever its size; what explains a plan is kept between calls. */
export function createLinePresenter(
  parts: Pick<RevenueParts, 'workTitles' | 'campaignNames' | 'creators' | 'attribution' | 'campaigns'>,
  organisationId: string,
) {
  const plans = new Map<string, repo.PlanNamed>();

  async function loadPlans(trx: Trx, contents: readonly PostingContent[]): Promise<void> {
    const missing = new Map(
      contents.flatMap(({ plan }) => {
        const key = `${plan.id} ${plan.version}`;
        return plans.has(key) ? [] : [[key, { plan_id: plan.id, plan_version: plan.version }] as const];
      }),
    );
    for (const [key, row] of await repo.findPlanVersions(trx, organisationId, [...missing.values()])) plans.set(key, row);
  }

  return async (trx: Trx, lines: readonly OwnLine[]): Promise<Omit<StatementLine, 'openQuestions'>[]> => {
    if (lines.length === 0) return [];
    const contents = new Map(lines.map(({ posting }) => [posting, JSON.parse(posting.content) as PostingContent]));
    const all = [...contents.values()];
    await loadPlans(trx, all);
    const ids = (of: (item: PostingContent['item']) => string | null): string[] => [...new Set(all.flatMap(({ item }) => of(item) ?? []))];
    const works = await parts.workTitles(
      trx,
      organisationId,
      ids(({ workId }) => workId),
    );
    const campaigns = await parts.campaignNames(
      trx,
      organisationId,
      ids(({ campaignId }) => campaignId),
    );
    const creators = await parts.creators.creatorNames(
      trx,
      organisationId,
      ids(({ creator }) => creator),
    );
    const itemIds = ids(({ id }) => id);
    const payable = await repo.payableTimes(trx, organisationId, itemIds);
    const channels = await channelsOf(trx, itemIds);
    return lines.map((line) => {
      const { posting } = line;
      const content = contents.get(posting)!;
      const { item } = content;
      const plan = plans.get(`${content.plan.id} ${content.plan.version}`);
      const [step, , amountMinor] = posting.lines[line.index]!;
      const payableAt = payable.get(item.id);
      return {
        id: lineId(line),
        kind: posting.kind,
        order: {
          itemId: item.id,
          kind: item.kind,
          externalId: item.externalId,
          work: item.workId === null ? null : { id: item.workId, title: works.get(item.workId) ?? null },
          campaign: item.campaignId === null ? null : { id: item.campaignId, name: campaigns.get(item.campaignId) ?? null },
          creator: item.creator === null ? null : { id: item.creator, name: creators.get(item.creator) ?? null },
          channel: channels.get(item.id) ?? null,
          occurredAt: item.occurredAt,
          amountMinor: item.amountMinor,
          refundedMinor: takenOf(content)?.toString() ?? null,
        },
        rule: {
          planId: content.plan.id,
          planName: plan?.plan_name ?? null,
          version: content.plan.version,
          step,
          label: labelOf(plan, step),
          explanation: explain(content, plan, step, posting, line.index),
        },
        amountMinor,
        at: content.at,
        payableOn: payableAt ? dateIn(businessZone, payableAt) : null,
      };
    });
  };

  /** The channel that an order came over: of the placement that it is credited to. */
  async function channelsOf(trx: Trx, itemIds: readonly string[]): Promise<Map<string, string>> {
    const placementOf = await parts.attribution.placementsOf(
      trx,
      organisationId,
      itemIds.map((id) => id.replace(/:fee$/, '')),
    );
    const of = (itemId: string): string | undefined =>
      itemId.startsWith('pool:') ? itemId.slice('pool:'.length) : placementOf.get(itemId.replace(/:fee$/, ''));
    const facts = await parts.campaigns.placementFacts(trx, organisationId, [...new Set(itemIds.flatMap((id) => of(id) ?? []))]);
    return new Map(
      itemIds.flatMap((id) => {
        const placement = of(id);
        const found = placement === undefined ? undefined : facts.get(placement);
        return found ? [[id, found.channel] as const] : [];
      }),
    );
  }
}

/** How much of its order a refund took, below zero where it gives some again; null for what is no refund. */
function takenOf({ kind, takenBack }: PostingContent): bigint | null {
  return kind === 'refunded' && takenBack !== null ? BigInt(takenBack.toMinor) - BigInt(takenBack.fromMinor) : null;
}

export type LinePresenter = ReturnType<typeof createLinePresenter>;

/** What people called a step; a campaign's cap, which no plan writes, has no label of its own. */
function labelOf(plan: repo.PlanNamed | undefined, step: string): string {
  for (const { steps } of plan?.content.waterfalls ?? []) for (const each of steps) if (each.id === step) return each.label;
  return '';
}

function explain(content: PostingContent, plan: repo.PlanNamed | undefined, step: string, posting: PostingRow, index: number): Explanation {
  const { item, takenBack } = content;
  if (takenBack !== null) {
    const refunded = BigInt(takenBack.toMinor) - BigInt(takenBack.fromMinor);
    const whole = BigInt(item.amountMinor);
    const text = (minor: bigint): string => formatMajor(money(minor, item.currency as Currency));
    const params = { refunded: text(refunded < 0n ? -refunded : refunded), of: text(whole), currency: item.currency };
    if (content.kind === 'taken_back') return { code: 'taken_back', params };
    if (refunded < 0n) return { code: 'refund_undone', params };
    return { code: 'refund', params: { ...params, rate: whole === 0n ? '0%' : shareText(fraction(refunded, whole)) } };
  }
  const waterfall = plan && waterfallOf(plan.content, item.kind);
  const lines: Line[] = posting.lines.map(([name, payee, amount]) => ({ step: name, payee, amountMinor: BigInt(amount) }));
  if (!waterfall) return { code: 'by_plan', params: { step } };
  const full = planForItem(waterfall, item);
  return explainLine(full, loadState(content.before), allocatedItem(item), lines[index]!, lines);
}
