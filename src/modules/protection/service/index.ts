import { createAllowListUses } from '../allow-list/service.ts';
import { createMatchesUses } from '../matches/service.ts';
import { createReferencesUses } from '../references/service.ts';
import { createSuspectsUses } from '../suspects/service.ts';
import type { ProtectionParts } from './parts.ts';
import { createSearcher } from './searcher.ts';

/** The use-cases of all areas. */
export function createProtectionService(parts: ProtectionParts) {
  const searcher = createSearcher();
  const allowList = createAllowListUses(parts);
  const matches = createMatchesUses(parts, allowList);
  const references = createReferencesUses(parts, searcher);
  return { ...references, ...createSuspectsUses(parts, searcher, references, matches), ...matches, ...allowList };
}
export type ProtectionService = ReturnType<typeof createProtectionService>;
