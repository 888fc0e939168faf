/** Asks sources again and again for a rolling window: what has changed comes as new events, and what has not changes nothing. */
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { z } from 'zod';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { PullerRow, PullerSettings, StoredReason } from '../edge-tables.ts';
import { attributionErrors } from '../errors.ts';
import { columnMapping } from '../imports/contract.ts';
import { createSourceReader, plainParams, requireComplete } from '../imports/rows.ts';
import { isZone } from '../imports/values.ts';
import { selectSource } from '../repo/sources.ts';
import type { SourceRow } from '../tables.ts';
import type { Puller, pullerInput } from './contract.ts';
import { addressOf, csvPage, jsonPage, type Page } from './pages.ts';
import * as repo from './repo.ts';

const hourMs = 3_600_000;
const batchRows = 500;
const pageBytes = 16 * 1024 * 1024;
const pageTimeoutMs = 60_000;
// A source that fails is asked less and less often, but at least twice a day.
const longestWaitMs = 12 * hourMs;
const atOnce = 20;

type Counts = NonNullable<Puller['lastCounts']>;
export type PullUses = ReturnType<typeof createPullUses>;

export function createPullUses(parts: EdgeParts) {
  const { db, clock, audit, log } = parts;

  async function requireSource(trx: Trx, organisationId: string, sourceId: string): Promise<SourceRow> {
    const source = await selectSource(trx, organisationId, sourceId);
    if (!source) throw attributionErrors.source_not_found({ id: sourceId });
    return source;
  }
  async function requirePuller(trx: Trx, organisationId: string, sourceId: string): Promise<PullerRow> {
    const source = await requireSource(trx, organisationId, sourceId);
    const row = await repo.findPuller(trx, organisationId, sourceId);
    if (!row) throw edgeErrors.puller_not_found({ name: source.name });
    return row;
  }

  async function pageOf(settings: PullerSettings, header: string | null, address: string, signal: AbortSignal): Promise<Page> {
    const headers = {
      accept: settings.format === 'json' ? 'application/json' : 'text/csv',
      ...(settings.headerName && header ? { [settings.headerName]: header } : {}),
    };
    const answer = await parts.outgoing.fetch(address, { headers, timeoutMs: pageTimeoutMs, maxBytes: pageBytes, redirects: 3, signal });
    if (answer.status !== 200) throw edgeErrors.pull_refused({ status: answer.status });
    const text = new TextDecoder('utf-8').decode(answer.body);
    return settings.format === 'json' ? jsonPage(text, settings) : csvPage(text);
  }

  /** Every page of the window, stored as it comes: rows are known by themselves, so a round that is cut off is simply asked again. */
  async function ask(row: PullerRow, source: SourceRow, signal: AbortSignal): Promise<Counts> {
    const settings = { ...row.settings, mapping: columnMapping.parse(row.settings.mapping) };
    const header = row.sealed_header === null ? null : parts.pullSealer.open(row.sealed_header, row.source_id);
    const toMs = clock.nowMs();
    const fromMs = toMs - settings.windowHours * hourMs;
    const counts: Counts = { pages: 0, rows: 0, accepted: 0, unchanged: 0, bad: 0 };
    const counted = /\{page\}/.test(settings.url);
    let cursor: string | null = null;
    const asked = new Set<string>();
    for (let page = 1; page <= settings.maxPages; page++) {
      const found: Page = await pageOf(
        settings,
        header,
        addressOf(settings.url, { fromMs, toMs, page, cursor, timeFormat: settings.timeFormat }),
        signal,
      );
      counts.pages++;
      counts.rows += found.rows.length;
      await store(row, source, settings, found, counts);
      if (found.rows.length === 0) break;
      // A cursor that comes again would go round for ever.
      if (settings.cursorPath !== null && found.cursor !== null && !asked.has(found.cursor)) asked.add((cursor = found.cursor));
      else if (settings.cursorPath !== null || !counted) break;
    }
    return counts;
  }

  async function store(row: PullerRow, source: SourceRow, settings: PullerSettings, page: Page, counts: Counts): Promise<void> {
    const reader = createSourceReader(page.header, settings.mapping, { currency: source.currency, zone: source.zone }, () => clock.now());
    // A column that no row of this page fills is not in its header, and nothing to complain of.
    const events = page.rows.flatMap(({ cells }) => {
      const { event } = reader.read(cells);
      if (!event) counts.bad++;
      return event ? [event] : [];
    });
    for (let at = 0; at < events.length; at += batchRows) {
      const result = await parts.takeEvents(row.organisation_id, row.source_id, events.slice(at, at + batchRows));
      counts.accepted += result.accepted;
      counts.unchanged += result.duplicates;
      counts.bad += result.rejected;
    }
  }

  /** One round of one source; what went wrong is kept with it, and the next round comes later. */
  async function round(row: PullerRow, signal: AbortSignal): Promise<void> {
    const everyMs = row.settings.everyMinutes * 60_000;
    const asked = clock.now();
    try {
      const source = await db.read((trx) => requireSource(trx, row.organisation_id, row.source_id));
      if (source.state === 'paused') {
        await db.transaction((trx) => repo.updatePuller(trx, row.source_id, { next_at: new Date(clock.nowMs() + everyMs) }));
        return;
      }
      const counts = await ask(row, source, signal);
      await db.transaction((trx) =>
        repo.updatePuller(trx, row.source_id, {
          last_asked_at: asked,
          last_ok_at: clock.now(),
          next_at: new Date(clock.nowMs() + everyMs),
          failures: 0,
          last_error: null,
          last_counts: JSON.stringify(counts),
        }),
      );
    } catch (error) {
      if (signal.aborted) throw error;
      const failures = row.failures + 1;
      const waitMs = Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10));
      const reason = reasonOf(error);
      if (reason.code === 'platform.bug') log.error('attribution.pull_failed', { sourceId: row.source_id, error });
      await db.transaction((trx) =>
        repo.updatePuller(trx, row.source_id, {
          last_asked_at: asked,
          next_at: new Date(clock.nowMs() + waitMs),
          failures,
          last_error: JSON.stringify(reason),
        }),
      );
    }
  }

  return {
    async get(trx: Trx, organisationId: string, sourceId: string): Promise<Puller> {
      return presentPuller(await requirePuller(trx, organisationId, sourceId));
    },

    /** Sets how a source is asked; the first round comes at once. Throws puller_url_invalid, zone_not_known, mapping_incomplete, and what an address is refused for. */
    async set(actor: Actor, sourceId: string, input: z.output<typeof pullerInput>): Promise<Puller> {
      const { organisationId } = actor;
      const { enabled, headerValue, ...settings } = input;
      const example = addressOf(settings.url, { fromMs: 0, toMs: 0, page: 1, cursor: null, timeFormat: settings.timeFormat });
      if (/[{}]/.test(example) || !URL.canParse(example)) throw edgeErrors.puller_url_invalid({ url: settings.url.slice(0, 200) });
      parts.outgoing.check(example);
      const { zone } = settings.mapping;
      if (zone !== null && !isZone(zone)) throw edgeErrors.zone_not_known({ zone });
      return db.transaction(async (trx) => {
        const source = await requireSource(trx, organisationId, sourceId);
        requireComplete(settings.mapping, source);
        const before = await repo.findPuller(trx, organisationId, sourceId);
        // A header's value is for the host that it was given for, and goes to no other.
        const sameHost = before !== undefined && hostOf(before.settings.url) === hostOf(settings.url);
        const kept = sameHost && settings.headerName !== null ? before.sealed_header : null;
        await repo.savePuller(trx, {
          source_id: sourceId,
          organisation_id: organisationId,
          enabled,
          settings: JSON.stringify(settings),
          sealed_header: headerValue === undefined ? kept : parts.pullSealer.seal(headerValue, sourceId),
          last_asked_at: before?.last_asked_at ?? null,
          last_ok_at: before?.last_ok_at ?? null,
          next_at: clock.now(),
          failures: 0,
          last_error: null,
          last_counts: before?.last_counts ? JSON.stringify(before.last_counts) : null,
        });
        await audit.record(
          trx,
          actor,
          'attribution.set_puller',
          { id: sourceId, title: source.name },
          { enabled, host: hostOf(settings.url), everyMinutes: settings.everyMinutes },
        );
        return presentPuller(await requirePuller(trx, organisationId, sourceId));
      });
    },

    /** Has the source asked with the next round. */
    async askSoon(actor: Actor, sourceId: string): Promise<Puller> {
      return db.transaction(async (trx) => {
        const source = await requireSource(trx, actor.organisationId, sourceId);
        await requirePuller(trx, actor.organisationId, sourceId);
        await repo.updatePuller(trx, sourceId, { next_at: clock.now(), failures: 0 });
        await audit.record(trx, actor, 'attribution.pull_now', { id: sourceId, title: source.name });
        return presentPuller(await requirePuller(trx, actor.organisationId, sourceId));
      });
    },

    /** Asks every source whose turn it is, one after the other. Answers with how many. */
    async askDue(signal: AbortSignal): Promise<number> {
      const due = await db.read((trx) => repo.listDue(trx, clock.now(), atOnce));
      for (const row of due) {
        signal.throwIfAborted();
        await round(row, signal);
      }
      return due.length;
    },
  };
}

const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1]?.toLowerCase() ?? '';

function reasonOf(error: unknown): StoredReason {
  if (error instanceof AppError) return { code: error.code, params: plainParams(error.params) };
  return { code: 'platform.bug', params: {} };
}

function presentPuller(row: PullerRow): Puller {
  return {
    ...row.settings,
    mapping: columnMapping.parse(row.settings.mapping),
    sourceId: row.source_id,
    enabled: row.enabled,
    hasHeaderValue: row.sealed_header !== null,
    lastAskedAt: row.last_asked_at?.toISOString() ?? null,
    lastOkAt: row.last_ok_at?.toISOString() ?? null,
    nextAt: row.enabled ? (row.next_at?.toISOString() ?? null) : null,
    failures: row.failures,
    lastError: row.last_error,
    lastCounts: row.last_counts,
  };
}
