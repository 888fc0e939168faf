import type { Route } from '../../../platform/http/contract.ts';

export const askingRoutes = {} as const satisfies Record<string, Route>;
