/**
 * Takedown: what is done about a copy, and what is done when somebody says that ours is one.
 *
 * Owns laws as data (law/: required elements, clocks, templates, each with its source), hosts, cases that bundle the links of one
 * host, notices, counter-notices, their clocks and time line, counts of repetition and abuse, and notices that come in. Does not own
 * matches (protection's) nor who owns what (rights'). Start reading at law/, then cases/.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { recheckJob, sendNoticesJob } from './cases/jobs.ts';
import { createTending } from './cases/tend.ts';
import { takedownRoutes } from './routes.ts';
import { createTakedownService, type TakedownService } from './service/index.ts';
import type { TakedownParts } from './service/parts.ts';

export { takedownMigrations } from './migrations/index.ts';
export type { OurLinks, RegistrationFact, TakedownParts } from './service/parts.ts';

export type Takedown = TakedownService & {
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};

/** Takedown on its parts. */
export function createTakedown(parts: TakedownParts): Takedown {
  const service = createTakedownService(parts);
  parts.jobs.every('takedown.tend', 60, createTending(parts, service, service, service.tellIncoming));
  return {
    ...service,
    bound: takedownRoutes(service),
    jobs: [
      { job: sendNoticesJob, run: (input, context) => service.runSending(sendNoticesJob.input.parse(input), context) },
      { job: recheckJob, run: (input, context) => service.runRecheck(recheckJob.input.parse(input), context) },
    ],
    events: [],
  };
}
