import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import type { Cell, Paragraph, ReadDocument } from '../reading/document.ts';
import { readFile } from '../reading/read.ts';
import type { Claim } from './claim.ts';
import { readClaims } from './read.ts';

const digest = `短剧产业园的账本
江城研究院·2026-01-15 09:20

Core Insights - The short drama market has widened from 3.6 billion yuan in 2021 to 49.8 billion yuan in 2024, a growth of over 13 times [2] - By June 2025, viewers of short dramas are expected to reach 688 million, accounting for nearly 62% of internet users [4] Group 1: Costs - The average cost of a short drama has risen from 150,000-250,000 yuan to 300,000-500,000 yuan, with top productions reaching investment levels in the millions [5] - A three-part story and one of the two endings remain typical [5][6] Group 2: Technology - AI-generated short dramas show a compound annual growth rate of over 70% [12]
`;

async function claimsOf(text: string): Promise<{ document: ReadDocument; claims: Claim[] }[]> {
  const file = await readFile(new TextEncoder().encode(text), { name: 'saved.txt' });
  return file.documents.map((document) => ({ document, claims: readClaims(document) }));
}

describe('a digest in English under a Chinese title', () => {
  test('gives every figure with its period, status and citations, and no number of the prose', async () => {
    const [read] = await claimsOf(digest);
    expect(read!.claims.map(said)).toEqual([
      '3.6 billion yuan | market_size level | 3600000000 CNY | 2021 | actual',
      '49.8 billion yuan | market_size level | 49800000000 CNY | 2024 | actual',
      'over 13 times | market_size multiple | >=13 times | 2024<2021 | actual',
      '688 million | users level | 688000000 people | 2025-06 | forecast>actual',
      'nearly 62% | penetration share | <=0.62 share | 2025-06 | forecast>actual | of internet_users',
      '150,000-250,000 yuan | production_cost level | 150000~250000 CNY | - | actual',
      '300,000-500,000 yuan | production_cost level | 300000~500000 CNY | - | actual',
      'in the millions | production_cost level | >=1000000 money | - | actual | top productions',
      'over 70% | market_size cagr | >=0.7 share | - | actual | AI micro-dramas',
    ]);
    expect(read!.claims.map(({ citations }) => citations)).toEqual([[2], [2], [2], [4], [4], [5], [5], [5], [12]]);
  });

  test('places are those of the file, in code points', async () => {
    const points = [...digest];
    const [read] = await claimsOf(digest);
    for (const { start, end, quote } of read!.claims) expect(points.slice(start, end).join('')).toBe(quote);
  });
});

test('a page of several documents keeps their figures apart, each by its own day of publication', async () => {
  const page = `微短剧
Search documents
滨江区的拍摄账
江城日报· 2025-08-10 23:45
Core Viewpoint - Luoyang aims for a market size of 6 billion yuan by 2027, as its plan says [2]. Group 1: Overview - By the end of 2024, the number of production companies in Luoyang is expected to exceed 310, a year-on-year growth of 12.5%, with the market size reaching 1.2 billion yuan, a 9.8% increase [3].
资本的新宠
周末财经· 2025-08-13 10:01
Core Viewpoint - The market in China was recorded at 3.6 billion RMB in 2021, 10.2 billion RMB in 2022, and 37.1 billion RMB in 2023, projected to exceed 50 billion RMB in 2024 and reach 68 billion RMB by 2025 [5][6]. Group 1: Funds - The fund has a target size of 150 million RMB, with an initial commitment of 20 million RMB [7]. Group 2: Abroad - Chinese applications took eight spots in the Top 100 audiovisual apps in 2024 [1].
`;
  const read = await claimsOf(page);
  expect(read.map(({ claims }) => claims.map(said))).toEqual([
    [
      '6 billion yuan | market_size level | 6000000000 CNY | 2027 | target | Luoyang',
      'exceed 310 | companies level | >=310 companies | 2024 | forecast>actual | Luoyang',
      '12.5% | companies change | 0.125 share | 2024<2023 | forecast>actual | Luoyang',
      '1.2 billion yuan | market_size level | 1200000000 CNY | 2024 | forecast>actual | Luoyang',
      '9.8% | market_size change | 0.098 share | 2024<2023 | forecast>actual | Luoyang',
    ],
    [
      '3.6 billion RMB | market_size level | 3600000000 CNY | 2021 | actual | China',
      '10.2 billion RMB | market_size level | 10200000000 CNY | 2022 | actual | China',
      '37.1 billion RMB | market_size level | 37100000000 CNY | 2023 | actual | China',
      'exceed 50 billion RMB | market_size level | >=50000000000 CNY | 2024 | forecast>actual | China',
      '68 billion RMB | market_size level | 68000000000 CNY | 2025 | forecast | China',
      '150 million RMB | fund_size level | 150000000 CNY | - | target',
      '20 million RMB | investment level | 20000000 CNY | - | actual',
      'eight spots | apps level | 8 apps | 2024 | actual | China, online audio-visual',
    ],
  ]);
});

