import type { Database, Trx } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { Authority } from '../evidence/authority.ts';

export type RightsParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<JobsService, 'enqueue' | 'publish' | 'every' | 'cancel'>;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'listUserIds' | 'usersOf'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly webhooks: Pick<Webhooks, 'emit'>;
  readonly objects: ObjectStore;
  readonly outgoing: Outgoing;
  readonly tempDirectory: string;
  readonly catalog: Pick<
    Catalog,
    | 'getWork'
    | 'findWorks'
    | 'listEpisodes'
    | 'listWorkAssets'
    | 'listCuesForWords'
    | 'getAsset'
    | 'recordAsset'
    | 'releaseAsset'
    | 'registerDependents'
  >;
  /** Who stamps registrations, in the operator's order; none makes evidence that says what and not when. */
  readonly authorities: readonly Authority[];
  /** Where people find the house, without a slash at its end: certificates lead there. */
  readonly baseUrl: string;
  /** Who parties are elsewhere in the house: names of payees, creators and agencies of the organisation, by id; others are absent. */
  readonly linked: (trx: Trx, organisationId: string, of: readonly PartyLink[]) => Promise<ReadonlyMap<string, string>>;
};
export type PartyLink = { readonly kind: 'payee' | 'creator' | 'agency'; readonly id: string };
