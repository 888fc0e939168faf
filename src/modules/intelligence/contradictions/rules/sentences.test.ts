/** Sentences as people write them, read and checked: what is to be found, and what looks alike and is honest. */
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../../../test/support/market-sentences.ts';
import { readClaims } from '../../claims/read.ts';
import { checkClaims } from './check.ts';

type Told = string | { text: string; title?: string; publishedAt?: string };

/** `kind code: quotes of what is off`, of each accusation among documents of one sentence each. */
function accusations(told: readonly Told[]): string[] {
  const documents = told.map((one, at) => {
    const { text, ...more } = typeof one === 'string' ? { text: one } : one;
    const document = documentOf(text, { source: `Source ${at}`, ...more });
    return { document, claims: readClaims(document) };
  });
  return checkClaims(documents)
    .filter(({ disposition }) => disposition === 'contradiction')
    .map(({ hypotheses: [first] }) => {
      const quotes = first!.off.map(({ claim }) => documents[claim.document]!.claims[claim.claim]!.quote);
      return `${first!.kind} ${first!.code}: ${quotes.join(' / ')}`;
    });
}

describe('is found', () => {
  const wrong: readonly (readonly [readonly Told[], string])[] = [
    [['男性占比58%，女性占比52%。'], 'identity identity_shares: 58%'],
    [['2025年6月，男性用户占比58%，女性用户占比52%。'], 'identity identity_shares: 58%'],
    [['Of viewers, 58 percent are men and 52 percent are women.'], 'identity identity_shares: 58 percent'],
    [['Men make up 58 percent of viewers and women 52 percent.'], 'identity identity_shares: 58 percent'],
    [["In 2024, Hongguo held 48% of the platforms' revenue, Kuaishou 35% and Douyin 25%."], 'identity identity_shares: 48%'],
    [['市场份额方面，红果占48%，快手占35%，抖音占25%。'], 'identity identity_shares: 48%'],
    [
      ['The fund has a total size of 200 million RMB, of which the government contributes 300 million RMB.'],
      'identity identity_part_of: 300 million RMB',
    ],
    [['基金总规模2亿元，其中政府出资3亿元。'], 'identity identity_part_of: 3亿元'],
    [['全市现有短剧企业500家，其中制作企业620家。'], 'identity identity_part_of: 620家'],
    [['The city counts 500 companies, of which 620 are in the eastern district.'], 'identity identity_part_of: 620'],
    [['Of the 200 titles on the list, 132 were produced in Zhengzhou, or 80%.'], 'identity identity_proportion: 80%'],
    [['132 of the 200 titles on the list, or 80 percent, were made in Zhengzhou.'], 'identity identity_proportion: 80 percent'],
    [['Of the 200 titles sampled, 132, or 80 percent, were AI-generated.'], 'identity identity_proportion: 80 percent'],
    [['In 2024, 80 percent of the listed titles – 132 of 200 – were realistic.'], 'identity identity_proportion: 80 percent'],
    [['200部上榜作品，132部由郑州制作，占比80%。'], 'identity identity_proportion: 80%'],
    [['上榜的200部短剧里有132部来自郑州，占80%。'], 'identity identity_proportion: 80%'],
    [
      ['As of June 2025, 696 million of 1.123 billion internet users, or 52 percent, watched micro-dramas.'],
      'identity identity_rate: 52 percent',
    ],
    [['截至2025年6月，网民11.23亿人，微短剧用户6.96亿人，占网民的52%。'], 'identity identity_rate: 52%'],
    [['截至2025年6月，微短剧用户规模达16.2亿人。'], 'identity identity_beyond_people: 16.2亿人'],
    [
      ['2024年微短剧市场规模504.4亿元。', '2024年中国微短剧市场规模达504.4亿元。', '2024年微短剧市场规模为50.44亿元。'],
      'scale scale_billion_as_yi: 50.44亿元',
    ],
    [
      [
        'The micro-drama market was worth 50.44 billion yuan in 2024.',
        'The micro-drama market reached 50.4 billion yuan in 2024.',
        { text: 'The market stood at 504 billion yuan in 2024.', title: 'Free dramas take over' },
      ],
      'scale scale_yi_as_billion: 504 billion yuan',
    ],
  ];
  for (const [told, found] of wrong)
    test(JSON.stringify(told), () => {
      expect(accusations(told)).toEqual([found]);
    });
  test('several figures of one sentence that looks ahead to what was over are one finding', () => {
    const text = '预计2024年微短剧市场规模将达504.4亿元，用户将达6.6亿人，企业将达8万家。';
    expect(accusations([{ text, publishedAt: '2026-03-01' }])).toEqual(['status status_past: 504.4亿元 / 6.6亿人 / 8万家']);
  });
});

