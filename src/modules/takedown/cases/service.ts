import type { TakedownParts } from '../service/parts.ts';

export function createCasesUses(_parts: TakedownParts) {
  return {};
}
