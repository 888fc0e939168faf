import type { ReadableStream as NodeStream } from 'node:stream/web';
import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { subtitleLimits } from '../../platform/media/subtitles/index.ts';
import type { AppError } from '../../platform/errors.ts';
import { catalogContract } from './contract.ts';
import { answerContent } from './content.ts';
import { catalogErrors } from './errors.ts';
import type { CatalogParts } from './service/parts.ts';
import type { CatalogService } from './service/index.ts';
import { coverLimits } from './service/covers.ts';

export function catalogRoutes(parts: CatalogParts, service: CatalogService): BoundContract {
  const { db, objects } = parts;
  return bindRoutes(catalogContract, {
    listWorks: ({ query }, { actor }) => db.read((trx) => service.listWorks(trx, actor.organisationId, query)),
    createWork: ({ body }, { actor }) => service.createWork(actor, body),
    getWork: ({ params }, { actor }) => db.read((trx) => service.getWork(trx, actor.organisationId, params.workId)),
    updateWork: ({ params, body }, { actor }) => service.updateWork(actor, params.workId, body),
    setCover: async ({ params }, { actor, request }) => {
      const bytes = await readBody(request, coverLimits.bytes, () =>
        catalogErrors.cover_too_large({ file: 'cover', limitBytes: coverLimits.bytes }),
      );
      return Response.json(await service.setCover(actor, params.workId, bytes));
    },
    removeCover: ({ params }, { actor }) => service.removeCover(actor, params.workId),
    getDependents: ({ params }, { actor }) => db.read((trx) => service.listDependents(trx, actor.organisationId, params.workId)),
    trashWork: ({ params }, { actor }) => service.trashWork(actor, params.workId),
    restoreWork: ({ params }, { actor }) => service.restoreWork(actor, params.workId),
    deleteWork: async ({ params, body }, { actor }) => {
      await service.deleteWork(actor, params.workId, body.confirmTitle);
      return {};
    },
    listEpisodes: async ({ params }, { actor }) => ({
      items: await db.read((trx) => service.listEpisodes(trx, actor.organisationId, params.workId)),
    }),
    getEpisode: ({ params }, { actor }) => db.read((trx) => service.getEpisode(trx, actor.organisationId, params.episodeId)),
    updateEpisode: ({ params, body }, { actor }) => service.updateEpisode(actor, params.episodeId, body),
    deleteEpisode: async ({ params }, { actor }) => {
      await service.deleteEpisode(actor, params.episodeId);
      return {};
    },
    addTrack: async ({ params, query }, { actor, request }) => {
      const bytes = await readBody(request, subtitleLimits.bytes, () =>
        catalogErrors.subtitle_too_large({ file: query.filename, limitBytes: subtitleLimits.bytes }),
      );
      return Response.json(
        await service.addTrack(actor, params.episodeId, { filename: query.filename, language: query.language ?? null, bytes }),
      );
    },
    getTrackCues: async ({ params }, { actor }) => ({
      items: await db.read((trx) => service.listCues(trx, actor.organisationId, params.trackId)),
    }),
    deleteTrack: async ({ params }, { actor }) => {
      await service.deleteTrack(actor, params.trackId);
      return {};
    },
    getAssetContent: async ({ params, query }, { actor, request }) => {
      const asset = await db.read((trx) => service.getAsset(trx, actor.organisationId, params.assetId));
      return answerContent(asset, request, query.download, (range) => objects.read(asset.sha256, range));
    },
    startImport: ({ body }, { actor }) => service.startImport(actor, { ...body, source: 'browser' }),
    getImport: ({ params }, { actor }) => db.read((trx) => service.getImport(trx, actor.organisationId, params.importId)),
    cancelImport: ({ params }, { actor }) => service.cancelImport(actor, params.importId),
    describeUploads: (_input, { actor, request }) => service.handleUpload(request, actor, null),
    upload: (_input, { actor, request }) => service.handleUpload(request, actor, null),
    uploadState: ({ params }, { actor, request }) => service.handleUpload(request, actor, params.uploadId),
    uploadPart: ({ params }, { actor, request }) => service.handleUpload(request, actor, params.uploadId),
    dropUpload: ({ params }, { actor, request }) => service.handleUpload(request, actor, params.uploadId),
  });
}

/** A raw body, never read past the limit. */
async function readBody(request: Request, limit: number, tooLarge: () => AppError): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as unknown as NodeStream<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
