import sharp from 'sharp';
import type { DrawFrame } from '../../platform/media/make-video.ts';
import { scene } from './scenes.ts';
import { fps, type DemoShot, type DemoTimeline } from './timeline.ts';

type Planes = { y: Uint8Array; u: Uint8Array; v: Uint8Array; width: number; height: number };
/** A shot's drawings: mouth closed, mouth open, eyes closed. */
type Drawn = { still: Planes; talking: Planes; blink: Planes };

// Drawn larger than shown, so that the camera has somewhere to go.
const overscan = 1.16;

/** Draws an episode's frames; `draw(frame, index)` wants ascending indices. */
export function createPainter(timeline: DemoTimeline, width: number, height: number) {
  const drawn = new Map<number, Promise<Drawn>>();
  const scratch: Planes = {
    y: new Uint8Array(width * height),
    u: new Uint8Array((width * height) / 4),
    v: new Uint8Array((width * height) / 4),
    width,
    height,
  };

  const paint = async (shot: DemoShot, variant: { talking?: boolean; blink?: boolean }): Promise<Planes> => {
    const w = Math.round((width * overscan) / 2) * 2;
    const h = Math.round((height * overscan) / 2) * 2;
    const { data } = await sharp(Buffer.from(scene({ place: shot.place, who: shot.who, mood: shot.mood, seed: shot.seed, ...variant })), {
      density: 72 * overscan * (width / 540),
    })
      .resize(w, h, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return toPlanes(data, w, h);
  };
  const drawingsOf = (index: number): Promise<Drawn> => {
    let found = drawn.get(index);
    if (!found) {
      const shot = timeline.shots[index]!;
      found = (async () => ({
        still: await paint(shot, {}),
        talking: shot.speaks ? await paint(shot, { talking: true }) : await paint(shot, {}),
        blink: await paint(shot, { blink: true }),
      }))();
      drawn.set(index, found);
    }
    return found;
  };

  return {
    /** Every drawing of the episode, before its first frame. */
    async prepare(): Promise<(frame: DrawFrame, index: number) => void> {
      const shots = await Promise.all(timeline.shots.map((_, index) => drawingsOf(index)));
      return (frame, index) => {
        const at = timeline.shots.findIndex((shot) => index < shot.endFrame);
        const shot = timeline.shots[at]!;
        shoot(pick(shots[at]!, shot, index), shot, index, frame);
        transition(frame, index, at);
      };

      function transition(frame: DrawFrame, index: number, at: number): void {
        const shot = timeline.shots[at]!;
        const since = index - shot.startFrame;
        const before = timeline.shots[at - 1];
        const length = Math.round(fps * 0.6);
        if (!before || since >= length || shot.into === 'cut') return;
        if (shot.into === 'flash') {
          // Two bright frames, as of a slap: not a transition, and the analysis must know it.
          if (since < 2) for (let i = 0; i < frame.y.length; i++) frame.y[i] = Math.min(235, frame.y[i]! + 110);
          return;
        }
        const t = (since + 1) / (length + 1);
        if (shot.into === 'dissolve') {
          shoot(shots[at - 1]!.still, before, before.endFrame + since, scratch);
          for (const plane of ['y', 'u', 'v'] as const) mix(frame[plane], scratch[plane], t);
          return;
        }
        for (let i = 0; i < frame.y.length; i++) frame.y[i] = 16 + (frame.y[i]! - 16) * t;
        for (const plane of ['u', 'v'] as const)
          for (let i = 0; i < frame[plane].length; i++) frame[plane][i] = 128 + (frame[plane][i]! - 128) * t;
      }
    },
  };
}

function pick(drawn: Drawn, shot: DemoShot, index: number): Planes {
  const since = index - shot.startFrame;
  if (since % 61 > 57) return drawn.blink;
  // The mouth opens and closes with the syllables, and rests at the line's ends.
  const speaking = shot.speaks && since > 7 && index < shot.endFrame - 7;
  return speaking && Math.floor(since / 2.45) % 2 === 0 ? drawn.talking : drawn.still;
}

function mix(target: Uint8Array, old: Uint8Array, t: number): void {
  for (let i = 0; i < target.length; i++) target[i] = old[i]! + (target[i]! - old[i]!) * t;
}

/** A slow push, pull or pan over the drawing, and a hand that holds the camera. */
function shoot(
  from: Planes,
  shot: DemoShot,
  index: number,
  to: { y: Uint8Array; u: Uint8Array; v: Uint8Array; width: number; height: number },
): void {
  const part = (index - shot.startFrame) / Math.max(1, shot.endFrame - shot.startFrame);
  const kind = shot.seed % 4;
  const zoom = kind === 0 ? 1 - 0.1 * part : kind === 1 ? 0.9 + 0.09 * part : 0.93;
  const shake = shot.mood === 'shocked' || shot.mood === 'cruel' ? 2.2 : 0.7;
  const driftX = kind === 2 ? part : kind === 3 ? 1 - part : 0.5;
  const windowWidth = (from.width / overscan) * (zoom * overscan * 0.93);
  const windowHeight = (windowWidth * to.height) / to.width;
  const x = Math.min(from.width - windowWidth - 1, Math.max(0, (from.width - windowWidth) * driftX + Math.sin(index * 0.37) * shake));
  const y = Math.min(from.height - windowHeight - 1, Math.max(0, (from.height - windowHeight) * 0.42 + Math.sin(index * 0.29 + 1) * shake));
  resample(from.y, from.width, from.height, to.y, to.width, to.height, x, y, windowWidth / to.width);
  resample(from.u, from.width / 2, from.height / 2, to.u, to.width / 2, to.height / 2, x / 2, y / 2, windowWidth / to.width);
  resample(from.v, from.width / 2, from.height / 2, to.v, to.width / 2, to.height / 2, x / 2, y / 2, windowWidth / to.width);
}

function resample(
  from: Uint8Array,
  fromWidth: number,
  fromHeight: number,
  to: Uint8Array,
  width: number,
  height: number,
  x0: number,
  y0: number,
  step: number,
): void {
  const columns = new Int32Array(width);
  const weights = new Int32Array(width);
  for (let column = 0; column < width; column++) {
    const x = Math.min(fromWidth - 2, x0 + column * step);
    columns[column] = x | 0;
    weights[column] = ((x - (x | 0)) * 256) | 0;
  }
  for (let row = 0; row < height; row++) {
    const y = Math.min(fromHeight - 2, y0 + row * step);
    const above = (y | 0) * fromWidth;
    const below = above + fromWidth;
    const lower = ((y - (y | 0)) * 256) | 0;
    const line = row * width;
    for (let column = 0; column < width; column++) {
      const x = columns[column]!;
      const right = weights[column]!;
      const top = from[above + x]! * (256 - right) + from[above + x + 1]! * right;
      const bottom = from[below + x]! * (256 - right) + from[below + x + 1]! * right;
      to[line + column] = (top * (256 - lower) + bottom * lower) >> 16;
    }
  }
}

/** RGB to 4:2:0, ITU-R BT.709, limited range. */
function toPlanes(rgb: Buffer, width: number, height: number): Planes {
  const y = new Uint8Array(width * height);
  const u = new Uint8Array((width / 2) * (height / 2));
  const v = new Uint8Array((width / 2) * (height / 2));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 3;
      const r = rgb[at]!;
      const g = rgb[at + 1]!;
      const b = rgb[at + 2]!;
      y[row * width + column] = 16 + 0.1826 * r + 0.6142 * g + 0.062 * b;
      if ((row | column) & 1) continue;
      const c = (row >> 1) * (width / 2) + (column >> 1);
      u[c] = 128 - 0.1006 * r - 0.3386 * g + 0.4392 * b;
      v[c] = 128 + 0.4392 * r - 0.3989 * g - 0.0403 * b;
    }
  }
  return { y, u, v, width, height };
}
