import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

/** Fetches what a link leads to; a second run begins anew, as half a file is of no use. */
export const fetchLinkJob = defineJob({
  name: 'protection.fetch_link',
  input: z.object({ sightingId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 4,
});

/** Reads a suspect and searches for it in the whole catalogue; what was read already is not read again. */
export const scanSuspectJob = defineJob({
  name: 'protection.scan_suspect',
  input: z.object({ suspectId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 2,
});

/** Searches suspects of before for originals that are new; where it stopped stands with each suspect. */
export const searchAgainJob = defineJob({
  name: 'protection.search_again',
  input: z.object({}),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 1,
});
