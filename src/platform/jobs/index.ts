/**
 * Long work: jobs that people see as tasks, and events between modules, enqueued in the transaction that causes them.
 * A task survives the process that runs it: on the next start, or when its heartbeat stops, it runs again from its input,
 * so handlers must be idempotent. Start reading at types.ts.
 */
import * as tasks from './migrations/0001-tasks.ts';
import * as periodic from './migrations/0002-periodic.ts';

export { createJobs, type JobsService } from './jobs.ts';
export { createJobsRoutes } from './routes.ts';
export { defineEvent, defineJob } from './types.ts';
export type { EnqueueOptions, EventDefinition, EventHandler, JobContext, JobDefinition, JobHandler, Jobs } from './types.ts';
export const jobsMigrations = { module: 'jobs', migrations: { '0001-tasks': tasks, '0002-periodic': periodic } };
