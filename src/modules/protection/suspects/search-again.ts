/** A new original is searched for among suspects of before, from what was read of them: without it only later uploads would be found. */
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import * as referenceRepo from '../references/repo.ts';
import { featuresVersion } from '../service/features.ts';
import type { ProtectionParts } from '../service/parts.ts';
import { searchAgainJob } from './jobs.ts';
import * as repo from './repo.ts';
import type { Scanner } from './scan.ts';

const atOnce = 50;

export function createSearchAgain(parts: ProtectionParts, scanner: Scanner) {
  const { db, jobs } = parts;

  /** Has suspects of before searched for what is new, where there are any and nobody does so already. The settings must be held. */
  async function consider(trx: Trx, organisationId: string): Promise<void> {
    const settings = await referenceRepo.lockSettings(trx, organisationId);
    const task = settings.searching_task_id
      ? (await jobs.find(trx, organisationId, [settings.searching_task_id])).get(settings.searching_task_id)
      : undefined;
    if (task && task.endedAt === null) return;
    if ((await repo.countUnsearched(trx, organisationId, settings.reference_seq)) === 0) return;
    const taskId = await jobs.enqueue(trx, searchAgainJob, {}, { organisationId, subject: { id: organisationId, title: '' } });
    await referenceRepo.updateSettings(trx, organisationId, { searching_task_id: taskId });
  }

  return {
    consider,

    async runSearchAgain(context: JobContext): Promise<void> {
      const { organisationId } = context;
      const seqNow = (): Promise<bigint> =>
        db.read(async (trx) => (await referenceRepo.findSettings(trx, organisationId))?.reference_seq ?? 0n);
      // What is stored while this runs is searched for in another round.
      for (let seq = await seqNow(), more = true; more;) {
        const all = await db.read((trx) => repo.countUnsearched(trx, organisationId, seq));
        let done = 0;
        for (let after = ''; ;) {
          const batch = await db.read((trx) => repo.listUnsearched(trx, organisationId, seq, after, atOnce));
          if (batch.length === 0) break;
          for (const suspect of batch) {
            context.signal.throwIfAborted();
            await searchOne(suspect, seq, context);
            context.progress('search', ++done / Math.max(all, done));
          }
          after = batch.at(-1)!.id;
        }
        const later = await seqNow();
        more = later > seq;
        seq = later;
      }
    },

    /** Looks for organisations whose suspects are behind and for whom nobody is at work: a task may have ended just before news came. */
    async catchUp(): Promise<void> {
      for (const organisationId of await db.read(referenceRepo.listBehind))
        await db.transaction(async (trx) => {
          const settings = await referenceRepo.lockSettings(trx, organisationId);
          const last = settings.searching_task_id
            ? (await jobs.find(trx, organisationId, [settings.searching_task_id])).get(settings.searching_task_id)
            : undefined;
          // A person stopped it: the next original begins it again.
          if (last?.state !== 'cancelled') await consider(trx, organisationId);
        });
    },
  };

  async function searchOne(suspect: repo.SuspectRow, seq: bigint, context: JobContext): Promise<void> {
    if (suspect.features_version !== featuresVersion)
      // It was read by another version: a scan reads it anew and searches everything.
      return db.transaction(async (trx) => {
        const now = await repo.lockSuspect(trx, suspect.organisation_id, suspect.id);
        if (now?.state === 'done') await scanner.restart(trx, now);
      });
    try {
      await scanner.searchNew(suspect, seq, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'bug') throw error;
      // One whose files are damaged must not keep the others waiting for ever.
      context.log.warn('protection.search_again_passed_over', { suspectId: suspect.id, error });
      await db.transaction((trx) => repo.updateSuspect(trx, suspect.id, { searched_seq: seq }));
    }
  }
}
