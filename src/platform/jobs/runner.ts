import { AppError, platformErrors } from '../errors.ts';
import type { Database } from '../db/index.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../time.ts';
import * as repo from './repo.ts';
import type { JobHandler, JobStop } from './types.ts';

const reportEveryMs = 500;

export type RunnerParts = { db: Database; clock: Clock; log: Log; maxAttempts: (handler: JobHandler) => number };

/** What became of one delivery: `hand_back` and `retry` want the task queued again. */
export type RunEnd = 'ended' | 'stale' | 'hand_back' | 'retry';

/** Runs one delivery of a task to its end and writes that end down. Never throws for what the job did. */
export async function runTask(
  parts: RunnerParts,
  handler: JobHandler,
  delivery: { taskId: string; queueJobId: string },
  stopping: AbortSignal,
): Promise<RunEnd> {
  const { db, clock } = parts;
  const row = await db.transaction((trx) => repo.takeTask(trx, delivery.taskId, delivery.queueJobId, clock.now()));
  if (!row) return 'stale';
  const log = parts.log.with({ taskId: row.id, job: row.job, attempt: row.attempt });
  const end = (state: 'done' | 'failed' | 'cancelled', error: AppError | null): Promise<void> =>
    db.transaction((trx) =>
      repo.endTask(trx, row.id, delivery.queueJobId, {
        state,
        error: error && { code: error.code, params: error.params },
        now: clock.now(),
      }),
    );
  if (row.cancel_requested_at) {
    await end('cancelled', null);
    return 'ended';
  }
  const watch = watchTask(parts, row.id, delivery.queueJobId, stopping, log);
  try {
    const input = handler.job.input.parse(row.input);
    await handler.run(input, {
      taskId: row.id,
      organisationId: row.organisation_id,
      attempt: row.attempt,
      signal: watch.signal,
      progress: watch.progress,
      log,
    });
    await end('done', null);
    log.info('jobs.done');
    return 'ended';
  } catch (thrown) {
    const stop = watch.stopReason();
    if (stop === 'lost') return 'stale';
    if (stop === 'cancelled') {
      await end('cancelled', null);
      log.info('jobs.cancelled');
      return 'ended';
    }
    if (stop === 'shutdown') return 'hand_back';
    const error = thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown);
    const passing = error.kind === 'unavailable' || error.kind === 'bug';
    if (passing && row.attempt < parts.maxAttempts(handler)) {
      log.warn('jobs.will_retry', { error });
      return 'retry';
    }
    await end('failed', error);
    log.warn('jobs.failed', { error });
    return 'ended';
  } finally {
    watch.stop();
  }
}

// Progress is written at most twice a second, and each writing also asks whether somebody wants the task to stop.
function watchTask(parts: RunnerParts, taskId: string, queueJobId: string, stopping: AbortSignal, log: Log) {
  const controller = new AbortController();
  let reason: JobStop | 'lost' | null = null;
  const stopFor = (why: JobStop | 'lost'): void => {
    reason ??= why;
    controller.abort(reason);
  };
  const onShutdown = (): void => stopFor('shutdown');
  if (stopping.aborted) onShutdown();
  stopping.addEventListener('abort', onShutdown, { once: true });
  let latest: { stage: string | null; bps: number } = { stage: null, bps: 0 };
  let writing = false;
  const tick = setInterval(() => {
    if (writing) return;
    writing = true;
    parts.db
      .transaction((trx) => repo.reportProgress(trx, taskId, queueJobId, latest.stage, latest.bps))
      .then((answer) => {
        if (answer !== 'go_on') stopFor(answer);
      })
      .catch((error: unknown) => log.warn('jobs.progress_not_written', { error }))
      .finally(() => {
        writing = false;
      });
  }, reportEveryMs);
  return {
    signal: controller.signal,
    progress: (stage: string, fraction: number): void => {
      latest = { stage, bps: Math.max(0, Math.min(10_000, Math.round(fraction * 10_000))) };
    },
    stopReason: () => reason,
    stop: (): void => {
      clearInterval(tick);
      stopping.removeEventListener('abort', onShutdown);
    },
  };
}
