import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../contract.ts';
import { cueSpans, flattenCues, isConstantRate, isInside, placeCues, planTimeline, ticksPerFrame, toSeconds } from './timeline.ts';
import type { PieceFrames } from './timeline.ts';

const rates = [24, 25, 30, 50, 60].map((fps) => ({ num: fps, den: 1 })).concat([24, 30, 60].map((fps) => ({ num: fps * 1000, den: 1001 })));
const rate = fc.constantFrom(...rates);

/** The frames of [startMs, endMs) of a constant-rate file of `total` frames, counted in the given clock. */
function framesOf(
  startMs: number,
  endMs: number,
  frameRate: { num: number; den: number },
  total: number,
  den = frameRate.num * 512,
): PieceFrames {
  const timeBase = { num: 1, den };
  const tickOf = (n: number): number => Math.round((n * frameRate.den * den) / frameRate.num);
  const ticks = Array.from({ length: total }, (_, n) => tickOf(n)).filter((tick) => isInside(tick, timeBase, startMs, endMs));
  const last = ticks.at(-1) ?? 0;
  return { ticks, endTick: tickOf(Math.round((last * frameRate.num) / (den * frameRate.den)) + 1), timeBase, frameRate };
}

const piece = (startMs: number, endMs: number, source = 'a') => ({ source, startMs, endMs, gainDb: 0 });

describe('frames of a piece', () => {
  it('holds exactly the frames whose exact time is in [start, end)', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 4000 }), (frameRate, startMs, length) => {
        const { ticks } = framesOf(startMs, startMs + length, frameRate, 600);
        const expected = Array.from({ length: 600 }, (_, n) => n).filter(
          (n) => n * 1000 * frameRate.den >= startMs * frameRate.num && n * 1000 * frameRate.den < (startMs + length) * frameRate.num,
        );
        expect(ticks.length).toBe(expected.length);
      }),
    );
  });

  it('takes times that a container rounded to milliseconds for a constant rate, and real stutter for a variable one', () => {
    for (const frameRate of rates) {
      const jittered = framesOf(0, 9000, frameRate, 200, 1000);
      expect(isConstantRate(jittered)).toBe(true);
      const stutter = { ...jittered, ticks: jittered.ticks.map((tick, n) => (n > 20 ? tick + 50 : tick)) };
      expect(isConstantRate(stutter)).toBe(false);
    }
  });
});

describe('a timeline', () => {
  it('lays pieces end to end on whole frames, each source frame once', () => {
    fc.assert(
      fc.property(
        rate,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 100, max: 3000 })), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 4000 }),
        (frameRate, spans, cardMs) => {
          const pieces = spans.map(([startMs, length]) => piece(startMs, startMs + length));
          const frames = pieces.map((p) => framesOf(p.startMs, p.endMs, frameRate, 600));
          const timeline = planTimeline(pieces, frames, cardMs);
          let at = 0;
          for (const [index, planned] of timeline.pieces.entries()) {
            expect(planned.outStart).toBe(at);
            expect(planned.frames).toBe(frames[index]!.ticks.length);
            expect(planned.outEnd - planned.outStart).toBe(planned.frames * ticksPerFrame(timeline));
            at = planned.outEnd;
          }
          expect(timeline.bodyFrames).toBe(frames.reduce((sum, f) => sum + f.ticks.length, 0));
          expect(timeline.end - at).toBe(timeline.cardFrames * ticksPerFrame(timeline));
          expect(toSeconds(timeline, timeline.end)).toBeCloseTo(
            ((timeline.bodyFrames + timeline.cardFrames) * frameRate.den) / frameRate.num,
            9,
          );
        },
      ),
    );
  });

  it('keeps the own times of a variable rate, whole ticks a frame also at 24000/1001', () => {
    const frameRate = { num: 24_000, den: 1001 };
    const frames: PieceFrames = { ticks: [0, 3754, 12_000, 15_753, 30_000], endTick: 33_754, timeBase: { num: 1, den: 90_000 }, frameRate };
    const timeline = planTimeline([piece(0, 375)], [frames], 3000);
    expect(timeline.pieces[0]!.mode).toBe('times');
    expect(timeline.pieces[0]!.offsets!.map((tick) => toSeconds(timeline, tick))).toEqual(
      frames.ticks.map((tick) => expect.closeTo(tick / 90_000, 4)),
    );
    expect(Number.isInteger(ticksPerFrame(timeline))).toBe(true);
    expect(timeline.cardFrames).toBe(72);
  });

  it('converts a piece of another rate to the first one, its length kept to half a frame', () => {
    const timeline = planTimeline(
      [piece(0, 1000), piece(0, 1000)],
      [framesOf(0, 1000, { num: 25, den: 1 }, 100), framesOf(0, 1000, { num: 30_000, den: 1001 }, 100)],
      0,
    );
    expect(timeline.pieces.map((p) => [p.mode, p.frames])).toEqual([
      ['copy', 25],
      ['convert', 25],
    ]);
  });
});

