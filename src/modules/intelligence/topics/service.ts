import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of topics. */
export function createTopicsUses(_parts: IntelligenceParts) {
  return {};
}
