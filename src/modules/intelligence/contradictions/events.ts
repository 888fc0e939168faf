import { z } from 'zod';
import { defineEvent } from '../../../platform/jobs/index.ts';

/** Contradictions were found, vanished, or were settled: alerts listen. */
export const findingsChanged = defineEvent(
  'intelligence.findings_changed',
  z.object({ organisationId: z.string(), findingIds: z.array(z.string()).max(1_000) }),
);
