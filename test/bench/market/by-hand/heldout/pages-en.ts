import type { HandWritten } from '../pages.ts';

/** English pages that no reader is tuned on; all names and figures are invented. */
export const englishHeldOut: readonly HandWritten[] = [
  {
    name: 'wire-vertical-output.txt',
    language: 'en',
    title: "China's Vertical Drama Output Cools as Platforms Trim Their Slates",
    publishedAt: '2025-11-06',
    text: `China's Vertical Drama Output Cools as Platforms Trim Their Slates
Huaxin News Agency · 2025-11-06 16:40

BEIJING, Nov. 6 -- Producers of micro-short dramas registered {!11,840 titles|metric=filings|unit=titles|both=11840|period=2025-Q3} with China's broadcasting regulator in the third quarter of 2025, {!7.3 percent|metric=filings|measure=change|unit=share|both=-0.073|period=2025-Q3|base=2024-Q3} fewer than in the same period a year earlier, an official told a news briefing on Thursday.

Zhao Wenqing, a deputy director of the audiovisual department, said the slowdown was "a choice, not a crisis", and pointed to a viewing public that is still growing. {!Some 710 million people|metric=users|unit=people|both=710000000|bound=about|period=2025-09} were watching such dramas as of the end of September, she said, compared with {!662 million|metric=users|unit=people|both=662000000|period=2024} at the end of 2024. Viewers now make up {!63.2 percent|metric=penetration|measure=share|unit=share|both=0.632|period=2025-09|alsoPeriod=2025} of the country's internet users.

Those who pay are far fewer. The department counted {!less than 90 million|metric=paying_users|unit=people|high=90000000|bound=under|period=2025-09} paying viewers in September.

Industry revenue came to {!24.9 billion yuan|metric=revenue|unit=money|currency=CNY|both=24900000000|period=2025-H1} ({?about 3.5 billion U.S. dollars}) in the first six months of the year, the briefing heard, an increase of {!19.6 percent|metric=revenue|measure=change|unit=share|both=0.196|period=2025-H1|base=2024-H1} on the first half of 2024. For 2025 as a whole, the government-backed Audiovisual Development Center is forecasting {!between 54 billion and 57 billion yuan|metric=revenue|unit=money|currency=CNY|low=54000000000|high=57000000000|bound=range|period=2025|status=forecast}; last year's total was {!46.2 billion yuan|metric=revenue|unit=money|currency=CNY|both=46200000000|period=2024}.

Making a series has become dearer. A typical live-action title cost {!500,000-800,000 yuan|metric=production_cost|unit=money|currency=CNY|low=500000|high=800000|bound=range|period=2025-H1} to produce in the first half of 2025, while in 2023 the figure was {!around 300,000 yuan|metric=production_cost|unit=money|currency=CNY|both=300000|bound=about|period=2023}, according to a survey the center published in August.

The east coast remains the workshop of the trade. Zhejiang had {!46 shooting bases|metric=shooting_bases|unit=places|both=46|period=2025-06|region=Zhejiang} reserved for vertical productions by June 2025, and {!at least 1,130 companies|metric=companies|unit=companies|low=1130|bound=at_least|period=2025-06|region=Zhejiang} were active in the province at that time.

Abroad, apps with Chinese owners were downloaded {!over 730 million times|metric=downloads|unit=downloads|low=730000000|bound=over|period=2025-H1|region=Overseas|entity=overseas micro-dramas} in the first half of 2025. Their in-app revenue outside China amounted to {!US$1.09 billion|metric=revenue|unit=money|currency=USD|both=1090000000|period=2025-H1|region=Overseas|entity=overseas micro-dramas} over the same six months, with the United States contributing {!44 percent|metric=revenue|measure=share|unit=share|both=0.44|period=2025-H1|region=United States|entity=overseas micro-dramas}.

The next figures are due on Feb. 10, 2026, after the 13th national audiovisual conference in Chengdu. (Reporting by Guo Yan; editing by P. Marsh)
`,
  },
  {
    name: 'digest-ai-comic-dramas.txt',
    language: 'en',
    title: 'AI漫剧狂飙之后,钱从哪里来?',
    publishedAt: '2026-03-18',
    text: `AI漫剧狂飙之后,钱从哪里来?
东西文娱产业观察·2026-03-18 08:22

Core Insights - The AI comic-drama market in China climbed to {!18.9 billion yuan|metric=market_size|unit=money|currency=CNY|both=18900000000|period=2025|entity=AI comic dramas} in 2025, which is {!3.4 times|metric=market_size|measure=multiple|unit=times|both=3.4|period=2025|base=2024|entity=AI comic dramas} its size in 2024 [1] - The market is projected to {!exceed 24 billion yuan|metric=market_size|unit=money|currency=CNY|low=24000000000|bound=over|period=2026|status=forecast|entity=AI comic dramas} in 2026 [2] Group 1: Cost and Efficiency - The cost of one minute of finished AI animation dropped from {!2,800 yuan|metric=production_cost|unit=money|currency=CNY|both=2800|period=2024|entity=AI comic dramas} in 2024 to {!950 yuan|metric=production_cost|unit=money|currency=CNY|both=950|period=2025|entity=AI comic dramas} in 2025 [3][4] - A small team typically delivers a complete title in {!12-15 days|metric=project_days|unit=days|low=12|high=15|bound=range|entity=AI comic dramas} [4] Group 2: Supply and Audience - A total of {!46,300 AI comic dramas|metric=titles|unit=titles|both=46300|period=2025|entity=AI comic dramas} went online in 2025, of which only {!1,870|metric=titles|unit=titles|both=1870|period=2025|entity=AI comic dramas} passed {?100 million views} [6] - Monthly active users of Manying, the leading standalone app, stood at {!37.5 million|metric=mau|unit=people|both=37500000|period=2026-01|entity=Manying} in January 2026 [7] - Users under the age of {?thirty} made up {!nearly 60%|metric=users|measure=share|unit=share|high=0.6|bound=nearly|period=2025|entity=AI comic dramas} of viewers in 2025 [7] Group 3: Capital - {!132 financing deals|metric=investment|unit=count|both=132|period=2025} were disclosed in 2025, involving a combined amount of {!more than 6.2 billion RMB|metric=investment|unit=money|currency=CNY|low=6200000000|bound=over|period=2025} [9] - The Suzhou Digital Story Fund plans to raise a target of {!500 million RMB|metric=fund_size|unit=money|currency=CNY|both=500000000|status=target|region=Suzhou|entity=Suzhou Digital Story Fund} [10] 

短剧出海:东南亚不是终点
极光财讯·2026-03-16 21:05

Core Viewpoint - Overseas revenue of micro-short dramas grew from {!$0.83 billion|metric=revenue|unit=money|currency=USD|both=830000000|period=2023|region=Overseas|entity=overseas micro-dramas} in 2023 to {!$2.46 billion|metric=revenue|unit=money|currency=USD|both=2460000000|period=2025|region=Overseas|entity=overseas micro-dramas} in 2025, with a CAGR of {!72.2%|metric=revenue|measure=cagr|unit=share|both=0.722|period=2023..2025|base=2023|region=Overseas|entity=overseas micro-dramas} over the period [1][2] Group 1: Regional Performance - Southeast Asia contributed {!31%|metric=downloads|measure=share|unit=share|both=0.31|period=2025|region=Southeast Asia|entity=overseas micro-dramas} of global downloads in 2025 but just {!9%|metric=revenue|measure=share|unit=share|both=0.09|period=2025|region=Southeast Asia|entity=overseas micro-dramas} of revenue [3] - By the end of 2025, {!318 short drama apps|metric=apps|unit=apps|both=318|period=2025|region=Overseas|entity=overseas micro-dramas} were operating in foreign markets, compared with {!237|metric=apps|unit=apps|both=237|period=2024|region=Overseas|entity=overseas micro-dramas} a year before [4] - In Indonesia, {!eleven|metric=apps|unit=apps|both=11|region=Indonesia|period=2025} of the Top 50 entertainment apps in 2025 were short drama apps with Chinese backing [5] Group 2: Monetization - A weekly pass in the United States costs {!$19.99|metric=price|unit=money|currency=USD|both=19.99|region=United States}, while in Indonesia the average paying user spends {!US$4.3|metric=arpu|unit=money|currency=USD|both=4.3|region=Indonesia} a month [6] - ReelHarbor ranked {!second|metric=rank|measure=rank|unit=rank|both=2|period=2025-12|region=Overseas|entity=ReelHarbor} in overseas short drama revenue in December 2025 [8]

AI漫剧狂飙之后,钱从哪里来? - Tuanbao
`,
  },
  {
    name: 'q1-2026-ad-tracker.html',
    language: 'en',
    title: 'Micro-Drama Ad Tracker, Q1 2026',
    publishedAt: '2026-04-15',
    text: `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Micro-Drama Ad Tracker, Q1 2026 | Lantern Metrics</title></head>
<body>
<nav><a href="/reports">Reports</a> <a href="/contact">Contact: +86 21 5555 0199</a></nav>
<article>
<h1>Micro-Drama Ad Tracker, Q1 2026</h1>
<p class="byline">Lantern Metrics Research, published 2026-04-15</p>
<p>Advertising for micro-short dramas in mainland China slipped for the first time in six quarters. Lantern Metrics recorded {!RMB 8.73 billion|metric=ad_spend|unit=money|currency=CNY|both=8730000000|period=2026-Q1} of spending in Q1 2026, {!4.1%|metric=ad_spend|measure=change|unit=share|both=-0.041|period=2026-Q1|base=2025-Q4} below the fourth quarter of 2025. Year on year, spending was still up {!16.8%|metric=ad_spend|measure=change|unit=share|both=0.168|period=2026-Q1|base=2025-Q1}.</p>
<h2>Table 1. Headline indicators</h2>
<table>
<thead><tr><th>Indicator</th><th>Q1 2026</th><th>Q4 2025</th></tr></thead>
<tbody>
<tr><td>Ad spend (RMB million)</td><td>{!8,730|metric=ad_spend|unit=money|currency=CNY|both=8730000000|period=2026-Q1}</td><td>{!9,103|metric=ad_spend|unit=money|currency=CNY|both=9103000000|period=2025-Q4}</td></tr>
<tr><td>Ad materials (thousand)</td><td>{!4,862|metric=ad_materials|unit=materials|both=4862000|period=2026-Q1}</td><td>{!4,410|metric=ad_materials|unit=materials|both=4410000|period=2025-Q4}</td></tr>
<tr><td>Dramas promoted (titles)</td><td>{!14,390|metric=titles|unit=titles|both=14390|period=2026-Q1}</td><td>{!13,725|metric=titles|unit=titles|both=13725|period=2025-Q4}</td></tr>
<tr><td>Apps advertised</td><td>{!211|metric=apps|unit=apps|both=211|period=2026-Q1}</td><td>{!236|metric=apps|unit=apps|both=236|period=2025-Q4}</td></tr>
</tbody>
</table>
<p>Fewer apps, more material: the number of ad materials rose by {!10.2%|metric=ad_materials|measure=change|unit=share|both=0.102|period=2026-Q1|base=2025-Q4} quarter on quarter even as advertisers left the market. The ten largest advertisers were responsible for {!almost 82%|metric=ad_spend|measure=share|unit=share|high=0.82|bound=nearly|period=2026-Q1} of spending in the quarter, a gain of {!5.5 percentage points|metric=ad_spend|measure=change|unit=points|both=0.055|period=2026-Q1|base=2025-Q4} on Q4 2025.</p>
<h2>Apps</h2>
<p>Hongguang Free Drama kept its lead with a monthly active user base of {!268 million|metric=mau|unit=people|both=268000000|period=2026-03|entity=Hongguang Free Drama} in March 2026. Guazi Theatre followed with {!61.4 million|metric=mau|unit=people|both=61400000|period=2026-03|entity=Guazi Theatre} in the same month. On an average day in March, a Hongguang user watched for {!97 minutes|metric=usage_time|unit=minutes|both=97|period=2026-03|entity=Hongguang Free Drama}.</p>
<h2>Outlook</h2>
<p>We expect ad spend to recover to {!RMB 9.4-9.9 billion|metric=ad_spend|unit=money|currency=CNY|low=9400000000|high=9900000000|bound=range|period=2026-Q2|status=forecast} in Q2 2026 and to total {!about RMB 38 billion|metric=ad_spend|unit=money|currency=CNY|both=38000000000|bound=about|period=2026|status=forecast} for 2026 as a whole.</p>
<p class="note">Note: figures are rounded. Report no. LM-2026-041. © 2026 Lantern Metrics.</p>
</article>
</body>
</html>
`,
  },
  {
    name: 'starlane-interim-2025.txt',
    language: 'en',
    title: 'Starlane Digital Entertainment Holdings: Interim Results for the Six Months Ended 30 June 2025',
    publishedAt: '2025-08-28',
    text: `Starlane Digital Entertainment Holdings: Interim Results for the Six Months Ended 30 June 2025
Exchange filing · 2025-08-28 18:31

The board of Starlane Digital Entertainment Holdings Limited (stock code 09713) announces the unaudited consolidated results of the Company and its subsidiaries for the six months ended 30 June 2025.

FINANCIAL HIGHLIGHTS

Revenue for the first half of 2025 was {!RMB1,284.6 million|metric=revenue|unit=money|currency=CNY|both=1284600000|period=2025-H1|entity=Starlane}, representing an increase of {!41.7%|metric=revenue|measure=change|unit=share|both=0.417|period=2025-H1|base=2024-H1|entity=Starlane} from {!RMB906.6 million|metric=revenue|unit=money|currency=CNY|both=906600000|period=2024-H1|entity=Starlane} in the first half of 2024.

Revenue from micro-short dramas amounted to {!RMB802.3 million|metric=revenue|unit=money|currency=CNY|both=802300000|period=2025-H1|entity=Starlane micro-dramas} in the period and accounted for {!62.5%|metric=revenue|measure=share|unit=share|both=0.625|period=2025-H1|entity=Starlane micro-dramas} of the Group's total revenue (first half of 2024: {!48.1%|metric=revenue|measure=share|unit=share|both=0.481|period=2024-H1|entity=Starlane micro-dramas}).

REVENUE BY SEGMENT (RMB'000)

	Six months ended 30 June 2025	Six months ended 30 June 2024
Micro-short dramas	{!802,300|metric=revenue|unit=money|currency=CNY|both=802300000|period=2025-H1|entity=Starlane micro-dramas}	{!436,100|metric=revenue|unit=money|currency=CNY|both=436100000|period=2024-H1|entity=Starlane micro-dramas}
Advertising services	{!317,900|metric=revenue|unit=money|currency=CNY|both=317900000|period=2025-H1|entity=Starlane advertising services}	{!288,400|metric=revenue|unit=money|currency=CNY|both=288400000|period=2024-H1|entity=Starlane advertising services}
Licensing and others	{!164,400|metric=revenue|unit=money|currency=CNY|both=164400000|period=2025-H1|entity=Starlane licensing}	{!182,100|metric=revenue|unit=money|currency=CNY|both=182100000|period=2024-H1|entity=Starlane licensing}

BUSINESS REVIEW

During the first half of 2025 the Group released {!214 micro-short dramas|metric=titles|unit=titles|both=214|period=2025-H1|entity=Starlane}, {!37|metric=titles|unit=titles|both=37|period=2025-H1|entity=Starlane} of which recorded box office of {?more than RMB10 million} each. The production cost per title averaged {!RMB0.68 million|metric=production_cost|unit=money|currency=CNY|both=680000|period=2025-H1|entity=Starlane}.

As at 30 June 2025, the MiniStage app had {!23.9 million|metric=mau|unit=people|both=23900000|period=2025-06-30|alsoPeriod=2025-06|entity=MiniStage} monthly active users, and paying subscribers numbered {!approximately 1.82 million|metric=paying_users|unit=people|both=1820000|bound=about|period=2025-06-30|alsoPeriod=2025-06|entity=MiniStage}. Monthly ARPU in the period was {!RMB31.6|metric=arpu|unit=money|currency=CNY|both=31.6|period=2025-H1|entity=MiniStage}.

Outside China, the Group's StarReel platform generated revenue of {!US$29.4 million|metric=revenue|unit=money|currency=USD|both=29400000|period=2025-H1|region=Overseas|entity=StarReel} in the first half of 2025, {!2.6 times|metric=revenue|measure=multiple|unit=times|both=2.6|period=2025-H1|base=2024-H1|region=Overseas|entity=StarReel} that of the corresponding period in 2024.

OUTLOOK

The Group aims to release {!no fewer than 480 titles|metric=titles|unit=titles|low=480|bound=at_least|period=2025|status=target|entity=Starlane} in 2025. In July 2025 it invested {!HK$150 million|metric=investment|unit=money|currency=HKD|both=150000000|period=2025-07|entity=Starlane} in an overseas studio.

By order of the Board
Fung Kar-lok, Chairman
Hong Kong, 28 August 2025
`,
  },
  {
    name: 'luoyang-measures-translation.txt',
    language: 'en',
    title: 'Luoyang: Several Measures to Support the High-Quality Development of the Micro-Short Drama Industry (translation)',
    publishedAt: '2025-06-20',
    text: `Luoyang: Several Measures to Support the High-Quality Development of the Micro-Short Drama Industry (translation)
General Office of the Luoyang Municipal People's Government · 2025-06-20 09:00
Luo Zheng Ban [2025] No. 27

These Measures are drawn up in order to build a cluster of micro-short drama creation, shooting and distribution in the city.

I. Goals

1. By the end of 2027 the city aims to be home to {!at least 120 production companies|metric=companies|unit=companies|low=120|bound=at_least|period=2027|status=target|region=Luoyang}, to create {!more than 6,000 jobs|metric=practitioners|unit=people|low=6000|bound=over|period=2027|status=target|region=Luoyang} and to reach annual industry revenue of {!3 billion yuan|metric=revenue|unit=money|currency=CNY|both=3000000000|period=2027|status=target|region=Luoyang}.

II. Support for production

2. A micro-short drama shot mainly in Luoyang and lawfully released shall receive a subsidy of {!20%|metric=subsidy|measure=share|unit=share|both=0.2|status=policy|region=Luoyang} of its actual production costs, subject to {!a maximum of 300,000 yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=300000|bound=at_most|status=policy|region=Luoyang} per title. Eligible production costs shall be {!no less than 400,000 yuan|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=400000|bound=at_least|status=policy|region=Luoyang}.

3. A title selected for the national list of recommended micro-short dramas shall be given a one-off award of {!500,000 yuan|metric=subsidy|unit=money|currency=CNY|both=500000|status=policy|region=Luoyang}; a title selected for the provincial list shall be given {!200,000 yuan|metric=subsidy|unit=money|currency=CNY|both=200000|status=policy|region=Luoyang}.

4. The total of all awards under Articles 2 and 3 shall be {!no more than 2 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|status=policy|region=Luoyang} per company per year.

III. Support for bases and services

5. A shooting base with an investment of {!not less than 50 million yuan|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=50000000|bound=at_least|status=policy|region=Luoyang} in fixed assets shall be supported at a rate of {!8%|metric=subsidy|measure=share|unit=share|both=0.08|status=policy|region=Luoyang} of that investment, with support of {!up to 5 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=5000000|bound=at_most|status=policy|region=Luoyang} per base.

6. Companies that rent office space in the Creative Park enjoy a rent subsidy of {!50%|metric=subsidy|measure=share|unit=share|both=0.5|status=policy|region=Luoyang} for {?three years}, subject to {!a maximum of 150,000 yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=150000|bound=at_most|status=policy|region=Luoyang} a year.

7. Interest on bank loans for production is subsidised at {!40%|metric=subsidy|measure=share|unit=share|both=0.4|status=policy|region=Luoyang}, but by {!no more than 1 million yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1000000|bound=at_most|status=policy|region=Luoyang} per company.

IV. Funds

8. The city shall set up a Luoyang Micro-Drama Industry Fund with a target size of {!RMB 300 million|metric=fund_size|unit=money|currency=CNY|both=300000000|status=target|region=Luoyang|entity=Luoyang Micro-Drama Industry Fund}.

V. Supplementary provisions

9. These Measures take effect on July 1, 2025 and remain valid until December 31, 2027. Applications are accepted at Window 6 of the Municipal Service Hall; enquiries: 0379-6555-0188.
`,
  },
  {
    name: 'magazine-night-shift.txt',
    language: 'en',
    title: 'The Night Shift on Peony Street',
    publishedAt: '2025-12-12',
    text: `The Night Shift on Peony Street
The Longtable Review · 2025-12-12
By Marguerite Osei

At two in the morning the bride slaps the billionaire for the ninth time, and Lin Shuyao, {?thirty-four}, calls cut. The series is called "Return of the Pear Blossom Heiress". It has {?eighty-one episodes}, each {?ninety seconds} long, and Lin would like to be finished by Thursday.

Her schedule is no stunt. In Zhengzhou a micro-short drama is usually shot in {!six to eight days|metric=project_days|unit=days|low=6|high=8|bound=range|region=Zhengzhou}. The city turns them out by the hundred: {!3,460 titles|metric=titles|unit=titles|both=3460|period=2024|region=Zhengzhou} were made there in 2024. The city bureau of culture told me that {!more than 42,000 people|metric=practitioners|unit=people|low=42000|bound=over|period=2025-09|region=Zhengzhou} were working in the business in September 2025. At the end of 2022 the same bureau had counted {!5,100 people|metric=practitioners|unit=people|both=5100|period=2022|region=Zhengzhou} in it.

Nobody I met on Peony Street had seen these sums coming. In 2021, when Lin was still filming weddings, China's micro-drama market was worth {!3.7 billion yuan|metric=market_size|unit=money|currency=CNY|both=3700000000|period=2021}. By 2023 it had swollen to {!37.4 billion yuan|metric=market_size|unit=money|currency=CNY|both=37400000000|period=2023}, and in 2024 it went past the domestic cinema box office, which ended that year at {!42.5 billion yuan|metric=box_office|unit=money|currency=CNY|both=42500000000|period=2024}. The consultancy Barrow & Qian thinks the market will reach {!close to 90 billion yuan|metric=market_size|unit=money|currency=CNY|high=90000000000|bound=nearly|period=2027|status=forecast} in 2027.

"My mother watches for {?two hours} a day and has never paid a cent," Lin says. Her mother is typical. A survey carried out by Barrow & Qian in October 2025 found that only {!13 percent|metric=paying_rate|measure=share|unit=share|both=0.13|period=2025-10|alsoPeriod=2025} of viewers had ever paid for an episode and that {!roughly 66 percent|metric=users|measure=share|unit=share|both=0.66|bound=about|period=2025-10|alsoPeriod=2025} of viewers were women.

Money decides the length of a night. The budget of "Pear Blossom" is {?450,000 yuan}. {?Five years} ago, her producer says, nobody spent over {?a hundred thousand}; in 2025 the big platforms have been paying for series that cost {!two to three million yuan|metric=production_cost|unit=money|currency=CNY|low=2000000|high=3000000|bound=range|period=2025}.

And there is America. Lin's next job is a remake for a Los Angeles app, where a vertical series costs {!$150,000 to $250,000|metric=production_cost|unit=money|currency=USD|low=150000|high=250000|bound=range|region=United States}. By one estimate, Americans spent {!$1.3 billion|metric=consumption|unit=money|currency=USD|both=1300000000|period=2025|status=estimate|region=United States} on such stories in 2025. "Same slap," she says. "Better lighting."

At a quarter to five the heiress forgives everyone. Lin checks the monitor, then her phone: {?scene 56 of 112}, and the rain is starting.
`,
  },
  {
    name: 'year-end-scorecard-2025.txt',
    language: 'en',
    title: 'Marking Our Own Homework: What We and Others Said About Micro-Dramas in 2025',
    publishedAt: '2026-01-09',
    text: `Marking Our Own Homework: What We and Others Said About Micro-Dramas in 2025
Screenside Weekly · 2026-01-09 11:15

Every January we go back to the numbers that were put about the January before. Some of them have aged well.

Market size. In its January 2025 outlook Kestrel Research wrote that China's micro-drama market was expected to reach {!63.4 billion yuan|metric=market_size|unit=money|currency=CNY|both=63400000000|period=2025|status=actual|worded=forecast} in 2025. A rival note from Halcyon Securities projected that the market would {!surpass 70 billion yuan|metric=market_size|unit=money|currency=CNY|low=70000000000|bound=over|period=2025|status=actual|worded=forecast} in 2025. The final count, published this week by the industry association, is {!67.8 billion yuan|metric=market_size|unit=money|currency=CNY|both=67800000000|period=2025} for 2025, up {!34.3%|metric=market_size|measure=change|unit=share|both=0.343|period=2025|base=2024} from {!50.5 billion yuan|metric=market_size|unit=money|currency=CNY|both=50500000000|period=2024} in 2024.

Audience. Brochures at the spring fairs all carried the same line: by June 2025, the user base is expected to reach {!690 million|metric=users|unit=people|both=690000000|period=2025-06|status=actual|worded=forecast}. The official survey for that month found {!696 million|metric=users|unit=people|both=696000000|period=2025-06}, so the line was about right. At the end of December 2025 the number stood at {!718 million users|metric=users|unit=people|both=718000000|period=2025-12|alsoPeriod=2025}.

Supply. Here nearly everybody was wrong. Kestrel forecast that {!45,000 new titles|metric=titles|unit=titles|both=45000|period=2025|status=actual|worded=forecast} would be released in 2025. The association's register shows {!33,200 titles|metric=titles|unit=titles|both=33200|period=2025} for the year, a drop of {!9.8%|metric=titles|measure=change|unit=share|both=-0.098|period=2025|base=2024} on 2024. Some {!18 percent|metric=titles|measure=share|unit=share|both=0.18|bound=about|period=2025|entity=AI micro-dramas} of the titles released in 2025 were made mainly with AI.

Cities. Hangzhou had set itself the target of hosting {!500 production companies|metric=companies|unit=companies|both=500|period=2025|status=target|region=Hangzhou} by the end of 2025; it got to {!573|metric=companies|unit=companies|both=573|period=2025|region=Hangzhou} by then. Xi'an paid out {!86 million yuan|metric=subsidy|unit=money|currency=CNY|both=86000000|period=2025|region=Xi'an} in subsidies in 2025.

This year's homework. Kestrel now expects the market to grow to {!78-82 billion yuan|metric=market_size|unit=money|currency=CNY|low=78000000000|high=82000000000|bound=range|period=2026|status=forecast} in 2026. We are more careful: we see {!around 75 billion yuan|metric=market_size|unit=money|currency=CNY|both=75000000000|bound=about|period=2026|status=forecast} for the same year. See you in January 2027.
`,
  },
];
