import type { Handlers } from '../../../platform/http/server.ts';
import type { figuresRoutes } from './contract.ts';
import type { createFiguresUses } from './service.ts';

type Uses = ReturnType<typeof createFiguresUses>;

/** The handlers of figures. */
export function figuresHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof figuresRoutes;
}> {
  return {
    listFigures: ({ query }, { actor }) => service.listFigures(actor, query),
    getFigure: ({ params }, { actor }) => service.getFigure(actor, params.figureId),
    ruleFigure: ({ params, body }, { actor }) => service.ruleFigure(actor, params.figureId, body),
    undoRuling: ({ params }, { actor }) => service.undoRuling(actor, params.figureId),
    listMetrics: (_, { actor }) => service.listMetrics(actor),
    getSeries: ({ params, query }, { actor }) => service.getSeries(actor, params.metric, query),
    exportFigures: ({ query }, { actor }) => service.exportFigures(actor, query),
  };
}
