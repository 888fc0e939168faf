/** Who is wired to whom: reading this file shows the whole house. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { sql } from 'kysely';
import { Hono, type Context } from 'hono';
import packageJson from '../../package.json' with { type: 'json' };
import { attributionMigrations, type Attribution } from '../modules/attribution/index.ts';
import { attributionContract } from '../modules/attribution/contract.ts';
import { campaignsMigrations, createCampaigns, qrPicture, type Campaigns } from '../modules/campaigns/index.ts';
import { campaignsContract } from '../modules/campaigns/contract.ts';
import { catalogMigrations, createCatalog, type Catalog } from '../modules/catalog/index.ts';
import { catalogContract } from '../modules/catalog/contract.ts';
import { codesMigrations, createCodes, type Codes, type CodesParts } from '../modules/codes/index.ts';
import { codesContract } from '../modules/codes/contract.ts';
import { createCreators, creatorsMigrations, type Creators } from '../modules/creators/index.ts';
import { creatorsContract } from '../modules/creators/contract.ts';
import { createIdentity, identityMigrations, type Identity } from '../modules/identity/index.ts';
import { createNotifications, notificationsMigrations, type Notifications } from '../modules/notifications/index.ts';
import { notificationsContract } from '../modules/notifications/contract.ts';
import { createWebhooks, webhooksMigrations, type Webhooks } from '../modules/webhooks/index.ts';
import { webhooksContract } from '../modules/webhooks/contract.ts';
import {
  createPublishing,
  createTiktok,
  createYoutube,
  publishingMigrations,
  tiktokAddresses,
  youtubeAddresses,
  type Publishing,
  type PublishingParts,
} from '../modules/publishing/index.ts';
import { publishingContract } from '../modules/publishing/contract.ts';
import { createStudio, studioMigrations, type Studio } from '../modules/studio/index.ts';
import { studioContract } from '../modules/studio/contract.ts';
import { createLinks, linksMigrations, type Links, type LinksParts } from '../modules/links/index.ts';
import { linksContract } from '../modules/links/contract.ts';
import { chatEndpoint, createChatModel } from '../platform/ai/index.ts';
import { migrateUp, openDatabase, type Database } from '../platform/db/index.ts';
import { isAppError } from '../platform/errors.ts';
import { createApiDocs } from '../platform/http/docs-page.ts';
import { createIdempotency } from '../platform/http/idempotency.ts';
import { httpMigrations } from '../platform/http/migrations/index.ts';
import { createProbes } from '../platform/http/probes.ts';
import { createApi, refuseUnknown, type ServerParts } from '../platform/http/server.ts';
import { createJobs, createJobsRoutes, jobsMigrations, type JobsService } from '../platform/jobs/index.ts';
import { jobsContract } from '../platform/jobs/contract.ts';
import { createLog, type Log } from '../platform/log.ts';
import { createMailer } from '../platform/mail/index.ts';
import { createMediaHost, probe } from '../platform/media/index.ts';
import { createOutgoing } from '../platform/outgoing.ts';
import { createSealer } from '../platform/seal.ts';
import { createLocalStore, createS3Store, type ObjectStore } from '../platform/storage/index.ts';
import { systemClock, type Clock } from '../platform/time.ts';
import { createVisitors, visitorsMigrations, type Visitors } from '../platform/visitors/index.ts';
import { aiSettingsOf } from './ai.ts';
import { furnishAttribution } from './attribution.ts';
import { exportAll, importAll } from './backup.ts';
import type { Config } from './config.ts';
import { serveControl, type ControlCommand } from './control.ts';
import { appErrors } from './errors.ts';
import { takeLock, type Lock } from './lock.ts';
import { importEvents } from './import-events.ts';
import { issueCode } from './issue-code.ts';
import type { Owner } from './server.ts';
import { serveWebFiles } from './web-files.ts';

/** `command` opens the database for one command and serves nobody; `redirect` answers links and nothing else. */
export type Role = 'all' | 'web' | 'worker' | 'redirect' | 'command';

