import type { AuditTrail } from '../../identity/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { codeViewer } from '../contract.ts';
import type { z } from 'zod';

/** A code search that was found, as the touch that it becomes; `viewer` as the app said it, to be hashed before it is kept. */
export type CodeSearch = {
  readonly touchId: string;
  readonly organisationId: string;
  readonly placementId: string;
  readonly at: Date;
  readonly viewer: z.output<typeof codeViewer> | null;
};

/** What a placement is to whoever searched its code; null where the placement is gone. */
export type CodeTarget = { readonly workId: string; readonly title: string; readonly destination: string | null };

export type CodesParts = {
  readonly db: Database;
  readonly clock: Clock;
  /** The house's secret: the key of the permutation is derived from it. */
  readonly secret: string;
  readonly audit: AuditTrail;
  /** The campaigns' words of a placement, in the viewer's language where there are any. */
  describe(organisationId: string, placementId: string, language: string | null): Promise<CodeTarget | null>;
  /** Keeps a search as a touch. */
  recordSearch(search: CodeSearch): Promise<void>;
};

export const dayMs = 24 * 3_600_000;
export const quarantineUnlessTold = 180;