describe('what a sentence leaves out', () => {
  test('comes from the sentence before where it goes on from it', () => {
    const claims = readClaims(documentOf('截至2025年6月，我国网民规模达11.2亿人。其中，微短剧用户达6.3亿，占网民整体的56%。'));
    expect(claims.map(({ period }) => period)).toEqual(['2025-06', '2025-06', '2025-06']);
  });

  test('stays open where a sentence begins anew', () => {
    const claims = readClaims(documentOf('2024年市场规模为500亿元。单部制作成本为30万元。'));
    expect(claims.map(({ period }) => period)).toEqual(['2024', null]);
  });

  test('a forecast of a time that was not over on the day of publication is one still', () => {
    const sentence = '预计2025年市场规模达680亿元。';
    expect(readClaims(documentOf(sentence, { publishedAt: '2025-08-10' }))[0]!.status).toBe('forecast');
    expect(readClaims(documentOf(sentence, { publishedAt: '2026-02-10' }))[0]).toMatchObject({
      status: 'actual',
      statusAsWorded: 'forecast',
    });
  });

  test('what is told of a time to come as if it had been is a forecast', () => {
    expect(readClaims(documentOf('2027年市场规模为1000亿元。'))[0]).toMatchObject({ status: 'forecast', statusAsWorded: 'actual' });
  });

  test('titles and headings claim as well, and their currency is not made up', () => {
    const claims = readClaims(documentOf(['微短剧市场规模破500亿', '超440亿！微短剧市场再上台阶'], {}, ['heading', 'heading']));
    expect(claims.map(said)).toEqual([
      '破500亿 | market_size level | >=50000000000 money | - | actual',
      '超440亿 | market_size level | >=44000000000 money | - | actual',
    ]);
  });

  test('nothing is claimed by what a page’s interface left behind', () => {
    expect(readClaims(documentOf('登录 2024年市场规模500亿元', {}, ['leftover']))).toEqual([]);
  });
});

function row(cells: readonly (readonly [string | null, string])[], caption: string | null): Paragraph {
  let text = '';
  const placed: Cell[] = cells.map(([head, cell]) => {
    if (text !== '') text += ' | ';
    const start = text.length;
    text += cell;
    return { text: cell, start, end: text.length, head };
  });
  return { ...documentOf(text).paragraphs[0]!, kind: 'row', cells: placed, caption };
}

