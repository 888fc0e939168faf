/**
 * Decides conversions and writes everything that follows from it, in the caller's transaction: state and changes, the decision
 * and its candidates, earnings, roll-ups, spend. The caller holds the organisation's lock. Written in sets: one statement
 * for each table, whatever the number of conversions.
 */
import { stableJson } from '../decision/compare.ts';
import { rulesVersion } from '../decision/rules.ts';
import type { PlacementFacts } from '../decision/facts.ts';
import { newId } from '../../../platform/ids.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { businessDay } from '../day.ts';
import { selectEventsOf, type SubjectRef } from '../repo/events.ts';
import {
  insertChanges,
  insertDecisions,
  replaceCandidates,
  replaceEarnings,
  selectExisting,
  upsertConversions,
  type ConversionWrite,
  type Existing,
} from '../repo/conversions.ts';
import { closely } from '../repo/closely.ts';
import { noteMoney } from '../repo/money-news.ts';
import { addToRollups, notePlacements, Tally, unknownPlacements } from '../repo/rollups.ts';
import type { AttributionParts, WebhookType } from '../service/parts.ts';
import type { Cell, ChangeState, DecisionRow, EventRow } from '../tables.ts';
import type { DecisionCause, OrderStatus } from '../words/contract.ts';
import { judgeSubjects, type Judgement } from './judge.ts';
import { earningRow, noteSpend, type EarningRow } from './spend.ts';
import { subjectName, subjectOf, type Subject } from './subjects.ts';

export type Applied = {
  /** By source and subject key. */
  readonly conversionIds: ReadonlyMap<string, string>;
  readonly decided: number;
};
type Parts = Pick<AttributionParts, 'clock' | 'campaigns' | 'creators' | 'webhooks'>;
type Order = { ref: SubjectRef; cause: DecisionCause; fresh: readonly EventRow[] };

/** Decides the subjects anew; `fresh` events are those that came just now, for the record of changes. */
export async function applySubjects(parts: Parts, trx: Trx, organisationId: string, orders: readonly Order[]): Promise<Applied> {
  if (orders.length === 0) return { conversionIds: new Map(), decided: 0 };
  const existing = new Map(
    (
      await selectExisting(
        trx,
        organisationId,
        orders.map(({ ref }) => ref),
      )
    ).map((row) => [subjectName(row.source_id, row.subject_key), row]),
  );
  const subjects = await loadSubjects(trx, organisationId, orders, existing);
  const { judgements, facts } = await judgeSubjects(parts, trx, organisationId, subjects, existing);
  const out = new Writes(organisationId, parts.clock.now(), parts.clock.nowMs());
  for (const order of orders) {
    const key = subjectName(order.ref.sourceId, order.ref.subjectKey);
    out.take(judgements.get(key)!, existing.get(key) ?? null, order);
  }
  await noteNewPlacements(trx, organisationId, facts);
  await closely([
    () => upsertConversions(trx, out.conversions),
    () => insertDecisions(trx, out.decisions, out.now),
    () => addToRollups(trx, organisationId, out.tally),
    () => replaceEarnings(trx, out.unearned, out.earnings),
    () => replaceCandidates(trx, out.recandidated, out.candidates),
    () => insertChanges(trx, out.changes),
    () => noteMoney(trx, organisationId, 'conversion', out.moneyed),
  ]);
  await noteSpend(parts, trx, organisationId, out.spend, facts);
  if (out.messages.length > 0) await parts.webhooks.emitAll(trx, organisationId, out.messages);
  return { conversionIds: out.ids, decided: out.decisions.length };
}

// New subjects are whole in what has just come; of the others the log has more.
async function loadSubjects(
  trx: Trx,
  organisationId: string,
  orders: readonly Order[],
  existing: ReadonlyMap<string, Existing>,
): Promise<Subject[]> {
  const partial = orders.filter(({ ref, fresh }) => fresh.length === 0 || existing.has(subjectName(ref.sourceId, ref.subjectKey)));
  const stored = await selectEventsOf(
    trx,
    organisationId,
    partial.map(({ ref }) => ref),
  );
  const byKey = new Map<string, EventRow[]>();
  for (const event of stored) {
    const key = subjectName(event.source_id, event.subject_key);
    byKey.set(key, [...(byKey.get(key) ?? []), event]);
  }
  return orders.map(({ ref, fresh }) => subjectOf(byKey.get(subjectName(ref.sourceId, ref.subjectKey)) ?? fresh));
}

