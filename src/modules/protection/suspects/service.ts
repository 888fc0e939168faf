import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import { maxHours } from '../../../platform/media/input.ts';
import { answerContent } from '../../catalog/index.ts';
import { createCommandDownloader } from '../downloaders/command.ts';
import { createHttpDownloader } from '../downloaders/http.ts';
import { protectionErrors } from '../errors.ts';
import * as matchRepo from '../matches/repo.ts';
import type { MatchesUses } from '../matches/service.ts';
import type { ReferencesUses } from '../references/service.ts';
import * as settingsRepo from '../references/repo.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Searcher } from '../service/searcher.ts';
import type { Desk, SuspectDetail } from './contract.ts';
import { createIntake, fileLimitBytes } from './intake.ts';
import { createLinkUses } from './links.ts';
import { createSuspectPresenter, presentSighting } from './present.ts';
import { createReportUses } from './reports.ts';
import * as repo from './repo.ts';
import { createScanner } from './scan.ts';
import { createSearchAgain } from './search-again.ts';
import { createWatcher } from './watch-folder.ts';

const mostSightings = 200;
const linksAtOnce = 1000;
const watchEverySeconds = 10;
const tellEverySeconds = 60;
/** Staff hears of what was found at most this often, of all of it together. */
const tellAgainMs = 10 * 60_000;
const place = z.string().refine((id) => isId('suspect', id));

