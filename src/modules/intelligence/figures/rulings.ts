/** What people say of claims: kept by where the claim stands, and written over what was read, which stays beside it. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { boundsOf } from '../quantities/times/period.ts';
import type { Reading } from './contract.ts';
import type { ClaimRow, FiguresTables, RulingRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<FiguresTables>();

/** A claim as it was read: what people said of it taken away. */
export function asRead(row: ClaimRow): Reading {
  return (
    row.as_read ?? {
      metric: row.metric,
      measure: row.measure,
      period: row.period,
      basePeriod: row.base_period,
      region: row.region,
      entity: row.entity,
      status: row.status,
    }
  );
}

/** By what a ruling finds its claim: its place and the measure as it was read. */
const placeOf = (row: ClaimRow) => ({
  organisation_id: row.organisation_id,
  document_id: row.document_id,
  anchor: row.anchor,
  text_start: row.text_start,
  text_end: row.text_end,
  measure: asRead(row).measure,
});

/** Writes what a person said over a claim; `change` is laid over what was read. Both are kept together. */
export async function writeRuling(
  trx: Trx,
  row: ClaimRow,
  ruling: { change: Partial<Reading>; excluded: boolean; note: string; by: string; at: Date },
): Promise<void> {
  const { change, excluded, note, by, at } = ruling;
  const said = { change: JSON.stringify(change), excluded, note, ruled_by: by, ruled_at: at };
  await on(trx)
    .insertInto('market_rulings')
    .values({ ...placeOf(row), ...said })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'document_id', 'anchor', 'text_start', 'text_end', 'measure']).doUpdateSet(said),
    )
    .execute();
  await lay(trx, row, { change, excluded });
}

/** Takes back what was said. */
export async function removeRuling(trx: Trx, row: ClaimRow): Promise<void> {
  const { organisation_id, document_id, anchor, text_start, text_end, measure } = placeOf(row);
  await on(trx)
    .deleteFrom('market_rulings')
    .where('organisation_id', '=', organisation_id)
    .where('document_id', '=', document_id)
    .where('anchor', '=', anchor)
    .where('text_start', '=', text_start)
    .where('text_end', '=', text_end)
    .where('measure', '=', measure)
    .execute();
  await on(trx)
    .updateTable('market_claims')
    .set({ ...columnsOf(asRead(row)), as_read: null, excluded: false })
    .where('id', '=', row.id)
    .execute();
}

async function lay(trx: Trx, row: ClaimRow, { change, excluded }: { change: Partial<Reading>; excluded: boolean }): Promise<void> {
  const read = asRead(row);
  await on(trx)
    .updateTable('market_claims')
    .set({ ...columnsOf({ ...read, ...change }), as_read: JSON.stringify(read), excluded })
    .where('id', '=', row.id)
    .execute();
}

function columnsOf({ metric, measure, period, basePeriod, region, entity, status }: Reading) {
  const bounds = period === null ? null : boundsOf(period);
  return {
    metric,
    measure,
    period: bounds && period,
    period_from: bounds && bounds.from,
    period_to: bounds && bounds.to,
    base_period: basePeriod,
    region,
    entity,
    status,
  };
}

/** What was said of claims of these documents, by the claim's id. */
export async function rulingsOf(trx: Trx, organisationId: string, rows: readonly ClaimRow[]): Promise<Map<bigint, RulingRow>> {
  const ruled = rows.filter((row) => row.as_read !== null);
  if (ruled.length === 0) return new Map();
  const found = await on(trx)
    .selectFrom('market_rulings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('document_id', '=', sql<string>`any(${[...new Set(ruled.map((row) => row.document_id))]}::text[])`)
    .execute();
  const keyOf = (place: ReturnType<typeof placeOf>) =>
    `${place.document_id} ${place.anchor} ${place.text_start} ${place.text_end} ${place.measure}`;
  const byPlace = new Map(found.map((row) => [keyOf(row), row]));
  return new Map(
    ruled.flatMap((row): [bigint, RulingRow][] => {
      const ruling = byPlace.get(keyOf(placeOf(row)));
      return ruling ? [[row.id, ruling]] : [];
    }),
  );
}

/** Lays what was said of claims of these documents over them anew: they were read again. */
export async function applyKept(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void> {
  const kept = await on(trx)
    .selectFrom('market_rulings')
    .innerJoin('market_claims', (join) =>
      join
        .onRef('market_claims.document_id', '=', 'market_rulings.document_id')
        .onRef('market_claims.anchor', '=', 'market_rulings.anchor')
        .onRef('market_claims.text_start', '=', 'market_rulings.text_start')
        .onRef('market_claims.text_end', '=', 'market_rulings.text_end')
        .onRef('market_claims.measure', '=', 'market_rulings.measure'),
    )
    .selectAll('market_claims')
    .select(['market_rulings.change', 'market_rulings.excluded as said_excluded'])
    .where('market_rulings.organisation_id', '=', organisationId)
    .where('market_claims.as_read', 'is', null)
    .where('market_rulings.document_id', '=', sql<string>`any(${[...documentIds]}::text[])`)
    .execute();
  for (const { change, said_excluded, ...row } of kept) await lay(trx, row as ClaimRow, { change, excluded: said_excluded });
}
