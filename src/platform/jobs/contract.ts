/** Long work as people see it: what runs, how far it is, and the way to stop it. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../http/contract.ts';

export const taskStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const task = z.object({
  id: z.string(),
  /** The job's name, e.g. `studio.render_clip`. */
  job: z.string(),
  state: z.enum(taskStates),
  /** What is being done now, e.g. `decode`; the client has the words. */
  stage: z.string().nullable(),
  /** Ten-thousandths done. */
  progressBps: z.number().int().min(0).max(10_000),
  /** From the pace so far; null while unknown. */
  secondsLeft: z.number().int().nullable(),
  /** The id and the name of what it is done to. */
  subject: z.object({ id: z.string(), title: z.string() }),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
  attempt: z.number().int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type Task = z.output<typeof task>;

export const jobsContract = defineContract({
  module: 'jobs',
  schemas: { Task: task },
  permissions: { 'jobs.read': ['owner', 'operator', 'editor', 'viewer'], 'jobs.cancel': ['owner', 'operator', 'editor'] },
  routes: {
    listTasks: {
      id: 'jobs.list_tasks',
      method: 'GET',
      path: '/api/v1/tasks',
      summary: 'Long work, newest first.',
      access: 'jobs.read',
      query: pageQuery.extend({ subjectId: z.string().optional(), active: z.stringbool().optional() }),
      response: pageOf(task),
    },
    getTask: {
      id: 'jobs.get_task',
      method: 'GET',
      path: '/api/v1/tasks/:taskId',
      summary: 'One piece of long work.',
      access: 'jobs.read',
      params: z.object({ taskId: z.string() }),
      response: task,
    },
    cancelTask: {
      id: 'jobs.cancel_task',
      method: 'POST',
      path: '/api/v1/tasks/:taskId/cancel',
      summary: 'Ask a task to stop.',
      access: 'jobs.cancel',
      params: z.object({ taskId: z.string() }),
      response: task,
    },
  },
});
