/** Cuts a paragraph into sentences, in Chinese and English, without being misled by decimals, abbreviations and citation marks. */

/** UTF-16 units of the text, end exclusive, white space at both ends left out. */
export type Span = { start: number; end: number };

const abbreviations = new Set(
  'mr mrs ms dr prof st no vs inc co corp ltd llc jr sr dept est approx fig figs vol pp al etc cf viz ext jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun bn mn mln bln tn ave gov gen rep sen univ assn bros'.split(
    ' ',
  ),
);
/** Of those, the ones that may well end a sentence: a capital behind them starts the next. */
const mayEnd = new Set(['etc', 'inc', 'co', 'corp', 'ltd', 'llc', 'bn', 'mn', 'mln', 'bln', 'tn', 'al', 'no']);

const closers = '”’"\'」』）)】》';

/** Every sentence of the text, in order. Marks like [3] behind a full stop belong to the sentence before them. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const end = endOfSentence(text, at);
    if (end === 0) continue;
    pushTrimmed(spans, text, start, end);
    start = end;
    at = end - 1;
  }
  pushTrimmed(spans, text, start, text.length);
  return spans.flatMap((span) => (span.end - span.start > longest ? pieces(text, span) : [span]));
}

/** Nobody writes a sentence longer than this; what looks like one is a list, and looking for what belongs together in it takes too long. */
const longest = 1500;

function pieces(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (end - from > longest) {
    const comma = Math.max(
      text.lastIndexOf(', ', from + longest),
      text.lastIndexOf('，', from + longest),
      text.lastIndexOf('；', from + longest),
    );
    const cut = comma > from ? comma + 1 : from + longest;
    pushTrimmed(spans, text, from, cut);
    from = cut;
  }
  pushTrimmed(spans, text, from, end);
  return spans;
}

/** Where the sentence ends whose last mark stands here; 0 where none does. */
function endOfSentence(text: string, at: number): number {
  const mark = text[at]!;
  if (mark === '\n') return at + 1;
  if ('。！？!?'.includes(mark)) return afterMarks(text, at + 1);
  if (mark === '.') return isFullStop(text, at) ? afterMarks(text, at + 1) : 0;
  // A saved digest runs its points together: “… of 2024 [3] - The next point”.
  if (mark === ']' && /^\]\s+[-–—•·]\s+\S/.test(text.slice(at, at + 8))) return at + 1;
  return 0;
}

/** Closing quotes and citation marks behind the last mark. */
function afterMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && (closers.includes(text[at]!) || '。！？!?'.includes(text[at]!))) at += 1;
  for (;;) {
    const mark = /^\s*(?:\[\d{1,3}(?:\s*[-–,，、]\s*\d{1,3})*\]|【\d{1,3}】|［\d{1,3}］)[.。]?/.exec(text.slice(at, at + 24));
    if (!mark) return at;
    at += mark[0].length;
  }
}

function isFullStop(text: string, at: number): boolean {
  const next = text[at + 1];
  if (next !== undefined && !/[\s[【”’"')）\u4e00-\u9fff]/.test(next)) return false;
  const word = /([A-Za-z]+)$/.exec(text.slice(Math.max(0, at - 12), at))?.[1] ?? '';
  const rest = /^[\s”’"')）]*(?:\[[\d\s,，、–-]+\]\s*)*(\S?\S?)/.exec(text.slice(at + 1, at + 40))![1]!;
  // iResearch and iQIYI open sentences as well.
  if (/^[a-z](?![A-Z])/.test(rest)) return false;
  if (word.length === 1) return rest === '' || (/[A-Z]/.test(word) ? false : /[A-Z\u4e00-\u9fff]/.test(rest));
  if (!abbreviations.has(word.toLowerCase())) return true;
  if (word.toLowerCase() === 'no' && /\d/.test(rest)) return false;
  if (/^\s*(?:Ltd|Inc|Corp|LLC)\b/.test(text.slice(at + 1, at + 8))) return false;
  return rest === '' || (mayEnd.has(word.toLowerCase()) && /[A-Z\u4e00-\u9fff“"]/.test(rest));
}

function pushTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start += 1;
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1;
  if (end > start) spans.push({ start, end });
}

/** Numbers in brackets, e.g. `[3][5]`, `[3, 5]`, `[3-5]`, 【3】: what the sentence is said to rest on. */
export function citationsIn(text: string): number[] {
  const numbers = new Set<number>();
  for (const [, inner] of text.matchAll(/[[【［]([\d\s,，、–-]{1,40})[\]】］]/g)) {
    for (const part of inner!.split(/[,，、]/)) {
      const [first, last] = part.split(/[-–]/).map((number) => Number.parseInt(number, 10));
      if (first === undefined || !Number.isFinite(first) || first > 999) continue;
      const until = last !== undefined && Number.isFinite(last) && last - first < 50 ? last : first;
      for (let number = first; number <= until; number += 1) numbers.add(number);
    }
  }
  return [...numbers];
}

/** Whether most of what is read here is Chinese: a third of its letters are. */
export function isChinese(text: string): boolean {
  const chinese = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  const latin = text.match(/[A-Za-z]+/g)?.length ?? 0;
  return chinese > latin;
}
