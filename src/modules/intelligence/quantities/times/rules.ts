/** The words of time in Chinese; those of English follow them. */
import { englishTimeRules } from './english.ts';
import { dayOf, monthsOf, spanOf } from './period.ts';
import {
  aYearBefore,
  monthBeside,
  named,
  namedLately,
  partOf,
  plans,
  quarterBeside,
  sameLength,
  type TimeRule,
  valueOf,
  weekBeside,
  windowOf,
  yearOf,
  yearsUntilNow,
} from './resolve.ts';

const count = '\\d{1,2}|[一二两三四五六七八九十]{1,2}';
const zhYear = '(?:19[5-9]\\d|20[0-4]\\d|[一二][九〇零][〇零一二三四五六七八九]{2}) ?年度?';
const zhRelative = '今年|去年|前年|明年|后年|上年度?|(?<=由|从|较|比)(?:上|前)一年(?!同期)|本年度?|当年|同年|次年|翌年';
const zhPart =
  `(?:(?<half>[上下]半年)|第?(?<quarter>[一二三四1-4]|首(?=季)) ?季度?|前(?<quarters>[一二两三1-3])个?季度|[前首头](?<months>${count})个?月` +
  `|(?<m1>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月?份? ?[-~至到、] ?(?<m2>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月份?` +
  `|(?<month>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?!票|入|薪|活|均|度)(?:份|[上中下]旬|初|末|底|中)?(?: ?(?<day>\\d{1,2}) ?[日号])?|Q(?<quarter2>[1-4])|H(?<half3>[12])|全年(?!度|(?:目标|任务|计划)[的数任总])|年度)`;
const zhTail = '(?:年?[末底初]|年?内|年中|以来|起|期间|年间|春节|暑期|国庆)?';

