import type { Attribution } from '../../attribution/index.ts';
import type { Campaigns } from '../../campaigns/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { Creators } from '../../creators/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Rights } from '../../rights/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Sealer } from '../../../platform/seal.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';

/** Titles of things of other modules, by id; those that are gone are left out. */
type Titles = (trx: Trx, organisationId: string, ids: readonly string[]) => Promise<Map<string, string>>;

export type RevenueParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<JobsService, 'enqueue' | 'publish' | 'every' | 'cancel'>;
  readonly objects: ObjectStore;
  readonly outgoing: Outgoing;
  readonly tempDirectory: string;
  /** Stored bytes are kept while the catalogue has them on record. */
  readonly assets: Pick<Catalog, 'recordAsset' | 'releaseAsset' | 'getAsset'>;
  /** For payees' bank details and wallets, and for providers' keys. */
  readonly payeeSealer: Sealer;
  readonly providerSealer: Sealer;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'listUserIds' | 'usersOf'>;
  readonly creators: Pick<Creators, 'partyOf' | 'userIdsOf' | 'userIdsOfAgency' | 'creatorNames' | 'agencyNames'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly webhooks: Pick<Webhooks, 'emit'>;
  readonly attribution: Pick<Attribution, 'takeDecided' | 'organisationsWithNews' | 'placementsOf' | 'takeEvents' | 'sources'>;
  readonly campaigns: Pick<Campaigns, 'placementFacts'>;
  readonly ledger: Ledger;
  readonly rights: Pick<Rights, 'sharesOn'>;
  readonly workTitles: Titles;
  readonly campaignNames: Titles;
};
