import { readBounded } from '../../../platform/http/input.ts';
import type { Handlers } from '../../../platform/http/server.ts';
import { intelligenceErrors } from '../errors.ts';
import { libraryLimits, type libraryRoutes } from './contract.ts';
import type { LibraryUses } from './service.ts';

/** The handlers of the library. */
export function libraryHandlers(service: LibraryUses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof libraryRoutes;
}> {
  return {
    getMarketDesk: (_, { actor }) => service.getMarketDesk(actor),
    pasteMarketText: ({ body }, { actor }) => service.pasteMarketText(actor, body),
    uploadMarketFile: async ({ query }, { actor, request }) => {
      // Said before the bytes are read: what is too large is not sent in vain.
      if (Number(request.headers.get('content-length') ?? 0) > libraryLimits.fileBytes)
        throw intelligenceErrors.file_too_large({ file: query.filename, limitBytes: libraryLimits.fileBytes });
      const bytes = await readBounded(request, libraryLimits.fileBytes);
      return Response.json(await service.uploadMarketFile(actor, query, bytes), { status: 201 });
    },
    listMarketFiles: ({ query }, { actor }) => service.listMarketFiles(actor, query),
    getMarketFile: ({ params }, { actor }) => service.getMarketFile(actor, params.fileId),
    readMarketFileAgain: ({ params }, { actor }) => service.readMarketFileAgain(actor, params.fileId),
    cancelMarketReading: (_, { actor }) => service.cancelMarketReading(actor),
    listMarketDocuments: ({ query }, { actor }) => service.listMarketDocuments(actor, query),
    getMarketDocument: ({ params }, { actor }) => service.getMarketDocument(actor, params.documentId),
    listMarketParagraphs: ({ params, query }, { actor }) => service.listMarketParagraphs(actor, params.documentId, query.from, query.limit),
    readMarketOriginal: ({ params }, { actor, request }) => service.readMarketOriginal(actor, params.documentId, request),
    listMarketDependents: ({ params }, { actor }) => service.listMarketDependents(actor, params.documentId),
    archiveMarketDocument: ({ params }, { actor }) => service.archiveMarketDocument(actor, params.documentId),
    restoreMarketDocument: ({ params }, { actor }) => service.restoreMarketDocument(actor, params.documentId),
    deleteMarketDocument: ({ params }, { actor }) => service.deleteMarketDocument(actor, params.documentId).then(() => ({})),
    moveMarketFamily: ({ body }, { actor }) => service.moveMarketFamily(actor, body.moves),
    joinMarketFamily: ({ params, body }, { actor }) => service.joinMarketFamily(actor, params.documentId, body.otherId),
    undoMarketFamily: ({ params }, { actor }) => service.undoMarketFamily(actor, params.documentId),
    correctMarketDocument: ({ params, body }, { actor }) => service.correctMarketDocument(actor, params.documentId, body),
    undoMarketCorrection: ({ params }, { actor }) => service.undoMarketCorrection(actor, params.documentId),
    setMarketTranslation: ({ params, body }, { actor }) => service.setMarketTranslation(actor, params.documentId, body.originalId),
    translateMarketDocument: ({ params }, { actor }) => service.translateMarketDocument(actor, params.documentId),
    getSideBySide: ({ params }, { actor }) => service.getSideBySide(actor, params.documentId),
    listMarketSources: (_, { actor }) => service.listMarketSources(actor),
    createMarketSource: ({ body }, { actor }) => service.createMarketSource(actor, body),
    updateMarketSource: ({ params, body }, { actor }) => service.updateMarketSource(actor, params.sourceId, body),
    deleteMarketSource: ({ params }, { actor }) => service.deleteMarketSource(actor, params.sourceId).then(() => ({})),
    fetchMarketSource: ({ params }, { actor }) => service.fetchMarketSource(actor, params.sourceId),
    listMarketFetches: ({ params }, { actor }) => service.listMarketFetches(actor, params.sourceId),
  };
}
