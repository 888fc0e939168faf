/** The measures of a text as items: what each gives, to whom, at which rate, up to what. */
import { createHash } from 'node:crypto';
import type { Cap, Condition, ProgrammeItem, Said, Support } from '../words/contract.ts';
import { numbersOf, type FoundNumber } from './amounts.ts';
import { findConditions, unexplained, type FoundCondition } from './conditions.ts';
import { findSupports } from './supports.ts';
import { passageOf, said, type Sentence } from './text.ts';

const gives =
  /给予|予以|奖励|补贴|补助|资助|扶持资金|奖补|贴息|减免|免收|免费|免租|免除|返还|配套|退税|零租金|subsid|grants?\b|rewards?\b|award(?:ed|s)? (?:of|up to)|bonus|reimburs|rebate|incentives?|(?:support|funding) of|receive|refund|waive|exempt|rent[- ]free|free of charge|interest/i;
const offers =
  /免费(?:提供|使用|入驻)|提供[^,。]{0,20}(?:免费|优惠|一站式|服务|支持|工位|场地)|给予[^,。]{0,16}(?:支持|倾斜|优先|保障)|优先(?:推荐|安排|支持)|offers? [^,.]{0,40}(?:service|support|free)|provides? [^,.]{0,40}(?:service|free)/i;
const overall = /同一|单个(?:企业|主体|单位)|每家企业|每个企业|每户|申报主体|any one company|a single company|per company|each company/i;
const inAll =
  /本(?:措施|政策|办法|细则|通知)|各项|以上|上述|各类|合计|累计|总额|in total|altogether|overall|under these measures|all items/i;
const demands = /须|应当|应为|应在|需(?:要|在|为|满足)|要求|条件|必须|must|should|required|eligible/i;
/** A section that says who may apply at all. */
export const eligibility =
  /(?:申报|申请|支持|扶持|奖励|补贴|基本|适用)(?:条件|对象|主体|范围|资格|要求)|适用于|who (?:can|may) apply|eligib|applicants? must|scope of application/i;

/** `here` is the region of the programme; `group` supports come from the heading or the sentence that leads in. */
export type ItemContext = { here: string | null };
export type ParagraphItems = { items: ProgrammeItem[]; caps: Said<Cap>[]; conditions: Said<Condition>[] };

/** The items of one paragraph's sentences. Caps that hold for all items and conditions that stand before any item are handed up. */
export function itemsOf(sentences: readonly Sentence[], context: ItemContext): ParagraphItems {
  const out: ParagraphItems = { items: [], caps: [], conditions: [] };
  let lead: Sentence | null = null;
  let pending: Said<Condition>[] = [];
  for (const sentence of sentences) {
    const numbers = numbersOf(sentence);
    const money = numbers.filter(({ is }) => is === 'amount' || is === 'cap' || is === 'rate');
    const last = out.items.at(-1);
    if (
      money.length > 0 &&
      money.every(({ is }) => is === 'cap') &&
      !/对[^,，]{2,}|给予|予以|补贴最高|奖励最高|subsid|grant|reward|rebate|up to/i.test(sentence.text)
    ) {
      const caps = money.flatMap((number) => (number.is === 'cap' ? [said(number.value, sentence, number.start, number.end)] : []));
      if (last && !inAll.test(sentence.text)) last.caps.push(...caps);
      else if (overall.test(sentence.text) || inAll.test(sentence.text)) out.caps.push(...caps);
      continue;
    }
    if (money.length > 0 && (gives.test(sentence.text) || sentence.heads !== null)) {
      const made = readItems(sentence, numbers, context, lead, pending);
      out.items.push(...made);
      pending = [];
      continue;
    }
    if (offers.test(sentence.text) && sentence.text.length >= 10) {
      out.items.push(...readItems(sentence, [], context, lead, pending));
      pending = [];
      continue;
    }
    if (demands.test(sentence.text)) {
      const found = conditionsOf(sentence, numbers, context);
      if (last) last.conditions.push(...found);
      else pending.push(...found);
    } else if (lead === null && sentence.text.length <= 60) lead = sentence;
  }
  if (pending.length > 0) out.conditions.push(...pending);
  return out;
}

