/**
 * The catalogue at its promised size: 60,000 dramas and 5 million episodes of one organisation on PostgreSQL. Every figure
 * is a whole answer of the API (permission, SQL, count, schema, JSON), without the network. `HOOKLINE_BENCH_WORKS` and
 * `HOOKLINE_BENCH_EPISODES` make it smaller. On the server of DATABASE_URL or TEST_DATABASE_URL in a database of its own,
 * else on a server that is started for it from Debian's PostgreSQL.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { catalogMigrations, createCatalog } from '../../src/modules/catalog/index.ts';
import { searchTokens, sortForm } from '../../src/modules/catalog/search.ts';
import type { CatalogTables } from '../../src/modules/catalog/tables.ts';
import { createAudit, identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { createApi } from '../../src/platform/http/server.ts';
import { silentLog } from '../../src/platform/log.ts';
import { probe } from '../../src/platform/media/index.ts';
import { createLocalStore } from '../../src/platform/storage/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createServerDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const works = Number(process.env.HOOKLINE_BENCH_WORKS ?? 60_000);
const episodes = Number(process.env.HOOKLINE_BENCH_EPISODES ?? 5_000_000);
const rounds = 25;
const organisationId = 'org_bench';

/** Fills, measures and prints; answers with the figures, or with why they could not be taken. */
export async function run(): Promise<Record<string, unknown>> {
  const given = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres();
  if (!given && !own) return { skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  try {
    const database = await createServerDatabase(given ?? own!.url);
    const db = await openDatabase({ url: database.url });
    try {
      return await measure(db);
    } finally {
      await db.close();
      await database.drop();
    }
  } finally {
    await own?.stop();
  }
}

async function measure(db: Database): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-bench-'));
  try {
    await migrateUp(db, [identityMigrations, catalogMigrations]);
    const started = systemClock.monotonicMs();
    await fill(db);
    const filledSeconds = Math.round((systemClock.monotonicMs() - started) / 1000);
    process.stdout.write(`${works} works and ${episodes} episodes in ${filledSeconds} s\n`);
    const objects = await createLocalStore({ directory: folder });
    const catalog = createCatalog({
      db,
      objects,
      clock: systemClock,
      log: silentLog,
      audit: createAudit(systemClock),
      jobs: { publish: async () => {} },
      media: { probe },
      uploadsDirectory: join(folder, 'uploads'),
    });
    const person = { kind: 'person', id: 'usr_bench', name: 'Bench', organisationId, role: 'owner', requestId: null } as const;
    const api = createApi({
      clock: systemClock,
      log: silentLog,
      bound: [catalog.bound],
      authenticate: async () => person,
      trustedOrigins: [],
      addressOf: () => '',
    });
    const get = async (path: string): Promise<{ items?: unknown[]; nextCursor?: string | null; total?: number }> => {
      const response = await api.request(path);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as never;
    };
    const figures: Record<string, object> = {};
    let worst = 0;
    for (const [name, path] of await questions(get)) {
      const figure = await time(() => get(path));
      worst = Math.max(worst, figure.p95Ms);
      figures[name] = figure;
      process.stdout.write(
        `${name.padEnd(44)} p50 ${figure.p50Ms.toFixed(1).padStart(7)} ms   p95 ${figure.p95Ms.toFixed(1).padStart(7)} ms   first ${figure.firstMs.toFixed(1).padStart(7)} ms   ${figure.items} of ${figure.total}\n`,
      );
    }
    const version = await db.read((trx) =>
      sql<{ v: string }>`show server_version`.execute(trx).then(({ rows }) => Object.values(rows[0]!)[0]),
    );
    return { postgres: version, works, episodes, filledSeconds, rounds, worstP95Ms: worst, ceilingMs: 200, answers: figures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Get = (path: string) => Promise<{ nextCursor?: string | null }>;

async function questions(get: Get): Promise<[string, string][]> {
  const list = (query: string): string => `/api/v1/works?${query}`;
  const search = (words: string, more = ''): string => list(`query=${encodeURIComponent(words)}${more}`);
  // Deep in the library: the place is carried by the cursor, so no page costs more than the first.
  let cursor: string | null | undefined;
  for (let page = 0; page < Math.min(100, works / 400); page++)
    cursor = (await get(list(`limit=200${cursor ? `&cursor=${cursor}` : ''}`))).nextCursor ?? cursor;
  return [
    ['library, newest change first', list('')],
    ['library, 20,000 works further down', list(`cursor=${cursor}`)],
    ['library by title', list('sort=title')],
    ['library by age, 200 a page', list('sort=created&limit=200')],
    ['status: released (common)', list('status=released')],
    ['status: in production (rare)', list('status=in_production')],
    ['kind: novel (rare)', list('kind=novel')],
    ['genre: romance (common)', list('genre=romance')],
    ['genre: romance (common) by title', list('genre=romance&sort=title')],
    ['genre: mafia (rare)', list('genre=mafia&sort=title')],
    ['genre and status', list('genre=revenge&status=draft')],
    ['two characters, common: 总裁', search('总裁')],
    ['two characters, rare: 琉璃', search('琉璃')],
    ['one character: 她', search('她')],
    ['a character of most titles: 的', search('的')],
    ['four characters: 火中归来', search('火中归来')],
    ['two words: 总裁 逃婚', search('总裁 逃婚')],
    ['common word by title', search('总裁', '&sort=title')],
    ['common word with a rare status', search('总裁', '&status=in_production')],
    ['pinyin: zongcai', search('zongcai')],
    ['pinyin, initials: cszl', search('cszl')],
    ['pinyin, beginning: wodezongc', search('wodezongc')],
    ['latin, common: love', search('love')],
    ['latin, one letter: l', search('l')],
    ['latin, rare: obsidian', search('obsidian')],
    ['nothing found', search('不存在的词')],
    ['the trash', list('trashed=true')],
    ['episodes of a drama', `/api/v1/works/${workId(17)}/episodes`],
    ['one drama', `/api/v1/works/${workId(17)}`],
  ];
}

async function time(work: () => Promise<{ items?: unknown[]; total?: number }>) {
  const times: number[] = [];
  let answer: { items?: unknown[]; total?: number } = {};
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    answer = await work();
    times.push(performance.now() - started);
  }
  const firstMs = times[0]!;
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]! * 10) / 10;
  return {
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    firstMs: Math.round(firstMs * 10) / 10,
    items: answer.items?.length ?? 1,
    total: answer.total ?? answer.items?.length ?? 1,
  };
}

