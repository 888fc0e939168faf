/** The scan of a suspect: read once, searched for among the organisation's originals, and what was found kept with its pictures. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError, platformErrors } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { SheetFacts } from '../../../platform/media/jpeg.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import { withEdits } from '../edits/find.ts';
import { fingerprintVersion } from '../fingerprints/fingerprint.ts';
import { prepareSuspect } from '../match/suspect.ts';
import type { Match } from '../match/types.ts';
import type { MatchStrip, MatchView } from '../matches/contract.ts';
import { copiedMsOf, pairsOf } from '../matches/pairs.ts';
import * as matchRepo from '../matches/repo.ts';
import type { MatchesUses } from '../matches/service.ts';
import type { StripInput } from '../matches/strip.ts';
import * as referenceRepo from '../references/repo.ts';
import { featuresVersion } from '../service/features.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Searcher, SearchReference } from '../service/searcher.ts';
import type { Intake } from './intake.ts';
import { scanSuspectJob } from './jobs.ts';
import * as repo from './repo.ts';

/** The strongest have pictures; a compilation of more episodes is decided by these. */
const mostStrips = 40;
/** Local edits are looked for by decoding both files once more: in the strongest alone. */
const mostEdited = 10;
/** Where in the whole of a scan its parts end. */
const share = { read: 0.6, search: 0.9 } as const;
const mostToldAtOnce = 50;

type Source = Pick<referenceRepo.ReferenceRow, 'id' | 'work_id' | 'episode_id' | 'video_sha256' | 'pictures' | 'object_sha256'>;
type Found = { match: Match; source: Source; strip: { facts: MatchStrip; stored: StoredObject } | null };

