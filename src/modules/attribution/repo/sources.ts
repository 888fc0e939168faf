import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionTables, SourceRow } from '../tables.ts';
import { tables, textArray } from './rows.ts';

export function selectSource(trx: Trx, organisationId: string, sourceId: string): Promise<SourceRow | undefined> {
  return tables(trx)
    .selectFrom('attribution_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sourceId)
    .executeTakeFirst();
}

/** Of any organisation: a callback says whose it is by its address alone. */
export function selectSourceAnywhere(trx: Trx, sourceId: string): Promise<SourceRow | undefined> {
  return tables(trx).selectFrom('attribution_sources').selectAll().where('id', '=', sourceId).executeTakeFirst();
}

export function listSources(trx: Trx, organisationId: string): Promise<SourceRow[]> {
  return tables(trx)
    .selectFrom('attribution_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** False where the name, or the place of the default, is taken. */
export async function insertSource(trx: Trx, row: Insertable<AttributionTables['attribution_sources']>): Promise<boolean> {
  const done = await tables(trx)
    .insertInto('attribution_sources')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

export function selectDefault(trx: Trx, organisationId: string): Promise<SourceRow | undefined> {
  return tables(trx)
    .selectFrom('attribution_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('is_default', '=', true)
    .executeTakeFirst();
}

export async function updateSource(
  trx: Trx,
  organisationId: string,
  sourceId: string,
  change: Updateable<AttributionTables['attribution_sources']>,
): Promise<void> {
  await tables(trx)
    .updateTable('attribution_sources')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sourceId)
    .execute();
}

export function nameIsTaken(trx: Trx, organisationId: string, name: string, exceptId: string): Promise<boolean> {
  return tables(trx)
    .selectFrom('attribution_sources')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .where('id', '<>', exceptId)
    .executeTakeFirst()
    .then((row) => row !== undefined);
}

export async function sourceIsUsed(trx: Trx, organisationId: string, sourceId: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from attribution_events where organisation_id = ${organisationId} and source_id = ${sourceId}) as used`.execute(
    trx,
  );
  return rows[0]!.used;
}

export async function deleteSource(trx: Trx, organisationId: string, sourceId: string): Promise<void> {
  await tables(trx).deleteFrom('attribution_sources').where('organisation_id', '=', organisationId).where('id', '=', sourceId).execute();
}

export async function noteLastEvents(trx: Trx, sourceIds: readonly string[], now: Date): Promise<void> {
  if (sourceIds.length === 0) return;
  await sql`update attribution_sources set last_event_at = ${now} where id = any(${textArray(sourceIds)})`.execute(trx);
}

/** False where the message was taken before. */
export async function noteMessage(trx: Trx, sourceId: string, messageId: string, now: Date): Promise<boolean> {
  const row = await tables(trx)
    .insertInto('attribution_callbacks')
    .values({ source_id: sourceId, message_id: messageId, received_at: now })
    .onConflict((on) => on.doNothing())
    .returning('message_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function forgetMessagesBefore(trx: Trx, before: Date): Promise<void> {
  await tables(trx).deleteFrom('attribution_callbacks').where('received_at', '<', before).execute();
}
