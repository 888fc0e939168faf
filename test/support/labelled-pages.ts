/**
 * Pages as an analyst saves them, labelled by hand: `⟦quote|low|high|unit or currency|period|status⟧`, where `=` is the same as low, `-`
 * nothing, and `?` what two readers would answer differently. Their figures are of the kind that the field reports, in our own words.
 */
export const labelledPages: readonly string[] = [
  `短剧出海加速
证券日报· 2025-09-18 08:12
Core Insights - China's overseas micro-drama apps recorded in-app purchase revenue of ⟦$1.088 billion|1088000000|=|USD|2025-H1|actual⟧ in the first half of 2025, up ⟦249%|2.49|=|share|2025-H1|actual⟧ from the same period of 2024 [1][2]. Group 1: Scale of Overseas Distribution - Cumulative downloads of overseas short drama apps reached ⟦526 million|526000000|=|downloads|2025-H1|actual⟧ in the first half of the year, a rise of ⟦more than 460%|4.6|-|share|2025-H1|actual⟧ [2]. - ⟦Two hundred and thirty-seven|237|=|apps|2025-06|actual⟧ Chinese-backed apps were active abroad by June 2025 [3]. - The United States alone contributed ⟦49%|0.49|=|share|2025-H1|actual⟧ of the revenue in the half-year [3]. Group 2: Outlook - Industry researchers forecast that the overseas market will surpass ⟦$3 billion|3000000000|-|USD|2025|forecast⟧ for the whole of 2025 and may approach ⟦US$10 billion|-|10000000000|USD|2030|forecast⟧ by 2030 [4]. - The cost of a locally shot series has come down from ⟦US$200,000–300,000|200000|300000|USD|?|actual⟧ to ⟦about US$150,000|150000|=|USD|?|actual⟧ [5].`,
  `杭州出台微短剧扶持新政
杭州日报 2025-04-02 09:30
4月1日，杭州市正式发布《关于推动微短剧产业高质量发展的若干措施》。对在杭州取景拍摄、取景时长占比达到⟦三分之一以上|0.3333333333333333|-|share|-|policy⟧的重点微短剧，按实际制作成本的⟦20%|0.2|=|share|-|policy⟧给予补助，每部⟦最高不超过100万元|-|1000000|CNY|-|policy⟧。对年度分账收入首次突破⟦1亿元|100000000|-|CNY|-|policy⟧的企业，一次性奖励⟦200万元|2000000|=|CNY|-|policy⟧；同一企业每年累计补助⟦不超过500万元|-|5000000|CNY|-|policy⟧。
数据显示，2024年杭州市共上线微短剧⟦1342部|1342|=|titles|2024|actual⟧，同比增长⟦56.2%|0.562|=|share|2024|actual⟧，约占全国总量的⟦两成|0.2|=|share|2024|actual⟧。全市微短剧相关企业⟦逾600家|600|-|companies|?|actual⟧，从业人员⟦近2万人|-|20000|people|?|actual⟧。杭州力争到2027年产业规模达到⟦150亿元|15000000000|=|CNY|2027|target⟧，培育⟦5至8家|5|8|companies|2027|target⟧头部企业。`,
  `第56次《中国互联网络发展状况统计报告》：微短剧用户规模再创新高
来源：新华网 2025-07-21 16:05
截至2025年6月，我国网民规模达⟦11.23亿人|1123000000|=|people|2025-06|actual⟧，互联网普及率达⟦79.7%|0.797|=|share|2025-06|actual⟧。其中，微短剧用户规模为⟦6.26亿|626000000|=|people|2025-06|actual⟧，占网民整体的⟦55.7%|0.557|=|share|2025-06|actual⟧，较2024年12月减少⟦3600万人|?|?|people|2025-06|actual⟧。
据测算，2024年国内微短剧市场规模为⟦505亿元|50500000000|=|CNY|2024|estimate⟧，首次超过电影全年总票房⟦470亿元|47000000000|=|CNY|2024|?⟧。业内人士预计，2025年市场规模将达⟦634.3亿元|63430000000|=|CNY|2025|forecast⟧，2027年有望超过⟦1000亿元|100000000000|-|CNY|2027|forecast⟧，年均复合增长率⟦约为25.6%|0.256|=|share|?|forecast⟧。`,
  `Short-video drama spending tops cinema in China
Caixin Global - 2025-03-14 11:20
Chinese viewers spent an estimated ⟦50.4 billion yuan|50400000000|=|CNY|2024|estimate⟧ (⟦$7 billion|7000000000|=|USD|2024|estimate⟧) on micro-dramas in 2024, a ⟦34.9%|0.349|=|share|2024|estimate⟧ jump on the year before, according to a white paper released on Thursday. Box-office takings shrank ⟦22.6%|-0.226|=|share|2024|actual⟧ to ⟦42.5 billion yuan|42500000000|=|CNY|2024|actual⟧ over the same period.
The audience has more than doubled in three years: ⟦662 million|662000000|=|people|2024|actual⟧ people watched at least one title last year, compared with ⟦about 290 million|290000000|=|people|2021|actual⟧ in 2021. ⟦Nearly six in ten|-|0.6|share|?|actual⟧ viewers are women. A single series now costs ⟦between 400,000 and 800,000 yuan|400000|800000|CNY|-|actual⟧ to make, and ⟦85 out of every 100|0.85|=|share|-|actual⟧ titles never recoup their advertising.
Hongguo, the free app run by ByteDance, had ⟦173 million|173000000|=|people|2025-02|actual⟧ monthly active users in February 2025, more than double the ⟦76 million|76000000|=|people|2024-02|actual⟧ of a year earlier.`,
  `投流占比仍高企 短剧公司毛利承压
21世纪经济报道 2025-11-05 18:40
DataEye数据显示，2025年三季度，全网微短剧投放素材量达⟦1.2亿组|120000000|=|materials|2025-Q3|actual⟧，环比下降⟦8.5%|-0.085|=|share|2025-Q3|actual⟧；参投剧目⟦2.1万部|21000|=|titles|2025-Q3|actual⟧。前三季度投流消耗合计⟦超过240亿元|24000000000|-|CNY|2025-01..2025-09|actual⟧，投流成本占付费短剧流水的比重由上年同期的⟦83%|0.83|=|share|2024-01..2024-09|actual⟧降至⟦78%|0.78|=|share|2025-01..2025-09|actual⟧，下降⟦5个百分点|-0.05|=|points|2025-01..2025-09|actual⟧。
免费短剧方面，红果短剧9月月活跃用户达⟦2.36亿|236000000|=|people|2025-09|actual⟧，同比增长⟦94.1%|0.941|=|share|2025-09|actual⟧，超过优酷，位列在线视频行业⟦第四|4|=|rank|2025-09|actual⟧。
单部制作成本方面，普通项目约⟦三四十万元|300000|400000|CNY|-|actual⟧，精品剧已升至⟦百万元以上|1000000|-|CNY|-|actual⟧。`,
  `Guangzhou sets aside fund for vertical dramas
GDToday 2025-06-11 07:55
Core Viewpoint - Guangzhou will set up a ⟦1 billion yuan|1000000000|=|CNY|-|target⟧ industry fund for micro-dramas, of which ⟦300 million yuan|300000000|=|CNY|-|?⟧ comes from the municipal budget in the first phase [1]. Group 1: Incentives - Productions filmed in the city may claim ⟦up to 30%|-|0.3|share|-|policy⟧ of their costs, capped at ⟦1.5 million yuan|-|1500000|CNY|-|policy⟧ per project and ⟦6 million yuan|-|6000000|CNY|-|policy⟧ per company a year [2]. - Works broadcast by a central station receive a one-off award of ⟦500,000 yuan|500000|=|CNY|-|policy⟧ [2]. - Overseas releases must earn ⟦no less than $200,000|200000|-|USD|-|policy⟧ to qualify [3]. Group 2: Local Industry - The city hosts ⟦more than 1,100|1100|-|companies|?|actual⟧ micro-drama firms and ⟦12|12|=|?|?|actual⟧ vertical-screen studios, which turned out ⟦2,300|2300|=|titles|2024|actual⟧ titles in 2024 [4]. - Output value is targeted to exceed ⟦20 billion yuan|20000000000|-|CNY|2027|target⟧ by 2027 [4].`,
  `2024年微短剧市场数据一览

| 年份 | 市场规模（亿元） | 同比增长 | 用户规模（亿人） |
| --- | --- | --- | --- |
| 2022 | ⟦101.7|10170000000|=|CNY|2022|actual⟧ | ⟦176.4%|1.764|=|share|2022|actual⟧ | ⟦4.9|490000000|=|people|2022|actual⟧ |
| 2023 | ⟦373.9|37390000000|=|CNY|2023|actual⟧ | ⟦267.65%|2.6765|=|share|2023|actual⟧ | ⟦5.76|576000000|=|people|2023|actual⟧ |
| 2024 | ⟦504.4|50440000000|=|CNY|2024|actual⟧ | ⟦34.9%|0.349|=|share|2024|actual⟧ | ⟦6.62|662000000|=|people|2024|actual⟧ |
`,
  `咸阳：微短剧拍摄地“逆袭”
陕西日报 2025-05-19
2024年，咸阳市接待微短剧剧组⟦六百余个|600|-|?|2024|actual⟧，拍摄作品⟦一千二百多部|1200|-|titles|2024|actual⟧，带动消费⟦近3亿元|-|300000000|CNY|2024|actual⟧。今年1—4月，全市备案微短剧⟦218部|218|=|titles|2025-01..2025-04|actual⟧，其中⟦41部|41|=|titles|2025-01..2025-04|actual⟧为重点微短剧，占⟦18.8%|0.188|=|share|2025-01..2025-04|actual⟧。
该市设立总规模⟦伍仟万元|50000000|=|CNY|-|policy⟧的专项资金，对单个项目给予⟦10万元至50万元|100000|500000|CNY|-|policy⟧的奖励。预计全年产值将突破⟦15亿元|1500000000|-|CNY|2025|forecast⟧，比2023年翻⟦两番|4|=|times|2025|forecast⟧。`,
  `AI micro-dramas: from experiment to assembly line
腾讯研究院·2026-01-20 10:03

Core Insights - By the end of 2025 the number of AI-generated micro-dramas is expected to exceed ⟦60,000|60000|-|titles|2025|actual⟧, roughly ⟦five times|5|=|times|2025|actual⟧ the figure of 2024 [1]
- The segment is worth ⟦16.8 billion yuan|16800000000|=|CNY|2025|actual⟧ in 2025 and will expand at a compound annual rate of ⟦over 80%|0.8|-|share|2025..2028|forecast⟧ between 2025 and 2028 [2]

Group 1: Costs
- Per-minute production cost fell from ⟦3,000-5,000 yuan|3000|5000|CNY|-|actual⟧ to ⟦less than 1,000 yuan|-|1000|CNY|-|actual⟧ [3]
- Teams shrank to ⟦3-5 people|3|5|people|-|actual⟧ and a series is finished in ⟦under 10 days|-|10|days|-|actual⟧ [3][4]

Group 2: Users
- ⟦68.4%|0.684|=|share|?|actual⟧ of viewers say they would pay for AI titles, and ⟦one third|0.3333333333333333|=|share|?|actual⟧ already do so [5]
- Average daily viewing time rose to ⟦101 minutes|101|=|minutes|?|actual⟧ [5]`,
  `国家广电总局：上半年微短剧备案数据公布
中国新闻网 2025年8月6日 14:22
今年上半年，全国重点网络微短剧规划备案共⟦2431部|2431|=|titles|2025-H1|actual⟧、⟦17.6万集|176000|=|episodes|2025-H1|actual⟧，较去年同期分别增长⟦12.3%|0.123|=|share|2025-H1|actual⟧和⟦9.8%|0.098|=|share|2025-H1|actual⟧。6月单月备案⟦402部|402|=|titles|2025-06|actual⟧。上线播出的作品中，现实题材占比⟦超七成|0.7|-|share|2025-H1|actual⟧。
记者了解到，2022年、2023年和2024年，完成审查的微短剧分别为⟦172部|172|=|titles|2022|actual⟧、⟦384部|384|=|titles|2023|actual⟧和⟦679部|679|=|titles|2024|actual⟧。`,
  `ReelShort parent narrows loss as revenue climbs
Reuters, Aug 27, 2025
COL Group said revenue from its overseas micro-drama business rose ⟦35.2 percent|0.352|=|share|2025-H1|actual⟧ year on year to ⟦RMB 1.86 billion|1860000000|=|CNY|2025-H1|actual⟧ in the six months to June 30, 2025. ReelShort's monthly active users averaged ⟦45 million|45000000|=|people|2025-H1|actual⟧; its rival DramaBox has ⟦some 44 million|44000000|=|people|?|actual⟧. Together the two account for ⟦almost half|-|0.5|share|?|actual⟧ of worldwide consumer spending on short dramas outside China.
The company plans to release ⟦at least 400|400|-|titles|2026|target⟧ original series in 2026, against ⟦158|158|=|titles|2024|actual⟧ in 2024.`,
  `短剧行业观察：谁在赚钱
36氪 2025-12-03 21:15
据艾媒咨询，中国微短剧市场规模从2021年的⟦36.8亿元|3680000000|=|CNY|2021|actual⟧增长至2024年的⟦504.4亿元|50440000000|=|CNY|2024|actual⟧，三年增长⟦近13倍|-|13|times|2024|actual⟧，年复合增长率达⟦139%|1.39|=|share|2021..2024|actual⟧。该机构预测2030年将突破⟦2000亿元|200000000000|-|CNY|2030|forecast⟧。
平台侧，⟦九成以上|0.9|-|share|?|actual⟧的收入来自头部⟦20%|0.2|=|share|?|actual⟧的剧目。某爆款短剧上线8天充值⟦破亿元|100000000|-|CNY|-|actual⟧，播放量达⟦30亿次|3000000000|=|views|-|actual⟧。编剧单本稿酬从⟦2万元|20000|=|CNY|-|actual⟧涨到⟦8万-15万元|80000|150000|CNY|-|actual⟧。`,
  `竖屏短剧的下半场
第一财经 2025-12-18 07:45
核心观点：行业从“跑量”转向“提质”[1]。
一、规模与用户
- 中国网络视听协会的数据显示，2024年我国微短剧市场规模已达⟦505亿元|50500000000|=|CNY|2024|actual⟧，较上一年增长⟦34.90%|0.349|=|share|2024|actual⟧[2]；预计到今年年底有望攀升至⟦680亿元|68000000000|=|CNY|2025|forecast⟧[2][3]。
- 用户侧，截至2024年12月底，全国微短剧用户达到⟦6.62亿|662000000|=|people|2024-12|actual⟧，在网民中的使用率为⟦59.7%|0.597|=|share|2024-12|actual⟧[4]。
- 人均每日观看时长从2023年的⟦87分钟|87|=|minutes|2023|actual⟧升至⟦101分钟|101|=|minutes|2024|actual⟧，直追即时通讯[4]。
二、供给
- 2024年全年上线的剧目约⟦3.6万部|36000|=|titles|2024|actual⟧，其中精品剧仅⟦不到500部|-|500|titles|2024|actual⟧，占比⟦1.4%|0.014|=|share|2024|actual⟧[5]。
- 横店集群接待的微短剧剧组超过⟦1500个|1500|-|?|-|actual⟧，平均拍摄周期压缩到⟦7-10天|7|10|days|-|actual⟧[6]。`,
  `Vietnam, Thailand lead Southeast Asia's appetite for Chinese short dramas
Nikkei Asia, 2 October 2025
Southeast Asia accounted for ⟦19%|0.19|=|share|2025-Q2|actual⟧ of worldwide downloads of short-drama apps in the second quarter of 2025, behind Latin America's ⟦27%|0.27|=|share|2025-Q2|actual⟧, according to data from Sensor Tower. Downloads in the region hit ⟦87 million|87000000|=|downloads|2025-Q2|actual⟧ during the quarter, ⟦61%|0.61|=|share|2025-Q2|actual⟧ more than in the previous three months. Revenue, however, remained thin at ⟦$41 million|41000000|=|USD|2025-Q2|actual⟧.
NetShort said it plans to spend ⟦more than $50 million|50000000|-|USD|2026|target⟧ on local productions in 2026. Industry body SEADA estimates that ⟦one in four|0.25|=|share|-|estimate⟧ internet users in Thailand has paid for an episode. The typical unlocking price is ⟦between 20 and 50 US cents|0.2|0.5|USD|-|actual⟧.`,
  `关于印发《西安市促进网络微短剧产业发展若干措施（试行）》的通知
西安市文化和旅游局 2025年3月27日
第三条 设立⟦5000万元|50000000|=|CNY|-|?⟧微短剧产业发展专项资金。
第四条 对在央视、省级卫视首播的微短剧，分别给予⟦100万元|1000000|=|CNY|-|policy⟧、⟦50万元|500000|=|CNY|-|policy⟧的一次性奖励。
第五条 对年营业收入首次达到⟦5000万元以上|50000000|-|CNY|-|policy⟧的微短剧企业，按营业收入的⟦2%|0.02|=|share|-|policy⟧给予奖励，单个企业⟦最高300万元|-|3000000|CNY|-|policy⟧。
第六条 对入驻基地的企业，前两年租金全免，第三年减免⟦50%|0.5|=|share|-|policy⟧，补贴面积不超过500平方米。`,
  `Kuaishou's short plays: the numbers
TechNode 2025-03-26 17:40

Key Points
- Kuaishou's short plays attracted ⟦over 300 million|300000000|-|people|2024|actual⟧ daily active viewers in 2024, of whom ⟦151 million|151000000|=|people|2024|actual⟧ were heavy users watching ten or more episodes a day [1]
- Marketing spend from short-play advertisers grew ⟦by more than three times|3|-|times|2024-Q4|actual⟧ year on year in the fourth quarter of 2024 [1][2]
- The platform carries ⟦more than 130,000|130000|-|titles|-|actual⟧ titles; those with views above ⟦100 million|100000000|-|views|-|actual⟧ number ⟦nearly 500|-|500|titles|-|actual⟧ [2]

Outlook
- Management expects paid short plays to bring in ⟦2 to 2.5 billion yuan|2000000000|2500000000|CNY|2025|forecast⟧ in gross revenue this year, versus ⟦1.6 billion yuan|1600000000|=|CNY|2024|actual⟧ last year [3]
- By 2028 the segment could reach ⟦RMB10bn|10000000000|=|CNY|2028|forecast⟧ [3]`,
  `横店：“竖店”的生意经
浙江日报 2025年2月20日
去年，横店影视城接待微短剧剧组⟦1146个|1146|=|?|2024|actual⟧，同比增长⟦两倍多|2|-|times|2024|actual⟧；群众演员总出工量⟦近40万人次|-|400000|people|2024|actual⟧。东阳市微短剧相关企业纳税额突破⟦2.3亿元|230000000|-|CNY|2024|actual⟧，为2022年的⟦4.6倍|4.6|=|times|2024|actual⟧。
东阳计划用三年时间，到2027年实现微短剧年产值⟦50亿元|5000000000|=|CNY|2027|target⟧，年产量达到⟦全国的三成|0.3|=|share|2027|target⟧。`,
  `Micro-drama statistics 2025

| Indicator | 2023 | 2024 | 2025E |
| --- | --- | --- | --- |
| Market size (RMB bn) | ⟦37.39|37390000000|=|CNY|2023|actual⟧ | ⟦50.44|50440000000|=|CNY|2024|actual⟧ | ⟦63.43|63430000000|=|CNY|2025|forecast⟧ |
| Users (million) | ⟦576|576000000|=|people|2023|actual⟧ | ⟦662|662000000|=|people|2024|actual⟧ | ⟦696|696000000|=|people|2025|forecast⟧ |
| Titles filed | ⟦3,574|3574|=|titles|2023|actual⟧ | ⟦5,100|5100|=|titles|2024|actual⟧ | ⟦6,200|6200|=|titles|2025|forecast⟧ |
`,
  `点众科技创始人：明年海外投入翻番
晚点LatePost 2025-10-30 20:12
点众科技旗下DramaBox今年上半年收入为⟦2.76亿美元|276000000|=|USD|2025-H1|actual⟧，已连续三个季度盈利，毛利率⟦约15%|0.15|=|share|?|actual⟧。创始人陈瑞卿称，公司明年将把海外自制剧数量由今年的⟦120部|120|=|titles|2025|actual⟧增加到⟦260部左右|260|=|titles|2026|?⟧，单部预算控制在⟦15万至20万美元|150000|200000|USD|?|?⟧。
据Sensor Tower估算，2025年前三季度，海外短剧应用总收入约为⟦18亿美元|1800000000|=|USD|2025-01..2025-09|estimate⟧，其中DramaBox占⟦21%|0.21|=|share|2025-01..2025-09|estimate⟧，位居第⟦二|2|=|rank|2025-01..2025-09|estimate⟧。`,
  `Chongqing city notice on supporting online micro-dramas: highlights
iChongqing· 2025-07-01 09:00
Core Viewpoint - The notice takes effect on July 1, 2025 and is valid until December 31, 2027 [1]. Group 1: Production - For key micro-dramas shot in Chongqing for at least ⟦70%|0.7|-|share|-|policy⟧ of their running time, the city refunds ⟦15 percent|0.15|=|share|-|policy⟧ of eligible spending, with a ceiling of ⟦800,000 yuan|-|800000|CNY|-|policy⟧ for each production [2]. - A single enterprise can receive ⟦a maximum of 4 million yuan|-|4000000|CNY|-|policy⟧ in any one year [2]. Group 2: Screening and Export - Titles whose views pass ⟦500 million|500000000|-|views|-|policy⟧ are awarded ⟦RMB 300,000|300000|=|CNY|-|policy⟧ [3]. - Exporters with annual overseas revenue of ⟦US$1 million or more|1000000|-|USD|-|policy⟧ get ⟦an extra 10%|0.1|=|share|-|policy⟧ [4].`,
  `成都：给短剧“真金白银”
成都日报 2025-08-29 06:12
记者昨日获悉，成都市出台《支持网络微短剧创作生产的十条措施》。其中明确，入选国家广电总局推荐目录的作品，每部奖励⟦80万元|800000|=|CNY|-|policy⟧；在海外主流平台播出且播放量超过⟦5000万次|50000000|-|views|-|policy⟧的，再给予⟦最高30万元|-|300000|CNY|-|policy⟧奖励。同一主体年度获得的资金总额原则上⟦不超过800万元|-|8000000|CNY|-|policy⟧。
数据显示，今年1至7月，成都备案微短剧⟦587部|587|=|titles|2025-01..2025-07|actual⟧，比去年同期多了⟦129部|129|=|titles|2025-01..2025-07|actual⟧，增幅为⟦28.2%|0.282|=|share|2025-01..2025-07|actual⟧。去年全年，成都微短剧产业营收约⟦41亿元|4100000000|=|CNY|2024|actual⟧，占全市网络视听营收的⟦12.6%|0.126|=|share|2024|actual⟧。根据规划，2026年营收要达到⟦70亿元以上|7000000000|-|CNY|2026|target⟧。`,
  `Micro-dramas by the numbers
South China Morning Post · 2025-11-24 12:00
Core Insights - Mainland China's micro-drama industry generated ⟦67.79 billion yuan|67790000000|=|CNY|2025|forecast⟧ in projected revenue for 2025, up ⟦34.4 per cent|0.344|=|share|2025|forecast⟧ from ⟦50.44 billion yuan|50440000000|=|CNY|2024|actual⟧ in 2024 [1]. - The number of companies registered with "short drama" in their name climbed to ⟦168,000|168000|=|companies|2025-10|actual⟧ by the end of October 2025 [2]. Group 1: Audience - ⟦Roughly 70%|0.7|=|share|?|actual⟧ of internet users watched at least one series [3]. - Women aged 30 and over make up ⟦38.5%|0.385|=|share|?|actual⟧ of paying viewers, men ⟦61.5%|0.615|=|share|?|actual⟧ [3]. - Daily time spent per user was ⟦120.5 minutes|120.5|=|minutes|2025-03|actual⟧ in March 2025, overtaking the ⟦110 minutes|110|=|minutes|?|actual⟧ of long-form video [4]. Group 2: Jobs - The sector directly employed ⟦some 690,000 people|690000|=|people|2025|actual⟧ in 2025, and supported ⟦more than 1.3 million|1300000|-|people|2025|actual⟧ indirectly [5].`,
  `中文在线三季报：海外短剧收入大增
财联社 2025-10-28 21:30
公司前三季度实现营业收入⟦10.11亿元|1011000000|=|CNY|2025-01..2025-09|actual⟧，同比增长⟦25.12%|0.2512|=|share|2025-01..2025-09|actual⟧；归母净利润亏损⟦5.2亿元|?|?|CNY|2025-01..2025-09|actual⟧。其中第三季度海外短剧业务收入⟦1.9亿元|190000000|=|CNY|2025-Q3|actual⟧，环比增长⟦逾四成|0.4|-|share|2025-Q3|actual⟧。
截至9月30日，FlareFlow累计下载量突破⟦3300万次|33000000|-|downloads|2025-09-30|actual⟧，上线剧集⟦3000余部|3000|-|titles|2025-09-30|actual⟧，月流水增长⟦逾500%|5|-|share|?|actual⟧。公司预计2026年海外收入占比将由目前的⟦三成|0.3|=|share|?|actual⟧提升至⟦五成|0.5|=|share|2026|forecast⟧。`,
  `Hainan woos foreign crews with micro-drama refunds
China Daily 2025-09-09 08:30
Hainan will hand back ⟦a quarter|0.25|=|share|-|policy⟧ of what overseas producers spend in the province on short dramas, with the refund limited to ⟦2 million yuan|-|2000000|CNY|-|policy⟧ per title, under rules issued last week. To qualify, a production must spend ⟦at least 500,000 yuan|500000|-|CNY|-|policy⟧ locally and shoot for ⟦no fewer than 10 days|10|-|days|-|policy⟧ on the island.
The province attracted ⟦93|93|=|titles|2025-H1|actual⟧ short-drama productions in the first six months of the year, compared with ⟦58|58|=|titles|2024-H1|actual⟧ in the same period last year. Officials hope that annual output value will top ⟦3 billion yuan|3000000000|-|CNY|2028|target⟧ by 2028.`,
  `2025年微短剧行业白皮书摘要
艾瑞咨询·2025-12-30 10:00

核心观点 - 2021年至2025年，中国微短剧市场规模由⟦36.8亿元|3680000000|=|CNY|2021|actual⟧增至⟦677.9亿元|67790000000|=|CNY|2025|actual⟧，年均复合增长率为⟦107.2%|1.072|=|share|2021..2025|actual⟧[1]。 - 预计2026年、2028年市场规模将分别达到⟦812亿元|81200000000|=|CNY|2026|forecast⟧和⟦1096亿元|109600000000|=|CNY|2028|forecast⟧[2]。

第一部分：变现结构
- 免费模式（IAA）收入占比由2023年的⟦11%|0.11|=|share|2023|actual⟧上升到2025年的⟦52%|0.52|=|share|2025|actual⟧，首次超过付费模式[3]。
- 品牌定制短剧平均报价⟦150万—300万元|1500000|3000000|CNY|?|actual⟧/部，头部达人参演的超过⟦800万元|8000000|-|CNY|?|actual⟧[4]。

第二部分：成本
- 投流成本占总成本的比例⟦高达八成|?|?|share|?|actual⟧，而内容制作仅占⟦10%-15%|0.1|0.15|share|?|actual⟧[5]。
- 每集制作成本⟦不足1万元|-|10000|CNY|?|actual⟧的作品占⟦六成以上|0.6|-|share|?|actual⟧[5]。`,
  `Research note: ReelShort and peers
Media Partners Asia, 15 July 2025
We estimate that micro-drama revenue outside China will grow from ⟦US$1.4 billion|1400000000|=|USD|2024|actual⟧ in 2024 to ⟦US$9.5 billion|9500000000|=|USD|2030|forecast⟧ in 2030, a CAGR of ⟦28.4%|0.284|=|share|2024..2030|forecast⟧. The U.S. is the largest market at ⟦US$819 million|819000000|=|USD|2024|actual⟧ in 2024 and should reach ⟦US$3.8 billion|3800000000|=|USD|2030|forecast⟧ by the end of the decade. China, by contrast, was worth ⟦US$6.9 billion|6900000000|=|USD|2024|actual⟧ last year and is set to exceed ⟦US$16 billion|16000000000|-|USD|2030|forecast⟧ in 2030.
Subscription and pay-per-episode contributed ⟦about 75%|0.75|=|share|2024|?⟧ of the total in 2024; advertising, the remaining ⟦quarter|0.25|=|share|2024|?⟧.`,
];
