import type { Route } from '../../../platform/http/contract.ts';

export const settlementRoutes = {} as const satisfies Record<string, Route>;
