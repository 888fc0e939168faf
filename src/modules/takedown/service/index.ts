import { createCasesUses } from '../cases/service.ts';
import { createIncomingUses } from '../incoming/service.ts';
import { createLawUses } from '../law/service.ts';
import type { TakedownParts } from './parts.ts';

/** The use-cases of all areas. */
export function createTakedownService(parts: TakedownParts) {
  return {
    ...createLawUses(parts),
    ...createCasesUses(parts),
    ...createIncomingUses(parts),
  };
}
export type TakedownService = ReturnType<typeof createTakedownService>;
