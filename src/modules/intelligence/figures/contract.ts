import type { Route } from '../../../platform/http/contract.ts';

export const figuresRoutes = {} as const satisfies Record<string, Route>;
