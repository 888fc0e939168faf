/** Looks at a campaign's placements, and holds what is suspicious enough: once, until there is news. */
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { heldAt, type PlacementFacts } from '../decision/facts.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { SuspectRow } from '../edge-tables.ts';
import type { SignalSettings } from './contract.ts';
import type { ConversionFact, Finding, Picture } from './facts.ts';
import * as gather from './gather.ts';
import { isNews } from './news.ts';
import * as repo from './repo.ts';
import { baselinesOf, findSignals, scoreOf, shareOf } from './score.ts';
import { tellOfMoney } from './tell.ts';

/** What lies further back is no longer judged. */
export const windowMs = 30 * 24 * 3_600_000;

/** Answers with how many subjects were found. Looking again changes nothing. */
export async function lookAtCampaign(
  parts: EdgeParts,
  organisationId: string,
  campaignId: string,
  settings: SignalSettings,
  guessers: ReadonlyMap<string, number>,
): Promise<number> {
  const { db, clock } = parts;
  const from = new Date(clock.nowMs() - windowMs);
  const { placements, conversions, searches, clicks, facts, traces, accounts } = await db.read(async (trx) => {
    const placements = await gather.selectPlacements(trx, organisationId, campaignId);
    const ids = placements.map(({ placement_id }) => placement_id);
    const creatorIds = [...new Set(placements.map(({ creator_id }) => creator_id))];
    return {
      placements,
      conversions: await gather.selectConversions(trx, organisationId, campaignId, from),
      searches: await gather.selectSearches(trx, organisationId, ids, from),
      clicks: await gather.selectClicks(trx, organisationId, ids, from),
      facts: await parts.campaigns.placementFacts(trx, organisationId, ids),
      traces: await gather.selectCreatorTraces(trx, organisationId, creatorIds),
      accounts: await parts.accountIdsOf(trx, organisationId, creatorIds),
    };
  });
  const shares = new Map(
    placements.map(({ placement_id }) => [
      placement_id,
      {
        ...shareOf({ touches: searches.get(placement_id) ?? [], conversions: conversions.get(placement_id) ?? [] }),
        clicks: clicks.get(placement_id) ?? 0,
      },
    ]),
  );
  const baselines = baselinesOf(shares);
  let raised = 0;
  for (const placement of placements) {
    const own = conversions.get(placement.placement_id) ?? [];
    const touches = await db.read((trx) => gather.selectTouches(trx, placement.placement_id, from));
    if (touches.length === 0 && own.length === 0) continue;
    const known = accounts.get(placement.creator_id) ?? [];
    const picture: Picture = {
      placementId: placement.placement_id,
      creatorId: placement.creator_id,
      touches,
      conversions: own,
      own: { viewerIds: new Set(known), deviceIds: new Set(), matchKeys: traces.get(placement.creator_id) ?? new Set() },
      filing: await filingOf(parts, organisationId, placement, facts.get(placement.placement_id), own),
      guessers,
    };
    const findings = findSignals(picture, baselines.get(placement.placement_id)!, settings);
    if (findings.length > 0) raised += await raise(parts, organisationId, placement, findings, settings.holdAt);
  }
  return raised;
}

/** Which accounts of the orders were filed by this creator and approved when they sold. */
async function filingOf(
  { db, clock, creators }: EdgeParts,
  organisationId: string,
  placement: gather.PlacementRow,
  facts: PlacementFacts | undefined,
  conversions: readonly ConversionFact[],
): Promise<Picture['filing']> {
  const now = clock.now();
  const required = facts ? (heldAt(facts.campaign.settings, now)?.requireFiledAccount ?? false) : false;
  if (!required || !facts) return { required: false, approvedExternalIds: new Set(), accountApproved: true };
  const names = [...new Set(conversions.flatMap(({ accountExternalId }) => (accountExternalId === null ? [] : [accountExternalId])))].slice(
    0,
    500,
  );
  return db.read(async (trx) => {
    const found = new Map<string, string>();
    for (const name of names) {
      const account = await creators.findAccountByExternalId(trx, organisationId, placement.channel, name);
      if (account?.creatorId === placement.creator_id) found.set(name, account.id);
    }
    const ids = [...found.values(), ...(facts.accountId ? [facts.accountId] : [])];
    const periods = await creators.accountPeriods(trx, organisationId, ids);
    const first = Math.min(now.getTime(), ...conversions.map(({ at }) => at));
    const approved = (id: string): boolean =>
      (periods.get(id) ?? []).some(({ from, until }) => from.getTime() <= now.getTime() && (until === null || until.getTime() > first));
    return {
      required,
      approvedExternalIds: new Set([...found].filter(([, id]) => approved(id)).map(([name]) => name)),
      accountApproved: facts.accountId !== null && approved(facts.accountId),
    };
  });
}

async function raise(
  parts: EdgeParts,
  organisationId: string,
  placement: gather.PlacementRow,
  findings: readonly Finding[],
  holdAt: number,
): Promise<number> {
  const subjects = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.subject.kind} ${finding.subject.id}`;
    subjects.set(key, [...(subjects.get(key) ?? []), finding]);
  }
  await parts.db.transaction(async (trx) => {
    const held: SuspectRow[] = [];
    for (const of of subjects.values()) {
      const suspect = await raiseOne(parts, trx, organisationId, placement, of, holdAt);
      if (suspect) held.push(suspect);
    }
    // One word for all of it, however many orders they are.
    await tellOfMoney(parts, trx, held, 'money_held');
  });
  return subjects.size;
}

/** Answers with the suspect where it is held from now on. */
async function raiseOne(
  parts: EdgeParts,
  trx: Trx,
  organisationId: string,
  placement: gather.PlacementRow,
  findings: readonly Finding[],
  holdAt: number,
): Promise<SuspectRow | null> {
  const { clock } = parts;
  const now = clock.now();
  const { subject } = findings[0]!;
  const suspect = await repo.lockSuspect(
    trx,
    {
      id: newId('signal', clock.nowMs()),
      organisation_id: organisationId,
      subject_kind: subject.kind,
      subject_id: subject.id,
      placement_id: placement.placement_id,
      creator_id: placement.creator_id,
      agency_id: placement.agency_id,
      campaign_id: placement.campaign_id,
      channel: placement.channel,
    },
    now,
  );
  const found = findings.map(({ kind, strength, evidence }) => ({ kind, strengthBps: Math.round(strength * 10_000), evidence }));
  for (const signal of found) await repo.saveSignal(trx, suspect.id, signal, now);
  const score = scoreOf(findings);
  const news = suspect.state === 'none' || (suspect.state === 'released' && isNews(suspect.released, found));
  const holds = news && score >= holdAt;
  await repo.updateSuspect(trx, suspect.id, {
    score_bps: Math.round(score * 10_000),
    last_seen_at: now,
    ...(holds && { state: 'held' as const }),
  });
  if (suspect.first_seen_at.getTime() === now.getTime() || holds)
    await parts.emit(trx, {
      organisationId,
      type: 'signal.raised',
      data: {
        suspectId: suspect.id,
        subject: subject.kind,
        subjectId: subject.id,
        score,
        kinds: findings.map(({ kind }) => kind),
        held: holds,
      },
    });
  if (!holds) return null;
  await repo.placeHold(trx, suspect, now);
  await parts.audit.record(
    trx,
    systemActor(organisationId),
    'attribution.hold_earnings',
    { id: suspect.id, title: subject.id },
    { score, kinds: findings.map(({ kind }) => kind) },
  );
  return suspect;
}
