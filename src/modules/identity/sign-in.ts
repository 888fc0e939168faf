import { createHmac, timingSafeEqual } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import type { Database } from '../../platform/db/index.ts';
import type { SignedIn } from '../../platform/http/actor.ts';
import { newId, type IdKind } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Clock } from '../../platform/time.ts';
import * as repo from './repo.ts';
import { apiKeyOf, hashSecret } from './secrets.ts';

const sessionSeconds = 30 * 24 * 3600;
const passwordLength = { min: 10, max: 200 } as const;
const keyTouchMs = 60_000;

export type SignInSettings = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** The server's address as browsers see it; https makes cookies Secure. */
  readonly baseUrl: string;
  /** Signs cookies; changing it signs everybody out. */
  readonly secret: string;
  readonly trustedOrigins: readonly string[];
};

/** better-auth under the house's table names, ids and rules. auth-routes.ts calls what of it the world may reach. */
export function authOptions(settings: SignInSettings): BetterAuthOptions {
  const ids: Record<string, IdKind> = { user: 'user', session: 'session', account: 'account', verification: 'verification' };
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return {
    appName: 'Hookline',
    baseURL: settings.baseUrl,
    basePath: '/api/auth',
    secret: settings.secret,
    trustedOrigins: [...settings.trustedOrigins],
    database: { db: settings.db.root, type: 'postgres' },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', ...times },
      additionalFields: { language: { type: 'string', required: false } },
    },
    session: {
      modelName: 'sessions',
      fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
      additionalFields: { activeOrganisationId: { type: 'string', required: false, input: false, fieldName: 'active_organisation_id' } },
      expiresIn: sessionSeconds,
      freshAge: 0,
    },
    account: {
      modelName: 'sign_in_methods',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times } },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLength.min, maxPasswordLength: passwordLength.max },
    // Attempts are limited in limits.ts, where an account counts as well as an address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'hookline',
      useSecureCookies: settings.baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: ({ model }) => newId(ids[model] ?? 'verification', settings.clock.nowMs()) },
    },
    logger: {
      log: (level, message) => {
        if (level === 'error') settings.log.error('identity.auth', { message });
        else if (level === 'warn') settings.log.warn('identity.auth', { message });
      },
    },
  };
}

/** Set by us on each request that better-auth sees; what a client sends under this name is overwritten. */
export const addressHeader = 'x-hookline-address';

export type SignIn = {
  /** better-auth's own handler: only auth-routes.ts may call it. */
  readonly handle: (request: Request) => Promise<Response>;
  /** The token of a session cookie whose signature is ours, else null. */
  sessionToken(request: Request): string | null;
  /** Who sends a request, by API key or by session cookie; null when nobody or no longer. One query, two a minute for a key. */
  authenticate(request: Request): Promise<SignedIn | null>;
};

export function createSignIn(settings: SignInSettings): SignIn {
  const auth = betterAuth(authOptions(settings));
  const cookieName = `${settings.baseUrl.startsWith('https:') ? '__Secure-' : ''}hookline.session_token`;
  const sessionToken = (request: Request): string | null => verifiedCookie(request.headers.get('cookie'), cookieName, settings.secret);
  return {
    handle: (request) => auth.handler(request),
    sessionToken,
    authenticate: async (request) => {
      const key = apiKeyOf(request);
      // A request with a key is the key's, good or bad: falling back to a cookie would hide that it was revoked.
      if (key !== null) return keyOwner(settings, key);
      const token = sessionToken(request);
      if (token === null) return null;
      const owner = await settings.db.read((trx) => repo.findSessionOwner(trx, token, settings.clock.now()));
      return owner
        ? { kind: 'person', id: owner.userId, name: owner.name, organisationId: owner.organisationId, role: owner.role, requestId: null }
        : null;
    },
  };
}

async function keyOwner({ db, clock }: SignInSettings, secret: string): Promise<SignedIn | null> {
  const now = clock.now();
  const key = await db.read((trx) => repo.findApiKeyBySecret(trx, hashSecret(secret), now));
  if (!key) return null;
  if (!key.last_used_at || now.getTime() - key.last_used_at.getTime() >= keyTouchMs)
    await db.read((trx) => repo.touchApiKey(trx, key.id, now));
  return {
    kind: 'api_key',
    id: key.id,
    name: key.name,
    organisationId: key.organisation_id,
    role: key.role,
    requestId: null,
    scopes: key.scopes,
  };
}

// The form of better-call's signed cookies: `token.signature`, percent-encoded, HMAC-SHA-256 in base64. A test signs in
// through better-auth and is recognised here, so that a change of form cannot go unseen.
function verifiedCookie(header: string | null, name: string, secret: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    let value: string;
    try {
      value = decodeURIComponent(part.slice(equals + 1).trim());
    } catch {
      continue;
    }
    const dot = value.lastIndexOf('.');
    if (dot < 1) continue;
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    const right = createHmac('sha256', secret).update(token).digest();
    if (given.length === right.length && timingSafeEqual(given, right) && !token.includes('\u0000')) return token;
  }
  return null;
}
