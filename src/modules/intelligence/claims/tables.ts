/**
 * Rows of tables as sentences: what a cell leaves to its head, its row's first cell and the caption is written out, so that the grammar
 * reads a row like any other sentence; each figure then goes back to its own place in the row.
 */
import type { Cell, Paragraph } from '../reading/document.ts';
import { isChinese, type Span } from './sentences.ts';

export type RowSentence = {
  text: string;
  /** How much of the text is the first cell's. */
  label: number;
  /** Where a stretch of the sentence stands in the paragraph's text; null for what was written out. */
  placeOf(span: Span): Span | null;
};

const bracketed = /[（(]\s*(?:单位\s*[:：]?|unit\s*:?|in\s)?\s*([^（）()]{1,30})\s*[）)]/i;
const captionUnit =
  /单位\s*[:：]\s*([^\s，,。；;）)]{1,12})|[（(]((?:人民币|港币)?(?:十|百|千)?(?:亿|万)?(?:元|美元|人民币|人|部|家|次|港元|韩元|日元)|亿|万|%)[）)]|\bunits?\s*:\s*([^,;)]{1,30})|\((?:in\s+)?((?:RMB|CNY|US\$|USD|\$|yuan|billion|million|100 million|thousand|10,000)[^)]{0,24})\)|\bin ((?:billions?|millions?) of (?:yuan|RMB|dollars|US dollars))/i;
const unitLike =
  /亿|万|元|人|部|家|个|次|%|％|集|条|组|款|分钟|天|billion|million|thousand|yuan|RMB|CNY|USD|US\$|dollars?|people|percent|bn|\bm\b|titles|companies|100 million|10,000|hours|minutes|days/i;
const growthHead = /增长|增速|增幅|同比|环比|占比|比例|份额|渗透率|使用率|率|growth|change|share|rate|yoy|penetration|proportion|%|CAGR/i;
/** 2024, 2024年, 2024A: a column of what was. */
const bareYear = /^\s*((?:19|20)\d\d)\s*(?:年度?)?\s*(?:A|[（(](?:A|实际|actual)[)）]|实际)?\s*$/i;
/** 2025E, 2025F, 2025（预测）, “2025 (forecast)”: a column of what is expected. */
const expectedYear =
  /^\s*(?:FY)?((?:19|20)\d\d)\s*年?\s*(?:[EFef]|[（(]\s*(?:[EFef]|预测|预计|预估|预期|forecast|expected|projected|est\.?|estimated?)\s*[)）]|预测|预计|预估|\s(?:forecast|projected|expected))\s*值?$/i;
const longestCell = 60;

/** Whether a row is that of the heads: its numbers stand in brackets as units, or are years. */
export function isHeadRow({ cells }: Pick<Paragraph, 'cells'>): boolean {
  if (!cells || cells.length < 2 || cells.some(({ head }) => head !== null && head !== '')) return false;
  const units = cells.some(({ text }) => bracketed.test(text));
  return units && cells.every(({ text }) => bareYear.test(text) || expectedYear.test(text) || !/\d/.test(text.replace(bracketed, '')));
}

/** The row as a sentence; null where no cell but the first holds a figure. */
export function sentenceOfRow({ cells, caption, text }: Pick<Paragraph, 'cells' | 'caption' | 'text'>): RowSentence | null {
  if (!cells || cells.length < 2 || cells.some((cell) => cell.text.length > longestCell)) return null;
  const chinese = isChinese(cells.map(({ head, text: cell }) => `${head ?? ''}${cell}`).join('') + (caption ?? ''));
  const common =
    captionUnit
      .exec(caption ?? '')
      ?.slice(1)
      .find((unit) => unit !== undefined) ?? null;
  const [first, ...rest] = cells as [Cell, ...Cell[]];
  // The row of the heads themselves.
  if (rest.every((cell) => cell.text.trim() === '' || bareYear.test(cell.text) || expectedYear.test(cell.text))) return null;
  const pieces: { from: number; to: number; start: number }[] = [];
  const label = labelOf(first, chinese);
  // “| CNY bn | 2023 | 2024 |”: a unit in the corner is that of every cell, but of rows of growth and shares.
  const corner = growthHead.test(first.text) ? null : cornerUnit(first.head ?? '');
  const rowUnit = unitIn(first.text) ?? corner;
  // “YoY”, 同比: a row that is nothing but growth says so in each of its cells.
  const grows = /^(?:同比|同比增速|同比增长|增速|增长率|增幅|yoy|y\/y|yoy growth|(?:annual )?growth(?: rate)?|yoy change)$/i.test(
    label.text,
  );
  let written = grows ? '' : label.text;
  if (label.own) pieces.push({ from: label.at, to: label.at + first.text.length, start: first.start });
  for (const cell of rest) {
    if (!/\d|[一二三四五六七八九十百千万亿两]/.test(cell.text) || cell.text.trim() === '') continue;
    const head = cell.head ?? '';
    const name = nameOf(head, chinese);
    written += `${chinese ? '，' : ', '}${name}${(chinese && !/[\dA-Za-z]$/.test(name)) || name === '' ? '' : ' '}${grows ? (chinese ? '同比增长' : 'up ') : ''}`;
    pieces.push({ from: written.length, to: written.length + cell.text.length, start: cell.start });
    written +=
      cell.text +
      missingUnit(
        cell.text,
        unitIn(head) ??
          (rowUnit !== null && rowUnit === corner && growthHead.test(head) ? null : rowUnit) ??
          (growthHead.test(head) ? null : common),
      );
  }
  if (pieces.length === (label.own ? 1 : 0)) return null;
  return {
    text: written,
    label: grows ? 0 : label.text.length,
    placeOf({ start, end }) {
      const piece = pieces.find(({ from, to }) => start >= from - 1 && start < to && end > from);
      if (!piece) return null;
      const [from, to] = [Math.max(start, piece.from), Math.min(end, piece.to)];
      let place = { start: piece.start + from - piece.from, end: piece.start + to - piece.from };
      while (place.end > place.start && /\s/.test(text[place.end - 1]!)) place = { ...place, end: place.end - 1 };
      return place;
    },
  };
}

