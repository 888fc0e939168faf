import { describe, expect, test } from 'vitest';
import { documentOf, said } from '../../../../test/support/market-sentences.ts';
import { readClaims } from './read.ts';

/** Sentences as people write them on the market, and every claim of each, in the form of `said`. Published on 10 August 2025. */
const sentences: readonly (readonly [string, readonly string[]])[] = [
  [
    '2024年，中国微短剧市场规模达504.4亿元，同比增长34.9%，首次超过电影票房。',
    [
      '504.4亿元 | market_size level | 50440000000 CNY | 2024 | actual | China',
      '34.9% | market_size change | 0.349 share | 2024<2023 | actual | China',
    ],
  ],
  [
    '2021年、2022年和2023年，中国微短剧市场规模分别为36.8亿元、101.7亿元和373.9亿元。',
    [
      '36.8亿元 | market_size level | 3680000000 CNY | 2021 | actual | China',
      '101.7亿元 | market_size level | 10170000000 CNY | 2022 | actual | China',
      '373.9亿元 | market_size level | 37390000000 CNY | 2023 | actual | China',
    ],
  ],
  [
    '2021年至2023年，微短剧市场规模分别为36.8亿元、101.7亿元、373.9亿元，预计2025年将达680亿元，2027年突破1000亿元。',
    [
      '36.8亿元 | market_size level | 3680000000 CNY | 2021 | actual',
      '101.7亿元 | market_size level | 10170000000 CNY | 2022 | actual',
      '373.9亿元 | market_size level | 37390000000 CNY | 2023 | actual',
      '680亿元 | market_size level | 68000000000 CNY | 2025 | forecast',
      '突破1000亿元 | market_size level | >=100000000000 CNY | 2027 | forecast',
    ],
  ],
  [
    '微短剧市场规模由2021年的36.8亿元增长至2024年的504.4亿元，年均复合增长率达139%。',
    [
      '36.8亿元 | market_size level | 3680000000 CNY | 2021 | actual',
      '504.4亿元 | market_size level | 50440000000 CNY | 2024 | actual',
      '139% | market_size cagr | 1.39 share | 2021..2024<2021 | actual',
    ],
  ],
  [
    '截至2024年12月，我国微短剧用户规模达6.62亿人，占网民整体的59.7%，较2023年12月增加近1亿人。',
    [
      '6.62亿人 | users level | 662000000 people | 2024-12 | actual | China',
      '59.7% | penetration share | 0.597 share | 2024-12 | actual | China, of internet_users',
      '近1亿人 | users change | <=100000000 people | 2024-12<2023-12 | actual | China',
    ],
  ],
  [
    '截至2025年6月，微短剧用户规模达6.96亿，占网民整体近七成，使用率为68.4%。',
    [
      '6.96亿 | users level | 696000000 people | 2025-06 | actual',
      '近七成 | penetration share | <=0.7 share | 2025-06 | actual | of internet_users',
      '68.4% | penetration share | 0.684 share | 2025-06 | actual',
    ],
  ],
  [
    '其中，免费短剧占比达到60%，付费短剧占比下降至40%。',
    ['60% | titles share | 0.6 share | - | actual | free micro-dramas', '40% | titles share | 0.4 share | - | actual | paid micro-dramas'],
  ],
  [
    '红果短剧月活跃用户数突破2亿，同比增长220%，人均单日使用时长达1.48小时。',
    [
      '突破2亿 | mau level | >=200000000 people | - | actual | Hongguo',
      '220% | mau change | 2.2 share | - | actual | Hongguo',
      '1.48小时 | usage_time level | 88.8 minutes | - | actual | Hongguo',
    ],
  ],
  [
    '2025年上半年，全国备案微短剧1890部，同比下降12.3%，其中200部为重点微短剧。',
    [
      '1890部 | filings level | 1890 titles | 2025-H1 | actual | China',
      '12.3% | filings change | -0.123 share | 2025-H1<2024-H1 | actual | China',
      '200部 | filings level | 200 titles | 2025-H1 | actual | China, key micro-dramas',
    ],
  ],
  [
    '郑州市提出，到2027年，微短剧市场规模突破100亿元，培育10家以上具有竞争力的制作企业，打造3个以上拍摄基地。',
    [
      '突破100亿元 | market_size level | >=10000000000 CNY | 2027 | target | Zhengzhou',
      '10家以上 | companies level | >=10 companies | 2027 | target | Zhengzhou',
      '3个以上 | shooting_bases level | >=3 places | 2027 | target | Zhengzhou',
    ],
  ],
  [
    '对在郑州拍摄并在平台首播、票房超过1000万元的微短剧，给予最高50万元的一次性奖励，每家企业每年累计不超过300万元。',
    [
      '超过1000万元 | subsidy threshold | >=10000000 CNY | - | policy | Zhengzhou',
      '最高50万元 | subsidy cap | <=500000 CNY | - | policy | Zhengzhou',
      '不超过300万元 | subsidy cap | <=3000000 CNY | - | policy | Zhengzhou',
    ],
  ],
  [
    '按实际拍摄成本的30%给予补贴，单部作品最高不超过100万元。',
    ['30% | subsidy share | 0.3 share | - | policy', '最高不超过100万元 | subsidy cap | <=1000000 CNY | - | policy'],
  ],
  ['每年安排5000万元专项资金支持微短剧产业发展。', ['5000万元 | fund_size level | 50000000 CNY | - | policy']],
  [
    '杭州临平区设立总规模10亿元的微短剧产业基金，首期规模2亿元。',
    [
      '10亿元 | fund_size level | 1000000000 CNY | - | actual | Linping District',
      '2亿元 | fund_size level | 200000000 CNY | - | actual | Linping District',
    ],
  ],
  [
    '2024年海外微短剧应用下载量超过3.7亿次，总收入达到12亿美元，其中美国市场收入占比约60%。',
    [
      '超过3.7亿次 | downloads level | >=370000000 downloads | 2024 | actual | Overseas',
      '12亿美元 | revenue level | 1200000000 USD | 2024 | actual | Overseas',
      '约60% | revenue share | 0.6 share | 2024 | actual | United States',
    ],
  ],
  ['我国短剧出海应用在2024年全球视听应用收入Top100中占据8席。', ['8 | apps level | 8 apps | 2024 | actual | China, online audio-visual']],
  [
    '200部样本作品中，132部为AI漫剧，占比66%。',
    [
      '200部 | titles level | 200 titles | - | actual',
      '132部 | titles level | 132 titles | - | actual | AI micro-dramas',
      '66% | titles share | 0.66 share | - | actual | AI micro-dramas',
    ],
  ],
  [
    '微短剧行业从业人员超过133万人，直接和间接创造就业岗位64.7万个。',
    ['超过133万人 | practitioners level | >=1330000 people | - | actual', '64.7万个 | practitioners level | 647000 people | - | actual'],
  ],
  [
    '微短剧市场规模破500亿，用户超6亿',
    ['破500亿 | market_size level | >=50000000000 money | - | actual', '超6亿 | users level | >=600000000 people | - | actual'],
  ],
  [
    '到2027年，行业规模有望突破千亿元大关，2025—2027年复合增长率预计为18%。',
    [
      '突破千亿元 | market_size level | >=100000000000 CNY | 2027 | forecast',
      '18% | market_size cagr | 0.18 share | 2025..2027<2025 | forecast',
    ],
  ],
  [
    '2024年投流成本占总收入的80%，投流规模约300亿元。',
    ['80% | ad_spend share | 0.8 share | 2024 | actual | of revenue', '约300亿元 | ad_spend level | 30000000000 CNY | 2024 | actual'],
  ],
  ['据估算，2024年微短剧产业直接产值约为650亿元。', ['约为650亿元 | market_size level | 65000000000 CNY | 2024 | estimate']],
  [
    '微短剧日均投放素材量达12.5万条，环比增长8%。',
    ['12.5万条 | ad_materials level | 125000 materials | - | actual', '8% | ad_materials change | 0.08 share | - | actual'],
  ],
  [
    '全年上线短剧超3万部，是2022年的13倍。',
    ['超3万部 | titles level | >=30000 titles | 2025 | actual', '13倍 | titles multiple | 13 times | 2025<2022 | actual'],
  ],
  ['单部拍摄周期一般为7至10天，每集时长1至3分钟。', ['7至10天 | project_days level | 7~10 days | - | actual']],
  [
    '该平台2024年收入20亿元，去年同期为15亿元。',
    ['20亿元 | revenue level | 2000000000 CNY | 2024 | actual', '15亿元 | revenue level | 1500000000 CNY | 2023 | actual'],
  ],
  [
    '2025年前5个月，短剧应用下载量达1.2亿次，较2024年同期增长41%。',
    [
      '1.2亿次 | downloads level | 120000000 downloads | 2025-01..2025-05 | actual',
      '41% | downloads change | 0.41 share | 2025-01..2025-05<2024-01..2024-05 | actual',
    ],
  ],
  [
    '微短剧用户规模从2023年底的5.76亿增至2024年底的6.62亿，增幅14.9%。',
    [
      '5.76亿 | users level | 576000000 people | 2023 | actual',
      '6.62亿 | users level | 662000000 people | 2024 | actual',
      '14.9% | users change | 0.149 share | 2024<2023 | actual',
    ],
  ],
  [
    '2024年，短剧市场规模约500亿元，而2020年仅为9.4亿元。',
    ['约500亿元 | market_size level | 50000000000 CNY | 2024 | actual', '9.4亿元 | market_size level | 940000000 CNY | 2020 | actual'],
  ],
  [
    '2024年我国微短剧市场规模首破500亿元大关，达504.4亿元，同比增幅近35%。',
    [
      '破500亿元 | market_size level | >=50000000000 CNY | 2024 | actual | China',
      '504.4亿元 | market_size level | 50440000000 CNY | 2024 | actual | China',
      '近35% | market_size change | <=0.35 share | 2024<2023 | actual | China',
    ],
  ],
  [
    '据中商产业研究院预测，2025年中国微短剧市场规模将增至634.3亿元，到2027年有望突破千亿元。',
    [
      '634.3亿元 | market_size level | 63430000000 CNY | 2025 | forecast | China',
      '突破千亿元 | market_size level | >=100000000000 CNY | 2027 | forecast | China',
    ],
  ],
  [
    '艾媒咨询数据显示，2023年中国网络微短剧市场规模为373.9亿元，同比上升267.65%；预计2027年超1000亿元。',
    [
      '373.9亿元 | market_size level | 37390000000 CNY | 2023 | actual | China',
      '267.65% | market_size change | 2.6765 share | 2023<2022 | actual | China',
      '超1000亿元 | market_size level | >=100000000000 CNY | 2027 | forecast | China',
    ],
  ],
  [
    '微短剧用户规模已从2022年的4.9亿人增长到2024年的6.62亿人，两年净增1.72亿人。',
    [
      '4.9亿人 | users level | 490000000 people | 2022 | actual',
      '6.62亿人 | users level | 662000000 people | 2024 | actual',
      '1.72亿人 | users change | 172000000 people | 2024<2022 | actual',
    ],
  ],
  [
    '全国6.62亿微短剧用户中，女性占比52.4%，40岁以上用户占比超四成。',
    [
      '6.62亿微短剧用户 | users level | 662000000 people | - | actual | China',
      '52.4% | users share | 0.524 share | - | actual | China, women',
      '超四成 | users share | >=0.4 share | - | actual | China',
    ],
  ],
  [
    '平均单部成本由三四十万元上涨到五六十万元，涨幅超过50%。',
    [
      '三四十万元 | production_cost level | 300000~400000 CNY | - | actual',
      '五六十万元 | production_cost level | 500000~600000 CNY | - | actual',
      '超过50% | production_cost change | >=0.5 share | - | actual',
    ],
  ],
  [
    '2024年上线短剧约3.7万部，其中真人短剧2.9万部，漫剧8000部。',
    [
      '约3.7万部 | titles level | 37000 titles | 2024 | actual',
      '2.9万部 | titles level | 29000 titles | 2024 | actual',
      '8000部 | titles level | 8000 titles | 2024 | actual | animated micro-dramas',
    ],
  ],
  [
    '今年前三季度，红果短剧MAU突破2.5亿，同比翻倍，DAU达到7000万。',
    [
      '突破2.5亿 | mau level | >=250000000 people | 2025-01..2025-09 | actual | Hongguo',
      '翻倍 | mau multiple | 2 times | 2025-01..2025-09<2024-01..2024-09 | actual | Hongguo',
      '7000万 | dau level | 70000000 people | 2025-01..2025-09 | actual | Hongguo',
    ],
  ],
  [
    '点众科技旗下DramaBox上半年流水1.5亿美元，位居短剧出海收入榜第2位。',
    [
      '1.5亿美元 | revenue level | 150000000 USD | 2025-H1 | actual | Overseas, DramaBox',
      '第2位 | revenue rank | 2 rank | 2025-H1 | actual | Overseas',
    ],
  ],
  [
    '2025年一季度海外短剧收入近7亿美元，较2024年第一季度增长近4倍。',
    [
      '近7亿美元 | revenue level | <=700000000 USD | 2025-Q1 | actual | Overseas',
      '近4倍 | revenue multiple | <=4 times | 2025-Q1<2024-Q1 | actual | Overseas',
    ],
  ],
  [
    '横店全年接待短剧剧组900余个，带动就业超10万人次，拉动消费23亿元。',
    [
      '900余个 | other level | >=900 count | 2025 | actual | Hengdian',
      '超10万人次 | practitioners level | >=100000 people | 2025 | actual | Hengdian',
      '23亿元 | consumption level | 2300000000 CNY | 2025 | actual | Hengdian',
    ],
  ],
  [
    '对年度营业收入首次达到5000万元、1亿元、5亿元的企业，分别给予50万元、100万元、300万元奖励。',
    [
      '5000万元 | subsidy threshold | >=50000000 CNY | - | policy',
      '1亿元 | subsidy threshold | >=100000000 CNY | - | policy',
      '5亿元 | subsidy threshold | >=500000000 CNY | - | policy',
      '50万元 | subsidy level | 500000 CNY | - | policy',
      '100万元 | subsidy level | 1000000 CNY | - | policy',
      '300万元 | subsidy level | 3000000 CNY | - | policy',
    ],
  ],
  [
    '贷款贴息按年利率50%给予补贴，单个企业每年最高100万元，期限不超过3年。',
    ['50% | subsidy share | 0.5 share | - | policy', '最高100万元 | subsidy cap | <=1000000 CNY | - | policy'],
  ],
  [
    '该基金总规模20亿元，其中首期5亿元，政府引导基金出资占比30%。',
    [
      '20亿元 | fund_size level | 2000000000 CNY | - | actual',
      '5亿元 | fund_size level | 500000000 CNY | - | actual',
      '30% | investment share | 0.3 share | - | actual',
    ],
  ],
  [
    '西安目标到2026年底集聚微短剧企业500家以上，产业规模达到50亿元。',
    [
      "500家以上 | companies level | >=500 companies | 2026 | target | Xi'an",
      "50亿元 | market_size level | 5000000000 CNY | 2026 | target | Xi'an",
    ],
  ],
  [
    '腾讯研究院估算，AI漫剧2025年市场规模约为168亿元，占微短剧市场的25%左右。',
    [
      '约为168亿元 | market_size level | 16800000000 CNY | 2025 | estimate | AI micro-dramas',
      '25%左右 | market_size share | 0.25 share | 2025 | estimate | AI micro-dramas, of market_size',
    ],
  ],
  [
    '2025年微短剧投流成本占比由85%降至75%，降低10个百分点。',
    [
      '85% | ad_spend share | 0.85 share | - | actual',
      '75% | ad_spend share | 0.75 share | 2025 | actual',
      '10个百分点 | ad_spend change | -0.1 points | 2025<2024 | actual',
    ],
  ],
  [
    '快手短剧日活用户超过2.7亿，其中每日观看10集以上的用户达1.46亿。',
    [
      '超过2.7亿 | dau level | >=270000000 people | - | actual | Kuaishou',
      '1.46亿 | users level | 146000000 people | - | actual | Kuaishou',
    ],
  ],
  [
    '海外短剧用户规模有望从2024年的5000万人增长至2030年的2亿至3亿人。',
    [
      '5000万人 | users level | 50000000 people | 2024 | actual | Overseas',
      '2亿至3亿人 | users level | 200000000~300000000 people | 2030 | forecast | Overseas',
    ],
  ],
  ['2023年7月至2024年6月，微信小程序短剧上线量为1.2万部。', ['1.2万部 | titles level | 12000 titles | 2023-07..2024-06 | actual | WeChat']],
];

describe('claims of Chinese sentences', () => {
  test.each(sentences)('%s', (sentence, claims) => {
    expect(readClaims(documentOf(sentence)).map(said)).toEqual(claims);
  });
});
