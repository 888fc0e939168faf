/** Values as files write them: money, times, statuses. Exact by text; nothing here goes through a float. */
import { minorDigits } from '../../../platform/money.ts';
import type { EventType, OrderStatus } from '../words/contract.ts';

export type Read<T> = { value: T } | { error: { code: string; params: Record<string, string | number> } };

// Sums of a million rows stay far from the end of int8.
const longestAmount = 15;
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
const fail = (code: string, params: Record<string, string | number> = {}): { error: { code: string; params: typeof params } } => ({
  error: { code: `row.${code}`, params },
});

/** Full-width digits, signs and letters as ASCII; spaces of every kind taken off both ends. */
export function plain(text: string): string {
  // Most cells of a million rows are figures and ids.
  if (/^[\x20-\x7e]*$/.test(text)) return text.trim();
  return text.normalize('NFKC').replace(/^[\s\u00a0\u200b\ufeff]+|[\s\u00a0\u200b\ufeff]+$/g, '');
}

/**
 * Money as minor units. Understands currency signs and names, thousands marks, full-width digits and accountants' brackets.
 * More decimals than the currency has are an error unless they are zeros, or `round` says that half a unit goes up.
 */
export function readAmount(
  given: string,
  options: { unit: 'major' | 'minor'; decimalMark: '.' | ','; currency: string; round?: boolean },
): Read<bigint> {
  const digits = (minorDigits as Record<string, number | undefined>)[options.currency];
  if (digits === undefined) return fail('currency_unknown', { value: shown(options.currency) });
  let text = plain(given).replace(/^(?:[A-Z]{3}|RMB|HK\$|US\$|[¥$€£₩฿₫₱₹])\s*|\s*(?:[A-Z]{3}|元|円|分)$/g, '');
  let negative = false;
  if (/^\(.*\)$/.test(text)) {
    negative = true;
    text = text.slice(1, -1);
  }
  if (/^[+\-−]/.test(text)) {
    negative ||= text[0] !== '+';
    text = text.slice(1).replace(/^[¥$€£₩฿₫₱₹]\s*/, '');
  }
  const thousands = options.decimalMark === '.' ? ',' : '.';
  const [whole = '', fraction = '', more] = text.split(options.decimalMark);
  const grouped = new RegExp(`^\\d{1,3}(?:[${thousands === '.' ? '\\.' : ','}' ]\\d{3})+$`);
  const wholeDigits = grouped.test(whole) ? whole.replace(/\D/g, '') : whole;
  if (more !== undefined || !/^\d*$/.test(wholeDigits) || !/^\d*$/.test(fraction) || wholeDigits + fraction === '')
    return fail('amount_unreadable', { value: shown(given) });
  const places = options.unit === 'major' ? digits : 0;
  const kept = fraction.slice(0, places).padEnd(places, '0');
  const rest = fraction.slice(places);
  if (/[1-9]/.test(rest) && !options.round) return fail('amount_too_precise', { value: shown(given), digits: places });
  const figures = (wholeDigits + kept).replace(/^0+(?=\d)/, '');
  if (figures.length > longestAmount) return fail('amount_too_large', { value: shown(given) });
  const size = BigInt(figures === '' ? '0' : figures) + (rest[0] !== undefined && rest[0] >= '5' ? 1n : 0n);
  return { value: negative ? -size : size };
}

const statusTable: readonly [OrderStatus, readonly string[]][] = [
  [
    'unpaid',
    ['unpaid', 'pending', 'created', 'waiting', 'topay', 'awaitingpayment', '未支付', '待支付', '未付款', '待付款', '已创建', '已下单'],
  ],
  [
    'paid',
    [
      'paid',
      'success',
      'succeeded',
      'completed',
      'complete',
      'settled',
      'finished',
      'done',
      'captured',
      '已支付',
      '支付成功',
      '已付款',
      '付款成功',
      '已完成',
      '交易成功',
      '成功',
      '已结算',
      '有效',
    ],
  ],
  ['partly_refunded', ['partlyrefunded', 'partiallyrefunded', 'partialrefund', 'partrefund', '部分退款', '已部分退款', '部分退']],
  [
    'refunded',
    ['refunded', 'refund', 'fullyrefunded', 'fullrefund', 'chargeback', 'reversed', '已退款', '退款成功', '全额退款', '退款', '已退'],
  ],
  [
    'cancelled',
    [
      'cancelled',
      'canceled',
      'closed',
      'expired',
      'failed',
      'void',
      'invalid',
      '已取消',
      '取消',
      '已关闭',
      '交易关闭',
      '订单关闭',
      '支付失败',
      '已失效',
      '无效',
    ],
  ],
];
const typeTable: readonly [EventType, readonly string[]][] = [
  ['install', ['install', 'installation', 'activate', 'activation', 'firstopen', '安装', '激活', '下载']],
  ['register', ['register', 'registration', 'signup', '注册', '新用户']],
  ['order', ['order', 'purchase', 'payment', 'recharge', 'sale', 'iap', '订单', '充值', '付费', '购买', '首充', '支付']],
  ['renewal', ['renewal', 'renew', 'subscription', '续费', '续订', '自动续费']],
  ['refund', ['refund', 'chargeback', '退款']],
  ['ad_revenue', ['adrevenue', 'ads', 'ad', 'iaa', '广告', '广告收入', '广告收益']],
];

