import { expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

const read = (sentence: string): string[] =>
  readClaims(documentOf(sentence)).map((claim) => said(claim).split(' | ').slice(0, 3).join(' | '));

/** Who watches and who is online, what cinemas take and what the market is worth, companies that register and titles that are filed. */
const sentences: readonly (readonly [string, readonly string[]])[] = [
  [
    'In June 2025, 696 million of China’s 1.123 billion internet users watched micro-dramas.',
    ['696 million | users level | 696000000 people', '1.123 billion internet users | internet_users level | 1123000000 people'],
  ],
  [
    'As of June 2025, China had 1.123 billion internet users, of whom 696 million watch micro-dramas.',
    ['1.123 billion internet users | internet_users level | 1123000000 people', '696 million | users level | 696000000 people'],
  ],
  [
    '在11.23亿网民中，有6.96亿人看微短剧。',
    ['11.23亿网民 | internet_users level | 1123000000 people', '6.96亿人 | users level | 696000000 people'],
  ],
  ['截至2025年6月，6.96亿网民在看短剧。', ['6.96亿网民 | users level | 696000000 people']],
  [
    '截至2025年6月，网民11.23亿人，微短剧用户6.96亿人。',
    ['11.23亿人 | internet_users level | 1123000000 people', '6.96亿人 | users level | 696000000 people'],
  ],
  ['The online population stood at 1.123 billion in June 2025.', ['1.123 billion | internet_users level | 1123000000 people']],
  [
    'Cinemas took 42.5 billion yuan in 2024, behind the 50.44 billion yuan of micro-dramas.',
    ['42.5 billion yuan | box_office level | 42500000000 CNY', '50.44 billion yuan | market_size level | 50440000000 CNY'],
  ],
  [
    'Companies registered with ‘short drama’ in their name climbed to 168,000 by the end of 2024.',
    ['168,000 | companies level | 168000 companies'],
  ],
  ['85 out of every 100 titles were free to watch in 2024.', ['85 out of every 100 | titles share | 0.85 share']],
  ['A quarter of revenue came from advertising in 2024.', ['A quarter | revenue share | 0.25 share']],
  ['每10人中有6人是女性用户。', ['每10人中有6人 | users share | 0.6 share']],
  ['In June 2025 Hongguo took the top spot among short-drama apps.', ['top spot | apps rank | 1 rank']],
  ['Viewers pay between 20 and 50 US cents per episode.', ['between 20 and 50 US cents | price level | 0.2~0.5 USD']],
  ['The district’s annual output value will top 3 billion yuan by 2027.', ['top 3 billion yuan | market_size level | >=3000000000 CNY']],
];

for (const [sentence, claims] of sentences)
  test(sentence, () => {
    expect(read(sentence)).toEqual(claims);
  });
