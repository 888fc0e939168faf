/** The task that reads what waits: batch by batch, off the request loop, so that a process that dies loses nothing but its last batch. */
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../platform/errors.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Reader } from '../reading/thread.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { Collecting } from './collect.ts';
import { insightsOf } from './insights.ts';
import * as repo from './repo.ts';
import type { GivenFile, Store } from './store.ts';

const filesAtOnce = 48;
/** What is in memory of one batch: several small pages, or one long report. */
const bytesAtOnce = 24 * 1024 * 1024;
const mostAttempts = 3;

type Read = { given: GivenFile } | { row: repo.FileRow; error: AppError };

export function createFileReading(parts: IntelligenceParts, reader: Reader, store: Store, collecting: Collecting) {
  const { db, log, jobs, objects } = parts;

  async function readOne(row: repo.FileRow, signal: AbortSignal): Promise<Read> {
    try {
      if (row.attempts > mostAttempts) throw intelligenceErrors.file_unreadable({ attempts: mostAttempts });
      const bytes = await readFile(await objects.localPath(row.sha256), { signal });
      const hints = {
        name: row.name,
        ...(row.content_type !== null && { contentType: row.content_type }),
        ...(row.url !== null && { url: row.url }),
        fetchedAt: (row.fetched_at ?? row.created_at).toISOString(),
      };
      const { file, claims, programmes, signatures } = await reader.read(bytes, hints, signal);
      if (file.documents.length === 0) throw file.kind === 'pdf' ? intelligenceErrors.scanned({}) : intelligenceErrors.nothing_to_read({});
      const documents = file.documents.map((document, index) => ({
        document,
        claims: claims[index]!,
        programmes: programmes[index]!,
        signature: signatures[index]!,
        insights: insightsOf(document, claims[index]!),
      }));
      return { given: { row, file, documents } };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && error.kind !== 'bug') return { row, error };
      log.error('intelligence.reading_failed', { file: row.id, error });
      return { row, error: intelligenceErrors.file_unreadable({ attempts: row.attempts }, error) };
    }
  }

  async function keep(organisationId: string, results: readonly Read[]): Promise<void> {
    const given = results.flatMap((one) => ('given' in one ? one.given : []));
    await db.transaction(async (trx) => {
      if (given.length > 0) await store.keep(trx, organisationId, given);
      for (const one of results)
        if ('error' in one) await repo.markFailed(trx, one.row.id, { code: one.error.code, params: one.error.params });
    });
  }

  /** The next files; null when nothing waits any more, or when another task reads. Whoever adds a file later finds no task, and makes one. */
  const begin = ({ organisationId, taskId }: JobContext): Promise<repo.FileRow[] | null> =>
    db.transaction(async (trx) => {
      if ((await repo.lockDesk(trx, organisationId)) !== taskId) return null;
      const begun = await repo.beginFiles(trx, organisationId, filesAtOnce);
      if (begun.length > 0) return begun;
      await repo.setReadingTask(trx, organisationId, null);
      return null;
    });

  /** Stopped with the process, what was begun waits again; stopped by a person, all that waits is put aside. */
  async function stop({ organisationId, taskId, signal }: JobContext, rows: readonly repo.FileRow[]): Promise<void> {
    await db.transaction(async (trx) => {
      const current = await repo.lockDesk(trx, organisationId);
      if (signal.reason === 'cancelled' && current === taskId) {
        await repo.cancelFiles(trx, organisationId);
        await repo.setReadingTask(trx, organisationId, null);
      }
      await repo.handBackFiles(
        trx,
        rows.map(({ id }) => id),
      );
    });
  }

  return {
    /** Reads until nothing waits. Stopped by a person, what is left is put aside; stopped with the process, it goes on later. */
    async runReadFiles(context: JobContext): Promise<void> {
      const { organisationId, signal } = context;
      let done = 0;
      let begun: repo.FileRow[] = [];
      try {
        for (;;) {
          signal.throwIfAborted();
          const next = await begin(context);
          if (next === null) return;
          begun = next;
          const left = Math.max(begun.length, await db.read((trx) => repo.countWaiting(trx, organisationId)));
          for (const batch of batchesOf(begun)) {
            const results = await Promise.all(batch.map((row) => readOne(row, signal)));
            await keep(organisationId, results);
            done += batch.length;
            begun = begun.slice(batch.length);
            context.progress('reading', Math.min(0.999, done / (done + left)));
          }
        }
      } catch (error) {
        if (signal.aborted) await stop(context, begun);
        throw error;
      }
    },

    /**
     * Makes a task for what waits where the one that should read it was lost. One that a person stopped before it began has put
     * its files aside.
     */
    async lookAfterWaiting(): Promise<void> {
      for (const organisationId of await db.read(repo.listWaitingOrganisations))
        await db.transaction(async (trx) => {
          const taskId = await repo.lockDesk(trx, organisationId);
          const task = taskId === null ? undefined : (await jobs.find(trx, organisationId, [taskId])).get(taskId);
          if (task?.state === 'cancelled') {
            await repo.cancelFiles(trx, organisationId);
            return repo.setReadingTask(trx, organisationId, null);
          }
          const title = await repo.firstWaitingName(trx, organisationId);
          if (title !== undefined) await collecting.enqueueReading(trx, organisationId, title);
        });
    },
  };
}

function batchesOf(rows: readonly repo.FileRow[]): repo.FileRow[][] {
  const batches: repo.FileRow[][] = [];
  let size = Infinity;
  for (const row of rows) {
    const own = Number(row.size_bytes);
    if (size + own > bytesAtOnce) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(row);
    size += own;
  }
  return batches;
}
