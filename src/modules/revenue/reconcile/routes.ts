/** The routes of reconciliation, receipts, months and the journal, bound to their use-cases. */
import { Readable } from 'node:stream';
import type { Handlers } from '../../../platform/http/server.ts';
import { periodBounds } from '../statements/movements.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { createMonthUses } from '../accounts/months.ts';
import type { createReconcileUses } from './service.ts';
import type { reconcileRoutes } from './contract.ts';

type Uses = ReturnType<typeof createReconcileUses> & ReturnType<typeof createMonthUses> & ReturnType<typeof createJournalUse>;

export function reconcileHandlers(service: Uses): Handlers<{
  module: 'revenue';
  permissions: Record<string, never>;
  routes: typeof reconcileRoutes;
}> {
  return {
    createReconciliation: async ({ query }, { actor, request }) =>
      Response.json(await service.createReconciliation(actor, query, (request.body ?? []) as unknown as AsyncIterable<Uint8Array>), {
        status: 201,
      }),
    listReconciliations: ({ query }, { actor }) => service.listReconciliations(actor, query),
    getReconciliation: ({ params }, { actor }) => service.getReconciliation(actor, params.reconciliationId),
    mapReconciliation: ({ params, body }, { actor }) => service.mapReconciliation(actor, params.reconciliationId, body.mapping),
    compareReconciliation: ({ params }, { actor }) => service.compareReconciliation(actor, params.reconciliationId),
    cancelReconciliation: ({ params }, { actor }) => service.cancelReconciliation(actor, params.reconciliationId),
    closeReconciliation: ({ params, body }, { actor }) => service.closeReconciliation(actor, params.reconciliationId, body.note),
    reopenReconciliation: ({ params }, { actor }) => service.reopenReconciliation(actor, params.reconciliationId),
    postReconciliationFees: ({ params }, { actor }) => service.postReconciliationFees(actor, params.reconciliationId),
    undoReconciliationFees: ({ params }, { actor }) => service.undoReconciliationFees(actor, params.reconciliationId),
    listReconciliationLines: ({ params, query }, { actor }) => service.listReconciliationLines(actor, params.reconciliationId, query),
    exportReconciliationLines: ({ params, query }, { actor }) => service.exportReconciliationLines(actor, params.reconciliationId, query),
    acceptReconciliationLine: ({ params, body }, { actor }) => service.acceptReconciliationLine(actor, params.lineId, body),
    ignoreReconciliationLine: ({ params, body }, { actor }) => service.ignoreReconciliationLine(actor, params.lineId, body.reason),
    undoReconciliationLine: ({ params }, { actor }) => service.undoReconciliationLine(actor, params.lineId),
    acceptReconciliationLines: ({ params, body }, { actor }) => service.acceptReconciliationLines(actor, params.reconciliationId, body),
    createReceipt: ({ body }, { actor }) => service.createReceipt(actor, body),
    listReceipts: ({ query }, { actor }) => service.listReceipts(actor, query),
    undoReceipt: ({ params }, { actor }) => service.undoReceipt(actor, params.receiptId),
    listMonths: ({ query }, { actor }) => service.listMonths(actor, query),
    closeMonth: ({ params, body }, { actor }) => service.closeMonth(actor, params.period, body.despite),
    exportJournal: async ({ query }, { actor }) => service.exportJournal(actor, query),
  };
}

/** The posted journal as an answer that is written as fast as it is read, and no faster. */
export function createJournalUse({ ledger }: Pick<RevenueParts, 'ledger'>) {
  return {
    exportJournal: (
      actor: { organisationId: string },
      { format, period }: { format: 'hledger' | 'csv'; period?: string | undefined },
    ): Response => {
      const text = ledger.journal(actor.organisationId, format, period === undefined ? null : periodBounds(period));
      async function* bytes(): AsyncGenerator<Uint8Array> {
        for await (const piece of text) if (piece !== '') yield Buffer.from(piece);
      }
      const name = `journal${period === undefined ? '' : `-${period}`}.${format === 'csv' ? 'csv' : 'journal'}`;
      return new Response(Readable.toWeb(Readable.from(bytes(), { highWaterMark: 1 })) as ReadableStream<Uint8Array>, {
        headers: {
          'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
        },
      });
    },
  };
}
