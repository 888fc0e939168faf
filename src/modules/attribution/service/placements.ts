import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';

/** The placements that conversions are credited to; those of none are left out. */
export async function placementsOf(trx: Trx, organisationId: string, conversionIds: readonly string[]): Promise<Map<string, string>> {
  if (conversionIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; placement_id: string }>`
    select id, placement_id from attribution_conversions
    where organisation_id = ${organisationId} and id = any(${[...conversionIds]}::text[]) and placement_id is not null`.execute(trx);
  return new Map(rows.map((row) => [row.id, row.placement_id]));
}
