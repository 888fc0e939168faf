/** The moving front of a wipe: left, right, up, down and the four diagonals, hard or soft. */
import type { Frame, Grid } from './frame.ts';
import type { Window } from './window.ts';

const directions: ReadonlyArray<readonly [number, number]> = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
];

/** Places along a direction are sorted into this many strips. */
const strips = 16;

/**
 * Mean squared error, 0 to 1, of the best straight front that enters at `startFrame` and has left at `endFrame`: in every frame
 * each strip should be the new picture behind the front and the old one before it. With it, how much of the change is at the front.
 */
export function measureFront(window: Window, startFrame: number, endFrame: number): { error: number; contrast: number } {
  const a = window.at(startFrame - 1);
  const b = window.at(endFrame);
  const length = endFrame - startFrame;
  const errors = new Float64Array(directions.length);
  const weights = new Float64Array(directions.length);
  const energy = new Float64Array(strips);
  const product = new Float64Array(strips);
  const strip = directions.map((direction) => stripsOf(window.grid, direction));
  const shares = { energy: new Float32Array(a.y.length), product: new Float32Array(a.y.length) };
  for (let t = startFrame; t < endFrame; t++) {
    measureCells(a, b, window.at(t), shares);
    const front = ((t - startFrame + 1) / (length + 1)) * strips;
    for (let d = 0; d < directions.length; d++) {
      energy.fill(0);
      product.fill(0);
      const places = strip[d]!;
      for (let i = 0; i < places.length; i++) {
        energy[places[i]!] = energy[places[i]!]! + shares.energy[i]!;
        product[places[i]!] = product[places[i]!]! + shares.product[i]!;
      }
      for (let s = 0; s < strips; s++) {
        const share = Math.max(0, Math.min(1, product[s]! / (energy[s]! + 1e-6)));
        const expected = Math.max(0, Math.min(1, (front - s) / 2 + 0.25));
        errors[d] = errors[d]! + energy[s]! * (share - expected) ** 2;
        weights[d] = weights[d]! + energy[s]!;
      }
    }
  }
  let best = 0;
  for (let d = 1; d < directions.length; d++) if (errors[d]! / (weights[d]! + 1e-6) < errors[best]! / (weights[best]! + 1e-6)) best = d;
  return { error: errors[best]! / (weights[best]! + 1e-6), contrast: measureBand(window, startFrame, endFrame, strip[best]!) };
}

/** Change from frame to frame where the front passes over change on average: near 1 for motion of the camera, which is everywhere. */
function measureBand(window: Window, startFrame: number, endFrame: number, places: Uint8Array): number {
  const pace = strips / (endFrame - startFrame + 1);
  let inside = 0;
  let all = 0;
  let cellsInside = 0;
  let cells = 0;
  for (let t = startFrame; t <= endFrame; t++) {
    const { y: y0, u: u0, v: v0 } = window.at(t - 1);
    const { y: y1, u: u1, v: v1 } = window.at(t);
    const front = (t - startFrame + 1) * pace;
    const from = front - pace - 1.5;
    const to = front + 0.5;
    for (let i = 0; i < places.length; i++) {
      const change = Math.abs(y1[i]! - y0[i]!) + Math.abs(u1[i]! - u0[i]!) + Math.abs(v1[i]! - v0[i]!);
      all += change;
      if (places[i]! < from || places[i]! > to) continue;
      inside += change;
      cellsInside++;
    }
    cells += places.length;
  }
  return inside / (cellsInside + 1e-6) / (all / cells + 1e-6);
}

function stripsOf(grid: Grid, [towardsX, towardsY]: readonly [number, number]): Uint8Array {
  const places = new Uint8Array(grid.columns * grid.rows);
  const parts = Math.abs(towardsX) + Math.abs(towardsY);
  for (let row = 0, i = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, i++) {
      const x = (column + 0.5) / grid.columns;
      const y = (row + 0.5) / grid.rows;
      const along = (towardsX === 0 ? 0 : towardsX > 0 ? x : 1 - x) + (towardsY === 0 ? 0 : towardsY > 0 ? y : 1 - y);
      places[i] = Math.min(strips - 1, Math.floor((along / parts) * strips));
    }
  }
  return places;
}

function measureCells(a: Frame, b: Frame, m: Frame, shares: { energy: Float32Array; product: Float32Array }): void {
  for (let i = 0; i < a.y.length; i++) {
    const dy = b.y[i]! - a.y[i]!;
    const du = b.u[i]! - a.u[i]!;
    const dv = b.v[i]! - a.v[i]!;
    const energy = dy * dy + du * du + dv * dv;
    shares.energy[i] = energy;
    // Held within the two pictures cell by cell, so that something bright that moves does not outweigh the rest.
    shares.product[i] = Math.max(0, Math.min(energy, dy * (m.y[i]! - a.y[i]!) + du * (m.u[i]! - a.u[i]!) + dv * (m.v[i]! - a.v[i]!)));
  }
}
