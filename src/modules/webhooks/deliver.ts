import { AppError } from '../../platform/errors.ts';
import { signWebhook } from '../../platform/standard-webhooks.ts';
import type { WebhookAttempt } from './contract.ts';
import { webhooksErrors } from './errors.ts';
import type { WebhooksParts } from './parts.ts';
import * as repo from './repo.ts';
import { nextWaitMs, outcomeOf, retryAfterOf, verdictOf } from './rules.ts';

// The specification asks for 15 to 30 seconds of patience.
const patienceMs = 15_000;
// Longer than the patience: what is under way is not due for another process.
export const claimMs = 60_000;
const atOnce = 64;
// An endpoint has at most twice this many calls under way: so many are taken while no more than that are out.
const perEndpoint = 4;
// Looking for what is due after every single call would cost more than the calls.
const lookAfterCalls = 4;
const lookAfterMs = 100;
const excerptBytes = 1_024;
const longestHistory = 20;

/**
 * Makes every call that is due, outside any transaction, until nothing is due or the signal aborts. A slow endpoint holds at most
 * eight places of sixty-four. A process that dies between a call and its record calls again: at least once, never less.
 */
export async function deliverDue(parts: WebhooksParts, signal: AbortSignal): Promise<void> {
  const underWay = new Map<Promise<void>, string>();
  while (!signal.aborted) {
    const due = underWay.size >= atOnce ? [] : await claim(parts, atOnce - underWay.size, busyOf(underWay.values()));
    for (const delivery of due) {
      const call = callOnce(parts, delivery, signal)
        .catch((error: unknown) => parts.log.error('webhooks.not_recorded', { error, deliveryId: delivery.id }))
        .finally(() => underWay.delete(call));
      underWay.set(call, delivery.endpoint_id);
    }
    if (underWay.size === 0) break;
    await someOf([...underWay.keys()]);
  }
  await Promise.all(underWay.keys());
}

function claim({ db, clock }: WebhooksParts, limit: number, busy: readonly string[]): Promise<repo.Claimed[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + claimMs);
  return db.transaction((trx) => repo.claimDue(trx, { now, until, limit, perEndpoint, busy }));
}

function busyOf(endpoints: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > perEndpoint).map(([endpoint]) => endpoint);
}

/** Waits until some of the calls are done, all of a few, or a moment has passed in which something new may have become due. */
async function someOf(calls: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    let left = Math.min(lookAfterCalls, calls.length);
    for (const call of calls) void call.then(() => --left === 0 && resolve());
    timer = setTimeout(resolve, lookAfterMs);
  });
  clearTimeout(timer);
}

/** One call and its record. `single` is tried once whatever comes of it. Never throws for what the endpoint does. */
export async function callOnce(parts: WebhooksParts, delivery: repo.Claimed, signal?: AbortSignal, single = false): Promise<void> {
  const { db, clock } = parts;
  const endpoint = await db.read((trx) => repo.findEndpoint(trx, delivery.organisation_id, delivery.endpoint_id));
  if (!endpoint) return;
  const { attempt, retryAfterSeconds } = await callEndpoint(parts, endpoint, delivery, signal);
  // Shutdown cut the call off: it is nobody's failure, and due again when the claim runs out.
  if (signal?.aborted && attempt.status === null) return;
  const made = delivery.attempts + 1;
  const outcome = outcomeOf(attempt.status);
  const waitMs = outcome === 'again' && !single ? nextWaitMs(made, Math.random(), retryAfterSeconds) : null;
  const now = clock.now();
  await db.transaction(async (trx) => {
    const end: repo.DeliveryEnd =
      waitMs !== null
        ? { state: 'pending', nextAt: new Date(now.getTime() + waitMs) }
        : { state: outcome === 'delivered' ? 'delivered' : 'failed', endedAt: now };
    await repo.endAttempt(trx, delivery.id, made, [...delivery.history, attempt].slice(-longestHistory), end);
    await noteOutcome(parts, trx, endpoint.id, outcome, now);
  });
}

