/** What pages ask about share plans, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { revenueContract, type SharePlanDetail, type TrialInput } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;

export const plansQuery = (scope: 'organisation' | 'work' | 'campaign' | null) =>
  infiniteQueryOptions({
    queryKey: ['share-plans', scope],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listPlans, { query: { ...(scope && { scope }), limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const planQuery = (planId: string) =>
  queryOptions({
    queryKey: ['share-plan', planId],
    queryFn: ({ signal }) => call(routes.getPlan, { params: { planId } }, { signal }),
  });

export const payeesQuery = (query: string) =>
  queryOptions({
    queryKey: ['payees', 'pick', query],
    queryFn: ({ signal }) => call(routes.listPayees, { query: { ...(query && { query }), limit: 20 } }, { signal }),
  });

/** A trial is asked anew whenever anything in it changes; the one before stays in sight meanwhile. */
export const trialQuery = (planId: string, input: TrialInput) =>
  queryOptions({
    queryKey: ['share-plan-trial', planId, input],
    queryFn: ({ signal }) => call(routes.tryPlan, { params: { planId }, body: input }, { signal }),
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });

/** Takes a plan as the server answered it. */
export function keepPlan(client: QueryClient, plan: SharePlanDetail): void {
  client.setQueryData(planQuery(plan.id).queryKey, plan);
  void client.invalidateQueries({ queryKey: ['share-plans'] });
}
