import { expect, test } from 'vitest';
import { makeCanvas } from './canvas.ts';
import { composeFilm } from './compose.ts';
import { makeScene, sceneKinds } from './scenes.ts';
import { rates, score, type Truth } from './score.ts';

const truth: Truth = {
  fps: 25,
  frames: 500,
  cuts: [50, 100, 200],
  gradual: [
    [150, 170, 'dissolve'],
    [300, 320, 'fade'],
    [400, 412, 'wipe'],
  ],
};
const exact = [
  ...truth.cuts.map((frame) => ({ kind: 'cut', startFrame: frame, endFrame: frame })),
  ...truth.gradual.map(([startFrame, endFrame, kind]) => ({ kind, startFrame, endFrame })),
];

test('the truth itself scores one throughout', () => {
  expect(rates(score(truth, exact))).toMatchObject({ cutF1: 1, dissolve: 1, fade: 1, wipe: 1, allF1: 1, kindAccuracy: 1, falseAlarms: 0 });
});

test('a cut counts within one frame and not within two', () => {
  const near = score(truth, [
    { kind: 'cut', startFrame: 51, endFrame: 51 },
    { kind: 'cut', startFrame: 102, endFrame: 102 },
  ]);
  expect(near.cutsFound).toBe(1);
  expect(near.falseAlarms).toBe(1);
});

test('a prediction explains one transition only, and a second in the same interval is a false alarm', () => {
  const twice = score(truth, [
    { kind: 'cut', startFrame: 155, endFrame: 155 },
    { kind: 'dissolve', startFrame: 160, endFrame: 172 },
  ]);
  expect(twice.gradual.dissolve.found).toBe(1);
  expect(twice.falseAlarms).toBe(1);
  expect(twice.right).toBe(0);
});

test('a film is the same each time, its truth lies inside it, and its shots change where the truth says', () => {
  const options = {
    seed: 7,
    width: 36,
    height: 64,
    fps: 25,
    transitions: 12,
    nextScene: (chance: { pick<T>(of: readonly T[]): T; integer(a: number, b: number): number }, frames: number) =>
      makeScene(chance.pick(sceneKinds), chance.integer(1, 1e6), frames, 25),
  };
  const film = composeFilm(options);
  const again = composeFilm(options);
  expect(again.truth).toEqual(film.truth);
  const one = makeCanvas(36, 64);
  const two = makeCanvas(36, 64);
  for (let index = 0; index < film.truth.frames; index += 37) {
    film.draw(one, index);
    again.draw(two, index);
    expect(two.y).toEqual(one.y);
  }
  expect(film.truth.cuts.length + film.truth.gradual.length).toBe(12);
  for (const cut of film.truth.cuts) {
    film.draw(one, cut - 1);
    film.draw(two, cut);
    expect(one.y).not.toEqual(two.y);
  }
  for (const [start, end] of film.truth.gradual) {
    expect(start).toBeGreaterThan(0);
    expect(end).toBeLessThan(film.truth.frames);
  }
});