describe('rows of tables', () => {
  test.each([
    [
      'units in the heads',
      row(
        [
          ['年份', '2023'],
          ['市场规模（亿元）', '373.9'],
          ['同比增长', '267.65%'],
          ['用户规模（亿人）', '5.76'],
        ],
        null,
      ),
      [
        '373.9 | market_size level | 37390000000 CNY | 2023 | actual',
        '267.65% | market_size change | 2.6765 share | 2023<2022 | actual',
        '5.76 | users level | 576000000 people | 2023 | actual',
      ],
    ],
    [
      'the unit in the caption',
      row(
        [
          ['年份', '2024年'],
          ['市场规模', '504.4'],
          ['同比增长', '34.9%'],
        ],
        '表1 我国微短剧市场规模（单位：亿元）',
      ),
      [
        '504.4 | market_size level | 50440000000 CNY | 2024 | actual | China',
        '34.9% | market_size change | 0.349 share | 2024<2023 | actual | China',
      ],
    ],
    [
      'years in the heads',
      row(
        [
          ['指标', '市场规模（亿元）'],
          ['2023', '373.9'],
          ['2024', '504.4'],
        ],
        null,
      ),
      ['373.9 | market_size level | 37390000000 CNY | 2023 | actual', '504.4 | market_size level | 50440000000 CNY | 2024 | actual'],
    ],
    [
      'English heads',
      row(
        [
          ['Year', '2022'],
          ['Market size (billion yuan)', '10.17'],
          ['Year-on-year growth', '176.4%'],
        ],
        null,
      ),
      ['10.17 | market_size level | 10170000000 CNY | 2022 | actual', '176.4% | market_size change | 1.764 share | 2022<2021 | actual'],
    ],
    [
      'a unit in the corner, kinds in the rows',
      row(
        [
          ['CNY bn', 'Free (ads)'],
          ['2023', '8.2'],
          ['2025E', '42.2'],
        ],
        'The micro-drama market by model',
      ),
      [
        '8.2 | market_size level | 8200000000 CNY | 2023 | actual | free micro-dramas',
        '42.2 | market_size level | 42200000000 CNY | 2025 | forecast | free micro-dramas',
      ],
    ],
    [
      'millions in the corner',
      row(
        [
          ['US$ million', 'ReelShort'],
          ['2024', '1,490'],
          ['2025F', '2,380'],
        ],
        'Revenue of micro-drama apps',
      ),
      [
        '1,490 | revenue level | 1490000000 USD | 2024 | actual | ReelShort',
        '2,380 | revenue level | 2380000000 USD | 2025 | forecast | ReelShort',
      ],
    ],
    [
      '万人 in the corner',
      row(
        [
          ['万人', '付费用户'],
          ['2023年', '9100'],
          ['2024年', '8700'],
        ],
        '微短剧用户',
      ),
      ['9100 | paying_users level | 91000000 people | 2023 | actual', '8700 | paying_users level | 87000000 people | 2024 | actual'],
    ],
    [
      'a row of growth under a corner of money',
      row(
        [
          ['亿元', '同比'],
          ['2024', '34.9%'],
          ['2025E', '34.4%'],
        ],
        '短剧市场规模',
      ),
      ['34.9% | market_size change | 0.349 share | 2024<2023 | actual', '34.4% | market_size change | 0.344 share | 2025<2024 | forecast'],
    ],
  ] as const)('%s', (_, paragraph, expected) => {
    const claims = readClaims({ ...documentOf(''), paragraphs: [paragraph] });
    expect(claims.map(said)).toEqual(expected);
  });
});

describe('whatever the text', () => {
  const words = [
    '2024年',
    '市场规模',
    '达',
    '504.4亿元',
    '，',
    '。',
    'in 2021',
    'grew',
    '35%',
    'to',
    'from',
    '3.68 billion yuan',
    '用户',
    '6.62亿',
    '预计',
    '[3]',
    '（',
    '同比',
    'RMB',
    '—',
    '1-2',
    '\u{1F3AC}',
    '占',
    'of',
    '補助',
    '最高',
    '50万元',
    ';',
    '万亿',
    'Top 100',
    '每',
    '倍',
    '13 times',
    '．',
    '壹佰万',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join(' ')),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join('')),
  );

  test('claims are slices of it, lie in a sentence, and do not run from high to low', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('2025-08-10', null), (sentence, publishedAt) => {
        const points = [...sentence];
        for (const claim of readClaims(documentOf(sentence, { publishedAt }))) {
          expect(claim.quote).toBe(sentence.slice(claim.textStart, claim.textEnd));
          expect(points.slice(claim.start, claim.end).join('')).toBe(claim.quote);
          expect(claim.sentenceStart).toBeLessThanOrEqual(claim.textStart);
          expect(claim.sentenceEnd).toBeGreaterThanOrEqual(claim.textEnd);
          expect(claim.low !== null || claim.high !== null).toBe(true);
          for (const value of [claim.low, claim.high]) expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the same text gives the same claims', () => {
    fc.assert(
      fc.property(text, (sentence) => {
        expect(readClaims(documentOf(sentence))).toEqual(readClaims(documentOf(sentence)));
      }),
      { numRuns: 50 },
    );
  });
});
