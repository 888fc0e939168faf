/**
 * How unlike two pictures are once motion is taken out. Each 8 × 8 block of the fine grid is looked for around its
 * place in the other picture; what no displacement explains counts against the block's own texture. Pans, handheld
 * shake and moving objects leave little unexplained, another scene leaves nearly everything.
 */
import { blockSide, blockStart, blocksOf, type Frame, type Grid } from './frame.ts';

export type Comparison = {
  /** Share of the picture's texture that motion does not explain, 0 to 1, weighted by texture. */
  unlike: number;
  /** Mean absolute difference after motion, grey levels, luma with chroma added. */
  residual: number;
  /** Share of all blocks that changed beyond recognition. */
  area: number;
  /** The same share among the blocks that have texture or changed; letterbox bars and flat borders do not count. */
  coverage: number;
};

const coarseSide = blockSide / 2;
/** Grey levels below which texture is taken for noise of the camera or the encoder. */
const noiseFloor = 2.5;
/** Grey levels of texture or change that make a block worth counting. */
const activeFloor = 4;
/** Coarse cells searched to each side: about a tenth of the longest side. */
const reach = 3;

/** Compares picture `b` with picture `a`. Both must be of the same grid. Symmetric up to the search's direction. */
export function compareFrames(a: Frame, b: Frame, grid: Grid, gain = 1, offset = 0): Comparison {
  let weighted = 0;
  let weights = 0;
  let residuals = 0;
  let changed = 0;
  let changedActive = 0;
  let active = 0;
  let blocks = 0;
  const { across, down } = blocksOf(grid);
  for (let row = 0, block = 0; row < down; row++) {
    const top = blockStart(row, down, grid.rows);
    for (let column = 0; column < across; column++, block++) {
      compareBlock(a, b, grid, blockStart(column, across, grid.columns), top, gain, offset);
      found.texture = Math.max(a.blockTexture[block]! * gain, b.blockTexture[block]!);
      found.shift = Math.abs(a.blockMean[block]! * gain + offset - b.blockMean[block]!) + found.chroma;
      const activity = Math.max(found.texture, Math.min(found.shift, 40));
      const share = Math.min(1, found.residual / (activity + noiseFloor));
      const weight = Math.min(activity, 24) + 0.25;
      weighted += weight * share;
      weights += weight;
      residuals += found.residual;
      blocks++;
      const isChanged = share > 0.5 && found.residual > 3;
      if (isChanged) changed++;
      if (activity > activeFloor) {
        active++;
        if (isChanged) changedActive++;
      }
    }
  }
  return {
    unlike: weighted / weights,
    residual: residuals / blocks,
    area: changed / blocks,
    coverage: active === 0 ? 0 : changedActive / active,
  };
}

/** The comparison after one picture is given the other's brightness and contrast: lamps and exposure change neither texture nor place. */
export function compareRelit(a: Frame, b: Frame, grid: Grid): Comparison {
  const gain = Math.min(2.5, Math.max(0.4, (b.deviation + 0.5) / (a.deviation + 0.5)));
  return compareFrames(a, b, grid, gain, b.mean - gain * a.mean);
}

/** The last block's result; one object for the thread, so that nothing is allocated in the loop. */
const found = { residual: 0, chroma: 0, texture: 0, shift: 0 };

