import { z } from 'zod';
import { kindOf } from '../errors.ts';
import { problem, type Access, type Contract, type Route } from './contract.ts';
import { limitOf } from './quota.ts';
import { createSchemas, type JsonSchema } from './schemas.ts';
import { statusOf } from './server.ts';

export type OpenApiSettings = { readonly version: string; readonly baseUrl?: string | undefined };

export type OpenApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<
    string,
    {
      description: string;
      headers?: Record<string, { $ref: string }>;
      content?: Record<string, { schema: JsonSchema; example?: unknown }>;
    }
  >;
  'x-permission': Access;
  'x-roles'?: readonly string[];
  /** The quota that the route counts towards; routes of one name share it. */
  'x-rate-limit'?: { quota: string; requests: number; windowSeconds: number };
};

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: Record<string, unknown>;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  /** What is sent to endpoints of others, by type. */
  webhooks: Record<string, { post: Record<string, unknown> }>;
  components: {
    schemas: Record<string, JsonSchema>;
    headers: Record<string, { description: string; schema: JsonSchema; example?: unknown }>;
    securitySchemes: Record<string, unknown>;
  };
};

/** The OpenAPI 3.1 document of all contracts. The same contracts give the same bytes. Throws when two schemas bear one name. */
export function buildOpenApi(contracts: readonly Contract[], settings: OpenApiSettings): OpenApiDocument {
  const schemas = createSchemas(
    { ...Object.assign({}, ...contracts.map((contract) => contract.schemas ?? {})), Problem: problem },
    contracts,
  );
  // Failures refer to it by name.
  schemas.convert(problem, 'output');
  const paths: OpenApiDocument['paths'] = {};
  for (const contract of contracts) {
    for (const route of Object.values(contract.routes)) {
      const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
      (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(contract, route, schemas);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hookline',
      version: settings.version,
      description:
        'Every route names the permission that it needs: roles hold permissions (`x-roles`), and an API key may be made with some of ' +
        'its role’s as scopes. Failures are problem documents (RFC 9457) with a stable `code` and `params`. Requests are counted ' +
        'by key, person or network; the headers RateLimit-Policy and RateLimit say what is left (draft-ietf-httpapi-ratelimit-headers), ' +
        'and Retry-After when to come back. Where a route takes Idempotency-Key, a repeated request is answered as the first one was.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: settings.baseUrl ?? '/' }],
    tags: contracts.map(({ module }) => ({ name: module })),
    paths,
    webhooks: Object.assign({}, ...contracts.map((contract) => messagesOf(contract, schemas))) as OpenApiDocument['webhooks'],
    components: {
      schemas: schemas.components(),
      headers: sharedHeaders,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'hookline.session_token',
          description: 'The cookie that signing in sets; `__Secure-` stands before its name behind HTTPS.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the organisation; `X-Api-Key` carries it too.' },
      },
    },
  };
}

const sharedHeaders: OpenApiDocument['components']['headers'] = {
  'RateLimit-Policy': {
    description: 'The quota: its name, q requests in w seconds.',
    schema: { type: 'string' },
    example: '"default";q=6000;w=60',
  },
  RateLimit: {
    description: 'What is left of it: r requests, for t seconds.',
    schema: { type: 'string' },
    example: '"default";r=5999;t=60',
  },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' }, example: 7 },
  'Idempotent-Replayed': {
    description: '`true` where this is the first answer, given again.',
    schema: { type: 'string' },
    example: 'true',
  },
};
const header = (name: string): { $ref: string } => ({ $ref: `#/components/headers/${name}` });
const idempotencyParameter = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description:
    'A fresh UUID for each new request, the same when it is repeated: for 24 hours the first answer is given again, and nothing is done twice.',
};

type Schemas = ReturnType<typeof createSchemas>;

