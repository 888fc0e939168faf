import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Trx } from '../../platform/db/index.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { isId, newId } from '../../platform/ids.ts';
import { newWebhookSecret } from '../../platform/standard-webhooks.ts';
import { testType, type Webhook, type WebhookDelivery, type WebhookType, type webhookDeliveryDetails } from './contract.ts';
import { callOnce, claimMs } from './deliver.ts';
import { webhooksErrors } from './errors.ts';
import type { WebhooksParts } from './parts.ts';
import * as repo from './repo.ts';

const mostEndpoints = 20;
const hourMs = 3_600_000;
// The specification advises against more than twenty kilobytes; a list of decisions may need some more.
const longestPayload = 64 * 1024;
const place = z.string().refine((id) => isId('webhookDelivery', id));

export type WebhookEvent = { organisationId: string; type: WebhookType; data: Readonly<Record<string, unknown>> };

/** Keeps events for the endpoints that want them; where none does nothing is written. Events of one call may be of several organisations. */
export async function emit({ clock }: WebhooksParts, trx: Trx, events: readonly WebhookEvent[]): Promise<void> {
  const now = clock.now();
  const messages: repo.Message[] = [];
  const deliveries: Parameters<typeof repo.insertMessages>[2][number][] = [];
  for (const organisationId of new Set(events.map((event) => event.organisationId))) {
    const endpoints = (await repo.listEndpoints(trx, organisationId)).filter(({ enabled }) => enabled);
    if (endpoints.length === 0) continue;
    for (const event of events) {
      if (event.organisationId !== organisationId) continue;
      const wanting = endpoints.filter((endpoint) => endpoint.events.includes(event.type));
      if (wanting.length === 0) continue;
      const message = messageOf(organisationId, event.type, event.data, now);
      messages.push(message);
      for (const endpoint of wanting) deliveries.push(deliveryOf(message, endpoint.id, now, now));
    }
  }
  await repo.insertMessages(trx, messages, deliveries);
}

function messageOf(organisationId: string, type: string, data: object, now: Date): repo.Message {
  // Money and counts are bigint inside, and decimal texts on the wire.
  const payload = JSON.stringify({ type, timestamp: now.toISOString(), data }, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  assert(payload.length <= longestPayload, `an event ${type} is larger than ${longestPayload} characters`);
  return { id: newId('webhookMessage', now.getTime()), organisation_id: organisationId, type, payload, created_at: now };
}

function deliveryOf(message: repo.Message, endpointId: string, now: Date, nextAt: Date): Parameters<typeof repo.insertMessages>[2][number] {
  return {
    id: newId('webhookDelivery', now.getTime()),
    organisation_id: message.organisation_id,
    endpoint_id: endpointId,
    message_id: message.id,
    type: message.type,
    state: 'pending',
    created_at: now,
    next_attempt_at: nextAt,
    ended_at: null,
  };
}

// ── Endpoints ───────────────────────────────────────────────────────────────────────────────────────────────────

export async function listWebhooks(parts: WebhooksParts, actor: Actor): Promise<{ items: Webhook[] }> {
  return parts.db.read(async (trx) => ({ items: await onWire(trx, await repo.listEndpoints(trx, actor.organisationId)) }));
}

/** The secret is in this answer and nowhere else. Throws url_invalid, address_refused, https_needed, too_many. */
export async function createWebhook(
  parts: WebhooksParts,
  actor: Actor,
  input: { url: string; description: string; events: readonly WebhookType[] },
): Promise<Webhook & { secret: string }> {
  parts.outgoing.check(input.url, { https: true });
  const now = parts.clock.now();
  const id = newId('webhook', now.getTime());
  const secret = newWebhookSecret();
  return parts.db.transaction(async (trx) => {
    await repo.lockEndpointsOf(trx, actor.organisationId);
    if ((await repo.listEndpoints(trx, actor.organisationId)).length >= mostEndpoints)
      throw webhooksErrors.too_many({ most: mostEndpoints });
    await repo.insertEndpoint(trx, {
      id,
      organisation_id: actor.organisationId,
      url: input.url,
      description: input.description,
      events: unique(input.events),
      enabled: true,
      disabled_reason: null,
      secret_sealed: parts.sealer.seal(secret, id),
      old_secret_sealed: null,
      old_secret_until: null,
      failing_since: null,
      last_success_at: null,
      created_at: now,
    });
    await parts.audit.record(trx, actor, 'webhooks.create', { id, title: input.url }, { events: unique(input.events) });
    return { ...(await getWebhook(trx, actor, id)), secret };
  });
}

/** Switching an endpoint on ends its failing time; switching it off gives up what waits. Throws not_found and what the URL's check throws. */
export async function updateWebhook(
  parts: WebhooksParts,
  actor: Actor,
  webhookId: string,
  change: {
    url?: string | undefined;
    description?: string | undefined;
    events?: readonly WebhookType[] | undefined;
    enabled?: boolean | undefined;
  },
): Promise<Webhook> {
  if (change.url !== undefined) parts.outgoing.check(change.url, { https: true });
  return parts.db.transaction(async (trx) => {
    const before = await getLocked(trx, actor, webhookId);
    await repo.updateEndpoint(trx, webhookId, {
      ...(change.url !== undefined && { url: change.url }),
      ...(change.description !== undefined && { description: change.description }),
      ...(change.events !== undefined && { events: unique(change.events) }),
      ...(change.enabled === true && { enabled: true, disabled_reason: null, failing_since: null, failures: 0, complained: false }),
      ...(change.enabled === false && before.enabled && { enabled: false, disabled_reason: 'person' as const }),
      created_at: before.created_at,
    });
    if (change.enabled === false) await repo.failPending(trx, webhookId, parts.clock.now());
    await parts.audit.record(
      trx,
      actor,
      'webhooks.update',
      { id: webhookId, title: change.url ?? before.url },
      { fields: Object.keys(change) },
    );
    return getWebhook(trx, actor, webhookId);
  });
}

/** Throws not_found. */
export async function deleteWebhook(parts: WebhooksParts, actor: Actor, webhookId: string): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const { url } = await getLocked(trx, actor, webhookId);
    await repo.deleteEndpoint(trx, webhookId);
    await parts.audit.record(trx, actor, 'webhooks.delete', { id: webhookId, title: url });
  });
}

