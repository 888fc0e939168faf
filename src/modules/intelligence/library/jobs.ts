import { z } from 'zod';
import { defineEvent, defineJob, type JobHandler } from '../../../platform/jobs/index.ts';
import type { LibraryUses } from './service.ts';

/** Documents are kept, were taken away, or count otherwise than before: families were joined or split. */
export const documentsRead = defineEvent(
  'intelligence.documents_read',
  z.object({ organisationId: z.string(), documentIds: z.array(z.string()).max(500) }),
);

/** Reads what waits in an organisation's library, batch by batch; a second run goes on with what still waits. */
export const readFilesJob = defineJob({
  name: 'intelligence.read_files',
  input: z.object({}),
  retryLimit: 3,
  heartbeatSeconds: 60,
  concurrency: 2,
});

/** Visits an address or a feed and collects what is new there. */
export const fetchSourceJob = defineJob({
  name: 'intelligence.fetch_source',
  input: z.object({ sourceId: z.string() }),
  retryLimit: 1,
  heartbeatSeconds: 60,
  concurrency: 3,
});

/** Has the model translate a document, paragraph by paragraph. */
export const translateDocumentJob = defineJob({
  name: 'intelligence.translate_document',
  input: z.object({ documentId: z.string() }),
  retryLimit: 1,
  heartbeatSeconds: 120,
  concurrency: 1,
});

/** What the library does in the background. */
export function libraryJobHandlers(service: Pick<LibraryUses, 'runReadFiles' | 'runFetchSource' | 'runTranslate'>): JobHandler[] {
  const read: JobHandler<typeof readFilesJob.input> = { job: readFilesJob, run: (_, context) => service.runReadFiles(context) };
  const fetch: JobHandler<typeof fetchSourceJob.input> = {
    job: fetchSourceJob,
    run: ({ sourceId }, context) => service.runFetchSource(sourceId, context),
  };
  const translate: JobHandler<typeof translateDocumentJob.input> = {
    job: translateDocumentJob,
    run: ({ documentId }, context) => service.runTranslate(documentId, context),
  };
  return [read, fetch, translate] as JobHandler[];
}
