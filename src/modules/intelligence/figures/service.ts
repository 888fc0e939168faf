import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of figures. */
export function createFiguresUses(_parts: IntelligenceParts) {
  return {};
}
