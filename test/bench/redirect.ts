/**
 * Redirects with a durable click against what the same HTTP server answers for a constant redirect without any database: top rate
 * and processor time, and the latency at half of the top rate, on PostgreSQL with fsync on (`serve --role=redirect`) and on the
 * embedded database (`serve`). The top rate comes from autocannon, the even half from a pacer, both on the same machine. Rounds are
 * interleaved, and the ratio is the median of those of neighbouring rounds, so that a neighbour's load falls on both sides; while
 * the constant redirect is measured, the other server is halted, so that what it still has to load burdens nobody. Afterwards every
 * click that was answered is looked for in the database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// It brings no types; below is what is used of it.
// @ts-expect-error TS7016
import untyped from 'autocannon';
import { sql } from 'kysely';
import { composeHouse, type House } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import { silentLog } from '../../src/platform/log.ts';
import { phoneAgent, samplePage } from '../support/links.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import { processorUs, sendPaced, type Latencies } from './paced.ts';

const rounds = 5;
const halfRounds = 3;
const seconds = 2;
/** As many as keep both sides busy while a disk syncs. */
const connections = 512;
const pacedConnections = 128;
const visitors = 400;
const secret = 'a secret of the measurement, long enough';

type Load = { url: string; connections: number; duration: number; requests: readonly object[] };
type LoadResult = { requests: { total: number }; duration: number; '3xx': number; errors: number };
const autocannon = untyped as (load: Load) => Promise<LoadResult>;

type Top = { perSecond: number; processorUs: number | null; databaseUs: number | null; loadUs: number };
type Target = { readonly url: string; readonly paths: readonly string[]; readonly pid: number; readonly databasePid: number | null };

