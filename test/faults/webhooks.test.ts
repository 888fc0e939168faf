/** kill -9 while things happen that endpoints want to hear of, and while they are told: each is told at least once, and nothing that was not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const campaigns = 16;
let data: string;
let env: Record<string, string>;
let database: { url: string; drop(): Promise<void> } | null = null;
let receiver: WebhookReceiver;
let server: RunningServer;
let owner: { email: string; password: string };
let ask: Client;

const restart = async (): Promise<void> => {
  server = await startServer({ data, env });
  ask = await signIn(server.url, owner);
};
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'hookline-webhooks-'));
  if (process.env.TEST_DATABASE_URL) database = await createServerDatabase(process.env.TEST_DATABASE_URL);
  env = { OUTGOING_ALLOW: '127.0.0.1', ...(database && { DATABASE_URL: database.url }) };
  receiver = await startWebhookReceiver();
  server = await startServer({ data, env });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
}, 120_000);
afterAll(async () => {
  await server?.kill();
  await receiver.close();
  await database?.drop();
  await rm(data, { recursive: true, force: true });
});

async function draft(n: number, workId: string): Promise<string> {
  const terms = { currency: 'CNY', orderShareBps: 5000, holdDays: 30, words: [{ language: 'en', text: 'Half of each order.' }] };
  const { id } = await ask<{ id: string }>('POST', '/api/v1/campaigns', {
    workId,
    name: `Campaign ${n}`,
    terms,
    channels: ['douyin'],
    startsAt: '2026-01-01T00:00:00+08:00',
  });
  return id;
}

test('what was published is told, whatever dies in between', { timeout: 300_000 }, async () => {
  const { secret } = await ask<{ secret: string }>('POST', '/api/v1/webhooks', {
    url: `${receiver.url}/hook`,
    events: ['campaign.published'],
  });
  const work = await ask<{ id: string }>('POST', '/api/v1/works', {
    texts: [{ language: 'en', title: 'Told', synopsis: '' }],
    genres: ['revenge'],
  });
  const ids: string[] = [];
  for (let n = 0; n < campaigns; n++) ids.push(await draft(n, work.id));
  // The first try of each is refused, so that tries are under way when the server dies.
  const refused = new Set<string>();
  receiver.behave((response, { headers }) => {
    const id = headers['webhook-id']!;
    response.writeHead(refused.has(id) ? 204 : 503).end();
    refused.add(id);
  });
  const half = ids.slice(0, campaigns / 2);
  let answered = 0;
  let killed: Promise<void> | null = null;
  const publishing = half.map(async (id) => {
    await ask('POST', `/api/v1/campaigns/${id}/publish`).catch(() => {});
    if (++answered === 3) killed = server.kill();
  });
  await Promise.all(publishing);
  await killed;
  await restart();
  const published = async (): Promise<string[]> => {
    const { items } = await ask<{ items: { id: string; state: string }[] }>('GET', '/api/v1/campaigns?limit=100');
    return items.filter(({ state }) => state === 'published').map(({ id }) => id);
  };
  // And once more while the calls go out.
  for (const id of ids.slice(campaigns / 2, campaigns - 2)) await ask('POST', `/api/v1/campaigns/${id}/publish`);
  await server.kill();
  await restart();
  const expected = await published();
  expect(expected.length).toBeGreaterThanOrEqual(3);
  const told = (): Set<string> =>
    new Set(
      receiver.received.map(({ headers, body }) => {
        const { data: about } = new Webhook(secret).verify(body, { ...headers }) as { data: { campaignId: string } };
        return about.campaignId;
      }),
    );
  await until(
    async () => ask<{ items: { pending: number; failed: number }[] }>('GET', '/api/v1/webhooks'),
    ({ items }) => items[0]!.pending === 0,
    'the end of all deliveries',
  );
  expect([...told()].sort()).toEqual([...expected].sort());
  const { items } = await ask<{ items: { failed: number }[] }>('GET', '/api/v1/webhooks');
  expect(items[0]!.failed).toBe(0);
});
