import type { ColumnType, Selectable } from 'kysely';
import type { Trx } from '../db/index.ts';
import type { ErrorParams } from '../errors.ts';
import type { Task, TaskState } from './contract.ts';

type Tables = {
  tasks: {
    id: string;
    organisation_id: string;
    job: string;
    input: ColumnType<unknown, string, never>;
    state: TaskState;
    stage: string | null;
    progress_bps: ColumnType<number, number | undefined, number>;
    subject_id: string;
    subject_title: string;
    queue_job_id: string | null;
    attempt: ColumnType<number, number | undefined, number>;
    cancel_requested_at: Date | null;
    error_code: string | null;
    error_params: ColumnType<ErrorParams | null, string | null, string | null>;
    created_at: Date;
    started_at: Date | null;
    ended_at: Date | null;
  };
};
export type TaskRow = Selectable<Tables['tasks']>;

const tasks = (trx: Trx) => trx.withTables<Tables>();

export async function insertTask(
  trx: Trx,
  task: { id: string; organisationId: string; job: string; input: unknown; subject: { id: string; title: string }; now: Date },
): Promise<void> {
  await tasks(trx)
    .insertInto('tasks')
    .values({
      id: task.id,
      organisation_id: task.organisationId,
      job: task.job,
      input: JSON.stringify(task.input),
      state: 'queued',
      stage: null,
      subject_id: task.subject.id,
      subject_title: task.subject.title,
      queue_job_id: null,
      cancel_requested_at: null,
      error_code: null,
      error_params: null,
      created_at: task.now,
      started_at: null,
      ended_at: null,
    })
    .execute();
}

export async function setQueueJob(trx: Trx, taskId: string, queueJobId: string): Promise<void> {
  await tasks(trx).updateTable('tasks').set({ queue_job_id: queueJobId }).where('id', '=', taskId).execute();
}

/** Takes the task for one run, or answers null where this delivery is stale or the task has ended. */
export async function takeTask(trx: Trx, taskId: string, queueJobId: string, now: Date): Promise<TaskRow | null> {
  const row = await tasks(trx)
    .updateTable('tasks')
    .set((eb) => ({ state: 'running', attempt: eb('attempt', '+', 1), started_at: now, stage: null, progress_bps: 0 }))
    .where('id', '=', taskId)
    .where('queue_job_id', '=', queueJobId)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Writes progress and answers whether somebody asked the task to stop, or took it away. */
export async function reportProgress(
  trx: Trx,
  taskId: string,
  queueJobId: string,
  stage: string | null,
  progressBps: number,
): Promise<'go_on' | 'cancelled' | 'lost'> {
  const row = await tasks(trx)
    .updateTable('tasks')
    .set({ stage, progress_bps: progressBps })
    .where('id', '=', taskId)
    .where('queue_job_id', '=', queueJobId)
    .where('state', '=', 'running')
    .returning('cancel_requested_at')
    .executeTakeFirst();
  if (!row) return 'lost';
  return row.cancel_requested_at ? 'cancelled' : 'go_on';
}

export async function endTask(
  trx: Trx,
  taskId: string,
  queueJobId: string,
  end: { state: 'done' | 'failed' | 'cancelled'; error: { code: string; params: ErrorParams } | null; now: Date },
): Promise<void> {
  await tasks(trx)
    .updateTable('tasks')
    .set({
      state: end.state,
      ended_at: end.now,
      error_code: end.error?.code ?? null,
      error_params: end.error ? JSON.stringify(end.error.params) : null,
      ...(end.state === 'done' ? { progress_bps: 10_000 } : {}),
    })
    .where('id', '=', taskId)
    .where('queue_job_id', '=', queueJobId)
    .where('state', '=', 'running')
    .execute();
}

export async function requeueTask(trx: Trx, taskId: string, queueJobId: string): Promise<void> {
  await tasks(trx)
    .updateTable('tasks')
    .set({ state: 'queued', stage: null, progress_bps: 0, queue_job_id: queueJobId })
    .where('id', '=', taskId)
    .execute();
}

export async function requestCancel(trx: Trx, organisationId: string, taskIds: readonly string[], now: Date): Promise<void> {
  if (taskIds.length === 0) return;
  const mine = tasks(trx)
    .updateTable('tasks')
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...taskIds]);
  await mine.set({ state: 'cancelled', ended_at: now, cancel_requested_at: now }).where('state', '=', 'queued').execute();
  await mine.set({ cancel_requested_at: now }).where('state', '=', 'running').execute();
}

export async function listUnended(trx: Trx): Promise<TaskRow[]> {
  return tasks(trx).selectFrom('tasks').selectAll().where('ended_at', 'is', null).orderBy('id').execute();
}

export async function findTasks(trx: Trx, organisationId: string, taskIds: readonly string[]): Promise<TaskRow[]> {
  if (taskIds.length === 0) return [];
  return tasks(trx)
    .selectFrom('tasks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...taskIds])
    .execute();
}

export async function listTasks(
  trx: Trx,
  organisationId: string,
  filter: { beforeId: string | null; limit: number; subjectId?: string; active?: boolean },
): Promise<TaskRow[]> {
  let query = tasks(trx)
    .selectFrom('tasks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (filter.beforeId) query = query.where('id', '<', filter.beforeId);
  if (filter.subjectId) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.active !== undefined) query = query.where('ended_at', filter.active ? 'is' : 'is not', null);
  return query.execute();
}

export async function deleteEndedBefore(trx: Trx, before: Date): Promise<void> {
  await tasks(trx).deleteFrom('tasks').where('ended_at', '<', before).execute();
}

/** A row as people see it; the time left follows from the pace so far. */
export function taskOf(row: TaskRow, nowMs: number): Task {
  const elapsedMs = row.started_at ? nowMs - row.started_at.getTime() : 0;
  // Before a fiftieth is done the pace says too little.
  const secondsLeft =
    row.state === 'running' && row.progress_bps >= 200
      ? Math.ceil((elapsedMs * (10_000 - row.progress_bps)) / row.progress_bps / 1000)
      : null;
  return {
    id: row.id,
    job: row.job,
    state: row.state,
    stage: row.stage,
    progressBps: row.progress_bps,
    secondsLeft,
    subject: { id: row.subject_id, title: row.subject_title },
    error: row.error_code ? { code: row.error_code, params: row.error_params ?? {} } : null,
    attempt: row.attempt,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