/** The first cell says what the row is of: a time, a metric, a place. */
function labelOf(cell: Cell, chinese: boolean): { text: string; own: boolean; at: number } {
  const year = bareYear.exec(cell.text)?.[1];
  if (year) return { text: chinese ? `${year}年` : `In ${year}`, own: false, at: 0 };
  const expected = expectedYear.exec(cell.text)?.[1];
  if (expected) return { text: chinese ? `预计${expected}年` : `The forecast for ${expected}: `, own: false, at: 0 };
  return { text: kindOf(nameOf(cell.text, chinese), chinese), own: false, at: 0 };
}

/** “Paid”, “Free (ads)”, 免费: a label that only names a kind, with the noun that it leaves out. */
function kindOf(label: string, chinese: boolean): string {
  const way = /^(?:IAA|IAP)\s*[（(](free|paid|免费|付费)[)）]$/i.exec(label)?.[1];
  if (way) return /[a-z]/i.test(way) ? `${way} dramas` : `${way}短剧`;
  if (chinese) return /^(?:免费|付费)(?:类|型)?(?:[（(].{1,8}[）)])?$/.test(label) ? `${label.slice(0, 2)}短剧` : label;
  const kind = /^(free|paid|ad[- ]supported|overseas|AI(?:-generated)?|animated)(?: ?\([^)]{1,24}\))?$/i.exec(label)?.[1];
  return kind ? `${kind} dramas` : label;
}

const unitAlone =
  /^(?:单位\s*[:：]\s*|units?\s*:\s*|in )?((?:(?:CNY|RMB|US\$|USD|HK\$|\$|¥|yuan|dollars?)[\s,]*)?(?:bn|mn|m|k|billions?|millions?|thousands?|100 million|10,000)?(?: of)?(?:[\s,]*(?:CNY|RMB|US\$|USD|yuan|dollars?|people|persons|users|titles|downloads|views|hours|minutes))?|人民币?(?:亿|万)元|(?:十|百|千)?(?:亿|万)?(?:元|美元|人民币|人|人次|部|家|次|港元|分钟)|亿|万|%)$/i;

/** The unit that a table's corner gives for all its cells; null where it says something else. */
function cornerUnit(head: string): string | null {
  const bare = head.trim().replace(/^[（(]|[）)]$/g, '');
  return bare === '' ? null : (unitAlone.exec(bare)?.[1] ?? unitIn(head));
}

/** A head without its unit; a year alone becomes a time. */
function nameOf(head: string, chinese: boolean): string {
  const year = bareYear.exec(head)?.[1];
  if (year) return chinese ? `${year}年` : `in ${year}`;
  const expected = expectedYear.exec(head)?.[1];
  if (expected) return chinese ? `${expected}年E ` : `in ${expected}E`;
  // “CAGR 23-25E”, 23—25年复合增速: rates over years in short.
  const rate = /^(?=.*(?:CAGR|复合))[^\d]*(?:20)?(\d\d)年?\s*[AE]?\s*[-–—~至到]{1,2}\s*(?:20)?(\d\d)年?\s*[EF]?[^\d]*$/i.exec(head);
  if (rate) {
    const ahead = /\d\s*[EF]\b|预/i.test(head);
    return chinese
      ? `${ahead ? '预计' : ''}20${rate[1]}年至20${rate[2]}年复合增长率`
      : `${ahead ? 'forecast ' : ''}CAGR from 20${rate[1]} to 20${rate[2]}`;
  }
  const unit = bracketed.exec(head);
  return (unit && unitLike.test(unit[1]!) ? head.replace(unit[0], '') : head).trim();
}

function unitIn(head: string): string | null {
  const unit =
    bracketed.exec(head)?.[1]?.trim() ?? /[/／:：]\s*(亿元|万元|亿人|万人|亿|万|部|家|%|billion yuan|million)\s*$/.exec(head)?.[1] ?? null;
  return unit !== null && unitLike.test(unit) ? unit : null;
}

/** What has to stand behind the cell's number: 亿元, “ billion yuan”, %. */
function missingUnit(cell: string, unit: string | null): string {
  const bare = cell.trim();
  if (unit === null || !/[\d一二三四五六七八九十百]$/.test(bare)) return '';
  const currency = /RMB|CNY|yuan|元|¥|￥/i.test(unit) ? '元' : /US\$|USD|dollar|\$|美元/i.test(unit) ? '美元' : '';
  if (/100 million/i.test(unit)) return `亿${currency}`;
  if (/10,?000|10 thousand/i.test(unit)) return `万${currency}`;
  if (/[\u4e00-\u9fff]/.test(unit)) return unit.replace(/^人民币/, '');
  if (/%|percent/i.test(unit)) return '%';
  const scale = /billions?|\bbn\b/i.test(unit)
    ? ' billion'
    : /millions?|\bmn\b|\bm\b/i.test(unit)
      ? ' million'
      : /thousands?|['’‘`]000/i.test(unit)
        ? ' thousand'
        : '';
  const noun = /people|persons|users|titles|companies|episodes|downloads|views|apps|minutes|hours|days/i.exec(unit)?.[0] ?? '';
  const money = currency === '元' ? ' yuan' : currency === '美元' ? ' US dollars' : '';
  return `${scale}${money}${noun === '' ? '' : ` ${noun}`}`;
}
