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
  `江门市支持微短剧产业发展若干措施
发布机构：江门市文化广电旅游体育局 发布日期：2025-03-18
为推动我市微短剧产业高质量发展，制定本措施。
一、鼓励精品创作。对取得发行许可并在国家级平台首播的作品，每部给予⟦20万元|200000|=|CNY|-|policy⟧奖励；获省级以上奖项的，再给予⟦10万元|100000|=|CNY|-|policy⟧奖励。同一作品年度累计⟦不超过50万元|-|500000|CNY|-|policy⟧。
二、降低拍摄成本。按剧组在江门实际发生住宿费用的⟦30%|0.3|=|share|-|policy⟧予以补助，单个剧组⟦最高30万元|-|300000|CNY|-|policy⟧。对年产量⟦不少于12部|12|-|titles|-|policy⟧的企业，给予房租补贴，原则上⟦不超过80万元|-|800000|CNY|-|policy⟧。
三、资金保障。每年安排⟦3000万元|30000000|=|CNY|-|policy⟧专项资金。`,
  `关于印发《绍兴市微短剧产业扶持办法》的通知
印发日期：2025年2月21日
各区、县（市）人民政府：
第五条 对上年度营业收入达到⟦5000万元|50000000|-|CNY|-|policy⟧的企业，按其增量的⟦2%|0.02|=|share|-|policy⟧给予奖励，⟦最高100万元|-|1000000|CNY|-|policy⟧。
第六条 微短剧单片播放量超过⟦1亿次|100000000|-|views|-|policy⟧的，奖励⟦15万元|150000|=|CNY|-|policy⟧；超过⟦5亿次|500000000|-|views|-|policy⟧的，奖励⟦60万元|600000|=|CNY|-|policy⟧。
第七条 入驻园区的企业，前三年租金全额减免，第四年减免⟦50%|0.5|=|share|-|policy⟧。
2024年，全市共有微短剧企业⟦312家|312|=|companies|2024|actual⟧，完成备案⟦466部|466|=|titles|2024|actual⟧，带动就业⟦约1.3万人|13000|=|people|2024|actual⟧。`,
  `Notice on Support for Vertical Drama Production in Penang
Issued by: Penang State Film Office Date: 12 May 2025
Producers who spend at least ⟦RM 500,000|500000|-|MYR|-|policy⟧ in the state will get back ⟦a quarter|0.25|=|share|-|policy⟧ of what they spend.
The refund is limited to ⟦RM 2 million|-|2000000|MYR|-|policy⟧ per title, with a ceiling of ⟦RM 5 million|-|5000000|MYR|-|policy⟧ for one company each year.
To qualify, a production must hire ⟦no fewer than 20|20|-|people|-|policy⟧ local crew.
Series that win an international award are given ⟦RM 100,000|100000|=|MYR|-|policy⟧.
In 2024 the state attracted ⟦93 productions|93|=|?|2024|actual⟧, which spent ⟦RM 48 million|48000000|=|MYR|2024|actual⟧ there.`,
  `Short dramas overtake cinema in Korea
Published on 3 March 2026
Korean viewers paid ⟦650 billion won|650000000000|=|KRW|2025|actual⟧ for short dramas in 2025, ⟦41%|0.41|=|share|2025|actual⟧ more than in the previous year. In the fourth quarter alone, sales came to ⟦190 billion won|190000000000|=|KRW|2025-Q4|actual⟧; during the quarter, ⟦2.4 million|2400000|=|people|2025-Q4|actual⟧ people paid for at least one title. Analysts say revenue could reach ⟦900 billion won|900000000000|=|KRW|2026|forecast⟧ this year, against ⟦650 billion won|650000000000|=|KRW|2025|actual⟧ in 2025, and should top ⟦1.5 trillion won|1500000000000|-|KRW|2030|forecast⟧ by the end of the decade (2030).
A series now costs ⟦150 million won|150000000|=|KRW|-|actual⟧ to make. The platform Vigloo hopes to have ⟦5 million|5000000|=|people|2027|target⟧ users by 2027, up from ⟦1.8 million|1800000|=|people|-|actual⟧ at present.`,
  `2025年上半年微短剧市场观察
2025-08-20 10:00 来源：视听观察
今年上半年，全国共有⟦1.9万部|19000|=|titles|2025-H1|actual⟧微短剧通过备案，比去年同期多了⟦1290部|1290|=|titles|2025-H1|actual⟧。同期，全国微短剧市场规模达到⟦310亿元|31000000000|=|CNY|2025-H1|actual⟧，较上年增长⟦28.4%|0.284|=|share|2025-H1|actual⟧。目前，单部精品剧的成本约为⟦120万元|1200000|=|CNY|-|actual⟧。
2023年，全国微短剧用户为⟦5.76亿|576000000|=|people|2023|actual⟧，当年增加⟦8600万人|86000000|=|people|2023|actual⟧；次年用户增至⟦6.62亿|662000000|=|people|2024|actual⟧。预计全年市场规模有望超过⟦680亿元|68000000000|-|CNY|2025|forecast⟧，由去年的⟦504亿元|50400000000|=|CNY|2024|actual⟧提升三成以上。
前三季度，红果短剧计划上线⟦600部|600|=|titles|2025-01..2025-09|target⟧自制剧。`,
  `Crazy Maple reports results
2025-08-28
In the six months to June 30, 2025, the company booked revenue of ⟦$310 million|310000000|=|USD|2025-H1|actual⟧, up ⟦62%|0.62|=|share|2025-H1|actual⟧ compared with the same period last year. Over the same period, marketing expenses rose to ⟦$190 million|190000000|=|USD|2025-H1|actual⟧ from ⟦$120 million|120000000|=|USD|?|actual⟧. For the year ended March 2025, its Japanese arm sold ⟦$24 million|24000000|=|USD|2024-04..2025-03|actual⟧ of subscriptions. Projected revenue for 2026 is ⟦$900 million|900000000|=|USD|2026|forecast⟧. In the first three quarters of 2024, monthly users averaged ⟦41 million|41000000|=|people|2024-01..2024-09|actual⟧.
The firm plans to release ⟦400|400|=|titles|2026|target⟧ titles in 2026. Two years ago few believed that the format could earn ⟦$1 billion|1000000000|=|USD|?|?⟧.`,
  `全球短剧应用收入（亿美元）

| 地区 | 2023 | 2024 | 2025E | 2026F |
| --- | --- | --- | --- | --- |
| 北美 | ⟦2.1|210000000|=|USD|2023|actual⟧ | ⟦6.4|640000000|=|USD|2024|actual⟧ | ⟦13.5|1350000000|=|USD|2025|forecast⟧ | ⟦18.9|1890000000|=|USD|2026|forecast⟧ |
| 东南亚 | ⟦0.6|60000000|=|USD|2023|actual⟧ | ⟦1.3|130000000|=|USD|2024|actual⟧ | ⟦2.2|220000000|=|USD|2025|forecast⟧ | ⟦3.1|310000000|=|USD|2026|forecast⟧ |`,
  `Micro-drama market, forecasts
2025-06-02

| Year | Market size (billion yuan) | Growth |
| --- | --- | --- |
| 2023 | ⟦37.39|37390000000|=|CNY|2023|actual⟧ | ⟦267.6%|2.676|=|share|2023|actual⟧ |
| 2024 | ⟦50.44|50440000000|=|CNY|2024|actual⟧ | ⟦34.9%|0.349|=|share|2024|actual⟧ |
| 2025 (forecast) | ⟦63.43|63430000000|=|CNY|2025|forecast⟧ | ⟦25.8%|0.258|=|share|2025|forecast⟧ |
| 2027（预测） | ⟦85.65|85650000000|=|CNY|2027|forecast⟧ | ⟦16.2%|0.162|=|share|2027|forecast⟧ |`,
  `青岛发布微短剧新政
发布时间：2025年4月9日 16:20 来源：青岛日报
今年前10个月，对落地青岛的剧组，拟给予住宿补助。办法明确，剧本入选重点项目的，一次性资助⟦8万元|80000|=|CNY|-|policy⟧；在央视频道播出的，每集奖励⟦1万元|10000|=|CNY|-|policy⟧，单部⟦封顶100万元|-|1000000|CNY|-|policy⟧。2024年全市接待剧组⟦420个|420|=|?|2024|actual⟧，同比增长⟦75%|0.75|=|share|2024|actual⟧；今年1至3月又接待⟦98个|98|=|?|2025-Q1|actual⟧。到2026年底，青岛拟建成⟦6个|6|=|places|2026|target⟧拍摄基地。`,
  `短剧出海收入继续攀升
来源：扬帆出海 发布时间：2026-01-15 09:12
2025年，海外短剧应用内购收入为⟦27.4亿美元|2740000000|=|USD|2025|actual⟧，同比增长⟦115%|1.15|=|share|2025|actual⟧。下载量达到⟦12.1亿次|1210000000|=|downloads|2025|actual⟧，比上一年多了⟦4.3亿次|430000000|=|downloads|2025|actual⟧。其中，拉美市场贡献了⟦22%|0.22|=|share|2025|actual⟧的下载。机构预计，今年全年收入有望突破⟦40亿美元|40000000000|-|USD|2026|?⟧，到2028年可达⟦90亿美元|9000000000|=|USD|2028|forecast⟧。
目前，本土剧单部制作成本在⟦15万至25万美元|150000|250000|USD|-|actual⟧之间。`,
  `山东公布首批微短剧重点项目
大众日报 2025-06-20
截至5月底，全省已有微短剧制作机构⟦640余家|640|-|companies|2025-05|actual⟧，较去年底增加⟦87家|87|=|companies|2025-05|actual⟧。去年，全省共上线微短剧⟦1580部|1580|=|titles|2024|actual⟧，总播放量突破⟦210亿次|21000000000|-|views|2024|actual⟧。省广电局计划三年内投入⟦1.5亿元|150000000|=|CNY|?|target⟧，到2027年底推出⟦300部|300|=|titles|2027|target⟧精品。
根据省里的扶持办法，入选省级重点的作品每部资助⟦30万元|300000|=|CNY|-|policy⟧，对获国家级荣誉的再奖励⟦50万元|500000|=|CNY|-|policy⟧，同一单位全年累计不超过⟦200万元|-|2000000|CNY|-|policy⟧。去年，已有⟦46部|46|=|titles|2024|actual⟧作品获得资助，共发放⟦1210万元|12100000|=|CNY|2024|actual⟧。`,
  `Thai short-drama rules take shape
By Nattaya Chet, Bangkok Ledger. Published: 14 February 2026
Under the new scheme, foreign producers may claim a cash rebate of ⟦20 per cent|0.2|=|share|-|policy⟧, rising to ⟦30 per cent|0.3|=|share|-|policy⟧ for projects that spend at least ⟦50 million baht|50000000|-|THB|-|policy⟧. The rebate will be capped at ⟦75 million baht|-|75000000|THB|-|policy⟧ per project. Last year ⟦61|61|=|titles|2025|actual⟧ vertical series were shot in the kingdom, up from ⟦38|38|=|titles|2024|actual⟧ in 2024. They brought in ⟦410 million baht|410000000|=|THB|2025|actual⟧, and the office expects ⟦600 million baht|600000000|=|THB|2026|forecast⟧ this year.
The number of paying viewers grew to ⟦3.1 million|3100000|=|people|2025|actual⟧ in 2025, an increase of ⟦24%|0.24|=|share|2025|actual⟧ on the previous year. A viewer spent ⟦310 baht|310|=|THB|2025|actual⟧ on average that year. Officials want the industry to be worth ⟦5 billion baht|5000000000|=|THB|2030|target⟧ by 2030.`,
  `Fox-backed app tops charts
Issued by: Holywater PR | Date: 2025-10-02
My Drama had ⟦45 million|45000000|=|?|2025-09|actual⟧ registered users at the end of September 2025, compared with ⟦20 million|20000000|=|?|2024|actual⟧ at the end of 2024. Revenue in the first nine months came to ⟦$110 million|110000000|=|USD|2025-01..2025-09|actual⟧, ⟦2.4 times|2.4|=|times|2025-01..2025-09|actual⟧ the figure a year earlier. The company is set to spend ⟦$60 million|60000000|=|USD|2026|forecast⟧ on production in 2026 and aims to release ⟦350|350|=|titles|2026|target⟧ series, against ⟦140|140|=|titles|2025|actual⟧ in 2025. An average series takes ⟦12 days|12|=|days|-|actual⟧ to shoot.`,
  `微短剧市场规模预测表

| 年份 | 市场规模（亿元） | 增速 |
| --- | --- | --- |
| 2024 | ⟦505|50500000000|=|CNY|2024|actual⟧ | ⟦35%|0.35|=|share|2024|actual⟧ |
| 2025E | ⟦634|63400000000|=|CNY|2025|forecast⟧ | ⟦25.5%|0.255|=|share|2025|forecast⟧ |
| 2026（预测） | ⟦750|75000000000|=|CNY|2026|forecast⟧ | ⟦18.3%|0.183|=|share|2026|forecast⟧ |`,
  `横琴粤澳深度合作区支持微短剧出海若干措施（征求意见稿）
发文机关：横琴合作区经济发展局
成文日期：2025-07-08
第四条 对在境外平台上线且境外收入达到⟦100万美元|1000000|-|USD|-|policy⟧以上的作品，按收入的⟦5%|0.05|=|share|-|policy⟧给予奖励，单部作品奖励⟦不超过60万元|-|600000|CNY|-|policy⟧。
第五条 译制补贴按实际支出的⟦50%|0.5|=|share|-|policy⟧核定，每集⟦不超过2000元|-|2000|CNY|-|policy⟧。
第六条 每家企业每年获得的支持资金总额⟦不超过500万元|-|5000000|CNY|-|policy⟧。
第七条 剧组招用本地人员⟦10人以上|10|-|people|-|policy⟧的，可另获⟦3万元|30000|=|CNY|-|policy⟧。`,
  `Penang film office circular
Date of issue: 3 June 2025
Grants are awarded on a first-come basis. Each series may receive up to ⟦RM 200,000|-|200000|MYR|-|policy⟧. A company cannot receive more than ⟦RM 1 million|-|1000000|MYR|-|policy⟧ in any year. First-time directors get ⟦an extra 10%|0.1|=|share|-|policy⟧.
During the first half of 2025 the office received ⟦140 applications|140|=|?|2025-H1|actual⟧, ⟦twice|2|=|times|2025-H1|actual⟧ as many as in the same period of 2024. In the half-year it paid out ⟦RM 6.2 million|6200000|=|MYR|2025-H1|actual⟧.`,
  `网络视听大会发布年度数据
新华社 2025-03-27 15:20
会上发布的报告显示，截至2024年12月，我国网络视听用户规模达⟦10.91亿人|1091000000|=|people|2024-12|actual⟧，其中微短剧用户⟦6.62亿|662000000|=|people|2024-12|actual⟧，使用率达⟦59.7%|0.597|=|share|2024-12|actual⟧。全年新增用户⟦1亿|100000000|=|people|2024|actual⟧左右。去年第四季度，日均使用时长为⟦101分钟|101|=|minutes|2024-Q4|actual⟧，比第三季度多了⟦6分钟|6|=|minutes|2024-Q4|actual⟧。
业内预计2025年市场将达⟦680亿元|68000000000|=|CNY|2025|forecast⟧，同比增长⟦34.7%|0.347|=|share|2025|forecast⟧；到“十五五”末，有望达到⟦1200亿元|120000000000|=|CNY|?|forecast⟧。`,
  `投流放缓：短剧公司半年报观察
证券时报 2025-09-02 07:30
上半年，掌阅科技实现营业收入⟦14.9亿元|1490000000|=|CNY|2025-H1|actual⟧，较上年同期增长⟦15.7%|0.157|=|share|2025-H1|actual⟧；短剧业务收入⟦8.4亿元|840000000|=|CNY|2025-H1|actual⟧，占比由上年同期的⟦38%|0.38|=|share|2024-H1|actual⟧升至⟦56%|0.56|=|share|2025-H1|actual⟧。同期，销售费用为⟦9.7亿元|970000000|=|CNY|2025-H1|actual⟧，同比增加⟦21.2%|0.212|=|share|2025-H1|actual⟧。
二季度单季营收为⟦7.8亿元|780000000|=|CNY|2025-Q2|actual⟧，环比增长⟦9.9%|0.099|=|share|2025-Q2|actual⟧。公司称，下半年计划上线⟦200部|200|=|titles|2025-H2|target⟧自制剧，全年海外收入目标为⟦2亿元|200000000|=|CNY|2025|target⟧。
今年前7个月，全行业投流金额约⟦190亿元|19000000000|=|CNY|2025-01..2025-07|actual⟧，比去年同期减少⟦12亿元|?|?|CNY|2025-01..2025-07|actual⟧。`,
  `Kuaishou's short-drama arm grows
Reuters, Nov 20, 2025
Kuaishou said marketing spending on short dramas rose ⟦31%|0.31|=|share|2025-Q3|actual⟧ in the third quarter from a year earlier. Daily users watching ten episodes or more reached ⟦146 million|146000000|=|people|2025-Q3|actual⟧ in the period, versus ⟦134 million|134000000|=|people|2024-Q3|actual⟧ a year before. The company produced ⟦more than 600|600|-|titles|2025-01..2025-09|actual⟧ titles in the first nine months. It will invest ⟦2 billion yuan|2000000000|=|CNY|2026|?⟧ in 2026.
In 2023 the segment earned ⟦420 million yuan|420000000|=|CNY|2023|actual⟧; the following year it earned ⟦1.1 billion yuan|1100000000|=|CNY|2024|actual⟧. That year, ⟦38%|0.38|=|share|2024|actual⟧ of the money came from paid unlocks. Analysts at Citi project that revenue may reach ⟦3 billion yuan|3000000000|=|CNY|2026|forecast⟧ in 2026, up from ⟦1.9 billion yuan|1900000000|=|CNY|2025|?⟧ in 2025.
By 2024 the market was expected to reach ⟦48 billion yuan|48000000000|=|CNY|2024|actual⟧. It currently employs ⟦647,000|647000|=|people|-|actual⟧ people directly.`,
  `关于征集2026年度微短剧重点项目的通知
发布机构：深圳市广播电影电视局 发布日期：2025-12-01
各有关单位：
一、申报条件。申报单位注册满1年；项目总投资不低于⟦300万元|3000000|-|CNY|-|policy⟧。
二、资助标准。对立项项目，按总投资的⟦30%|0.3|=|share|-|policy⟧予以资助，单个项目资助金额⟦不超过200万元|-|2000000|CNY|-|policy⟧；同一单位每年资助总额⟦最高500万元|-|5000000|CNY|-|policy⟧。
三、对在境外发行且播放量超过⟦5000万次|50000000|-|views|-|policy⟧的项目，每部奖励⟦40万元|400000|=|CNY|-|policy⟧。
2025年度共收到申报项目⟦187个|187|=|?|2025|actual⟧，立项⟦42个|42|=|?|2025|actual⟧。`,
  `Rebate draws crews to Johor
The Star, 8 August 2025
Johor attracted ⟦93|93|=|?|2025-H1|actual⟧ micro-drama productions in the first six months of the year, compared with ⟦58|58|=|?|2024-H1|actual⟧ in the same period last year. They hired ⟦4,200|4200|=|people|2025-H1|actual⟧ local people. Producers can get back ⟦up to 30%|-|0.3|share|-|policy⟧ of what they spend; the refund may not exceed ⟦RM 3 million|-|3000000|MYR|-|policy⟧ a title. To be eligible, at least ⟦RM 400,000|400000|-|MYR|-|policy⟧ must be spent in the state. The state plans to open ⟦four|4|=|?|?|target⟧ studios by 2027.
A typical series costs ⟦RM 350,000|350000|=|MYR|-|actual⟧.`,
  `短剧用户增速放缓
每日经济新闻 2025-12-18 20:05
QuestMobile数据显示，今年11月，红果短剧月活用户达⟦2.45亿|245000000|=|people|2025-11|actual⟧，同比增长⟦72%|0.72|=|share|2025-11|actual⟧；河马剧场月活为⟦4300万|43000000|=|people|2025-11|actual⟧，环比微降⟦1.8%|-0.018|=|share|2025-11|actual⟧。
2022年底，行业用户还不足⟦4亿|-|400000000|people|2022|actual⟧，次年底已增至⟦5.76亿|576000000|=|people|2023|actual⟧。到今年6月，这一数字为⟦6.96亿|696000000|=|people|2025-06|actual⟧。
某平台负责人表示，明年将拿出⟦20亿元|2000000000|=|CNY|2026|?⟧扶持创作者，拟上线⟦1000部|1000|=|titles|2026|target⟧精品短剧，目前平台在线剧目⟦1.2万部|12000|=|titles|-|actual⟧。
去年全年，行业投流消耗约⟦330亿元|33000000000|=|CNY|2024|actual⟧，占市场规模的⟦65%|0.65|=|share|2024|actual⟧。今年这一比例预计降至⟦58%|0.58|=|share|2025|forecast⟧。`,
  `Micro-drama funding rebounds
TechInAsia · 2026-02-03
Investors put ⟦$420 million|420000000|=|USD|2025|actual⟧ into short-drama startups last year, ⟦three times|3|=|times|2025|actual⟧ as much as in 2024. In the final quarter they closed ⟦19 deals|19|=|?|2025-Q4|actual⟧. DramaBox may raise ⟦$150 million|150000000|=|USD|?|forecast⟧ this spring. The global market should be worth ⟦$26 billion|26000000000|=|USD|2030|forecast⟧ by 2030, from ⟦$11 billion|11000000000|=|USD|2025|actual⟧ in 2025.
Indian apps hope to win ⟦100 million|100000000|=|people|2028|target⟧ viewers by 2028. At present they have ⟦some 18 million|18000000|=|people|-|actual⟧. Kuku said it had ⟦10 million|10000000|=|people|2025-12|actual⟧ paying subscribers in December 2025, up from ⟦4.5 million|4500000|=|people|2024-12|actual⟧ a year earlier.
In 2024, the box office was forecast to reach ⟦47 billion yuan|47000000000|=|CNY|2024|actual⟧; it came to ⟦42.5 billion yuan|42500000000|=|CNY|2024|actual⟧.`,
  `武汉市关于支持微短剧产业发展的实施办法（试行）
武汉市文化和旅游局 印发日期：2025年5月20日
第三条 设立总额⟦2000万元|20000000|=|CNY|-|policy⟧的微短剧专项资金。
第四条 剧本孵化。对入选剧本每部给予⟦5万元|50000|=|CNY|-|policy⟧资助，每年资助不超过⟦30部|-|30|titles|-|?⟧。
第五条 对当年在汉完税额达到⟦1000万元|10000000|-|CNY|-|policy⟧的企业，按地方留成的⟦40%|0.4|=|share|-|policy⟧予以返还；超过⟦3000万元|30000000|-|CNY|-|policy⟧的，返还比例提高至⟦60%|0.6|=|share|-|policy⟧。
第六条 首次上规的企业，一次性奖励⟦10万元|100000|=|CNY|-|policy⟧。
第七条 对金融机构发放的微短剧项目贷款，按利息的⟦50%|0.5|=|share|-|policy⟧贴息，每户每年原则上⟦不超过20万元|-|200000|CNY|-|policy⟧。
到2027年，力争全市微短剧产值突破⟦100亿元|10000000000|-|CNY|2027|target⟧。`,
  `Regulations on the Selangor Short Drama Grant
Issuing authority: Selangor Creative Agency | Date of issue: 1 September 2025
1. The grant covers ⟦35 percent|0.35|=|share|-|policy⟧ of eligible spending, to a maximum of ⟦RM 500,000|-|500000|MYR|-|policy⟧ per project.
2. Applicants must have spent at least ⟦RM 150,000|150000|-|MYR|-|policy⟧ in the state.
3. Student films receive a flat ⟦RM 20,000|20000|=|MYR|-|policy⟧.
4. The total paid to one group of companies in a year shall not exceed ⟦RM 2 million|-|2000000|MYR|-|policy⟧.
5. Projects shot in heritage towns earn a further ⟦5 percent|0.05|=|share|-|policy⟧.
In 2024 the agency supported ⟦26 projects|26|=|?|2024|actual⟧ and paid out ⟦RM 7.4 million|7400000|=|MYR|2024|actual⟧.`,
];
