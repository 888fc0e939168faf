/** Who is wired to whom: reading this file shows the whole house. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Hono } from 'hono';
import packageJson from '../../package.json' with { type: 'json' };
import { createCatalog, type Catalog } from '../modules/catalog/index.ts';
import { createIdentity, type Identity } from '../modules/identity/index.ts';
import type { Intelligence } from '../modules/intelligence/index.ts';
import { createStudio, type PassWatcher, type Studio } from '../modules/studio/index.ts';
import { migrateUp, openDatabase, type Database } from '../platform/db/index.ts';
import { createApiDocs } from '../platform/http/docs-page.ts';
import { createIdempotency } from '../platform/http/idempotency.ts';
import { createProbes } from '../platform/http/probes.ts';
import { createApi, refuseUnknown, type ServerParts } from '../platform/http/server.ts';
import { createJobs, createJobsRoutes, type JobsService } from '../platform/jobs/index.ts';
import { createLog, type Log } from '../platform/log.ts';
import { createMailer } from '../platform/mail/index.ts';
import { createMediaHost, probe } from '../platform/media/index.ts';
import { createSealer } from '../platform/seal.ts';
import type { ObjectStore } from '../platform/storage/index.ts';
import { systemClock, type Clock } from '../platform/time.ts';
import { aiSettingsOf } from './ai.ts';
import { exportAll, importAll } from './backup.ts';
import type { Config } from './config.ts';
import { serveControl, type ControlCommand } from './control.ts';
import { appErrors } from './errors.ts';
import { takeLock, type Lock } from './lock.ts';
import { importEvents } from './import-events.ts';
import { issueCode } from './issue-code.ts';
import { ledgerCommands } from './ledger.ts';
import type { Owner } from './server.ts';
import { statementCommands } from './statements.ts';
import { serveWebFiles } from './web-files.ts';
import { addressOf, openObjects, originsOf, removeOld, withPort } from './wiring/ground.ts';
import { contracts, migrations } from './wiring/lists.ts';
import { furnishIntelligence } from './wiring/intelligence.ts';
import { furnishMoney, type MoneyModules } from './wiring/money.ts';
import { furnishPromotion, type Promotion } from './wiring/promotion.ts';
import { furnishProtection, type ProtectionModules } from './wiring/protection.ts';
import { createRightsDoors } from './wiring/rights.ts';

/** `command` opens the database for one command and serves nobody; `redirect` answers links and nothing else. */
export type Role = 'all' | 'web' | 'worker' | 'redirect' | 'command';

export type House = Readonly<Promotion & MoneyModules & ProtectionModules> & {
  readonly role: Role;
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly app: Hono;
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly studio: Studio['service'];
  readonly intelligence: Intelligence;
  readonly jobs: JobsService;
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
const visitorKeysEveryMs = 3_600_000;

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
  // Modules above the studio join its decoding pass here.
  const watchers: PassWatcher[] = [];
  const ai = aiSettingsOf(config);
  const studio = createStudio({ db, clock, jobs, catalog, audit: identity.audit, objects, host, tempDirectory, ai, watchers });
  jobs.register(studio.jobs, studio.events);
  const rights = createRightsDoors();
  const promotion = furnishPromotion({
    rights,
    config,
    db,
    clock,
    log,
    jobs,
    mail,
    objects,
    identity,
    catalog,
    studio: studio.service,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    tempDirectory,
  });
  const { notifications, webhooks, creators, codes, visitors, links, campaigns, attribution, publishing } = promotion;
  const money = furnishMoney({ config, db, clock, log, jobs, objects, identity, catalog, tempDirectory, rights, ...promotion });
  jobs.register(money.revenue.jobs, money.revenue.events);
  const guarded = furnishProtection({
    config,
    db,
    clock,
    log,
    jobs,
    mail,
    objects,
    host,
    identity,
    catalog,
    tempDirectory,
    revenue: money.revenue,
    ...promotion,
  });
  rights.open(guarded.rights);
  watchers.push(guarded.protection.passWatcher);
  const intelligence = furnishIntelligence({
    config,
    db,
    clock,
    log,
    jobs,
    objects,
    identity,
    catalog,
    tempDirectory,
    notifications,
    webhooks,
  });
  let keyKeeper: NodeJS.Timeout | undefined;
  const refreshKeys = (): Promise<void> => visitors.refresh().catch((error: unknown) => log.warn('visitors.keys_away', { error }));
  const keepKeys = (): void => {
    keyKeeper = setInterval(() => void refreshKeys(), visitorKeysEveryMs);
    keyKeeper.unref();
  };

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
    ...ledgerCommands({ ...money, identity }),
    ...statementCommands({ revenue: money.revenue, identity }),
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
      money.revenue.bound,
      guarded.rights.bound,
      guarded.protection.bound,
      guarded.takedown.bound,
      intelligence.bound,
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
    ...promotion,
    ...money,
    ...guarded,
    intelligence,
    studio: studio.service,
    jobs,
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

/** Whether a process of a role answers links, and so keeps a journal. */
function answersLinks(role: Role): boolean {
  return role === 'all' || role === 'web' || role === 'redirect';
}
