/**
 * The contract language: what a module promises over HTTP, safe to import in a browser.
 * One description feeds validation, OpenAPI 3.1, the typed client, the role × route matrix and the error list.
 */
import { z } from 'zod';

/**
 * Staff of the organisation: owner, operator (campaigns, filings, imports, holds), editor, viewer. Partners: agency and
 * creator, who see only what is theirs; a permission that partners hold is narrowed further by the service that grants it.
 */
export const roles = ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'] as const;
export type Role = (typeof roles)[number];
export const staffRoles = ['owner', 'operator', 'editor', 'viewer'] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];
export type PartnerRole = Exclude<Role, StaffRole>;

/** `public` needs nobody, `session` needs any signed-in person; everything else is a permission that roles hold. */
export type Access = 'public' | 'session' | `${string}.${string}`;

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';

export type Route = {
  /** `module.verb_noun`, also the OpenAPI operationId. */
  readonly id: string;
  readonly method: Method;
  /** With `:name` parameters, below the server's root. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent for a raw route (bytes, server-sent events, uploads), whose handler answers with a Response. */
  readonly response?: z.ZodType;
  /** The media type that a raw route answers with, e.g. `video/mp4`. */
  readonly produces?: string;
  /** The media type that a raw route takes as its body, e.g. `image/*`. */
  readonly consumes?: string;
  /** 200 unless told. */
  readonly status?: number;
  /** Codes beyond those that any route may answer with. */
  readonly errors?: readonly string[];
  /** A request body that works, shown in OpenAPI. */
  readonly example?: unknown;
  /** An answer as it may look, shown in OpenAPI; one is made from the schema where none is given. */
  readonly exampleAnswer?: unknown;
  /** How often one caller (the key, else the person, else the address) may ask; absent means the house's general limit. */
  readonly limit?: RateLimit;
  /** Answers a repeated `Idempotency-Key` of one caller with the first answer, for a day. */
  readonly idempotent?: true;
  /** Texts that no database keeps are refused by the body's own schema, row by row, and not with the whole request. */
  readonly checksTexts?: true;
};

/** A quota of requests in a window; routes that name the same quota share it. */
export type RateLimit = { readonly quota: string; readonly requests: number; readonly windowSeconds: number };

export type Contract = {
  readonly module: string;
  /** Which roles hold each permission. */
  readonly permissions: Readonly<Record<string, readonly Role[]>>;
  readonly routes: Readonly<Record<string, Route>>;
  /** What is sent to other systems, by its type: the `data` of a message, and one as it may look. */
  readonly messages?: Readonly<Record<string, { readonly summary: string; readonly data: z.ZodType; readonly example: unknown }>>;
  /** Names for schemas that OpenAPI shows once and refers to, e.g. `{ Work: work }`. */
  readonly schemas?: Readonly<Record<string, z.ZodType>>;
};

/** Keeps the literal types of a contract, so that clients and handlers are typed by it. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

type Input<S> = S extends z.ZodType ? z.input<S> : undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a client sends for a route. */
export type RouteRequest<R extends Route> = {
  [K in 'params' | 'query' | 'body' as R[K] extends z.ZodType ? K : never]: Input<R[K]>;
};
/** What a handler is given for a route. */
export type RouteInput<R extends Route> = {
  params: Output<R['params']>;
  query: Output<R['query']>;
  body: Output<R['body']>;
};
/** What a client gets back. */
export type RouteResponse<R extends Route> = R['response'] extends z.ZodType ? z.output<R['response']> : Response;
/** What a handler returns. */
export type RouteResult<R extends Route> = R['response'] extends z.ZodType ? z.input<R['response']> : Response;

/** ISO 4217, those whose minor units the house knows: platform/money's table, which no browser may import; the compiler compares the two. */
export const currencies = [
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'HKD',
  'TWD',
  'SGD',
  'MYR',
  'THB',
  'IDR',
  'PHP',
  'BRL',
  'MXN',
  'INR',
  'KRW',
  'JPY',
  'VND',
  'KWD',
] as const;

/** An instant on the wire: ISO 8601 with a zone. */
export const instant = z.iso.datetime({ offset: true });
/** A calendar date on the wire. */
export const calendarDate = z.iso.date();
/** A page of a listing; `nextCursor` is null on the last one. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** RFC 9457 problem body; the client chooses the sentence from `code`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.output<typeof problem>;
