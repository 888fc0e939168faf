/** A row as an event, by a mapping: pure, and the same for files, for pages that are pulled, and for the preview. */
import { createHash } from 'node:crypto';
import type { NewEvent } from '../contract.ts';
import { edgeErrors } from '../edge-errors.ts';
import { normalise } from '../intake/normalise.ts';
import type { EventType } from '../words/contract.ts';
import { importFields, type ColumnMapping, type ImportField, type RowError } from './contract.ts';
import { isZone, plain, readAmount, readDay, readInstant, readStatus, readType, type Read } from './values.ts';

/** What the source gives where neither row nor mapping does. */
export type RowDefaults = { readonly currency: string | null; readonly zone: string };
type Problem = Omit<RowError, 'line'>;
export type RowEvent =
  | { readonly event: NewEvent; readonly errors: readonly [] }
  | { readonly event: null; readonly errors: readonly Problem[] };

export type RowReader = {
  /** What no row can be read without. */
  readonly missing: readonly ImportField[];
  read(cells: readonly string[]): RowEvent;
};

const needs: Readonly<Record<EventType, readonly ImportField[]>> = {
  install: ['occurredAt'],
  register: ['occurredAt'],
  order: ['occurredAt', 'orderId', 'amount'],
  renewal: ['occurredAt', 'orderId', 'amount'],
  refund: ['occurredAt', 'orderId'],
  ad_revenue: ['day', 'amount'],
};
const longestText = 200;

/** A reader of rows under a header. The fields of a mapping whose column the header lacks count as missing. */
export function createRowReader(header: readonly string[], mapping: ColumnMapping, defaults: RowDefaults): RowReader {
  const places = new Map<ImportField, number>();
  for (const field of importFields) {
    const column = mapping.columns[field];
    if (column === undefined) continue;
    const at = header.indexOf(column);
    places.set(field, at);
  }
  const settings = {
    mapping,
    currency: mapping.fixed.currency ?? mapping.currency ?? defaults.currency,
    zone: mapping.zone && isZone(mapping.zone) ? mapping.zone : defaults.zone,
  };
  const fixedType = places.has('type') ? null : readType(mapping.fixed.type ?? 'order', mapping.typeWords);
  const wanted = fixedType && 'value' in fixedType ? needs[fixedType.value] : (['occurredAt'] as const);
  const has = (field: ImportField): boolean => (places.get(field) ?? -1) >= 0 || mapping.fixed[field] !== undefined;
  const missing = [
    ...new Set([...wanted.filter((field) => !has(field)), ...[...places].filter(([, at]) => at < 0).map(([field]) => field)]),
  ];
  return {
    missing,
    read: (cells) => {
      const given = (field: ImportField): string | undefined => {
        const text = plain(cells[places.get(field) ?? -1] ?? '') || (mapping.fixed[field] ?? '');
        return text === '' || text === '-' || text === '--' || text === '/' || /^(null|n\/a|#n\/a|无)$/i.test(text) ? undefined : text;
      };
      return readRow(given, settings);
    },
  };
}

/** Throws mapping_incomplete where a mapping says of a field that every row needs neither a column nor a value, whatever the file. */
export function requireComplete(mapping: ColumnMapping, source: RowDefaults): void {
  const { missing } = createRowReader(Object.values(mapping.columns), mapping, source);
  if (missing.length > 0) throw edgeErrors.mapping_incomplete({ fields: missing.join(', ') });
}

/** The reader with the intake's own rules behind it: what it would refuse is wrong already. `nowMs` judges clocks that are off. */
export function createSourceReader(header: readonly string[], mapping: ColumnMapping, source: RowDefaults, now: () => Date): RowReader {
  const reader = createRowReader(header, mapping, source);
  return {
    missing: reader.missing,
    read: (cells) => {
      const found = reader.read(cells);
      if (!found.event) return found;
      const normal = normalise(found.event, source.currency, now());
      if (normal.ok) return found;
      return { event: null, errors: [{ code: normal.refusal.code, params: plainParams(normal.refusal.params), field: null }] };
    },
  };
}

/** Parameters without nulls, as errors of rows keep them. */
export function plainParams(params: Readonly<Record<string, unknown>> = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}

type Settings = { mapping: ColumnMapping; currency: string | null; zone: string };
type Given = (field: ImportField) => string | undefined;

function readRow(given: Given, settings: Settings): RowEvent {
  const { mapping, zone } = settings;
  const errors: Problem[] = [];
  const take = <T>(field: ImportField, read: (text: string) => Read<T>): T | undefined => {
    const text = given(field);
    if (text === undefined) return undefined;
    const found = read(text);
    if ('value' in found) return found.value;
    errors.push({ ...found.error, field });
    return undefined;
  };
  const instant = (field: ImportField): string | undefined => {
    const ms = take(field, (text) => readInstant(text, zone, mapping.dateOrder));
    return ms === undefined ? undefined : new Date(ms).toISOString();
  };
  const text = (field: ImportField): string | undefined =>
    take(field, (value) =>
      value.length > longestText || value.includes('\u0000') || !value.isWellFormed() ? tooLong(longestText) : { value },
    );
  const type = take('type', (value) => readType(value, mapping.typeWords)) ?? (given('type') === undefined ? 'order' : undefined);
  const currency = take('currency', readCurrency) ?? settings.currency ?? undefined;
  const money = (field: ImportField): string | undefined => {
    const value = take(field, (written) =>
      readAmount(written, {
        unit: mapping.amountUnit,
        decimalMark: mapping.decimalMark,
        currency: currency ?? '',
        round: type === 'ad_revenue',
      }),
    );
    if (value === undefined) return undefined;
    // Refunds are often written as negative amounts; an order's amount never is one.
    if (value < 0n && field === 'amount' && type !== 'refund') errors.push({ code: 'row.amount_negative', params: {}, field });
    return (value < 0n ? -value : value).toString();
  };
  const day = take('day', (value) => readDay(value, mapping.dateOrder));
  const occurredAt = instant('occurredAt') ?? (day && type === 'ad_revenue' ? `${day}T00:00:00.000Z` : undefined);
  const count = take('count', (value) =>
    /^\d{1,12}$/.test(value.replace(/,/g, '')) ? { value: Number(value.replace(/,/g, '')) } : badCount(value),
  );
  const code = take('code', (value) => (value.length > 100 ? tooLong(100) : { value }));
  const viewer = definedOnly({ id: text('viewerId'), deviceId: text('deviceId') });
  const fields = definedOnly({
    type,
    occurredAt,
    changedAt: instant('changedAt'),
    orderId: text('orderId'),
    status: type === 'refund' ? undefined : take('status', (value) => readStatus(value, mapping.statusWords)),
    amountMinor: money('amount'),
    refundedMinor: type === 'refund' ? undefined : money('refunded'),
    currency,
    code: type === 'ad_revenue' && count !== undefined ? undefined : code,
    clickId: text('clickId'),
    channel: take('channel', readChannel),
    accountExternalId: text('accountExternalId'),
    workId: text('workId'),
    viewer: viewer && Object.keys(viewer).length > 0 ? viewer : undefined,
    country: take('country', readCountry),
    installBeginAt: instant('installBeginAt'),
    day,
    counts: type === 'ad_revenue' && count !== undefined ? [definedOnly({ code, count })] : undefined,
  });
  if (type) {
    for (const field of needs[type]) {
      if (field === 'amount' && (fields.status === 'unpaid' || fields.status === 'cancelled')) continue;
      const lacks = field === 'amount' ? fields.amountMinor === undefined : fields[field as 'orderId'] === undefined;
      if (lacks && !errors.some((error) => error.field === field)) errors.push({ code: 'row.field_missing', params: { field }, field });
    }
  }
  if (errors.length > 0) return { event: null, errors };
  const ownId = given('id');
  return { event: { id: identityOf(fields, ownId), ...fields } as NewEvent, errors: [] };
}

/**
 * What makes a row the same row again: all that it says, and the source's own id where it has one. A file's order number alone
 * would not do: when the same order comes back refunded, that is news.
 */
function identityOf(fields: Readonly<Record<string, unknown>>, ownId: string | undefined): string {
  const told = Object.keys(fields)
    .sort()
    .map((name) => [name, fields[name]]);
  return `row_${createHash('sha256')
    .update(JSON.stringify([ownId ?? null, told]))
    .digest('base64url')
    .slice(0, 32)}`;
}

function definedOnly<T extends Record<string, unknown>>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}

