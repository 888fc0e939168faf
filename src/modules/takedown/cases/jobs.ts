import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

/** Sends the notices of many cases one after the other; what became of each stands in its row, so that a second run goes on. */
export const sendNoticesJob = defineJob({
  name: 'takedown.send_notices',
  // The acts are those of whoever pressed send: a notice is a person's.
  input: z.object({ actor: z.object({ id: z.string(), name: z.string() }) }),
  retryLimit: 3,
  heartbeatSeconds: 120,
  concurrency: 2,
});

/** Looks at the links of a case. */
export const recheckJob = defineJob({
  name: 'takedown.recheck_case',
  input: z.object({ caseId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 60,
  concurrency: 2,
});