// ── A library as one looks: some words in every fifth title, some in a handful ──────────────────────────────────────

const openings = [
  '总裁的',
  '我的',
  '重生之',
  '闪婚后',
  '离婚后她',
  '穿越成',
  '被退婚的',
  '战神',
  '首富',
  '千金',
  '替嫁',
  '龙王',
  '豪门',
  '乡村',
  '冷宫',
  '七零年代',
  '末世',
  '影帝的',
  '隐婚',
  '赘婿',
];
const middles = [
  '小娇妻',
  '总裁',
  '王妃',
  '女儿',
  '归来',
  '老公',
  '前妻',
  '少主',
  '神医',
  '逃婚',
  '萌宝',
  '真千金',
  '白月光',
  '继承人',
  '丫鬟',
  '特工',
  '教官',
  '女帝',
  '邻居',
  '校花',
  '医妃',
  '司机',
  '保镖',
  '厨神',
  '亲妈',
];
const endings = [
  '又逃了',
  '她不装了',
  '惊艳全城',
  '一手遮天',
  '马甲掉了',
  '宠上天',
  '从火中归来',
  '只想摆烂',
  '全网跪求',
  '火葬场',
  '杀疯了',
  '别想跑',
  '悔断肠',
  '一见倾心',
  '风华绝代',
  '步步为营',
  '归来仍是王',
  '不好惹',
  '有点甜',
  '闪耀星河',
];
const english = [
  'Love',
  'Revenge of the CEO',
  'Contract Marriage',
  'The Lost Heiress',
  'Married to a Stranger',
  'Return of the Dragon King',
  'Secret Billionaire',
  'Forbidden Love',
];
const genreLists = [
  ['romance'],
  ['romance', 'ceo'],
  ['revenge'],
  ['rebirth', 'family'],
  ['romance', 'palace'],
  ['war_god', 'urban'],
  ['time_travel'],
];
const workId = (at: number): string => `wrk_${String(at).padStart(26, '0')}`;

