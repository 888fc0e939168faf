/**
 * The typed client: a route of a contract in, its answer out.
 * `call(catalogContract.routes.getWork, {params: {workId}})` needs no generated code, because the contract is the type.
 */
import type { Problem, Route, RouteRequest, RouteResponse } from '../../../src/platform/http/contract.ts';

type Flat<T> = { [K in keyof T]: T[K] };
/** `query` may be left out when everything in it may. */
type Loose<T> = Flat<{ [K in keyof T as {} extends T[K] ? K : never]?: T[K] } & { [K in keyof T as {} extends T[K] ? never : K]: T[K] }>;
type CallRequest<R extends Route> = Loose<RouteRequest<R>>;
type CallArguments<R extends Route> =
  {} extends CallRequest<R>
    ? [route: R, request?: CallRequest<R>, options?: CallOptions]
    : [route: R, request: CallRequest<R>, options?: CallOptions];
type CallOptions = {
  signal?: AbortSignal | undefined;
  /** The bytes themselves, for routes without a JSON body. */
  raw?: Blob;
};

/** A refusal by the server (or no answer at all: status 0, code `client.offline`); `sentence()` in errors.ts words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Problem['params'];
  readonly issues: NonNullable<Problem['issues']>;
  readonly requestId: string | null;

  constructor(
    status: number,
    code: string,
    params: Problem['params'] = {},
    requestId: string | null = null,
    issues: NonNullable<Problem['issues']> = [],
  ) {
    super(`${status} ${code}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.params = params;
    this.issues = issues;
    this.requestId = requestId;
  }
}

/** The address of a route below the server's root, e.g. for `<img src>`, downloads and uploads. */
export function hrefOf(route: Route, request: { params?: Record<string, unknown>; query?: Record<string, unknown> } = {}): string {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(request.params?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Calls a route. Throws ApiError for every refusal; an aborted call throws the signal's reason. */
export async function call<R extends Route>(...[route, request, options]: CallArguments<R>): Promise<RouteResponse<R>> {
  const { params, query, body } = (request ?? {}) as { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };
  const headers = new Headers({ accept: 'application/json' });
  let payload: BodyInit | null = null;
  if (options?.raw) {
    payload = options.raw;
    headers.set('content-type', options.raw.type || 'application/octet-stream');
  } else if (body !== undefined) {
    payload = JSON.stringify(body);
    headers.set('content-type', 'application/json');
  }
  const response = await send(hrefOf(route, { ...(params && { params }), ...(query && { query }) }), {
    method: route.method,
    headers,
    body: payload,
    credentials: 'same-origin',
    signal: options?.signal ?? null,
  });
  return (route.response ? await response.json() : response) as RouteResponse<R>;
}

/** fetch, with a refusal or a silent line made into an ApiError. */
async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, 'client.offline');
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

/** The ApiError in a response; a body that is no problem document (a proxy's page) still gives an error by its status. */
async function readProblem(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === 'string') {
      return new ApiError(response.status, problem.code, problem.params ?? {}, problem.requestId ?? null, problem.issues ?? []);
    }
  } catch {
    // Not JSON: fall through to the status.
  }
  const byStatus: Record<number, string> = {
    401: 'platform.unauthenticated',
    403: 'platform.forbidden',
    404: 'platform.not_found',
    409: 'platform.conflict',
    413: 'platform.too_large',
    429: 'platform.rate_limited',
  };
  return new ApiError(
    response.status,
    byStatus[response.status] ?? (response.status >= 502 ? 'platform.unavailable' : 'platform.bug'),
    {},
    response.headers.get('x-request-id'),
  );
}