const tooLong = (limit: number): Read<never> => ({ error: { code: 'row.text_too_long', params: { limit } } });
const badCount = (value: string): Read<never> => ({ error: { code: 'row.count_unreadable', params: { value: value.slice(0, 60) } } });

const currencyWords: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  RMB: 'CNY',
  元: 'CNY',
  美元: 'USD',
  美金: 'USD',
  港币: 'HKD',
  日元: 'JPY',
  欧元: 'EUR',
};
function readCurrency(text: string): Read<string> {
  const value = currencyWords[text.toUpperCase()] ?? text.toUpperCase();
  return /^[A-Z]{3}$/.test(value) ? { value } : { error: { code: 'row.currency_unknown', params: { value: text.slice(0, 60) } } };
}

const channelWords: Readonly<Record<string, string>> = {
  抖音: 'douyin',
  快手: 'kuaishou',
  视频号: 'wechat_channels',
  微信视频号: 'wechat_channels',
  小红书: 'xiaohongshu',
  b站: 'bilibili',
  哔哩哔哩: 'bilibili',
  微博: 'weibo',
  'tik tok': 'tiktok',
  油管: 'youtube',
  twitter: 'x',
  其他: 'other',
};
function readChannel(text: string): Read<string> {
  const word = text.toLowerCase();
  const value = channelWords[word] ?? word.replace(/[\s-]+/g, '_');
  return /^[a-z][a-z_]{0,31}$/.test(value) ? { value } : { error: { code: 'row.channel_unknown', params: { value: text.slice(0, 60) } } };
}

const countryWords: Readonly<Record<string, string>> = {
  中国: 'CN',
  中国大陆: 'CN',
  美国: 'US',
  日本: 'JP',
  韩国: 'KR',
  英国: 'GB',
  香港: 'HK',
  台湾: 'TW',
  新加坡: 'SG',
};
function readCountry(text: string): Read<string> {
  const value = countryWords[text] ?? text.toUpperCase();
  return /^[A-Z]{2}$/.test(value) ? { value } : { error: { code: 'row.country_unknown', params: { value: text.slice(0, 60) } } };
}
