/**
 * Redirects with a durable click against what the same HTTP server answers for a constant redirect without any database: top rate,
 * and the latency at half of it, on PostgreSQL (`serve --role=redirect`) and on the embedded database (`serve`). The load comes
 * from autocannon on the same machine. Rounds are interleaved, and the ratio is the median of those of neighbouring rounds, so that
 * a neighbour's load falls on both sides. Afterwards every click that was answered is looked for in the database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
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

const rounds = 5;
const seconds = 4;
const connections = 128;
const visitors = 400;
const secret = 'a secret of the measurement, long enough';

type Load = {
  url: string;
  connections: number;
  duration: number;
  requests: readonly object[];
  overallRate?: number;
  ignoreCoordinatedOmission?: boolean;
};
type LoadResult = { requests: { average: number; total: number }; latency: { p50: number; p99: number }; '3xx': number; errors: number };
const autocannon = untyped as (load: Load) => Promise<LoadResult>;

type Figures = { perSecond: number; p50Ms: number; p99Ms: number };
type Target = { readonly url: string; readonly paths: readonly string[] };

export async function run(): Promise<Record<string, unknown>> {
  const constant = await startConstant();
  const home = mkdtempSync(join(tmpdir(), 'hookline-redirect-'));
  const postgres = await startPostgres();
  try {
    const results: Record<string, unknown> = {};
    if (postgres) results.postgres = await compare(constant.target, join(home, 'postgres'), 'redirect', { DATABASE_URL: postgres.url });
    results.pglite = await compare(constant.target, join(home, 'pglite'), 'all', {});
    return {
      ...results,
      limits: { postgresOverConstant: 0.45, pgliteOverConstant: 0.15, p99MsAtHalf: 25, landingPageKb: 30 },
      load: { connections, seconds, rounds, visitors, tool: 'autocannon' },
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
  env: Record<string, string>,
): Promise<Record<string, unknown>> {
  const all = { HOOKLINE_SECRET: secret, TRUST_PROXY: 'true', ...env };
  const open = (): Promise<House> => composeHouse(readConfig({ HOOKLINE_DATA: data, ...all }), { role: 'command', log: silentLog });
  const { paths, landing } = await within(open, makeLinks);
  const server = await startServer({ data, env: all, role });
  const target = { url: server.url, paths };
  const pageBytes = (await (await fetch(server.url + landing, { headers: { 'user-agent': phoneAgent } })).arrayBuffer()).byteLength;
  let answered = 1;
  const tops: { constant: Figures[]; durable: Figures[] } = { constant: [], durable: [] };
  await shoot(constant, { seconds: 2 });
  answered += (await shoot(target, { seconds: 2 })).answers;
  for (let round = 0; round < rounds; round++) {
    tops.constant.push((await shoot(constant, { seconds })).figures);
    const shot = await shoot(target, { seconds });
    answered += shot.answers;
    tops.durable.push(shot.figures);
  }
  const top = { constant: best(tops.constant), durable: best(tops.durable) };
  const halves: { constant: Figures[]; durable: Figures[] } = { constant: [], durable: [] };
  for (let round = 0; round < rounds; round++) {
    const half = await shoot(target, { seconds, rate: top.durable.perSecond / 2 });
    answered += half.answers;
    halves.durable.push(half.figures);
    halves.constant.push((await shoot(constant, { seconds, rate: top.durable.perSecond / 2 })).figures);
  }
  await server.stop();
  const recorded = await within(open, countRecorded);
  return {
    constant: top.constant,
    durable: top.durable,
    durableOverConstant: medianRatio(tops.durable, tops.constant),
    atHalf: { durable: calmest(halves.durable), constantAtTheSameRate: calmest(halves.constant) },
    clicks: { answered, recorded },
    landingPageKb: Math.round(pageBytes / 102.4) / 10,
  };
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
  return { target: { url: `http://127.0.0.1:${port.toString().trim()}`, paths }, stop: () => child.kill() };
}

/** As many visitors as there are, each from an address of their own, each on some link. */
async function shoot(target: Target, how: { seconds: number; rate?: number }): Promise<{ figures: Figures; answers: number }> {
  const requests = Array.from({ length: visitors }, (_, index) => ({
    method: 'GET',
    path: target.paths[(index * 37) % target.paths.length]!,
    headers: {
      'user-agent': phoneAgent,
      'accept-language': 'zh-CN,zh;q=0.9',
      'x-forwarded-for': `198.18.${index % 250}.${(index * 7) % 250}`,
      referer: 'https://weixin.qq.com/',
    },
  }));
  const result = await autocannon({
    url: target.url,
    connections,
    duration: how.seconds,
    requests,
    // A paced load of autocannon comes in bursts, and its correction for what it did not send in time counts its own lateness: a
    // constant redirect then shows hundreds of milliseconds. What is wanted is how long an answer took.
    ...(how.rate !== undefined && { overallRate: Math.round(how.rate), ignoreCoordinatedOmission: true }),
  });
  if (result['3xx'] !== result.requests.total || result.errors > 0)
    throw new Error(`${result.requests.total} requests, ${result['3xx']} redirects, ${result.errors} errors at ${target.url}`);
  return {
    figures: { perSecond: Math.round(result.requests.average), p50Ms: result.latency.p50, p99Ms: result.latency.p99 },
    answers: result.requests.total,
  };
}

/** The middle one of the ratios of rounds that followed one another. */
function medianRatio(durable: readonly Figures[], constant: readonly Figures[]): number {
  const ratios = durable.map(({ perSecond }, round) => perSecond / constant[round]!.perSecond).sort((a, b) => a - b);
  return Math.round(ratios[Math.floor(ratios.length / 2)]! * 1000) / 1000;
}

const best = (all: readonly Figures[]): Figures => all.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
const calmest = (all: readonly Figures[]): Figures => all.reduce((a, b) => (b.p99Ms < a.p99Ms ? b : a));

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`);
