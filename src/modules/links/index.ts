/**
 * Short links: what they are, where they lead, what is shown and what is written down when somebody comes.
 *
 * Owns links with their rules and pages, an organisation's short domains and its list of allowed destinations, the answers at
 * `/s/:slug` and on short domains, and the journal through which every click goes to whoever records touches. Does not own what
 * a placement is, nor what a click is worth: it hands touches on in the transaction that says how far the journal is loaded.
 * Start reading at answer/index.ts (a request and its answer), then journal/journal.ts (why a click is not lost) and
 * journal/loader.ts (why it is not doubled); book.ts has the links in memory, destinations.ts the allow-list.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Trx } from '../../platform/db/index.ts';
import type { BoundContract } from '../../platform/http/server.ts';
import type { Log } from '../../platform/log.ts';
import type { Clock } from '../../platform/time.ts';
import type { Visitors } from '../../platform/visitors/index.ts';
import { createAnswering, type Answering, type Asset, type ResolveCode } from './answer/index.ts';
import { createBook } from './book.ts';
import { createBotCounts } from './bots.ts';
import type { Touch } from './click.ts';
import { linksErrors } from './errors.ts';
import { createGeo } from './geo.ts';
import { openJournal, type JournalState } from './journal/journal.ts';
import { createLoader, type Loader } from './journal/loader.ts';
import { createListener, type LinksListener } from './listener.ts';
import { deleteOldPositions } from './repo-journals.ts';
import { findLinkOfPlacement } from './repo.ts';
import { linksRoutes } from './routes.ts';
import { createLinksService, type LinksService, type ServiceParts } from './service.ts';

export { linksMigrations } from './migrations/index.ts';
export type { Asset, ResolveCode } from './answer/index.ts';
export type { Touch } from './click.ts';
export type { LinksListener } from './listener.ts';
export type { NewLink, PageChange } from './service.ts';

export type LinksParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: ServiceParts['audit'];
  readonly visitors: Visitors;
  readonly baseUrl: string;
  /** Where this process and others beside it keep their journals and the file of links; made where it is missing. */
  readonly directory: string;
  /** How many bytes of clicks may wait for the database. */
  readonly journalLimitBytes: number;
  /** The operator's file of countries; null where there is none. */
  readonly geoDatabase: string | null;
  readonly trustProxy: boolean;
  /** The header by which a trusted proxy says the country. */
  readonly countryHeader: string | null;
  /** Takes touches in the loader's transaction; those that it has already it passes over. */
  record(trx: Trx, touches: readonly Touch[]): Promise<void>;
  findAsset(organisationId: string, assetId: string): Promise<Asset | null>;
  resolveCode: ResolveCode;
};

export type Links = LinksService & {
  readonly bound: BoundContract;
  /** Reads links, opens the journal and begins to load it. Without it nothing is answered. */
  start(): Promise<void>;
  /** Writes what waits, loads what can be loaded in a moment, and lets go. */
  stop(): Promise<void>;
  /** Answers requests for links on a bare HTTP server; false leaves a request to others. */
  readonly listener: LinksListener;
  /** Throws links.journal_closed while clicks cannot be written down, and where no links are known; readiness asks it. */
  check(): Promise<void>;
  /** What the journal has done since the start; null before it is open. */
  journalState(): JournalState | null;
  /** Loads every click that is written down by now, for whoever wants to see its effect at once. */
  loadClicks(): Promise<void>;
  /** Forgets positions of journals that are gone; once a day. */
  sweep(): Promise<void>;
};

const finishMs = 5_000;
const forgetMs = 90 * 24 * 3_600_000;

/** Links on their parts. Nothing is opened and nothing runs before `start`. */
export function createLinks(parts: LinksParts): Links {
  const { db, clock, log, visitors } = parts;
  const service = createLinksService(parts);
  const directory = join(parts.directory, 'journals');
  const book = createBook({
    db,
    clock,
    log,
    ownOrigin: new URL(parts.baseUrl).origin,
    snapshotPath: db.kind === 'postgres' ? join(parts.directory, 'links.jsonl') : null,
    keys: visitors,
  });
  const bots = createBotCounts(db, clock, log);
  const geo = createGeo(parts.geoDatabase, log);
  let running: { answering: Answering; loader: Loader; state(): JournalState; close(): Promise<void> } | null = null;

  const answering: Answering = {
    handle: (ask, respond) => {
      if (!running) return false;
      return running.answering.handle(ask, respond);
    },
  };

  return {
    ...service,
    bound: linksRoutes(db, service, () => answering),
    listener: createListener(answering, { trustProxy: parts.trustProxy, secure: parts.baseUrl.startsWith('https:') }),
    start: async () => {
      if (running) return;
      await mkdir(parts.directory, { recursive: true, mode: 0o700 });
      const journal = await openJournal({ directory, limitBytes: parts.journalLimitBytes, clock, log });
      const loader = createLoader({ db, clock, log, journal, directory, record: parts.record });
      await geo.start();
      await book.start();
      const made = createAnswering({
        book,
        journal,
        bots,
        geo,
        clock,
        log,
        visitors,
        baseUrl: parts.baseUrl,
        countryHeader: parts.trustProxy ? parts.countryHeader : null,
        findAsset: parts.findAsset,
        resolveCode: parts.resolveCode,
        findSlug: async (organisationId, placementId) =>
          (await db.read((trx) => findLinkOfPlacement(trx, organisationId, placementId)))?.slug ?? null,
      });
      running = { answering: made, loader, state: journal.state, close: journal.close };
      bots.start();
      loader.start();
    },
    stop: async () => {
      const own = running;
      running = null;
      geo.stop();
      await book.stop();
      if (!own) return;
      await own.close();
      await own.loader.stop();
      await own.loader.finish(finishMs);
      await bots.stop();
    },
    check: async () => {
      if (!running?.state().open) throw linksErrors.journal_closed({});
      if (!book.isReady()) throw linksErrors.journal_closed({ reason: 'no links are known' });
    },
    journalState: () => running?.state() ?? null,
    loadClicks: async () => running?.loader.drain(),
    sweep: () => db.read((trx) => deleteOldPositions(trx, new Date(clock.nowMs() - forgetMs))),
  };
}
