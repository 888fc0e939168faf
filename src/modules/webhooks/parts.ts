import type { AuditTrail } from '../identity/index.ts';
import type { Database, Trx } from '../../platform/db/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import type { Outgoing } from '../../platform/outgoing.ts';
import type { Sealer } from '../../platform/seal.ts';
import type { Clock } from '../../platform/time.ts';

export type WebhooksParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<Jobs, 'every'>;
  readonly audit: AuditTrail;
  readonly outgoing: Outgoing;
  /** Seals the signing secrets; its purpose is `webhooks.secret`. */
  readonly sealer: Sealer;
  /** Tells the organisation's staff of an endpoint that fails for a day, and of one that was switched off. */
  tellStaff(
    trx: Trx,
    told: { organisationId: string; webhookId: string; url: string; what: 'failing' | 'disabled'; pending: number },
  ): Promise<void>;
};
