/**
 * Documents that come in while the power is cut again and again: what was acknowledged is there, read once, with each of its figures
 * once; what was not is taken when it is sent again, and is not there twice.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
const count = 200;
const senders = 4;
type Desk = { documents: number; files: { waiting: number; reading: number; failed: number } };
type File = { id: string; state: string; documents: { id: string }[] };
type Page<T> = { items: T[]; nextCursor: string | null };

let home: string;
let database: { url: string; drop(): Promise<void> } | null = null;
let server: RunningServer;
let ask: Client;
let owner: { email: string; password: string };
const env = (): Record<string, string> => (database ? { DATABASE_URL: database.url } : {});

/** Each has figures of its own, so that one that is there twice shows. */
const textOf = (at: number): string => `第${at}家影视基地的成绩单
基地通讯·2025-08-${String(1 + (at % 28)).padStart(2, '0')} 09:00

2024年，第${at}家基地拍摄微短剧${300 + at}部，票房${1000 + at}万元。
2024年底，基地有微短剧企业${40 + at}家，从业人员${2000 + at}人。
`;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-market-'));
  database = serverUrl ? await createServerDatabase(serverUrl) : null;
  server = await startServer({ data: home, env: env() });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
}, 120_000);
afterAll(async () => {
  await server?.kill();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await server.kill();
  server = await startServer({ data: home, env: env() });
  ask = await signIn(server.url, owner);
}

/** Sends what is not acknowledged yet, several at once, until all is or the server is gone. */
async function send(acknowledged: Map<number, string>, enough: number): Promise<void> {
  const left = Array.from({ length: count }, (_, at) => at).filter((at) => !acknowledged.has(at));
  const sendSome = async (): Promise<void> => {
    for (let at = left.shift(); at !== undefined && acknowledged.size < enough; at = left.shift()) {
      const { file } = await ask<{ file: File }>('POST', '/api/v1/market/pastes', { text: textOf(at), title: `第${at}家` });
      acknowledged.set(at, file.id);
    }
  };
  await Promise.allSettled(Array.from({ length: senders }, sendSome));
}

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page<T> = await ask<Page<T>>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

test('an intake that is killed again and again loses nothing that was acknowledged, and takes nothing twice', async () => {
  const acknowledged = new Map<number, string>();
  for (const enough of [60, 130]) {
    // The kill comes while others are on their way and some are being read.
    const sending = send(acknowledged, enough + senders);
    await until(
      async () => acknowledged.size,
      (size) => size >= enough,
      'enough of the documents',
    );
    await restart();
    await sending;
  }
  await send(acknowledged, count);
  expect(acknowledged.size).toBe(count);
  await restart();
  await until(
    () => ask<Desk>('GET', '/api/v1/market/desk'),
    ({ files }) => files.waiting + files.reading === 0,
    'the end of reading',
  );
  const files = new Map((await all<File>('/api/v1/market/files')).map((file) => [file.id, file]));
  expect(files.size, 'what was sent twice is one file').toBe(count);
  for (const id of acknowledged.values()) expect(files.get(id)).toMatchObject({ state: 'read', documents: [{}] });
  const documents = await all<{ id: string; claimCount: number; fileId: string }>('/api/v1/market/documents');
  expect(documents).toHaveLength(count);
  expect(new Set(documents.map(({ fileId }) => fileId)).size).toBe(count);
  const figures = await all<{ documentId: string; quote: string; value?: number; low: number | null }>('/api/v1/market/figures');
  const perDocument = new Map<string, number>();
  for (const { documentId } of figures) perDocument.set(documentId, (perDocument.get(documentId) ?? 0) + 1);
  expect(documents.map(({ id, claimCount }) => [perDocument.get(id) ?? 0, claimCount]).filter(([kept, read]) => kept !== read)).toEqual([]);
  expect(figures.filter(({ low }) => low !== null && low >= 300 && low < 300 + count).length, 'each titles figure once').toBe(count);
}, 300_000);
