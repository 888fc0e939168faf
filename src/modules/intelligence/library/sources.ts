/** Addresses and feeds that are visited, when, and what came of it. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { intelligenceErrors } from '../errors.ts';
import type { FeedItem } from '../fetching/feed.ts';
import type { FetchedBytes, Fetcher, NotFetched } from '../fetching/fetcher.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { Collecting } from './collect.ts';
import { libraryLimits, type libraryRoutes, type MarketSource, type Note } from './contract.ts';
import { fetchSourceJob } from './jobs.ts';
import { presentFetch, presentSource } from './present.ts';
import * as repo from './sources-repo.ts';
import type { Store } from './store.ts';

type NewSource = z.output<typeof libraryRoutes.createMarketSource.body>;
type Change = z.output<typeof libraryRoutes.updateMarketSource.body>;

/** After a failure it is tried again in five minutes, then ten, and so on up to a day, however often it is due. */
const firstRetryMs = 5 * 60_000;
const longestRetryMs = 24 * 3_600_000;
/** New entries of one visit; the others come with the next. */
const mostEntries = 50;
const dueAtOnce = 50;

type Outcome =
  | { outcome: 'new' | 'unchanged'; files: number; status: number | null; bytes: number; head: Partial<FetchedBytes> }
  | NotFetched;

