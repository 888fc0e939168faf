/** Footage by rule: shots of textured pictures that move, with something that moves across them; its copies are drawn from the same rule. */
import { makeVideo, type DrawFrame } from './media.ts';

export type Footage = { readonly seed: number; readonly seconds: number; readonly width?: number; readonly height?: number };
/** What of the footage a file shows, and how. */
export type Showing = { fromSeconds?: number; toSeconds?: number; mirrored?: boolean; crf?: number };

const fps = 12;
const textureSide = 192;

/** A small generator of numbers of its own for each seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Shot = {
  texture: Uint8Array;
  dx: number;
  dy: number;
  blob: { x: number; y: number; dx: number; dy: number; size: number };
  frames: number;
};

/** A texture of blurred blocks of several sizes: it has what a picture has, large shapes and small. */
function textureOf(next: () => number): Uint8Array {
  const texture = new Float32Array(textureSide * textureSide);
  for (const [cell, weight] of [
    [48, 70],
    [24, 50],
    [8, 30],
  ] as const) {
    const side = textureSide / cell + 1;
    const grid = Float32Array.from({ length: side * side }, () => next() - 0.5);
    for (let y = 0; y < textureSide; y++)
      for (let x = 0; x < textureSide; x++) {
        const [gx, gy] = [x / cell, y / cell];
        const [ix, iy] = [Math.floor(gx), Math.floor(gy)];
        const [fx, fy] = [gx - ix, gy - iy];
        const at = (column: number, row: number): number => grid[(row % side) * side + (column % side)]!;
        const value =
          at(ix, iy) * (1 - fx) * (1 - fy) + at(ix + 1, iy) * fx * (1 - fy) + at(ix, iy + 1) * (1 - fx) * fy + at(ix + 1, iy + 1) * fx * fy;
        texture[y * textureSide + x]! += value * weight * 2;
      }
  }
  return Uint8Array.from(texture, (value) => Math.max(20, Math.min(230, 125 + value)));
}

function shotsOf({ seed, seconds }: Footage): Shot[] {
  const next = numbers(seed * 7919 + 17);
  const shots: Shot[] = [];
  for (let left = seconds * fps; left > 0;) {
    const frames = Math.min(left, Math.round(fps * (1.2 + next() * 2.2)));
    left -= frames;
    const texture = textureOf(next);
    const swing = (): number => (next() - 0.5) * 1.6;
    shots.push({
      texture,
      dx: swing(),
      dy: swing(),
      blob: { x: next(), y: next(), dx: (next() - 0.5) * 0.04, dy: (next() - 0.5) * 0.04, size: 0.12 + next() * 0.15 },
      frames,
    });
  }
  return shots;
}

function draw(shot: Shot, at: number, frame: DrawFrame, mirrored: boolean): void {
  const { width, height, y } = frame;
  const { blob, texture } = shot;
  const [bx, by] = [(blob.x + blob.dx * at + 10) % 1, (blob.y + blob.dy * at + 10) % 1];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const u = (mirrored ? width - 1 - column : column) / width;
      const v = row / height;
      const tx = (Math.floor(u * 120 + shot.dx * at) + 20 * textureSide) % textureSide;
      const ty = (Math.floor(v * 180 + shot.dy * at) + 20 * textureSide) % textureSide;
      const inside = Math.hypot(u - bx, (v - by) * 1.6) < blob.size;
      y[row * width + column] = inside ? 235 - texture[ty * textureSide + tx]! * 0.4 : texture[ty * textureSide + tx]!;
    }
  frame.u.fill(128);
  frame.v.fill(128);
}

/** Writes the footage, or a piece of it. */
export async function writeFootage(path: string, footage: Footage, showing: Showing = {}): Promise<void> {
  const { width = 144, height = 256 } = footage;
  const shots = shotsOf(footage);
  const from = Math.round((showing.fromSeconds ?? 0) * fps);
  const to = Math.round((showing.toSeconds ?? footage.seconds) * fps);
  await makeVideo({
    path,
    width,
    height,
    fps,
    frames: to - from,
    crf: showing.crf ?? 20,
    gop: 36,
    draw: (frame, index) => {
      let at = from + index;
      const shot = shots.find(({ frames }) => (at < frames ? true : ((at -= frames), false)))!;
      draw(shot, at, frame, showing.mirrored ?? false);
    },
  });
}
