/** What rights promises, by area. Safe in a browser. */
import { defineContract } from '../../platform/http/contract.ts';
import { availabilityRoutes } from './availability/contract.ts';
import { registerRoutes } from './register/contract.ts';
import { registrationsRoutes } from './registrations/contract.ts';

export { rightKinds } from './words/contract.ts';

export const rightsContract = defineContract({
  module: 'rights',
  permissions: {
    'rights.read': ['owner', 'operator', 'editor', 'viewer'],
    'rights.manage': ['owner', 'operator'],
  },
  routes: {
    ...registerRoutes,
    ...availabilityRoutes,
    ...registrationsRoutes,
  },
});
