/** Signing in and out go to better-auth's own routes; its refusals are put into the house's codes. */
import { ApiError, send } from './client.ts';

async function post(path: string, body: unknown): Promise<void> {
  try {
    await send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 400)) throw new ApiError(error.status, 'client.wrong_credentials');
    throw error;
  }
}

/** Opens a session; the cookie is the server's. Throws `client.wrong_credentials` without saying which of the two was wrong. */
export function signIn(email: string, password: string): Promise<void> {
  return post('/api/auth/sign-in/email', { email, password });
}

/** Ends the session here. A server that does not know it any more is as good as one that ended it. */
export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {}).catch(() => {});
}
