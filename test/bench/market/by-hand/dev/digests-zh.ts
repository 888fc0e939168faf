import type { HandWritten } from '../pages.ts';

/** Chinese digests, several documents in a file; all names and figures are invented. */
export const chineseDigests: readonly HandWritten[] = [
  {
    name: 'zh2-01-quality.txt',
    language: 'zh',
    title: '从“快消品”到“作品”：微短剧的第六个年头',
    publishedAt: '2026-02-06',
    text: `从“快消品”到“作品”：微短剧的第六个年头
青禾文娱观察·2026-02-06 10:05

核心观点 - 微短剧市场规模由2021年的{!38.2亿元|metric=market_size|unit=money|currency=CNY|both=3.82e9|period=2021}扩大到2024年的{!509.6亿元|metric=market_size|unit=money|currency=CNY|both=5.096e10|period=2024}，增长{!超过12倍|metric=market_size|measure=multiple|unit=times|low=12|bound=over|period=2024|alsoPeriod=2021..2024|base=2021} [2] - 截至2025年6月，微短剧用户预计达到{!6.98亿人|metric=users|unit=people|both=6.98e8|period=2025-06|status=actual|worded=forecast}，占网民整体的{!六成以上|metric=penetration|measure=share|unit=share|low=0.6|bound=at_least|period=2025-06|status=actual|worded=forecast} [3] - 2025年全年市场规模有望{!突破670亿元|metric=market_size|unit=money|currency=CNY|low=6.7e10|bound=over|period=2025|status=actual|worded=forecast} [3] 第一部分：制作水准 - 单部平均制作成本从{!20万—30万元|metric=production_cost|unit=money|currency=CNY|low=200000|high=300000|bound=range}涨到{!50万—90万元|metric=production_cost|unit=money|currency=CNY|low=500000|high=900000|bound=range}，头部项目投入达{!数百万元|metric=production_cost|unit=money|currency=CNY|low=1000000|bound=over} [5] - 拍摄周期由{!7天左右|metric=project_days|unit=days|both=7|bound=about}拉长至{!15至20天|metric=project_days|unit=days|low=15|high=20|bound=range} [5] - 演员片酬仍在上涨，但好剧本才是真正的稀缺品 [6] 第二部分：题材与管理 - 2025年第四季度，全国备案微短剧{!3276部|metric=filings|unit=titles|both=3276|period=2025-Q4}、{!23.9万集|metric=episodes|unit=episodes|both=239000|period=2025-Q4}，备案部数同比下降{!7.1%|metric=filings|measure=change|unit=share|both=-0.071|period=2025-Q4|base=2024-Q4} [8] - 2025年入选推荐目录的{!308部|metric=titles|unit=titles|both=308|period=2025}作品中，现实题材有{!121部|metric=titles|unit=titles|both=121|period=2025} [8] - 《渡口人家》全剧{?68集}、每集{?不足3分钟}，被视为“慢下来”的样本 [9] 第三部分：平台账本 - 免费模式占市场的{!64%|metric=market_share|measure=share|unit=share|both=0.64|period=2025}，付费模式占{!36%|metric=market_share|measure=share|unit=share|both=0.36|period=2025}（2025年口径） [11] - 果果剧场2025年12月月活跃用户{!逼近2亿|metric=mau|unit=people|high=2e8|bound=nearly|period=2025-12|entity=Guoguo Theater}，在视频类应用中排名{!第四|metric=mau|measure=rank|unit=rank|both=4|period=2025-12|entity=Guoguo Theater} [11] - AI微短剧部数的年复合增长率{!超80%|metric=titles|measure=cagr|unit=share|low=0.8|bound=over|entity=AI micro-dramas} [12] 第四部分：机会 - 预计2025年至2028年市场规模年均复合增长{!16.5%|metric=market_size|measure=cagr|unit=share|both=0.165|period=2025..2028|base=2025|status=forecast} [15] - 体育、非遗与短剧的结合仍处在试水阶段 [16]

从“快消品”到“作品”：微短剧的第六个年头 - Tuanbao`,
  },

  {
    name: 'zh2-02-topic-2025-08.txt',
    language: 'zh',
    title: '微短剧进入“百亿之城”争夺战',
    publishedAt: '2025-08-21',
    text: `微短剧
搜索文档
微短剧进入“{?百亿}之城”争夺战
城市产业周刊· 2025-08-21 21:18
核心观点 - 郑州提出到2027年微短剧产业规模达到{!100亿元|metric=market_size|unit=money|currency=CNY|both=1e10|period=2027|region=Zhengzhou|status=target}，西安则力争{!突破120亿元|metric=market_size|unit=money|currency=CNY|low=1.2e10|bound=over|period=2027|region=Xi'an|status=target}，两座城市的目标年份相同 [1][2]。
第一部分：家底
- 郑州微短剧年产量居全国{!第二|metric=titles|measure=rank|unit=rank|both=2|region=Zhengzhou}，从业人员{!逾3.1万人|metric=practitioners|unit=people|low=31000|bound=over|region=Zhengzhou} [3]。
- 截至2024年底，郑州微短剧制作企业预计达{!830余家|metric=companies|unit=companies|low=830|bound=over|period=2024|region=Zhengzhou|status=actual|worded=forecast}，同比增长{!27.9%|metric=companies|measure=change|unit=share|both=0.279|period=2024|base=2023|region=Zhengzhou|status=actual|worded=forecast} [3]。
- 今年1—7月，西安备案微短剧{!1126部|metric=filings|unit=titles|both=1126|period=2025-01..2025-07|region=Xi'an}，去年同期为{!874部|metric=filings|unit=titles|both=874|period=2024-01..2024-07|region=Xi'an} [4]。
第二部分：目标
- 郑州计划到2027年建成{!1—2个|metric=shooting_bases|unit=places|low=1|high=2|bound=range|period=2027|region=Zhengzhou|status=target}产业基地，培育{!10家以上|metric=companies|unit=companies|low=10|bound=at_least|period=2027|region=Zhengzhou|status=target}骨干企业 [5]。
第三部分：
数说上半年：看剧的人又多了
文化数据通讯社· 2025-08-20 09:00
要点
- 今年上半年，微短剧人均每日使用时长{!近2小时|metric=usage_time|unit=minutes|high=120|bound=nearly|period=2025-H1}，1月为{!96分钟|metric=usage_time|unit=minutes|both=96|period=2025-01}，6月升至{!115分钟|metric=usage_time|unit=minutes|both=115|period=2025-06} [1]。
- ２０２４年１２月，微短剧用户为{!６．６１亿人|metric=users|unit=people|both=6.61e8|period=2024-12}；２０２５年６月增至{!６．９４亿人|metric=users|unit=people|both=6.94e8|period=2025-06} [1]。
- 2022年、2023年、2024年微短剧使用率分别为{!45.1%|metric=penetration|measure=share|unit=share|both=0.451|period=2022}、{!51.9%|metric=penetration|measure=share|unit=share|both=0.519|period=2023}和{!59.7%|metric=penetration|measure=share|unit=share|both=0.597|period=2024}，今年6月又比去年年底提高{!2.2个百分点|metric=penetration|measure=change|unit=points|both=0.022|period=2025-06|base=2024} [2]。
- {!七成|metric=users|measure=share|unit=share|both=0.7}用户在睡前观看，{!不到一成|metric=users|measure=share|unit=share|high=0.1|bound=under}用户会看完整部作品 [3]。
横屏还是竖屏，别被画幅绑住手脚
江南评论· 2025-08-19 07:20
核心观点 - 画幅只是形式，人物才是根本，文章认为行业十年之后回望今天，记住的不会是播放量 [1]。
第一部分：论据
- 第三届竖屏创作大会上，评委把首奖给了一部只在{?两间屋子}里拍完的小成本作品 [2]。
`,
  },

  {
    name: 'zh2-03-overseas.txt',
    language: 'zh',
    title: '短剧出海收入前8个月大涨',
    publishedAt: '2025-11-03',
    text: `短剧出海收入前8个月大涨
蓝鲸出海· 2025-11-03 14:42
核心观点 - 2025年前8个月，海外短剧应用总收入{!15.6亿美元|metric=revenue|unit=money|currency=USD|both=1.56e9|period=2025-01..2025-08|region=Overseas}，同比增长{!188%|metric=revenue|measure=change|unit=share|both=1.88|period=2025-01..2025-08|base=2024-01..2024-08|region=Overseas}；月度收入从1月的{!1.49亿美元|metric=revenue|unit=money|currency=USD|both=1.49e8|period=2025-01|region=Overseas}升至8月的{!2.31亿美元|metric=revenue|unit=money|currency=USD|both=2.31e8|period=2025-08|region=Overseas}（{?约合人民币16.5亿元}） [1][2]。
第一部分：应用
- 截至2025年8月，海外市场共有{!300多款|metric=apps|unit=apps|low=300|bound=over|period=2025-08|region=Overseas}短剧应用，累计下载量{!约7.4亿次|metric=downloads|unit=downloads|both=7.4e8|bound=about|period=2025-08|region=Overseas} [3]。
- 2024年，娱乐应用收入Top 100中，中国短剧应用占据{!9席|metric=apps|unit=apps|both=9|period=2024|region=Overseas} [3]。
- 幕川互动旗下ReelNest以{!5800万美元|metric=revenue|unit=money|currency=USD|both=5.8e7|period=2025-08|region=Overseas|entity=ReelNest}的8月收入位列{!第一|metric=revenue|measure=rank|unit=rank|both=1|period=2025-08|region=Overseas|entity=ReelNest}，下载量同期环比下滑{!4.3%|metric=downloads|measure=change|unit=share|both=-0.043|period=2025-08|base=2025-07|region=Overseas|entity=ReelNest} [4]。
第二部分：成本与价格
- 洛杉矶本土剧单部成本{!15万—25万美元|metric=production_cost|unit=money|currency=USD|low=150000|high=250000|bound=range|region=Los Angeles}，翻译剧每部{!不超过3000美元|metric=production_cost|unit=money|currency=USD|high=3000|bound=at_most|entity=translated dramas} [5]。
- 北美单用户月均收入为{!36.4美元|metric=arpu|unit=money|currency=USD|both=36.4|region=North America}，是东南亚的{!8倍|metric=arpu|measure=multiple|unit=times|both=8|region=North America} [5]。
- 机构预测，2025年海外市场规模将达{!26亿—28亿美元|metric=market_size|unit=money|currency=USD|low=2.6e9|high=2.8e9|bound=range|period=2025|region=Overseas|status=forecast}，2027年有望{!超过50亿美元|metric=market_size|unit=money|currency=USD|low=5e9|bound=over|period=2027|region=Overseas|status=forecast} [6]。
幕川互动三季度点评：投放放量，利润承压
海岳证券研究所· 2025-10-31 19:06
核心观点 - 幕川互动三季度实现营业收入{!11.2亿元|metric=revenue|unit=money|currency=CNY|both=1.12e9|period=2025-Q3|entity=Muchuan Interactive}，同比增长{!38.6%|metric=revenue|measure=change|unit=share|both=0.386|period=2025-Q3|base=2024-Q3|entity=Muchuan Interactive}，分析师维持原有评级 [1]。
要点
- 三季度广告投放费用{!6.05亿元|metric=ad_spend|unit=money|currency=CNY|both=6.05e8|period=2025-Q3|entity=Muchuan Interactive}，投放素材{!超过88万条|metric=ad_materials|unit=materials|low=880000|bound=over|period=2025-Q3|entity=Muchuan Interactive} [2]。
- 预计公司2025—2027年营业收入分别为{!42亿元|metric=revenue|unit=money|currency=CNY|both=4.2e9|period=2025|entity=Muchuan Interactive|status=forecast}、{!53亿元|metric=revenue|unit=money|currency=CNY|both=5.3e9|period=2026|entity=Muchuan Interactive|status=forecast}、{!64亿元|metric=revenue|unit=money|currency=CNY|both=6.4e9|period=2027|entity=Muchuan Interactive|status=forecast} [3]。
短剧出海收入前8个月大涨 - Tuanbao
`,
  },

  {
    name: 'zh2-04-policies.txt',
    language: 'zh',
    title: '真金白银扶持微短剧，最高补300万',
    publishedAt: '2025-05-22',
    text: `微短剧
搜索文档
真金白银扶持微短剧，{!最高补300万|metric=subsidy|measure=cap|unit=money|high=3000000|bound=at_most|status=policy}
楚天政策通· 2025-05-22 11:36
核心观点 - 多地把微短剧写进文化产业文件，补贴口径各不相同，企业需要逐条对照 [1]。
第一部分：杭州
- 总投资{!不低于200万元|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=2000000|bound=at_least|region=Hangzhou|status=policy}的精品微短剧，按制作成本的{!20%|metric=subsidy|measure=share|unit=share|both=0.2|region=Hangzhou|status=policy}给予补助，单个项目{!最高100万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|region=Hangzhou|status=policy} [2]。
- 同一企业每年累计{!不超过三百万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=3000000|bound=at_most|region=Hangzhou|status=policy} [2]。
第二部分：厦门
- 海外收入{!达到50万美元以上|metric=subsidy|measure=threshold|unit=money|currency=USD|low=500000|bound=at_least|region=Xiamen|status=policy}的作品，一次性奖励{!20万元|metric=subsidy|unit=money|currency=CNY|both=200000|region=Xiamen|status=policy} [4]。
- 一、二、三等优秀剧本分别奖励{!10万元|metric=subsidy|unit=money|currency=CNY|both=100000|region=Xiamen|status=policy}、{!6万元|metric=subsidy|unit=money|currency=CNY|both=60000|region=Xiamen|status=policy}、{!3万元|metric=subsidy|unit=money|currency=CNY|both=30000|region=Xiamen|status=policy} [4]。
第三部分：南宁
- 面向东盟的译制微短剧，按译制费用给予{!最高50%|metric=subsidy|measure=share|unit=share|high=0.5|bound=at_most|region=Nanning|status=policy}的补助 [5]。
青岛办法：奖励上限写成大写
胶东晨报· 2025-05-21 06:45
要点
- 经认定的重点微短剧，给予{!人民币伍拾万元|metric=subsidy|unit=money|currency=CNY|both=500000|region=Qingdao|status=policy}奖励；年度扶持资金总额{!不超过贰仟万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=20000000|bound=at_most|region=Qingdao|status=policy} [1]。
- 新建拍摄基地按投资额的{!百分之十五|metric=subsidy|measure=share|unit=share|both=0.15|region=Qingdao|status=policy}补助，{!最高壹佰万元|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|region=Qingdao|status=policy} [2]。
- 办法自2025年7月1日起施行，咨询电话0532-8000 1234，依据青文发〔2025〕18号第十二条 [3]。
- 到2026年底，青岛拟集聚微短剧企业{!300家|metric=companies|unit=companies|both=300|period=2026|region=Qingdao|status=target}，年产作品{!不少于1500部|metric=titles|unit=titles|low=1500|bound=at_least|period=2026|region=Qingdao|status=target} [4]。
豫园影视小镇的一年
东方文旅报· 2025-05-20 17:11
核心观点 - 小镇2024年接待微短剧拍摄{!271部|metric=titles|unit=titles|both=271|period=2024|entity=Yuyuan film town}，带动消费{!1.3亿元|metric=consumption|unit=money|currency=CNY|both=1.3e8|period=2024|entity=Yuyuan film town}，比2023年{!翻了一番|metric=consumption|measure=multiple|unit=times|both=2|period=2024|base=2023|entity=Yuyuan film town} [1]。
第一部分：生意经
- 影棚日租金从{!2800元|metric=price|unit=money|currency=CNY|both=2800|entity=Yuyuan film town}降到{!1500元|metric=price|unit=money|currency=CNY|both=1500|entity=Yuyuan film town} [2]。
- 今年前四个月，小镇已拍摄{!118部|metric=titles|unit=titles|both=118|period=2025-01..2025-04|entity=Yuyuan film town}，预计全年{!超过350部|metric=titles|unit=titles|low=350|bound=over|period=2025|entity=Yuyuan film town|status=forecast} [2]。
`,
  },

  {
    name: 'zh2-05-data.md',
    language: 'zh',
    title: '2025年微短剧年度账单',
    publishedAt: '2026-01-20',
    text: `# 2025年微短剧年度账单

量度数据 · 2026-01-20 15:30

**核心观点** - 2025年微短剧市场规模{!674.3亿元|metric=market_size|unit=money|currency=CNY|both=6.743e10|period=2025}，高于电影票房的{!518亿元|metric=box_office|unit=money|currency=CNY|both=5.18e10|period=2025|entity=cinema films}；通稿标题多写作“{!近700亿|metric=market_size|unit=money|high=7e10|bound=nearly|period=2025}” [1]

## 第一部分：历年数据

| 年份 | 市场规模（亿元） | 用户规模（万人） | 单部成本（万元） |
| --- | --- | --- | --- |
| 2022年 | {!101.4|metric=market_size|unit=money|currency=CNY|both=1.014e10|period=2022} | {!45200|metric=users|unit=people|both=4.52e8|period=2022} | {!25|metric=production_cost|unit=money|currency=CNY|both=250000|period=2022} |
| 2023年 | {!362.8|metric=market_size|unit=money|currency=CNY|both=3.628e10|period=2023} | {!57100|metric=users|unit=people|both=5.71e8|period=2023} | {!38|metric=production_cost|unit=money|currency=CNY|both=380000|period=2023} |
| 2024年 | {!507.5|metric=market_size|unit=money|currency=CNY|both=5.075e10|period=2024} | {!66000|metric=users|unit=people|both=6.6e8|period=2024} | {!52|metric=production_cost|unit=money|currency=CNY|both=520000|period=2024} |

## 第二部分：解读

- 2022—2024年，市场规模年均复合增长率为{!123.7%|metric=market_size|measure=cagr|unit=share|both=1.237|period=2022..2024|base=2022}，2025年增速降至{!32.9%|metric=market_size|measure=change|unit=share|both=0.329|period=2025|base=2024} [2]
- 到2025年末，微短剧用户将达{!7.1亿|metric=users|unit=people|both=7.1e8|period=2025|status=actual|worded=forecast} [2]
- 2025年上线作品{!3.7万部|metric=titles|unit=titles|both=37000|period=2025}，是2023年的{!2.4倍|metric=titles|measure=multiple|unit=times|both=2.4|period=2025|base=2023}；其中{!不足5%|metric=titles|measure=share|unit=share|high=0.05|bound=under|period=2025}的作品拿走了{!逾一半|metric=revenue|measure=share|unit=share|low=0.5|bound=over|period=2025}的收入 [3]
- 行业直接和间接带动就业{!约72万人|metric=practitioners|unit=people|both=720000|bound=about|period=2025}（2025年） [3]

## 第三部分：展望

- 报告预计2026年市场规模为{!780亿至830亿元|metric=market_size|unit=money|currency=CNY|low=7.8e10|high=8.3e10|bound=range|period=2026|status=forecast}，2028年{!突破1000亿元|metric=market_size|unit=money|currency=CNY|low=1e11|bound=over|period=2028|status=forecast} [4]
`,
  },

  {
    name: 'zh2-06-noise-ads.txt',
    language: 'zh',
    title: '微短剧投放进入存量博弈',
    publishedAt: '2025-12-16',
    text: `- Tuanbao微短剧
Search documents
微短剧投放进入存量博弈
微短剧投放进入存量博弈
数字营销参考· 2025-12-16 08:48
核心观点 - 2025年11月，微短剧投放素材{!212万条|metric=ad_materials|unit=materials|both=2.12e6|period=2025-11}，环比减少{!5.8%|metric=ad_materials|measure=change|unit=share|both=-0.058|period=2025-11|base=2025-10}；日均投放金额{!约9500万元|metric=ad_spend|unit=money|currency=CNY|both=9.5e7|bound=about|period=2025-11} [1]。
第一部分：谁在投
- 从1月到11月，在投短剧数由{!8900部|metric=titles|unit=titles|both=8900|period=2025-01}减少到{!6100部|metric=titles|unit=titles|both=6100|period=2025-11} [2]。
- 小满剧场11月投放素材{!33.6万条|metric=ad_materials|unit=materials|both=336000|period=2025-11|entity=Xiaoman Theater}，排名{!第二|metric=ad_materials|measure=rank|unit=rank|both=2|period=2025-11|entity=Xiaoman Theater}，市场份额{!15.8%|metric=market_share|measure=share|unit=share|both=0.158|period=2025-11|entity=Xiaoman Theater} [2]。
第二部分：
第三部分：获客
- 单个付费用户获取成本2023年为{!22元|metric=price|unit=money|currency=CNY|both=22|period=2023}，2024年为{!30.5元|metric=price|unit=money|currency=CNY|both=30.5|period=2024}，今年前三季度{!接近40元|metric=price|unit=money|currency=CNY|high=40|bound=nearly|period=2025-01..2025-09|alsoPeriod=2025-Q1..2025-Q3} [4]。
- 付费率从{!4.6%|metric=paying_rate|measure=share|unit=share|both=0.046}降至{!3.2%|metric=paying_rate|measure=share|unit=share|both=0.032}，月卡售价{!9.9元|metric=price|unit=money|currency=CNY|both=9.9} [4]。
- 截至2025年10月底，年内投放过短剧的广告主预计达到{!1180家|metric=companies|unit=companies|both=1180|period=2025-10|alsoPeriod=2025-01..2025-10|entity=advertisers|status=actual|worded=forecast}；2025年全年投放费用预计为{!310亿元|metric=ad_spend|unit=money|currency=CNY|both=3.1e10|period=2025|status=forecast} [5]。
加载更多
微短剧投放进入存量博弈 - Tuanbao微短剧
果果剧场晒账单
平台纪事· 2025-12-15 20:27
要点
- 果果剧场10月MAU为{!2.08亿|metric=mau|unit=people|both=2.08e8|period=2025-10|entity=Guoguo Theater}，DAU{!超过6100万|metric=dau|unit=people|low=6.1e7|bound=over|period=2025-10|entity=Guoguo Theater}，人均单日时长{!1.9小时|metric=usage_time|unit=minutes|both=114|period=2025-10|entity=Guoguo Theater} [1]。
- 今年平台向合作方分账{!43亿元|metric=revenue|unit=money|currency=CNY|both=4.3e9|period=2025|entity=Guoguo Theater}，{!1260家|metric=companies|unit=companies|both=1260|period=2025|entity=Guoguo Theater}合作方中有{!97家|metric=companies|unit=companies|both=97|period=2025|entity=Guoguo Theater}分账{?过千万} [2]。
- 年度最热作品《云上渡》（{?82集}）播放量{!突破38亿次|metric=views|unit=views|low=3.8e9|bound=over|entity=Yun Shang Du} [3]。
`,
  },

  {
    name: 'zh2-07-funds-ai.txt',
    language: 'zh',
    title: '引导基金也追剧：上饶设3亿短剧子基金',
    publishedAt: '2025-07-30',
    text: `引导基金也追剧：上饶设{!3亿|metric=fund_size|unit=money|both=3e8|region=Shangrao|status=target}短剧子基金
投资圈日志· 2025-07-30 16:54
核心观点 - 上饶现代产业引导基金公告，拟设立微短剧子基金，目标规模{!叁亿元|metric=fund_size|unit=money|currency=CNY|both=3e8|region=Shangrao|status=target}，首期认缴{!4500万元|metric=fund_size|unit=money|currency=CNY|both=4.5e7|region=Shangrao} [1]。
第一部分：行业数据
- 2021年、2022年、2023年市场规模分别为{!36.8亿元|metric=market_size|unit=money|currency=CNY|both=3.68e9|period=2021}、{!101.7亿元|metric=market_size|unit=money|currency=CNY|both=1.017e10|period=2022}、{!373.9亿元|metric=market_size|unit=money|currency=CNY|both=3.739e10|period=2023}，预计2024年{!超过500亿元|metric=market_size|unit=money|currency=CNY|low=5e10|bound=over|period=2024|status=actual|worded=forecast}，2025年达到{!680亿元|metric=market_size|unit=money|currency=CNY|both=6.8e10|period=2025|status=forecast} [2]。
- 2024年行业融资金额{!近22亿元|metric=investment|unit=money|currency=CNY|high=2.2e9|bound=nearly|period=2024}，今年上半年为{!7.4亿元|metric=investment|unit=money|currency=CNY|both=7.4e8|period=2025-H1} [3]。
第二部分：投资人怎么看
- 每{!100部|metric=titles|unit=titles|both=100}里能回本的只有{!4部|metric=titles|unit=titles|both=4}，一位合伙人说 [4]。
- 青藤影业完成A轮融资，金额{!数千万元|metric=investment|unit=money|currency=CNY|low=1e7|bound=over|entity=Qingteng Pictures} [4]。
AI短剧：{?一个人}就是一支队伍
智影前沿· 2025-07-28 13:03
核心观点 - 2025年6月，AI短剧上线{!1840部|metric=titles|unit=titles|both=1840|period=2025-06|entity=AI micro-dramas}，比1月增长{!近6倍|metric=titles|measure=multiple|unit=times|high=6|bound=nearly|period=2025-06|base=2025-01|entity=AI micro-dramas} [1]。
要点
- 单分钟制作成本由2024年的{!3000元以上|metric=production_cost|unit=money|currency=CNY|low=3000|bound=at_least|period=2024|entity=AI micro-dramas}降到今年6月的{!不足1000元|metric=production_cost|unit=money|currency=CNY|high=1000|bound=under|period=2025-06|entity=AI micro-dramas}，制作周期压缩到{!12天以内|metric=project_days|unit=days|high=12|bound=at_most|entity=AI micro-dramas} [2]。
- 机构估算，2024年AI短剧市场规模{!约11亿元|metric=market_size|unit=money|currency=CNY|both=1.1e9|bound=about|period=2024|entity=AI micro-dramas|status=estimate}，2026年将增至{!90亿元|metric=market_size|unit=money|currency=CNY|both=9e9|period=2026|entity=AI micro-dramas|status=forecast} [3]。
- 到2025年5月，AI短剧用户预计{!突破1.2亿|metric=users|unit=people|low=1.2e8|bound=over|period=2025-05|entity=AI micro-dramas|status=actual|worded=forecast} [3]。
- 无锡对使用国产算力的AI短剧每部补贴{!5万元|metric=subsidy|unit=money|currency=CNY|both=50000|region=Wuxi|status=policy}，全年{?至多200部} [4]。
`,
  },
];
