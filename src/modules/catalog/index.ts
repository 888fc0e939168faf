/**
 * The catalogue: works and what derives from what, episodes, assets by SHA-256, subtitle tracks, imports and uploads.
 *
 * Owns every stored byte's record: other modules store through `recordAsset` and let go through `releaseAsset`, and bytes go
 * when no tenant's asset has them any more. Does not own what is found in a video (the studio's) nor who may sell it.
 * Modules above hang their own on works and episodes with `registerDependents`, and hear of new video by `episodeVideoStored`.
 * Start reading at service/index.ts; search.ts says how titles are found, plan/ how a folder's names are understood.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import { catalogRoutes } from './routes.ts';
import { createCatalogService, type CatalogService } from './service/index.ts';
import type { CatalogParts } from './service/parts.ts';

export { answerContent } from './content.ts';
export { queryTokens, searchTokens } from './search.ts';
export type { FoundWork } from './present.ts';
export { catalogMigrations } from './migrations/index.ts';
export { episodeTracksChanged, episodeVideoStored } from './service/parts.ts';
export type { CatalogParts, DeletionScope, DependentSource } from './service/parts.ts';
export type { ImportEvent } from './service/folder.ts';
export type { NewAsset } from './service/assets.ts';
export type { WorkAsset } from './service/work-assets.ts';

export type Catalog = CatalogService & { readonly bound: BoundContract };

/** The catalogue on its parts. Nothing is opened and nothing runs until it is asked. */
export function createCatalog(parts: CatalogParts): Catalog {
  const service = createCatalogService(parts);
  return { ...service, bound: catalogRoutes(parts, service) };
}
