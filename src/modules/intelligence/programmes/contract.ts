import type { Route } from '../../../platform/http/contract.ts';

export const programmesRoutes = {} as const satisfies Record<string, Route>;
