import type { HandWritten } from '../pages.ts';

/** Chinese pages that no reader is tuned on; all names and figures are invented. */
export const chineseHeldOut: readonly HandWritten[] = [
  {
    name: '通讯社-微短剧年度数据.txt',
    language: 'zh',
    title: '我国微短剧用户规模稳步扩大 精品供给持续增加',
    publishedAt: '2026-01-22',
    text: `我国微短剧用户规模稳步扩大 精品供给持续增加
华讯社 2026-01-22 15:36

华讯社北京1月22日电(记者沈知远、罗小满)记者22日从中国网络视听研究中心在京举行的新闻发布会上获悉,截至2025年12月,我国微短剧用户规模达{!7.18亿人|metric=users|unit=people|both=718000000|period=2025-12|alsoPeriod=2025},较2024年底增长{!8.5%|metric=users|measure=change|unit=share|both=0.085|period=2025-12|alsoPeriod=2025|base=2024},占网民整体的{!63.4%|metric=penetration|measure=share|unit=share|both=0.634|period=2025-12|alsoPeriod=2025}。

发布会介绍,2025年全国共有{!3.86万部微短剧|metric=filings|unit=titles|both=38600|period=2025}完成备案,同比下降{!6.2%|metric=filings|measure=change|unit=share|both=-0.062|period=2025|base=2024};同年实际上线播出的微短剧有{!2.17万部|metric=titles|unit=titles|both=21700|period=2025}。中心副主任贺明澜表示,数量回落的同时,单部制作成本由2023年的{!30万元左右|metric=production_cost|unit=money|currency=CNY|both=300000|bound=about|period=2023}提高到2025年的{!近75万元|metric=production_cost|unit=money|currency=CNY|high=750000|bound=nearly|period=2025},行业正从“拼速度”转向“拼质量”。

从市场看,2023年、2024年、2025年我国微短剧市场规模分别为{!373.9亿元|metric=market_size|unit=money|currency=CNY|both=37390000000|period=2023}、{!504.4亿元|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024}和{!676亿元|metric=market_size|unit=money|currency=CNY|both=67600000000|period=2025},2023年至2025年年均复合增长率为{!34.5%|metric=market_size|measure=cagr|unit=share|both=0.345|period=2023..2025|base=2023}。中心预计,2026年市场规模将{!突破800亿元|metric=market_size|unit=money|currency=CNY|low=80000000000|bound=over|period=2026|status=forecast}。

免费模式已成主流。2025年,免费微短剧收入占全行业的{!超七成|metric=revenue|measure=share|unit=share|low=0.7|bound=over|period=2025|entity=free micro-dramas};同年12月,用户日均观看时长为{!118分钟|metric=usage_time|unit=minutes|both=118|period=2025-12}。

带动就业方面,截至2025年底,微短剧直接从业人员{!约69万人|metric=practitioners|unit=people|both=690000|bound=about|period=2025},相关企业{!逾10.2万家|metric=companies|unit=companies|low=102000|bound=over|period=2025}。其中,浙江一省的企业数量占全国的{!18.6%|metric=companies|measure=share|unit=share|both=0.186|period=2025|region=Zhejiang}。

发布会上还启动了第四届“微光”创作扶持计划,申报截止时间为3月31日18时。(完)
`,
  },
  {
    name: '摘要-两篇.txt',
    language: 'zh',
    title: '漫剧下半场:产能过剩还是内容升级?',
    publishedAt: '2026-02-27',
    text: `漫剧下半场:产能过剩还是内容升级?
深水区财经· 2026-02-27 07:48

核心观点 - 2025年国内漫剧市场规模{!约为168亿元|metric=market_size|unit=money|currency=CNY|both=16800000000|bound=about|period=2025|entity=AI comic dramas},是2024年的{!4.2倍|metric=market_size|measure=multiple|unit=times|both=4.2|period=2025|base=2024|entity=AI comic dramas} [1] - 机构预测2026年漫剧市场规模有望达到{!220亿至250亿元|metric=market_size|unit=money|currency=CNY|low=22000000000|high=25000000000|bound=range|period=2026|status=forecast|entity=AI comic dramas} [2] 第1组:产能与成本 - 2025年全年上线漫剧{!5.1万部|metric=titles|unit=titles|both=51000|period=2025|entity=AI comic dramas},其中播放量{?过亿}的仅有{!426部|metric=titles|unit=titles|both=426|period=2025|entity=AI comic dramas} [3] - 每分钟制作成本从2024年的{!3000元|metric=production_cost|unit=money|currency=CNY|both=3000|period=2024|entity=AI comic dramas}降到2025年的{!800—1200元|metric=production_cost|unit=money|currency=CNY|low=800|high=1200|bound=range|period=2025|entity=AI comic dramas} [3][5] 第2组:平台与流量 - 2026年1月,红桃漫剧月活跃用户数为{!4260万|metric=mau|unit=people|both=42600000|period=2026-01|entity=Hongtao Comic Drama},环比增长{!12.4%|metric=mau|measure=change|unit=share|both=0.124|period=2026-01|base=2025-12|entity=Hongtao Comic Drama} [6] - 当月日活跃用户数首次{!超过1000万|metric=dau|unit=people|low=10000000|bound=over|period=2026-01|entity=Hongtao Comic Drama} [6] - 2025年漫剧广告投放素材达到{!2300余万条|metric=ad_materials|unit=materials|low=23000000|bound=over|period=2025|entity=AI comic dramas} [7] 第3组:资本动向 - 成都市属国资发起设立的天府漫剧基金目标规模为{!5亿元|metric=fund_size|unit=money|currency=CNY|both=500000000|status=target|region=Chengdu|entity=Tianfu comic drama fund} [9]

短剧出海:谁在赚第二桶金
蓝鲸洞察· 2026-02-25 22:10

核心观点 - 2025年海外微短剧应用内购收入达到{!23.8亿美元|metric=revenue|unit=money|currency=USD|both=2380000000|period=2025|region=Overseas|entity=overseas micro-dramas},较2024年的{!15.2亿美元|metric=revenue|unit=money|currency=USD|both=1520000000|period=2024|region=Overseas|entity=overseas micro-dramas}增长{!56.6%|metric=revenue|measure=change|unit=share|both=0.566|period=2025|base=2024|region=Overseas|entity=overseas micro-dramas} [1] 第1组:区域格局 - 2025年美国市场贡献了{!47%|metric=revenue|measure=share|unit=share|both=0.47|period=2025|region=United States|entity=overseas micro-dramas}的海外收入,日本市场贡献{!13%|metric=revenue|measure=share|unit=share|both=0.13|period=2025|region=Japan|entity=overseas micro-dramas} [2] - 2025年拉美地区下载量为{!3.1亿次|metric=downloads|unit=downloads|both=310000000|period=2025|region=Latin America|entity=overseas micro-dramas},但收入仅{!9800万美元|metric=revenue|unit=money|currency=USD|both=98000000|period=2025|region=Latin America|entity=overseas micro-dramas} [3] 第2组:产品竞争 - 截至2025年底,海外在线运营的短剧应用有{!342款|metric=apps|unit=apps|both=342|period=2025|region=Overseas|entity=overseas micro-dramas} [4] - 2025年12月,DramaPort在海外短剧应用收入榜上排名{!第三|metric=rank|measure=rank|unit=rank|both=3|period=2025-12|region=Overseas|entity=DramaPort} [5] - 在美国拍摄一部本土短剧的成本为{!15万至20万美元|metric=production_cost|unit=money|currency=USD|low=150000|high=200000|bound=range|region=United States} [6]

漫剧下半场:产能过剩还是内容升级? - Tuanbao
`,
  },
  {
    name: '三季度微短剧观察.md',
    language: 'zh',
    title: '2025年第三季度微短剧市场观察',
    publishedAt: '2025-10-21',
    text: `# 2025年第三季度微短剧市场观察

衡度研究院 | 2025-10-21 | 报告编号HD-2025-Q3-118

## 一、核心数据

| 指标 | 2025年第三季度 | 2025年第二季度 |
| --- | --- | --- |
| 上线微短剧(部) | {!9,874|metric=titles|unit=titles|both=9874|period=2025-Q3} | {!9,120|metric=titles|unit=titles|both=9120|period=2025-Q2} |
| 投流消耗(亿元) | {!92.6|metric=ad_spend|unit=money|currency=CNY|both=9260000000|period=2025-Q3} | {!88.1|metric=ad_spend|unit=money|currency=CNY|both=8810000000|period=2025-Q2} |
| 广告素材(万条) | {!563|metric=ad_materials|unit=materials|both=5630000|period=2025-Q3} | {!497|metric=ad_materials|unit=materials|both=4970000|period=2025-Q2} |
| 在投短剧应用(款) | {!187|metric=apps|unit=apps|both=187|period=2025-Q3} | {!203|metric=apps|unit=apps|both=203|period=2025-Q2} |

数据来源:衡度研究院监测平台,统计口径为中国内地市场。

## 二、要点解读

**1. 供给回暖。** 三季度上线微短剧环比增长{!8.3%|metric=titles|measure=change|unit=share|both=0.083|period=2025-Q3|base=2025-Q2},但比上年同期仍少{!3.7%|metric=titles|measure=change|unit=share|both=-0.037|period=2025-Q3|base=2024-Q3}。

**2. 投流集中。** 三季度,头部十家公司的投流消耗占全行业的{!将近八成|metric=ad_spend|measure=share|unit=share|high=0.8|bound=nearly|period=2025-Q3},较二季度提高{!4.2个百分点|metric=ad_spend|measure=change|unit=points|both=0.042|period=2025-Q3|base=2025-Q2}。

**3. 用户黏性。** 9月,番柚短剧月活跃用户数达到{!2.36亿|metric=mau|unit=people|both=236000000|period=2025-09|entity=Fanyou Short Drama},人均单日使用时长{!1.4小时|metric=usage_time|unit=minutes|both=84|period=2025-09|entity=Fanyou Short Drama};同月,河豚剧场月活跃用户数为{!5830万|metric=mau|unit=people|both=58300000|period=2025-09|entity=Hetun Theatre}。

**4. 付费萎缩。** 据我们估算,三季度微短剧付费用户规模为{!3500万人左右|metric=paying_users|unit=people|both=35000000|bound=about|period=2025-Q3|status=estimate}。

## 三、展望

预计四季度投流消耗将回落至{!85亿—90亿元|metric=ad_spend|unit=money|currency=CNY|low=8500000000|high=9000000000|bound=range|period=2025-Q4|status=forecast},2025年全年投流消耗预计在{!350亿元上下|metric=ad_spend|unit=money|currency=CNY|both=35000000000|bound=about|period=2025|status=forecast}。

> 免责声明:本报告仅供参考,客服电话400-555-0126。
`,
  },
  {
    name: '港股中期业绩.txt',
    language: 'zh',
    title: '禾光文化控股:截至2025年6月30日止六个月中期业绩公告',
    publishedAt: '2025-08-27',
    text: `禾光文化控股:截至2025年6月30日止六个月中期业绩公告
港交所披露易 2025-08-27 19:12
(股份代号:06188)

禾光文化控股有限公司董事会欣然宣布本集团截至2025年6月30日止六个月之未经审核综合业绩。

一、财务摘要

2025年上半年,本集团实现收入{!人民币9.47亿元|metric=revenue|unit=money|currency=CNY|both=947000000|period=2025-H1|entity=Heguang Culture},较2024年上半年的{!人民币7.12亿元|metric=revenue|unit=money|currency=CNY|both=712000000|period=2024-H1|entity=Heguang Culture}增加{!33.0%|metric=revenue|measure=change|unit=share|both=0.33|period=2025-H1|base=2024-H1|entity=Heguang Culture}。

其中,微短剧业务收入为{!人民币5.83亿元|metric=revenue|unit=money|currency=CNY|both=583000000|period=2025-H1|entity=Heguang micro-dramas},占上半年总收入的{!61.6%|metric=revenue|measure=share|unit=share|both=0.616|period=2025-H1|entity=Heguang micro-dramas},去年同期该比例为{!44.8%|metric=revenue|measure=share|unit=share|both=0.448|period=2024-H1|entity=Heguang micro-dramas};传统长剧业务收入为{!人民币2.06亿元|metric=revenue|unit=money|currency=CNY|both=206000000|period=2025-H1|entity=Heguang long-form dramas},同比下跌{!21.4%|metric=revenue|measure=change|unit=share|both=-0.214|period=2025-H1|base=2024-H1|entity=Heguang long-form dramas}。

二、分部收入(人民币千元)

分部	2025年上半年	2024年上半年
微短剧	{!583,000|metric=revenue|unit=money|currency=CNY|both=583000000|period=2025-H1|entity=Heguang micro-dramas}	{!319,000|metric=revenue|unit=money|currency=CNY|both=319000000|period=2024-H1|entity=Heguang micro-dramas}
长剧	{!206,000|metric=revenue|unit=money|currency=CNY|both=206000000|period=2025-H1|entity=Heguang long-form dramas}	{!262,000|metric=revenue|unit=money|currency=CNY|both=262000000|period=2024-H1|entity=Heguang long-form dramas}
广告及其他	{!158,000|metric=revenue|unit=money|currency=CNY|both=158000000|period=2025-H1|entity=Heguang advertising}	{!131,000|metric=revenue|unit=money|currency=CNY|both=131000000|period=2024-H1|entity=Heguang advertising}

三、业务回顾

期内,本集团共上线微短剧{!163部|metric=titles|unit=titles|both=163|period=2025-H1|entity=Heguang Culture},平均单部制作成本为{!人民币72万元|metric=production_cost|unit=money|currency=CNY|both=720000|period=2025-H1|entity=Heguang Culture}。截至2025年6月30日,旗下“禾苗剧场”应用累计下载量{!超过1.2亿次|metric=downloads|unit=downloads|low=120000000|bound=over|period=2025-06-30|alsoPeriod=2025-06|entity=Hemiao Theatre};2025年6月,该应用日活跃用户数为{!486万|metric=dau|unit=people|both=4860000|period=2025-06|entity=Hemiao Theatre}。

海外方面,上半年本集团海外平台收入为{!1,870万美元|metric=revenue|unit=money|currency=USD|both=18700000|period=2025-H1|region=Overseas|entity=Heguang overseas}。2025年5月,本集团以{!2.4亿港元|metric=investment|unit=money|currency=HKD|both=240000000|period=2025-05|entity=Heguang Culture}投资一家新加坡短剧公司。

四、前景

本集团的目标是2025年全年上线微短剧{!不少于380部|metric=titles|unit=titles|low=380|bound=at_least|period=2025|status=target|entity=Heguang Culture}。

承董事会命
主席 邝思齐
香港,2025年8月27日
`,
  },
  {
    name: '临平区扶持政策.txt',
    language: 'zh',
    title: '临平区关于促进微短剧产业高质量发展的若干政策',
    publishedAt: '2025-05-16',
    text: `临平区关于促进微短剧产业高质量发展的若干政策
杭州市临平区人民政府办公室 2025-05-16 10:00
临政办〔2025〕23号

为抢抓微短剧产业发展机遇,结合本区实际,制定本政策。

第一条 发展目标。力争到2027年底,全区集聚微短剧企业{!200家以上|metric=companies|unit=companies|low=200|bound=at_least|period=2027|status=target|region=Linping},微短剧产业年营业收入达到{!50亿元|metric=revenue|unit=money|currency=CNY|both=5000000000|period=2027|status=target|region=Linping},建成专业拍摄基地{!5个|metric=shooting_bases|unit=places|both=5|period=2027|status=target|region=Linping}。

第二条 鼓励企业落户。对新落户且实缴注册资本{!不低于500万元|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=5000000|bound=at_least|status=policy|region=Linping}的微短剧企业,给予{!30万元|metric=subsidy|unit=money|currency=CNY|both=300000|status=policy|region=Linping}一次性落户奖励。

第三条 支持内容创作。对在本区备案并上线播出的微短剧,按实际制作成本的{!15%|metric=subsidy|measure=share|unit=share|both=0.15|status=policy|region=Linping}给予补助,单部作品补助金额{!最高不超过40万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=400000|bound=at_most|status=policy|region=Linping};同一企业每年补助总额{!不超过贰佰万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|status=policy|region=Linping}。

第四条 鼓励精品播出。入选国家广电总局年度推荐目录的,每部奖励{!60万元|metric=subsidy|unit=money|currency=CNY|both=600000|status=policy|region=Linping};入选浙江省重点扶持项目的,每部奖励{!20万元|metric=subsidy|unit=money|currency=CNY|both=200000|status=policy|region=Linping}。

第五条 支持基地建设。对固定资产投资达到{!3000万元以上|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=30000000|bound=at_least|status=policy|region=Linping}的拍摄基地,按投资额的{!10%|metric=subsidy|measure=share|unit=share|both=0.1|status=policy|region=Linping}给予补助,{!最高300万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=3000000|bound=at_most|status=policy|region=Linping}。

第六条 支持扬帆出海。对在境外平台发行微短剧取得收入的企业,按其海外发行收入的{!5%|metric=subsidy|measure=share|unit=share|both=0.05|status=policy|region=Linping}给予奖励,每家企业每年{!最高100万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|status=policy|region=Linping}。

第七条 强化金融支持。设立目标规模{!2亿元|metric=fund_size|unit=money|currency=CNY|both=200000000|status=target|region=Linping|entity=Linping micro-drama fund}的微短剧产业基金;对企业用于微短剧制作的银行贷款,按实际支付利息的{!50%|metric=subsidy|measure=share|unit=share|both=0.5|status=policy|region=Linping}给予贴息,每家企业每年贴息{!不超过50万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=500000|bound=at_most|status=policy|region=Linping}。

第八条 附则。本政策自2025年6月15日起施行,有效期至2027年12月31日,由区委宣传部负责解释。同一项目符合多项条款的,按就高不重复原则执行。咨询电话:0571-5550-0162。
`,
  },
  {
    name: '公众号-横店群演.txt',
    language: 'zh',
    title: '短剧卷到第四年,剧组的账还算得过来吗?',
    publishedAt: '2025-11-14',
    text: `短剧卷到第四年,剧组的账还算得过来吗?
原创 老瓢 竖屏生意经 2025-11-14 21:30 浙江

“现在接一部戏,先问预算,再问剧本。”在横店干了{?八年}制片的大刘跟我说这话时,正蹲在路边吃盒饭,对讲机里还在催第32场。

先说钱。2023年,横店一部普通真人短剧的制作费用是{!25万到35万元|metric=production_cost|unit=money|currency=CNY|low=250000|high=350000|bound=range|period=2023|region=Hengdian},到了2025年,{!六七十万元|metric=production_cost|unit=money|currency=CNY|low=600000|high=700000|bound=range|period=2025|region=Hengdian}已经是起步价。头部厂牌更夸张,2025年单部制作成本{!超过200万元|metric=production_cost|unit=money|currency=CNY|low=2000000|bound=over|period=2025|entity=leading studios}的比比皆是。

再说时间。以前一部戏{?七天}杀青,2025年平台要求精品,拍摄周期普遍拉长到{!10至14天|metric=project_days|unit=days|low=10|high=14|bound=range|period=2025}。

那市场到底有多大?艾潮咨询的说法是,2024年国内微短剧市场规模{!505亿元|metric=market_size|unit=money|currency=CNY|both=50500000000|period=2024},比当年全国电影票房的{!425亿元|metric=box_office|unit=money|currency=CNY|both=42500000000|period=2024}还高;今年全年预计能做到{!630亿元左右|metric=market_size|unit=money|currency=CNY|both=63000000000|bound=about|period=2025|status=forecast}。看短剧的人也确实多,今年6月底用户规模是{!6.96亿|metric=users|unit=people|both=696000000|period=2025-06},每{?十个网民里差不多有六个}在刷。

可是钱没落到剧组手里。业内流传的一个数是,2025年一部付费短剧的充值流水里,投流要吃掉{!80%以上|metric=ad_spend|measure=share|unit=share|low=0.8|bound=at_least|period=2025|entity=paid micro-dramas},承制方能分到的{!不足5%|metric=revenue|measure=share|unit=share|high=0.05|bound=under|period=2025|entity=production companies}。大刘给我看了他的账本:去年一共接了{?23部},真正赚钱的只有{?4部}。

人倒是越来越多。据当地统计,截至2025年9月,横店登记在册的短剧剧组人员有{!1.8万余人|metric=practitioners|unit=people|low=18000|bound=over|period=2025-09|region=Hengdian},比2024年9月多了{!两成|metric=practitioners|measure=change|unit=share|both=0.2|period=2025-09|base=2024-09|region=Hengdian};竖屏短剧拍摄基地的数量也从2023年底的{!31个|metric=shooting_bases|unit=places|both=31|period=2023|region=Hengdian}增加到2025年9月的{!112个|metric=shooting_bases|unit=places|both=112|period=2025-09|region=Hengdian}。

有人往外走。大刘的徒弟如今在洛杉矶,那边拍一部竖屏短剧的预算是{!18万美元|metric=production_cost|unit=money|currency=USD|both=180000|region=United States},折合人民币{?约128万元},“盒饭都有三种口味”。

点击“在看”,留言区抽{?3位}读者送书。
`,
  },
  {
    name: '年终复盘.txt',
    language: 'zh',
    title: '2025微短剧年终复盘:那些预测,应验了多少?',
    publishedAt: '2026-01-06',
    text: `2025微短剧年终复盘:那些预测,应验了多少?
镜框研究 2026-01-06 09:20

去年年初,各家机构都给2025年的微短剧行业画过线。一年过去,逐条对账。

一、市场规模:猜对了方向,低估了幅度

南潭咨询在2025年1月的报告中写道,2025年中国微短剧市场规模预计达到{!634亿元|metric=market_size|unit=money|currency=CNY|both=63400000000|period=2025|status=actual|worded=forecast};岳麓证券更乐观,预计2025年市场规模将{!突破650亿元|metric=market_size|unit=money|currency=CNY|low=65000000000|bound=over|period=2025|status=actual|worded=forecast}。行业协会上周公布的结果是,2025年市场规模为{!677.9亿元|metric=market_size|unit=money|currency=CNY|both=67790000000|period=2025},同比增长{!34.4%|metric=market_size|measure=change|unit=share|both=0.344|period=2025|base=2024}。

二、用户:稳得像一条直线

春季论坛上流传最广的一句话是:到2025年6月,微短剧用户规模有望达到{!6.9亿人|metric=users|unit=people|both=690000000|period=2025-06|status=actual|worded=forecast}。当月的官方调查结果是{!6.96亿人|metric=users|unit=people|both=696000000|period=2025-06},占网民的{!近七成|metric=penetration|measure=share|unit=share|high=0.7|bound=nearly|period=2025-06}。

三、供给:几乎所有人都猜错了

南潭咨询当时预测,2025年全年将上线微短剧{!4.5万部|metric=titles|unit=titles|both=45000|period=2025|status=actual|worded=forecast}。实际上,2025年全国上线微短剧{!3.32万部|metric=titles|unit=titles|both=33200|period=2025},比2024年减少{!9.8%|metric=titles|measure=change|unit=share|both=-0.098|period=2025|base=2024}。其中由人工智能参与制作的有{!6000部左右|metric=titles|unit=titles|both=6000|bound=about|period=2025|entity=AI micro-dramas}。

四、城市:目标与答卷

郑州提出的目标是,到2025年底集聚微短剧企业{!1000家|metric=companies|unit=companies|both=1000|period=2025|status=target|region=Zhengzhou},截至2025年底的实际数字为{!1136家|metric=companies|unit=companies|both=1136|period=2025|region=Zhengzhou}。西安2025年全年兑现微短剧扶持资金{!8600万元|metric=subsidy|unit=money|currency=CNY|both=86000000|period=2025|region=Xi'an}。

五、2026年怎么看

南潭咨询最新预计,2026年市场规模在{!780亿—820亿元|metric=market_size|unit=money|currency=CNY|low=78000000000|high=82000000000|bound=range|period=2026|status=forecast}之间;我们更谨慎一些,预计2026年为{!约750亿元|metric=market_size|unit=money|currency=CNY|both=75000000000|bound=about|period=2026|status=forecast}。明年此时,再来对账。
`,
  },
];
