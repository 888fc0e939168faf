/** Contradictions: looking for them when documents come and go, and what people make of them. Raw values stay as they are. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { MetricId } from '../claims/metrics.ts';
import { intelligenceErrors } from '../errors.ts';
import { findClaims, listTouched } from '../figures/read.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { createChecker } from './checking.ts';
import type { ClaimStands, contradictionsRoutes, FindingDetail, FindingItem, SettleBody } from './contract.ts';
import { findingsChanged } from './events.ts';
import { recheckJob } from './jobs.ts';
import { createLooking } from './looking.ts';
import { placeOf, presentFinding, presentFindings, readingOf } from './present.ts';
import * as repo from './repo.ts';

type Listing = z.output<typeof contradictionsRoutes.listFindings.query>;
const place = z.object({ severity: z.number(), id: z.string().max(60) });
/** Documents that come one after the other are looked at together, but nobody waits longer than this. */
const quietMs = 2_000;
const patienceMs = 30_000;
const everySeconds = 3;

/** What people settled of a claim: the latest of all findings in which it takes part. */
export type SettledView = {
  state: ClaimStands;
  /** Instead of the raw value, in its unit; null where only it is known that it is off. */
  reading: { low: number | null; high: number | null } | null;
  by: { id: string | null; name: string };
  at: string;
  reason: string;
  findingId: string;
};

/** The settled view of claims, by their ids; those of whom nothing was settled are missing. */
export async function settledViews(trx: Trx, organisationId: string, claimIds: readonly string[]): Promise<Map<string, SettledView>> {
  const places = new Map((await findClaims(trx, organisationId, claimIds)).map((stored) => [stored.id, placeOf(stored)]));
  const rows = new Map((await repo.listSettledClaims(trx, organisationId, [...places.values()])).map((row) => [row.place, row]));
  return new Map(
    [...places].flatMap(([id, at]): [string, SettledView][] => {
      const row = rows.get(at);
      if (!row) return [];
      const by = { id: row.by_id, name: row.by_name };
      return [
        [
          id,
          {
            state: row.state,
            reading: readingOf(row),
            by,
            at: row.settled_at.toISOString(),
            reason: row.reason,
            findingId: row.finding_id,
          },
        ],
      ];
    }),
  );
}

