/** Puts scenes one after the other with transitions and distractors whose places are known exactly. */
import {
  blendInto,
  brighten,
  copyInto,
  fillAll,
  fillRectangle,
  makeCanvas,
  revealInto,
  type Canvas,
  type Colour,
  type Direction,
} from './canvas.ts';
import { chanceFrom, type Chance } from './random.ts';
import type { Scene } from './scenes.ts';
import type { Truth } from './score.ts';

export type FilmOptions = {
  seed: number;
  width: number;
  height: number;
  fps: number;
  transitions: number;
  /** Gives the next scene of about so many frames; never the same twice running. */
  nextScene(chance: Chance, frames: number): Scene;
};

export type Film = { truth: Truth; draw(target: Canvas, index: number): void };

type Mix =
  | { kind: 'dissolve'; scene: Scene; at: number; share: number }
  | { kind: 'wipe'; scene: Scene; at: number; share: number; direction: Direction; softness: number }
  | { kind: 'fade'; colour: Colour; share: number };
type Effect =
  | { kind: 'lift'; lift: number }
  | { kind: 'caption'; seed: number }
  | { kind: 'inset'; scene: Scene; at: number; corner: number };
type Picture = { scene: Scene; at: number; mix: Mix | null; effects: Effect[] };

const black: Colour = [16, 128, 128];
const white: Colour = [235, 128, 128];

/** Plans a film; pictures are drawn when asked for, in any order. */
export function composeFilm(options: FilmOptions): Film {
  const chance = chanceFrom(options.seed);
  const pictures: Picture[] = [];
  const truth: Truth = { fps: options.fps, frames: 0, cuts: [], gradual: [] };
  const pace = options.fps / 25;
  const shot = (): Picture[] => {
    const scene = options.nextScene(chance, Math.round(chance.integer(22, 80) * pace));
    const own: Picture[] = Array.from({ length: scene.frames }, (_, at) => ({ scene, at, mix: null, effects: [] }));
    distract(chance, own, options, pace);
    return own;
  };
  append(pictures, shot());
  for (let n = 0; n < options.transitions; n++) join(chance, pictures, shot(), truth, pace);
  truth.frames = pictures.length;
  const draw = makePainter(pictures, options);
  return { truth, draw };
}

function append(pictures: Picture[], more: Picture[]): void {
  for (const picture of more) pictures.push(picture);
}

function join(chance: Chance, pictures: Picture[], next: Picture[], truth: Truth, pace: number): void {
  const roll = chance.next();
  const room = Math.min(next.length - 8, Math.round(30 * pace));
  if (roll < 0.58) {
    truth.cuts.push(pictures.length);
  } else if (roll < 0.76) {
    const length = Math.max(5, Math.min(room, Math.round(chance.integer(6, 28) * pace)));
    overlap(pictures, next, length, truth, 'dissolve', (scene, at, share) => ({ kind: 'dissolve', scene, at, share }));
  } else if (roll < 0.88) {
    fade(chance, pictures, next, truth, Math.max(4, Math.min(room, Math.round(chance.integer(5, 16) * pace))), pace);
  } else {
    const length = Math.max(6, Math.min(room, Math.round(chance.integer(8, 22) * pace)));
    const direction = chance.pick(['left', 'right', 'up', 'down'] as const);
    const softness = chance.pick([0, 0, 0.05, 0.15]);
    overlap(pictures, next, length, truth, 'wipe', (scene, at, share) => ({ kind: 'wipe', scene, at, share, direction, softness }));
  }
  append(pictures, next);
}

/** The first `length` frames of the new shot lie over the last of the old one. */
function overlap(
  pictures: Picture[],
  next: Picture[],
  length: number,
  truth: Truth,
  kind: 'dissolve' | 'wipe',
  mixOf: (scene: Scene, at: number, share: number) => Mix,
): void {
  const start = pictures.length - length;
  for (let i = 0; i < length; i++) pictures[start + i]!.mix = mixOf(next[i]!.scene, next[i]!.at, (i + 1) / (length + 1));
  next.splice(0, length);
  truth.gradual.push([start, start + length, kind]);
}

function fade(chance: Chance, pictures: Picture[], next: Picture[], truth: Truth, length: number, pace: number): void {
  const colour = chance.happens(0.7) ? black : white;
  const hold = chance.happens(0.4) ? Math.round(chance.integer(1, 10) * pace) : 0;
  const start = pictures.length - length;
  for (let i = 0; i < length; i++) pictures[start + i]!.mix = { kind: 'fade', colour, share: (i + 1) / length };
  const last = pictures.at(-1)!;
  for (let i = 0; i < hold; i++) pictures.push({ ...last, effects: [], mix: { kind: 'fade', colour, share: 1 } });
  for (let i = 0; i < length; i++) next[i]!.mix = { kind: 'fade', colour, share: 1 - (i + 1) / length };
  truth.gradual.push([start, start + hold + 2 * length, 'fade']);
}

