import type { Route } from '../../../platform/http/contract.ts';

export const statementsRoutes = {} as const satisfies Record<string, Route>;
