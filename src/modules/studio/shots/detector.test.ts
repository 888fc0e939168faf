import { describe, expect, test } from 'vitest';
import { blendInto, brighten, fillAll, fillRectangle, makeCanvas, revealInto, type Colour } from '../../../../test/bench/shots/canvas.ts';
import { detectIn, mirror, testHeight, testScene, testWidth, type Painter } from '../../../../test/support/shots.ts';
import { combine } from './combine.ts';
import { makeDetector } from './detector.ts';

const a = testScene('street', 11);
const b = testScene('head', 12);
const other = makeCanvas(testWidth, testHeight);
const black: Colour = [16, 128, 128];
const white: Colour = [235, 128, 128];

/** Scene a, then from frame 30 scene b. */
const oneCut: Painter = (target, index) => (index < 30 ? a.draw(target, index) : b.draw(target, index - 30));

describe('cuts', () => {
  test('a cut is found on the first frame of the new shot', () => {
    expect(detectIn(60, oneCut)).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });

  test.each([24, 25, 30, 50, 60])('a cut is found at %i frames a second', (fps) => {
    expect(detectIn(60, oneCut, fps)).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });

  test('the mirror image has the same transitions', () => {
    const mirrored: Painter = (target, index) => {
      oneCut(target, index);
      mirror(target);
    };
    expect(detectIn(60, mirrored)).toEqual(detectIn(60, oneCut));
  });

  test('backwards, the cut is where it was seen from the other side', () => {
    expect(detectIn(60, (target, index) => oneCut(target, 59 - index))).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });

  test.each([1, 2, 3])('a flash of %i frames is not a cut', (length) => {
    const flashed: Painter = (target, index) => {
      a.draw(target, index);
      if (index >= 25 && index < 25 + length) brighten(target, 1, 130);
    };
    expect(detectIn(60, flashed)).toEqual([]);
  });

  test('a strobe is not a row of cuts', () => {
    const strobed: Painter = (target, index) => {
      a.draw(target, index);
      if (index >= 20 && index < 40 && index % 4 < 2) brighten(target, 1, 120);
    };
    expect(detectIn(60, strobed)).toEqual([]);
  });

  test('a lamp that goes on is not a cut', () => {
    const lit: Painter = (target, index) => {
      a.draw(target, index);
      brighten(target, index < 30 ? 0.55 : 1, 0);
    };
    expect(detectIn(60, lit)).toEqual([]);
  });

  test('captions that change over a still picture are not cuts', () => {
    const captioned: Painter = (target, index) => {
      a.draw(target, 0);
      const line = Math.floor(index / 12);
      if (line % 3 !== 0) for (let n = 0; n < 6 + line; n++) fillRectangle(target, 8 + n * 5, 100, 4, 6, white);
    };
    expect(detectIn(60, captioned)).toEqual([]);
  });

  test('a still picture has no transition, nor has one held for three frames at a time', () => {
    expect(detectIn(60, (target) => a.draw(target, 0))).toEqual([]);
    const street = testScene('landscape', 21, 80);
    expect(detectIn(60, (target, index) => street.draw(target, Math.floor(index / 3) * 3))).toEqual([]);
  });

  test('a cut between two shots under one bright sky is found', () => {
    const skied: Painter = (target, index) => {
      (index < 30 ? a : b).draw(target, 0);
      fillRectangle(target, 0, 0, testWidth, 70, white);
    };
    expect(detectIn(60, skied)).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });

  test('a cut between letterbox bars is found', () => {
    const barred: Painter = (target, index) => {
      oneCut(target, index);
      fillRectangle(target, 0, 0, testWidth, 40, black);
      fillRectangle(target, 0, testHeight - 40, testWidth, 40, black);
    };
    expect(detectIn(60, barred)).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });
});

