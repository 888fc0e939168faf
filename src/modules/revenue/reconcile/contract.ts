import type { Route } from '../../../platform/http/contract.ts';

export const reconcileRoutes = {} as const satisfies Record<string, Route>;
