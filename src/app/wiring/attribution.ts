/** What attribution is given of the other modules. */
import { createAttribution, type Attribution } from '../../modules/attribution/index.ts';
import type { Campaigns } from '../../modules/campaigns/index.ts';
import type { Catalog } from '../../modules/catalog/index.ts';
import type { Codes } from '../../modules/codes/index.ts';
import type { Creators } from '../../modules/creators/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import type { Notifications } from '../../modules/notifications/index.ts';
import type { Webhooks } from '../../modules/webhooks/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import type { Outgoing } from '../../platform/outgoing.ts';
import { createSealer } from '../../platform/seal.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { Visitors } from '../../platform/visitors/index.ts';

type Neighbours = {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobsService;
  objects: ObjectStore;
  outgoing: Outgoing;
  visitors: Visitors;
  identity: Identity;
  notifications: Notifications;
  webhooks: Webhooks;
  catalog: Catalog;
  creators: Creators;
  codes: Codes;
  campaigns: Campaigns;
  baseUrl: string;
  tempDirectory: string;
  secret: string;
};

/** Attribution beside its neighbours. Codes' searches and links' clicks are led to it by compose. */
export function furnishAttribution(given: Neighbours): Attribution {
  const { db, clock, log, jobs, objects, outgoing, visitors, identity, notifications, webhooks, catalog, creators, codes, campaigns } =
    given;
  return createAttribution({
    db,
    clock,
    log,
    jobs,
    objects,
    outgoing,
    visitors,
    audit: identity.audit,
    baseUrl: given.baseUrl,
    tempDirectory: given.tempDirectory,
    sealer: createSealer(given.secret, 'attribution.source'),
    pullSealer: createSealer(given.secret, 'attribution.puller'),
    codes,
    campaigns,
    creators,
    works: {
      titles: async (trx, organisationId, workIds) =>
        new Map([...(await catalog.findWorks(trx, organisationId, workIds))].map(([id, work]) => [id, work.texts[0]?.title ?? id])),
    },
    webhooks: {
      emitAll: (trx, organisationId, messages) =>
        webhooks.emit(
          trx,
          messages.map((message) => ({ organisationId, ...message })),
        ),
    },
    assets: catalog,
    notify: notifications,
    usersOfCreators: creators.userIdsOf,
    emit: (trx, event) => webhooks.emit(trx, event),
    accountIdsOf: creators.accountIdsOf,
    anonymiseCreator: (trx, organisationId, creatorId) => creators.anonymise(trx, organisationId, creatorId),
    creatorRecords: async (trx, organisationId, creatorId) => ({
      ...(await creators.recordsOf(trx, organisationId, creatorId)),
      placements: await campaigns.placementsOf(trx, organisationId, { creatorId }),
    }),
  });
}
