import type { Route } from '../../../platform/http/contract.ts';

export const topicsRoutes = {} as const satisfies Record<string, Route>;
