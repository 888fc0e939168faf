/** Money put together: the books, and who is paid what of what comes in. */
import type { Catalog } from '../../modules/catalog/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import { createLedger, type Ledger } from '../../modules/ledger/index.ts';
import { createRevenue, type Revenue } from '../../modules/revenue/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { Promotion } from './promotion.ts';

type Neighbours = Pick<Promotion, 'campaigns' | 'creators' | 'notifications'> & {
  db: Database;
  clock: Clock;
  jobs: JobsService;
  identity: Identity;
  catalog: Catalog;
};
export type MoneyModules = { ledger: Ledger; revenue: Revenue };

const expirySeconds = 60;

/** Makes the modules of money in the order of their needs, and has pending transfers end when their time is over. */
export function furnishMoney({ db, clock, jobs, identity, catalog, campaigns, creators, notifications }: Neighbours): MoneyModules {
  const ledger = createLedger({ db, clock });
  jobs.every('ledger.void_expired', expirySeconds, () => ledger.voidExpired());
  const revenue = createRevenue({
    db,
    clock,
    audit: identity.audit,
    people: identity.members,
    creators,
    notifications,
    ledger,
    workTitles: async (trx, organisationId, ids) =>
      new Map([...(await catalog.findWorks(trx, organisationId, ids))].map(([id, work]) => [id, work.texts[0]?.title ?? id])),
    campaignNames: campaigns.campaignNames,
  });
  return { ledger, revenue };
}
