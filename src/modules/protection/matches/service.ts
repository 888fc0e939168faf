import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { answerContent } from '../../catalog/index.ts';
import { protectionErrors } from '../errors.ts';
import type { ProtectionParts } from '../service/parts.ts';
import * as suspectRepo from '../suspects/repo.ts';
import { createSuspectPresenter, presentSighting } from '../suspects/present.ts';
import type { MatchDetail, MatchState, MatchView } from './contract.ts';
import { followAllowListJob } from './jobs.ts';
import { presentMatch } from './present.ts';
import * as repo from './repo.ts';
import type { StoredDecision } from './tables.ts';

/** Who may show what, asked of the allow-list. */
export type Allowing = {
  whoAllows(
    trx: Trx,
    organisationId: string,
    asked: { workId: string; url: string | null; account: string | null; platform: string | null; texts: readonly string[] },
  ): Promise<{ reason: AllowedBy } | null>;
};
export type AllowedBy = { code: string; params: Record<string, string | number | boolean | null> };
export type AllowedNow = AllowedBy | null;

/** What a case takes over of a match. Times are milliseconds of the suspect; `capturedAt` is null for a suspect that came as a file. */
export type MatchForCase = {
  matchId: string;
  suspectId: string;
  suspectName: string;
  workId: string;
  workTitle: string;
  episodeId: string;
  episodeNumber: number;
  url: string | null;
  host: string | null;
  account: string | null;
  capturedAt: string | null;
  /** Of the suspect's bytes. */
  sha256: string;
  score: number;
  copiedMs: number;
  segments: MatchView['segments'];
  transformations: MatchView['transformations'];
  state: MatchState;
  caseId: string | null;
};

const strengthPlace = z.object({ score: z.number().int(), copied: z.number().int(), id: z.string().refine((id) => isId('match', id)) });
const timePlace = z.string().refine((id) => isId('match', id));
const atOnce = 200;
const mostHistory = 100;
const mostHosts = 50;
const mostSightings = 200;

export type Listing = repo.MatchFilter & { sort: 'strength' | 'newest'; cursor?: string | undefined; limit: number };

