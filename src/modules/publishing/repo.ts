import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { PublicationState } from './rules.ts';
import type { PublishingTables } from './tables.ts';

export type ConnectionRow = Selectable<PublishingTables['connections']>;
export type PublicationRow = Selectable<PublishingTables['publications']>;
export type AttemptRow = Selectable<PublishingTables['connection_attempts']>;
/** Whose rows are meant: all of the organisation (`staff`), or those of some creators. */
export type Whose = 'staff' | readonly string[];

const on = (trx: Trx) => trx.withTables<PublishingTables>();

// ── Connections ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertAttempt(trx: Trx, row: AttemptRow): Promise<void> {
  await on(trx).deleteFrom('connection_attempts').where('expires_at', '<', row.expires_at).where('user_id', '=', row.user_id).execute();
  await on(trx).insertInto('connection_attempts').values(row).execute();
}

/** Takes an attempt out: a state is good once. */
export async function takeAttempt(trx: Trx, stateHash: string): Promise<AttemptRow | undefined> {
  return on(trx).deleteFrom('connection_attempts').where('state_hash', '=', stateHash).returningAll().executeTakeFirst();
}

export async function deleteAttemptsOf(trx: Trx, organisationId: string, creatorId: string): Promise<void> {
  await on(trx)
    .deleteFrom('connection_attempts')
    .where('organisation_id', '=', organisationId)
    .where('creator_id', '=', creatorId)
    .execute();
}
export async function sweepAttempts(trx: Trx, now: Date): Promise<void> {
  await on(trx).deleteFrom('connection_attempts').where('expires_at', '<', now).execute();
}

/** Connections of a creator, or the organisation's own (`null`). */
export async function listConnections(trx: Trx, organisationId: string, creatorId: string | null): Promise<ConnectionRow[]> {
  return on(trx)
    .selectFrom('connections')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('creator_id', creatorId === null ? 'is' : '=', creatorId)
    .orderBy('id')
    .limit(200)
    .execute();
}

export async function findConnection(trx: Trx, organisationId: string, id: string): Promise<ConnectionRow | undefined> {
  return on(trx)
    .selectFrom('connections')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A new connection, or the one of the same account with new tokens. */
export async function saveConnection(trx: Trx, row: Insertable<PublishingTables['connections']>): Promise<ConnectionRow> {
  const same = on(trx)
    .selectFrom('connections')
    .selectAll()
    .where('organisation_id', '=', row.organisation_id)
    .where('creator_id', row.creator_id === null ? 'is' : '=', row.creator_id ?? null)
    .where('channel', '=', row.channel)
    .where('external_id', '=', row.external_id)
    .forUpdate();
  const before = await same.executeTakeFirst();
  if (!before) return on(trx).insertInto('connections').values(row).returningAll().executeTakeFirstOrThrow();
  return on(trx)
    .updateTable('connections')
    .set({
      user_id: row.user_id,
      name: row.name,
      url: row.url,
      tokens_sealed: row.tokens_sealed,
      access_expires_at: row.access_expires_at,
      state: 'active',
      error: null,
      updated_at: row.updated_at,
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updateConnection(trx: Trx, id: string, change: Updateable<PublishingTables['connections']>): Promise<void> {
  await on(trx).updateTable('connections').set(change).where('id', '=', id).execute();
}

export async function deleteConnection(trx: Trx, organisationId: string, id: string): Promise<void> {
  await on(trx).deleteFrom('connections').where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

// ── Publications ────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertPublication(trx: Trx, row: Insertable<PublishingTables['publications']>): Promise<PublicationRow> {
  return on(trx).insertInto('publications').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function findPublication(trx: Trx, organisationId: string, id: string): Promise<PublicationRow | undefined> {
  return on(trx)
    .selectFrom('publications')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends, so that a cancel and a sender come one after the other. */
export async function lockPublication(trx: Trx, organisationId: string, id: string): Promise<PublicationRow | undefined> {
  return on(trx)
    .selectFrom('publications')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updatePublication(
  trx: Trx,
  id: string,
  change: Updateable<PublishingTables['publications']>,
): Promise<PublicationRow | undefined> {
  return on(trx).updateTable('publications').set(change).where('id', '=', id).returningAll().executeTakeFirst();
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function listPublications(
  trx: Trx,
  organisationId: string,
  whose: Whose,
  filter: { placementId?: string | undefined; state?: PublicationState | undefined; before: string | null; limit: number },
): Promise<PublicationRow[]> {
  if (whose !== 'staff' && whose.length === 0) return [];
  let query = on(trx).selectFrom('publications').selectAll().where('organisation_id', '=', organisationId);
  if (whose !== 'staff') query = query.where('creator_id', 'in', [...whose]);
  if (filter.placementId !== undefined) query = query.where('placement_id', '=', filter.placementId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.before !== null) query = query.where('id', '<', filter.before);
  return query.orderBy('id', 'desc').limit(filter.limit).execute();
}

/** Open posts of a connection, for when it is forgotten. */
export async function listOpenOf(trx: Trx, organisationId: string, connectionId: string): Promise<PublicationRow[]> {
  return on(trx)
    .selectFrom('publications')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('connection_id', '=', connectionId)
    .where('state', 'in', ['scheduled', 'uploading'])
    .forUpdate()
    .execute();
}

/** Takes what is due out of the waiting line; whoever gets a row is the only one that does. */
export async function takeDue(trx: Trx, now: Date, limit: number): Promise<PublicationRow[]> {
  const due = await on(trx)
    .selectFrom('publications')
    .select('id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return [];
  return on(trx)
    .updateTable('publications')
    .set({ due_at: null })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .returningAll()
    .execute();
}
