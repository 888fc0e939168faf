import type { Trx } from '../../platform/db/index.ts';
import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { webhooksContract } from './contract.ts';
import { deliverDue } from './deliver.ts';
import type { WebhooksParts } from './parts.ts';
import * as repo from './repo.ts';
import * as service from './service.ts';

export type Webhooks = {
  readonly bound: BoundContract;
  /**
   * Tells every endpoint that wants it, with the caller's transaction or not at all: delivered at least once and in no promised
   * order after it commits. `data` is JSON of at most 64 KB; say how things stand. Many events of one transaction go in one call.
   */
  emit(trx: Trx, events: service.WebhookEvent | readonly service.WebhookEvent[]): Promise<void>;
  /** Makes every call that is due; the periodic work calls it. */
  deliverDue(signal: AbortSignal): Promise<void>;
  /** Removes what was kept long enough; the periodic work calls it. */
  sweep(signal: AbortSignal): Promise<void>;
};

const dayMs = 24 * 3600_000;
const keepDeliveredMs = 7 * dayMs;
const keepFailedMs = 30 * dayMs;
const sweptAtOnce = 5_000;

/** Puts webhooks together, and has calls made and old deliveries removed by periodic work. */
export function createWebhooks(parts: WebhooksParts): Webhooks {
  const { db, clock } = parts;
  const deliver = (signal: AbortSignal): Promise<void> => deliverDue(parts, signal);
  // In bits, as a long delete holds rows and swells the log.
  const sweep = async (signal: AbortSignal): Promise<void> => {
    const nowMs = clock.nowMs();
    const before = { delivered: new Date(nowMs - keepDeliveredMs), failed: new Date(nowMs - keepFailedMs) };
    while (!signal.aborted && (await db.read((trx) => repo.sweepDeliveries(trx, before, sweptAtOnce))) === sweptAtOnce);
    while (!signal.aborted && (await db.read((trx) => repo.sweepMessages(trx, before.delivered, sweptAtOnce))) === sweptAtOnce);
  };
  parts.jobs.every('webhooks.deliver', 1, deliver);
  parts.jobs.every('webhooks.sweep', 3600, sweep);
  return {
    bound: bindWebhooks(parts),
    emit: (trx, events) =>
      service.emit(parts, trx, Array.isArray(events) ? (events as readonly service.WebhookEvent[]) : [events as service.WebhookEvent]),
    deliverDue: deliver,
    sweep,
  };
}

function bindWebhooks(parts: WebhooksParts): BoundContract {
  return bindRoutes(webhooksContract, {
    listWebhooks: (_, { actor }) => service.listWebhooks(parts, actor),
    createWebhook: ({ body }, { actor }) => service.createWebhook(parts, actor, body),
    updateWebhook: ({ params, body }, { actor }) => service.updateWebhook(parts, actor, params.webhookId, body),
    deleteWebhook: ({ params }, { actor }) => service.deleteWebhook(parts, actor, params.webhookId).then(() => ({})),
    rotateSecret: ({ params, body }, { actor }) => service.rotateSecret(parts, actor, params.webhookId, body.overlapHours),
    testWebhook: ({ params }, { actor }) => service.testWebhook(parts, actor, params.webhookId),
    listDeliveries: ({ params, query }, { actor }) => service.listDeliveries(parts, actor, params.webhookId, query),
    getDelivery: ({ params }, { actor }) => service.getDelivery(parts, actor, params.deliveryId),
    replayDelivery: ({ params }, { actor }) => service.replayDelivery(parts, actor, params.deliveryId),
    replayFailed: ({ params }, { actor }) => service.replayFailed(parts, actor, params.webhookId),
  });
}
