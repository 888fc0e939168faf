/** Links: each is a row with its own state, fetched by the downloader and then a suspect like any file. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId, newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { Downloader } from '../downloaders/types.ts';
import { protectionErrors } from '../errors.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { linkInput, Sighting } from './contract.ts';
import type { Intake } from './intake.ts';
import { fileLimitBytes } from './intake.ts';
import { fetchLinkJob } from './jobs.ts';
import { hostOf } from './kinds.ts';
import { presentSighting } from './present.ts';
import * as repo from './repo.ts';

type LinkInput = z.output<typeof linkInput>;
export type SightingListing = repo.SightingFilter & { cursor?: string | undefined; limit: number };

const patienceMs = 15 * 60_000;
const longestUrl = 2000;
const place = z.string().refine((id) => isId('capture', id));

export function createLinkUses(parts: ProtectionParts, intake: Intake, downloader: Downloader) {
  const { db, clock, jobs, audit } = parts;

  /** The address as it is kept. Throws outgoing.url_invalid and address_refused. */
  function checked(text: string): string {
    const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
    parts.outgoing.check(url);
    const { href } = new URL(url);
    if (href.length > longestUrl) throw protectionErrors.link_refused({ url: href.slice(0, 100) });
    return href;
  }

  async function enqueueFetch(trx: Trx, organisationId: string, row: { id: string; url: string | null }): Promise<string> {
    const subject = { id: row.id, title: row.url!.slice(0, 200) };
    return jobs.enqueue(trx, fetchLinkJob, { sightingId: row.id }, { organisationId, subject });
  }

  /** Writes links down and has them fetched, in the caller's transaction. */
  async function addIn(
    trx: Trx,
    organisationId: string,
    links: readonly { url: string; account: string | null; note: string }[],
    from: { way: 'link' | 'report'; batchId: string | null; reportId: string | null },
  ): Promise<repo.SightingRow[]> {
    const rows = await repo.insertSightings(
      trx,
      links.map((link) => ({
        id: newId('capture', clock.nowMs()),
        organisation_id: organisationId,
        suspect_id: null,
        way: from.way,
        state: 'waiting' as const,
        url: link.url,
        host: hostOf(link.url),
        account: link.account || null,
        filename: null,
        note: link.note,
        batch_id: from.batchId,
        report_id: from.reportId,
        task_id: null,
        error: null,
        capture: null,
        created_at: clock.now(),
      })),
    );
    const made: repo.SightingRow[] = [];
    for (const row of rows) {
      const taskId = await enqueueFetch(trx, organisationId, row);
      await repo.updateSighting(trx, row.id, { task_id: taskId });
      made.push({ ...row, task_id: taskId });
    }
    return made;
  }

  async function presentAll(trx: Trx, organisationId: string, rows: readonly repo.SightingRow[]): Promise<Sighting[]> {
    const underWay = rows.flatMap((row) => (row.state === 'waiting' || row.state === 'fetching' ? (row.task_id ?? []) : []));
    const tasks = await jobs.find(trx, organisationId, underWay);
    return rows.map((row) => presentSighting(row, tasks.get(row.task_id ?? '')));
  }

  async function requireSighting(trx: Trx, organisationId: string, id: string): Promise<repo.SightingRow> {
    const row = await repo.lockSighting(trx, organisationId, id);
    if (!row) throw protectionErrors.sighting_not_found({ id });
    return row;
  }

  /** Ends a link that could not be fetched; one that was cancelled or deleted meanwhile stays so. */
  const settle = (organisationId: string, id: string, change: { state: 'failed' | 'cancelled'; error: AppError | null }): Promise<void> =>
    db.transaction(async (trx) => {
      const row = await repo.lockSighting(trx, organisationId, id);
      if (row?.state !== 'waiting' && row?.state !== 'fetching') return;
      const error = change.error && JSON.stringify({ code: change.error.code, params: change.error.params });
      await repo.updateSighting(trx, id, { state: change.state, error });
    });

  async function fetch(sighting: repo.SightingRow, context: JobContext): Promise<void> {
    const { organisationId } = context;
    await intake.inDirectory(async (directory) => {
      const downloaded = await downloader.download(sighting.url!, {
        directory,
        maxBytes: fileLimitBytes,
        timeoutMs: patienceMs,
        signal: context.signal,
        // How much there will be is told by few: the bar says that something comes, and never that it is done.
        onBytes: (bytes) => context.progress('fetch', bytes / (bytes + 50_000_000)),
      });
      const stored = await intake.storeFile(downloaded.path, downloaded.filename, { move: true, signal: context.signal });
      await db.transaction(async (trx) => {
        const now = await repo.lockSighting(trx, organisationId, sighting.id);
        if (now?.state !== 'fetching') return;
        await intake.arrive(trx, organisationId, stored, {
          way: sighting.way,
          filename: downloaded.filename,
          url: sighting.url,
          account: sighting.account,
          note: sighting.note,
          sightingId: sighting.id,
          capture: downloaded.capture,
        });
      });
    });
  }

  return {
    addIn,
    checkedUrl: checked,

    async runFetch(input: { sightingId: string }, context: JobContext): Promise<void> {
      const { organisationId } = context;
      const sighting = await db.transaction(async (trx) => {
        const row = await repo.lockSighting(trx, organisationId, input.sightingId);
        if (row?.state !== 'waiting' && row?.state !== 'fetching') return null;
        await repo.updateSighting(trx, row.id, { state: 'fetching', error: null });
        return row;
      });
      if (!sighting) return;
      try {
        await fetch(sighting, context);
      } catch (error) {
        if (context.signal.aborted) {
          if (context.signal.reason === 'cancelled') await settle(organisationId, sighting.id, { state: 'cancelled', error: null });
          throw error;
        }
        const last = context.attempt > fetchLinkJob.retryLimit;
        const known = error instanceof AppError ? error : null;
        if (known && (last || (known.kind !== 'unavailable' && known.kind !== 'bug')))
          await settle(organisationId, sighting.id, { state: 'failed', error: known });
        else if (last)
          await settle(organisationId, sighting.id, {
            state: 'failed',
            error: protectionErrors.link_refused({ url: sighting.url!.slice(0, 100) }),
          });
        throw error;
      }
    },

    addLinks: (actor: Actor, links: readonly LinkInput[]) =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const refused: { index: number; url: string; error: { code: string; params: AppError['params'] } }[] = [];
        const good = new Map<string, LinkInput & { index: number }>();
        for (const [index, link] of links.entries()) {
          try {
            const url = checked(link.url);
            if (good.has(url)) throw protectionErrors.link_under_way({ url: url.slice(0, 200) });
            good.set(url, { ...link, url, index });
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            refused.push({ index, url: link.url, error: { code: error.code, params: error.params } });
          }
        }
        for (const url of await repo.listUnderWay(trx, organisationId, [...good.keys()])) {
          const { index } = good.get(url)!;
          good.delete(url);
          const { code, params } = protectionErrors.link_under_way({ url: url.slice(0, 200) });
          refused.push({ index, url, error: { code, params } });
        }
        const batchId = newId('batch', clock.nowMs());
        const rows = await addIn(trx, organisationId, [...good.values()], { way: 'link', batchId, reportId: null });
        await audit.record(trx, actor, 'protection.add_links', null, { batchId, links: rows.length, refused: refused.length });
        return {
          batchId,
          items: await presentAll(trx, organisationId, rows),
          refused: refused.toSorted((a, b) => a.index - b.index),
        };
      }),

    listSightings: (actor: Actor, listing: SightingListing) => {
      const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor);
      return db.read(async (trx) => {
        const rows = await repo.listSightings(trx, actor.organisationId, listing, after, listing.limit + 1);
        const page = rows.slice(0, listing.limit);
        return {
          items: await presentAll(trx, actor.organisationId, page),
          nextCursor: rows.length > listing.limit ? encodeCursor(page.at(-1)!.id) : null,
          counts: await repo.countSightings(trx, actor.organisationId, listing),
        };
      });
    },

    retrySighting: (actor: Actor, sightingId: string): Promise<Sighting> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await requireSighting(trx, organisationId, sightingId);
        if (row.url === null) throw protectionErrors.sighting_not_a_link({ id: sightingId });
        const [shown] = await presentAll(trx, organisationId, [row]);
        // What waits, runs or was fetched is what was asked for already.
        if (shown!.state === 'failed' || shown!.state === 'cancelled') {
          const taskId = await enqueueFetch(trx, organisationId, row);
          await repo.updateSighting(trx, sightingId, { state: 'waiting', error: null, task_id: taskId });
        }
        await audit.record(trx, actor, 'protection.retry_sighting', { id: sightingId, title: row.url.slice(0, 200) });
        return (await presentAll(trx, organisationId, [(await repo.findSighting(trx, organisationId, sightingId))!]))[0]!;
      }),

    cancelSightings: (actor: Actor, which: { sightingIds: readonly string[] } | { batchId: string }): Promise<{ cancelled: number }> =>
      db.transaction(async (trx) => {
        const rows = await repo.cancelSightings(trx, actor.organisationId, which);
        await jobs.cancel(
          trx,
          actor.organisationId,
          rows.flatMap((row) => row.task_id ?? []),
        );
        await audit.record(trx, actor, 'protection.cancel_sightings', null, {
          cancelled: rows.length,
          ...('batchId' in which ? { batchId: which.batchId } : {}),
        });
        return { cancelled: rows.length };
      }),
  };
}
export type LinkUses = ReturnType<typeof createLinkUses>;
