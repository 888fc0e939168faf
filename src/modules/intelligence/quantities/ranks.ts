import { chineseValue, englishCounts } from './numerals.ts';
import { numberOf } from './decimal.ts';
import type { Quantity } from './quantity.ts';

const chineseNumber = '(?<rank>\\d{1,4}|[一二三四五六七八九十百]{1,4})';
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const englishNumber = `(?<rank>${ordinals.join('|')}|\\d{1,3}(?:st|nd|rd|th))`;
const numbered = '(?:No\\.? ?|number |#)(?<rank>\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\\b';
// Each says a place in an order. “Top 100” alone is a list's name and none of them.
const patterns: readonly (readonly [RegExp, 'exact' | 'at_most'])[] = [
  [
    new RegExp(
      `(?:排名?|位列|位居|居于?|名列|列|跃居|跃升至|升至|排在|排行|稳居|占据|高居|位于|位次|蝉联|拿下|夺得)(?:在|于)?[\\u4e00-\\u9fff]{0,8}?第 ?${chineseNumber}(?:位|名)?(?![\\d季批期届部集页版天周轮章节次])`,
      'g',
    ),
    'exact',
  ],
  [
    new RegExp(`(?:全国|全球|全省|全市|国内|行业|世界|亚洲|海外|榜单)第 ?${chineseNumber}(?:位|名)?(?![\\d季批期届部集个家])`, 'g'),
    'exact',
  ],
  [new RegExp(`第 ?${chineseNumber}(?:位(?![一-龥]{0,2}(?:导演|演员|嘉宾))|名)`, 'g'), 'exact'],
  [new RegExp(`第 ?${chineseNumber}大(?=[\\u4e00-\\u9fff]{0,6}(?:市场|平台|应用|企业|公司|国|城市|产业|类|来源|基地|细分))`, 'g'), 'exact'],
  [
    new RegExp(
      `(?:位居|位列|跻身|进入|排名?|居|列|名列|稳居|挺进|入围|占据)[\\u4e00-\\u9fff]{0,8}?前${chineseNumber}(?:位|名|强)?(?![\\d季个部年月])`,
      'g',
    ),
    'at_most',
  ],
  [
    new RegExp(
      `\\brank(?:s|ed|ing)?(?:(?: [a-z]+){0,2}? (?:in |at |as )?(?:the )?)?(?:(?:${numbered})|${englishNumber.replace('<rank>', '<rank2>')})(?: place)?`,
      'gi',
    ),
    'exact',
  ],
  [
    new RegExp(
      `\\b(?:(?:in|to|into|took|takes|take|taking|secured|holds?|held) (?:the )?)?${englishNumber}[- ](?:place|spot|position|rank)\\b`,
      'gi',
    ),
    'exact',
  ],
  [
    new RegExp(
      `\\b(?:came|come|comes|coming|finish(?:ed|es|ing)?|placed?|places|stood|stands?|sits?|sat|landed|lay|lies|was|is|remain(?:s|ed)?|(?:plac|put|putt|rank|leav)(?:ing|es|e|s|ed)? (?:it|them|the \\w+)) (?:in |at |a |an |the |only |distant |close )*${englishNumber}(?= (?:in|among|on|with|by|behind|after|nationwide|nationally|globally|worldwide|overall|at|for|and)\\b| ?[\\[,.;:)]|$)`,
      'gi',
    ),
    'exact',
  ],
  [
    /\b(?:took|takes?|taking|taken|holds?|held|holding|claim(?:s|ed|ing)?|secur(?:es|ed|ing)|grabb?(?:s|ed)?|occup(?:y|ies|ied)|seized|reach(?:es|ed|ing)?|hit|at|in|to|keeps?|kept|regain(?:s|ed)?|captured) (?:the )?(?<rank>top)[- ](?:spot|place|position|rank|slot)\b/gi,
    'exact',
  ],
  [/\b(?<rank>topp(?:ed|ing)|tops) (?:the )?(?:[\w-]+ ){0,4}(?:charts?|list|ranking|rankings|league|table)\b/gi, 'exact'],
  [
    /(?<rank>登顶|(?:位居|位列|排名|排在|居于?|高居|稳居|跃居|名列)(?:[\u4e00-\u9fff]{0,6}?)(?:榜首|首位|之首)|居首(?=[，,。；;、]|$))/g,
    'exact',
  ],
  [
    new RegExp(
      `\\b(?:at|is|was|as|the|to|held|hit|reach(?:ed)?|bec(?:a|o)me|remain(?:s|ed)?|country's|its|nation's) ${numbered.replace('number |', '')}(?! of (?:19|20)\\d\\d)`,
      'g',
    ),
    'exact',
  ],
  [new RegExp(`\\b${englishNumber}[- ](?:largest|biggest|highest|most|busiest|ranked)\\b`, 'gi'), 'exact'],
  [
    new RegExp(
      `${numbered.replace('number |', '')}(?= (?:in|among|on|of|worldwide|globally|nationwide|nationally|by|spot|position|place|market|app)\\b| ?[\\[,;)]|\\.?$)`,
      'g',
    ),
    'exact',
  ],
  [
    /\b(?:rank(?:s|ed|ing)?(?: (?:in|among|within))?|enter(?:s|ed|ing)?|(?:broke|break|move|moved|climbed) into|join(?:s|ed)?)(?: \w+){0,2}? the (?:\w+ ){0,2}top[- ](?<rank>\d{1,3}|three|five|ten|twenty|hundred)\b(?! (?:audiovisual|apps?|lists?|titles|dramas|companies|\w+ apps))/gi,
    'at_most',
  ],
];
const words: Readonly<Record<string, number>> = {
  ...englishCounts,
  twenty: 20,
  hundred: 100,
};

/** Places in an order that the folded text tells: 位列第二, “ranks second”, “No. 2 in”, 跻身前三 (at most 3). */
export function readRanks(text: string): Quantity[] {
  const all: Quantity[] = [];
  for (const [pattern, bound] of patterns) {
    for (const found of text.matchAll(pattern)) {
      const groups = found.groups!;
      const value = rankOf((groups['rank'] ?? groups['rank2'])!.toLowerCase());
      const start = found.index + found[0].lastIndexOf((groups['rank'] ?? groups['rank2'])!);
      const from = /第 ?$/.test(text.slice(0, start)) ? text.lastIndexOf('第', start) : start;
      const to = found.index + found[0].length;
      if (value === null || all.some((other) => other.start < to && from < other.end)) continue;
      all.push(rank(from, to, value, bound));
    }
  }
  return all;
}

function rank(start: number, end: number, value: number, bound: 'exact' | 'at_most'): Quantity {
  const shared = { unit: 'rank', unitWord: null, currency: null, scale: 1, scaleWord: null, step: 1, written: 'digits' } as const;
  return { start, end, low: bound === 'exact' ? value : null, high: value, bound, ...shared };
}

function rankOf(word: string): number | null {
  if (/^top|登顶|首/.test(word)) return 1;
  if (/^\d/.test(word)) return Number.parseInt(word, 10);
  if (word in words) return words[word]!;
  const ordinal = ordinals.indexOf(word);
  if (ordinal >= 0) return ordinal + 1;
  const value = chineseValue(word);
  return value && numberOf(value);
}
