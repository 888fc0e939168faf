import { platformErrors } from '../../platform/errors.ts';
import type { Actor, SignedIn } from '../../platform/http/actor.ts';
import { negotiateLanguage } from '../../platform/i18n.ts';
import type { AuditTrail } from './audit.ts';
import { identityErrors } from './errors.ts';
import type { AttemptLimits } from './limits.ts';
import * as repo from './repo.ts';
import { addressHeader, type SignIn, type SignInSettings } from './sign-in.ts';

/** What a route knows of the request that it passes on. */
type Passed = { readonly request: Request; readonly address: string; readonly requestId: string; readonly signedIn: SignedIn | null };
type AuthParts = SignInSettings & { readonly signIn: SignIn; readonly limits: AttemptLimits; readonly audit: AuditTrail };

// All of better-auth that the world may reach is called from here, with a body that the contract has checked: its sign-up,
// its password reset and its plugins would go round our rules, so no route leads to them.

/** Opens a session. Throws invalid_credentials, the same for every reason, and too_many_attempts. */
export async function signInByEmail(
  parts: AuthParts,
  body: { email: string; password: string; rememberMe: boolean },
  passed: Passed,
): Promise<Response> {
  const { request, address } = passed;
  const attempt = await parts.limits.begin(address, body.email);
  const response = await parts.signIn.handle(forwarded(parts, passed, '/sign-in/email', body));
  if (!response.ok) {
    parts.log.warn('identity.sign_in_refused', { address });
    if (response.status < 500) throw identityErrors.invalid_credentials();
    return refused(response);
  }
  await attempt.succeed();
  const { user } = (await response.clone().json()) as { user: { id: string; name: string; email: string } };
  await parts.db.transaction(async (trx) => {
    await repo.rememberLanguage(trx, user.id, negotiateLanguage(request.headers.get('accept-language')));
    const [first] = await repo.listOrganisationsOf(trx, user.id);
    if (!first) return;
    const actor: Actor = {
      kind: 'person',
      id: user.id,
      name: user.name,
      organisationId: first.id,
      role: first.role,
      requestId: passed.requestId,
    };
    await parts.audit.record(trx, actor, 'identity.sign_in', { id: user.id, title: user.email }, { address });
  });
  return withCookies(response, { user: { id: user.id, name: user.name, email: user.email } });
}

/** Ends the session. */
export async function signOut(parts: AuthParts, passed: Passed): Promise<Response> {
  const response = await parts.signIn.handle(forwarded(parts, passed, '/sign-out', {}));
  if (!response.ok) return refused(response);
  await recordOwn(parts, passed, 'identity.sign_out');
  return withCookies(response, {});
}

/** Sets one's own password; the other sessions end. Throws wrong_password and too_many_attempts. */
export async function changePassword(
  parts: AuthParts,
  body: { currentPassword: string; newPassword: string },
  passed: Passed,
): Promise<Response> {
  // Whoever finds an open browser must not be able to guess the password at leisure.
  const attempt = await parts.limits.begin(passed.address, `change:${passed.signedIn?.id}`);
  const response = await parts.signIn.handle(forwarded(parts, passed, '/change-password', { ...body, revokeOtherSessions: true }));
  if (response.status === 400) throw identityErrors.wrong_password();
  if (!response.ok) return refused(response);
  await attempt.succeed();
  await recordOwn(parts, passed, 'identity.change_password');
  return withCookies(response, {});
}

// better-auth sees a request of our own making: the checked body, the address that we believe, the origin that is ours.
function forwarded(settings: SignInSettings, { request, address }: Passed, path: string, body: object): Request {
  const headers = new Headers({ origin: new URL(settings.baseUrl).origin, [addressHeader]: address, 'content-type': 'application/json' });
  const cookie = request.headers.get('cookie');
  if (cookie !== null) headers.set('cookie', cookie);
  const agent = request.headers.get('user-agent');
  if (agent !== null) headers.set('user-agent', agent.slice(0, 500));
  return new Request(new URL(`/api/auth${path}`, settings.baseUrl), { method: 'POST', headers, body: JSON.stringify(body) });
}

/** An answer of ours with better-auth's cookies: its own would tell the session's token to scripts. */
function withCookies(response: Response, body: object): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(JSON.stringify(body), { headers });
}

async function recordOwn(parts: AuthParts, { signedIn, requestId }: Passed, action: `identity.${string}`): Promise<void> {
  const { organisationId, role } = signedIn ?? {};
  if (!signedIn || !organisationId || !role) return;
  await parts.db.transaction((trx) =>
    parts.audit.record(trx, { ...signedIn, organisationId, role, requestId }, action, { id: signedIn.id ?? '', title: signedIn.name }),
  );
}

function refused(response: Response): never {
  if (response.status === 401) throw platformErrors.unauthenticated();
  if (response.status === 403) throw platformErrors.forbidden({});
  throw new Error(`better-auth answered ${response.status}`);
}
