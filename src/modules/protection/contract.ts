/** What protection promises, by area. Safe in a browser. */
import { defineContract } from '../../platform/http/contract.ts';
import { allowListRoutes } from './allow-list/contract.ts';
import { matchesRoutes } from './matches/contract.ts';
import { referencesRoutes } from './references/contract.ts';
import { suspectsRoutes } from './suspects/contract.ts';

export const protectionContract = defineContract({
  module: 'protection',
  permissions: {
    'protection.read': ['owner', 'operator', 'editor', 'viewer'],
    'protection.manage': ['owner', 'operator', 'editor'],
    // Creators see copies first: they may report one, and see what became of their own reports.
    'protection.report': ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'],
  },
  routes: {
    ...referencesRoutes,
    ...suspectsRoutes,
    ...matchesRoutes,
    ...allowListRoutes,
  },
});
