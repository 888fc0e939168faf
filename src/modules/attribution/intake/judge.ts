/** Traces and facts for many subjects at once, then the rules on each. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Terms } from '../../campaigns/index.ts';
import { earnOf, type Earned } from '../decision/earn.ts';
import { heldAt, type PlacementFacts } from '../decision/facts.ts';
import { better, decide, type Candidate, type Decided, type Facts, type Reason } from '../decision/rules.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { StoredCandidate } from '../tables.ts';
import type { Subject } from './subjects.ts';
import { gatherTraces } from './traces.ts';

export type Judgement = {
  readonly subject: Subject;
  readonly decided: Decided;
  readonly stored: StoredCandidate[];
  /** Of the winner. */
  readonly placement: PlacementFacts | null;
  readonly terms: { readonly version: number; readonly terms: Terms } | null;
  readonly earned: Earned | null;
};
type Parts = Pick<AttributionParts, 'campaigns' | 'creators'>;

/**
 * The judgement on each subject by its key, and the facts of all placements that were looked at. `existing` are the decisions that
 * stand: where inputs of one are erased it is weighed from the candidates that it keeps, as nothing else can be found any more.
 */
export async function judgeSubjects(
  parts: Parts,
  trx: Trx,
  organisationId: string,
  subjects: readonly Subject[],
  existing: ReadonlyMap<string, Standing>,
): Promise<{ judgements: Map<string, Judgement>; facts: ReadonlyMap<string, PlacementFacts> }> {
  const isErased = ({ key }: Subject): boolean => existing.get(key)?.inputs_erased ?? false;
  const kept = new Map(subjects.filter(isErased).map(({ key }) => [key, fromCandidates(existing.get(key)!)]));
  const asked = await gatherTraces(
    parts,
    trx,
    organisationId,
    subjects.filter((subject) => !isErased(subject)),
  );
  const placementIds = new Set([...asked.values()].flatMap(({ traces }) => traces.map(({ placementId }) => placementId)));
  for (const { placementId } of kept.values()) if (placementId !== null) placementIds.add(placementId);
  const facts = await loadFacts(parts, trx, organisationId, [...placementIds]);
  const judgements = new Map<string, Judgement>();
  for (const subject of subjects) {
    const { question, traces } = asked.get(subject.key) ?? {};
    judgements.set(subject.key, judgementOf(subject, kept.get(subject.key) ?? decide(question!, traces!, facts), facts));
  }
  return { judgements, facts: facts.placements };
}

/** What the rules need to know of placements. */
export async function loadFacts(parts: Parts, trx: Trx, organisationId: string, placementIds: readonly string[]): Promise<Facts> {
  if (placementIds.length === 0) return { placements: new Map(), accounts: new Map() };
  const placements = await parts.campaigns.placementFacts(trx, organisationId, placementIds);
  const accountIds = new Set<string>();
  for (const { accountId, campaign } of placements.values())
    if (accountId !== null && campaign.settings.some(({ requireFiledAccount }) => requireFiledAccount)) accountIds.add(accountId);
  const accounts = accountIds.size === 0 ? new Map() : await parts.creators.accountPeriods(trx, organisationId, [...accountIds]);
  return { placements, accounts };
}

/** A decision that stands, as far as it is needed to weigh it again from itself. */
export type Standing = {
  readonly inputs_erased: boolean;
  readonly reasons: readonly Reason[];
  readonly candidates: readonly StoredCandidate[];
};

// The order of the good candidates must make the same one win.
function fromCandidates(standing: Standing): Decided {
  const candidates = standing.candidates.map(revive);
  const [winner] = candidates.filter(({ verdict }) => verdict !== 'rejected').toSorted(better);
  return {
    rule: winner?.rule ?? null,
    placementId: winner?.placementId ?? null,
    winner: winner ?? null,
    reasons: standing.reasons,
    candidates,
  };
}

function revive(stored: StoredCandidate): Candidate {
  const { campaignId, creatorId, agencyId, channel } = stored;
  const owner = campaignId === null || creatorId === null || channel === null ? null : { campaignId, creatorId, agencyId, channel };
  return { ...stored, at: new Date(stored.at), owner };
}

function judgementOf(subject: Subject, decided: Decided, facts: Facts): Judgement {
  const placement = decided.placementId === null ? null : (facts.placements.get(decided.placementId) ?? null);
  const { state } = subject;
  const terms = placement && (heldAt(placement.campaign.terms, state.occurredAt) ?? null);
  const shareBps = placement ? (heldAt(placement.campaign.agencyShares, state.occurredAt)?.shareBps ?? 0) : 0;
  return {
    subject,
    decided,
    stored: decided.candidates.map(storedCandidate),
    placement,
    terms,
    earned: terms ? earnOf(state, terms.terms, shareBps) : null,
  };
}

/** A candidate as it is kept: enough to weigh it again when its inputs are erased. */
export function storedCandidate(candidate: Candidate): StoredCandidate {
  return {
    rule: candidate.rule,
    verdict: candidate.verdict,
    at: candidate.at.toISOString(),
    touchId: candidate.touchId,
    touchKind: candidate.touchKind,
    country: candidate.country,
    consent: candidate.consent,
    placementId: candidate.placementId,
    campaignId: candidate.owner?.campaignId ?? null,
    creatorId: candidate.owner?.creatorId ?? null,
    agencyId: candidate.owner?.agencyId ?? null,
    channel: candidate.owner?.channel ?? null,
    reasons: [...candidate.reasons],
  };
}
