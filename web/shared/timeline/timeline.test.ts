import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, loudnessHeight } from './curve.ts';
import { dragGrip, limitsAround, nearestPoint, nextPoint, placeGrip, type Grip } from './edges.ts';
import { emptyHistory, forget, record, redo, undo, type History } from './history.ts';
import { assignLanes, indexIntervals, itemAt, lanesNeeded, within, type Span } from './intervals.ts';
import {
  centreOn,
  clampView,
  finestMsPerPx,
  fitMsPerPx,
  fitView,
  msPerPxAt,
  reveal,
  timeToX,
  xToTime,
  zoomFraction,
  zoomTo,
  type Viewport,
} from './scale.ts';
import { chooseStep, ticksIn } from './ticks.ts';
import { clock, frameAt, frameStartMs, seekSecondsFor, timecode } from './timecode.ts';

const aView: fc.Arbitrary<Viewport> = fc
  .record({
    durationMs: fc.integer({ min: 40, max: 7_200_000 }),
    widthPx: fc.integer({ min: 200, max: 3000 }),
    at: fc.double({ min: -1, max: 2, noNaN: true }),
    zoom: fc.double({ min: 0, max: 1, noNaN: true }),
    centred: fc.boolean(),
  })
  .map(({ durationMs, widthPx, at, zoom, centred }) => {
    const base = { startMs: durationMs * at, msPerPx: 1, widthPx, durationMs, marginPx: centred ? widthPx / 2 : 12 };
    return clampView({ ...base, msPerPx: msPerPxAt(base, zoom) });
  });
const aSpan: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 9000 }))
  .map(([startMs, length]) => ({ startMs, endMs: startMs + length }));
const grips: Grip[] = ['start', 'end', 'body'];

