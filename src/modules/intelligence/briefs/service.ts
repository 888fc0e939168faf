import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of briefs. */
export function createBriefsUses(_parts: IntelligenceParts) {
  return {};
}
