import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

/** Decides matches anew by an allow-list that has changed. */
export const followAllowListJob = defineJob({
  name: 'protection.follow_allow_list',
  input: z.object({}),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 1,
});
