/** One request to an AI endpoint: bounded in size and time, repeated when that can help, cancelled when asked. */
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Clock } from '../time.ts';
import { systemClock } from '../time.ts';
import { aiErrors } from './errors.ts';
import type { AiEndpoint } from './settings.ts';

export type AiTools = {
  clock?: Clock;
  /** Waits between attempts; replaced in tests so that nothing sleeps. */
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  attempts?: number;
};
export type AiRequest = {
  path: string;
  body: () => { data: string | FormData; contentType?: string };
  accept: RegExp;
  signal?: AbortSignal;
};
export type AiAnswer = { text: string; contentType: string };

const longestWaitMs = 30_000;
const firstWaitMs = 500;

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date), null where it says nothing usable. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** Reads at most `limit` bytes; more is an error and the rest is not waited for. */
async function readBounded(response: Response, limit: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      throw aiErrors.answer_too_large({ limitBytes: limit });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw aiErrors.not_utf8({}, error);
  }
}

function named(error: unknown, endpoint: AiEndpoint, attemptSignal: AbortSignal, outer?: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (outer?.aborted) return aiErrors.cancelled({}, error);
  if (attemptSignal.aborted) return aiErrors.timed_out({ seconds: Math.round(endpoint.timeoutMs / 1000) }, error);
  return aiErrors.unreachable({ host: new URL(endpoint.baseUrl).host }, error);
}

type Attempt = { answer: AiAnswer } | { again: AppError; waitMs: number | null };

async function tryOnce(endpoint: AiEndpoint, request: AiRequest, clock: Clock): Promise<Attempt> {
  const timeout = AbortSignal.timeout(endpoint.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const { data, contentType } = request.body();
  const headers = new Headers({ accept: 'application/json, text/plain' });
  if (contentType !== undefined) headers.set('content-type', contentType);
  if (endpoint.apiKey !== null) headers.set('authorization', `Bearer ${endpoint.apiKey}`);
  try {
    // A redirect could carry the key to another host.
    const response = await fetch(`${endpoint.baseUrl}${request.path}`, { method: 'POST', headers, body: data, signal, redirect: 'error' });
    const status = response.status;
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      if (status === 429)
        return { again: aiErrors.rate_limited({ status }), waitMs: retryAfterMs(response.headers.get('retry-after'), clock.nowMs()) };
      if (status >= 500)
        return { again: aiErrors.server_failed({ status }), waitMs: retryAfterMs(response.headers.get('retry-after'), clock.nowMs()) };
      throw status === 401 || status === 403 ? aiErrors.refused({ status }) : aiErrors.rejected({ status });
    }
    const type = (response.headers.get('content-type') ?? '').toLowerCase();
    if (!request.accept.test(type)) {
      await response.body?.cancel().catch(() => undefined);
      throw aiErrors.wrong_content_type({ contentType: type.slice(0, 80) });
    }
    return { answer: { text: decode(await readBounded(response, endpoint.maxAnswerBytes)), contentType: type } };
  } catch (error) {
    const failure = named(error, endpoint, timeout, request.signal);
    // A host that does not answer may be starting; an answer that broke a rule will break it again.
    if (failure.code === 'ai.unreachable') return { again: failure, waitMs: null };
    throw failure;
  }
}

/**
 * Posts a request and returns its text. Repeats on 429, 5xx and broken connections, waiting as Retry-After says (at most 30 s)
 * or 0.5 s, 1 s, 2 s …. Throws `ai.*` errors; none of them, nor any log line, holds the key.
 */
export async function postToEndpoint(endpoint: AiEndpoint, request: AiRequest, tools: AiTools = {}): Promise<AiAnswer> {
  const clock = tools.clock ?? systemClock;
  const attempts = tools.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    if (request.signal?.aborted) throw aiErrors.cancelled();
    const result = await tryOnce(endpoint, request, clock);
    if ('answer' in result) return result.answer;
    if (attempt >= attempts || (result.waitMs ?? 0) > longestWaitMs) throw result.again;
    const waitMs = result.waitMs ?? firstWaitMs * 2 ** (attempt - 1);
    try {
      await (tools.wait ?? sleep)(Math.min(longestWaitMs, waitMs), request.signal);
    } catch (error) {
      throw aiErrors.cancelled({}, error);
    }
  }
}

/** Lets at most `size` tasks run at once; the others wait in order of arrival. */
export function createGate(size: number): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let running = 0;
  const line: (() => void)[] = [];
  return async (task) => {
    if (running >= size) await new Promise<void>((resolve) => line.push(resolve));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      line.shift()?.();
    }
  };
}
