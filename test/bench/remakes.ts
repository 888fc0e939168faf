/**
 * Bench of remakes: dramas from seeds that no limit was set with, each shot again by other hands, and how many of them are told; how many
 * of all pairs of unrelated dramas are taken for remakes; and what is made of a copy. HOOKLINE_MATERIAL=DIR adds the pairs of real footage.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareRemake, readRemakeWork, type RemakeComparison } from '../../src/modules/protection/index.ts';
import type { RemakeWork } from '../../src/modules/protection/remakes/compare.ts';
import { createMediaHost } from '../../src/platform/media/index.ts';
import { disguise, shoot, usualDisguise, writeScript, type Disguise, type Script } from './remakes/generate.ts';

const works = Number(process.env['HOOKLINE_REMAKES'] ?? 40);
const unrelatedEach = 20;
const firstSeed = 20_001;

const disguises: Record<string, { how: Disguise; shots?: number; silent?: boolean }> = {
  usual: { how: usualDisguise },
  // Every shot from another place, and no sound: only how long shots are held is left, and how they are joined.
  cutAlone: { how: { ...usualDisguise, reframe: 1 }, silent: true },
  hard: { how: { hold: 0.2, drop: 0.15, add: 0.15, reframe: 0.5 } },
  fifteenShots: { how: usualDisguise, shots: 15 },
};

const verdictOf = (a: RemakeWork, b: RemakeWork): RemakeComparison['verdict'] => compareRemake(a, b).verdict;
const cutTo = ({ shots }: Script, most?: number): Script => ({ shots: shots.slice(0, most) });

/** Measures and prints; `falseAlarms` of `unrelatedPairs` is the rate that the verdicts are read with. */
export async function run(): Promise<Record<string, unknown>> {
  const scripts = Array.from({ length: works }, (_, i) => writeScript(firstSeed + i));
  const originals = scripts.map((script, i) => shoot(script, firstSeed + 10_000 + i));
  const found: Record<string, string> = {};
  let usual: RemakeWork[] = [];
  for (const [name, { how, shots, silent }] of Object.entries(disguises)) {
    let [told, of] = [0, 0];
    const suspects = scripts.map((script, i) => shoot(disguise(cutTo(script, shots), firstSeed + 20_000 + i, how), firstSeed + 30_000 + i));
    if (name === 'usual') usual = suspects;
    suspects.forEach((suspect, i) => {
      const original = shots ? shoot(cutTo(scripts[i]!, shots), firstSeed + 10_000 + i) : originals[i]!;
      const pair = silent
        ? ([
            { ...original, loudness: null },
            { ...suspect, loudness: null },
          ] as const)
        : ([original, suspect] as const);
      of++;
      if (verdictOf(...pair) === 'remake') told++;
    });
    found[name] = `${told} of ${of}`;
  }
  let [falseAlarms, unrelatedPairs] = [0, 0];
  originals.forEach((original, i) => {
    for (let apart = 1; apart <= Math.min(unrelatedEach, works - 1); apart++) {
      unrelatedPairs++;
      if (verdictOf(original, usual[(i + apart) % works]!) !== 'unrelated') falseAlarms++;
    }
  });
  const copies = originals.filter((original) => verdictOf(original, original) === 'copy').length;
  return {
    works,
    found,
    unrelatedPairs,
    falseAlarms,
    copies: `${copies} of ${works}`,
    footage: await footage(process.env['HOOKLINE_MATERIAL']),
  };
}

/** Every video of a folder against every other: none is another's remake. */
async function footage(folder: string | undefined): Promise<{ pairs: number; falseAlarms: number } | null> {
  if (!folder || !existsSync(folder)) return null;
  const host = createMediaHost({ isolation: 'thread' });
  try {
    const read: RemakeWork[] = [];
    for (const name of readdirSync(folder).filter((each) => /\.(mp4|mkv|mov|webm|m4v)$/i.test(each)))
      read.push(await readRemakeWork(host, join(folder, name), null));
    const verdicts = read.flatMap((a, i) => read.filter((_, j) => i !== j).map((b) => verdictOf(a, b)));
    return { pairs: verdicts.length, falseAlarms: verdicts.filter((verdict) => verdict !== 'unrelated').length };
  } finally {
    await host.close();
  }
}
