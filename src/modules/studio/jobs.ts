import { z } from 'zod';
import { defineEvent, defineJob, type JobHandler } from '../../platform/jobs/index.ts';
import type { StudioService } from './service/index.ts';

export const analyseEpisodeJob = defineJob({
  name: 'studio.analyse_episode',
  input: z.object({ episodeId: z.string(), videoSha256: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 2,
});

export const renderClipJob = defineJob({
  name: 'studio.render_clip',
  input: z.object({ clipId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 2,
});

export const renderBodyJob = defineJob({
  name: 'studio.render_body',
  input: z.object({ bodyId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 2,
});

export const stampClipJob = defineJob({
  name: 'studio.stamp_clip',
  input: z.object({ stampedId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 30,
  concurrency: 2,
});

/** The body of a clip can be watched, and copies of it are made now. */
export const bodyRendered = defineEvent('studio.body_rendered', z.object({ organisationId: z.string(), bodyId: z.string() }));
/** A copy with its own card is ready. */
export const clipStamped = defineEvent('studio.clip_stamped', z.object({ organisationId: z.string(), stampedId: z.string() }));

export function studioJobHandlers(service: StudioService): JobHandler[] {
  return [
    { job: analyseEpisodeJob, run: (input, context) => service.runAnalysis(analyseEpisodeJob.input.parse(input), context) },
    { job: renderClipJob, run: (input, context) => service.runRender(renderClipJob.input.parse(input), context) },
    { job: renderBodyJob, run: (input, context) => service.runRenderBody(renderBodyJob.input.parse(input), context) },
    { job: stampClipJob, run: (input, context) => service.runStamp(stampClipJob.input.parse(input), context) },
  ];
}
