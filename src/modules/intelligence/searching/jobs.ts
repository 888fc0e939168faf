import { z } from 'zod';
import { defineJob, type JobHandler } from '../../../platform/jobs/index.ts';
import type { RenewingUses } from './renewing.ts';

/** Indexes an organisation's documents anew, as the alias table of this version has it. */
export const renewSearchJob = defineJob({
  name: 'intelligence.renew_search',
  input: z.object({}),
  retryLimit: 3,
  heartbeatSeconds: 120,
  concurrency: 1,
});

/** The work of searching. */
export function searchingJobHandlers(service: Pick<RenewingUses, 'runRenewSearch'>): JobHandler[] {
  return [{ job: renewSearchJob, run: (_, context) => service.runRenewSearch(context) }];
}