async function callEndpoint(
  parts: WebhooksParts,
  endpoint: repo.EndpointRow,
  delivery: repo.Claimed,
  signal: AbortSignal | undefined,
): Promise<{ attempt: WebhookAttempt; retryAfterSeconds: number | null }> {
  const { clock } = parts;
  const at = clock.now();
  const started = clock.monotonicMs();
  const headers = signWebhook({
    id: delivery.message_id,
    timestamp: at,
    payload: delivery.payload,
    secrets: secretsOf(parts, endpoint, at),
  });
  try {
    const answer = await parts.outgoing.fetch(endpoint.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: delivery.payload,
      timeoutMs: patienceMs,
      maxBytes: excerptBytes,
      whenLarger: 'cut',
      ...(signal && { signal }),
    });
    const good = outcomeOf(answer.status) === 'delivered';
    return {
      attempt: {
        at: at.toISOString(),
        status: answer.status,
        durationMs: answer.durationMs,
        error: good ? null : { code: webhooksErrors.status().code, params: { status: answer.status } },
        response: good ? null : excerptOf(answer.body),
      },
      retryAfterSeconds: retryAfterOf(answer.headers.get('retry-after')),
    };
  } catch (thrown) {
    const error = thrown instanceof AppError ? { code: thrown.code, params: thrown.params } : { code: 'platform.bug', params: {} };
    if (error.code === 'platform.bug' && !signal?.aborted)
      parts.log.error('webhooks.call_failed', { error: thrown, webhookId: endpoint.id });
    const durationMs = Math.round(clock.monotonicMs() - started);
    return { attempt: { at: at.toISOString(), status: null, durationMs, error, response: null }, retryAfterSeconds: null };
  }
}

/** The newest first; the former one as long as its overlap lasts. */
function secretsOf({ sealer }: WebhooksParts, endpoint: repo.EndpointRow, now: Date): string[] {
  const secrets = [sealer.open(endpoint.secret_sealed, endpoint.id)];
  if (endpoint.old_secret_sealed && endpoint.old_secret_until && endpoint.old_secret_until > now)
    secrets.push(sealer.open(endpoint.old_secret_sealed, endpoint.id));
  return secrets;
}

// What PostgreSQL cannot keep (NUL) and what is half a character at the cut become the replacement character.
function excerptOf(body: Buffer): string {
  return body.toString('utf8').replaceAll('\u0000', '\ufffd').toWellFormed();
}

/** What a call's outcome means for its endpoint: a success ends a failing time, 410 and days of failures switch it off. */
async function noteOutcome(
  parts: WebhooksParts,
  trx: Parameters<typeof repo.lockEndpoint>[0],
  endpointId: string,
  outcome: 'delivered' | 'again' | 'gone',
  now: Date,
): Promise<void> {
  if (outcome === 'delivered') {
    await repo.updateEndpoint(trx, endpointId, { last_success_at: now, failing_since: null, failures: 0, complained: false });
    return;
  }
  const endpoint = await repo.lockEndpoint(trx, endpointId);
  if (!endpoint?.enabled) return;
  const failing = { failingSince: endpoint.failing_since ?? now, failures: endpoint.failures + 1, complained: endpoint.complained };
  const verdict = outcome === 'gone' ? 'disable' : verdictOf(failing, now);
  const told = { organisationId: endpoint.organisation_id, webhookId: endpoint.id, url: endpoint.url };
  if (verdict === 'disable') {
    await repo.failPending(trx, endpoint.id, now);
    await parts.tellStaff(trx, { ...told, what: 'disabled', pending: 0 });
  } else if (verdict === 'complain') {
    const open = (await repo.countOpen(trx, [endpoint.id])).get(endpoint.id);
    await parts.tellStaff(trx, { ...told, what: 'failing', pending: open?.pending ?? 0 });
  }
  await repo.updateEndpoint(trx, endpoint.id, {
    failing_since: failing.failingSince,
    failures: failing.failures,
    complained: failing.complained || verdict !== 'wait',
    ...(verdict === 'disable' && { enabled: false, disabled_reason: outcome === 'gone' ? ('gone' as const) : ('failing' as const) }),
  });
}
