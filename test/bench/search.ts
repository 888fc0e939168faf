/**
 * A suspect of a minute against a large catalogue: the codes of a picture a second in all prepared variants are searched for among a
 * thousand hours of codes, and what is found is laid over and aligned. Codes of the catalogue are random: a scan compares all of them
 * whatever they are, and none is found by chance. The suspect is a generated film that is in the catalogue too, mirrored.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMatcher, match } from '../../src/modules/protection/match/engine.ts';
import { prepareSuspect } from '../../src/modules/protection/match/suspect.ts';
import type { Fingerprint } from '../../src/modules/protection/fingerprints/fingerprint.ts';
import { createMediaHost } from '../../src/platform/media/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { makeVideo } from '../support/media.ts';
import { makeScene, sceneKinds } from './shots/scenes.ts';

const hours = Number(process.env['HOOKLINE_HOURS'] ?? 1000);
const seconds = 60;
const [width, height, fps] = [216, 384, 25];
const targetMs = 2000;

/** Prepares, searches and aligns; gives milliseconds beside their target, and bytes a code. */
export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-search-'));
  const host = createMediaHost({ isolation: 'thread' });
  try {
    const original = join(folder, 'original.mp4');
    const copy = join(folder, 'copy.mp4');
    await film(original, false);
    await film(copy, true);
    const known = await prepareSuspect(host, original);
    const suspect = await prepareSuspect(host, copy);
    const matcher = createMatcher([{ id: 'original', fingerprint: known.fingerprint }]);
    for (let hour = 1; hour < hours; hour++) matcher.add({ id: `hour ${hour}`, fingerprint: randomHour(hour) });
    match(matcher, suspect);
    const cpu = process.cpuUsage();
    const from = systemClock.monotonicMs();
    const matches = match(matcher, suspect);
    const tookMs = Math.round(systemClock.monotonicMs() - from);
    const { user, system } = process.cpuUsage(cpu);
    const found = matches.map(({ reference, transformations }) => `${reference}: ${transformations.join()}`);
    const codes = (hours - 1) * 3600 + seconds;
    return {
      hours,
      suspectSeconds: seconds,
      found,
      milliseconds: tookMs,
      processorMilliseconds: Math.round((user + system) / 1000),
      targetMs,
      reached: tookMs < targetMs && matches.length === 1,
      bytesACode: Number((matcher.shortlist.bytes / codes).toFixed(2)),
      bytesAnHour: Math.round(matcher.shortlist.bytes / hours),
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function film(path: string, mirrored: boolean): Promise<void> {
  const scenes = Array.from({ length: 12 }, (_, k) => makeScene(sceneKinds[k % sceneKinds.length]!, 700 + k, 5 * fps, fps));
  const flip = (plane: Uint8Array, columns: number): void => {
    for (let at = 0; at < plane.length; at += columns) plane.subarray(at, at + columns).reverse();
  };
  await makeVideo({
    path,
    width,
    height,
    fps,
    frames: seconds * fps,
    crf: mirrored ? 30 : 20,
    preset: 'veryfast',
    draw(frame, index) {
      scenes[Math.floor(index / (5 * fps))]!.draw(frame, index % (5 * fps));
      if (!mirrored) return;
      flip(frame.y, width);
      flip(frame.u, width / 2);
      flip(frame.v, width / 2);
    },
  });
}

/** An hour of codes that nothing is like, one a second; its small pictures are one byte, as they are never looked at. */
function randomHour(seed: number): Fingerprint {
  const count = 3600;
  const words = new Uint32Array(count * 8);
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return {
    version: 1,
    durationMs: count * 1000,
    width,
    height,
    pictures: {
      atMs: Uint32Array.from({ length: count }, (_, i) => i * 1000),
      codes: new Uint8Array(words.buffer),
      quality: new Uint8Array(count).fill(100),
      small: new Uint8Array(0),
    },
    sound: null,
    shots: [],
  };
}