const wordForm = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[\s_\-.]/g, '');
const wordsOf = <T>(table: readonly [T, readonly string[]][]): Map<string, T> =>
  new Map(table.flatMap(([value, words]) => words.map((word) => [wordForm(word), value] as const)));
const knownStatuses = wordsOf(statusTable);
const knownTypes = wordsOf(typeTable);

export function readStatus(text: string, own: Readonly<Record<string, OrderStatus>>): Read<OrderStatus> {
  const value = own[plain(text)] ?? knownStatuses.get(wordForm(text));
  return value ? { value } : fail('status_unknown', { value: shown(text) });
}

export function readType(text: string, own: Readonly<Record<string, EventType>>): Read<EventType> {
  const value = own[plain(text)] ?? knownTypes.get(wordForm(text));
  return value ? { value } : fail('type_unknown', { value: shown(text) });
}

// ── Times ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number; ms: number };
const quarterHour = 900_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Whether the zone is one that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

// Zones change at quarter hours of UTC at the finest, and the rows of a file are near one another: the table stays small.
function offsetMs(zone: string, utcMs: number): number {
  const quarter = Math.floor(utcMs / quarterHour);
  const key = `${zone} ${quarter}`;
  const kept = offsets.get(key);
  if (kept !== undefined) return kept;
  let format = formatters.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(quarter * quarterHour).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second);
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, wall - quarter * quarterHour);
  return wall - quarter * quarterHour;
}

/** The instant of a clock on the wall of a zone; a time that a zone skips is taken as if it had not changed yet. */
function instantOf(wall: Wall, zone: string): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
  const first = asUtc - offsetMs(zone, asUtc);
  return asUtc - offsetMs(zone, first);
}

const yearFirst =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s,]*(上午|下午|AM|PM)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:[.,](\d{1,9}))?)?\s*[秒分]?\s*(AM|PM)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const yearLast =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s,]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2}))?$/;
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** An instant as files write it, in milliseconds since 1970; without a zone of its own it is one of `zone`. */
export function readInstant(given: string, zone: string, order: 'auto' | 'day_first' | 'month_first'): Read<number> {
  const text = plain(given);
  const ms = instantFrom(text, zone, order);
  if (ms === 'ambiguous') return fail('time_ambiguous', { value: shown(given) });
  if (ms === null || Number.isNaN(ms)) return fail('time_unreadable', { value: shown(given) });
  return ms < earliest || ms >= latest ? fail('time_out_of_range', { value: shown(given) }) : { value: ms };
}

function instantFrom(text: string, zone: string, order: 'auto' | 'day_first' | 'month_first'): number | 'ambiguous' | null {
  if (/^\d{10}(\.\d+)?$/.test(text)) return Math.floor(Number(text) * 1000);
  if (/^\d{13}$/.test(text)) return Number(text);
  let match = compact.exec(text);
  if (match) return zoned(match.slice(1, 7), undefined, undefined, undefined, zone);
  match = yearFirst.exec(text);
  if (match) return zoned([match[1], match[2], match[3], match[5], match[6], match[7]], match[8], match[4] ?? match[9], match[10], zone);
  match = yearLast.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  // Where one of them cannot be a month, nothing has to be told.
  const dayFirst = order === 'auto' ? (first > 12 ? true : second > 12 ? false : first === second ? true : null) : order === 'day_first';
  if (dayFirst === null) return 'ambiguous';
  const [day, month] = dayFirst ? [match[1], match[2]] : [match[2], match[1]];
  return zoned([match[3], month, day, match[4], match[5], match[6]], match[7], match[8], match[9], zone);
}

function zoned(
  figures: readonly (string | undefined)[],
  fraction: string | undefined,
  half: string | undefined,
  offset: string | undefined,
  zone: string,
): number | null {
  const [year, month, day, rawHour = 0, minute = 0, second = 0] = figures.map((each) =>
    each === undefined ? undefined : Number(each),
  ) as [number, number, number, number?, number?, number?];
  let hour = rawHour;
  if (half) {
    if (/^(PM|下午)$/i.test(half) && hour < 12) hour += 12;
    if (/^(AM|上午)$/i.test(half) && hour === 12) hour = 0;
  }
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > days || hour > 23 || minute > 59 || second > 60) return null;
  const ms = fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0;
  const wall = { year, month, day, hour, minute, second: Math.min(second, 59), ms };
  if (!offset) return instantOf(wall, zone);
  const utc = Date.UTC(year, month - 1, day, hour, minute, wall.second, ms);
  if (/^(Z|UTC|GMT)$/i.test(offset)) return utc;
  const sign = offset[0] === '-' ? -1 : 1;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return utc - sign * (hours * 60 + minutes) * 60_000;
}

/** A calendar date (`YYYY-MM-DD`) as files write it. */
export function readDay(given: string, order: 'auto' | 'day_first' | 'month_first'): Read<string> {
  const found = readInstant(given.replace(/[T\s].*$/s, ''), 'UTC', order);
  if ('error' in found) return { error: { ...found.error, params: { value: shown(given) } } };
  return { value: new Date(found.value).toISOString().slice(0, 10) };
}
