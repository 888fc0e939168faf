/** What is promised of registrations: certificates, time-stamps and evidence bundles. */
import type { Route } from '../../../platform/http/contract.ts';

export const registrationsRoutes = {} as const satisfies Record<string, Route>;
