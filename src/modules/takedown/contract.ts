/** What takedown promises, by area. Safe in a browser. */
import { defineContract } from '../../platform/http/contract.ts';
import { casesRoutes } from './cases/contract.ts';
import { incomingRoutes } from './incoming/contract.ts';
import { lawRoutes } from './law/contract.ts';

export const takedownContract = defineContract({
  module: 'takedown',
  permissions: {
    'takedown.read': ['owner', 'operator', 'editor', 'viewer'],
    'takedown.manage': ['owner', 'operator'],
    // A notice is a legal act of a person.
    'takedown.send': ['owner', 'operator'],
    // Partners see notices about their own links alone; the service narrows it.
    'takedown.answer': ['agency', 'creator'],
  },
  routes: {
    ...lawRoutes,
    ...casesRoutes,
    ...incomingRoutes,
  },
});
