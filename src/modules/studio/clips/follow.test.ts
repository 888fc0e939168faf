import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionSample } from './follow.ts';
import { planPath } from './follow.ts';
import { sampleOf } from './motion.ts';

const options = { framesPerSecond: 25 };
const at = (x: number, weight = 0.3, cut = false): ActionSample => ({ x, y: 0.5, weight, cut });

describe('the path of a frame that follows the action', () => {
  it('is one position a frame, within its freedom, and never faster than it may be within a shot', () => {
    const sample = fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 120 }), (samples) => {
        const path = planPath(samples, options);
        expect(path.length).toBe(samples.length);
        path.forEach((point, i) => {
          expect(point.x).toBeGreaterThanOrEqual(0);
          expect(point.x).toBeLessThanOrEqual(1);
          if (i > 0 && !samples[i]!.cut) expect(Math.abs(point.x - path[i - 1]!.x)).toBeLessThanOrEqual((2 * 0.5) / 25 + 1e-9);
        });
      }),
    );
  });

  it('stands still while the action trembles', () => {
    const path = planPath(
      Array.from({ length: 100 }, (_, i) => at(0.3 + 0.05 * Math.sin(i))),
      options,
    );
    expect(Math.max(...path.map((p) => p.x)) - Math.min(...path.map((p) => p.x))).toBeLessThan(0.01);
    expect(path[0]!.x).toBeCloseTo(0.3, 1);
  });

  it('moves once, smoothly, when the action goes elsewhere for good', () => {
    const path = planPath(
      Array.from({ length: 200 }, (_, i) => at(i < 100 ? 0.1 : 0.9)),
      options,
    ).map((p) => p.x);
    expect(path[10]).toBeCloseTo(0.1, 1);
    expect(path[195]).toBeCloseTo(0.9, 1);
    for (let i = 1; i < path.length; i++) expect(path[i]! - path[i - 1]!).toBeGreaterThan(-1e-9);
  });

  it('jumps at a cut and nowhere else', () => {
    const path = planPath(
      Array.from({ length: 100 }, (_, i) => at(i < 50 ? 0 : 1, 0.4, i === 50)),
      options,
    ).map((p) => p.x);
    expect(path[49]).toBeCloseTo(0, 1);
    expect(path[50]).toBeCloseTo(1, 1);
  });

  it('stays in the middle when nothing happens', () => {
    expect(
      planPath(
        Array.from({ length: 10 }, () => at(0, 0)),
        options,
      ).every((p) => p.x === 0.5),
    ).toBe(true);
  });

  it('finds a moving thing on either side of a wide picture', () => {
    const picture = (x: number): Uint8Array =>
      Uint8Array.from({ length: 96 * 54 }, (_, i) => (Math.abs((i % 96) - x) < 6 && Math.abs(Math.floor(i / 96) - 27) < 10 ? 220 : 60));
    const view = { width: 0.316, height: 1 };
    expect(sampleOf(picture(12), picture(10), 96, 54, view).x).toBeLessThan(0.15);
    expect(sampleOf(picture(84), picture(86), 96, 54, view).x).toBeGreaterThan(0.85);
    expect(sampleOf(picture(48), picture(46), 96, 54, view).x).toBeCloseTo(0.5, 1);
  });
});
