import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of programmes. */
export function createProgrammesUses(_parts: IntelligenceParts) {
  return {};
}
