/** What is promised of what is protected: the fingerprints of the catalogue. */
import type { Route } from '../../../platform/http/contract.ts';

export const referencesRoutes = {} as const satisfies Record<string, Route>;
