import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeVideo } from '../../../../test/support/media.ts';
import { loadListeners, runPass } from '../../../platform/media/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-motion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells a still picture from a moving one', async () => {
  const path = join(folder, 'half.mp4');
  await makeVideo({
    path,
    width: 96,
    height: 160,
    fps: 20,
    frames: 80,
    sound: null,
    draw({ y, width }, index) {
      const shift = Math.max(0, index - 40) * 4;
      for (let i = 0; i < y.length; i += 1) y[i] = ((i % width) + shift) % 48 < 24 ? 60 : 190;
    },
  });
  const pass = await runPass(path, await loadListeners([{ name: 'motion', url: import.meta.resolve('./motion-listener.ts') }]));
  const { hopMs, values } = pass.results['motion'] as { hopMs: number; values: number[] };
  expect(hopMs).toBe(200);
  expect(Math.max(...values.slice(0, 9))).toBeLessThan(1);
  expect(Math.min(...values.slice(11, 19))).toBeGreaterThan(5);
});
