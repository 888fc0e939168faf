/** Debian's Chromium, and a person in front of it: a language, a screen, and an eye on everything that goes wrong. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { translator, type Translator } from '../../src/platform/i18n.ts';

export type Language = 'zh-CN' | 'en';
export type Device = 'desktop' | 'phone';
export type Screen = { language: Language; device: Device };

/** How each journey is made: the two ways that differ most. */
export const screens: readonly Screen[] = [
  { language: 'zh-CN', device: 'desktop' },
  { language: 'en', device: 'phone' },
];
/** Every language on every screen, for what is cheap. */
export const allScreens: readonly Screen[] = [...screens, { language: 'en', device: 'desktop' }, { language: 'zh-CN', device: 'phone' }];

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};
const shots = fileURLToPath(new URL('./screenshots/', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Patience for one thing to appear; a machine that builds beside the tests is slow. */
export const patience = 60_000;

export async function openBrowser(): Promise<Browser> {
  // `npm run e2e` finds it; run by hand, the tests take Debian's.
  const executablePath = process.env['CHROMIUM'] || '/usr/bin/chromium';
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', ...quiet],
  });
}

export type Seat = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly t: Translator;
  readonly phone: boolean;
  readonly url: string;
  go(path: string): Promise<void>;
  /** Looks at the page as it stands: a picture of it, no violation of accessibility, nothing wider than the screen. */
  look(name: string): Promise<void>;
  /** What is expected to be refused or to break from now on, so that the browser's note of it is no failure. */
  expectTrouble(...notes: RegExp[]): void;
  /** Presses what a finger or a mouse would press. */
  press(target: Locator): Promise<void>;
  /** Ends the visit; fails if the console had errors. */
  leave(): Promise<void>;
};

export async function takeSeat(browser: Browser, url: string, screen: Screen): Promise<Seat> {
  const context = await browser.newContext({
    ...devices[screen.device],
    locale: screen.language === 'en' ? 'en-US' : screen.language,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    baseURL: url,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const errors: string[] = [];
  // Whoever is not signed in is told so by the API; the sign-in page asks that on purpose.
  const expected = [/the server responded with a status of 401/];
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (expected.some((note) => note.test(message.text()))) return;
    errors.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  const phone = screen.device === 'phone';
  return {
    page,
    context,
    phone,
    url,
    t: translator(screen.language),
    go: async (path) => void (await page.goto(path)),
    look: (name) => look(page, `${name}-${screen.language}-${screen.device}`),
    expectTrouble: (...notes) => void expected.push(...notes),
    press: (target) => (phone ? target.tap() : target.click()),
    leave: async () => {
      await context.close();
      expect(errors, 'errors in the console').toEqual([]);
    },
  };
}

type Violation = { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] };

async function look(page: Page, name: string): Promise<void> {
  await settle(page);
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
  // Evaluated by the debugger, the page's own policy against foreign scripts stays in force.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    return (await tool.run({ resultTypes: ['violations'] })).violations;
  });
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 4).map((node) => `${id}: ${node.html.slice(0, 220)} ${node.failureSummary ?? ''}`));
  expect.soft(serious, `${name}: accessibility`).toEqual([]);
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth + 1) return [];
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map((one) => `${one.tagName}.${one.className} ends at ${Math.round(one.getBoundingClientRect().right)} of ${clientWidth}`);
  });
  expect.soft(wide, `${name}: wider than the screen`).toEqual([]);
}

/** Waits until nothing loads and nothing moves any more; what turns for ever is let turn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => {
    const visible = (one: Element) => one.getClientRects().length > 0;
    const loading = [...document.querySelectorAll('.loading-line, .loading-block, .ant-spin-spinning, .page-loading')].some(visible);
    const pictures = [...document.images].filter(visible).every((one) => one.complete || one.loading === 'lazy');
    const moving = document
      .getAnimations()
      .some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    return !loading && pictures && !moving;
  });
}

/** Draws a finger over the screen, in steps, as Chromium would get it from a touch screen. */
export async function dragFinger(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const debuggerSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    debuggerSession.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [from]);
  for (let step = 1; step <= 8; step++)
    await touch('touchMove', [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }]);
  await touch('touchEnd', []);
  await debuggerSession.detach();
}

/** Draws a mouse over the screen with its button held. */
export async function dragMouse(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}