export function createSourceUses(parts: IntelligenceParts, fetcher: Fetcher, collecting: Collecting, store: Pick<Store, 'reinstate'>) {
  const { db, clock, jobs, audit, objects, outgoing } = parts;

  /** Throws source_not_found. */
  async function find(trx: Trx, organisationId: string, id: string, lock = false): Promise<repo.SourceRow> {
    const row = await repo.findSource(trx, organisationId, id, lock);
    if (!row) throw intelligenceErrors.source_not_found({ id });
    return row;
  }
  async function present(trx: Trx, organisationId: string, id: string): Promise<MarketSource> {
    return presentSource(await find(trx, organisationId, id), (await repo.countDocuments(trx, organisationId)).get(id) ?? 0);
  }
  const laterBy = (minutes: number): Date => new Date(clock.nowMs() + minutes * 60_000);

  /** Has a source visited, unless a visit waits or runs. */
  async function enqueueFetch(trx: Trx, row: repo.SourceRow): Promise<void> {
    const { organisation_id: organisationId } = row;
    const next = row.every_minutes === null ? null : laterBy(row.every_minutes);
    if (row.task_id !== null) {
      const task = (await jobs.find(trx, organisationId, [row.task_id])).get(row.task_id);
      if (task && (task.state === 'queued' || task.state === 'running')) return repo.updateSource(trx, row.id, { next_fetch_at: next });
    }
    const subject = { id: row.id, title: row.name };
    const taskId = await jobs.enqueue(trx, fetchSourceJob, { sourceId: row.id }, { organisationId, subject });
    await repo.updateSource(trx, row.id, { task_id: taskId, next_fetch_at: next });
  }

  async function keep(
    row: repo.SourceRow,
    found: { bytes: Uint8Array; name: string; contentType: string | null; url: string },
    entry?: { key: string; content: string },
  ): Promise<boolean> {
    const stored = await objects.putBytes(found.bytes);
    return db.transaction(async (trx) => {
      if (!(await repo.findSource(trx, row.organisation_id, row.id))) return false;
      const { file, known } = await collecting.arrive(trx, row.organisation_id, row.id, { ...found, stored, fetchedAt: clock.now() });
      const back =
        known && file.state === 'read' && (await store.reinstate(trx, row.organisation_id, file, { sourceId: row.id, url: found.url }));
      if (entry)
        await repo.putEntry(trx, {
          organisation_id: row.organisation_id,
          source_id: row.id,
          entry_key: entry.key,
          content_key: entry.content,
          seen_at: clock.now(),
        });
      return !known || back;
    });
  }

  async function visitAddress(row: repo.SourceRow, signal: AbortSignal): Promise<Outcome> {
    const found = await fetcher.fetchDocument(row.url!, { etag: row.etag, lastModified: row.last_modified }, signal);
    if (found.outcome === 'not_modified') return { outcome: 'unchanged', files: 0, status: 304, bytes: 0, head: {} };
    if (found.outcome !== 'fetched') return found;
    // Of this address, wherever it led: its next page replaces this one.
    const fresh = await keep(row, { bytes: found.bytes, name: nameOf(found.url), contentType: found.contentType, url: row.url! });
    return { outcome: fresh ? 'new' : 'unchanged', files: fresh ? 1 : 0, status: 200, bytes: found.bytes.length, head: found };
  }

  /** New and changed entries are fetched where they have an address; where that fails, what the feed says of them is kept. */
  async function visitFeed(row: repo.SourceRow, context: JobContext): Promise<Outcome> {
    const { signal } = context;
    const found = await fetcher.fetchFeed(row.url!, { etag: row.etag, lastModified: row.last_modified }, signal);
    if (found.outcome === 'not_modified') return { outcome: 'unchanged', files: 0, status: 304, bytes: 0, head: {} };
    if (found.outcome !== 'fetched') return found;
    const entries = found.feed.items.map((item) => ({
      item,
      key: sumOf(item.id),
      content: sumOf(JSON.stringify([item.title, item.html, item.publishedAt])),
    }));
    const known = await db.read((trx) =>
      repo.entriesKnown(
        trx,
        row.id,
        entries.map(({ key }) => key),
      ),
    );
    const due = entries.filter(({ key, content }) => known.get(key) !== content);
    const fresh = due.slice(0, mostEntries);
    let files = 0;
    for (const [index, { item, key, content }] of fresh.entries()) {
      signal.throwIfAborted();
      const page = item.url === null ? null : await fetcher.fetchDocument(item.url, {}, signal);
      const taken =
        page?.outcome === 'fetched'
          ? { bytes: page.bytes, name: item.title ?? nameOf(page.url), contentType: page.contentType, url: item.url! }
          : pageOf(item, row.url!);
      if (taken && (await keep(row, taken, { key, content }))) files += 1;
      context.progress('fetching', (index + 1) / fresh.length);
    }
    // What is left over comes with the next visit, which must then be answered with the whole feed.
    const head = due.length > fresh.length ? {} : found;
    return { outcome: files > 0 ? 'new' : 'unchanged', files, status: 200, bytes: found.bytes.length, head };
  }

  async function settle(row: repo.SourceRow, result: Outcome, durationMs: number): Promise<void> {
    const now = clock.now();
    const done = result.outcome === 'new' || result.outcome === 'unchanged';
    const failure = done ? null : noteOf(result as NotFetched, row.url!);
    const failures = done ? 0 : row.failures + 1;
    const retryMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(20, failures - 1));
    const asked = result.outcome === 'refused' && result.retryAfterSeconds !== null ? result.retryAfterSeconds * 1000 : 0;
    const every = row.every_minutes === null ? null : laterBy(row.every_minutes);
    // What is fetched once is tried again a few times, what comes round never sooner than it would.
    const again = new Date(clock.nowMs() + Math.max(retryMs, asked, (row.every_minutes ?? 0) * 60_000));
    const next = done ? every : row.every_minutes === null && failures > 3 ? null : again;
    await db.transaction(async (trx) => {
      const current = await repo.findSource(trx, row.organisation_id, row.id, true);
      if (!current) return;
      await repo.updateSource(trx, row.id, {
        last_fetched_at: now,
        failures,
        error: failure && JSON.stringify(failure),
        state: current.state === 'paused' ? 'paused' : done ? 'running' : 'failing',
        next_fetch_at: current.state === 'paused' ? null : next,
        task_id: null,
        ...(done &&
          'head' in result &&
          result.status === 200 && { etag: result.head.etag ?? null, last_modified: result.head.lastModified ?? null }),
      });
      await repo.insertFetch(trx, {
        organisation_id: row.organisation_id,
        source_id: row.id,
        at: now,
        outcome: done ? (result.outcome as 'new' | 'unchanged') : 'failed',
        files: done && 'files' in result ? result.files : 0,
        status: 'status' in result ? result.status : null,
        bytes: 'bytes' in result ? result.bytes : 0,
        duration_ms: Math.round(durationMs),
        error: failure && JSON.stringify(failure),
      });
    });
  }

  return {
    listMarketSources: (actor: Actor): Promise<{ items: MarketSource[] }> =>
      db.read(async (trx) => {
        const counts = await repo.countDocuments(trx, actor.organisationId);
        const rows = await repo.listSources(trx, actor.organisationId);
        return { items: rows.map((row) => presentSource(row, counts.get(row.id) ?? 0)) };
      }),

    /** Throws source_taken, too_many_sources, outgoing.url_invalid, outgoing.address_refused. */
    async createMarketSource(actor: Actor, { kind, url, name, everyMinutes }: NewSource): Promise<MarketSource> {
      outgoing.check(url);
      return db.transaction(async (trx) => {
        const { organisationId } = actor;
        if ((await repo.countFollowed(trx, organisationId)) >= libraryLimits.sources)
          throw intelligenceErrors.too_many_sources({ most: libraryLimits.sources });
        const row = await repo.insertSource(trx, {
          id: newId('marketSource', clock.nowMs()),
          organisation_id: organisationId,
          kind,
          name: name || new URL(url).hostname,
          url,
          every_minutes: everyMinutes,
          state: 'running',
          last_fetched_at: null,
          next_fetch_at: null,
          error: null,
          etag: null,
          last_modified: null,
          task_id: null,
          created_at: clock.now(),
          removed_at: null,
        });
        if (!row) throw intelligenceErrors.source_taken({ url });
        await enqueueFetch(trx, row);
        await audit.record(trx, actor, 'intelligence.create_market_source', { id: row.id, title: row.name }, { kind, url, everyMinutes });
        return present(trx, organisationId, row.id);
      });
    },

    /** Throws source_not_found. */
    updateMarketSource: (actor: Actor, id: string, { name, everyMinutes, paused }: Change): Promise<MarketSource> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id, true);
        const every = everyMinutes === undefined ? row.every_minutes : everyMinutes;
        const rests = paused ?? row.state === 'paused';
        const changed = everyMinutes !== undefined || paused !== undefined;
        await repo.updateSource(trx, id, {
          ...(name !== undefined && { name }),
          every_minutes: every,
          state: rests ? 'paused' : row.state === 'paused' ? 'running' : row.state,
          ...(changed && { next_fetch_at: rests || every === null || row.url === null ? null : laterBy(paused === false ? 0 : every) }),
        });
        await audit.record(
          trx,
          actor,
          'intelligence.update_market_source',
          { id, title: name ?? row.name },
          { everyMinutes: every, paused: rests },
        );
        return present(trx, organisationId, id);
      }),

    /** Throws source_not_found, source_standing. */
    deleteMarketSource: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await find(trx, actor.organisationId, id, true);
        if (row.url === null) throw intelligenceErrors.source_standing({});
        if (row.task_id !== null) await jobs.cancel(trx, actor.organisationId, [row.task_id]);
        await repo.updateSource(trx, id, { removed_at: clock.now(), next_fetch_at: null, task_id: null });
        await audit.record(trx, actor, 'intelligence.delete_market_source', { id, title: row.name }, { url: row.url });
      }),

    /** Also one that is paused: it is asked for by a person. Throws source_not_found, source_not_fetched. */
    fetchMarketSource: (actor: Actor, id: string): Promise<MarketSource> =>
      db.transaction(async (trx) => {
        const row = await find(trx, actor.organisationId, id, true);
        if (row.url === null) throw intelligenceErrors.source_not_fetched({});
        await enqueueFetch(trx, row);
        await audit.record(trx, actor, 'intelligence.fetch_market_source', { id, title: row.name });
        return present(trx, actor.organisationId, id);
      }),

    listMarketFetches: (actor: Actor, id: string) =>
      db.read(async (trx) => {
        await find(trx, actor.organisationId, id);
        return { items: (await repo.listFetches(trx, actor.organisationId, id)).map(presentFetch) };
      }),

    /** One visit. What it met is written down with the source; a source that was removed meanwhile is passed over. */
    async runFetchSource(sourceId: string, context: JobContext): Promise<void> {
      const row = await db.read((trx) => repo.findSource(trx, context.organisationId, sourceId));
      if (!row || row.url === null) return;
      const began = clock.monotonicMs();
      const result = row.kind === 'feed' ? await visitFeed(row, context) : await visitAddress(row, context.signal);
      await settle(row, result, clock.monotonicMs() - began);
    },

    /** Has every source visited whose time has come. */
    fetchDueSources: (): Promise<void> =>
      db.transaction(async (trx) => {
        for (const row of await repo.lockDueSources(trx, clock.now(), dueAtOnce)) await enqueueFetch(trx, row);
      }),
  };
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a page is called by its address. */
function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  try {
    return last ? decodeURIComponent(last) : hostname;
  } catch {
    return last ?? hostname;
  }
}

