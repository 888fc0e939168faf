/**
 * The job that compares a settlement file: reads its rows into lines, holds each against the order as it is known, and looks for orders
 * that the file lacks. A stretch at a time, so memory is that of one stretch however long the file is; cut off, it begins anew.
 */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import { defineJob, type JobContext } from '../../../platform/jobs/index.ts';
import { rowsOf } from '../../attribution/index.ts';
import type { RevenueParts } from '../service/parts.ts';
import { periodBounds } from '../statements/movements.ts';
import { compareLine, missingThere, type Compared } from './compare.ts';
import type { LineOutcome, Reconciliation } from './contract.ts';
import type { Lookups } from './lookups.ts';
import * as repo from './repo.ts';
import { addTold, createRowReader, type Told } from './rows.ts';
import type { ReconciliationRow } from './tables.ts';

export const compareFile = defineJob({
  name: 'revenue.compare_settlement_file',
  input: z.object({ organisationId: z.string(), reconciliationId: z.string(), round: z.number().int() }),
  retryLimit: 3,
  heartbeatSeconds: 120,
  concurrency: 1,
});

const stretch = 2000;
/** Rows that cannot be read are kept for people to look at, as many as anybody would; the others are counted only. */
const mostUnreadable = 5000;
const unreadable: Compared = { outcome: 'unreadable', differences: [], proposals: [], differenceMinor: 0n };

type Job = Pick<JobContext, 'signal' | 'progress'>;

export function createCompareRun(parts: RevenueParts, { sourcesOf }: Lookups) {
  const { db } = parts;

  async function readRows(row: ReconciliationRow, write: Write, job: Job): Promise<void> {
    const source = (await sourcesOf(row.organisation_id)).get(row.source_id);
    const { sha256 } = await db.read((trx) => parts.assets.getAsset(trx, row.organisation_id, row.asset_id ?? ''));
    const path = await parts.objects.localPath(sha256);
    const read = createRowReader(row.facts.header, row.mapping, { currency: row.currency, zone: source?.zone ?? 'Asia/Shanghai' });
    await write((trx) => repo.deleteLines(trx, row.id));
    let rows = 0;
    let bad = 0;
    let waiting: Told[] = [];
    const flush = async (): Promise<void> => {
      const orders = new Map<string, Told>();
      const wrong: Told[] = [];
      for (const told of waiting) {
        if (told.problem !== null) {
          if (bad++ < mostUnreadable) wrong.push(told);
          continue;
        }
        const before = orders.get(told.externalId);
        orders.set(told.externalId, before ? addTold(before, told) : told);
      }
      waiting = [];
      await write((trx) => repo.addRows(trx, row, [...orders.values(), ...wrong]));
    };
    for await (const batch of rowsOf(path, row.facts, row.mapping.sheet))
      for (const { line, cells } of batch) {
        waiting.push(read(line, cells));
        rows++;
        if (waiting.length < stretch) continue;
        await flush();
        // How many rows there are is not known before the end: bytes for each are guessed from a usual one.
        job.progress('read', Math.min(0.5, (rows * 45) / Math.max(1, Number(row.size_bytes))));
      }
    await flush();
    await write((trx) => repo.updateReconciliation(trx, row.id, { is_read: true, file_rows: BigInt(rows) }));
  }

  async function compareRows(row: ReconciliationRow, write: Write, job: Job): Promise<void> {
    const { before } = periodBounds(row.period);
    let after = 0n;
    for (let done = 0; ;) {
      const lines = await db.read((trx) => repo.listToCompare(trx, row, after, stretch));
      const last = lines.at(-1);
      if (!last) return;
      await write((trx) =>
        repo.saveCompared(
          trx,
          lines.map((line) => ({ line, compared: comparedOf(line, before) })),
        ),
      );
      after = last.id;
      done += lines.length;
      job.progress('compare', 0.5 + Math.min(0.35, (done * 30) / Math.max(1, Number(row.size_bytes))));
    }
  }

  async function findMissing(row: ReconciliationRow, write: Write, job: Job): Promise<void> {
    const { from, before } = periodBounds(row.period);
    const { proposals } = missingThere({ amountMinor: 1n, refundedMinor: 0n });
    await write((trx) => repo.deleteMissingThere(trx, row.id));
    job.progress('missing', 0.9);
    let place: { at: Date; id: string } | null = { at: new Date(from.getTime() - 1), id: '' };
    while (place !== null) {
      const after: { at: Date; id: string } = place;
      place = await write((trx) => repo.addMissingThere(trx, { ...row, from, until: before, proposals }, after, stretch));
    }
  }

  return {
    async runCompare(input: { organisationId: string; reconciliationId: string; round: number }, job: Job): Promise<void> {
      const { organisationId, reconciliationId, round } = input;
      const row = await db.read((trx) => repo.findReconciliation(trx, organisationId, reconciliationId));
      if (!row || row.state !== 'comparing' || row.round !== round) return;
      /** A write of this round alone; where another was begun, this one ends. */
      const write: Write = async (work) => {
        job.signal.throwIfAborted();
        return db.transaction(async (trx) => {
          const now = await repo.findReconciliation(trx, organisationId, reconciliationId, true);
          if (now?.state !== 'comparing' || now.round !== round) throw new Overtaken();
          return work(trx);
        });
      };
      try {
        if (!row.is_read) await readRows(row, write, job);
        await compareRows(row, write, job);
        await findMissing(row, write, job);
        await write(async (trx) =>
          repo.updateReconciliation(trx, row.id, {
            state: 'ready',
            totals: JSON.stringify(
              totalsOf((await repo.findReconciliation(trx, organisationId, row.id))!.file_rows, await repo.sumLines(trx, row)),
            ),
            progress_bps: 10_000,
          }),
        );
      } catch (error) {
        if (error instanceof Overtaken) return;
        if (job.signal.aborted || !(error instanceof AppError) || error.kind === 'unavailable') throw error;
        const failure = JSON.stringify({ code: error.code, params: error.params });
        await db.transaction((trx) => repo.updateReconciliation(trx, row.id, { state: 'failed', failure }));
      }
    },
  };
}

