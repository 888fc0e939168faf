/** Signed calls to other systems, as the Standard Webhooks specification says: who is called, of what, and what became of it. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';
import { webhookMessages } from './messages/contract.ts';

/** What can be told. The body is `{type, timestamp, data}`; order is not promised, so `data` says how things stand, not what changed. */
export const webhookTypes = [
  'campaign.published',
  'campaign.ended',
  'claim.approved',
  'conversion.created',
  'conversion.changed',
  'conversion.decided',
  'signal.raised',
  'signal.released',
  'account.decided',
  'settlement.posted',
  'payout.paid',
  'payout.failed',
  'registration.sealed',
  'protection.match_found',
  'protection.scan_done',
  'takedown.notice_sent',
  'takedown.links_removed',
  'takedown.counter_notice',
  'takedown.case_closed',
  'takedown.incoming_notice',
  'intelligence.contradiction_found',
] as const;
export type WebhookType = (typeof webhookTypes)[number];
/** What a test sends; every endpoint takes it. */
export const testType = 'webhook.test';

export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.enum(webhookTypes)),
  enabled: z.boolean(),
  /** Why it is off: a person's wish, an answer of 410, or days of failures. */
  disabledReason: z.enum(['person', 'gone', 'failing']).nullable(),
  /** Since when every call fails; null while calls arrive. */
  failingSince: instant.nullable(),
  /** Until when the former secret signs too. */
  oldSecretUntil: instant.nullable(),
  /** Waiting for their next try, and given up. */
  pending: z.number().int(),
  failed: z.number().int(),
  lastSuccessAt: instant.nullable(),
  createdAt: instant,
});
export type Webhook = z.output<typeof webhook>;

