/** Reads a whole file by its mapping and says what it would bring, without taking anything in. */
import { minorDigits } from '../../../platform/money.ts';
import type { NewEvent } from '../contract.ts';
import type { FileImport, ImportTotals, RowError } from './contract.ts';
import type { TableRow } from './csv.ts';
import type { RowReader } from './rows.ts';

/** Kept for people to read; more are only counted. */
export const mostErrors = 20_000;
export const mostPreview = 20;
const knownBatch = 2_000;

export type Checked = { totals: ImportTotals; preview: FileImport['preview'] };
type Ports = {
  /** Stores errors as they come, so that a file of nothing but errors holds no memory. */
  onErrors(errors: readonly RowError[]): Promise<void>;
  known(eventIds: readonly string[]): Promise<ReadonlySet<string>>;
  onRows?(rows: number): void;
  signal: AbortSignal;
};

/** Walks over the rows once. Memory is bounded by one batch, and a number for each row by which repeated ones are known. */
export async function checkRows(batches: AsyncIterable<readonly TableRow[]>, reader: RowReader, ports: Ports): Promise<Checked> {
  const totals: ImportTotals = {
    rows: 0,
    good: 0,
    bad: 0,
    known: 0,
    repeated: 0,
    byType: {},
    amounts: {},
    refunded: {},
    firstAt: null,
    lastAt: null,
  };
  const preview: FileImport['preview'] = [];
  const seen = new Set<number>();
  const sums = { amounts: new Map<string, bigint>(), refunded: new Map<string, bigint>() };
  let stored = 0;
  let waiting: string[] = [];
  const ask = async (): Promise<void> => {
    const known = await ports.known(waiting);
    totals.known += waiting.filter((id) => known.has(id)).length;
    waiting = [];
  };
  for await (const rows of batches) {
    ports.signal.throwIfAborted();
    const errors: RowError[] = [];
    for (const { line, cells } of rows) {
      totals.rows++;
      const { event, errors: wrong } = reader.read(cells);
      const told = wrong.map((error) => ({ ...error, line }));
      if (preview.length < mostPreview)
        preview.push({
          line,
          cells: cells.slice(0, 100).map((cell) => cell.slice(0, 300)),
          event: event as Record<string, unknown> | null,
          errors: told,
        });
      if (!event) {
        totals.bad++;
        errors.push(...told);
        continue;
      }
      totals.good++;
      note(totals, sums, event);
      // 48 bits of the hash: among five million rows a wrong "repeated" has odds of one in twenty.
      const mark = Number.parseInt(Buffer.from(event.id.slice(4), 'base64url').toString('hex').slice(0, 12), 16);
      if (seen.has(mark)) totals.repeated++;
      else {
        seen.add(mark);
        waiting.push(event.id);
      }
      if (waiting.length >= knownBatch) await ask();
    }
    const kept = errors.slice(0, Math.max(0, mostErrors - stored));
    stored += kept.length;
    if (kept.length > 0) await ports.onErrors(kept);
    ports.onRows?.(totals.rows);
  }
  if (waiting.length > 0) await ask();
  for (const [name, map] of Object.entries(sums))
    totals[name as keyof typeof sums] = Object.fromEntries([...map].map(([currency, sum]) => [currency, sum.toString()]));
  return { totals, preview };
}

function note(totals: ImportTotals, sums: Record<'amounts' | 'refunded', Map<string, bigint>>, event: NewEvent): void {
  totals.byType[event.type] = (totals.byType[event.type] ?? 0) + 1;
  const currency = event.currency ?? '';
  const add = (map: Map<string, bigint>, amount: string | number | undefined): void => {
    if (amount !== undefined && currency in minorDigits) map.set(currency, (map.get(currency) ?? 0n) + BigInt(amount));
  };
  add(sums.amounts, event.amountMinor);
  add(sums.refunded, event.refundedMinor);
  if (totals.firstAt === null || event.occurredAt < totals.firstAt) totals.firstAt = event.occurredAt;
  if (totals.lastAt === null || event.occurredAt > totals.lastAt) totals.lastAt = event.occurredAt;
}
