/**
 * Documents for the demo's market: written for it, of institutes, papers and cities that do not exist, and each says so. Among them
 * are a series with forecasts of two vintages, a story that two outlets carry, an English digest in which 亿 became billion in two of
 * three years, a forecast that was repeated after its date, and the measures of two cities.
 */
export type MarketText = { name: string; text: string };

const zhNote = '（本文为 Hookline 演示而作，机构、城市与数字均为虚构。）';
const enNote = '(Written for the demonstration of Hookline; institutes, cities and figures are invented.)';

/** `day` gives the day so many days ago, as `2026-03-01`; `y` is this year. */
export function marketTexts(y: number, day: (ago: number) => string): MarketText[] {
  const story = `云川影视城这个夏天格外忙。据云川市文旅局统计，今年上半年共有163个微短剧剧组在云川取景，同比增长41.7%，带动当地消费2.36亿元。

“过去剧组拍完就走，现在越来越多公司把后期也留下来。”影视城负责人说。${y - 1}年，云川出品微短剧214部，票房8600万元。

按照云川市的计划，到${y + 1}年全市微短剧企业将达到180家以上。`;
  return [
    {
      name: `蓝汀研究院-${y - 1}年度报告.txt`,
      text: `${y - 1}年中国微短剧市场年度报告（摘要）
蓝汀研究院·${day(150)} 09:30

${y - 4}年，中国微短剧市场规模为38.2亿元；${y - 3}年为104.6亿元；${y - 2}年为371.5亿元；${y - 1}年达到498.7亿元，同比增长34.2%。

截至${y - 1}年12月，微短剧用户规模6.58亿人，占网民整体的59.4%。免费模式在${y - 1}年贡献了47.3%的市场规模。

蓝汀研究院预计，${y}年中国微短剧市场规模将达到642亿元，${y + 1}年将达到765亿元。

${zhNote}
`,
    },
    {
      name: `启明数据-展望-${y - 1}.txt`,
      text: `微短剧市场展望
启明数据·${day(420)} 10:00

启明数据预计，${y}年中国微短剧市场规模将达到585亿元，${y + 1}年将达到690亿元。

${zhNote}
`,
    },
    {
      name: `启明数据-展望-${y}.txt`,
      text: `上调预测：微短剧的下一程
启明数据·${day(45)} 10:00

考虑到免费短剧的增长，启明数据将预测上调：预计${y}年中国微短剧市场规模将达到628亿元，${y + 1}年将达到742亿元。

单部微短剧的平均制作成本由20万—30万元提高到40万—70万元，头部作品投资达数百万元。

${zhNote}
`,
    },
    {
      name: `northlight-outlook-${y}.md`,
      text: `# Vertical drama outlook

Northlight Media Research, ${day(60)}

- China's micro-drama market was worth nearly 50 billion yuan in ${y - 1}
- Northlight Media Research expects China's micro-drama market to reach 65.5 billion yuan in ${y} and 78.1 billion yuan in ${y + 1}
- Overseas micro-drama revenue reached US$1.46 billion in ${y - 1}, up 62.0% year-on-year

${enNote}
`,
    },
    {
      name: 'harbour-screen-review.txt',
      text: `微短剧为何吸引资本
Harbour Screen Review·${day(38)} 10:01

Core Viewpoint - Investors are turning to micro-short dramas, a sector of explosive growth [1]. Group 1: Market Growth - The micro-short drama market in China has grown rapidly, with market sizes recorded at 3.82 billion RMB in ${y - 4}, 104.6 billion RMB in ${y - 3}, and 371.5 billion RMB in ${y - 2} [2][3]. - Private equity funds are beginning to invest in productions [3]. Group 2: Users - By December ${y - 1}, the user base is expected to reach 658 million, accounting for nearly 60% of internet users [4]. Group 3: Costs - The average production cost has increased from 200,000-300,000 yuan to 400,000-700,000 yuan [5].

${enNote}
`,
    },
    {
      name: '江岸晚报-云川.txt',
      text: `云川影视城：剧组来了，也留下了\n江岸晚报·${day(26)} 07:45\n\n${story}\n

${zhNote}
`,
    },
    {
      name: '融城在线-云川.txt',
      text: `剧组来了，也留下了——云川影视城见闻\n融城在线·${day(26)} 11:20\n\n${story}\n

${zhNote}
`,
    },
    {
      name: '云川市-若干措施.txt',
      text: `云川市支持微短剧产业发展若干措施
发布机构：云川市文化和旅游局　发布日期：${day(70)}

一、支持对象
在云川市注册的企业出品、已取得网络微短剧备案号的作品，含动画微短剧。

二、支持标准
（一）按实际制作成本的20%给予补助，单个项目最高不超过30万元，同一企业每年最高不超过150万元。
（二）总投资额50万元以上的项目，另给予5万元启动奖励。
（三）在国家级网络视听平台推荐的作品，每部奖励20万元；在省级平台推荐的，每部奖励10万元。

三、申报
申报时间为${day(20)}至${day(-75)}，由云川市文化和旅游局受理，在“云川文旅”网站在线申报。

本措施自${day(60)}起施行，有效期至${y + 2}年12月31日。

${zhNote}
`,
    },
    {
      name: '北岭市-扶持办法.txt',
      text: `北岭市微短剧拍摄扶持办法
发布机构：北岭市人民政府办公室　发布日期：${day(95)}

一、支持对象
在北岭市注册的企业出品的真人微短剧，集数不少于24集，且在北岭市拍摄天数不低于总天数的60%。

二、支持标准
（一）按在北岭市实际支出的30%给予补贴，单部最高80万元。
（二）年度专项资金总额2000万元。

三、申报
申报时间为${day(10)}至${day(-50)}，由北岭市委宣传部受理。

${zhNote}
`,
    },
    {
      name: '青禾基金.txt',
      text: `青禾微短剧产业基金启动
财经早知道·${day(52)} 20:10

青禾微短剧产业基金目标规模3亿元，首期出资5000万元，由云川市产业引导基金与多家机构共同发起。

${zhNote}
`,
    },
    {
      name: 'lantern-half-year.html',
      text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ads for micro-dramas keep growing</title></head><body>
<article><h1>Ads for micro-dramas keep growing</h1><p>Lantern Ad Monitor <time>${day(33)} 16:00</time></p>
<p></p>
<p>In the first half of ${y}, ad materials for micro-dramas numbered 4.82 million, up 27.5% year-on-year. Advertising spending on micro-dramas reached 15.3 billion yuan in the same period.</p>
<p>Of the 240 titles that Lantern tracked in ${y - 1}, 96 were free to watch, or 40% of the total.</p></article></body></html>

${enNote}
`,
    },
    {
      name: '竖屏观察-用户.txt',
      text: `谁在看微短剧
竖屏观察·${day(15)} 18:30

截至${y}年6月，微短剧用户规模达6.94亿人，使用率为61.8%，较上年底提升2.4个百分点。女性用户占56.2%。

${y}年6月，人均单日使用时长为104分钟。付费用户占11.6%。

${zhNote}
`,
    },
  ];
}
