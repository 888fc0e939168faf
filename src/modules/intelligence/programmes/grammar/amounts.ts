/** What the numbers of a measure are: a sum that is given, a cap, a rate, a pot, or a threshold to be reached. */
import type { Quantity } from '../../quantities/quantity.ts';
import { readQuantities } from '../../quantities/read.ts';
import type { Sentence } from './text.ts';
import type { Amount, AmountRange, Cap, Per, Rate, RateBase } from '../words/contract.ts';

type Place = { start: number; end: number };
/** `before` and `after` are the words of the clause around the number; they say what it is. */
type Context = { before: string; after: string };
export type FoundNumber = Place &
  (
    | { is: 'amount'; value: AmountRange }
    | { is: 'cap'; value: Cap }
    | { is: 'rate'; value: Rate }
    | { is: 'pot'; value: AmountRange }
    | { is: 'threshold'; value: Amount; of: 'investment' | 'revenue' | 'overseas_revenue' | 'company_revenue' }
    | { is: 'shot_share'; value: number }
    | { is: 'count'; value: number; quantity: Quantity }
  );

const pers: readonly (readonly [RegExp, Per])[] = [
  [
    /(?:每|单个|单|同一|每一)?(?:家|个|一)?(?:企业|公司|主体|单位|机构|申报人|申报单位|申报主体)(?:的)?(?:每年|每年度|年度|当年|一年|单年)|每年(?:每家|每个|单个|同一)(?:企业|公司|主体|单位|机构)|per (?:company|enterprise|applicant|firm)(?:,)? (?:per|a|each) year|per (?:company|enterprise|applicant|firm) annually|(?:company|enterprise|applicant) annually/i,
    'company_year',
  ],
  [
    /每部|单部|每个项目|单个项目|每个作品|单个作品|每件|单项目|同一项目|同一作品|每部作品|\/部|部均|每剧|单剧|per (?:project|title|drama|series|work|production|script)|(?:each|a|every) (?:project|title|drama|series|script|production)/i,
    'project',
  ],
  [
    /每家|单个企业|同一企业|每个企业|单家|每户|同一主体|同一单位|单个主体|每个单位|\/家|per (?:company|enterprise|applicant|firm)|(?:each|a|any one|a single) (?:company|enterprise|applicant|firm)/i,
    'company',
  ],
  [/每集|单集|\/集|per episode|an episode|each episode/i, 'episode'],
  [/每分钟|\/分钟|per minute|a minute/i, 'minute'],
  [/每人|人均|每名|\/人|每位|per person|each person|a head|per trainee/i, 'person'],
  [/每个基地|单个基地|每个园区|单个园区|每座|per base|each base/i, 'base'],
  [/每场|每届|每次|每项活动|\/场|单场|per event|each event/i, 'event'],
  [/每月|\/月|按月|per month|a month|monthly/i, 'month'],
  [/每年|年度|当年|\/年|per year|a year|annually|each year|yearly/i, 'year'],
];
function perOf(text: string): Per | null {
  return pers.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const bases: readonly (readonly [RegExp, RateBase])[] = [
  [/租金|房租|场租|办公用房|\brent/i, 'rent'],
  [/利息|贷款|贴息|interest|loan/i, 'interest'],
  [/税|\btax/i, 'taxes'],
  [/奖金|配套|奖励金额|award|prize/i, 'award'],
  [/拍摄(?:成本|费用|支出|经费|花费)|取景(?:费用|支出)|(?:filming|shooting|location) (?:costs?|expenses?|spend)/i, 'shooting_costs'],
  [/设备|equipment/i, 'equipment'],
  [/收入|票房|流水|分账|营收|充值|revenue|box office|takings/i, 'revenue'],
  [/投资|invest/i, 'investment'],
  [/成本|费用|支出|经费|花费|开支|costs?|expens|spend/i, 'costs'],
];

const gives =
  /给予|予以|奖励|补贴|补助|资助|扶持|支持|奖补|贴息|返还|配套|一次性|subsid|grant|reward|award|bonus|reimburs|rebate|support|funding|pay/i;
const capBefore =
  /(?:最高|上限|封顶|不超过|不高于|至多|累计|合计|总额|限额|以内|最多)[^,，]{0,8}$|(?:up to|at most|capped at|cap of|maximum(?: of)?|not exceed(?:ing)?|no more than|limited to|ceiling of|limit of)\s*$/i;
const capAfter = /^(?:的)?(?:封顶|为上限|以内|为限|上限)|^\s*(?:cap\b|at most|maximum|limit)/i;
const potWords =
  /总规模|规模(?:为|达)?|专项资金|扶持资金(?:池|总额|规模)|每年(?:安排|统筹|设立|投入|列支)|安排(?:不少于|不低于)?|资金池|预算|总额度|首期|总盘子|设立|earmark|set aside|allocat|total of|fund of|fund size|target size|a pool of|budget of/i;
const thresholds: readonly (readonly [RegExp, 'investment' | 'revenue' | 'overseas_revenue' | 'company_revenue'])[] = [
  [
    /(?:海外|境外|出口|国际)[^,]{0,10}(?:收入|营收|票房|流水|销售额|出口额)[^,给予补贴奖]{0,10}$|overseas (?:revenue|income|sales)[^,]{0,30}$/i,
    'overseas_revenue',
  ],
  [
    /(?:营业收入|主营业务收入|年营收|营收|产值|年收入)[^,给予补贴奖]{0,12}$|(?:annual|company|operating) (?:revenue|turnover)[^,]{0,30}$/i,
    'company_revenue',
  ],
  [
    /(?:充值|分账|票房|流水|播出|播映|观看)?(?:收入|票房|流水|金额|收益|分账)[^,给予补贴奖]{0,12}$|(?:revenue|box office|takings|receipts|gross(?:es|ed|ing)?)[^,]{0,30}$/i,
    'revenue',
  ],
  [
    /(?:投资|成本|制作费用|制作经费|投入|制作费|总投资额|投资额)[^,给予补贴奖]{0,12}$|(?:invest(?:ment|ed)?|budgets?|production costs?|costs?)[^,]{0,30}$/i,
    'investment',
  ],
];

const listed = /^[、,和及与或\s]*(?:and|or)?\s*$/;
const countedFor = /^\s*(?:per|a|an|each|every)\s+\w+(?:\s+(?:per|a|each)\s+year)?/i;
const immediately = /^\s*(?:[/(]|per|a |an |each|every|annually|monthly|for (?:each|every))/i;
/** Whole minor units of a number of the quantity reader, by its decimal text: no float is multiplied. */
export function minorOf(value: number): string | null {
  if (!Number.isFinite(value) || value < 0 || value > 1e14) return null;
  const text = /e/.test(String(value)) ? value.toFixed(2) : String(value);
  const [whole, part = ''] = text.split('.') as [string, string?];
  return (BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))).toString();
}
const bpsOf = (share: number): number => Math.round(share * 10_000);

