import type { RightsParts } from '../service/parts.ts';

export function createRegistrationsUses(_parts: RightsParts) {
  return {};
}
