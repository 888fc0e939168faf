import { describe, expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

/** Sentences as people write them on the market, and every claim of each, in the form of `said`. Published on 10 August 2025. */
const sentences: readonly (readonly [string, readonly string[]])[] = [
  [
    "China's micro-drama market was worth 50.44 billion yuan in 2024, up 34.9 percent year on year, and is projected to reach 68 billion yuan in 2025.",
    [
      '50.44 billion yuan | market_size level | 50440000000 CNY | 2024 | actual | China',
      '34.9 percent | market_size change | 0.349 share | 2024<2023 | actual | China',
      '68 billion yuan | market_size level | 68000000000 CNY | 2025 | forecast | China',
    ],
  ],
  [
    'Revenue rose 27.4% to 2.3 billion yuan in 2024, from 1.8 billion yuan a year earlier.',
    [
      '27.4% | revenue change | 0.274 share | 2024<2023 | actual',
      '2.3 billion yuan | revenue level | 2300000000 CNY | 2024 | actual',
      '1.8 billion yuan | revenue level | 1800000000 CNY | 2023 | actual',
    ],
  ],
  [
    'The number of users grew from 576 million at the end of 2023 to 662 million at the end of 2024, an increase of 14.9%.',
    [
      '576 million | users level | 576000000 people | 2023 | actual',
      '662 million | users level | 662000000 people | 2024 | actual',
      '14.9% | users change | 0.149 share | 2024<2023 | actual',
    ],
  ],
  [
    'In 2021, 2022 and 2023, the market size was 3.68 billion, 10.17 billion and 37.39 billion yuan, respectively.',
    [
      '3.68 billion | market_size level | 3680000000 CNY | 2021 | actual',
      '10.17 billion | market_size level | 10170000000 CNY | 2022 | actual',
      '37.39 billion yuan | market_size level | 37390000000 CNY | 2023 | actual',
    ],
  ],
  [
    'The market is expected to grow at a CAGR of 18% from 2024 to 2027, when it will exceed 100 billion yuan.',
    [
      '18% | market_size cagr | 0.18 share | 2024..2027<2024 | forecast',
      'exceed 100 billion yuan | market_size level | >=100000000000 CNY | 2027 | forecast',
    ],
  ],
  [
    'With a compound annual growth rate of over 80 percent between 2021 and 2024, the sector employs more than 1.3 million people.',
    [
      'over 80 percent | practitioners cagr | >=0.8 share | 2021..2024<2021 | actual',
      'more than 1.3 million people | practitioners level | >=1300000 people | 2024 | actual',
    ],
  ],
  [
    'Of the 200 titles sampled, 132 were AI-generated, or 66 percent.',
    [
      '200 titles | titles level | 200 titles | - | actual',
      '132 | titles level | 132 titles | - | actual',
      '66 percent | titles share | 0.66 share | - | actual',
    ],
  ],
  [
    "As of June 2025, micro-drama users reached 696 million, accounting for 61.9 percent of China's internet users, of which free dramas account for 60%.",
    [
      '696 million | users level | 696000000 people | 2025-06 | actual | China',
      '61.9 percent | penetration share | 0.619 share | 2025-06 | actual | China, of internet_users',
      '60% | users share | 0.6 share | 2025-06 | actual | China, free micro-dramas',
    ],
  ],
  [
    "The platform's monthly active users surpassed 200 million in March 2025, and average daily viewing time hit 1.5 hours.",
    [
      'surpassed 200 million | mau level | >=200000000 people | 2025-03 | actual',
      '1.5 hours | usage_time level | 90 minutes | 2025-03 | actual',
    ],
  ],
  [
    'Hangzhou offers subsidies of up to 3 million yuan per project, covering 30% of production costs, for titles whose box office exceeds 10 million yuan.',
    [
      'up to 3 million yuan | subsidy cap | <=3000000 CNY | - | policy | Hangzhou',
      '30% | subsidy share | 0.3 share | - | policy | Hangzhou, of production_cost',
      'exceeds 10 million yuan | subsidy threshold | >=10000000 CNY | - | policy | Hangzhou',
    ],
  ],
  [
    'Companies that invest at least 50 million yuan can receive a one-time award of 2 million yuan, capped at 5 million yuan per company per year.',
    [
      'at least 50 million yuan | subsidy threshold | >=50000000 CNY | - | policy',
      '2 million yuan | subsidy level | 2000000 CNY | - | policy',
      'capped at 5 million yuan | subsidy cap | <=5000000 CNY | - | policy',
    ],
  ],
  [
    'Zhengzhou plans to cultivate more than 10 leading companies and build five shooting bases by 2027, with a target market size of 10 billion yuan.',
    [
      'more than 10 leading companies | companies level | >=10 companies | 2027 | target | Zhengzhou',
      'five shooting bases | shooting_bases level | 5 places | 2027 | target | Zhengzhou',
      '10 billion yuan | market_size level | 10000000000 CNY | 2027 | target | Zhengzhou',
    ],
  ],
  [
    'The fund, with a target size of 200 million RMB and an initial commitment of 30 million RMB, will focus on micro-short dramas.',
    ['200 million RMB | fund_size level | 200000000 CNY | - | target', '30 million RMB | investment level | 30000000 CNY | - | actual'],
  ],
  [
    'ReelShort generated $400 million in in-app purchase revenue in 2024 and ranked second among entertainment apps in the United States.',
    [
      '$400 million | revenue level | 400000000 USD | 2024 | actual | United States, ReelShort',
      'second | revenue rank | 2 rank | 2024 | actual | United States, ReelShort',
    ],
  ],
  [
    'Downloads of Chinese short-drama apps overseas surged 41% year on year to 120 million in the first half of 2025.',
    [
      '41% | downloads change | 0.41 share | 2025-H1<2024-H1 | actual | Overseas',
      '120 million | downloads level | 120000000 downloads | 2025-H1 | actual | Overseas',
    ],
  ],
  [
    "Hongguo's share of the market rose to 45% in 2024 from 32% in 2023.",
    ['45% | market_share share | 0.45 share | 2024 | actual | Hongguo', '32% | market_share share | 0.32 share | 2023 | actual | Hongguo'],
  ],
  [
    'Advertising spending made up nearly 80% of revenue, or about 30 billion yuan.',
    [
      'nearly 80% | ad_spend share | <=0.8 share | - | actual | advertising, of revenue',
      'about 30 billion yuan | revenue level | 30000000000 CNY | - | actual | advertising',
    ],
  ],
  [
    'Overall, the platform market share declined by 2.3 percentage points to 24.5%.',
    ['2.3 percentage points | market_share change | -0.023 points | - | actual', '24.5% | market_share share | 0.245 share | - | actual'],
  ],
  [
    'The industry produced over 30,000 micro-dramas last year, 13 times as many as in 2022.',
    [
      'over 30,000 micro-dramas | titles level | >=30000 titles | 2024 | actual',
      '13 times | titles multiple | 13 times | 2024<2022 | actual',
    ],
  ],
  [
    'Production costs range between 400,000 and 700,000 yuan per title, while top productions cost several million yuan.',
    [
      'between 400,000 and 700,000 yuan | production_cost level | 400000~700000 CNY | - | actual',
      'several million yuan | production_cost level | >=1000000 CNY | - | actual | top productions',
    ],
  ],
  [
    'Analysts had expected 45 billion yuan in 2024, but the market actually reached 50.44 billion yuan.',
    [
      '45 billion yuan | market_size level | 45000000000 CNY | 2024 | forecast>actual',
      '50.44 billion yuan | market_size level | 50440000000 CNY | 2024 | actual',
    ],
  ],
  [
    'According to DataEye, the market size in 2024 is estimated at 50 billion yuan.',
    ['50 billion yuan | market_size level | 50000000000 CNY | 2024 | estimate'],
  ],
  [
    'Micro-drama filings totaled 1,890 in the first half of 2025, down 12.3 percent from a year earlier.',
    ['1,890 | filings level | 1890 titles | 2025-H1 | actual', '12.3 percent | filings change | -0.123 share | 2025-H1<2024-H1 | actual'],
  ],
  [
    'Global in-app revenue of short-drama apps reached US$700 million in Q1 2025, nearly quadrupling from Q1 2024, with the US contributing 49%.',
    [
      'US$700 million | revenue level | 700000000 USD | 2025-Q1 | actual | Global',
      'nearly quadrupling | revenue multiple | <=4 times | 2025-Q1<2024-Q1 | actual | Global',
      '49% | revenue share | 0.49 share | 2025-Q1 | actual | United States',
    ],
  ],
  [
    'By the end of 2024, the number of companies exceeded 820, marking a year-on-year growth of 29.3%.',
    ['exceeded 820 | companies level | >=820 companies | 2024 | actual', '29.3% | companies change | 0.293 share | 2024<2023 | actual'],
  ],
  [
    'The number of micro-drama users stood at 662 million at the end of 2024, or 59.7% of internet users, versus 52.4% a year before.',
    [
      '662 million | users level | 662000000 people | 2024 | actual',
      '59.7% | penetration share | 0.597 share | 2024 | actual | of internet_users',
      '52.4% | penetration share | 0.524 share | 2023 | actual',
    ],
  ],
  [
    'The average budget increased from 200,000-300,000 yuan to 400,000-700,000 yuan.',
    [
      '200,000-300,000 yuan | production_cost level | 200000~300000 CNY | - | actual',
      '400,000-700,000 yuan | production_cost level | 400000~700000 CNY | - | actual',
    ],
  ],
  [
    "The micro-drama sector generated 50.5 billion yuan ($7 billion) in 2024, overtaking the mainland's 42.5 billion yuan box office for the first time.",
    [
      '50.5 billion yuan | market_size level | 50500000000 CNY | 2024 | actual',
      '$7 billion | market_size level | 7000000000 USD | 2024 | actual',
      '42.5 billion yuan | box_office level | 42500000000 CNY | 2024 | actual',
    ],
  ],
  [
    'The market more than doubled to 37.4 billion yuan in 2023 and is forecast to top 100 billion yuan by 2027, iiMedia Research said.',
    [
      'more than doubled | market_size multiple | >=2 times | 2023 | actual',
      '37.4 billion yuan | market_size level | 37400000000 CNY | 2023 | actual',
      'top 100 billion yuan | market_size level | >=100000000000 CNY | 2027 | forecast',
    ],
  ],
  [
    'ReelShort and DramaBox posted revenue of $130 million and $120 million, respectively, in the first quarter of 2025.',
    [
      '$130 million | revenue level | 130000000 USD | 2025-Q1 | actual | ReelShort',
      '$120 million | revenue level | 120000000 USD | 2025-Q1 | actual | DramaBox',
    ],
  ],
  ['Nearly 60 percent of viewers are aged 40 and above.', ['Nearly 60 percent | users share | <=0.6 share | - | actual | of users']],
  [
    'Six in 10 Chinese internet users now watch micro-dramas, up from 52.4 percent a year earlier.',
    [
      'Six in 10 | penetration share | 0.6 share | - | actual | China, of internet_users',
      '52.4 percent | penetration share | 0.524 share | 2024 | actual | China',
    ],
  ],
  [
    'The number of short-drama apps abroad rose from 40 in 2022 to more than 230 by June 2025.',
    ['40 | apps level | 40 apps | 2022 | actual | Overseas', 'more than 230 | apps level | >=230 apps | 2025-06 | actual | Overseas'],
  ],
  [
    'An average series costs $150,000 to $300,000 and is shot in seven to ten days.',
    [
      '$150,000 to $300,000 | production_cost level | 150000~300000 USD | - | actual',
      'seven to ten days | project_days level | 7~10 days | - | actual',
    ],
  ],
  [
    'The city will set up a 500 million yuan fund and provide rewards of up to 1 million yuan for each outstanding title.',
    ['500 million yuan | fund_size level | 500000000 CNY | - | target', 'up to 1 million yuan | subsidy cap | <=1000000 CNY | - | policy'],
  ],
  [
    'Guangdong aims for an industry worth 30 billion yuan by 2028, roughly triple the 2024 level.',
    [
      '30 billion yuan | market_size level | 30000000000 CNY | 2028 | target | Guangdong',
      'roughly triple | market_size multiple | 3 times | 2028<2024 | target | Guangdong',
    ],
  ],
  [
    "Micro-dramas accounted for over 25 percent of the platform's total watch time in the third quarter of 2025.",
    ['over 25 percent | usage_time share | >=0.25 share | 2025-Q3 | actual | of usage_time'],
  ],
  [
    'More than 3,500 companies are now registered in the sector, compared with fewer than 1,000 in 2021.',
    [
      'More than 3,500 companies | companies level | >=3500 companies | - | actual',
      'fewer than 1,000 | companies level | <=1000 companies | 2021 | actual',
    ],
  ],
  [
    'Market size: 3.68bn yuan (2021), 10.17bn yuan (2022), 37.39bn yuan (2023), 68bn yuan (2025E).',
    [
      '3.68bn yuan | market_size level | 3680000000 CNY | 2021 | actual',
      '10.17bn yuan | market_size level | 10170000000 CNY | 2022 | actual',
      '37.39bn yuan | market_size level | 37390000000 CNY | 2023 | actual',
      '68bn yuan | market_size level | 68000000000 CNY | 2025 | forecast',
    ],
  ],
  [
    "Shanghai's Jing'an district offers rent subsidies covering 50% of costs for three years, with a maximum of 2 million yuan a year.",
    [
      "50% | subsidy share | 0.5 share | - | policy | Jing'an District, of production_cost",
      "a maximum of 2 million yuan | subsidy cap | <=2000000 CNY | - | policy | Jing'an District",
    ],
  ],
  [
    'The company expects full-year revenue of between 2 billion and 2.5 billion yuan, up from 1.6 billion yuan in 2024.',
    [
      'between 2 billion and 2.5 billion yuan | revenue level | 2000000000~2500000000 CNY | 2025 | forecast',
      '1.6 billion yuan | revenue level | 1600000000 CNY | 2024 | actual',
    ],
  ],
  [
    'Ad-supported titles generated a third of total revenue last year.',
    ['a third | revenue share | 0.3333333333333333 share | 2024 | actual | free micro-dramas, of revenue'],
  ],
  [
    'Spending on traffic ate up 80 to 90 percent of the income of paid dramas.',
    ['80 to 90 percent | ad_spend share | 0.8~0.9 share | - | actual | paid micro-dramas, of revenue'],
  ],
  [
    'By the end of last year, some 83,000 businesses related to micro-dramas had been established, 2.5 times the number in 2021.',
    [
      'some 83,000 businesses | companies level | 83000 companies | 2024 | actual',
      '2.5 times | companies multiple | 2.5 times | 2024<2021 | actual',
    ],
  ],
];

describe('claims of English sentences', () => {
  test.each(sentences)('%s', (sentence, claims) => {
    expect(readClaims(documentOf(sentence)).map(said)).toEqual(claims);
  });
});
