/** What is promised of laws as data: required elements, clocks and templates. */
import type { Route } from '../../../platform/http/contract.ts';

export const lawRoutes = {} as const satisfies Record<string, Route>;
