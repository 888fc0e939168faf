import type { HandWritten } from '../pages.ts';

/** English pages: a wire story, a research note, a trade page of HTML, a digest under a Chinese title, a city's notice, a feature. All names are invented. */
export const englishPages: readonly HandWritten[] = [
  {
    name: 'wire-quarter.txt',
    language: 'en',
    title: 'Short-drama apps defy slowdown as third-quarter revenue climbs',
    publishedAt: '2025-10-21',
    text: `Short-drama apps defy slowdown as third-quarter revenue climbs

By Nora Falk
Meridian Wire, Oct 21, 2025, 06:45 GMT

SINGAPORE - Apps that serve minute-long soap operas took in {!$702 million|metric=revenue|unit=money|currency=USD|both=702000000|period=2025-Q3|region=Overseas} from viewers outside China in the July-September quarter, {!a tenth|metric=revenue|measure=change|unit=share|both=0.1|period=2025-Q3|base=2025-Q2|region=Overseas} more than in the three months before, according to Tidewater Intelligence.

Downloads were flat at {!310 million|metric=downloads|unit=downloads|both=310000000|period=2025-Q3|region=Overseas}, the firm said on Tuesday, after {!308.5 million|metric=downloads|unit=downloads|both=308500000|period=2025-Q2|region=Overseas} in the second quarter.

The United States remained the biggest source of money, with {!49%|metric=revenue|measure=share|unit=share|both=0.49|period=2025-Q3|region=United States|alsoPeriod=null} of the total, though its share has slipped by {!three percentage points|metric=revenue|measure=change|unit=points|both=-0.03|period=2025-Q3|region=United States|alsoPeriod=null} since January. Japan followed with {!11%|metric=revenue|measure=share|unit=share|both=0.11|period=2025-Q3|region=Japan|alsoPeriod=null}.

"Nobody is losing sleep over subscriber numbers," said Ana Brandt, who follows the sector for Tidewater. "What worries them is that it now costs {!more than $9|metric=ad_spend|unit=money|currency=USD|low=9|bound=over|period=null} to win a paying viewer. Two years ago it was {!under four|metric=ad_spend|unit=money|high=4|bound=under|period=2023}."

At home, the market is expected to end 2025 at {!about 68 billion yuan|metric=market_size|unit=money|currency=CNY|both=68000000000|bound=about|period=2025|status=forecast} ({?$9.5 billion}), against {!50.4 billion|metric=market_size|unit=money|both=50400000000|period=2024} last year.
`,
  },
  {
    name: 'note-free-model.md',
    language: 'en',
    title: 'The free model wins, for now',
    publishedAt: '2025-09-03',
    text: `# The free model wins, for now

*Ferry Lane Research | 3 September 2025*

Three years ago almost every yuan in this business came from viewers who paid by the episode. In 2024 in-app advertising already made up {!46%|metric=revenue|measure=share|unit=share|both=0.46|period=2024|entity=advertising} of receipts; we have it at {!58%|metric=revenue|measure=share|unit=share|both=0.58|period=2025|status=forecast|entity=advertising} for 2025 and {!two thirds|metric=revenue|measure=share|unit=share|both=0.6667|period=2026|status=forecast|entity=advertising} for 2026.

| CNY bn | 2023 | 2024 | 2025E |
| --- | --- | --- | --- |
| Paid | {!29.1|metric=revenue|unit=money|currency=CNY|both=29100000000|period=2023|entity=paid} | {!27.3|metric=revenue|unit=money|currency=CNY|both=27300000000|period=2024|entity=paid} | {!25.8|metric=revenue|unit=money|currency=CNY|both=25800000000|period=2025|status=forecast|entity=paid} |
| Free (ads) | {!8.3|metric=revenue|unit=money|currency=CNY|both=8300000000|period=2023|entity=free} | {!23.2|metric=revenue|unit=money|currency=CNY|both=23200000000|period=2024|entity=free} | {!36.1|metric=revenue|unit=money|currency=CNY|both=36100000000|period=2025|status=forecast|entity=free} |

## Who gets it

- Plum Theatre, the largest of the free apps, passed {!180 million|metric=mau|unit=people|low=180000000|bound=over|period=2025-07|entity=Plum Theatre} monthly users in July
- It pays producers {!CNY 0.6-0.9|metric=price|unit=money|currency=CNY|low=0.6|high=0.9|bound=range|entity=Plum Theatre} per thousand ad views
- Of the {!4,300 titles|metric=titles|unit=titles|both=4300|period=2025-H1|entity=Plum Theatre} it added in the first half, {!112|metric=titles|unit=titles|both=112|period=2025-H1|entity=Plum Theatre|alsoPeriod=null} (or {!2.6%|metric=titles|measure=share|unit=share|both=0.026|period=2025-H1|entity=Plum Theatre|alsoPeriod=null}) earned {!more than CNY 1m|metric=revenue|unit=money|currency=CNY|low=1000000|bound=over|period=2025-H1|entity=Plum Theatre|alsoPeriod=null}

Our sum-of-the-parts value is unchanged. Price target: see page 4.
`,
  },
  {
    name: 'trade-vertical-set.html',
    language: 'en',
    title: 'On set, nine pages before lunch',
    publishedAt: '2025-08-30',
    text: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>On set, nine pages before lunch | Call Sheet</title>
<meta property="article:published_time" content="2025-08-30T09:00:00Z"><meta name="author" content="Owen Pryce"></head>
<body><header><a href="/">Call Sheet</a> <a href="/jobs">Jobs (214)</a> <a href="/subscribe">Subscribe: $4 a month</a></header>
<main><article>
<h1>On set, nine pages before lunch</h1>
<p class="byline">By Owen Pryce &middot; August 30, 2025</p>
<p>A vertical feature, as the trade calls it, is shot in {!eight days|metric=project_days|unit=days|both=8|period=null|region=United States} on {!$180,000|metric=production_cost|unit=money|currency=USD|both=180000|period=null|region=United States}. The lead earns {!$700 to $1,000|metric=production_cost|unit=money|currency=USD|low=700|high=1000|bound=range|period=null|region=United States} a day; the writer, a flat {!$5,000|metric=production_cost|unit=money|currency=USD|both=5000|period=null|region=United States}.</p>
<p>Los Angeles issued permits for {!61|metric=titles|unit=titles|both=61|period=2025-H1|region=Los Angeles} such shoots in the first six months of the year, compared with {!24|metric=titles|unit=titles|both=24|period=2024-H1|region=Los Angeles} in the same stretch of 2024. The film office, which has tracked the category since January 2023, thinks the true number is {!at least twice|metric=titles|measure=multiple|unit=times|low=2|bound=at_least|period=2025-H1|region=Los Angeles|alsoPeriod=null} that: most crews never ask.</p>
<aside>Related: 10 rules for shooting 9:16</aside>
<p>Crews of {!25 people|metric=practitioners|unit=people|both=25|period=null|region=United States} work twelve-hour days. The union says {!fewer than one in five|metric=titles|measure=share|unit=share|high=0.2|bound=under|period=null|region=United States} productions are covered by its contracts, and has set a goal of covering {!half|metric=titles|measure=share|unit=share|both=0.5|period=2027|status=target|region=United States} by 2027.</p>
</article></main>
<footer>&copy; 2025 Call Sheet Media LLC. 1 (800) 555-0142</footer></body></html>
`,
  },
  {
    name: 'digest-微短剧与文旅.txt',
    language: 'en',
    title: '微短剧+文旅，热闹之后还剩什么',
    publishedAt: '2025-08-19',
    text: `微短剧+文旅，热闹之后还剩什么
远山日报·2025-08-19 14:22

Core Insights - The "travel with micro-dramas" plan has yielded {!six batches totalling 304 titles|metric=titles|unit=titles|both=304|period=null} since its start, far more than the {!100|metric=titles|unit=titles|both=100|period=2024|status=target} originally aimed for in 2024 [1] - Locations shown in the dramas saw visits rise by {!17.5%|metric=other|measure=change|unit=share|both=0.175|period=2025-H1|base=2024-H1} in the first half of 2025, whereas the national average was {!6.4%|metric=other|measure=change|unit=share|both=0.064|period=2025-H1|base=2024-H1} [2][3] Group 1: What Worked - In Yueyang, a drama that cost {!1.2 million yuan|metric=production_cost|unit=money|currency=CNY|both=1200000|region=Yueyang} brought {!over 230,000|metric=other|unit=people|low=230000|bound=over|region=Yueyang} extra visitors to the old town within two months [4] - Lodging income there went from {!41 million yuan|metric=revenue|unit=money|currency=CNY|both=41000000|period=2024-06|region=Yueyang} in June 2024 to {!56 million yuan|metric=revenue|unit=money|currency=CNY|both=56000000|period=2025-06|region=Yueyang} in June 2025, an increase of {!36.6%|metric=revenue|measure=change|unit=share|both=0.366|period=2025-06|base=2024-06|region=Yueyang} [5] Group 2: What Did Not - {!Nearly 60%|metric=titles|measure=share|unit=share|high=0.6|bound=nearly} of the titles drew {!fewer than 10 million|metric=views|unit=views|high=10000000|bound=under} views [6] - Only {!38|metric=titles|unit=titles|both=38} of the {?304 titles} recovered their cost through the platforms, about {!one eighth|metric=titles|measure=share|unit=share|both=0.125|bound=about} [6][7] Group 3: Money - Local governments are expected to spend {!1.5 billion RMB|metric=subsidy|unit=money|currency=CNY|both=1500000000|period=2025|status=forecast} on such projects in 2025, up from {!920 million|metric=subsidy|unit=money|both=920000000|period=2024} in 2024 [8]
`,
  },
  {
    name: 'notice-harbour-district.txt',
    language: 'en',
    title: 'Support Scheme for Micro-drama Productions in Lanwan Harbour District',
    publishedAt: '2025-06-12',
    text: `Support Scheme for Micro-drama Productions in Lanwan Harbour District
Issued by: Culture Bureau of Lanwan Harbour District
Date: 12 June 2025

Article 1. This Scheme applies to companies registered in the District that produce micro-dramas with a filing number.

Article 2. The District shall set aside {!RMB 30 million|metric=fund_size|unit=money|currency=CNY|both=30000000|status=policy|region=Lanwan} each year for this Scheme.

Article 3. Production subsidy. Projects for which {!no less than 60%|metric=subsidy|measure=threshold|unit=share|low=0.6|bound=at_least|status=policy|region=Lanwan} of shooting days fall within the District may receive {!15%|metric=subsidy|measure=share|unit=share|both=0.15|status=policy|region=Lanwan} of eligible costs, subject to a ceiling of {!RMB 400,000|metric=subsidy|measure=cap|unit=money|currency=CNY|high=400000|bound=at_most|status=policy|region=Lanwan} per project and {!RMB 2 million|metric=subsidy|measure=cap|unit=money|currency=CNY|high=2000000|bound=at_most|status=policy|region=Lanwan} per company in any one year.

Article 4. Rent. For offices {?up to 500 square metres}, {!half|metric=subsidy|measure=share|unit=share|both=0.5|status=policy|region=Lanwan} of the rent is refunded for two years.

Article 5. Export award. Where overseas revenue of a title exceeds {!US$1 million|metric=subsidy|measure=threshold|unit=money|currency=USD|low=1000000|bound=over|status=policy|region=Lanwan}, a one-off award of {!RMB 200,000|metric=subsidy|unit=money|currency=CNY|both=200000|status=policy|region=Lanwan} is granted.

Article 6. The District aims to have {!150 micro-drama companies|metric=companies|unit=companies|both=150|period=2026|status=target|region=Lanwan} by the end of 2026; there were {!83|metric=companies|unit=companies|both=83|period=2025-05|region=Lanwan} in May 2025.

Article 7. Applications are accepted from 1 September to 31 October each year. This Scheme is valid until 31 December 2027.
`,
  },
  {
    name: 'feature-ai-studio.txt',
    language: 'en',
    title: 'The studio without a studio',
    publishedAt: '2025-11-05',
    text: `The studio without a studio
Lamplight Magazine | 5 November 2025

{?Half} of the desks at Nine Crows are empty, which is how its founder likes it. The company, {!fourteen people|metric=practitioners|unit=people|both=14|period=null|region=null|entity=Nine Crows} in all, released {!22 AI-made micro-dramas|metric=titles|unit=titles|both=22|period=2025-01..2025-10|region=null|entity=Nine Crows} between January and October 2025.

A season of {?sixty episodes} takes it {?five weeks} and costs {!a bit over 90,000 yuan|metric=production_cost|unit=money|currency=CNY|low=90000|bound=over|period=null|region=null|entity=Nine Crows}; with actors, the same script would have run to {!half a million|metric=production_cost|unit=money|both=500000|period=null|region=null}. Its best-known title, Moon Ferry, has been watched {!210 million times|metric=views|unit=views|both=210000000|period=null|region=null|entity=Moon Ferry}.

The wider numbers are harder to come by. The Guild of Animators counted {!1,900|metric=titles|unit=titles|both=1900|period=2025-H1|region=null|entity=AI micro-dramas} AI titles in the first half of 2025, {!2.7 times|metric=titles|measure=multiple|unit=times|both=2.7|period=2025-H1|base=2024-H1|region=null|entity=AI micro-dramas} as many as a year before. Seabright Partners values the segment at {!16.8 billion yuan|metric=market_size|unit=money|currency=CNY|both=16800000000|period=2025|status=forecast|entity=AI micro-dramas} this year and sees it at {!24 billion|metric=market_size|unit=money|both=24000000000|period=2026|status=forecast|entity=AI micro-dramas} in 2026, growth of {!close to 43 percent|metric=market_size|measure=change|unit=share|high=0.43|bound=nearly|period=2026|base=2025|status=forecast|entity=AI micro-dramas}.

Viewers seem not to mind. In a poll by the same firm, {!31%|metric=users|measure=share|unit=share|both=0.31|period=null|region=null} could not say which of two clips had been filmed.
`,
  },
];
