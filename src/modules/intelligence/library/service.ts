import type { IntelligenceParts } from '../service/parts.ts';

/** The use-cases of library. */
export function createLibraryUses(_parts: IntelligenceParts) {
  return {};
}
