import type { Bound } from './quantity.ts';

/** Words that bound a number, by where they stand. What includes the number itself follows the Civil Code of China, article 1259 (以上, 以下, 以内). */
const wordsBefore: Readonly<Partial<Record<Bound, readonly string[]>>> = {
  over: [
    'over',
    'more than',
    'greater than',
    'higher than',
    'larger than',
    'above',
    'beyond',
    'north of',
    'better than',
    '(?:go|goes|gone|went|going|moved|sailed|shot|blown|blew|got|get|race[sd]?|soared|climbed|grown) past',
    '(?<=^(?:#+ )?)past',
    'in excess of',
    'exceed(?:s|ed|ing)?',
    'surpass(?:es|ed|ing)?',
    '(?<!the )(?<!at )topp(?:ed|ing)',
    '(?<=(?:will|to|would|could|may|might|can|should|comfortably|easily) )(?:top|pass|cross|clear|break|beat|outstrip)',
    'tops',
    'clears',
    'outstripp?(?:s|ed|ing)?',

    '(?:break|breaks|broke|breaking|broken)(?: through)?',
    'cross(?:es|ed|ing)?',
    'pass(?:es|ed|ing)',
    '>',
    '超过了?',
    '超出',
    '超',
    '逾',
    '突破',
    '高于',
    '多于',
    '大于',
    '(?<![突打爆])破',
    '站上',
    '迈上',
    '迈过',
    '越过',
    '跨过',
    '冲破',
    '登上(?=[\\d百千万亿])',
    '不止',
    '(?<=已|早已|均|都|仅|就|量|数|额|模|房|亮|播|户|热度|收入)过(?=[百千万亿半])',
  ],
  at_least: [
    'at least',
    'no less than',
    'not less than',
    'no fewer than',
    'not fewer than',
    'a minimum of',
    'minimum',
    'upwards? of',

    '(?<!a )minimum of',
    '≥',
    '>=',
    '至少',
    '不少于',
    '不低于',
    '不下于?',
    '不亚于',
    '少说',
    '不小于',
    '最低',
    '最少',
  ],
  nearly: [
    'nearly',
    'close to',
    'closer to',
    'not quite',
    'almost',
    'approach(?:es|ed|ing)?',
    'verging on',
    'on the verge of',
    'near(?:s|ed|ing)?',
    '将近',
    '接近',
    '逼近',
    '(?<![最附靠临邻新亲远相])近',
    '几近',
    '直逼',
  ],
  under: [
    'less than',
    'fewer than',
    '(?:just |only |narrowly |(?:fell|falls|fall|falling|came|comes|stopped|stops) )?short of',
    'lower than',
    'smaller than',
    'just under',
    'under',
    'below',
    'shy of',
    '<',
    '不足',
    '不到',
    '低于',
    '少于',
    '小于',
    '不满',
    '未满',
    '未到',
    '未达',
  ],
  at_most: [
    'at most',
    // “were up to 16.7 million”, “added up to”, “bring its market up to”: a verb and its particle.
    "(?<!\\b(?:was|were|been|add(?:s|ed|ing)?|(?:bring|take|lift|push|drive|raise|build|scale)(?:s|ing)?|brought|took|lifted|pushed|drove|raised|built|grew|climbed|rose|went|goes|moved)(?: [\\w'-]+){0,5} )up to",
    'no more than',
    'not more than',
    'no higher than',
    'not exceed(?:ing)?',
    'not to exceed',
    'a maximum of',
    'maximum of',
    'maximum',
    'capped at',
    '(?:tops?|topped|maxe[sd]?|max) out at',
    'cut off at',
    '(?:cap|ceiling|limit) (?:(?:was |is )?(?:raised|lifted|doubled|increased|cut) )?to',
    '(?:ceiling|limit|cap|maximum)(?: (?:per|for) \\w+)?(?: a year)? (?:is|stands at|is set at)',
    'limited to',
    '(?:with |subject to |to )?an? (?:overall |annual |upper )?(?:ceiling|limit) of',
    '(?:ceiling|limit) of',
    'a cap of',
    'cap of',
    'within',
    '≤',
    '<=',
    '不[得能可许应]超过',
    '不得[高多]于',
    '至高',
    '不会超过',
    '不可能超过',
    '不会多于',
    '不超过',
    '不超',
    '不高于',
    '不多于',
    '不大于',
    '最高',
    '至多',
    '最多',
    '上限为?',
    '封顶',
  ],
  about: [
    'about',
    'around',
    'approximately',
    'approx\\.?',
    'some',
    'roughly',
    'circa',
    'ca\\.',
    'c\\.',
    '(?<![\\d万亿千百元%成倍部家人个]) ?~',
    '≈',
    'an estimated',
    'or so',
    '(?<![合签契条预节制公特邀违履婚])约为?',
    '大约',
    '大概',
    '大致',
    '左右为',
  ],
};
const wordsBehind: Readonly<Partial<Record<Bound, readonly string[]>>> = {
  over: [
    '\\+',
    ' ?plus(?! (?:a|an|the)\\b)(?![a-z])',
    '-plus(?![a-z])',
    ' and counting',
    '[多余](?![元个月年])',
    '有余',
    '还多',
    '不止',
    '之上',
    '往上',
    '出头',
    '开外',
    '强(?=[，,。；;、的）)]|$)',
  ],
  at_least: [
    ' or more',
    ' or above',
    ' and above',
    ' or higher',
    ' and over',
    ' at least',
    ' minimum',
    '及?以上',
    '及其以上',
    '(?<!(?:从|自|由)[^，。；]{0,24})起步',
    '起(?=[，,。；;、）)]|$)',
  ],
  under: ['不到', '弱(?=[，,。；;、的）)]|$)'],
  at_most: [
    ' or less',
    ' or fewer',
    ' or below',
    ' at most',
    ' maximum',
    '(?: (?:a|per|each) \\w+)? as (?:the|a|an|its) (?:upper |overall |annual )?(?:limit|ceiling|cap|maximum)\\b',
    '及?以下',
    '以内',
    '之内',
    '封顶',
    '为上限',
  ],
  about: [' or so', '左右', '上下', '前后'],
};
// What may stand between a bound and its number: 最高给予500万元, “exceeded the 500 million mark”.
const between =
  '(?: ?(?:the|a|an|by|of|as|some|about|reach(?:ed|es|ing)?|touch(?:ed|es|ing)?|hit(?:ting)?))? ?|(?:了|达到|达|到|为|至|可达|可|可获得?|可获|给予|奖励|补贴|补助|资助|支持|扶持|可?[补奖给]|按|每部|每家|一次性|的|人民币|不超过|共|约)+';

