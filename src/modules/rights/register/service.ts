import type { RightsParts } from '../service/parts.ts';
import { createChangeUses } from './changes.ts';
import { createDeedUses } from './deeds.ts';
import { createDocumentUses } from './documents.ts';
import { createLicenceUses } from './licences.ts';
import { createPageUses } from './page.ts';
import { createPartyUses } from './parties.ts';

/** The register: parties, chains of title, licences, documents, and who changed what of them. */
export function createRegisterUses(parts: RightsParts) {
  return {
    ...createPartyUses(parts),
    ...createDeedUses(parts),
    ...createLicenceUses(parts),
    ...createDocumentUses(parts),
    ...createPageUses(parts),
    ...createChangeUses(parts),
  };
}
