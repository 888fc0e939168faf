import type { Route } from '../../../platform/http/contract.ts';

export const briefsRoutes = {} as const satisfies Record<string, Route>;
