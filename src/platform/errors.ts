/** The eight kinds of failure; one table in platform/http turns a kind into an HTTP status. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'limit' | 'unavailable' | 'bug';

export type ErrorParams = Record<string, string | number | boolean | null>;

/** A failure that a caller can name. `code` is `module.reason`; the client picks the sentence from it, `params` fill it. */
export class AppError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly params: ErrorParams;

  constructor(code: string, kind: ErrorKind, params: ErrorParams = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, { cause });
    this.name = 'AppError';
    this.code = code;
    this.kind = kind;
    this.params = params;
  }
}

export type ErrorFactory = (params?: ErrorParams, cause?: unknown) => AppError;

const kindOfCode = new Map<string, ErrorKind>();

/** The kind of a code, once the module that defines it is loaded. */
export function kindOf(code: string): ErrorKind | undefined {
  return kindOfCode.get(code);
}

/** The errors of one module: `errors.work_not_found({id})` makes an AppError with code `catalog.work_not_found`. */
export function defineErrors<Name extends string>(
  module: string,
  kinds: Record<Name, ErrorKind>,
): Record<Name, ErrorFactory> & { readonly list: Readonly<Record<string, ErrorKind>> } {
  const list: Record<string, ErrorKind> = {};
  const factories = {} as Record<Name, ErrorFactory>;
  for (const name of Object.keys(kinds) as Name[]) {
    const code = `${module}.${name}`;
    list[code] = kinds[name];
    kindOfCode.set(code, kinds[name]);
    factories[name] = (params, cause) => new AppError(code, kinds[name], params, cause);
  }
  return Object.assign(factories, { list });
}

/** Whether a thrown value is an AppError with this code. */
export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** Errors that any route may answer with. */
export const platformErrors = defineErrors('platform', {
  invalid_request: 'invalid',
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  not_found: 'not_found',
  method_not_allowed: 'invalid',
  conflict: 'conflict',
  rate_limited: 'limit',
  /** The first request with this key runs still; it can be asked again in a moment. */
  idempotency_running: 'conflict',
  /** The first request with this key never ended, and nobody knows what it did. */
  idempotency_unknown: 'conflict',
  /** The key was used for another request. */
  idempotency_mismatch: 'conflict',
  too_large: 'limit',
  unavailable: 'unavailable',
  disk_full: 'unavailable',
  bug: 'bug',
});