function rangeOf(quantity: Quantity, per: Per | null): AmountRange | null {
  const low = quantity.low === null ? null : minorOf(quantity.low);
  const high = quantity.high === null ? null : minorOf(quantity.high);
  return low === null && high === null ? null : { lowMinor: low, highMinor: high, currency: quantity.currency, per };
}

function moneyOf(quantity: Quantity, { before, after }: Context, previous: FoundNumber | null): FoundNumber | null {
  const place = { start: quantity.start, end: quantity.end };
  const single = quantity.high ?? quantity.low;
  const minor = single === null ? null : minorOf(single);
  if (minor === null) return null;
  const per = immediately.test(after) ? (perOf(after.slice(0, 24)) ?? perOf(before)) : perOf(before);
  const threshold = thresholds.find(([pattern]) => pattern.test(before))?.[1];
  const atMost = quantity.bound === 'at_most' || quantity.bound === 'under' || capBefore.test(before) || capAfter.test(after);
  // “total costs of at least 1 million” is to be reached; “up to 30 % of costs, at most …” is not.
  if (threshold !== undefined && !atMost) {
    const least = quantity.low ?? quantity.high;
    return { ...place, is: 'threshold', of: threshold, value: { amountMinor: minorOf(least!)!, currency: quantity.currency } };
  }
  const range = rangeOf(quantity, per)!;
  if (potWords.test(before) && !/奖|补|给予|subsid|grant|reward/i.test(before.slice(-8)) && !atMost)
    return { ...place, is: 'pot', value: range };
  if (atMost) return { ...place, is: 'cap', value: { amountMinor: minor, currency: quantity.currency, per } };
  // “500,000, 300,000 and 200,000 respectively”: what the first is, the others are.
  if (
    listed.test(before.replace(countedFor, '')) &&
    previous &&
    (previous.is === 'amount' || previous.is === 'cap' || previous.is === 'threshold')
  ) {
    if (previous.is === 'threshold')
      return { ...place, is: 'threshold', of: previous.of, value: { amountMinor: minor, currency: quantity.currency } };
    if (previous.is === 'cap')
      return { ...place, is: 'cap', value: { amountMinor: minor, currency: quantity.currency, per: per ?? previous.value.per } };
    return { ...place, is: 'amount', value: { ...range, per: per ?? previous.value.per } };
  }
  return { ...place, is: 'amount', value: range };
}

