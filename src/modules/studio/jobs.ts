import { z } from 'zod';
import { defineJob, type JobHandler } from '../../platform/jobs/index.ts';
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

export function studioJobHandlers(service: StudioService): JobHandler[] {
  return [
    { job: analyseEpisodeJob, run: (input, context) => service.runAnalysis(analyseEpisodeJob.input.parse(input), context) },
    { job: renderClipJob, run: (input, context) => service.runRender(renderClipJob.input.parse(input), context) },
  ];
}
