/**
 * Requests to addresses that others name: endpoints of webhooks, services that are connected, files that are pulled. They
 * reach the public Internet and what the operator allows, nothing of the house's own network; they are bounded in time and size.
 */
import { lookup as resolveHost } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { defineErrors } from './errors.ts';
import { addressPolicy } from './outgoing-addresses.ts';
import type { Clock } from './time.ts';

/** Reasons that an answer did not come; they are stored with deliveries, so each has a sentence. */
export const outgoingErrors = defineErrors('outgoing', {
  url_invalid: 'invalid',
  address_refused: 'invalid',
  https_needed: 'invalid',
  host_unknown: 'unavailable',
  timed_out: 'unavailable',
  not_reached: 'unavailable',
  answer_too_large: 'unavailable',
  too_many_redirects: 'unavailable',
});

export type OutgoingRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent once and follows no redirect that wants it again; give its Content-Length. */
  readonly body?: string | Uint8Array | Readable;
  /** For the whole request with its redirects; 10 seconds unless told. */
  readonly timeoutMs?: number;
  /** Of the answer's body; 1 MiB unless told. */
  readonly maxBytes?: number;
  /** A longer answer is an error, or cut where its beginning is all that is wanted. */
  readonly whenLarger?: 'fail' | 'cut';
  /** Takes the body of an answer of 2xx piece by piece instead of its being kept; what it throws ends the request. */
  readonly to?: (chunk: Uint8Array) => void | Promise<void>;
  /** How many redirects are followed, each checked anew; none unless told, and then the redirect is the answer. */
  readonly redirects?: number;
  readonly signal?: AbortSignal;
};
export type OutgoingAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The body was longer, and is cut. */
  readonly cut: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** The network address that answered. */
  readonly address?: string | null;
  readonly durationMs: number;
};
export type Outgoing = {
  /** Any answer is an answer, whatever its status. Throws outgoing.* as in outgoingErrors, and the signal's reason. */
  fetch(url: string, request?: OutgoingRequest): Promise<OutgoingAnswer>;
  /**
   * Whether the URL may be kept as a target: its form, its address where it names one, and with `https` that others cannot
   * read along, except on a host that the operator allows. Throws url_invalid, address_refused, https_needed.
   */
  check(url: string, options?: { https: boolean }): void;
  /**
   * Whether the URL may be reached now, its name resolved; for programs of the operator's that fetch by themselves. A name may lead
   * elsewhere a moment later: such a program should be kept from the house's network by other means too. Throws as `check`, and host_unknown.
   */
  reach(url: string): Promise<void>;
};

const agent = 'Hookline';
const longestUrl = 2_048;

/** `allow`: host names, `*.domain`, addresses and CIDR blocks that may be reached though they are not public. Throws RangeError for others. */
export function createOutgoing(settings: { allow: readonly string[]; clock: Clock }): Outgoing {
  const policy = addressPolicy(settings.allow);
  const { clock } = settings;

  /** The addresses that a host may be reached at, resolved once: what was checked is what is connected to. */
  async function addressesOf(url: URL): Promise<{ address: string; family: number }[]> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) return [{ address: host, family: isIP(host) }];
    let found: { address: string; family: number }[];
    try {
      found = await resolveHost(host, { all: true });
    } catch (cause) {
      throw outgoingErrors.host_unknown({ host }, cause);
    }
    // One private address among public ones is a trap, not a choice.
    if (!policy.allowsHost(host) && !found.every(({ address }) => policy.allowsAddress(address)))
      throw outgoingErrors.address_refused({ host });
    return found;
  }

  const check = (text: string): URL => {
    const url = parse(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !policy.allowsHost(host) && !policy.allowsAddress(host)) throw outgoingErrors.address_refused({ host });
    return url;
  };

  async function follow(text: string, request: OutgoingRequest, signal: AbortSignal): Promise<Omit<OutgoingAnswer, 'durationMs'>> {
    let url = check(text);
    let sent = request;
    for (let left = request.redirects ?? 0; ; left--) {
      const response = await exchange(url, await addressesOf(url), sent, signal);
      const location = response.headers.location;
      if (!location || !isRedirect(response.statusCode!) || !request.redirects) {
        // A socket that has ended knows it no longer.
        const address = response.socket.remoteAddress ?? null;
        return { ...(await read(response, sent, url)), url: url.href, address };
      }
      response.destroy();
      if (left <= 0) throw outgoingErrors.too_many_redirects({ host: url.hostname });
      const next = check(new URL(location, url).href);
      sent = redirected(sent, response.statusCode!, next.origin === url.origin);
      url = next;
    }
  }

  return {
    check: (text, options) => {
      const url = check(text);
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (options?.https && url.protocol !== 'https:' && !policy.trusts(host)) throw outgoingErrors.https_needed({ host });
    },
    reach: async (text) => void (await addressesOf(check(text))),
    fetch: async (text, request = {}) => {
      const started = clock.monotonicMs();
      const patience = AbortSignal.timeout(request.timeoutMs ?? 10_000);
      const signal = request.signal ? AbortSignal.any([request.signal, patience]) : patience;
      try {
        const answer = await raced(follow(text, request, signal), signal);
        return { ...answer, durationMs: Math.round(clock.monotonicMs() - started) };
      } catch (error) {
        request.signal?.throwIfAborted();
        if (patience.aborted)
          throw outgoingErrors.timed_out({ host: hostOf(text), seconds: Math.round((request.timeoutMs ?? 10_000) / 1000) });
        if ((error as { code?: string }).code?.startsWith('outgoing.')) throw error;
        throw outgoingErrors.not_reached({ host: hostOf(text), reason: reasonOf(error) }, error);
      }
    },
  };
}

