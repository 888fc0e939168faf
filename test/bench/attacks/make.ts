/**
 * The re-uploads that pirates make of a video, each with its truth: which stretch of the original it shows where, and what was done
 * to it. Names and parameters are those that the field's tools were measured with.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encodeGraphs, factsOf, sourceOf } from './encode.ts';

export type Transformation =
  | 'mirror'
  | 'crop'
  | 'border'
  | 'speed'
  | 'rotate'
  | 'caption'
  | 'logo'
  | 'pip'
  | 'colour'
  | 'blur'
  | 'noise'
  | 'framerate'
  | 'revoiced';
/** Where the suspect shows the original, in milliseconds. */
export type TrueSegment = { suspectStartMs: number; suspectEndMs: number; referenceStartMs: number; referenceEndMs: number };
/** `usual`: the peers were measured with it. */
export type Attack = { name: string; file: string; usual: boolean; transformations: Transformation[]; segments: TrueSegment[] };
export type Attacks = { original: string; durationMs: number; attacks: Attack[] };

type Recipe = {
  /** FFmpeg's filters from the original's picture on; a function of the other video's source where they take pictures from that. */
  picture: string | ((other: string, seconds: number) => string);
  transformations?: Transformation[];
  crf?: number;
  /** Of the picture, suspect ÷ reference. */
  speed?: number;
  /** As it is by default; `tempo` goes with the speed, `music` has the other's sound under it at half its height. */
  sound?: 'same' | 'low' | 'tempo' | 'music' | 'other' | 'none';
  truth?: TrueSegment;
};

/** Of the original at most, in seconds. */
const longest = 35;
const fps = 25;
const even = (factor: number): string => `trunc(iw*${factor}/2)*2:trunc(ih*${factor}/2)*2`;
const evenSize = 'scale=trunc(iw/2)*2:trunc(ih/2)*2';
const font = join(
  dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
  '400Regular/NotoSansSC_400Regular.ttf',
);
const line = (colour: string): string =>
  `drawtext=fontfile='${font}':text='NEW SUBTITLE LINE HERE':fontsize=h/14:fontcolor=${colour}:borderw=3:x=(w-tw)/2:y=h*0.83`;
const blurredPad = 'split[a][b];[a]scale=540:960,boxblur=20:2[bg];[b]scale=540:-2[fg];[bg][fg]overlay=(W-w)/2:(H-h)/2';
const excerptForm = `setpts=PTS-STARTPTS,scale=640:480,setsar=1,fps=${fps}`;

/** As the field's tools were measured, with the same names and parameters. */
const usual: Record<string, Recipe> = {
  recompress: { picture: 'null', crf: 38, sound: 'low' },
  down240: { picture: 'scale=-2:240' },
  mirror: { picture: 'hflip', transformations: ['mirror'] },
  crop05: { picture: `crop=${even(0.9)}`, transformations: ['crop'] },
  crop10: { picture: `crop=${even(0.8)}`, transformations: ['crop'] },
  crop20: { picture: `crop=${even(0.6)}`, transformations: ['crop'] },
  speed125: { picture: `setpts=PTS/1.25,fps=${fps}`, transformations: ['speed'], speed: 1.25 },
  speed150: { picture: `setpts=PTS/1.5,fps=${fps}`, transformations: ['speed'], speed: 1.5 },
  caption: { picture: `drawbox=y=ih*0.78:h=ih*0.22:w=iw:color=black@1:t=fill,${line('yellow')}`, transformations: ['caption'] },
  text: { picture: line('white'), transformations: ['caption'] },
  logo: { picture: 'drawbox=x=iw*0.72:y=ih*0.04:w=iw*0.24:h=ih*0.14:color=red@0.9:t=fill', transformations: ['logo'] },
  pad916: { picture: blurredPad, transformations: ['border'] },
  border15: { picture: `pad=iw*1.3:ih*1.3:(ow-iw)/2:(oh-ih)/2:black,${evenSize}`, transformations: ['border'] },
  bright: { picture: 'eq=brightness=0.15:contrast=1.3:saturation=1.4', transformations: ['colour'] },
  gray: { picture: 'hue=s=0', transformations: ['colour'] },
  hue: { picture: 'hue=h=60:s=1.3', transformations: ['colour'] },
  rotate3: { picture: 'rotate=3*PI/180:fillcolor=black', transformations: ['rotate'] },
  rotate90: { picture: 'transpose=1', transformations: ['rotate'] },
  fps12: { picture: 'fps=12', transformations: ['framerate'] },
  blur: { picture: 'gblur=sigma=3', transformations: ['blur'] },
  noise: { picture: 'noise=alls=25:allf=t', transformations: ['noise'] },
  combo: {
    picture: `hflip,crop=${even(0.9)},setpts=PTS/1.2,fps=${fps},eq=brightness=0.05:contrast=1.1,${line('white')}`,
    transformations: ['mirror', 'crop', 'speed', 'caption', 'colour'],
    speed: 1.2,
  },
  excerpt: {
    picture: (other) =>
      `trim=1:6,${excerptForm}[b];${other},trim=0:10,${excerptForm}[a];${other},trim=10:20,${excerptForm}[c];[a][b][c]concat=n=3:v=1`,
    sound: 'none',
    truth: { suspectStartMs: 10_000, suspectEndMs: 15_000, referenceStartMs: 1000, referenceEndMs: 6000 },
  },
};

