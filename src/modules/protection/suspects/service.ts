import type { ProtectionParts } from '../service/parts.ts';

export function createSuspectsUses(_parts: ProtectionParts) {
  return {};
}
