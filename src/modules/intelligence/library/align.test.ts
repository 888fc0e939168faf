import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignParagraphs } from './align.ts';

const text = (words: string) => ({ text: words, heading: false });
const heading = (words: string) => ({ text: words, heading: true });

test('paragraphs that say the same stand beside one another, also where one side has more of them', () => {
  const left = [
    heading('市场规模'),
    text('2024年市场规模达504.4亿元，同比增长34.9%。'),
    text('本文由编辑整理。'),
    text('用户规模为6.62亿人，占网民的59.7%。'),
  ];
  const right = [
    heading('Market size'),
    text('In 2024 the market reached 50.44 billion yuan, up 34.9 percent from the year before.'),
    text('There were 662 million users, or 59.7 percent of all internet users in the country.'),
  ];
  expect(alignParagraphs(left, right, true)).toEqual([
    { left: [0, 1], right: [0, 1] },
    { left: [1, 2], right: [1, 2] },
    { left: [2, 3], right: [2, 2] },
    { left: [3, 4], right: [2, 3] },
  ]);
});

test('every paragraph of both sides is in one row, in order', () => {
  const paragraph = fc.record({ text: fc.string({ maxLength: 60 }), heading: fc.boolean() });
  fc.assert(
    fc.property(fc.array(paragraph, { maxLength: 12 }), fc.array(paragraph, { maxLength: 12 }), fc.boolean(), (left, right, chinese) => {
      const rows = alignParagraphs(left, right, chinese);
      let [i, j] = [0, 0];
      for (const row of rows) {
        expect([row.left[0], row.right[0]]).toEqual([i, j]);
        [i, j] = [row.left[1], row.right[1]];
      }
      expect([i, j]).toEqual([left.length, right.length]);
    }),
    { numRuns: 60 },
  );
});
