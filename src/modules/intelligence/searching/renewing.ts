/**
 * Indexing anew what was indexed with another alias table, or in another way: a task for each organisation, batch by batch, with the making
 * of entries in a thread. Meanwhile everything is found by what it was indexed with.
 */
import { platformErrors } from '../../../platform/errors.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { claimWordsOf } from '../figures/read.ts';
import { loadDocuments } from '../library/stored.ts';
import * as library from '../library/repo.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { createThreads, type Threads } from '../service/threads.ts';
import type { Indexed, SearchEntry } from './entry.ts';
import { renewSearchJob } from './jobs.ts';
import * as repo from './repo.ts';
import { indexVersion } from './words.ts';

/** A document for the thread, which makes its entry. */
export type ToIndex = { organisationId: string; indexed: Indexed; day: string };

const documentsAtOnce = 25;

export function createRenewing({ db, jobs }: Pick<IntelligenceParts, 'db' | 'jobs'>) {
  const threads: Threads<ToIndex, SearchEntry[]> = createThreads({
    program: new URL('./renew-thread.ts', import.meta.url),
    threads: 1,
    memoryMb: 512,
    timeoutMs: 120_000,
    fault: (cause) => platformErrors.unavailable({}, cause),
  });

  /** Some documents whose entries are to be made anew; empty when none is left. */
  const next = (organisationId: string): Promise<ToIndex[]> =>
    db.read(async (trx) => {
      const rows = await repo.listOutdated(trx, organisationId, documentsAtOnce);
      const ids = rows.map((row) => row.document_id);
      const documents = await loadDocuments(trx, organisationId, ids);
      const claims = await claimWordsOf(trx, organisationId, ids);
      const sources = new Map((await library.listDocumentsById(trx, organisationId, ids)).map((row) => [row.id, row.source_id]));
      return rows.flatMap(({ document_id: id, family_id: familyId, day }): ToIndex[] => {
        const document = documents.get(id);
        if (!document) return [];
        const { title, source, language, paragraphs } = document;
        const said = paragraphs.map((paragraph) => ({ ...paragraph, map: [], cells: [] }));
        const indexed = {
          id,
          familyId,
          sourceId: sources.get(id) ?? null,
          document: { title, source, language, paragraphs: said },
          claims: claims.get(id) ?? [],
        };
        return [{ organisationId, indexed, day }];
      });
    });

  return {
    /** Indexes until nothing is left; a second run goes on with the rest. */
    async runRenewSearch({ organisationId, signal, progress }: Pick<JobContext, 'organisationId' | 'signal' | 'progress'>): Promise<void> {
      const total = await db.read((trx) => repo.countOutdated(trx, organisationId));
      let done = 0;
      for (;;) {
        signal.throwIfAborted();
        const some = await next(organisationId);
        if (some.length === 0) return;
        const entries = await threads.run(some, signal);
        await db.transaction((trx) => repo.renewEntries(trx, organisationId, entries));
        done += some.length;
        progress('indexing', Math.min(0.999, done / Math.max(1, total)));
      }
    },

    /** Makes a task where an organisation has entries of another version, save where one is at work or a person stopped the one for this version. */
    async lookForOutdated(): Promise<void> {
      for (const organisationId of await db.read(repo.listOutdatedOrganisations))
        await db.transaction(async (trx) => {
          const before = await repo.lockRenewal(trx, organisationId);
          const task = before?.taskId ? (await jobs.find(trx, organisationId, [before.taskId])).get(before.taskId) : undefined;
          const stopped = task?.state === 'cancelled' && before!.version === indexVersion;
          if (stopped || (task !== undefined && task.endedAt === null)) return;
          const taskId = await jobs.enqueue(trx, renewSearchJob, {}, { organisationId, subject: { id: organisationId, title: '' } });
          await repo.writeRenewal(trx, organisationId, taskId);
        });
    },
  };
}
export type RenewingUses = ReturnType<typeof createRenewing>;
