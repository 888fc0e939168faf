import type { HandWritten } from '../pages.ts';

/** Chinese pages of newsrooms, houses of research, ministries and firms; all names and figures are invented. */
export const chineseNewsroom: readonly HandWritten[] = [
  {
    name: 'xinhua.txt',
    language: 'zh',
    title: '我国微短剧用户规模近7亿',
    publishedAt: '2025-08-27',
    text: `我国微短剧用户规模{!近7亿|metric=users|unit=people|high=700000000|bound=nearly|alsoPeriod=2025-06}
新华社 · 2025-08-27 16:42

新华社厦门8月27日电（记者陈禾、林以宁）记者从27日在厦门开幕的网络视听创作交流活动上获悉，截至今年6月，我国微短剧用户规模达{!6.96亿人|metric=users|unit=people|both=696000000|period=2025-06}，较去年12月增长{!5.1%|metric=users|measure=change|unit=share|both=0.051|period=2025-06|base=2024-12}，占网民整体的{!62%|metric=penetration|measure=share|unit=share|both=0.62|period=2025-06}。

活动期间发布的一份行业发展报告显示，2024年全国微短剧市场规模为{!504.4亿元|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024}，同比增长{!34.9%|metric=market_size|measure=change|unit=share|both=0.349|period=2024|base=2023}，首次高于全年电影票房。

从供给端看，今年上半年全国共有{!1.2万余部|metric=filings|unit=titles|low=12000|bound=over|period=2025-H1}微短剧完成备案，其中重点微短剧{!386部|metric=filings|unit=titles|both=386|period=2025-H1}，现实题材占{!四成五|metric=filings|measure=share|unit=share|both=0.45|period=2025-H1}。从事微短剧创作生产的机构由2022年底的{!不足2000家|metric=companies|unit=companies|high=2000|bound=under|period=2022}增至目前的{!逾1万家|metric=companies|unit=companies|low=10000|bound=over|alsoPeriod=2025}，直接和间接带动就业{!约200万人|metric=practitioners|unit=people|both=2000000|bound=about|alsoPeriod=2025}。

“观众的口味变得很快，但对好故事的要求没有变。”与会的一位编剧说。报告同时指出，上半年微短剧用户人均每日观看时长为{!120.5分钟|metric=usage_time|unit=minutes|both=120.5|period=2025-H1}，高于长视频。

国家有关部门负责人表示，将继续实施精品创作计划，到2027年力争推出{!不少于300部|metric=titles|unit=titles|low=300|bound=at_least|period=2027|status=target}优秀作品。业内预计，今年全年微短剧市场规模有望达到{!634.3亿元|metric=market_size|unit=money|currency=CNY|both=63430000000|period=2025|status=forecast}，2027年将{!突破850亿元|metric=market_size|unit=money|currency=CNY|low=85000000000|bound=over|period=2027|status=forecast}，2024年至2027年年均复合增长率在{!19%左右|metric=market_size|measure=cagr|unit=share|both=0.19|bound=about|period=2024..2027|base=2024|status=forecast}。（完）
`,
  },

  {
    name: 'dushibao.txt',
    language: 'zh',
    title: '竖屏里的“夜班人”',
    publishedAt: '2025-03-16',
    text: `竖屏里的“夜班人”——西安微短剧剧组蹲点记
城南晚报 · 2025-03-16 07:05 · 记者 许青禾

凌晨的片场，灯还亮着。执行导演老冯裹着军大衣蹲在监视器后面，嗓子已经哑了。“两年前拍一部，{!二三十万元|metric=production_cost|unit=money|currency=CNY|low=200000|high=300000|bound=range|period=2023|region=Xi'an}就敢开机，现在没有{!50万元|metric=production_cost|unit=money|currency=CNY|both=500000|alsoPeriod=2025|region=Xi'an}下不来，头部项目动辄{?数百万级}。”他对记者说。

老冯所在的剧组有{?六十来号人}，拍摄周期被压缩到{!7天|metric=project_days|unit=days|both=7|region=Xi'an|alsoPeriod=2025}，而在2022年，同样体量的戏一般要拍{!12至15天|metric=project_days|unit=days|low=12|high=15|bound=range|period=2022|region=Xi'an}。

这样的剧组在西安有多少？市影视行业协会提供的数字是：去年在西安取景拍摄的微短剧达{!2600余部|metric=titles|unit=titles|low=2600|bound=over|period=2024|region=Xi'an}，占全国总量的{!近三成|metric=titles|measure=share|unit=share|high=0.3|bound=nearly|period=2024|region=Xi'an}；注册的制作公司{!超过460家|metric=companies|unit=companies|low=460|bound=over|period=2024|region=Xi'an}，较上年{!翻了一番|metric=companies|measure=multiple|unit=times|both=2|period=2024|base=2023|region=Xi'an}；从业人员{!5万人上下|metric=practitioners|unit=people|both=50000|bound=about|period=2024|region=Xi'an}。

热闹背后是残酷的淘汰率。“{?十部里有八部}收不回成本，我们自己也是。”在高新区开公司的周芸说，她的公司去年上线{!34部|metric=titles|unit=titles|both=34|period=2024|region=Xi'an|entity=Zhou Yun's company}，盈利的只有{!6部|metric=titles|unit=titles|both=6|period=2024|region=Xi'an|entity=Zhou Yun's company}，充值流水合计{!1800万元|metric=revenue|unit=money|currency=CNY|both=18000000|period=2024|region=Xi'an|entity=Zhou Yun's company}，投流费用就花掉{!1300多万元|metric=ad_spend|unit=money|currency=CNY|low=13000000|bound=over|period=2024|region=Xi'an|entity=Zhou Yun's company}。

群演的日薪也在变。据记者了解，普通群众演员的日薪从2023年的{!100元|metric=other|unit=money|currency=CNY|both=100|period=2023|region=Xi'an}涨到如今的{!150元左右|metric=other|unit=money|currency=CNY|both=150|bound=about|alsoPeriod=2025|region=Xi'an}，有台词的特约演员则在{!500元—800元|metric=other|unit=money|currency=CNY|low=500|high=800|bound=range|alsoPeriod=2025|region=Xi'an}之间。

截至发稿，老冯的新剧《长安小馆》已经杀青，{?共78集}，{?每集2分钟}。“下一部？后天开机。”他摆摆手，转身钻进了车里。
`,
  },

  {
    name: 'yanjiuyuan.txt',
    language: 'zh',
    title: '2025年中国微短剧行业发展报告（摘要）',
    publishedAt: '2025-11-12',
    text: `2025年中国微短剧行业发展报告（摘要）
澜图研究院 · 2025-11-12

核心观点

一、市场总量。２０２１年至２０２４年，中国微短剧市场规模分别为{!３６．８亿元|metric=market_size|unit=money|currency=CNY|both=3680000000|period=2021}、{!１０１．７亿元|metric=market_size|unit=money|currency=CNY|both=10170000000|period=2022}、{!３７３．９亿元|metric=market_size|unit=money|currency=CNY|both=37390000000|period=2023}和{!５０４．４亿元|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024}，三年间增长{!超过12倍|metric=market_size|measure=multiple|unit=times|low=12|bound=over|period=2024|alsoPeriod=2021..2024|base=2021}，2021年至2024年年均复合增长率达{!139%|metric=market_size|measure=cagr|unit=share|both=1.39|period=2021..2024|base=2021}。

二、商业结构。以广告变现为主的免费模式迅速抬升，2024年免费短剧收入占行业总收入的{!26%|metric=revenue|measure=share|unit=share|both=0.26|period=2024|entity=free micro-dramas}，比2023年提高{!14.6个百分点|metric=revenue|measure=change|unit=points|both=0.146|period=2024|base=2023|entity=free micro-dramas}；我们估算，今年上半年这一比例已达{!三分之一|metric=revenue|measure=share|unit=share|both=0.333333|period=2025-H1|status=estimate|entity=free micro-dramas}，2026年或将{!超过一半|metric=revenue|measure=share|unit=share|low=0.5|bound=over|period=2026|status=forecast|entity=free micro-dramas}。

三、制作成本。样本企业的单部平均制作成本由2022年的{!20万—30万元|metric=production_cost|unit=money|currency=CNY|low=200000|high=300000|bound=range|period=2022}升至2024年的{!40-70万元|metric=production_cost|unit=money|currency=CNY|low=400000|high=700000|bound=range|period=2024}，演员片酬占总成本的比重为{!15%至20%|metric=production_cost|measure=share|unit=share|low=0.15|high=0.2|bound=range|period=2024}。

四、AI短剧。据测算，2024年AI短剧（含漫剧）市场规模{!约21亿元|metric=market_size|unit=money|currency=CNY|both=2100000000|bound=about|period=2024|status=estimate|entity=AI micro-dramas}，2025年料增至{!168亿元|metric=market_size|unit=money|currency=CNY|both=16800000000|period=2025|status=forecast|entity=AI micro-dramas}，是上年的{!8倍|metric=market_size|measure=multiple|unit=times|both=8|period=2025|base=2024|status=forecast|entity=AI micro-dramas}；单分钟制作成本则从{!5000元以上|metric=production_cost|unit=money|currency=CNY|low=5000|bound=at_least|alsoPeriod=2024|entity=AI micro-dramas}降至{!不到1000元|metric=production_cost|unit=money|currency=CNY|high=1000|bound=under|alsoPeriod=2025|entity=AI micro-dramas}。

研究说明：本报告于2025年7月至9月间完成{?3,216份}有效问卷，并访谈{?42家}制作、平台与投流机构。预测部分不构成投资建议。
`,
  },

  {
    name: 'jibao.txt',
    language: 'zh',
    title: '星屿传媒2025年三季报要点',
    publishedAt: '2025-10-29',
    text: `星屿传媒：前三季度短剧收入同比增{!86%|metric=revenue|measure=change|unit=share|both=0.86|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|entity=Xingyu Media micro-dramas}，净利承压
潮汐财经 · 2025-10-29 20:18

10月29日晚间，星屿传媒披露2025年第三季度报告。要点如下：

1. 前三季度，公司实现营业收入{!18.62亿元|metric=revenue|unit=money|currency=CNY|both=1862000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media}，同比增长{!12.4%|metric=revenue|measure=change|unit=share|both=0.124|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|entity=Xingyu Media}；归属于上市公司股东的净利润{!1.37亿元|metric=other|unit=money|currency=CNY|both=137000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media}，同比下降{!8.6%|metric=other|measure=change|unit=share|both=-0.086|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|entity=Xingyu Media}。

2. 单看第三季度，营业收入{!7.05亿元|metric=revenue|unit=money|currency=CNY|both=705000000|period=2025-Q3|entity=Xingyu Media}，同比增长{!21.3%|metric=revenue|measure=change|unit=share|both=0.213|period=2025-Q3|base=2024-Q3|entity=Xingyu Media}，环比增长{!9.8%|metric=revenue|measure=change|unit=share|both=0.098|period=2025-Q3|base=2025-Q2|entity=Xingyu Media}。

3. 短剧业务方面，前三季度收入{!6.91亿元|metric=revenue|unit=money|currency=CNY|both=691000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media micro-dramas}，占总营收的{!37.1%|metric=revenue|measure=share|unit=share|both=0.371|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media micro-dramas}，较上年同期提升{!14.7个百分点|metric=revenue|measure=change|unit=points|both=0.147|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|entity=Xingyu Media micro-dramas}。其中，国内业务收入{!4.28亿元|metric=revenue|unit=money|currency=CNY|both=428000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media domestic micro-dramas}，海外业务收入{!2.63亿元|metric=revenue|unit=money|currency=CNY|both=263000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|region=Overseas|entity=Xingyu Media overseas micro-dramas}。

4. 截至9月末，公司旗下“屿光剧场”月活跃用户为{!4320万|metric=mau|unit=people|both=43200000|period=2025-09|entity=Yuguang Theatre}，较年初增长{!31%|metric=mau|measure=change|unit=share|both=0.31|period=2025-09|base=2025-01|entity=Yuguang Theatre}；累计上线微短剧{!1.1万部|metric=titles|unit=titles|both=11000|period=2025-09|entity=Yuguang Theatre}，其中自制{!1,270部|metric=titles|unit=titles|both=1270|period=2025-09|entity=Yuguang Theatre}。

5. 前三季度销售费用{!5.44亿元|metric=other|unit=money|currency=CNY|both=544000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media}，主要系短剧投流增加，其中投流费用{!3.9亿元|metric=ad_spend|unit=money|currency=CNY|both=390000000|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|entity=Xingyu Media}，同比增长{!1.2倍|metric=ad_spend|measure=multiple|unit=times|both=1.2|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|entity=Xingyu Media}。

公司在业绩说明会上表示，预计全年上线微短剧{!2000部以上|metric=titles|unit=titles|low=2000|bound=at_least|period=2025|status=forecast|entity=Xingyu Media}，2026年短剧业务收入力争达到{!15亿元|metric=revenue|unit=money|currency=CNY|both=1500000000|period=2026|status=target|entity=Xingyu Media micro-dramas}。公司董事会秘书提醒，上述目标不构成对投资者的承诺。
`,
  },

  {
    name: 'quanshang.md',
    language: 'zh',
    title: '传媒行业点评：免费短剧进入收获期',
    publishedAt: '2025-05-20',
    text: `# 传媒行业点评：免费短剧进入收获期，关注平台分账弹性

海桥证券研究所 · 2025-05-20 · 分析师：沈未央

**事件**：近日，多家平台披露一季度短剧数据。其中，“麦穗短剧”3月日活跃用户达{!3860万|metric=dau|unit=people|both=38600000|period=2025-03|entity=Maisui Short Drama}，环比增长{!6.2%|metric=dau|measure=change|unit=share|both=0.062|period=2025-03|base=2025-02|entity=Maisui Short Drama}；月活跃用户{!突破1.7亿|metric=mau|unit=people|low=170000000|bound=over|period=2025-03|entity=Maisui Short Drama}，是去年同期的{!2.2倍|metric=mau|measure=multiple|unit=times|both=2.2|period=2025-03|base=2024-03|entity=Maisui Short Drama}。

**点评**：

- 大盘仍在扩张。我们预计2025年微短剧市场规模为{!634.3亿元|metric=market_size|unit=money|currency=CNY|both=63430000000|period=2025|status=forecast}，2024—2026年复合增长率{!约22.8%|metric=market_size|measure=cagr|unit=share|both=0.228|bound=about|period=2024..2026|base=2024|status=forecast}。
- 分账政策趋于友好。一季度麦穗短剧向合作方支付的分账金额合计{!超11亿元|metric=revenue|unit=money|currency=CNY|low=1100000000|bound=over|period=2025-Q1|entity=Maisui Short Drama revenue sharing}，单月分账{?过百万元}的版权方{!近40家|metric=companies|unit=companies|high=40|bound=nearly|period=2025-Q1|entity=Maisui Short Drama}。
- 投流效率改善，头部厂商投流费用率由2023年的{!80%以上|metric=ad_spend|measure=share|unit=share|low=0.8|bound=at_least|period=2023|entity=leading producers}回落至2024年的{!65%左右|metric=ad_spend|measure=share|unit=share|both=0.65|bound=about|period=2024|entity=leading producers}。

表1：微短剧行业收入拆分与预测

| 项目（亿元） | 2023A | 2024A | 2025E | 2026E |
| --- | --- | --- | --- | --- |
| 市场规模 | {!373.9|metric=market_size|unit=money|currency=CNY|both=37390000000|period=2023} | {!504.4|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024} | {!634.3|metric=market_size|unit=money|currency=CNY|both=63430000000|period=2025|status=forecast} | {!760.5|metric=market_size|unit=money|currency=CNY|both=76050000000|period=2026|status=forecast} |
| 免费短剧收入 | {!42.6|metric=revenue|unit=money|currency=CNY|both=4260000000|period=2023|entity=free micro-dramas} | {!131.1|metric=revenue|unit=money|currency=CNY|both=13110000000|period=2024|entity=free micro-dramas} | {!253.7|metric=revenue|unit=money|currency=CNY|both=25370000000|period=2025|status=forecast|entity=free micro-dramas} | {!357.4|metric=revenue|unit=money|currency=CNY|both=35740000000|period=2026|status=forecast|entity=free micro-dramas} |
| 付费短剧收入 | {!331.3|metric=revenue|unit=money|currency=CNY|both=33130000000|period=2023|entity=paid micro-dramas} | {!373.3|metric=revenue|unit=money|currency=CNY|both=37330000000|period=2024|entity=paid micro-dramas} | {!380.6|metric=revenue|unit=money|currency=CNY|both=38060000000|period=2025|status=forecast|entity=paid micro-dramas} | {!403.1|metric=revenue|unit=money|currency=CNY|both=40310000000|period=2026|status=forecast|entity=paid micro-dramas} |

资料来源：公司公告，海桥证券研究所测算

**风险提示**：监管趋严；内容同质化；投流成本上行。
`,
  },

  {
    name: 'gongzhonghao.txt',
    language: 'zh',
    title: '短剧这一年：谁在赚钱，谁在退场',
    publishedAt: '2025-12-19',
    text: `短剧这一年：谁在赚钱，谁在退场
原创 剧场西街 剧场西街 2025年12月19日 21:30 北京

又到年底。翻开今年的账本，有人从合租屋搬进了写字楼，有人把公司注销了。

01
大盘：从狂奔到小跑

先看总量。据公开数据，微短剧市场规模去年是{!504亿元|metric=market_size|unit=money|currency=CNY|both=50400000000|period=2024}，今年料{!超680亿元|metric=market_size|unit=money|currency=CNY|low=68000000000|bound=over|period=2025|status=forecast}。外界最爱讲的故事是“{?千亿级赛道}”，但增速其实在掉：2023年同比增长{!267.6%|metric=market_size|measure=change|unit=share|both=2.676|period=2023|base=2022}，2024年回落到{!34.9%|metric=market_size|measure=change|unit=share|both=0.349|period=2024|base=2023}，今年机构普遍预计在{!25%—35%|metric=market_size|measure=change|unit=share|low=0.25|high=0.35|bound=range|period=2025|base=2024|status=forecast}。

1—11月，全国新上线微短剧{!3.4万部|metric=titles|unit=titles|both=34000|period=2025-01..2025-11}，平均每天{!上百部|metric=titles|unit=titles|low=100|bound=over|period=2025-01..2025-11}，较上年同期减少{!7.5%|metric=titles|measure=change|unit=share|both=-0.075|period=2025-01..2025-11|base=2024-01..2024-11}。少拍，不等于不卷。

02
漫剧：最拥挤的新大陆

上半年几乎没人提，下半年人人都在做。10月，漫剧单月上线量达到{!5200多部|metric=titles|unit=titles|low=5200|bound=over|period=2025-10|entity=animated micro-dramas}，而年初的1月只有{!几十部|metric=titles|unit=titles|low=10|bound=over|period=2025-01|entity=animated micro-dramas}。今年涌入的公司{!数千家|metric=companies|unit=companies|low=1000|bound=over|period=2025|entity=animated micro-dramas}，从业者{!数十万人|metric=practitioners|unit=people|low=100000|bound=over|period=2025|entity=animated micro-dramas}。一位创始人给我算账：一部中等质量的漫剧，成本{!15万元上下|metric=production_cost|unit=money|currency=CNY|both=150000|bound=about|alsoPeriod=2025|entity=animated micro-dramas}，周期{!20天以内|metric=project_days|unit=days|high=20|bound=at_most|alsoPeriod=2025|entity=animated micro-dramas}，比真人剧便宜{?一半不止}。

03
演员：横店的冷与热

今年前三季度，横店接待微短剧剧组{!1,846个|metric=other|unit=count|both=1846|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|region=Hengdian}，同比增长{!两成|metric=other|measure=change|unit=share|both=0.2|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3|base=2024-01..2024-09|region=Hengdian}；登记在册的演员{!14.2万名|metric=practitioners|unit=people|both=142000|period=2025-01..2025-09|alsoPeriod=2025-09|region=Hengdian}，其中真正有戏可拍的{!不足四成|metric=practitioners|measure=share|unit=share|high=0.4|bound=under|period=2025-01..2025-09|alsoPeriod=2025-09|region=Hengdian}。头部男演员日薪{!3万至5万元|metric=other|unit=money|currency=CNY|low=30000|high=50000|bound=range|alsoPeriod=2025|region=Hengdian}，腰部演员却从2024年的{!8000元|metric=other|unit=money|currency=CNY|both=8000|period=2024|region=Hengdian}跌到今年的{!3000元左右|metric=other|unit=money|currency=CNY|both=3000|bound=about|period=2025|region=Hengdian}。

写在最后：潮水退去的时候，故事才刚刚开始。

-END-
商务合作请后台留言
`,
  },

  {
    name: 'zhengce.txt',
    language: 'zh',
    title: '青岛西岸文创区关于促进微短剧产业高质量发展的若干措施',
    publishedAt: '2025-02-21',
    text: `青岛西岸文创区关于促进微短剧产业高质量发展的若干措施
青岛市人民政府门户网站 · 发布日期：2025-02-21
索引号：0137-2025-0046　文号：青西文发〔2025〕9号

为加快培育微短剧新业态，结合本区实际，制定本措施。

第一条　支持企业集聚。对新设立且实缴注册资本{!1000万元以上|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=10000000|bound=at_least|region=Qingdao|status=policy}的微短剧企业，给予一次性落户奖励{!50万元|metric=subsidy|unit=money|currency=CNY|both=500000|region=Qingdao|status=policy}。租用办公用房的，按实际租金的{!50%|metric=subsidy|measure=share|unit=share|both=0.5|region=Qingdao|status=policy}给予补贴，每家企业每年{!最高30万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=300000|bound=at_most|region=Qingdao|status=policy}。

第二条　鼓励精品创作。对列入省级以上重点微短剧规划的剧本，每部给予{!5万元|metric=subsidy|unit=money|currency=CNY|both=50000|region=Qingdao|status=policy}扶持。对在区内取景拍摄时长占比{!不低于60%|metric=subsidy|measure=threshold|unit=share|low=0.6|bound=at_least|region=Qingdao|status=policy}的作品，按其在区内实际支出的{!20%|metric=subsidy|measure=share|unit=share|both=0.2|region=Qingdao|status=policy}给予补助，单部作品{!不超过80万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=800000|bound=at_most|region=Qingdao|status=policy}。

第三条　奖励优秀播出。在中央级媒体首播的，每部一次性奖励{!人民币壹佰万元|metric=subsidy|unit=money|currency=CNY|both=1000000|region=Qingdao|status=policy}；在主要网络平台播放量达到{!5亿次以上|metric=subsidy|measure=threshold|unit=views|low=500000000|bound=at_least|region=Qingdao|status=policy}的，每部奖励{!叁拾万元|metric=subsidy|unit=money|currency=CNY|both=300000|region=Qingdao|status=policy}；分账收入{!超过1000万元|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=10000000|bound=over|region=Qingdao|status=policy}的，按分账收入的{!3%|metric=subsidy|measure=share|unit=share|both=0.03|region=Qingdao|status=policy}给予奖励，{!至多200万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|region=Qingdao|status=policy}。同一作品按就高不重复原则执行。

第四条　支持出海发行。作品海外发行收入达{!100万美元以上|metric=subsidy|measure=threshold|unit=money|currency=USD|low=1000000|bound=at_least|region=Qingdao|status=policy}的，给予企业{!20万元|metric=subsidy|unit=money|currency=CNY|both=200000|region=Qingdao|status=policy}奖励；译制费用按{!40%|metric=subsidy|measure=share|unit=share|both=0.4|region=Qingdao|status=policy}比例补贴，每家企业年度补贴{!上限60万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=600000|bound=at_most|region=Qingdao|status=policy}。

第五条　强化金融保障。设立微短剧产业基金，目标规模{!5亿元|metric=fund_size|unit=money|currency=CNY|both=500000000|region=Qingdao|status=target}。对贷款利息给予{!不超过50%|metric=subsidy|measure=share|unit=share|high=0.5|bound=at_most|region=Qingdao|status=policy}的贴息。区级财政每年安排专项资金{!3000万元|metric=fund_size|unit=money|currency=CNY|both=30000000|region=Qingdao|status=policy}。

第六条　本措施自2025年3月1日起施行，{?有效期三年}。由区文化和旅游局负责解释，咨询电话：0532-8600 1122。
`,
  },

  {
    name: 'wenda.txt',
    language: 'zh',
    title: '一问一答：东莞微短剧扶持政策怎么用',
    publishedAt: '2025-06-18',
    text: `一问一答：东莞微短剧扶持政策怎么用
东莞文旅发布 · 2025-06-18 10:00

近日，《东莞市推动微短剧产业发展扶持办法》正式印发。市文化广电旅游体育局就社会关心的问题作出解答。

问：政策出台的背景是什么？
答：我市微短剧产业起步较晚但成长很快。据统计，2024年全市微短剧产值{!8.3亿元|metric=market_size|unit=money|currency=CNY|both=830000000|period=2024|region=Dongguan}，较上年增长{!1.6倍|metric=market_size|measure=multiple|unit=times|both=1.6|period=2024|base=2023|region=Dongguan}；今年一季度备案{!147部|metric=filings|unit=titles|both=147|period=2025-Q1|region=Dongguan}，居全省{!第三|metric=filings|measure=rank|unit=rank|both=3|period=2025-Q1|region=Dongguan}。

问：一家公司一年最多能拿多少钱？
答：同一企业每年累计获得的资助{!最高不超过500万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=5000000|bound=at_most|region=Dongguan|status=policy}。其中，拍摄类补贴按核定成本的{!30%|metric=subsidy|measure=share|unit=share|both=0.3|region=Dongguan|status=policy}计算，单部{!封顶100万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|region=Dongguan|status=policy}；播出类奖励分三档，分别为{!10万元|metric=subsidy|unit=money|currency=CNY|both=100000|region=Dongguan|status=policy}、{!30万元|metric=subsidy|unit=money|currency=CNY|both=300000|region=Dongguan|status=policy}、{!60万元|metric=subsidy|unit=money|currency=CNY|both=600000|region=Dongguan|status=policy}。

问：小团队够得着吗？
答：够得着。申报单位上年度营业收入门槛为{!200万元|metric=subsidy|measure=threshold|unit=money|currency=CNY|both=2000000|alsoPeriod=2024|region=Dongguan|status=policy}，在册员工{!不少于5人|metric=subsidy|measure=threshold|unit=people|low=5|bound=at_least|region=Dongguan|status=policy}即可。对入驻市级园区的初创团队，另给予每年{!6万元|metric=subsidy|unit=money|currency=CNY|both=60000|region=Dongguan|status=policy}的房租补助。

问：拍摄基地建设有没有支持？
答：有。对投资额{!2000万元以上|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=20000000|bound=at_least|region=Dongguan|status=policy}的专业影棚，按投资额的{!一成|metric=subsidy|measure=share|unit=share|both=0.1|region=Dongguan|status=policy}给予一次性补助，{!最高400万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=4000000|bound=at_most|region=Dongguan|status=policy}。目前全市已建成微短剧拍摄基地{!11个|metric=shooting_bases|unit=places|both=11|alsoPeriod=2025|region=Dongguan}，力争到2027年底达到{!20个|metric=shooting_bases|unit=places|both=20|period=2027|region=Dongguan|status=target}。

问：什么时候申报？
答：每年集中受理一次，今年的申报时间为7月1日至31日，逾期不再受理。
`,
  },

  {
    name: 'chuhai.txt',
    language: 'zh',
    title: '2025年6月短剧出海数据月报',
    publishedAt: '2025-07-10',
    text: `2025年6月短剧出海数据月报：内购收入再创新高
海图数据 · 2025-07-10 11:20

一、大盘
6月，海外短剧应用内购收入达{!2.31亿美元|metric=revenue|unit=money|currency=USD|both=231000000|period=2025-06|region=Overseas|entity=overseas micro-dramas}（{?约合16.6亿元人民币}），环比增长{!4.3%|metric=revenue|measure=change|unit=share|both=0.043|period=2025-06|base=2025-05|region=Overseas|entity=overseas micro-dramas}，同比增长{!82.7%|metric=revenue|measure=change|unit=share|both=0.827|period=2025-06|base=2024-06|region=Overseas|entity=overseas micro-dramas}；下载量{!1.48亿次|metric=downloads|unit=downloads|both=148000000|period=2025-06|region=Overseas|entity=overseas micro-dramas}，环比下滑{!3.9%|metric=downloads|measure=change|unit=share|both=-0.039|period=2025-06|base=2025-05|region=Overseas|entity=overseas micro-dramas}。上半年累计内购收入{!13.2亿美元|metric=revenue|unit=money|currency=USD|both=1320000000|period=2025-H1|region=Overseas|entity=overseas micro-dramas}，接近2024年全年的{!15.1亿美元|metric=revenue|unit=money|currency=USD|both=1510000000|period=2024|region=Overseas|entity=overseas micro-dramas}。

二、国家与地区
收入端，美国贡献了6月内购收入的{!48.7%|metric=revenue|measure=share|unit=share|both=0.487|period=2025-06|region=United States|entity=overseas micro-dramas}，日本、英国和加拿大分列其后，占比分别为{!9.2%|metric=revenue|measure=share|unit=share|both=0.092|period=2025-06|region=Japan|entity=overseas micro-dramas}、{!4.6%|metric=revenue|measure=share|unit=share|both=0.046|period=2025-06|region=United Kingdom|entity=overseas micro-dramas}和{!3.8%|metric=revenue|measure=share|unit=share|both=0.038|period=2025-06|region=Canada|entity=overseas micro-dramas}。下载端则是另一番景象：印度尼西亚以{!2150万次|metric=downloads|unit=downloads|both=21500000|period=2025-06|region=Indonesia|entity=overseas micro-dramas}居首，印度{!1,930万次|metric=downloads|unit=downloads|both=19300000|period=2025-06|region=India|entity=overseas micro-dramas}，巴西{!约1400万次|metric=downloads|unit=downloads|both=14000000|bound=about|period=2025-06|region=Brazil|entity=overseas micro-dramas}。

三、应用
ReelHarbor 6月内购收入{!4120万美元|metric=revenue|unit=money|currency=USD|both=41200000|period=2025-06|region=Overseas|entity=ReelHarbor}，排名{!第1|metric=revenue|measure=rank|unit=rank|both=1|period=2025-06|region=Overseas|entity=ReelHarbor}；DramaLoop 收入{!3680万美元|metric=revenue|unit=money|currency=USD|both=36800000|period=2025-06|region=Overseas|entity=DramaLoop}，其中来自北美的收入占{!六成|metric=revenue|measure=share|unit=share|both=0.6|period=2025-06|region=North America|entity=DramaLoop}。新面孔 NovaShorts 的收入由5月的{!不足100万美元|metric=revenue|unit=money|currency=USD|high=1000000|bound=under|period=2025-05|region=Overseas|entity=NovaShorts}跃升至{!640万美元|metric=revenue|unit=money|currency=USD|both=6400000|period=2025-06|region=Overseas|entity=NovaShorts}，首次进入收入榜，位列{!第十八|metric=revenue|measure=rank|unit=rank|both=18|period=2025-06|region=Overseas|entity=NovaShorts}。

截至6月末，海外市场在架短剧应用共{!337款|metric=apps|unit=apps|both=337|period=2025-06|region=Overseas|entity=overseas micro-dramas}，比去年年底的{!231款|metric=apps|unit=apps|both=231|period=2024|alsoPeriod=2024-12|region=Overseas|entity=overseas micro-dramas}明显增多。娱乐类应用 Top 100 中，中国短剧应用占据{!14席|metric=apps|unit=apps|both=14|period=2025-06|region=Overseas|entity=Chinese micro-drama apps}。

四、展望
我们预计2025年全年海外短剧内购收入将达{!28亿—30亿美元|metric=revenue|unit=money|currency=USD|low=2800000000|high=3000000000|bound=range|period=2025|region=Overseas|status=forecast|entity=overseas micro-dramas}。以上数据不含第三方安卓渠道与网页支付。
`,
  },

  {
    name: 'beian.html',
    language: 'zh',
    title: '浙江省2025年上半年网络微短剧备案与播出情况',
    publishedAt: '2025-07-22',
    text: `<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>浙江省2025年上半年网络微短剧备案与播出情况</title></head>
<body>
<nav><a href="/">首页</a> &gt; <a href="/tj">统计信息</a></nav>
<article>
<h1>浙江省2025年上半年网络微短剧备案与播出情况</h1>
<p class="meta">来源：浙江省网络视听统计中心　发布时间：2025-07-22 09:15</p>
<p>2025年上半年，全省网络微短剧备案<b>{!1,874部|metric=filings|unit=titles|both=1874|period=2025-H1|region=Zhejiang}</b>，同比增长{!18.2%|metric=filings|measure=change|unit=share|both=0.182|period=2025-H1|base=2024-H1|region=Zhejiang}，备案数量居全国{!第二位|metric=filings|measure=rank|unit=rank|both=2|period=2025-H1|region=Zhejiang}。其中，现代题材{!1,302部|metric=filings|unit=titles|both=1302|period=2025-H1|region=Zhejiang}，占{!69.5%|metric=filings|measure=share|unit=share|both=0.695|period=2025-H1|region=Zhejiang}；古代题材{!412部|metric=filings|unit=titles|both=412|period=2025-H1|region=Zhejiang}，占{!22%|metric=filings|measure=share|unit=share|both=0.22|period=2025-H1|region=Zhejiang}。</p>
<h2>各市情况</h2>
<table>
<caption>2025年上半年各市微短剧备案、机构与产值</caption>
<thead><tr><th>地区</th><th>备案数（部）</th><th>制作机构（家）</th><th>产值（亿元）</th><th>产值同比</th></tr></thead>
<tbody>
<tr><td>杭州</td><td>{!968|metric=filings|unit=titles|both=968|period=2025-H1|region=Hangzhou}</td><td>{!612|metric=companies|unit=companies|both=612|period=2025-H1|region=Hangzhou}</td><td>{!34.7|metric=market_size|unit=money|currency=CNY|both=3470000000|period=2025-H1|region=Hangzhou}</td><td>{!26.1%|metric=market_size|measure=change|unit=share|both=0.261|period=2025-H1|base=2024-H1|region=Hangzhou}</td></tr>
<tr><td>金华</td><td>{!531|metric=filings|unit=titles|both=531|period=2025-H1|region=Jinhua}</td><td>{!387|metric=companies|unit=companies|both=387|period=2025-H1|region=Jinhua}</td><td>{!21.3|metric=market_size|unit=money|currency=CNY|both=2130000000|period=2025-H1|region=Jinhua}</td><td>{!14.8%|metric=market_size|measure=change|unit=share|both=0.148|period=2025-H1|base=2024-H1|region=Jinhua}</td></tr>
<tr><td>宁波</td><td>{!204|metric=filings|unit=titles|both=204|period=2025-H1|region=Ningbo}</td><td>{!96|metric=companies|unit=companies|both=96|period=2025-H1|region=Ningbo}</td><td>{!5.2|metric=market_size|unit=money|currency=CNY|both=520000000|period=2025-H1|region=Ningbo}</td><td>{!-3.5%|metric=market_size|measure=change|unit=share|both=-0.035|period=2025-H1|base=2024-H1|region=Ningbo}</td></tr>
</tbody>
</table>
<p>截至2025年6月30日，全省微短剧持证机构{!1,340家|metric=companies|unit=companies|both=1340|period=2025-06-30|region=Zhejiang}，较年初净增{?118家}。全省已挂牌微短剧拍摄基地{!二十三家|metric=shooting_bases|unit=places|both=23|period=2025-06-30|alsoPeriod=2025-06|region=Zhejiang}。</p>
<p>注：产值为初步核算数。</p>
</article>
<footer>主办单位：浙江省网络视听统计中心　备案号：浙ICP备2025001234号　联系电话：0571-8700 0000</footer>
</body>
</html>
`,
  },

  {
    name: 'reli.txt',
    language: 'zh',
    title: '短剧热力周报（9.22—9.28）',
    publishedAt: '2025-09-30',
    text: `短剧热力周报（9.22—9.28）：红果系承压，漫剧素材占比走高
灯塔眼数据 · 2025-09-30 18:00

【投流素材】
9月22日至9月28日，全网短剧投放素材{!186.4万组|metric=ad_materials|unit=materials|both=1864000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09}，环比上升{!2.7%|metric=ad_materials|measure=change|unit=share|both=0.027|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|base=2025-09-15..2025-09-21}；参投短剧{!4,512部|metric=titles|unit=titles|both=4512|period=2025-09-22..2025-09-28|alsoPeriod=2025-09}，其中新剧{!不到900部|metric=titles|unit=titles|high=900|bound=under|period=2025-09-22..2025-09-28|alsoPeriod=2025-09}。漫剧素材占全部素材的{!23.6%|metric=ad_materials|measure=share|unit=share|both=0.236|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=animated micro-dramas}，较前一周提高{!1.9个百分点|metric=ad_materials|measure=change|unit=points|both=0.019|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|base=2025-09-15..2025-09-21|entity=animated micro-dramas}。

据估算，当周短剧投流金额{!4.8亿元左右|metric=ad_spend|unit=money|currency=CNY|both=480000000|bound=about|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|status=estimate}，9月以来合计{!接近20亿元|metric=ad_spend|unit=money|currency=CNY|high=2000000000|bound=nearly|period=2025-09|status=estimate}。

【热力榜】
榜首《春风不及你眉间》（{?全82集}）当周新增播放量{!3.26亿次|metric=views|unit=views|both=326000000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=《春风不及你眉间》}，累计播放量{!超11亿次|metric=views|unit=views|low=1100000000|bound=over|alsoPeriod=2025-09-22..2025-09-28|entity=《春风不及你眉间》}；亚军《老房子的秘密》新增播放{!2.4亿次|metric=views|unit=views|both=240000000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=《老房子的秘密》}；季军《县城首富》新增{!１．９８亿次|metric=views|unit=views|both=198000000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=《县城首富》}。

【承制方】
| 承制方 | 上榜部数（部） | 素材量（万组） |
|---|---|---|
| 听涛影业 | {!9|metric=titles|unit=titles|both=9|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=Tingtao Pictures} | {!12.6|metric=ad_materials|unit=materials|both=126000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=Tingtao Pictures} |
| 七月工坊 | {!6|metric=titles|unit=titles|both=6|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=July Workshop} | {!8.1|metric=ad_materials|unit=materials|both=81000|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=July Workshop} |
| 山城制造 | {!4|metric=titles|unit=titles|both=4|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=Shancheng Studio} | {!5.75|metric=ad_materials|unit=materials|both=57500|period=2025-09-22..2025-09-28|alsoPeriod=2025-09|entity=Shancheng Studio} |

说明：素材以组计，指创意去重后的图文或视频单元；播放量为平台公开口径，仅供参考。
`,
  },

  {
    name: 'chengshi.txt',
    language: 'zh',
    title: '成都：到2027年微短剧产业规模剑指120亿',
    publishedAt: '2025-04-11',
    text: `成都：到2027年微短剧产业规模剑指{!120亿|metric=market_size|unit=money|both=12000000000|period=2027|region=Chengdu|status=target}
蓉城经济观察 · 2025-04-11 08:36

4月10日，成都市发布《微短剧产业发展三年行动方案（2025—2027年）》。根据方案，到2027年，全市微短剧产业规模力争达到{!120亿元|metric=market_size|unit=money|currency=CNY|both=12000000000|period=2027|region=Chengdu|status=target}，年产精品微短剧{!1000部以上|metric=titles|unit=titles|low=1000|bound=at_least|period=2027|region=Chengdu|status=target}，培育{?年营收过亿元}企业{!10家|metric=companies|unit=companies|both=10|period=2027|region=Chengdu|status=target}，建成{!3—5个|metric=shooting_bases|unit=places|low=3|high=5|bound=range|period=2027|region=Chengdu|status=target}专业化拍摄基地。

底子如何？数据显示，2024年成都微短剧产业规模为{!58.6亿元|metric=market_size|unit=money|currency=CNY|both=5860000000|period=2024|region=Chengdu}，同比增长{!41.2%|metric=market_size|measure=change|unit=share|both=0.412|period=2024|base=2023|region=Chengdu}，规模位居全国城市{!第六|metric=market_size|measure=rank|unit=rank|both=6|period=2024|region=Chengdu}。全年出品微短剧{!六百八十部|metric=titles|unit=titles|both=680|period=2024|region=Chengdu}，比2022年{!翻了两番|metric=titles|measure=multiple|unit=times|both=4|period=2024|base=2022|region=Chengdu}。截至2024年底，全市聚集相关企业{!逾700家|metric=companies|unit=companies|low=700|bound=over|period=2024|region=Chengdu}，从业人员{!2.6万余人|metric=practitioners|unit=people|low=26000|bound=over|period=2024|region=Chengdu}。

“十四五”期间，成都已累计投入{!3.2亿元|metric=investment|unit=money|currency=CNY|both=320000000|period=2021..2025|region=Chengdu}用于网络视听基础设施建设。此次方案提出，设立首期规模{!10亿元|metric=fund_size|unit=money|currency=CNY|both=1000000000|region=Chengdu|status=target}的微短剧产业投资基金，其中市级国有平台出资{?四亿元}。

与之相比，邻近的重庆动作更早。2024年，重庆备案微短剧{!1,120部|metric=filings|unit=titles|both=1120|period=2024|region=Chongqing}，占西部地区的{!三成多|metric=filings|measure=share|unit=share|low=0.3|bound=over|period=2024|region=Chongqing}；而成都为{!836部|metric=filings|unit=titles|both=836|period=2024|region=Chengdu}。四川省社会科学领域研究者何砚认为，成都胜在编剧与动画人才，全市动画及数字特效从业者{!近8万|metric=practitioners|unit=people|high=80000|bound=nearly|alsoPeriod=2024|region=Chengdu}，有望在漫剧赛道实现弯道超车。
`,
  },

  {
    name: 'tongji.txt',
    language: 'zh',
    title: '解读第55次统计报告：微短剧成为“标配”应用',
    publishedAt: '2025-02-08',
    text: `解读第55次统计报告：微短剧成为“标配”应用
网络研究观察 · 2025-02-08

日前发布的第55次互联网发展统计报告显示，截至2024年12月，我国网民规模为{!11.08亿人|metric=internet_users|unit=people|both=1108000000|period=2024-12|alsoPeriod=2024}，较2023年12月增长{?1608万人}，互联网普及率达{!78.6%|metric=penetration|measure=share|unit=share|both=0.786|period=2024-12|alsoPeriod=2024|entity=internet}。

报告将微短剧纳入重点观察。截至2024年12月，微短剧用户规模达{!6.62亿人|metric=users|unit=people|both=662000000|period=2024-12|alsoPeriod=2024}，占网民整体的{!59.7%|metric=penetration|measure=share|unit=share|both=0.597|period=2024-12|alsoPeriod=2024}，较2024年6月提升{!7.3个百分点|metric=penetration|measure=change|unit=points|both=0.073|period=2024-12|alsoPeriod=2024|base=2024-06}。相比之下，网络视频用户{!10.7亿人|metric=users|unit=people|both=1070000000|period=2024-12|alsoPeriod=2024|entity=online video}，使用率为{!96.6%|metric=penetration|measure=share|unit=share|both=0.966|period=2024-12|alsoPeriod=2024|entity=online video}；网络直播用户{!8.33亿人|metric=users|unit=people|both=833000000|period=2024-12|alsoPeriod=2024|entity=live streaming}，使用率{!75.2%|metric=penetration|measure=share|unit=share|both=0.752|period=2024-12|alsoPeriod=2024|entity=live streaming}。

谁在看？从年龄看，2024年，微短剧用户中40岁及以上群体占{!51.4%|metric=users|measure=share|unit=share|both=0.514|period=2024|entity=users aged 40 and over}，60岁及以上占{!一成二|metric=users|measure=share|unit=share|both=0.12|period=2024|entity=users aged 60 and over}；从城乡看，农村用户占比{!30.9%|metric=users|measure=share|unit=share|both=0.309|period=2024|entity=rural users}，较上年提高{!1.2个百分点|metric=users|measure=change|unit=points|both=0.012|period=2024|base=2023|entity=rural users}。

看多久？独立微短剧应用的人均单日使用时长从2024年1月的{!90分钟|metric=usage_time|unit=minutes|both=90|period=2024-01|entity=micro-drama apps}增至12月的{!101分钟|metric=usage_time|unit=minutes|both=101|period=2024-12|entity=micro-drama apps}，增幅{!12.2%|metric=usage_time|measure=change|unit=share|both=0.122|period=2024-12|base=2024-01|entity=micro-drama apps}，与即时通讯旗鼓相当。

付不付费？调查中，仅有{!8.9%|metric=paying_rate|measure=share|unit=share|both=0.089|period=2024}的用户在2024年为微短剧付过费，付费用户估算为{!5900万人|metric=paying_users|unit=people|both=59000000|period=2024|status=estimate}，人均年支出{!210元|metric=arpu|unit=money|currency=CNY|both=210|period=2024}；愿意以看广告换取免费内容的用户达{!七成五|metric=users|measure=share|unit=share|both=0.75|period=2024|entity=users willing to watch advertisements}。研究者据此推算，2025年底微短剧用户有望{!突破7亿|metric=users|unit=people|low=700000000|bound=over|period=2025|status=forecast}。
`,
  },

  {
    name: 'nianzhong.txt',
    language: 'zh',
    title: '2025微短剧年终盘点：那些兑现与没兑现的预言',
    publishedAt: '2026-01-06',
    text: `2025微短剧年终盘点：那些兑现与没兑现的预言
新幕视听评论 · 2026-01-06 09:30

回望刚刚过去的一年，行业最不缺的就是预测。

【规模】2024年初，曾有机构预计2024年微短剧市场规模将{!超过500亿元|metric=market_size|unit=money|currency=CNY|low=50000000000|bound=over|period=2024|status=actual|worded=forecast}。去年年初，另一份报告预测2025年市场规模有望达到{!680亿元|metric=market_size|unit=money|currency=CNY|both=68000000000|period=2025|status=actual|worded=forecast}，2026年将达{!820亿元|metric=market_size|unit=money|currency=CNY|both=82000000000|period=2026|status=forecast}，2030年{!突破1500亿元|metric=market_size|unit=money|currency=CNY|low=150000000000|bound=over|period=2030|status=forecast}。

【用户】截至2025年6月，微短剧用户规模预计达{!6.96亿|metric=users|unit=people|both=696000000|period=2025-06|status=actual|worded=forecast}，占网民{!六成以上|metric=penetration|measure=share|unit=share|low=0.6|bound=at_least|period=2025-06|alsoPeriod=2025|status=actual|worded=forecast}。第三方监测显示，去年第四季度独立短剧应用月活跃用户均值为{!2.8亿|metric=mau|unit=people|both=280000000|period=2025-Q4|entity=micro-drama apps}，同比增长{!三成|metric=mau|measure=change|unit=share|both=0.3|period=2025-Q4|base=2024-Q4|entity=micro-drama apps}，日活跃用户{!1.15亿|metric=dau|unit=people|both=115000000|period=2025-Q4|entity=micro-drama apps}。

【出海】去年海外微短剧市场规模{!约30亿美元|metric=market_size|unit=money|currency=USD|both=3000000000|bound=about|period=2025|region=Overseas|entity=overseas micro-dramas}，下载量合计{!12.1亿次|metric=downloads|unit=downloads|both=1210000000|period=2025|region=Overseas|entity=overseas micro-dramas}，较2024年{!翻了一番|metric=downloads|measure=multiple|unit=times|both=2|period=2025|base=2024|region=Overseas|entity=overseas micro-dramas}。北美用户占比降至{!34%|metric=users|measure=share|unit=share|both=0.34|period=2025|region=North America|entity=overseas micro-dramas}，东南亚升至{!28%|metric=users|measure=share|unit=share|both=0.28|period=2025|region=Southeast Asia|entity=overseas micro-dramas}。

【城市】郑州曾提出，到2025年底微短剧企业力争达到{!1200家|metric=companies|unit=companies|both=1200|period=2025|region=Zhengzhou|status=target}，市场规模达到{!40亿元|metric=market_size|unit=money|currency=CNY|both=4000000000|period=2025|region=Zhengzhou|status=target}。从最新公布的数据看，前者已经超额完成，去年年末为{!1,263家|metric=companies|unit=companies|both=1263|period=2025|alsoPeriod=2025-12|region=Zhengzhou}；后者略有差距，为{!38.4亿元|metric=market_size|unit=money|currency=CNY|both=3840000000|period=2025|region=Zhengzhou}。

【内容】近三年，全国累计备案微短剧{!9.8万部|metric=filings|unit=titles|both=98000|period=2023..2025|alsoPeriod=2024..2026}，总集数{!700多万集|metric=episodes|unit=episodes|low=7000000|bound=over|period=2023..2025|alsoPeriod=2024..2026}。主管部门去年下架违规作品{!1,350部|metric=titles|unit=titles|both=1350|period=2025|entity=removed micro-dramas}，清理低俗片段{!数万条|metric=other|unit=count|low=10000|bound=over|period=2025}。业内料，今年真人短剧的产量将减少{!10%|metric=titles|measure=change|unit=share|both=-0.1|period=2026|base=2025|status=forecast|entity=live-action micro-dramas}，漫剧产量增长{!3倍|metric=titles|measure=multiple|unit=times|both=3|period=2026|base=2025|status=forecast|entity=animated micro-dramas}。
`,
  },
];