/** The conditions of a sentence that says who may apply, a clause that is not understood in its own words. */
export function conditionsOf(sentence: Sentence, numbers: readonly FoundNumber[], context: ItemContext): Said<Condition>[] {
  const found = findConditions(sentence.text, { here: context.here, numbers });
  const all = found.map(({ condition, start, end }) => said(condition, sentence, start, end));
  let at = 0;
  for (const clause of sentence.text.split(/[,，](?!\d{3})/)) {
    const start = at;
    at += clause.length + 1;
    const lead =
      /^\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.、]\s?|(?:申报|申请|支持|扶持|适用|基本)(?:条件|对象|主体|范围|要求)\s*[:：]?)*/.exec(
        clause,
      )![0].length;
    const words = clause.slice(lead).trim();
    if (found.some((each) => each.start < start + clause.length && start < each.end) || words.length < 6) continue;
    if (unexplained(words, []) === '') continue;
    all.push(
      said(
        {
          kind: 'other',
          text: sentence.raw
            .slice(start + lead, start + clause.length)
            .trim()
            .slice(0, 400),
        },
        sentence,
        start + lead,
        start + clause.length,
      ),
    );
  }
  return all;
}

function readItems(
  sentence: Sentence,
  numbers: readonly FoundNumber[],
  context: ItemContext,
  lead: Sentence | null,
  pending: readonly Said<Condition>[],
): ProgrammeItem[] {
  const found = findConditions(sentence.text, { here: context.here, numbers });
  const other = unreadEligibility(sentence, numbers, found);
  const amounts = numbers.filter((number) => number.is === 'amount');
  const rates = numbers.filter((number) => number.is === 'rate');
  const caps = numbers.filter((number) => number.is === 'cap');
  const chain: readonly FoundNumber[] =
    amounts.length > 1
      ? amounts
      : amounts.length === 0 && rates.length > 1
        ? rates
        : amounts.length === 0 && rates.length === 0 && caps.length > 1 && tiered(sentence, caps)
          ? caps
          : [];
  const supports = supportsOf(sentence, lead, rates);
  const make = (index: number, own: readonly FoundCondition[], mine: readonly FoundNumber[]): ProgrammeItem => ({
    id: createHash('sha256').update(`${sentence.text}#${index}`).digest('hex').slice(0, 12),
    text: said(sentence.raw, sentence),
    supports,
    conditions: [...pending, ...own.map(({ condition, start, end }) => said(condition, sentence, start, end)), ...other],
    rate: firstOf(mine, sentence, (number) => (number.is === 'rate' ? number.value : null)),
    amount: firstOf(mine, sentence, (number) => (number.is === 'amount' ? number.value : null)),
    caps: mine.flatMap((number) => (number.is === 'cap' ? [said(number.value, sentence, number.start, number.end)] : [])),
  });
  if (chain.length < 2) return [make(0, found, numbers)];
  const rest = numbers.filter(
    (number) => !chain.includes(number) && (number.is === 'rate' || number.is === 'amount' || number.is === 'cap'),
  );
  const paired = pair(sentence, chain, found);
  return chain.map((number, index) => {
    const alsoMine = rest.length === chain.length ? [rest[index]!] : rest.filter(({ is }) => is === 'cap' || rest.length === 1);
    return make(index, paired[index]!, [number, ...alsoMine]);
  });
}

function tiered(sentence: Sentence, caps: readonly FoundNumber[]): boolean {
  return /分别|respectively/i.test(sentence.text) && caps.length > 1;
}

