/**
 * The links of all organisations as whoever answers them has them: in memory, read whole at the start, kept up to date by asking
 * once a second what has changed, and in a file beside the database so that a process also starts while the database is away.
 */
import { listenTo, type Database, type Listening } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log.ts';
import type { Clock } from '../../platform/time.ts';
import type { LinkRules, LinkSettings } from './contract.ts';
import { makePlan, type Plan } from './plan.ts';
import { defaultSettings, presentSettings } from './present.ts';
import * as repo from './repo.ts';
import { readSnapshot, writeSnapshot, type SnapshotKeys } from './snapshot.ts';
import type { LinkRow, StoredPage } from './tables.ts';

export type BookLink = {
  readonly id: string;
  readonly organisationId: string;
  readonly slug: string;
  readonly placementId: string;
  /** Shared by all links that have the same. */
  readonly rules: LinkRules;
  readonly page: StoredPage;
  readonly code: string;
  readonly codeShown: string;
  /** Infinity where it does not end. */
  readonly endsMs: number;
  readonly usefulUrl: string | null;
};

export type Book = {
  /** Reads everything, from the file where the database is away, and goes on asking. Resolves when links can be answered or not be had. */
  start(): Promise<void>;
  /** From memory. */
  find(slug: string): BookLink | undefined;
  /** Asks the database where memory has none: a link that is a moment old, or one of more than memory holds. */
  lookUp(slug: string): Promise<BookLink | undefined | 'away'>;
  settingsOf(organisationId: string): LinkSettings;
  planOf(link: BookLink): Plan;
  /** Whose a short domain is. */
  organisationAt(host: string): string | undefined;
  refresh(): Promise<void>;
  /** Whether links are known, from wherever. */
  isReady(): boolean;
  size(): number;
  stop(): Promise<void>;
};

export type BookSettings = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly ownOrigin: string;
  /** Null where the database is a part of this process. */
  readonly snapshotPath: string | null;
  readonly keys: SnapshotKeys;
  /** How many links memory holds; of more, those used last. About 400 bytes each. */
  readonly most?: number;
  readonly everyMs?: number;
};

const pageRows = 2_000;
const snapshotEveryMs = 60_000;
const patienceMs = 3_000;
const mostWaiting = 2_000;
const lookUpGapMs = 20;

