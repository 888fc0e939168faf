/** The API as it is served, without a socket: identity on a real database, and the bound contracts of other modules beside it. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { createIdentity, type Identity } from '../../src/modules/identity/index.ts';
import type { IdentityTables } from '../../src/modules/identity/tables.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { createApi, type BoundContract } from '../../src/platform/http/server.ts';
import type { Contract } from '../../src/platform/http/contract.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog, type Log } from '../../src/platform/log.ts';
import { createMailer, type Mailer } from '../../src/platform/mail/index.ts';
import { fixedClock, systemClock, type Clock } from '../../src/platform/time.ts';

export const testOrigin = 'http://hookline.test';
export const testSecret = 'a secret of the tests, long enough to sign with';

export type TestHouse = {
  readonly api: Hono;
  readonly identity: Identity;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly request: Send;
};
export type Send = (method: string, path: string, options?: SendOptions) => Promise<Response>;
type SendOptions = {
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  cookie?: string;
  key?: string;
  headers?: Record<string, string>;
  address?: string;
};

export type HouseSettings = {
  mail?: Mailer;
  baseUrl?: string;
  log?: Log;
  contracts?: readonly Contract[];
  /** Modules beside identity, made when its audit trail is there. */
  bind?: (identity: Identity, clock: Clock) => readonly BoundContract[];
};

/** A house whose clock starts now and moves when told; better-auth reads the machine's own. */
export function openTestHouse(db: Database, settings: HouseSettings = {}): TestHouse {
  const clock = fixedClock(systemClock.now().toISOString());
  const baseUrl = settings.baseUrl ?? testOrigin;
  const log = settings.log ?? silentLog;
  const mail = settings.mail ?? createMailer({ url: null, from: '' }, log);
  const identity = createIdentity({
    db,
    clock,
    log,
    mail,
    baseUrl,
    secret: testSecret,
    trustedOrigins: [baseUrl],
    contracts: settings.contracts ?? [],
  });
  const others = settings.bind?.(identity, clock) ?? [];
  const api = createApi({
    clock,
    log,
    bound: [identity.bound, ...others],
    authenticate: identity.authenticate,
    trustedOrigins: [baseUrl],
    addressOf: (context) => context.req.header('x-test-address') ?? '192.0.2.1',
  });
  const request: Send = async (method, path, options = {}) => {
    const headers = new Headers(options.headers);
    if (options.cookie) headers.set('cookie', options.cookie);
    if (options.key) headers.set('authorization', `Bearer ${options.key}`);
    if (options.address) headers.set('x-test-address', options.address);
    if (options.body !== undefined) headers.set('content-type', 'application/json');
    const body = options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body));
    return api.request(new URL(path, baseUrl), { method, headers, body });
  };
  return { api, identity, clock, request };
}

/** Signs in and answers with the cookies as a browser would send them back. Throws when it was refused. */
export async function signIn(request: Send, email: string, password: string): Promise<string> {
  const response = await request('POST', '/api/auth/sign-in/email', { body: { email, password } });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return cookiesOf(response);
}

export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');
}

/** A session of a person, without the password's slow hash: the row and the signed cookie that signing in would give. */
export async function sessionCookie(db: Database, userId: string, secret = testSecret): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expires = new Date(systemClock.nowMs() + 24 * 3600_000);
  const row = { id: newId('session', systemClock.nowMs()), user_id: userId, token, expires_at: expires, active_organisation_id: null };
  await db.read((trx) => trx.withTables<IdentityTables>().insertInto('sessions').values(row).execute());
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `hookline.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
