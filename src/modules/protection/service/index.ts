import type { Actor } from '../../../platform/http/actor.ts';
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
  /** What changes the list has matches decided anew. */
  const followed =
    <Given extends unknown[], Answer>(act: (actor: Actor, ...given: Given) => Promise<Answer>) =>
    async (actor: Actor, ...given: Given): Promise<Answer> => {
      const answer = await act(actor, ...given);
      await matches.allowListChanged(actor.organisationId);
      return answer;
    };
  return {
    ...references,
    ...createSuspectsUses(parts, searcher, references, matches),
    ...matches,
    ...allowList,
    createAllowEntry: followed(allowList.createAllowEntry),
    updateAllowEntry: followed(allowList.updateAllowEntry),
    withdrawAllowEntry: followed(allowList.withdrawAllowEntry),
    importAllowEntries: followed(allowList.importAllowEntries),
  };
}
export type ProtectionService = ReturnType<typeof createProtectionService>;
