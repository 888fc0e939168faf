/** What is promised of parties, shares, the chain of title and licences. */
import type { Route } from '../../../platform/http/contract.ts';

export const registerRoutes = {} as const satisfies Record<string, Route>;
