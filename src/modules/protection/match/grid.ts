/** Pictures as grids of cells: taking them out of a larger picture, removing what is smooth, and how alike two of them are. */
import { smallSide } from '../fingerprints/fingerprint.ts';
import type { Geometry } from './geometry.ts';

export const gridSide = smallSide;
export const gridSize = gridSide * gridSide;

/** Sums of all pixels above and to the left, one row and column more than the picture, so that any box's sum is four of them. */
export type Sums = { readonly width: number; readonly height: number; readonly values: Uint32Array };

export function sumsOf(luma: Uint8Array, width: number, height: number): Sums {
  const stride = width + 1;
  const values = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    const at = (y + 1) * stride + 1;
    for (let x = 0; x < width; x++) {
      row += luma[y * width + x]!;
      values[at + x] = row + values[at + x - stride]!;
    }
  }
  return { width, height, values };
}

/** The sum of everything above and to the left of a point between pixels. */
function sumTo(values: Uint32Array, stride: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  const at = top * stride + left;
  const upper = dx === 0 ? values[at]! : values[at]! * (1 - dx) + values[at + 1]! * dx;
  if (dy === 0) return upper;
  const lower = dx === 0 ? values[at + stride]! : values[at + stride]! * (1 - dx) + values[at + stride + 1]! * dx;
  return upper * (1 - dy) + lower * dy;
}

/** Which cells of a grid over the reference are seen in the suspect, and what box of the suspect's pixels each one covers. */
export type Sampling = {
  readonly columns: number;
  readonly rows: number;
  /** 1 where the cell lies inside the suspect's picture. */
  readonly mask: Uint8Array;
  readonly cells: number;
  /** Left, top, right, bottom of each cell, in pixels. */
  readonly boxes: Float32Array;
};

/**
 * How a grid of `columns` × `rows` over the unit square is taken from a picture of `width` × `height` pixels through `geometry`. A cell
 * counts as seen where nine tenths of it are.
 */
export function samplingOf(geometry: Geometry, width: number, height: number, columns = gridSide, rows = gridSide): Sampling {
  const [a, b, c, d, e, f] = geometry;
  const count = columns * rows;
  const mask = new Uint8Array(count);
  const boxes = new Float32Array(count * 4);
  const halfX = Math.max(0.5, ((Math.abs(a) / columns + Math.abs(b) / rows) * width) / 2);
  const halfY = Math.max(0.5, ((Math.abs(d) / columns + Math.abs(e) / rows) * height) / 2);
  let cells = 0;
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) {
      const [u, v] = [(column + 0.5) / columns, (row + 0.5) / rows];
      const x = (a * u + b * v + c) * width;
      const y = (d * u + e * v + f) * height;
      const [left, right] = [Math.max(0, x - halfX), Math.min(width, x + halfX)];
      const [top, bottom] = [Math.max(0, y - halfY), Math.min(height, y + halfY)];
      if (right - left < 1.8 * halfX || bottom - top < 1.8 * halfY) continue;
      mask[at] = 1;
      cells++;
      boxes[4 * at] = left;
      boxes[4 * at + 1] = top;
      boxes[4 * at + 2] = right;
      boxes[4 * at + 3] = bottom;
    }
  return { columns, rows, mask, cells, boxes };
}

/** Means of the boxes; 0 where a cell is not seen. */
export function sample(sums: Sums, { mask, boxes }: Sampling, to: Float32Array): void {
  const stride = sums.width + 1;
  const { values } = sums;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) {
      to[at] = 0;
      continue;
    }
    const [left, top, right, bottom] = [boxes[4 * at]!, boxes[4 * at + 1]!, boxes[4 * at + 2]!, boxes[4 * at + 3]!];
    const total =
      sumTo(values, stride, right, bottom) -
      sumTo(values, stride, left, bottom) -
      sumTo(values, stride, right, top) +
      sumTo(values, stride, left, top);
    to[at] = total / ((right - left) * (bottom - top));
  }
}

/** Takes what is smooth out of a picture: each cell less the mean of the seen cells around it. One for a mask, for many pictures. */
export function createHighPass(
  mask: Uint8Array,
  columns: number,
  rows: number,
  radius: number,
): (from: Float32Array, to: Float32Array) => void {
  const along = new Float32Array(mask.length);
  const shares = new Float32Array(mask.length);
  const box = (from: ArrayLike<number>, to: Float32Array): void => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let x = Math.max(0, column - radius); x <= Math.min(columns - 1, column + radius); x++) sum += from[row * columns + x]!;
        along[row * columns + column] = sum;
      }
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let y = Math.max(0, row - radius); y <= Math.min(rows - 1, row + radius); y++) sum += along[y * columns + column]!;
        to[row * columns + column] = sum;
      }
  };
  box(mask, shares);
  for (let at = 0; at < shares.length; at++) shares[at] = shares[at]! > 0 ? 1 / shares[at]! : 0;
  const smooth = new Float32Array(mask.length);
  return (from, to) => {
    box(from, smooth);
    for (let at = 0; at < mask.length; at++) to[at] = mask[at] === 1 ? from[at]! - smooth[at]! * shares[at]! : 0;
  };
}

/** Makes a vector's mean 0 over the seen cells and its length 1; answers with the length it had (0: all alike, and the vector is 0). */
export function normalise(vector: Float32Array, mask: Uint8Array, cells: number): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += vector[at]!;
  const mean = sum / cells;
  let square = 0;
  for (let at = 0; at < vector.length; at++) {
    if (mask[at] === 0) continue;
    const value = (vector[at] = vector[at]! - mean);
    square += value * value;
  }
  const length = Math.sqrt(square);
  if (length < 1e-3) {
    vector.fill(0);
    return 0;
  }
  for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return length;
}

export function dot(a: Float32Array, aAt: number, b: Float32Array, bAt: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < length; i += 4) {
    s0 += a[aAt + i]! * b[bAt + i]!;
    s1 += a[aAt + i + 1]! * b[bAt + i + 1]!;
    s2 += a[aAt + i + 2]! * b[bAt + i + 2]!;
    s3 += a[aAt + i + 3]! * b[bAt + i + 3]!;
  }
  return s0 + s1 + s2 + s3;
}
