import type { RightsParts } from '../service/parts.ts';

export function createAvailabilityUses(_parts: RightsParts) {
  return {};
}
