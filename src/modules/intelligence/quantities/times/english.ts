/** The words of time in English. */
import { monthsOf, spanOf } from './period.ts';
import {
  aPeriodBefore,
  aYearBefore,
  type Known,
  monthBeside,
  monthOf,
  monthsBefore,
  named,
  namedLately,
  planOf,
  quarterBeside,
  samePeriod,
  type TimeRule,
  valueOf,
  windowOf,
  yearOf,
} from './resolve.ts';

const enYear = '(?:19[5-9]\\d|20[0-4]\\d)';
const enRelative =
  '(?:the )?year before last|(?:the )?(?:this|last|next|current|previous|prior|preceding|following|same|coming|that) (?:year|fiscal(?: year)?)|the year(?: before| after)?';
const enMonth =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\.?';
const before =
  '(?:(?:by|at|as of|until|through|towards?|from) )?(?:the )?(?:(?:end|close|beginning|start|middle) of )?(?:early |late |mid-|mid |year-end |end-|end )?';
const ofYear = `(?:,? ?(?:of |in )?(?:fiscal )?(?<year>${enYear}|${enRelative})(?:'s)?)`;
const enPart = `(?:(?<half>first|opening|second|1st|2nd)[ -]half|(?<quarter>first|opening|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter|first (?<quarters>two|three|2|3) quarters|(?:first|opening|initial) (?<months>two|three|four|five|six|seven|eight|nine|ten|eleven|\\d{1,2}) months|(?<final>(?:final|closing) (?:quarter|three months)|last three months(?= of)))`;
const howMany = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2}';
/** What a report compares itself with. */
const stretch = '(?:period|quarter|half(?:[- ]year)?|month|stretch|span|window|weeks|months|(?:three|six|nine|ten|\\d{1,2}) months)';

