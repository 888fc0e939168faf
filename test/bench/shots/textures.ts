/** Surfaces for procedural scenes: fractal noise like foliage, walls or clouds, with edges painted in, that wrap around. */
import type { Chance } from './random.ts';

export const textureSide = 256;
/** Wraps in both directions; luma and chroma of every texel. */
export type Texture = { y: Uint8Array; u: Uint8Array; v: Uint8Array };

export type Look = { low: number; high: number; hue: number; saturation: number; roughness: number; shapes: number };

/** A surface with luma between `low` and `high`; `roughness` is the amplitude that each finer octave keeps. */
export function makeTexture(chance: Chance, look: Look): Texture {
  const cells = textureSide * textureSide;
  const luma = fractal(chance, look.roughness, 5);
  const tint = fractal(chance, 0.4, 2);
  const texture: Texture = { y: new Uint8Array(cells), u: new Uint8Array(cells), v: new Uint8Array(cells) };
  for (let i = 0; i < cells; i++) {
    texture.y[i] = look.low + (look.high - look.low) * luma[i]!;
    const hue = look.hue + (tint[i]! - 0.5) * 1.6;
    texture.u[i] = 128 + Math.cos(hue) * look.saturation * 50;
    texture.v[i] = 128 + Math.sin(hue) * look.saturation * 50;
  }
  for (let n = 0; n < look.shapes; n++) paintShape(chance, texture, look);
  return texture;
}

/** Sum of octaves of value noise, stretched to 0 … 1. */
function fractal(chance: Chance, roughness: number, octaves: number): Float32Array {
  const sum = new Float32Array(textureSide * textureSide);
  let amplitude = 1;
  for (let octave = 0, points = 4; octave < octaves; octave++, points *= 2, amplitude *= roughness) {
    const lattice = Float32Array.from({ length: points * points }, () => chance.next());
    const step = points / textureSide;
    for (let row = 0, i = 0; row < textureSide; row++) {
      const y = row * step;
      const y0 = Math.floor(y);
      const fy = smooth(y - y0);
      const upper = y0 * points;
      const lower = ((y0 + 1) % points) * points;
      for (let column = 0; column < textureSide; column++, i++) {
        const x = column * step;
        const x0 = Math.floor(x);
        const x1 = (x0 + 1) % points;
        const fx = smooth(x - x0);
        const above = lattice[upper + x0]! * (1 - fx) + lattice[upper + x1]! * fx;
        const below = lattice[lower + x0]! * (1 - fx) + lattice[lower + x1]! * fx;
        sum[i] = sum[i]! + amplitude * (above * (1 - fy) + below * fy);
      }
    }
  }
  let low = Infinity;
  let high = -Infinity;
  for (const value of sum) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return sum.map((value) => (value - low) / (high - low));
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** A rectangle or an ellipse of another shade, as walls, windows, trunks and faces have. */
function paintShape(chance: Chance, texture: Texture, look: Look): void {
  const width = chance.integer(10, 90);
  const height = chance.integer(10, 110);
  const left = chance.integer(0, textureSide - 1);
  const top = chance.integer(0, textureSide - 1);
  const round = chance.happens(0.4);
  const shade = chance.between(look.low, look.high);
  const keep = chance.between(0.1, 0.5);
  const hue = look.hue + chance.between(-1.5, 1.5);
  for (let dy = 0; dy < height; dy++) {
    for (let dx = 0; dx < width; dx++) {
      if (round && ((dx / width) * 2 - 1) ** 2 + ((dy / height) * 2 - 1) ** 2 > 1) continue;
      const i = ((top + dy) % textureSide) * textureSide + ((left + dx) % textureSide);
      texture.y[i] = texture.y[i]! * keep + shade * (1 - keep);
      texture.u[i] = 128 + Math.cos(hue) * look.saturation * 50;
      texture.v[i] = 128 + Math.sin(hue) * look.saturation * 50;
    }
  }
}
