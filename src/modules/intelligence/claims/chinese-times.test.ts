import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

/** Figures with their periods and, where it is not plain fact, their status. */
const told = (texts: readonly string[], more: Parameters<typeof documentOf>[1]) =>
  readClaims(documentOf(texts, more)).map(
    ({ quote, period, status }) => `${quote} ${period ?? '-'}${status === 'actual' ? '' : ` ${status}`}`,
  );

describe('times of Chinese texts', () => {
  test('a weekly is of its week, a monthly of its month, unless a figure says otherwise', () => {
    expect(
      told(['当周短剧投流金额4.8亿元左右，9月以来合计接近20亿元。', '榜首《春风》新增播放量3.26亿次。目前在投短剧4512部。'], {
        title: '短剧热力周报（9.22—9.28）：漫剧素材占比走高',
        publishedAt: '2025-09-30',
      }),
    ).toEqual(['4.8亿元左右 2025-09-22..2025-09-28', '接近20亿元 2025-09', '3.26亿次 2025-09-22..2025-09-28', '4512部 -']);
    expect(
      told(['新面孔NovaShorts的收入由5月的不足100万美元跃升至640万美元。', '6月内购收入4120万美元。'], {
        title: '2025年6月短剧出海数据月报',
        publishedAt: '2025-07-10',
      }),
    ).toEqual(['不足100万美元 2025-05', '640万美元 2025-06', '4120万美元 2025-06']);
  });

  test('a title that names a part of a year dates its prose, and not the points of a digest', () => {
    const title = '一季度短剧出海：拉美成黑马';
    const publishedAt = '2025-05-09';
    expect(told(['与2024年相比，付费短剧占比下滑了11个百分点。'], { publishedAt })).toEqual(['11个百分点 2025']);
    expect(told(['拉美短剧下载量8100万次，但收入占比只有6%。去年同期，平台亏损1.88亿元。'], { title, publishedAt })).toEqual([
      '8100万次 2025-Q1',
      '6% 2025-Q1',
      '1.88亿元 2024-Q1',
    ]);
    expect(
      told(['免费短剧的投放占比由三季度的52%提升至58%。'], {
        title: '2025年第四季度微短剧投放报告',
        publishedAt: '2026-02-14',
      }),
    ).toEqual(['52% 2025-Q3', '58% 2025-Q4']);
  });

  test('a part of a year without its year is the latest that has come, or of the year that a title looks back at', () => {
    expect(told(['2022年底机构不足2000家，如今逾1万家。', '上半年备案1200部。'], { publishedAt: '2025-08-27' })).toEqual([
      '不足2000家 2022',
      '逾1万家 -',
      '1200部 2025-H1',
    ]);
    expect(told(['四季度上线300部。'], { publishedAt: '2025-02-08' })).toEqual(['300部 2024-Q4']);
    expect(told(['四季度预计上线300部。'], { publishedAt: '2025-02-08' })).toEqual(['300部 2025-Q4 forecast']);
    expect(told(['12月上线300部。'], { title: '2023年微短剧行业报告', publishedAt: '2025-02-08' })).toEqual(['300部 2023-12']);
  });

  test('what a later clause begins with is of that clause, and where something began is of no time that leads', () => {
    expect(told(['目前已建成拍摄基地11个，力争到2027年底达到20个。'], {})).toEqual(['11个 -', '20个 2027 target']);
    expect(told(['拍摄周期压缩到7天，而在2022年，同样的戏要拍12至15天。'], {})).toEqual(['7天 -', '12至15天 2022']);
    expect(told(['2024年，单部制作成本由20万元增至40万元。'], {})).toEqual(['20万元 -', '40万元 2024']);
    expect(told(['渗透率提升7.4个百分点，截至2025年6月达到67.1%。'], {})).toEqual(['7.4个百分点 2025-06', '67.1% 2025-06']);
  });

  test('a sentence stays in the time of the one before, but prices and what is generally so do not', () => {
    expect(told(['截至2024年12月，微短剧用户6.62亿人。相比之下，网络视频用户10.7亿人。'], {})).toEqual([
      '6.62亿人 2024-12',
      '10.7亿人 2024-12',
    ]);
    expect(told(['2024年，横店接待短剧剧组1846个。头部作品制作成本80万元，热门作品播放量数亿次。'], {})).toEqual([
      '1846个 2024',
      '80万元 -',
      '数亿次 -',
    ]);
  });
});

test('years in brackets, dates told twice, growth between two months, the year before the one that is spoken of', () => {
  expect(told(['人均付费43.5元、付费率28.8%，这是2024年微短剧的数据。'], {})).toEqual(['43.5元 2024', '28.8% 2024']);
  expect(told(['按照规划，到“十五五”末，短剧产业规模要突破300亿元。'], { publishedAt: '2025-11-18' })).toEqual(['突破300亿元 2030 target']);
  expect(told(['免费模式占市场的64%，付费模式占36%（2025年口径）。'], {})).toEqual(['64% 2025', '36% 2025']);
  expect(told(['截至2025年10月底，年内投放过短剧的广告主预计达到1180家。'], { publishedAt: '2025-12-01' })).toEqual(['1180家 2025-10']);
  expect(told(['下载量在2025年6月达到1310万次，2025年1月则为970万次，区间增幅35.1%。'], {})).toEqual([
    '1310万次 2025-06',
    '970万次 2025-01',
    '35.1% 2025-06',
  ]);
  expect(told(['2022年微短剧市场规模在上年基础上再增83.3%，至88.8亿元。'], {})).toEqual(['83.3% 2022', '88.8亿元 2022']);
});

