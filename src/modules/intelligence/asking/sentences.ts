/** Sentences of a paragraph, in Chinese and English. */

export type Stretch = { start: number; end: number };

const abbreviation =
  /(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Co|Inc|Ltd|Corp|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)|\b[A-Z]\.[A-Z])$/;
const marks = /^(?:\s*(?:\[\d{1,3}(?:\s*[-–,]\s*\d{1,3})*\]|〔\d{1,3}〕))+\s*[.。]?/;

/** Where the sentences of a text stand, UTF-16 units, without white space around them; marks behind a full stop belong to what they follow. */
export function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!endsSentence(text, at)) continue;
    let end = at + 1;
    while (end < text.length && /[”’"'」』）)》。！？!?]/.test(text[end]!)) end += 1;
    end += marks.exec(text.slice(end, end + 60))?.[0].length ?? 0;
    push(found, text, start, end);
    start = end;
    at = end - 1;
  }
  push(found, text, start, text.length);
  return found;
}

function push(found: Stretch[], text: string, start: number, end: number): void {
  const whole = text.slice(start, end);
  const trimmed = whole.trim();
  if (trimmed === '') return;
  const from = start + whole.indexOf(trimmed[0]!);
  found.push({ start: from, end: from + trimmed.length });
}

function endsSentence(text: string, at: number): boolean {
  const character = text[at]!;
  if (/[。！？]/.test(character)) return true;
  if (character === '\n') return true;
  if (!/[.!?]/.test(character)) return false;
  const rest = text.slice(at + 1, at + 40);
  if (!/^[”’"')]*(?:\s*\[\d|\s+["“‘'(]?[A-Z\u4e00-\u9fff\d]|\s*$|[\u4e00-\u9fff])/.test(rest)) return false;
  return character !== '.' || !abbreviation.test(text.slice(Math.max(0, at - 8), at));
}

/** A sentence without the bracketed marks, bullets and dashes around it: what is said, and nothing of how the page refers to others. */
export function bare(text: string, { start, end }: Stretch): Stretch {
  const whole = text.slice(start, end);
  const head = /^(?:[-•·●▪*]\s+|\d{1,2}[.、)]\s*(?=\D))/.exec(whole)?.[0].length ?? 0;
  const tail = /(?:\s*(?:\[\d{1,3}(?:\s*[-–,]\s*\d{1,3})*\]|〔\d{1,3}〕))+\s*[.。]?\s*$/.exec(whole)?.[0].length ?? 0;
  return head + tail >= whole.length ? { start, end } : { start: start + head, end: end - tail };
}
