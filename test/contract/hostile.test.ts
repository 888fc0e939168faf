import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract, Route } from '../../src/platform/http/contract.ts';
import { moduleFixtures } from './fixtures/index.ts';
import { openWorld, type Call, type Caller, type World } from './world.ts';

// Whatever is sent, the answer is a refusal that says why: never a 500, never a line of a stack, never a validator's own words
// as the whole answer, and the house goes on.

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world.close());

const all = moduleFixtures.flatMap(({ contract, routes }) =>
  Object.entries(contract.routes).map(([name, route]) => ({ id: route.id, contract, route, fixture: routes[name]! })),
);
const withBody = all.filter(({ route }) => route.body);
const withParams = all.filter(({ route }) => route.params);
const paged = all.filter(
  ({ route }) => route.method === 'GET' && route.query && 'cursor' in ((route.query as { shape?: object }).shape ?? {}),
);

/** Somebody of the home organisation who may send a route: the owner, save for what only partners do. */
function callerFor(contract: Contract, route: Route): Caller {
  const holders = contract.permissions[route.access];
  if (!holders || holders.includes('owner')) return world.owner;
  return world.callers.find(({ kind, role }) => kind === 'person' && holders.includes(role!))!;
}

async function refused(call: Call, statuses: readonly number[], caller = world.owner): Promise<void> {
  const response = await world.send(caller, call);
  const text = await response.text();
  const what = `${call.method} ${call.path.slice(0, 80)}: ${text.slice(0, 300)}`;
  expect(statuses, what).toContain(response.status);
  expect(response.headers.get('content-type'), what).toBe('application/problem+json');
  const body = JSON.parse(text) as { code: string; issues?: { path: string; code: string; message: string }[] };
  expect(body.code, what).toMatch(/^\w+\.\w+$/);
  expect(text).not.toMatch(/ZodError|\bat .*\.ts:|node_modules/);
  for (const issue of body.issues ?? []) expect(Object.keys(issue).sort()).toEqual(['code', 'message', 'path']);
}

/** A route that judges texts itself refuses what holds a bad one, and says so: by row, or the whole. */
async function refusedByRow(call: Call, caller: Caller): Promise<void> {
  const response = await world.send(caller, call);
  const text = await response.text();
  if (response.status === 400) return;
  expect(response.status, text).toBe(200);
  expect(JSON.parse(text), text).toMatchObject({ accepted: 0, rejected: 1 });
}

function pathOf(route: Route, value: (name: string) => string): string {
  return route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => value(name));
}

/** Every text within a value made hostile, one at a time. */
function* spoilt(value: unknown, bad: string): Generator<unknown> {
  if (typeof value === 'string') yield bad;
  else if (Array.isArray(value)) for (const [i, inner] of value.entries()) for (const each of spoilt(inner, bad)) yield value.with(i, each);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) for (const each of spoilt(inner, bad)) yield { ...value, [key]: each };
}

