import type { Handlers } from '../../../platform/http/server.ts';
import type { askingRoutes } from './contract.ts';
import type { createAskingUses } from './service.ts';

type Uses = ReturnType<typeof createAskingUses>;

/** The handlers of questions. Whoever gives up a question stops the model with it. */
export function askingHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof askingRoutes;
}> {
  return {
    ask: ({ body }, { actor, request }) => service.ask(actor, body, request.signal),
    listAnswers: ({ query }, { actor }) => service.listAnswers(actor, query),
    getAnswer: ({ params }, { actor }) => service.getAnswer(actor, params.answerId),
    removeAnswer: ({ params }, { actor }) => service.removeAnswer(actor, params.answerId).then(() => ({})),
    getAskingModel: () => service.getAskingModel(),
  };
}
