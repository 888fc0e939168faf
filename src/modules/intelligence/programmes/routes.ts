import type { Handlers } from '../../../platform/http/server.ts';
import type { programmesRoutes } from './contract.ts';
import type { createProgrammesUses } from './service.ts';

type Uses = ReturnType<typeof createProgrammesUses>;

/** The handlers of programmes. */
export function programmesHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof programmesRoutes;
}> {
  return {
    listProgrammes: ({ query }, { actor }) => service.listProgrammes(actor, query),
    createProgramme: ({ body }, { actor }) => service.createProgramme(actor, body),
    getProgramme: ({ params }, { actor }) => service.getProgramme(actor, params.programmeId),
    updateProgramme: ({ params, body }, { actor }) => service.updateProgramme(actor, params.programmeId, body),
    actOnProgramme: ({ params, body }, { actor }) => service.actOnProgramme(actor, params.programmeId, body),
    mergeProgrammes: ({ params, body }, { actor }) => service.mergeProgrammes(actor, params.programmeId, body),
    listPlaces: async () => service.listPlaces(),
    compareProgrammes: ({ query }, { actor }) => service.compareProgrammes(actor, query),
    listDeadlines: ({ query }, { actor }) => service.listDeadlines(actor, query),
    exportCalendar: ({ query }, { actor }) => service.exportCalendar(actor, query),
    exportProgrammes: ({ query }, { actor }) => service.exportProgrammes(actor, query),
    matchWork: ({ params }, { actor }) => service.matchWork(actor, params.workId),
    setWorkProfile: ({ params, body }, { actor }) => service.setWorkProfile(actor, params.workId, body),
    followProgramme: ({ params, body }, { actor }) => service.followProgramme(actor, params.workId, params.programmeId, body.following),
    tickChecklist: ({ params, body }, { actor }) => service.tickChecklist(actor, params.workId, params.programmeId, body),
  };
}
