/**
 * Search over a hundred thousand documents on PostgreSQL: whole answers with passages, for Chinese words of two characters, phrases,
 * English words and filters. Documents that have a rare word are known, so that none may be missed. Beside it what PostgreSQL has of
 * its own over the same texts: its default parser, and pg_trgm. HOOKLINE_BENCH_DOCUMENTS changes how many.
 */
import { sql } from 'kysely';
import { anchorOf } from '../../src/modules/intelligence/citations/read.ts';
import { signatureOf } from '../../src/modules/intelligence/families/signature.ts';
import * as library from '../../src/modules/intelligence/library/repo.ts';
import * as sources from '../../src/modules/intelligence/library/sources-repo.ts';
import { createStore } from '../../src/modules/intelligence/library/store.ts';
import type { Paragraph, ReadDocument } from '../../src/modules/intelligence/reading/document.ts';
import { searchAbsorber } from '../../src/modules/intelligence/searching/service.ts';
import { newId } from '../../src/platform/ids.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { openIntelligence, type TestIntelligence } from '../support/intelligence.ts';
import type { TestTenant } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';
import { phenomenonNames } from './market/phenomena.ts';
import { randomOf, type Random } from './market/random.ts';
import { tellerOf, type Teller } from './market/telling.ts';
import { worldOf } from './market/world.ts';

const count = Number(process.env.HOOKLINE_BENCH_DOCUMENTS ?? 100_000);
const perFile = 500;
const rounds = 5;
const targetMs = 150;
/** In some twenty documents each, and in no template. */
const rare = [
  '榫卯',
  '鹭岛',
  '昆曲',
  '漆器',
  '渡轮',
  '梯田',
  '茶寮',
  '皮影',
  '鲛人',
  '雪原',
  '钟楼',
  '窑火',
  '绣娘',
  '盐湖',
  '候鸟',
  '竹筏',
] as const;
const queries: Record<string, readonly { q: string; language?: 'zh' | 'en'; from?: string; until?: string }[]> = {
  twoCharacters: [
    ...rare.map((q) => ({ q })),
    ...['投流', '分账', '备案', '出海', '票房', '剧组', '素材', '付费', '基金', '补贴'].map((q) => ({ q })),
  ],
  phrases: ['"市场规模"', '"目标规模"', '"月活跃用户"', '"年均复合增长率"', '"box office"', '"penetration rate"', '"production cost"'].map(
    (q) => ({ q }),
  ),
  english: ['subsidy', 'downloads', 'penetration', 'netizens', 'cinema tickets', 'advertising revenue', 'fund'].map((q) => ({ q })),
  filtered: [
    { q: '微短剧', language: 'zh', from: '2025-03-01', until: '2025-03-31' },
    { q: '基金', language: 'zh', from: '2025-01-01', until: '2025-12-31' },
    { q: 'market', language: 'en', from: '2025-06-01', until: '2025-06-30' },
    { q: '票房 剧组' },
    { q: '微短剧 -基金', from: '2025-09-01' },
  ],
};

