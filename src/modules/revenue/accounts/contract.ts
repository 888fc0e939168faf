import type { Route } from '../../../platform/http/contract.ts';

export const accountsRoutes = {} as const satisfies Record<string, Route>;
