/**
 * A settlement file's row as what it says of an order. Pure. Rows of one order add up: payments, refunds on rows of their own, fees
 * that are kept and given back.
 */
import { currencies } from '../../../platform/http/contract.ts';
import { plain, readAmount, readInstant, readStatus, readType, isZone, type Read } from '../../attribution/index.ts';
import { settlementFields, type SettlementField, type SettlementMapping } from './contract.ts';
import type { Reason } from './tables.ts';

type Status = 'unpaid' | 'paid' | 'partly_refunded' | 'refunded' | 'cancelled';
/** What the file says of one order so far; minor units. `amountMinor` is null where only refunds were told. */
export type Told = {
  externalId: string;
  line: number;
  copies: number;
  copiedMinor: bigint;
  amountMinor: bigint | null;
  refundedMinor: bigint;
  feeMinor: bigint;
  netMinor: bigint | null;
  currency: string;
  status: Status | null;
  at: Date | null;
  problem: Reason | null;
};

// The most telling names first, in the words of platforms' own files; compared without spaces, marks and brackets.
const names: Readonly<Record<SettlementField, readonly string[]>> = {
  orderId: ['商户订单号', '外部订单号', '订单号', '订单编号', '订单id', 'outtradeno', 'orderid', 'orderno', 'ordernumber', 'order'],
  occurredAt: [
    '支付时间',
    '付款时间',
    '下单时间',
    '订单时间',
    '交易时间',
    '充值时间',
    'paidat',
    'paytime',
    'ordertime',
    'occurredat',
    'time',
  ],
  type: ['业务类型', '交易类型', '账单类型', '类型', 'transactiontype', 'type'],
  status: ['订单状态', '交易状态', '状态', 'orderstatus', 'status'],
  amount: [
    '支付金额',
    '实付金额',
    '订单金额',
    '交易金额',
    '充值金额',
    '流水金额',
    '金额',
    'grossamount',
    'gross',
    'paidamount',
    'amount',
    'total',
  ],
  refunded: ['退款金额', '已退金额', '退款', 'refundedamount', 'refundamount', 'refunded'],
  fee: ['平台服务费', '技术服务费', '渠道费', '手续费', '服务费', '通道费', '平台抽成', 'platformfee', 'servicefee', 'fee', 'commission'],
  net: ['结算金额', '应结金额', '实结金额', '净额', '到账金额', '实收金额', 'netamount', 'settlementamount', 'net', 'payout'],
  currency: ['币种', '货币', 'currency', 'currencycode'],
};
const form = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[（(].*?[)）]/g, '')
    .replace(/[\s_\-./:：·]+/g, '');

/** Which column says what, by the columns' names: each column once, exact names before those that contain one. */
export function suggestColumns(header: readonly string[]): SettlementMapping['columns'] {
  const columns: SettlementMapping['columns'] = {};
  const used = new Set<number>();
  for (const inside of [false, true])
    for (const field of settlementFields) {
      if (columns[field] !== undefined) continue;
      for (const name of names[field]) {
        const at = header.findIndex((column, index) => {
          const text = form(column);
          return !used.has(index) && (inside ? text.includes(name) && (/[^a-z]/.test(name) || name.length >= 5) : text === name);
        });
        if (at < 0) continue;
        columns[field] = header[at]!.slice(0, 200);
        used.add(at);
        break;
      }
    }
  return columns;
}

/** What no row can be compared without: the order's number, and what was paid or what is left of it. */
export function missingFields(header: readonly string[], { columns }: SettlementMapping): SettlementField[] {
  const has = (field: SettlementField): boolean => columns[field] !== undefined && header.includes(columns[field]);
  const gone = settlementFields.filter((field) => columns[field] !== undefined && !has(field));
  const lacks: SettlementField[] = [
    ...(has('orderId') ? [] : ['orderId' as const]),
    ...(has('amount') || has('net') ? [] : ['amount' as const]),
  ];
  return [...new Set([...lacks, ...gone])];
}

type RowReader = (line: number, cells: readonly string[]) => Told;

