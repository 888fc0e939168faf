/**
 * The studio: what is in an episode, which of its moments sell, and clips of them.
 *
 * Owns analyses, hooks, suggestions taken up, clips, batches, and copies of clips stamped for others. Does not own episodes, subtitle tracks or stored bytes:
 * those are the catalogue's. Decoding is platform/media's; the studio brings listeners to it.
 * Start reading at analyse.ts (one file in, one document out), then story/ for how moments are found, clips/ for how a
 * recipe becomes a video, and service/ for what the server does with both.
 */
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import type { BoundContract } from '../../platform/http/server.ts';
import { episodeTracksChanged, episodeVideoStored } from '../catalog/index.ts';
import * as initial from './migrations/0001-studio.ts';
import * as stamps from './migrations/0002-stamps.ts';
import { studioJobHandlers } from './jobs.ts';
import { studioRoutes } from './routes.ts';
import { createStudioService, type StudioService } from './service/index.ts';
import type { StudioParts } from './service/parts.ts';

export { analyseFile, shotsListener, type AiSettings } from './analyse.ts';
export type { ShotsResult } from './shots/listener.ts';
export { studioErrors } from './errors.ts';
export { bodyRendered, clipStamped } from './jobs.ts';
export type { ClipBody, StampCard, StampedClip } from './service/stamps.ts';
export type { Moment, MomentSource } from './service/moments.ts';
export type { PassWatcher } from './service/parts.ts';
export type { StudioService } from './service/index.ts';
export { renderModule, useOwnFontsOnly } from './clips/index.ts';
export type { RenderInput, RenderResult } from './clips/index.ts';
export { exportClip, factsOfFile } from './exports/index.ts';
export type { DraftFolder } from './exports/index.ts';
export const studioMigrations = { module: 'studio', migrations: { '0001-studio': initial, '0002-stamps': stamps } };

export type Studio = { bound: BoundContract; jobs: JobHandler[]; events: EventHandler[]; service: StudioService };

export function createStudio(parts: StudioParts): Studio {
  const service = createStudioService(parts);
  parts.catalog.registerDependents(service.dependents);
  return {
    bound: studioRoutes(service),
    service,
    jobs: studioJobHandlers(service),
    events: [
      {
        event: episodeVideoStored,
        subscriber: 'studio',
        run: (payload) => service.onVideoStored(episodeVideoStored.payload.parse(payload)),
      },
      {
        event: episodeTracksChanged,
        subscriber: 'studio',
        run: (payload) => service.onTracksChanged(episodeTracksChanged.payload.parse(payload)),
      },
    ],
  };
}