describe('gradual transitions', () => {
  const still = testScene('crowd', 31);
  const next = testScene('landscape', 32);

  test.each([8, 14, 24])('a dissolve of %i frames is found where it is', (length) => {
    const found = detectIn(90, (target, index) => {
      still.draw(target, 0);
      next.draw(other, 0);
      blendInto(target, other, Math.max(0, Math.min(1, (index - 40 + 1) / (length + 1))));
    });
    expect(found.map((one) => one.kind)).toEqual(['dissolve']);
    expect(Math.abs(found[0]!.startFrame - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs(found[0]!.endFrame - 40 - length)).toBeLessThanOrEqual(2);
  });

  test.each(['left', 'right', 'up', 'down'] as const)('a wipe to the %s is found, hard or soft', (direction) => {
    for (const softness of [0, 0.15]) {
      const found = detectIn(90, (target, index) => {
        still.draw(target, 0);
        next.draw(other, 0);
        revealInto(target, other, Math.max(0, Math.min(1, (index - 40 + 1) / 15)), direction, softness);
      });
      expect(found.map((one) => one.kind)).toEqual(['wipe']);
      expect(found[0]!.startFrame).toBeGreaterThanOrEqual(38);
      expect(found[0]!.endFrame).toBeLessThanOrEqual(57);
    }
  });

  test.each([
    ['black', black],
    ['white', white],
  ] as const)('a fade through %s is one transition, however long the colour stays below half a second', (_name, colour) => {
    for (const hold of [1, 10]) {
      const found = detectIn(100, (target, index) => {
        if (index < 40 + 10 + hold / 2) a.draw(target, Math.min(index, 50));
        else b.draw(target, index - 50);
        fillAll(other, colour);
        blendInto(target, other, Math.max(0, Math.min(1, (index - 39) / 10, (60 + hold - index) / 10)));
      });
      expect(found.map((one) => one.kind)).toEqual(['fade']);
      expect(Math.abs(found[0]!.startFrame - 40)).toBeLessThanOrEqual(2);
      expect(Math.abs(found[0]!.endFrame - 60 - hold)).toBeLessThanOrEqual(2);
    }
  });

  test('a fade in at the very beginning and a fade out at the very end lead to no other shot', () => {
    const found = detectIn(80, (target, index) => {
      a.draw(target, Math.min(59, index));
      fillAll(other, black);
      blendInto(target, other, Math.min(1, Math.max(0, 1 - index / 12, (index - 65) / 12)));
    });
    expect(found).toEqual([]);
  });

  test('a cut to black that stays for a second and fades into the next shot is a cut and a fade', () => {
    const found = detectIn(110, (target, index) => {
      if (index < 30) a.draw(target, index);
      else b.draw(target, Math.min(59, Math.max(0, index - 55)));
      fillAll(other, black);
      if (index >= 30) blendInto(target, other, Math.max(0, Math.min(1, 1 - (index - 55) / 12)));
    });
    expect(found.map((one) => one.kind)).toEqual(['cut', 'fade']);
    expect(found[0]!.startFrame).toBe(30);
  });

  test('exposure that drifts by half is not a dissolve', () => {
    const found = detectIn(80, (target, index) => {
      a.draw(target, 0);
      brighten(target, 1 - 0.5 * Math.max(0, Math.min(1, (index - 30) / 20)), 0);
    });
    expect(found).toEqual([]);
  });
});

describe('odd files', () => {
  test('no frames and one frame have no transition', () => {
    expect(detectIn(0, oneCut)).toEqual([]);
    expect(detectIn(1, oneCut)).toEqual([]);
    expect(detectIn(2, oneCut)).toEqual([]);
  });

  test.each([
    [2, 2],
    [4, 2],
    [16, 16],
    [128, 2],
  ])('a picture of %i × %i is watched without harm', (width, height) => {
    const detector = makeDetector(25);
    const canvas = makeCanvas(width, height);
    for (let index = 0; index < 40; index++) {
      fillAll(canvas, index < 20 ? black : white);
      detector.push(canvas);
    }
    expect(Array.isArray(combine(detector.finish()))).toBe(true);
  });

  test('a picture without chroma, and one that changes size midway, are watched without harm', () => {
    const detector = makeDetector(25);
    const large = makeCanvas(testWidth, testHeight);
    const small = makeCanvas(64, 36);
    for (let index = 0; index < 80; index++) {
      const canvas = index < 40 ? large : small;
      a.draw(canvas, index % 60);
      detector.push({ ...canvas, u: new Uint8Array(0), v: new Uint8Array(0) });
    }
    const evidence = detector.finish();
    expect(evidence.series.length).toBe(80);
  });

  test('a rate that makes no sense is taken for a common one', () => {
    for (const fps of [0, Number.NaN, Infinity, 1000, 1])
      expect(detectIn(60, oneCut, fps)).toEqual([{ kind: 'cut', startFrame: 30, endFrame: 30 }]);
  });
});
