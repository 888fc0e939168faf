import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { takedownContract } from './contract.ts';
import { casesHandlers } from './cases/routes.ts';
import { incomingHandlers } from './incoming/routes.ts';
import { lawHandlers } from './law/routes.ts';
import type { TakedownService } from './service/index.ts';

export function takedownRoutes(service: TakedownService): BoundContract {
  return bindRoutes(takedownContract, {
    ...lawHandlers(service),
    ...casesHandlers(service),
    ...incomingHandlers(service),
  });
}
