/** What the columns of a file are called in the field, in Chinese and English, and which row names them. */
import type { ColumnMapping, ImportField } from './contract.ts';
import type { TableRow } from './csv.ts';
import { plain } from './values.ts';

// The most telling names first; a name that contains one of them counts less than one that equals it.
const names: Readonly<Record<ImportField, readonly string[]>> = {
  id: ['eventid', '事件id', '流水号', '交易流水号', 'transactionid', '唯一标识'],
  type: ['eventtype', '事件类型', '转化类型', '订单类型', 'type', '类型'],
  occurredAt: [
    '支付时间',
    '付款时间',
    '下单时间',
    '订单时间',
    '创建时间',
    '充值时间',
    '激活时间',
    '安装时间',
    '注册时间',
    'paidat',
    'paytime',
    'ordertime',
    'createdat',
    'createtime',
    'eventtime',
    'occurredat',
    'timestamp',
    '时间',
    'time',
    'date',
  ],
  changedAt: ['退款时间', '更新时间', '状态时间', 'updatedat', 'updatetime', 'refundedat', 'refundtime', 'changedat'],
  orderId: [
    '订单号',
    '订单编号',
    '订单id',
    '商户订单号',
    '外部订单号',
    'orderid',
    'orderno',
    'ordersn',
    'ordernumber',
    'outtradeno',
    'externalorderid',
    'order',
  ],
  status: ['订单状态', '支付状态', '状态', 'orderstatus', 'paymentstatus', 'paystatus', 'status', 'state'],
  amount: [
    '支付金额',
    '实付金额',
    '付款金额',
    '订单金额',
    '充值金额',
    '实付',
    '金额',
    '收入',
    '预估收入',
    'payamount',
    'paidamount',
    'orderamount',
    'amount',
    'price',
    'revenue',
    'total',
    'income',
  ],
  refunded: ['退款金额', '已退金额', '退款', 'refundamount', 'refundedamount', 'refunded', 'amountrefunded'],
  currency: ['币种', '货币', 'currency', 'currencycode'],
  code: ['搜索码', '口令', '推广码', '邀请码', '兑换码', 'searchcode', 'promocode', 'code', 'keyword', 'serial'],
  clickId: ['点击id', 'clickid', 'hlclick', 'trackingno', 'trackingid', 'installreferrer'],
  channel: ['推广渠道', '渠道', '平台', '媒体', 'channel', 'platform', 'media'],
  accountExternalId: ['达人账号', '渠道账号', '账号id', '抖音号', '快手号', '推广账号', 'accountid', 'account', 'uid'],
  workId: ['剧id', '短剧id', '书籍id', '作品id', 'dramaid', 'bookid', 'workid', 'seriesid'],
  viewerId: ['用户id', '买家id', '会员id', 'openid', 'userid', 'viewerid', 'customerid', 'memberid'],
  deviceId: ['设备id', '设备号', 'oaid', 'idfa', 'gaid', 'deviceid', 'device'],
  country: ['国家', '地区', 'country', 'countrycode', 'region'],
  installBeginAt: ['安装开始时间', 'installbegintime', 'installbeginat', 'installbegin'],
  day: ['日期', '统计日期', '账单日期', 'day', 'billdate', 'reportdate', 'statdate'],
  count: ['广告次数', '曝光次数', '展示次数', '解锁次数', 'impressions', 'adevents', 'eventcount', 'count'],
};

const form = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[\s_\-./:：·]+/g, '')
    .replace(/[（(].*?[)）]/g, '');

/** 0 where a header says nothing of a field, 1 where it is one of its names; the earlier names weigh a little more. */
function likeness(header: string, field: ImportField): number {
  const text = form(header);
  if (text === '') return 0;
  const exact = names[field].indexOf(text);
  if (exact >= 0) return 1 - exact / 1000;
  const inside = names[field].findIndex((name) => name.length >= 2 && text.includes(name) && (/[^a-z]/.test(name) || name.length >= 5));
  return inside < 0 ? 0 : 0.6 - inside / 1000;
}

/** Where the header stands among the first rows: the row that names most fields; the first row where none names any. */
export function findHeader(rows: readonly TableRow[]): number {
  let best = { index: 0, score: 0 };
  for (const [index, row] of rows.slice(0, 20).entries()) {
    const cells = row.cells.filter((cell) => cell.trim() !== '');
    if (cells.length < 2 && rows.length > 1) continue;
    const found = Object.keys(suggestColumns(row.cells)).length;
    // Figures are no names.
    const figures = cells.filter((cell) => /^[\d.,:\s/\-¥$]+$/.test(plain(cell))).length;
    const score = found - figures * 0.5;
    if (score > best.score) best = { index, score };
  }
  return best.index;
}

/** Which column fills which field, by the columns' names; each column once, the likeliest pair first. */
export function suggestColumns(header: readonly string[]): ColumnMapping['columns'] {
  const pairs = header.flatMap((column, at) =>
    (Object.keys(names) as ImportField[])
      .map((field) => ({ column, at, field, score: likeness(column, field) }))
      .filter(({ score }) => score > 0),
  );
  pairs.sort((a, b) => b.score - a.score || a.at - b.at);
  const columns: ColumnMapping['columns'] = {};
  const used = new Set<number>();
  for (const { column, at, field } of pairs) {
    if (used.has(at) || columns[field] !== undefined || column.length > 200) continue;
    columns[field] = column;
    used.add(at);
  }
  return columns;
}

/** A whole mapping to begin with: columns by name, minor units where the header says 分 or cents, the rest as usual. */
export function suggestMapping(header: readonly string[]): Pick<ColumnMapping, 'columns' | 'amountUnit' | 'fixed'> {
  const columns = suggestColumns(header);
  const amount = columns.amount ?? '';
  const minor = /[（(]\s*(分|cents?)\s*[)）]|cents?$|_fen$|minor/i.test(amount);
  const fixed: ColumnMapping['fixed'] = {};
  if (!columns.type && columns.orderId === undefined) {
    if (/安装|激活|install|activat/i.test(columns.occurredAt ?? '')) fixed.type = 'install';
    else if (/注册|regist/i.test(columns.occurredAt ?? '')) fixed.type = 'register';
    else if (columns.day !== undefined && columns.occurredAt === undefined) fixed.type = 'ad_revenue';
  }
  return { columns, amountUnit: minor ? 'minor' : 'major', fixed };
}
