import type { Route } from '../../../platform/http/contract.ts';

export const itemsRoutes = {} as const satisfies Record<string, Route>;