describe('is left alone', () => {
  const honest: readonly (readonly Told[])[] = [
    ['2024年微短剧市场规模504.4亿元。', 'The free segment was worth 25.2 billion yuan in 2024.', '2024年中国微短剧市场规模为504.4亿元。'],
    [
      'In 2024 the micro-drama market was worth 50.44 billion yuan.',
      { text: 'The market reached 25 billion yuan in 2024.', title: 'Free dramas take over' },
      "China's micro-drama market hit 50.44 billion yuan in 2024.",
    ],
    [
      '2024年微短剧市场规模504.4亿元，企业8万家。',
      { text: '2024年，微短剧产业规模达到18.6亿元，企业800家。', title: '郑州：微短剧之城' },
      '2024年全国微短剧市场规模达504.4亿元，企业8万家。',
    ],
    ['2024年微短剧市场规模504.4亿元。', '2024年微短剧产业链产值超1000亿元。', '2024年微短剧流水约500亿元，其中IAP收入254亿元。'],
    ['截至2025年6月，微短剧用户规模达6.96亿人。', '截至2025年6月，红果短剧用户达2.1亿人。', '截至2024年底，微短剧用户规模达6.62亿人。'],
    ['As of June 2025, micro-dramas had 696 million users.', 'As of June 2025, users on the platform reached 210 million.'],
    ['2025年上半年，微短剧市场规模为310亿元。', '2025年微短剧市场规模预计达到634亿元。', '2025年全年微短剧市场规模预计为680亿元。'],
    ['基金目标规模5亿元，首期规模1亿元。', '该基金总规模5亿元，其中政府出资1亿元。'],
    ['The fund totals 500 million yuan, of which 100 million yuan was paid in; it expects to drive 2 billion yuan of investment.'],
    ['2021年36.8亿元，2024年504.4亿元，三年增长近13倍。', '微短剧市场规模由2021年的36.8亿元增至2024年的504.4亿元，是2021年的13.7倍。'],
    ['男性用户中58%愿意付费，女性用户中62%愿意付费。', '58% of men and 62% of women watch micro-dramas every day.'],
    ['2024年，微短剧总收入中广告占54%，付费占34%，电商占12%。', '广告收入同比增长54%，付费收入同比增长34%，电商增长40%。'],
    ['In 2024, advertising made 54% of revenue, paid content 34% and e-commerce 12%.'],
    [
      'As of June 2025 downloads of overseas apps had reached 1.21 billion in total so far.',
      'In June 2025 overseas apps were downloaded 58 million times.',
    ],
    ['2024年，短剧平台的毛收入为120亿元。', '2024年，短剧平台净收入80亿元。'],
    ["Hongguo's revenue is budgeted at 12 billion yuan for 2024.", 'In 2024 Hongguo earned 10.4 billion yuan.'],
    [
      '2024年全国电影总票房425.02亿元，微短剧为504.4亿元。',
      'In 2024 film box office totalled 42.5 billion yuan; micro-dramas took 50.44 billion yuan.',
    ],
    [
      'As of June 2025, nearly 62% of internet users watched micro-dramas, or 696 million people.',
      'As of June 2025, 61.9% of netizens watched micro-dramas.',
    ],
    ['Hangzhou counted 620 short-drama companies at the end of 2024.', 'At the end of 2024, the district was home to 45 companies.'],
    ['全市共备案200部，上线132部，增长80%。'],
    ['2024年底用户6.62亿人，2025年6月用户6.96亿人。', '2025年6月微短剧用户达6.96亿人，较2024年底增加3400万人。'],
  ];
  for (const told of honest)
    test(JSON.stringify(told), () => {
      expect(accusations(told)).toEqual([]);
    });
});
