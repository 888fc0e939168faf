import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BatchResult } from '../../src/modules/attribution/contract.ts';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, runCommand, signIn, startServer, type Client, type RunningServer } from '../support/server.ts';

// On PGlite by default; on the server that TEST_DATABASE_URL names with it.
const serverUrl = process.env.TEST_DATABASE_URL;
const kills = 3;
const batchSize = 25;
const senders = 4;

let home: string;
let env: Record<string, string> = {};
let database: { url: string; drop(): Promise<void> } | null = null;
let server: RunningServer;
let ask: Client;
let owner: { email: string; password: string };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-events-'));
  if (serverUrl) {
    database = await createServerDatabase(serverUrl);
    env = { DATABASE_URL: database.url };
  }
  server = await startServer({ data: home, env });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
}, 180_000);

afterAll(async () => {
  await server?.kill();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

const occurredAt = new Date().toISOString();
/** Orders and refunds of them, so that a half of something would show. */
function batch(number: number): object[] {
  return Array.from({ length: batchSize }, (_, i) => {
    const index = number * batchSize + i;
    return i % 5 === 4
      ? { id: `e${index}`, type: 'refund', orderId: `o${index - 1}`, occurredAt, amountMinor: '100' }
      : { id: `e${index}`, type: 'order', orderId: `o${index}`, occurredAt, amountMinor: '990', currency: 'CNY', country: 'CN' };
  });
}
const send = (number: number): Promise<BatchResult> => ask('POST', '/api/v1/events', { events: batch(number) });

test('events that pour in while the process is killed are each there exactly once when they were answered, and decided', async () => {
  const answered = new Map<number, BatchResult>();
  const sent = new Set<number>();
  let next = 0;
  for (let kill = 0; kill < kills; kill++) {
    let dead = false;
    // Killed after a number of answers that differs each time, while the other senders are in the middle.
    const until = answered.size + 3 + kill * 4;
    const pour = async (): Promise<void> => {
      while (!dead) {
        const number = next++;
        sent.add(number);
        try {
          answered.set(number, await send(number));
        } catch {
          return;
        }
        if (answered.size >= until && !dead) {
          dead = true;
          await server.kill();
        }
      }
    };
    await Promise.all(Array.from({ length: senders }, pour));
    server = await startServer({ data: home, env });
    ask = await signIn(server.url, owner);
    for (const [number, before] of answered) {
      const again = await send(number);
      expect(again, `batch ${number} was answered before the kill`).toMatchObject({ accepted: 0, duplicates: batchSize, rejected: 0 });
      expect(again.results.map(({ conversionId }) => conversionId)).toEqual(before.results.map(({ conversionId }) => conversionId));
    }
  }
  for (const number of sent) await send(number);
  const day = new Date(Date.parse(occurredAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  const { total } = await ask<{ total: { orders: number; refunds: number; money: { revenueMinor: string; refundedMinor: string }[] } }>(
    'GET',
    `/api/v1/funnel?from=${day}&to=${day}`,
  );
  const orders = sent.size * ((batchSize * 4) / 5);
  const refunds = sent.size * (batchSize / 5);
  expect(total).toMatchObject({
    orders,
    refunds,
    money: [{ revenueMinor: String(orders * 990), refundedMinor: String(refunds * 100) }],
  });
  const replayed = await runCommand(['attribution', 'replay', '--json'], { data: home, env });
  expect(replayed.code, replayed.stdout + replayed.stderr).toBe(0);
  expect(JSON.parse(replayed.stdout)).toMatchObject({ ok: true, firstDifference: null });
  expect(JSON.parse(replayed.stdout).checked).toBeGreaterThanOrEqual(orders);
}, 600_000);