const longestId = 200;
const nothing = /^(-{1,2}|\/|null|n\/a|#n\/a|无)$/i;

/** A reader of rows under a header; `defaults` say what rows do not: the currency and the zone of times. */
export function createRowReader(
  header: readonly string[],
  mapping: SettlementMapping,
  defaults: { readonly currency: string; readonly zone: string },
): RowReader {
  const places = new Map(settlementFields.map((field) => [field, header.indexOf(mapping.columns[field] ?? '\u0000')]));
  const zone = mapping.zone !== null && isZone(mapping.zone) ? mapping.zone : defaults.zone;
  return (line, cells) => {
    const problems: Reason[] = [];
    const given = (field: SettlementField): string | undefined => {
      const text = plain(cells[places.get(field)!] ?? '');
      return text === '' || nothing.test(text) ? undefined : text;
    };
    const take = <T>(field: SettlementField, read: (text: string) => Read<T>): T | null => {
      const text = given(field);
      if (text === undefined) return null;
      const found = read(text);
      if ('value' in found) return found.value;
      problems.push(found.error);
      return null;
    };
    const currency = take('currency', readCurrency) ?? defaults.currency;
    const money = (field: SettlementField): bigint | null =>
      take(field, (text) => readAmount(text, { unit: mapping.amountUnit, decimalMark: mapping.decimalMark, currency }));
    const id = given('orderId') ?? '';
    if (id === '' || id.length > longestId || id.includes('\u0000') || !id.isWellFormed())
      problems.unshift({
        code: id === '' ? 'row.field_missing' : 'row.text_too_long',
        params: id === '' ? { field: 'orderId' } : { limit: longestId },
      });
    const at = take('occurredAt', (text) => readInstant(text, zone, mapping.dateOrder));
    const of: Parts = {
      isRefund: given('type') !== undefined && refundWord(given('type')!),
      status: take('status', (text) => readStatus(text, mapping.statusWords)),
      amount: money('amount'),
      refunded: money('refunded'),
      fee: money('fee'),
      net: money('net'),
      impliesFee: places.get('fee')! < 0,
    };
    const told: Told = {
      externalId: id,
      line,
      copies: 0,
      copiedMinor: 0n,
      amountMinor: null,
      refundedMinor: 0n,
      feeMinor: 0n,
      netMinor: of.net,
      currency,
      status: of.status,
      at: at === null ? null : new Date(at),
      problem: null,
    };
    if (
      of.amount === null &&
      of.net === null &&
      of.refunded === null &&
      of.status !== 'unpaid' &&
      of.status !== 'cancelled' &&
      problems.length === 0
    )
      problems.push({ code: 'row.field_missing', params: { field: 'amount' } });
    if (problems.length > 0)
      return {
        ...told,
        externalId: '',
        netMinor: null,
        problem: { ...problems[0]!, params: { ...problems[0]!.params, ...(id && { order: id.slice(0, 60) }) } },
      };
    return { ...told, ...sumsOf(of) };
  };
}

type Parts = {
  isRefund: boolean;
  status: Status | null;
  amount: bigint | null;
  refunded: bigint | null;
  fee: bigint | null;
  net: bigint | null;
  impliesFee: boolean;
};
const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** What a row adds. Fees are written with either sign: what makes the row add up decides, else a payment's fee is kept and a refund's given back. */
function sumsOf({
  isRefund,
  status,
  amount,
  refunded,
  fee,
  net,
  impliesFee,
}: Parts): Pick<Told, 'copies' | 'amountMinor' | 'refundedMinor' | 'feeMinor' | 'status'> {
  const refundRow = isRefund || (amount !== null && amount < 0n) || (amount === null && refunded === null && net !== null && net < 0n);
  const kept = (gross: bigint, usual: 1n | -1n): bigint => {
    // Without a column of fees, what is not left was kept.
    if (fee === null) return impliesFee && net !== null && (amount !== null || refundRow) ? gross - net : 0n;
    const one = size(fee) * usual;
    return net !== null && gross - one !== net && gross + one === net ? -one : one;
  };
  if (refundRow) {
    const back =
      size(amount ?? refunded ?? 0n) || (amount === null && refunded === null && net !== null ? size(net) + size(fee ?? 0n) : 0n);
    // A refund row says of its own state, not of the order's.
    return { copies: 0, amountMinor: null, refundedMinor: back, feeMinor: kept(-back, -1n), status: null };
  }
  let back = size(refunded ?? 0n);
  if (amount === null && net === null)
    return {
      copies: status === null && back > 0n ? 0 : 1,
      amountMinor: status === null ? null : 0n,
      refundedMinor: back,
      feeMinor: 0n,
      status,
    };
  // Where the file has no column of what was paid, it is what is left and what was kept and given back.
  const gross = amount ?? net! + size(fee ?? 0n) + back;
  if (status === 'refunded' && back === 0n) back = gross;
  return { copies: 1, amountMinor: gross, refundedMinor: back, feeMinor: kept(gross - back, 1n), status };
}

/** Two tellings of one order as one: the first payment is the order's, the others are copies of it. */
export function addTold(first: Told, next: Told): Told {
  const again = first.copies > 0 && next.copies > 0;
  return {
    ...first,
    copies: first.copies + next.copies,
    copiedMinor: first.copiedMinor + next.copiedMinor + (again ? (next.amountMinor ?? 0n) : 0n),
    amountMinor: first.amountMinor ?? next.amountMinor,
    refundedMinor: first.refundedMinor + next.refundedMinor,
    feeMinor: first.feeMinor + next.feeMinor,
    netMinor: first.netMinor === null ? next.netMinor : next.netMinor === null ? first.netMinor : first.netMinor + next.netMinor,
    status: first.status ?? next.status,
    at: first.at ?? next.at,
  };
}

const refundWord = (text: string): boolean => {
  const found = readType(text, {});
  return ('value' in found && found.value === 'refund') || /退款|退单|refund|chargeback|reversal/i.test(text);
};
const currencyWords: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  RMB: 'CNY',
  元: 'CNY',
  美元: 'USD',
  港币: 'HKD',
  日元: 'JPY',
  欧元: 'EUR',
};
function readCurrency(text: string): Read<string> {
  const value = currencyWords[text.toUpperCase()] ?? text.toUpperCase();
  return currencies.some((each) => each === value)
    ? { value }
    : { error: { code: 'row.currency_unknown', params: { value: text.slice(0, 60) } } };
}