describe('scale', () => {
  it('turns a time to a pixel and back', () => {
    fc.assert(
      fc.property(aView, fc.integer({ min: 0, max: 7_200_000 }), (view, ms) => {
        expect(xToTime(view, timeToX(view, ms))).toBeCloseTo(ms, 4);
      }),
    );
  });
  it('keeps every view within its limits, and keeps it as it is when it already was', () => {
    fc.assert(
      fc.property(aView, (view) => {
        expect(view.msPerPx).toBeGreaterThanOrEqual(finestMsPerPx);
        expect(view.msPerPx).toBeLessThanOrEqual(fitMsPerPx(view) + 1e-9);
        expect(timeToX(view, 0)).toBeLessThanOrEqual(view.marginPx + 1e-6);
        const again = clampView(view);
        expect(again.startMs).toBeCloseTo(view.startMs, 6);
        expect(again.msPerPx).toBeCloseTo(view.msPerPx, 9);
      }),
    );
  });
  it('zooms about the pixel under the pointer wherever the ends of the file allow it', () => {
    fc.assert(
      fc.property(aView, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (view, zoom, at) => {
        const x = at * view.widthPx;
        const next = zoomTo(view, msPerPxAt(view, zoom), x);
        const wanted = xToTime(view, x) - x * next.msPerPx;
        if (Math.abs(clampView({ ...next, startMs: wanted }).startMs - wanted) < 1e-6)
          expect(xToTime(next, x)).toBeCloseTo(xToTime(view, x), 3);
      }),
    );
  });
  it('fits the whole file, and a centred view puts any time in the middle', () => {
    fc.assert(
      fc.property(aView, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
        const fit = fitView({ ...view, marginPx: 12 });
        expect(timeToX(fit, 0)).toBeGreaterThanOrEqual(-1e-6);
        if (fit.msPerPx > finestMsPerPx) expect(timeToX(fit, view.durationMs)).toBeLessThanOrEqual(view.widthPx + 1e-6);
        const ms = view.durationMs * at;
        expect(timeToX(centreOn({ ...view, marginPx: view.widthPx / 2 }, ms), ms)).toBeCloseTo(view.widthPx / 2, 3);
      }),
    );
  });
  it('does not move for a time that is in view, and shows one that is not', () => {
    fc.assert(
      fc.property(aView, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
        const ms = view.durationMs * at;
        const x = timeToX(reveal(view, ms), ms);
        expect(x).toBeGreaterThanOrEqual(-1e-6);
        expect(x).toBeLessThanOrEqual(view.widthPx + 1e-6);
      }),
    );
  });
  it('gives a slider position for a scale and the scale for a slider position', () => {
    fc.assert(
      fc.property(aView, (view) => {
        expect(msPerPxAt(view, zoomFraction(view)) / view.msPerPx).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('time code', () => {
  it('names the frame that a player shows after a seek to it, at every common rate', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(23.976, 24000 / 1001, 24, 25, 29.97, 30000 / 1001, 30, 50, 60),
        fc.integer({ min: 0, max: 400_000 }),
        (fps, frame) => {
          expect(frameAt(seekSecondsFor(frame, fps) * 1000, fps)).toBe(frame);
          expect(frameAt(frameStartMs(frame, fps), fps)).toBe(frame);
        },
      ),
    );
  });
  it('reads as editors write it', () => {
    expect(timecode(0, 25)).toBe('00:00:00:00');
    expect(timecode(25 * 3661 + 7, 25)).toBe('01:01:01:07');
    expect(timecode(30, 29.97)).toBe('00:00:01:00');
    expect(clock(65_432)).toBe('1:05');
    expect(clock(65_432, 1)).toBe('1:05.4');
    expect(clock(3_725_009, 3)).toBe('1:02:05.009');
    expect(clock(-5)).toBe('0:00');
  });
});

describe('ruler', () => {
  it('never lets two labels come closer than their width, and always has one to read', () => {
    fc.assert(
      fc.property(aView, fc.constantFrom(23.976, 25, 30, 60), (view, fps) => {
        const labelled = ticksIn(view, fps).filter((tick) => tick.label !== null);
        for (let i = 1; i < labelled.length; i += 1)
          expect((labelled[i]!.ms - labelled[i - 1]!.ms) / view.msPerPx).toBeGreaterThanOrEqual(76 - 1);
        expect(labelled.length).toBeLessThanOrEqual(view.widthPx / 76 + 2);
        expect(chooseStep(view.msPerPx, fps).size).toBeGreaterThan(0);
      }),
    );
  });
  it('counts frames when frames are wide and seconds when they are not', () => {
    expect(chooseStep(0.5, 25).unit).toBe('frame');
    expect(chooseStep(50, 25)).toMatchObject({ unit: 'second', size: 5 });
  });
});

describe('intervals', () => {
  it('finds in a window exactly what a scan of all finds', () => {
    fc.assert(
      fc.property(fc.array(aSpan, { maxLength: 60 }), aSpan, (spans, window) => {
        const found = within(indexIntervals(spans), window.startMs, window.endMs);
        const scan = spans.filter((span) => span.startMs <= window.endMs && span.endMs >= window.startMs);
        expect(found.length).toBe(scan.length);
        expect(new Set(found)).toEqual(new Set(scan));
      }),
    );
  });
  it('names the item at a time, and none where there is none', () => {
    fc.assert(
      fc.property(fc.array(aSpan, { maxLength: 40 }), fc.integer({ min: 0, max: 70_000 }), (spans, ms) => {
        const item = itemAt(indexIntervals(spans), ms);
        const covering = spans.filter((span) => span.startMs <= ms && span.endMs > ms);
        if (item === null) expect(covering).toEqual([]);
        else expect(item.startMs).toBe(Math.max(...covering.map((span) => span.startMs)));
      }),
    );
  });
  it('never overlaps two items in one lane while lanes suffice', () => {
    fc.assert(
      fc.property(fc.array(aSpan, { maxLength: 30 }), (spans) => {
        const lanes = lanesNeeded(spans, 100);
        for (const a of assignLanes(spans, lanes)) {
          for (const b of assignLanes(spans, lanes)) {
            if (a.item !== b.item && a.lane === b.lane) expect(a.item.endMs <= b.item.startMs || b.item.endMs <= a.item.startMs).toBe(true);
          }
        }
      }),
    );
  });
});

describe('edges', () => {
  const points = fc.array(fc.integer({ min: 0, max: 70_000 }), { maxLength: 50 }).map((list) => [...new Set(list)].sort((a, b) => a - b));
  it('finds the nearest point as a scan does', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -100, max: 71_000 }), fc.integer({ min: 0, max: 3000 }), (list, ms, reach) => {
        const near = list.filter((point) => Math.abs(point - ms) <= reach).sort((a, b) => Math.abs(a - ms) - Math.abs(b - ms) || a - b);
        expect(nearestPoint(list, ms, reach)).toBe(near[0] ?? null);
      }),
    );
  });
  it('never leaves the file, never crosses a neighbour, never turns a stretch inside out, snapping or not', () => {
    fc.assert(
      fc.property(
        aSpan,
        fc.array(aSpan, { maxLength: 6 }),
        points,
        fc.constantFrom(...grips),
        fc.integer({ min: -9000, max: 90_000 }),
        fc.integer({ min: 0, max: 500 }),
        (span, others, list, grip, ms, reach) => {
          const durationMs = 70_000;
          const limits = limitsAround(span, others, durationMs, 500);
          const { span: moved, snappedMs } = dragGrip(span, grip, ms, limits, list, reach);
          expect(moved.startMs).toBeGreaterThanOrEqual(limits.floorMs);
          expect(moved.endMs).toBeLessThanOrEqual(limits.ceilingMs);
          expect(moved.endMs - moved.startMs).toBeGreaterThanOrEqual(limits.minMs);
          if (grip === 'start') expect(moved.endMs).toBe(span.endMs);
          if (grip === 'end') expect(moved.startMs).toBe(span.startMs);
          if (grip === 'body') expect(moved.endMs - moved.startMs).toBe(span.endMs - span.startMs);
          if (snappedMs !== null) {
            expect(list).toContain(snappedMs);
            expect([moved.startMs, moved.endMs]).toContain(snappedMs);
            const free = placeGrip(span, grip, ms, limits);
            expect(Math.min(Math.abs(free.startMs - moved.startMs), Math.abs(free.endMs - moved.endMs))).toBeLessThanOrEqual(reach);
          }
          for (const other of others) {
            const apart = other.endMs <= span.startMs || other.startMs >= span.endMs;
            if (apart) expect(other.endMs <= moved.startMs || other.startMs >= moved.endMs).toBe(true);
          }
        },
      ),
    );
  });
  it('without reach goes exactly where it is put', () => {
    expect(dragGrip({ startMs: 1000, endMs: 5000 }, 'start', 1234.4, { floorMs: 0, ceilingMs: 9000, minMs: 500 }, [1200, 1250], 0)).toEqual(
      { span: { startMs: 1234, endMs: 5000 }, snappedMs: null },
    );
    expect(
      dragGrip({ startMs: 1000, endMs: 5000 }, 'start', 1234.4, { floorMs: 0, ceilingMs: 9000, minMs: 500 }, [1200, 1250], 20).snappedMs,
    ).toBe(1250);
  });
  it('steps from snap point to snap point', () => {
    expect(nextPoint([100, 200, 300], 200, 1, 999)).toBe(300);
    expect(nextPoint([100, 200, 300], 200, -1, 999)).toBe(100);
    expect(nextPoint([100, 200, 300], 300, 1, 999)).toBe(999);
    expect(nextPoint([100, 200, 300], 100, -1, 999)).toBe(0);
  });
});

