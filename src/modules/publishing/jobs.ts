import { z } from 'zod';
import { defineJob } from '../../platform/jobs/index.ts';

/** Sends one clip to its channel; what is left to do stands in the publication, so that a second run goes on with it. */
export const sendPublicationJob = defineJob({
  name: 'publishing.send_publication',
  input: z.object({ publicationId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 60,
  concurrency: 2,
});
