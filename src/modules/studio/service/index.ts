import { createAnalysisUses } from './analyses.ts';
import { createBatchUses } from './batches.ts';
import { createClipUses } from './clips.ts';
import { createDependents } from './dependents.ts';
import { createExportUses } from './exports.ts';
import { createHookUses } from './hooks.ts';
import { createMomentUses } from './moments.ts';
import type { StudioParts } from './parts.ts';
import { createStampUses } from './stamps.ts';

/** The studio's use-cases; each changes things in one transaction, and nothing slow runs inside one. */
export function createStudioService(parts: StudioParts) {
  const clips = createClipUses(parts);
  return {
    ...createAnalysisUses(parts),
    ...createHookUses(parts),
    ...clips,
    ...createBatchUses(parts, clips),
    ...createStampUses(parts, clips),
    ...createMomentUses(parts),
    ...createExportUses(parts),
    ...createDependents(parts),
  };
}
export type StudioService = ReturnType<typeof createStudioService>;
