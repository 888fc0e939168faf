import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOutgoing } from '../../../platform/outgoing.ts';
import { systemClock } from '../../../platform/time.ts';
import { readFeed } from './feed.ts';
import { createFetcher, type Fetcher } from './fetcher.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Record<string, Answer> = {};
const seen: { path: string; headers: IncomingMessage['headers'] }[] = [];
const server = createServer((request, response) => {
  seen.push({ path: request.url!, headers: request.headers });
  const answer = answers[request.url!];
  if (answer) return answer(request, response);
  response.writeHead(404).end();
});
let origin = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  answers = {};
  seen.length = 0;
});

const send =
  (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' }, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
const waits: number[] = [];
const make = (gapMs = 0): Fetcher => {
  waits.length = 0;
  return createFetcher({
    outgoing: createOutgoing({ allow: ['127.0.0.1'], clock: systemClock }),
    clock: systemClock,
    gapMs,
    wait: async (ms) => void waits.push(ms),
  });
};
const paths = (): string[] => seen.map(({ path }) => path);

describe('a document', () => {
  test('comes with what the server says of it, and is asked for by the house’s name', async () => {
    answers['/a'] = send('<p>504亿元</p>', {
      'content-type': 'text/html; charset=gbk',
      etag: '"1"',
      'last-modified': 'Wed, 13 Aug 2025 02:01:00 GMT',
    });
    const fetched = await make().fetchDocument(`${origin}/a`);
    expect(fetched).toMatchObject({
      outcome: 'fetched',
      contentType: 'text/html; charset=gbk',
      etag: '"1"',
      lastModified: 'Wed, 13 Aug 2025 02:01:00 GMT',
      url: `${origin}/a`,
    });
    expect(seen.map(({ path, headers }) => [path, headers['user-agent']])).toEqual([
      ['/robots.txt', 'Hookline'],
      ['/a', 'Hookline'],
    ]);
  });

  test('that has not changed is not sent again', async () => {
    answers['/a'] = (request, response) =>
      void response.writeHead(request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'] ? 304 : 200).end('x');
    expect(await make().fetchDocument(`${origin}/a`, { etag: '"1"', lastModified: 'Wed, 13 Aug 2025 02:01:00 GMT' })).toMatchObject({
      outcome: 'not_modified',
    });
    // What could end a header is not sent.
    expect(await make().fetchDocument(`${origin}/a`, { etag: '"1"\r\nx: y' })).toMatchObject({ outcome: 'fetched' });
  });

  test('is followed through redirects, each asked of robots.txt', async () => {
    answers['/a'] = send('', { location: '/b' }, 302);
    answers['/b'] = send('', { location: '/private' }, 301);
    answers['/private'] = send('secret');
    answers['/robots.txt'] = send('User-agent: *\nDisallow: /private', { 'content-type': 'text/plain' });
    expect(await make().fetchDocument(`${origin}/a`)).toEqual({ outcome: 'disallowed', unknown: false });
    expect(paths()).toEqual(['/robots.txt', '/a', '/b']);
    answers['/loop'] = send('', { location: '/loop' }, 302);
    expect(await make().fetchDocument(`${origin}/loop`)).toMatchObject({ outcome: 'failed', code: 'outgoing.too_many_redirects' });
  });

  test('of another kind, too large, refused or packed has an outcome by name', async () => {
    answers['/video'] = send('x', { 'content-type': 'video/mp4' });
    answers['/busy'] = send('', { 'retry-after': '120' }, 503);
    answers['/gone'] = send('', {}, 410);
    answers['/packed'] = send(gzipSync('504亿元'), { 'content-type': 'text/plain', 'content-encoding': 'gzip' });
    answers['/bomb'] = send(gzipSync(Buffer.alloc(60 * 1024 * 1024)), { 'content-type': 'text/plain', 'content-encoding': 'gzip' });
    const fetcher = make();
    expect(await fetcher.fetchDocument(`${origin}/video`)).toEqual({ outcome: 'unsuitable', contentType: 'video/mp4' });
    expect(await fetcher.fetchDocument(`${origin}/busy`)).toMatchObject({ outcome: 'refused', status: 503, retryAfterSeconds: 120 });
    expect(await fetcher.fetchDocument(`${origin}/gone`)).toMatchObject({ outcome: 'refused', status: 410, retryAfterSeconds: null });
    const packed = await fetcher.fetchDocument(`${origin}/packed`);
    expect(packed.outcome === 'fetched' && Buffer.from(packed.bytes).toString()).toBe('504亿元');
    expect(await fetcher.fetchDocument(`${origin}/bomb`)).toMatchObject({ outcome: 'failed', code: 'outgoing.answer_too_large' });
  });

  test('of the house’s own network or of no address is refused before anything is asked', async () => {
    const strict = createFetcher({ outgoing: createOutgoing({ allow: [], clock: systemClock }), clock: systemClock, gapMs: 0 });
    expect(await strict.fetchDocument(`${origin}/a`)).toMatchObject({ outcome: 'failed', code: 'outgoing.address_refused' });
    expect(await strict.fetchDocument('ftp://example.com/')).toMatchObject({ outcome: 'failed', code: 'outgoing.url_invalid' });
    expect(seen).toEqual([]);
    const fetcher = make();
    answers['/a'] = send('', { location: 'http://169.254.169.254/latest' }, 302);
    expect(await fetcher.fetchDocument(`${origin}/a`)).toMatchObject({ outcome: 'failed', code: 'outgoing.address_refused' });
  });

  test('is given up when nobody waits any more', async () => {
    const stop = new AbortController();
    answers['/slow'] = () => stop.abort(new Error('enough'));
    await expect(make().fetchDocument(`${origin}/slow`, {}, stop.signal)).rejects.toThrow('enough');
  });
});

describe('robots.txt', () => {
  test('is asked once and obeyed, by name before by star, with the pause that it asks for up to a bound', async () => {
    answers['/robots.txt'] = send('User-agent: *\nDisallow: /\n\nUser-agent: hookline\nDisallow: /no\nCrawl-delay: 7\n', {
      'content-type': 'text/plain',
    });
    answers['/yes'] = send('x');
    answers['/no'] = send('x');
    const fetcher = make();
    expect((await fetcher.fetchDocument(`${origin}/yes`)).outcome).toBe('fetched');
    expect(await fetcher.fetchDocument(`${origin}/no`)).toEqual({ outcome: 'disallowed', unknown: false });
    expect((await fetcher.fetchDocument(`${origin}/yes`)).outcome).toBe('fetched');
    expect(paths()).toEqual(['/robots.txt', '/yes', '/yes']);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(5000);
    expect(waits[0]).toBeLessThanOrEqual(7000);
    answers['/robots.txt'] = send('User-agent: *\nCrawl-delay: 86400', { 'content-type': 'text/plain' });
    const patient = make();
    await patient.fetchDocument(`${origin}/yes`);
    await patient.fetchDocument(`${origin}/yes`);
    expect(waits[0]).toBeLessThanOrEqual(30_000);
  });

  test('of a server in trouble allows nothing, and says that it is not known', async () => {
    answers['/robots.txt'] = send('', {}, 500);
    answers['/a'] = send('x');
    expect(await make().fetchDocument(`${origin}/a`)).toEqual({ outcome: 'disallowed', unknown: true });
  });

  test('that is a page, or endless, or nonsense harms nobody', async () => {
    answers['/a'] = send('x');
    for (const body of [
      '<html>404</html>',
      'Disallow'.repeat(200_000),
      `User-agent: *\nDisallow: /${'*a'.repeat(5000)}$`,
      '\u0000\u0001',
    ]) {
      answers['/robots.txt'] = send(body, { 'content-type': 'text/plain' });
      expect((await make().fetchDocument(`${origin}/a`)).outcome).toBe('fetched');
    }
  });
});

test('requests to one host keep their distance', async () => {
  answers['/a'] = send('x');
  const fetcher = make(1000);
  await Promise.all([fetcher.fetchDocument(`${origin}/a`), fetcher.fetchDocument(`${origin}/a`), fetcher.fetchDocument(`${origin}/a`)]);
  expect(waits).toHaveLength(2);
  expect(Math.max(...waits)).toBeGreaterThan(1500);
});

const rss = (items: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>短剧 &amp; 出海</title><link>https://news.example/</link>${items}</channel></rss>`;

describe('a feed', () => {
  test('of each kind is read into the same items', () => {
    const expected = {
      title: '市场规模504亿元',
      url: 'https://news.example/1?a=1&b=2',
      publishedAt: '2025-08-13T10:01:00+08:00',
      author: '张三',
      html: '<p>全文</p>',
    };
    const feeds = [
      rss(
        '<item><guid isPermaLink="false">g1</guid><title><![CDATA[市场规模504亿元]]></title><link>/1?a=1&amp;b=2</link><pubDate>Wed, 13 Aug 2025 10:01:00 +0800</pubDate><dc:creator>张三</dc:creator><description>摘要</description><content:encoded><![CDATA[<p>全文</p>]]></content:encoded></item>',
      ),
      `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">短剧 &amp;amp; 出海</title><link href="https://news.example/"/><entry><id>g1</id><title>市场规模504亿元</title><link rel="alternate" href="https://news.example/1?a=1&amp;b=2"/><published>2025-08-13T10:01:00+08:00</published><author><name>张三</name></author><content type="html">&lt;p&gt;全文&lt;/p&gt;</content></entry></feed>`,
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>短剧</title><link>https://news.example/</link></channel><item rdf:about="g1"><title>市场规模504亿元</title><link>https://news.example/1?a=1&amp;b=2</link><dc:date>2025-08-13T10:01:00+08:00</dc:date><dc:creator>张三</dc:creator><description>&lt;p&gt;全文&lt;/p&gt;</description></item></rdf:RDF>`,
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: '短剧',
        home_page_url: 'https://news.example/',
        items: [
          {
            id: 'g1',
            url: '/1?a=1&b=2',
            title: '市场规模504亿元',
            content_html: '<p>全文</p>',
            date_published: '2025-08-13T10:01:00+08:00',
            authors: [{ name: '张三' }],
          },
        ],
      }),
    ];
    for (const feed of feeds) {
      const read = readFeed(Buffer.from(feed), { url: 'https://news.example/feed' });
      expect(read.items).toEqual([{ id: 'g1', ...expected }]);
      expect(read).toMatchObject({ url: 'https://news.example/', cut: false });
    }
  });

  test('that never ends is read to its last whole item, and a thousand of them', async () => {
    const item = (at: number): string => `<item><title>第${at}条</title><link>https://news.example/${at}</link></item>`;
    const cut = rss(Array.from({ length: 5 }, (_, at) => item(at)).join('')).replace(/<\/title><link>https:\/\/news.example\/4.*$/, '');
    expect(readFeed(Buffer.from(cut))).toMatchObject({ cut: true, items: [{ title: '第0条' }, {}, {}, { title: '第3条' }] });
    expect(readFeed(Buffer.from(rss(Array.from({ length: 1500 }, (_, at) => item(at)).join('')))).items).toHaveLength(1000);
    answers['/endless'] = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      response.write(rss('').replace('</channel></rss>', ''));
      let at = 0;
      const more = (): void => {
        while (!response.destroyed && response.write(item(at++).repeat(100)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const fetched = await make().fetchFeed(`${origin}/endless`);
    expect(fetched).toMatchObject({ outcome: 'fetched', feed: { title: '短剧 & 出海', cut: true } });
  });

  test('with entities of its own, or that is none, is refused', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${rss('<item><title>&b;</title></item>').slice(38)}`;
    for (const text of [bomb, '<html><body>404</body></html>', '', '{}', 'plain'])
      expect(() => readFeed(Buffer.from(text)), text.slice(0, 20)).toThrow(
        expect.objectContaining({ code: 'intelligence.feed_unreadable' }) as Error,
      );
    answers['/feed'] = send('<html></html>');
    expect(await make().fetchFeed(`${origin}/feed`)).toMatchObject({ outcome: 'failed', code: 'intelligence.feed_unreadable' });
  });

  test('without names, with addresses that lead nowhere, or twice the same keeps what can be kept', () => {
    const read = readFeed(
      Buffer.from(
        rss(
          '<item><title>甲</title></item><item><title>甲</title></item><item><link>javascript:alert(1)</link><title>乙</title></item><item><description>只有正文</description></item>',
        ),
      ),
    );
    expect(read.items.map(({ id, url }) => [id, url])).toEqual([
      ['甲', null],
      ['乙', null],
      [expect.stringMatching(/^[0-9a-f]{64}$/), null],
    ]);
  });

  test('in GB2312, as its first line says', () => {
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>'),
      Buffer.from([0xb6, 0xcc, 0xbe, 0xe7]),
      Buffer.from('</title><item><title>'),
      Buffer.from([0xca, 0xd0, 0xb3, 0xa1]),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    expect(readFeed(bytes)).toMatchObject({ title: '短剧', items: [{ title: '市场' }] });
  });
});
