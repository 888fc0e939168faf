import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitRamp, measureBlend } from './blends.ts';
import { emptyFrame, gridFor, readFrame, type Frame } from './frame.ts';

const grid = gridFor(16, 16);

function frameOf(luma: (i: number) => number): Frame {
  const frame = emptyFrame(grid);
  readFrame(
    frame,
    {
      width: 16,
      height: 16,
      y: Uint8Array.from({ length: 256 }, (_, i) => luma(i)),
      u: new Uint8Array(64).fill(128),
      v: new Uint8Array(64).fill(128),
    },
    grid,
  );
  return frame;
}

test('a blend of two pictures is recognised with its share, whatever the pictures', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 256, maxLength: 256 }),
      fc.uint8Array({ minLength: 256, maxLength: 256 }),
      fc.integer({ min: 10, max: 90 }),
      (one, two, percent) => {
        const share = percent / 100;
        const a = frameOf((i) => one[i]!);
        const b = frameOf((i) => two[i]!);
        const m = emptyFrame(grid);
        for (let i = 0; i < m.y.length; i++) m.y[i] = a.y[i]! * (1 - share) + b.y[i]! * share;
        m.u.fill(128);
        m.v.fill(128);
        const blend = measureBlend(a, b, m);
        fc.pre(blend.energy > 1);
        expect(blend.alpha).toBeCloseTo(share, 2);
        expect(blend.blendRest).toBeLessThan(0.01);
      },
    ),
  );
});

test('a picture that is half the one and half the other is a front and not a blend', () => {
  const a = frameOf((i) => (i * 37) % 200);
  const b = frameOf((i) => 255 - ((i * 91) % 180));
  const m = frameOf((i) => (i % 16 < 8 ? 255 - ((i * 91) % 180) : (i * 37) % 200));
  const blend = measureBlend(a, b, m);
  expect(blend.eitherRest).toBeLessThan(0.05);
  expect(blend.blendRest).toBeGreaterThan(0.5);
});

test('a ramp is found where it begins and ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 0, max: 1000 }),
      (before, length, after, first) => {
        const values = Array.from({ length: before + length + after }, (_, i) => Math.max(0, Math.min(1, (i - before + 1) / (length + 1))));
        const ramp = fitRamp(values, first);
        expect(ramp.startFrame).toBe(first + before);
        expect(ramp.endFrame).toBe(first + before + length);
        expect(ramp.error).toBeLessThan(1e-3);
      },
    ),
  );
});
