/** What is promised of matches, what is shown of them, and what is decided. */
import type { Route } from '../../../platform/http/contract.ts';

export const matchesRoutes = {} as const satisfies Record<string, Route>;
