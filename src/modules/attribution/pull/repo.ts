import type { Insertable, Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { edgeTables, type EdgeTables, type PullerRow } from '../edge-tables.ts';

type Pullers = EdgeTables['attribution_pullers'];

export function findPuller(trx: Trx, organisationId: string, sourceId: string): Promise<PullerRow | undefined> {
  return edgeTables(trx)
    .selectFrom('attribution_pullers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
}

export async function savePuller(trx: Trx, row: Insertable<Pullers>): Promise<void> {
  const { source_id: _source, organisation_id: _organisation, ...change } = row;
  await edgeTables(trx)
    .insertInto('attribution_pullers')
    .values(row)
    .onConflict((on) => on.column('source_id').doUpdateSet(change))
    .execute();
}

export async function updatePuller(trx: Trx, sourceId: string, change: Updateable<Pullers>): Promise<void> {
  await edgeTables(trx).updateTable('attribution_pullers').set(change).where('source_id', '=', sourceId).execute();
}

/** Of all tenants: who is to be asked now, the longest waiting first. */
export function listDue(trx: Trx, now: Date, limit: number): Promise<PullerRow[]> {
  return edgeTables(trx)
    .selectFrom('attribution_pullers')
    .selectAll()
    .where('enabled', '=', true)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
}
