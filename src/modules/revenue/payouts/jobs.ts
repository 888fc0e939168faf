import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

export const sendPayoutsJob = defineJob({
  name: 'revenue.send_payouts',
  input: z.object({ batchId: z.string() }),
  retryLimit: 5,
  heartbeatSeconds: 60,
  concurrency: 2,
});
