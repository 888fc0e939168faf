import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTimes } from '../read.ts';
import { boundsOf, monthsOf, spanOf, yearsLater } from './period.ts';

const told = (text: string, lastYear?: number) =>
  readTimes(text, { publishedOn: '2025-08-13', ...(lastYear !== undefined && { lastYear }) }).map(
    ({ period, role }) => `${period} ${role}`,
  );

describe('times of sentences', () => {
  test.each([
    ['in 2021, 2022 and 2023 respectively', ['2021 in', '2022 in', '2023 in']],
    ['from 2021 to 2024', ['2021..2024 range']],
    ['2021—2024年', ['2021..2024 range']],
    ['2021年至2024年', ['2021..2024 range']],
    ['between 2021 and 2024', ['2021..2024 range']],
    ['grew from 3.68 billion yuan in 2021 to 50.44 billion yuan in 2024', ['2021 in', '2024 in']],
    ['2025年1—6月', ['2025-H1 in']],
    ['January to June 2025', ['2025-H1 in']],
    ['in the first half of 2025', ['2025-H1 in']],
    ['2025年上半年', ['2025-H1 in']],
    ['２０２５年上半年', ['2025-H1 in']],
    ['the first nine months of 2025', ['2025-01..2025-09 range']],
    ['2024年前三季度', ['2024-01..2024-09 range']],
    ['2025年第三季度', ['2025-Q3 in']],
    ['Q3 2025, 3Q25, third quarter of 2025', ['2025-Q3 in', '2025-Q3 in', '2025-Q3 in']],
    ['By June 2025', ['2025-06 by']],
    ['截至2025年6月底', ['2025-06 by']],
    ['截至2025年6月30日', ['2025-06-30 by']],
    ['By the end of 2024', ['2024 by']],
    ['截至2024年底', ['2024 by']],
    ['by 2027', ['2027 by']],
    ['到2027年', ['2027 by']],
    ['since 2021; 2022年以来', ['2021 since', '2022 since']],
    ['“十四五”期间', ['2021..2025 range']],
    ['July 2024 to June 2025', ['2024-07..2025-06 range']],
    ['2024年7月至2025年6月', ['2024-07..2025-06 range']],
    ['8月1日至8月10日', ['2025-08-01..2025-08-10 range']],
    ['今年，去年，明年', ['2025 in', '2024 in', '2026 in']],
    ['this year, last year', ['2025 in', '2024 in']],
    ['the past three years', ['2022..2025 range']],
    ['今年上半年', ['2025-H1 in']],
    ['上月', ['2025-07 in']],
    ['2025年上半年增长，去年同期', ['2025-H1 in', '2024-H1 in']],
    ['in 2024, up from the previous year', ['2024 in', '2023 in']],
    ['二〇二四年', ['2024 in']],
    ['2024财年, FY2023, 2025E', ['2024 in', '2023 in', '2025 in']],
    ['2,024 titles, 2000 yuan, 2024部, 3.2024', []],
    ['近日，每天，3个月，十年', []],
    ['in the six months to June 30, 2025', ['2025-H1 in']],
    ['for the year ended March 2025', ['2024-04..2025-03 range']],
    ['during the twelve months ending 31 March 2025', ['2024-04..2025-03 range']],
    ['in the quarter ended Sept. 30, 2024', ['2024-Q3 in']],
    ['by the end of the decade', ['2030 by']],
    ['by the end of the decade (2030)', ['2030 by']],
    ['2025上半年', ['2025-H1 in']],
    ['今年前10个月', ['2025-01..2025-10 range']],
    ['2024年规模为504亿元，同期用户', ['2024 in', '2024 in']],
    ['去年规模为504亿元，预计全年', ['2024 in', '2024 in']],
    ['预计全年规模', ['2025 in']],
  ] as const)('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('take the year that was last named where they name none, else that of publication', () => {
    expect(told('2024年规模为504亿元，三季度为130亿元')).toEqual(['2024 in', '2024-Q3 in']);
    expect(told('三季度为130亿元', 2023)).toEqual(['2023-Q3 in']);
    expect(told('in June')).toEqual(['2025-06 in']);
    expect(readTimes('三季度，今年', { publishedOn: null })).toEqual([]);
  });

  test('are told to be relative where the text leaves the year out', () => {
    expect(readTimes('今年，2025年', { publishedOn: '2025-08-13' }).map(({ relative }) => relative)).toEqual([true, false]);
  });

  test('of any text slice and have bounds that a calendar has', () => {
    const pieces = fc.constantFrom(
      '2024',
      '年',
      '月',
      '6',
      '30',
      '日',
      '-',
      '至',
      '上半年',
      'Q3',
      'decade',
      'six months to ',
      'June ',
      'by ',
      '2025',
      ' to ',
      '截至',
      '底',
      '今年',
      '13',
      '/',
      '.',
      '季度',
      '三',
      '前',
      'first half of ',
      '近',
      '去年同期',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { start, end, period } of readTimes(text, { publishedOn: '2025-08-13' })) {
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            const bounds = boundsOf(period)!;
            expect(bounds.from <= bounds.to).toBe(true);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('periods', () => {
  test('take the names of halves, quarters and years', () => {
    expect([
      monthsOf(2025, 1, 6),
      monthsOf(2025, 7, 9),
      monthsOf(2025, 1, 12),
      monthsOf(2025, 2, 5),
      monthsOf(2025, 6, 6),
      monthsOf(2025, 6, 3),
    ]).toEqual(['2025-H1', '2025-Q3', '2025', '2025-02..2025-05', '2025-06', null]);
  });
  test('have their first and last day', () => {
    expect(boundsOf('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(boundsOf('2025-H2')).toEqual({ from: '2025-07-01', to: '2025-12-31' });
    expect(boundsOf('2021..2024')).toEqual({ from: '2021-01-01', to: '2024-12-31' });
    expect([boundsOf('soon'), boundsOf('2025..2021'), boundsOf('2025-02-30')]).toEqual([null, null, null]);
  });
  test('shift by years and join', () => {
    expect(yearsLater('2025-H1', -1)).toBe('2024-H1');
    expect(yearsLater('2021..2024', 1)).toBe('2022..2025');
    expect(spanOf('2024-07', '2025-06')).toBe('2024-07..2025-06');
    expect(spanOf('2025', '2024')).toBeNull();
  });
});