export function createScanner(parts: ProtectionParts, searcher: Searcher, intake: Intake, matches: MatchesUses) {
  const { db, clock, catalog, objects } = parts;

  /** Where what was read of a suspect lies; reads it where that was not done, or is out of date. */
  async function featuresOf(suspect: repo.SuspectRow, context: JobContext): Promise<string> {
    const { organisation_id: organisationId } = suspect;
    if (suspect.features_version === featuresVersion && suspect.features_sha256 && (await objects.has(suspect.features_sha256)))
      return objects.localPath(suspect.features_sha256);
    const prepared = await prepareSuspect(parts.host, await objects.localPath(suspect.sha256), {
      label: suspect.name,
      signal: context.signal,
      onProgress: (part) => context.progress('decode', part * share.read),
    });
    const stored = await intake.inDirectory(async (directory) => {
      const path = join(directory, 'features');
      await searcher.keepSuspect(prepared, path, { signal: context.signal });
      return objects.putFile(path, { move: true });
    });
    await db.transaction(async (trx) => {
      const now = await repo.lockSuspect(trx, organisationId, suspect.id);
      // Deleted meanwhile.
      if (!now) return;
      const asset = await catalog.recordAsset(trx, organisationId, {
        role: 'fingerprint',
        stored,
        mediaType: 'application/octet-stream',
        filename: `${suspect.id}.features`,
        ownerId: suspect.id,
      });
      await repo.updateSuspect(trx, suspect.id, {
        features_asset_id: asset.id,
        features_sha256: stored.sha256,
        features_version: featuresVersion,
        duration_ms: prepared.fingerprint.durationMs,
        width: prepared.fingerprint.width,
        height: prepared.fingerprint.height,
      });
      if (now.features_asset_id) await catalog.releaseAsset(trx, organisationId, now.features_asset_id);
    });
    return objects.localPath(stored.sha256);
  }

  /** Compares a suspect with originals, one organisation's alone. */
  async function search(
    organisationId: string,
    suspectPath: string,
    sources: readonly Source[],
    context: JobContext,
    onProgress: (part: number) => void,
  ): Promise<Found[]> {
    if (sources.length === 0) return [];
    const references: SearchReference[] = [];
    for (const source of sources) {
      const path = await objects.localPath(source.object_sha256!);
      references.push({ id: source.id, path, pictures: source.pictures ?? 0 });
    }
    const found = await searcher.search({ wall: organisationId, suspectPath, references }, { signal: context.signal, onProgress });
    const byId = new Map(sources.map((source) => [source.id, source]));
    return found.map((match) => ({ match, source: byId.get(match.reference)!, strip: null }));
  }

  /** Pictures side by side; a match without any is a match all the same. */
  async function drawStrip(suspect: repo.SuspectRow, found: Found, context: JobContext): Promise<Found> {
    const pairs = pairsOf(found.match.segments as MatchView['segments']);
    if (pairs.length === 0) return found;
    try {
      return await intake.inDirectory(async (directory) => {
        const out = join(directory, 'strip.jpg');
        const input: StripInput = {
          suspect: { path: await objects.localPath(suspect.sha256), label: suspect.name },
          original: { path: await objects.localPath(found.source.video_sha256), label: found.source.episode_id },
          pairs,
          out,
        };
        const sheet = await parts.host.call<SheetFacts>(
          { url: import.meta.resolve('../matches/strip.ts'), export: 'makeStrip', input, label: suspect.name },
          { signal: context.signal },
        );
        const stored = await objects.putFile(out, { move: true });
        await rm(out, { force: true });
        const { tileWidth, tileHeight, columns } = sheet;
        return { ...found, strip: { stored, facts: { tileWidth, tileHeight, columns, pairs } } };
      });
    } catch (error) {
      context.signal.throwIfAborted();
      context.log.warn('protection.strip_failed', { suspectId: suspect.id, error });
      return found;
    }
  }

  /** What was changed in the copy: a face, a logo, a blur. A match of which that cannot be told is a match all the same. */
  async function findChanges(suspect: repo.SuspectRow, found: Found, context: JobContext): Promise<Found> {
    try {
      const files = { suspect: await objects.localPath(suspect.sha256), reference: await objects.localPath(found.source.video_sha256) };
      return { ...found, match: await withEdits(parts.host, found.match, files, { signal: context.signal }) };
    } catch (error) {
      context.signal.throwIfAborted();
      context.log.warn('protection.edits_failed', { suspectId: suspect.id, error });
      return found;
    }
  }

  /** Keeps what was found: a match of before is changed and keeps what was decided about it. Answers with the new ones. */
  async function keep(trx: Trx, suspect: repo.SuspectRow, found: readonly Found[]): Promise<string[]> {
    const { organisation_id: organisationId } = suspect;
    const before = new Map((await matchRepo.listOfSuspect(trx, organisationId, suspect.id)).map((row) => [row.episode_id, row]));
    const made: string[] = [];
    for (const { match, source, strip } of found) {
      const old = before.get(source.episode_id);
      const id = old?.id ?? newId('match', clock.nowMs());
      const stripAsset =
        strip &&
        (await catalog.recordAsset(trx, organisationId, {
          role: 'strip',
          stored: strip.stored,
          mediaType: 'image/jpeg',
          filename: `${id}.jpg`,
          ownerId: id,
        }));
      const change = {
        video_sha256: source.video_sha256,
        score_bps: Math.max(0, Math.min(10_000, Math.round(match.score * 10_000))),
        copied_ms: copiedMsOf(match.segments as MatchView['segments']),
        segments: JSON.stringify(match.segments),
        transformations: JSON.stringify(match.transformations),
        edits: JSON.stringify(match.edits),
        strip: strip && JSON.stringify(strip.facts),
        strip_asset_id: stripAsset?.id ?? null,
        is_current: true,
      };
      if (old) {
        await matchRepo.updateMatches(trx, [id], change);
        if (old.strip_asset_id) await catalog.releaseAsset(trx, organisationId, old.strip_asset_id);
      } else {
        await matchRepo.insertMatch(trx, {
          ...change,
          id,
          organisation_id: organisationId,
          suspect_id: suspect.id,
          work_id: source.work_id,
          episode_id: source.episode_id,
          remake: null,
          state: 'open',
          decision: null,
          case_id: null,
          found_at: clock.now(),
        });
        made.push(id);
      }
      await matches.followAllowList(trx, organisationId, id);
    }
    return made;
  }

  /** Matches that the whole catalogue was searched for and that are no longer found: what nobody decided goes, the rest is marked. */
  async function retire(trx: Trx, suspect: repo.SuspectRow, found: readonly Found[]): Promise<void> {
    const still = new Set(found.map(({ source }) => source.episode_id));
    const gone = (await matchRepo.listOfSuspect(trx, suspect.organisation_id, suspect.id)).filter((row) => !still.has(row.episode_id));
    const undecided = gone.filter((row) => row.state === 'open' && row.decision === null);
    await matchRepo.updateMatches(
      trx,
      gone.filter((row) => !undecided.includes(row)).map(({ id }) => id),
      { is_current: false },
    );
    await matchRepo.deleteMatches(
      trx,
      undecided.map(({ id }) => id),
    );
    for (const row of undecided) if (row.strip_asset_id) await catalog.releaseAsset(trx, suspect.organisation_id, row.strip_asset_id);
  }

  async function tell(trx: Trx, suspect: repo.SuspectRow, made: readonly string[]): Promise<void> {
    const { organisation_id: organisationId } = suspect;
    for (const match of await matches.presentMatches(trx, organisationId, made.slice(0, mostToldAtOnce))) {
      const { id, suspectId, workId, episodeId, score, copiedMs, transformations, state, url, host } = match;
      const data = { matchId: id, suspectId, workId, episodeId, score, copiedMs, transformations, state, url, host };
      await parts.webhooks.emit(trx, { organisationId, type: 'protection.match_found', data });
    }
  }

  /** The references that a task may fetch, deleted ones left out: their episode went while it ran. */
  async function stillThere(trx: Trx, organisationId: string, found: readonly Found[]): Promise<Found[]> {
    const episodes = await catalog.findEpisodes(trx, organisationId, [...new Set(found.map(({ source }) => source.episode_id))]);
    return found.filter(({ source }) => episodes.get(source.episode_id)?.video?.sha256 === source.video_sha256);
  }

  async function draw(suspect: repo.SuspectRow, found: readonly Found[], context: JobContext, onProgress: (part: number) => void) {
    const drawn: Found[] = [];
    for (const [index, each] of found.entries()) {
      const changed = index < mostEdited ? await findChanges(suspect, each, context) : each;
      drawn.push(index < mostStrips ? await drawStrip(suspect, changed, context) : changed);
      onProgress((index + 1) / found.length);
    }
    return drawn;
  }

  /** Searches a suspect among what is new to it, and keeps that; for the search after new originals. */
  async function searchNew(suspect: repo.SuspectRow, uptoSeq: bigint, context: JobContext): Promise<void> {
    const { organisation_id: organisationId } = suspect;
    const sources = await db.read((trx) =>
      referenceRepo.listSearchable(trx, organisationId, fingerprintVersion, suspect.searched_seq ?? 0n, uptoSeq),
    );
    const path = await featuresOf(suspect, context);
    const found = await draw(suspect, await search(organisationId, path, sources, context, () => {}), context, () => {});
    await db.transaction(async (trx) => {
      const now = await repo.lockSuspect(trx, organisationId, suspect.id);
      // Deleted, or scanned from its beginning, meanwhile.
      if (now?.state !== 'done') return;
      await tell(trx, suspect, await keep(trx, suspect, await stillThere(trx, organisationId, found)));
      await repo.updateSuspect(trx, suspect.id, { searched_seq: uptoSeq });
    });
  }

  async function scan(suspect: repo.SuspectRow, context: JobContext): Promise<void> {
    const { organisation_id: organisationId } = suspect;
    const path = await featuresOf(suspect, context);
    const { sources, uptoSeq } = await db.read(async (trx) => {
      const seq = (await referenceRepo.findSettings(trx, organisationId))?.reference_seq ?? 0n;
      return { uptoSeq: seq, sources: await referenceRepo.listSearchable(trx, organisationId, fingerprintVersion, 0n, seq) };
    });
    context.progress('search', share.read);
    const found = await search(organisationId, path, sources, context, (part) =>
      context.progress('search', share.read + part * (share.search - share.read)),
    );
    context.progress('strips', share.search);
    const drawn = await draw(suspect, found, context, (part) => context.progress('strips', share.search + part * (1 - share.search)));
    await db.transaction(async (trx) => {
      const now = await repo.lockSuspect(trx, organisationId, suspect.id);
      // Deleted, or another scan was asked for: that one says what there is.
      if (now?.task_id !== context.taskId) return;
      const current = await stillThere(trx, organisationId, drawn);
      const made = await keep(trx, suspect, current);
      await retire(trx, suspect, current);
      await repo.updateSuspect(trx, suspect.id, { state: 'done', error: null, searched_seq: uptoSeq, scanned_at: clock.now() });
      await tell(trx, suspect, made);
      const data = { suspectId: suspect.id, name: suspect.name, sha256: suspect.sha256, matches: current.length, newMatches: made.length };
      await parts.webhooks.emit(trx, { organisationId, type: 'protection.scan_done', data });
    });
  }

  return {
    searchNew,

    async runScan(input: { suspectId: string }, context: JobContext): Promise<void> {
      const { organisationId, taskId } = context;
      const suspect = await db.transaction(async (trx) => {
        const row = await repo.lockSuspect(trx, organisationId, input.suspectId);
        if (row?.task_id !== taskId) return null;
        await repo.updateSuspect(trx, row.id, { state: 'scanning', error: null });
        return row;
      });
      if (!suspect) return;
      const end = (state: 'failed' | 'cancelled', error: AppError | null): Promise<void> =>
        db.transaction(async (trx) => {
          const row = await repo.lockSuspect(trx, organisationId, suspect.id);
          if (row?.task_id !== taskId) return;
          await repo.updateSuspect(trx, suspect.id, {
            state,
            error: error && JSON.stringify({ code: error.code, params: error.params }),
          });
        });
      try {
        await scan(suspect, context);
      } catch (error) {
        if (context.signal.aborted) {
          if (context.signal.reason === 'cancelled') await end('cancelled', null);
        } else {
          const known = error instanceof AppError ? error : platformErrors.bug({}, error);
          const passing = known.kind === 'unavailable' || known.kind === 'bug';
          if (!passing || context.attempt > scanSuspectJob.retryLimit) await end('failed', known);
        }
        throw error;
      }
    },

    /** Scans anew, from the bytes. */
    async restart(trx: Trx, suspect: repo.SuspectRow): Promise<string> {
      await repo.updateSuspect(trx, suspect.id, { features_version: null });
      return intake.enqueueScan(trx, suspect);
    },
  };
}
export type Scanner = ReturnType<typeof createScanner>;
