import { boundBefore, boundBehind, type Bounded } from './bounds.ts';
import { decimalOf, shift, type Decimal } from './decimal.ts';
import { englishWordings } from './english-wordings.ts';
import { chineseValue } from './numerals.ts';
import type { Measured } from './measured.ts';
import type { Unit } from './quantity.ts';

type Said = { value: Decimal; unit: Unit; over?: bigint; step?: number; upper?: Decimal; bound?: Bounded['bound']; currency?: string };
export type WordingRule = {
  readonly pattern: RegExp;
  readonly build: (groups: Readonly<Record<string, string | undefined>>) => Said | null;
};

const number = (text: string): Decimal | null => (/^\d/.test(text) ? decimalOf(text) : chineseValue(text));
const chinese = '(?:\\d+(?:\\.\\d+)?|[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)';
const ordinals: Readonly<Record<string, bigint>> = {
  half: 2n,
  halves: 2n,
  third: 3n,
  quarter: 4n,
  fourth: 4n,
  fifth: 5n,
  sixth: 6n,
  seventh: 7n,
  eighth: 8n,
  ninth: 9n,
  tenth: 10n,
  twentieth: 20n,
};
const cardinals = ' one two three four five six seven eight nine ten'.split(' ');
const smallOf = (word: string) =>
  /^\d+$/.test(word) ? BigInt(word) : /^an?$/i.test(word) ? 1n : BigInt(Math.max(cardinals.indexOf(word.toLowerCase()), 0));
// A fraction in words is as coarse as a tenth.
const coarse = 0.1;
const fraction = (part: bigint, whole: bigint): Said | null =>
  whole < 2n || part === 0n ? null : { value: { units: part, exponent: 0 }, unit: 'share', over: whole, step: coarse };
const half: Said = { value: { units: 5n, exponent: -1 }, unit: 'share', step: coarse };
const times = (units: bigint): Said => ({ value: { units, exponent: 0 }, unit: 'times' });
const folds: Readonly<Record<string, bigint>> = { doubl: 2n, tripl: 3n, trebl: 3n, quadrupl: 4n, quintupl: 5n, sextupl: 6n };

/** What may follow “a third” that is a share: verbs and prepositions, and no noun. */
const behindPart =
  'the|more|fewer|less|are|were|is|was|came|come|comes|coming|higher|lower|larger|smaller|as|what|that|who|from|on|or|and|but|each|only|now|have|had|has|do|did|say|said|pay|paid|watch|watched|use|used|earn|earned|break|broke|go|goes|went|make|made|live|lived|belong|belongs|belonged|above|below|up|down|abroad|already|also|still|would|will|can';