const attempt = z.object({
  at: instant,
  /** The status answered; null where no answer came, and then `error` says why. */
  status: z.number().int().nullable(),
  durationMs: z.number().int(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
  /** The beginning of what was answered, where it was a failure. */
  response: z.string().nullable(),
});
export type WebhookAttempt = z.output<typeof attempt>;

export const webhookDelivery = z.object({
  id: z.string(),
  webhookId: z.string(),
  /** The `webhook-id` header: the same at every try and replay, so that a receiver knows what it has seen. */
  messageId: z.string(),
  type: z.string(),
  state: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.number().int(),
  createdAt: instant,
  nextAttemptAt: instant.nullable(),
  endedAt: instant.nullable(),
  lastAttempt: attempt.nullable(),
});
export type WebhookDelivery = z.output<typeof webhookDelivery>;
export const webhookDeliveryDetails = webhookDelivery.extend({
  /** The body as it is sent, byte for byte. */
  payload: z.string(),
  /** The latest ones, oldest first. */
  history: z.array(attempt),
});

const url = z.string().min(1).max(2_000);
const description = z.string().trim().max(200);
const events = z.array(z.enum(webhookTypes)).min(1).max(webhookTypes.length);
const webhookParams = z.object({ webhookId: z.string() });
const deliveryParams = z.object({ deliveryId: z.string() });
const reading = 'webhooks.read';
const managing = 'webhooks.manage';

const exampleWebhook = {
  id: 'whk_06dkx2n5r8t0c3g7k1p4v9w2ya',
  url: 'https://hooks.example.com/hookline',
  description: 'settlement',
  events: ['conversion.decided'] as WebhookType[],
  enabled: true,
  disabledReason: null,
  failingSince: null,
  oldSecretUntil: null,
  pending: 0,
  failed: 0,
  lastSuccessAt: null,
  createdAt: '2026-06-01T08:00:00.000Z',
};
const exampleAttempt = { at: '2026-06-01T08:00:01.000Z', status: 200, durationMs: 84, error: null, response: null };
const exampleDelivery = {
  id: 'dlv_06dkx2n5r8t0c3g7k1p4v9w2ya',
  webhookId: exampleWebhook.id,
  messageId: 'msg_06dkx2n5r8t0c3g7k1p4v9w2ya',
  type: 'conversion.decided',
  state: 'delivered' as const,
  attempts: 1,
  createdAt: '2026-06-01T08:00:00.000Z',
  nextAttemptAt: null,
  endedAt: '2026-06-01T08:00:01.000Z',
  lastAttempt: exampleAttempt,
};
const exampleSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const webhooksContract = defineContract({
  module: 'webhooks',
  schemas: { Webhook: webhook, WebhookDelivery: webhookDelivery, WebhookDeliveryDetails: webhookDeliveryDetails },
  messages: webhookMessages,
  permissions: { [reading]: ['owner', 'operator'], [managing]: ['owner', 'operator'] },
  routes: {
    listWebhooks: {
      id: 'webhooks.list',
      method: 'GET',
      path: '/api/v1/webhooks',
      summary: 'The endpoints that are called, never their secrets.',
      access: reading,
      response: z.object({ items: z.array(webhook) }),
      exampleAnswer: { items: [exampleWebhook] },
    },
    createWebhook: {
      id: 'webhooks.create',
      method: 'POST',
      path: '/api/v1/webhooks',
      summary: 'Have an endpoint called; the secret that signs the calls is shown once.',
      access: managing,
      body: z.object({ url, description: description.default(''), events }),
      response: webhook.extend({ secret: z.string() }),
      status: 201,
      idempotent: true,
      errors: ['outgoing.url_invalid', 'outgoing.address_refused', 'outgoing.https_needed', 'webhooks.too_many'],
      example: { url: exampleWebhook.url, description: 'settlement', events: ['conversion.decided'] },
      exampleAnswer: { ...exampleWebhook, secret: exampleSecret },
    },
    updateWebhook: {
      id: 'webhooks.update',
      method: 'PATCH',
      path: '/api/v1/webhooks/:webhookId',
      summary: 'Change where, of what and whether an endpoint is called.',
      access: managing,
      params: webhookParams,
      body: z.object({
        url: url.optional(),
        description: description.optional(),
        events: events.optional(),
        enabled: z.boolean().optional(),
      }),
      response: webhook,
      errors: ['webhooks.not_found', 'outgoing.url_invalid', 'outgoing.address_refused', 'outgoing.https_needed'],
      example: { events: ['conversion.decided', 'conversion.changed'], enabled: true },
      exampleAnswer: exampleWebhook,
    },
    deleteWebhook: {
      id: 'webhooks.delete',
      method: 'DELETE',
      path: '/api/v1/webhooks/:webhookId',
      summary: 'Call an endpoint no more, and forget its deliveries.',
      access: managing,
      params: webhookParams,
      response: z.object({}),
      errors: ['webhooks.not_found'],
      exampleAnswer: {},
    },
    rotateSecret: {
      id: 'webhooks.rotate_secret',
      method: 'POST',
      path: '/api/v1/webhooks/:webhookId/secret',
      summary: 'Make a new secret, shown once; calls are signed with both until the overlap is over.',
      access: managing,
      params: webhookParams,
      body: z.object({ overlapHours: z.number().int().min(0).max(168).default(24) }),
      response: webhook.extend({ secret: z.string() }),
      errors: ['webhooks.not_found'],
      example: { overlapHours: 24 },
      exampleAnswer: { ...exampleWebhook, oldSecretUntil: '2026-06-02T08:00:00.000Z', secret: exampleSecret },
    },
    testWebhook: {
      id: 'webhooks.test',
      method: 'POST',
      path: '/api/v1/webhooks/:webhookId/test',
      summary: 'Call an endpoint once with a test, and answer with what came back.',
      access: managing,
      params: webhookParams,
      response: webhookDelivery,
      limit: { quota: 'webhook_test', requests: 30, windowSeconds: 60 },
      errors: ['webhooks.not_found'],
      exampleAnswer: { ...exampleDelivery, type: testType },
    },
    listDeliveries: {
      id: 'webhooks.list_deliveries',
      method: 'GET',
      path: '/api/v1/webhooks/:webhookId/deliveries',
      summary: 'What an endpoint was told, newest first: delivered ones are kept for a week, failed ones for a month.',
      access: reading,
      params: webhookParams,
      query: pageQuery.extend({ state: z.enum(['pending', 'delivered', 'failed']).optional() }),
      response: pageOf(webhookDelivery),
      errors: ['webhooks.not_found'],
      exampleAnswer: { items: [exampleDelivery], nextCursor: null },
    },
    getDelivery: {
      id: 'webhooks.get_delivery',
      method: 'GET',
      path: '/api/v1/webhook-deliveries/:deliveryId',
      summary: 'One delivery with its body and its tries.',
      access: reading,
      params: deliveryParams,
      response: webhookDeliveryDetails,
      errors: ['webhooks.delivery_not_found'],
      exampleAnswer: {
        ...exampleDelivery,
        payload: '{"type":"conversion.decided","timestamp":"2026-06-01T08:00:00.000Z","data":{}}',
        history: [exampleAttempt],
      },
    },
    replayDelivery: {
      id: 'webhooks.replay_delivery',
      method: 'POST',
      path: '/api/v1/webhook-deliveries/:deliveryId/replay',
      summary: 'Deliver again what has ended, well or not; its tries begin anew.',
      access: managing,
      params: deliveryParams,
      response: webhookDelivery,
      errors: ['webhooks.delivery_not_found', 'webhooks.endpoint_disabled'],
      exampleAnswer: { ...exampleDelivery, state: 'pending', nextAttemptAt: '2026-06-01T09:00:00.000Z', endedAt: null },
    },
    replayFailed: {
      id: 'webhooks.replay_failed',
      method: 'POST',
      path: '/api/v1/webhooks/:webhookId/replay',
      summary: 'Deliver again everything that was given up; answers how many.',
      access: managing,
      params: webhookParams,
      response: z.object({ replayed: z.number().int() }),
      errors: ['webhooks.not_found', 'webhooks.endpoint_disabled'],
      exampleAnswer: { replayed: 12 },
    },
  },
});
