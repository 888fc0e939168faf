import type { HandWritten } from '../pages.ts';

/** English pages of newsrooms, houses of research, ministries and firms; all names and figures are invented. */
export const englishNewsroom: readonly HandWritten[] = [
  {
    name: 'en1-wire.txt',
    language: 'en',
    title: 'Chinese micro-drama market tops 50 billion in 2024, overtaking cinema',
    publishedAt: '2025-03-12',
    text: `Chinese micro-drama market {!tops 50 billion|metric=market_size|unit=money|low=50000000000|bound=over|period=2024} in 2024, overtaking cinema
Eastlake Newswire · 2025-03-12 16:40

BEIJING, March 12 -- China's market for micro-short dramas grew to {!50.44 billion yuan|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024} ({?about $6.96 billion}) in 2024 from {!37.39 billion yuan|metric=market_size|unit=money|currency=CNY|both=37390000000|period=2023} a year earlier, an industry federation said on Wednesday.

The increase of {!34.9 percent|metric=market_size|measure=change|unit=share|both=0.349|period=2024|base=2023} put the format ahead of cinema for the first time. Film box office in 2024 came to {!42.5 billion yuan|metric=box_office|unit=money|currency=CNY|both=42500000000|period=2024|entity=film}, down {!22.6 percent|metric=box_office|measure=change|unit=share|both=-0.226|period=2024|base=2023|entity=film} from 2023.

At the end of December 2024, {!662 million people|metric=users|unit=people|both=662000000|period=2024-12|alsoPeriod=2024} in the country watched micro-dramas, according to the federation's report, equal to {!59.7 percent|metric=penetration|measure=share|unit=share|both=0.597|period=2024-12|alsoPeriod=2024} of all internet users. As recently as 2021 the market was worth just {!3.68 billion yuan|metric=market_size|unit=money|currency=CNY|both=3680000000|period=2021}.

{!Some 83,000 companies|metric=companies|unit=companies|both=83000|bound=about|period=2024} were active in it at the end of 2024.

The federation expects the market to expand to {!63.43 billion yuan|metric=market_size|unit=money|currency=CNY|both=63430000000|period=2025|status=forecast} this year and to {!exceed 85 billion yuan|metric=market_size|unit=money|currency=CNY|low=85000000000|bound=over|period=2027|status=forecast} by 2027. Growth beyond that would probably settle in the {?low single digits}, it added, without giving a figure.

The report, the federation's fourth, was drawn up with Qinglan Data on the basis of a survey of {?1,240 producers} held between October 8 and November 30.
`,
  },

  {
    name: 'en1-feature.txt',
    language: 'en',
    title: 'Ninety seconds at a time: the women who shoot China’s vertical dramas',
    publishedAt: '2025-07-19',
    text: `Ninety seconds at a time: the women who shoot China’s vertical dramas
The Harbour Courier, Weekend · By Priya Sandoval in Hengdian · 19 July 2025

It is 5:40 in the morning and Lin Yue, director of “The Heiress Returns at Noon” ({?78 episodes}), has slept for {?four hours}. “Nobody here asks what day it is,” she says, peeling a boiled egg. “They ask which number the scene has.”

Hengdian, the studio town in Zhejiang, was built for emperors. In 2024 it played host to {!1,260 vertical productions|metric=titles|unit=titles|both=1260|period=2024|region=Hengdian|entity=vertical productions}, {!four times|metric=titles|measure=multiple|unit=times|both=4|period=2024|base=2022|region=Hengdian|entity=vertical productions} as many as in 2022.

“In 2023 I could make a whole show for {!200,000 to 300,000 yuan|metric=production_cost|unit=money|currency=CNY|low=200000|high=300000|bound=range|period=2023},” says Ms Lin. “In 2024 the bill came to {!between half a million and 700,000 yuan|metric=production_cost|unit=money|currency=CNY|low=500000|high=700000|bound=range|period=2024}, and this year a costume drama costs {!well over a million yuan|metric=production_cost|unit=money|currency=CNY|low=1000000|bound=over|period=2025|entity=costume dramas}.” The average shoot lasted {!seven days|metric=project_days|unit=days|both=7|period=2024} in 2024, down from {!twelve days|metric=project_days|unit=days|both=12|period=2022} in 2022.

Who watches? According to Qinglan Data, {!two-thirds|metric=users|measure=share|unit=share|both=0.6666666667|period=2024|entity=female users} of the audience in 2024 were women, and {!one in four|metric=paying_rate|measure=share|unit=share|both=0.25|period=2024} viewers paid for at least an episode over the course of that year. Those who paid spent {!about 32 yuan a month|metric=arpu|unit=money|currency=CNY|both=32|bound=about|period=2024} on average.

“My mother watches {?two hours a day}” is a sentence I hear from almost everybody on set. The mothers are ahead of the curve: users spent {!101 minutes|metric=usage_time|unit=minutes|both=101|period=2024-12|alsoPeriod=2024} a day with micro-dramas in December 2024, against {!90 minutes|metric=usage_time|unit=minutes|both=90|period=2023-12|alsoPeriod=2023} in the same month of 2023.

Not everyone is charmed. “Of {?every hundred shows} that go online, {?five} make money,” says Gao Wenbin, an accountant to several studios, who asked that I should not write down which. “The rest are tuition fees.”

By noon scene 31 is in the can. Ms Lin looks at her telephone, then at the sky. “{?Twenty} more,” she says. Room 204, where the editors sit, has had its lights on since Sunday.
`,
  },

  {
    name: 'en1-press-release.txt',
    language: 'en',
    title: 'Micro-Drama Market Outside China to Reach US$9.5 Billion by 2030, Says Marlowe Finch',
    publishedAt: '2025-09-03',
    text: `Micro-Drama Market Outside China to Reach {!US$9.5 Billion|metric=market_size|unit=money|currency=USD|both=9500000000|period=2030|region=Overseas|status=forecast} by 2030, Says Marlowe Finch
Marlowe Finch Research · Press release · 3 September 2025

SINGAPORE, 3 September 2025 – Valued at an estimated {!US$1.4 billion|metric=market_size|unit=money|currency=USD|both=1400000000|period=2024|region=Overseas|status=estimate} in 2024, the market for micro-dramas outside China is forecast to climb to {!US$9.5 billion|metric=market_size|unit=money|currency=USD|both=9500000000|period=2030|region=Overseas|status=forecast} in 2030, according to the third edition of Marlowe Finch's Vertical Video Tracker. This represents a compound annual growth rate of {!37.6%|metric=market_size|measure=cagr|unit=share|both=0.376|period=2024..2030|base=2024|region=Overseas|status=forecast} between 2024 and 2030.

Key findings

• The United States, with a market of {!US$819 million|metric=market_size|unit=money|currency=USD|both=819000000|period=2024|region=United States} in 2024, will still be the largest in 2030.
• Over the same six years Latin America is set to be the quickest to grow: its CAGR is projected at {!more than 50%|metric=market_size|measure=cagr|unit=share|low=0.5|bound=over|period=2024..2030|base=2024|region=Latin America|status=forecast}, against {!24%|metric=market_size|measure=cagr|unit=share|both=0.24|period=2024..2030|base=2024|region=Japan|status=forecast} for Japan.
• In 2024, subscriptions, single-episode purchases and advertising brought in {!41%|metric=revenue|measure=share|unit=share|both=0.41|period=2024|region=Overseas|entity=subscriptions}, {!47%|metric=revenue|measure=share|unit=share|both=0.47|period=2024|region=Overseas|entity=single-episode purchases} and {!12%|metric=revenue|measure=share|unit=share|both=0.12|period=2024|region=Overseas|entity=advertising} of revenue respectively. By 2030 the share of advertising in revenue should {!approach 30%|metric=revenue|measure=share|unit=share|high=0.3|bound=nearly|period=2030|region=Overseas|entity=advertising|status=forecast}.
• The number of apps with a catalogue of original titles, {!fewer than 30|metric=apps|unit=apps|high=30|bound=under|period=2022|region=Overseas} at the end of 2022, stood at {!231|metric=apps|unit=apps|both=231|period=2025-06|region=Overseas} in June 2025.

“Acquisition cost is the elephant in the room,” said Tobias Achterberg, Principal Analyst. “Advertising spend of the {?ten} largest apps {!doubled|metric=ad_spend|measure=multiple|unit=times|both=2|period=2024|base=2023|region=Overseas|entity=ten largest apps} in 2024 compared with 2023.”

China, which the forecast leaves out, is put at {!US$7 billion|metric=market_size|unit=money|currency=USD|both=7000000000|period=2024|status=estimate} for 2024.

About Marlowe Finch
Marlowe Finch has covered digital video since 2009. Media contact: +65 6555 0142.
`,
  },

  {
    name: 'en1-results.txt',
    language: 'en',
    title: 'Lumen Reel Holdings Announces Third Quarter 2025 Results',
    publishedAt: '2025-11-20',
    text: `Lumen Reel Holdings Announces Third Quarter 2025 Results
Lumen Reel Holdings Limited · Hong Kong, November 20, 2025

Third Quarter 2025 Highlights

Total revenues for the third quarter of 2025 were {!RMB3.82 billion|metric=revenue|unit=money|currency=CNY|both=3820000000|period=2025-Q3|entity=Lumen Reel} ({?US$536.6 million}), an increase of {!29.5%|metric=revenue|measure=change|unit=share|both=0.295|period=2025-Q3|base=2024-Q3|entity=Lumen Reel} from {!RMB2.95 billion|metric=revenue|unit=money|currency=CNY|both=2950000000|period=2024-Q3|entity=Lumen Reel} in the corresponding period of 2024.

Average MAUs of the free-to-watch app in the third quarter of 2025 were {!214.6 million|metric=mau|unit=people|both=214600000|period=2025-Q3|entity=Lumen Reel}, compared with {!181.4 million|metric=mau|unit=people|both=181400000|period=2024-Q3|entity=Lumen Reel} in the same period of 2024.

Average daily time spent per DAU was {!84.3 minutes|metric=usage_time|unit=minutes|both=84.3|period=2025-Q3|entity=Lumen Reel} in the third quarter of 2025, versus {!79.0 minutes|metric=usage_time|unit=minutes|both=79|period=2024-Q3|entity=Lumen Reel} a year earlier.

Business Review

Advertising remained the engine of the quarter. Advertising revenues rose {!46.2%|metric=revenue|measure=change|unit=share|both=0.462|period=2025-Q3|base=2024-Q3|entity=Lumen Reel advertising} year on year to {!RMB2.41 billion|metric=revenue|unit=money|currency=CNY|both=2410000000|period=2025-Q3|entity=Lumen Reel advertising} in the third quarter of 2025, whereas revenues from paid unlocking slipped by {!5.1%|metric=revenue|measure=change|unit=share|both=-0.051|period=2025-Q3|base=2024-Q3|entity=Lumen Reel paid unlocking} to {!RMB0.93 billion|metric=revenue|unit=money|currency=CNY|both=930000000|period=2025-Q3|entity=Lumen Reel paid unlocking}. As a percentage of total revenues, advertising increased to {!63.1%|metric=revenue|measure=share|unit=share|both=0.631|period=2025-Q3|entity=Lumen Reel advertising} in the third quarter of 2025.

The number of paying users was {!9.7 million|metric=paying_users|unit=people|both=9700000|period=2025-09-30|alsoPeriod=2025-09|entity=Lumen Reel} as of September 30, 2025.

During the first nine months of 2025 the company released {!2,318 titles|metric=titles|unit=titles|both=2318|period=2025-01..2025-09|entity=Lumen Reel}, {!nearly 300|metric=titles|unit=titles|high=300|bound=nearly|period=2025-01..2025-09|entity=Lumen Reel AI-assisted titles} of which were produced with the help of generative AI.

Outlook

For the fourth quarter of 2025, the Company expects total revenues to be between {!RMB3.9 billion and RMB4.1 billion|metric=revenue|unit=money|currency=CNY|low=3900000000|high=4100000000|bound=range|period=2025-Q4|entity=Lumen Reel|status=forecast}, representing year-on-year growth of {!approximately 18% to 24%|metric=revenue|measure=change|unit=share|low=0.18|high=0.24|bound=range|period=2025-Q4|base=2024-Q4|entity=Lumen Reel|status=forecast}.

Conference Call
The management will hold a call at 8:00 p.m. Hong Kong time. Passcode: 5520417. Translations of Renminbi into US dollars were made at {?RMB7.1190 to US$1.00}.
`,
  },

  {
    name: 'en1-note.md',
    language: 'en',
    title: 'China micro-drama: the free model has won, now the margins',
    publishedAt: '2025-12-08',
    text: `# China micro-drama: the free model has won, now the margins

*Castellan Partners · Sector note 14 · 8 December 2025*

We raise our numbers. Our new forecast for the market in 2025 is {!RMB 67.8bn|metric=market_size|unit=money|currency=CNY|both=67800000000|period=2025|status=forecast}, {?7% above} the old one; for 2026 we now expect {!RMB 81.4bn|metric=market_size|unit=money|currency=CNY|both=81400000000|period=2026|status=forecast}.

## Summary of forecasts

| RMB bn | 2024A | 2025F | 2026F |
|---|---:|---:|---:|
| Market size | {!50.4|metric=market_size|unit=money|currency=CNY|both=50400000000|period=2024} | {!67.8|metric=market_size|unit=money|currency=CNY|both=67800000000|period=2025|status=forecast} | {!81.4|metric=market_size|unit=money|currency=CNY|both=81400000000|period=2026|status=forecast} |
| Advertising revenue | {!28.5|metric=revenue|unit=money|currency=CNY|both=28500000000|period=2024|entity=advertising} | {!47.2|metric=revenue|unit=money|currency=CNY|both=47200000000|period=2025|entity=advertising|status=forecast} | {!61.6|metric=revenue|unit=money|currency=CNY|both=61600000000|period=2026|entity=advertising|status=forecast} |

Source: Castellan Partners. A = actual, F = forecast.

| Users | Dec 2024 | Dec 2026E |
|---|---|---|
| Users (m) | {!662|metric=users|unit=people|both=662000000|period=2024-12|alsoPeriod=2024} | {!735|metric=users|unit=people|both=735000000|period=2026-12|alsoPeriod=2026|status=forecast} |
| Share of internet users (%) | {!59.7|metric=penetration|measure=share|unit=share|both=0.597|period=2024-12|alsoPeriod=2024} | {!64.8|metric=penetration|measure=share|unit=share|both=0.648|period=2026-12|alsoPeriod=2026|status=forecast} |

## Three points

1. **Free has won.** Advertising made up {!33%|metric=revenue|measure=share|unit=share|both=0.33|period=2023|entity=advertising} of industry revenue in 2023 and {!57%|metric=revenue|measure=share|unit=share|both=0.57|period=2024|entity=advertising} in 2024; on our forecasts it goes to {!70%|metric=revenue|measure=share|unit=share|both=0.7|period=2025|entity=advertising|status=forecast} in 2025.
2. **Concentration.** The {?two} biggest platforms held a combined market share of {!just over 61%|metric=market_share|measure=share|unit=share|low=0.61|bound=over|period=2024|entity=two biggest platforms} in 2024, {!9 percentage points|metric=market_share|measure=change|unit=points|both=0.09|period=2024|base=2023|entity=two biggest platforms} more than in 2023.
3. **Cost.** A premium title cost {!RMB1.2m-2.0m|metric=production_cost|unit=money|currency=CNY|low=1200000|high=2000000|bound=range|period=2025-H1|entity=premium titles} to make in the first half of 2025, up from {!RMB0.8m-1.0m|metric=production_cost|unit=money|currency=CNY|low=800000|high=1000000|bound=range|period=2024-H1|entity=premium titles} in the first half of 2024.
`,
  },

  {
    name: 'en1-apps.txt',
    language: 'en',
    title: 'Short Drama Apps in Q1 2025: Revenue Nearly Quadruples as Brazil and Indonesia Drive Installs',
    publishedAt: '2025-04-22',
    text: `Short Drama Apps in Q1 2025: Revenue {!Nearly Quadruples|metric=revenue|measure=multiple|unit=times|high=4|bound=nearly|period=2025-Q1|base=2024-Q1|region=Global} as Brazil and Indonesia Drive Installs
StoreLens Insights | Dao Minh Khoa, Mobile Insights Analyst | April 22, 2025

In Q1 2025, short drama apps generated {!close to $700 million|metric=revenue|unit=money|currency=USD|high=700000000|bound=nearly|period=2025-Q1|region=Global} in in-app purchase revenue worldwide on the App Store and Google Play. That compares with {!$178 million|metric=revenue|unit=money|currency=USD|both=178000000|period=2024-Q1|region=Global} in Q1 2024. Since the first of these apps came to the stores, global in-app purchase revenue has accumulated to {!$2.3 billion|metric=revenue|unit=money|currency=USD|both=2300000000|period=2025-03|region=Global} as of March 2025.

Where the money comes from
The United States was again the biggest earner. Players – or rather viewers – there spent {!$349 million|metric=revenue|unit=money|currency=USD|both=349000000|period=2025-Q1|region=United States} in Q1 2025, or {!49.9%|metric=revenue|measure=share|unit=share|both=0.499|period=2025-Q1|region=United States} of the global total. Japan followed with {!$43.6 million|metric=revenue|unit=money|currency=USD|both=43600000|period=2025-Q1|region=Japan} in the quarter. Revenue in Mexico soared by {!310%|metric=revenue|measure=change|unit=share|both=3.1|period=2025-Q1|base=2024-Q1|region=Mexico} year over year in Q1 2025.

Where the installs come from
Downloads in Q1 2025 totaled {!over 370 million|metric=downloads|unit=downloads|low=370000000|bound=over|period=2025-Q1|region=Global} globally, {!6.2 times|metric=downloads|measure=multiple|unit=times|both=6.2|period=2025-Q1|base=2024-Q1|region=Global} the level of Q1 2024. Southeast Asia and Latin America supplied {!27%|metric=downloads|measure=share|unit=share|both=0.27|period=2025-Q1|region=Southeast Asia} and {!26%|metric=downloads|measure=share|unit=share|both=0.26|period=2025-Q1|region=Latin America} of them, respectively. Indonesia alone contributed {!41 million downloads|metric=downloads|unit=downloads|both=41000000|period=2025-Q1|region=Indonesia} in the quarter, more than Brazil.

Leaders
ReelHarbor ranked {!No. 1|metric=rank|measure=rank|unit=rank|both=1|period=2025-Q1|region=Global|entity=ReelHarbor} by revenue in Q1 2025, with {!$130 million|metric=revenue|unit=money|currency=USD|both=130000000|period=2025-Q1|region=Global|entity=ReelHarbor} in in-app purchases, a gain of {!31%|metric=revenue|measure=change|unit=share|both=0.31|period=2025-Q1|base=2024-Q4|region=Global|entity=ReelHarbor} quarter over quarter. {!Seven|metric=apps|unit=apps|both=7|period=2025-Q1|region=United States|entity=short drama apps} of the {?20} top-grossing entertainment apps in the United States in Q1 2025 were short drama apps.

Note: StoreLens figures are gross, leave out third-party Android stores, and were retrieved on April 17. Version 3.2 of our methodology applies.
`,
  },

  {
    name: 'en1-notice.txt',
    language: 'en',
    title: 'Several Measures of Xiamen Municipality for Supporting the High-Quality Development of Micro-Short Dramas (Translation)',
    publishedAt: '2025-05-09',
    text: `Several Measures of Xiamen Municipality for Supporting the High-Quality Development of Micro-Short Dramas (Translation)
Source: Xiamen Municipal Bureau of Culture · Date: 2025-05-09 · Document No. Xia Wen Lü [2025] 27

To all district people's governments and all units concerned:

Article 1 (Filming). For a micro-short drama {!at least 60%|metric=subsidy|measure=threshold|unit=share|low=0.6|bound=at_least|region=Xiamen|status=policy} of whose scenes are shot within the city and whose actual production investment is {!not less than RMB 800,000|metric=subsidy|measure=threshold|unit=money|currency=CNY|low=800000|bound=at_least|region=Xiamen|status=policy}, a subsidy of {!20%|metric=subsidy|measure=share|unit=share|both=0.2|region=Xiamen|status=policy} of the expenditure incurred locally shall be granted, {!up to a maximum of RMB 300,000|metric=subsidy|measure=cap|unit=money|currency=CNY|high=300000|bound=at_most|region=Xiamen|status=policy} per project. Subsidies received by one company under this Article {!shall not exceed RMB 3 million|metric=subsidy|measure=cap|unit=money|currency=CNY|high=3000000|bound=at_most|region=Xiamen|status=policy} in any one year.

Article 2 (Distribution). A work premiered on a key online platform whose views reach {!100 million or more|metric=subsidy|measure=threshold|unit=views|low=100000000|bound=at_least|region=Xiamen|status=policy} within {?90 days} shall be given a one-off award of {!RMB 200,000|metric=subsidy|unit=money|currency=CNY|both=200000|region=Xiamen|status=policy}. A work broadcast on a satellite television channel at provincial level or above shall be given an award of {!RMB 500,000|metric=subsidy|unit=money|currency=CNY|both=500000|region=Xiamen|status=policy}.

Article 3 (Going global). Enterprises whose annual export revenue from micro-short dramas {!exceeds US$1 million|metric=subsidy|measure=threshold|unit=money|currency=USD|low=1000000|bound=over|region=Xiamen|status=policy} shall be supported at the rate of {!5%|metric=subsidy|measure=share|unit=share|both=0.05|region=Xiamen|status=policy} of that revenue, with annual support for each enterprise {!capped at RMB 1.5 million|metric=subsidy|measure=cap|unit=money|currency=CNY|high=1500000|bound=at_most|region=Xiamen|status=policy}. For translation and dubbing, a subsidy of {!RMB 300 per minute|metric=subsidy|unit=money|currency=CNY|both=300|region=Xiamen|status=policy} shall be paid for each language.

Article 4 (Bases). Shooting bases with a floor area of {?10,000 square metres} or above which have served {!no fewer than 50 productions|metric=subsidy|measure=threshold|unit=titles|low=50|bound=at_least|region=Xiamen|status=policy} in a year may, upon appraisal, receive a construction subsidy of {!at most RMB 2 million|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|region=Xiamen|status=policy}.

Article 5 (Fund). The municipal finance department shall take the lead in establishing a micro-short drama industry fund with a target size of {!RMB 500 million|metric=fund_size|unit=money|currency=CNY|both=500000000|region=Xiamen|status=target}.

Article 6 (Talent). Screenwriters recognised as high-level talent shall enjoy a housing allowance of {!RMB 2,000 to 5,000 per month|metric=subsidy|unit=money|currency=CNY|low=2000|high=5000|bound=range|region=Xiamen|status=policy}.

Article 7. These Measures shall enter into force {?30 days} after promulgation and remain in force until 31 May 2028. Where a project meets the conditions of several articles, the higher amount shall be granted and no more. Consultation hotline: 0592-5558 0133.
`,
  },

  {
    name: 'en1-digest.txt',
    language: 'en',
    title: '微短剧出海与AI漫剧双轮驱动,谁在赚钱?',
    publishedAt: '2026-01-14',
    text: `微短剧出海与AI漫剧双轮驱动,谁在赚钱?
蓝鲸港观察·2026-01-14 09:12

Core Insights - The micro-short drama market in China surged from {!3.68 billion yuan|metric=market_size|unit=money|currency=CNY|both=3680000000|period=2021} in 2021 to {!50.44 billion yuan|metric=market_size|unit=money|currency=CNY|both=50440000000|period=2024} in 2024, achieving a compound annual growth rate of {!139%|metric=market_size|measure=cagr|unit=share|both=1.39|period=2021..2024|base=2021} over this period [2][3] - By June 2025, the number of micro-short drama users was expected to reach {!696 million|metric=users|unit=people|both=696000000|period=2025-06|worded=forecast}, covering {!62.0%|metric=penetration|measure=share|unit=share|both=0.62|period=2025-06|worded=forecast} of internet users [4] Group 1: Overseas Expansion - In 2025, overseas revenue of Chinese micro-drama applications is estimated at {!2.4 billion USD|metric=revenue|unit=money|currency=USD|both=2400000000|period=2025|region=Overseas|status=estimate}, compared with the {!1.1 billion USD|metric=revenue|unit=money|currency=USD|both=1100000000|period=2024|region=Overseas} reached in 2024 [6] - Chinese companies operated {!more than 300 apps|metric=apps|unit=apps|low=300|bound=over|period=2025|region=Overseas} abroad by the end of 2025 [6][7] - The cost of a locally shot drama in North America ranged from {!150,000 to 200,000 USD|metric=production_cost|unit=money|currency=USD|low=150000|high=200000|bound=range|period=2025|region=North America} in 2025, while a translated title costs only a fraction of that [8] Group 2: Rise of AI Comic Dramas - The number of AI comic dramas released in 2025 reached {!46,000|metric=titles|unit=titles|both=46000|period=2025|entity=AI comic dramas}, a year-on-year increase of {!603%|metric=titles|measure=change|unit=share|both=6.03|period=2025|base=2024|entity=AI comic dramas} [9] - AI has lowered the production cost to {!below 1,000 yuan per minute|metric=production_cost|unit=money|currency=CNY|high=1000|bound=under|entity=AI comic dramas}, compared to {!2,000-5,000 yuan per minute|metric=production_cost|unit=money|currency=CNY|low=2000|high=5000|bound=range|period=2023|entity=AI comic dramas} in 2023 [9][10] - The market for AI comic dramas is projected to {!surpass 24 billion yuan|metric=market_size|unit=money|currency=CNY|low=24000000000|bound=over|period=2026|entity=AI comic dramas|status=forecast} in 2026 [11] Group 3: Platform Competition - The monthly active users of Banxia Theatre reached {!237 million|metric=mau|unit=people|both=237000000|period=2025-11|entity=Banxia Theatre} in November 2025, representing a {!19.4%|metric=mau|measure=change|unit=share|both=0.194|period=2025-11|base=2024-11|entity=Banxia Theatre} year-on-year growth and placing it {!third|metric=rank|measure=rank|unit=rank|both=3|period=2025-11|entity=Banxia Theatre} among online video apps [13] - Platforms keep raising the share of revenue that goes to producers [14] Group 4: Risks and Regulation - The content depth remains a challenge, as homogeneous storylines cause audience fatigue [15] - Regulators removed titles for violations throughout 2025 [16]

微短剧出海与AI漫剧双轮驱动,谁在赚钱? - Tuanbao
`,
  },

  {
    name: 'en1-table.html',
    language: 'en',
    title: 'Micro-drama filings in the first half of 2024',
    publishedAt: '2024-08-30',
    text: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Micro-drama filings in the first half of 2024 – Ledger of Screens</title>
<meta property="article:published_time" content="2024-08-30T10:05:00+08:00">
</head>
<body>
<nav><a href="/">Home</a> <a href="/data">Data</a> <a href="/about">About</a></nav>
<article>
<h1>Micro-drama filings in the first half of 2024</h1>
<p class="byline">Ledger of Screens · 30 August 2024</p>
<p>Between January and June 2024, China's regulator accepted filings for {!1,732 micro-dramas|metric=filings|unit=titles|both=1732|period=2024-H1} with {!101,480 episodes|metric=episodes|unit=episodes|both=101480|period=2024-H1} altogether. Compared with the first half of 2023, the number of filings was {!8.6%|metric=filings|measure=change|unit=share|both=-0.086|period=2024-H1|base=2023-H1} lower.</p>
<p>Urban stories took {!just under half|metric=filings|measure=share|unit=share|high=0.5|bound=under|period=2024-H1|entity=urban stories} of the filings in the first half of 2024; costume stories, {!a fifth|metric=filings|measure=share|unit=share|both=0.2|period=2024-H1|entity=costume stories}.</p>
<table>
<caption>Filings accepted by month</caption>
<thead><tr><th>Month</th><th>Filings (titles)</th><th>Episodes</th></tr></thead>
<tbody>
<tr><td>January 2024</td><td>{!348|metric=filings|unit=titles|both=348|period=2024-01}</td><td>{!19,873|metric=episodes|unit=episodes|both=19873|period=2024-01}</td></tr>
<tr><td>February 2024</td><td>{!212|metric=filings|unit=titles|both=212|period=2024-02}</td><td>{!12,206|metric=episodes|unit=episodes|both=12206|period=2024-02}</td></tr>
</tbody>
</table>
<p>Zhejiang filed {!264 titles|metric=filings|unit=titles|both=264|period=2024-H1|region=Zhejiang} in the first half of 2024, which ranked it {!second|metric=filings|measure=rank|unit=rank|both=2|period=2024-H1|region=Zhejiang} behind Guangdong. We expect {!3,400 to 3,600 filings|metric=filings|unit=titles|low=3400|high=3600|bound=range|period=2024|status=forecast} for 2024 as a whole. In 2023 there were {!3,574|metric=filings|unit=titles|both=3574|period=2023}.</p>
</article>
<footer>© 2024 Ledger of Screens. ICP 10023467. Read next: Top 50 studios</footer>
<script>var views = 48213;</script>
</body>
</html>
`,
  },

  {
    name: 'en1-tradeshow.txt',
    language: 'en',
    title: 'Cannes notebook: vertical is no longer a side room',
    publishedAt: '2025-10-17',
    text: `Cannes notebook: vertical is no longer a side room
Rights & Reels, trade weekly · 17 October 2025 · Hall 3, Stand C12

The micro-drama summit at this year's autumn market drew {?420 delegates} to a hall meant for {?250}. Below, what we heard between Monday and Thursday.

GLOBAL NUMBERS. Opening the day, Ingrid Solheim of consultancy Northmere put worldwide micro-drama revenue for 2025 at {!$11bn|metric=revenue|unit=money|currency=USD|both=11000000000|period=2025|region=Global|status=estimate}, {!83%|metric=revenue|measure=share|unit=share|both=0.83|period=2025|status=estimate} of it from China. The total should come to {!$14bn|metric=revenue|unit=money|currency=USD|both=14000000000|period=2026|region=Global|status=forecast} by the end of 2026.

KOREA. Seoul's Pixel Hanok is slated to launch {!45 originals|metric=titles|unit=titles|both=45|period=2026|region=South Korea|entity=Pixel Hanok|status=forecast} in 2026. Budgets at the studio ran to {!100-150 million won|metric=production_cost|unit=money|currency=KRW|low=100000000|high=150000000|bound=range|period=2025|region=South Korea|entity=Pixel Hanok} a title in 2025. The Korean market is pegged at {!650 billion won|metric=market_size|unit=money|currency=KRW|both=650000000000|period=2024|region=South Korea|status=estimate} for 2024.

UK. London's Tall Story Pictures has closed a fund of {!£12m|metric=fund_size|unit=money|currency=GBP|both=12000000|region=United Kingdom|entity=Tall Story Pictures} for vertical originals. A series at the firm costs {!around £120,000|metric=production_cost|unit=money|currency=GBP|both=120000|bound=about|region=United Kingdom|entity=Tall Story Pictures}, “catering and rain included”.

INDIA. Kathakali Clips says it {!crossed 10 million monthly active users|metric=mau|unit=people|low=10000000|bound=over|period=2025-08|region=India|entity=Kathakali Clips} in August 2025. Subscriptions cost {!₹99 a week|metric=price|unit=money|currency=INR|both=99|region=India|entity=Kathakali Clips}.

GERMANY. Public money arrives: the Rhineland film fund covers {!40%|metric=subsidy|measure=share|unit=share|both=0.4|region=Germany|status=policy} of the cost of a vertical series, {!with a ceiling of €200,000|metric=subsidy|measure=cap|unit=money|currency=EUR|high=200000|bound=at_most|region=Germany|status=policy} a project.

CHINA. The delegation brought {!62 companies|metric=companies|unit=companies|both=62|period=2025|entity=exhibiting companies} this year; last year there were {!27 companies|metric=companies|unit=companies|both=27|period=2024|entity=exhibiting companies}. Letters of intent signed on the spot were worth {?$38.5m}.

OVERHEARD. “{?Ten thousand} hooks a day and not one ending.” Next edition: 12–15 October 2026.
`,
  },

  {
    name: 'en1-plan.txt',
    language: 'en',
    title: 'Xi’an sets out three-year plan to make micro-dramas a 15 billion-yuan industry',
    publishedAt: '2025-06-26',
    text: `Xi’an sets out three-year plan to make micro-dramas a {!15 billion-yuan|metric=market_size|unit=money|currency=CNY|both=15000000000|region=Xi'an|status=target} industry
Northwest Business Daily · 2025-06-26 07:30

Xi’an wants its micro-drama industry to reach an annual output value of {!15 billion yuan|metric=market_size|unit=money|currency=CNY|both=15000000000|period=2027|region=Xi'an|status=target} by 2027, according to a three-year action plan that the municipal government made public on Wednesday.

The city starts from a strong position. At the end of 2024 it counted {!526 production companies|metric=companies|unit=companies|both=526|period=2024|region=Xi'an}, up from {!fewer than 90|metric=companies|unit=companies|high=90|bound=under|period=2021|region=Xi'an} at the end of 2021, and {!upwards of 18,000 practitioners|metric=practitioners|unit=people|low=18000|bound=over|period=2024|region=Xi'an}. Output value last year amounted to {!4.7 billion yuan|metric=market_size|unit=money|currency=CNY|both=4700000000|period=2024|region=Xi'an}, a rise of {!35 per cent|metric=market_size|measure=change|unit=share|both=0.35|period=2024|base=2023|region=Xi'an} on 2023. {!One in ten|metric=titles|measure=share|unit=share|both=0.1|period=2024|region=Xi'an} of all micro-dramas that went online in China in 2024 was shot in the city.

Under the plan, Xi’an will endeavour to attract or nurture {!20 leading enterprises|metric=companies|unit=companies|both=20|period=2027|region=Xi'an|entity=leading enterprises|status=target}, and to complete {!eight shooting bases|metric=shooting_bases|unit=places|both=8|period=2027|region=Xi'an|status=target}, by 2027. It aims to turn out {!at least 3,000 titles a year|metric=titles|unit=titles|low=3000|bound=at_least|period=2027|region=Xi'an|status=target} by the same date; in 2024 the tally was {!1,840|metric=titles|unit=titles|both=1840|period=2024|region=Xi'an}. For employment the goal is {!50,000|metric=practitioners|unit=people|both=50000|period=2027|region=Xi'an|status=target} practitioners by 2027.

An intermediate goal is set for 2026, when output value is to {!top 10 billion yuan|metric=market_size|unit=money|currency=CNY|low=10000000000|bound=over|period=2026|region=Xi'an|status=target}.

Money will follow. The city is to put up {?100 million yuan} a year in special funds. Studios can reclaim {!15 per cent|metric=subsidy|measure=share|unit=share|both=0.15|region=Xi'an|status=policy} of their rental costs, {!to a limit of 600,000 yuan|metric=subsidy|measure=cap|unit=money|currency=CNY|high=600000|bound=at_most|region=Xi'an|status=policy} per company a year.

“Chongqing and Zhengzhou are not asleep,” conceded Bai Shaofeng of the city's culture bureau. Zhengzhou, for its part, produced {!3,062 micro-dramas|metric=titles|unit=titles|both=3062|period=2024|region=Zhengzhou} in 2024.
`,
  },

  {
    name: 'en1-profile.txt',
    language: 'en',
    title: 'Company profile: Starfern, the house that hooks built',
    publishedAt: '2024-11-05',
    text: `Company profile: Starfern, the house that hooks built
The Platform Review · Issue 88 · November 5, 2024

Founded in Chengdu in 2019 by two former web-novel editors, Starfern was for years a small seller of audio books. In 2022 its revenue was {!RMB 64 million|metric=revenue|unit=money|currency=CNY|both=64000000|period=2022|entity=Starfern}. A year later it was {!RMB 410 million|metric=revenue|unit=money|currency=CNY|both=410000000|period=2023|entity=Starfern}; in the first half of 2024, {!RMB 395 million|metric=revenue|unit=money|currency=CNY|both=395000000|period=2024-H1|entity=Starfern}. For 2024 as a whole the founders reckon with {!RMB 850 million|metric=revenue|unit=money|currency=CNY|both=850000000|period=2024|entity=Starfern|status=forecast}, which would be {!more than double|metric=revenue|measure=multiple|unit=times|low=2|bound=over|period=2024|base=2023|entity=Starfern|status=forecast} the figure for 2023.

At a glance
Headquarters: Chengdu, Tianfu Avenue 1268
Employees (June 2024): {?730}
Titles released in 2023: {!112|metric=titles|unit=titles|both=112|period=2023|entity=Starfern}
Paying rate in Q3 2024: {!6.4%|metric=paying_rate|measure=share|unit=share|both=0.064|period=2024-Q3|entity=Starfern}
ARPPU in Q3 2024: {!RMB 41.5|metric=arpu|unit=money|currency=CNY|both=41.5|period=2024-Q3|entity=Starfern}

What it spends
{?Four-fifths} of revenue in 2023 went straight back to the traffic platforms. Advertising spend that year came to {!RMB 328 million|metric=ad_spend|unit=money|currency=CNY|both=328000000|period=2023|entity=Starfern}, and the company put {!95,000 creatives|metric=ad_materials|unit=materials|both=95000|period=2023|entity=Starfern} into circulation. In January to September 2024 the number of creatives rose to {!140,000|metric=ad_materials|unit=materials|both=140000|period=2024-01..2024-09|entity=Starfern}.

What it owes
In May 2024 a state-backed investor from Sichuan took part in a Series B round of {!US$30 million|metric=investment|unit=money|currency=USD|both=30000000|period=2024-05|entity=Starfern}. Starfern is thought to have been valued at {?about US$210 million} at the time.

What it wants
To go abroad. The founders aim for {!30 percent|metric=revenue|measure=share|unit=share|both=0.3|period=2026|region=Overseas|entity=Starfern|status=target} of revenue from overseas by 2026; in 2023 it was {!less than 2 percent|metric=revenue|measure=share|unit=share|high=0.02|bound=under|period=2023|region=Overseas|entity=Starfern}.
`,
  },

  {
    name: 'en1-interview.txt',
    language: 'en',
    title: '“The audience forgives a cheap sofa, never a slow start”: an interview with Hou Jiaming',
    publishedAt: '2025-08-27',
    text: `“The audience forgives a cheap sofa, never a slow start”: an interview with Hou Jiaming
Screenwright Quarterly · 27 August 2025

Hou Jiaming heads content at Plumtide, a platform in Hangzhou. We met him on the 22nd floor of Building 5.

Q: Plumtide was late. How late?
A: By {?eighteen months}, I would say. When we opened in March 2024 we had {!four million monthly actives|metric=mau|unit=people|both=4000000|period=2024-03|entity=Plumtide}. In July 2025 we were at {!36 million|metric=mau|unit=people|both=36000000|period=2025-07|entity=Plumtide}, so {!nine times|metric=mau|measure=multiple|unit=times|both=9|period=2025-07|base=2024-03|entity=Plumtide} where we began.

Q: And do they stay?
A: In the first half of this year our people watched {!an hour and a half|metric=usage_time|unit=minutes|both=90|period=2025-H1|entity=Plumtide} a day. In the same half of last year it was {!55 minutes|metric=usage_time|unit=minutes|both=55|period=2024-H1|entity=Plumtide}.

Q: You do not charge viewers.
A: {!Ninety-five percent|metric=titles|measure=share|unit=share|both=0.95|entity=Plumtide free titles} of our titles are free. For the remainder the price is {!9.9 yuan|metric=price|unit=money|currency=CNY|both=9.9|entity=Plumtide} a title, not an episode. Last year advertising earned us {!1.1 billion yuan|metric=revenue|unit=money|currency=CNY|both=1100000000|period=2024|entity=Plumtide advertising}; this year we are on track for {!2 billion yuan|metric=revenue|unit=money|currency=CNY|both=2000000000|period=2025|entity=Plumtide advertising|status=forecast}.

Q: What do producers see of that?
A: In 2024 the revenue of producers from our platform was {!380 million yuan|metric=revenue|unit=money|currency=CNY|both=380000000|period=2024|entity=Plumtide revenue share}. {!Twenty-six titles|metric=titles|unit=titles|both=26|period=2024|entity=Plumtide} took home {?more than 3 million yuan} each that year. For 2025 our target is to bring that revenue to {!at least 600 million yuan|metric=revenue|unit=money|currency=CNY|low=600000000|bound=at_least|period=2025|entity=Plumtide revenue share|status=target}.

Q: Is the boom over?
A: The boom of 2023, when the market grew {!268 percent|metric=market_size|measure=change|unit=share|both=2.68|period=2023|base=2022} in a single year, yes. The habit, no. Somebody told me {!seven out of ten|metric=penetration|measure=share|unit=share|both=0.7|period=2025|status=forecast} internet users in China will watch a micro-drama this year.

Q: AI?
A: In 2026 I expect {!15 to 20 percent|metric=titles|measure=share|unit=share|low=0.15|high=0.2|bound=range|period=2026|entity=Plumtide AI titles|status=forecast} of our new titles to be made with it. It takes {?two fifths} off the cost of production. It doesn't take anything off the writing.

Q: One piece of advice for a beginner?
A: Start with the slap. Explain on episode 3.
`,
  },

  {
    name: 'en1-review.txt',
    language: 'en',
    title: '2025 in review: what was promised, what was delivered',
    publishedAt: '2026-01-05',
    text: `2025 in review: what was promised, what was delivered
Vertical Observer · 5 January 2026

A year ago almost every house had a number for 2025. We have collected them before they are forgotten.

Market size. Castlemere projected that China's micro-drama market would grow to {!63.4 billion yuan|metric=market_size|unit=money|currency=CNY|both=63400000000|period=2025|worded=forecast} in 2025. Bluepine, bolder, expected the market to hit {!68 billion yuan|metric=market_size|unit=money|currency=CNY|both=68000000000|period=2025|worded=forecast} in 2025. According to the preliminary count, the market reached {!67.8 billion yuan|metric=market_size|unit=money|currency=CNY|both=67800000000|period=2025} in 2025, compared with {!50.5 billion yuan|metric=market_size|unit=money|currency=CNY|both=50500000000|period=2024} in 2024 and {!37.4 billion yuan|metric=market_size|unit=money|currency=CNY|both=37400000000|period=2023} in 2023. Growth thus slowed to {!34 percent|metric=market_size|measure=change|unit=share|both=0.34|period=2025|base=2024} in 2025.

Audience. By June 2025, wrote the Screen Yearbook, the number of users is expected to be {!just shy of 700 million|metric=users|unit=people|high=700000000|bound=nearly|period=2025-06|worded=forecast}. When the count came in, it was {!696 million|metric=users|unit=people|both=696000000|period=2025-06} for June 2025, up {!5.1 percent|metric=users|measure=change|unit=share|both=0.051|period=2025-06|base=2024-12|alsoPeriod=2025-H1} from December 2024.

Titles. At the outset the industry was expected to put out {!40,000 new titles|metric=titles|unit=titles|both=40000|period=2025|worded=forecast} in 2025. In the event {!33,000 titles|metric=titles|unit=titles|both=33000|period=2025} went online in 2025, {!about one-eighth|metric=titles|measure=change|unit=share|both=-0.125|bound=about|period=2025|base=2024} fewer than in 2024.

Promises of cities. Jinan had set itself the target of {!200 companies|metric=companies|unit=companies|both=200|period=2025|region=Jinan|status=target} by the end of 2025 and got to {!173|metric=companies|unit=companies|both=173|period=2025|region=Jinan}.

Advertising. In 2023, 2024 and 2025, spending on advertising for micro-dramas came to {!29.8 billion|metric=ad_spend|unit=money|currency=CNY|both=29800000000|period=2023}, {!33 billion|metric=ad_spend|unit=money|currency=CNY|both=33000000000|period=2024} and {!36.1 billion yuan|metric=ad_spend|unit=money|currency=CNY|both=36100000000|period=2025} respectively.

Overseas. The download counters will, their owners predicted in spring, register {!1.5 billion downloads|metric=downloads|unit=downloads|both=1500000000|period=2025|region=Overseas|worded=forecast} abroad in 2025. For 2026 the houses are at odds: Bluepine expects overseas revenue of {!$4.1 billion|metric=revenue|unit=money|currency=USD|both=4100000000|period=2026|region=Overseas|status=forecast} in 2026, Castlemere rather less.

And 2030? Bluepine's crystal ball shows a market of {!120 billion yuan|metric=market_size|unit=money|currency=CNY|both=120000000000|period=2030|status=forecast} in 2030, for a CAGR of {!12.1 percent|metric=market_size|measure=cagr|unit=share|both=0.121|period=2025..2030|base=2025|status=forecast} from 2025. Castlemere contents itself with a CAGR of {!9 percent|metric=market_size|measure=cagr|unit=share|both=0.09|status=forecast}, span not given. We shall see.
`,
  },
];
