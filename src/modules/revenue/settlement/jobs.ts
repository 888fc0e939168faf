import { z } from 'zod';
import { defineJob, type JobHandler } from '../../../platform/jobs/index.ts';
import type { SettlementUses } from './uses.ts';

/** Computes a settlement, or removes what was computed of one that is cancelled. */
export const computeJob = defineJob({
  name: 'revenue.settle_compute',
  input: z.object({ settlementId: z.string() }),
  retryLimit: 3,
  heartbeatSeconds: 60,
  concurrency: 1,
});

export const postJob = defineJob({
  name: 'revenue.settle_post',
  input: z.object({ settlementId: z.string() }),
  retryLimit: 10,
  heartbeatSeconds: 60,
  concurrency: 1,
});

export function settlementJobs(uses: Pick<SettlementUses, 'runCompute' | 'runPost'>): JobHandler[] {
  return [
    { job: computeJob, run: (input, context) => uses.runCompute(computeJob.input.parse(input).settlementId, context) },
    { job: postJob, run: (input, context) => uses.runPost(postJob.input.parse(input).settlementId, context) },
  ];
}
