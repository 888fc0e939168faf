import { describe, expect, test } from 'vitest';
import { citationsIn, splitSentences } from './sentences.ts';

const cut = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  test.each([
    [
      'marks behind a full stop',
      'It rose to 3.68 billion. [2] Then it fell.[3][4] So it ends.',
      ['It rose to 3.68 billion. [2]', 'Then it fell.[3][4]', 'So it ends.'],
    ],
    [
      'abbreviations',
      'The U.S. market, approx. 3.5 bn, was led by COL Group Co. Ltd. in 2024. It grew.',
      ['The U.S. market, approx. 3.5 bn, was led by COL Group Co. Ltd. in 2024.', 'It grew.'],
    ],
    ['Chinese', '规模达504.4亿元。“真的？”他问。增长35%！', ['规模达504.4亿元。', '“真的？”', '他问。', '增长35%！']],
    ['points of a digest in one line', 'A grew in 2024 [3] - B fell in 2025 [4]', ['A grew in 2024 [3]', '- B fell in 2025 [4]']],
    ['nothing', '  ', []],
  ])('%s', (_, text, expected) => expect(cut(text)).toEqual(expected));
});

test.each([
  ['a [3][5].', [3, 5]],
  ['b [3, 5-7]', [3, 5, 6, 7]],
  ['c 【12】', [12]],
  ['d [2024] [x]', []],
])('citations of %s', (text, expected) => expect(citationsIn(text)).toEqual(expected));
