/** Clicks through the whole house: the real server is killed while they pour in, and each is a touch in the end, once. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeHouse, type House } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createServerDatabase } from '../support/database.ts';
import { testSecret } from '../support/house.ts';
import { pour, samplePage } from '../support/links.ts';
import { startServer } from '../support/server.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
let home: string;
let fresh: { url: string; drop(): Promise<void> } | null = null;
let env: Record<string, string>;
let slugs: string[];

async function within<T>(work: (house: House) => Promise<T>): Promise<T> {
  const house = await composeHouse(readConfig({ HOOKLINE_DATA: home, ...env }), { role: 'command', log: silentLog });
  try {
    await house.prepare();
    return await work(house);
  } finally {
    await house.stop();
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-clicks-server-'));
  fresh = serverUrl ? await createServerDatabase(serverUrl) : null;
  env = { HOOKLINE_SECRET: testSecret, TRUST_PROXY: 'true', ...(fresh && { DATABASE_URL: fresh.url }) };
  slugs = await within(async (house) => {
    const actor = await house.identity.commandLineActor();
    await house.links.updateSettings(actor, { allowedHosts: ['www.example.com'] });
    const rules = { otherwise: { kind: 'web' as const, url: 'https://www.example.com/watch' } };
    const wanted = Array.from({ length: 8 }, (_, index) => ({ placementId: `plc_${index}`, rules, page: samplePage, endsAt: null }));
    const made = await house.db.transaction((trx) => house.links.create(trx, { organisationId: actor.organisationId, links: wanted }));
    return made.map(({ slug }) => slug);
  });
}, 120_000);
afterAll(async () => {
  await fresh?.drop();
  await rm(home, { recursive: true, force: true });
});

test('every click that the server answered is one touch, though it was killed twice', async () => {
  const role = serverUrl ? 'redirect' : 'all';
  const answered: (string | null)[] = [];
  for (let round = 0; round < 2; round++) {
    const server = await startServer({ data: home, env, role });
    const until = 60 + Math.floor(Math.random() * 500);
    const ids = await pour(server, slugs, (count) => {
      if (count >= until && !server.process.killed) server.process.kill('SIGKILL');
      return false;
    });
    await server.kill();
    answered.push(...ids);
  }
  const last = await startServer({ data: home, env, role });
  answered.push(...(await pour(last, slugs, (count) => count >= 100)));
  await expect.poll(() => readdir(join(home, 'clicks', 'journals')), { timeout: 60_000 }).toHaveLength(1);
  expect(await last.stop()).toBe(0);
  expect(answered.every((id) => id !== null)).toBe(true);
  const touches = await within(async ({ db }) => {
    const { rows } = await db.read((trx) => sql<{ touch_id: string }>`select touch_id from attribution_touches`.execute(trx));
    return rows.map((row) => row.touch_id);
  });
  expect(new Set(touches).size).toBe(touches.length);
  const there = new Set(touches);
  expect(answered.filter((id) => !there.has(id!))).toEqual([]);
}, 240_000);
