import type { Handlers } from '../../../platform/http/server.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import type { payoutsRoutes } from './contract.ts';
import type { PayoutUses } from './index.ts';

const mediaTypes = { pain001: 'application/xml; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/** The handlers of payouts. */
export function payoutsHandlers(service: PayoutUses): Handlers<{
  module: 'revenue';
  permissions: Record<string, never>;
  routes: typeof payoutsRoutes;
}> {
  return {
    getPayoutSettings: (_, { actor }) => service.getPayoutSettings(actor),
    setPayoutSettings: ({ body }, { actor }) => service.setPayoutSettings(actor, body),
    listPayoutAccounts: (_, { actor }) => service.listPayoutAccounts(actor),
    createPayoutAccount: ({ body }, { actor }) => service.createPayoutAccount(actor, body),
    updatePayoutAccount: ({ params, body }, { actor }) => service.updatePayoutAccount(actor, params.accountId, body),
    removePayoutAccount: ({ params }, { actor }) => service.removePayoutAccount(actor, params.accountId).then(() => ({})),
    checkPayoutAccount: ({ params }, { actor }) => service.checkPayoutAccount(actor, params.accountId),
    listPayable: ({ query }, { actor }) => service.listPayable(actor, query),
    listPayoutBatches: ({ query }, { actor }) => service.listPayoutBatches(actor, query),
    createPayoutBatch: ({ body }, { actor }) => service.createPayoutBatch(actor, body),
    getPayoutBatch: ({ params }, { actor }) => service.getPayoutBatch(actor, params.batchId),
    takeOutPayout: ({ params }, { actor }) => service.takeOutPayout(actor, params.batchId, params.payoutId),
    approvePayoutBatch: ({ params, body }, { actor }) => service.approvePayoutBatch(actor, params.batchId, body),
    sendPayoutBatch: ({ params }, { actor }) => service.sendPayoutBatch(actor, params.batchId),
    cancelPayoutBatch: ({ params }, { actor }) => service.cancelPayoutBatch(actor, params.batchId),
    getPayoutFile: async ({ params, query }, { actor }) => {
      const { name, text } = await service.readPayoutFile(actor, params.batchId, query.format);
      const headers = {
        'content-type': mediaTypes[query.format],
        'content-disposition': contentDisposition(name),
        'cache-control': 'no-store',
      };
      return new Response(text, { headers });
    },
    importPayoutResults: ({ params, body }, { actor }) => service.importPayoutResults(actor, params.batchId, body),
    markPayoutPaid: ({ params, body }, { actor }) => service.markPayoutPaid(actor, params.payoutId, body),
    markPayoutFailed: ({ params, body }, { actor }) => service.markPayoutFailed(actor, params.payoutId, body),
    markPayoutReturned: ({ params, body }, { actor }) => service.markPayoutReturned(actor, params.payoutId, body),
    retryPayout: ({ params }, { actor }) => service.retryPayout(actor, params.payoutId),
    listMyPayouts: ({ query }, { actor }) => service.listMyPayouts(actor, query),
  };
}
