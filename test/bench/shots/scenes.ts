/** Procedural shots that move as footage does: pans, zooms, a hand that shakes, things that cross, people who talk, grain and flicker. */
import { brighten, fillRectangle, type Canvas } from './canvas.ts';
import { chanceFrom, type Chance } from './random.ts';
import { makeTexture, textureSide, type Texture } from './textures.ts';

/** One shot: any frame can be drawn, as the same number always gives the same picture. */
export type Scene = { name: string; frames: number; draw(target: Canvas, index: number): void };

export const sceneKinds = ['landscape', 'street', 'head', 'night', 'card', 'crowd'] as const;
export type SceneKind = (typeof sceneKinds)[number];

const looks: Record<SceneKind, { low: [number, number]; high: [number, number]; roughness: [number, number]; shapes: [number, number] }> = {
  landscape: { low: [20, 70], high: [150, 235], roughness: [0.4, 0.65], shapes: [2, 8] },
  street: { low: [25, 70], high: [140, 220], roughness: [0.35, 0.6], shapes: [15, 35] },
  head: { low: [40, 100], high: [120, 220], roughness: [0.2, 0.4], shapes: [3, 10] },
  night: { low: [16, 22], high: [50, 90], roughness: [0.4, 0.6], shapes: [5, 15] },
  card: { low: [60, 120], high: [130, 220], roughness: [0.05, 0.15], shapes: [0, 2] },
  crowd: { low: [20, 60], high: [170, 235], roughness: [0.65, 0.85], shapes: [10, 30] },
};

type Thing = {
  texture: Texture;
  x: number;
  y: number;
  width: number;
  height: number;
  speedX: number;
  speedY: number;
  sway: number;
  pace: number;
  round: boolean;
};
type Camera = {
  x: number;
  y: number;
  speedX: number;
  speedY: number;
  scale: number;
  zoom: number;
  shake: number;
  whipAt: number;
  whip: number;
};
type Finish = { grain: number; flicker: number; gain: number; lift: number; bars: number; exposureFrom: number; exposureTo: number };

/** A shot of `frames` frames at `fps`; `seed` decides everything about it. */
export function makeScene(kind: SceneKind, seed: number, frames: number, fps: number): Scene {
  const chance = chanceFrom(seed);
  const range = (of: [number, number]): number => chance.between(of[0], of[1]);
  const look = looks[kind];
  const texture = makeTexture(chance, {
    low: range(look.low),
    high: range(look.high),
    hue: chance.between(0, 6.28),
    saturation: chance.between(0.1, 0.9),
    roughness: range(look.roughness),
    shapes: Math.round(range(look.shapes)),
  });
  const camera = makeCamera(chance, kind, frames, fps);
  const things = makeThings(chance, kind, fps);
  const finish: Finish = {
    grain: chance.happens(0.5) ? chance.between(0.5, 5) : 0,
    flicker: chance.happens(0.15) ? chance.between(1, 5) : 0,
    gain: chance.pick([0.8, 1, 1, 1.15]),
    lift: 0,
    bars: chance.happens(0.12) ? chance.between(0.08, 0.3) : 0,
    exposureFrom: 1,
    exposureTo: chance.happens(0.15) ? chance.pick([0.6, 1.5]) : 1,
  };
  return { name: kind, frames, draw: (target, index) => drawScene(target, index, { texture, camera, things, finish, frames, seed }) };
}

function makeCamera(chance: Chance, kind: SceneKind, frames: number, fps: number): Camera {
  const still = kind === 'card' || chance.happens(0.35);
  const speed = still ? 0 : chance.between(10, 110) / fps;
  const angle = chance.between(0, 6.28);
  const isWhip = !still && chance.happens(0.08);
  return {
    x: chance.between(0, textureSide),
    y: chance.between(0, textureSide),
    speedX: Math.cos(angle) * speed,
    speedY: Math.sin(angle) * speed * 0.5,
    scale: chance.between(0.45, 0.9),
    zoom: still ? 0 : chance.pick([0, 0, 0.004, -0.003, 0.01]) * (25 / fps),
    shake: chance.happens(0.4) && kind !== 'card' ? chance.between(0.3, 2.5) : 0,
    whipAt: isWhip ? chance.integer(10, Math.max(11, frames - 10)) : -100,
    whip: chance.between(8, 16) * (25 / fps),
  };
}

function makeThings(chance: Chance, kind: SceneKind, fps: number): Thing[] {
  const count = { landscape: 1, street: 4, head: 0, night: 3, card: 2, crowd: 3 }[kind];
  const things: Thing[] = [];
  const skin = (): Texture =>
    makeTexture(chance, {
      low: chance.between(40, 90),
      high: chance.between(130, 220),
      hue: chance.between(0, 6.28),
      saturation: 0.6,
      roughness: 0.5,
      shapes: 6,
    });
  for (let n = 0; n < count; n++) {
    things.push({
      texture: skin(),
      x: chance.between(-0.1, 1),
      y: chance.between(0.1, 0.9),
      width: chance.between(0.08, 0.35),
      height: chance.between(0.06, 0.3),
      speedX: kind === 'card' ? 0 : chance.between(-0.9, 0.9) / fps,
      speedY: kind === 'card' ? 0 : chance.between(-0.2, 0.2) / fps,
      sway: chance.between(0, 0.03),
      pace: chance.between(1, 6) / fps,
      round: chance.happens(0.5),
    });
  }
  if (kind !== 'head') return things;
  const person = skin();
  const x = chance.between(0.35, 0.65);
  const size = chance.between(0.8, 1.5);
  things.push({
    texture: skin(),
    x,
    y: 0.95,
    width: 0.75 * size,
    height: 0.5 * size,
    speedX: 0,
    speedY: 0,
    sway: 0.01,
    pace: 2 / fps,
    round: true,
  });
  things.push({
    texture: person,
    x,
    y: 0.95 - 0.42 * size,
    width: 0.36 * size,
    height: 0.28 * size,
    speedX: 0,
    speedY: 0,
    sway: 0.02,
    pace: 3 / fps,
    round: true,
  });
  return things;
}

