import { createAskingUses } from '../asking/service.ts';
import { createBriefsUses } from '../briefs/service.ts';
import { createContradictionsUses } from '../contradictions/service.ts';
import { createFiguresUses } from '../figures/service.ts';
import { createLibraryUses } from '../library/service.ts';
import { createProgrammesUses } from '../programmes/service.ts';
import { createSearchingUses } from '../searching/service.ts';
import { createTopicsUses } from '../topics/service.ts';
import type { IntelligenceParts } from './parts.ts';

/** The use-cases of all areas. */
export function createIntelligenceService(parts: IntelligenceParts) {
  const topics = createTopicsUses(parts);
  const contradictions = createContradictionsUses(parts);
  const programmes = createProgrammesUses(parts);
  return {
    ...createLibraryUses(parts),
    ...createFiguresUses(parts),
    ...createSearchingUses(parts),
    ...topics,
    ...contradictions,
    ...createAskingUses(parts),
    ...programmes,
    ...createBriefsUses(parts, { ...contradictions, ...programmes, ...topics }),
  };
}
export type IntelligenceService = ReturnType<typeof createIntelligenceService>;
