import type { HandWritten } from '../pages.ts';

/** Chinese pages: a paper, an institute, a notice of a city, a digest, a company's half-year, a column. All names are invented. */
export const chinesePages: readonly HandWritten[] = [
  {
    name: '报纸-竖屏里的县城.txt',
    language: 'zh',
    title: '竖屏里的县城：一部短剧带火一条街',
    publishedAt: '2025-09-18',
    text: `竖屏里的县城：一部短剧带火一条街
2025-09-18 08:12　来源：河湾晚报　记者 田野

中秋未到，青溪县老码头已经热闹起来。上个月播出的微短剧《渡口》在这里取景，县文旅局的统计是，暑期两个月老街接待游客{?37.6万人次}，比去年同期多了{?四成}。

“以前一年到头见不到一个剧组，去年来了{?9个}，今年光前八个月就来了{?31个}。”摄制服务中心主任老钱说。中心门口的黑板上写着当天的拍摄安排，排到了第3页。

账也算得过来。一个剧组平均待{!8天|metric=project_days|unit=days|both=8|period=null|region=Qingxi}，食宿、群演、租景加起来要在县里花掉{!12万到15万元|metric=other|unit=money|currency=CNY|low=120000|high=150000|bound=range|region=Qingxi}。县里今年拿出{!三百万元|metric=fund_size|unit=money|currency=CNY|both=3000000|period=2025|status=policy|region=Qingxi}专项资金，对在县内拍摄{!超过5天|metric=subsidy|measure=threshold|unit=days|low=5|bound=over|status=policy|region=Qingxi}的剧组，按实际支出的{!百分之十|metric=subsidy|measure=share|unit=share|both=0.1|status=policy|region=Qingxi}返还，单个剧组{!最多3万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=30000|bound=at_most|status=policy|region=Qingxi}。

放在全国看，这只是一朵小浪花。省网络视听协会的报告写道，2024年全省备案微短剧{!1126部|metric=filings|unit=titles|both=1126|period=2024|region=null}，开机的只有{!不到七百部|metric=titles|unit=titles|high=700|bound=under|period=2024|region=null}。
`,
  },
  {
    name: '研究院-用户报告.html',
    language: 'zh',
    title: '微短剧用户观察（2025年中）',
    publishedAt: '2025-08-21',
    text: `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>微短剧用户观察（2025年中）-潮汐研究院</title>
<meta name="publishdate" content="2025-08-21">
<link rel="stylesheet" href="/a.css?v=20250801">
</head>
<body>
<div class="top"><a href="/">首页</a> | <a href="/r">报告库</a> | <a href="/v">会员 ¥1288/年</a></div>
<div class="article">
<h1>微短剧用户观察（2025年中）</h1>
<div class="info">潮汐研究院　2025-08-21 10:30　阅读 3.2万</div>
<p>潮汐研究院对全国{?18个城市}的微短剧观众做了访问，以下为主要发现。</p>
<h2>一、谁在看</h2>
<p>截至2025年6月底，微短剧用户约{!6.9亿|metric=users|unit=people|both=690000000|bound=about|period=2025-06|alsoPeriod=null}，同比增加{?1.1亿}；在全体网民里，每十个人约有{!六成二|metric=penetration|measure=share|unit=share|both=0.62|period=2025-06}的人看过。</p>
<p>40岁及以上用户占{!45.7&#37;|metric=users|measure=share|unit=share|both=0.457|period=2025-06|entity=40 and over|alsoPeriod=null}，较上一年同期高出{!3.4个百分点|metric=users|measure=change|unit=points|both=0.034|period=2025-06|alsoPeriod=null}；三线及以下城市用户占比<b>{!58.9%|metric=users|measure=share|unit=share|both=0.589|period=2025-06|entity=third-tier cities|alsoPeriod=null}</b>。</p>
<h2>二、看多久、花多少</h2>
<p>2025年第二季度，人均单日时长{!101.5分钟|metric=usage_time|unit=minutes|both=101.5|period=2025-Q2}，一年前是{!87分钟|metric=usage_time|unit=minutes|both=87|period=2024-Q2}。付费用户比例{!11.8%|metric=paying_rate|measure=share|unit=share|both=0.118|period=2025-Q2|alsoPeriod=null}，月均花费{!26.4元|metric=arpu|unit=money|currency=CNY|both=26.4|period=2025-Q2|alsoPeriod=null}。</p>
<p>受访者中，{!超过三分之一|metric=users|measure=share|unit=share|low=0.3333|bound=over}的人表示“看免费的就够了”。</p>
<p class="note">注：本次共回收有效问卷{?6,412份}。引用请注明出处。</p>
</div>
<div class="foot">© 潮汐研究院　客服 400-820-0000　沪ICP备2020000000号-3</div>
</body>
</html>
`,
  },
  {
    name: '通知-若干措施.txt',
    language: 'zh',
    title: '云川市关于支持微短剧产业发展的若干措施（试行）',
    publishedAt: '2025-07-04',
    text: `云川市人民政府办公室关于印发《云川市关于支持微短剧产业发展的若干措施（试行）》的通知
云政办规〔2025〕6号
发布日期：2025-07-04　来源：市政府办公室

各县（区）人民政府，市政府各部门：

　　现将《云川市关于支持微短剧产业发展的若干措施（试行）》印发给你们，请认真组织实施。

　　第一条 到2027年底，全市培育微短剧企业{!100家以上|metric=companies|unit=companies|low=100|bound=at_least|period=2027|status=target|region=Yunchuan}，年产微短剧{!不少于300部|metric=titles|unit=titles|low=300|bound=at_least|period=2027|status=target|region=Yunchuan}，产业规模{!突破15亿元|metric=market_size|unit=money|currency=CNY|low=1500000000|bound=over|period=2027|status=target|region=Yunchuan}。
　　第二条 设立市级微短剧专项资金，每年安排{!贰仟万元|metric=fund_size|unit=money|currency=CNY|both=20000000|status=policy|region=Yunchuan}，列入市级财政预算。
　　第三条 对取得备案号且在本市拍摄天数{!不低于总天数的二分之一|metric=subsidy|measure=threshold|unit=share|low=0.5|bound=at_least|status=policy|region=Yunchuan}的微短剧，按照实际制作成本的{!20%|metric=subsidy|measure=share|unit=share|both=0.2|status=policy|region=Yunchuan}给予补助，单部{!最高不超过30万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=300000|bound=at_most|status=policy|region=Yunchuan}，同一企业每年累计{!不超过120万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1200000|bound=at_most|status=policy|region=Yunchuan}。
　　第四条 在国家级重点网络视听平台首播且播放量{!达到5000万次以上|metric=subsidy|measure=threshold|unit=views|low=50000000|bound=at_least|status=policy|region=Yunchuan}的，奖励{!10万元|metric=subsidy|unit=money|currency=CNY|both=100000|status=policy|region=Yunchuan}；播放量{!达到1亿次以上|metric=subsidy|measure=threshold|unit=views|low=100000000|bound=at_least|status=policy|region=Yunchuan}的，奖励{!25万元|metric=subsidy|unit=money|currency=CNY|both=250000|status=policy|region=Yunchuan}。
　　第五条 入驻云川影视产业园的企业，前两年免收租金，第三年减半。
　　第六条 申报时间为每年3月1日至4月30日，由市文广旅局受理，电话0899-6612088。
　　第七条 本措施自2025年8月1日起施行，有效期2年。
`,
  },
  {
    name: '速读-出海.md',
    language: 'zh',
    title: '出海短剧：数字背后',
    publishedAt: '2025-10-13',
    text: `# 出海短剧：数字背后

岸线数据 · 2025-10-13 21:05

Core Insights
- 2025年前三季度，海外短剧应用总收入{!18.7亿美元|metric=revenue|unit=money|currency=USD|both=1870000000|period=2025-01..2025-09|region=Overseas}，其中三季度{!6.8亿美元|metric=revenue|unit=money|currency=USD|both=680000000|period=2025-Q3|region=Overseas}，环比增{!9.7%|metric=revenue|measure=change|unit=share|both=0.097|period=2025-Q3|base=2025-Q2|region=Overseas} [1][2]
- 下载量同期{!破9亿次|metric=downloads|unit=downloads|low=900000000|bound=over|period=2025-01..2025-09|region=Overseas|alsoPeriod=null}，拉美占{!27%|metric=downloads|measure=share|unit=share|both=0.27|period=2025-01..2025-09|region=Latin America|alsoPeriod=null}，东南亚占{!24%|metric=downloads|measure=share|unit=share|both=0.24|period=2025-01..2025-09|region=Southeast Asia|alsoPeriod=null} [3]

Group 1: 谁在赚钱
- 收入前十的应用拿走了{!82.3%|metric=market_share|measure=share|unit=share|both=0.823|period=null|region=Overseas|entity=top ten}的钱，{?第一名}PearlShort一家就有{!21%|metric=market_share|measure=share|unit=share|both=0.21|period=null|region=Overseas|entity=PearlShort} [4]
- PearlShort9月双端流水{!7300万美元|metric=revenue|unit=money|currency=USD|both=73000000|period=2025-09|region=Overseas|entity=PearlShort}，单月投放素材{!超21万条|metric=ad_materials|unit=materials|low=210000|bound=over|period=2025-09|entity=PearlShort} [5]
- 美国市场单用户平均收入{!4.6美元|metric=arpu|unit=money|currency=USD|both=4.6|period=null|region=United States}，约为巴西的{!11倍|metric=arpu|measure=multiple|unit=times|both=11|bound=about|period=null|region=United States} [6]

Group 2: 成本
- 在洛杉矶拍一部本土剧要{!15万—25万美元|metric=production_cost|unit=money|currency=USD|low=150000|high=250000|bound=range|region=United States}，周期{!7至10天|metric=project_days|unit=days|low=7|high=10|bound=range|region=United States} [7]
- 翻译剧一部只要{!几千美元|metric=production_cost|unit=money|currency=USD|low=1000|bound=over|region=null|entity=translated} [7][8]
- 岸线数据预计，2026年海外收入将达{!38亿美元|metric=revenue|unit=money|currency=USD|both=3800000000|period=2026|status=forecast|region=Overseas} [9]
`,
  },
  {
    name: '公司-半年报快讯.txt',
    language: 'zh',
    title: '松雪互娱上半年扭亏，短剧业务占比过半',
    publishedAt: '2025-08-28',
    text: `松雪互娱上半年扭亏，短剧业务占比过半
财经速递·2025-08-28 19:47

松雪互娱今日盘后披露半年报。报告期内公司实现营收{!11.32亿元|metric=revenue|unit=money|currency=CNY|both=1132000000|period=2025-H1|entity=松雪互娱|alsoPeriod=null}，上年同期为{!8.05亿元|metric=revenue|unit=money|currency=CNY|both=805000000|period=2024-H1|entity=松雪互娱}，同比增长{!40.62%|metric=revenue|measure=change|unit=share|both=0.4062|period=2025-H1|base=2024-H1|entity=松雪互娱|alsoPeriod=null}；归母净利润{!4217万元|metric=other|unit=money|currency=CNY|both=42170000|period=2025-H1|entity=松雪互娱|alsoPeriod=null}，上年同期亏损{!2980万元|metric=other|unit=money|currency=CNY|both=29800000|period=2024-H1|entity=松雪互娱}。

分业务看，微短剧收入{!6.01亿元|metric=revenue|unit=money|currency=CNY|both=601000000|period=2025-H1|entity=松雪互娱|alsoPeriod=null}，占总营收的{!53.1%|metric=revenue|measure=share|unit=share|both=0.531|period=2025-H1|entity=松雪互娱|alsoPeriod=null}，毛利率{!31.8%|metric=other|measure=share|unit=share|both=0.318|period=2025-H1|entity=松雪互娱|alsoPeriod=null}，提升{!6.2个百分点|metric=other|measure=change|unit=points|both=0.062|period=2025-H1|entity=松雪互娱|alsoPeriod=null}；游戏收入同比下滑{!12.5%|metric=revenue|measure=change|unit=share|both=-0.125|period=2025-H1|base=2024-H1|entity=松雪互娱|alsoPeriod=null}，为{!3.96亿元|metric=revenue|unit=money|currency=CNY|both=396000000|period=2025-H1|entity=松雪互娱|alsoPeriod=null}。

公司称，上半年共上线微短剧{!164部|metric=titles|unit=titles|both=164|period=2025-H1|entity=松雪互娱}，其中自制{!58部|metric=titles|unit=titles|both=58|period=2025-H1|entity=松雪互娱}，充值{?破千万}的有{!11部|metric=titles|unit=titles|both=11|period=2025-H1|entity=松雪互娱}。下半年计划推出{!不少于200部|metric=titles|unit=titles|low=200|bound=at_least|period=2025-H2|status=target|entity=松雪互娱}。

（股票代码：300XXX；以上内容不构成投资建议）
`,
  },
  {
    name: '专栏-算一笔账.txt',
    language: 'zh',
    title: '专栏｜微短剧的这笔账怎么算',
    publishedAt: '2025-11-02',
    text: `专栏｜微短剧的这笔账怎么算
作者：沈砚　2025-11-02 07:30

常有人问我，说好的{?五百亿}市场，钱到哪里去了？

先看总数。2024年，微短剧市场规模{!504.4亿元|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024}，而2021年只有区区{!36.8亿元|metric=market_size|unit=money|currency=CNY|both=3680000000|period=2021}，三年翻了{!13倍还多|metric=market_size|measure=multiple|unit=times|low=13|bound=over|period=2024|base=2021}。年初我引过一家机构的说法，称2025年将冲到{!634.3亿元|metric=market_size|unit=money|currency=CNY|both=63430000000|period=2025|status=forecast}；眼看只剩两个月，我看{!六百亿出头|metric=market_size|unit=money|both=60000000000|bound=about|period=2025|status=forecast}比较现实。

再拆开看。{?一百块钱}里，{?六七十块}给了投流，平台抽走{!一成|metric=other|measure=share|unit=share|both=0.1}，编剧、演员、场地、后期一共分{!不足两成|metric=production_cost|measure=share|unit=share|high=0.2|bound=under}。一部成本{!60万元|metric=production_cost|unit=money|currency=CNY|both=600000}的剧，想回本，充值流水要做到{!300万元以上|metric=revenue|unit=money|currency=CNY|low=3000000|bound=at_least}。

去年备案的剧里，真正赚钱的{!不到一成|metric=titles|measure=share|unit=share|high=0.1|bound=under|period=2024}。这不是我说的，是省协会{!187家会员单位|metric=companies|unit=companies|both=187}报上来的数。

至于AI，有人说成本能降{!八成|metric=production_cost|measure=change|unit=share|both=-0.8|entity=AI micro-dramas}。我见过的报价，从每分钟{!1000元到8000元|metric=production_cost|unit=money|currency=CNY|low=1000|high=8000|bound=range}都有，先别急着下结论。
`,
  },
];
