/**
 * Fetches documents and feeds politely: as robots.txt allows, one request at a time a host with a pause between, only what has changed.
 * Private addresses are refused by platform/outgoing; what comes is bounded in size and time, and every outcome has a name.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { isAppError, type ErrorParams } from '../../../platform/errors.ts';
import type { Outgoing, OutgoingAnswer } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import { largestFeedBytes, readFeed, type Feed } from './feed.ts';
import { createRobots, robotName } from './robots.ts';

/** What the last answer said of itself, given back so that the server may say that nothing changed. */
export type Known = { etag?: string | null; lastModified?: string | null };
export type FetchedBytes = {
  bytes: Uint8Array;
  /** As the server says, `text/html; charset=gbk`; null where it says nothing. */
  contentType: string | null;
  /** Where it came from, after redirects. */
  url: string;
  etag: string | null;
  lastModified: string | null;
  durationMs: number;
};
export type NotFetched =
  | { outcome: 'not_modified'; durationMs: number }
  /** robots.txt asks not to; `unknown` when the site could not be asked. */
  | { outcome: 'disallowed'; unknown: boolean }
  /** The server answered, but not with success. `retryAfterSeconds` is what it asks for. */
  | { outcome: 'refused'; status: number; retryAfterSeconds: number | null; durationMs: number }
  /** Of a kind that nobody here reads: a picture, a video, a program. */
  | { outcome: 'unsuitable'; contentType: string }
  /** No answer: an outgoing.* code, or intelligence.feed_unreadable, with its parameters. */
  | { outcome: 'failed'; code: string; params: ErrorParams };
export type DocumentOutcome = ({ outcome: 'fetched' } & FetchedBytes) | NotFetched;
export type FeedOutcome = ({ outcome: 'fetched'; feed: Feed } & FetchedBytes) | NotFetched;

export type Fetcher = {
  /** Throws only the signal's reason. */
  fetchDocument(url: string, known?: Known, signal?: AbortSignal): Promise<DocumentOutcome>;
  /** A feed that never ends is read as far as its bound. Throws only the signal's reason. */
  fetchFeed(url: string, known?: Known, signal?: AbortSignal): Promise<FeedOutcome>;
};

export type FetcherParts = {
  outgoing: Outgoing;
  clock: Clock;
  /** Between two requests to one host; robots.txt may ask for more. */
  gapMs?: number;
  /** How it waits; for tests. */
  wait?(ms: number, signal?: AbortSignal): Promise<void>;
};

const documentBytes = 50 * 1024 * 1024;
const timeoutMs = 60_000;
const mostRedirects = 5;

type Limits = { bytes: number; whenLarger: 'fail' | 'cut'; accept: string; suits: RegExp };
const documents: Limits = {
  bytes: documentBytes,
  whenLarger: 'fail',
  accept: 'text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown, */*;q=0.5',
  suits:
    /^(?:text\/|multipart\/related\b|message\/rfc822\b|application\/(?:x-mimearchive|xhtml\+xml|xml|pdf|x-pdf|msword|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|octet-stream|zip|json)\b|binary\/)/i,
};
const feeds: Limits = {
  bytes: largestFeedBytes,
  whenLarger: 'cut',
  accept: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  suits: /^(?:text\/|application\/(?:[\w.-]+\+)?(?:xml|json)\b|application\/octet-stream|binary\/)/i,
};

