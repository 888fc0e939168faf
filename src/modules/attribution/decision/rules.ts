/**
 * Who is credited with a conversion, and why. Pure: the same question and traces give the same answer, in any order of the traces.
 *
 * A typed code beats a click id, which beats the filed account that sold it, which beats a likeness of devices. Windows are those of
 * the campaign as they held when the trace was left; so are its dates, territories, channels and the claim. A trace that may
 * not be credited passes the credit on to the next. Among good traces of one rule a click beats a view, then the latest wins, then the
 * smaller placement id, then the smaller touch id: a total order, so that ties are always broken alike.
 */
import type { ConversionKind, ReasonCode, Rule, TouchKind, Verdict } from '../words/contract.ts';
import { heldAt, type AccountPeriods, type PlacementFacts } from './facts.ts';

/** Changes of these rules count up, so that a decision says by which it was made. */
export const rulesVersion = 1;

export type Reason = { readonly code: ReasonCode; readonly params: Readonly<Record<string, string | number | null>> };

/** What ties a placement to a conversion. */
export type Trace = {
  readonly rule: Rule;
  readonly placementId: string;
  /** When the person came, searched or bought by it. */
  readonly at: Date;
  readonly touchId: string | null;
  readonly touchKind: TouchKind | null;
  readonly country: string | null;
  readonly consent: boolean;
};
export type Question = {
  readonly kind: ConversionKind;
  readonly occurredAt: Date;
  /** Windows are counted to here: of a renewal the viewer's first order, of everything else `occurredAt`. */
  readonly windowAt: Date;
  readonly installBeginAt: Date | null;
  readonly country: string | null;
  readonly workId: string | null;
  /** What is to be said whatever comes of it: an unknown code, a clock that was ahead. */
  readonly notes: readonly Reason[];
};
export type Facts = {
  readonly placements: ReadonlyMap<string, PlacementFacts>;
  readonly accounts: ReadonlyMap<string, AccountPeriods>;
};
export type Candidate = Trace & {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Null where the placement is not known (any more). */
  readonly owner: {
    readonly campaignId: string;
    readonly creatorId: string;
    readonly agencyId: string | null;
    readonly channel: string;
  } | null;
};
export type Decided = {
  readonly rule: Rule | null;
  readonly placementId: string | null;
  readonly winner: Candidate | null;
  readonly reasons: readonly Reason[];
  /** The winner first, then the good ones in their order, then the rejected. */
  readonly candidates: readonly Candidate[];
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const rank: Record<Rule, number> = { code: 0, click: 1, account: 2, probabilistic: 3 };
const reason = (code: ReasonCode, params: Reason['params'] = {}): Reason => ({ code, params });
/** Traces beyond so many are not looked at: the strongest and latest stay. A person has not clicked more often than this in earnest. */
const mostCandidates = 50;

/** Decides. Throws nothing: what is not known becomes a reason. */
export function decide(question: Question, traces: readonly Trace[], facts: Facts): Decided {
  const judged = distinct(traces)
    .toSorted(better)
    .slice(0, mostCandidates)
    .map((trace) => judge(question, trace, facts));
  const good = judged.filter((candidate) => candidate.reasons.length === 0);
  const winner = good[0];
  const candidates = [
    ...good.map((candidate): Candidate => ({ ...candidate, ...(candidate === winner ? won(candidate) : lost(winner!, candidate)) })),
    ...judged.filter((candidate) => candidate.reasons.length > 0),
  ];
  const outcome = winner ? candidates[0]!.reasons : [reason(judged.length === 0 ? 'no_trace' : 'no_valid_trace')];
  return {
    rule: winner?.rule ?? null,
    placementId: winner?.placementId ?? null,
    winner: winner ? candidates[0]! : null,
    reasons: [...outcome, ...question.notes],
    candidates,
  };
}

/** Which of two traces comes first; total, so 0 only for the same trace. */
export function better(a: Trace, b: Trace): number {
  return (
    rank[a.rule] - rank[b.rule] ||
    Number(a.touchKind === 'view') - Number(b.touchKind === 'view') ||
    b.at.getTime() - a.at.getTime() ||
    compare(a.placementId, b.placementId) ||
    compare(a.touchId ?? '', b.touchId ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// One touch may be found by its id and by its viewer: the stronger of the two is it.
function distinct(traces: readonly Trace[]): Trace[] {
  const kept = new Map<string, Trace>();
  for (const trace of traces) {
    const key = trace.touchId ?? `${trace.rule} ${trace.placementId} ${trace.at.getTime()}`;
    const before = kept.get(key);
    if (!before || better(trace, before) < 0) kept.set(key, trace);
  }
  return [...kept.values()];
}

const won = (candidate: Candidate): Pick<Candidate, 'verdict' | 'reasons'> => ({
  verdict: 'won',
  reasons: [reason(`won_by_${candidate.rule}`)],
});

function lost(winner: Candidate, candidate: Candidate): Pick<Candidate, 'verdict' | 'reasons'> {
  if (winner.rule !== candidate.rule) return { verdict: 'lost', reasons: [reason('stronger_trace', { rule: winner.rule })] };
  if (winner.at.getTime() > candidate.at.getTime()) return { verdict: 'lost', reasons: [reason('later_trace')] };
  return { verdict: 'lost', reasons: [reason('equal_trace')] };
}

/** A candidate with everything that speaks against it; without such reasons it is good. */
function judge(question: Question, trace: Trace, facts: Facts): Candidate {
  const placement = facts.placements.get(trace.placementId);
  if (!placement) return { ...trace, verdict: 'rejected', owner: null, reasons: [reason('placement_gone')] };
  const { campaignId, creatorId, agencyId, channel } = placement;
  const reasons = [
    ...againstTime(question, trace, placement),
    ...againstCampaign(trace, placement),
    ...againstPlace(question, trace, placement),
    ...againstAccount(trace, placement, facts),
  ];
  return { ...trace, verdict: reasons.length > 0 ? 'rejected' : 'lost', owner: { campaignId, creatorId, agencyId, channel }, reasons };
}

function againstTime(question: Question, trace: Trace, placement: PlacementFacts): Reason[] {
  const reasons: Reason[] = [];
  if (trace.at.getTime() > question.occurredAt.getTime()) reasons.push(reason('after_conversion'));
  const began = question.installBeginAt;
  if (question.kind === 'install' && trace.rule !== 'code' && began && trace.at.getTime() > began.getTime())
    reasons.push(reason('click_after_install_began', { seconds: Math.round((trace.at.getTime() - began.getTime()) / 1000) }));
  const windows = heldAt(placement.campaign.terms, trace.at)?.terms.windows;
  if (!windows) return reasons;
  const ageMs = question.windowAt.getTime() - trace.at.getTime();
  const limitMs = {
    code: windows.codeDays * dayMs,
    click: windows.clickHours * hourMs,
    account: windows.accountDays * dayMs,
    probabilistic: windows.probabilisticHours * hourMs,
  }[trace.rule];
  if (trace.rule === 'probabilistic') {
    // The strictest first: without consent nothing else about a person's device is anybody's business.
    if (!trace.consent) reasons.push(reason('no_consent'));
    if (windows.probabilisticHours === 0) return [...reasons, reason('probabilistic_off')];
  }
  if (ageMs > limitMs)
    reasons.push(reason('outside_window', { ageHours: Math.floor(ageMs / hourMs), limitHours: Math.round(limitMs / hourMs) }));
  return reasons;
}

function againstCampaign(trace: Trace, placement: PlacementFacts): Reason[] {
  const { campaign } = placement;
  const settings = heldAt(campaign.settings, trace.at);
  const state = campaign.states.findLast((each) => each.from.getTime() <= trace.at.getTime())?.state ?? 'draft';
  const at = trace.at.getTime();
  const reasons: Reason[] = [];
  if (state === 'draft') reasons.push(reason('campaign_not_published'));
  else if (state === 'ended' || (settings?.endsAt && settings.endsAt.getTime() <= at)) reasons.push(reason('campaign_ended'));
  if (settings && settings.startsAt.getTime() > at) reasons.push(reason('campaign_not_started', { from: settings.startsAt.toISOString() }));
  if (settings?.embargoUntil && settings.embargoUntil.getTime() > at)
    reasons.push(reason('embargo', { until: settings.embargoUntil.toISOString() }));
  if (placement.validFrom.getTime() > at) reasons.push(reason('claim_not_yet', { from: placement.validFrom.toISOString() }));
  if (placement.validUntil && placement.validUntil.getTime() <= at)
    reasons.push(reason('claim_ended', { until: placement.validUntil.toISOString() }));
  return reasons;
}

function againstPlace(question: Question, trace: Trace, placement: PlacementFacts): Reason[] {
  const settings = heldAt(placement.campaign.settings, trace.at);
  const reasons: Reason[] = [];
  // Where somebody pays is surer than where they clicked; what is not known speaks against nobody.
  const country = question.country ?? trace.country;
  if (country && settings && settings.territories.length > 0 && !settings.territories.includes(country))
    reasons.push(reason('territory', { country }));
  if (settings && settings.channels.length > 0 && !settings.channels.includes(placement.channel))
    reasons.push(reason('channel', { channel: placement.channel }));
  if (question.workId && question.workId !== placement.workId) reasons.push(reason('work_differs'));
  return reasons;
}

function againstAccount(trace: Trace, placement: PlacementFacts, facts: Facts): Reason[] {
  if (!heldAt(placement.campaign.settings, trace.at)?.requireFiledAccount) return [];
  const periods = placement.accountId === null ? [] : (facts.accounts.get(placement.accountId) ?? []);
  const at = trace.at.getTime();
  const filed = periods.some(({ from, until }) => from.getTime() <= at && (!until || until.getTime() > at));
  return filed ? [] : [reason('account_not_filed', { channel: placement.channel })];
}
