import { z } from 'zod';
import type { Database, Trx } from '../db/index.ts';
import { platformErrors } from '../errors.ts';
import type { Actor } from '../http/actor.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { bindRoutes, type BoundContract } from '../http/server.ts';
import { isId } from '../ids.ts';
import type { Clock } from '../time.ts';
import { jobsContract } from './contract.ts';
import type { JobsService } from './jobs.ts';
import * as repo from './repo.ts';

const place = z.string().refine((id) => isId('task', id));

/** Where acts are written down: identity's audit trail, which the platform does not know. */
export type ActRecorder = {
  record(trx: Trx, actor: Actor, action: `jobs.${string}`, subject: { id: string; title: string }): Promise<void>;
};

export function createJobsRoutes(parts: { db: Database; clock: Clock; jobs: JobsService; audit: ActRecorder }): BoundContract {
  const { db, clock, jobs, audit } = parts;
  const getTask = async (organisationId: string, taskId: string) => {
    const [row] = await db.read((trx) => repo.findTasks(trx, organisationId, [taskId]));
    if (!row) throw platformErrors.not_found({ id: taskId });
    return repo.taskOf(row, clock.nowMs());
  };
  return bindRoutes(jobsContract, {
    listTasks: async ({ query }, { actor }) => {
      const rows = await db.read((trx) =>
        repo.listTasks(trx, actor.organisationId, {
          beforeId: query.cursor === undefined ? null : decodeCursor(place, query.cursor),
          limit: query.limit + 1,
          subjectId: query.subjectId,
          active: query.active,
        }),
      );
      const page = rows.slice(0, query.limit);
      return {
        items: page.map((row) => repo.taskOf(row, clock.nowMs())),
        nextCursor: rows.length > page.length ? encodeCursor(page.at(-1)!.id) : null,
      };
    },
    getTask: ({ params }, { actor }) => getTask(actor.organisationId, params.taskId),
    cancelTask: async ({ params }, { actor }) => {
      const task = await getTask(actor.organisationId, params.taskId);
      await db.transaction(async (trx) => {
        await jobs.cancel(trx, actor.organisationId, [params.taskId]);
        await audit.record(trx, actor, 'jobs.cancel_task', { id: task.id, title: task.subject.title });
      });
      return getTask(actor.organisationId, params.taskId);
    },
  });
}
