/** What the client sends, and what it makes of every kind of answer. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineContract } from '../../../src/platform/http/contract.ts';
import { ApiError, call, hrefOf } from './client.ts';

const { routes } = defineContract({
  module: 'test',
  permissions: {},
  routes: {
    get: {
      id: 'test.get',
      method: 'GET',
      path: '/api/v1/things/:thingId',
      summary: '',
      access: 'public',
      params: z.object({ thingId: z.string() }),
      query: z.object({ page: z.number().optional() }),
      response: z.object({ ok: z.boolean() }),
    },
    put: {
      id: 'test.put',
      method: 'PUT',
      path: '/api/v1/things/:thingId/cover',
      summary: '',
      access: 'public',
      params: z.object({ thingId: z.string() }),
    },
    post: {
      id: 'test.post',
      method: 'POST',
      path: '/api/v1/things',
      summary: '',
      access: 'public',
      body: z.object({ name: z.string() }),
      response: z.object({ id: z.string() }),
      status: 201,
    },
  },
});

type Sent = { address: string; init: RequestInit };
function answerWith(response: () => Response | Promise<Response>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    sent.push({ address, init });
    return response();
  });
  return sent;
}
afterEach(() => vi.unstubAllGlobals());

describe('an address', () => {
  test('has its parameters escaped, and leaves out what is not given', () => {
    expect(hrefOf(routes.get, { params: { thingId: 'a/b 集' }, query: { page: undefined, empty: '', zero: 0, text: 'x&y' } })).toBe(
      '/api/v1/things/a%2Fb%20%E9%9B%86?zero=0&text=x%26y',
    );
  });
});

describe('a call', () => {
  test('sends JSON with the cookie of this origin, and gives back what was answered', async () => {
    const sent = answerWith(() => Response.json({ id: 'thg_1' }, { status: 201 }));
    await expect(call(routes.post, { body: { name: '火' } })).resolves.toEqual({ id: 'thg_1' });
    expect(sent[0]).toMatchObject({
      address: '/api/v1/things',
      init: { method: 'POST', body: '{"name":"火"}', credentials: 'same-origin' },
    });
  });

  test('sends bytes as they are, with their own type', async () => {
    const sent = answerWith(() => new Response(null));
    await call(routes.put, { params: { thingId: '1' } }, { raw: new Blob(['x'], { type: 'image/png' }) });
    expect(new Headers(sent[0]!.init.headers).get('content-type')).toBe('image/png');
  });

  test('throws what a problem document says', async () => {
    answerWith(() =>
      Response.json(
        {
          type: 'about:blank',
          title: '',
          status: 409,
          code: 'test.taken',
          params: { number: 3 },
          requestId: 'req_1',
          issues: [{ path: 'number', code: 'x', message: 'm' }],
        },
        { status: 409 },
      ),
    );
    const error = await call(routes.get, { params: { thingId: '1' } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 409,
      code: 'test.taken',
      params: { number: 3 },
      requestId: 'req_1',
      issues: [{ path: 'number' }],
    });
  });

  test.each([
    [404, 'platform.not_found'],
    [413, 'platform.too_large'],
    [502, 'platform.unavailable'],
    [500, 'platform.bug'],
  ])("a proxy's page of status %i is an error with a sentence", async (status, code) => {
    answerWith(() => new Response('<html>', { status }));
    await expect(call(routes.get, { params: { thingId: '1' } })).rejects.toMatchObject({ status, code });
  });

  test('a silent line is told apart from a refusal', async () => {
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(call(routes.get, { params: { thingId: '1' } })).rejects.toMatchObject({ status: 0, code: 'client.offline' });
  });

  test('a call that was given up is no failure of the line', async () => {
    const abort = new AbortController();
    answerWith(() => Promise.reject(new DOMException('aborted', 'AbortError')));
    abort.abort();
    await expect(call(routes.get, { params: { thingId: '1' } }, { signal: abort.signal })).rejects.toThrow('aborted');
  });
});
