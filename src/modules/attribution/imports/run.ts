/** The two jobs of a file import: reading the whole file, and taking it in. */
import { z } from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { defineJob, type JobContext } from '../../../platform/jobs/index.ts';
import type { EdgeParts } from '../edge-parts.ts';
import { applyFile } from './apply.ts';
import { checkRows } from './check.ts';
import type { ImportLookups } from './lookups.ts';
import * as repo from './repo.ts';
import { rowsOf } from './table.ts';

export const checkFile = defineJob({
  name: 'attribution.check_file',
  input: z.object({ organisationId: z.string(), importId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 60,
  concurrency: 1,
});
export const importFile = defineJob({
  name: 'attribution.import_file',
  input: z.object({ organisationId: z.string(), importId: z.string() }),
  retryLimit: 20,
  heartbeatSeconds: 120,
  concurrency: 1,
});

export function createImportRuns(parts: EdgeParts, { requireSource, requireImport, readerOf, pathOf }: ImportLookups) {
  const { db, clock } = parts;
  return {
    /** The job that reads a whole file. It begins anew when it is cut off. */
    async runCheck(
      { organisationId, importId }: { organisationId: string; importId: string },
      job: Pick<JobContext, 'taskId' | 'signal' | 'progress'>,
    ): Promise<void> {
      const row = await db.read((trx) => repo.findImport(trx, organisationId, importId));
      if (!row || row.state !== 'checking' || (row.task_id !== null && row.task_id !== job.taskId)) return;
      await db.transaction((trx) => repo.clearErrors(trx, importId));
      try {
        const source = await db.read((trx) => requireSource(trx, organisationId, row.source_id));
        const path = await pathOf(row);
        const { totals, preview } = await checkRows(rowsOf(path, row.facts, row.mapping.sheet), readerOf(row, source), {
          onErrors: (errors) => db.transaction((trx) => repo.insertErrors(trx, importId, errors)),
          known: (ids) => db.read((trx) => repo.selectKnownIds(trx, organisationId, source.id, ids)),
          // How many rows there are is not known before the end: bytes for each row are guessed from a usual one.
          onRows: (rows) => job.progress('check', Math.min(0.99, (rows * 90) / Math.max(1, Number(row.size_bytes)))),
          signal: job.signal,
        });
        await db.transaction(async (trx) => {
          const now = await requireImport(trx, organisationId, importId, true);
          if (now.state !== 'checking' || now.task_id !== row.task_id) return;
          await repo.updateImport(trx, organisationId, importId, {
            state: 'checked',
            totals: JSON.stringify(totals),
            preview: JSON.stringify(preview),
            progress_bps: 10_000,
            updated_at: clock.now(),
          });
        });
      } catch (error) {
        if (job.signal.aborted || !(error instanceof AppError) || error.kind === 'unavailable') throw error;
        const failure = JSON.stringify({ code: error.code, params: error.params });
        await db.transaction((trx) =>
          repo.updateImport(trx, organisationId, importId, { state: 'failed', failure, updated_at: clock.now() }),
        );
      }
    },

    /** The job that takes a file in; where it was cut off it goes on. */
    async runImport(input: { organisationId: string; importId: string }, job: Pick<JobContext, 'signal' | 'progress'>): Promise<void> {
      const { organisationId, importId } = input;
      const row = await db.read((trx) => repo.findImport(trx, organisationId, importId));
      if (!row || row.state !== 'importing') return;
      const source = await db.read((trx) => requireSource(trx, organisationId, row.source_id));
      await applyFile(parts, { row, path: await pathOf(row), reader: readerOf(row, source) }, job);
    },
  };
}
