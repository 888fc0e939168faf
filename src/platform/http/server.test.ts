import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { fixedClock } from '../time.ts';
import { defineContract } from './contract.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { createProbes } from './probes.ts';
import { bindRoutes, createApi, type BoundContract } from './server.ts';

const clock = fixedClock('2026-03-01T00:00:00Z');
const contract = defineContract({
  module: 'things',
  permissions: {},
  routes: {
    put: {
      id: 'things.put',
      method: 'PUT',
      path: '/api/v1/things/:name',
      summary: 'Put.',
      access: 'public',
      params: z.object({ name: z.string() }),
      body: z.object({ text: z.string() }),
      response: z.object({ text: z.string() }),
    },
    fail: {
      id: 'things.fail',
      method: 'GET',
      path: '/api/v1/fail',
      summary: 'Fail.',
      access: 'public',
      query: z.object({ how: z.string() }),
      response: z.object({}),
    },
  },
});
const logged: string[] = [];
const api = createApi({
  clock,
  log: { ...silentLog, with: () => ({ ...silentLog, error: (event) => void logged.push(event) }) },
  bound: [
    bindRoutes(contract, {
      put: async ({ body }) => ({ text: body.text }),
      fail: async ({ query }) => {
        if (query.how === 'full') throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        if (query.how === 'limit') throw new AppError('things.limit', 'limit', { retryAfterSeconds: 7 });
        throw new Error('a secret of the inside');
      },
    }),
  ],
  authenticate: async () => null,
  trustedOrigins: ['http://here.test'],
  addressOf: () => '',
});

test('a body without a length is read no further than the limit', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  const request = new Request('http://here.test/api/v1/things/a', {
    method: 'PUT',
    body: endless,
    duplex: 'half',
    headers: { 'content-type': 'application/json' },
  } as RequestInit);
  const response = await api.request(request);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([413, 'platform.too_large']);
  expect(sent).toBeLessThan(4 * 1024 * 1024);
});

test('a bug says nothing of itself, a full disk says so, a limit says when to come back', async () => {
  const bug = await api.request('/api/v1/fail?how=bug', { headers: { 'x-request-id': 'from-the-proxy-1' } });
  const text = await bug.text();
  expect([bug.status, bug.headers.get('x-request-id')]).toEqual([500, 'from-the-proxy-1']);
  expect(JSON.parse(text)).toEqual({
    type: 'urn:hookline:error:platform.bug',
    title: 'platform.bug',
    status: 500,
    code: 'platform.bug',
    params: {},
    requestId: 'from-the-proxy-1',
  });
  expect(logged).toEqual(['http.bug']);
  expect((await api.request('/api/v1/fail?how=full')).status).toBe(503);
  const limited = await api.request('/api/v1/fail?how=limit');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
});

test('a request id that is no plain word is replaced', async () => {
  const response = await api.request('/api/v1/fail?how=bug', { headers: { 'x-request-id': 'x"} {"forged' } });
  expect(response.headers.get('x-request-id')).toMatch(/^req_/);
});

test('another origin changes nothing, and may still read what is public', async () => {
  const put = (origin: string): Promise<Response> =>
    Promise.resolve(
      api.request('/api/v1/things/a', { method: 'PUT', body: '{"text":"x"}', headers: { origin, 'content-type': 'application/json' } }),
    );
  expect((await put('http://evil.test')).status).toBe(403);
  expect((await put('null')).status).toBe(403);
  expect((await put('http://here.test')).status).toBe(200);
});

test('a cursor comes back as it was made, and nothing else passes for one', () => {
  const schema = z.tuple([z.string(), z.number()]);
  expect(decodeCursor(schema, encodeCursor(['短剧', 7]))).toEqual(['短剧', 7]);
  for (const bad of ['', '%', 'AAAA', encodeCursor({ a: 1 })]) expect(() => decodeCursor(schema, bad)).toThrow(/platform.invalid_request/);
});

test('readiness names the part that is missing without saying why, and draining ends it', async () => {
  const probes = createProbes({
    clock,
    checks: [
      { name: 'database', run: async () => {} },
      { name: 'objects', run: async () => Promise.reject(new Error('password wrong')) },
    ],
  });
  const missing = await probes.ready();
  expect([missing.status, await missing.json()]).toEqual([503, { status: 'not_ready', checks: { database: true, objects: false } }]);
  const whole = createProbes({ clock, checks: [{ name: 'database', run: async () => true }] });
  expect((await whole.ready()).status).toBe(200);
  whole.drain();
  expect([(await whole.ready()).status, whole.health().status]).toEqual([503, 200]);
});

test('a name in a path is never taken for a parameter, whichever module was bound first, and one path has one route', async () => {
  const moduleOf = (module: string, path: string): BoundContract => {
    const route = { id: `${module}.get`, method: 'GET', path, summary: 'Get.', access: 'public', response: z.object({ by: z.string() }) };
    const { params } = path.includes(':') ? { params: z.object({ id: z.string() }) } : { params: undefined };
    const contract = defineContract({ module, permissions: {}, routes: { get: { ...route, ...(params && { params }) } } } as never);
    return { contract, handlers: { get: async () => ({ by: module }) as never } };
  };
  const open = (bound: BoundContract[]) =>
    createApi({ clock, log: silentLog, bound, authenticate: async () => null, trustedOrigins: ['http://here.test'], addressOf: () => '' });
  const [any, recent, deep] = [
    moduleOf('any', '/api/v1/shelf/:id'),
    moduleOf('recent', '/api/v1/shelf/recent'),
    moduleOf('deep', '/api/v1/:id/recent/all'),
  ] as const;
  for (const bound of [
    [any, recent, deep],
    [deep, recent, any],
  ]) {
    const by = async (path: string) => ((await (await open(bound).request(path)).json()) as { by: string }).by;
    expect([await by('/api/v1/shelf/recent'), await by('/api/v1/shelf/x'), await by('/api/v1/shelf/recent/all')]).toEqual([
      'recent',
      'any',
      'deep',
    ]);
  }
  expect(() => open([any, { ...moduleOf('other', '/api/v1/shelf/:name'), handlers: any.handlers }])).toThrow(/answer one path/);
});
