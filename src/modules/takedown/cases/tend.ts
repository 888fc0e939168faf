/** What time does to cases: people are told of clocks that end, legal times pass, links are looked at, lost sendings are asked about. */
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor } from '../../../platform/http/actor.ts';
import { dateIn } from '../../../platform/time.ts';
import type { TakedownParts } from '../service/parts.ts';
import * as trail from '../trail/repo.ts';
import { soonMs, subjectOf } from './core.ts';
import type { RecheckUses } from './recheck.ts';
import * as repo from './repo/cases.ts';
import type { SendingUses } from './sending.ts';

/** Once these are over nothing is late: a time that a law gave has been used up. */
const windows = new Set(['counter_wait', 'suit', 'complaint_window']);
const atOnce = 100;
/** Of an incoming notice, whose clocks are the same table's. */
export type TellIncoming = (trx: Trx, clock: trail.ClockRow, what: 'soon' | 'over') => Promise<void>;

export function createTending(parts: TakedownParts, sending: SendingUses, recheck: RecheckUses, tellIncoming: TellIncoming) {
  const { db, clock, notifications } = parts;

  async function tellCase(trx: Trx, due: trail.ClockRow, what: 'soon' | 'over'): Promise<void> {
    const [row] = await repo.findCases(trx, due.organisation_id, [due.subject_id]);
    if (!row || row.state === 'closed') return;
    const to = { organisationId: due.organisation_id, link: `/cases/${row.id}` };
    const params = { case: subjectOf(row).title, day: dateIn(due.zone, new Date(due.due_at.getTime() - 1)) };
    if (what === 'soon') await notifications.notifyStaff(trx, { ...to, kind: 'case_due', params });
    else await notifications.notifyStaff(trx, { ...to, kind: 'case_overdue', params });
    if (what === 'over' && due.code === 'counter_wait' && row.attention === null)
      await repo.updateCase(trx, row.id, { attention: 'waiting_over' });
    await repo.refreshDue(trx, row.id);
  }

  async function tellOfClocks(): Promise<void> {
    await db.transaction(async (trx) => {
      const now = clock.now();
      for (const due of await trail.takeDueClocks(trx, now, new Date(now.getTime() + soonMs), atOnce)) {
        const over = due.due_at.getTime() <= now.getTime();
        await trail.markTold(trx, due.id, over ? 'overdue_told_at' : 'reminded_at', now);
        if (over && windows.has(due.code)) await trail.setClockState(trx, due.id, 'passed');
        // Of what begins and ends within the time of a reminder people know already.
        if (!over && due.due_at.getTime() - due.started_at.getTime() <= soonMs) continue;
        await (due.subject_id.startsWith('cas_') ? tellCase : tellIncoming)(trx, due, over ? 'over' : 'soon');
      }
    });
  }

  /** Periodic. */
  return async (signal: AbortSignal): Promise<void> => {
    await sending.settleStuck(systemActor);
    if (!signal.aborted) await tellOfClocks();
    if (!signal.aborted) await recheck.lookAround();
  };
}
