import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { protectionContract } from './contract.ts';
import { allowListHandlers } from './allow-list/routes.ts';
import { matchesHandlers } from './matches/routes.ts';
import { referencesHandlers } from './references/routes.ts';
import { suspectsHandlers } from './suspects/routes.ts';
import type { ProtectionService } from './service/index.ts';

export function protectionRoutes(service: ProtectionService): BoundContract {
  return bindRoutes(protectionContract, {
    ...referencesHandlers(service),
    ...suspectsHandlers(service),
    ...matchesHandlers(service),
    ...allowListHandlers(service),
  });
}
