import type { Route } from '../../../platform/http/contract.ts';

export const contradictionsRoutes = {} as const satisfies Record<string, Route>;
