import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of contradictions. */
export function createContradictionsUses(_parts: IntelligenceParts) {
  return {};
}
