/**
 * Signed calls to other systems, as the Standard Webhooks specification says. It owns endpoints, the messages that other modules
 * emit in their own transactions, and the deliveries with their tries; it does not know what an event means, nor does it read
 * what others send us. A delivery that no try brings home becomes a dead letter, which can be replayed; an endpoint that fails
 * for days is switched off and its staff told. Start reading at contract.ts (what is promised), rules.ts (when a call is tried
 * again) and deliver.ts (how it is made).
 */
export { webhooksMigrations } from './migrations/index.ts';
export { createWebhooks, type Webhooks } from './webhooks.ts';
export type { WebhookEvent } from './service.ts';
