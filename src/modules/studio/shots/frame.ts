/**
 * What is kept of one picture: a fine luma grid for following motion, coarse luma and chroma grids for blends and
 * fronts, and a few numbers. About 14 kB a frame, so a ring of a few seconds is small however long the file is.
 */

/** Sizes of the two grids. A fine cell is 2 × 2 pixels of the picture, a coarse cell 2 × 2 fine cells. */
export type Grid = { width: number; height: number; columns: number; rows: number };

export type Frame = {
  /** width × height, row by row. */
  fine: Uint8Array;
  /** columns × rows, in grey levels 0 to 255. */
  y: Float32Array;
  u: Float32Array;
  v: Float32Array;
  /** Mean luma and mean absolute deviation from it, of every block of the fine grid. */
  blockMean: Float32Array;
  blockTexture: Float32Array;
  /** Mean and standard deviation of luma over the coarse grid. */
  mean: number;
  deviation: number;
  /** Root mean square distance of chroma from its own mean: low together with `deviation` in a plain-colour picture. */
  chromaDeviation: number;
  /** Cumulative luma histogram in 32 bins, as shares of the picture. */
  histogram: Float32Array;
};

const histogramBins = 32;

/** Fine cells along a block's side; blocks are what motion is followed by. */
export const blockSide = 8;

/** How many blocks lie across and down. */
export function blocksOf(grid: Grid): { across: number; down: number } {
  return { across: Math.max(1, Math.floor((grid.columns * 2) / blockSide)), down: Math.max(1, Math.floor((grid.rows * 2) / blockSide)) };
}

/** The first coarse cell of a block. Blocks are spread evenly, so that a remainder at the edge is overlap and not a blind strip. */
export function blockStart(number: number, count: number, cells: number): number {
  return count === 1 ? 0 : Math.floor((number * (cells - blockSide / 2)) / (count - 1));
}

/** The grids for a picture of this size; pictures below 4 pixels a side still have one cell. */
export function gridFor(width: number, height: number): Grid {
  const fineWidth = Math.max(1, width >> 1);
  const fineHeight = Math.max(1, height >> 1);
  return { width: fineWidth, height: fineHeight, columns: Math.max(1, fineWidth >> 1), rows: Math.max(1, fineHeight >> 1) };
}

export function emptyFrame(grid: Grid): Frame {
  const coarse = grid.columns * grid.rows;
  const { across, down } = blocksOf(grid);
  return {
    fine: new Uint8Array(grid.width * grid.height),
    y: new Float32Array(coarse),
    u: new Float32Array(coarse),
    v: new Float32Array(coarse),
    blockMean: new Float32Array(across * down),
    blockTexture: new Float32Array(across * down),
    mean: 0,
    deviation: 0,
    chromaDeviation: 0,
    histogram: new Float32Array(histogramBins),
  };
}

/** A planar 4:2:0 picture with rows packed tight; chroma may be empty. */
export type Planes = { width: number; height: number; y: Uint8Array; u: Uint8Array; v: Uint8Array };

/** Fills `frame` from `picture`; the grid must be the one of the picture's size. */
export function readFrame(frame: Frame, picture: Planes, grid: Grid): void {
  shrink(picture.y, picture.width, picture.height, frame.fine, grid.width, grid.height);
  coarsen(frame.fine, grid, frame.y);
  const chromaWidth = picture.width >> 1;
  const chromaHeight = picture.height >> 1;
  if (picture.u.length >= chromaWidth * chromaHeight && chromaWidth >= 2 && chromaHeight >= 2) {
    coarsenPlane(picture.u, chromaWidth, grid, frame.u);
    coarsenPlane(picture.v, chromaWidth, grid, frame.v);
  } else {
    frame.u.fill(128);
    frame.v.fill(128);
  }
  measure(frame);
  measureBlocks(frame, grid);
}

function shrink(source: Uint8Array, width: number, height: number, target: Uint8Array, fineWidth: number, fineHeight: number): void {
  if (width < 2 || height < 2) {
    for (let i = 0; i < target.length; i++) target[i] = source[Math.min(i, source.length - 1)] ?? 0;
    return;
  }
  for (let row = 0, at = 0; row < fineHeight; row++) {
    let upper = row * 2 * width;
    let lower = upper + width;
    for (let column = 0; column < fineWidth; column++, upper += 2, lower += 2) {
      target[at++] = (source[upper]! + source[upper + 1]! + source[lower]! + source[lower + 1]! + 2) >> 2;
    }
  }
}

function coarsen(fine: Uint8Array, grid: Grid, target: Float32Array): void {
  if (grid.width < 2 || grid.height < 2) {
    for (let i = 0; i < target.length; i++) target[i] = fine[i] ?? 0;
    return;
  }
  coarsenPlane(fine, grid.width, grid, target);
}

function coarsenPlane(plane: Uint8Array, stride: number, grid: Grid, target: Float32Array): void {
  for (let row = 0, at = 0; row < grid.rows; row++) {
    let upper = row * 2 * stride;
    let lower = upper + stride;
    for (let column = 0; column < grid.columns; column++, upper += 2, lower += 2) {
      target[at++] = (plane[upper]! + plane[upper + 1]! + plane[lower]! + plane[lower + 1]!) / 4;
    }
  }
}

function measure(frame: Frame): void {
  const { y, u, v, histogram } = frame;
  const n = y.length;
  histogram.fill(0);
  let sum = 0;
  let squares = 0;
  let sumU = 0;
  let sumV = 0;
  let squaresChroma = 0;
  for (let i = 0; i < n; i++) {
    const luma = y[i]!;
    const cb = u[i]!;
    const cr = v[i]!;
    sum += luma;
    squares += luma * luma;
    sumU += cb;
    sumV += cr;
    squaresChroma += cb * cb + cr * cr;
    const bin = luma >> 3;
    histogram[bin] = histogram[bin]! + 1;
  }
  frame.mean = sum / n;
  frame.deviation = Math.sqrt(Math.max(0, squares / n - frame.mean * frame.mean));
  frame.chromaDeviation = Math.sqrt(Math.max(0, (squaresChroma - (sumU * sumU + sumV * sumV) / n) / n));
  for (let bin = 0, total = 0; bin < histogramBins; bin++) {
    total += histogram[bin]!;
    histogram[bin] = total / n;
  }
}

function measureBlocks(frame: Frame, grid: Grid): void {
  const { fine, blockMean, blockTexture } = frame;
  const { across, down } = blocksOf(grid);
  const side = Math.min(blockSide, grid.width, grid.height);
  for (let row = 0, block = 0; row < down; row++) {
    const top = Math.min(blockStart(row, down, grid.rows) * 2, grid.height - side);
    for (let column = 0; column < across; column++, block++) {
      const from = top * grid.width + Math.min(blockStart(column, across, grid.columns) * 2, grid.width - side);
      let sum = 0;
      for (let y = 0; y < side; y++) for (let x = 0, at = from + y * grid.width; x < side; x++) sum += fine[at + x]!;
      const mean = sum / (side * side);
      let deviation = 0;
      for (let y = 0; y < side; y++) for (let x = 0, at = from + y * grid.width; x < side; x++) deviation += Math.abs(fine[at + x]! - mean);
      blockMean[block] = mean;
      blockTexture[block] = deviation / (side * side);
    }
  }
}
