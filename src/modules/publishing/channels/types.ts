import type { ConnectedChannel, privacies } from '../contract.ts';

export type Privacy = (typeof privacies)[number];

/** What an owner's agreement gives. Secrets: sealed wherever they rest, and never logged. */
export type Tokens = { readonly access: string; readonly refresh: string | null; readonly accessExpiresAt: Date };

export type Account = { readonly externalId: string; readonly name: string; readonly url: string | null };

/** What is to be sent. `read` gives the bytes [start, end). */
export type Post = {
  readonly title: string;
  readonly caption: string;
  readonly privacy: Privacy;
  readonly sizeBytes: number;
  readonly durationMs: number;
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
};

/** How far a transfer is: enough to go on with it in another process. */
export type Transfer = { readonly url: string; readonly remoteId: string | null; readonly sentBytes: number };

export type Outcome =
  | { readonly state: 'processing'; readonly remoteId: string }
  | { readonly state: 'published'; readonly remoteId: string; readonly url: string | null }
  | { readonly state: 'failed'; readonly code: string; readonly reason: string };

/**
 * Why a channel did not take a call, in the four ways that lead to different acts: `again` after a while, `quota` after
 * `afterMs`, `reconnect` by the account's owner, and `refused` for good. `expired` means that the transfer must begin anew.
 */
export class ChannelError extends Error {
  readonly way: 'again' | 'quota' | 'reconnect' | 'refused' | 'expired';
  readonly reason: string;
  readonly afterMs: number | null;

  constructor(way: ChannelError['way'], reason: string, afterMs: number | null = null, cause?: unknown) {
    super(`${way}: ${reason}`, { cause });
    this.way = way;
    this.reason = reason;
    this.afterMs = afterMs;
  }
}

export type AgreementRequest = { state: string; challenge: string; redirectUri: string };
export type Exchange = { code: string; verifier: string; redirectUri: string };

/** A channel that takes clips by its own interface. Every call throws ChannelError and nothing else that is expected. */
export type PublishingChannel = {
  readonly channel: ConnectedChannel;
  /** The longest title and caption, in UTF-16 units as its documents count them, and the privacies that it knows. */
  readonly limits: { readonly title: number; readonly caption: number; readonly privacies: readonly Privacy[] };
  /** Where the account's owner agrees (OAuth 2.0 with PKCE, RFC 7636). */
  authorizeUrl(request: AgreementRequest): string;
  exchange(exchange: Exchange): Promise<{ tokens: Tokens; account: Account }>;
  refresh(tokens: Tokens): Promise<Tokens>;
  /** Best effort: what is forgotten here should be worth nothing there. */
  revoke(tokens: Tokens): Promise<void>;
  begin(tokens: Tokens, post: Post): Promise<Transfer>;
  /** Asks how much of an interrupted transfer arrived; the outcome where it had ended. */
  resume(tokens: Tokens, transfer: Transfer, post: Post): Promise<Transfer | Outcome>;
  /** Sends the next stretch; answers with the transfer as it is then, or with the outcome when all bytes are there. */
  send(tokens: Tokens, transfer: Transfer, post: Post, signal: AbortSignal): Promise<Transfer | Outcome>;
  /** What became of a post that is being processed. */
  check(tokens: Tokens, remoteId: string): Promise<Outcome>;
};
