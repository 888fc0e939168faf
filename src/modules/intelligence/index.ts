/**
 * Market intelligence: what is known of the market, from whom, and what of it cannot be true.
 *
 * Owns documents and their sources (library/), what is read of them (reading/, quantities/, claims/, insights/), the search over them,
 * topics and alerts, series of figures, contradictions and how people settled them, answers with citations, programmes of support and
 * which work they fit, and briefings. Does not own works (the catalogue's). Start reading at reading/document.ts and claims/claim.ts:
 * everything else works on those two.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { contradictionsEventHandlers, contradictionsJobHandlers } from './contradictions/jobs.ts';
import { libraryJobHandlers } from './library/jobs.ts';
import { intelligenceRoutes } from './routes.ts';
import { searchingJobHandlers } from './searching/jobs.ts';
import { createIntelligenceService, type IntelligenceService } from './service/index.ts';
import type { IntelligenceParts } from './service/parts.ts';
import { topicsEventHandlers, topicsJobHandlers } from './topics/jobs.ts';

export { answerFrom } from './asking/extract.ts';
export type { Claim } from './claims/claim.ts';
export { taxonomy } from './claims/taxonomy.ts';
export { explainHypothesis } from './contradictions/explain.ts';
export { checkClaims } from './contradictions/rules/check.ts';
export type { Finding } from './contradictions/finding.ts';
export { sameStory } from './families/same-story.ts';
export { bandsOf } from './families/signature.ts';
export { intelligenceMigrations } from './migrations/index.ts';
export { positionIn, type ReadDocument } from './reading/document.ts';
export { createReader, type ReadWork } from './reading/thread.ts';
export type { IntelligenceParts } from './service/parts.ts';

export type Intelligence = IntelligenceService & {
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};

/** Intelligence on its parts. */
export function createIntelligence(parts: IntelligenceParts): Intelligence {
  const service = createIntelligenceService(parts);
  return {
    ...service,
    bound: intelligenceRoutes(service),
    jobs: [
      ...libraryJobHandlers(service),
      ...searchingJobHandlers(service),
      ...contradictionsJobHandlers(service),
      ...topicsJobHandlers(service),
    ],
    events: [...contradictionsEventHandlers(service), ...topicsEventHandlers(service)],
  };
}
