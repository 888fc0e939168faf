import { describe, expect, test } from 'vitest';
import { readFile } from '../reading/read.ts';
import { readClaims } from './read.ts';

/** The text under a title and a day, and its figures as `words | period | status`, with the value and unit where they are the point. */
async function told(text: string, day = '2025-10-20', title = 'Micro-drama business'): Promise<string[]> {
  const file = await readFile(new TextEncoder().encode(`${title}\nTrade Daily ${day} 10:00\n\n${text}\n`), { name: 'page.txt' });
  return file.documents
    .flatMap((document) => readClaims(document))
    .map(({ quote, period, status }) => `${quote} | ${period ?? '-'} | ${status}`);
}
async function valued(text: string): Promise<string[]> {
  const file = await readFile(new TextEncoder().encode(`Micro-drama business\nTrade Daily 2025-10-20 10:00\n\n${text}\n`), {
    name: 'page.txt',
  });
  return file.documents
    .flatMap((document) => readClaims(document))
    .map(({ quote, low, high, unit }) => `${quote} | ${low ?? ''}..${high ?? ''} ${unit}`);
}

describe('times in English', () => {
  test.each([
    // What is stands no longer in the time of what was.
    [
      'Advertising ate 80% of revenue in 2023, and although it has come down to some 65%, it remains twice that of games.',
      ['80% | 2023 | actual', 'some 65% | - | actual', 'twice | - | actual'],
    ],
    [
      'China had 662 million viewers in 2024. They watch for 101 minutes a day.',
      ['662 million viewers | 2024 | actual', '101 minutes | - | actual'],
    ],
    [
      'In the third quarter downloads hit 310 million. Revenue was $90 million.',
      ['310 million | 2025-Q3 | actual', '$90 million | 2025-Q3 | actual'],
    ],
    // What growth is measured from is nobody else's time.
    [
      'Second-quarter sales were $118 million, up 38% from a year earlier but down 4% from the first quarter. Users averaged 23 million in the period.',
      ['$118 million | 2025-Q2 | actual', '38% | 2025-Q2 | actual', '4% | 2025-Q2 | actual', '23 million | 2025-Q2 | actual'],
    ],
    [
      'Downloads were flat at 310 million in September, after 308 million in August.',
      ['310 million | 2025-09 | actual', '308 million | 2025-08 | actual'],
    ],
    [
      'Spending reached $64 million in the first nine months, exceeding the $41 million recorded in all of 2024.',
      ['$64 million | 2025-01..2025-09 | actual', '$41 million | 2024 | actual'],
    ],
    [
      'Revenue is on course for $3.9 billion in 2025, 2.6x last year’s $1.5 billion.',
      ['$3.9 billion | 2025 | forecast', '2.6x | 2025 | forecast', '$1.5 billion | 2024 | actual'],
    ],
    [
      'By June 2025 viewers numbered 696 million. Abroad, apps were downloaded over 730 million times in the first half of 2025.',
      ['696 million | 2025-06 | actual', 'over 730 million times | 2025-H1 | actual'],
    ],
    [
      'Since 2023, when it was worth 33.2 billion yuan, the market has grown to 46.6 billion yuan (2024).',
      ['33.2 billion yuan | 2023 | actual', '46.6 billion yuan | 2024 | actual'],
    ],
    // Quarters by their number alone, months as the last of their name.
    [
      'Output grew by 29% in the first quarter, 36% in the second and 44% in the third.',
      ['29% | 2025-Q1 | actual', '36% | 2025-Q2 | actual', '44% | 2025-Q3 | actual'],
    ],
    ['The app passed 2 million users in December.', ['passed 2 million users | 2024-12 | actual']],
    // Days govern figures only as of them.
    [
      'BEIJING, Oct 12 -- The market grew to 50 billion yuan in 2024. It employed 612 people as of June 30.',
      ['50 billion yuan | 2024 | actual', '612 people | 2025-06-30 | actual'],
    ],
    ['Zuri Shorts, launched last May, says it has signed up 1.1 million users.', ['1.1 million users | - | actual']],
    ['Five years ago, an extra was earning 135 yuan a day.', ['135 yuan a day | 2020 | actual']],
    [
      'What was a 33 billion yuan market in 2023 was a 46 billion yuan market in 2024.',
      ['33 billion yuan | 2023 | actual', '46 billion yuan | 2024 | actual'],
    ],
    ['Titles filed in July 2025: 377. Episodes: 18,323.', ['377 | 2025-07 | actual', '18,323 | 2025-07 | actual']],
  ] as const)('%s', async (text, claims) => {
    expect((await told(text)).map((claim) => claim.replace(/ a day(?= \|)/, ''))).toEqual(
      claims.map((claim) => claim.replace(/ a day(?= \|)/, '')),
    );
  });

  test('a report is of the time that its title names, and its paragraphs go on with it', async () => {
    expect(
      await told(
        'Installs: 612 million. Output grew 29% in the first quarter.\n\nA total of 900 titles were completed.',
        '2025-10-20',
        'Micro-drama monitor: H1 2025',
      ),
    ).toEqual(['612 million | 2025-H1 | actual', '29% | 2025-Q1 | actual', '900 titles | 2025-H1 | actual']);
  });

  test('points of a list stand for themselves, unless they are of the same as the point before', async () => {
    expect(
      await told(
        '- Downloads reached 733 million in August 2025 [1]\n- Daily rent per set was cut to 1,800 yuan [2]\n- Guangdong released 1,940 titles in May 2025 [3]\n- Zhejiang released 1,615 titles [3]',
      ),
    ).toEqual([
      '733 million | 2025-08 | actual',
      '1,800 yuan | - | actual',
      '1,940 titles | 2025-05 | actual',
      '1,615 titles | 2025-05 | actual',
    ]);
  });
});