export async function run(): Promise<Record<string, unknown>> {
  const constant = await startConstant();
  const home = mkdtempSync(join(tmpdir(), 'hookline-redirect-'));
  const postgres = await startPostgres({ durable: true });
  try {
    const results: Record<string, unknown> = {};
    if (postgres) results.postgres = await compare(constant.target, join(home, 'postgres'), 'redirect', postgres.url);
    results.pglite = await compare(constant.target, join(home, 'pglite'), 'all', null);
    return {
      ...results,
      limits: { postgresOverConstant: 0.45, pgliteOverConstant: 0.15, p99MsAtHalf: 25, landingPageKb: 30 },
      load: { connections, pacedConnections, seconds, rounds, halfRounds, visitors, tool: 'autocannon' },
    };
  } finally {
    constant.stop();
    await postgres?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function compare(
  constant: Target,
  data: string,
  role: 'redirect' | 'all',
  databaseUrl: string | null,
): Promise<Record<string, unknown>> {
  const env: Record<string, string> = { HOOKLINE_SECRET: secret, TRUST_PROXY: 'true', ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const open = (): Promise<House> => composeHouse(readConfig({ HOOKLINE_DATA: data, ...env }), { role: 'command', log: silentLog });
  const { paths, landing } = await within(open, makeLinks);
  const server = await startServer({ data, env, role });
  try {
    const target: Target = {
      url: server.url,
      paths,
      pid: server.process.pid!,
      databasePid: databaseUrl === null ? null : postmasterOf(databaseUrl),
    };
    const aside = async <T>(work: () => Promise<T>): Promise<T> => {
      server.process.kill('SIGSTOP');
      try {
        return await work();
      } finally {
        server.process.kill('SIGCONT');
      }
    };
    const pageBytes = (await (await fetch(server.url + landing, { headers: { 'user-agent': phoneAgent } })).arrayBuffer()).byteLength;
    let answered = 1;
    const tops: { constant: Top[]; durable: Top[] } = { constant: [], durable: [] };
    await aside(() => shoot(constant, 1));
    answered += (await shoot(target, 2)).answers;
    for (let round = 0; round < rounds; round++) {
      tops.constant.push((await aside(() => shoot(constant, seconds))).figures);
      const shot = await shoot(target, seconds);
      answered += shot.answers;
      tops.durable.push(shot.figures);
    }
    const top = { constant: best(tops.constant), durable: best(tops.durable) };
    const how = { perSecond: Math.round(top.durable.perSecond / 2), seconds, connections: pacedConnections };
    const halves: { constant: Latencies[]; durable: Latencies[] } = { constant: [], durable: [] };
    for (let round = 0; round < halfRounds; round++) {
      const half = await sendPaced(target.url, rawRequests(target), how);
      answered += half.answers;
      halves.durable.push(half);
      halves.constant.push(await aside(() => sendPaced(constant.url, rawRequests(constant), how)));
    }
    await server.stop();
    const recorded = await within(open, countRecorded);
    return {
      constant: top.constant,
      durable: top.durable,
      durableOverConstant: medianRatio(tops.durable, tops.constant),
      durableRounds: tops.durable.map(({ perSecond }) => perSecond),
      constantRounds: tops.constant.map(({ perSecond }) => perSecond),
      atHalf: { durable: middle(halves.durable), constantAtTheSameRate: middle(halves.constant) },
      p99MsOfEachRound: halves.durable.map(({ p99Ms }) => p99Ms),
      clicks: { answered, recorded, lost: Math.max(0, answered - recorded) },
      landingPageKb: Math.round(pageBytes / 102.4) / 10,
    };
  } finally {
    await server.kill();
  }
}

/** The process of the server whose socket is in the folder that the address names. */
function postmasterOf(url: string): number {
  const folder = new URL(url).searchParams.get('host')!;
  return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function within<T>(open: () => Promise<House>, work: (house: House) => Promise<T>): Promise<T> {
  const house = await open();
  try {
    await house.prepare();
    return await work(house);
  } finally {
    await house.stop();
  }
}

async function makeLinks(house: House): Promise<{ paths: string[]; landing: string }> {
  const actor = await house.identity.commandLineActor();
  await house.links.updateSettings(actor, { allowedHosts: ['www.example.com'] });
  const rules = {
    rules: [
      { when: { countries: ['US', 'JP'] }, to: { kind: 'landing' as const } },
      { when: { systems: ['windows' as const], languages: ['en'] }, to: { kind: 'landing' as const } },
    ],
    otherwise: { kind: 'web' as const, url: 'https://www.example.com/watch' },
  };
  const page = { ...samplePage, posterAssetId: 'ast_x', teaser: { assetId: 'ast_y' }, webUrl: 'https://www.example.com/watch' };
  const made = await house.db.transaction((trx) =>
    house.links.create(trx, {
      organisationId: actor.organisationId,
      links: Array.from({ length: 1_001 }, (_, index) => ({
        placementId: `plc_bench${index}`,
        rules: index === 0 ? null : rules,
        page,
        endsAt: null,
      })),
    }),
  );
  const [landing, ...paths] = made.map(({ slug }) => `/s/${slug}`);
  return { paths, landing: landing! };
}

/** Loads what the server left in its journal, and counts. */
async function countRecorded(house: House): Promise<number> {
  await house.links.start();
  await house.links.loadClicks();
  const { rows } = await house.db.read((trx) =>
    sql<{ loaded: bigint }>`select sum(loaded)::bigint as loaded from click_journals`.execute(trx),
  );
  return Number(rows[0]!.loaded);
}

async function startConstant(): Promise<{ target: Target; stop(): void }> {
  const source = `require('node:http').createServer((request, response) => {
    response.writeHead(302, { location: 'https://www.example.com/watch', 'cache-control': 'no-store', 'content-length': 0 });
    response.end();
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const paths = Array.from({ length: 1_000 }, (_, index) => `/s/constant${index}`);
  const target = { url: `http://127.0.0.1:${port.toString().trim()}`, paths, pid: child.pid!, databasePid: null };
  return { target, stop: () => child.kill() };
}

/** As many visitors as there are, each from an address of their own, each on some link. */
const requestsOf = (target: Target): { path: string; headers: Record<string, string> }[] =>
  Array.from({ length: visitors }, (_, index) => ({
    path: target.paths[(index * 37) % target.paths.length]!,
    headers: {
      'user-agent': phoneAgent,
      'accept-language': 'zh-CN,zh;q=0.9',
      'x-forwarded-for': `198.18.${index % 250}.${(index * 7) % 250}`,
      referer: 'https://weixin.qq.com/',
    },
  }));
const rawRequests = (target: Target): string[] =>
  requestsOf(target).map(({ path, headers }) => {
    const lines = Object.entries({ host: new URL(target.url).host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  });

async function shoot(target: Target, duration: number): Promise<{ figures: Top; answers: number }> {
  const requests = requestsOf(target).map((request) => ({ method: 'GET', ...request }));
  const measure = (): { server: number | null; database: number | null; load: number } => {
    const { user, system } = process.cpuUsage();
    const database = target.databasePid === null ? null : processorUs(target.databasePid, true);
    return { server: processorUs(target.pid), database, load: user + system };
  };
  const before = measure();
  const result = await autocannon({ url: target.url, connections, duration, requests });
  const after = measure();
  const { total } = result.requests;
  if (result['3xx'] !== total || result.errors > 0)
    throw new Error(`${total} requests, ${result['3xx']} redirects, ${result.errors} errors at ${target.url}`);
  const each = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : Math.round(((to - from) / total) * 10) / 10;
  return {
    figures: {
      perSecond: Math.round(total / result.duration),
      processorUs: each(before.server, after.server),
      databaseUs: each(before.database, after.database),
      loadUs: each(before.load, after.load)!,
    },
    answers: total,
  };
}

/** The middle one of the ratios of rounds that followed one another. */
function medianRatio(durable: readonly Top[], constant: readonly Top[]): number {
  const ratios = durable.map(({ perSecond }, round) => perSecond / constant[round]!.perSecond).sort((a, b) => a - b);
  return Math.round(ratios[Math.floor(ratios.length / 2)]! * 1000) / 1000;
}

const best = (all: readonly Top[]): Top => all.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
const middle = (all: readonly Latencies[]): Latencies => all.toSorted((a, b) => a.p99Ms - b.p99Ms)[Math.floor(all.length / 2)]!;

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`);
