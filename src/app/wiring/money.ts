/** Money put together: the books, and who is paid what of what comes in. */
import { createLedger, type Ledger } from '../../modules/ledger/index.ts';
import type { Catalog } from '../../modules/catalog/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import { createRevenue, type Revenue } from '../../modules/revenue/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import { createSealer } from '../../platform/seal.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { Config } from '../config.ts';
import type { Promotion } from './promotion.ts';
import type { RightsDoors } from './rights.ts';

type Neighbours = Pick<Promotion, 'attribution' | 'campaigns' | 'creators' | 'notifications' | 'webhooks'> & {
  config: Config;
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobsService;
  objects: ObjectStore;
  identity: Identity;
  catalog: Catalog;
  tempDirectory: string;
  /** Made after money, and asked when plans are written. */
  rights: Pick<RightsDoors, 'sharesOn'>;
};
export type MoneyModules = { ledger: Ledger; revenue: Revenue };

const expirySeconds = 60;

/** Makes the modules of money in the order of their needs, and has pending transfers end when their time is over. */
export function furnishMoney(given: Neighbours): MoneyModules {
  const { config, db, clock, log, jobs, objects, identity, catalog, attribution, campaigns, creators, notifications, webhooks } = given;
  const ledger = createLedger({ db, clock });
  jobs.every('ledger.void_expired', expirySeconds, () => ledger.voidExpired());
  const revenue = createRevenue({
    db,
    clock,
    log,
    jobs,
    objects,
    outgoing: createOutgoing({ allow: config.OUTGOING_ALLOW.split(','), clock }),
    tempDirectory: given.tempDirectory,
    assets: catalog,
    payeeSealer: createSealer(config.secret, 'revenue.payee'),
    providerSealer: createSealer(config.secret, 'revenue.provider'),
    audit: identity.audit,
    people: identity.members,
    creators,
    notifications,
    webhooks,
    attribution,
    campaigns,
    ledger,
    rights: given.rights,
    workTitles: async (trx, organisationId, ids) =>
      new Map([...(await catalog.findWorks(trx, organisationId, ids))].map(([id, work]) => [id, work.texts[0]?.title ?? id])),
    campaignNames: campaigns.campaignNames,
  });
  return { ledger, revenue };
}