/** Remembers what placements belong to, where that is new. */
export async function noteNewPlacements(trx: Trx, organisationId: string, facts: ReadonlyMap<string, PlacementFacts>): Promise<void> {
  const unknown = new Set(await unknownPlacements(trx, organisationId, [...facts.keys()]));
  await notePlacements(
    trx,
    organisationId,
    [...facts.values()].filter(({ placementId }) => unknown.has(placementId)),
  );
}

/** The rows that a set of judgements leads to. */
class Writes {
  readonly conversions: ConversionWrite[] = [];
  readonly changes: object[] = [];
  readonly decisions: DecisionRow[] = [];
  readonly candidates: object[] = [];
  readonly recandidated: string[] = [];
  readonly earnings: EarningRow[] = [];
  readonly unearned: string[] = [];
  /** What is money, or was. */
  readonly moneyed: string[] = [];
  readonly messages: { type: WebhookType; data: Record<string, unknown> }[] = [];
  readonly tally = new Tally();
  readonly ids = new Map<string, string>();
  readonly spend = new Map<string, bigint>();
  readonly organisationId: string;
  readonly now: Date;
  private readonly nowMs: number;

  constructor(organisationId: string, now: Date, nowMs: number) {
    this.organisationId = organisationId;
    this.now = now;
    this.nowMs = nowMs;
  }

  take(judgement: Judgement, before: Existing | null, order: Order): void {
    const { subject } = judgement;
    const id = before?.id ?? newId('conversion', this.nowMs);
    this.ids.set(subject.key, id);
    const decisionChanged = before === null || !sameDecision(before, judgement);
    const decisionId = decisionChanged ? newId('decision', this.nowMs) : before.decision_id;
    const number = decisionChanged ? (before?.decision_number ?? 0) + 1 : before.decision_number;
    const cells = cellsOf(judgement);
    const row = conversionRow(this, judgement, { id, decisionId, number, cells });
    const earning = judgement.earned ? earningRow(this.organisationId, id, judgement) : null;
    const unchanged = before !== null && !decisionChanged && order.fresh.length === 0 && stableJson(before.counted) === stableJson(cells);
    if (unchanged) return;
    this.conversions.push(row);
    this.noteChange(id, before, judgement, order);
    if (decisionChanged) this.noteDecision(id, decisionId, number, judgement, order);
    if (before) this.tally.add(before.counted, -1);
    this.tally.add(cells, 1);
    this.noteSpending(before?.counted ?? [], before?.campaign_id ?? null, -1n);
    this.noteSpending(cells, judgement.placement?.campaignId ?? null, 1n);
    if (earning) this.earnings.push(earning);
    else if (before) this.unearned.push(id);
    const isOrder = subject.state.kind === 'order' || subject.state.kind === 'renewal';
    if (isOrder || earning || before?.counted.some(({ earnedMinor }) => earnedMinor)) this.moneyed.push(id);
    this.tell(id, before, judgement, decisionChanged);
  }

  private noteSpending(cells: readonly Cell[], campaignId: string | null, sign: 1n | -1n): void {
    if (campaignId === null) return;
    for (const { currency, earnedMinor } of cells) {
      if (!earnedMinor) continue;
      const key = `${campaignId} ${currency}`;
      this.spend.set(key, (this.spend.get(key) ?? 0n) + sign * BigInt(earnedMinor));
    }
  }

  private noteChange(id: string, before: Existing | null, { subject }: Judgement, order: Order): void {
    const last = order.fresh.at(-1);
    if (!last) return;
    const after = changeState(subject.state);
    const old = before && changeState({ status: before.status, amountMinor: before.amount_minor, refundedMinor: before.refunded_minor });
    if (old && stableJson(old) === stableJson(after)) return;
    this.changes.push({
      organisation_id: this.organisationId,
      conversion_id: id,
      event_seq: last.seq,
      at: this.now,
      before: old,
      after,
    });
  }

  private noteDecision(id: string, decisionId: string, number: number, judgement: Judgement, order: Order): void {
    const { decided, subject } = judgement;
    this.decisions.push({
      id: decisionId,
      organisation_id: this.organisationId,
      conversion_id: id,
      number,
      rules_version: rulesVersion,
      cause: number === 1 ? 'new' : order.cause,
      decided_at: this.now,
      superseded_at: null,
      placement_id: decided.placementId,
      rule: decided.rule,
      reasons: [...decided.reasons],
      candidates: judgement.stored,
      inputs_erased: false,
    });
    if (number > 1) this.recandidated.push(id);
    for (const [position, candidate] of judgement.stored.entries()) {
      if (candidate.creatorId === null || candidate.campaignId === null) continue;
      this.candidates.push({
        conversion_id: id,
        position,
        organisation_id: this.organisationId,
        creator_id: candidate.creatorId,
        agency_id: candidate.agencyId,
        campaign_id: candidate.campaignId,
        placement_id: candidate.placementId,
        verdict: candidate.verdict,
        occurred_at: subject.state.occurredAt,
      });
    }
  }

