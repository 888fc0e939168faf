/** Promotion put together: people and what they are told, codes and links, campaigns, posts, and whoever records what the audience does. */
import { createCampaigns, qrPicture, type Campaigns } from '../../modules/campaigns/index.ts';
import type { Attribution } from '../../modules/attribution/index.ts';
import type { Catalog } from '../../modules/catalog/index.ts';
import { createCodes, type Codes, type CodesParts } from '../../modules/codes/index.ts';
import { createCreators, type Creators } from '../../modules/creators/index.ts';
import type { Identity } from '../../modules/identity/index.ts';
import { createLinks, type Links, type LinksParts } from '../../modules/links/index.ts';
import { createNotifications, type Notifications } from '../../modules/notifications/index.ts';
import {
  createPublishing,
  createTiktok,
  createYoutube,
  tiktokAddresses,
  youtubeAddresses,
  type Publishing,
  type PublishingParts,
} from '../../modules/publishing/index.ts';
import type { Studio } from '../../modules/studio/index.ts';
import { createWebhooks, type Webhooks } from '../../modules/webhooks/index.ts';
import { chatEndpoint, createChatModel } from '../../platform/ai/index.ts';
import type { Database } from '../../platform/db/index.ts';
import { isAppError } from '../../platform/errors.ts';
import type { JobsService } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log.ts';
import type { Mailer } from '../../platform/mail/index.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import { createSealer } from '../../platform/seal.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Clock } from '../../platform/time.ts';
import { createVisitors, type Visitors } from '../../platform/visitors/index.ts';
import { join } from 'node:path';
import { aiSettingsOf } from '../ai.ts';
import type { Config } from '../config.ts';
import { furnishAttribution } from './attribution.ts';
import type { RightsDoors } from './rights.ts';

type Neighbours = {
  config: Config;
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobsService;
  mail: Mailer;
  objects: ObjectStore;
  identity: Identity;
  catalog: Catalog;
  studio: Studio['service'];
  /** Made after promotion, and asked before anything is promoted. */
  rights: Pick<RightsDoors, 'mayPromote' | 'mayPublish'>;
  /** Without a slash at its end. */
  baseUrl: string;
  tempDirectory: string;
};
export type Promotion = {
  notifications: Notifications;
  webhooks: Webhooks;
  creators: Creators;
  codes: Codes;
  visitors: Visitors;
  links: Links;
  campaigns: Campaigns;
  attribution: Attribution;
  publishing: Publishing;
};

// The longest window in which a campaign may match visitors by their hashes, with a day to decide late.
const longestWindowMs = 4 * 24 * 3_600_000;

