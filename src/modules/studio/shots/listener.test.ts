import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testScene } from '../../../../test/support/shots.ts';
import { makeVideo } from '../../../../test/support/media.ts';
import { runPass } from '../../../platform/media/index.ts';
import { shot, transition } from '../contract.ts';
import type { ShotsResult } from './listener.ts';
import listen from './listener.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'shots-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenes = [testScene('street', 1), testScene('landscape', 2), testScene('crowd', 3)];

async function shotsOf(name: string, frames: number, frameTimesMs?: number[]): Promise<ShotsResult & { durationMs: number }> {
  const path = join(folder, name);
  await makeVideo({
    path,
    width: 144,
    height: 256,
    fps: 25,
    frames,
    frameTimesMs,
    draw: (frame, index) => scenes[Math.floor(index / 30) % 3]!.draw(frame, index % 30),
  });
  const { results, end } = await runPass(path, [{ name: 'shots', make: (facts) => listen(undefined, facts) }]);
  return { ...(results['shots'] as ShotsResult), durationMs: end.durationMs };
}

test('shots of an encoded film cover it, begin at its cuts, and speak the contract', async () => {
  const { shots, transitions, durationMs } = await shotsOf('plain.mp4', 90);
  expect(transitions).toEqual([
    { kind: 'cut', startFrame: 30, endFrame: 30 },
    { kind: 'cut', startFrame: 60, endFrame: 60 },
  ]);
  expect(shots.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
    [0, 30],
    [30, 60],
    [60, 90],
  ]);
  expect(shots.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 1200],
    [1200, 2400],
    [2400, Math.round(durationMs)],
  ]);
  for (const one of shots) shot.parse(one);
  for (const one of transitions) transition.parse(one);
});

test('with a variable frame rate, times are those of the frames', async () => {
  const times = Array.from({ length: 60 }, (_, i) => (i < 30 ? i * 20 : 600 + (i - 30) * 80));
  const { shots } = await shotsOf('variable.mkv', 60, times);
  expect(shots.map(({ startMs }) => startMs)).toEqual([0, 600]);
});

test('a file of one frame is one shot', async () => {
  const { shots, transitions } = await shotsOf('one.mp4', 1);
  expect(transitions).toEqual([]);
  expect(shots).toHaveLength(1);
  expect(shots[0]).toMatchObject({ startFrame: 0, endFrame: 1, startMs: 0, transitionIn: { kind: 'start' } });
});
