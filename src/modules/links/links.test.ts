import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import {
  androidAgent,
  linksSchema,
  listen,
  makeLinks,
  makeTouchTable,
  phoneAgent,
  samplePage,
  seenTouches,
} from '../../../test/support/links.ts';
import { newId } from '../../platform/ids.ts';
import { systemClock } from '../../platform/time.ts';
import type { LandingPage, LinkRulesInput, LinkSettingsChange } from './contract.ts';
import type { Links, ResolveCode } from './index.ts';

let house: TestDatabase;
let directory: string;
let links: Links;
let server: Server;
let url: string;
let tenant: TestTenant;
let resolved: Awaited<ReturnType<ResolveCode>> = { status: 'unknown' };
let poster: Buffer;
const video = randomBytes(5_000);

beforeAll(async () => {
  house = await openTestDatabase(linksSchema);
  await makeTouchTable(house.db);
  directory = await mkdtemp(join(tmpdir(), 'hookline-links-'));
  poster = await sharp({ create: { width: 900, height: 1350, channels: 3, background: '#a8321f' } })
    .png()
    .toBuffer();
  const made = makeLinks(house.db, directory, {
    resolveCode: async () => resolved,
    findAsset: async (_organisation, assetId) =>
      assetId === 'ast_poster'
        ? asset(poster, 'image/png')
        : assetId === 'ast_teaser'
          ? asset(video, 'video/mp4')
          : assetId === 'ast_text'
            ? asset(Buffer.from('<html>'), 'text/html')
            : null,
  });
  links = made.links;
  await made.visitors.refresh();
  await links.start();
  ({ server, url } = await listen(links));
  tenant = await freshTenant(house.db);
  await settings({
    allowedHosts: ['www.example.com', 'useful.example.com'],
    allowedSchemes: ['redplay'],
    domains: [{ host: 'go.example.com', primary: true }],
    brand: '红果短剧',
  });
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await links.stop();
  await house.drop();
  await rm(directory, { recursive: true, force: true });
});

const asset = (bytes: Buffer, mediaType: string) => ({
  sha256: 'ab'.repeat(32),
  sizeBytes: bytes.length,
  mediaType,
  read: async (range?: { start: number; end: number }) =>
    new Blob([new Uint8Array(bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length))]).stream(),
});
const settings = (change: LinkSettingsChange, who = tenant) => links.updateSettings(who.actor, change);

async function make(rules: LinkRulesInput | null, page: Partial<LandingPage> = {}, endsAt: Date | null = null, who = tenant) {
  const placementId = newId('placement', systemClock.nowMs());
  const [link] = await house.db.transaction((trx) =>
    links.create(trx, { organisationId: who.organisationId, links: [{ placementId, rules, page: { ...samplePage, ...page }, endsAt }] }),
  );
  return { ...link!, placementId };
}

