/** Messages between servers that prove whose they are: the Standard Webhooks specification 1.0, symmetric signatures (`v1`). */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The three headers of a signed message. */
export type WebhookHeaders = {
  'webhook-id': string;
  /** Seconds since 1970. */
  'webhook-timestamp': string;
  /** `v1,` and base64; one for each secret, separated by spaces. */
  'webhook-signature': string;
};

export type Verification =
  | { ok: true; id: string; timestamp: Date; /** Which of the secrets fits; 0 is the first given. */ secretIndex: number }
  | { ok: false; reason: 'headers_missing' | 'timestamp_invalid' | 'too_old' | 'too_new' | 'signature_wrong' };

const mark = 'whsec_';
/** How far the two clocks may be apart, both ways. */
export const toleranceSeconds = 5 * 60;
// A sender that rotates has two or three; a list without end would buy hashing time with one request.
const mostSignatures = 20;
const mostSecrets = 10;

/** A new secret of 32 random bytes (the specification asks for 24 to 64) in its text form `whsec_` + base64. */
export function newWebhookSecret(): string {
  return mark + randomBytes(32).toString('base64');
}

/** Whether a text can be a secret: `whsec_` or nothing, then base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const base64 = withoutMark(text);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return false;
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}

/**
 * The headers under which `payload` is sent: signed with every secret given, the newest first, so that a receiver that has
 * only one of them is content while secrets rotate. Throws for a secret that is none and for an id with a dot or space.
 */
export function signWebhook(message: {
  id: string;
  timestamp: Date;
  payload: string | Uint8Array;
  secrets: readonly string[];
}): WebhookHeaders {
  // The specification asks for ids without dots: `a.1` + `.2` and `a` + `.1.2` would sign alike.
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(message.id))
    throw new RangeError('the id of a webhook message holds a dot, a space, or nothing');
  if (message.secrets.length === 0) throw new RangeError('a webhook message needs a secret');
  const seconds = String(Math.floor(message.timestamp.getTime() / 1000));
  const signatures = message.secrets.map(
    (secret) => `v1,${digest(keyOf(secret), message.id, seconds, message.payload).toString('base64')}`,
  );
  return { 'webhook-id': message.id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}

/**
 * Whether a message is of one who holds one of the secrets, and fresh. `payload` is the body as it came, byte for byte.
 * All comparisons take constant time. Whether the id was seen before is for the caller to remember.
 */
export function verifyWebhook(message: {
  header: (name: 'webhook-id' | 'webhook-timestamp' | 'webhook-signature') => string | null | undefined;
  payload: string | Uint8Array;
  secrets: readonly string[];
  now: Date;
}): Verification {
  const id = message.header('webhook-id');
  const seconds = message.header('webhook-timestamp');
  const signature = message.header('webhook-signature');
  if (!id || !seconds || !signature) return { ok: false, reason: 'headers_missing' };
  if (!/^\d{1,12}$/.test(seconds)) return { ok: false, reason: 'timestamp_invalid' };
  const given = signature
    .split(' ')
    .slice(0, mostSignatures)
    .filter((each) => each.startsWith('v1,'));
  let secretIndex = -1;
  for (const [index, secret] of message.secrets.slice(0, mostSecrets).entries()) {
    const right = digest(keyOf(secret), id, seconds, message.payload).toString('base64');
    for (const each of given) if (equal(each.slice(3), right) && secretIndex < 0) secretIndex = index;
  }
  if (secretIndex < 0) return { ok: false, reason: 'signature_wrong' };
  const late = Math.floor(message.now.getTime() / 1000) - Number(seconds);
  if (late > toleranceSeconds) return { ok: false, reason: 'too_old' };
  if (late < -toleranceSeconds) return { ok: false, reason: 'too_new' };
  return { ok: true, id, timestamp: new Date(Number(seconds) * 1000), secretIndex };
}

function withoutMark(secret: string): string {
  return secret.startsWith(mark) ? secret.slice(mark.length) : secret;
}

function keyOf(secret: string): Buffer {
  if (!isWebhookSecret(secret)) throw new RangeError('not a secret of Standard Webhooks: whsec_ and base64 of 24 to 64 bytes');
  return Buffer.from(withoutMark(secret), 'base64');
}

function digest(key: Buffer, id: string, seconds: string, payload: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${id}.${seconds}.`).update(payload).digest();
}

function equal(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
