/**
 * Creators and agencies: who promotes, alone or under an agency, on which channel accounts, and on which terms.
 *
 * Owns the records of partners, how they join (invited, or by signing up where that is open) and go, filed accounts with every
 * stretch in which each was approved, and the versions of the terms with who accepted them. Accounts to sign in with are
 * identity's; what a creator takes and earns is the campaigns' and the attribution's.
 * `partyOf` is the wall inside an organisation: every module asks it who a partner is and shows nothing else.
 * Start reading at service/parts.ts (partyOf), then service/joining.ts and service/accounts.ts.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import { creatorsRoutes } from './routes.ts';
import { createCreatorsService, type CreatorsService } from './service/index.ts';
import type { CreatorsParts } from './service/parts.ts';

export { creatorsMigrations } from './migrations/index.ts';
export type { Departure } from './service/creators.ts';
export type { CreatorsParts, Party } from './service/parts.ts';

export type Creators = CreatorsService & { readonly bound: BoundContract };

/** The creators on their parts. */
export function createCreators(parts: CreatorsParts): Creators {
  const service = createCreatorsService(parts);
  return { ...service, bound: creatorsRoutes(service) };
}