type Got = { status: number; headers: IncomingHttpHeaders; text: string; bytes: Buffer };
/** As a browser asks, but with any host and headers. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = {
      host: 'hookline.test',
      'user-agent': phoneAgent,
      'accept-language': 'zh-CN,zh;q=0.9',
      'x-forwarded-for': '198.51.100.7',
      ...headers,
    };
    const request = httpRequest(url, { path, method, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode!, headers: response.headers, text: bytes.toString('utf8'), bytes });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function touchesOf(placementId: string): Promise<Record<string, unknown>[]> {
  await links.loadClicks();
  return [...(await seenTouches(house.db)).values()].map(({ touch }) => touch).filter((touch) => touch.placementId === placementId);
}

test('a link made a moment ago leads where its rules say, and the click that is on its way is recorded', async () => {
  const link = await make(
    {
      rules: [
        { when: { countries: ['JP'] }, to: { kind: 'web', url: 'https://www.example.com/jp' } },
        { when: { systems: ['android'] }, to: { kind: 'play', url: 'https://play.google.com/store/apps/details?id=a.b' } },
        { when: { languages: ['en'] }, to: { kind: 'web', url: 'https://www.example.com/en' } },
      ],
      otherwise: { kind: 'web', url: 'https://www.example.com/watch?from=hookline' },
    },
    {},
  );
  expect(link.url).toBe(`http://go.example.com/${link.slug}`);
  const first = await ask(`/s/${link.slug}`, { referer: 'https://weixin.qq.com/x?secret=1' });
  expect(first.status).toBe(302);
  const target = new URL(first.headers.location!);
  expect(target.origin + target.pathname).toBe('https://www.example.com/watch');
  expect(first.headers['cache-control']).toBe('no-store');
  expect((await ask(`/s/${link.slug}`, { 'cf-ipcountry': 'jp' })).headers.location).toContain('/jp?click_id=clk_');
  expect((await ask(`/s/${link.slug}`, { 'accept-language': 'en-GB' })).headers.location).toContain('/en?');
  const store = new URL((await ask(`/s/${link.slug}`, { 'user-agent': androidAgent })).headers.location!);
  const referrer = new URLSearchParams(store.searchParams.get('referrer')!);
  expect(referrer.get('click_id')).toMatch(/^clk_/);
  const touches = await touchesOf(link.placementId);
  expect(touches).toHaveLength(4);
  expect(touches.find(({ touchId }) => touchId === target.searchParams.get('click_id'))).toMatchObject({
    kind: 'click',
    country: null,
    device: 'phone',
    os: 'ios',
    language: 'zh-CN',
    referrerHost: 'weixin.qq.com',
    consent: true,
    destination: 'web',
    addressHash: expect.stringMatching(/^[\w-]{22}$/),
    agentHash: expect.stringMatching(/^[\w-]{22}$/),
    deviceHash: null,
  });
  expect(touches.find(({ touchId }) => touchId === referrer.get('click_id'))).toMatchObject({ destination: 'store', os: 'android' });
});

test('a link without rules is its landing page: whole in one answer, selling, and safe', async () => {
  const link = await make(null, {
    posterAssetId: 'ast_poster',
    teaser: { assetId: 'ast_teaser' },
    appUrl: 'redplay://drama/42',
    webUrl: 'https://www.example.com/watch',
  });
  const page = await ask(`/s/${link.slug}`);
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.bytes.length).toBeLessThan(30 * 1024);
  expect(page.text).toContain('<h1 lang="zh-CN">她从火中归来</h1>');
  expect(page.text).toContain('482 9173</output>');
  expect(page.text).toMatch(/<a class="go" href="redplay:\/\/drama\/42\?click_id=clk_\w{26}"/);
  expect(page.text).toContain(`<meta property="og:image" content="http://hookline.test/s/${link.slug}/poster?w=1080">`);
  const policy = page.headers['content-security-policy']!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(page.text).not.toMatch(/ style=| on[a-z]+="/);
  const english = await ask(`/s/${link.slug}?lang=en`);
  expect(english.text).toContain('Out of the Fire');
  expect(english.text).toContain('lang="en"');
  const hostile = await make(null, {
    texts: [{ language: 'en', title: '"><script>alert(1)</script>', tagline: '</style><img src=x onerror=alert(1)>' }],
    code: '"><b>',
    codeShown: '<i>',
  });
  const shown = await ask(`/s/${hostile.slug}`);
  expect(shown.text).not.toMatch(/<script>alert|<img src=x|<b>|<i>/);
  expect((await touchesOf(link.placementId)).map(({ destination }) => destination)).toEqual(['landing', 'landing']);
});

test('the poster is made as small as it is shown, and the teaser answers ranges', async () => {
  const link = await make(null, { posterAssetId: 'ast_poster', teaser: { assetId: 'ast_teaser' } });
  const small = await ask(`/s/${link.slug}/poster?w=360`);
  expect(small.headers['content-type']).toBe('image/jpeg');
  expect((await sharp(small.bytes).metadata()).width).toBe(360);
  expect((await ask(`/s/${link.slug}/poster?w=360`, { 'if-none-match': small.headers.etag! })).status).toBe(304);
  expect((await sharp((await ask(`/s/${link.slug}/poster?w=99999`)).bytes).metadata()).width).toBe(720);
  const part = await ask(`/s/${link.slug}/teaser`, { range: 'bytes=100-199' });
  expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 100-199/5000']);
  expect(part.bytes.equals(video.subarray(100, 200))).toBe(true);
  expect((await ask(`/s/${link.slug}/teaser`, { range: 'bytes=9000-' })).status).toBe(416);
  const odd = await make(null, { posterAssetId: 'ast_gone', teaser: { assetId: 'ast_text' } });
  expect((await ask(`/s/${odd.slug}/poster`)).status).toBe(404);
  expect((await ask(`/s/${odd.slug}/teaser`)).status, 'nothing but video is played').toBe(404);
  expect(await touchesOf(link.placementId)).toEqual([]);
});

test('bots, previews, prefetches and HEAD are answered, not counted as clicks, and counted apart', async () => {
  const link = await make({ otherwise: { kind: 'web', url: 'https://www.example.com/watch' } });
  for (const agent of [
    'facebookexternalhit/1.1',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'Slackbot-LinkExpanding 1.0',
    '',
  ]) {
    const preview = await ask(`/s/${link.slug}`, { 'user-agent': agent });
    expect(preview.status, agent).toBe(200);
    expect(preview.text).toContain('<meta property="og:title" content="她从火中归来">');
    expect(preview.text).not.toContain('clk_');
  }
  expect((await ask(`/s/${link.slug}`, { 'sec-purpose': 'prefetch' })).text).toContain('og:title');
  const head = await ask(`/s/${link.slug}`, {}, 'HEAD');
  expect([head.status, head.headers.location]).toEqual([302, 'https://www.example.com/watch']);
  expect(await touchesOf(link.placementId)).toEqual([]);
  await expect
    .poll(async () => (await house.db.read((trx) => links.getLink(trx, tenant.actor, link.id))).botsLast30Days, { timeout: 20_000 })
    .toBe(7);
});

test('Do Not Track and Global Privacy Control leave no hash; nor does a link that asks and is not answered', async () => {
  const link = await make(null);
  await ask(`/s/${link.slug}`, { dnt: '1' });
  await ask(`/s/${link.slug}`, { 'sec-gpc': '1' });
  for (const touch of await touchesOf(link.placementId))
    expect(touch).toMatchObject({ consent: false, addressHash: null, agentHash: null });

  const asking = await freshTenant(house.db);
  await settings({ consent: 'asked' }, asking);
  const other = await make(null, {}, null, asking);
  await expect.poll(async () => (await ask(`/s/${other.slug}`, { 'user-agent': 'curl/8' })).status).toBe(200);
  const page = await ask(`/s/${other.slug}`);
  const click = /name="click" value="(clk_\w{26})"/.exec(page.text)![1]!;
  const before = await touchesOf(other.placementId);
  expect(before).toMatchObject([{ kind: 'click', consent: false, addressHash: null, agentHash: null }]);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const yes = await ask(`/s/${other.slug}/consent`, form, 'POST', `click=${click}&consent=yes`);
  expect([yes.status, yes.headers.location]).toEqual([303, `/s/${other.slug}?seen=${click}`]);
  const cookie = yes.headers['set-cookie']![0]!;
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  const back = await ask(yes.headers.location!, { cookie: cookie.split(';')[0]! });
  expect(back.text).not.toContain('name="click"');
  const touches = await touchesOf(other.placementId);
  expect(touches.map(({ kind }) => kind).sort(), 'going back is no second click').toEqual(['click', 'view']);
  expect(touches.find(({ kind }) => kind === 'view')).toMatchObject({ consent: true, addressHash: expect.any(String) });
  const old = newId('click', systemClock.nowMs() - 3_600_000);
  const passedOn = await ask(`/s/${other.slug}?seen=${old}`);
  expect(passedOn.text, 'an address that was passed on with an old click in it is a click of its own').not.toContain(old);
  expect(await touchesOf(other.placementId)).toHaveLength(3);
  const no = await ask(`/s/${other.slug}/consent`, form, 'POST', `click=x%0d%0aSet-Cookie:a=b&consent=no`);
  expect([no.status, no.headers.location]).toEqual([303, `/s/${other.slug}`]);
});

test('an app that may be missing is tried from the page, with the store behind it; an https link of an app is followed at once', async () => {
  const rules: LinkRulesInput = { otherwise: { kind: 'app' } };
  const custom = await make(rules, { appUrl: 'redplay://drama/42', iosUrl: 'https://apps.apple.com/app/id1' });
  const page = await ask(`/s/${custom.slug}`);
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/data-store="https:\/\/apps\.apple\.com\/app\/id1\?ct=\w+" data-now/);
  const universal = await make(rules, { appUrl: 'https://www.example.com/open' });
  expect((await ask(`/s/${universal.slug}`)).headers.location).toContain('https://www.example.com/open?click_id=');
  expect((await touchesOf(custom.placementId))[0]).toMatchObject({ destination: 'app' });
});

test('nothing makes a link lead off the list: not when it is written, and not when the list has become shorter since', async () => {
  for (const address of ['https://evil.example/', 'javascript:alert(1)', 'https://www.example.com@evil.example/', '//evil.example']) {
    await expect(make({ otherwise: { kind: 'web', url: address } }), address).rejects.toMatchObject({
      code: expect.stringMatching(/^links\.destination_/),
    });
    await expect(make(null, { webUrl: address }), address).rejects.toMatchObject({ code: expect.stringMatching(/^links\.destination_/) });
  }
  await expect(settings({ allowedSchemes: ['javascript'] })).rejects.toMatchObject({ code: 'links.scheme_refused' });
  const shrinking = await freshTenant(house.db);
  await settings({ allowedHosts: ['was.example.com'] }, shrinking);
  const link = await make({ otherwise: { kind: 'web', url: 'https://was.example.com/' } }, {}, null, shrinking);
  await expect.poll(async () => (await ask(`/s/${link.slug}`)).status).toBe(302);
  await settings({ allowedHosts: [] }, shrinking);
  await expect.poll(async () => (await ask(`/s/${link.slug}`)).status, { timeout: 10_000 }).toBe(200);
  const tried = await house.db.read((trx) => links.tryLink(trx, shrinking.actor, link.id, { device: 'phone', system: 'ios' }));
  expect(tried).toEqual({ rule: null, kind: 'web', url: null, refused: 'was.example.com' });
  for (const path of [
    `/s/${link.slug}?url=https://evil.example`,
    `/s/${link.slug}//evil.example`,
    '/s//evil.example',
    '/s/%2f%2fevil.example',
    '/s/..%2f..%2fevil',
  ])
    expect((await ask(path)).headers.location ?? '', path).not.toContain('evil');
});

test('unknown and odd slugs get the page that asks for a code, and nothing of theirs is remembered', async () => {
  for (const slug of [
    'zzzzzzzz',
    'x',
    'a'.repeat(5000),
    '%00',
    '%0d%0aSet-Cookie:%20a=b',
    '__proto__',
    '短剧',
    'abcd2345%20',
    "'or'1'='1",
    '.%2e',
    '?',
    '<script>',
  ]) {
    const page = await ask(`/s/${encodeURI(slug)}`);
    expect([200, 404], slug.slice(0, 20)).toContain(page.status);
    expect(page.text).toContain('name="code"');
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.text).not.toContain('<script>alert');
  }
  expect((await ask('/s/zzzzzzzz', {}, 'POST')).status).toBe(405);
  expect((await ask('/elsewhere')).status, 'other paths are left to others').toBe(404);
});

test('thousands of unknown slugs hold nobody up', async () => {
  const link = await make({ otherwise: { kind: 'web', url: 'https://www.example.com/watch' } });
  await ask(`/s/${link.slug}`);
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
  let index = 0;
  const worker = async (): Promise<void> => {
    while (index < 4_000) {
      let slug = '';
      for (let at = 0, n = index++ * 7_919; at < 8; at++, n = Math.floor(n / 31) + at * 13) slug += alphabet[n % 31]!;
      const { status } = await ask(`/s/${slug}`);
      if (status !== 404 && status !== 503) throw new Error(`${slug} answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 40 }, worker));
  expect((await ask(`/s/${link.slug}`)).status).toBe(302);
});

test('an ended link leads to its useful place, else to the page that asks for a code, and counts nothing', async () => {
  const past = new Date(systemClock.nowMs() - 1000);
  const over = await make(null, {}, past);
  expect((await ask(`/s/${over.slug}`)).status).toBe(410);
  const link = await make(null);
  expect((await ask(`/s/${link.slug}`)).status).toBe(200);
  await house.db.transaction((trx) =>
    links.end(trx, tenant.organisationId, [link.id], { at: past, useful: 'https://useful.example.com/new' }),
  );
  await expect
    .poll(async () => (await ask(`/s/${link.slug}`)).headers.location, { timeout: 10_000 })
    .toBe('https://useful.example.com/new');
  const list = await house.db.read((trx) => links.listLinks(trx, tenant.actor, { limit: 50, state: 'ended' }));
  expect(list.items.map(({ id }) => id)).toEqual(expect.arrayContaining([link.id, over.id]));
  expect(await touchesOf(over.placementId)).toEqual([]);
});

test('a short domain answers its own organisation alone, at its root the page for codes, and nothing of the console', async () => {
  const link = await make({ otherwise: { kind: 'web', url: 'https://www.example.com/watch' } });
  const host = { host: 'GO.example.com' };
  await expect.poll(async () => (await ask(`/${link.slug}`, host)).status).toBe(302);
  expect((await ask(`/${link.slug.toUpperCase()}`, host)).status).toBe(302);
  expect((await ask('/', host)).text).toContain('action="/find"');
  for (const path of ['/api/v1/me', '/index.html', '/assets/x.js', `/s/${link.slug}`])
    expect((await ask(path, host)).status, path).toBe(404);
  const stranger = await freshTenant(house.db);
  const foreign = await make(null, {}, null, stranger);
  expect((await ask(`/${foreign.slug}`, host)).status).toBe(404);
  expect((await ask(`/s/${foreign.slug}`)).status).toBe(200);
  await expect(settings({ domains: [{ host: 'go.example.com', primary: true }] }, stranger)).rejects.toMatchObject({
    code: 'links.domain_taken',
  });
  await expect(settings({ domains: [{ host: 'hookline.test', primary: true }] })).rejects.toMatchObject({ code: 'links.domain_is_main' });
});

test('a code typed on the page shows its drama, its neighbour, or that it is none; guessing is slowed', async () => {
  const link = await make(null);
  await ask(`/s/${link.slug}`);
  const typist = { 'x-forwarded-for': '198.51.100.99' };
  resolved = { status: 'found', placementId: link.placementId, organisationId: tenant.organisationId };
  expect((await ask('/s/find?code=482%209173', typist)).text).toContain('她从火中归来');
  expect((await touchesOf(link.placementId)).map(({ kind }) => kind).sort()).toEqual(['click', 'search']);
  resolved = { status: 'suggestion', code: '482 9173' };
  expect((await ask('/s/find?code=4829178', typist)).text).toContain('href="/s/find?code=482%209173"');
  resolved = { status: 'unknown' };
  const unknown = await ask(`/s/find?code=${encodeURIComponent('"><script>alert(1)</script>')}`, typist);
  expect(unknown.status).toBe(404);
  expect(unknown.text).not.toContain('<script>alert');
  let last = 0;
  for (let n = 0; n < 25; n++) last = (await ask('/s/find?code=1', typist)).status;
  expect(last).toBe(429);
  expect((await ask('/s/find?code=1', { 'x-forwarded-for': '198.51.100.98' })).status, 'others are not held up').toBe(404);
});

test('no address or agent is written to disk, in the journal or anywhere beside it', async () => {
  const link = await make(null);
  await ask(`/s/${link.slug}`, { 'x-forwarded-for': '203.0.113.77', 'user-agent': `${phoneAgent} Unmistakable/1` });
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const text = (await readFile(join(entry.parentPath, entry.name))).toString('latin1');
    expect(text).not.toContain('203.0.113.77');
    expect(text).not.toContain('Unmistakable');
  }
});
