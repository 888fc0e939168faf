/**
 * Moves clicks from journals to the database: in batches, each in one transaction with the position it reaches, so that a crash on
 * either side of the commit neither loses nor doubles one. Loading gives way to redirects: between batches it rests in proportion
 * to what a batch took, the longer the busier the process is.
 */
import { performance } from 'node:perf_hooks';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { Clock } from '../../../platform/time.ts';
import { decodeTouch, type Touch } from '../click.ts';
import { findPosition, insertRejects, lockPosition, movePosition, type JournalPosition, type Reject } from '../repo-journals.ts';
import type { Journal } from './journal.ts';
import { holdingOf } from './ownership.ts';
import { readRecords, type ReadRecord } from './records.ts';
import { listSegments, readSegment, removeSegment, segmentHeaderBytes, setAside, sizeOfSegment } from './segments.ts';

export type LoaderParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** Journals of all processes that share the data directory. */
  readonly directory: string;
  /** Records touches in the transaction that moves the position; touches that it has seen before it must pass over. */
  record(trx: Trx, touches: readonly Touch[]): Promise<void>;
};

export type Loader = {
  start(): void;
  /** Loads all that is durable now; rejects where the database cannot take it. For shutdown and tests. */
  drain(): Promise<void>;
  /** Stops after the batch under way. */
  stop(): Promise<void>;
  /** After stop and the journal's close: loads what is left within the time, and removes the journal when nothing is. */
  finish(withinMs: number): Promise<void>;
};

type Source = {
  readonly id: string;
  readonly folder: string;
  readonly removable: boolean;
  /** Up to where a segment may be read, and whether nothing will follow there. */
  endOf(segment: number): Promise<{ end: number; final: boolean } | null>;
  release(segment: number, damaged: boolean): Promise<void>;
};

const readBytes = 1024 * 1024;
/**
 * How long a batch may take. On the embedded database it blocks the thread, and a redirect behind it should wait no longer than a
 * frame of video; on a server it holds the organisation's lock, for which events wait. A batch has a price of its own, many clicks'
 * worth: smaller ones than the fewest would only make a slow database slower.
 */
const batches = {
  pglite: { targetMs: 12, fewest: 32, busy: 500, idle: 500 },
  postgres: { targetMs: 250, fewest: 250, busy: 500, idle: 2_000 },
} as const;
const gatherMs = 150;
const awayMs = 1_000;
/**
 * How long loading rests, in times of what it took, by how busy the thread was meanwhile. In a rush clicks are rather loaded when
 * it is over: it takes gigabytes for the journal to fill.
 */
const rests = {
  // One batch in two seconds: where every batch stops the thread, fewer than one redirect in a hundred meets one.
  pglite: { steps: [{ from: 0.2, times: 200 }], longestMs: 2_000 },
  postgres: {
    steps: [
      { from: 0.75, times: 8 },
      { from: 0.4, times: 2 },
    ],
    longestMs: 1_000,
  },
} as const;
/** Shorter than this a rest tells nothing of how busy the thread is without loading. */
const shortestRestMs = 20;
const leftoversEveryMs = 15_000;

