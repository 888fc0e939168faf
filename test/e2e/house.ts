/** A real server on an empty data directory, with its first owner, and the ways into it that a person has. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { openDatabase, type Trx } from '../../src/platform/db/index.ts';
import { layHouse } from '../support/database.ts';
import { ownerOf, runCommand, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';
import { openBrowser, takeSeat, type Screen, type Seat } from './browser.ts';

export type Person = { email: string; password: string };
export type TestHouse = {
  readonly server: RunningServer;
  readonly owner: Person;
  readonly browser: Browser;
  readonly data: string;
  /** The API as the owner, to see what the browser has really done. */
  readonly ask: Client;
  /** A browser in front of the house, not signed in. */
  visit(screen: Screen): Promise<Seat>;
  /** A browser whose owner has signed in by the form and is where `path` leads. */
  enter(screen: Screen, path?: string): Promise<Seat>;
  /** Imports a folder by the command line. */
  importFolder(folder: string): Promise<string>;
  /** Imports a folder and waits until its episodes are analysed; answers with the work and its episodes in order. */
  importAnalysed(folder: string): Promise<Drama>;
  close(): Promise<void>;
};
export type Drama = { workId: string; title: string; episodes: { id: string; number: number; durationMs: number }[] };

/**
 * Opens it. With `before` the house has lived once already: what that does happens in a first run of the server, and the second
 * begins with everything that comes round by itself (signals, which otherwise take five minutes). `between` is given the database while
 * no server has it, for what only time would bring.
 */
export async function openHouse(
  before?: (url: string, ask: Client) => Promise<void>,
  between?: (trx: Trx) => Promise<void>,
): Promise<TestHouse> {
  const data = await mkdtemp(join(tmpdir(), 'hookline-e2e-house-'));
  await layHouse(data);
  const [first, browser] = await Promise.all([startServer({ data }), openBrowser()]);
  const owner = ownerOf(first);
  let server = first;
  if (before) {
    await before(first.url, await signIn(first.url, owner));
    await first.stop();
    await forgetRounds(data, between);
    server = await startServer({ data });
  }
  const ask = await signIn(server.url, owner);
  const visit = (screen: Screen) => takeSeat(browser, server.url, screen);
  const importFolder = async (folder: string): Promise<string> => {
    const { code, stderr, stdout } = await runCommand(['import', folder, '--json'], { data });
    expect(code, stderr).toBe(0);
    return (JSON.parse(stdout) as { workId: string }).workId;
  };
  return {
    server,
    owner,
    browser,
    data,
    ask,
    visit,
    enter: async (screen, path = '/') => {
      const seat = await visit(screen);
      await seat.go(`/sign-in?next=${encodeURIComponent(path)}`);
      await fillSignIn(seat, owner);
      await seat.page.waitForURL((address) => address.pathname + address.search === path);
      return seat;
    },
    importFolder,
    importAnalysed: async (folder) => {
      const workId = await importFolder(folder);
      type Story = { episodes: { analysisState: string | null }[] };
      const analysed = ({ episodes }: Story) => episodes.length > 0 && episodes.every((one) => one.analysisState === 'done');
      await until(() => ask<Story>('GET', `/api/v1/works/${workId}/story`), analysed, 'the analysis');
      const work = await ask<{ texts: { title: string }[] }>('GET', `/api/v1/works/${workId}`);
      const { items } = await ask<{ items: Drama['episodes'] }>('GET', `/api/v1/works/${workId}/episodes`);
      return { workId, title: work.texts[0]!.title, episodes: items };
    },
    close: async () => {
      await browser.close();
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** What comes round every few minutes is due at the next start, as if the server had been away for long. */
async function forgetRounds(data: string, between?: (trx: Trx) => Promise<void>): Promise<void> {
  const db = await openDatabase({ directory: join(data, 'database') });
  await db.transaction(async (trx) => {
    await sql`delete from periodic_works`.execute(trx);
    await between?.(trx);
  });
  await db.close();
}

/** Fills the sign-in form and sends it. */
export async function fillSignIn({ page, t, press }: Seat, person: Person): Promise<void> {
  await page.getByLabel(t('entry.email'), { exact: true }).fill(person.email);
  await page.getByLabel(t('entry.password'), { exact: true }).fill(person.password);
  await press(page.getByRole('button', { name: t('entry.sign_in'), exact: true }));
}
