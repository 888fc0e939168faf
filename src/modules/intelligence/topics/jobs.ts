import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/index.ts';

/** Holds a topic's query against all documents that there are; a second run does the same once more. */
export const fillTopicJob = defineJob({
  name: 'intelligence.fill_topic',
  input: z.object({ topicId: z.string() }),
  retryLimit: 3,
  heartbeatSeconds: 60,
  concurrency: 1,
});
