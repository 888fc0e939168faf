import { describe, expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

/** Published on 10 August 2025: the year runs. The title makes each a text on micro-dramas. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  // Views of a year that is not over.
  [
    'We put the micro-drama market at 65 billion yuan for 2025.',
    ['65 billion yuan | market_size level | 65000000000 CNY | 2025 | forecast'],
  ],
  [
    'We have free dramas at 58% of revenue for 2025 and two thirds for 2026.',
    [
      '58% | revenue share | 0.58 share | 2025 | forecast | free micro-dramas, of revenue',
      'two thirds | revenue share | 0.6666666666666666 share | 2026 | forecast | free micro-dramas',
    ],
  ],
  [
    'The bank values the AI drama segment at 16.8 billion yuan this year.',
    ['16.8 billion yuan | market_size level | 16800000000 CNY | 2025 | estimate | AI micro-dramas'],
  ],
  [
    '今年微短剧市场规模能有多大？有人说七百亿，我看今年六百亿出头比较现实。',
    ['六百亿出头 | market_size level | >=60000000000 money | 2025 | forecast'],
  ],
  [
    'Analysts value the micro-drama market at 37.39 billion yuan in 2023, and project it to reach 68 billion yuan by 2025.',
    [
      '37.39 billion yuan | market_size level | 37390000000 CNY | 2023 | actual',
      '68 billion yuan | market_size level | 68000000000 CNY | 2025 | forecast',
    ],
  ],
  // What was meant, beside what came of it.
  [
    'The regulator has published six batches totalling 304 titles, far more than the 100 originally planned.',
    ['304 titles | titles level | 304 titles | - | actual', '100 | titles level | 100 titles | - | target'],
  ],
  [
    '片单分六批公布了304部，远超原定的100部。',
    ['304部 | titles level | 304 titles | - | actual', '100部 | titles level | 100 titles | - | target'],
  ],
  // Rules of support: the year in which a fund was set up is its own and not that of its rules.
  [
    '县里今年拿出三百万元专项资金，对来拍摄的剧组按实际支出的百分之十返还，单个剧组最多3万元。',
    [
      '三百万元 | fund_size level | 3000000 CNY | 2025 | policy',
      '百分之十 | subsidy share | 0.1 share | - | policy',
      '最多3万元 | subsidy cap | <=30000 CNY | - | policy',
    ],
  ],
  [
    'The county set aside 3 million yuan this year and refunds ten percent of actual spending, with at most 30,000 yuan for each crew.',
    [
      '3 million yuan | fund_size level | 3000000 CNY | - | policy',
      'ten percent | subsidy share | 0.1 share | - | policy',
      'at most 30,000 yuan | subsidy cap | <=30000 CNY | - | policy',
    ],
  ],
  ['The city shall set aside RMB 30 million each year for micro-dramas.', ['RMB 30 million | fund_size level | 30000000 CNY | - | policy']],
  ['市财政应当每年安排2000万元用于微短剧。', ['2000万元 | fund_size level | 20000000 CNY | - | policy']],
];

describe('how figures are meant', () => {
  test.each(cases)('%s', (sentence, claims) => {
    const all = readClaims(documentOf(sentence, { title: '微短剧观察' })).map(said);
    for (const claim of claims) expect(all).toContain(claim);
  });
});

describe('what only the whole text shows to be of micro-dramas', () => {
  test('wages, prices and heads of a crew', () => {
    const text =
      'The crew is fourteen people in all. A series is shot in eight days on $180,000. The lead earns $700 to $1,000 a day; the writer a flat $5,000. Under four in a hundred viewers pay.';
    const quotes = (title: string) => readClaims(documentOf(text, { title })).map(({ quote }) => quote);
    expect(quotes('On the set of a micro-drama')).toEqual([
      'fourteen people',
      'eight days',
      '$180,000',
      '$700 to $1,000',
      '$5,000',
      'Under four in a hundred',
    ]);
  });
});