export type Bounded = { readonly bound: Bound; readonly start: number; readonly end: number };

type Entry = readonly [Bound, string];
const entries = (table: Readonly<Partial<Record<Bound, readonly string[]>>>): Entry[] =>
  (Object.entries(table) as [Bound, string[]][])
    .flatMap(([bound, words]) => words.map((word): Entry => [bound, word]))
    .toSorted((a, b) => b[1].length - a[1].length);

const beforeWords = entries(wordsBefore);
const beside = /(?:%|percent|per cent|points?|times|-?fold|third|half|twice|double|triple) $/i;
const negated = /(?:not|n't|never)(?: to)? ?$/i;
const beforeEnd = new RegExp(
  `(?:${beforeWords.map(([, word]) => (/^[a-z(]/i.test(word) && /[a-z]/i.test(word) ? `(?<![A-Za-z])(${word})` : `(${word})`)).join('|')})(?:${between})$`,
  'i',
);
// 不超过总成本的30%: the whole stands between the bound and its share.
const ofWhole = new RegExp(
  `(?:${beforeWords.map(([, word]) => (/^[\\x00-\\x7f]+$/.test(word) ? `(\\b${word})(?!)` : `(${word})`)).join('|')})(?:了)?[\\u4e00-\\u9fff]{2,12}?的$`,
  'i',
);
const behindWords = entries(wordsBehind);
const behindAt = new RegExp(behindWords.map(([, word]) => `(${word})`).join('|'), 'iy');

/** The bound that stands right before a place (of the number or its currency's sign) of the folded text; of a `share` also before its whole. */
export function boundBefore(text: string, at: number, share = false): Bounded | null {
  const from = Math.max(0, at - 64);
  const window = text.slice(from, at);
  const found = beforeEnd.exec(window) ?? (share ? ofWhole.exec(window) : null);
  if (!found) return null;
  const which = beforeWords[found.findIndex((part, index) => index > 0 && part !== undefined) - 1]!;
  // “turned over 14 billion yuan”: the verb's own word.
  if (/\b(?:turn(?:s|ed|ing)?|take(?:s|n)?|took) $/i.test(window.slice(0, found.index)) && /^over\b/i.test(found[0])) return null;
  // “23.7 % above the 13.9 million of January”: what is compared with is the number itself.
  if ((which[0] === 'over' || which[0] === 'under') && !share && beside.test(window.slice(0, found.index))) return null;
  const no = which[0] === 'over' ? negated.exec(window.slice(0, found.index)) : null;
  if (no) return { bound: 'at_most', start: from + no.index, end: at };
  return { bound: which[0], start: from + found.index, end: at };
}

/** The bound that stands right behind a place of the folded text. */
export function boundBehind(text: string, at: number): Bounded | null {
  behindAt.lastIndex = at;
  const found = behindAt.exec(text);
  if (!found) return null;
  return {
    bound: behindWords[found.findIndex((part, index) => index > 0 && part !== undefined) - 1]![0],
    start: at,
    end: behindAt.lastIndex,
  };
}
