import type { Route } from '../../../platform/http/contract.ts';

export const payeesRoutes = {} as const satisfies Record<string, Route>;