function shareOf(quantity: Quantity, { before, after }: Context): FoundNumber | null {
  const place = { start: quantity.start, end: quantity.end };
  const low = quantity.low;
  const high = quantity.high;
  if ((low ?? high)! > 10 || (low ?? 0) < 0) return null;
  const around = `${before}#${after.slice(0, 24)}`;
  // “on at least 50 % of shooting days”
  if (
    /(?:拍摄|取景|实景)(?:天数|时长|周期|场景|镜头|戏份|量)?[^,]{0,12}#|(?:天数|时长|场景|戏份|镜头|周期)[^,]{0,14}#|#[^,]{0,6}(?:拍摄|取景|天数|shooting days|filming days|of (?:its|the|their) (?:shoot|filming|days))/i.test(
      around,
    ) &&
    !/(?:费用|成本|支出|costs?|expenses?)/i.test(around)
  )
    return { ...place, is: 'shot_share', value: bpsOf((low ?? high)!) };
  if (!gives.test(around) && !/按|按照|的$|at (?:a rate of )?$|of\b/i.test(around)) return null;
  const of =
    bases.find(([pattern]) => pattern.test(before.slice(-24)))?.[1] ??
    bases.find(([pattern]) => pattern.test(after.slice(0, 60)))?.[1] ??
    null;
  const atMost = quantity.bound === 'at_most' || quantity.bound === 'under' || capBefore.test(before);
  return {
    ...place,
    is: 'rate',
    value: { lowBps: atMost || low === null ? null : bpsOf(low), highBps: high === null ? null : bpsOf(high), of },
  };
}

const whole: readonly (readonly [RegExp, Rate])[] = [
  [/1[::比]1(?:的)?(?:比例)?(?:给予)?(?:资金)?(?:配套|奖励|奖补)/g, { lowBps: 10_000, highBps: 10_000, of: 'award' }],
  [
    /免(?:收|除|缴)?(?:办公用房|场地)?(?:租金|房租|场租)|租金(?:全免|全额(?:补贴|减免))|零租金|rent[- ]free|free office space/gi,
    { lowBps: 10_000, highBps: 10_000, of: 'rent' },
  ],
  [/(?:租金|房租)减半|减半(?:收取|征收)?(?:租金|房租)/g, { lowBps: 5000, highBps: 5000, of: 'rent' }],
];

const stops = /[,，、;；。()（）](?!\d{3})/g;
/** What the numbers of a folded sentence are, in order. Numbers that nothing explains are left out. */
function findNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  const quantities = readQuantities(text).toSorted((a, b) => a.start - b.start);
  let from = 0;
  for (const quantity of quantities) {
    const breaks = [...text.slice(from, quantity.start).matchAll(stops)].map(({ index }) => from + index + 1);
    const clause = breaks.at(-1) ?? from;
    const next = text.slice(quantity.end).search(/[,，、;；。()（）](?!\d{3})/);
    const context = {
      before: text.slice(Math.max(clause, quantity.start - 60), quantity.start + boundLength(text, quantity)),
      after: text.slice(quantity.end, next < 0 ? undefined : quantity.end + next),
    };
    const number =
      quantity.unit === 'money'
        ? moneyOf(quantity, context, found.at(-1) ?? null)
        : quantity.unit === 'share'
          ? shareOf(quantity, context)
          : (quantity.low ?? quantity.high) === null
            ? null
            : ({ is: 'count', start: quantity.start, end: quantity.end, value: (quantity.low ?? quantity.high)!, quantity } as const);
    if (number) found.push(number);
    from = quantity.end;
  }
  for (const [pattern, value] of whole) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (!found.some((other) => other.is === 'rate' && other.start < end && match.index < other.end))
        found.push({ is: 'rate', value, start: match.index, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** The words of a bound belong to the quantity and to its context alike. */
function boundLength(text: string, quantity: Quantity): number {
  const lead = /^(?:[^\d零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]{0,12})/.exec(text.slice(quantity.start, quantity.end))![0];
  return lead.length;
}

const read = new WeakMap<Sentence, FoundNumber[]>();
/** What the numbers of a sentence are; read once however many ask, because reading them is most of the work. */
export function numbersOf(sentence: Sentence): FoundNumber[] {
  const known = read.get(sentence);
  if (known) return known;
  const found = /[\d零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾半免]|rent|million|thousand|hundred|billion|percent/i.test(
    sentence.text,
  )
    ? findNumbers(sentence.text)
    : [];
  read.set(sentence, found);
  return found;
}
