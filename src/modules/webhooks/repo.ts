import { sql, type ColumnType, type Generated, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { WebhookAttempt, WebhookType } from './contract.ts';

type Tables = {
  webhook_endpoints: {
    id: string;
    organisation_id: string;
    url: string;
    description: string;
    events: WebhookType[];
    enabled: boolean;
    disabled_reason: 'person' | 'gone' | 'failing' | null;
    secret_sealed: string;
    old_secret_sealed: string | null;
    old_secret_until: Date | null;
    failing_since: Date | null;
    failures: Generated<number>;
    complained: Generated<boolean>;
    last_success_at: Date | null;
    created_at: Date;
  };
  webhook_messages: { id: string; organisation_id: string; type: string; payload: string; created_at: Date };
  webhook_deliveries: {
    id: string;
    organisation_id: string;
    endpoint_id: string;
    message_id: string;
    type: string;
    state: 'pending' | 'delivered' | 'failed';
    attempts: Generated<number>;
    history: ColumnType<WebhookAttempt[], string | undefined, string>;
    created_at: Date;
    next_attempt_at: Date | null;
    ended_at: Date | null;
  };
};
export type EndpointRow = Selectable<Tables['webhook_endpoints']>;
export type DeliveryRow = Selectable<Tables['webhook_deliveries']>;
export type Message = Insertable<Tables['webhook_messages']>;

const tables = (trx: Trx) => trx.withTables<Tables>();
// A statement has room for 65,535 parameters.
const rowsAtOnce = 2_000;

// ── Endpoints ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Holds until the transaction ends: two who make endpoints at once must not both be the last one allowed. */
export async function lockEndpointsOf(trx: Trx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('webhooks.endpoints'), hashtext(${organisationId}))`.execute(trx);
}
export async function insertEndpoint(trx: Trx, row: Insertable<Tables['webhook_endpoints']>): Promise<void> {
  await tables(trx).insertInto('webhook_endpoints').values(row).execute();
}
export function listEndpoints(trx: Trx, organisationId: string): Promise<EndpointRow[]> {
  return tables(trx).selectFrom('webhook_endpoints').selectAll().where('organisation_id', '=', organisationId).orderBy('id').execute();
}
export function findEndpoint(trx: Trx, organisationId: string, id: string): Promise<EndpointRow | undefined> {
  return tables(trx)
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}
/** The endpoint with its row held until the transaction ends. */
export function lockEndpoint(trx: Trx, id: string): Promise<EndpointRow | undefined> {
  return tables(trx).selectFrom('webhook_endpoints').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}
export async function updateEndpoint(trx: Trx, id: string, change: Updateable<Tables['webhook_endpoints']>): Promise<void> {
  await tables(trx).updateTable('webhook_endpoints').set(change).where('id', '=', id).execute();
}
export async function deleteEndpoint(trx: Trx, id: string): Promise<void> {
  await tables(trx).deleteFrom('webhook_endpoints').where('id', '=', id).execute();
}
export async function countOpen(trx: Trx, endpointIds: readonly string[]): Promise<Map<string, { pending: number; failed: number }>> {
  const { rows } = await sql<{ endpoint_id: string; pending: bigint; failed: bigint }>`
    select endpoint_id, count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'failed') as failed
    from webhook_deliveries where state <> 'delivered' and endpoint_id = any(${[...endpointIds]}::text[]) group by endpoint_id`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.endpoint_id, { pending: Number(row.pending), failed: Number(row.failed) }]));
}

// ── Messages and deliveries ─────────────────────────────────────────────────────────────────────────────────────

export async function insertMessages(
  trx: Trx,
  messages: readonly Message[],
  deliveries: readonly Insertable<Tables['webhook_deliveries']>[],
): Promise<void> {
  for (let at = 0; at < messages.length; at += rowsAtOnce)
    await tables(trx)
      .insertInto('webhook_messages')
      .values(messages.slice(at, at + rowsAtOnce))
      .execute();
  for (let at = 0; at < deliveries.length; at += rowsAtOnce)
    await tables(trx)
      .insertInto('webhook_deliveries')
      .values(deliveries.slice(at, at + rowsAtOnce))
      .execute();
}

export function listDeliveries(
  trx: Trx,
  endpointId: string,
  filter: { beforeId: string | null; state?: DeliveryRow['state'] | undefined; limit: number },
): Promise<DeliveryRow[]> {
  let query = tables(trx)
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (filter.beforeId !== null) query = query.where('id', '<', filter.beforeId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return query.execute();
}
export function findDelivery(trx: Trx, organisationId: string, id: string): Promise<(DeliveryRow & { payload: string }) | undefined> {
  return tables(trx)
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
    .selectAll('d')
    .select('m.payload')
    .where('d.organisation_id', '=', organisationId)
    .where('d.id', '=', id)
    .executeTakeFirst();
}

export type Claimed = DeliveryRow & { payload: string };

/**
 * Takes what is due for one try each, at most so many an endpoint, and none of the endpoints that have enough under way: a slow
 * one must not take the places of all. Whoever dies while calling leaves them due again at `until`.
 */
export async function claimDue(
  trx: Trx,
  ask: { now: Date; until: Date; limit: number; perEndpoint: number; busy: readonly string[] },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select id from (
        select id, next_attempt_at, row_number() over (partition by endpoint_id order by next_attempt_at) as place
        from (select id, endpoint_id, next_attempt_at from webhook_deliveries
              where state = 'pending' and next_attempt_at <= ${ask.now} and endpoint_id <> all(${[...ask.busy]}::text[])
              order by next_attempt_at limit 1000) as first
      ) as ranked where place <= ${ask.perEndpoint} order by next_attempt_at limit ${ask.limit}
    )
    update webhook_deliveries as d set next_attempt_at = ${ask.until}
    from due, webhook_messages as m
    where d.id = due.id and d.state = 'pending' and d.next_attempt_at <= ${ask.now} and m.id = d.message_id
    returning d.*, m.payload`.execute(trx);
  return rows;
}

