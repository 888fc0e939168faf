/** What is promised of suspects: how they come in, how they are scanned, and reports of people. */
import type { Route } from '../../../platform/http/contract.ts';

export const suspectsRoutes = {} as const satisfies Record<string, Route>;
