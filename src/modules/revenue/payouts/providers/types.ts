/** Providers that pay: what the rest of payouts knows of them. */
import type { Destination } from '../profile.ts';

/** A payment as a provider is asked for it. The reference is what makes it one payment, however often it is asked for. */
export type Order = {
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly destination: Destination;
  /** What the payee may see beside it. */
  readonly title: string;
  /** The provider's own number, where it is known. */
  readonly providerReference: string | null;
};

/**
 * What a provider did. `refused` and `failed` are certain: nothing was paid; `refused` is about us (keys, funds), so that the next would
 * fare alike. `unknown` is everything that leaves a doubt: no answer, a broken one, one that nobody signed.
 */
export type Answer =
  | { readonly state: 'paid' | 'processing' | 'returned'; readonly providerReference: string | null }
  | { readonly state: 'failed' | 'refused' | 'unknown'; readonly code: string; readonly detail: string };

/** `none`: the provider knows of no such payment, so it may be asked for again under the same reference. */
export type Asked = Answer | { readonly state: 'none' };

export type PayoutProvider = {
  /** Never throws for what the provider or the network does. */
  send(order: Order): Promise<Answer>;
  ask(order: Order): Promise<Asked>;
  /** Whether the keys are taken; nothing is paid. */
  check(): Promise<Answer | { readonly state: 'ok' }>;
};
