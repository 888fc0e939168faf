import type { Route } from '../../../platform/http/contract.ts';

export const payoutsRoutes = {} as const satisfies Record<string, Route>;