export function createBook(parts: BookSettings): Book {
  const { db, clock, log, most = 1_000_000, everyMs = 1_000 } = parts;
  const links = new Map<string, BookLink>();
  let settings = new Map<string, LinkSettings>();
  let hosts = new Map<string, string>();
  let since: bigint | null = null;
  let complete = true;
  let known = false;
  let away = false;
  let dirty = false;
  let savedMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let refreshing: Promise<void> | null = null;
  let listening: Listening | null = null;
  let told = false;
  let plans = new WeakMap<StoredPage, Map<LinkRules, { settings: LinkSettings; plan: Plan }>>();
  const shared = new Map<string, object>();

  /** One object for equal content: a campaign's thousand links have one page and one set of rules. */
  function share<T extends object>(value: T): T {
    const key = JSON.stringify(value);
    const found = shared.get(key) as T | undefined;
    if (found) return found;
    // What falls out here is only shared with no further link.
    if (shared.size >= 50_000) shared.clear();
    shared.set(key, value);
    return value;
  }

  function put(row: LinkRow): BookLink {
    const ends = Math.min(row.ends_at?.getTime() ?? Number.POSITIVE_INFINITY, row.ended_at?.getTime() ?? Number.POSITIVE_INFINITY);
    const link: BookLink = {
      id: row.id,
      organisationId: row.organisation_id,
      slug: row.slug,
      placementId: row.placement_id,
      rules: share(row.rules),
      page: share(row.page),
      code: row.code,
      codeShown: row.code_shown,
      endsMs: ends,
      usefulUrl: row.useful_url,
    };
    links.delete(link.slug);
    links.set(link.slug, link);
    if (links.size > most) {
      complete = false;
      links.delete(links.keys().next().value!);
    }
    dirty = true;
    return link;
  }

  function takeSettings(rows: Awaited<ReturnType<typeof repo.allSettings>>): void {
    settings = new Map(
      rows.settings.map((row) => [
        row.organisation_id,
        presentSettings(
          row,
          rows.domains.filter((domain) => domain.organisation_id === row.organisation_id),
        ),
      ]),
    );
    hosts = new Map(rows.domains.map(({ host, organisation_id }) => [host, organisation_id]));
    plans = new WeakMap();
    dirty = true;
  }

  async function readAll(): Promise<void> {
    const mark = await db.read((trx) => repo.oldestRunning(trx));
    takeSettings(await db.read((trx) => repo.allSettings(trx)));
    let before: string | null = null;
    for (let count = 0; count < most;) {
      const rows: LinkRow[] = await db.read((trx) => repo.pageOfAllLinks(trx, before, pageRows));
      for (const row of rows) put(row);
      count += rows.length;
      before = rows.at(-1)?.id ?? null;
      if (rows.length < pageRows) break;
      if (count >= most) complete = false;
      // Redirects that are being answered already must not wait for all of it.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!complete) {
      // Oldest first: what is put out to make room is what was used longest ago.
      const newestFirst = [...links].reverse();
      links.clear();
      for (const [slug, link] of newestFirst) links.set(slug, link);
    }
    since = mark;
    known = true;
  }

  async function readChanges(from: bigint): Promise<void> {
    const mark = await db.read((trx) => repo.oldestRunning(trx));
    if (await db.read((trx) => repo.settingsChangedSince(trx, from))) takeSettings(await db.read((trx) => repo.allSettings(trx)));
    for (let after = ''; ;) {
      const rows = await db.read((trx) => repo.changedLinks(trx, from, after, pageRows));
      for (const row of rows) put(row);
      if (rows.length < pageRows) break;
      after = rows.at(-1)!.id;
    }
    since = mark;
  }

  function refresh(): Promise<void> {
    refreshing ??= (since === null ? readAll() : readChanges(since)).finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function round(): Promise<void> {
    try {
      await refresh();
      if (away) log.info('links.database_back', {});
      away = false;
      await save();
    } catch (error) {
      if (!away) log.warn('links.database_away', { error, links: links.size });
      away = true;
    }
  }

  /** A notice: asks now, and once more where it came while asking. */
  function hear(): void {
    if (stopped || since === null) return;
    if (refreshing) {
      told = true;
      return;
    }
    void round().then(() => {
      if (!told) return;
      told = false;
      hear();
    });
  }

  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void round().then(schedule), everyMs);
    timer.unref();
  };

  async function save(force = false): Promise<void> {
    if (!parts.snapshotPath || !dirty || since === null) return;
    if (!force && clock.monotonicMs() - savedMs < snapshotEveryMs) return;
    savedMs = clock.monotonicMs();
    dirty = false;
    await writeSnapshot(parts.snapshotPath, {
      savedAt: clock.now().toISOString(),
      settings,
      hosts,
      links: links.values(),
      keys: parts.keys,
    }).catch((error: unknown) => {
      dirty = true;
      log.warn('links.snapshot_unwritten', { error });
    });
  }

  async function restore(): Promise<void> {
    const kept = parts.snapshotPath ? await readSnapshot(parts.snapshotPath) : null;
    if (!kept || since !== null) return;
    settings = kept.settings;
    hosts = kept.hosts;
    for (const link of kept.links)
      if (!links.has(link.slug)) links.set(link.slug, { ...link, rules: share(link.rules), page: share(link.page) });
    parts.keys.restore(kept.keys);
    known = true;
    log.warn('links.from_snapshot', { links: links.size, savedAt: kept.savedAt });
  }

  // ── Look-ups of what memory has not: all that wait are asked for at once, one question at a time ──
  let waiting = new Map<string, ((found: BookLink | undefined | 'away') => void)[]>();
  let asking = false;

  async function ask(): Promise<void> {
    asking = true;
    while (waiting.size > 0) {
      const now = waiting;
      waiting = new Map();
      let failed = false;
      try {
        await within(patienceMs, complete && since !== null ? refresh() : askFor([...now.keys()]));
      } catch {
        failed = true;
      }
      for (const [slug, done] of now) for (const each of done) each(links.get(slug) ?? (failed ? 'away' : undefined));
      await new Promise((resolve) => setTimeout(resolve, lookUpGapMs));
    }
    asking = false;
  }

  async function askFor(slugs: string[]): Promise<void> {
    for (let at = 0; at < slugs.length; at += 500)
      for (const row of await db.read((trx) => repo.linksBySlug(trx, slugs.slice(at, at + 500)))) put(row);
  }

  return {
    start: async () => {
      const first = round();
      await within(parts.snapshotPath ? patienceMs : 60_000, first).catch(() => {});
      if (!known) await restore();
      void first.then(schedule);
      if (db.url !== null) listening = listenTo(db.url, 'hookline_links', hear);
    },
    find: (slug) => {
      const link = links.get(slug);
      if (link && !complete) {
        // The order of the map is the order of use, once not all fit.
        links.delete(slug);
        links.set(slug, link);
      }
      return link;
    },
    lookUp: (slug) => {
      const others = waiting.get(slug);
      if (!others && waiting.size >= mostWaiting) return Promise.resolve('away');
      return new Promise((resolve) => {
        waiting.set(slug, [...(others ?? []), resolve]);
        if (!asking) void ask();
      });
    },
    settingsOf: (organisationId) => settings.get(organisationId) ?? defaultSettings,
    planOf: (link) => {
      const own = settings.get(link.organisationId) ?? defaultSettings;
      let ofPage = plans.get(link.page);
      if (!ofPage) plans.set(link.page, (ofPage = new Map()));
      const found = ofPage.get(link.rules);
      if (found?.settings === own) return found.plan;
      const plan = makePlan(link.rules, link.page, own, parts.ownOrigin);
      if (ofPage.size > 1_000) ofPage.clear();
      ofPage.set(link.rules, { settings: own, plan });
      return plan;
    },
    organisationAt: (host) => hosts.get(host),
    refresh,
    isReady: () => known,
    size: () => links.size,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await listening?.stop();
      await refreshing?.catch(() => {});
      await save(true);
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    timer.unref();
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
