import { Hono, type Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { AppError, platformErrors, type ErrorKind } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../time.ts';
import type { Actor, SignedIn } from './actor.ts';
import type { Contract, Problem, Route, RouteInput, RouteResult } from './contract.ts';
import { idempotencyKeyOf, provesNothingDone, type Idempotency, type Reservation } from './idempotency.ts';
import { readInput } from './input.ts';
import { callerOf, createQuotas, limitHeaders, limitOf, type Quotas, type Taken } from './quota.ts';

type RequestContext = {
  /** The tenant's actor; on `public` and `session` routes it may lack an organisation: use `signedIn` there. */
  readonly actor: Actor;
  readonly signedIn: SignedIn | null;
  readonly requestId: string;
  readonly log: Log;
  readonly request: Request;
  /** The peer's address as the proxy settings let us believe it. */
  readonly address: string;
};

type Handler<R extends Route> = (input: RouteInput<R>, context: RequestContext) => Promise<RouteResult<R>>;
export type Handlers<C extends Contract> = { readonly [K in keyof C['routes']]: Handler<C['routes'][K]> };

/** One module's promises and what keeps them; made with `bindRoutes` so that the types meet. */
export type BoundContract = { readonly contract: Contract; readonly handlers: Readonly<Record<string, Handler<Route>>> };

export function bindRoutes<C extends Contract>(contract: C, handlers: Handlers<C>): BoundContract {
  return { contract, handlers: handlers as unknown as Record<string, Handler<Route>> };
}

export type ServerParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly bound: readonly BoundContract[];
  authenticate(request: Request): Promise<SignedIn | null>;
  /** The origins that a browser may change things from; the first is the server's own. */
  readonly trustedOrigins: readonly string[];
  addressOf(context: Context): string;
  /** Whether requests are counted and refused beyond their quota; a gateway before the house may do it instead. */
  readonly limits?: boolean;
  /** Where first answers are kept; without it the header Idempotency-Key is passed over. */
  readonly idempotency?: Idempotency;
};

const statusOfKind: Record<ErrorKind, 400 | 401 | 403 | 404 | 409 | 429 | 503 | 500> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  unavailable: 503,
  bug: 500,
};

/** The API of all modules: validation, permission, problem bodies, a request id and one log line for each request. */
export function createApi(parts: ServerParts): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        // antd writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
      },
      xFrameOptions: 'DENY',
      // Only a proxy with a certificate may promise HTTPS.
      strictTransportSecurity: parts.trustedOrigins[0]?.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  );
  const quotas = parts.limits ? createQuotas(parts.clock) : null;
  const all = parts.bound.flatMap(({ contract, handlers }) =>
    Object.entries(contract.routes).map(([name, route]) => {
      const handler = handlers[name];
      if (!handler) throw new Error(`${route.id} has no handler`);
      return { parts, quotas, contract, route, handler };
    }),
  );
  for (const answering of named(all)) app.on(answering.route.method, answering.route.path, (context) => answer(answering, context));
  const refuse = refuseUnknown(parts);
  app.notFound((context) => refuse(context.req.raw));
  app.onError((thrown, context) => {
    const requestId = requestIdOf(context.req.raw, parts.clock);
    parts.log.error('http.bug', { requestId, path: context.req.path, error: thrown });
    return problemResponse(thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown), requestId);
  });
  return app;
}

/**
 * Routes with names before those with parameters in the same place, so that no module's `/things/:id` takes what is another's
 * `/things/recent`, in whatever order they are bound. Throws where two routes of a method are one path.
 */
function named(all: readonly Answering[]): Answering[] {
  const shapeOf = ({ route }: Answering): string => `${route.method} ${route.path.replaceAll(/:[^/]+/g, ':')}`;
  const seen = new Map<string, string>();
  for (const one of all) {
    const shape = shapeOf(one);
    const other = seen.get(shape);
    if (other !== undefined) throw new Error(`${other} and ${one.route.id} answer one path: ${one.route.path}`);
    seen.set(shape, one.route.id);
  }
  // A sign of each place of a path: a name's comes before a parameter's.
  const rank = ({ route }: Answering): string => route.path.replaceAll(/[^/]+/g, (part) => (part.startsWith(':') ? '1' : '0'));
  return all
    .map((one) => ({ one, own: rank(one) }))
    .toSorted((a, b) => (a.own < b.own ? -1 : a.own > b.own ? 1 : 0))
    .map(({ one }) => one);
}

type Answering = { parts: ServerParts; quotas: Quotas | null; contract: Contract; route: Route; handler: Handler<Route> };

async function answer({ parts, quotas, contract, route, handler }: Answering, context: Context): Promise<Response> {
  const started = parts.clock.monotonicMs();
  const request = context.req.raw;
  const requestId = requestIdOf(request, parts.clock);
  const log = parts.log.with({ requestId });
  const address = parts.addressOf(context);
  let response: Response;
  let who: SignedIn | null = null;
  let taken: Taken | null = null;
  try {
    refuseForeignOrigin(parts, request);
    who = await identify(parts, request, requestId);
    taken = takeQuota(quotas, route, who, address);
    if (taken && !taken.allowed) throw platformErrors.rate_limited({ retryAfterSeconds: taken.retryAfterSeconds });
    permit(contract, route, who);
    const input = await readInput(route, context);
    const act = async (): Promise<Response> => {
      const result = await handler(input, { actor: who as Actor, signedIn: who, requestId, log, request, address });
      return route.response
        ? context.json(route.response.parse(result) as object, (route.status ?? 200) as 200)
        : (result as unknown as Response);
    };
    const key = route.idempotent && who && parts.idempotency ? idempotencyKeyOf(request) : null;
    response = key === null ? await act() : await actOnce(parts.idempotency!, { route, who: who!, key, asked: input }, act, requestId);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.kind === 'bug') log.error('http.bug', { route: route.id, error: error.cause ?? error });
    response = problemResponse(error, requestId);
  }
  response.headers.set('x-request-id', requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  if (taken) for (const [name, value] of Object.entries(limitHeaders(taken))) response.headers.set(name, value);
  log.info('http.request', {
    route: route.id,
    status: response.status,
    ms: Math.round(parts.clock.monotonicMs() - started),
    actor: who?.id ?? null,
    organisation: who?.organisationId ?? null,
  });
  return response;
}

