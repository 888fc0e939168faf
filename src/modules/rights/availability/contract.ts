/** What is promised of questions: who may do what, and what is free to sell. */
import type { Route } from '../../../platform/http/contract.ts';

export const availabilityRoutes = {} as const satisfies Record<string, Route>;
