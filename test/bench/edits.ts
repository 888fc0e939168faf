/**
 * Bench of edits: copies in which a region of 5 to 16 % was replaced, covered or blurred at a place that a seed chose, matched and looked
 * at as the command does; how many of the regions are found with an overlap (intersection over union) of half or more, and what is
 * invented on copies that were only squeezed, cropped, mirrored or captioned. HOOKLINE_MATERIAL=DIR adds footage.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMatcher, fingerprintFile, match, prepareSuspect, withEdits, type Match } from '../../src/modules/protection/index.ts';
import { createMediaHost, type MediaHost } from '../../src/platform/media/index.ts';
import { writeFootage } from '../support/footage.ts';
import { encodeGraphs, factsOf, sourceOf } from './attacks/encode.ts';
import { seeded } from './hooks/generate.ts';

type Box = { x: number; y: number; width: number; height: number };
type Patch = 'other' | 'moving' | 'own' | 'solid' | 'blur';
const patches: readonly Patch[] = ['other', 'moving', 'own', 'solid', 'blur'];
const seconds = 8;
const firstSeed = 40_001;
const roundsEach = 2;

const overlapOf = (a: Box, b: Box): number => {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / (a.width * a.height + b.width * b.height - w * h);
};

/** A box of 5 to 16 % of the picture that lies inside it, and for one that moves the box in its middle position. */
function boxOf(next: () => number): Box {
  const area = 0.05 + 0.11 * next();
  const width = Math.min(0.6, Math.sqrt(area) * (0.75 + 0.6 * next()));
  const height = area / width;
  return { x: 0.05 + next() * (0.9 - width), y: 0.05 + next() * (0.9 - height), width, height };
}

function graphOf(patch: Patch, original: string, other: string, box: Box): string {
  const own = sourceOf('movie', original);
  const f = (value: number): string => value.toFixed(4);
  const size = `w=trunc(iw*${f(box.width)}/2)*2:h=trunc(ih*${f(box.height)}/2)*2`;
  const place = `x=W*${f(box.x)}:y=H*${f(box.y)}`;
  if (patch === 'solid')
    return `${own},drawbox=x=iw*${f(box.x)}:y=ih*${f(box.y)}:w=iw*${f(box.width)}:h=ih*${f(box.height)}:color=gray:t=fill`;
  const cut = `crop=${size}:x=iw*${f(box.x)}:y=ih*${f(box.y)}`;
  if (patch === 'blur') return `${own},split[a][b];[b]${cut},boxblur=9:3[c];[a][c]overlay=${place}`;
  if (patch === 'own') return `${own},split[a][b];[b]${cut},hflip,vflip[c];[a][c]overlay=${place}`;
  const moving = patch === 'moving' ? `x='W*${f(box.x)}+W*0.04*sin(t*1.3)':y='H*${f(box.y)}+H*0.03*cos(t)':eval=frame` : place;
  // The other picture is brought to the size of the patch of this one.
  return `${own},split[a][r];[r]${cut}[s];${sourceOf('movie', other)}[o];[o][s]scale2ref[p][rest];[rest]nullsink;[a][p]overlay=${moving}`;
}

const untouched: Record<string, { filters: string; crf: number }> = {
  squeezed: { filters: 'null', crf: 38 },
  cropped: { filters: 'crop=trunc(iw*0.9/2)*2:trunc(ih*0.9/2)*2', crf: 25 },
  mirrored: { filters: 'hflip', crf: 25 },
  captioned: { filters: 'drawbox=y=ih*0.8:h=ih*0.14:w=iw:color=black:t=fill', crf: 25 },
  brighter: { filters: 'eq=brightness=0.1:contrast=1.2', crf: 25 },
};

export async function run(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-bench-edits-'));
  const host = createMediaHost({ isolation: 'thread' });
  try {
    const sources = await originals(folder);
    let [regions, matched, found, invented, copies] = [0, 0, 0, 0, 0];
    const byPatch: Record<string, string> = {};
    const bySource: string[] = [];
    const counts = new Map<Patch, [number, number]>(patches.map((patch) => [patch, [0, 0]]));
    for (const [index, original] of sources.entries()) {
      const other = sources[(index + 1) % sources.length]!;
      const next = seeded(firstSeed + index);
      const before = { matched, found };
      for (const patch of patches)
        for (let round = 0; round < roundsEach; round++) {
          const box = boxOf(next);
          const suspect = join(folder, `${index}-${patch}-${round}.mp4`);
          await encodeGraphs(suspect, {
            picture: `${graphOf(patch, original, other, box)},fps=25,trim=0:${seconds}`,
            sound: null,
            crf: 26,
          });
          const [result] = await look(host, suspect, original);
          regions++;
          counts.get(patch)![1]++;
          if (!result) continue;
          matched++;
          if (result.edits.some((edit) => overlapOf(edit.box, box) >= 0.5)) {
            found++;
            counts.get(patch)![0]++;
          }
        }
      bySource.push(`${found - before.found} of ${matched - before.matched} matched of ${patches.length * roundsEach}`);
      for (const [name, { filters, crf }] of Object.entries(untouched)) {
        const suspect = join(folder, `${index}-${name}.mp4`);
        await encodeGraphs(suspect, { picture: `${sourceOf('movie', original)},${filters},fps=25,trim=0:${seconds}`, sound: null, crf });
        const [result] = await look(host, suspect, original);
        copies++;
        if (result && result.edits.length > 0) invented++;
      }
    }
    for (const [patch, [hits, of]] of counts) byPatch[patch] = `${hits} of ${of}`;
    return {
      sources: sources.length,
      regions,
      matched,
      found,
      share: Math.round((1000 * found) / regions) / 1000,
      byPatch,
      copies,
      invented,
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function look(host: MediaHost, suspect: string, reference: string): Promise<Match[]> {
  const matcher = createMatcher();
  matcher.add({ id: 'original', fingerprint: await fingerprintFile(host, reference) });
  const found = match(matcher, await prepareSuspect(host, suspect));
  return Promise.all(found.map((each) => withEdits(host, each, { suspect, reference })));
}

/** Two generated films, and the beginning of every video of the folder with material. */
async function originals(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const seed of [firstSeed, firstSeed + 1]) {
    const raw = join(folder, `drawn-${seed}.mp4`);
    await writeFootage(raw, { seed, seconds: seconds + 1, width: 270, height: 480 });
    files.push(await asOriginal(folder, raw, files.length));
  }
  const material = process.env['HOOKLINE_MATERIAL'];
  if (material)
    for (const name of readdirSync(material)
      .filter((each) => /\.(mp4|mkv|mov|webm|m4v)$/i.test(each))
      .sort()) {
      const path = join(material, name);
      if ((await factsOf(path)).pictureMs >= (seconds + 6) * 1000) files.push(await asOriginal(folder, path, files.length, 5));
    }
  return files;
}

async function asOriginal(folder: string, source: string, index: number, fromSeconds = 0): Promise<string> {
  const file = join(folder, `original-${index}.mp4`);
  const picture = `${sourceOf('movie', source)},trim=${fromSeconds}:${fromSeconds + seconds},setpts=PTS-STARTPTS,scale=-2:480,fps=25`;
  await encodeGraphs(file, { picture, sound: null, crf: 18 });
  return file;
}
