import type { ProtectionParts } from '../service/parts.ts';

export function createMatchesUses(_parts: ProtectionParts) {
  return {};
}
