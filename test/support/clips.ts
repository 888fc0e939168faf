/** Made clips read back: every picture carries its own number, so that a result can be checked frame by frame. */
import { probe } from '../../src/platform/media/probe.ts';
import { clipSampleRate, type Stereo } from '../../src/modules/studio/clips/loudness.ts';
import { openPictures } from '../../src/modules/studio/clips/reader.ts';
import { gatherSound } from '../../src/modules/studio/clips/sound.ts';

const bits = 10;
/** Draws the picture's number as ten bright or dark blocks across the upper third, over grey. */
export function drawNumber({ y, width, height }: { y: Uint8Array; width: number; height: number }, index: number): void {
  y.fill(90);
  const block = Math.floor(width / bits);
  for (let bit = 0; bit < bits; bit++)
    for (let row = 0; row < height / 3; row++)
      y.fill((index >> bit) & 1 ? 220 : 30, row * width + bit * block, row * width + (bit + 1) * block);
}

export type Read = { numbers: number[]; times: number[]; lumas: Uint8Array[]; width: number; height: number };
/** Every picture of a file: its number, its time in milliseconds, its luma. */
export async function readBack(path: string): Promise<Read> {
  const facts = await probe(path);
  const reader = await openPictures(path, path, facts, 1);
  const frames = await reader.scan(0, 100_000_000, async () => {});
  const read: Read = { numbers: [], times: [], lumas: [], width: facts.video!.width, height: facts.video!.height };
  await reader.read(
    frames,
    (frame, index) => {
      const plane = frame.data![0]!;
      const luma = new Uint8Array(frame.width * frame.height);
      for (let row = 0; row < frame.height; row++)
        luma.set(plane.subarray(row * frame.linesize[0]!, row * frame.linesize[0]! + frame.width), row * frame.width);
      let number = 0;
      const block = Math.floor(frame.width / bits);
      for (let bit = 0; bit < bits; bit++)
        if (luma[Math.floor(frame.height / 6) * frame.width + Math.floor((bit + 0.5) * block)]! > 125) number |= 1 << bit;
      read.numbers.push(number);
      read.times.push((frames.ticks[index]! * 1000 * frames.timeBase.num) / frames.timeBase.den);
      read.lumas.push(luma);
    },
    async () => {},
  );
  await reader.close();
  return read;
}

/** The first seconds of a file's sound. */
export async function soundBack(path: string, seconds: number): Promise<Stereo> {
  const total = Math.round(seconds * clipSampleRate);
  return gatherSound([{ path, label: path, gainDb: 0, sourceStart: 0, from: 0, to: total, origin: 0 }], total, async () => {});
}

/** Looks for the code's modules at every place and whole module size. */
export function findCode(
  luma: Uint8Array,
  width: number,
  height: number,
  modules: { size: number; data: Uint8Array },
  smallest = 3,
): boolean {
  for (let unit = smallest; unit * modules.size < width; unit++) {
    const side = unit * modules.size;
    for (let top = 0; top + side < height; top++) {
      for (let left = 0; left + side < width; left++) {
        const dark = (module: number): boolean =>
          luma[
            (top + Math.floor((Math.floor(module / modules.size) + 0.5) * unit)) * width +
              left +
              Math.floor(((module % modules.size) + 0.5) * unit)
          ]! < 128;
        let matches = true;
        for (let module = 0; matches && module < modules.data.length; module++) matches = dark(module) === (modules.data[module] === 1);
        if (matches) return true;
      }
    }
  }
  return false;
}
