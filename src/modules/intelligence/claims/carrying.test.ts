import { describe, expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

const inShort = (texts: readonly string[], more: Parameters<typeof documentOf>[1]) =>
  readClaims(documentOf(texts, more)).map((claim) => said(claim).split(' | ').slice(0, 5).join(' | '));
const periods = (texts: readonly string[], more: Parameters<typeof documentOf>[1]) =>
  readClaims(documentOf(texts, more)).map(
    ({ quote, period, basePeriod }) => `${quote} ${period ?? '-'}${basePeriod ? `<${basePeriod}` : ''}`,
  );

describe('what is named to be compared with is never what the text goes on about', () => {
  test('a half-year report, in which the year before stands beside each figure', () => {
    expect(
      periods(
        [
          '报告期内，公司实现营业收入9.40亿元，上年同期为7.12亿元，同比增长32.0%；归母净利润3105万元，上年同期亏损1260万元。',
          '分业务看，微短剧收入4.88亿元，占总营收的51.9%，毛利率29.4%，提升4.1个百分点。',
          '公司表示，上半年共上线微短剧120部，下半年计划推出不少于150部。',
        ],
        { title: '星河影业2025年半年报：微短剧收入过半', publishedAt: '2025-08-20' },
      ),
    ).toEqual([
      '9.40亿元 2025-H1',
      '7.12亿元 2024-H1',
      '32.0% 2025-H1<2024-H1',
      '3105万元 2025-H1',
      '1260万元 2024-H1',
      '4.88亿元 2025-H1',
      '51.9% 2025-H1',
      '29.4% 2025-H1',
      '4.1个百分点 2025-H1<2024-H1',
      '120部 2025-H1',
      '不少于150部 2025-H2',
    ]);
  });

  test('a year earlier is the same part of the year before', () => {
    expect(
      periods(['2025年第一季度，人均单日时长95分钟，一年前是80分钟。付费用户比例10.2%，月均花费24元。'], {
        publishedAt: '2025-06-10',
        title: '微短剧用户行为报告',
      }),
    ).toEqual(['95分钟 2025-Q1', '80分钟 2024-Q1', '10.2% 2025-Q1', '24元 2025-Q1']);
    expect(
      periods(
        [
          'The studio made 41 titles in the first six months of the year, compared with 24 in the same period. Two years ago it had no crew. Revenue was 120 million yuan, up from 80 million yuan a year earlier.',
        ],
        { publishedAt: '2025-08-21' },
      ),
    ).toEqual(['41 titles 2025-H1', '24 2024-H1', '120 million yuan 2025-H1', '80 million yuan 2024-H1']);
  });

  test('a report on three quarters, an interim report in English', () => {
    expect(
      periods(
        [
          '2025年前三季度，公司实现营收20.3亿元，较上年同期的15.8亿元增长28.5%。净利润1.2亿元，去年同期为亏损0.4亿元。',
          '微短剧业务收入8.6亿元，占比42.4%，同比提高9.8个百分点。',
          '第三季度单季营收7.4亿元，环比增长6.1%。',
          '上半年公司上线微短剧88部，全年计划上线180部。',
        ],
        { title: '某文化传媒2025年三季报', publishedAt: '2025-10-28' },
      ),
    ).toEqual([
      '20.3亿元 2025-01..2025-09',
      '15.8亿元 2024-01..2024-09',
      '28.5% 2025-01..2025-09<2024-01..2024-09',
      '1.2亿元 2025-01..2025-09',
      '0.4亿元 2024-01..2024-09',
      '8.6亿元 2025-01..2025-09',
      '42.4% 2025-01..2025-09',
      '9.8个百分点 2025-01..2025-09<2024-01..2024-09',
      '7.4亿元 2025-Q3',
      '6.1% 2025-Q3<2025-Q2',
      '88部 2025-H1',
      '180部 2025',
    ]);
    expect(
      inShort(
        [
          'Interim revenue at the micro-drama group was 1.24 billion yuan, compared with 905 million yuan a year earlier.',
          'Micro-dramas brought in 58% of revenue, up from 47% a year ago. The group released 96 titles in the first half and plans at least 120 in the second half.',
          'Three years ago the group had 12 employees; it now has 640.',
        ],
        { title: 'Studio group doubles interim profit', publishedAt: '2025-08-27' },
      ),
    ).toEqual([
      '1.24 billion yuan | revenue level | 1240000000 CNY | 2025-H1 | actual',
      '905 million yuan | revenue level | 905000000 CNY | 2024-H1 | actual',
      '58% | revenue share | 0.58 share | 2025-H1 | actual',
      '47% | revenue share | 0.47 share | 2024-H1 | actual',
      '96 titles | titles level | 96 titles | 2025-H1 | actual',
      'at least 120 | titles level | >=120 titles | 2025-H2 | target',
      '12 employees | practitioners level | 12 people | 2022 | actual',
      '640 | practitioners level | 640 people | - | actual',
    ]);
  });

  test('but last year, by itself, is what much is about', () => {
    expect(periods(['去年，微短剧市场规模达504亿元，用户6.62亿人，全年备案3万部。'], { publishedAt: '2025-03-01' })).toEqual([
      '504亿元 2024',
      '6.62亿人 2024',
      '3万部 2024',
    ]);
  });

  test('growth from one quarter to the next', () => {
    expect(
      periods(
        [
          'Overseas micro-drama apps took third-quarter revenue of $680 million, up 9.7 percent from the second quarter. Downloads were flat at 310 million. The United States remained the biggest source, with 49% of the total revenue. Japan followed with 11%.',
        ],
        { publishedAt: '2025-10-21' },
      ),
    ).toEqual(['$680 million 2025-Q3', '9.7 percent 2025-Q3<2025-Q2', '310 million 2025-Q3', '49% 2025-Q3', '11% 2025-Q3']);
  });
});

describe('what was dated dates what breaks it down', () => {
  test('shares of users, in the next paragraph too', () => {
    expect(
      periods(
        ['截至2025年6月底，微短剧用户约6.9亿人。', '40岁及以上用户占45.7%，较上一年同期高出3.4个百分点；三线及以下城市用户占比58.9%。'],
        { publishedAt: '2025-09-10' },
      ),
    ).toEqual(['约6.9亿人 2025-06', '45.7% 2025-06', '3.4个百分点 2025-06<2024-06', '58.9% 2025-06']);
  });

  test('by sex and age, and the pay of those who pay; what is now is not of then', () => {
    expect(
      inShort(
        [
          '2024年12月，微短剧用户规模达6.62亿人，较2023年12月的5.41亿人增加1.21亿人。',
          '从性别看，男性占52.3%，女性占47.7%。从年龄看，20—29岁占比18.9%，50岁及以上占比31.2%。',
          '其中，三线及以下城市用户占比61.7%，比一年前提高2.4个百分点。',
          '目前，行业从业者约65万人。',
        ],
        { publishedAt: '2025-02-10' },
      ).slice(3),
    ).toEqual([
      '52.3% | users share | 0.523 share | 2024-12 | actual',
      '47.7% | users share | 0.477 share | 2024-12 | actual',
      '18.9% | users share | 0.189 share | 2024-12 | actual',
      '31.2% | users share | 0.312 share | 2024-12 | actual',
      '61.7% | users share | 0.617 share | 2024-12 | actual',
      '2.4个百分点 | users change | 0.024 points | 2024-12<2023-12 | actual',
      '约65万人 | practitioners level | 650000 people | - | actual',
    ]);
  });

  test('同期 in the next point is the whole stretch of the point before', () => {
    expect(
      inShort(
        ['海外短剧应用总收入18.7亿美元（前三季度），其中三季度6.8亿美元，环比增9.7%。', '下载量同期破9亿次，拉美占27%，东南亚占24%。'],
        {
          publishedAt: '2025-10-20',
        },
      ),
    ).toEqual([
      '18.7亿美元 | revenue level | 1870000000 USD | 2025-01..2025-09 | actual',
      '6.8亿美元 | revenue level | 680000000 USD | 2025-Q3 | actual',
      '9.7% | revenue change | 0.097 share | 2025-Q3<2025-Q2 | actual',
      '破9亿次 | downloads level | >=900000000 downloads | 2025-01..2025-09 | actual',
      '27% | downloads share | 0.27 share | 2025-01..2025-09 | actual',
      '24% | downloads share | 0.24 share | 2025-01..2025-09 | actual',
    ]);
  });
});
