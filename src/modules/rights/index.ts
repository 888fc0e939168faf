/**
 * Rights: who owns what of which work, who may use it where and when, and evidence that stands by itself.
 *
 * Owns parties, the chain of title (deeds, whose shares of a right and period sum to one), licences, the answers to who may do what
 * with the clauses that decide (rules/, pure), and registrations with their evidence (evidence/: a tree of SHA-256, RFC 3161
 * time-stamps by any authority, a bundle that proves itself with sha256sum and openssl). Does not own works (catalog's) nor the
 * search for copies (protection's). Start reading at rules/availability.ts, then register/service.ts; for evidence at
 * evidence/bundle.ts, then verify.ts.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { rightsRoutes } from './routes.ts';
import { registrationJobs } from './registrations/stamping.ts';
import { createRightsService, type RightsService } from './service/index.ts';
import type { RightsParts } from './service/parts.ts';

export { httpAuthority, type Authority } from './evidence/authority.ts';
export { captureFormat, type Capture } from './evidence/capture.ts';
export { verifyBundle } from './evidence/verify.ts';
export { rightsMigrations } from './migrations/index.ts';
export type { RightsParts } from './service/parts.ts';

export type Rights = RightsService & {
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};

/** Rights on its parts. */
export function createRights(parts: RightsParts): Rights {
  const service = createRightsService(parts);
  parts.jobs.every('rights.stamps', 30, (signal) => service.stampDue(signal));
  return { ...service, bound: rightsRoutes(service), jobs: registrationJobs(service), events: [] };
}
