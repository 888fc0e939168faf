import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of asking. */
export function createAskingUses(_parts: IntelligenceParts) {
  return {};
}
