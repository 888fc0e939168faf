/**
 * Publishing: clips put on channels. Connections to accounts (OAuth, tokens sealed), posts sent now or at a time over a
 * channel's own interface, posts made by hand with the kit and their address.
 *
 * Owns connections and publications. Does not own what is posted (the campaigns' placements, captions and stamped clips).
 * A channel is a PublishingChannel (channels/types.ts); youtube.ts and tiktok.ts speak the documented protocols and have been
 * tried against local servers, not on the live services. Start reading at service/sending.ts: how a post survives quotas,
 * lost connections, expired transfers and a killed process.
 */
import type { JobHandler } from '../../platform/jobs/index.ts';
import type { BoundContract } from '../../platform/http/server.ts';
import * as initial from './migrations/0001-publishing.ts';
import { sendPublicationJob } from './jobs.ts';
import { publishingRoutes } from './routes.ts';
import { createPublishingService, type PublishingService } from './service/index.ts';
import type { PublishingParts } from './service/parts.ts';

export { createTiktok, tiktokAddresses } from './channels/tiktok.ts';
export { createYoutube, youtubeAddresses } from './channels/youtube.ts';
export type { PublishingChannel } from './channels/types.ts';
export type { PublishingParts } from './service/parts.ts';
export const publishingMigrations = { module: 'publishing', migrations: { '0001-publishing': initial } };

export type Publishing = { bound: BoundContract; jobs: JobHandler[]; service: PublishingService };

/** Publishing on its parts. `service.sending.runDue` is to be called every few seconds by one process. */
export function createPublishing(parts: PublishingParts): Publishing {
  const service = createPublishingService(parts);
  return {
    bound: publishingRoutes(service),
    service,
    jobs: [{ job: sendPublicationJob, run: (input, context) => service.sending.runSend(sendPublicationJob.input.parse(input), context) }],
  };
}