export type House = {
  readonly role: Role;
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly app: Hono;
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly creators: Creators;
  readonly codes: Codes;
  readonly studio: Studio['service'];
  readonly campaigns: Campaigns;
  readonly attribution: Attribution;
  readonly publishing: Publishing['service'];
  readonly jobs: JobsService;
  readonly notifications: Notifications;
  readonly webhooks: Webhooks;
  readonly links: Links;
  readonly visitors: Visitors;
  readonly objects: ObjectStore;
  readonly commands: Readonly<Record<string, ControlCommand>>;
  /** Brings the schema up to date and, unless told otherwise, makes the first owner. */
  prepare(options?: { owner: boolean }): Promise<Owner>;
  /** Says where the server answers, for commands that work through it. */
  listening(url: string): void;
  /** Starts the queue, and in roles that work takes jobs. */
  start(): Promise<void>;
  /** Finishes or hands back what runs, and lets go of everything. */
  stop(): Promise<void>;
};

const sweepEveryMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;
// The longest window in which a campaign may match visitors by their hashes, with a day to decide late.
const longestWindowMs = 4 * dayMs;
const visitorKeysEveryMs = 3_600_000;
export const contracts = [
  jobsContract,
  notificationsContract,
  webhooksContract,
  catalogContract,
  studioContract,
  creatorsContract,
  codesContract,
  linksContract,
  campaignsContract,
  publishingContract,
  attributionContract,
];
export const migrations = [
  httpMigrations,
  jobsMigrations,
  identityMigrations,
  notificationsMigrations,
  webhooksMigrations,
  catalogMigrations,
  studioMigrations,
  creatorsMigrations,
  codesMigrations,
  visitorsMigrations,
  linksMigrations,
  campaignsMigrations,
  publishingMigrations,
  attributionMigrations,
];

/** Puts the house together for a role. Throws app.role_needs_postgres, app.directory_in_use and what the database says. */
export async function composeHouse(given: Config, options: { role: Role; log?: Log; clock?: Clock }): Promise<House> {
  const config = await withPort(given);
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(clock);
  const { role } = options;
  if (!config.DATABASE_URL && (role === 'web' || role === 'worker' || role === 'redirect')) throw appErrors.role_needs_postgres({ role });
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const token = randomBytes(32).toString('hex');
  const lock: Lock | null = config.DATABASE_URL ? null : takeLock(config.dataDirectory, token);
  try {
    const db = await openDatabase(
      config.DATABASE_URL ? { url: config.DATABASE_URL } : { directory: join(config.dataDirectory, 'database') },
    );
    return await furnish({ config, role, clock, log, db, lock, token });
  } catch (error) {
    lock?.release();
    throw error;
  }
}

type Ground = { config: Config; role: Role; clock: Clock; log: Log; db: Database; lock: Lock | null; token: string };

