/**
 * What the creator's app leaves on a device: its shell, through updates while it is open, and nothing that is anybody's own.
 * A new build is played by a server in front of the real one, which gives one file another name and forgets the old.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeSeat, patience, type Screen } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';
import { joinBy } from './promoted.ts';

let house: TestHouse;
let front: Server;
let frontUrl: string;
/** Which build the front plays; files of pages that load late are only there under the name of this one. */
let build = 'first';
const late = /\/assets\/(JoinPage|SignUpPage)-([^./]+)\.js/g;
const phone: Screen = { language: 'en', device: 'phone' };

beforeAll(async () => {
  house = await openHouse();
  front = createServer(
    (request, response) => void forward(request.url!).then((answer) => response.writeHead(...answer.head).end(answer.body)),
  );
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});
afterAll(async () => {
  front?.close();
  await house?.close();
});

type Forwarded = { head: [status: number, headers: Record<string, string>]; body: Buffer };
const realNames = new Map<string, string>();

async function forward(path: string): Promise<Forwarded> {
  const [file] = [...path.matchAll(late)];
  const gone = file !== undefined && build !== 'first' && file[2] !== build;
  const real = await fetch(house.server.url + (gone ? '/assets/gone.js' : (realNames.get(path) ?? path)));
  let body = Buffer.from(await real.arrayBuffer());
  if (path === '/creator/service-worker.js' && build !== 'first') body = Buffer.from(renamed(body.toString()));
  const type = real.headers.get('content-type') ?? 'text/plain';
  return { head: [real.status, { 'content-type': type, 'cache-control': 'no-store' }], body };
}

/** The worker as the next build would have it: another version, and files with other names. */
function renamed(worker: string): string {
  const files = worker.replaceAll(late, (real, page: string) => {
    const name = `/assets/${page}-${build}.js`;
    realNames.set(name, real);
    return name;
  });
  return files.replace(/const version = "[^"]+"/, `const version = "${build}"`);
}

const shells = (page: Page) => page.evaluate(() => caches.keys());

/** Puts up a build and waits until the worker of the page that is open is that build's. */
async function putUp(page: Page, name: string): Promise<void> {
  build = name;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const settled = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready;
      return installing === null && waiting === null && active?.state === 'activated' ? (await caches.keys()).at(-1)! : '';
    });
  await expect.poll(settled, { timeout: patience }).toBe(`creator-shell-${name}`);
}

/** Goes to another page of the app without loading it anew. */
const walk = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

test('a page that is open goes on through an update, and after a second one says that there is something new', async () => {
  const { link } = await house.ask<{ link: string }>('POST', '/api/v1/creator-invitations', { kind: 'creator' });
  const seat = await takeSeat(house.browser, frontUrl, phone);
  const { page, t } = seat;
  seat.expectTrouble(/status of 404/, /dynamically imported module/);
  await seat.go('/creator/sign-in');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const [first] = await shells(page);
  await putUp(page, 'second');
  expect(await shells(page)).toEqual([first, 'creator-shell-second']);
  await walk(page, new URL(link).pathname);
  await page.getByLabel(t('creator.join.name'), { exact: true }).waitFor();
  await putUp(page, 'third');
  expect(await shells(page)).toEqual(['creator-shell-second', 'creator-shell-third']);
  await walk(page, '/creator/sign-up/gone');
  await page.getByText(t('state.updated'), { exact: true }).waitFor();
  await seat.look('creator-updated');
  await seat.leave();
});

test('nothing of anybody is kept on the device: no answer of the API, no name, before and after signing out', async () => {
  const person = { name: '深海寻灯人', email: 'lantern@example.com' };
  const { link } = await house.ask<{ link: string }>('POST', '/api/v1/creator-invitations', { kind: 'creator' });
  await joinBy(house.server.url, link, person);
  const seat = await house.visit(phone);
  const { page, context, t, press } = seat;
  seat.expectTrouble(/Failed to load resource|ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const byWorker: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/') && response.fromServiceWorker()) byWorker.push(pathname);
  });
  await seat.go('/creator/sign-in');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.getByLabel(t('entry.email'), { exact: true }).fill(person.email);
  await page.getByLabel(t('entry.password'), { exact: true }).fill('a long sentence only I know');
  await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
  await page.getByRole('heading', { name: t('creator.home.today') }).waitFor();
  for (const place of ['orders', 'claims', 'notifications', 'me']) {
    await seat.go(`/creator/${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  }
  expect(await page.content()).toContain(person.name);
  expect(await keptOf(page, person)).toEqual([]);
  await press(page.getByRole('button', { name: t('creator.me.sign_out') }));
  await page.getByRole('heading', { name: t('creator.entry.sign_in') }).waitFor();
  expect(await keptOf(page, person)).toEqual([]);
  await context.setOffline(true);
  for (const place of ['orders', 'me', '']) {
    await seat.go(`/creator/${place}`);
    await page.getByRole('alert').waitFor();
    const shown = await page.content();
    expect(
      [person.name, person.email].filter((word) => shown.includes(word)),
      place,
    ).toEqual([]);
  }
  expect(
    await page.evaluate(() =>
      fetch('/api/v1/me').then(
        () => 'answered',
        () => 'no network',
      ),
    ),
  ).toBe('no network');
  expect(byWorker).toEqual([]);
  await seat.leave();
});

/** What is kept in caches and stores of the browser and should not be. */
async function keptOf(page: Page, person: { name: string; email: string }): Promise<string[]> {
  return page.evaluate(async (words) => {
    const found: string[] = [];
    let files = 0;
    const look = (where: string, text: string) => {
      if (words.some((word) => text.includes(word))) found.push(`${where} has a name`);
    };
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        files++;
        const { pathname } = new URL(request.url);
        if (!/^\/(assets\/|creator\/$|creator\/(manifest\.webmanifest|icon-192\.png)$|mark\.svg$|theme\.js$)/.test(pathname))
          found.push(pathname);
        look(pathname, await (await cache.match(request))!.text());
      }
    }
    if (files === 0) found.push('no shell at all');
    for (const store of [localStorage, sessionStorage])
      for (const [name, value] of Object.entries(store)) look(name, `${name} ${String(value)}`);
    for (const { name } of await indexedDB.databases()) found.push(`the database ${name}`);
    return found;
  }, Object.values(person));
}
