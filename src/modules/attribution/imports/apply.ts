/**
 * Takes a checked file in. Everything that could be wrong with a row was found before, so nothing stops half-way; a small file
 * is one transaction, and a large one goes in pieces whose last line is written with them: a process that dies goes on there,
 * and no row is stored twice.
 */
import type { Trx } from '../../../platform/db/index.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { FileImportRow } from '../edge-tables.ts';
import type { BatchResult, NewEvent } from '../contract.ts';
import * as repo from './repo.ts';
import { plainParams, type RowReader } from './rows.ts';
import { rowsOf } from './table.ts';

const batchRows = 1_000;
// While one transaction takes rows in, nobody else's events of the organisation are taken: some seconds are the most.
const mostAtOnce = { postgres: 10_000, pglite: 4_000 } as const;

type Job = { readonly signal: AbortSignal; progress(stage: string, fraction: number): void };
type Batch = { readonly events: NewEvent[]; readonly lines: number[]; readonly lastLine: number };

export async function applyFile(parts: EdgeParts, file: { row: FileImportRow; path: string; reader: RowReader }, job: Job): Promise<void> {
  const { db } = parts;
  const { row } = file;
  const good = row.totals?.good ?? 0;
  const batches = batchesOf(file);
  if (good <= mostAtOnce[db.kind]) {
    const all: Batch[] = [];
    for await (const batch of batches) all.push(batch);
    job.signal.throwIfAborted();
    await store(parts, row, all, true);
    return;
  }
  let done = 0;
  let held: Batch | null = null;
  for await (const batch of batches) {
    // Between pieces only: the process may be asked to stop, and goes on later.
    job.signal.throwIfAborted();
    if (held) await store(parts, row, [held], false);
    held = batch;
    done += batch.events.length;
    job.progress('import', Math.min(0.99, done / good));
  }
  await store(parts, row, held ? [held] : [], true);
}

async function* batchesOf({ row, path, reader }: { row: FileImportRow; path: string; reader: RowReader }): AsyncGenerator<Batch> {
  let events: NewEvent[] = [];
  let lines: number[] = [];
  let lastLine = 0;
  for await (const rows of rowsOf(path, row.facts, row.mapping.sheet)) {
    for (const { line, cells } of rows) {
      if (line <= Number(row.applied_line)) continue;
      const { event } = reader.read(cells);
      lastLine = line;
      if (!event) continue;
      events.push(event);
      lines.push(line);
      if (events.length < batchRows) continue;
      yield { events, lines, lastLine };
      [events, lines] = [[], []];
    }
  }
  if (events.length > 0) yield { events, lines, lastLine };
}

async function store(parts: EdgeParts, of: FileImportRow, batches: readonly Batch[], isLast: boolean): Promise<void> {
  const { db, clock } = parts;
  await db.transaction(async (trx) => {
    const row = await repo.lockImport(trx, of.organisation_id, of.id);
    // Somebody else has gone on with it, or it is over.
    if (!row || row.state !== 'importing') return;
    let accepted = Number(row.accepted);
    let unchanged = Number(row.unchanged);
    let appliedLine = row.applied_line;
    for (const { events, lines, lastLine } of batches) {
      if (BigInt(lastLine) <= appliedLine) continue;
      const result = await parts.takeEvents(row.organisation_id, row.source_id, events, { trx });
      await noteRefused(trx, row, lines, result);
      accepted += result.accepted;
      unchanged += result.duplicates;
      appliedLine = BigInt(lastLine);
    }
    const good = Math.max(1, row.totals?.good ?? 1);
    await repo.updateImport(trx, row.organisation_id, row.id, {
      accepted,
      unchanged,
      applied_line: appliedLine,
      progress_bps: isLast ? 10_000 : Math.min(9_900, Math.round(((accepted + unchanged) / good) * 10_000)),
      updated_at: clock.now(),
      ...(isLast && { state: 'done' as const, asset_id: null }),
    });
    if (!isLast) return;
    if (row.asset_id) await parts.assets.releaseAsset(trx, row.organisation_id, row.asset_id);
    await parts.notify.notifyStaff(trx, {
      organisationId: row.organisation_id,
      kind: 'import_done',
      params: { file: row.filename, count: accepted },
      link: `/file-imports/${row.id}`,
    });
  });
}

// The check asks the same rules, so this is a row whose time ran out between the two: it is left out like any bad one, and told.
async function noteRefused(trx: Trx, row: FileImportRow, lines: readonly number[], result: BatchResult): Promise<void> {
  const refused = result.results.flatMap(({ status, code, params }, at) =>
    status === 'rejected' ? [{ line: lines[at]!, field: null, code: code ?? '', params: plainParams(params) }] : [],
  );
  await repo.insertErrors(trx, row.id, refused);
}
