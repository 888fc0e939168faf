/** Amounts that English says in words of their own: hours and minutes in one, “every third viewer”, “by a factor of six”, “a yuan or two”. */
import type { Decimal } from './decimal.ts';
import type { WordingRule } from './shares.ts';

const cardinals = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ordinals = 'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const some = `an?|${cardinals.slice(1).join('|')}|\\d{1,3}(?:\\.\\d+)?`;
const counted = (word: string): number =>
  /^an?$/i.test(word) ? 1 : /^\d/.test(word) ? Number(word) : Math.max(cardinals.indexOf(word.toLowerCase()), 0);
const plain = (value: number): Decimal => ({ units: BigInt(Math.round(value)), exponent: 0 });

const coins: readonly (readonly [RegExp, string])[] = [
  [/yuan|rmb/i, 'CNY'],
  [/dollar/i, 'USD'],
  [/rupee/i, 'INR'],
  [/pound/i, 'GBP'],
  [/euro/i, 'EUR'],
];

const whom =
  'viewers?|users?|people|persons?|adults?|netizens?|subscribers?|respondents?|titles?|dramas?|shows?|series|productions?|projects?|compan(?:y|ies)|firms?|apps?|downloads?|releases?|dollars?|yuan|rupees?';

export const englishWordings: readonly WordingRule[] = [
  {
    // “an hour and 41 minutes”, “1h 52m”, “two hours, five minutes”.
    pattern: new RegExp(
      `\\b(?<hours>${some})(?: hours?| hrs?|h)(?: and |, (?:and )?| )?(?<minutes>${some}|(?:twenty|thirty|forty|fifty)(?:-[a-z]+)?)(?: minutes?| mins?|m)\\b`,
      'gi',
    ),
    build: ({ hours, minutes }) => ({ value: plain(counted(hours!) * 60 + minutesIn(minutes!)), unit: 'minutes' }),
  },
  {
    // “two and a half hours”, “an hour and a half”.
    pattern: new RegExp(
      `\\b(?<hours>${some})(?: and (?:a|one)[ -](?<part>half|quarter) hours?| hours? and (?:a|one)[ -](?<part2>half|quarter))\\b`,
      'gi',
    ),
    build: ({ hours, part, part2 }) => ({
      value: plain(counted(hours!) * 60 + ((part ?? part2)!.toLowerCase() === 'half' ? 30 : 15)),
      unit: 'minutes',
    }),
  },
  {
    pattern: /\b(?:half an hour|a half[- ]hour)\b(?! (?:later|before|after|episode|show|slot))/gi,
    build: () => ({ value: plain(30), unit: 'minutes' }),
  },
  {
    pattern: /\b(?:an|one) hour(?= (?:a|per|each|every) day\b| daily\b)/gi,
    build: () => ({ value: plain(60), unit: 'minutes' }),
  },
  {
    // “a yuan or two”, “a dollar or two”.
    pattern: /\b(?:a|one) (?<coin>yuan|dollar|rupee|pound|euro) or (?<high>two|three)\b/gi,
    build: ({ coin, high }) => ({
      value: plain(1),
      upper: plain(counted(high!)),
      unit: 'money',
      currency: coins.find(([words]) => words.test(coin!))![1],
    }),
  },
  {
    // “every third yuan earned”, “every second viewer”.
    pattern: new RegExp(`\\bevery (?<nth>${ordinals.slice(2).join('|')})(?= (?:\\w+ )?(?:${whom})\\b)`, 'gi'),
    build: ({ nth }) => ({ value: plain(1), over: BigInt(ordinals.indexOf(nth!.toLowerCase())), unit: 'share', step: 0.1 }),
  },
  {
    pattern: new RegExp(
      `\\b(?<part>${some})(?: (?:${whom}))? (?:in|out of)(?: every)? (?<whole>twelve|fifteen|twenty|thirty|fifty|hundred|thousand)\\b(?! (?:months?|years?|days?|weeks?|million|billion|thousand|cities|countries|markets|provinces))`,
      'gi',
    ),
    build: ({ part, whole }) => {
      const of = {
        twelve: 12n,
        fifteen: 15n,
        twenty: 20n,
        thirty: 30n,
        fifty: 50n,
        hundred: 100n,
        thousand: 1000n,
      }[whole!.toLowerCase()]!;
      return Number.isInteger(counted(part!)) && counted(part!) > 0 && counted(part!) < of
        ? { value: plain(counted(part!)), over: of, unit: 'share', step: 0.1 }
        : null;
    },
  },
  {
    pattern: new RegExp(`\\bfactor of (?<times>${some})\\b`, 'gi'),
    build: ({ times }) => (/^an?$/i.test(times!) ? null : { value: decimalTimes(times!), unit: 'times' }),
  },
  { pattern: /\bthrice\b/gi, build: () => ({ value: plain(3), unit: 'times' }) },
  { pattern: /\bhalf(?= as (?:many|much|large|big|long|high)\b)/gi, build: () => ({ value: { units: 5n, exponent: -1 }, unit: 'times' }) },
  { pattern: /\b(?<!be )halv(?:ed|es|ing|e)\b/gi, build: () => ({ value: { units: 5n, exponent: -1 }, unit: 'times' }) },
];

const tens = 'twenty thirty forty fifty'.split(' ');

function minutesIn(words: string): number {
  const [first, second] = words.toLowerCase().split('-') as [string, string | undefined];
  const ten = tens.indexOf(first);
  return ten < 0 ? counted(first) : (ten + 2) * 10 + (second === undefined ? 0 : counted(second));
}

function decimalTimes(words: string): Decimal {
  const [whole, part] = words.split('.') as [string, string | undefined];
  return part === undefined ? plain(counted(words)) : { units: BigInt(whole + part), exponent: -part.length };
}
