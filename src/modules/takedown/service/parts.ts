import type { Database } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Protection } from '../../protection/index.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Trx } from '../../../platform/db/index.ts';

/** The newest registration of a work, as a notice quotes it. */
export type RegistrationFact = { id: string; registeredAt: string; root: string; authorities: readonly string[] };

/** Something of ours that a notice can name: a link with who put it up. */
export type OurLink = {
  organisationId: string;
  linkId: string;
  placementId: string | null;
  creatorId: string | null;
  title: string;
  ended: boolean;
};
/** What stands behind links of ours: given by whoever owns links and placements. */
export type OurLinks = {
  /** The link that an address is, whoever's; null where it is none of ours. */
  find(trx: Trx, url: string): Promise<OurLink | null>;
  /** Ends links from now on; answers with those that were live, which alone `restore` may open again. */
  end(trx: Trx, organisationId: string, linkIds: readonly string[]): Promise<string[]>;
  restore(trx: Trx, organisationId: string, linkIds: readonly string[]): Promise<void>;
  creatorNames(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string>>;
  /** The people behind a creator. */
  userIdsOf(trx: Trx, organisationId: string, creatorId: string): Promise<string[]>;
  /** Whose links a partner may answer for. */
  creatorIdsOf(trx: Trx, actor: Actor): Promise<string[]>;
};

export type TakedownParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<JobsService, 'enqueue' | 'publish' | 'every' | 'cancel'>;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'usersOf'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly webhooks: Pick<Webhooks, 'emit'>;
  readonly outgoing: Outgoing;
  readonly mail: Mailer;
  readonly catalog: Pick<Catalog, 'findWorks'>;
  /** The newest registrations of works; works without one are left out. Not inside a transaction. */
  registrationsOf(actor: Actor, workIds: readonly string[]): Promise<Map<string, RegistrationFact>>;
  readonly protection: Pick<Protection, 'matchesForCase' | 'markInCase' | 'allowedNow'> & {
    /** Why an account may show a work; null where nobody allows it. */
    whoAllows(
      trx: Trx,
      organisationId: string,
      asked: { workId: string; url: string | null; account: string | null; platform: string | null; texts: readonly string[] },
    ): Promise<{ reason: { code: string; params: Record<string, string | number | boolean | null> } } | null>;
  };
  readonly ours: OurLinks;
  /** Where the house answers, without a slash at its end: the domain of message ids. */
  readonly baseUrl: string;
};
