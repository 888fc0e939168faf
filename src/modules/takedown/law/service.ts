import type { TakedownParts } from '../service/parts.ts';

export function createLawUses(_parts: TakedownParts) {
  return {};
}
