/** What is promised of who may show what: own channels, licensed creators, filed accounts. */
import type { Route } from '../../../platform/http/contract.ts';

export const allowListRoutes = {} as const satisfies Record<string, Route>;
