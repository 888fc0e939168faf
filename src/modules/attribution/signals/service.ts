/**
 * Looks at what has changed, raises signals, holds money, and takes people's decisions. A signal holds; only a person releases
 * or confirms; what a person released stays so until there is news.
 */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import type { PlacementFacts } from '../decision/facts.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { SignalRow, SuspectRow } from '../edge-tables.ts';
import { heldAt } from '../decision/facts.ts';
import type { SignalSettings, Suspect } from './contract.ts';
import type { ConversionFact, Finding, Picture } from './facts.ts';
import * as gather from './gather.ts';
import { isNews, releasedAs } from './news.ts';
import * as repo from './repo.ts';
import { baselinesOf, findSignals, scoreOf, shareOf, weightOf } from './score.ts';

const windowMs = 30 * 24 * 3_600_000;
// Clicks are loaded from journals, and clocks of sources are off: what is a day old may be new.
const lateMs = 24 * 3_600_000;
const visitMs = 3_600_000;
const mostVisits = 50_000;

export type SignalUses = ReturnType<typeof createSignalUses>;

export function createSignalUses(parts: EdgeParts) {
  const { db, clock, audit, log } = parts;
  const visits = new Map<string, number>();

  async function lookAtCampaign(
    organisationId: string,
    campaignId: string,
    settings: SignalSettings,
    guessers: ReadonlyMap<string, number>,
  ): Promise<number> {
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
        filing: await filingOf(organisationId, placement, facts.get(placement.placement_id), own),
        guessers,
      };
      const findings = findSignals(picture, baselines.get(placement.placement_id)!, settings);
      if (findings.length > 0) raised += await raise(organisationId, placement, findings, settings.holdAt);
    }
    return raised;
  }

  /** Which accounts of the orders were filed by this creator and approved when they sold. */
  async function filingOf(
    organisationId: string,
    placement: gather.PlacementRow,
    facts: PlacementFacts | undefined,
    conversions: readonly ConversionFact[],
  ): Promise<Picture['filing']> {
    const now = clock.now();
    const required = facts ? (heldAt(facts.campaign.settings, now)?.requireFiledAccount ?? false) : false;
    if (!required || !facts) return { required: false, approvedExternalIds: new Set(), accountApproved: true };
    const names = [
      ...new Set(conversions.flatMap(({ accountExternalId }) => (accountExternalId === null ? [] : [accountExternalId]))),
    ].slice(0, 500);
    return db.read(async (trx) => {
      const found = new Map<string, string>();
      for (const name of names) {
        const account = await parts.creators.findAccountByExternalId(trx, organisationId, placement.channel, name);
        if (account?.creatorId === placement.creator_id) found.set(name, account.id);
      }
      const ids = [...found.values(), ...(facts.accountId ? [facts.accountId] : [])];
      const periods = await parts.creators.accountPeriods(trx, organisationId, ids);
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
    await db.transaction(async (trx) => {
      const held: SuspectRow[] = [];
      for (const of of subjects.values()) {
        const suspect = await raiseOne(trx, organisationId, placement, of, holdAt);
        if (suspect) held.push(suspect);
      }
      // One word for all of it, however many orders they are.
      await tell(trx, held, 'money_held');
    });
    return subjects.size;
  }

  /** Answers with the suspect where it is held from now on. */
  async function raiseOne(
    trx: Trx,
    organisationId: string,
    placement: gather.PlacementRow,
    findings: readonly Finding[],
    holdAt: number,
  ): Promise<SuspectRow | null> {
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
    await audit.record(
      trx,
      systemActor(organisationId),
      'attribution.hold_earnings',
      { id: suspect.id, title: subject.id },
      { score, kinds: findings.map(({ kind }) => kind) },
    );
    return suspect;
  }

  /** Tells creators and staff, once for each campaign and creator however many orders it is about. */
  async function tell(trx: Trx, suspects: readonly SuspectRow[], kind: 'money_held' | 'money_released'): Promise<void> {
    if (suspects.length === 0) return;
    const organisationId = suspects[0]!.organisation_id;
    const campaigns = await parts.campaigns.campaignNames(trx, organisationId, unique(suspects.map(({ campaign_id }) => campaign_id)));
    const users = await parts.usersOfCreators(trx, organisationId, unique(suspects.map(({ creator_id }) => creator_id)));
    const groups = new Map<string, SuspectRow[]>();
    for (const suspect of suspects) {
      const key = `${suspect.campaign_id} ${suspect.creator_id}`;
      groups.set(key, [...(groups.get(key) ?? []), suspect]);
    }
    for (const group of groups.values()) {
      const { campaign_id, creator_id } = group[0]!;
      const params = { campaign: campaigns.get(campaign_id ?? '') ?? '', count: group.length };
      await parts.notify.notify(trx, {
        organisationId,
        userIds: users.get(creator_id ?? '') ?? [],
        kind,
        params,
        link: '/creator/earnings',
      });
      if (kind === 'money_held') await parts.notify.notifyStaff(trx, { organisationId, kind, params, link: `/signals/${group[0]!.id}` });
    }
  }

  async function present(trx: Trx, organisationId: string, rows: readonly SuspectRow[]): Promise<Suspect[]> {
    const signals = new Map<string, SignalRow[]>();
    for (const row of await repo.selectSignals(
      trx,
      rows.map(({ id }) => id),
    ))
      signals.set(row.suspect_id, [...(signals.get(row.suspect_id) ?? []), row]);
    const names = await parts.creators.creatorNames(trx, organisationId, unique(rows.map(({ creator_id }) => creator_id)));
    const held = await repo.selectHeld(trx, organisationId, rows);
    return rows.map((row) =>
      presentSuspect(row, signals.get(row.id) ?? [], names.get(row.creator_id ?? '') ?? null, held.get(row.id) ?? []),
    );
  }

  return {
    /** Looks at every campaign of an organisation in which something has changed. Running it again changes nothing. Answers with how many subjects were found. */
    async look(
      organisationId: string,
      options: { all?: boolean; signal?: AbortSignal } = {},
    ): Promise<{ campaigns: number; found: number }> {
      const now = clock.now();
      const { settings, cursor } = await db.read(async (trx) => ({
        settings: await repo.readSettings(trx, organisationId),
        cursor: await repo.readCursor(trx, organisationId),
      }));
      const window = new Date(now.getTime() - windowMs);
      const since = options.all || !cursor ? window : cursor;
      const from = options.all || !cursor ? window : new Date(Math.max(window.getTime(), cursor.getTime() - lateMs));
      const { campaigns, guessers } = await db.read(async (trx) => ({
        campaigns: await gather.selectActiveCampaigns(trx, organisationId, since, from),
        guessers: await gather.selectGuessers(trx, organisationId, window),
      }));
      let found = 0;
      for (const campaignId of campaigns) {
        options.signal?.throwIfAborted();
        found += await lookAtCampaign(organisationId, campaignId, settings, guessers);
      }
      await db.transaction((trx) => repo.writeCursor(trx, organisationId, now));
      return { campaigns: campaigns.length, found };
    },

    /** The same for every organisation; one that fails does not keep the others waiting. */
    async lookEverywhere(signal: AbortSignal): Promise<void> {
      for (const organisationId of await db.read(repo.listOrganisations)) {
        signal.throwIfAborted();
        await this.look(organisationId, { signal }).catch((error: unknown) => {
          if (signal.aborted) throw error;
          log.error('attribution.signals_failed', { organisationId, error });
        });
      }
    },

    /** Keeps from where a creator uses Hookline, as a keyed hash: an order from there is their own. */
    async noteCreator(organisationId: string, creatorId: string, from: { address: string; userAgent: string | null }): Promise<void> {
      const [address, agent] = [parts.visitors.hash('address', from.address), parts.visitors.hash('agent', from.userAgent)];
      if (!address || !agent) return;
      await db.transaction((trx) => repo.noteTraces(trx, organisationId, creatorId, [`${address}:${agent}`], clock.now()));
    },

    /** The same of a request, once an hour for each creator; never in the way of what was asked. */
    async noteVisit(actor: Actor, { address, request }: { address: string; request: Request }): Promise<void> {
      if (actor.kind !== 'person' || actor.role !== 'creator') return;
      const key = `${actor.organisationId} ${actor.id}`;
      if ((visits.get(key) ?? Number.NEGATIVE_INFINITY) > clock.nowMs() - visitMs) return;
      if (visits.size > mostVisits) visits.clear();
      visits.set(key, clock.nowMs());
      try {
        const party = await db.read((trx) => parts.creators.partyOf(trx, actor));
        if (party.kind === 'creator')
          await this.noteCreator(actor.organisationId, party.creatorId, { address, userAgent: request.headers.get('user-agent') });
      } catch (error) {
        log.warn('attribution.visit_not_noted', { error });
      }
    },

    async list(
      trx: Trx,
      organisationId: string,
      query: {
        cursor?: string | undefined;
        limit: number;
        state?: string | undefined;
        kind?: string | undefined;
        campaignId?: string | undefined;
        creatorId?: string | undefined;
      },
    ): Promise<{ items: Suspect[]; nextCursor: string | null }> {
      const after = query.cursor ? decodeCursor(z.object({ score: z.number(), id: z.string() }), query.cursor) : null;
      const rows = await repo.listSuspects(trx, organisationId, { ...query, after, limit: query.limit + 1 });
      const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
      return {
        items: await present(trx, organisationId, rows.slice(0, query.limit)),
        nextCursor: last && encodeCursor({ score: last.score_bps, id: last.id }),
      };
    },

    async get(trx: Trx, organisationId: string, suspectId: string): Promise<Suspect> {
      const [row] = await repo.findSuspects(trx, organisationId, [suspectId], false);
      if (!row) throw edgeErrors.suspect_not_found({ id: suspectId });
      return (await present(trx, organisationId, [row]))[0]!;
    },

    /** A person's word on suspects, with their reason. Throws suspect_not_found for any that is not there, and then changes none. */
    async decide(actor: Actor, suspectIds: readonly string[], decision: 'hold' | 'release' | 'confirm', note: string): Promise<Suspect[]> {
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const ids = unique(suspectIds);
        const rows = await repo.findSuspects(trx, organisationId, ids, true);
        const lost = ids.find((id) => !rows.some((row) => row.id === id));
        if (lost) throw edgeErrors.suspect_not_found({ id: lost });
        const now = clock.now();
        const signals = await repo.selectSignals(trx, ids);
        for (const row of rows) {
          const found = signals
            .filter(({ suspect_id }) => suspect_id === row.id)
            .map(({ kind, strength_bps, evidence }) => ({ kind, strengthBps: strength_bps, evidence }));
          if (decision === 'release') await repo.endHolds(trx, row.id, now);
          else await repo.placeHold(trx, row, now);
          if (decision === 'confirm') await repo.confirmHolds(trx, row.id);
          const state =
            decision === 'release' ? ('released' as const) : decision === 'confirm' ? ('confirmed' as const) : ('held' as const);
          await repo.updateSuspect(trx, row.id, {
            state,
            decided_by: actor.name,
            decided_at: now,
            note,
            released: decision === 'release' ? releasedAs(found) : null,
          });
          await audit.record(
            trx,
            actor,
            'attribution.decide_signals',
            { id: row.id, title: row.subject_id },
            { decision, note, before: row.state },
          );
        }
        const releasedNow = rows.filter(({ state }) => decision === 'release' && (state === 'held' || state === 'confirmed'));
        const heldNow = rows.filter(({ state }) => decision === 'hold' && (state === 'none' || state === 'released'));
        await tell(trx, releasedNow, 'money_released');
        await tell(trx, heldNow, 'money_held');
        for (const row of releasedNow)
          await parts.emit(trx, {
            organisationId,
            type: 'signal.released',
            data: { suspectId: row.id, subject: row.subject_kind, subjectId: row.subject_id },
          });
        return present(trx, organisationId, await repo.findSuspects(trx, organisationId, ids, false));
      });
    },

    readSettings: (trx: Trx, organisationId: string): Promise<SignalSettings> => repo.readSettings(trx, organisationId),
    async setSettings(actor: Actor, settings: SignalSettings): Promise<SignalSettings> {
      await db.transaction(async (trx) => {
        await repo.writeSettings(trx, actor.organisationId, settings);
        await audit.record(trx, actor, 'attribution.set_signal_settings', null, {
          holdAt: settings.holdAt,
          off: settings.off,
          banned: settings.bannedReferrers.length,
        });
      });
      return settings;
    },
  };
}

const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

function presentSuspect(row: SuspectRow, signals: readonly SignalRow[], creatorName: string | null, held: Suspect['held']): Suspect {
  return {
    id: row.id,
    subject: row.subject_kind,
    subjectId: row.subject_id,
    placementId: row.placement_id,
    creatorId: row.creator_id,
    creatorName,
    agencyId: row.agency_id,
    campaignId: row.campaign_id,
    channel: row.channel,
    score: row.score_bps / 10_000,
    state: row.state,
    signals: signals.map((signal) => ({
      id: `${signal.suspect_id}:${signal.kind}`,
      kind: signal.kind,
      strength: signal.strength_bps / 10_000,
      weight: weightOf(signal.kind),
      evidence: signal.evidence,
      firstSeenAt: signal.first_seen_at.toISOString(),
      lastSeenAt: signal.last_seen_at.toISOString(),
    })),
    held: row.state === 'held' || row.state === 'confirmed' ? held : [],
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}