/** The use-cases of contradictions. */
export function createContradictionsUses(parts: IntelligenceParts) {
  const { db, clock, audit, jobs } = parts;
  const { groupsOf, look } = createLooking(parts, createChecker());

  async function locked(trx: Trx, actor: Actor, id: string): Promise<repo.FindingRow> {
    const row = await repo.findFinding(trx, actor.organisationId, id, true);
    if (!row) throw intelligenceErrors.finding_not_found({ id });
    return row;
  }
  const subjectOf = (row: repo.FindingRow) => ({ id: row.id, title: `${row.kind} · ${row.metric}` });

  /** Writes what a person did: the state, the history, the audit trail; and tells whoever shows settled views. */
  async function decide(
    trx: Trx,
    actor: Actor,
    row: repo.FindingRow,
    act: 'settled' | 'dismissed' | 'reopened',
    settlement: FindingItem['settlement'],
    reason: string,
  ): Promise<FindingDetail> {
    const { organisationId } = actor;
    const state = act === 'reopened' ? ('open' as const) : act;
    const change = { state, settlement: settlement && JSON.stringify(settlement), changed_at: clock.now() };
    await repo.updateFinding(trx, organisationId, row.id, change);
    await repo.insertActs(trx, [
      { organisation_id: organisationId, finding_id: row.id, at: clock.now(), by_id: actor.id, by_name: actor.name, act, reason },
    ]);
    await jobs.publish(trx, findingsChanged, { organisationId, findingIds: [row.id] });
    return presentFinding(trx, organisationId, { ...row, state, settlement, changed_at: change.changed_at });
  }

  const uses = {
    /** Throws topic_not_found. */
    async listFindings(actor: Actor, query: Listing) {
      const after = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      const { organisationId } = actor;
      return db.read(async (trx) => {
        const { topicId } = query;
        if (topicId !== undefined && !(await repo.topicExists(trx, organisationId, topicId)))
          throw intelligenceErrors.topic_not_found({ id: topicId });
        const filter = {
          show: query.show,
          kind: query.kind,
          metric: query.metric,
          topicId,
          documentId: query.documentId,
          source: query.source,
        };
        const rows = await repo.listFindings(trx, organisationId, filter, after, query.limit + 1);
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        const checks = await repo.findChecks(trx, organisationId);
        return {
          items: await presentFindings(trx, organisationId, page),
          nextCursor: rows.length > page.length && last ? encodeCursor({ severity: last.severity, id: last.id }) : null,
          ...(await repo.summarise(trx, organisationId)),
          checkedAt: checks.checkedAt?.toISOString() ?? null,
          waiting: checks.waiting,
          cuts: checks.cuts.map((cut) => ({ ...cut, metrics: [...cut.metrics] })),
        };
      });
    },

    /** Throws finding_not_found. */
    getFinding: (actor: Actor, id: string): Promise<FindingDetail> =>
      db.read(async (trx) => {
        const row = await repo.findFinding(trx, actor.organisationId, id);
        if (!row) throw intelligenceErrors.finding_not_found({ id });
        return presentFinding(trx, actor.organisationId, row);
      }),

    /** Settles anew what was settled before. Throws finding_not_found, claim_not_in_finding, reading_without_off. */
    settleFinding: (actor: Actor, id: string, body: SettleBody): Promise<FindingDetail> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await locked(trx, actor, id);
        const own = (await repo.listFindingClaims(trx, organisationId, [id])).get(id) ?? [];
        const said = saidOf(body, own);
        const now = clock.now();
        await repo.deleteSettled(trx, organisationId, id);
        await repo.insertSettled(
          trx,
          said.map(({ place: at, state, reading }) => ({
            organisation_id: organisationId,
            finding_id: id,
            place: at,
            state,
            reading_low: reading?.low ?? null,
            reading_high: reading?.high ?? null,
            reason: body.reason,
            by_id: actor.id,
            by_name: actor.name,
            settled_at: now,
          })),
        );
        const off = said.filter(({ state }) => state === 'off').length;
        await audit.record(trx, actor, 'intelligence.settle_finding', subjectOf(row), { decision: body.decision, off });
        const by = { id: actor.id, name: actor.name };
        return decide(trx, actor, row, 'settled', { by, at: now.toISOString(), reason: body.reason, decision: body.decision }, body.reason);
      }),

    /** Throws finding_not_found. */
    dismissFinding: (actor: Actor, id: string, reason: string): Promise<FindingDetail> =>
      db.transaction(async (trx) => {
        const row = await locked(trx, actor, id);
        await repo.deleteSettled(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'intelligence.dismiss_finding', subjectOf(row), {});
        const by = { id: actor.id, name: actor.name };
        return decide(trx, actor, row, 'dismissed', { by, at: clock.now().toISOString(), reason, decision: 'dismissed' }, reason);
      }),

    /** Throws finding_not_found, finding_open. */
    reopenFinding: (actor: Actor, id: string): Promise<FindingDetail> =>
      db.transaction(async (trx) => {
        const row = await locked(trx, actor, id);
        if (row.state === 'open') throw intelligenceErrors.finding_open({ id });
        await repo.deleteSettled(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'intelligence.reopen_finding', subjectOf(row), {});
        return decide(trx, actor, row, 'reopened', null, '');
      }),

    recheckFindings: (actor: Actor): Promise<{ taskId: string }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const taskId = await jobs.enqueue(trx, recheckJob, {}, { organisationId, subject: { id: organisationId, title: '' } });
        await audit.record(trx, actor, 'intelligence.recheck_findings', null, {});
        return { taskId };
      }),

    /** Looks at everything, metric by metric; stops between two of them when it is asked to. */
    async runRecheck({ organisationId, signal, progress }: Pick<JobContext, 'organisationId' | 'signal' | 'progress'>): Promise<void> {
      const groups = groupsOf(null);
      await db.transaction((trx) => repo.takeTouched(trx, organisationId));
      for (const [at, metrics] of groups.entries()) {
        signal.throwIfAborted();
        progress('compare', at / groups.length);
        await look(organisationId, metrics, signal);
      }
    },

    /** Documents came, went or count otherwise: what they speak of is looked at when it is quiet. */
    touchFindings: (organisationId: string, documentIds: readonly string[]): Promise<void> =>
      db.transaction(async (trx) => {
        const touched = (await listTouched(trx, organisationId, documentIds)).map(({ metric }) => metric);
        const known = await repo.metricsOfFindings(trx, organisationId, documentIds);
        const metrics = [...new Set<MetricId>([...touched, ...known])];
        if (metrics.length > 0) await repo.touchMetrics(trx, organisationId, metrics, clock.now());
      }),

    /** Looks at what was touched, one organisation after the other. Answers how many were looked at. */
    async lookAtTouched(signal?: AbortSignal): Promise<number> {
      const now = clock.now().getTime();
      const waiting = await db.read((trx) => repo.listWaiting(trx, new Date(now - quietMs), new Date(now - patienceMs)));
      for (const organisationId of waiting) {
        if (signal?.aborted) break;
        const metrics = await db.transaction((trx) => repo.takeTouched(trx, organisationId));
        if (metrics === null) continue;
        try {
          for (const group of groupsOf(metrics)) await look(organisationId, group, signal);
        } catch (error) {
          // What was taken is put back, so that it is looked at in the next round.
          await db.transaction((trx) => repo.touchMetrics(trx, organisationId, metrics, clock.now()));
          if (signal?.aborted) break;
          throw error;
        }
      }
      return waiting.length;
    },

    /** Findings by their ids, in no order; those that are not there are missing. */
    presentFindingsById: async (trx: Trx, organisationId: string, ids: readonly string[]): Promise<FindingItem[]> => {
      const rows = [];
      for (const id of ids) rows.push(await repo.findFinding(trx, organisationId, id));
      return presentFindings(
        trx,
        organisationId,
        rows.filter((row) => row !== undefined),
      );
    },
  };
  jobs.every('intelligence.contradictions', everySeconds, uses.lookAtTouched);
  return uses;
}
export type ContradictionsUses = ReturnType<typeof createContradictionsUses>;

