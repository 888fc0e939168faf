/** Other detectors on the same files: a fixed threshold, ffmpeg's scdet and PySceneDetect where they are installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPass } from '../../../src/platform/media/index.ts';
import type { Found } from './score.ts';

/** A cut wherever mean luma difference to the frame before passes 22 grey levels: what a first attempt looks like. */
export async function fixedThreshold(path: string): Promise<Found[]> {
  const found: Found[] = [];
  let previous: Uint8Array | null = null;
  const listener = {
    picture: { longestSide: 128, lumaOnly: true },
    onPicture(picture: { index: number; y: Uint8Array }) {
      let sum = 0;
      if (previous !== null) for (let i = 0; i < previous.length; i++) sum += Math.abs(previous[i]! - picture.y[i]!);
      if (previous !== null && sum / previous.length > 22) found.push(cutAt(picture.index));
      previous = picture.y.slice();
    },
    finish: () => null,
  };
  await runPass(path, [{ name: 'fixed', make: () => listener }]);
  return found;
}

/** ffmpeg's scdet at its default threshold of 10; null where ffmpeg is not installed. */
export function scdet(path: string, fps: number): Found[] | null {
  const run = spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-i', path, '-vf', 'scdet=t=10', '-an', '-f', 'null', '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.error !== undefined || run.status !== 0) return null;
  return [...run.stderr.matchAll(/lavfi\.scd\.time:\s*([\d.]+)/g)].map((match) => cutAt(Math.round(Number(match[1]) * fps)));
}

export type SceneDetector = 'detect-adaptive' | 'detect-content' | 'detect-hist';

/** PySceneDetect with a detector's defaults; null where neither its command nor its Python module is installed. */
export function pySceneDetect(path: string, detector: SceneDetector): Found[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'scenes-'));
  try {
    const rest = ['-q', '-i', path, '-o', folder, detector, 'list-scenes', '-q'];
    for (const [command, before] of [
      ['scenedetect', []],
      ['python3', ['-m', 'scenedetect']],
    ] as const) {
      const run = spawnSync(command, [...before, ...rest], { encoding: 'utf8' });
      if (run.error === undefined && run.status === 0) return readScenes(folder);
    }
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The scene list's second column is the first frame of a scene, counted from 1. */
function readScenes(folder: string): Found[] {
  const name = readdirSync(folder).find((file) => file.endsWith('.csv'));
  if (name === undefined) return [];
  const rows = readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => /^\d+,/.test(line));
  return rows.slice(1).map((row) => cutAt(Number(row.split(',')[1]) - 1));
}

function cutAt(frame: number): Found {
  return { kind: 'cut', startFrame: frame, endFrame: frame };
}
