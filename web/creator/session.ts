/** Signing in and out. */
import { ApiError } from '../shared/api/client.ts';
import { ask } from './api.ts';

/** Opens a session; the cookie is the server's. Throws `identity.invalid_credentials` without saying which of the two was wrong. */
export async function signIn(email: string, password: string): Promise<void> {
  await ask('POST /api/auth/sign-in/email', { body: { email, password } });
}

/** Ends the session here. A server that does not know it any more is as good as one that ended it. */
export async function signOut(): Promise<void> {
  await ask('POST /api/auth/sign-out', {}).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  });
}

/** Only places of this app: an address of another site in `next` would be a trap. */
export function safeNext(next: string | null): string {
  return next && next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
}