/** What the peers were not measured with. */
const further: Record<string, Recipe> = {
  // At 40 % of the width near the upper right of another video.
  pip: {
    picture: (other, seconds) =>
      `scale=288:-2[i];${other},trim=0:${seconds},scale=720:-2,setsar=1,fps=${fps}[o];[o][i]overlay=W*0.55:H*0.08:shortest=1`,
    transformations: ['pip'],
    sound: 'none',
  },
  revoiced: { picture: 'null', transformations: ['revoiced'], sound: 'other' },
  music: { picture: 'null', sound: 'music' },
  tempo125: { picture: `setpts=PTS/1.25,fps=${fps}`, transformations: ['speed'], speed: 1.25, sound: 'tempo' },
};

/**
 * Writes `orig.mp4` (at most 35 s, 25 fps) and one file an attack into a folder; files that are there already are kept. `other` is an
 * unrelated video that excerpts are hidden in; without one, what needs it is left out. Attacks that need sound come only where there is any.
 */
export async function makeAttacks(source: string, folder: string, other: string | null): Promise<Attacks> {
  mkdirSync(folder, { recursive: true });
  const original = join(folder, 'orig.mp4');
  const { hasSound: heard } = await factsOf(source);
  await makeOnce(original, () =>
    encodeGraphs(`${original}.part`, {
      picture: `${sourceOf('movie', source)},trim=0:${longest},${evenSize},fps=${fps}`,
      sound: heard ? `${sourceOf('amovie', source)},atrim=0:${longest}` : null,
      crf: 18,
    }),
  );
  const durationMs = Math.round((await factsOf(original)).pictureMs);
  const otherHeard = other !== null && (await factsOf(other)).hasSound;
  const attacks: Attack[] = [];
  for (const [name, recipe] of Object.entries({ ...usual, ...further })) {
    const { picture, transformations = [], speed = 1, truth, sound = 'same' } = recipe;
    const needsOther = typeof picture === 'function' ? other !== null : sound === 'other' || sound === 'music' ? otherHeard && heard : true;
    if (!needsOther || (!heard && ['tempo', 'music', 'other'].includes(sound))) continue;
    const file = join(folder, `${name}.mp4`);
    await makeOnce(file, () =>
      encodeGraphs(`${file}.part`, {
        picture: `${sourceOf('movie', original)},${typeof picture === 'function' ? picture(looped('movie', other!), durationMs / 1000) : picture}`,
        sound: heard ? soundOf(sound, original, other, durationMs / 1000, speed) : null,
        crf: recipe.crf ?? 23,
        soundBitrate: sound === 'low' ? 32_000 : 128_000,
      }),
    );
    const whole = {
      suspectStartMs: 0,
      suspectEndMs: Math.round(durationMs / speed),
      referenceStartMs: 0,
      referenceEndMs: durationMs,
    };
    attacks.push({ name, file, usual: name in usual, transformations, segments: [truth ?? whole] });
  }
  return { original, durationMs, attacks };
}

/**
 * Takes of one scene as a set would have them: pieces of one continuous shot, none sharing a frame with another, `gapMs` apart. No two
 * of them are copies of each other.
 */
export async function makeTakes(source: string, folder: string, { count = 20, gapMs = 100 } = {}): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const { pictureMs, hasSound } = await factsOf(source);
  const each = pictureMs / count / 1000;
  const files: string[] = [];
  for (let i = 0; i < count; i++) {
    const file = join(folder, `take-${String(i + 1).padStart(2, '0')}.mp4`);
    const span = `start=${(i * each).toFixed(3)}:end=${((i + 1) * each - gapMs / 1000).toFixed(3)}`;
    await makeOnce(file, () =>
      encodeGraphs(`${file}.part`, {
        picture: `${sourceOf('movie', source)},trim=${span},setpts=PTS-STARTPTS,${evenSize},fps=${fps}`,
        sound: hasSound ? `${sourceOf('amovie', source)},atrim=${span},asetpts=PTS-STARTPTS` : null,
        crf: 18,
      }),
    );
    files.push(file);
  }
  return files;
}

/** A file that is there is whole: it was written beside its place. */
async function makeOnce(file: string, make: () => Promise<void>): Promise<void> {
  if (existsSync(file)) return;
  await make();
  renameSync(`${file}.part`, file);
}

/** The other video from its beginning, again and again: it may be shorter than what it fills. */
const looped = (kind: 'movie' | 'amovie', path: string): string =>
  kind === 'movie' ? `${sourceOf(kind, path)}:loop=0,setpts=N/FRAME_RATE/TB` : `${sourceOf(kind, path)}:loop=0,asetpts=N/SR/TB`;

function soundOf(sound: Recipe['sound'], original: string, other: string | null, seconds: number, speed: number): string | null {
  const own = sourceOf('amovie', original);
  const theirs = (): string => `${looped('amovie', other!)},atrim=0:${seconds}`;
  if (sound === 'none') return null;
  if (sound === 'other') return theirs();
  if (sound === 'tempo') return `${own},atempo=${speed}`;
  if (sound === 'music') return `${theirs()},volume=0.5[m];${own}[s];[s][m]amix=inputs=2:normalize=0:duration=first`;
  return own;
}
