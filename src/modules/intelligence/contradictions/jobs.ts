import { z } from 'zod';
import { defineJob, type EventHandler, type JobHandler } from '../../../platform/jobs/index.ts';
import { documentsRead } from '../library/jobs.ts';
import type { ContradictionsUses } from './service.ts';

/** Looks at every figure of an organisation again; a second run does the same once more. */
export const recheckJob = defineJob({
  name: 'intelligence.recheck_findings',
  input: z.object({}),
  retryLimit: 2,
  heartbeatSeconds: 120,
  concurrency: 1,
});

/** The work of contradictions. */
export function contradictionsJobHandlers(service: ContradictionsUses): JobHandler[] {
  return [{ job: recheckJob, run: (_, context) => service.runRecheck(context) }];
}

/** What contradictions listen to: documents that came, went or count otherwise. */
export function contradictionsEventHandlers(service: ContradictionsUses): EventHandler[] {
  return [
    {
      event: documentsRead,
      subscriber: 'intelligence.contradictions',
      run: (payload) => {
        const { organisationId, documentIds } = documentsRead.payload.parse(payload);
        return service.touchFindings(organisationId, documentIds);
      },
    },
  ];
}