export async function run(): Promise<Record<string, unknown>> {
  const given = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres();
  if (!given && !own) return { skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  const before = process.env.TEST_DATABASE_URL;
  process.env.TEST_DATABASE_URL = given ?? own!.url;
  try {
    const house = await openIntelligence();
    try {
      return await measure(house);
    } finally {
      await house.close();
    }
  } finally {
    if (before === undefined) delete process.env.TEST_DATABASE_URL;
    else process.env.TEST_DATABASE_URL = before;
    await own?.stop();
  }
}

async function measure(house: TestIntelligence): Promise<Record<string, unknown>> {
  const { db } = house.database;
  const tenant = await house.tenant();
  const from = systemClock.monotonicMs();
  const having = await fill(house, tenant);
  const filledSeconds = Math.round((systemClock.monotonicMs() - from) / 1000);
  process.stdout.write(`${count} documents written in ${filledSeconds} s\n`);
  await db.read((trx) => sql`analyze`.execute(trx));
  const { missed, wanted } = await recallOf(house, tenant, having);
  const kinds: Record<string, unknown> = {};
  for (const [kind, list] of Object.entries(queries)) {
    const times: number[] = [];
    const cpu = process.cpuUsage();
    for (let round = 0; round < rounds; round++)
      for (const { q, ...filter } of list)
        times.push(await timed(() => house.intelligence.searchMarketDocuments(tenant.actor, { q, ...filter, offset: 0, limit: 20 })));
    const { user, system } = process.cpuUsage(cpu);
    kinds[kind] = { ...describe(times), processorMs: Math.round((user + system) / 100 / times.length) / 10 };
    process.stdout.write(`${kind.padEnd(16)} ${JSON.stringify(kinds[kind])}\n`);
  }
  const all = Object.values(kinds) as { p95Ms: number }[];
  return {
    documents: count,
    filledSeconds,
    targetMs,
    reached: missed === 0 && all.every(({ p95Ms }) => p95Ms < targetMs),
    twoCharacterRecall: (wanted - missed) / wanted,
    wanted,
    ...kinds,
    baselines: await baselines(db, having),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = systemClock.monotonicMs();
  await work();
  return systemClock.monotonicMs() - from;
}

function describe(times: readonly number[]): { queries: number; p50Ms: number; p95Ms: number; worstMs: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
  return { queries: times.length, p50Ms: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
}

/** Titles of the documents that have each rare word. */
type Having = Map<string, Set<string>>;

async function recallOf(
  { intelligence }: TestIntelligence,
  { actor }: TestTenant,
  having: Having,
): Promise<{ missed: number; wanted: number }> {
  let [missed, wanted] = [0, 0];
  for (const [q, titles] of having) {
    const found = new Set<string>();
    let copies = 0;
    for (let offset: number | null = 0; offset !== null;) {
      const answer = await intelligence.searchMarketDocuments(actor, { q, offset, limit: 50 });
      for (const item of answer.items) {
        found.add(item.document.title);
        copies += item.copies;
      }
      offset = answer.nextOffset;
    }
    wanted += titles.size;
    // Copies of a story stand behind one of them.
    missed += Math.max(0, [...titles].filter((title) => !found.has(title)).length - copies);
  }
  return { missed, wanted };
}

async function fill(house: TestIntelligence, { organisationId }: TestTenant): Promise<Having> {
  const { db } = house.database;
  const random = randomOf(77);
  const worlds = Array.from({ length: 40 }, (_, at) => {
    const world = worldOf('heldout', randomOf(at + 1));
    return tellerOf(world, 'heldout', random, at);
  });
  const clock = systemClock;
  const store = createStore({ clock, jobs: { publish: async () => {} } as never }, [searchAbsorber({ clock })], {
    readAgain: () => Promise.reject(new Error('nothing counts again')),
  });
  const having: Having = new Map(rare.map((word) => [word, new Set<string>()]));
  const now = clock.now();
  const sourceId = newId('marketSource', clock.nowMs());
  await db.transaction((trx) =>
    sources.standingSource(trx, {
      id: sourceId,
      organisation_id: organisationId,
      kind: 'upload',
      name: '',
      url: null,
      every_minutes: null,
      state: 'running',
      last_fetched_at: null,
      next_fetch_at: null,
      error: null,
      etag: null,
      last_modified: null,
      task_id: null,
      created_at: now,
      removed_at: null,
    }),
  );
  await db.transaction((trx) =>
    sql`create table bench_texts (id integer primary key, title text not null, body text not null)`.execute(trx),
  );
  for (let made = 0; made < count; made += perFile) {
    const documents = Array.from({ length: Math.min(perFile, count - made) }, (_, at) =>
      documentOf(made + at, random.pick(worlds), random, having),
    );
    await db.transaction(async (trx) => {
      const { file } = await library.takeFile(trx, {
        id: newId('marketFile', clock.nowMs()),
        organisation_id: organisationId,
        source_id: sourceId,
        name: `${made}.txt`,
        sha256: made.toString(16).padStart(64, '0'),
        size_bytes: 1,
        asset_id: '',
        content_type: null,
        url: null,
        fetched_at: null,
        state: 'reading',
        read_as: null,
        encoding: null,
        error: null,
        created_at: now,
      });
      const read = { kind: 'text' as const, encoding: 'utf-8', length: 1, documents, warnings: [] };
      const given = documents.map((document) => ({ document, claims: [], signature: signatureOf(document), insights: [] }));
      await store.keep(trx, organisationId, [{ row: file, file: read, documents: given }]);
      const rows = documents.map(({ title, paragraphs }, at) => ({
        id: made + at,
        title,
        body: [title, ...paragraphs.map(({ text }) => text)].join('\n'),
      }));
      await sql`insert into bench_texts select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id integer, title text, body text)`.execute(
        trx,
      );
    });
  }
  return having;
}

const told = phenomenonNames.filter((name) => name !== 'headline');

function documentOf(at: number, teller: Teller, random: Random, having: Having): ReadDocument {
  const language = random() < 0.6 ? 'zh' : 'en';
  const title = `${teller.tell('headline', language).text} ${at}`;
  const texts = Array.from({ length: 6 }, () =>
    Array.from({ length: 2 }, () => teller.tell(random.pick(told), language).text + (language === 'zh' ? '。' : '. ')).join(''),
  );
  if (language === 'zh' && random() < (rare.length * 20) / (count * 0.6)) {
    const word = random.pick(rare);
    texts[random.int(6)] += `片中的${word}令人难忘。`;
    having.get(word)!.add(title);
  }
  const paragraphs = texts.map((text, index): Paragraph => ({
    index,
    kind: 'text',
    group: null,
    text,
    start: 0,
    end: text.length,
    map: [[0, 0]],
    anchor: anchorOf(index, text),
  }));
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    title,
    source: null,
    author: null,
    publishedAt: `2025-${two(1 + random.int(12))}-${two(1 + random.int(28))}`,
    zone: null,
    language,
    url: null,
    start: 0,
    end: 1,
    paragraphs,
  };
}

/** The same words over the same texts by what PostgreSQL has of its own. */
async function baselines(db: Database, having: Having): Promise<Record<string, unknown>> {
  const setUp = (statement: string): Promise<unknown> => db.transaction((trx) => sql.raw(statement).execute(trx));
  const ask = async (where: (word: string) => string): Promise<Record<string, unknown>> => {
    const times: number[] = [];
    let [found, wanted] = [0, 0];
    for (const [word, titles] of having) {
      let rows: { title: string }[] = [];
      times.push(
        await timed(
          async () =>
            void (rows = (await db.read((trx) => sql.raw(`select title from bench_texts where ${where(word)}`).execute(trx)))
              .rows as typeof rows),
        ),
      );
      wanted += titles.size;
      found += rows.filter(({ title }) => titles.has(title)).length;
    }
    return { recall: Math.round((found / wanted) * 1000) / 1000, ...describe(times) };
  };
  await setUp(`create index bench_parser on bench_texts using gin (to_tsvector('simple', body))`);
  const parser = await ask((word) => `to_tsvector('simple', body) @@ plainto_tsquery('simple', '${word}')`);
  process.stdout.write(`default parser   ${JSON.stringify(parser)}\n`);
  const trigrams = await setUp('create extension if not exists pg_trgm').then(
    async () => {
      await setUp('create index bench_trigrams on bench_texts using gin (body gin_trgm_ops)');
      return ask((word) => `body like '%${word}%'`);
    },
    () => 'skipped: pg_trgm is not installed',
  );
  process.stdout.write(`pg_trgm          ${JSON.stringify(trigrams)}\n`);
  return { defaultParser: parser, trigrams };
}
