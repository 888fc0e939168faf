/** Bench films: a seed decides size, rate, compression, scenes, transitions and distractors. */
import { makeVideo } from '../../support/media.ts';
import { composeFilm } from './compose.ts';
import { chanceFrom, type Chance } from './random.ts';
import { makeScene, sceneKinds, type Scene } from './scenes.ts';
import type { Truth } from './score.ts';

export type FilmFacts = { seed: number; width: number; height: number; fps: number; crf: number; truth: Truth };

export const filmWidth = 216;
export const filmHeight = 384;

/** Encodes the film of a seed at `path`. With footage, half of the scenes are real. */
export async function encodeFilm(path: string, seed: number, transitions: number, footage: readonly Scene[] = []): Promise<FilmFacts> {
  const chance = chanceFrom(seed * 31 + 5);
  const fps = chance.pick([24, 25, 30, 30, 50, 60]);
  const crf = chance.integer(20, 32);
  let previous = '';
  const nextScene = (own: Chance, frames: number): Scene => {
    for (;;) {
      const scene =
        footage.length > 0 && own.happens(0.5)
          ? windowOf(own.pick(footage), own, frames)
          : makeScene(own.pick(sceneKinds), own.integer(1, 1e9), frames, fps);
      if (footage.length > 1 && scene.name === previous && scene.name.includes('#')) continue;
      previous = scene.name;
      return scene;
    }
  };
  const film = composeFilm({ seed, width: filmWidth, height: filmHeight, fps, transitions, nextScene });
  await makeVideo({
    path,
    width: filmWidth,
    height: filmHeight,
    fps,
    frames: film.truth.frames,
    crf,
    preset: 'veryfast',
    draw: (frame, index) => film.draw(frame, index),
  });
  return { seed, width: filmWidth, height: filmHeight, fps, crf, truth: film.truth };
}

function windowOf(scene: Scene, chance: Chance, frames: number): Scene {
  const length = Math.min(frames, scene.frames);
  const first = chance.integer(0, scene.frames - length);
  return { name: scene.name, frames: length, draw: (target, index) => scene.draw(target, first + index) };
}
