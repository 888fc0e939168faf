import { createAvailabilityUses } from '../availability/service.ts';
import { createRegisterUses } from '../register/service.ts';
import { createRegistrationsUses } from '../registrations/service.ts';
import type { RightsParts } from './parts.ts';

/** The use-cases of all areas. */
export function createRightsService(parts: RightsParts) {
  return {
    ...createRegisterUses(parts),
    ...createAvailabilityUses(parts),
    ...createRegistrationsUses(parts),
  };
}
export type RightsService = ReturnType<typeof createRightsService>;
