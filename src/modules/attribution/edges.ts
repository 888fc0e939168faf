/** What stands at the edges of attribution: files and sources that are asked, signals, exports, people's data. */
import type { Actor } from '../../platform/http/actor.ts';
import type { JobHandler } from '../../platform/jobs/index.ts';
import type { Core } from './core.ts';
import type { EdgeParts } from './edge-parts.ts';
import { tableResponse } from '../../platform/http/sheets.ts';
import { conversionsTable, errorsTable, funnelTable, signalsTable } from './export/tables.ts';
import { checkFile, createImportUses, importFile, type ImportUses } from './imports/service.ts';
import { createPrivacyUses, wire, type PrivacyUses } from './privacy/service.ts';
import { createPullUses, type PullUses } from './pull/service.ts';
import type { EdgeHandlers } from './routes.ts';
import { createSignalUses, type SignalUses } from './signals/service.ts';

const signalSeconds = 300;
const pullSeconds = 30;
const retentionSeconds = 3600;
const exportPage = 200;
const mostFunnelRows = 1000;

export type Edges = ReturnType<typeof createEdges>;

/** Nothing runs until it is asked: `every` is for jobs.every, `jobs` for jobs.register, `handlers` go with those of the core. */
export function createEdges(parts: EdgeParts, core: Pick<Core, 'getFunnel' | 'listConversions'>) {
  const imports = createImportUses(parts);
  const pull = createPullUses(parts);
  const signals = createSignalUses(parts);
  const privacy = createPrivacyUses(parts);
  const jobs: JobHandler[] = [
    { job: checkFile, run: (input, context) => imports.runCheck(input as { organisationId: string; importId: string }, context) },
    { job: importFile, run: (input, context) => imports.runImport(input as { organisationId: string; importId: string }, context) },
  ];
  const every: readonly { name: string; seconds: number; run(signal: AbortSignal): Promise<unknown> }[] = [
    { name: 'attribution.look_for_signals', seconds: signalSeconds, run: (signal) => signals.lookEverywhere(signal) },
    { name: 'attribution.ask_sources', seconds: pullSeconds, run: (signal) => pull.askDue(signal) },
    { name: 'attribution.retention', seconds: retentionSeconds, run: (signal) => privacy.sweep(signal) },
  ];
  return { imports, pull, signals, privacy, jobs, every, handlers: edgeHandlers(parts, core, { imports, pull, signals, privacy }) };
}

type Uses = { imports: ImportUses; pull: PullUses; signals: SignalUses; privacy: PrivacyUses };

function edgeHandlers(
  { db, clock }: EdgeParts,
  core: Pick<Core, 'getFunnel' | 'listConversions'>,
  { imports, pull, signals, privacy }: Uses,
): EdgeHandlers {
  const today = (): string => clock.now().toISOString().slice(0, 10);

  async function* conversionPages(actor: Actor, query: Partial<Parameters<Core['listConversions']>[2]>) {
    let cursor: string | undefined;
    do {
      const page = await db.read((trx) =>
        core.listConversions(trx, actor.organisationId, { ...query, limit: exportPage, cursor } as never),
      );
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  async function* signalPages(actor: Actor) {
    let cursor: string | undefined;
    do {
      const page = await db.read((trx) => signals.list(trx, actor.organisationId, { limit: exportPage, cursor }));
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  return {
    exportFunnel: async ({ query: { format, language, ...query } }, { actor }) =>
      tableResponse(
        funnelTable(await core.getFunnel(actor, { ...query, limit: mostFunnelRows }), language),
        format,
        `funnel-${query.by}-${today()}`,
      ),
    exportConversions: async ({ query: { format, language, ...query } }, { actor }) =>
      tableResponse(conversionsTable(conversionPages(actor, query), language), format, `conversions-${today()}`),
    exportSignals: async ({ query: { format, language } }, { actor }) =>
      tableResponse(signalsTable(signalPages(actor), language), format, `signals-${today()}`),

    createFileImport: async ({ query }, { actor, request }) =>
      Response.json(await imports.createImport(actor, query, (request.body ?? []) as AsyncIterable<Uint8Array>), { status: 201 }),
    listFileImports: ({ query }, { actor }) => db.read((trx) => imports.listImports(trx, actor.organisationId, query)),
    getFileImport: ({ params }, { actor }) => db.read((trx) => imports.getImport(trx, actor.organisationId, params.importId)),
    mapFileImport: ({ params, body }, { actor }) => imports.mapImport(actor, params.importId, body.mapping, body.saveAs),
    confirmFileImport: ({ params, body }, { actor }) => imports.confirmImport(actor, params.importId, body.withoutBadRows),
    cancelFileImport: ({ params }, { actor }) => imports.cancelImport(actor, params.importId),
    downloadImportErrors: async ({ params, query }, { actor }) => {
      const { filename } = await db.read((trx) => imports.getImport(trx, actor.organisationId, params.importId));
      return tableResponse(
        errorsTable(imports.errorsOf(actor.organisationId, params.importId), query.language),
        'csv',
        `${filename}-errors`,
      );
    },
    listImportMappings: async ({ query }, { actor }) => ({
      items: await db.read((trx) => imports.listMappings(trx, actor.organisationId, query.sourceId)),
    }),
    saveImportMapping: ({ body }, { actor }) => imports.saveMapping(actor, body),
    deleteImportMapping: async ({ params }, { actor }) => {
      await imports.deleteMapping(actor, params.mappingId);
      return {};
    },

    getPuller: ({ params }, { actor }) => db.read((trx) => pull.get(trx, actor.organisationId, params.sourceId)),
    setPuller: ({ params, body }, { actor }) => pull.set(actor, params.sourceId, body),
    pullNow: ({ params }, { actor }) => pull.askSoon(actor, params.sourceId),

    listSignals: ({ query }, { actor }) => db.read((trx) => signals.list(trx, actor.organisationId, query)),
    getSignal: ({ params }, { actor }) => db.read((trx) => signals.get(trx, actor.organisationId, params.suspectId)),
    decideSignals: async ({ body }, { actor }) => ({ items: await signals.decide(actor, body.suspectIds, body.decision, body.note) }),
    getSignalSettings: (_input, { actor }) => db.read((trx) => signals.readSettings(trx, actor.organisationId)),
    setSignalSettings: ({ body }, { actor }) => signals.setSettings(actor, body),

    getPrivacySettings: (_input, { actor }) => db.read((trx) => privacy.readSettings(trx, actor.organisationId)),
    setPrivacySettings: ({ body }, { actor }) => privacy.setSettings(actor, body),
    exportViewer: async ({ body }, { actor }) =>
      new Response(JSON.stringify(await privacy.exportViewer(actor, body), wire, 2), {
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="viewer-${today()}.json"`,
        },
      }),
    exportMine: async (_input, { actor }) =>
      new Response(await privacy.exportMine(actor), {
        headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="my-data-${today()}.zip"` },
      }),
    erase: ({ body }, { actor }) => privacy.erase(actor, body),
    listErasures: async (_input, { actor }) => ({ items: await db.read((trx) => privacy.listErasures(trx, actor.organisationId)) }),
  };
}