function operationOf(contract: Contract, route: Route, schemas: Schemas): OpenApiOperation {
  const parameters = [
    ...parametersOf('path', route.params, schemas),
    ...parametersOf('query', route.query, schemas),
    ...(route.idempotent ? [idempotencyParameter] : []),
  ];
  const limit = limitOf(route);
  const body = requestBodyOf(route, schemas);
  const roles = contract.permissions[route.access];
  return {
    operationId: route.id,
    tags: [contract.module],
    summary: route.summary,
    security: route.access === 'public' ? [] : route.access === 'session' ? [{ session: [] }] : [{ session: [] }, { apiKey: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: { ...successOf(route, schemas), ...failuresOf(route) },
    'x-permission': route.access,
    ...(roles && { 'x-roles': roles }),
    ...(limit && { 'x-rate-limit': limit }),
  };
}

const webhookHeaders = [
  { name: 'webhook-id', description: 'The same at every try of one message: remember it, and act once.' },
  { name: 'webhook-timestamp', description: 'Seconds since 1970 at this try; refuse what is more than five minutes off.' },
  {
    name: 'webhook-signature',
    description: '`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`; several stand side by side while secrets rotate.',
  },
].map((each) => ({ ...each, in: 'header', required: true, schema: { type: 'string' } }));

function messagesOf(contract: Contract, schemas: Schemas): OpenApiDocument['webhooks'] {
  return Object.fromEntries(
    Object.entries(contract.messages ?? {}).map(([type, { summary, data, example }]) => {
      const schema = {
        type: 'object',
        required: ['type', 'timestamp', 'data'],
        properties: { type: { const: type }, timestamp: { type: 'string', format: 'date-time' }, data: schemas.convert(data, 'output') },
      };
      const body = { schema, example: { type, timestamp: '2026-06-01T08:00:00.000Z', data: example } };
      return [
        type,
        {
          post: {
            operationId: `on.${type}`,
            tags: [contract.module],
            summary,
            parameters: webhookHeaders,
            requestBody: { required: true, content: { 'application/json': body } },
            responses: { '2XX': { description: 'Taken. Anything else is tried again for about three days; 410 ends it at once.' } },
          },
        },
      ];
    }),
  );
}

function parametersOf(
  where: 'path' | 'query',
  schema: z.ZodType | undefined,
  schemas: Schemas,
): NonNullable<OpenApiOperation['parameters']> {
  if (!schema) return [];
  const object = schemas.convert(schema, 'input');
  const required = new Set(object.required ?? []);
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema: property,
  }));
}

function requestBodyOf(route: Route, schemas: Schemas): OpenApiOperation['requestBody'] {
  if (route.body) {
    const schema = schemas.convert(route.body, 'input');
    const example = exampleOf(route, schemas);
    return { required: true, content: { 'application/json': { schema, ...(example !== undefined && { example }) } } };
  }
  const takesBytes =
    route.consumes !== undefined || (!route.response && !route.produces && ['POST', 'PUT', 'PATCH'].includes(route.method));
  return takesBytes ? { required: true, content: { [route.consumes ?? 'application/octet-stream']: { schema: {} } } } : undefined;
}

/** A body that works: the contract's own, else one made from its schema when that passes. */
function exampleOf(route: Route, schemas: Schemas): unknown {
  if (route.example !== undefined || !route.body) return route.example;
  return schemas.samples(schemas.convert(route.body, 'input')).find((made) => route.body!.safeParse(made).success);
}

/** An answer as it may look: the contract's own, else one made from its schema when that passes. */
function answerExampleOf(route: Route, schemas: Schemas): unknown {
  if (route.exampleAnswer !== undefined || !route.response) return route.exampleAnswer;
  return schemas.samples(schemas.convert(route.response, 'output')).find((made) => route.response!.safeParse(made).success);
}

function successOf(route: Route, schemas: Schemas): OpenApiOperation['responses'] {
  const status = String(route.status ?? 200);
  const example = answerExampleOf(route, schemas);
  const content = route.response
    ? { 'application/json': { schema: schemas.convert(route.response, 'output'), ...(example !== undefined && { example }) } }
    : { [route.produces ?? 'application/octet-stream']: { schema: {} } };
  const headers = {
    ...(limitOf(route) && { 'RateLimit-Policy': header('RateLimit-Policy'), RateLimit: header('RateLimit') }),
    ...(route.idempotent && { 'Idempotent-Replayed': header('Idempotent-Replayed') }),
  };
  return { [status]: { description: 'Done.', ...(Object.keys(headers).length > 0 && { headers }), content } };
}

/** Every code that a route may answer with: its own, and those that its form brings along. */
export function codesOf(route: Route): string[] {
  const codes = new Set<string>(route.errors ?? []);
  if (route.params || route.query || route.body) codes.add('platform.invalid_request');
  if (route.access !== 'public') codes.add('platform.unauthenticated').add('platform.forbidden');
  if (route.access === 'public' && route.method !== 'GET') codes.add('platform.forbidden');
  if (route.params && ![...codes].some((code) => kindOf(code) === 'not_found')) codes.add('platform.not_found');
  if (route.body) codes.add('platform.too_large');
  if (limitOf(route)) codes.add('platform.rate_limited');
  if (route.idempotent) codes.add('platform.idempotency_running').add('platform.idempotency_unknown').add('platform.idempotency_mismatch');
  codes.add('platform.bug');
  return [...codes];
}

function failuresOf(route: Route): OpenApiOperation['responses'] {
  const byStatus = new Map<number, string[]>();
  for (const code of codesOf(route)) {
    const status = statusOf(code, kindOf(code) ?? 'bug');
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [String(status), failure(status, codes.sort())]),
  );
}

function failure(status: number, codes: string[]): OpenApiOperation['responses'][string] {
  const code = codes[0]!;
  return {
    description: codes.join(', '),
    ...(status === 429 && { headers: { 'Retry-After': header('Retry-After'), RateLimit: header('RateLimit') } }),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes }, status: { const: status } } }] },
        example: { type: `urn:hookline:error:${code}`, title: code, status, code, params: {}, requestId: 'req_01jd0000000000000000000000' },
      },
    },
  };
}
