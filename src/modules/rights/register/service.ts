import type { RightsParts } from '../service/parts.ts';

export function createRegisterUses(_parts: RightsParts) {
  return {};
}
