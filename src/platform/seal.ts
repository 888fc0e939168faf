/** Secrets at rest: what must be read again (tokens of other services, signing secrets) is kept sealed, never in the clear. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';

export type Sealer = {
  /** A text sealed under this purpose: `v1.` and nonce, ciphertext and tag in base64url. Equal texts never look alike. */
  seal(text: string, context?: string): string;
  /** The text again. Throws a bug for one that was changed, of another purpose or context, or sealed with another house secret. */
  open(sealed: string, context?: string): string;
};

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) with a key that HKDF (RFC 5869) derives from the house secret for this purpose alone, e.g.
 * `webhooks.secret`. The context (a row's id) is authenticated too, so that a sealed text moved to another row does not open.
 */
export function createSealer(houseSecret: string, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', houseSecret, 'hookline seal v1', purpose, 32));
  const bound = (context: string): Buffer => Buffer.from(`v1\0${purpose}\0${context}`);
  return {
    seal: (text, context = '') => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(context));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${sealed.toString('base64url')}`;
    },
    open: (sealed, context = '') => {
      try {
        const bytes = Buffer.from(/^v1\.([\w-]+)$/.exec(sealed)![1]!, 'base64url');
        // GCM takes shorter tags unless told their length, and a short tag is easier to forge.
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
        decipher.setAAD(bound(context)).setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AppError('platform.bug', 'bug', { reason: `a sealed text (${purpose}) does not open` }, cause);
      }
    },
  };
}