/** Acts where the key is new, and gives the first answer again where it is not. */
async function actOnce(
  idempotency: Idempotency,
  asked: Parameters<Idempotency['begin']>[0],
  act: () => Promise<Response>,
  requestId: string,
): Promise<Response> {
  const begun = await idempotency.begin(asked);
  if ('again' in begun) {
    const { status, body } = begun.again;
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(body, { status, headers: { 'content-type': type, 'idempotent-replayed': 'true' } });
  }
  return settleWith(begun.first, act, requestId);
}

async function settleWith(reservation: Reservation, act: () => Promise<Response>, requestId: string): Promise<Response> {
  try {
    const response = await act();
    await reservation.settle({ status: response.status, body: await response.clone().text() });
    return response;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (provesNothingDone(error)) await reservation.release();
    else await reservation.settle({ status: 500, body: await problemResponse(error, requestId).text() });
    throw thrown;
  }
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  // A full disk is nobody's bug, and the person who reads it can do something.
  if ((thrown as { code?: unknown } | null)?.code === 'ENOSPC') return platformErrors.disk_full({}, thrown);
  return platformErrors.bug({}, thrown);
}

async function identify(parts: ServerParts, request: Request, requestId: string): Promise<SignedIn | null> {
  const who = await parts.authenticate(request);
  return who && { ...who, requestId };
}

// Before permission: whoever is refused a million times has a quota too. A batch costs as much as one.
function takeQuota(quotas: Quotas | null, route: Route, who: SignedIn | null, address: string): Taken | null {
  const policy = quotas && limitOf(route);
  if (!policy) return null;
  return quotas!.take(policy, callerOf(who, address));
}

/** Throws unauthenticated, and forbidden for whoever lacks the route's permission: by role, or by a key's scopes. */
function permit(contract: Contract, route: Route, who: SignedIn | null): void {
  if (route.access === 'public') return;
  if (!who) throw platformErrors.unauthenticated();
  const refused = platformErrors.forbidden({ permission: route.access });
  // `session` routes are about a person's own account; a key has none, and must not make organisations.
  if (route.access === 'session') {
    if (who.kind !== 'person') throw refused;
    return;
  }
  const allowed = contract.permissions[route.access];
  if (!allowed) throw new Error(`${route.id} names a permission that its contract does not list: ${route.access}`);
  if (!who.organisationId || !who.role || !allowed.includes(who.role)) throw refused;
  if (who.scopes && !who.scopes.includes(route.access)) throw refused;
}

// A cookie travels with requests that other sites cause; their Origin tells them apart (OWASP, CSRF prevention).
function refuseForeignOrigin(parts: ServerParts, request: Request): void {
  const origin = request.headers.get('origin');
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS' || !origin) return;
  if (!parts.trustedOrigins.includes(origin)) throw platformErrors.forbidden({ origin });
}

/** The HTTP status of an error: its kind's, save for those that HTTP has words of its own for. */
export function statusOf(code: string, kind: ErrorKind): number {
  if (code === 'platform.too_large') return 413;
  // The draft's own: the key is fine, the content cannot be processed under it.
  if (code === 'platform.idempotency_mismatch') return 422;
  return code === 'platform.method_not_allowed' ? 405 : statusOfKind[kind];
}

/** The RFC 9457 answer to an error; a bug says nothing of itself. */
function problemResponse(error: AppError, requestId: string): Response {
  const status = statusOf(error.code, error.kind);
  const body: Problem = {
    type: `urn:hookline:error:${error.code}`,
    title: error.code,
    status,
    code: error.code,
    params: error.kind === 'bug' ? {} : error.params,
    requestId,
    issues: (error as AppError & { issues?: Problem['issues'] }).issues,
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  };
  if (typeof error.params.retryAfterSeconds === 'number') headers['retry-after'] = String(error.params.retryAfterSeconds);
  return new Response(JSON.stringify(body), { status, headers });
}

/** The id by which a request is found in the logs: the caller's own, where it is a plain word, or a new one. */
function requestIdOf(request: Request, clock: Clock): string {
  const given = request.headers.get('x-request-id');
  return given && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : newId('request', clock.nowMs());
}

/**
 * What to answer below /api where no route matched: 405 with Allow where the path is known, else 404.
 * createApi installs it as the app's notFound; an app that answers other paths with its own page calls it for /api itself.
 */
export function refuseUnknown(parts: ServerParts): (request: Request) => Response {
  const known = parts.bound
    .flatMap(({ contract }) => Object.values(contract.routes))
    .map((route) => ({
      method: route.method,
      form: new RegExp(`^${route.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`),
    }));
  return (request) => {
    const path = new URL(request.url).pathname;
    const methods = [...new Set(known.filter(({ form }) => form.test(path)).map(({ method }) => method as string))];
    const requestId = requestIdOf(request, parts.clock);
    if (methods.length === 0) return problemResponse(platformErrors.not_found({}), requestId);
    const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods;
    const response = problemResponse(platformErrors.method_not_allowed({ allow: allow.join(', ') }), requestId);
    response.headers.set('allow', allow.join(', '));
    return response;
  };
}