test('each of a list is of the time of its fellow in the list before', () => {
  expect(
    told(['2022年、2023年及2025年上半年，短剧公司收入分别为2.1亿元、9.8亿元和13.7亿元。同期毛利率分别为31.2%、28.5%、25.1%。'], {
      publishedAt: '2025-09-25',
    }),
  ).toEqual(['2.1亿元 2022', '9.8亿元 2023', '13.7亿元 2025-H1', '31.2% 2022', '28.5% 2023', '25.1% 2025-H1']);
});

test('that figure is of what was spoken of, and a month that is as far as figures go has come', () => {
  expect(
    readClaims(documentOf(['2022年底，微短剧用户还不足4亿。到2024年6月，这一数字为5.76亿。'], {})).map(
      ({ quote, metric, unit }) => `${quote} ${metric} ${unit}`,
    ),
  ).toEqual(['不足4亿 users people', '5.76亿 users people']);
  expect(told(['截至2月底，龙岗已聚集微短剧企业217家。'], { publishedAt: '2025-03-05' })).toEqual(['217家 2025-02']);
  expect(told(['到12月底，力争建成短剧基地8个。'], { publishedAt: '2025-03-05' })).toEqual(['8个 2025-12 target']);
});

test('the year before that of the sentence, and aims whose year opens it', () => {
  expect(told(['短剧市场规模2025年有望站上680亿元，同比增速由上一年的35%放缓至34.8%。'], { publishedAt: '2025-11-20' })).toEqual([
    '站上680亿元 2025 forecast',
    '35% 2024',
    '34.8% 2025 forecast',
  ]);
  expect(told(['到2026年底，推出精品微短剧100部；培育年产值过亿元企业3—5家。'], { publishedAt: '2025-05-27' })).toEqual([
    '100部 2026 target',
    '3—5家 2026 target',
  ]);
});

test('what is has left the time of what was; what is only compared with dates nothing behind it', () => {
  expect(told(['2022年一部短剧25万元能拍完，现在平均70万元，涨了将近两倍。'], {})).toEqual(['25万元 2022', '70万元 -', '将近两倍 -']);
  expect(
    told(['ReelShort全年收入约4亿美元，是2023年的2.4倍；DramaBox全年收入3.23亿美元。'], {
      title: '2024，短剧出海的分水岭',
      publishedAt: '2024-12-31',
    }),
  ).toEqual(['约4亿美元 2024', '2.4倍 2024', '3.23亿美元 2024']);
  expect(told(['短剧企业比2023年末多了六成；从业人员由当时的1.2万增加到4.5万。'], { publishedAt: '2025-11-18' })).toContain('1.2万 2023');
  expect(told(['1—4月，全市短剧产值6.4亿元，完成全年目标的32%。'], { publishedAt: '2025-05-15' })).toEqual([
    '6.4亿元 2025-01..2025-04',
    '32% 2025-01..2025-04',
  ]);
});

describe('how Chinese figures are meant', () => {
  test.each([
    [
      '据测算，2024年市场规模约21亿元，2025年料增至168亿元；单部成本降至30万元。',
      ['约21亿元 2024 estimate', '168亿元 2025 forecast', '30万元 2025'],
    ],
    ['2024年付费用户估算为5900万人，人均年支出210元。', ['5900万人 2024 estimate', '210元 2024']],
    ['成都：到2027年微短剧产业规模剑指120亿元', ['120亿元 2027 target']],
    ['方案提出，设立规模10亿元的微短剧产业基金。', ['10亿元 - target']],
    ['申报单位上年度营业收入门槛为200万元，在册员工不少于5人即可。', ['200万元 - policy', '不少于5人 - policy']],
    ['平台将制作周期压缩至7天。', ['7天 -']],
    ['三年行动方案为烟台划定了时间表：2027年微短剧市场规模做到160亿元。', ['160亿元 2027 target']],
    ['真金白银扶持微短剧，最高补300万。', ['最高补300万 - policy']],
    ['国家级推优作品可得40万元，省级推优作品可得10万元。', ['40万元 - policy', '10万元 - policy']],
    [
      '一、A类项目每部扶持50万元，B类项目每部30万元。扶持资金分两期拨付，立项后拨付60%，验收合格后拨付40%。',
      ['50万元 - policy', '30万元 - policy', '60% - policy', '40% - policy'],
    ],
    ['印度短剧用户目前约1.2亿，还在增加。短剧基地每天有几十个剧组同时开机。', ['约1.2亿 -', '几十个 -']],
    ['直击370亿微短剧市场：钱流向了哪里', ['370亿 -']],
  ])('%s', (text, figures) => expect(told([text], { publishedAt: '2025-08-13' })).toEqual(figures));
});

test('what only tells which are counted is no figure, and what is counted keeps its unit', () => {
  expect(told(['187部短剧播放量破亿，97家公司短剧分账过千万。一部60集的漫剧不难拍。微短剧用户逼近7亿大关。'], {})).toEqual([
    '187部 -',
    '97家 -',
    '逼近7亿 -',
  ]);
  expect(
    readClaims(documentOf(['短剧播放量破3亿次的，一次性奖励20万元；破10亿次的，奖励50万元。'], {})).map(
      ({ quote, unit }) => `${quote} ${unit}`,
    ),
  ).toEqual(['破3亿次 views', '20万元 money', '破10亿次 views', '50万元 money']);
});

test('numbers of papers are no figures', () => {
  expect(told(['索引号：0137-2025-0046　文号：青西文发〔2025〕9号　记者从27日召开的会上获悉，短剧产业受到支持。'], {})).toEqual([]);
});