describe.each(withBody)('the body of $id', ({ contract, route, fixture }) => {
  let caller: Caller;
  let good: { params?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>>; body?: unknown };
  const call = (raw: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Call => ({
    method: route.method,
    path: pathOf(route, (name) => encodeURIComponent(good.params?.[name] ?? '')),
    query: good.query,
    bytes: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw,
    headers: { 'content-type': type },
  });
  beforeAll(async () => {
    caller = callerFor(contract, route);
    good = await fixture(world, caller);
  });

  test('is refused when it is no JSON of ours, too large or of another type', async () => {
    const text = JSON.stringify(good.body);
    for (const broken of ['{', '{"a":', 'null', '[]', '"text"', '0', 'NaN', `${text}x`, '\ufeff{'])
      await refused(call(broken), [400], caller);
    await refused(call(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])), [400], caller);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])
      await refused(call(text, type), [400], caller);
    await refused(call(`{"padding":"${'x'.repeat(2 * 1024 * 1024)}"}`), [413], caller);
    await refused(call('['.repeat(50_000) + ']'.repeat(50_000)), [400], caller);
    await refused(call(`{"a":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`), [400], caller);
  });

  test('is refused with a key that reaches for the prototype, and nothing is polluted', async () => {
    const inner = JSON.stringify(good.body).slice(1);
    await refused(call(`{"__proto__":{"polluted":true}${inner === '}' ? '' : ','}${inner}`), [400], caller);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('is refused when any text in it holds NUL or half a character', async () => {
    for (const bad of ['a\u0000b', '\ud800']) {
      for (const body of spoilt(good.body, bad)) {
        if (!route.checksTexts) await refused(call(JSON.stringify(body)), [400], caller);
        else await refusedByRow(call(JSON.stringify(body)), caller);
      }
    }
    // A name that nobody reads does no harm where texts are judged one by one.
    if (!route.checksTexts) await refused(call(JSON.stringify({ ...(good.body as object), 'k\u0000': 1 })), [400], caller);
  });

  test('is never a bug, whatever stands where something was', async () => {
    for (const value of [null, 0, -1, 1.5, 1e308, '', [], {}, true, 'x'.repeat(100_000)]) {
      for (const key of Object.keys((good.body ?? {}) as object)) {
        const response = await world.send(caller, call(JSON.stringify({ ...(good.body as object), [key]: value })));
        expect(response.status, `${route.id} with ${key} = ${JSON.stringify(value).slice(0, 40)}: ${await response.text()}`).toBeLessThan(
          500,
        );
      }
    }
    expect(world.bugs.splice(0)).toEqual([]);
  });
});

test.each(withParams)('$id refuses ids that are none', async ({ contract, route, fixture }) => {
  const caller = callerFor(contract, route);
  const good = await fixture(world, caller);
  for (const bad of [
    'nothing',
    '..%2f..%2fetc',
    '%00',
    'a%00b',
    '%F0%9F',
    "'%20or%201=1--",
    'x'.repeat(2000),
    '__proto__',
    '-1',
    '%E7%9F%AD%E5%89%A7',
  ]) {
    const base: Call = {
      method: good.method ?? route.method,
      path: pathOf(route, () => bad),
      query: good.query,
      body: good.body,
      bytes: good.bytes,
      headers: good.headers,
    };
    const response = await world.send(caller, base);
    // Whoever signs is told no more than that the signature does not hold.
    const statuses = route.access === 'public' ? [400, 401, 404, 405, 409, 412] : [400, 404, 405, 409, 412];
    expect(statuses, `${route.id} with ${bad.slice(0, 30)}: ${await response.text()}`).toContain(response.status);
  }
  expect(world.bugs.splice(0)).toEqual([]);
});

test.each(paged)('$id refuses a cursor or a limit that is none', async ({ contract, route, fixture }) => {
  const caller = callerFor(contract, route);
  // Partners must be somebody before they can be refused.
  await fixture(world, caller);
  for (const cursor of [
    '\u0000',
    '!!!',
    'bm9uc2Vuc2U',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[null]').toString('base64url'),
    'x'.repeat(501),
  ]) {
    await refused({ method: 'GET', path: route.path, query: { cursor } }, [400], caller);
  }
  for (const limit of ['0', '-1', '201', '1e9', 'x', '1.5'])
    await refused({ method: 'GET', path: route.path, query: { limit } }, [400], caller);
});

test('unknown paths, unknown methods and HEAD are answered as HTTP says', async () => {
  await refused({ method: 'GET', path: '/api/v1/nothing' }, [404]);
  await refused({ method: 'POST', path: '/api/nothing' }, [404]);
  const wrong = await world.send(world.owner, { method: 'PUT', path: '/api/v1/members' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'HEAD, GET']);
  expect(await wrong.json()).toMatchObject({ code: 'platform.method_not_allowed' });
  const head = await world.send(world.owner, { method: 'HEAD', path: '/api/v1/members' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('the house still serves, and its log told of no bug', async () => {
  expect((await world.house.app.request('/readyz')).status).toBe(200);
  expect(world.bugs.splice(0)).toEqual([]);
});