/** Longest first wins where two begin alike. Each is tried over the whole text. */
export const timeRules: readonly TimeRule[] = [
  // 2025-08-13, 2025/8/13, 2025.08.13, with or without the time of day.
  {
    pattern:
      /(?<![\d-])(?<y>(?:19|20)\d{2})(?<sep>[-/.])(?<m>\d{1,2})\k<sep>(?<d>\d{1,2})(?![\d-])(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
    build: ({ y, m, d }) => dayOf(Number(y), Number(m), Number(d)),
  },
  {
    pattern: /(?<![\d.-]|\d,)(?<y>20[0-4]\d)-(?<m>0[1-9]|1[0-2])(?![\d-]|\.\d|年)/g,
    build: ({ y, m }) => monthsOf(Number(y), Number(m), Number(m)),
  },
  {
    pattern:
      /(?<![\d.¥$€£超逾近约]|\d,)(?<y>20[0-4]\d)年?(?:\.|\/)(?<m>0?[1-9]|1[0-2])(?![\d.%/])(?=[^\d万亿千百十元美港部家人次个集%]{0,2}(?:月|$|[)）]))月?/g,
    build: ({ y, m }) => monthsOf(Number(y), Number(m), Number(m)),
  },
  // 2024年7月至2025年6月, and days of it.
  {
    pattern: new RegExp(
      `(?<year>${zhYear}|${zhRelative})(?<month>\\d{1,2})月(?:(?<day>\\d{1,2})[日号])? ?[-~至到] ?(?<to>${zhYear}|${zhRelative})(?<month2>\\d{1,2})月份?(?:(?<day2>\\d{1,2})[日号])?`,
      'g',
    ),
    build: (groups, known) =>
      spanOf(named(groups, known), partOf(yearOf(groups['to'], known), { month: groups['month2'], day: groups['day2'] })),
  },
  {
    pattern: new RegExp(
      `(?<year>${zhYear}|${zhRelative})?(?<month>\\d{1,2})月(?<day>\\d{1,2})[日号]? ?[-~至到] ?(?:(?<month2>\\d{1,2})月)?(?<day2>\\d{1,2})[日号]`,
      'g',
    ),
    build: (groups, known) =>
      spanOf(
        named(groups, known),
        partOf(yearOf(groups['year'], known), { month: groups['month2'] ?? groups['month'], day: groups['day2'] }),
      ),
  },
  // 2021-2024年, 2021年至2024年.
  {
    pattern: new RegExp(
      `(?<![\\d.]|\\d,)(?<from>${zhYear}|20[0-4]\\d) ?(?:-|~|至|到|—){1,2} ?(?<to>${zhYear}|20[0-4]\\d年?|\\d{2}年)(?![\\d半]|[-/]\\d|\\.\\d|\\d月)(?:期间|年间)?`,
      'g',
    ),
    build: ({ from, to }, known) => spanOf(`${yearOf(from, known)}`, `${yearOf(to, known)}`),
  },
  {
    pattern: new RegExp(
      `(?<![\\d.]|\\d,)(?<year>${zhYear}|20[0-4]\\d(?= ?(?:[上下]半年|第?[一二三四]季|Q[1-4]|全年|前[一二两三]个?季))|(?<!\\d)[12]\\d年(?=[上下]半年|第?[一二三四1-4]季|全年|\\d{1,2}月|Q[1-4]|底|末)|${zhRelative})(?:的|我国|中国|全国|国内)?[ ,]?${zhPart}(?:[末底初中]|以来|期间)?`,
      'g',
    ),
    build: (groups, known) => named({ ...groups, quarter: groups['quarter'] ?? groups['quarter2'], half2: groups['half3'] }, known),
  },
  {
    // 同期，全国…: the time that was last named itself.
    pattern: /(?<![较比年与同和超于]|相比|对比|\d)同期(?!相比|对比|增|下|多|少|数据|水平)/g,
    aside: true,
    relative: true,
    build: (_groups, known) => known.period ?? known.before ?? null,
  },
  {
    // 报告期内: what the report is on.
    pattern: /(?:本)?报告期(?:内|末|之?内)?(?!间)|\b(?:in |during |over |for )?the reporting period\b/gi,
    relative: true,
    build: (_groups, known) => known.reporting ?? null,
  },
  {
    // 一年前是87分钟, “a year earlier”: of the same part of the year.
    pattern:
      /(?<![近这过每第十零一二三四五六七八九\d])一年(?:之|以)?前(?!的)|\b(?:(?:a|one) year|(?:12|twelve) months) (?:earlier|ago|before|prior|previously)(?! (?:the|it|they)\b)/gi,
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known),
  },
  {
    pattern: /(?<![近这过每第\d])(?<n>[两三四五])年(?:之|以)?前/g,
    aside: true,
    relative: true,
    build: ({ n }, known) => (known.published ? `${known.published[0] - valueOf(n)}` : null),
  },
  {
    // 去年同期: what was last named, a year before.
    pattern:
      /(?:去年|上年|上一年|前一年)(?:的)?同期|(?<=[较比年与同和超于]|相比|对比)同期(?=[^\u4e00-\u9fff]{0,2}(?:的|为|则|增|下|相|市|用|我|中|全|多|少|\d|约|仅))/g,
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known),
  },
  { pattern: new RegExp(`(?<![\\d.]|\\d,)(?<year>${zhYear}|${zhRelative})${zhTail}`, 'g'), build: named },
  { pattern: /(?:在|截至|截止|到|至|自|从|与|和|较|比)(?<year>[12]\d)年(?:底|末)?(?!来|间|前|后|的?时间|以[内上下])/g, build: named },
  {
    // 预计全年将达: of the year in which it is said, whatever year was spoken of before.
    pattern:
      /(?<=(?:预计|预测|预估|有望|预期|力争|目标)[^，。；;\d]{0,8})全年(?!度|(?:目标|任务|计划)[的数任总])|(?<!年)全年(?!度|(?:目标|任务|计划)[的数任总])(?=[^，。；;\d]{0,14}(?:预计|有望|将|料|力争))/g,
    relative: true,
    build: (_groups, known) => (known.period === null && known.published ? `${known.published[0]}` : partOf(yearOf(undefined, known), {})),
  },
  {
    pattern: new RegExp(`(?<![年\\d.-]|\\d,)${zhPart}(?:[末底]|以来)?`, 'g'),
    relative: true,
    build: (groups, known) => namedLately({ ...groups, quarter: groups['quarter'] ?? groups['quarter2'], half2: groups['half3'] }, known),
  },
  {
    pattern: /(?<![今去前明后当同本上次每多几\d])(?:年底|年末|年终|年内|全年|(?:年初|开年)以来)(?!龄|(?:目标|任务|计划)[的数任总])/g,
    relative: true,
    build: (_groups, known) => named({}, known),
  },
  {
    pattern: /[“"「]?(?<plan>十[二三四五])[·•]?五[”"」]?(?:规划)?(?:时期|期间|(?<last>期?末|收官之年))?/g,
    // 到“十五五”末 is its last year.
    build: ({ plan, last }) => (last === undefined ? spanOf(`${plans[plan!]}`, `${plans[plan!]! + 4}`) : `${plans[plan!]! + 4}`),
  },
  {
    pattern: new RegExp(`(?<past>近|最近|过去|此前|以往|前)(?:的)?(?<length>${count}|几|数)(?:个)?(?:年|财年|年度)(?:间|来|里|内)?`, 'g'),
    relative: true,
    build: ({ length }, known) => yearsUntilNow(length === '几' || length === '数' ? Number.NaN : valueOf(length), known),
  },
  {
    pattern: new RegExp(`(?:未来|今后|接下来|此后|后)(?:的)?(?<length>${count}|几|数)年(?:间|内|里)?`, 'g'),
    relative: true,
    build: ({ length }, known) => windowOf(undefined, valueOf(length), known),
  },
  {
    pattern: new RegExp(
      // 6个月内 lasts six months; 6月内购收入 is of June.
      `(?:近|最近|过去|未来|每|约)?(?:(?:${count}) ?[-~至到] ?)?(?:(?:${count}|几|数|半)(?:个?多?(?:年|周|星期|季度|世纪|年代)|个多?月)|[几数]月)(?:多|来|内|间|前|后|以[来内上下前后]|时间)?`,
      'g',
    ),
    relative: true,
    build: () => null,
  },
  {
    pattern: /(?<!\d月)(?:本|当|该|这个)月/g,
    relative: true,
    build: (_groups, known) => sameLength(/^\d{4}-\d\d$/, known) ?? monthBeside(0, known),
  },
  {
    // 当周新增: the week that is reported on or was named, else that of the day.
    pattern: /(?:本|当|该|这一)周(?![年边期末转岁一二三四五六日])/g,
    relative: true,
    build: (_groups, known) => sameLength(/^\d{4}-\d\d-\d\d\.\./, known) ?? weekBeside(0, known),
  },
  { pattern: /(?<!较|比|与)上周(?![一二三四五六日])/g, relative: true, build: (_groups, known) => weekBeside(-1, known) },
  {
    // （9.22—9.28）: the days of a weekly report, in brackets of their own.
    pattern: /(?<=[（(【] ?)(?<month>\d{1,2})\.(?<day>\d{1,2}) ?[-~至到—] ?(?<month2>\d{1,2})\.(?<day2>\d{1,2})(?= ?[）)】])/g,
    relative: true,
    build: ({ month, day, month2, day2 }, known) => spanOf(named({ month, day }, known), named({ month: month2, day: day2 }, known)),
  },
  {
    // 由当时的1.2万: of what was last named.
    pattern: /当时(?=的|[，为有仅还])/g,
    relative: true,
    build: (_groups, known) => known.mentioned ?? null,
  },
  { pattern: /上个?月/g, relative: true, build: (_groups, known) => monthBeside(-1, known) },
  {
    pattern: /(?<which>本|该|当|上|上一|上个|这个)季度?(?![节年末])/g,
    relative: true,
    build: ({ which }, known) =>
      which!.startsWith('上') ? quarterBeside(-1, known) : (sameLength(/-Q\d$/, known) ?? quarterBeside(0, known)),
  },
  {
    pattern:
      /(?<![\d.])\d{1,2}[日号](?![均活内薪以楼线]|之内|\d)|(?:近|过去|最近)(?:的)?\d{1,3}[日天]|近日|日前|今日|昨日|今天|昨天|每[天日年月周]|(?:\d{1,2}|[一二三四五六七八九十]+)(?:点|时)(?:\d{1,2}分|半|整)?(?=[,，。\s]|$)/g,
    relative: true,
    build: () => null,
  },
  ...englishTimeRules,
];
