import type { HandWritten } from '../pages.ts';

/** English digests under Chinese titles, several documents in a file; all names and figures are invented. */
export const englishDigests: readonly HandWritten[] = [
  {
    name: 'en2-01-quality.txt',
    language: 'en',
    title: '微短剧走过五年：拼速度的时代结束了吗？',
    publishedAt: '2026-02-03',
    text: `微短剧走过五年：拼速度的时代结束了吗？
海豚剧研社·2026-02-03 09:12

Core Insights - China's micro-short drama market has swelled from {!3.9 billion yuan|metric=market_size|unit=money|currency=CNY|both=3.9e9|period=2021} in 2021 to {!52.6 billion yuan|metric=market_size|unit=money|currency=CNY|both=5.26e10|period=2024} in 2024, representing a growth of {!over 13 times|metric=market_size|measure=multiple|unit=times|low=13|bound=over|period=2024|alsoPeriod=2021..2024|base=2021} [2] - By June 2025, the audience of micro-short dramas is expected to reach {!702 million|metric=users|unit=people|both=7.02e8|period=2025-06|status=actual|worded=forecast}, equal to {!just under 63%|metric=penetration|measure=share|unit=share|high=0.63|bound=under|period=2025-06|status=actual|worded=forecast} of the country's internet users [3] - The market is forecast to {!exceed 66 billion yuan|metric=market_size|unit=money|currency=CNY|low=6.6e10|bound=over|period=2025|status=actual|worded=forecast} in 2025 and to expand at a compound annual growth rate of {!17.2%|metric=market_size|measure=cagr|unit=share|both=0.172|period=2025..2028|base=2025|status=forecast} from 2025 to 2028 [4] Group 1: Budgets and Schedules - The average cost of a title has moved up from {!150,000-250,000 yuan|metric=production_cost|unit=money|currency=CNY|low=150000|high=250000|bound=range} to {!500,000-800,000 yuan|metric=production_cost|unit=money|currency=CNY|low=500000|high=800000|bound=range}, and showcase projects now cost {!more than 3 million yuan|metric=production_cost|unit=money|currency=CNY|low=3000000|bound=over} each [5] - Crews that used to wrap in {!5 to 7 days|metric=project_days|unit=days|low=5|high=7|bound=range} now stay on set for {!about 15 days|metric=project_days|unit=days|both=15|bound=about} [5][6] - Veteran film directors have lent their names to vertical screens, although critics warn that a famous name does not rescue a thin script [6] Group 2: Regulation and Themes - In the fourth quarter of 2025, {!3,412 titles|metric=filings|unit=titles|both=3412|period=2025-Q4} with a combined {!248,600 episodes|metric=episodes|unit=episodes|both=248600|period=2025-Q4} passed the filing procedure, and the number of titles was down {!6.4%|metric=filings|measure=change|unit=share|both=-0.064|period=2025-Q4|base=2024-Q4} year-on-year [8] - {!137|metric=titles|unit=titles|both=137|period=2025} of the {!412 titles|metric=titles|unit=titles|both=412|period=2025} recommended by regulators in 2025 dealt with contemporary reality [8] - Series such as "The Ferryman's Daughter" ({?72 episodes}) are cited as proof that restraint can pay [9] Group 3: Platforms and Money - Free viewing accounted for {!62%|metric=market_share|measure=share|unit=share|both=0.62|period=2025} of the market in 2025, against {!38%|metric=market_share|measure=share|unit=share|both=0.38|period=2025} for paid viewing [11] - Guoguo Theater says its monthly active users {!surpassed 190 million|metric=mau|unit=people|low=1.9e8|bound=over|period=2025-12|entity=Guoguo Theater} in December 2025, which would place it {!fourth|metric=mau|measure=rank|unit=rank|both=4|period=2025-12|entity=Guoguo Theater} among all video apps [11] - Producers received {!nearly 4.8 billion yuan|metric=revenue|unit=money|currency=CNY|high=4.8e9|bound=nearly|period=2025|entity=producers' revenue share from Guoguo Theater} in revenue sharing from Guoguo Theater during 2025 [12] Group 4: What Comes Next - AI-generated micro-dramas showed a compound annual growth rate of {!over 80%|metric=titles|measure=cagr|unit=share|low=0.8|bound=over|entity=AI micro-dramas} in the number of new titles [14] - Tourism bureaus expect location-themed series to keep spreading, while sports associations are still waiting for a hit [16] - Analysts consider that the winners will be those who treat quality as a cost of entry rather than a slogan [17]

微短剧走过五年：拼速度的时代结束了吗？ - Tuanbao`,
  },

  {
    name: 'en2-02-topic-2025-09.txt',
    language: 'en',
    title: '郑州的竖屏生意：一座城的新增量',
    publishedAt: '2025-09-18',
    text: `微短剧
Search documents
郑州的竖屏生意：一座城的新增量
Zhong Yuan Shang Bao· 2025-09-18 22:40
Core Viewpoint - Zhengzhou wants its micro short drama industry to be worth {!12 billion yuan|metric=market_size|unit=money|currency=CNY|both=1.2e10|period=2027|region=Zhengzhou|status=target} by 2027, according to an action plan issued by the municipal government [1][3].
Group 1: Where the City Stands
- Zhengzhou ranks {!second|metric=titles|measure=rank|unit=rank|both=2|region=Zhengzhou} nationwide in annual micro short drama output and is home to {!over 32,000 practitioners|metric=practitioners|unit=people|low=32000|bound=over|region=Zhengzhou} [3].
- By the end of 2024, the number of production companies in the city is expected to {!exceed 840|metric=companies|unit=companies|low=840|bound=over|period=2024|region=Zhengzhou|status=actual|worded=forecast}, an increase of {!28.6%|metric=companies|measure=change|unit=share|both=0.286|period=2024|base=2023|region=Zhengzhou|status=actual|worded=forecast} year-on-year [3].
- Local output value came to {!2.4 billion yuan|metric=market_size|unit=money|currency=CNY|both=2.4e9|period=2024|region=Zhengzhou} in 2024, a {!26.1%|metric=market_size|measure=change|unit=share|both=0.261|period=2024|base=2023|region=Zhengzhou} rise on the year before [4].
Group 2: Policy Mix
- Projects filmed in the city may claim {!up to 30%|metric=subsidy|measure=share|unit=share|high=0.3|bound=at_most|region=Zhengzhou|status=policy} of their eligible costs, {!capped at 800,000 yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=800000|bound=at_most|region=Zhengzhou|status=policy} per project [5].
- No company can collect {!more than 3 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=3000000|bound=at_most|region=Zhengzhou|status=policy} in a single year [5].
- The plan foresees {!1-2|metric=shooting_bases|unit=places|low=1|high=2|bound=range|period=2027|region=Zhengzhou|status=target} leading industrial bases and {!at least 10|metric=companies|unit=companies|low=10|bound=at_least|period=2027|region=Zhengzhou|status=target} competitive distribution companies by 2027 [6].
Group 3: 
短剧出海的账本
Jing Guan Cai Xun· 2025-09-17 08:05
Core Insights - Overseas revenue of Chinese micro-drama apps climbed month after month this year: from January to August, it rose from {!US$151 million|metric=revenue|unit=money|currency=USD|both=1.51e8|period=2025-01|region=Overseas} to {!US$236 million|metric=revenue|unit=money|currency=USD|both=2.36e8|period=2025-08|region=Overseas} [1]
Group 1: Scale
- Cumulative overseas downloads reached {!733 million|metric=downloads|unit=downloads|both=7.33e8|period=2025-08|region=Overseas} by the end of August 2025, {!2.6 times|metric=downloads|measure=multiple|unit=times|both=2.6|period=2025-08|base=2024-08|region=Overseas} the figure of a year earlier [2]
- The United States contributed {!49%|metric=revenue|measure=share|unit=share|both=0.49|region=United States} of the takings, and Southeast Asia {!close to 17%|metric=revenue|measure=share|unit=share|high=0.17|bound=nearly|region=Southeast Asia} [2]
- Chinese applications held {!eight spots|metric=apps|unit=apps|both=8|period=2024|region=Overseas} in the Top 100 entertainment apps by revenue in 2024 [3]
Group 2: Costs
- Shooting a series in Los Angeles costs {!US$120,000 to US$200,000|metric=production_cost|unit=money|currency=USD|low=120000|high=200000|bound=range|region=Los Angeles}, whereas a dubbed import can be released for {!less than US$3,000|metric=production_cost|unit=money|currency=USD|high=3000|bound=under} [5]
从“流量”到“留量”
Yang Cheng Pinglun· 2025-09-16 06:30
Core Viewpoint - Viewers who arrive by accident stay for craft, the commentary argues; three years of noisy growth have taught the industry little about loyalty [1].
Group 1: Audience
- In 2022, 2023 and 2024 the user base stood at {!480 million|metric=users|unit=people|both=4.8e8|period=2022}, {!570 million|metric=users|unit=people|both=5.7e8|period=2023} and {!662 million|metric=users|unit=people|both=6.62e8|period=2024} respectively [2].
- A user spends an average of {!1.6 hours|metric=usage_time|unit=minutes|both=96} a day on short dramas, twenty years of habits notwithstanding [2].
- {!Six in ten|metric=users|measure=share|unit=share|both=0.6} viewers abandon a series within the opening episodes [3].
Group 2: The Long View
- Universities have begun to offer courses on vertical narrative, and the first graduates are entering writers' rooms [4].
`,
  },

  {
    name: 'en2-03-overseas-2025-11.txt',
    language: 'en',
    title: '出海短剧下半场：谁在赚钱',
    publishedAt: '2025-11-20',
    text: `出海短剧下半场：谁在赚钱
Lan Hai Wen Yu· 2025-11-20 10:17
Core Insights - The overseas micro-drama market generated {!US$1.53 billion|metric=revenue|unit=money|currency=USD|both=1.53e9|period=2025-01..2025-08|region=Overseas} in the first eight months of 2025, up {!194.9%|metric=revenue|measure=change|unit=share|both=1.949|period=2025-01..2025-08|base=2024-01..2024-08|region=Overseas} year on year, and could {!approach US$2.5 billion|metric=revenue|unit=money|currency=USD|high=2.5e9|bound=nearly|period=2025|region=Overseas|status=forecast} for the whole of 2025, the firm predicts [1][2]
Group 1: Market Structure
- {!231|metric=apps|unit=apps|both=231|period=2024|region=Overseas} micro-drama apps were active outside China in 2024, {!nearly quadruple|metric=apps|measure=multiple|unit=times|high=4|bound=nearly|period=2024|base=2023|region=Overseas} the 2023 count [3]
- The {?three largest apps} took {!71 percent|metric=market_share|measure=share|unit=share|both=0.71|region=Overseas|entity=three largest apps} of the revenue, down from {!83 percent|metric=market_share|measure=share|unit=share|both=0.83|region=Overseas|entity=three largest apps} [3]
- ReelNest, which belongs to Shenzhen-based Muchuan Interactive, ranked {!No. 1|metric=revenue|measure=rank|unit=rank|both=1|period=2025-10|region=Overseas|entity=ReelNest} by revenue in October 2025, and DramaPeak {!No. 3|metric=revenue|measure=rank|unit=rank|both=3|period=2025-10|region=Overseas|entity=DramaPeak} [4]
Group 2: Unit Economics
- Average revenue per paying user in North America is {!US$38.5|metric=arpu|unit=money|currency=USD|both=38.5|region=North America} a month, compared with {!US$4.2|metric=arpu|unit=money|currency=USD|both=4.2|region=Southeast Asia} in Southeast Asia [5]
- {!Between 60% and 70%|metric=ad_spend|measure=share|unit=share|low=0.6|high=0.7|bound=range|region=Overseas} of income goes straight back into user acquisition [5]
- The pay rate improved from {!2.8%|metric=paying_rate|measure=share|unit=share|both=0.028|period=2024-H1|region=Overseas} in the first half of 2024 to {!4.1%|metric=paying_rate|measure=share|unit=share|both=0.041|period=2025-H1|region=Overseas} in the same half of 2025 [6]
Muchuan Interactive (835xxx) Interim Review: ReelNest Drives Growth
Hai Tong Xin Research· 2025-09-01 07:44
Core Viewpoint - Muchuan Interactive posted revenue of {!RMB 1.87 billion|metric=revenue|unit=money|currency=CNY|both=1.87e9|period=2025-H1|entity=Muchuan Interactive} in the first half of 2025, a year-on-year increase of {!41.3%|metric=revenue|measure=change|unit=share|both=0.413|period=2025-H1|base=2024-H1|entity=Muchuan Interactive}; the analysts keep their positive view [1].
Group 1: Operating Data
- ReelNest's monthly active users averaged {!28.4 million|metric=mau|unit=people|both=2.84e7|period=2025-Q2|region=Overseas|entity=ReelNest} in the second quarter of 2025, {!10.2%|metric=mau|measure=change|unit=share|both=0.102|period=2025-Q2|base=2025-Q1|region=Overseas|entity=ReelNest} higher than in the first quarter [2].
- The app had been downloaded {!over 300 million times|metric=downloads|unit=downloads|low=3e8|bound=over|period=2025-06-30|alsoPeriod=2025-06|region=Overseas|entity=ReelNest} as of June 30, 2025 [2].
- Advertising spending rose to {!CNY 940m|metric=ad_spend|unit=money|currency=CNY|both=9.4e8|period=2025-H1|entity=Muchuan Interactive} in the half-year, driven by campaigns in Latin America [3].
Group 2: Forecast
- Revenue is projected at {!RMB 4.1 billion|metric=revenue|unit=money|currency=CNY|both=4.1e9|period=2025|entity=Muchuan Interactive|status=forecast}, {!RMB 5.2 billion|metric=revenue|unit=money|currency=CNY|both=5.2e9|period=2026|entity=Muchuan Interactive|status=forecast} and {!RMB 6.3 billion|metric=revenue|unit=money|currency=CNY|both=6.3e9|period=2027|entity=Muchuan Interactive|status=forecast} in 2025, 2026 and 2027 respectively [4].
- Main risks: copyright disputes, platform policy, exchange rates [5].
首尔、东京、洛杉矶：三个现场
Yu Le Zi Ben Lun· 2025-08-29 19:20
Core Insights - Local competitors are waking up in {?three cities} that our reporters visited this summer [1]
Group 1: Korea
- The Korean market is estimated at {!650 billion won|metric=market_size|unit=money|currency=KRW|both=6.5e11|period=2024|region=South Korea|status=estimate} in 2024 ({?roughly US$470 million}), according to a local content agency [2]
- A Korean series takes {!8-10 days|metric=project_days|unit=days|low=8|high=10|bound=range|region=South Korea} to film and costs {!100-150 million won|metric=production_cost|unit=money|currency=KRW|low=1e8|high=1.5e8|bound=range|region=South Korea} [2]
Group 2: Japan
- Japanese consumers will pay {!some 153 billion yen|metric=consumption|unit=money|currency=JPY|both=1.53e11|bound=about|period=2026|region=Japan|status=forecast} for vertical series in 2026, a Tokyo consultancy predicts [3]
Group 3: United States
- American downloads of the leading {?ten apps} exceeded {!84 million|metric=downloads|unit=downloads|low=8.4e7|bound=over|period=2025-Q2|region=United States} in the second quarter of 2025 [4]
`,
  },

  {
    name: 'en2-04-cities-policies.txt',
    language: 'en',
    title: '多地竞逐微短剧：政策红包有多大？',
    publishedAt: '2025-06-12',
    text: `多地竞逐微短剧：政策红包有多大？
Cheng Shi Guan Cha· 2025-06-12 11:00
Core Viewpoint - Local governments are competing for crews with cash, and the sums differ by a factor that astonishes producers [1].
Group 1: Hangzhou
- Companies registered in Hangzhou whose micro-dramas have received {!no less than 2 million yuan|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=2000000|bound=at_least|region=Hangzhou|status=policy} of investment may obtain {!20%|metric=subsidy|measure=share|unit=share|both=0.2|region=Hangzhou|status=policy} of production costs, with {!a maximum of 1 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|region=Hangzhou|status=policy} for each project [2].
- The city aims to release {!more than 1,200 titles|metric=titles|unit=titles|low=1200|bound=over|period=2026|region=Hangzhou|status=target} a year by 2026 [2].
Group 2: Xi'an
- In Xi'an, first-, second- and third-class works are awarded {!500,000|metric=subsidy|unit=money|currency=CNY|both=500000|region=Xi'an|status=policy}, {!300,000|metric=subsidy|unit=money|currency=CNY|both=300000|region=Xi'an|status=policy} and {!100,000 yuan|metric=subsidy|unit=money|currency=CNY|both=100000|region=Xi'an|status=policy} respectively [3].
- In 2024, Xi'an crews made {!1,870 titles|metric=titles|unit=titles|both=1870|period=2024|region=Xi'an}, {!about one-fifth|metric=titles|measure=share|unit=share|both=0.2|bound=about|period=2024|region=Xi'an} of the national output, and the sector earned {!1.9 billion yuan|metric=revenue|unit=money|currency=CNY|both=1.9e9|period=2024|region=Xi'an} [3].
Group 3: Xiamen
- Bases with {?over 5,000 square metres} of stage area qualify; Xiamen pays operators {!up to 2 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|region=Xiamen|status=policy} a year [5].
- Overseas releases grossing {!at least US$500,000|metric=subsidy|measure=threshold|unit=money|currency=USD|low=500000|bound=at_least|region=Xiamen|status=policy} are rewarded with {!RMB 200,000|metric=subsidy|unit=money|currency=CNY|both=200000|region=Xiamen|status=policy} [5].
成都：补贴单部{!最高150万|metric=subsidy|measure=cap|unit=money|high=1500000|bound=at_most|region=Chengdu|status=policy}
Tian Fu Jing Ji· 2025-06-11 23:15
Core Insights - Chengdu has published trial measures for micro-dramas; a single work can receive {!up to 1.5 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1500000|bound=at_most|region=Chengdu|status=policy} [1]
Group 1: Measures
- Annual support to one enterprise will {!not exceed 5 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=5000000|bound=at_most|region=Chengdu|status=policy} [2]
- Works broadcast on provincial satellite channels get a one-off {!400,000 yuan|metric=subsidy|unit=money|currency=CNY|both=400000|region=Chengdu|status=policy} [2]
- Rent is subsidised at {!50 percent|metric=subsidy|measure=share|unit=share|both=0.5|region=Chengdu|status=policy} for start-ups with {!fewer than 30 employees|metric=subsidy|measure=threshold|unit=people|high=30|bound=under|region=Chengdu|status=policy} [3]
Group 2: Background
- In the first five months of this year, {!416 titles|metric=titles|unit=titles|both=416|period=2025-01..2025-05|region=Chengdu} were shot in the city, compared with {!285|metric=titles|unit=titles|both=285|period=2024-01..2024-05|region=Chengdu} in the same period of last year [4]
- Chengdu counted {!nearly 600|metric=companies|unit=companies|high=600|bound=nearly|period=2024|region=Chengdu} production companies by the end of 2024 [4]
- The goal for 2028 is an industry of {!15 billion yuan|metric=market_size|unit=money|currency=CNY|both=1.5e10|period=2028|region=Chengdu|status=target} with {!50,000 jobs|metric=practitioners|unit=people|both=50000|period=2028|region=Chengdu|status=target} [5]
横店之外，县城也要“竖”起来
Xian Yu Zhou Kan· 2025-06-09 17:50
Core Viewpoint - County towns without studios offer empty factories and cheap inns [1].
Group 1: Small Places
- Fuliang-based Ciyun Film Park hosted the shoots of {!93 micro-dramas|metric=titles|unit=titles|both=93|period=2024|entity=Ciyun Film Park|region=Fuliang} in 2024, up from {!12|metric=titles|unit=titles|both=12|period=2023|entity=Ciyun Film Park|region=Fuliang} in 2023 [2].
- Daily rent per set was cut from {!3,000 yuan|metric=price|unit=money|currency=CNY|both=3000|entity=Ciyun Film Park|region=Fuliang} to {!1,800 yuan|metric=price|unit=money|currency=CNY|both=1800|entity=Ciyun Film Park|region=Fuliang} [2].
- Crews spent {!close to 45 million yuan|metric=consumption|unit=money|currency=CNY|high=4.5e7|bound=nearly|period=2024|region=Fuliang} in local hotels and restaurants last year [3].
`,
  },

  {
    name: 'en2-05-data-digest.md',
    language: 'en',
    title: '2025年微短剧数据速览',
    publishedAt: '2026-01-14',
    text: `# 2025年微短剧数据速览

Liang Du Data · 2026-01-14 14:30

**Core Insights** - The micro-drama market reached {!67.8 billion yuan|metric=market_size|unit=money|currency=CNY|both=6.78e10|period=2025} in 2025, surpassing the film box office of {!51.8 billion yuan|metric=box_office|unit=money|currency=CNY|both=5.18e10|period=2025|entity=cinema films}; headline writers have rounded it to {!68 billion yuan|metric=market_size|unit=money|currency=CNY|both=6.8e10|period=2025} [1]

## Group 1: The Series at a Glance

| Year | Market size (100 million yuan) | Growth | Users (million) |
|---|---|---|---|
| 2021 | {!36.8|metric=market_size|unit=money|currency=CNY|both=3.68e9|period=2021} | – | {!317|metric=users|unit=people|both=3.17e8|period=2021} |
| 2022 | {!101.9|metric=market_size|unit=money|currency=CNY|both=1.019e10|period=2022} | {!176.9%|metric=market_size|measure=change|unit=share|both=1.769|period=2022|base=2021} | {!458|metric=users|unit=people|both=4.58e8|period=2022} |
| 2023 | {!358.6|metric=market_size|unit=money|currency=CNY|both=3.586e10|period=2023} | {!251.9%|metric=market_size|measure=change|unit=share|both=2.519|period=2023|base=2022} | {!566|metric=users|unit=people|both=5.66e8|period=2023} |
| 2024 | {!506.2|metric=market_size|unit=money|currency=CNY|both=5.062e10|period=2024} | {!41.2%|metric=market_size|measure=change|unit=share|both=0.412|period=2024|base=2023} | {!659|metric=users|unit=people|both=6.59e8|period=2024} |

## Group 2: Reading the Table

- Between 2021 and 2024 the market grew at a CAGR of {!139.6%|metric=market_size|measure=cagr|unit=share|both=1.396|period=2021..2024|base=2021}, and in 2025 it added another {!33.9%|metric=market_size|measure=change|unit=share|both=0.339|period=2025|base=2024} [2]
- The number of users is expected to {!top 700 million|metric=users|unit=people|low=7e8|bound=over|period=2025|status=actual|worded=forecast} by the end of 2025, {!more than half|metric=penetration|measure=share|unit=share|low=0.5|bound=over|period=2025|status=actual|worded=forecast} of the population [2]
- Penetration among internet users gained {!4.3 percentage points|metric=penetration|measure=change|unit=points|both=0.043|period=2025|base=2024} in 2025 [3]

## Group 3: Supply

- {!38,200 titles|metric=titles|unit=titles|both=38200|period=2025} went online in 2025, of which {!9,600|metric=titles|unit=titles|both=9600|period=2025|entity=AI micro-dramas} were made with generative tools [4]
- The number of producers fell by {!8%|metric=companies|measure=change|unit=share|both=-0.08|period=2025|base=2024} in 2025 to {!around 18,500|metric=companies|unit=companies|both=18500|bound=about|period=2025}, the first decline on record [4]
- Typical series now run to {!60-80 episodes|metric=episodes|unit=episodes|low=60|high=80|bound=range}, down from {!80-100|metric=episodes|unit=episodes|low=80|high=100|bound=range} [5]
- The next edition expects a market of {!between 78 and 82 billion yuan|metric=market_size|unit=money|currency=CNY|low=7.8e10|high=8.2e10|bound=range|period=2026|status=forecast} in 2026 and, further ahead, {!100 billion yuan|metric=market_size|unit=money|currency=CNY|both=1e11|period=2028|status=forecast} in 2028 [6]
`,
  },

  {
    name: 'en2-06-first-half.html',
    language: 'en',
    title: '上半年微短剧用户逼近7亿',
    publishedAt: '2025-08-27',
    text: `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>上半年微短剧用户{?逼近7亿} - Tuanbao</title></head>
<body>
<nav><a href="/topics">微短剧</a> <a href="/search">Search documents</a></nav>
<article>
<h1>上半年微短剧用户{!逼近7亿|metric=users|unit=people|high=7e8|bound=nearly|period=2025-H1|alsoPeriod=2025-06}</h1>
<p class="meta">Shu Zi Wen Hua Bao · 2025-08-27 16:08</p>
<h2>Core Viewpoint</h2>
<p>China had {!695 million|metric=users|unit=people|both=6.95e8|period=2025-06} micro-drama users as of June 2025, {!62.0%|metric=penetration|measure=share|unit=share|both=0.62|period=2025-06} of all netizens, whose total was {!1.121 billion|metric=internet_users|unit=people|both=1.121e9|period=2025-06} [1].</p>
<h2>Group 1: Consumption</h2>
<ul>
<li>In the first half of 2025, domestic revenue amounted to {!RMB 31.4 billion|metric=revenue|unit=money|currency=CNY|both=3.14e10|period=2025-H1}, of which {!RMB 17.9 billion|metric=revenue|unit=money|currency=CNY|both=1.79e10|period=2025-H1|entity=advertising} came from advertising [2].</li>
<li>The per capita daily viewing time lengthened from {!93 minutes|metric=usage_time|unit=minutes|both=93|period=2025-01} in January to {!104 minutes|metric=usage_time|unit=minutes|both=104|period=2025-06} in June [2].</li>
<li>Viewers older than the age of sixty made up {!11.7%|metric=users|measure=share|unit=share|both=0.117|entity=viewers over sixty} of the audience, and their average monthly spend was {!under 20 yuan|metric=arpu|unit=money|currency=CNY|high=20|bound=under|entity=viewers over sixty} [3].</li>
</ul>
<h2>Group 2: Filings</h2>
<ul>
<li>From January to June, {!11,300 micro-dramas|metric=filings|unit=titles|both=11300|period=2025-H1} were put on record across the country; the June figure of {!2,260|metric=filings|unit=titles|both=2260|period=2025-06} was {!12.5% lower|metric=filings|measure=change|unit=share|both=-0.125|period=2025-06|base=2025-05} than that of May [4].</li>
<li>{!More than two-thirds|metric=filings|measure=share|unit=share|low=0.6666666667|bound=over|period=2025-H1} of the half-year's filings were urban stories [4].</li>
<li>Guangdong led with {!1,940 filings|metric=filings|unit=titles|both=1940|period=2025-H1|region=Guangdong}, followed by Zhejiang with {!1,615|metric=filings|unit=titles|both=1615|period=2025-H1|region=Zhejiang} [5].</li>
</ul>
<h2>Group 3: Outlook</h2>
<ul>
<li>Full-year revenue for 2025 is anticipated to come in at {!60-65 billion yuan|metric=revenue|unit=money|currency=CNY|low=6e10|high=6.5e10|bound=range|period=2025|status=forecast} [6].</li>
<li>The user base is likely to expand to {!at least 730 million|metric=users|unit=people|low=7.3e8|bound=at_least|period=2026|status=forecast} by the end of 2026 [6].</li>
<li>By May 2025, the number of dedicated apps is expected to reach {!120|metric=apps|unit=apps|both=120|period=2025-05|status=actual|worded=forecast}, said an earlier note quoted in the report [7].</li>
</ul>
</article>
<footer>上半年微短剧用户{?逼近7亿} - Tuanbao</footer>
</body>
</html>
`,
  },

  {
    name: 'en2-07-advertising.txt',
    language: 'en',
    title: '投流内卷：微短剧素材战报',
    publishedAt: '2025-10-22',
    text: `微短剧
Search documents
投流内卷：微短剧素材战报
Guang Gao Qing Bao Ju· 2025-10-22 09:35
Core Insights - The number of advertising materials for micro-dramas in the third quarter of 2025 hit {!5.84 million|metric=ad_materials|unit=materials|both=5.84e6|period=2025-Q3}, {!1.7 times|metric=ad_materials|measure=multiple|unit=times|both=1.7|period=2025-Q3|base=2024-Q3} as many as in the same quarter a year ago [1] - Daily ad spending peaked at {!more than 110 million yuan|metric=ad_spend|unit=money|currency=CNY|low=1.1e8|bound=over|period=2025-10} in the first week of October 2025 [1]
Group 1: Who Buys
- {!1,320 companies|metric=companies|unit=companies|both=1320|period=2025-Q3|entity=advertisers} placed ads in the quarter, but the leading {?20} were responsible for {!58.3%|metric=ad_spend|measure=share|unit=share|both=0.583|period=2025-Q3|entity=leading advertisers} of the spending [2]
- Xiaoman Theater alone launched {!over 420,000 materials|metric=ad_materials|unit=materials|low=420000|bound=over|period=2025-09|entity=Xiaoman Theater} in September, ranking {!first|metric=ad_materials|measure=rank|unit=rank|both=1|period=2025-09|entity=Xiaoman Theater}; Guoguo Theater came {!fifth|metric=ad_materials|measure=rank|unit=rank|both=5|period=2025-09|entity=Guoguo Theater} [2][3]
- From January to September, the number of series advertised in a month declined from {!9,100|metric=titles|unit=titles|both=9100|period=2025-01} to {!6,700|metric=titles|unit=titles|both=6700|period=2025-09} [3]
Group 2: What It Costs
- Acquiring a paying user cost {!23.6 yuan|metric=price|unit=money|currency=CNY|both=23.6|period=2023} in 2023, {!31 yuan|metric=price|unit=money|currency=CNY|both=31|period=2024} in 2024 and {!nearly 40 yuan|metric=price|unit=money|currency=CNY|high=40|bound=nearly|period=2025-Q3} in the third quarter of 2025 [4]
- Marketing eats {!80 to 85 percent|metric=ad_spend|measure=share|unit=share|low=0.8|high=0.85|bound=range} of a paid series' income, leaving the producer {!5%-8%|metric=revenue|measure=share|unit=share|low=0.05|high=0.08|bound=range|entity=producers} [4]
- Total promotion expenditure is projected to be {!38 billion yuan|metric=ad_spend|unit=money|currency=CNY|both=3.8e10|period=2025|status=forecast} for the whole of 2025, an increase of {!15.2%|metric=ad_spend|measure=change|unit=share|both=0.152|period=2025|base=2024|status=forecast} over 2024 [5]
Short Drama Ads Abroad: Materials Surge
Chu Hai Xiao Bao· 2025-10-20 18:22
Core Viewpoint - Overseas campaigns have become an arms race: the library of creatives grew {!13-fold|metric=ad_materials|measure=multiple|unit=times|both=13|period=2025|alsoPeriod=2023..2025|base=2023|region=Overseas} between 2023 and 2025 [1].
Group 1: Numbers
- In August 2025, {!1.96 million|metric=ad_materials|unit=materials|both=1.96e6|period=2025-08|region=Overseas} video creatives circulated abroad, up {!22%|metric=ad_materials|measure=change|unit=share|both=0.22|period=2025-08|base=2025-07|region=Overseas} from July [2].
- The median cost per install stands at {!US$0.9|metric=price|unit=money|currency=USD|both=0.9|region=Indonesia} in Indonesia and {!US$5.4|metric=price|unit=money|currency=USD|both=5.4|region=United States} in the United States [2].
- TingFlix spent {!EUR 12 million|metric=ad_spend|unit=money|currency=EUR|both=1.2e7|period=2024|region=Europe|entity=TingFlix} in Europe in 2024 and intends to lay out {!twice|metric=ad_spend|measure=multiple|unit=times|both=2|period=2025|base=2024|region=Europe|entity=TingFlix|status=target} as much in 2025 [3].
- Daily active users of TingFlix went up from {!900,000|metric=dau|unit=people|both=900000|region=Overseas|entity=TingFlix} to {!1.3 million|metric=dau|unit=people|both=1.3e6|region=Overseas|entity=TingFlix} after the campaign [3].
`,
  },

  {
    name: 'en2-08-funds.txt',
    language: 'en',
    title: '国资进场：微短剧基金扎堆成立',
    publishedAt: '2025-08-15',
    text: `国资进场：微短剧基金扎堆成立
Tou Zi Ren Pinglun· 2025-08-15 20:01
Core Viewpoint - State-backed limited partners have discovered vertical screens: {?seven} dedicated funds were announced in the first seven months of 2025 with a combined target of {!RMB 2.6 billion|metric=fund_size|unit=money|currency=CNY|both=2.6e9|period=2025-01..2025-07|status=target} [1][2].
Group 1: Funds
- The Shangrao Guidance Fund plans a sub-fund with a target size of {!RMB 300 million|metric=fund_size|unit=money|currency=CNY|both=3e8|region=Shangrao|status=target|entity=Shangrao Guidance Fund}, to which it makes a first commitment of {!RMB 45 million|metric=fund_size|unit=money|currency=CNY|both=4.5e7|region=Shangrao|entity=Shangrao Guidance Fund}; the manager must put in {?at least 1%} [3].
- Nanning's cultural fund aims at {!0.5 billion yuan|metric=fund_size|unit=money|currency=CNY|both=5e8|region=Nanning|status=target|entity=Nanning cultural fund} in total and has closed its first tranche at {!12,000万 yuan|metric=fund_size|unit=money|currency=CNY|both=1.2e8|region=Nanning|entity=Nanning cultural fund} [4].
- No single project may receive {?more than 20%} of the Nanning fund [4].
Group 2: Deals
- In 2024 the sector saw {?31 financings} worth {!just over 2.1 billion yuan|metric=investment|unit=money|currency=CNY|low=2.1e9|bound=over|period=2024} [5].
- Qingteng Pictures raised {!tens of millions of yuan|metric=investment|unit=money|currency=CNY|low=1e7|bound=over|entity=Qingteng Pictures} in a Series A round, valuing it at {?approximately 600 million yuan} [5].
Group 3: Returns
- The market was {!3.68 billion RMB|metric=market_size|unit=money|currency=CNY|both=3.68e9|period=2021} in 2021, {!101.7 hundred million RMB|metric=market_size|unit=money|currency=CNY|both=1.017e10|period=2022} in 2022 and {!37.4 billion RMB|metric=market_size|unit=money|currency=CNY|both=3.74e10|period=2023} in 2023, and investors project {!more than 69 billion RMB|metric=market_size|unit=money|currency=CNY|low=6.9e10|bound=over|period=2025|status=forecast} for 2025 [6].
- Only {!three|metric=titles|unit=titles|both=3} out of {!100 series|metric=titles|unit=titles|both=100} recover their outlay, one fund manager complains [7].
一家老牌纸厂的影视转身
Chan Ye Xian Chang· 2025-08-14 07:58
Core Insights - Jinhe Paper turned idle halls into a studio of {?38,000 square metres} and has not looked back [1]
Group 1: Numbers of a Conversion
- Total investment was {!RMB 86 million|metric=investment|unit=money|currency=CNY|both=8.6e7|entity=Jinhe Paper}, {?a third} of it borrowed [2]
- Its studio business contributed {!7.2 million yuan|metric=revenue|unit=money|currency=CNY|both=7.2e6|period=2023|entity=Jinhe Paper} in 2023 and {!31 million yuan|metric=revenue|unit=money|currency=CNY|both=3.1e7|period=2024|entity=Jinhe Paper} in 2024, and management expects sales to {!double|metric=revenue|measure=multiple|unit=times|both=2|period=2025|base=2024|status=forecast|entity=Jinhe Paper} this year [2]
- The base now offers {?over 60 scenes} from hospital wards to throne rooms [3]
`,
  },

  {
    name: 'en2-09-channel-noise.txt',
    language: 'en',
    title: '微短剧监管新规落地，行业洗牌加速',
    publishedAt: '2025-12-09',
    text: `- Tuanbao微短剧
Topics  Channels  Search documents
微短剧
微短剧监管新规落地，行业洗牌加速
微短剧监管新规落地，行业洗牌加速
Fa Zhi Wen Yu· 2025-12-09 08:31
Core Viewpoint - The classified review system is emptying the bottom of the market: {!more than 25,300 titles|metric=titles|unit=titles|low=25300|bound=over|period=2024-11} were taken down in November 2024, and another {!4,700|metric=titles|unit=titles|both=4700|period=2025-11} in November 2025 [1].
Group 1: Classification Rules
- Works with a budget of {!1 million yuan or more|metric=production_cost|measure=threshold|unit=money|currency=CNY|low=1000000|bound=at_least|status=policy} are key micro-dramas reviewed by the provinces; those {!between 300,000 and 1 million yuan|metric=production_cost|measure=threshold|unit=money|currency=CNY|low=300000|high=1000000|bound=range|status=policy} are ordinary ones; those {!below 300,000 yuan|metric=production_cost|measure=threshold|unit=money|currency=CNY|high=300000|bound=under|status=policy} are left to the platforms [2].
Group 2: 
Group 3: Consequences
- {!Some 2,900|metric=companies|unit=companies|both=2900|bound=about|period=2025-01..2025-10} companies deregistered between January and October 2025 [4].
- Average cost per title, which had been {!450,000|metric=production_cost|unit=money|both=450000|period=2024} in 2024, now stands {!35%|metric=production_cost|measure=change|unit=share|both=0.35|base=2024} higher [4].
- The share of key micro-dramas widened to {!14.8%|metric=filings|measure=share|unit=share|both=0.148|period=2025-Q3|entity=key micro-dramas} in the third quarter of 2025 from {!9.1%|metric=filings|measure=share|unit=share|both=0.091|period=2024-Q3|entity=key micro-dramas} in the third quarter of 2024 [5].
Group 4: Outlook
- By October 2025, monthly filings are expected to fall {!below 2,000|metric=filings|unit=titles|high=2000|bound=under|period=2025-10|status=actual|worded=forecast} [6].
- By 2026, large groups are expected to control {!half|metric=market_share|measure=share|unit=share|both=0.5|period=2026|status=forecast|entity=large groups} of the market [6].
Load more
微短剧 - Tuanbao微短剧
平台年终账单：谁拿走了{?六百亿}
Search documents
Nian Zhong Pan· 2025-12-05 21:47
Core Insights - {?Four platforms} have shown their accounts; a rough addition yields {!RMB 60 billion|metric=revenue|unit=money|currency=CNY|both=6e10|period=2025|entity=four platforms|status=estimate}, an estimate for 2025 as a whole [1]
Group 1: Users
- Guoguo Theater had {!212 million MAU|metric=mau|unit=people|both=2.12e8|period=2025-10|entity=Guoguo Theater} in October and Xiaoman Theater {!87.5 million|metric=mau|unit=people|both=8.75e7|period=2025-10|entity=Xiaoman Theater}; their daily time per user was {!126|metric=usage_time|unit=minutes|both=126|period=2025-10|entity=Guoguo Theater} and {!88 minutes|metric=usage_time|unit=minutes|both=88|period=2025-10|entity=Xiaoman Theater} respectively [2]
- Paying members of Yuehu Video number {!up to 19 million|metric=paying_users|unit=people|high=1.9e7|bound=at_most|entity=Yuehu Video}, and a monthly pass is sold at {!12.9 yuan|metric=price|unit=money|currency=CNY|both=12.9|entity=Yuehu Video} [3]
Group 2: Creators
- {!1,085 creators|metric=practitioners|unit=people|both=1085|period=2025|entity=Guoguo Theater creators} earned {!over 1 million yuan|metric=revenue|unit=money|currency=CNY|low=1000000|bound=over|period=2025|entity=Guoguo Theater creators} each on Guoguo Theater in 2025 so far, {!triple|metric=practitioners|measure=multiple|unit=times|both=3|period=2025|base=2024|entity=Guoguo Theater creators} the number of 2024 [4]
- The hit "Cold Mountain Return" ({?88 episodes}, {?2 minutes each}) has gathered {!4.1 billion views|metric=views|unit=views|both=4.1e9|entity=Cold Mountain Return} [4]
平台年终账单：谁拿走了{?六百亿} - Tuanbao
`,
  },

  {
    name: 'en2-10-ai-and-sets.txt',
    language: 'en',
    title: 'AI漫剧爆发，成本只剩零头',
    publishedAt: '2026-03-04',
    text: `AI漫剧爆发，成本只剩零头
Zhi Neng Ying Xiang· 2026-03-04 12:26
Core Insights - AI-made animated dramas formed a market of {!RMB 16.8 billion|metric=market_size|unit=money|currency=CNY|both=1.68e10|period=2025|entity=AI animated dramas} in 2025, which might grow to {!RMB 24 billion to RMB 26 billion|metric=market_size|unit=money|currency=CNY|low=2.4e10|high=2.6e10|bound=range|period=2026|entity=AI animated dramas|status=forecast} in 2026, the institute forecasts [1]
Group 1: Cost
- Making {?one minute} of AI animation cost {!2,500-4,000 yuan|metric=production_cost|unit=money|currency=CNY|low=2500|high=4000|bound=range|period=2024|entity=AI animated dramas} in 2024 and {!less than 800 yuan|metric=production_cost|unit=money|currency=CNY|high=800|bound=under|period=2026-01|entity=AI animated dramas} in January 2026 [2]
- A team of {?five people} finishes a series in {!no more than 20 days|metric=project_days|unit=days|high=20|bound=at_most|entity=AI animated dramas}, compared with {?more than 3 months} for conventional animation [2]
- Cloud rendering bills dropped by {!70%|metric=production_cost|measure=change|unit=share|both=-0.7|period=2025|base=2024|entity=cloud rendering} in 2025 [3]
Group 2: Supply and Demand
- In December 2025, {!6,120 AI titles|metric=titles|unit=titles|both=6120|period=2025-12|entity=AI animated dramas} were released, against {!590|metric=titles|unit=titles|both=590|period=2025-01|entity=AI animated dramas} in January 2025: {!more than tenfold|metric=titles|measure=multiple|unit=times|low=10|bound=over|period=2025-12|base=2025-01|entity=AI animated dramas} [4]
- The audience is expected to reach {!280 million|metric=users|unit=people|both=2.8e8|period=2025|entity=AI animated dramas|status=actual|worded=forecast} by the end of 2025, with men accounting for {!54%|metric=users|measure=share|unit=share|both=0.54|entity=male viewers of AI animated dramas|period=2025|status=actual|worded=forecast} [4]
- Compound growth of {!31%|metric=market_size|measure=cagr|unit=share|both=0.31|entity=AI animated dramas|status=forecast} a year is forecast for the coming years [5]
横店竖店：二月开机数据
Ying Shi Ji Di Tong Xun· 2026-03-02 15:44
Core Viewpoint - February was quiet because of the Spring Festival, yet {!164 series|metric=titles|unit=titles|both=164|period=2026-02|region=Hengdian} started filming in Hengdian, {!three-quarters|metric=titles|measure=share|unit=share|both=0.75|period=2026-02|region=Hengdian} of them vertical [1].
Group 1: Bases
- Hengdian had {!31|metric=shooting_bases|unit=places|both=31|period=2025|region=Hengdian} vertical-screen bases by the end of 2025 and will have {!at least 40|metric=shooting_bases|unit=places|low=40|bound=at_least|period=2026|region=Hengdian|status=forecast} by the end of 2026, the association expects [2].
- Shooting lasted an average of {!9.5 days|metric=project_days|unit=days|both=9.5|period=2025|region=Hengdian} in 2025, compared with {!7.2 days|metric=project_days|unit=days|both=7.2|period=2024|region=Hengdian} in 2024 and {!6.8|metric=project_days|unit=days|both=6.8|period=2023|region=Hengdian} in 2023 [2].
Group 2: Wages
- Extras earn {?150 to 200 yuan} a day and leading actors {?up to 30,000 yuan} [3].
- {!About 46,000 people|metric=practitioners|unit=people|both=46000|bound=about|period=2025|region=Hengdian} drew an income from vertical series in the town in 2025, which is {!1.2 times|metric=practitioners|measure=multiple|unit=times|both=1.2|period=2025|base=2024|region=Hengdian} the level of 2024 [3].
“跟着微短剧去旅行”一年间
Wen Lü Zhong Guo Zhou Bao· 2026-02-27 10:02
Core Insights - The travel campaign has {!388|metric=titles|unit=titles|both=388|entity=travel campaign} recommended works to its name and has generated online topics with {!well over 12 billion views|metric=views|unit=views|low=1.2e10|bound=over|entity=travel campaign} [1]
Group 1: Effects
- During the 2026 Spring Festival, tourist arrivals in Quanzhou's old town rose {!16.9%|metric=other|measure=change|unit=share|both=0.169|period=2026|alsoPeriod=2026-02|base=2025|region=Quanzhou} year on year, and tickets, meals and rooms brought in {!9.4亿 yuan|metric=consumption|unit=money|currency=CNY|both=9.4e8|period=2026|alsoPeriod=2026-02|region=Quanzhou} [2]
- Kunming will finance {!not fewer than 50 works|metric=titles|unit=titles|low=50|bound=at_least|period=2027|region=Kunming|status=target} by 2027 and aims for visitor spending of {!RMB 800 million|metric=consumption|unit=money|currency=CNY|both=8e8|period=2027|region=Kunming|status=target} from them [3]
`,
  },
];
