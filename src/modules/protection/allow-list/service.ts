import type { ProtectionParts } from '../service/parts.ts';

export function createAllowListUses(_parts: ProtectionParts) {
  return {};
}
