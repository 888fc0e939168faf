import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { rightsContract } from './contract.ts';
import { availabilityHandlers } from './availability/routes.ts';
import { registerHandlers } from './register/routes.ts';
import { registrationsHandlers } from './registrations/routes.ts';
import type { RightsService } from './service/index.ts';

export function rightsRoutes(service: RightsService): BoundContract {
  return bindRoutes(rightsContract, {
    ...registerHandlers(service),
    ...availabilityHandlers(service),
    ...registrationsHandlers(service),
  });
}
