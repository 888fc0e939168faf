import type { TakedownParts } from '../service/parts.ts';

export function createIncomingUses(_parts: TakedownParts) {
  return {};
}