describe('history', () => {
  it('any run of changes undone is as if never made, and redone as if never undone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (changes) => {
        let history: History<number> = changes.reduce<History<number>>((so, change) => record(so, change), emptyHistory);
        const back: number[] = [];
        for (let step = undo(history); step !== null; step = undo(history)) {
          back.push(step.change);
          history = step.history;
        }
        expect(back).toEqual(changes.toReversed());
        const again: number[] = [];
        for (let step = redo(history); step !== null; step = redo(history)) {
          again.push(step.change);
          history = step.history;
        }
        expect(again).toEqual(changes);
        expect(forget(history, () => true)).toEqual(emptyHistory);
      }),
    );
  });
});

describe('loudness curve', () => {
  it('keeps every peak at every zoom', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -69, max: 0 }), { nil: null }), { minLength: 1, maxLength: 600 }),
        fc.integer({ min: 50, max: 1200 }),
        (values, widthPx) => {
          const view = { startMs: 0, msPerPx: (values.length * 100) / widthPx, widthPx, durationMs: values.length * 100, marginPx: 0 };
          const heard = values.filter((value) => value !== null);
          const columns = columnsOf(values, 100, view);
          if (heard.length === 0) expect(columns).toEqual([]);
          else expect(Math.max(...columns.map((column) => column.high))).toBe(Math.max(...heard));
        },
      ),
    );
  });
  it('rises with loudness, from 0 to 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -80, max: 5, noNaN: true }), fc.double({ min: -80, max: 5, noNaN: true }), (a, b) => {
        if (a <= b) expect(loudnessHeight(a)).toBeLessThanOrEqual(loudnessHeight(b) + 1e-9);
        expect(loudnessHeight(a)).toBeGreaterThanOrEqual(0);
        expect(loudnessHeight(a)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
