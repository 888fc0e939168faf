import type { Handlers } from '../../../platform/http/server.ts';
import type { matchesRoutes } from './contract.ts';
import type { createMatchesUses } from './service.ts';

type Uses = ReturnType<typeof createMatchesUses>;

export function matchesHandlers(service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof matchesRoutes;
}> {
  return {
    listMatches: ({ query }, { actor }) => service.listMatches(actor, query),
    getMatch: ({ params }, { actor }) => service.getMatch(actor, params.matchId),
    getMatchStrip: ({ params }, { actor, request }) => service.answerMatchStrip(actor, params.matchId, request),
    decideMatches: ({ body }, { actor }) => service.decideMatches(actor, body),
    undoDecisions: ({ body }, { actor }) => service.undoDecisions(actor, body.matchIds),
  };
}