function compareBlock(a: Frame, b: Frame, grid: Grid, left: number, top: number, gain: number, offset: number): void {
  const side = Math.min(coarseSide, grid.columns, grid.rows);
  const stride = grid.columns;
  const ay = a.y;
  const by = b.y;
  const plain = gain === 1 && offset === 0;
  let best = Infinity;
  let bestX = 0;
  let bestY = 0;
  const minY = Math.max(-reach, -top);
  const maxY = Math.min(reach, grid.rows - side - top);
  const minX = Math.max(-reach, -left);
  const maxX = Math.min(reach, grid.columns - side - left);
  for (let ring = 0; ring <= reach; ring++) {
    for (let dy = Math.max(minY, -ring); dy <= Math.min(maxY, ring); dy++) {
      const edge = dy === -ring || dy === ring;
      for (let dx = -ring; dx <= ring; dx += edge || ring === 0 ? 1 : 2 * ring) {
        if (dx < minX || dx > maxX) continue;
        // A slight preference for staying keeps flat blocks from wandering.
        let sum = ring * 1.5;
        for (let y = 0; y < side && sum < best; y++) {
          const from = (top + y) * stride + left;
          const to = from + dy * stride + dx;
          if (plain) for (let x = 0; x < side; x++) sum += Math.abs(ay[to + x]! - by[from + x]!);
          else for (let x = 0; x < side; x++) sum += Math.abs(ay[to + x]! * gain + offset - by[from + x]!);
        }
        if (sum < best) {
          best = sum;
          bestX = dx;
          bestY = dy;
        }
      }
    }
    if (best < side * side * 1.2) break;
  }
  refine(a, b, grid, left, top, bestX, bestY, gain, offset);
}

/** Finishes a block on the fine grid around the coarse displacement, and measures chroma. */
function refine(
  a: Frame,
  b: Frame,
  grid: Grid,
  left: number,
  top: number,
  shiftX: number,
  shiftY: number,
  gain: number,
  offset: number,
): void {
  const side = Math.min(blockSide, grid.width, grid.height);
  const x0 = Math.min(left * 2, grid.width - side);
  const y0 = Math.min(top * 2, grid.height - side);
  const af = a.fine;
  const bf = b.fine;
  const stride = grid.width;
  const plain = gain === 1 && offset === 0;
  let best = Infinity;
  for (let dy = -1; dy <= 1; dy++) {
    const toY = y0 + shiftY * 2 + dy;
    if (toY < 0 || toY > grid.height - side) continue;
    for (let dx = -1; dx <= 1; dx++) {
      const toX = x0 + shiftX * 2 + dx;
      if (toX < 0 || toX > grid.width - side) continue;
      let sum = 0;
      for (let y = 0; y < side && sum < best; y++) {
        const from = (y0 + y) * stride + x0;
        const to = (toY + y) * stride + toX;
        if (plain) for (let x = 0; x < side; x++) sum += Math.abs(af[to + x]! - bf[from + x]!);
        else for (let x = 0; x < side; x++) sum += Math.abs(af[to + x]! * gain + offset - bf[from + x]!);
      }
      if (sum < best) best = sum;
    }
  }
  found.chroma = chromaDifference(a, b, grid, left, top, shiftX, shiftY);
  found.residual = best / (side * side) + found.chroma;
}

function chromaDifference(a: Frame, b: Frame, grid: Grid, left: number, top: number, shiftX: number, shiftY: number): number {
  const side = Math.min(coarseSide, grid.columns, grid.rows);
  const stride = grid.columns;
  let sum = 0;
  for (let y = 0; y < side; y++) {
    const from = (top + y) * stride + left;
    const to = from + shiftY * stride + shiftX;
    for (let x = 0; x < side; x++) sum += Math.abs(a.u[to + x]! - b.u[from + x]!) + Math.abs(a.v[to + x]! - b.v[from + x]!);
  }
  return sum / (side * side) / 2;
}

/** Mean absolute difference without looking for motion, on the same scale as `residual`. */
export function plainDifference(a: Frame, b: Frame): number {
  let luma = 0;
  for (let i = 0; i < a.fine.length; i++) luma += Math.abs(a.fine[i]! - b.fine[i]!);
  let chroma = 0;
  for (let i = 0; i < a.u.length; i++) chroma += Math.abs(a.u[i]! - b.u[i]!) + Math.abs(a.v[i]! - b.v[i]!);
  return luma / a.fine.length + chroma / a.u.length / 2;
}