async function furnish({ config, role, clock, log, db, lock, token }: Ground): Promise<House> {
  const stopping = new AbortController();
  let sweeper: NodeJS.Timeout | undefined;
  const tempDirectory = join(config.dataDirectory, 'temporary');
  // What a process that died left half-made; with one process for a directory nothing else can be in it.
  if (lock) await rm(tempDirectory, { recursive: true, force: true });
  else await removeOld(tempDirectory, clock.nowMs() - dayMs);
  const baseUrl = config.baseUrl ?? `http://${config.HOST}:${config.PORT}`;
  const objects = await openObjects(config);
  const mail = createMailer({ url: config.SMTP_URL ?? null, from: config.MAIL_FROM }, log);
  const jobs = createJobs({ db, clock, log });
  const identity = createIdentity({
    db,
    clock,
    log,
    mail,
    baseUrl,
    secret: config.secret,
    trustedOrigins: originsOf(config, baseUrl),
    contracts,
  });
  const idempotency = createIdempotency({ db, clock, sealer: createSealer(config.secret, 'http.idempotency') });
  jobs.every('http.sweep_idempotency', 3600, () => idempotency.sweep());
  const outgoing = createOutgoing({ allow: config.OUTGOING_ALLOW.split(','), clock });
  const notifications = createNotifications({
    db,
    clock,
    jobs,
    audit: identity.audit,
    members: identity.members,
    mail,
    baseUrl: baseUrl.replace(/\/+$/, ''),
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
    baseUrl: baseUrl.replace(/\/+$/, ''),
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
  const host = createMediaHost({ isolation: 'process', concurrency: config.MEDIA_WORKERS, log });
  const catalog = createCatalog({
    db,
    clock,
    log,
    objects,
    jobs,
    audit: identity.audit,
    media: { probe },
    uploadsDirectory: join(config.dataDirectory, 'uploads'),
  });
  const studio = createStudio({ db, clock, jobs, catalog, audit: identity.audit, objects, host, tempDirectory, ai: aiSettingsOf(config) });
  jobs.register(studio.jobs, studio.events);
  const visitors = createVisitors({ db, clock, log, sealer: createSealer(config.secret, 'visitors.key') });
  // Whoever records touches is made after links; clicks stay in the journal as long as nobody takes them.
  const ofLinks: Pick<LinksParts, 'record'> = { record: () => Promise.reject(new Error('nobody records touches')) };
  const links = createLinks({
    db,
    clock,
    log,
    audit: identity.audit,
    visitors,
    baseUrl: baseUrl.replace(/\/+$/, ''),
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
    studio: studio.service,
    notifications,
    webhooks,
    codes,
    creators,
    links,
    chat: ai.chat ? createChatModel(chatEndpoint(ai.chat)) : null,
    trends: (trx, organisationId, campaignIds) => attribution.trendsOf(trx, organisationId, campaignIds),
  });
  jobs.register([], campaigns.events);
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
    baseUrl: baseUrl.replace(/\/+$/, ''),
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
    seal: createSealer(config.secret, 'publishing.tokens'),
    channels: channelsOf(config, { clock, outgoing }),
    baseUrl: baseUrl.replace(/\/+$/, ''),
  });
  jobs.register(publishing.jobs, []);
  jobs.every('publishing.due', 15, (signal) => publishing.service.sending.runDue(signal));
  let keyKeeper: NodeJS.Timeout | undefined;
  const refreshKeys = (): Promise<void> => visitors.refresh().catch((error: unknown) => log.warn('visitors.keys_away', { error }));
  const keepKeys = (): void => {
    keyKeeper = setInterval(() => void refreshKeys(), visitorKeysEveryMs);
    keyKeeper.unref();
  };
  jobs.every('links.sweep', 24 * 3600, () => links.sweep());
  jobs.every('visitors.sweep', 6 * 3600, () => visitors.sweep(longestWindowMs));

  const commands: Record<string, ControlCommand> = {
    import: async (args, { signal, emit }) => {
      const { folder, work } = args as { folder: string; work?: string | null };
      return catalog.importFolder(await identity.commandLineActor(), folder, { workTitle: work ?? undefined, signal, onProgress: emit });
    },
    'db.export': (args, { signal, emit }) =>
      exportAll({ db, objects, clock }, (args as { file: string }).file, {
        withObjects: (args as { withObjects: boolean }).withObjects,
        signal,
        onProgress: emit,
      }),
    'db.import': async (args, { signal, emit }) => {
      const counts = await importAll({ db, objects, clock }, (args as { file: string }).file, { signal, onProgress: emit });
      await jobs.requeueUnended();
      return counts;
    },
    'db.upgrade': () => migrateUp(db, migrations),
    'events.import': async (args, options) =>
      importEvents({ db, attribution }, await identity.commandLineActor(), args as Parameters<typeof importEvents>[2], options),
    'attribution.replay': (_args, { signal, emit }) => attribution.replay({ signal, onProgress: (checked) => emit({ checked }) }),
    'codes.issue': async (args) =>
      issueCode({ db, campaigns, creators }, await identity.commandLineActor(), args as Parameters<typeof issueCode>[2]),
    'codes.resolve': (args) => codes.explain((args as { code: string }).code),
  };

  const parts: ServerParts = {
    clock,
    log,
    bound: [
      createJobsRoutes({ db, clock, jobs, audit: identity.audit }),
      identity.bound,
      notifications.bound,
      webhooks.bound,
      catalog.bound,
      links.bound,
      studio.bound,
      creators.bound,
      campaigns.bound,
      publishing.bound,
      attribution.bound,
      codes.bound,
    ],
    authenticate: (request) => identity.authenticate(request),
    trustedOrigins: originsOf(config, baseUrl),
    addressOf: (context) => addressOf(config, context),
    limits: config.RATE_LIMITS,
    idempotency,
  };
  const probes = createProbes({
    clock,
    version: packageJson.version,
    checks: [
      // A process that answers links alone goes on without both.
      ...(role === 'redirect'
        ? []
        : [
            { name: 'database', run: async () => void (await db.read((trx) => sql`select 1`.execute(trx))) },
            { name: 'objects', run: () => objects.check() },
          ]),
      ...(answersLinks(role) ? [{ name: 'links', run: () => links.check() }] : []),
    ],
  });
  const app = role === 'redirect' ? new Hono() : createApi(parts);
  app.get('/healthz', () => probes.health());
  app.get('/readyz', () => probes.ready());
  if (role !== 'redirect') {
    const docs = createApiDocs(
      parts.bound.map(({ contract }) => contract),
      { version: packageJson.version, baseUrl },
    );
    app.get('/api/openapi.json', () => docs.json());
    app.get('/api/docs', (context) => docs.page(context.req.raw));
    const refuse = refuseUnknown(parts);
    app.all('/api/*', (context) => refuse(context.req.raw));
  }
  if (lock) serveControl(app, token, commands, stopping.signal);
  if (role === 'redirect') app.notFound((context) => context.text('Links are answered here, and nothing else.', 404));
  else if (role !== 'worker') serveWebFiles(app);

  return {
    role,
    config,
    db,
    log,
    clock,
    app,
    identity,
    catalog,
    creators,
    codes,
    studio: studio.service,
    campaigns,
    attribution,
    publishing: publishing.service,
    jobs,
    notifications,
    webhooks,
    links,
    visitors,
    objects,
    commands,
    prepare: async ({ owner: wantsOwner } = { owner: true }) => {
      // It may start before its database is there, and changes nothing in it.
      if (role === 'redirect') return { email: config.OWNER_EMAIL, password: null };
      const { applied } = await migrateUp(db, migrations);
      if (applied.length > 0) log.info('app.migrated', { applied });
      await identity.prepare();
      // Commands enqueue work too; a server in another role, or the next one here, does it.
      if (role === 'command') await jobs.start({ work: false });
      if (!wantsOwner) return { email: config.OWNER_EMAIL, password: null };
      const owner = await identity.ensureOwner({ email: config.OWNER_EMAIL, name: 'Owner', organisationName: 'Hookline' });
      return { email: owner.email, password: owner.password };
    },
    listening: (url) => lock?.announce(url),
    start: async () => {
      if (role !== 'command') {
        await refreshKeys();
        keepKeys();
      }
      if (answersLinks(role)) await links.start();
      if (role === 'redirect') return;
      await jobs.start({ work: role !== 'web' });
      if (role === 'web') return;
      const sweep = (): Promise<void> => catalog.sweep().catch((error: unknown) => log.warn('app.sweep_failed', { error }));
      void sweep();
      sweeper = setInterval(() => void sweep(), sweepEveryMs);
      sweeper.unref();
    },
    stop: async () => {
      probes.drain();
      stopping.abort();
      clearInterval(sweeper);
      clearInterval(keyKeeper);
      await links.stop();
      if (role !== 'redirect') await jobs.stop();
      await host.close();
      await identity.settle();
      mail.close();
      await db.close();
      lock?.release();
    },
  };
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

/** Whether a process of a role answers links, and so keeps a journal. */
function answersLinks(role: Role): boolean {
  return role === 'all' || role === 'web' || role === 'redirect';
}

// Beside a server, processes share the directory: only what no job can still be working on goes.
async function removeOld(directory: string, beforeMs: number): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < beforeMs) await rm(path, { recursive: true, force: true });
  }
}

async function openObjects(config: Config): Promise<ObjectStore> {
  if (!config.S3_BUCKET) return createLocalStore({ directory: join(config.dataDirectory, 'objects') });
  return createS3Store({
    bucket: config.S3_BUCKET,
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? '',
    pathStyle: config.S3_PATH_STYLE,
    cacheDirectory: join(config.dataDirectory, 'object-cache'),
  });
}

// Browsers on this machine reach a loopback server by more than one name.
function originsOf(config: Config, baseUrl: string): string[] {
  const own = new URL(baseUrl).origin;
  if (config.baseUrl) return [own];
  return [...new Set([own, `http://127.0.0.1:${config.PORT}`, `http://localhost:${config.PORT}`])];
}

function addressOf(config: Config, context: Context): string {
  const forwarded = config.TRUST_PROXY ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(context).remote.address ?? '';
  } catch {
    // A request that came without a socket, as tests send them.
    return '';
  }
}

/** Port 0 means any: it is chosen before the house is furnished, as links need it. */
async function withPort(config: Config): Promise<Config> {
  if (config.PORT !== 0) return config;
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, config.HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(config), PORT: { value: port, enumerable: true } }) as Config;
}