/** Makes the modules of promotion in the order of their needs, registers their jobs, and leads what one sees to whoever records it. */
export function furnishPromotion(given: Neighbours): Promotion {
  const { config, db, clock, log, jobs, mail, objects, identity, catalog, studio, baseUrl, tempDirectory } = given;
  const outgoing = createOutgoing({ allow: config.OUTGOING_ALLOW.split(','), clock });
  const notifications = createNotifications({
    db,
    clock,
    jobs,
    audit: identity.audit,
    members: identity.members,
    mail,
    baseUrl,
  });
  const webhooks = createWebhooks({
    db,
    clock,
    log,
    jobs,
    audit: identity.audit,
    outgoing,
    sealer: createSealer(config.secret, 'webhooks.secret'),
    tellStaff: (trx, { organisationId, url, what, pending }) =>
      what === 'disabled'
        ? notifications.notifyStaff(trx, { organisationId, kind: 'webhook_disabled', params: { url }, link: '/settings/webhooks' })
        : notifications.notifyStaff(trx, {
            organisationId,
            kind: 'webhook_failing',
            params: { url, count: pending },
            link: '/settings/webhooks',
          }),
  });
  const creators = createCreators({
    db,
    clock,
    audit: identity.audit,
    people: identity.members,
    notifications,
    accountDecided: (trx, { organisationId, ...data }) => webhooks.emit(trx, { organisationId, type: 'account.decided', data }),
    mail,
    baseUrl,
  });
  jobs.every('creators.sweep', 24 * 3600, () => creators.sweep());
  // Codes are made before what they stand for is: campaigns and attribution put their own here.
  const ofCodes: Pick<CodesParts, 'describe' | 'recordSearch'> = { describe: async () => null, recordSearch: async () => {} };
  const codes = createCodes({
    db,
    clock,
    secret: config.secret,
    audit: identity.audit,
    describe: (...of) => ofCodes.describe(...of),
    recordSearch: (search) => ofCodes.recordSearch(search),
  });
  jobs.every('codes.sweep', 900, () => codes.sweep());
  const visitors = createVisitors({ db, clock, log, sealer: createSealer(config.secret, 'visitors.key') });
  // Whoever records touches is made after links; clicks stay in the journal as long as nobody takes them.
  const ofLinks: Pick<LinksParts, 'record'> = { record: () => Promise.reject(new Error('nobody records touches')) };
  const links = createLinks({
    db,
    clock,
    log,
    audit: identity.audit,
    visitors,
    baseUrl,
    directory: join(config.dataDirectory, 'clicks'),
    journalLimitBytes: config.CLICK_JOURNAL_MB * 1024 * 1024,
    geoDatabase: config.GEO_DATABASE ?? null,
    trustProxy: config.TRUST_PROXY,
    countryHeader: config.COUNTRY_HEADER ?? null,
    record: (trx, touches) => ofLinks.record(trx, touches),
    resolveCode: (text, scope) => codes.resolve(text, scope),
    findAsset: async (organisationId, assetId) => {
      const found = await db
        .read((trx) => catalog.getAsset(trx, organisationId, assetId))
        .catch((error: unknown) => {
          if (isAppError(error, 'catalog.asset_not_found')) return null;
          throw error;
        });
      return found && { ...found, read: (range) => objects.read(found.sha256, range) };
    },
  });
  const ai = aiSettingsOf(config);
  const campaigns = createCampaigns({
    db,
    clock,
    log,
    jobs,
    audit: identity.audit,
    members: identity.members,
    objects,
    catalog,
    studio,
    notifications,
    webhooks,
    codes,
    creators,
    links,
    chat: ai.chat ? createChatModel(chatEndpoint(ai.chat)) : null,
    mayPromote: given.rights.mayPromote,
    trends: (trx, organisationId, campaignIds) => attribution.trendsOf(trx, organisationId, campaignIds),
  });
  jobs.register([], campaigns.events);
  // Who leaves, or is removed, gives everything back in the transaction of that.
  creators.onDeparture((trx, organisationId, creatorId, at) => campaigns.releaseCreator(trx, organisationId, creatorId, at));
  identity.onRemoval((trx, actor, userId) => creators.memberRemoved(trx, actor, userId));
  ofCodes.describe = (organisationId, placementId, language) => campaigns.describePlacement(organisationId, placementId, language);
  const attribution: Attribution = furnishAttribution({
    db,
    clock,
    log,
    jobs,
    objects,
    outgoing,
    visitors,
    identity,
    notifications,
    webhooks,
    catalog,
    creators,
    codes,
    campaigns,
    baseUrl,
    tempDirectory,
    secret: config.secret,
  });
  jobs.register(attribution.jobs, attribution.events);
  ofCodes.recordSearch = (search) => attribution.recordSearch(search);
  ofLinks.record = (trx, touches) => attribution.recordTouches(trx, touches);
  const publishing = createPublishing({
    db,
    clock,
    log,
    jobs,
    audit: identity.audit,
    objects,
    creators,
    notifications,
    material: {
      placement: campaigns.placementMaterial,
      clip: campaigns.clipMaterial,
      captions: async (actor, placementId) => (await campaigns.listCaptions(actor, placementId, undefined)).items,
      qr: (url) => qrPicture(url, 'png', 800),
    },
    mayPublish: async (trx, organisationId, { placementId, at }) => {
      const facts = (await campaigns.placementFacts(trx, organisationId, [placementId])).get(placementId);
      if (!facts) return { answer: 'unknown', reason: null, clause: null };
      const { workId, channel } = facts;
      const territories = facts.campaign.settings.findLast(({ from }) => from <= at)?.territories ?? [];
      return given.rights.mayPublish(trx, organisationId, { workId, channel, territories, at });
    },
    seal: createSealer(config.secret, 'publishing.tokens'),
    channels: channelsOf(config, { clock, outgoing }),
    baseUrl,
  });
  jobs.register(publishing.jobs, []);
  jobs.every('publishing.due', 15, (signal) => publishing.service.sending.runDue(signal));
  jobs.every('links.sweep', 24 * 3600, () => links.sweep());
  jobs.every('visitors.sweep', 6 * 3600, () => visitors.sweep(longestWindowMs));
  creators.onDeparture((trx, organisationId, creatorId) => publishing.service.connections.releaseCreator(trx, organisationId, creatorId));
  return { notifications, webhooks, creators, codes, visitors, links, campaigns, attribution, publishing };
}

/** The channels whose application the operator has set up. */
function channelsOf(config: Config, parts: Parameters<typeof createYoutube>[1]): PublishingParts['channels'] {
  const channels: PublishingParts['channels'] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never = new Map();
  const {
    YOUTUBE_CLIENT_ID: clientId,
    YOUTUBE_CLIENT_SECRET: youtubeSecret,
    TIKTOK_CLIENT_KEY: clientKey,
    TIKTOK_CLIENT_SECRET: tiktokSecret,
  } = config;
  if (clientId && youtubeSecret)
    channels.set('youtube', createYoutube({ clientId, clientSecret: youtubeSecret, ...youtubeAddresses }, parts));
  if (clientKey && tiktokSecret) channels.set('tiktok', createTiktok({ clientKey, clientSecret: tiktokSecret, ...tiktokAddresses }, parts));
  return channels;
}