/** A new secret, told once; the former one signs beside it for the overlap. One that was still overlapping ends. Throws not_found. */
export async function rotateSecret(
  parts: WebhooksParts,
  actor: Actor,
  webhookId: string,
  overlapHours: number,
): Promise<Webhook & { secret: string }> {
  const secret = newWebhookSecret();
  return parts.db.transaction(async (trx) => {
    const before = await getLocked(trx, actor, webhookId);
    const overlaps = overlapHours > 0;
    await repo.updateEndpoint(trx, webhookId, {
      secret_sealed: parts.sealer.seal(secret, webhookId),
      old_secret_sealed: overlaps ? before.secret_sealed : null,
      old_secret_until: overlaps ? new Date(parts.clock.nowMs() + overlapHours * hourMs) : null,
    });
    await parts.audit.record(trx, actor, 'webhooks.rotate_secret', { id: webhookId, title: before.url }, { overlapHours });
    return { ...(await getWebhook(trx, actor, webhookId)), secret };
  });
}

/** Calls once, now, whether the endpoint is on or off, and answers with the outcome. Throws not_found. */
export async function testWebhook(parts: WebhooksParts, actor: Actor, webhookId: string): Promise<WebhookDelivery> {
  const { db, clock } = parts;
  const now = clock.now();
  const message = messageOf(actor.organisationId, testType, { message: 'Hookline can reach this endpoint.' }, now);
  // Due only when this call's claim has run out, so that nobody else makes it.
  const delivery = deliveryOf(message, webhookId, now, new Date(now.getTime() + claimMs));
  await db.transaction(async (trx) => {
    const { url } = await getLocked(trx, actor, webhookId);
    await repo.insertMessages(trx, [message], [delivery]);
    await parts.audit.record(trx, actor, 'webhooks.test', { id: webhookId, title: url });
  });
  const claimed = await db.read((trx) => repo.findDelivery(trx, actor.organisationId, delivery.id));
  if (claimed) await callOnce(parts, claimed, undefined, true);
  return getDelivery(parts, actor, delivery.id);
}

