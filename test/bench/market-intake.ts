/**
 * Documents taken in: uploaded one by one through the library, read in its threads, kept with paragraphs, figures, search and all that
 * other areas keep, on PGlite and on PostgreSQL. Beside it reading alone, by as many threads: the ceiling. HOOKLINE_BENCH_DOCUMENTS
 * changes how many. The server is that of DATABASE_URL or TEST_DATABASE_URL, else one that is started for it.
 */
import { createReader } from '../../src/modules/intelligence/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { openIntelligence } from '../support/intelligence.ts';
import { startPostgres } from '../support/postgres.ts';
import { manyFiles } from './market/many.ts';

const documents = Number(process.env.HOOKLINE_BENCH_DOCUMENTS ?? 10_000);
const targetSeconds = 300;
const round = (value: number): number => Math.round(value * 10) / 10;
const secondsSince = (from: number): number => round((systemClock.monotonicMs() - from) / 1000);

export async function run(): Promise<Record<string, unknown>> {
  const texts = [...manyFiles(documents)].map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
  const reading = await readAlone(texts);
  print('reading alone', reading);
  const given = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres({ durable: true });
  try {
    const pglite = await takeIn(texts, undefined);
    print('PGlite in memory', pglite);
    const postgres = given || own ? await takeIn(texts, given ?? own!.url) : 'skipped: no PostgreSQL';
    if (typeof postgres !== 'string') print('PostgreSQL', postgres);
    const reached = [pglite, postgres].every((each) => typeof each === 'string' || (each.seconds / documents) * 10_000 <= targetSeconds);
    return { documents, targetSecondsFor10000: targetSeconds, reached, readingAlone: reading, pglite, postgres };
  } finally {
    await own?.stop();
  }
}

type Text = { name: string; bytes: Uint8Array };
/** `processorMs` is what a document costs this process and its threads: the seconds mean little where others use the processors too. */
type Figure = { seconds: number; perSecond: number; processorMs: number; peakMb: number; claims: number };

function print(where: string, { seconds, perSecond, processorMs, peakMb }: Figure): void {
  process.stdout.write(
    `${where.padEnd(18)} ${String(seconds).padStart(7)} s   ${perSecond} documents/s   ${processorMs} ms of processor each   peak ${peakMb} MB\n`,
  );
}

/** The most memory that the process had while something ran. */
async function watched<T>(work: () => Promise<T>): Promise<{ done: T; seconds: number; cpuMs: number; peakMb: number }> {
  let peak = 0;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 200);
  const from = systemClock.monotonicMs();
  const cpu = process.cpuUsage();
  try {
    const done = await work();
    look();
    const { user, system } = process.cpuUsage(cpu);
    return { done, seconds: secondsSince(from), cpuMs: (user + system) / 1000, peakMb: Math.round(peak / 2 ** 20) };
  } finally {
    clearInterval(timer);
  }
}

async function readAlone(texts: readonly Text[]): Promise<Figure> {
  const reader = createReader();
  const left = [...texts];
  const { done, seconds, cpuMs, peakMb } = await watched(async () => {
    const counts = await Promise.all(
      Array.from({ length: 8 }, async () => {
        let claims = 0;
        for (let text = left.pop(); text; text = left.pop())
          claims += (await reader.read(text.bytes, { name: text.name }, AbortSignal.timeout(120_000))).claims.flat().length;
        return claims;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  });
  return { seconds, perSecond: round(texts.length / seconds), processorMs: round(cpuMs / texts.length), peakMb, claims: done };
}

async function takeIn(texts: readonly Text[], url: string | undefined): Promise<Figure> {
  const before = process.env.TEST_DATABASE_URL;
  if (url === undefined) delete process.env.TEST_DATABASE_URL;
  else process.env.TEST_DATABASE_URL = url;
  const house = await openIntelligence().finally(() => {
    if (before === undefined) delete process.env.TEST_DATABASE_URL;
    else process.env.TEST_DATABASE_URL = before;
  });
  try {
    const { actor } = await house.tenant();
    const { seconds, cpuMs, peakMb } = await watched(async () => {
      for (const { name, bytes } of texts) await house.intelligence.uploadMarketFile(actor, { filename: name }, bytes);
      await house.runJobs();
    });
    const desk = await house.intelligence.getMarketDesk(actor);
    if (desk.files.waiting + desk.files.failed > 0) throw new Error(`not all was read: ${JSON.stringify(desk)}`);
    const { items } = await house.intelligence.listMarketDocuments(actor, { limit: 200, archived: false });
    return {
      seconds,
      perSecond: round(texts.length / seconds),
      processorMs: round(cpuMs / texts.length),
      peakMb,
      claims: items.reduce((sum, { claimCount }) => sum + claimCount, 0),
    };
  } finally {
    await house.close();
  }
}
