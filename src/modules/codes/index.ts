/**
 * Search codes: what viewers type to find a drama, and by which a creator is known.
 *
 * Owns the words (word.ts: Reed–Solomon codewords, three apart; permutation.ts: FF1 over a counter, so that none comes twice and
 * none is guessed from another; refused.ts: what no code may say), reading what people type (fold.ts), the codes that are out,
 * their ends and their quarantine. Does not know what a placement is: campaigns issue and retire codes with their claims through
 * `issue` and `retire`, and compose passes in how a placement is described and where a search is kept.
 * Start reading at word.ts, then service/issue.ts and service/resolve.ts; space.ts says how long codes are, and why.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import { codesRoutes } from './routes.ts';
import { createCodesService, type CodesService } from './service/index.ts';
import type { CodesParts } from './service/parts.ts';

export { codesMigrations } from './migrations/index.ts';
export type { CodeOrder, IssuedCode } from './service/issue.ts';
export type { CodeSearch, CodesParts, CodeTarget } from './service/parts.ts';
export type { Resolved } from './service/resolve.ts';

export type Codes = CodesService & { readonly bound: BoundContract };

/** The codes on their parts. */
export function createCodes(parts: CodesParts): Codes {
  const service = createCodesService(parts);
  return { ...service, bound: codesRoutes(service) };
}
