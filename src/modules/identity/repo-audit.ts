import type { Insertable, Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { IdentityTables } from './tables.ts';

export async function insertAuditEvent(trx: Trx, row: Insertable<IdentityTables['audit_events']>): Promise<void> {
  await trx.withTables<IdentityTables>().insertInto('audit_events').values(row).execute();
}

export type AuditFilter = { action?: string | undefined; actorId?: string | undefined; subjectId?: string | undefined };

/** Events of an organisation, newest first, older than `beforeSeq`. */
export function selectAuditEvents(
  trx: Trx,
  organisationId: string,
  filter: AuditFilter,
  beforeSeq: bigint | null,
  limit: number,
): Promise<Selectable<IdentityTables['audit_events']>[]> {
  let query = trx.withTables<IdentityTables>().selectFrom('audit_events').selectAll().where('organisation_id', '=', organisationId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  if (beforeSeq !== null) query = query.where('seq', '<', beforeSeq);
  return query.orderBy('seq', 'desc').limit(limit).execute();
}
