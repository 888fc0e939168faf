/** What people do with settlements: compute one, look at it, approve it as another person, cancel it, try it again. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError, platformErrors } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { canonicalJson } from '../../ledger/index.ts';
import { revenueErrors } from '../errors.ts';
import { takeInNow } from '../items/feed.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { SettlementRow } from '../tables.ts';
import { clear, compute } from './compute.ts';
import type { Settlement, SettlementDetail, SettlementState, SettlementSummary } from './contract.ts';
import { computeJob, postJob } from './jobs.ts';
import { listPayeeRows } from './payee-rows.ts';
import { firstInstantAfter, lastInstantOf } from './period.ts';
import { post } from './post.ts';
import { freshStored } from './posting.ts';
import { isApproved, presentDetail, presentSettlement } from './present.ts';
import * as repo from './repo.ts';
import { lineAfter, listLines } from './lines.ts';
import { presentPayees } from './summary.ts';

const place = z.object({ id: z.string() });
const payeePlace = z.object({ netMinor: z.string().regex(/^-?\d{1,19}$/), payeeId: z.string() });
type Page = { cursor?: string | undefined; limit: number };

export function createSettlementUses(parts: RevenueParts) {
  const { db, clock, audit, jobs, ledger } = parts;

  async function load(trx: Trx, organisationId: string, id: string, lock = false): Promise<SettlementRow> {
    const row = await repo.findSettlement(trx, organisationId, id, lock);
    if (!row) throw revenueErrors.settlement_not_found({ id });
    return row;
  }
  const inState = (row: SettlementRow, good: boolean): void => {
    if (!good) throw revenueErrors.settlement_state({ state: row.state });
  };
  const subject = (row: Pick<SettlementRow, 'id' | 'period' | 'currency'>) => ({ id: row.id, title: `${row.period} ${row.currency}` });
  const detail = async (trx: Trx, actor: Actor, id: string): Promise<SettlementDetail> =>
    presentDetail(await load(trx, actor.organisationId, id), actor);

  /** Throws month_closed where the books take nothing for a month any more. */
  async function requireOpenMonth(trx: Trx, organisationId: string, period: string): Promise<void> {
    const closedUntil = await ledger.closedUntil(trx, organisationId);
    if (closedUntil && closedUntil >= lastInstantOf(period)) throw revenueErrors.month_closed({ period });
  }
  async function refuseOpen(trx: Trx, organisationId: string, currency: string): Promise<never> {
    const open = await repo.findOpen(trx, organisationId, currency);
    throw revenueErrors.settlement_open({ id: open?.id ?? '', period: open?.period ?? '', currency });
  }
  const enqueue = (
    trx: Trx,
    row: Pick<SettlementRow, 'id' | 'organisation_id' | 'period' | 'currency'>,
    job: typeof computeJob,
  ): Promise<string> => jobs.enqueue(trx, job, { settlementId: row.id }, { organisationId: row.organisation_id, subject: subject(row) });

  /** What failed is written down; what is worth another try is thrown on for it. */
  async function failing(
    row: SettlementRow,
    context: JobContext,
    during: 'computing' | 'posting',
    error: unknown,
    most: number,
  ): Promise<void> {
    if (context.signal.aborted) throw error;
    const app = error instanceof AppError ? error : platformErrors.bug({}, error);
    const passing = app.kind === 'unavailable' || app.kind === 'bug';
    if (passing && context.attempt < most) throw error;
    const failure = JSON.stringify({ code: app.code, params: app.params, during });
    const state = during === 'computing' ? 'computing' : 'approved';
    // Before anybody can try again: what is removed is never the next try's.
    if (during === 'computing') await clear(parts, row.id);
    await db.transaction((trx) => repo.changeSettlement(trx, row.id, [state], { state: 'failed', failure }));
    throw error;
  }

  return {
    /** Begins a settlement. Throws settlement_open, period_not_over, period_passed, month_closed. */
    createSettlement: async (actor: Actor, { period, currency }: { period: string; currency: string }): Promise<SettlementDetail> => {
      const { organisationId } = actor;
      await takeInNow(parts, organisationId);
      return db.transaction(async (trx) => {
        const now = clock.now();
        if (now < firstInstantAfter(period)) throw revenueErrors.period_not_over({ period });
        await requireOpenMonth(trx, organisationId, period);
        const newest = await repo.newestPeriod(trx, organisationId, currency);
        if (newest !== null && newest > period) throw revenueErrors.period_passed({ period, later: newest });
        const row = {
          id: newId('settlement', now.getTime()),
          organisation_id: organisationId,
          period,
          currency,
          run: (await repo.newestRun(trx, organisationId, currency, period)) + 1,
          state: 'computing' as const,
          cut_at: now,
          made_by: actor.id ?? actor.kind,
          made_by_name: actor.name.slice(0, 200),
          made_at: now,
          progress: JSON.stringify({ stage: 'computing', done: 0, total: 0 }),
        };
        if (!(await repo.insertSettlement(trx, row))) await refuseOpen(trx, organisationId, currency);
        const taskId = await enqueue(trx, row, computeJob);
        await repo.changeSettlement(trx, row.id, ['computing'], { task_id: taskId });
        await audit.record(trx, actor, 'revenue.create_settlement', subject(row), { run: row.run });
        return detail(trx, actor, row.id);
      });
    },

    listSettlements: (
      actor: Actor,
      query: Page & { period?: string | undefined; currency?: string | undefined; state?: SettlementState | undefined },
    ): Promise<{ items: Settlement[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const rows = await repo.listSettlements(trx, actor.organisationId, {
          period: query.period ?? null,
          currency: query.currency ?? null,
          state: query.state ?? null,
          beforeId: query.cursor === undefined ? null : decodeCursor(place, query.cursor).id,
          limit: query.limit + 1,
        });
        const items = rows.slice(0, query.limit).map((row) => presentSettlement(row, actor));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    getSettlement: (actor: Actor, id: string): Promise<SettlementDetail> => db.read((trx) => detail(trx, actor, id)),

    listSettlementPayees: (actor: Actor, id: string, query: Page & { query?: string | undefined }) =>
      db.read(async (trx) => {
        const after = query.cursor === undefined ? null : decodeCursor(payeePlace, query.cursor);
        const settlement = await load(trx, actor.organisationId, id);
        const rows = await listPayeeRows(trx, id, { after, query: query.query ?? null, limit: query.limit + 1 });
        const shown = rows.slice(0, query.limit);
        const last = shown.at(-1);
        return {
          items: await presentPayees(trx, settlement, shown),
          nextCursor: rows.length > query.limit ? encodeCursor({ netMinor: last!.net_minor.toString(), payeeId: last!.payee_id }) : null,
        };
      }),

    listSettlementLines: (
      actor: Actor,
      id: string,
      query: Page & { payeeId?: string | undefined; planId?: string | undefined; itemId?: string | undefined },
    ) => {
      const after = lineAfter(query.cursor);
      return db.read(async (trx) => listLines(parts, trx, await load(trx, actor.organisationId, id), { ...query, after }));
    },

    /**
     * Lets a settlement be posted. Whoever approves is a person, and another than the one who had it computed. Throws person_needed,
     * same_person, settlement_state, settlement_stale, month_closed.
     */
    approveSettlement: (actor: Actor, id: string): Promise<SettlementDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        if (actor.kind !== 'person' || actor.id === null) throw revenueErrors.person_needed({});
        if (row.made_by === actor.id) throw revenueErrors.same_person({});
        inState(row, row.state === 'ready');
        await requireOpenMonth(trx, actor.organisationId, row.period);
        await refuseStale(trx, row);
        const { counts, totals } = row.summary as SettlementSummary;
        const taskId = await enqueue(trx, row, postJob);
        await repo.changeSettlement(trx, id, ['ready'], {
          state: 'approved',
          approved_by: actor.id,
          approved_by_name: actor.name.slice(0, 200),
          approved_at: clock.now(),
          task_id: taskId,
          progress: JSON.stringify({ stage: 'posting', done: 0, total: counts.groups }),
        });
        await audit.record(trx, actor, 'revenue.approve_settlement', subject(row), {
          madeBy: row.made_by_name,
          netMinor: totals.netMinor,
          payees: counts.payees,
        });
        return detail(trx, actor, id);
      }),

    /** Lets go of what is not approved; what was computed is removed in the background. Throws settlement_state. */
    cancelSettlement: (actor: Actor, id: string): Promise<SettlementDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        inState(row, !isApproved(row) && ['computing', 'ready', 'failed'].includes(row.state));
        await repo.changeSettlement(trx, id, [row.state], { state: 'cancelled', progress: null });
        if (row.state === 'computing' && row.task_id !== null) await jobs.cancel(trx, actor.organisationId, [row.task_id]);
        await enqueue(trx, row, computeJob);
        await audit.record(trx, actor, 'revenue.cancel_settlement', subject(row), { stateBefore: row.state });
        return detail(trx, actor, id);
      }),

    /** Tries again what failed, where it failed. Throws settlement_state, settlement_open. */
    retrySettlement: (actor: Actor, id: string): Promise<SettlementDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        inState(row, row.state === 'failed');
        const posting = isApproved(row);
        const open = await repo.findOpen(trx, actor.organisationId, row.currency);
        if (open && open.id !== id) await refuseOpen(trx, actor.organisationId, row.currency);
        await requireOpenMonth(trx, actor.organisationId, row.period);
        const taskId = await enqueue(trx, row, posting ? postJob : computeJob);
        const again = posting
          ? { state: 'approved' as const }
          : { state: 'computing' as const, cut_at: clock.now(), progress: JSON.stringify({ stage: 'computing', done: 0, total: 0 }) };
        await repo.changeSettlement(trx, id, ['failed'], { ...again, failure: null, task_id: taskId });
        await audit.record(trx, actor, 'revenue.retry_settlement', subject(row), { during: posting ? 'posting' : 'computing' });
        return detail(trx, actor, id);
      }),

    /** The job of computing. Begun again it begins from nothing; a settlement that is cancelled is cleaned up. */
    runCompute: async (id: string, context: JobContext): Promise<void> => {
      const row = await db.read((trx) => repo.findSettlement(trx, context.organisationId, id));
      if (!row) return;
      if (row.state === 'cancelled') return clear(parts, id);
      if (row.state !== 'computing') return;
      try {
        if ((await compute(parts, row, context)) === 'ready') return;
        // Another process may have begun it anew: then what is there is the other's.
        const now = await db.read((trx) => repo.findSettlement(trx, context.organisationId, id));
        if (now?.state === 'cancelled') await clear(parts, id);
      } catch (error) {
        return failing(row, context, 'computing', error, computeJob.retryLimit + 1);
      }
    },

    /** The job of posting; it goes on where it was. */
    runPost: async (id: string, context: JobContext): Promise<void> => {
      const row = await db.read((trx) => repo.findSettlement(trx, context.organisationId, id));
      if (row?.state !== 'approved') return;
      try {
        await post(parts, row, context);
      } catch (error) {
        await failing(row, context, 'posting', error, postJob.retryLimit + 1);
      }
    },
  };

  /** What plans remembered when it was computed is what they remember now; it is computed again where anything came between. */
  async function refuseStale(trx: Trx, row: SettlementRow): Promise<void> {
    const before = await repo.statesBefore(trx, row.id);
    const now = await repo.lastStates(trx, row.organisation_id, row.currency, [...before.keys()]);
    for (const [planId, state] of before)
      if (canonicalJson(state) !== canonicalJson(now.get(planId) ?? freshStored)) throw revenueErrors.settlement_stale({});
  }
}
export type SettlementUses = ReturnType<typeof createSettlementUses>;
