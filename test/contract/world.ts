/**
 * The house as `serve` puts it together, on a database of its own, with two organisations that must never see one another
 * and somebody of every kind in each. Nothing runs in the background: what a route enqueues stays queued.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHouse, type House } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import { roles, staffRoles, type Role } from '../../src/platform/http/contract.ts';
import { createLog, silentLog, type Log } from '../../src/platform/log.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createServerDatabase, freshTenant, layHouse, type TestTenant } from '../support/database.ts';
import { sessionCookie, testOrigin, testSecret } from '../support/house.ts';

type CallerKind = 'none' | 'person' | 'api_key';
/** Who sends a request. */
export type Caller = {
  readonly kind: CallerKind;
  readonly role: Role | null;
  readonly name: string;
  readonly tenant: TestTenant | null;
  /** User id of a person. */
  readonly userId: string | null;
  /** A fresh session or the key, as headers: a session that a route ends is not missed by the next call. */
  headers(): Promise<Record<string, string>>;
};

export type Call = {
  method: string;
  path: string;
  query?: Record<string, string> | undefined;
  body?: unknown;
  bytes?: Uint8Array<ArrayBuffer> | undefined;
  headers?: Record<string, string> | undefined;
};

export type World = {
  readonly house: House;
  /** The tenant whose things the fixtures make. */
  readonly home: TestTenant;
  readonly callers: readonly Caller[];
  /** The owner of the other organisation. */
  readonly stranger: Caller;
  readonly owner: Caller;
  /** Bugs that the log has told of since the start. */
  readonly bugs: string[];
  send(caller: Caller, call: Call): Promise<Response>;
  /** As the owner of home; throws unless the answer is a success. */
  // The fixtures know what they asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  ask(method: string, path: string, body?: unknown): Promise<any>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'hookline-contract-'));
  const server = process.env.TEST_DATABASE_URL ? await createServerDatabase(process.env.TEST_DATABASE_URL) : null;
  const bugs: string[] = [];
  const log: Log = createLog(systemClock, (line) => {
    if (line.includes('"event":"http.bug"')) bugs.push(line);
  });
  const config = readConfig({
    HOOKLINE_DATA: directory,
    HOOKLINE_SECRET: testSecret,
    BASE_URL: testOrigin,
    // A channel that is set up: beginning to connect asks nobody outside.
    YOUTUBE_CLIENT_ID: 'client',
    YOUTUBE_CLIENT_SECRET: 'secret',
    // An authority that stamps: nobody asks it, as no job runs.
    TSA_URLS: 'https://tsa.example/',
    // The matrix asks faster than anybody may.
    RATE_LIMITS: 'false',
    ...(server && { DATABASE_URL: server.url }),
  });
  await layHouse(directory);
  const house = await composeHouse(config, { role: 'all', log: process.env.TEST_LOG ? createLog(systemClock) : (log ?? silentLog) });
  await house.prepare();
  // Queues are known, but nobody takes work from them.
  await house.jobs.start({ work: false });
  const [home, away] = [await freshTenant(house.db), await freshTenant(house.db)];
  const send: World['send'] = async (caller, call) => {
    const url = new URL(call.path, testOrigin);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const headers = new Headers({ origin: testOrigin, ...(await caller.headers()), ...call.headers });
    if (call.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    return house.app.request(url, {
      method: call.method,
      headers,
      body: call.bytes ?? (call.body === undefined ? null : JSON.stringify(call.body)),
    });
  };
  const owner = person(house, home, 'owner');
  const ask: World['ask'] = async (method, path, body) => {
    const response = await send(owner, { method, path, body });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const keys: Caller[] = [];
  // A key is the organisation's; partners have none.
  for (const role of staffRoles) {
    const { secret } = (await ask('POST', '/api/v1/api-keys', { name: `matrix ${role}`, role })) as { secret: string };
    keys.push({
      kind: 'api_key',
      role,
      name: `API key of ${role}`,
      tenant: home,
      userId: null,
      headers: async () => ({ authorization: `Bearer ${secret}` }),
    });
  }
  const nobody: Caller = { kind: 'none', role: null, name: 'nobody', tenant: null, userId: null, headers: async () => ({}) };
  return {
    house,
    home,
    owner,
    bugs,
    send,
    ask,
    callers: [nobody, ...roles.map((role) => person(house, home, role)), ...keys],
    stranger: person(house, away, 'owner'),
    close: async () => {
      await house.stop();
      await server?.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function person(house: House, tenant: TestTenant, role: Role): Caller {
  const userId = tenant.actors[role].id!;
  return { kind: 'person', role, name: role, tenant, userId, headers: async () => ({ cookie: await sessionCookie(house.db, userId) }) };
}
