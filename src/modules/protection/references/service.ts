import type { ProtectionParts } from '../service/parts.ts';

export function createReferencesUses(_parts: ProtectionParts) {
  return {};
}
