/** kill -9 while requests with keys pour in: what was answered is answered the same again, and nothing is ever done twice. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, signIn, startServer } from '../support/server.ts';

const rounds = 2;
const requests = 40;
let data: string;
let server: { url: string; drop(): Promise<void> } | null = null;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'hookline-idempotency-'));
  if (process.env.TEST_DATABASE_URL) server = await createServerDatabase(process.env.TEST_DATABASE_URL);
});
afterAll(async () => {
  await server?.drop();
  await rm(data, { recursive: true, force: true });
});

type Answer = { status: number; text: string; replayed: boolean };

async function make(url: string, secret: string, name: string): Promise<Answer | null> {
  try {
    const response = await fetch(`${url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': `"key of ${name}"` },
      body: JSON.stringify({ name, role: 'viewer' }),
    });
    return { status: response.status, text: await response.text(), replayed: response.headers.has('idempotent-replayed') };
  } catch {
    // Cut off: the caller does not know what became of it.
    return null;
  }
}

test(
  'an answered request is answered the same after a kill, and one that was cut off acts at most once',
  { timeout: 180_000 },
  async () => {
    const env: Record<string, string> = server ? { DATABASE_URL: server.url } : {};
    let running = await startServer({ data, env });
    const owner = await signIn(running.url, ownerOf(running));
    const { secret } = await owner<{ secret: string }>('POST', '/api/v1/api-keys', { name: 'faults', role: 'owner' });
    let cutOff = 0;
    for (let round = 0; round < rounds; round++) {
      const names = Array.from({ length: requests }, (_, i) => `round ${round} request ${i}`);
      const first = new Map<string, Answer | null>();
      const killAfter = 5 + Math.floor(Math.random() * (requests - 15));
      const waiting = [...names];
      let killed: Promise<void> | null = null;
      const worker = async (): Promise<void> => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
          first.set(name, await make(running.url, secret, name));
          if ([...first.values()].filter(Boolean).length >= killAfter) killed ??= running.kill();
        }
      };
      await Promise.all(Array.from({ length: 6 }, worker));
      await killed;
      running = await startServer({ data, env });
      const again = new Map<string, Answer>();
      for (const name of names) again.set(name, (await make(running.url, secret, name))!);
      const { items } = (await (
        await fetch(`${running.url}/api/v1/api-keys`, { headers: { authorization: `Bearer ${secret}` } })
      ).json()) as {
        items: { name: string }[];
      };
      for (const name of names) {
        const made = items.filter((item) => item.name === name).length;
        const [before, after] = [first.get(name), again.get(name)!];
        expect(made, `${name} was made ${made} times`).toBeLessThanOrEqual(1);
        if (before) {
          expect(before.status, before.text).toBe(201);
          expect(after, name).toEqual({ ...before, replayed: true });
          expect(made).toBe(1);
        } else {
          cutOff++;
          // Never reached, so done now; or done but not told, and then that is said.
          expect([201, 409], after.text).toContain(after.status);
          if (after.status === 201 && !after.replayed) expect(made).toBe(1);
        }
      }
    }
    expect(cutOff).toBeGreaterThan(0);
    await running.stop();
  },
);