type Parts = { texture: Texture; camera: Camera; things: Thing[]; finish: Finish; frames: number; seed: number };

function drawScene(target: Canvas, index: number, { texture, camera, things, finish, frames, seed }: Parts): void {
  const chance = chanceFrom(seed + 7919 * (index + 1));
  const whipped = Math.max(0, Math.min(8, index - camera.whipAt)) * camera.whip;
  const scale = camera.scale * Math.exp(camera.zoom * index) * (220 / Math.max(target.width, target.height)) * 2;
  const x = camera.x + camera.speedX * index + whipped + (chance.next() - 0.5) * camera.shake;
  const y = camera.y + camera.speedY * index + (chance.next() - 0.5) * camera.shake;
  sample(texture, target, x - (target.width / 2) * scale, y - (target.height / 2) * scale, scale);
  for (const thing of things) drawThing(target, thing, index);
  const exposure = finish.exposureFrom + (finish.exposureTo - finish.exposureFrom) * Math.max(0, Math.min(1, (index / frames - 0.3) / 0.3));
  const flicker = finish.flicker === 0 ? 0 : (chance.next() - 0.5) * 2 * finish.flicker;
  if (finish.gain * exposure !== 1 || flicker !== 0) brighten(target, finish.gain * exposure, finish.lift + flicker);
  if (finish.grain > 0) addGrain(target, finish.grain, seed + index);
  if (finish.bars > 0) {
    const height = Math.round((target.height * finish.bars) / 2) * 2;
    fillRectangle(target, 0, 0, target.width, height, [16, 128, 128]);
    fillRectangle(target, 0, target.height - height, target.width, height, [16, 128, 128]);
  }
}

/** Bilinear luma, nearest chroma; the texture wraps. */
function sample(texture: Texture, target: Canvas, left: number, top: number, scale: number): void {
  const mask = textureSide - 1;
  const { width, height } = target;
  for (let row = 0, i = 0; row < height; row++) {
    const y = top + row * scale;
    const y0 = Math.floor(y);
    const fy = Math.round((y - y0) * 256);
    const upper = (y0 & mask) * textureSide;
    const lower = ((y0 + 1) & mask) * textureSide;
    for (let column = 0; column < width; column++, i++) {
      const x = left + column * scale;
      const x0 = Math.floor(x);
      const fx = Math.round((x - x0) * 256);
      const a = x0 & mask;
      const b = (x0 + 1) & mask;
      const above = texture.y[upper + a]! * (256 - fx) + texture.y[upper + b]! * fx;
      const below = texture.y[lower + a]! * (256 - fx) + texture.y[lower + b]! * fx;
      target.y[i] = (above * (256 - fy) + below * fy) >> 16;
    }
  }
  for (let row = 0, i = 0; row < height / 2; row++) {
    const line = (Math.floor(top + row * 2 * scale) & mask) * textureSide;
    for (let column = 0; column < width / 2; column++, i++) {
      const at = line + (Math.floor(left + column * 2 * scale) & mask);
      target.u[i] = texture.u[at]!;
      target.v[i] = texture.v[at]!;
    }
  }
}

function drawThing(target: Canvas, thing: Thing, index: number): void {
  const { width, height } = target;
  const w = thing.width * width;
  const h = thing.height * height;
  const centreX = (thing.x + thing.speedX * index + Math.sin(index * thing.pace) * thing.sway) * width;
  const centreY = (thing.y + thing.speedY * index + Math.cos(index * thing.pace * 1.3) * thing.sway) * height;
  const left = Math.round(centreX - w / 2);
  const top = Math.round(centreY - h / 2);
  for (let row = Math.max(0, top); row < Math.min(height, top + h); row++) {
    for (let column = Math.max(0, left); column < Math.min(width, left + w); column++) {
      if (thing.round && ((column - centreX) / (w / 2)) ** 2 + ((row - centreY) / (h / 2)) ** 2 > 1) continue;
      const at = ((row - top) & 255) * textureSide + ((column - left) & 255);
      target.y[row * width + column] = thing.texture.y[at]!;
      if ((row & 1) === 0 && (column & 1) === 0) {
        const chroma = (row >> 1) * (width / 2) + (column >> 1);
        target.u[chroma] = thing.texture.u[at]!;
        target.v[chroma] = thing.texture.v[at]!;
      }
    }
  }
}

function addGrain(target: Canvas, strength: number, seed: number): void {
  let state = (seed * 2654435761) >>> 0 || 1;
  const { y } = target;
  for (let i = 0; i < y.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    y[i] = Math.max(0, Math.min(255, y[i]! + ((state & 255) - 127.5) * (strength / 74)));
  }
}
