import { createAllowListUses } from '../allow-list/service.ts';
import { createMatchesUses } from '../matches/service.ts';
import { createReferencesUses } from '../references/service.ts';
import { createSuspectsUses } from '../suspects/service.ts';
import type { ProtectionParts } from './parts.ts';

/** The use-cases of all areas. */
export function createProtectionService(parts: ProtectionParts) {
  return {
    ...createReferencesUses(parts),
    ...createSuspectsUses(parts),
    ...createMatchesUses(parts),
    ...createAllowListUses(parts),
  };
}
export type ProtectionService = ReturnType<typeof createProtectionService>;
