/** Small films in memory for tests of shot detection: what is drawn, frame by frame, straight into the detector. */
import { combine } from '../../src/modules/studio/shots/combine.ts';
import { makeDetector } from '../../src/modules/studio/shots/detector.ts';
import type { Transition } from '../../src/modules/studio/contract.ts';
import { makeCanvas, type Canvas } from '../bench/shots/canvas.ts';
import { makeScene, type Scene, type SceneKind } from '../bench/shots/scenes.ts';

export const testWidth = 72;
export const testHeight = 128;

/** A shot of a kind; equal seeds give equal pictures. */
export function testScene(kind: SceneKind, seed: number, frames = 60): Scene {
  return makeScene(kind, seed, frames, 25);
}

export type Painter = (target: Canvas, index: number) => void;

/** The transitions of `frames` frames that `paint` draws at `fps`. */
export function detectIn(frames: number, paint: Painter, fps = 25): Transition[] {
  const detector = makeDetector(fps);
  const canvas = makeCanvas(testWidth, testHeight);
  for (let index = 0; index < frames; index++) {
    paint(canvas, index);
    detector.push(canvas);
  }
  return combine(detector.finish());
}

/** Left and right exchanged, in place. */
export function mirror(canvas: Canvas): void {
  for (const plane of ['y', 'u', 'v'] as const) {
    const width = plane === 'y' ? canvas.width : canvas.width / 2;
    for (let row = 0; row < canvas[plane].length; row += width) canvas[plane].subarray(row, row + width).reverse();
  }
}
