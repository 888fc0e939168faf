/** Clicks through kills, a database that goes away and a disk that is full: what was answered with a click's id is there once. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { systemActor } from '../../src/platform/http/actor.ts';
import { createServerDatabase } from '../support/database.ts';
import { linksSchema, makeLinks, makeTouchTable, phoneAgent, pour, samplePage, seenTouches } from '../support/links.ts';

const script = fileURLToPath(new URL('../support/redirect-child.ts', import.meta.url));
const serverUrl = process.env.TEST_DATABASE_URL;
const patienceMs = 180_000;

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-clicks-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

type Where = { url?: string; directory?: string };
type Place = {
  where: Where;
  clicks: string;
  slugs: string[];
  read<T>(work: (db: Database) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
};

/** A database with links in it, closed again where only one process may have it. */
async function place(name: string): Promise<Place> {
  const fresh = serverUrl ? await createServerDatabase(serverUrl) : null;
  const where: Where = fresh ? { url: fresh.url } : { directory: join(home, `${name}-database`) };
  const read: Place['read'] = async (work) => {
    const db = await openDatabase(where as { url: string });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  };
  const clicks = join(home, `${name}-clicks`);
  const slugs = await read(async (db) => {
    await migrateUp(db, [identityMigrations, ...linksSchema]);
    await makeTouchTable(db);
    const { links } = makeLinks(db, clicks);
    await links.updateSettings(systemActor('org_a'), { allowedHosts: ['www.example.com'] });
    const wanted = Array.from({ length: 20 }, (_, index) => ({
      placementId: `plc_${index}`,
      rules: { otherwise: { kind: 'web' as const, url: 'https://www.example.com/watch' } },
      page: samplePage,
      endsAt: null,
    }));
    const made = await db.transaction((trx) => links.create(trx, { organisationId: 'org_a', links: wanted }));
    return made.map(({ slug }) => slug);
  });
  return { where, clicks, slugs, read, drop: async () => fresh?.drop() };
}

type Child = { url: string; process: ChildProcess; ended: Promise<unknown>; said(): string };

async function start(where: Where, clicks: string, more: { limitBytes?: number } = {}): Promise<Child> {
  const child = spawn(process.execPath, [script, JSON.stringify({ ...where, clicks, ...more })], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /^READY (\{.*\})$/m.exec(said);
      if (ready) resolve((JSON.parse(ready[1]!) as { url: string }).url);
    });
    void ended.then(() => reject(new Error(`it ended: ${said.slice(-2000)}`)));
  });
  return { url, process: child, ended, said: () => said };
}

async function stop(child: Child): Promise<{ refused: number; appended: number }> {
  child.process.kill('SIGTERM');
  await child.ended;
  const state = /^STATE (\{.*\})$/m.exec(child.said());
  if (!state) throw new Error(`it did not end well: ${child.said().slice(-2000)}`);
  return JSON.parse(state[1]!) as { refused: number; appended: number };
}

async function expectOnce(at: Place, answered: readonly (string | null)[]): Promise<void> {
  const seen = await at.read(seenTouches);
  const ids = answered.filter((id) => id !== null);
  expect(new Set(ids).size, 'no id is given twice').toBe(ids.length);
  expect(ids.filter((id) => !seen.has(id))).toEqual([]);
  expect([...seen].filter(([, { times }]) => times !== 1)).toEqual([]);
  for (const { touch } of seen.values()) {
    expect(touch).toMatchObject({ kind: 'click', organisationId: 'org_a', destination: 'web', device: 'phone', os: 'ios' });
    expect(JSON.stringify(touch)).not.toContain('203.0.113');
  }
}

test(
  'every click that was answered is there exactly once, however often the process is killed',
  async () => {
    const at = await place('kill');
    const answered: (string | null)[] = [];
    for (let round = 0; round < 5; round++) {
      const child = await start(at.where, at.clicks);
      const until = 40 + Math.floor(Math.random() * 900);
      const ids = await pour(child, at.slugs, (count) => {
        if (count >= until && !child.process.killed) child.process.kill('SIGKILL');
        return false;
      });
      await child.ended;
      answered.push(...ids);
    }
    expect(answered.length).toBeGreaterThan(200);
    expect(answered.every((id) => id !== null)).toBe(true);
    const last = await start(at.where, at.clicks);
    answered.push(...(await pour(last, at.slugs, (count) => count >= 100)));
    // Its own journal ends with it, and those of the dead are loaded first.
    await expect.poll(() => leftJournals(at.clicks), { timeout: 60_000 }).toBe(1);
    await stop(last);
    await expectOnce(at, answered);
    expect(await leftJournals(at.clicks)).toBe(0);
    await at.drop();
  },
  patienceMs,
);

