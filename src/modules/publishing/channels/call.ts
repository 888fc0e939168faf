import { ChannelError } from './types.ts';

const patienceMs = 30_000;
/** An answer about a post is a few kilobytes; a megabyte is not one. */
const mostBytes = 1024 * 1024;

export type Answer = { status: number; headers: Headers; body: unknown };

/** One call of a channel's interface. Throws ChannelError `again` where there is no answer; statuses are the caller's to read. */
export async function call(url: string, init: RequestInit & { patienceMs?: number }): Promise<Answer> {
  const timeout = AbortSignal.timeout(init.patienceMs ?? patienceMs);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  try {
    const response = await fetch(url, { ...init, signal, redirect: 'manual' });
    return { status: response.status, headers: response.headers, body: await readJson(response) };
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    if (error instanceof ChannelError) throw error;
    throw new ChannelError('again', timeout.aborted ? 'timeout' : 'no_connection', null, error);
  }
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new ChannelError('again', 'answer_too_large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    // A gateway's page instead of the interface's answer: the status tells.
    return null;
  }
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3), seconds only; null without it. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) * 1000 : null;
}

export const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
