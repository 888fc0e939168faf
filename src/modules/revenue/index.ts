/**
 * Revenue: who is paid what of the money that works bring.
 *
 * Owns share plans (a waterfall for each kind of revenue, in versions with their days, which the parties sign) and the payees that
 * they name. Does not own the books (the ledger's), what was earned by whom (attribution's), nor people (identity's, creators').
 * The pure heart divides exactly: allocate/ takes one order through a plan, settlement/ a period's events, tax/ what is withheld.
 * `planFor` says which version divides money at an instant. Start reading at allocate/plan.ts, then plans/content.ts for how a plan
 * is written, plans/trial.ts for "what would this pay to whom", and service/signing.ts for how a version becomes binding.
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
