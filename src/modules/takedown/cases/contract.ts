/** What is promised of cases, their links, notices and clocks. */
import type { Route } from '../../../platform/http/contract.ts';

export const casesRoutes = {} as const satisfies Record<string, Route>;
