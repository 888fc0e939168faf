/** Rights, the search for copies, and what is done about them, put together. */
import type { Campaigns } from '../../modules/campaigns/index.ts';
import type { Codes } from '../../modules/codes/index.ts';
import type { Catalog } from '../../modules/catalog/index.ts';
import type { Creators } from '../../modules/creators/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import type { Links } from '../../modules/links/index.ts';
import type { Notifications } from '../../modules/notifications/index.ts';
import { capturesForEvidence, createProtection, type Protection } from '../../modules/protection/index.ts';
import { createRights, type Rights, type RightsParts } from '../../modules/rights/index.ts';
import { createTakedown, type Takedown } from '../../modules/takedown/index.ts';
import type { Revenue } from '../../modules/revenue/index.ts';
import type { Webhooks } from '../../modules/webhooks/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import type { Mailer } from '../../platform/mail/index.ts';
import type { MediaHost } from '../../platform/media/index.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import { splitCommand } from '../../platform/split-command.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Clock } from '../../platform/time.ts';
import type { Config } from '../config.ts';
import { authoritiesOf } from './authorities.ts';
import { ourLinksOf } from './our-links.ts';
import { newestRegistrations } from './registrations.ts';

type Neighbours = {
  config: Config;
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobsService;
  mail: Mailer;
  objects: ObjectStore;
  host: MediaHost;
  identity: Identity;
  catalog: Catalog;
  tempDirectory: string;
  notifications: Notifications;
  webhooks: Webhooks;
  creators: Creators;
  campaigns: Campaigns;
  links: Links;
  codes: Codes;
  revenue: Pick<Revenue, 'payeeNames'>;
};
export type ProtectionModules = { rights: Rights; protection: Protection; takedown: Takedown };

/** Makes the three in the order of their needs. */
export function furnishProtection(given: Neighbours): ProtectionModules {
  const { config, db, clock, log, jobs, objects, identity, catalog, tempDirectory, notifications, webhooks } = given;
  const outgoing = createOutgoing({ allow: config.OUTGOING_ALLOW.split(','), clock });
  const { creators, revenue } = given;
  const common: RightsParts = {
    linked: async (trx, organisationId, of) => {
      const idsOf = (kind: (typeof of)[number]['kind']): string[] => of.filter((each) => each.kind === kind).map(({ id }) => id);
      const named = [
        await revenue.payeeNames(trx, organisationId, idsOf('payee')),
        await creators.creatorNames(trx, organisationId, idsOf('creator')),
        await creators.agencyNames(trx, organisationId, idsOf('agency')),
      ];
      return new Map(named.flatMap((each) => [...each]));
    },
    db,
    clock,
    log,
    jobs,
    objects,
    tempDirectory,
    catalog,
    notifications,
    webhooks,
    audit: identity.audit,
    people: identity.members,
    outgoing,
    authorities: authoritiesOf(config, outgoing),
    baseUrl: (config.baseUrl ?? `http://${config.HOST}:${config.PORT}`).replace(/\/+$/, ''),
  };
  const rights = createRights(common);
  const protection = createProtection({
    ...common,
    catalog,
    host: given.host,
    rights,
    creators: given.creators,
    campaigns: given.campaigns,
    codes: given.codes,
    jobs,
    people: identity.members,
    downloader: config.DOWNLOADER === undefined ? null : splitCommand(config.DOWNLOADER),
    watchFolder: config.WATCH_FOLDER === undefined ? null : { folder: config.WATCH_FOLDER, actor: () => identity.commandLineActor() },
  });
  rights.registerCaptureSource(capturesForEvidence);
  const takedown = createTakedown({
    ...common,
    mail: given.mail,
    protection,
    ours: ourLinksOf(given),
    registrationsOf: (actor, workIds) => newestRegistrations(rights, actor, workIds),
  });
  for (const module of [rights, protection, takedown]) jobs.register(module.jobs, module.events);
  return { rights, protection, takedown };
}
