import type { Context } from 'hono';
import type { z } from 'zod';
import { platformErrors, type AppError } from '../errors.ts';
import type { Problem, Route, RouteInput } from './contract.ts';

/** JSON bodies are texts that people and programs write: two megabytes is a long import list. */
const jsonBodyBytes = 2 * 1024 * 1024;
const deepest = 64;

type Issue = NonNullable<Problem['issues']>[number];

/** An invalid request that names what is wrong; the first path is in the sentence, all of them in `issues`. */
export function invalidRequest(issues: readonly Issue[]): AppError {
  return Object.assign(platformErrors.invalid_request({ first: issues[0]?.path ?? 'request' }), { issues });
}

/** What a route's schemas make of a request. Throws invalid_request with all issues, or too_large. */
export async function readInput(route: Route, context: Context): Promise<RouteInput<Route>> {
  const issues: Issue[] = [];
  const check = (where: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const hostile = findHostile(value, [where], where === 'body' && route.checksTexts === true);
    if (hostile) {
      issues.push(hostile);
      return undefined;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      issues.push({ path: [where, ...issue.path].join('.'), code: issue.code, message: issue.message });
    return undefined;
  };
  const params = check('params', route.params, context.req.param());
  const query = check('query', route.query, context.req.query());
  const body = route.body ? check('body', route.body, await readJson(context.req.raw)) : undefined;
  if (issues.length > 0) throw invalidRequest(issues);
  return { params, query, body } as RouteInput<Route>;
}

/** The JSON of a body, `{}` when there is none. Throws invalid_request or too_large; never reads past the limit. */
async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBounded(request, jsonBodyBytes);
  if (bytes.length === 0) return {};
  // A form of another site can send anything but this type without asking first (CORS preflight).
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw invalidRequest([{ path: 'body', code: 'not_json', message: 'Send JSON, with the header Content-Type: application/json.' }]);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidRequest([{ path: 'body', code: 'invalid_json', message: 'The body is not JSON in UTF-8.' }]);
  }
}

/** The bytes of a body, never read past the limit. Throws too_large. */
export async function readBounded(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = (): AppError => platformErrors.too_large({ limitBytes: limit });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// What no schema would name but the layers below choke on: PostgreSQL stores neither NUL nor half a surrogate pair, a key
// `__proto__` changes objects that are copied with care too little, and a thousand levels overflow the stack of a walk.
function findHostile(value: unknown, path: readonly string[], anyText: boolean): Issue | null {
  if (typeof value === 'string') return anyText ? null : hostileText(value, path);
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > deepest)
    return { path: path.slice(0, 4).join('.'), code: 'too_deep', message: `Nested deeper than ${deepest} levels.` };
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') return { path: path.join('.'), code: 'forbidden_key', message: 'The key __proto__ is not accepted.' };
    const found = (anyText ? null : hostileText(key, path)) ?? findHostile(inner, [...path, key], anyText);
    if (found) return found;
  }
  return null;
}

function hostileText(text: string, path: readonly string[]): Issue | null {
  if (text.includes('\u0000')) return { path: path.join('.'), code: 'nul_character', message: 'The text holds a NUL character.' };
  if (!text.isWellFormed()) return { path: path.join('.'), code: 'broken_unicode', message: 'The text holds half of a surrogate pair.' };
  return null;
}
