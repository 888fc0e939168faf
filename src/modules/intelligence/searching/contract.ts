import type { Route } from '../../../platform/http/contract.ts';

export const searchingRoutes = {} as const satisfies Record<string, Route>;