export type DeliveryEnd = { state: 'pending'; nextAt: Date } | { state: 'delivered' | 'failed'; endedAt: Date };

/** Writes a try down; nothing where the delivery has ended meanwhile. */
export async function endAttempt(
  trx: Trx,
  id: string,
  attempts: number,
  history: readonly WebhookAttempt[],
  end: DeliveryEnd,
): Promise<void> {
  await tables(trx)
    .updateTable('webhook_deliveries')
    .set({
      attempts,
      history: JSON.stringify(history),
      state: end.state,
      next_attempt_at: end.state === 'pending' ? end.nextAt : null,
      ended_at: end.state === 'pending' ? null : end.endedAt,
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute();
}

/** Begins ended deliveries anew. Answers how many there were. */
export async function replay(trx: Trx, which: { deliveryId: string } | { failedOf: string }, now: Date): Promise<number> {
  let query = tables(trx).updateTable('webhook_deliveries').set({ state: 'pending', attempts: 0, next_attempt_at: now, ended_at: null });
  query =
    'deliveryId' in which
      ? query.where('id', '=', which.deliveryId).where('state', '<>', 'pending')
      : query.where('endpoint_id', '=', which.failedOf).where('state', '=', 'failed');
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Gives up what is still waiting for an endpoint; it can be replayed. */
export async function failPending(trx: Trx, endpointId: string, now: Date): Promise<void> {
  await tables(trx)
    .updateTable('webhook_deliveries')
    .set({ state: 'failed', next_attempt_at: null, ended_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'pending')
    .execute();
}

/** Removes up to `limit` deliveries that were kept long enough; answers how many, so that whoever sweeps knows when to stop. */
export async function sweepDeliveries(trx: Trx, before: { delivered: Date; failed: Date }, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries
      where ended_at < ${before.failed} or (ended_at < ${before.delivered} and state = 'delivered') limit ${limit})`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
/** Removes messages of which no delivery is left. */
export async function sweepMessages(trx: Trx, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_messages where id in (
      select m.id from webhook_messages m
      where m.created_at < ${before} and not exists (select 1 from webhook_deliveries d where d.message_id = m.id) limit ${limit})`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}
