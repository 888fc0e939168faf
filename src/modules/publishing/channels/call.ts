import { isAppError } from '../../../platform/errors.ts';
import type { Outgoing, OutgoingRequest } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import { ChannelError } from './types.ts';

/** What a channel's client works with. */
export type ChannelParts = { readonly clock: Clock; readonly outgoing: Outgoing };
export type Answer = { status: number; headers: Headers; body: unknown };

const patienceMs = 30_000;

/** One call of a channel's interface. Throws ChannelError `again` where there is no answer; statuses are the caller's to read. */
export async function call({ outgoing }: ChannelParts, url: string, request: OutgoingRequest = {}): Promise<Answer> {
  try {
    const { status, headers, body } = await outgoing.fetch(url, { timeoutMs: patienceMs, ...request });
    return { status, headers, body: readJson(body.toString('utf8')) };
  } catch (error) {
    if (request.signal?.aborted || !isAppError(error)) throw error;
    throw new ChannelError('again', error.code.replace('outgoing.', ''), null, error);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Nothing, or a gateway's page instead of the interface's answer: the status tells.
    return null;
  }
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3), seconds only; null without it. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) * 1000 : null;
}

/** A form as OAuth's token endpoints take it. */
export const form = (fields: Record<string, string>): OutgoingRequest => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
