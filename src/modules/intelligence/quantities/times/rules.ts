/** The words of time in both languages. */
import { dayOf, monthsOf, spanOf } from './period.ts';
import {
  aYearBefore,
  type Known,
  monthBeside,
  monthOf,
  monthsBefore,
  named,
  partOf,
  planOf,
  plans,
  quarterBeside,
  samePeriod,
  valueOf,
  windowOf,
  yearOf,
} from './resolve.ts';

export type TimeRule = {
  readonly pattern: RegExp;
  readonly relative?: boolean;
  /** Named to compare with: what follows is not about it. */
  readonly aside?: boolean;
  /** Named only to be told from quantities: 近日, 每天. */
  readonly build: (groups: Readonly<Record<string, string | undefined>>, known: Known) => string | null;
};

const count = '\\d{1,2}|[一二两三四五六七八九十]{1,2}';
const zhYear = '(?:19[5-9]\\d|20[0-4]\\d|[一二][九〇零][〇零一二三四五六七八九]{2}) ?年度?';
const zhRelative = '今年|去年|前年|明年|后年|上年度?|本年度?|当年|同年|次年|翌年';
const zhPart =
  `(?:(?<half>[上下]半年)|第?(?<quarter>[一二三四1-4]) ?季度?|前(?<quarters>[一二两三1-3])个?季度|[前首](?<months>${count})个?月` +
  `|(?<m1>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月?份? ?[-~至到、] ?(?<m2>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月份?` +
  `|(?<month>\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?!票|入|薪|活|均|度)(?:份|[上中下]旬|初|末|底|中)?(?: ?(?<day>\\d{1,2}) ?[日号])?|Q(?<quarter2>[1-4])|H(?<half3>[12])|全年(?!度)|年度)`;
const zhTail = '(?:年?[末底初]|年?内|年中|以来|起|期间|年间|春节|暑期|国庆)?';
const enYear = '(?:19[5-9]\\d|20[0-4]\\d)';
const enRelative = '(?:the )?(?:this|last|next|current|previous|prior|preceding|following|same|coming|that) year|the year(?: before)?';
const enMonth =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\.?';
const before =
  '(?:(?:by|at|as of|until|through|towards?|from) )?(?:the )?(?:(?:end|close|beginning|start|middle) of )?(?:early |late |mid-|mid |year-end |end-|end )?';
const ofYear = `(?:,? ?(?:of |in )?(?:fiscal )?(?<year>${enYear}|${enRelative})(?:'s)?)`;
const enPart = `(?:(?<half>first|second|1st|2nd)[ -]half|(?<quarter>first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter|first (?<quarters>two|three|2|3) quarters|first (?<months>[a-z]+|\\d{1,2}) months)`;