export function createLoader(parts: LoaderParts): Loader {
  const { db, clock, log, journal, directory } = parts;
  const positions = new Map<string, JournalPosition>();
  const damaged = new Set<string>();
  const limits = batches[db.kind];
  let batchSize: number = limits.fewest;
  let most: number = limits.busy;
  let busy = 0;
  let stopping = false;
  let running: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let away = false;
  let leftovers: Source[] = [];
  let soughtMs = Number.NEGATIVE_INFINITY;

  const own: Source = {
    id: journal.id,
    folder: journal.folder,
    removable: true,
    endOf: async (segment) => {
      const end = journal.endOf(segment);
      return end === null ? null : { end, final: segment < journal.current() };
    },
    release: async (segment) => journal.release(segment),
  };

  /** Journals of processes that are gone. */
  async function seekLeftovers(): Promise<void> {
    soughtMs = clock.monotonicMs();
    const found: Source[] = [];
    for (const id of await readdir(directory).catch(() => [])) {
      if (!/^[0-9a-f]{32}$/.test(id) || id === journal.id) continue;
      const folder = join(directory, id);
      const holding = await holdingOf(folder, clock);
      if (holding === 'held') continue;
      const removable = holding === 'gone';
      found.push(leftovers.find((source) => source.id === id && source.removable === removable) ?? leftoverOf(id, folder, removable));
    }
    leftovers = found;
  }

  function leftoverOf(id: string, folder: string, removable: boolean): Source {
    return {
      id,
      folder,
      removable,
      endOf: async (segment) => {
        const size = await sizeOfSegment(folder, segment);
        return size === 0 ? null : { end: size, final: removable };
      },
      release: (segment, isDamaged) => (isDamaged ? setAside(folder, segment).catch(ignoreMissing) : removeSegment(folder, segment)),
    };
  }

  /** The next records of a journal after its position; null when it has none now. Lets go of segments that are done. */
  async function nextBatch(source: Source): Promise<{ records: readonly ReadRecord[]; from: JournalPosition; to: JournalPosition } | null> {
    let at = positions.get(source.id) ?? (await startOf(source));
    for (;;) {
      const limit = await source.endOf(at.segment);
      if (limit === null) {
        const next = (await listSegments(source.folder)).find((number) => number > at.segment);
        if (next === undefined) return null;
        at = { segment: next, offset: segmentHeaderBytes };
        continue;
      }
      const offset = Math.max(at.offset, segmentHeaderBytes);
      const wanted = Math.min(batchSize, most);
      const size = Math.min(readBytes, 16_384 + wanted * 512, limit.end - offset);
      const bytes = size > 0 ? await readSegment(source.folder, at.segment, offset, size) : null;
      if (bytes !== null && bytes.length > 0) {
        const atEnd = limit.final && offset + bytes.length >= limit.end;
        const read = readRecords(bytes, 0, wanted, atEnd);
        const torn = atEnd ? read.end - (read.records.at(-1)?.end ?? 0) : 0;
        if (read.skipped > torn || (torn > 0 && (await listSegments(source.folder)).at(-1) !== at.segment))
          tellDamage(source, at.segment, offset, read.skipped);
        if (read.records.length > 0) {
          const records = read.records.map(({ payload, end }) => ({ payload, end: offset + end }));
          return { records, from: at, to: { segment: at.segment, offset: offset + read.end } };
        }
        if (read.end > 0) {
          at = { segment: at.segment, offset: offset + read.end };
          continue;
        }
      }
      if (!limit.final) return null;
      // Nothing is left of it and nothing will follow: what was read of it before is recorded, or this would not be the place.
      await source.release(at.segment, damaged.has(`${source.id}/${at.segment}`));
      const next = (await listSegments(source.folder)).find((number) => number > at.segment) ?? at.segment + 1;
      if (source !== own && next === at.segment + 1 && (await source.endOf(next)) === null) return null;
      at = { segment: next, offset: segmentHeaderBytes };
      if (source === own && journal.endOf(next) === null) return null;
    }
  }

  async function startOf(source: Source): Promise<JournalPosition> {
    const kept = await db.read((trx) => findPosition(trx, source.id));
    const position = kept && kept.segment > 0 ? kept : { segment: (await listSegments(source.folder))[0] ?? 1, offset: segmentHeaderBytes };
    positions.set(source.id, position);
    return position;
  }

  // A torn end of the last segment is what every crash leaves: clicks that were not answered. Anything else is told and kept.
  function tellDamage(source: Source, segment: number, offset: number, skipped: number): void {
    const name = `${source.id}/${segment}`;
    if (damaged.has(name)) return;
    damaged.add(name);
    log.warn('links.journal_damaged', { journal: source.id, segment, offset, skipped });
  }

  /** One batch of one journal; false where there was nothing. */
  async function loadOnce(source: Source): Promise<boolean> {
    const batch = await nextBatch(source);
    if (!batch) return false;
    const began = clock.monotonicMs();
    try {
      await loadBatch(source, batch);
    } catch (error) {
      // Whether the commit happened is unknown: the database is asked before anything else is tried.
      positions.delete(source.id);
      if (isAway(error)) throw error;
      await loadOneByOne(source, batch);
    }
    const took = clock.monotonicMs() - began;
    if (took > limits.targetMs) batchSize = Math.max(limits.fewest, Math.floor(batchSize / 2));
    else if (batch.records.length >= batchSize && took < limits.targetMs / 2) batchSize = Math.min(limits.idle, Math.ceil(batchSize * 1.5));
    return true;
  }

  type Batch = { records: readonly ReadRecord[]; from: JournalPosition; to: JournalPosition };

  async function loadBatch(source: Source, { records, from, to }: Batch, rejects: readonly Reject[] = []): Promise<void> {
    const moved = await db.transaction(async (trx) => {
      const kept = await lockPosition(trx, source.id, clock.now());
      // Somebody else loads the same journal, or what seemed to fail was committed: theirs counts.
      if (isBehind(from, kept)) return kept;
      const touches: Touch[] = [];
      const unreadable: Reject[] = [];
      for (const { payload, end } of records) {
        const touch = decodeTouch(payload);
        if (touch) touches.push(touch);
        else unreadable.push({ segment: to.segment, offset: end, payload, reason: 'unreadable' });
      }
      if (touches.length > 0) await parts.record(trx, touches);
      await insertRejects(trx, source.id, [...unreadable, ...rejects], clock.now());
      await movePosition(trx, source.id, to, touches.length, clock.now());
      return to;
    });
    positions.set(source.id, moved);
  }

  /** A batch that the database refused as it is: each click alone, and those that it refuses again are set aside with the reason. */
  async function loadOneByOne(source: Source, batch: Batch): Promise<void> {
    let from = batch.from;
    for (const record of batch.records) {
      const to = { segment: batch.to.segment, offset: record.end };
      try {
        await loadBatch(source, { records: [record], from, to });
      } catch (error) {
        if (isAway(error)) throw error;
        const reason = (error instanceof AppError ? error.code : String((error as Error).message)).slice(0, 500);
        log.error('links.click_rejected', { journal: source.id, ...to, error });
        await loadBatch(source, { records: [], from, to }, [{ ...to, payload: record.payload, reason }]);
      }
      from = to;
    }
    await loadBatch(source, { records: [], from, to: batch.to });
  }

  async function finishLeftover(source: Source): Promise<void> {
    if (!source.removable) return;
    const left = await readdir(source.folder).catch(() => []);
    leftovers = leftovers.filter((each) => each !== source);
    positions.delete(source.id);
    // What was set aside stays for somebody to look at; nothing else can be there.
    if (!left.some((name) => name.endsWith('.clicks'))) {
      if (left.some((name) => name.endsWith('.damaged'))) await rename(source.folder, `${source.folder}.damaged`).catch(ignoreMissing);
      else await rm(source.folder, { recursive: true, force: true });
    }
  }

  async function round(): Promise<boolean> {
    let any = false;
    if (clock.monotonicMs() - soughtMs > leftoversEveryMs) await seekLeftovers();
    for (const source of leftovers) {
      if (await loadOnce(source)) any = true;
      else await finishLeftover(source);
    }
    return (await loadOnce(own)) || any;
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Rests after a batch beside redirects; what the thread does meanwhile is their work, and says how long to rest next time. */
  async function giveWay(tookMs: number): Promise<void> {
    const { steps, longestMs } = rests[db.kind];
    const times = steps.find(({ from }) => busy >= from)?.times ?? 0.5;
    const before = performance.eventLoopUtilization();
    await pause(Math.max(shortestRestMs, Math.min(tookMs * times, longestMs)));
    busy = performance.eventLoopUtilization(before).utilization;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const began = clock.monotonicMs();
      const before = journal.state().appended;
      try {
        const any = await round();
        if (away) log.info('links.loading_again', {});
        away = false;
        const took = clock.monotonicMs() - began;
        // Alone, loading goes as fast as it can.
        const isAlone = journal.state().appended === before;
        most = isAlone ? limits.idle : limits.busy;
        if (!any) await pause(gatherMs);
        else if (isAlone) await pause(0);
        else await giveWay(took);
      } catch (error) {
        if (!away) log.warn('links.loading_waits', { error });
        away = true;
        await pause(awayMs);
      }
    }
  }

  return {
    start: () => {
      running ??= run();
    },
    drain: async () => {
      most = limits.idle;
      soughtMs = Number.NEGATIVE_INFINITY;
      while (await round());
    },
    stop: async () => {
      stopping = true;
      wake?.();
      await running;
    },
    finish: async (withinMs) => {
      const until = clock.monotonicMs() + withinMs;
      try {
        if ((await listSegments(journal.folder)).length === 0) return await rm(journal.folder, { recursive: true, force: true });
        while (clock.monotonicMs() < until && (await loadOnce(own)));
        if (clock.monotonicMs() >= until) return;
        const left = await readdir(journal.folder);
        if (!left.some((name) => name.includes('.clicks'))) await rm(journal.folder, { recursive: true, force: true });
      } catch (error) {
        // The next process that starts here loads them.
        log.warn('links.clicks_left', { journal: journal.id, error });
      }
    },
  };
}

// Another process that found the same leftovers was quicker.
function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function isBehind(a: JournalPosition | undefined, b: JournalPosition): boolean {
  return a === undefined || a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
}

/**
 * Whether trying the same again later may help. Only what the database refuses for its content (SQLSTATE 22, 23, P0) or a module
 * refuses by name is the click's own fault; everything else, unknown failures too, keeps the clicks in the journal.
 */
function isAway(error: unknown): boolean {
  if (error instanceof AppError) return error.kind === 'unavailable' || error.kind === 'bug';
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code !== 'string' || !/^(22|23|P0)/.test(code);
}
