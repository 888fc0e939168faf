import { z } from 'zod';
import { defineEvent, defineJob } from '../../../platform/jobs/index.ts';

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