/** An entry as a page of its own, of what the feed has of it. Null where that is nothing. */
function pageOf(item: FeedItem, feedUrl: string) {
  if (item.html === null) return null;
  const escaped = (text: string): string =>
    text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
  const title = escaped(item.title ?? '');
  const meta = (property: string, content: string | null): string =>
    content === null ? '' : `<meta property="${property}" content="${escaped(content)}">`;
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title>${meta('article:published_time', item.publishedAt)}${meta('article:author', item.author)}</head><body><article><h1>${title}</h1>${item.html}</article></body></html>`;
  return {
    bytes: Buffer.from(page),
    name: item.title ?? nameOf(feedUrl),
    contentType: 'text/html; charset=utf-8',
    url: item.url ?? `${feedUrl}#${encodeURIComponent(item.id)}`.slice(0, 2000),
  };
}

/** Why a visit failed, as people are told. */
function noteOf(result: NotFetched, url: string): Note {
  const host = new URL(url).hostname;
  switch (result.outcome) {
    case 'disallowed':
      return { code: result.unknown ? 'intelligence.robots_unknown' : 'intelligence.robots_disallow', params: { host } };
    case 'refused':
      return { code: 'intelligence.source_refused', params: { host, status: result.status } };
    case 'unsuitable':
      return { code: 'intelligence.source_unsuitable', params: { host, contentType: result.contentType } };
    case 'failed':
      return { code: result.code, params: result.params };
    case 'not_modified':
      return { code: 'intelligence.source_refused', params: { host, status: 304 } };
  }
}
