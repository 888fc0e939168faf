import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contracts } from '../../src/app/wiring/lists.ts';
import { identityContract } from '../../src/modules/identity/contract.ts';
import type { Contract, Route } from '../../src/platform/http/contract.ts';
import type { FixtureRequest } from './fixtures/types.ts';
import { moduleFixtures } from './fixtures/index.ts';
import { openWorld, type Call, type Caller, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world.close());

/** The call that a fixture describes. */
function callOf(route: Route, fixture: FixtureRequest): Call {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(fixture.params?.[name] ?? 'missing'));
  return {
    method: fixture.method ?? route.method,
    path,
    query: fixture.query,
    body: fixture.body,
    bytes: fixture.bytes,
    headers: fixture.headers,
  };
}

/** What the contract says that a caller is answered: `allowed`, or the status of a refusal. */
function verdict(contract: Contract, route: Route, caller: Caller): 'allowed' | 401 | 403 {
  if (route.access === 'public') return 'allowed';
  if (caller.kind === 'none') return 401;
  if (route.access === 'session') return caller.kind === 'person' ? 'allowed' : 403;
  return contract.permissions[route.access]!.includes(caller.role!) ? 'allowed' : 403;
}

async function countAudit(): Promise<number> {
  const { rows } = await world.house.db.read((trx) => sql<{ count: bigint }>`select count(*) from audit_events`.execute(trx));
  return Number(rows[0]!.count);
}

test('every module of the house has its fixtures here', () => {
  const modules = [identityContract, ...contracts].map(({ module }) => module).sort();
  expect(moduleFixtures.map(({ contract }) => contract.module).sort()).toEqual(modules);
});

describe.each(moduleFixtures)('$contract.module', ({ contract, routes }) => {
  const all = Object.entries(contract.routes).map(([name, route]) => ({ name, id: route.id, route }));

  test.each(all)('$id answers every role as its permission says, and leaves its line in the audit trail', async ({ name, route }) => {
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(route.method) && route.access !== 'public';
    // Whoever is refused changes nothing, so all of them may ask for the same thing.
    let untouched: FixtureRequest | null = null;
    for (const caller of world.callers) {
      const expected = verdict(contract, route, caller);
      const fixture = expected === 'allowed' ? await routes[name]!(world, caller) : (untouched ??= await routes[name]!(world, caller));
      const before = await countAudit();
      const response = await world.send(caller, callOf(route, fixture));
      const text = route.response || !response.ok ? await response.text() : '';
      const status = expected === 'allowed' ? (fixture.status ?? route.status ?? 200) : expected;
      expect(response.status, `${route.id} as ${caller.name}: ${text.slice(0, 300)}`).toBe(status);
      if (response.ok && route.response) route.response.parse(JSON.parse(text));
      if (response.status >= 400 && fixture.method !== 'HEAD')
        expect(JSON.parse(text)).toMatchObject({ status, code: expect.stringMatching(/^\w+\.\w+$/), requestId: expect.any(String) });
      const lines = (await countAudit()) - before;
      if (expected !== 'allowed') expect(lines, `${route.id} as ${caller.name} was refused and still acted`).toBe(0);
      else if (changes && !fixture.noAudit) expect(lines, `${route.id} as ${caller.name} left no line`).toBeGreaterThan(0);
    }
    expect(world.bugs.splice(0)).toEqual([]);
  });

  const named = all.filter(({ route }) => route.access !== 'public');
  test.each(named)('$id shows a stranger nothing of ours', async ({ name, route }) => {
    const fixture = await routes[name]!(world, world.stranger);
    const response = await world.send(world.stranger, callOf(route, fixture));
    const text = await response.text();
    if (route.params || fixture.foreignBody) {
      expect(response.status, `${route.id}: ${text.slice(0, 300)}`).toBe(fixture.foreignStatus ?? 404);
    } else {
      // A listing of one's own: it may not name the other organisation's things.
      expect(text).not.toContain(world.home.organisationId);
      for (const actor of Object.values(world.home.actors)) expect(text).not.toContain(actor.id);
    }
  });
});

test('a key that is unknown or revoked opens nothing', async () => {
  const { id, secret } = await world.ask('POST', '/api/v1/api-keys', { name: 'short-lived', role: 'owner' });
  await world.ask('DELETE', `/api/v1/api-keys/${id}`);
  for (const key of [secret, 'hlk_unknown', '']) {
    for (const { contract } of moduleFixtures) {
      const route = Object.values(contract.routes).find(
        ({ method, access, params }) => method === 'GET' && access.includes('.') && !params,
      );
      if (!route) continue;
      const nobody = { ...world.callers[0]!, headers: async () => ({ 'x-api-key': key }) };
      expect((await world.send(nobody, { method: 'GET', path: route.path })).status, `${route.id} with ${key}`).toBe(401);
    }
  }
});