/** Longest first wins where two begin alike. Each is tried over the whole text. */
export const englishTimeRules: readonly TimeRule[] = [
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
    // “12-15 October 2026”, “October 12-15, 2026”: days of an event.
    pattern: new RegExp(
      `\\b\\d{1,2} ?(?:-|to|and) ?(?<day>\\d{1,2}) (?<name>${enMonth}),? ?(?<year>${enYear})?\\b|\\b(?<name2>${enMonth}) \\d{1,2} ?(?:-|to|and) ?(?<day2>\\d{1,2})(?:,? ?(?<year2>${enYear}))?\\b(?! (?:million|billion|percent|yuan))`,
      'g',
    ),
    build: ({ day, day2, name, name2, year, year2 }, known) => named({ day: day ?? day2, name: name ?? name2, year: year ?? year2 }, known),
  },
  {
    pattern: new RegExp(
      `\\b(?<name>${enMonth}) (?<day>\\d{1,2})(?:st|nd|rd|th)?,? ?(?:of )?(?<year>${enYear})?\\b(?! (?:million|billion|percent|yuan))`,
      'g',
    ),
    build: namedLately,
  },
  {
    pattern: new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<name>${enMonth}),? ?(?<year>${enYear})?\\b`, 'g'),
    build: namedLately,
  },
  {
    pattern: new RegExp(
      `\\b(?<name>${enMonth}) (?<y1>${enYear}) ?(?:to|-|through|and|until) ?(?<name2>${enMonth}) (?<year>${enYear})\\b`,
      'g',
    ),
    build: ({ name, name2, y1, year }) =>
      spanOf(monthsOf(Number(y1), monthOf(name!), monthOf(name!)), monthsOf(Number(year), monthOf(name2!), monthOf(name2!))),
  },
  {
    pattern: new RegExp(`\\b(?<name>${enMonth}) ?(?:to|-|through|and|until) ?(?<name2>${enMonth})(?:${ofYear})?\\b`, 'g'),
    build: namedLately,
  },
  { pattern: new RegExp(`${before}\\b(?<name>${enMonth})${ofYear}`, 'g'), build: named },
  {
    pattern: new RegExp(
      `(?<=\\b(?:in|by|since|of|until|through|during|early|late|mid|last|this|from|to|end|per)[ -])(?:the end of )?(?<name>${enMonth})(?![a-zA-Z]| ?\\d|, ?(?:19|20)\\d\\d\\b)`,
      'g',
    ),
    relative: true,
    build: namedLately,
  },
  {
    // “the June figure”, “July's downloads”.
    pattern: new RegExp(
      `(?:(?<=\\bthe )|(?<=^|[.;:!?•] |[-–] )(?!May\\b|March\\b))(?<name>${enMonth})(?= (?:figure|total|number|tally|count|level|filings?|revenues?|downloads|sales|takings|data|ad|advertising|bookings|installs|users)\\b)|\\b(?<name2>(?!May\\b)${enMonth})'s\\b`,
      'g',
    ),
    relative: true,
    build: ({ name, name2 }, known) => namedLately({ name: name ?? name2 }, known),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:in|during|over|for|within) )?${before}(?:(?<owner>${enYear})(?:'s)? )?${enPart}(?:${ofYear})?(?![a-zA-Z])`,
      'gi',
    ),
    build: ofPart,
  },
  {
    pattern: new RegExp(
      `\\b(?:Q(?<quarter>[1-4])|H(?<half>[12]))(?:[ /]?(?:of |in )?(?:FY)?'?(?<year>${enYear}|\\d{2}|${enRelative}))?(?![\\w%])`,
      'gi',
    ),
    build: namedLately,
  },
  { pattern: new RegExp(`(?<![\\w.])(?:(?<quarter>[1-4])Q|(?<half>[12])H) ?'?(?<year>${enYear}|\\d{2})(?![\\w%])`, 'g'), build: named },
  { pattern: new RegExp(`(?<![\\w.])(?<year>${enYear}|2\\d)(?:年?)[ -]?(?:Q(?<quarter>[1-4])|H(?<half>[12]))(?!\\w)`, 'g'), build: named },
  {
    pattern: new RegExp(
      `\\b(?:(?:from|between|for|in|during|over) )?(?:the )?(?:period )?(?<from>${enYear}) ?(?:(?:-|/) ?(?<to>${enYear}|\\d{2})|(?:to|through|until) ?(?<until>${enYear}))\\b(?!,?\\d|\\.\\d|\\s?(?:%|billion|million|yuan|respectively)|[-/]\\d)`,
      'gi',
    ),
    build: ({ from, to, until }, known) => spanOf(from!, to?.length === 2 ? from!.slice(0, 2) + to : `${yearOf(to ?? until, known)}`),
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
    // “the same stretch of 2024”, “the comparable period last year”.
    pattern: new RegExp(
      `\\b(?:the )?(?:same|corresponding|comparable|equivalent|like|matching) (?:${stretch}|time) (?:of |in |during )?(?<year>${enYear}|${enRelative}(?! (?:earlier|ago)))`,
      'gi',
    ),
    aside: true,
    relative: true,
    build: (groups, known) => samePeriod(yearOf(groups['year'], known), known),
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(?:(?:same|corresponding|comparable|equivalent|like) ${stretch}|same time(?= (?:a|one) year)|(?:year-ago|year-earlier|prior-year) (?:${stretch}|level|figure))(?: (?:last year|(?:a|one) year (?:earlier|ago|before)|of last year|of the previous year))?`,
      'gi',
    ),
    aside: true,
    relative: true,
    build: (_groups, known) => aYearBefore(known, null),
  },
  {
    // “over the same period”, without saying of which year: the one that was spoken of.
    pattern: new RegExp(
      `(?<!\\b(?:compared|against|from|than|versus|vs\\.?|after|as many as|as much as)\\b[^.;]{0,40})\\b(?:over|in|during|for) the same ${stretch}(?! (?:of|in|last|a year|one year|the year|the previous))\\b`,
      'gi',
    ),
    aside: true,
    relative: true,
    build: (_groups, known) => known.period ?? known.before ?? known.reporting ?? null,
  },
  {
    // “from the previous quarter”, “the three months before”, “the preceding six months”.
    pattern:
      /\b(?:the )?(?:(?:previous|preceding|prior) (?<unit>quarter|half(?:[- ]year)?|month|three months|six months)|(?<unit2>quarter|half(?:[- ]year)?|month|three months|six months) (?:before|earlier|prior|previously)(?! (?:the|it|they)\b))\b/gi,
    aside: true,
    relative: true,
    build: ({ unit, unit2 }, known) =>
      aPeriodBefore(/quarter|three/i.test((unit ?? unit2)!) ? 3 : /half|six/i.test((unit ?? unit2)!) ? 6 : 1, known),
  },
  {
    // “the June quarter”, “the December quarter of 2024”: the one that ends with the month.
    pattern: new RegExp(`\\b(?:(?:in|for|during|over) )?(?:the )?(?<name>March|June|September|December) quarter(?:${ofYear})?`, 'g'),
    relative: true,
    build: ({ name, year }, known) => namedLately({ quarter: String(monthOf(name!) / 3), year }, known),
  },
  {
    pattern: new RegExp(`\\b(?<n>${howMany}) years ago\\b|\\b(?<decade>a decade ago)\\b`, 'gi'),
    aside: true,
    relative: true,
    build: ({ n, decade }, known) => (known.published ? `${known.published[0] - (decade === undefined ? valueOf(n) : 10)}` : null),
  },
  {
    // “by then”, “by the same date”: what was named last.
    pattern: /\bby (?:then|that (?:date|time|point|year|deadline)|the same (?:date|time|year|deadline))\b/gi,
    aside: true,
    relative: true,
    build: (_groups, known) => known.period ?? known.named ?? null,
  },
  {
    // “to reach 20 % within two years”: so long from now, of what is to come.
    pattern: new RegExp(`\\b(?:within|in) (?<n>${howMany}) years?(?:['’] time)?\\b(?! (?:ago|of|after|earlier|before|since))`, 'gi'),
    relative: true,
    build: ({ n }, known) => (known.ahead === true && known.published ? `${known.published[0] + valueOf(n)}` : null),
  },
  {
    // 11M25: so many months of the year.
    pattern: /(?<![\w.])(?<months>[1-9]|1[0-2])M ?'?(?<year>20\d\d|2\d)(?![\w%])/g,
    build: named,
  },
  {
    // “in the first quarter, 36 percent in the second and 44 in the third”.
    pattern: /\bin the (?<nth>second|third|fourth)(?=,| and\b|\.|;|$)/gi,
    relative: true,
    build: ({ nth }, { period }) => {
      const number = { second: 2, third: 3, fourth: 4 }[nth!.toLowerCase()]!;
      if (/-Q\d$/.test(period ?? '')) return `${period!.slice(0, 4)}-Q${number}`;
      return /-H\d$/.test(period ?? '') && number === 2 ? `${period!.slice(0, 4)}-H2` : null;
    },
  },
  {
    // “For the nine months, group revenue totalled …”.
    pattern: /\b(?:for|in|over) the (?<n>six|nine) months\b(?! (?:to|ended|ending|through|before|up|earlier|prior))/gi,
    relative: true,
    build: ({ n }, known) => namedLately({ months: n }, known),
  },
  {
    // “three years earlier”, “two years later”: told from the year that was named.
    pattern: new RegExp(
      `\\b(?<n>two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}) years (?:(?<back>earlier|before|prior|previously)|later)\\b(?! (?:the|it|they)\\b)`,
      'gi',
    ),
    aside: true,
    relative: true,
    build: ({ n, back }, known) => {
      const year = known.period === null ? known.year : Number(known.period.slice(0, 4));
      return year === null ? null : `${year + (back === undefined ? valueOf(n) : -valueOf(n))}`;
    },
  },
  {
    pattern: /\b(?:a|one) year (?:later|on)\b(?! year)/gi,
    relative: true,
    build: (_groups, known) => (known.year === null ? null : `${known.year + 1}`),
  },
  {
    // “for the full year”, without saying which: the one that runs, or early in a year and of what was, the last.
    pattern: /\b(?:(?:in|for|over) )?(?:the |a )?full[- ]year\b(?! ?(?:20\d\d|fiscal|of))/gi,
    relative: true,
    build: (_groups, { published, ahead, year }) =>
      published === null ? (year === null ? null : `${year}`) : `${published[0] - (ahead !== true && published[1] <= 4 ? 1 : 0)}`,
  },
  {
    pattern: /\b(?:by |at |before |until )?(?:the )?(?:year[- ]end|year's end|end of (?:the )?year)\b(?! 20\d\d)/gi,
    relative: true,
    build: (_groups, known) => known.reporting?.slice(0, 4) ?? (known.published ? `${known.published[0]}` : null),
  },
  { pattern: new RegExp(`\\b(?<year>${enRelative})\\b`, 'gi'), relative: true, build: named },
  {
    pattern: /\b(?:the )?(?:(?<n>12|13|14|15)th|(?<word>twelfth|thirteenth|fourteenth|fifteenth)) five-year plan(?: period)?/gi,
    build: ({ n, word }) => planOf(n ?? { twelfth: '12', thirteenth: '13', fourteenth: '14', fifteenth: '15' }[word!.toLowerCase()]!),
  },
  {
    pattern:
      /\b(?:over |in |during |within |for )?(?:the )?(?:(?<past>past|last|previous|preceding|recent)|next|coming|following) (?<length>(?:\d{1,2}|two|three|four|five|six|seven|eight|ten|few|several|couple of)(?= years?\b)|decade\b)(?: years?)?/gi,
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
      /\b(?:over |in |during |within |for )?(?:the )?(?:(?:past|last|next|first|recent|coming|every|each|previous) )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|a)[ -](?:years?|months?|weeks?|quarters?(?! (?:of (?!the year|20)|said|say|share))(?<!(?<!first|past|last|next|recent|previous|coming|for|in|over|after|within|these|those) (?:three|two)[- ]quarters)|decades?|century)\b(?:[- ](?:old|long|earlier|ago|later))?/gi,
    relative: true,
    build: () => null,
  },
  { pattern: /\b(?:the )?(?<decade>20[0-4]0)s\b/g, build: ({ decade }) => spanOf(decade!, `${Number(decade) + 9}`) },
];

/** A part of a year: “2024's fourth quarter”, “the final three months of 2024”. */
function ofPart(groups: Readonly<Record<string, string | undefined>>, known: Known): string | null {
  const { owner, final, year } = groups;
  return namedLately({ ...groups, year: year ?? owner, ...(final !== undefined && { quarter: '4' }) }, known);
}
