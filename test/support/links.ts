/** Links for tests and measurements that need the module alone: on a database of their own, with somewhere for touches to go. */
import { Agent, createServer, get, type Server } from 'node:http';
import { sql } from 'kysely';
import { createAudit } from '../../src/modules/identity/index.ts';
import { createLinks, linksMigrations, type Links, type LinksParts } from '../../src/modules/links/index.ts';
import type { LandingPage } from '../../src/modules/links/contract.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createSealer } from '../../src/platform/seal.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createVisitors, visitorsMigrations, type Visitors } from '../../src/platform/visitors/index.ts';
import { testSecret } from './house.ts';

export const linksSchema = [visitorsMigrations, linksMigrations];

/** Touches end here: how often each was recorded, so that none and twice are both seen. */
export async function makeTouchTable(db: Database): Promise<void> {
  await db.read((trx) =>
    sql`create table if not exists seen_touches (touch_id text primary key, times int not null, touch jsonb not null)`.execute(trx),
  );
}

export const recordSeen: LinksParts['record'] = async (trx, touches) => {
  await sql`insert into seen_touches select touch->>'touchId', 1, touch from jsonb_array_elements(${JSON.stringify(touches)}::jsonb) as all_touches (touch)
    on conflict (touch_id) do update set times = seen_touches.times + 1`.execute(trx);
};

export async function seenTouches(db: Database): Promise<Map<string, { times: number; touch: Record<string, unknown> }>> {
  const { rows } = await db.read((trx) =>
    sql<{ touch_id: string; times: number; touch: Record<string, unknown> }>`select * from seen_touches`.execute(trx),
  );
  return new Map(rows.map((row) => [row.touch_id, { times: row.times, touch: row.touch }]));
}

export type LinksHouse = { readonly links: Links; readonly visitors: Visitors };

/** The module on a database whose schema is there; start it yourself. */
export function makeLinks(db: Database, directory: string, more: Partial<LinksParts> = {}): LinksHouse {
  const clock = more.clock ?? systemClock;
  const log = more.log ?? silentLog;
  const visitors = createVisitors({ db, clock, log, sealer: createSealer(testSecret, 'visitors.key') });
  const links = createLinks({
    db,
    clock,
    log,
    audit: createAudit(clock),
    visitors,
    baseUrl: 'http://hookline.test',
    directory,
    journalLimitBytes: 1e9,
    geoDatabase: null,
    trustProxy: true,
    countryHeader: 'cf-ipcountry',
    record: recordSeen,
    findAsset: async () => null,
    resolveCode: async () => ({ status: 'unknown' }),
    ...more,
  });
  return { links, visitors };
}

/** A bare server for links; whatever is not for them is answered with 404. */
export async function listen(links: Links, port = 0): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    if (!links.listener(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}` };
}

export const samplePage: LandingPage = {
  texts: [
    { language: 'zh-CN', title: '她从火中归来', tagline: '十年前的那场火，他们以为她死了。今夜，她坐在他们中间。' },
    { language: 'en', title: 'Out of the Fire', tagline: 'Ten years ago they left her to burn. Tonight she sits at their table.' },
  ],
  posterAssetId: null,
  teaser: null,
  code: '4829173',
  codeShown: '482 9173',
  appUrl: null,
  iosUrl: null,
  androidUrl: null,
  webUrl: null,
  endsAt: null,
};

export const phoneAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';
export const androidAgent =
  'Mozilla/5.0 (Linux; Android 14; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36';

/** Sends clicks sixteen at a time until `enough` says so or nobody answers; answers with their ids, null where none was claimed. */
export async function pour(
  child: { readonly url: string },
  slugs: readonly string[],
  enough: (answered: number) => boolean,
): Promise<(string | null)[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const ids: (string | null)[] = [];
  let gone = false;
  const one = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = get(
        `${child.url}/s/${slugs[index % slugs.length]}`,
        { agent, headers: { 'user-agent': phoneAgent, 'x-forwarded-for': `203.0.113.${index % 250}` } },
        (response) => {
          response.resume();
          response.on('end', () => {
            const to = response.statusCode === 302 ? response.headers.location : undefined;
            if (to === undefined) return reject(new Error(`a link answered ${response.statusCode}`));
            ids.push(new URL(to).searchParams.get('click_id'));
            resolve();
          });
          response.on('error', () => resolve());
        },
      );
      request.on('error', () => {
        gone = true;
        resolve();
      });
    });
  let index = 0;
  const worker = async (): Promise<void> => {
    while (!gone && !enough(ids.length)) await one(index++);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  agent.destroy();
  return ids;
}
