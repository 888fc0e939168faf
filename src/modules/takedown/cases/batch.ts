/** Many notices as one task: from a list of cases to letters that are out, with what became of each. */
import type { z } from 'zod';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { takedownErrors } from '../errors.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { casesRoutes, Reason } from './contract.ts';
import { reasonOf } from './core.ts';
import { sendNoticesJob } from './jobs.ts';
import type { NoticeUses } from './notices.ts';
import * as repo from './repo/cases.ts';
import { findHosts } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';
import { asReason, isPerson, type SendingUses } from './sending.ts';

type Sending = z.output<typeof casesRoutes.getSending.response>;

export function createBatchUses(parts: TakedownParts, uses: NoticeUses, sending: SendingUses) {
  const { db, jobs, audit, people } = parts;

  /** The person who pressed send, as long as they may. */
  async function actorOf(input: { actor: { id: string; name: string } }, organisationId: string): Promise<Actor | null> {
    const member = await db.read((trx) => people.findMembership(trx, organisationId, input.actor.id));
    if (!member || (member.role !== 'owner' && member.role !== 'operator')) return null;
    return { kind: 'person', ...input.actor, organisationId, role: member.role, requestId: null };
  }

  async function sendOne(
    actor: Actor,
    caseId: string,
  ): Promise<{ state: 'sent' | 'handed_out' | 'unknown' | 'failed'; noticeId: string; reason: Reason | null }> {
    const of = await db.read((trx) => notices.listNotices(trx, [caseId]));
    const draft = of.find(({ kind, state }) => kind === 'notice' && state === 'draft');
    const notice = draft ?? (await uses.prepareNotice(actor, caseId, 'notice'));
    const sent = await sending.sendNotice(actor, notice.id);
    const state = sent.state === 'sent' || sent.state === 'handed_out' || sent.state === 'unknown' ? sent.state : 'failed';
    return { state, noticeId: sent.id, reason: sent.error };
  }

  return {
    /** Throws person_needed, case_not_found. */
    sendNotices: (actor: Actor, caseIds: readonly string[]): Promise<{ taskId: string; cases: number }> =>
      db.transaction(async (trx) => {
        if (!isPerson(actor)) throw takedownErrors.person_needed({});
        const ids = [...new Set(caseIds)];
        const found = new Map((await repo.findCases(trx, actor.organisationId, ids)).map((row) => [row.id, row]));
        const missing = ids.find((id) => !found.has(id));
        if (missing !== undefined) throw takedownErrors.case_not_found({ id: missing });
        const title = ids.length === 1 ? `#${found.get(ids[0]!)!.number} ${found.get(ids[0]!)!.title}` : `${ids.length}`;
        const taskId = await jobs.enqueue(
          trx,
          sendNoticesJob,
          { actor: { id: actor.id!, name: actor.name } },
          { organisationId: actor.organisationId, subject: { id: ids[0]!, title } },
        );
        await notices.insertSendings(
          trx,
          ids.map((caseId) => ({
            organisation_id: actor.organisationId,
            task_id: taskId,
            case_id: caseId,
            state: 'waiting',
            notice_id: null,
            reason: null,
          })),
        );
        await audit.record(trx, actor, 'takedown.send_notices', null, { cases: ids.length });
        return { taskId, cases: ids.length };
      }),

    /** Throws sending_not_found. */
    getSending: (actor: Actor, taskId: string): Promise<Sending> =>
      db.read(async (trx) => {
        const rows = await notices.listSendings(trx, actor.organisationId, taskId);
        if (rows.length === 0) throw takedownErrors.sending_not_found({ id: taskId });
        const ids = rows.map((row) => row.case_id);
        const cases = new Map((await repo.findCases(trx, actor.organisationId, ids)).map((row) => [row.id, row]));
        const hosts = await findHosts(
          trx,
          actor.organisationId,
          [...cases.values()].map((row) => row.host_id),
        );
        const links = await repo.countLinks(trx, ids);
        const counts: Record<string, number> = {};
        const items = rows.map((row) => {
          counts[row.state] = (counts[row.state] ?? 0) + 1;
          const of = cases.get(row.case_id)!;
          const total = Object.values(links.get(row.case_id) ?? {}).reduce((sum, count) => sum + count, 0);
          return {
            caseId: row.case_id,
            number: Number(of.number),
            host: hosts.get(of.host_id)!.name,
            links: total,
            state: row.state,
            reason: row.reason,
          };
        });
        return { items, counts };
      }),

    /** The task's work. Goes on where a former run stopped; what that one left in the middle is asked about, not sent again. */
    async runSending(input: { actor: { id: string; name: string } }, context: JobContext): Promise<void> {
      const { organisationId, taskId, signal } = context;
      const actor = await actorOf(input, organisationId);
      const rows = await db.read((trx) => notices.listSendings(trx, organisationId, taskId));
      const write = (caseId: string, change: Parameters<typeof notices.updateSending>[3]): Promise<void> =>
        db.read((trx) => notices.updateSending(trx, taskId, caseId, change));
      for (const [index, row] of rows.entries()) {
        if (row.state !== 'waiting') continue;
        if (signal.aborted) {
          if (signal.reason === 'cancelled')
            for (const rest of rows.slice(index)) if (rest.state === 'waiting') await write(rest.case_id, { state: 'cancelled' });
          signal.throwIfAborted();
        }
        const caseId = row.case_id;
        // A first run finds nothing of its own; a later one asks about what the former had in its hands.
        const again = context.attempt > 1;
        const left = again ? await sending.settleStuck(() => actor ?? systemActor(organisationId), { caseId, olderThanMs: 0 }) : 0;
        if (left > 0) await write(caseId, { state: 'unknown', reason: JSON.stringify(reasonOf('interrupted')) });
        else if (actor === null)
          await write(caseId, { state: 'failed', reason: JSON.stringify({ code: 'takedown.person_needed', params: {} }) });
        else
          try {
            const done = await sendOne(actor, caseId);
            await write(caseId, {
              state: done.state,
              notice_id: done.noticeId,
              reason: done.reason === null ? null : JSON.stringify(done.reason),
            });
          } catch (error) {
            await write(caseId, { state: 'failed', reason: JSON.stringify(asReason(error)) });
          }
        context.progress('sending', (index + 1) / rows.length);
      }
    },
  };
}
export type BatchUses = ReturnType<typeof createBatchUses>;