describe('how English figures are meant', () => {
  test.each([
    ['For 2026 management guides for revenue of $500 million to $540 million.', ['$500 million to $540 million | 2026 | forecast']],
    ['The city is to nurture 20 leading companies by 2027.', ['20 leading companies | 2027 | target']],
    ['A market of 14 billion yuan by 2027 is what Nanning has set itself as its goal.', ['14 billion yuan | 2027 | target']],
    [
      'Northmere put worldwide revenue for 2025 at $11 billion, 83% of it from China.',
      ['$11 billion | 2025 | estimate', '83% | 2025 | estimate'],
    ],
    ['Huaxin reckons the market came to 50 billion yuan in 2024.', ['50 billion yuan | 2024 | estimate']],
    ['Seven out of ten users will watch a drama in 2026.', ['Seven out of ten | 2026 | forecast']],
    ['Vietnam will require apps to register, as the format draws 12 million monthly viewers.', ['12 million | - | actual']],
    ['This represents a compound annual growth rate of 37.6% between 2024 and 2030.', ['37.6% | 2024..2030 | forecast']],
    ['Asked whether they would watch a drama made by AI, 44% said yes.', ['44% | - | actual']],
    ['With actors, the script would have run to 500,000 yuan.', ['500,000 yuan | - | actual']],
    // Rules that name no gift.
    ['No company can collect more than 3 million yuan in a single year.', ['more than 3 million yuan | - | policy']],
    [
      'Studios can reclaim 15 per cent of their rental costs, to a limit of 600,000 yuan a year.',
      ['15 per cent | - | policy', 'to a limit of 600,000 yuan | - | policy'],
    ],
    ['The film fund covers 40% of the cost of a series.', ['40% | - | policy']],
  ] as const)('%s', async (text, claims) => {
    expect((await told(text)).map((claim) => claim.replace(/ a year(?= \|)/, ''))).toEqual(claims);
  });
});

describe('what English counts', () => {
  test.each([
    // A noun that was said before.
    ['Men spend 82 minutes a day on short dramas and women 104.', ['82 minutes | 82..82 minutes', '104 | 104..104 minutes']],
    [
      'A costume drama costs 800,000 yuan. A campus romance we can do for under 300,000.',
      ['800,000 yuan | 800000..800000 money', 'under 300,000 | ..300000 money'],
    ],
    ['Platforms bought 100,000 novels for adaptation.', ['100,000 | 100000..100000 count']],
    // Up to as a verb's particle, and what stands beside growth.
    ['Overseas downloads were up to 16.7 million.', ['16.7 million | 16700000..16700000 downloads']],
    [
      'Downloads were 17.2 million, 23.7% above the 13.9 million of January.',
      ['17.2 million | 17200000..17200000 downloads', '23.7% | 0.237..0.237 share', '13.9 million | 13900000..13900000 downloads'],
    ],
    ['About one-eighth fewer dramas went online than in 2024.', ['About one-eighth | -0.125..-0.125 share']],
    // No figures: telephones, ages, scenes, lengths of lists.
    [
      'Those aged 40 to 59 watch most. By noon scene 31 is in the can. Hotline: +86 10 5555 0123. Of the 100 best-placed apps, 11 were Chinese.',
      ['11 | 11..11 apps'],
    ],
  ] as const)('%s', async (text, claims) => {
    expect(await valued(text)).toEqual(claims);
  });
});

describe('figures that stand in columns', () => {
  test('take thousands from the line above, and their times from heads under an empty corner', async () => {
    const text = `REVENUE BY SEGMENT (RMB'000)

\tSix months ended 30 June 2025\tSix months ended 30 June 2024
Micro-short dramas\t802,300\t436,100
Advertising services\t317,900\t288,400`;
    expect(await valued(text)).toEqual([
      '802,300 | 802300000..802300000 money',
      '436,100 | 436100000..436100000 money',
      '317,900 | 317900000..317900000 money',
      '288,400 | 288400000..288400000 money',
    ]);
    expect(await told(text)).toEqual([
      '802,300 | 2025-H1 | actual',
      '436,100 | 2024-H1 | actual',
      '317,900 | 2025-H1 | actual',
      '288,400 | 2024-H1 | actual',
    ]);
  });

  test('and what is looked up is no figure', async () => {
    expect(await valued('The company (stock code 09713) wrote report no. LM-2026-041; applications go to Window 6.')).toEqual([]);
    expect(await valued('Spending was RMB 8.73 billion, 4.1% below the fourth quarter of 2024.')).toEqual([
      'RMB 8.73 billion | 8730000000..8730000000 money',
      '4.1% | -0.041..-0.041 share',
    ]);
  });
});