// ── Deliveries ──────────────────────────────────────────────────────────────────────────────────────────────────

export async function listDeliveries(
  parts: WebhooksParts,
  actor: Actor,
  webhookId: string,
  query: { cursor?: string | undefined; limit: number; state?: WebhookDelivery['state'] | undefined },
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
  return parts.db.read(async (trx) => {
    await getRow(trx, actor, webhookId);
    const rows = await repo.listDeliveries(trx, webhookId, { beforeId, state: query.state, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    return { items: shown.map(deliveryOnWire), nextCursor: rows.length > shown.length ? encodeCursor(shown.at(-1)!.id) : null };
  });
}

/** Throws delivery_not_found. */
export async function getDelivery(
  parts: WebhooksParts,
  actor: Actor,
  deliveryId: string,
): Promise<z.output<typeof webhookDeliveryDetails>> {
  const row = await parts.db.read((trx) => repo.findDelivery(trx, actor.organisationId, deliveryId));
  if (!row) throw webhooksErrors.delivery_not_found({ id: deliveryId });
  return { ...deliveryOnWire(row), payload: row.payload, history: row.history };
}

/** Delivers one anew; one that still waits stays as it is. Throws delivery_not_found, endpoint_disabled. */
export async function replayDelivery(parts: WebhooksParts, actor: Actor, deliveryId: string): Promise<WebhookDelivery> {
  await parts.db.transaction(async (trx) => {
    const row = await repo.findDelivery(trx, actor.organisationId, deliveryId);
    if (!row) throw webhooksErrors.delivery_not_found({ id: deliveryId });
    const { url } = await getEnabled(trx, actor, row.endpoint_id);
    await repo.replay(trx, { deliveryId }, parts.clock.now());
    await parts.audit.record(trx, actor, 'webhooks.replay_delivery', { id: deliveryId, title: url }, { type: row.type });
  });
  return getDelivery(parts, actor, deliveryId);
}

/** Delivers every dead letter of an endpoint anew. Throws not_found, endpoint_disabled. */
export async function replayFailed(parts: WebhooksParts, actor: Actor, webhookId: string): Promise<{ replayed: number }> {
  return parts.db.transaction(async (trx) => {
    const { url } = await getEnabled(trx, actor, webhookId);
    const replayed = await repo.replay(trx, { failedOf: webhookId }, parts.clock.now());
    await parts.audit.record(trx, actor, 'webhooks.replay_failed', { id: webhookId, title: url }, { replayed });
    return { replayed };
  });
}

// ── Inside ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function getRow(trx: Trx, actor: Actor, webhookId: string): Promise<repo.EndpointRow> {
  const row = await repo.findEndpoint(trx, actor.organisationId, webhookId);
  if (!row) throw webhooksErrors.not_found({ id: webhookId });
  return row;
}

async function getLocked(trx: Trx, actor: Actor, webhookId: string): Promise<repo.EndpointRow> {
  await getRow(trx, actor, webhookId);
  const row = await repo.lockEndpoint(trx, webhookId);
  if (!row) throw webhooksErrors.not_found({ id: webhookId });
  return row;
}

async function getEnabled(trx: Trx, actor: Actor, webhookId: string): Promise<repo.EndpointRow> {
  const row = await getLocked(trx, actor, webhookId);
  if (!row.enabled) throw webhooksErrors.endpoint_disabled({ id: webhookId });
  return row;
}

async function getWebhook(trx: Trx, actor: Actor, webhookId: string): Promise<Webhook> {
  return (await onWire(trx, [await getRow(trx, actor, webhookId)]))[0]!;
}

async function onWire(trx: Trx, rows: readonly repo.EndpointRow[]): Promise<Webhook[]> {
  const open = await repo.countOpen(
    trx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    enabled: row.enabled,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since?.toISOString() ?? null,
    oldSecretUntil: row.old_secret_until?.toISOString() ?? null,
    pending: open.get(row.id)?.pending ?? 0,
    failed: open.get(row.id)?.failed ?? 0,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}

function deliveryOnWire(row: repo.DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    webhookId: row.endpoint_id,
    messageId: row.message_id,
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    lastAttempt: row.history.at(-1) ?? null,
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