/** What looks like a transition and is none: flashes, strobes, lightning, captions that pop up and change, a picture in the picture. */
function distract(chance: Chance, own: Picture[], options: FilmOptions, pace: number): void {
  const edge = 30 * pace;
  if (own.length > 2.4 * edge && chance.happens(0.2)) {
    const at = Math.round(own.length / 2);
    const lift = chance.between(70, 150);
    const kind = chance.pick(['flash', 'strobe', 'lightning'] as const);
    const lifts =
      kind === 'flash'
        ? Array<number>(chance.integer(1, 3)).fill(lift)
        : kind === 'strobe'
          ? Array.from({ length: 12 }, (_, i) => (i % 4 < 2 ? lift : 0))
          : [lift, lift * 0.6, lift * 0.35, lift * 0.2, lift * 0.1];
    for (const [i, value] of lifts.entries()) if (value > 0) own[at + i]?.effects.push({ kind: 'lift', lift: value });
  }
  if (chance.happens(0.35)) {
    for (let from = chance.integer(0, 12); from < own.length; from += chance.integer(14, 40)) {
      const seed = chance.integer(1, 1e9);
      const until = from + chance.integer(10, 40);
      for (let i = from; i < Math.min(until, own.length); i++)
        if (!own[i]!.effects.some((e) => e.kind === 'caption')) own[i]!.effects.push({ kind: 'caption', seed });
    }
  }
  if (own.length > 40 && chance.happens(0.06)) {
    const scene = options.nextScene(chance, own.length);
    const corner = chance.integer(0, 3);
    for (let i = 15; i < own.length; i++) own[i]!.effects.push({ kind: 'inset', scene, at: Math.min(i - 15, scene.frames - 1), corner });
  }
}

function makePainter(pictures: Picture[], { width, height }: FilmOptions): Film['draw'] {
  const other = makeCanvas(width, height);
  return (target, index) => {
    const { scene, at, mix, effects } = pictures[index]!;
    scene.draw(target, at);
    for (const effect of effects) applyEffect(target, other, effect);
    if (mix === null) return;
    if (mix.kind === 'fade') fillAll(other, mix.colour);
    else mix.scene.draw(other, mix.at);
    if (mix.kind === 'wipe') revealInto(target, other, mix.share, mix.direction, mix.softness);
    else blendInto(target, other, mix.share);
  };
}

function applyEffect(target: Canvas, other: Canvas, effect: Effect): void {
  if (effect.kind === 'lift') brighten(target, 1, effect.lift);
  else if (effect.kind === 'caption') drawCaption(target, effect.seed);
  else {
    effect.scene.draw(other, effect.at);
    inset(target, other, effect.corner);
  }
}

/** A line or two of white marks with dark edges in the lower third, as burned captions have. */
function drawCaption(target: Canvas, seed: number): void {
  const chance = chanceFrom(seed);
  const letter = Math.round(target.width / 20);
  const lines = chance.integer(1, 2);
  for (let line = 0; line < lines; line++) {
    const letters = chance.integer(5, 13);
    const top = Math.round(target.height * 0.74) + line * letter * 1.4;
    const left = (target.width - letters * letter * 1.15) / 2;
    for (let n = 0; n < letters; n++) {
      const x = left + n * letter * 1.15;
      fillRectangle(target, x - 1, top - 1, letter + 2, letter + 2, black);
      for (let stroke = 0; stroke < 4; stroke++) {
        if (chance.happens(0.5)) fillRectangle(target, x, top + (stroke * letter) / 4, letter, letter / 7 + 1, white);
        else fillRectangle(target, x + (stroke * letter) / 4, top, letter / 7 + 1, letter, white);
      }
    }
  }
}

/** The other picture at three tenths of the size, in a corner. */
function inset(target: Canvas, other: Canvas, corner: number): void {
  const still = makeCanvas(target.width, target.height);
  copyInto(still, other);
  const width = Math.floor((target.width * 0.3) / 2) * 2;
  const height = Math.floor((target.height * 0.3) / 2) * 2;
  const left = corner % 2 === 0 ? 8 : target.width - width - 8;
  const top = corner < 2 ? 8 : target.height - height - 8;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = Math.floor(row / 0.3) * target.width + Math.floor(column / 0.3);
      target.y[(top + row) * target.width + left + column] = still.y[from]!;
      if ((row & 1) === 1 || (column & 1) === 1) continue;
      const to = ((top + row) >> 1) * (target.width / 2) + ((left + column) >> 1);
      const chroma = (Math.floor(row / 0.3) >> 1) * (target.width / 2) + (Math.floor(column / 0.3) >> 1);
      target.u[to] = still.u[chroma]!;
      target.v[to] = still.v[chroma]!;
    }
  }
}
