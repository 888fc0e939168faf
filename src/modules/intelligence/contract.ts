/** What market intelligence promises, by area. Safe in a browser. */
import { defineContract } from '../../platform/http/contract.ts';
import { askingRoutes } from './asking/contract.ts';
import { briefsRoutes } from './briefs/contract.ts';
import { contradictionsRoutes } from './contradictions/contract.ts';
import { figuresRoutes } from './figures/contract.ts';
import { libraryRoutes } from './library/contract.ts';
import { programmesRoutes } from './programmes/contract.ts';
import { searchingRoutes } from './searching/contract.ts';
import { topicsRoutes } from './topics/contract.ts';

export const intelligenceContract = defineContract({
  module: 'intelligence',
  permissions: {
    'intelligence.read': ['owner', 'operator', 'editor', 'viewer'],
    'intelligence.manage': ['owner', 'operator', 'editor'],
    // A person settles what contradicts, and removes what was collected.
    'intelligence.settle': ['owner', 'operator'],
  },
  routes: {
    ...libraryRoutes,
    ...figuresRoutes,
    ...searchingRoutes,
    ...topicsRoutes,
    ...contradictionsRoutes,
    ...askingRoutes,
    ...programmesRoutes,
    ...briefsRoutes,
  },
});
