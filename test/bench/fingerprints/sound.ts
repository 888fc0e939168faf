/** How well the sound's print is told again: stretches of five seconds found in the whole, with a limit that no unrelated stretch came below. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSoundRecorder } from '../../../src/modules/protection/fingerprints/sound-recorder.ts';
import { runPass } from '../../../src/platform/media/index.ts';
import { makeVideo } from '../../support/media.ts';
import { makeSpeech, soundRate } from '../../support/sounds.ts';
import { encodeGraphs, factsOf, sourceOf } from '../attacks/encode.ts';

type Change = { filter: string | ((other: string) => string); speed?: number; bitrate?: number };

const mixed = (volume: number) => (other: string) =>
  `[s];${other}:loop=0,asetpts=N/SR/TB,volume=${volume}[m];[s][m]amix=inputs=2:normalize=0:duration=first`;
const changes: Record<string, Change> = {
  aac32k: { filter: 'atrim=start=0.033,asetpts=PTS-STARTPTS', bitrate: 32_000 },
  lowPass3kHz: { filter: 'lowpass=f=3000' },
  equaliser: { filter: 'equalizer=f=1000:t=o:w=1:g=8,equalizer=f=250:t=o:w=1:g=-8' },
  echo: { filter: 'aecho=0.8:0.7:60:0.4' },
  tempo105: { filter: 'atempo=1.05', speed: 1.05 },
  tempo125: { filter: 'atempo=1.25', speed: 1.25 },
  pitch105: { filter: 'asetrate=50400,aresample=48000', speed: 1.05 },
  otherSoundAt12dBLess: { filter: mixed(0.25) },
  otherSoundAt6dBLess: { filter: mixed(0.5) },
};
const stretchValues = Math.round(5000 / 64);

/** Shares of five-second stretches found; silent stretches are left out. */
export async function measureSound(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-sound-'));
  try {
    const files = await soundsOf(folder);
    const prints = await Promise.all(files.map(printOf));
    const chance: number[] = [];
    for (const [i, print] of prints.entries())
      for (const [j, other] of prints.entries()) if (i !== j) for (const speed of [1, 1.25]) chance.push(...unlike(print, other, speed));
    const limit = Math.min(...chance);
    const found: Record<string, number> = {};
    for (const [name, { filter, speed = 1, bitrate }] of Object.entries(changes)) {
      const shares: boolean[] = [];
      for (const [i, file] of files.entries()) {
        const path = join(folder, `${name}.mp4`);
        const description =
          typeof filter === 'string' ? `,aresample=48000,${filter}` : filter(sourceOf('amovie', files[(i + 1) % files.length]!));
        await encodeGraphs(path, { picture: null, sound: `${sourceOf('amovie', file)}${description}`, crf: 0, soundBitrate: bitrate });
        shares.push(...unlike(await printOf(path), prints[i]!, speed).map((value) => value < limit));
      }
      found[name] = Number((shares.filter(Boolean).length / shares.length).toFixed(3));
    }
    return { files: files.length, limit: Number(limit.toFixed(3)), unrelatedStretches: chance.length, found };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The videos of HOOKLINE_MATERIAL that have sound, else voices that nobody spoke. */
async function soundsOf(folder: string): Promise<string[]> {
  const material = process.env['HOOKLINE_MATERIAL'];
  const names = material && existsSync(material) ? readdirSync(material).filter((name) => /\.(mp4|mkv|mov|webm|m4v|wav)$/i.test(name)) : [];
  const heard: string[] = [];
  for (const name of names) if ((await factsOf(join(material!, name))).hasSound) heard.push(join(material!, name));
  if (heard.length > 1) return heard;
  return Promise.all(
    [150, 190, 230].map(async (pitch) => {
      const path = join(folder, `voice-${pitch}.wav`);
      const samples = makeSpeech(25, pitch, pitch);
      const fill = ([buffer]: Float32Array[], start: number): void => buffer!.set(samples.subarray(start, start + buffer!.length));
      await makeVideo({
        path,
        width: 2,
        height: 2,
        fps: 25,
        frames: 0,
        draw: () => {},
        sound: { sampleRate: soundRate, channels: 1, seconds: 25, fill },
      });
      return path;
    }),
  );
}

async function printOf(file: string): Promise<Uint32Array> {
  const recorder = createSoundRecorder();
  await runPass(file, [
    { name: 'sound', make: () => ({ sound: true, onSound: ({ samples }) => recorder.hear(samples), finish: () => null }) },
  ]);
  return recorder.finish()?.values ?? new Uint32Array(0);
}

/** For each stretch of the suspect the least share of bits that differ, over all places of the original; stretches mostly silent are left out. */
function unlike(suspect: Uint32Array, original: Uint32Array, speed: number): number[] {
  const found: number[] = [];
  for (let from = 0; from + stretchValues <= suspect.length; from += stretchValues >> 1) {
    const stretch = suspect.subarray(from, from + stretchValues);
    if (stretch.filter((value) => value !== 0).length < stretchValues / 2) continue;
    let least = 1;
    for (let place = 0; place + stretchValues * speed <= original.length; place++) {
      let [differ, bits] = [0, 0];
      for (let i = 0; i < stretchValues; i++) {
        const other = original[place + Math.min(Math.round(i * speed), Math.floor(stretchValues * speed) - 1)]!;
        if (other === 0 || stretch[i] === 0) continue;
        bits += 32;
        differ += bitsIn(stretch[i]! ^ other);
      }
      if (bits >= stretchValues * 16) least = Math.min(least, differ / bits);
    }
    found.push(least);
  }
  return found;
}

/** Bits counted by halves (Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
