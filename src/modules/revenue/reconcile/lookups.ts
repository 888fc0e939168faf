/** What every act on a settlement file asks first, and how it is shown. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Source } from '../../attribution/index.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { settlementMapping, type Reconciliation, type ReconciliationLine } from './contract.ts';
import * as repo from './repo.ts';
import { missingFields } from './rows.ts';
import type { LineRow, ReconciliationRow } from './tables.ts';

export function createLookups({ attribution }: Pick<RevenueParts, 'attribution'>) {
  return {
    /** The organisation's sources by id. Asks the database by itself: outside of transactions. */
    sourcesOf: async (organisationId: string): Promise<Map<string, Source>> =>
      new Map((await attribution.sources.listSources(organisationId)).map((source) => [source.id, source])),

    /** Throws reconciliation_not_found. */
    require: async (trx: Trx, organisationId: string, id: string, lock = false): Promise<ReconciliationRow> => {
      const row = await repo.findReconciliation(trx, organisationId, id, lock);
      if (!row) throw revenueErrors.reconciliation_not_found({ id });
      return row;
    },

    show: async (trx: Trx, rows: readonly ReconciliationRow[], sources: ReadonlyMap<string, Source>): Promise<Reconciliation[]> => {
      const counts = await repo.countLines(
        trx,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => present(row, sources.get(row.source_id)?.name ?? row.source_id, counts.get(row.id)));
    },
  };
}
export type Lookups = ReturnType<typeof createLookups>;

/** Throws reconciliation_closed where nothing is done to a file any more. */
export function requireOpen(row: ReconciliationRow): void {
  if (row.state === 'closed' || row.state === 'cancelled')
    throw revenueErrors.reconciliation_closed({ file: row.filename, state: row.state });
}

function present(row: ReconciliationRow, sourceName: string, lines: Reconciliation['lines'] | undefined): Reconciliation {
  const mapping = settlementMapping.parse(row.mapping);
  return {
    id: row.id,
    sourceId: row.source_id,
    sourceName,
    currency: row.currency as Reconciliation['currency'],
    period: row.period,
    filename: row.filename,
    sizeBytes: Number(row.size_bytes),
    state: row.state,
    header: [...row.facts.header],
    sheets: [...row.facts.sheets],
    mapping,
    missing: missingFields(row.facts.header, mapping),
    preview: row.preview,
    totals: row.totals,
    lines: lines ?? { open: 0, asked: 0, decided: 0 },
    fees: row.fees_minor === null ? null : { amountMinor: row.fees_minor.toString(), transferId: row.fees_transfer_id! },
    failure: row.failure,
    progress: row.progress_bps / 10_000,
    taskId: row.task_id,
    madeBy: row.made_by_name,
    madeAt: row.made_at.toISOString(),
    closedBy: row.closed_by_name,
    closedAt: row.closed_at?.toISOString() ?? null,
    note: row.note,
  };
}

export function presentLine(row: LineRow): ReconciliationLine {
  return {
    id: row.id.toString(),
    reconciliationId: row.reconciliation_id,
    externalId: row.external_id,
    outcome: row.outcome!,
    differences: row.differences,
    theirs:
      row.line === null
        ? null
        : {
            line: Number(row.line),
            amountMinor: row.amount_minor?.toString() ?? null,
            refundedMinor: row.refunded_minor.toString(),
            feeMinor: row.fee_minor.toString(),
            netMinor: row.net_minor?.toString() ?? null,
            currency: row.their_currency,
            status: row.their_status,
            occurredAt: row.their_at?.toISOString() ?? null,
            copies: row.copies,
            problem: row.problem,
          },
    differenceMinor: row.difference_minor.toString(),
    ours:
      row.item_id === null
        ? null
        : {
            itemId: row.item_id,
            amountMinor: row.our_amount_minor!.toString(),
            refundedMinor: row.our_refunded_minor!.toString(),
            currency: row.our_currency!,
            valid: row.our_valid!,
            settled: row.our_settled!,
            occurredAt: row.our_at!.toISOString(),
          },
    proposals: row.proposals,
    state: row.state,
    decision:
      row.action === null
        ? null
        : {
            action: row.action,
            reason: row.reason,
            by: row.decided_by_name ?? '',
            at: row.decided_at!.toISOString(),
            transferId: row.transfer_id,
            amountMinor: row.transfer_id === null ? null : row.difference_minor.toString(),
          },
  };
}