async function leftJournals(clicks: string): Promise<number> {
  return (await readdir(join(clicks, 'journals'))).length;
}

/** A way to a server that can be cut, as when it is stopped or the net between is gone. */
async function cuttable(url: string): Promise<{ url: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const real = new URL(url);
  const folder = real.searchParams.get('host');
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server | null = null;
  const mend = async (): Promise<void> => {
    server = createServer((incoming) => {
      const outgoing = folder ? connect(join(folder, '.s.PGSQL.5432')) : connect(Number(real.port || 5432), real.hostname);
      for (const socket of [incoming, outgoing]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
      }
      incoming.pipe(outgoing).pipe(incoming);
    });
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  };
  await mend();
  const through = new URL(url);
  through.searchParams.delete('host');
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return {
    url: through.href,
    mend,
    cut: async () => {
      const closed = new Promise((resolve) => server!.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

test.runIf(serverUrl)(
  'while the database is away links are answered, also by a process that starts then, and their clicks come later',
  async () => {
    const at = await place('away');
    const way = await cuttable(at.where.url!);
    const first = await start({ url: way.url }, at.clicks);
    const answered = await pour(first, at.slugs, (count) => count >= 300);
    await way.cut();
    answered.push(...(await pour(first, at.slugs, (count) => count >= 600)));
    const kill = await pour(first, at.slugs, (count) => {
      if (count >= 200 && !first.process.killed) first.process.kill('SIGKILL');
      return false;
    });
    await first.ended;
    answered.push(...kill);
    const second = await start({ url: way.url }, at.clicks);
    expect(second.said()).toContain('links.from_snapshot');
    answered.push(...(await pour(second, at.slugs, (count) => count >= 400)));
    expect(answered.every((id) => id !== null)).toBe(true);
    const unknown = await fetch(`${second.url}/s/zzzzzzzz`, { headers: { 'user-agent': phoneAgent } });
    expect(unknown.status).toBe(503);
    expect(await unknown.text()).toContain('name="code"');
    await way.mend();
    answered.push(...(await pour(second, at.slugs, (count) => count >= 100)));
    await expect.poll(() => leftJournals(at.clicks), { timeout: 60_000 }).toBe(1);
    await stop(second);
    await way.cut();
    await expectOnce(at, answered);
    await at.drop();
  },
  patienceMs,
);

test(
  'a full disk stops no redirect: visitors go on without a click id, nothing is claimed, and with room clicks are taken again',
  async () => {
    const at = await place('full');
    await mkdir(at.clicks, { recursive: true });
    const small = mountSmall(at.clicks);
    // Where no small disk can be had, the bound of the journal is reached instead: the same doors close.
    const child = await start(at.where, at.clicks, small ? {} : { limitBytes: 60_000 });
    try {
      const answered: (string | null)[] = [];
      let refused = 0;
      while (refused < 200) {
        const ids = await pour(child, at.slugs, (count) => count >= 3_000);
        refused += ids.filter((id) => id === null).length;
        answered.push(...ids);
      }
      expect(answered.some((id) => id !== null)).toBe(true);
      // The loader makes room, and clicks are taken again.
      await expect
        .poll(async () => (await pour(child, at.slugs, (count) => count >= 16)).filter((id) => answered.push(id) && id !== null).length, {
          timeout: 60_000,
          interval: 200,
        })
        .toBeGreaterThan(0);
      const { appended } = await stop(child);
      expect(appended).toBeLessThanOrEqual(answered.filter((id) => id !== null).length);
      await expectOnce(at, answered);
    } finally {
      child.process.kill('SIGKILL');
      await child.ended;
      small?.unmount();
      await at.drop();
    }
  },
  patienceMs,
);

function mountSmall(folder: string): { unmount(): void } | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
    return { unmount: () => void execFileSync('umount', ['-l', folder]) };
  } catch {
    return null;
  }
}
