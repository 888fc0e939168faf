/** Whether links that were noticed are gone: looked at by the machine, said by people, whose word counts more. */
import type { Actor } from '../../../platform/http/actor.ts';
import { systemActor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { takedownErrors } from '../errors.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { StoredCheck } from '../tables.ts';
import * as trail from '../trail/repo.ts';
import type { CaseLink } from './contract.ts';
import { dayMs, subjectOf, type CaseCore } from './core.ts';
import { recheckJob } from './jobs.ts';
import { presentLinks } from './present.ts';
import * as repo from './repo/cases.ts';

/** Days between looks: often at first, when links should go, then to see that they stay away. */
const waitDays = [1, 1, 2, 3, 7, 7, 14, 14, 30, 30, 30];
/** After a counter-notice or a suit the case goes its way, whatever is seen at its links. */
const removalIsNews: readonly repo.CaseRow['state'][] = ['notice_sent', 'acknowledged', 'refused'];
const lookedAt = ['noticed', 'refused', 'removed', 'reinstated'] as const;
/** Of a page this much is read: what counts is its status. */
const readBytes = 16 * 1024;

/** What an answer says: gone by the statuses that mean it; a page that leads home says nothing. */
export function verdictOf(asked: string, answer: { status: number; url: string }): StoredCheck['verdict'] {
  if ([404, 410, 451].includes(answer.status)) return 'gone';
  if (answer.status < 200 || answer.status >= 300) return 'unclear';
  const [from, to] = [new URL(asked), new URL(answer.url)];
  // Many hosts lead to their first page, or to one that says that nothing is there.
  if (from.pathname.length > 1 && from.pathname !== to.pathname) return 'unclear';
  return 'up';
}

export function createRecheckUses(parts: TakedownParts, core: CaseCore) {
  const { db, clock, audit, jobs, outgoing, notifications, webhooks } = parts;

  async function look(url: string, signal: AbortSignal): Promise<Pick<StoredCheck, 'verdict' | 'status' | 'note'>> {
    try {
      const answer = await outgoing.fetch(url, { redirects: 5, timeoutMs: 15_000, maxBytes: readBytes, whenLarger: 'cut', signal });
      return { verdict: verdictOf(url, answer), status: answer.status, note: '' };
    } catch (error) {
      signal.throwIfAborted();
      if (!isAppError(error)) throw error;
      return { verdict: 'unclear', status: null, note: error.code };
    }
  }

  /** Writes down what was seen of a link in a locked case. Answers whether it came back. */
  async function apply(trx: Trx, link: repo.LinkRow, check: StoredCheck): Promise<boolean> {
    const saidGone = link.last_check?.by === 'person' && link.last_check.verdict === 'gone';
    if (check.by === 'machine' && saidGone && check.verdict !== 'gone') return false;
    const open = link.state === 'noticed' || link.state === 'refused' || link.state === 'reinstated';
    const back = link.state === 'removed' && check.verdict === 'up';
    await repo.updateLinks(trx, [link.id], {
      last_check: JSON.stringify(check),
      // A reinstated link that is gone again was taken down for another reason; only a person says that it counts.
      ...(check.verdict === 'gone' &&
        open &&
        (link.state !== 'reinstated' || check.by === 'person') && { state: 'removed' as const, removed_at: clock.now() }),
      ...(back && { state: 'noticed' as const, removed_at: null }),
    });
    return back;
  }

  /** Where no link that was noticed is left, the case is removed. */
  async function conclude(trx: Trx, actor: Actor, row: repo.CaseRow): Promise<void> {
    const counts = (await repo.countLinks(trx, [row.id])).get(row.id) ?? {};
    const removed = counts.removed ?? 0;
    if (removed === 0 || (counts.noticed ?? 0) + (counts.refused ?? 0) > 0 || !removalIsNews.includes(row.state)) return;
    const moved = await core.move(trx, actor, row, 'remove', { at: clock.now(), params: { links: removed } });
    const to = { organisationId: row.organisation_id, link: `/cases/${row.id}` };
    await notifications.notifyStaff(trx, { ...to, kind: 'case_removed', params: { case: subjectOf(row).title, count: removed } });
    const data = { caseId: row.id, number: Number(row.number), state: moved.state, links: removed, at: clock.now().toISOString() };
    await webhooks.emit(trx, [{ organisationId: row.organisation_id, type: 'takedown.links_removed', data }]);
  }

  async function cameBack(trx: Trx, actor: Actor, row: repo.CaseRow, count: number): Promise<void> {
    await trail.recordAct(trx, actor, { subjectId: row.id, at: clock.now(), act: 'came_back', params: { links: count } });
    await core.refreshAttention(trx, row, 'came_back');
    const to = { organisationId: row.organisation_id, link: `/cases/${row.id}` };
    await notifications.notifyStaff(trx, { ...to, kind: 'case_came_back', params: { case: subjectOf(row).title, count } });
  }

  return {
    /** Throws case_not_found, nothing_to_check. */
    recheckCase: (actor: Actor, caseId: string): Promise<{ taskId: string }> =>
      db.transaction(async (trx) => {
        const row = await core.lockCase(trx, actor.organisationId, caseId);
        const [first] = await repo.listLinks(trx, caseId, { states: lookedAt, limit: 1 });
        if (!first) throw takedownErrors.nothing_to_check({});
        const taskId = await jobs.enqueue(trx, recheckJob, { caseId }, { organisationId: actor.organisationId, subject: subjectOf(row) });
        await audit.record(trx, actor, 'takedown.recheck_case', subjectOf(row));
        return { taskId };
      }),

    /** The task's work: every link once, each written down as soon as it is seen. */
    async runRecheck(input: { caseId: string }, context: Pick<JobContext, 'organisationId' | 'signal' | 'progress'>): Promise<void> {
      const { organisationId, signal } = context;
      const actor = systemActor(organisationId);
      const links = await db.read((trx) => repo.listLinks(trx, input.caseId, { states: lookedAt }));
      const mine = links.filter((link) => link.organisation_id === organisationId);
      let back = 0;
      for (const [index, link] of mine.entries()) {
        signal.throwIfAborted();
        const seen = await look(link.url, signal);
        back += await db.transaction(async (trx) => {
          await core.lockCase(trx, organisationId, input.caseId);
          const now = await repo.findLink(trx, organisationId, link.id);
          if (!now) return 0;
          return Number(await apply(trx, now, { at: clock.now().toISOString(), ...seen, by: 'machine' }));
        });
        context.progress('checking', (index + 1) / mine.length);
      }
      await db.transaction(async (trx) => {
        const row = await core.lockCase(trx, organisationId, input.caseId);
        if (back > 0) await cameBack(trx, actor, row, back);
        else await conclude(trx, actor, row);
      });
    },

    /** Throws link_not_found, case_state. */
    judgeLink: (actor: Actor, linkId: string, said: { verdict: 'gone' | 'up'; note: string }): Promise<CaseLink> =>
      db.transaction(async (trx) => {
        const found = await repo.findLink(trx, actor.organisationId, linkId);
        if (!found) throw takedownErrors.link_not_found({ id: linkId });
        const row = await core.lockCase(trx, actor.organisationId, found.case_id);
        const link = (await repo.findLink(trx, actor.organisationId, linkId))!;
        if (link.state === 'listed' || link.state === 'withdrawn') throw takedownErrors.case_state({ state: row.state, act: 'judge' });
        const back = await apply(trx, link, {
          at: clock.now().toISOString(),
          verdict: said.verdict,
          status: null,
          by: 'person',
          note: said.note,
        });
        await trail.recordAct(trx, actor, {
          subjectId: row.id,
          at: clock.now(),
          act: 'judge',
          note: said.note,
          params: { url: link.url.slice(0, 300), verdict: said.verdict },
        });
        if (back) await core.refreshAttention(trx, row, 'came_back');
        else await conclude(trx, actor, row);
        await audit.record(trx, actor, 'takedown.judge_link', subjectOf(row), { url: link.url.slice(0, 300), verdict: said.verdict });
        return (await presentLinks(parts, trx, row, [(await repo.findLink(trx, actor.organisationId, linkId))!]))[0]!;
      }),

    /** Periodic: enqueues a look at the cases that are due for one. */
    lookAround: (): Promise<void> =>
      db.transaction(async (trx) => {
        for (const row of await repo.takeToCheck(trx, clock.now(), 20)) {
          const days = waitDays[row.checks + 1];
          await repo.updateCase(trx, row.id, {
            checks: row.checks + 1,
            next_check_at: days === undefined ? null : new Date(clock.nowMs() + days * dayMs),
          });
          await jobs.enqueue(trx, recheckJob, { caseId: row.id }, { organisationId: row.organisation_id, subject: subjectOf(row) });
        }
      }),
  };
}
export type RecheckUses = ReturnType<typeof createRecheckUses>;