/** Shares and multiples that are words of their own: 百分之三十, 三分之一, 过半, two-thirds, doubled, 翻两番, tenfold. */
const rules: readonly WordingRule[] = [
  ...englishWordings,
  {
    pattern: new RegExp(`(?<base>百|千|万)分之(?<low>${chinese})(?:[-~至到](?:百分之)?(?<high>${chinese}))?(?!多)`, 'g'),
    build: ({ base, low, high }) => {
      const [from, to] = [number(low!), high === undefined ? null : number(high)];
      const by = { 百: -2, 千: -3, 万: -4 }[base!]!;
      return from && { value: shift(from, by), unit: 'share', ...(to && { upper: shift(to, by) }) };
    },
  },
  {
    pattern: new RegExp(`(?<whole>${chinese})分之(?<part>${chinese})(?!\\d)`, 'g'),
    build: ({ whole, part }) => ratio(number(part!), number(whole!)),
  },
  {
    pattern: /(?<=[已均早就再占例率数都比重额])过半(?!百|年|小时|天|月|个)|^过半(?!百|年)|过半数/g,
    build: () => ({ ...half, bound: 'over' }),
  },
  { pattern: /(?<!过)大半(?![年天个夜])|多半/g, build: () => ({ ...half, bound: 'over' }) },
  { pattern: /(?<![上下])(?:一半|半数|半壁江山|五五开)(?!年|天|时|决)/g, build: () => half },
  {
    pattern: /翻(?:了|上)?(?<count>[一两二三四五]|\d)?(?:番|倍)/g,
    build: ({ count }) => times(2n ** BigInt(count === undefined ? 1 : Number(number(count)!.units))),
  },
  {
    // “a third of”, “another fifth break even”: of one part only where what follows is no thing counted (“a third app”).
    pattern: new RegExp(
      `\\b(?<part>a|one|another)[- ](?<whole>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)(?= (?:of(?! a (?:million|billion|trillion)\\b)|to (?:one|two|three|a|half)\\b|${behindPart})\\b| (?:for|in|by|at the end of) (?:20\\d\\d|this|next|last)| ?[\\[,.;)]|$)`,
      'gi',
    ),
    build: ({ whole }) => fraction(1n, ordinals[whole!.toLowerCase()]!),
  },
  {
    // Several parts are a share whatever follows: “three-quarters were”; three quarters of a year are a time and masked as such.
    pattern:
      /\b(?<part>two|three|four|five|six|seven|eight|nine)[- ](?<whole>halves|thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)\b(?! of a (?:million|billion|trillion)\b)/gi,
    build: ({ part, whole }) => fraction(smallOf(part!), ordinals[whole!.toLowerCase().replace(/(?<!l)s$/, '')] ?? 0n),
  },
  {
    pattern: /(?<![\d/.,$])(?<part>[1-9])\/(?<whole>[2-9]|10)(?![\d/%])(?=\s?(?:of|的|以上|左右|,|，|。|\.|$))/g,
    build: ({ part, whole }) => (BigInt(part!) < BigInt(whole!) ? fraction(BigInt(part!), BigInt(whole!)) : null),
  },
  {
    pattern:
      /(?<!(?:first|second|1st|2nd|latter|the|other|better) )(?<![-\w])half(?= (?:of|the|its|their|our|my|his|her|your|all|what|are|were|is|was)\b| (?:for|in|by) 20\d\d|[,.;)]|$)/gi,
    build: () => half,
  },
  {
    pattern:
      /\b(?<part>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of)(?: every)? (?<whole>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b(?! (?:months?|years?|days?|weeks?|million|billion))(?= [a-z])/gi,
    build: ({ part, whole }) => (smallOf(part!) < smallOf(whole!) ? fraction(smallOf(part!), smallOf(whole!)) : null),
  },
  {
    pattern:
      /\b(?<part>one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:in|out of|of) (?:every|each) (?<whole>two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3}|hundred)\b(?! (?:months?|years?|days?|weeks?|million|billion|thousand))/gi,
    build: ({ part, whole }) => partIn(part!, whole!),
  },
  {
    // “under four in a hundred”, “seven viewers in a hundred”.
    pattern:
      /\b(?<part>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: (?:viewers?|users?|people|titles?|dramas?|apps?))? (?:in|out of|of) (?:a|one|every) (?<whole>hundred|thousand)\b/gi,
    build: ({ part, whole }) => partIn(part!, whole!),
  },
  {
    pattern:
      /\b(?<part>one|two|three|four|\d{1,2}) (?:[a-z-]+ ){0,2}?(?:titles?|dramas?|users?|viewers?|netizens?|people|persons?|companies|company|apps?|productions?|releases?|projects?|works?|yuan|respondents?|shows?|subscribers?|customers?|members?|adults?|households?|scripts?|series) (?:in|out of)(?: every| each)? (?<whole>two|three|four|five|six|seven|eight|nine|ten|twenty|100|a hundred)\b(?! (?:months?|years?|days?|weeks?|million|billion|thousand|cities|provinces|countries|regions))/gi,
    build: ({ part, whole }) => partIn(part!, whole!.replace('a ', '')),
  },
  {
    pattern: new RegExp(
      `(?:平均)?每(?<whole>${chinese})(?:名|个|位|部|人|家|元|款)[\\u4e00-\\u9fff]{0,10}?[,，]?(?:中|里|之中|当中)?[,，]?(?:就|便)?(?:会|约|大约|大概|至少|超过|近)?有(?:约|超过|近)?(?<part>${chinese})(?:名|个|位|部|人|家|元|款)`,
      'g',
    ),
    build: ({ part, whole }) => ratio(number(part!), number(whole!)),
  },
  {
    pattern:
      /\b(?:remaining|other|final|last) (?<whole>half|third|quarter|fifth|tenth)(?= (?:of|came|comes|coming|from|was|were|is|are|by)\b|[,.;)]|$)/gi,
    build: ({ whole }) => fraction(1n, ordinals[whole!.toLowerCase()]!),
  },
  {
    pattern: /\b(?<fold>doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:ed|es|ing|e)\b(?! (?:check|down|digit))/gi,
    build: ({ fold }) => times(folds[fold!.toLowerCase()]!),
  },
  {
    pattern: /\b(?<count>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred)[- ]?fold\b/gi,
    build: ({ count }) => times({ twelve: 12n, twenty: 20n, hundred: 100n }[count!.toLowerCase()] ?? smallOf(count!)),
  },
  { pattern: /\btwice(?= (?:the|as|that|its|their|what|last|more)\b)/gi, build: () => times(2n) },
];

/** “85 out of every 100”, “one title in seven”. */
function partIn(part: string, whole: string): Said | null {
  const of = ({ twenty: 20n, hundred: 100n, thousand: 1000n } as Record<string, bigint>)[whole.toLowerCase()] ?? smallOf(whole);
  const some = smallOf(part);
  return some > 0n && some < of ? fraction(some, of) : null;
}

function ratio(part: Decimal | null, whole: Decimal | null): Said | null {
  if (!part || !whole || whole.exponent < 0 || part.exponent < 0) return null;
  return fraction(part.units * 10n ** BigInt(part.exponent), whole.units * 10n ** BigInt(whole.exponent));
}

/** Those of the folded text outside what is masked. */
export function sharesIn(text: string, mask: Uint8Array): Measured[] {
  const all: Measured[] = [];
  for (const { pattern, build } of rules) {
    for (const found of text.matchAll(pattern)) {
      const start = found.index;
      const end = start + found[0].length;
      const said = build(found.groups ?? {});
      if (!said || mask[start] === 1 || all.some((other) => other.start < end && start < other.end)) continue;
      const before = boundBefore(text, start);
      all.push({
        start,
        end,
        value: said.value,
        upper: said.upper ?? null,
        open: false,
        power: 0,
        scaleWord: null,
        unit: said.unit,
        unitWord: found[0],
        closed: true,
        currency: said.currency ?? null,
        by: said.over === undefined ? null : { times: 1n, over: said.over },
        step: said.step ?? null,
        written: 'words',
        sure: true,
        before: before ?? (said.bound ? { bound: said.bound, start, end: start } : null),
        behind: boundBehind(text, end),
      });
    }
  }
  return all;
}
