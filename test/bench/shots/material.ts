/**
 * Real footage as scenes. A video may have a file of the same name plus `.shots.json` beside it, a list of the frames where its
 * shots begin with its end as the last; otherwise stretches are taken that a strict test finds no step in.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runPass } from '../../../src/platform/media/index.ts';
import type { Picture } from '../../../src/platform/media/types.ts';
import { copyInto, makeCanvas, type Canvas } from './canvas.ts';
import type { Scene } from './scenes.ts';

/** Memory stays near 250 MB at 216 × 384. */
const mostFrames = 170;
const mostScenes = 24;

/** Cut-free stretches of every video of a folder, cropped to the size. Empty where there is no folder or no video. */
export async function loadMaterial(folder: string | undefined, width: number, height: number): Promise<Scene[]> {
  if (folder === undefined || folder === '' || !existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => /\.(mp4|mkv|mov|webm|m4v)$/i.test(name))
    .sort();
  const scenes: Scene[] = [];
  for (const name of files)
    scenes.push(...(await loadFile(join(folder, name), name, width, height, Math.max(2, Math.floor(mostScenes / files.length)))));
  return scenes;
}

async function loadFile(path: string, name: string, width: number, height: number, most: number): Promise<Scene[]> {
  const steps: number[] = [];
  const histograms: Float32Array[] = [];
  let previous: Uint8Array | null = null;
  await pass(path, 96, (picture) => {
    steps.push(previous === null ? 0 : meanStep(previous, picture.y));
    histograms.push(histogramOf(picture.y));
    previous = picture.y.slice();
  });
  const sidecar = `${path}.shots.json`;
  const bounds = existsSync(sidecar) ? (JSON.parse(readFileSync(sidecar, 'utf8')) as number[]) : null;
  const stretches = (
    bounds === null ? stillStretches(steps, histograms) : bounds.slice(1).map((end, i): [number, number] => [bounds[i]! + 3, end - 3])
  )
    .map(([from, to]): [number, number] => [from, Math.min(to, from + mostFrames)])
    .filter(([from, to]) => to - from > 30)
    .slice(0, most);
  const kept = stretches.map((): Canvas[] => []);
  await pass(path, Math.max(width, height) * 2, (picture) => {
    for (const [i, [from, to]] of stretches.entries())
      if (picture.index >= from && picture.index < to) kept[i]!.push(cropped(picture, width, height));
  });
  return kept
    .filter((frames) => frames.length > 30)
    .map((frames, i) => ({
      name: `${name}#${i}`,
      frames: frames.length,
      draw: (target, index) => copyInto(target, frames[Math.min(index, frames.length - 1)]!),
    }));
}

async function pass(path: string, longestSide: number, onPicture: (picture: Picture) => void): Promise<void> {
  await runPass(path, [{ name: 'material', make: () => ({ picture: { longestSide }, onPicture, finish: () => null }) }]);
}

function meanStep(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}

function histogramOf(luma: Uint8Array): Float32Array {
  const bins = new Float32Array(32);
  for (const value of luma) bins[value >> 3] = bins[value >> 3]! + 1 / luma.length;
  return bins;
}

/** Stretches without a step of 14 grey levels, and whose pictures half a second apart keep two thirds of their histogram. */
function stillStretches(steps: number[], histograms: Float32Array[]): Array<[number, number]> {
  const stretches: Array<[number, number]> = [];
  let from = 5;
  const close = (to: number): void => {
    for (let start = from; to - start > 40; start += mostFrames) stretches.push([start, Math.min(to, start + mostFrames)]);
  };
  for (let i = 5; i < steps.length; i++) {
    if (steps[i]! < 14 && sharedShare(histograms[i]!, histograms[Math.max(from, i - 12)]!) > 0.66) continue;
    close(i - 8);
    from = i + 8;
  }
  close(steps.length - 5);
  return stretches;
}

function sharedShare(a: Float32Array, b: Float32Array): number {
  let shared = 0;
  for (let bin = 0; bin < a.length; bin++) shared += Math.min(a[bin]!, b[bin]!);
  return shared;
}

/** The middle of a picture, scaled to fill the size (nearest neighbour; the encoder blurs what that roughens). */
function cropped(picture: Picture, width: number, height: number): Canvas {
  const canvas = makeCanvas(width, height);
  const scale = Math.min(picture.width / width, picture.height / height);
  const left = (picture.width - width * scale) / 2;
  const top = (picture.height - height * scale) / 2;
  for (let row = 0, i = 0; row < height; row++) {
    const line = Math.floor(top + row * scale) * picture.width;
    for (let column = 0; column < width; column++, i++) canvas.y[i] = picture.y[line + Math.floor(left + column * scale)]!;
  }
  for (let row = 0, i = 0; row < height / 2; row++) {
    const line = (Math.floor(top + row * 2 * scale) >> 1) * (picture.width / 2);
    for (let column = 0; column < width / 2; column++, i++) {
      const at = line + (Math.floor(left + column * 2 * scale) >> 1);
      canvas.u[i] = picture.u[at]!;
      canvas.v[i] = picture.v[at]!;
    }
  }
  return canvas;
}
