import type { Route } from '../../../platform/http/contract.ts';

export const libraryRoutes = {} as const satisfies Record<string, Route>;