type Said = { place: string; state: ClaimStands; reading?: { low: number | null; high: number | null } | undefined };

/** What a settlement says of each claim; a copy takes what its original has. Throws claim_not_in_finding, reading_without_off. */
function saidOf(body: SettleBody, own: readonly repo.FindingClaimRow[]): Said[] {
  const places = new Map(own.map((row) => [row.claim_id, row.place]));
  if (body.decision === 'both') return [...new Set(places.values())].map((at) => ({ place: at, state: 'stands' }));
  const said = new Map(body.claims.map((claim) => [claim.claimId, claim]));
  for (const claim of said.values()) {
    if (!places.has(claim.claimId)) throw intelligenceErrors.claim_not_in_finding({ id: claim.claimId });
    if (claim.reading && claim.state !== 'off') throw intelligenceErrors.reading_without_off({ id: claim.claimId });
  }
  const found = own.flatMap((row): Said[] => {
    const original = row.copy_of === null ? row : own.find(({ position }) => position === row.copy_of)!;
    const claim = said.get(row.claim_id) ?? said.get(original.claim_id);
    return claim ? [{ place: row.place, state: claim.state, reading: claim.reading }] : [];
  });
  // Two figures that were read of one stretch are settled as one.
  return [...new Map(found.map((each) => [each.place, each])).values()];
}
