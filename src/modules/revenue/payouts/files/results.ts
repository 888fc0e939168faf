/** What banks answer in a spreadsheet: a reference and a status a line, in the words that banks use. Pure. */
import type { Ending } from '../outcome.ts';

export type ReadLine = { readonly line: number; readonly reference: string; readonly status: string; readonly reason: string };

const columns = {
  reference: ['reference', 'endtoendid', 'end to end id', '流水号', '流水号 reference', '参考号', '商户订单号', 'original end to end id'],
  status: ['status', '状态', '交易状态', '处理结果', '结果', 'transaction status'],
  reason: ['reason', '原因', '失败原因', '备注', '退回原因', 'status reason'],
} as const;
const words: Readonly<Record<Ending, readonly string[]>> = {
  paid: ['paid', 'success', 'succeeded', 'accepted', 'acsc', 'accc', '成功', '交易成功', '已付', '已支付', '付款成功', '已到账'],
  failed: ['failed', 'fail', 'rejected', 'rjct', 'canc', '失败', '交易失败', '付款失败', '拒绝', '已拒绝'],
  returned: ['returned', 'return', 'refunded', '退汇', '已退汇', '退票', '已退票', '退回', '已退回'],
};
const separators = [',', ';', '\t'] as const;

/** What a bank's word means; null for one that says nothing certain. */
export function endingOf(status: string): Ending | null {
  const word = status.trim().toLowerCase();
  return (Object.keys(words) as Ending[]).find((ending) => words[ending].includes(word)) ?? null;
}

/** The lines of a table with a header that names reference and status; null where it has none. Empty lines are passed over. */
export function readResults(text: string): ReadLine[] | null {
  const plain = text.replace(/^\ufeff/, '');
  const head = plain.slice(0, plain.search(/\r|\n|$/));
  const separator = separators.reduce((best, each) => (head.split(each).length > head.split(best).length ? each : best));
  const [header, ...rows] = split(plain, separator);
  const titles = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = (names: readonly string[]): number => titles.findIndex((title) => names.includes(title));
  const [reference, status, reason] = [at(columns.reference), at(columns.status), at(columns.reason)];
  if (reference === -1 || status === -1) return null;
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => {
      const cell = (index: number): string => (cells[index] ?? '').replace(/^'/, '').trim();
      return { line, reference: cell(reference), status: cell(status), reason: reason === -1 ? '' : cell(reason).slice(0, 500) };
    });
}

/** RFC 4180, with the line on which each row begins. */
function split(text: string, separator: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = (): void => {
    cells.push(cell);
    rows.push({ line: began, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n' || (sign === '\r' && text[at + 1] !== '\n')) {
      endRow();
      began = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