// Resolving a name cannot be aborted; whoever waits can stop waiting.
function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function parse(text: string): URL {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.hostname === '')
    throw outgoingErrors.url_invalid({ url: text.slice(0, 200) });
  return url;
}

function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).hostname : '';
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? 'unknown').slice(0, 100);
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** What says nothing of whoever asks: secrets travel under any name, so of another origin's redirect nothing else goes along. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'content-length', 'range', 'user-agent']);

// RFC 9110, 15.4: 303 always becomes GET, and 301 and 302 do for POST, as every client does. Credentials stay with their origin.
function redirected(sent: OutgoingRequest, status: number, sameOrigin: boolean): OutgoingRequest {
  const method = sent.method ?? 'GET';
  const becomesGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (!becomesGet && sent.body instanceof Readable) throw outgoingErrors.too_many_redirects({ host: '' });
  const goesAlong = (name: string): boolean =>
    (sameOrigin || harmless.has(name)) && !(becomesGet && (name === 'content-type' || name === 'content-length'));
  const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).filter(([name]) => goesAlong(name.toLowerCase())));
  if (!becomesGet) return { ...sent, headers };
  const { body: _body, ...rest } = sent;
  return { ...rest, method: 'GET', headers };
}

function exchange(
  url: URL,
  addresses: { address: string; family: number }[],
  sent: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // The connection asks for the name again; it is given what was checked.
  const pinned: LookupFunction = (_host, options, callback) => {
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: sent.method ?? 'GET',
      headers: { 'user-agent': agent, ...sent.headers },
      lookup: pinned,
      agent: false,
      signal,
    });
    request.on('error', reject);
    request.on('response', resolve);
    const { body } = sent;
    if (body instanceof Readable) body.on('error', (error) => request.destroy(error)).pipe(request);
    else request.end(body);
  });
}

async function read(
  response: IncomingMessage,
  sent: OutgoingRequest,
  url: URL,
): Promise<Pick<OutgoingAnswer, 'status' | 'headers' | 'body' | 'cut'>> {
  const limit = sent.maxBytes ?? 1024 * 1024;
  const chunks: Buffer[] = [];
  let size = 0;
  const status = response.statusCode!;
  const sink = status >= 200 && status < 300 ? sent.to : undefined;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (sink) await sink(chunk);
    else chunks.push(chunk);
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      if (sent.whenLarger !== 'cut') throw outgoingErrors.answer_too_large({ host: url.hostname, limitBytes: limit });
      break;
    }
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headersDistinct)) for (const each of value ?? []) headers.append(name, each);
  return { status, headers, body: Buffer.concat(chunks).subarray(0, limit), cut: size > limit };
}
