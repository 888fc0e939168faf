import type { Trx } from '../../../platform/db/index.ts';
import type { Task } from '../../../platform/jobs/contract.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Sighting, Suspect } from './contract.ts';
import * as repo from './repo.ts';

/** What shows suspects of a page: their counts and tasks are asked for once. */
export async function createSuspectPresenter(
  parts: Pick<ProtectionParts, 'jobs'>,
  trx: Trx,
  organisationId: string,
  rows: readonly repo.SuspectRow[],
): Promise<(row: repo.SuspectRow) => Suspect> {
  const counts = await repo.countOf(
    trx,
    rows.map((row) => row.id),
  );
  const tasks = await parts.jobs.find(
    trx,
    organisationId,
    rows.flatMap((row) => (row.state === 'waiting' || row.state === 'scanning' ? (row.task_id ?? []) : [])),
  );
  return (row) => presentSuspect(row, counts.get(row.id)!, tasks.get(row.task_id ?? ''));
}

function presentSuspect(row: repo.SuspectRow, counts: repo.SuspectCounts, task: Task | undefined): Suspect {
  const underWay = row.state === 'waiting' || row.state === 'scanning';
  // A task may end without its work having had a say: cancelled before its turn, or given up after its last try.
  const ended = underWay && task !== undefined && task.endedAt !== null;
  const state = ended ? (task.state === 'cancelled' ? 'cancelled' : task.state === 'failed' ? 'failed' : row.state) : row.state;
  return {
    id: row.id,
    name: row.name,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    mediaType: row.media_type,
    durationMs: row.duration_ms,
    width: row.width,
    height: row.height,
    state,
    stage: underWay && !ended ? (task?.stage ?? null) : null,
    progressBps: state === 'done' ? 10_000 : underWay && !ended ? (task?.progressBps ?? 0) : 0,
    taskId: row.task_id,
    error: ended ? (task.error ?? row.error) : row.error,
    scannedAt: row.scanned_at?.toISOString() ?? null,
    matchCount: counts.matches,
    openMatchCount: counts.open,
    bestScore: counts.best,
    sightingCount: counts.sightings,
    url: row.url,
    host: row.host,
    account: row.account,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentSighting(row: repo.SightingRow, task?: Task): Sighting {
  const underWay = row.state === 'waiting' || row.state === 'fetching';
  // Its task may have been stopped before its turn came.
  const state = underWay && task?.state === 'cancelled' ? 'cancelled' : underWay && task?.state === 'failed' ? 'failed' : row.state;
  return {
    id: row.id,
    suspectId: row.suspect_id,
    way: row.way,
    state,
    url: row.url,
    host: row.host,
    account: row.account,
    filename: row.filename,
    note: row.note,
    batchId: row.batch_id,
    reportId: row.report_id,
    taskId: row.task_id,
    progressBps: state === 'done' ? 10_000 : state === 'fetching' ? (task?.progressBps ?? 0) : 0,
    error: row.error ?? (state === 'failed' ? (task?.error ?? null) : null),
    capture: row.capture,
    createdAt: row.created_at.toISOString(),
  };
}
