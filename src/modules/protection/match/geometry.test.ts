/** Maps of the unit square: turning, cutting out and laying over undo each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, imageOf, invert, isMirrored, layOver, turns, wholePicture, type Box, type Geometry } from './geometry.ts';

const boxes = fc
  .record({
    x: fc.double({ min: 0, max: 0.6, noNaN: true }),
    y: fc.double({ min: 0, max: 0.6, noNaN: true }),
    width: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
    height: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
  })
  .map((box): Box => box);
const anyTurn = fc.constantFrom(...turns);

function expectClose(a: Geometry, b: Geometry): void {
  a.forEach((value, at) => expect(value).toBeCloseTo(b[at]!, 6));
}

describe('a geometry', () => {
  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(boxes, anyTurn, boxes, (part, turn, place) => {
        const geometry = layOver(part, turn, place);
        expectClose(compose(geometry, invert(geometry)), [1, 0, 0, 0, 1, 0]);
      }),
    );
  });

  it('lays the whole of a reference onto the place it is given, however it is turned', () => {
    fc.assert(
      fc.property(anyTurn, boxes, (turn, place) => {
        const image = imageOf(layOver(wholePicture, turn, place));
        for (const key of ['x', 'y', 'width', 'height'] as const) expect(image[key]).toBeCloseTo(place[key], 6);
      }),
    );
  });

  it('knows a mirror in any turn', () => {
    for (const turn of turns) expect(isMirrored(layOver(wholePicture, turn, wholePicture))).toBe(turn.mirrored);
  });
});
