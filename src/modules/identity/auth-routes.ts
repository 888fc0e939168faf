import { z } from 'zod';
import { AppError, platformErrors } from '../../platform/errors.ts';
import { invalidRequest, readJson } from '../../platform/http/input.ts';
import { problemResponse, requestIdOf } from '../../platform/http/server.ts';
import { languages, negotiateLanguage } from '../../platform/i18n.ts';
import type { AuditTrail } from './audit.ts';
import { identityErrors } from './errors.ts';
import type { AttemptLimits } from './limits.ts';
import * as repo from './repo.ts';
import { addressHeader, passwordLength, type SignIn, type SignInSettings } from './sign-in.ts';

const word = z.string().max(300).refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'The text holds a character that is not accepted.');
const password = word.min(passwordLength.min).max(passwordLength.max);

type OpenRoute = { method: 'GET' | 'POST'; body?: z.ZodType };

/** All of better-auth that the world may reach. Sign-up, its password reset and its plugins would go round our rules. */
const openRoutes: Readonly<Record<string, OpenRoute>> = {
  '/sign-in/email': { method: 'POST', body: z.object({ email: word.min(1), password: word.min(1), rememberMe: z.boolean().optional() }) },
  '/sign-out': { method: 'POST', body: z.object({}) },
  '/get-session': { method: 'GET' },
  '/change-password': { method: 'POST', body: z.object({ currentPassword: word.min(1), newPassword: password, revokeOtherSessions: z.boolean().default(true) }) },
  '/update-user': { method: 'POST', body: z.object({ name: word.trim().min(1).max(100).optional(), language: z.string().refine((tag) => languages().includes(tag)).optional() }) },
  '/list-sessions': { method: 'GET' },
  '/revoke-session': { method: 'POST', body: z.object({ token: word }) },
  '/revoke-other-sessions': { method: 'POST', body: z.object({}) },
};

export type AuthRoutesParts = { settings: SignInSettings; signIn: SignIn; limits: AttemptLimits; audit: AuditTrail };

/** Answers /api/auth/*: sign-in, sign-out, sessions and one's own password. Failures are problem documents like everywhere. */
export function createAuthHandler(parts: AuthRoutesParts): (request: Request, address: string) => Promise<Response> {
  return async (request, address) => {
    const { clock, log } = parts.settings;
    const requestId = requestIdOf(request, clock);
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    let response: Response;
    try {
      response = await answer(parts, request, path, address, requestId);
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown);
      if (error.kind === 'bug') log.error('http.bug', { requestId, path, error: thrown });
      response = problemResponse(error, requestId);
    }
    const answered = new Response(response.body, response);
    answered.headers.set('x-request-id', requestId);
    answered.headers.set('cache-control', 'no-store');
    log.info('http.request', { requestId, route: `auth${path.slice(0, 60)}`, status: answered.status });
    return answered;
  };
}

async function answer(parts: AuthRoutesParts, request: Request, path: string, address: string, requestId: string): Promise<Response> {
  const route = Object.hasOwn(openRoutes, path) ? openRoutes[path]! : null;
  if (!route) throw platformErrors.not_found({});
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== route.method) throw platformErrors.method_not_allowed({ allow: route.method });
  const origin = request.headers.get('origin');
  if (method === 'POST' && origin && !parts.settings.trustedOrigins.includes(origin)) throw platformErrors.forbidden({ origin });
  const body = route.body ? readBody(route.body, await readJson(request)) : null;
  const forward = (): Promise<Response> => parts.signIn.handle(forwarded(parts, request, path, address, body));
  switch (path) {
    case '/sign-in/email':
      return signInByEmail(parts, request, body as { email: string }, address, forward);
    case '/sign-out':
      await recordAct(parts, request, 'identity.sign_out', requestId);
      return passOn(await forward());
    case '/change-password':
      return changePassword(parts, request, address, requestId, forward);
    default:
      return passOn(await forward());
  }
}

function readBody(schema: z.ZodType, json: unknown): unknown {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.map((issue) => ({ path: ['body', ...issue.path].join('.'), code: issue.code, message: issue.message })));
}

// better-auth sees a request of our own making: the checked body, the address that we believe, the origin that we trust.
function forwarded({ settings }: AuthRoutesParts, request: Request, path: string, address: string, body: unknown): Request {
  const headers = new Headers({ origin: new URL(settings.baseUrl).origin, [addressHeader]: address, 'content-type': 'application/json' });
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value.slice(0, 4096));
  }
  const method = body === null ? 'GET' : 'POST';
  return new Request(new URL(`/api/auth${path}`, settings.baseUrl), { method, headers, body: body === null ? null : JSON.stringify(body) });
}

async function signInByEmail(parts: AuthRoutesParts, request: Request, body: { email: string }, address: string, forward: () => Promise<Response>): Promise<Response> {
  const { settings, limits, audit } = parts;
  const attempt = await limits.begin(address, body.email);
  const response = await forward();
  if (!response.ok) {
    settings.log.warn('identity.sign_in_refused', { address });
    // An e-mail that is none, one that is unknown and a wrong password answer alike.
    if (response.status < 500) throw identityErrors.invalid_credentials();
    return passOn(response);
  }
  await attempt.succeed();
  const { user } = (await response.clone().json()) as { user: { id: string; name: string } };
  await settings.db.transaction(async (trx) => {
    await repo.rememberLanguage(trx, user.id, negotiateLanguage(request.headers.get('accept-language')));
    const [first] = await repo.listOrganisationsOf(trx, user.id);
    if (!first) return;
    await audit.record(
      trx, { kind: 'person', id: user.id, name: user.name, organisationId: first.id, role: first.role, requestId: null }, 'identity.sign_in', null, { address },
    );
  });
  return response;
}

async function changePassword(parts: AuthRoutesParts, request: Request, address: string, requestId: string, forward: () => Promise<Response>): Promise<Response> {
  const who = await parts.signIn.authenticate(request);
  if (who?.kind !== 'person') throw platformErrors.unauthenticated();
  // Whoever finds an open browser must not be able to guess the password at leisure.
  const attempt = await parts.limits.begin(address, `change:${who.id}`);
  const response = await forward();
  if (response.status === 400) throw identityErrors.wrong_password();
  if (!response.ok) return passOn(response);
  await attempt.succeed();
  await recordAct(parts, request, 'identity.change_password', requestId, who);
  // better-auth answers with the new session's token, which the cookie already carries.
  return new Response('{}', { headers: [['content-type', 'application/json'], ...response.headers.getSetCookie().map((cookie): [string, string] => ['set-cookie', cookie])] });
}

async function recordAct(parts: AuthRoutesParts, request: Request, action: `identity.${string}`, requestId: string, known?: Awaited<ReturnType<SignIn['authenticate']>>): Promise<void> {
  const who = known ?? (await parts.signIn.authenticate(request));
  const { organisationId, role } = who ?? {};
  if (!who || !organisationId || !role) return;
  await parts.settings.db.transaction((trx) => parts.audit.record(trx, { ...who, organisationId, role, requestId }, action, null));
}

/** better-auth's refusals in our form; its successes as they are. */
function passOn(response: Response): Response {
  if (response.ok) return response;
  if (response.status === 401) throw platformErrors.unauthenticated();
  if (response.status === 403) throw platformErrors.forbidden({});
  if (response.status < 500) throw platformErrors.invalid_request({ first: 'body' });
  throw new Error(`better-auth answered ${response.status}`);
}