class Overtaken extends Error {}
type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

function comparedOf(line: repo.ToCompare, periodEnd: Date): Compared {
  if (line.problem !== null) return unreadable;
  return compareLine(
    {
      copies: line.copies,
      copiedMinor: line.copied_minor,
      amountMinor: line.amount_minor,
      refundedMinor: line.refunded_minor,
      refundedBeforeMinor: BigInt(line.refunded_before),
      feeMinor: line.fee_minor,
      netMinor: line.net_minor,
      currency: line.their_currency,
      status: line.their_status,
      hasTime: line.their_at !== null,
    },
    line.item === null
      ? null
      : {
          amountMinor: line.amount!,
          refundedMinor: line.refunded!,
          currency: line.currency!,
          valid: line.valid!,
          refundedAt: line.refunded_at,
        },
    periodEnd,
  );
}

function totalsOf(rows: bigint, sums: readonly repo.Sum[]): NonNullable<Reconciliation['totals']> {
  const add = (of: (sum: repo.Sum) => bigint): string => sums.reduce((all, sum) => all + of(sum), 0n).toString();
  const byOutcome: Partial<Record<LineOutcome, { lines: number; theirsMinor: string; oursMinor: string }>> = {};
  for (const { outcome, lines, theirs, ours } of sums)
    byOutcome[outcome] = { lines, theirsMinor: theirs.toString(), oursMinor: ours.toString() };
  return {
    rows: Number(rows),
    byOutcome,
    theirs: {
      amountMinor: add((sum) => sum.their_amount),
      refundedMinor: add((sum) => sum.their_refunded),
      feeMinor: add((sum) => sum.fee),
      netMinor: add((sum) => sum.net),
    },
    ours: { amountMinor: add((sum) => sum.our_amount), refundedMinor: add((sum) => sum.our_refunded) },
  };
}
