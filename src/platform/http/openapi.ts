import { z } from 'zod';
import { kindOf } from '../errors.ts';
import { problem, type Access, type Contract, type Route } from './contract.ts';
import { createSchemas, type JsonSchema } from './schemas.ts';
import { statusOf } from './server.ts';

export type OpenApiSettings = { readonly version: string; readonly baseUrl?: string | undefined };

export type OpenApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema; example?: unknown }> }>;
  'x-permission': Access;
  'x-roles'?: readonly string[];
};

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: Record<string, unknown>;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> };
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
        'Every route names the permission that it needs. Failures are problem documents (RFC 9457) with a stable `code` and `params`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: settings.baseUrl ?? '/' }],
    tags: contracts.map(({ module }) => ({ name: module })),
    paths,
    components: {
      schemas: schemas.components(),
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

type Schemas = ReturnType<typeof createSchemas>;

function operationOf(contract: Contract, route: Route, schemas: Schemas): OpenApiOperation {
  const parameters = [...parametersOf('path', route.params, schemas), ...parametersOf('query', route.query, schemas)];
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
  };
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
  const made = schemas.sample(schemas.convert(route.body, 'input'));
  return route.body.safeParse(made).success ? made : undefined;
}

function successOf(route: Route, schemas: Schemas): OpenApiOperation['responses'] {
  const status = String(route.status ?? 200);
  const content = route.response
    ? { 'application/json': { schema: schemas.convert(route.response, 'output') } }
    : { [route.produces ?? 'application/octet-stream']: { schema: {} } };
  return { [status]: { description: 'Done.', content } };
}

/** Every code that a route may answer with: its own, and those that its form brings along. */
export function codesOf(route: Route): string[] {
  const codes = new Set<string>(route.errors ?? []);
  if (route.params || route.query || route.body) codes.add('platform.invalid_request');
  if (route.access !== 'public') codes.add('platform.unauthenticated').add('platform.forbidden');
  if (route.access === 'public' && route.method !== 'GET') codes.add('platform.forbidden');
  if (route.params && ![...codes].some((code) => kindOf(code) === 'not_found')) codes.add('platform.not_found');
  if (route.body) codes.add('platform.too_large');
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
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes }, status: { const: status } } }] },
        example: { type: `urn:hookline:error:${code}`, title: code, status, code, params: {}, requestId: 'req_01jd0000000000000000000000' },
      },
    },
  };
}
