import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createDemoClock } from './clock.ts';

const past = Date.parse('2026-01-01T00:00:00Z');
const dayMs = 24 * 3_600_000;

it('stands where a tale puts it, for the tale alone', async () => {
  const clock = createDemoClock();
  const seen: Record<string, number> = {};
  let worker = async (): Promise<void> => {};
  const rounds = (async () => {
    for (let round = 0; round < 5; round++) {
      seen['beside'] = clock.nowMs();
      await turn();
      await worker();
    }
  })();
  await clock.tell(past, async (move) => {
    // What a worker of today does at the tale's word is done today.
    worker = async () => {
      seen['worker'] = clock.nowMs();
    };
    seen['first'] = clock.nowMs();
    await turn();
    move(past + dayMs);
    await turn();
    seen['second'] = clock.now().getTime();
    await rounds;
  });
  expect(seen).toMatchObject({ first: past, second: past + dayMs });
  expect(seen['beside']).toBeGreaterThan(past + dayMs);
  expect(seen['worker']).toBeGreaterThan(past + dayMs);
});

it('goes on in today’s time for what a tale has left behind, also when it fails', async () => {
  const clock = createDemoClock();
  let later = Promise.resolve(0);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await expect(
    clock.tell(past, async () => {
      later = held.then(() => clock.nowMs());
      throw new Error('stopped');
    }),
  ).rejects.toThrow('stopped');
  release();
  expect(await later).toBeGreaterThan(past);
  expect(clock.nowMs()).toBeGreaterThan(past);
});