/** Which condition goes with which number of a list: “respectively” pairs them in order, else each takes what stands before it. */
function pair(sentence: Sentence, chain: readonly FoundNumber[], found: readonly FoundCondition[]): FoundCondition[][] {
  const first = chain[0]!.start;
  const before = found.filter(({ start }) => start < first);
  const byKind = Map.groupBy(before, ({ condition }) => condition.kind);
  const prizes = [...sentence.text.matchAll(/[特一二三]等奖|金奖|银奖|铜奖/g)].map((match): FoundCondition => ({
    condition: { kind: 'award', level: null, name: match[0] },
    start: match.index,
    end: match.index + match[0].length,
  }));
  const list = prizes.length === chain.length ? prizes : [...byKind.values()].find((each) => each.length === chain.length);
  if (list && (list === prizes || list.every(({ start }) => start < first))) {
    const shared = found.filter((each) => !list.includes(each) && (list !== prizes || each.condition.kind !== 'award'));
    return chain.map((_, index) => [...shared, list[index]!]);
  }
  let from = 0;
  const own = chain.map((number) => {
    const mine = found.filter(({ start }) => start >= from && start < number.start);
    from = number.end;
    return mine;
  });
  const later = new Set(own.slice(1).flatMap((mine) => mine.map(({ condition }) => condition.kind)));
  const shared = own[0]!.filter(({ condition }) => !later.has(condition.kind));
  const tail = found.filter(({ start }) => start >= from);
  return own.map((mine, index) => [...(index === 0 ? mine : [...shared, ...mine]), ...tail]);
}

/** What stands between 对 and what is given, where the patterns do not understand all of it. */
function unreadEligibility(sentence: Sentence, numbers: readonly FoundNumber[], found: readonly FoundCondition[]): Said<Condition>[] {
  const { text } = sentence;
  const opens = /(?:^|[,，、。:：)）\s])(?:对于?|凡|鼓励|支持|面向)(?=.{4,}?(?:给予|予以|按|奖励|补贴|补助|享受))/.exec(text);
  if (!opens) return [];
  const start = opens.index + opens[0].length;
  const until = text.slice(start).search(/[,，]?(?:分别|由|可)?(?:给予|予以|按照?|享受|最高|一次性)/);
  if (until <= 0) return [];
  const end = start + until;
  const inside = [...found, ...numbers]
    .filter((each) => each.start < end && each.end > start)
    .map((each) => ({ start: Math.max(each.start, start) - start, end: Math.min(each.end, end) - start }));
  if (unexplained(text.slice(start, end), inside) === '') return [];
  return [
    said(
      {
        kind: 'other',
        text: sentence.raw
          .slice(start, end)
          .replace(/^[,，\s]+/, '')
          .slice(0, 400),
      },
      sentence,
      start,
      end,
    ),
  ];
}

function supportsOf(sentence: Sentence, lead: Sentence | null, rates: readonly FoundNumber[]): Said<Support[]> {
  const fromGroup = sentence.group === null ? [] : findSupports(sentence.group);
  const fromLead = lead === null ? [] : findSupports(lead.text);
  const own = findSupports(sentence.text);
  const base = rates.flatMap((number) => (number.is === 'rate' ? [number.value.of] : []));
  const implied: Support[] = base.flatMap((of) =>
    of === 'rent' ? ['rent' as const] : of === 'interest' ? ['loan_interest' as const] : of === 'taxes' ? ['tax' as const] : [],
  );
  if (lead !== null && fromLead.length > 0)
    return {
      value: unique([...fromLead.map(({ support }) => support), ...implied]).slice(0, 4),
      passages: [passageOf(lead, fromLead[0]!.start, fromLead.at(-1)!.end)],
    };
  const value = unique([...fromGroup.map(({ support }) => support), ...implied, ...own.map(({ support }) => support)]).slice(0, 4);
  const passages =
    own.length > 0
      ? [passageOf(sentence, Math.min(...own.map(({ start }) => start)), Math.max(...own.map(({ end }) => end)))]
      : [passageOf(sentence)];
  return { value, passages };
}

function firstOf<T>(numbers: readonly FoundNumber[], sentence: Sentence, take: (number: FoundNumber) => T | null): Said<T> | null {
  for (const number of numbers) {
    const value = take(number);
    if (value !== null) return said(value, sentence, number.start, number.end);
  }
  return null;
}
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
