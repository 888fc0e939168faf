import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { episodeVideoStored } from '../catalog/index.ts';
import { followAllowListJob } from './matches/jobs.ts';
import { completeReferencesJob } from './references/jobs.ts';
import type { ProtectionService } from './service/index.ts';
import { fetchLinkJob, scanSuspectJob, searchAgainJob } from './suspects/jobs.ts';

export function protectionJobHandlers(service: ProtectionService): JobHandler[] {
  return [
    { job: completeReferencesJob, run: (input, context) => service.runCompleting(completeReferencesJob.input.parse(input), context) },
    { job: fetchLinkJob, run: (input, context) => service.runFetch(fetchLinkJob.input.parse(input), context) },
    { job: scanSuspectJob, run: (input, context) => service.runScan(scanSuspectJob.input.parse(input), context) },
    { job: followAllowListJob, run: (_input, context) => service.runFollowAllowList(context) },
    { job: searchAgainJob, run: (_input, context) => service.runSearchAgain(context) },
  ];
}

export function protectionEventHandlers(service: ProtectionService): EventHandler[] {
  return [
    {
      event: episodeVideoStored,
      subscriber: 'protection',
      run: (payload) => service.onVideoStored(episodeVideoStored.payload.parse(payload)),
    },
  ];
}
