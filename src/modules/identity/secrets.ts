import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A secret of 256 random bits and what the database keeps of it. */
export type NewSecret = { readonly secret: string; readonly hash: string };

const keyMark = 'hlk_';
// Without 0, O, 1, l and I: a password is read from a terminal and typed.
const passwordAlphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** SHA-256 in hex. Enough for secrets of 256 random bits, which nobody can guess; passwords get scrypt. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The token of a link: 43 characters that need no escaping in a path. */
export function newLinkToken(): NewSecret {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashSecret(secret) };
}

/** The secret of an API key, with a mark by which scanners of leaked secrets know it, and its first twelve characters. */
export function newApiKeySecret(): NewSecret & { readonly prefix: string } {
  const secret = keyMark + randomBytes(32).toString('base64url');
  return { secret, hash: hashSecret(secret), prefix: secret.slice(0, 12) };
}

/** A password of 20 characters, 116 bits, in groups of five. */
export function newPassword(): string {
  const letters = Array.from({ length: 20 }, () => passwordAlphabet[randomInt(passwordAlphabet.length)]!).join('');
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

/** The API key that a request carries, null when it carries none. */
export function apiKeyOf(request: Request): string | null {
  const header = request.headers.get('x-api-key');
  if (header !== null) return header.trim();
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '');
  return bearer ? bearer[1]! : null;
}
