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
    [
      [
        '2025年上半年微短剧投流规模138亿元，2025年全年为315亿元。',
        { text: 'Advertising spend on micro-dramas totalled 13.8 billion yuan in 2025.', publishedAt: '2026-02-05' },
        { text: '2025年，微短剧投流规模为315亿元。', publishedAt: '2026-02-03' },
      ],
      'period period_of_other: 13.8 billion yuan',
    ],
    [
      ['Of the Top 100 titles of 2024, 34 were adapted from web novels – 54 percent of the list.'],
      'identity identity_proportion: 54 percent',
    ],
    [
      ['Of the 240 titles recommended in 2024, 96 dealt with contemporary life, or 60 percent.'],
      'identity identity_proportion: 60 percent',
    ],
    [
      ['Of these downloads in the first quarter of 2025, ReelHarbor had 44%, DramaPulse 37% and StoryKite 28%.'],
      'identity identity_shares: 44%',
    ],
    [
      ['In 2024, North America accounted for 58 percent of overseas revenue, Asia 31 percent and Latin America 24 percent.'],
      'identity identity_shares: 58 percent',
    ],
    [
      ["China's micro-drama market came to 31.2 billion yuan in 2023. Of this, free dramas accounted for 33.6 billion yuan."],
      'identity identity_part_of: 33.6 billion yuan',
    ],
    [['截至2025年6月，微短剧用户规模6.96亿人，付费用户规模7.5亿人。'], 'identity identity_payers: 7.5亿人'],
    [['2023年，西安微短剧市场规模20亿元。2024年为28亿元，同比增长75%。'], 'growth growth_change: 75%'],
    [
      ['The market was 37.39 billion yuan in 2023. After growth of 54.9%, the micro-drama market of 2024 was worth 50.44 billion yuan.'],
      'growth growth_change: 54.9%',
    ],
    [
      ['From 3.68 billion yuan in 2021 the micro-drama market grew over 30 times to 50.44 billion yuan in 2024.'],
      'growth growth_multiple: over 30 times',
    ],
    [
      [
        'The micro-drama market of Zhengzhou was 1.805 billion yuan in 2023. In 2024 it reached 23 billion yuan, up 27.4 percent year on year.',
      ],
      'scale scale_yi_as_billion: 23 billion yuan',
    ],
    [
      [
        'Overseas micro-drama apps earned $522 million in revenue in 2023 and $1.52 billion in 2024.',
        '2023年，海外微短剧应用收入5.22亿美元。',
        'Overseas micro-drama apps earned $1.52 billion in revenue in 2023.',
      ],
      'period period_of_other: $1.52 billion',
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
    // Where a text was filed, and what it measures by, is not what it is of.
    ["BEIJING - China's micro-drama market reached 50.44 billion yuan in 2024.", '2024年，北京微短剧市场规模30亿元。'],
    ['In 2024 micro-dramas had 662 million users, almost twice the population of the United States.'],
    ['2024年，国内微短剧市场规模504.4亿元；加上海外市场，规模超过610亿元。', '2024年，上海微短剧市场规模60亿元。'],
    // Who is compared with nobody else: what is somebody's, of another list, of a part that is not named.
    ['公司2024年上线短剧120部，营收3.4亿元。', '公司2024年上线短剧1200部，营收34亿元。'],
    [
      'In Qiaotou the micro-drama industry was worth 41 million yuan in 2024.',
      '2024年微短剧市场规模504.4亿元。',
      '2024年微短剧市场规模为504.4亿元。',
    ],
    [
      'At the end of 2024 Zhengzhou had 820 firms. By then revenue had reached 5 billion yuan.',
      'Micro-drama revenue of the industry was 50 billion yuan in 2024.',
    ],
    // Answers of which one may give several.
    ['调查显示，2024年62%的用户在抖音看剧，48%在红果看剧，37%在快手看剧（多选）。'],
    ['In a survey of 2024, 58 percent of respondents named Hongguo, 39 percent Douyin and 27 percent Kuaishou.'],
    // Aims and figures that are set anew.
    [
      'Chongqing aims at a micro-drama market of 8 billion yuan by 2026.',
      'Chongqing aims at a micro-drama market of 10 billion yuan by 2026.',
    ],
    ['2023年微短剧市场规模由此前公布的373.9亿元修订为358.6亿元。', 'The micro-drama market was 37.39 billion yuan in 2023.'],
    [
      'An article put the micro-drama market of 2024 at 504 billion yuan. That was wrong.',
      '2024年微短剧市场规模504亿元。',
      '2024年微短剧市场规模504.4亿元。',
    ],
    // Outlooks that are told as what they were.
    [
      {
        text: 'The micro-drama market reached 50.44 billion yuan in 2024, far above early forecasts of 30 billion yuan.',
        publishedAt: '2025-05-01',
      },
    ],
    [{ text: '此前曾预计2024年微短剧市场规模将达420亿元，实际为504.4亿元。', publishedAt: '2025-05-01' }],
    [
      {
        text: 'In 2024 the market was 49.8 billion yuan, so that our forecast for 2027 implies a CAGR of 19.8%.',
        publishedAt: '2025-05-01',
      },
    ],
    // Two growths in one breath.
    ['2025年6月备案微短剧3200部，同比下降5%，环比增长12%；5月备案2857部。'],
    ['Free apps brought in 21.9 billion yuan of that in 2024, and viewers paid the remaining 26.8 billion yuan.'],
    ['截至2024年12月，我国网民规模11.08亿人，互联网普及率达78.6%；微短剧用户6.62亿人。'],
    ['我们测算，2025年微短剧市场规模在600亿至700亿元之间。', 'We estimate the 2025 micro-drama market at 75 to 85 billion yuan.'],
  ];
  for (const told of honest)
    test(JSON.stringify(told), () => {
      expect(accusations(told)).toEqual([]);
    });
});