/** Longest first wins where two begin alike. Each is tried over the whole text. */
export const timeRules: readonly TimeRule[] = [
  // 2025-08-13, 2025/8/13, 2025.08.13, with or without the time of day.
  {
    pattern:
      /(?<![\d-])(?<y>(?:19|20)\d{2})(?<sep>[-/.])(?<m>\d{1,2})\k<sep>(?<d>\d{1,2})(?![\d-])(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
    build: ({ y, m, d }) => dayOf(Number(y), Number(m), Number(d)),
  },
  {
    pattern: /(?<![\d.,-])(?<y>20[0-4]\d)-(?<m>0[1-9]|1[0-2])(?![\d-]|\.\d|年)/g,
    build: ({ y, m }) => monthsOf(Number(y), Number(m), Number(m)),
  },
  {
    pattern:
      /(?<![\d.,])(?<y>20[0-4]\d)年?(?:\.|\/)(?<m>0?[1-9]|1[0-2])(?![\d.%/])(?=[^\d万亿千百十元美港部家人次个集%]{0,2}(?:月|$|[)）]))月?/g,
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
      `(?<![\\d.,])(?<from>${zhYear}|20[0-4]\\d) ?(?:-|~|至|到|—){1,2} ?(?<to>${zhYear}|20[0-4]\\d年?|\\d{2}年)(?![\\d半]|[-/]\\d|\\.\\d|\\d月)(?:期间|年间)?`,
      'g',
    ),
    build: ({ from, to }, known) => spanOf(`${yearOf(from, known)}`, `${yearOf(to, known)}`),
  },
  {
    pattern: new RegExp(
      `(?<![\\d.,])(?<year>${zhYear}|20[0-4]\\d(?= ?(?:[上下]半年|第?[一二三四]季|Q[1-4]|全年|前[一二两三]个?季))|(?<!\\d)[12]\\d年(?=[上下]半年|第?[一二三四1-4]季|全年|\\d{1,2}月|Q[1-4]|底|末)|${zhRelative})(?:的|我国|中国|全国|国内)?[ ,]?${zhPart}(?:[末底初中]|以来|期间)?`,
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
      /(?<![近这过每第十零一二三四五六七八九\d])一年(?:之|以)?前(?!的)|\b(?:a|one) year (?:earlier|ago|before)(?! (?:the|it|they)\b)/gi,
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known),
  },
  {
    pattern: /(?<![近这过每第\d])(?<n>[两三四五])年(?:之|以)?前|\b(?<n2>two|three|four|five) years ago\b/gi,
    aside: true,
    relative: true,
    build: ({ n, n2 }, known) => (known.published ? `${known.published[0] - valueOf(n ?? n2)}` : null),
  },
  {
    // 去年同期: what was last named, a year before.
    pattern:
      /(?:去年|上年|上一年|前一年)(?:的)?同期|(?<=[较比年与同和超于]|相比|对比)同期(?=[^\u4e00-\u9fff]{0,2}(?:的|为|则|增|下|相|市|用|我|中|全|多|少|\d|约|仅))/g,
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known),
  },
  { pattern: new RegExp(`(?<![\\d.,])(?<year>${zhYear}|${zhRelative})${zhTail}`, 'g'), build: named },
  { pattern: /(?:在|截至|截止|到|至|自|从|与|和|较|比)(?<year>[12]\d)年(?:底|末)?(?!来|间|前|后|的?时间|以[内上下])/g, build: named },
  {
    // 预计全年将达: of the year in which it is said, whatever year was spoken of before.
    pattern:
      /(?<=(?:预计|预测|预估|有望|预期|力争|目标)[^，。；;\d]{0,8})全年(?!度)|(?<!年)全年(?!度)(?=[^，。；;\d]{0,14}(?:预计|有望|将|料|力争))/g,
    relative: true,
    build: (_groups, known) => (known.period === null && known.published ? `${known.published[0]}` : partOf(yearOf(undefined, known), {})),
  },
  {
    pattern: new RegExp(`(?<![年\\d.-]|\\d,)${zhPart}(?:[末底]|以来)?`, 'g'),
    relative: true,
    build: (groups, known) => named({ ...groups, quarter: groups['quarter'] ?? groups['quarter2'], half2: groups['half3'] }, known),
  },
  {
    pattern: /(?<![今去前明后当同本上次每多几\d])(?:年底|年末|年终|年内|全年)(?!龄)/g,
    relative: true,
    build: (_groups, known) => named({}, known),
  },
  {
    pattern: /[“"「]?(?<plan>十[二三四五])[·•]?五[”"」]?(?:规划)?(?:时期|期间|末|收官之年)?/g,
    build: ({ plan }) => spanOf(`${plans[plan!]}`, `${plans[plan!]! + 4}`),
  },
  {
    pattern: new RegExp(`(?<past>近|最近|过去|此前|以往|前)(?:的)?(?<length>${count}|几|数)(?:个)?(?:年|财年|年度)(?:间|来|里|内)?`, 'g'),
    relative: true,
    build: ({ past, length }, known) => windowOf(past, length === '几' || length === '数' ? Number.NaN : valueOf(length), known),
  },
  {
    pattern: new RegExp(`(?:未来|今后|接下来|此后|后)(?:的)?(?<length>${count}|几|数)年(?:间|内|里)?`, 'g'),
    relative: true,
    build: ({ length }, known) => windowOf(undefined, valueOf(length), known),
  },
  {
    pattern: new RegExp(
      `(?:近|最近|过去|未来|每|约)?(?:(?:${count}) ?[-~至到] ?)?(?:${count}|几|数|半)个?多?(?:年|周|星期|季度|月|世纪|年代)(?:多|来|内|间|前|后|以[来内上下前后]|时间)?`,
      'g',
    ),
    relative: true,
    build: () => null,
  },
  { pattern: /本月|当月|这个月/g, relative: true, build: (_groups, known) => monthBeside(0, known) },
  { pattern: /上个?月/g, relative: true, build: (_groups, known) => monthBeside(-1, known) },
  {
    pattern: /(?<which>本|上|上一|上个|这个)季度/g,
    relative: true,
    build: ({ which }, known) => quarterBeside(which!.startsWith('上') ? -1 : 0, known),
  },
  {
    pattern:
      /\d{1,2}[日号](?=[,，。、\s上下晚凌至的讯]|$)|近日|日前|今日|昨日|今天|昨天|每[天日年月周]|(?:\d{1,2}|[一二三四五六七八九十]+)(?:点|时)(?:\d{1,2}分|半|整)?(?=[,，。\s]|$)/g,
    relative: true,
    build: () => null,
  },
  // ---- English
  {
    // “in the six months to June 30, 2025”, “for the year ended March 2025”: so long, to the end of that month.
    pattern: new RegExp(
      `\\b(?:(?:in|for|over|during|within) )?(?:the )?(?:first |full |fiscal |financial )?(?:(?<count>\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ]months?|(?<whole>half[- ]year|half|quarter|year))(?: period)?,? (?:that )?(?:to|ended|ending|through|up to)(?: on)?(?: the end of| end[- ])? ?(?:(?<lead>\\d{1,2})(?:st|nd|rd|th)? )?(?<name>${enMonth})(?: (?<day>\\d{1,2})(?:st|nd|rd|th)?)?(?:,? (?:of |in )?(?<year>${enYear}|${enRelative}))?(?!\\w)`,
      'gi',
    ),
    build: ({ count: length, whole, name, year }, known) => {
      const months = length === undefined ? (/half/i.test(whole!) ? 6 : /quarter/i.test(whole!) ? 3 : 12) : valueOf(length);
      return monthsBefore(months, yearOf(year, known), monthOf(name!));
    },
  },
  {
    // “by the end of the decade (2030)”.
    pattern: /\b(?:by |at |before |until |towards? )?(?:the )?(?:end|close|turn) of (?:the|this) decade(?: ?\((?<y>20[0-4]\d)\))?/gi,
    build: ({ y }, known) => y ?? (known.published ? `${Math.ceil((known.published[0] + 1) / 10) * 10}` : null),
  },
  {
    pattern: new RegExp(
      `\\b(?<name>${enMonth}) (?<day>\\d{1,2})(?:st|nd|rd|th)?,? ?(?:of )?(?<year>${enYear})?\\b(?! (?:million|billion|percent|yuan))`,
      'g',
    ),
    build: named,
  },
  { pattern: new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<name>${enMonth}),? ?(?<year>${enYear})?\\b`, 'g'), build: named },
  {
    pattern: new RegExp(
      `\\b(?<name>${enMonth}) (?<y1>${enYear}) ?(?:to|-|through|and|until) ?(?<name2>${enMonth}) (?<year>${enYear})\\b`,
      'g',
    ),
    build: ({ name, name2, y1, year }) =>
      spanOf(monthsOf(Number(y1), monthOf(name!), monthOf(name!)), monthsOf(Number(year), monthOf(name2!), monthOf(name2!))),
  },
  { pattern: new RegExp(`\\b(?<name>${enMonth}) ?(?:to|-|through|and|until) ?(?<name2>${enMonth})(?:${ofYear})?\\b`, 'g'), build: named },
  { pattern: new RegExp(`${before}\\b(?<name>${enMonth})${ofYear}`, 'g'), build: named },
  {
    pattern: new RegExp(
      `(?<=\\b(?:in|by|since|of|until|through|during|early|late|mid|last|this|from|to|end|per)[ -])(?:the end of )?(?<name>${enMonth})(?![a-zA-Z]|,? ?\\d)`,
      'g',
    ),
    relative: true,
    build: named,
  },
  { pattern: new RegExp(`\\b(?:(?:in|during|over|for|within) )?${before}${enPart}(?:${ofYear})?(?![a-zA-Z])`, 'gi'), build: named },
  {
    pattern: new RegExp(
      `\\b(?:Q(?<quarter>[1-4])|H(?<half>[12]))(?:[ /]?(?:of |in )?(?:FY)?'?(?<year>${enYear}|\\d{2}|${enRelative}))?(?![\\w%])`,
      'gi',
    ),
    build: named,
  },
  { pattern: new RegExp(`(?<![\\w.])(?:(?<quarter>[1-4])Q|(?<half>[12])H) ?'?(?<year>${enYear}|\\d{2})(?![\\w%])`, 'g'), build: named },
  { pattern: new RegExp(`(?<![\\w.])(?<year>${enYear}|2\\d)(?:年?)[ -]?(?:Q(?<quarter>[1-4])|H(?<half>[12]))(?!\\w)`, 'g'), build: named },
  {
    pattern: new RegExp(
      `\\b(?:(?:from|between|for|in|during|over) )?(?:the )?(?:period )?(?<from>${enYear}) ?(?:-|/|to|through|until) ?(?<to>${enYear}|\\d{2})\\b(?!,?\\d|\\.\\d|\\s?(?:%|billion|million|yuan|respectively)|[-/]\\d)`,
      'gi',
    ),
    build: ({ from, to }, known) => spanOf(from!, `${to!.length === 2 ? from!.slice(0, 2) + to! : yearOf(to, known)}`),
  },
  { pattern: new RegExp(`\\bbetween (?<from>${enYear}) and (?<to>${enYear})\\b`, 'gi'), build: ({ from, to }) => spanOf(from!, to!) },
  {
    pattern: new RegExp(
      `\\b(?:FY|fiscal(?: year)? |full[- ]year |year-end |financial year |calendar year )'?(?<year>${enYear}|\\d{2})\\b`,
      'gi',
    ),
    build: named,
  },
  {
    pattern: new RegExp(
      `${before}(?<![\\d.,$¥€£#/+]|\\d-|\\b(?:RMB|CNY|USD|HKD|more than|at least|exceed|exceeded|exceeding) )\\b(?<year>${enYear})(?:[EFA](?!\\w)|'s)?(?!\\w|,\\d{3}|\\.\\d|\\s?(?:%|％|(?:[万亿千百元部家人个款集条名次倍年]|美元|港元|欧元|日元|韩元|英镑|人民币))|-\\w*(?:yuan|dollar)|\\s(?:yuan|percent|per cent|million|billion|thousand|people|companies|users|RMB|dollars)\\b)`,
      'g',
    ),
    build: named,
  },
  {
    pattern: new RegExp(`\\b(?:the )?same period (?:of|in) (?<year>${enYear}|${enRelative})`, 'gi'),
    aside: true,
    relative: true,
    build: (groups, known) => samePeriod(yearOf(groups['year'], known), known),
  },
  {
    pattern:
      /\b(?:the )?(?:same|corresponding|year-ago|year-earlier) (?:period|quarter|half|month)(?: (?:last year|a year (?:earlier|ago)|of last year|of the previous year))?/gi,
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known, null),
  },
  { pattern: new RegExp(`\\b(?<year>${enRelative})\\b`, 'gi'), relative: true, build: named },
  {
    pattern: /\b(?:the )?(?:(?<n>12|13|14|15)th|(?<word>twelfth|thirteenth|fourteenth|fifteenth)) five-year plan(?: period)?/gi,
    build: ({ n, word }) => planOf(n ?? { twelfth: '12', thirteenth: '13', fourteenth: '14', fifteenth: '15' }[word!.toLowerCase()]!),
  },
  {
    pattern:
      /\b(?:over |in |during |within |for )?(?:the )?(?:(?<past>past|last|previous|preceding|recent)|next|coming|following) (?<length>\d{1,2}|two|three|four|five|six|seven|eight|ten|few|several|couple of|decade)(?: years?)?\b(?! (?:months?|weeks?|days?|quarters?|hours?))/gi,
    relative: true,
    build: ({ past, length }, known) => windowOf(past, valueOf(length), known),
  },
  {
    pattern: /\b(?<which>this|last|next) (?<unit>month|quarter)\b/gi,
    relative: true,
    build: ({ which, unit }, known) =>
      (unit!.toLowerCase() === 'month' ? monthBeside : quarterBeside)({ this: 0, last: -1, next: 1 }[which!.toLowerCase()]!, known),
  },
  {
    pattern:
      /\b(?:over |in |during |within |for )?(?:the )?(?:(?:past|last|next|first|recent|coming|every|each|previous) )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|a)[ -](?:years?|months?|weeks?|quarters?(?! (?:of (?!the year|20)|said|say|share))|decades?|century)\b(?:[- ](?:old|long|earlier|ago|later))?/gi,
    relative: true,
    build: () => null,
  },
  { pattern: /\b(?:the )?(?<decade>20[0-4]0)s\b/g, build: ({ decade }) => spanOf(decade!, `${Number(decade) + 9}`) },
];