async function fill(db: Database): Promise<void> {
  // Inverted indexes are built at once, at a tenth of the price of row by row, from the definitions that the migrations gave them.
  const { rows: inverted } = await db.read((trx) =>
    sql<{
      indexname: string;
      indexdef: string;
    }>`select indexname, indexdef from pg_indexes where indexname in ('works_by_token', 'works_by_genre')`.execute(trx),
  );
  for (const { indexname } of inverted) await db.read((trx) => sql.raw(`drop index ${indexname}`).execute(trx));
  for (let from = 0; from < works; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, works - from) }, (_, at) => workRow(from + at));
    await db.transaction((trx) => trx.withTables<CatalogTables>().insertInto('works').values(rows).execute());
  }
  for (const { indexdef } of inverted) await db.read((trx) => sql.raw(indexdef).execute(trx));
  await db.transaction(async (trx) => {
    // In bulk: what a constraint promises is checked once at the end instead of five million times.
    const keys = ['episodes_pkey', 'episodes_of_work', 'episodes_work_id_fkey'];
    await sql.raw(`alter table subtitle_tracks drop constraint subtitle_tracks_episode_id_fkey`).execute(trx);
    for (const key of keys) await sql.raw(`alter table episodes drop constraint ${key}`).execute(trx);
    await sql`
      insert into episodes (id, organisation_id, work_id, number, title, duration_ms, width, height, created_at, updated_at)
      select 'ep_' || lpad(n::text, 26, '0'), ${organisationId}, 'wrk_' || lpad((n % ${works}::int)::text, 26, '0'), (n / ${works}::int) + 1, '', 90000 + n % 60000, 1080, 1920, now(), now()
      from generate_series(0, ${episodes}::int - 1) as n`.execute(trx);
    await sql.raw(`alter table episodes add constraint episodes_pkey primary key (id)`).execute(trx);
    await sql.raw(`alter table episodes add constraint episodes_of_work unique (work_id, number) deferrable`).execute(trx);
    await sql.raw(`alter table episodes add constraint episodes_work_id_fkey foreign key (work_id) references works (id)`).execute(trx);
    await sql
      .raw(`alter table subtitle_tracks add constraint subtitle_tracks_episode_id_fkey foreign key (episode_id) references episodes (id)`)
      .execute(trx);
    const each = Math.floor(episodes / works);
    await sql`update works set episode_count = ${each}::int, total_duration_ms = ${each}::bigint * 120000`.execute(trx);
  });
  // Nobody waits for autovacuum in a test; on a running server it has done this long ago.
  await db.read(async (trx) => {
    await sql`vacuum (analyze) works`.execute(trx);
    await sql`vacuum (analyze) episodes`.execute(trx);
  });
}

function workRow(at: number) {
  // A fixed scramble of the number, so that neighbours differ and every run has the same library.
  const pick = (salt: number, count: number): number => scramble(at, salt) % count;
  const rare = at % 7919 === 0 ? '琉璃' : '';
  const title = `${openings[pick(1, openings.length)]}${rare}${middles[pick(7, middles.length)]}${endings[pick(13, endings.length)]}${at % 3 === 0 ? (at % 90) + 1 : ''}`;
  const second =
    at % 4 === 0
      ? [{ language: 'en', title: at % 9973 === 0 ? 'Obsidian' : `${english[pick(3, english.length)]} ${at}`, synopsis: '' }]
      : [];
  const texts = [{ language: 'zh-CN', title, synopsis: '她被全家背叛，三年后携证据归来，让每一个人付出代价。'.repeat(3) }, ...second];
  const genres = at % 1999 === 0 ? ['mafia'] : genreLists[pick(5, genreLists.length)]!;
  const changed = new Date(Date.UTC(2026, 0, 1) - pick(11, 3 * 365 * 24 * 3600) * 1000);
  return {
    id: workId(at),
    organisation_id: organisationId,
    kind: at % 500 === 0 ? ('novel' as const) : ('micro_drama' as const),
    orientation: 'vertical' as const,
    making: 'acted' as const,
    status: at % 400 === 1 ? ('in_production' as const) : at % 5 === 0 ? ('draft' as const) : ('released' as const),
    original_language: 'zh-CN',
    texts: JSON.stringify(texts),
    genres,
    planned_episodes: 80,
    filing_number: null,
    filing_from: null,
    filing_until: null,
    cover_asset_id: null,
    episode_count: 0,
    total_duration_ms: 0n,
    title_sort: sortForm(title),
    search_tokens: searchTokens(texts.map((text) => text.title)),
    trashed_at: at % 1000 === 3 ? changed : null,
    created_at: changed,
    updated_at: changed,
  };
}

function scramble(value: number, salt: number): number {
  let hash = Math.imul(value + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