export function createSuspectsUses(parts: ProtectionParts, searcher: Searcher, references: ReferencesUses, matches: MatchesUses) {
  const { db, clock, jobs, audit, catalog, objects } = parts;
  const downloader = parts.downloader ? createCommandDownloader(parts.downloader, parts) : createHttpDownloader(parts);
  const intake = createIntake(parts);
  const links = createLinkUses(parts, intake, downloader);
  const scanner = createScanner(parts, searcher, intake, matches);
  const searchAgain = createSearchAgain(parts, scanner);
  const { countWaitingReports, ...reports } = createReportUses(parts, links);
  references.whenStored(searchAgain.consider);
  jobs.every('protection.search_again', 60, searchAgain.catchUp);
  jobs.every('protection.tell_staff', tellEverySeconds, tellStaff);
  if (parts.watchFolder) {
    const watcher = createWatcher(parts, intake, parts.watchFolder);
    jobs.every('protection.watch_folder', watchEverySeconds, (signal) => watcher.look(signal));
  }

  /** One notification for all that was found since the last, so that a bad night is not a thousand of them. */
  async function tellStaff(): Promise<void> {
    for (const { organisationId } of await db.read(matchRepo.countUntold))
      await db.transaction(async (trx) => {
        const settings = await settingsRepo.lockSettings(trx, organisationId);
        if (settings.told_at && clock.nowMs() - settings.told_at.getTime() < tellAgainMs) return;
        const count = await matchRepo.markTold(trx, organisationId);
        if (count === 0) return;
        await settingsRepo.updateSettings(trx, organisationId, { told_at: clock.now() });
        await parts.notifications.notifyStaff(trx, { organisationId, kind: 'copies_found', params: { count }, link: '/copies' });
      });
  }

  async function requireSuspect(trx: Trx, organisationId: string, id: string, lock = false): Promise<repo.SuspectRow> {
    const row = await (lock ? repo.lockSuspect : repo.findSuspect)(trx, organisationId, id);
    if (!row) throw protectionErrors.suspect_not_found({ id });
    return row;
  }

  async function detailOf(trx: Trx, organisationId: string, id: string): Promise<SuspectDetail> {
    const row = await requireSuspect(trx, organisationId, id);
    const present = await createSuspectPresenter(parts, trx, organisationId, [row]);
    const sightings = await repo.listSightingsOf(trx, organisationId, id, mostSightings);
    return { ...present(row), sightings: sightings.map((sighting) => presentSighting(sighting)) };
  }

  return {
    uploadSuspect: intake.uploadSuspect,
    runFetch: links.runFetch,
    addLinks: links.addLinks,
    listSightings: links.listSightings,
    retrySighting: links.retrySighting,
    cancelSightings: links.cancelSightings,
    runScan: scanner.runScan,
    runSearchAgain: searchAgain.runSearchAgain,
    catchUpSearches: searchAgain.catchUp,
    tellStaffOfMatches: tellStaff,
    ...reports,

    getDesk: (actor: Actor): Promise<Desk> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const suspects = await repo.countSuspects(trx, organisationId);
        const links = await repo.countSightings(trx, organisationId, {});
        const found = await matchRepo.countByState(trx, organisationId, {});
        const { waiting, scanning, failed } = suspects;
        return {
          suspects: { waiting, scanning, failed, total: Object.values(suspects).reduce((sum, count) => sum + count, 0) },
          links: { waiting: links.waiting, fetching: links.fetching, failed: links.failed },
          matches: { open: found.open, inCase: found.case, allowed: found.allowed, ignored: found.ignored },
          reportsWaiting: await countWaitingReports(trx, organisationId),
          downloader: downloader.kind,
          watchFolder: parts.watchFolder !== null,
          limits: { fileBytes: fileLimitBytes, linksAtOnce, durationMs: maxHours * 3_600_000 },
        };
      }),

    listSuspects: (actor: Actor, listing: repo.SuspectFilter & { cursor?: string | undefined; limit: number }) => {
      const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor);
      return db.read(async (trx) => {
        const rows = await repo.listSuspects(trx, actor.organisationId, listing, after, listing.limit + 1);
        const page = rows.slice(0, listing.limit);
        const present = await createSuspectPresenter(parts, trx, actor.organisationId, page);
        return { items: page.map(present), nextCursor: rows.length > listing.limit ? encodeCursor(page.at(-1)!.id) : null };
      });
    },

    getSuspect: (actor: Actor, id: string): Promise<SuspectDetail> => db.read((trx) => detailOf(trx, actor.organisationId, id)),

    answerSuspectContent: async (actor: Actor, id: string, request: Request, download: boolean): Promise<Response> => {
      const asset = await db.read(async (trx) => {
        const row = await requireSuspect(trx, actor.organisationId, id);
        return catalog.getAsset(trx, actor.organisationId, row.asset_id);
      });
      return answerContent(asset, request, download, (range) => objects.read(asset.sha256, range));
    },

    scanSuspect: (actor: Actor, id: string): Promise<SuspectDetail> =>
      db.transaction(async (trx) => {
        const row = await requireSuspect(trx, actor.organisationId, id, true);
        const taskId = await scanner.restart(trx, row);
        await audit.record(trx, actor, 'protection.scan_suspect', { id, title: row.name }, { taskId });
        return detailOf(trx, actor.organisationId, id);
      }),

    cancelScan: (actor: Actor, id: string): Promise<SuspectDetail> =>
      db.transaction(async (trx) => {
        const row = await requireSuspect(trx, actor.organisationId, id, true);
        if (row.task_id && (row.state === 'waiting' || row.state === 'scanning')) {
          await jobs.cancel(trx, actor.organisationId, [row.task_id]);
          // An earlier scan's findings stand; without one nothing was searched.
          await repo.updateSuspect(trx, id, { state: row.scanned_at ? 'done' : 'cancelled', task_id: null });
        }
        await audit.record(trx, actor, 'protection.cancel_scan', { id, title: row.name });
        return detailOf(trx, actor.organisationId, id);
      }),

    deleteSuspect: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await requireSuspect(trx, organisationId, id, true);
        const found = await matchRepo.listOfSuspect(trx, organisationId, id);
        const inCase = found.find((match) => match.state === 'case');
        if (inCase) throw protectionErrors.suspect_in_case({ name: row.name, caseId: inCase.case_id });
        if (row.task_id) await jobs.cancel(trx, organisationId, [row.task_id]);
        await matchRepo.deleteMatches(
          trx,
          found.map((match) => match.id),
        );
        await repo.deleteSuspect(trx, id);
        for (const assetId of [row.asset_id, row.features_asset_id, ...found.map((match) => match.strip_asset_id)])
          if (assetId) await catalog.releaseAsset(trx, organisationId, assetId);
        await audit.record(trx, actor, 'protection.delete_suspect', { id, title: row.name }, { sha256: row.sha256, matches: found.length });
      }),
  };
}
