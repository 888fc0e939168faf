import { createAnswersAbsorber } from '../asking/absorb.ts';
import { createBriefsAbsorber } from '../briefs/absorb.ts';
import { createFindingsAbsorber } from '../contradictions/absorb.ts';
import { createFiguresAbsorber } from '../figures/absorb.ts';
import { createProgrammesAbsorber } from '../programmes/absorb.ts';
import { searchAbsorber } from '../searching/service.ts';
import { createTopicsAbsorber } from '../topics/absorb.ts';
import type { Absorber, IntelligenceParts } from './parts.ts';

/** Every area that keeps something of documents, in the order in which it is told: within the transaction that stores or removes them. */
export function absorbersOf(parts: IntelligenceParts): readonly Absorber[] {
  return [
    // Before figures: what a document claimed is to be looked at when its figures are gone.
    createFindingsAbsorber(parts),
    createFiguresAbsorber(),
    searchAbsorber(parts),
    createProgrammesAbsorber(parts),
    createTopicsAbsorber(parts),
    createAnswersAbsorber(),
    createBriefsAbsorber(),
  ];
}
