import { z } from 'zod';
import { defineJob, type EventHandler, type JobHandler } from '../../../platform/jobs/index.ts';
import { findingsChanged } from '../contradictions/events.ts';
import type { createTopicsUses } from './service.ts';

type Uses = ReturnType<typeof createTopicsUses>;

/** Holds a topic's query against all documents that there are; a second run does the same once more. */
export const fillTopicJob = defineJob({
  name: 'intelligence.fill_topic',
  input: z.object({ topicId: z.string() }),
  retryLimit: 3,
  heartbeatSeconds: 60,
  concurrency: 1,
});

/** The work of topics. */
export function topicsJobHandlers(service: Pick<Uses, 'fillTopic'>): JobHandler[] {
  return [{ job: fillTopicJob, run: (input, context) => service.fillTopic(fillTopicJob.input.parse(input), context) }];
}

/** What alerts listen to: contradictions that were found. Documents wake them as they are taken in. */
export function topicsEventHandlers(service: Pick<Uses, 'noteFindings'>): EventHandler[] {
  return [
    {
      event: findingsChanged,
      subscriber: 'intelligence.alerts',
      run: (payload) => {
        const { organisationId, findingIds } = findingsChanged.payload.parse(payload);
        return service.noteFindings(organisationId, findingIds);
      },
    },
  ];
}
