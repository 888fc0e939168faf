import type { RightsParts } from '../service/parts.ts';

// oxlint-disable-next-line typescript/no-explicit-any
export type RegistrationsUses = Record<string, (...given: any[]) => Promise<any>>;

export function createRegistrationsUses(_parts: RightsParts): RegistrationsUses {
  return {};
}
