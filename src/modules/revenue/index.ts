/**
 * Revenue: who is paid what of the money that works bring, and that they are paid.
 *
 * Owns share plans in signed versions, what is to be divided (items), estimates, settlements with their postings, statements and
 * their proofs, payees with what tax law and banks need of them, payouts, and the comparison with platforms' files. Does not own the
 * books (the ledger's), what was earned by whom (attribution's), nor people (identity's, creators').
 * The pure heart: allocate/ takes one order through a plan, settlement/fold.ts a period's events, settlement/posting.ts says what of
 * it can be proven, tax/ what is withheld, verify/ computes a statement anew. Start reading at allocate/plan.ts, then fold.ts, then
 * settlement/run.ts and post.ts for how a month goes through, service/signing.ts for how a plan becomes binding, and payouts/
 * delivery.ts for why nothing is paid twice.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { payoutJobs, schedulePayouts } from './payouts/index.ts';
import { compareFile } from './reconcile/run.ts';
import { revenueRoutes } from './routes.ts';
import { settlementJobs } from './settlement/jobs.ts';
import { createRevenueService, type RevenueService } from './service/index.ts';
import type { RevenueParts } from './service/parts.ts';

export { revenueMigrations } from './migrations/index.ts';
export type { RevenueParts } from './service/parts.ts';
export type { PlanInForce } from './service/plans.ts';
export { verifyStatement } from './verify/verify.ts';

export type Revenue = RevenueService & {
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};

/** Revenue on its parts. */
export function createRevenue(parts: RevenueParts): Revenue {
  const service = createRevenueService(parts);
  parts.jobs.every('revenue.feed', 30, (signal) => service.feedRevenue(signal));
  parts.jobs.every('revenue.tend_payees', 3600, (signal) => service.tendPayees(signal));
  schedulePayouts(parts, service);
  return {
    ...service,
    bound: revenueRoutes(service),
    jobs: [
      ...settlementJobs(service),
      ...payoutJobs(service),
      {
        job: compareFile,
        run: (input, context) => service.runCompare(input as { organisationId: string; reconciliationId: string; round: number }, context),
      },
    ],
    events: [],
  };
}
