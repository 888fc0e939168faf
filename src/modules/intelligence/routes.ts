import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { askingHandlers } from './asking/routes.ts';
import { briefsHandlers } from './briefs/routes.ts';
import { contradictionsHandlers } from './contradictions/routes.ts';
import { figuresHandlers } from './figures/routes.ts';
import { libraryHandlers } from './library/routes.ts';
import { programmesHandlers } from './programmes/routes.ts';
import { searchingHandlers } from './searching/routes.ts';
import { topicsHandlers } from './topics/routes.ts';
import { intelligenceContract } from './contract.ts';
import type { IntelligenceService } from './service/index.ts';

export function intelligenceRoutes(service: IntelligenceService): BoundContract {
  return bindRoutes(intelligenceContract, {
    ...libraryHandlers(service),
    ...figuresHandlers(service),
    ...searchingHandlers(service),
    ...topicsHandlers(service),
    ...contradictionsHandlers(service),
    ...askingHandlers(service),
    ...programmesHandlers(service),
    ...briefsHandlers(service),
  });
}
