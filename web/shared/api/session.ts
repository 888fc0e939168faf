/** Signing in and out. */
import { identityContract } from '../../../src/modules/identity/contract.ts';
import { ApiError, call } from './client.ts';

/** Opens a session; the cookie is the server's. Throws `identity.invalid_credentials` without saying which of the two was wrong. */
export async function signIn(email: string, password: string): Promise<void> {
  await call(identityContract.routes.signIn, { body: { email, password } });
}

/** Ends the session here. A server that does not know it any more is as good as one that ended it. */
export async function signOut(): Promise<void> {
  await call(identityContract.routes.signOut).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  });
}
