/** What was seen at an address last stands there, in whichever order it was read. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { replacingOf, type Standing } from './replacing.ts';

const standing = fc
  .uniqueArray(
    fc.record({ file: fc.integer({ min: 0, max: 6 }), position: fc.integer({ min: 0, max: 2 }), place: fc.constantFrom('a', 'b') }),
    {
      selector: ({ file, position, place }) => `${file} ${position} ${place}`,
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((rows) =>
    rows.map(({ file, position, place }): Standing => ({
      id: `${place}${file}.${position}`,
      place,
      fileId: `f${file}`,
      // Two files may have been seen in one moment.
      seenAtMs: Math.floor(file / 2),
      title: `title ${position}`,
      position,
    })),
  );

test('of every address the documents of one file stand, the one seen last, and each other document has an heir among them', () => {
  fc.assert(
    fc.property(standing, (rows) => {
      const pairs = replacingOf(rows);
      const gone = new Set(pairs.map(({ formerId }) => formerId));
      for (const here of Map.groupBy(rows, ({ place }) => place).values()) {
        const left = here.filter(({ id }) => !gone.has(id));
        expect(new Set(left.map(({ fileId }) => fileId)).size).toBe(1);
        expect(left[0]!.seenAtMs).toBe(Math.max(...here.map(({ seenAtMs }) => seenAtMs)));
        for (const { id, title } of here.filter((one) => gone.has(one.id))) {
          const heir = left.find((one) => one.id === pairs.find(({ formerId }) => formerId === id)!.heirId)!;
          if (left.some((one) => one.title === title)) expect(heir.title).toBe(title);
        }
      }
      // The order in which they are told does not matter.
      expect(new Set(replacingOf(rows.toReversed()).map(({ formerId }) => formerId))).toEqual(gone);
    }),
  );
});
