import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of searching. */
export function createSearchingUses(_parts: IntelligenceParts) {
  return {};
}
