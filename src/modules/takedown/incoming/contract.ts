/** What is promised of notices that others send us. */
import type { Route } from '../../../platform/http/contract.ts';

export const incomingRoutes = {} as const satisfies Record<string, Route>;
