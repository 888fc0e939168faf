/**
 * Stripe Connect: transfers from the platform's balance to connected accounts, through Stripe's SDK. A transfer carries the payout's
 * reference as Idempotency-Key and as transfer_group. Keys are remembered there for a day at least, groups for good: so it is asked for
 * by its group before it is ever asked for again.
 */
import { Stripe } from 'stripe';
import { isAppError } from '../../../../platform/errors.ts';
import type { Outgoing } from '../../../../platform/outgoing.ts';
import type { Answer, Asked, Order, PayoutProvider } from './types.ts';

const patienceMs = 30_000;
/** About us, not about the payee. */
const aboutUs = new Set([
  'balance_insufficient',
  'platform_api_key_expired',
  'api_key_expired',
  'secret_key_required',
  'insufficient_capabilities_for_transfer',
]);

/** `secretKey`: sk_… or rk_…; `endpoint`: null for Stripe itself. */
export function createStripe(secretKey: string, endpoint: string | null, outgoing: Outgoing): PayoutProvider {
  const url = endpoint === null ? null : new URL(endpoint);
  const stripe = new Stripe(secretKey, {
    // One try at a time: what follows a doubt is decided here, not there.
    maxNetworkRetries: 0,
    timeout: patienceMs,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(fetchBy(outgoing)),
    ...(url && {
      host: url.hostname,
      port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port),
      protocol: url.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });

  const standing = (transfer: { id: string; reversed: boolean }): Answer => ({
    state: transfer.reversed ? 'returned' : 'paid',
    providerReference: transfer.id,
  });

  return {
    send: async (order: Order) => {
      try {
        const transfer = await stripe.transfers.create(
          {
            amount: Number(order.amountMinor),
            currency: order.currency.toLowerCase(),
            destination: (order.destination as { account: string }).account,
            transfer_group: order.reference,
            description: order.title,
            metadata: { payout: order.reference },
          },
          { idempotencyKey: order.reference },
        );
        return standing(transfer);
      } catch (error) {
        return answerOf(error);
      }
    },

    ask: async (order): Promise<Asked> => {
      try {
        if (order.providerReference !== null) return standing(await stripe.transfers.retrieve(order.providerReference));
        const { data } = await stripe.transfers.list({ transfer_group: order.reference, limit: 1 });
        return data[0] ? standing(data[0]) : { state: 'none' };
      } catch (error) {
        // To ask is no order: whatever is wrong with asking says nothing of what was paid.
        const { code, detail } = answerOf(error) as { code: string; detail: string };
        return { state: 'unknown', code, detail };
      }
    },

    check: async () => {
      try {
        await stripe.balance.retrieve();
        return { state: 'ok' };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
}

function answerOf(error: unknown): Answer {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const detail = `${error.code ?? error.type}: ${error.message}`.slice(0, 300);
  const status = error.statusCode ?? 0;
  // No answer, their fault, too fast, the same key at work in another request, or a key used for something else: a doubt.
  if (status === 0 || status >= 500 || status === 409 || status === 429 || error.type === 'StripeIdempotencyError')
    return { state: 'unknown', code: status === 0 ? 'provider_unreached' : 'provider_doubt', detail };
  const us = status === 401 || status === 403 || aboutUs.has(error.code ?? '');
  return { state: us ? 'refused' : 'failed', code: 'provider_refused', detail };
}

/** The SDK's requests, sent by the house's rules. What is wrong there is a failure of the connection to the SDK. */
function fetchBy(outgoing: Outgoing): typeof fetch {
  return async (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    try {
      const answer = await outgoing.fetch(String(input), {
        method: init?.method ?? 'GET',
        headers: { ...headers, ...(init?.body ? { 'content-length': String(Buffer.byteLength(String(init.body))) } : {}) },
        ...(init?.body ? { body: String(init.body) } : {}),
        timeoutMs: patienceMs,
      });
      return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (isAppError(error)) throw new TypeError(error.code, { cause: error });
      throw error;
    }
  };
}