  private tell(id: string, before: Existing | null, { subject, decided, placement }: Judgement, decisionChanged: boolean): void {
    const { state } = subject;
    const data = {
      conversionId: id,
      externalId: subject.externalId,
      kind: state.kind,
      status: state.status,
      amountMinor: state.amountMinor.toString(),
      refundedMinor: state.refundedMinor.toString(),
      currency: state.currency,
      occurredAt: state.occurredAt.toISOString(),
    };
    if (!before) this.messages.push({ type: 'conversion.created', data });
    else if (before.status !== state.status || before.amount_minor !== state.amountMinor || before.refunded_minor !== state.refundedMinor)
      this.messages.push({ type: 'conversion.changed', data });
    if (decisionChanged)
      this.messages.push({
        type: 'conversion.decided',
        data: {
          conversionId: id,
          externalId: subject.externalId,
          placementId: decided.placementId,
          creatorId: placement?.creatorId ?? null,
          campaignId: placement?.campaignId ?? null,
          rule: decided.rule,
          reasons: decided.reasons,
        },
      });
  }
}

function sameDecision(before: Existing, { decided, stored }: Judgement): boolean {
  // What was erased cannot be weighed again: the decision stands as it was made.
  if (before.inputs_erased) return true;
  return (
    before.placement_id === decided.placementId &&
    before.rule === decided.rule &&
    stableJson(before.reasons) === stableJson(decided.reasons) &&
    stableJson(before.candidates) === stableJson(stored)
  );
}

function changeState(state: { status: OrderStatus; amountMinor: bigint; refundedMinor: bigint }): ChangeState {
  return { status: state.status, amountMinor: state.amountMinor.toString(), refundedMinor: state.refundedMinor.toString() };
}

function conversionRow(
  { organisationId, now }: Writes,
  { subject, decided, placement }: Judgement,
  of: { id: string; decisionId: string; number: number; cells: Cell[] },
): ConversionWrite {
  const { state } = subject;
  return {
    id: of.id,
    organisation_id: organisationId,
    source_id: subject.sourceId,
    kind: state.kind,
    subject_key: subject.subjectKey,
    external_id: subject.externalId,
    status: state.status,
    amount_minor: state.amountMinor,
    refunded_minor: state.refundedMinor,
    currency: state.currency,
    occurred_at: state.occurredAt,
    clock_ahead: subject.clockAhead,
    day: businessDay(state.occurredAt),
    country: subject.country,
    work_id: subject.workId ?? placement?.workId ?? null,
    viewer_id: subject.viewerId,
    click_id: subject.clickId,
    match_keys: subject.matchKeys,
    decision_id: of.decisionId,
    decision_number: of.number,
    placement_id: decided.placementId,
    campaign_id: placement?.campaignId ?? null,
    creator_id: placement?.creatorId ?? null,
    agency_id: placement?.agencyId ?? null,
    channel: placement?.channel ?? subject.channel,
    rule: decided.rule,
    counted: of.cells,
    changed_at: now,
  };
}

/** What a conversion adds to the roll-ups, in the currency of the order, and what it earns, in the currency of that. */
export function cellsOf({ subject, decided, earned }: Pick<Judgement, 'subject' | 'decided' | 'earned'>): Cell[] {
  const { state } = subject;
  const place = {
    day: businessDay(state.occurredAt),
    placementId: decided.placementId ?? '',
    country: subject.country ?? decided.winner?.country ?? '',
  };
  const cells: Cell[] = [];
  const paid = state.status === 'paid' || state.status === 'partly_refunded' || state.status === 'refunded';
  if (state.kind === 'install') cells.push({ ...place, currency: '', installs: 1 });
  else if (state.kind === 'register') cells.push({ ...place, currency: '', registrations: 1 });
  else if (paid)
    cells.push({
      ...place,
      currency: state.currency ?? '',
      ...(state.kind === 'order' ? { orders: 1 } : { renewals: 1 }),
      ...(state.status === 'paid' ? {} : { refunds: 1 }),
      revenueMinor: state.amountMinor.toString(),
      refundedMinor: state.refundedMinor.toString(),
    });
  if (earned) cells.push({ ...place, currency: earned.currency, earnedMinor: (earned.creatorMinor + earned.agencyMinor).toString() });
  return cells;
}