export function createMatchesUses(parts: ProtectionParts, allowing: Allowing) {
  const { db, clock, jobs, audit, catalog, objects } = parts;

  async function presentAll(trx: Trx, organisationId: string, rows: readonly repo.SeenMatch[]): Promise<MatchView[]> {
    const works = await catalog.findWorks(trx, organisationId, [...new Set(rows.map((row) => row.work_id))]);
    const episodes = await catalog.findEpisodes(trx, organisationId, [...new Set(rows.map((row) => row.episode_id))]);
    return rows.map((row) => presentMatch(row, works.get(row.work_id), episodes.get(row.episode_id)));
  }

  async function requireSeen(trx: Trx, organisationId: string, matchId: string): Promise<repo.SeenMatch> {
    const [row] = await repo.findSeen(trx, organisationId, [matchId]);
    if (!row) throw protectionErrors.match_not_found({ id: matchId });
    return row;
  }

  /** The matches, held; in the order given. Throws match_not_found for any that is not there. */
  async function lockAll(trx: Trx, organisationId: string, matchIds: readonly string[]): Promise<repo.MatchRow[]> {
    const ids = [...new Set(matchIds)];
    const rows = new Map((await repo.lockMatches(trx, organisationId, ids)).map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = rows.get(id);
      if (!row) throw protectionErrors.match_not_found({ id });
      return row;
    });
  }

  /** Moves a match to a state and keeps what it was, so that it can be taken back. */
  async function decide(
    trx: Trx,
    row: repo.MatchRow,
    to: MatchState,
    decision: StoredDecision | null,
    by: { name: string | null; reason: string },
    caseId: string | null = null,
  ): Promise<void> {
    await repo.updateMatches(trx, [row.id], { state: to, decision: repo.asJson(decision), case_id: caseId });
    await repo.insertDecision(trx, {
      organisation_id: row.organisation_id,
      match_id: row.id,
      from_state: row.state,
      to_state: to,
      before: repo.asJson(row.decision),
      by: by.name,
      reason: by.reason,
      at: clock.now(),
    });
  }

  async function presentIds(trx: Trx, organisationId: string, ids: readonly string[]): Promise<MatchView[]> {
    const rows = new Map((await repo.findSeen(trx, organisationId, ids)).map((row) => [row.id, row]));
    return presentAll(
      trx,
      organisationId,
      ids.flatMap((id) => rows.get(id) ?? []),
    );
  }

  /** Whether the allow-list lets the suspect of a match be shown, by any place that it was seen at. */
  async function askAllowed(trx: Trx, organisationId: string, match: { suspect_id: string; work_id: string }): Promise<AllowedNow> {
    const sightings = await suspectRepo.listSightingsOf(trx, organisationId, match.suspect_id, mostSightings);
    let reason: AllowedNow = null;
    // Bytes that were seen at any place where nobody may show them are a copy, though others may.
    for (const sighting of sightings) {
      if (sighting.url === null && sighting.account === null) continue;
      const found = await allowing.whoAllows(trx, organisationId, {
        workId: match.work_id,
        url: sighting.url,
        account: sighting.account,
        platform: null,
        texts: [sighting.note, sighting.filename ?? ''].filter((text) => text !== ''),
      });
      if (!found) return null;
      reason ??= { code: found.reason.code, params: found.reason.params };
    }
    return reason;
  }

  /** Decides an open match by the allow-list where that allows it, or opens one again that it alone had allowed and no longer does. */
  async function followAllowList(trx: Trx, organisationId: string, matchId: string): Promise<void> {
    const [row] = await repo.lockMatches(trx, organisationId, [matchId]);
    if (row?.state === 'open') {
      const allowed = await askAllowed(trx, organisationId, row);
      if (!allowed) return;
      const decision: StoredDecision = { by: null, reason: '', allowed, at: clock.now().toISOString() };
      await decide(trx, row, 'allowed', decision, { name: null, reason: '' });
    } else if (row?.state === 'allowed' && row.decision?.allowed && !(await askAllowed(trx, organisationId, row)))
      await decide(trx, row, 'open', null, { name: null, reason: '' });
  }

  /** Asks the allow-list anew about all matches that it may decide; each in a transaction of its own, so that none waits for all. */
  async function reconsider(organisationId: string, signal: AbortSignal): Promise<void> {
    for (let after = ''; ;) {
      const ids = await db.read((trx) => repo.listForAllowList(trx, organisationId, after, atOnce));
      if (ids.length === 0) return;
      for (const id of ids) {
        signal.throwIfAborted();
        await db.transaction((trx) => followAllowList(trx, organisationId, id));
      }
      after = ids.at(-1)!;
    }
  }
  // An entry begins and ends by its days, without anybody doing anything.
  jobs.every('protection.follow_allow_list', 3600, async (signal) => {
    for (const organisationId of await db.read(repo.listWithAllowList)) await reconsider(organisationId, signal);
  });

  return {
    followAllowList,
    runFollowAllowList: (context: JobContext): Promise<void> => reconsider(context.organisationId, context.signal),

    /** The allow-list has changed: matches are decided anew by it, where there are any that it may decide. */
    allowListChanged: (organisationId: string): Promise<void> =>
      db.transaction(async (trx) => {
        if ((await repo.listForAllowList(trx, organisationId, '', 1)).length === 0) return;
        await jobs.enqueue(trx, followAllowListJob, {}, { organisationId, subject: { id: organisationId, title: '' } });
      }),

    listMatches: (actor: Actor, listing: Listing) => {
      const { organisationId } = actor;
      const strength = listing.sort === 'strength' && listing.cursor !== undefined ? decodeCursor(strengthPlace, listing.cursor) : null;
      const time = listing.sort === 'newest' && listing.cursor !== undefined ? decodeCursor(timePlace, listing.cursor) : null;
      return db.read(async (trx) => {
        const rows =
          listing.sort === 'strength'
            ? await repo.listByStrength(trx, organisationId, listing, strength, listing.limit + 1)
            : await repo.listByTime(trx, organisationId, listing, time, listing.limit + 1);
        const page = rows.slice(0, listing.limit);
        const last = rows.length > listing.limit ? page.at(-1)! : null;
        return {
          items: await presentAll(trx, organisationId, page),
          nextCursor:
            last && encodeCursor(listing.sort === 'strength' ? { score: last.score_bps, copied: last.copied_ms, id: last.id } : last.id),
          counts: await repo.countByState(trx, organisationId, listing),
          hosts: await repo.countByHost(trx, organisationId, mostHosts),
        };
      });
    },

    getMatch: (actor: Actor, matchId: string): Promise<MatchDetail> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const row = await requireSeen(trx, organisationId, matchId);
        const [view] = await presentAll(trx, organisationId, [row]);
        const suspect = (await suspectRepo.findSuspect(trx, organisationId, row.suspect_id))!;
        const present = await createSuspectPresenter(parts, trx, organisationId, [suspect]);
        const sightings = await suspectRepo.listSightingsOf(trx, organisationId, row.suspect_id, mostSightings);
        const episode = await catalog.findEpisode(trx, organisationId, row.episode_id);
        const all = await repo.listOfSuspect(trx, organisationId, row.suspect_id);
        return {
          ...view!,
          suspect: present(suspect),
          sightings: sightings.map((sighting) => presentSighting(sighting)),
          original: episode?.video
            ? { assetId: episode.video.id, durationMs: episode.durationMs, width: episode.width, height: episode.height }
            : null,
          history: (await repo.listDecisions(trx, matchId, mostHistory)).map((each) => ({
            from: each.from_state,
            to: each.to_state,
            by: each.by,
            reason: each.reason,
            at: each.at.toISOString(),
          })),
          others: all.length - 1,
        };
      }),

    answerMatchStrip: async (actor: Actor, matchId: string, request: Request): Promise<Response> => {
      const asset = await db.read(async (trx) => {
        const row = await requireSeen(trx, actor.organisationId, matchId);
        if (row.strip_asset_id === null) throw protectionErrors.strip_missing({ id: matchId });
        return catalog.getAsset(trx, actor.organisationId, row.strip_asset_id);
      });
      return answerContent(asset, request, false, (range) => objects.read(asset.sha256, range));
    },

    /** Throws match_not_found, and match_in_case for one that is decided there. */
    decideMatches: (
      actor: Actor,
      given: { matchIds: readonly string[]; decision: 'allowed' | 'ignored' | 'open'; reason: string },
    ): Promise<{ items: MatchView[] }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const rows = await lockAll(trx, organisationId, given.matchIds);
        const inCase = rows.find((row) => row.state === 'case');
        if (inCase) throw protectionErrors.match_in_case({ id: inCase.id, caseId: inCase.case_id });
        const changed = rows.filter((row) => row.state !== given.decision);
        const decision: StoredDecision | null =
          given.decision === 'open' ? null : { by: actor.name, reason: given.reason, allowed: null, at: clock.now().toISOString() };
        for (const row of changed) await decide(trx, row, given.decision, decision, { name: actor.name, reason: given.reason });
        await audit.record(trx, actor, 'protection.decide_matches', rows.length === 1 ? { id: rows[0]!.id, title: rows[0]!.id } : null, {
          decision: given.decision,
          reason: given.reason,
          matchIds: changed.map((row) => row.id),
        });
        return {
          items: await presentIds(
            trx,
            organisationId,
            rows.map((row) => row.id),
          ),
        };
      }),

    undoDecisions: (actor: Actor, matchIds: readonly string[]): Promise<{ items: MatchView[] }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const rows = await lockAll(trx, organisationId, matchIds);
        const changed: string[] = [];
        for (const row of rows) {
          if (row.state === 'case') continue;
          const latest = await repo.findLatestDecision(trx, row.id);
          // A decision that a case made is taken back by that case.
          if (!latest || latest.from_state === 'case' || latest.to_state === 'case') continue;
          await repo.updateMatches(trx, [row.id], { state: latest.from_state, decision: repo.asJson(latest.before) });
          await repo.markUndone(trx, latest.id);
          changed.push(row.id);
        }
        await audit.record(trx, actor, 'protection.undo_decisions', null, { matchIds: changed });
        return {
          items: await presentIds(
            trx,
            organisationId,
            rows.map((row) => row.id),
          ),
        };
      }),

    // ── For takedown ──────────────────────────────────────────────────────────────────────────────────────────────

    /** What a case takes over of matches, in the order given. Throws match_not_found, also for another tenant's. */
    async matchesForCase(trx: Trx, organisationId: string, matchIds: readonly string[]): Promise<MatchForCase[]> {
      const rows = new Map((await repo.findSeen(trx, organisationId, matchIds)).map((row) => [row.id, row]));
      const inOrder = [...new Set(matchIds)].map((id) => {
        const row = rows.get(id);
        if (!row) throw protectionErrors.match_not_found({ id });
        return row;
      });
      const views = await presentAll(trx, organisationId, inOrder);
      const captured = await suspectRepo.listCapturedAt(
        trx,
        organisationId,
        inOrder.map((row) => row.suspect_id),
      );
      return views.map((view, index) => ({
        matchId: view.id,
        suspectId: view.suspectId,
        suspectName: view.suspectName,
        workId: view.workId,
        workTitle: view.workTitle,
        episodeId: view.episodeId,
        episodeNumber: view.episodeNumber,
        url: view.url,
        host: view.host,
        account: view.account,
        capturedAt: captured.get(view.suspectId) ?? null,
        sha256: inOrder[index]!.suspect_sha256,
        score: view.score,
        copiedMs: view.copiedMs,
        segments: view.segments,
        transformations: view.transformations,
        state: view.state,
        caseId: view.caseId,
      }));
    },

    /**
     * Takes matches into a case, or with null out of theirs, which makes them open again. Throws match_not_found, and match_in_case for
     * one that another case has.
     */
    async markInCase(trx: Trx, actor: Actor, matchIds: readonly string[], caseId: string | null): Promise<void> {
      for (const row of await lockAll(trx, actor.organisationId, matchIds)) {
        if (caseId !== null && row.state === 'case' && row.case_id !== caseId)
          throw protectionErrors.match_in_case({ id: row.id, caseId: row.case_id });
        if (caseId === null ? row.state !== 'case' : row.state === 'case') continue;
        await decide(trx, row, caseId === null ? 'open' : 'case', null, { name: actor.name, reason: '' }, caseId);
      }
    },

    /**
     * Why the suspect of a match may be shown now: by a person's decision or by the allow-list; null where nobody allows it. Asked again
     * before a notice goes out. Throws match_not_found.
     */
    async allowedNow(trx: Trx, organisationId: string, matchId: string): Promise<AllowedNow> {
      const [row] = await repo.findSeen(trx, organisationId, [matchId]);
      if (!row) throw protectionErrors.match_not_found({ id: matchId });
      if (row.state === 'allowed') return row.decision?.allowed ?? { code: 'decided', params: { reason: row.decision?.reason ?? '' } };
      return askAllowed(trx, organisationId, row);
    },

    presentMatches: presentIds,
  };
}
export type MatchesUses = ReturnType<typeof createMatchesUses>;