/** One for the process: it remembers what robots.txt said and when a host was asked last. */
export function createFetcher({ outgoing, clock, gapMs = 1000, wait = patiently }: FetcherParts): Fetcher {
  const robots = createRobots({ outgoing, clock });
  const turns = createTurns(clock, wait);

  async function request(text: string, known: Known, limits: Limits, signal?: AbortSignal): Promise<DocumentOutcome> {
    let url = text;
    let unasked = known;
    for (let left = mostRedirects; ; left--) {
      outgoing.check(url);
      const permission = await robots.ask(url, signal);
      if (!permission.allowed) return { outcome: 'disallowed', unknown: permission.unknown };
      await turns.take(new URL(url).host, Math.max(gapMs, permission.delayMs), signal);
      const answer = await outgoing.fetch(url, {
        headers: { accept: limits.accept, 'accept-language': 'zh-CN, en;q=0.8', 'user-agent': robotName, ...conditions(unasked) },
        timeoutMs,
        maxBytes: limits.bytes,
        whenLarger: limits.whenLarger,
        ...(signal ? { signal } : {}),
      });
      const location = answer.headers.get('location');
      if (!location || ![301, 302, 303, 307, 308].includes(answer.status)) return await outcomeOf(answer, limits);
      if (left === 0 || !URL.canParse(location, url)) return failed('outgoing.too_many_redirects', { host: new URL(url).hostname });
      const next = new URL(location, url);
      // What was known is known of another address.
      if (next.origin !== new URL(url).origin) unasked = {};
      url = next.href;
    }
  }

  const fetch = async (url: string, known: Known, limits: Limits, signal?: AbortSignal): Promise<DocumentOutcome> => {
    try {
      return await request(url, known, limits, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (isAppError(error)) return failed(error.code, error.params);
      throw error;
    }
  };

  return {
    fetchDocument: (url, known = {}, signal) => fetch(url, known, documents, signal),
    fetchFeed: async (url, known = {}, signal) => {
      const fetched = await fetch(url, known, feeds, signal);
      if (fetched.outcome !== 'fetched') return fetched;
      try {
        return { ...fetched, feed: readFeed(fetched.bytes, { url: fetched.url, contentType: fetched.contentType }) };
      } catch (error) {
        if (isAppError(error)) return failed(error.code, error.params);
        throw error;
      }
    },
  };
}

function failed(code: string, params: ErrorParams): NotFetched {
  return { outcome: 'failed', code, params };
}

function conditions({ etag, lastModified }: Known): Record<string, string> {
  const sound = (text: string | null | undefined): text is string => !!text && text.length < 1000 && /^[\x20-\x7e]+$/.test(text);
  return { ...(sound(etag) ? { 'if-none-match': etag } : {}), ...(sound(lastModified) ? { 'if-modified-since': lastModified } : {}) };
}

async function outcomeOf(answer: OutgoingAnswer, limits: Limits): Promise<DocumentOutcome> {
  const { status, headers, durationMs } = answer;
  if (status === 304) return { outcome: 'not_modified', durationMs };
  if (status < 200 || status >= 300 || status === 204) {
    const after = Number(headers.get('retry-after') ?? NaN);
    return {
      outcome: 'refused',
      status,
      retryAfterSeconds: Number.isInteger(after) && after >= 0 ? Math.min(after, 86_400) : null,
      durationMs,
    };
  }
  const contentType = headers.get('content-type')?.slice(0, 200) ?? null;
  if (contentType && !limits.suits.test(contentType.trim())) return { outcome: 'unsuitable', contentType };
  const bytes = await unpacked(answer, limits);
  if (!bytes) return failed('outgoing.answer_too_large', { host: new URL(answer.url).hostname, limitBytes: limits.bytes });
  const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
  return { outcome: 'fetched', bytes, contentType, url: answer.url, etag, lastModified, durationMs };
}

/** What was asked for was plain; some servers pack it all the same. Null where it does not unpack within the bound. */
async function unpacked(answer: OutgoingAnswer, limits: Limits): Promise<Uint8Array | null> {
  const coding = answer.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const unpack = { gzip: gunzip, 'x-gzip': gunzip, deflate: inflate, br: brotliDecompress }[coding];
  if (!unpack) return answer.body;
  try {
    return await promisify<Uint8Array, { maxOutputLength: number }, Buffer>(unpack)(answer.body, { maxOutputLength: limits.bytes });
  } catch {
    return null;
  }
}

/** Lets requests to a host go one after the other, `gapMs` apart. */
function createTurns(
  clock: Clock,
  wait: (ms: number, signal?: AbortSignal) => Promise<void>,
): { take(host: string, gapMs: number, signal?: AbortSignal): Promise<void> } {
  const next = new Map<string, number>();
  return {
    take: async (host, gapMs, signal) => {
      const now = clock.monotonicMs();
      for (const [name, at] of next) if (at <= now) next.delete(name);
      const at = Math.max(next.get(host) ?? now, now);
      next.set(host, at + gapMs);
      if (at > now) await wait(at - now, signal);
      signal?.throwIfAborted();
    },
  };
}

async function patiently(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: signal ?? AbortSignal.any([]) }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