const cue = (id: string, startMs: number, endMs: number, text = id): Cue => ({ id, startMs, endMs, text });

describe('words in a clip', () => {
  it('move with their piece and are cut at its edges', () => {
    const spans = [
      { source: 'a', sourceStartMs: 1000, sourceEndMs: 3000, outStartMs: 0 },
      { source: 'b', sourceStartMs: 0, sourceEndMs: 1000, outStartMs: 2000 },
      { source: 'a', sourceStartMs: 500, sourceEndMs: 1500, outStartMs: 3000 },
    ];
    const placed = placeCues(spans, { a: [cue('c1', 0, 1200), cue('c2', 2800, 4000)], b: [cue('d1', 200, 5000)] });
    expect(placed.map(({ cueId, startMs, endMs }) => [cueId, startMs, endMs])).toEqual([
      ['c1', 0, 200],
      ['c2', 1800, 2000],
      ['d1', 2200, 3000],
      ['c1', 3000, 3700],
    ]);
  });

  it('are one again where the next piece goes on where the last ended', () => {
    const spans = [
      { source: 'a', sourceStartMs: 0, sourceEndMs: 1000, outStartMs: 0 },
      { source: 'a', sourceStartMs: 1000, sourceEndMs: 2000, outStartMs: 1000 },
    ];
    expect(placeCues(spans, { a: [cue('c1', 800, 1400)] })).toEqual([{ cueId: 'c1', startMs: 800, endMs: 1400, text: 'c1' }]);
  });

  it('stay inside the clip, in order, and show for as long as they overlap their pieces', () => {
    const anyCues = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 3000 })), { maxLength: 12 })
      .map((list) => list.map(([start, length], i) => cue(`c${i}`, start, start + length)));
    fc.assert(
      fc.property(
        anyCues,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 100, max: 3000 })), { minLength: 1, maxLength: 5 }),
        (cues, list) => {
          const pieces = list.map(([startMs, length]) => piece(startMs, startMs + length));
          const timeline = planTimeline(
            pieces,
            pieces.map((p) => framesOf(p.startMs, p.endMs, { num: 25, den: 1 }, 400)),
            0,
          );
          const spans = cueSpans(timeline);
          const placed = placeCues(spans, { a: cues });
          const endMs = toSeconds(timeline, timeline.bodyEnd) * 1000;
          for (const [i, p] of placed.entries()) {
            expect(p.startMs).toBeGreaterThanOrEqual(0);
            expect(p.endMs).toBeLessThanOrEqual(endMs + 1e-6);
            if (i > 0) expect(p.startMs).toBeGreaterThanOrEqual(placed[i - 1]!.startMs);
          }
          const shown = placed.reduce((sum, p) => sum + p.endMs - p.startMs, 0);
          const overlap = spans
            .flatMap((s) => cues.map((c) => Math.min(c.endMs, s.sourceEndMs) - Math.max(c.startMs, s.sourceStartMs)))
            .filter((ms) => ms >= 1);
          expect(shown).toBeCloseTo(
            overlap.reduce((a, b) => a + b, 0),
            3,
          );
          const flat = flattenCues(placed);
          for (const [i, text] of flat.entries()) if (i > 0) expect(text.startMs).toBeGreaterThanOrEqual(flat[i - 1]!.endMs);
          const middle = (p: { startMs: number; endMs: number }): number => (p.startMs + p.endMs) / 2;
          for (const p of placed)
            expect(flat.some((text) => text.startMs <= middle(p) && text.endMs > middle(p) && text.text.split('\n').includes(p.text))).toBe(
              true,
            );
        },
      ),
    );
  });
});
