import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transition } from '../contract.ts';
import { combine, divide } from './combine.ts';
import type { Cut } from './cuts.ts';
import type { Gradual } from './gradual.ts';
import { makeSeries, appendTo } from './series.ts';
import { emptyFrame, gridFor } from './frame.ts';
import { tempoFor } from './tempo.ts';

const frames = 400;
const cut = fc
  .record({ frame: fc.integer({ min: 0, max: frames - 1 }), score: fc.double({ min: -1, max: 3, noNaN: true }) })
  .map(({ frame, score }): Cut => ({
    frame,
    score,
    unlike: 1,
    guard: 1,
    relit: 1,
    around: 0,
    peak: 0,
    dominance: 5,
    pulse: 0,
    histogram: 10,
    coverage: 1,
    area: 1,
  }));
const gradual = fc
  .record({
    startFrame: fc.integer({ min: 1, max: frames - 40 }),
    length: fc.integer({ min: 1, max: 39 }),
    kind: fc.constantFrom('dissolve' as const, 'wipe' as const),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ startFrame, length, kind, score }): Gradual => ({
    kind,
    startFrame,
    endFrame: startFrame + length,
    score,
    ramp: 0,
    step: 0.2,
    rest: 0,
    ends: 1,
    relit: 1,
    coverage: 1,
    spread: 1,
    coherence: 1,
    front: 0,
    contrast: 3,
    unmoved: 1,
  }));
const plain = fc
  .record({
    startFrame: fc.integer({ min: 0, max: frames - 30 }),
    length: fc.integer({ min: 1, max: 29 }),
    out: fc.option(fc.integer({ min: 3, max: 20 })),
    into: fc.option(fc.integer({ min: 3, max: 20 })),
  })
  .map(({ startFrame, length, out, into }) => ({
    startFrame,
    endFrame: startFrame + length,
    outFrom: out === null ? null : Math.max(0, startFrame - out),
    inTo: into === null ? null : Math.min(frames, startFrame + length + into),
  }));

const series = makeSeries();
for (let i = 0; i < frames; i++) appendTo(series, emptyFrame(gridFor(4, 4)), null);
series.deviation.fill(50);

test('whatever the evidence, transitions are in order, apart from each other and inside the file, and shots tile it', () => {
  fc.assert(
    fc.property(
      fc.array(cut, { maxLength: 40 }),
      fc.array(gradual, { maxLength: 15 }),
      fc.array(plain, { maxLength: 6 }),
      (cuts, graduals, plains) => {
        const ordered = [...plains].sort((x, y) => x.startFrame - y.startFrame);
        const transitions = combine({ cuts, graduals, plains: ordered, series, tempo: tempoFor(25) });
        for (const [i, one] of transitions.entries()) {
          expect(one.startFrame).toBeGreaterThan(i === 0 ? 0 : transitions[i - 1]!.startFrame);
          expect(one.startFrame).toBeGreaterThanOrEqual(i === 0 ? 0 : transitions[i - 1]!.endFrame);
          expect(one.endFrame).toBeGreaterThanOrEqual(one.startFrame);
          expect(one.endFrame).toBeLessThanOrEqual(frames);
          expect(one.kind === 'cut').toBe(one.endFrame === one.startFrame);
        }
        expectTiles(
          divide(transitions, frames, (frame) => frame * 40),
          frames,
        );
      },
    ),
  );
});

test('the order in which evidence came does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(cut, { maxLength: 20, selector: (one) => one.frame }), fc.nat(), (cuts, turn) => {
      const at = cuts.length === 0 ? 0 : turn % cuts.length;
      const evidence = { graduals: [], plains: [], series, tempo: tempoFor(25) };
      expect(combine({ ...evidence, cuts: [...cuts.slice(at), ...cuts.slice(0, at)] })).toEqual(combine({ ...evidence, cuts }));
    }),
  );
});

test('times of shots come from the frames, also where frames last unequally', () => {
  const times = [0, 40, 90, 100, 220, 260];
  const shots = divide([{ kind: 'cut', startFrame: 3, endFrame: 3 }], 5, (frame) => times[frame]!);
  expect(shots.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 100],
    [100, 260],
  ]);
});

test('a file without frames has no shots, one frame is one shot', () => {
  expect(divide([], 0, () => 0)).toEqual([]);
  expect(divide([], 1, (frame) => frame * 40)).toEqual([
    { startFrame: 0, endFrame: 1, startMs: 0, endMs: 40, transitionIn: { kind: 'start', startFrame: 0, endFrame: 0 } },
  ]);
});

function expectTiles(shots: Array<{ startFrame: number; endFrame: number; transitionIn: Transition }>, total: number): void {
  expect(shots[0]!.startFrame).toBe(0);
  expect(shots.at(-1)!.endFrame).toBe(total);
  for (const [i, shot] of shots.entries()) {
    expect(shot.endFrame).toBeGreaterThan(shot.startFrame);
    expect(shot.transitionIn.startFrame).toBe(shot.startFrame);
    if (i > 0) expect(shot.startFrame).toBe(shots[i - 1]!.endFrame);
  }
}
