import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

/** Makes the fingerprints that are missing; what is there already is passed over, so that a second run goes on with it. */
export const completeReferencesJob = defineJob({
  name: 'protection.complete_references',
  input: z.object({ workId: z.string().nullable() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 1,
});
