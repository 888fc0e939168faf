/**
 * Bench of shots: composites with exact truth from seeds that no threshold was set with, scored the TRECVID way, beside a fixed
 * threshold and, where they are installed, ffmpeg's scdet and PySceneDetect on the same files. HOOKLINE_MATERIAL=DIR adds footage.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import listen, { type ShotsResult } from '../../src/modules/studio/shots/listener.ts';
import { runPass } from '../../src/platform/media/index.ts';
import type { Listener } from '../../src/platform/media/types.ts';
import { encodeFilm, filmHeight, filmWidth } from './shots/film.ts';
import { loadMaterial } from './shots/material.ts';
import { fixedThreshold, pySceneDetect, scdet } from './shots/peers.ts';
import { add, rates, score, type Found, type Rates, type Tally } from './shots/score.ts';

const seeds = (process.env['HOOKLINE_SEEDS'] ?? '101,102,103,104,105,106').split(',').map(Number);
const transitions = Number(process.env['HOOKLINE_TRANSITIONS'] ?? 80);
const targets = { cutF1: 0.96, dissolveFade: 0.85, wipe: 0.6, allF1: 0.92 } as const;

/** Runs every seed, prints the table, and gives the figures with the targets and whether they were reached. */
export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-shots-'));
  const tallies = new Map<string, Tally>();
  const perSeed: Array<Record<string, unknown>> = [];
  const work = { frames: 0, detectorMs: 0 };
  const note = (name: string, tally: Tally): void => void tallies.set(name, tallies.has(name) ? add(tallies.get(name)!, tally) : tally);
  try {
    const footage = await loadMaterial(process.env['HOOKLINE_MATERIAL'], filmWidth, filmHeight);
    process.stderr.write(
      `${seeds.length} seeds × ${transitions} transitions${footage.length > 0 ? `, ${footage.length} stretches of footage` : ''}\n`,
    );
    for (const seed of seeds) {
      const path = join(folder, `${seed}.mp4`);
      const { truth, fps, crf } = await encodeFilm(path, seed, transitions, footage);
      const own = score(truth, await detect(path, work));
      note('hookline', own);
      perSeed.push({ seed, fps, crf, frames: truth.frames, ...rates(own) });
      printRow(`seed ${seed} (${fps} fps, crf ${crf})`, rates(own));
      note('fixed threshold', score(truth, await fixedThreshold(path)));
      for (const [name, found] of peersOf(path, fps)) if (found !== null) note(name, score(truth, found));
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const all: Record<string, Rates> = {};
  for (const [name, tally] of tallies) {
    all[name] = rates(tally);
    printRow(name, all[name]);
  }
  const own = all['hookline']!;
  const reached = Object.fromEntries(Object.entries(targets).map(([name, least]) => [name, own[name as keyof typeof targets] >= least]));
  const msPerFrame = Math.round((1000 * work.detectorMs) / work.frames) / 1000;
  process.stderr.write(`${msPerFrame} ms a frame in the detector over ${work.frames} frames\n`);
  return { seeds, transitions: seeds.length * transitions, detectors: all, perSeed, targets, reached, msPerFrame };
}

/** The listener's answer by the product's own pass, with the time spent inside it. */
async function detect(path: string, work: { frames: number; detectorMs: number }): Promise<Found[]> {
  const { results } = await runPass(path, [
    {
      name: 'shots',
      make(facts) {
        const inner = listen(undefined, facts) as Listener<ShotsResult>;
        const timed = <T>(what: () => T): T => {
          const from = performance.now();
          const result = what();
          work.detectorMs += performance.now() - from;
          return result;
        };
        return {
          picture: inner.picture!,
          onPicture(picture) {
            work.frames++;
            timed(() => inner.onPicture!(picture));
          },
          finish: (end) => timed(() => inner.finish(end)),
        };
      },
    },
  ]);
  return (results['shots'] as ShotsResult).transitions;
}

function peersOf(path: string, fps: number): Array<[string, Found[] | null]> {
  return [
    ['ffmpeg scdet', scdet(path, fps)],
    ['PySceneDetect adaptive', pySceneDetect(path, 'detect-adaptive')],
    ['PySceneDetect content', pySceneDetect(path, 'detect-content')],
    ['PySceneDetect histogram', pySceneDetect(path, 'detect-hist')],
  ];
}

function printRow(name: string, r: Rates): void {
  const percent = (value: number): string => value.toFixed(3);
  process.stderr.write(
    `${name.padEnd(28)} cut P ${percent(r.cutPrecision)} R ${percent(r.cutRecall)} F1 ${percent(r.cutF1)}  dissolve ${percent(r.dissolve)} fade ${percent(r.fade)} wipe ${percent(r.wipe)}` +
      `  all F1 ${percent(r.allF1)}  kind ${percent(r.kindAccuracy)}  false ${r.falseAlarms}\n`,
  );
}
