import type { Handlers } from '../../../platform/http/server.ts';
import { revenueErrors } from '../errors.ts';
import { payeeLimits, type payeesRoutes } from './contract.ts';
import type { PayeeMoneyUses } from './uses.ts';

/** The handlers of payees' profiles, documents, invoices and tax. */
export function payeesHandlers(service: PayeeMoneyUses): Handlers<{
  module: 'revenue';
  permissions: Record<string, never>;
  routes: typeof payeesRoutes;
}> {
  return {
    listMyProfiles: (_, { actor }) => service.listMyProfiles(actor),
    putMyProfile: ({ body }, { actor }) => service.putMyProfile(actor, body),
    listProfiles: ({ query }, { actor }) => service.listProfiles(actor, query),
    getProfile: ({ params }, { actor }) => service.getProfile(actor, params.payeeId),
    putProfile: ({ params, body }, { actor }) => service.putProfile(actor, params.payeeId, body),
    setRegime: ({ params, body }, { actor }) => service.setRegime(actor, params.payeeId, body),
    listDocuments: ({ params }, { actor }) => service.listDocuments(actor, params.payeeId),
    addDocument: async ({ params, query }, { actor, request }) => {
      // Said before the bytes are read: what is too large is not sent in vain.
      if (Number(request.headers.get('content-length') ?? 0) > payeeLimits.documentBytes)
        throw revenueErrors.document_too_large({ most: payeeLimits.documentBytes });
      const body = (request.body ?? []) as unknown as AsyncIterable<Uint8Array>;
      return Response.json(await service.addDocument(actor, params.payeeId, query, body), { status: 201 });
    },
    readDocument: ({ params }, { actor }) => service.readDocument(actor, params.payeeId, params.documentId),
    removeDocument: ({ params }, { actor }) => service.removeDocument(actor, params.payeeId, params.documentId).then(() => ({})),
    listInvoices: ({ params }, { actor }) => service.listInvoices(actor, params.payeeId),
    addInvoice: ({ params, body }, { actor }) => service.addInvoice(actor, params.payeeId, body),
    judgeInvoice: ({ params, body }, { actor }) => service.judgeInvoice(actor, params.payeeId, params.invoiceId, body),
    listRegimes: () => service.listRegimes(),
    getTaxYear: ({ params, query }, { actor }) => service.getTaxYear(actor, params.payeeId, query),
    listTaxWatch: ({ query }, { actor }) => service.listTaxWatch(actor, query),
    exitPayee: ({ params, body }, { actor }) => service.exitPayee(actor, params.payeeId, body),
    returnPayee: ({ params }, { actor }) => service.returnPayee(actor, params.payeeId),
  };
}
