import type { Database } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Rights } from '../../rights/index.ts';
import type { Codes } from '../../codes/index.ts';
import type { Campaigns } from '../../campaigns/index.ts';
import type { Creators } from '../../creators/index.ts';
import type { MediaHost } from '../../../platform/media/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { WatchFolder } from '../suspects/watch-folder.ts';

/** An episode as the catalogue gives it. */
export type Episode = NonNullable<Awaited<ReturnType<Catalog['findEpisode']>>>;

export type ProtectionParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<JobsService, 'enqueue' | 'publish' | 'every' | 'cancel' | 'find'>;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'listUserIds' | 'usersOf' | 'getOrganisation'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly webhooks: Pick<Webhooks, 'emit'>;
  readonly objects: ObjectStore;
  readonly outgoing: Outgoing;
  readonly tempDirectory: string;
  readonly host: MediaHost;
  readonly catalog: Pick<
    Catalog,
    | 'getWork'
    | 'listWorks'
    | 'findWorks'
    | 'listEpisodes'
    | 'getEpisode'
    | 'findEpisode'
    | 'findEpisodes'
    | 'getAsset'
    | 'recordAsset'
    | 'releaseAsset'
    | 'registerDependents'
  >;
  readonly rights: Rights;
  readonly creators: Pick<Creators, 'partyOf' | 'creatorNames' | 'agencyNames' | 'approvedAccountsNamed'>;
  readonly campaigns: Pick<Campaigns, 'placementFacts' | 'placementsOf'>;
  readonly codes: Pick<Codes, 'findInText'>;
  /** The words of the operator's program that fetches links; null where only links to videos themselves are fetched. */
  readonly downloader: readonly string[] | null;
  readonly watchFolder: WatchFolder | null;
};
