/** Puts the pieces of text on a PDF's pages together to lines and paragraphs, by where they stand. Pure. */

/** A piece as it is set: `x` and `y` of its base line's beginning, y growing upwards; sizes in the page's units. */
export type Piece = { text: string; x: number; y: number; width: number; height: number };
export type PdfLine = { text: string; x: number; y: number; right: number; height: number };

const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** The lines of a page in reading order: as the pieces were set, and column by column where lines are cut by a gutter. */
export function linesOf(pieces: readonly Piece[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let current: PdfLine | null = null;
  for (const piece of pieces) {
    if (piece.text.trim() === '') {
      if (current && !current.text.endsWith(' ')) current.text += ' ';
      continue;
    }
    const height: number = piece.height || current?.height || 10;
    const gap: number = current ? piece.x - current.right : 0;
    const sameLine: boolean = current !== null && Math.abs(piece.y - current.y) <= height * 0.4 && gap > -height && gap < height * 3;
    if (!current || !sameLine) {
      current = { text: piece.text, x: piece.x, y: piece.y, right: piece.x + piece.width, height };
      lines.push(current);
      continue;
    }
    const close = gap < height * 0.15 || (wide.test(current.text.at(-1)!) && wide.test(piece.text[0]!) && gap < height * 0.6);
    if (!close && !current.text.endsWith(' ') && !piece.text.startsWith(' ')) current.text += ' ';
    current.text += piece.text;
    current.right = piece.x + piece.width;
    current.height = Math.max(current.height, height);
  }
  return inColumns(lines);
}

/** Two stretches on one base line, again and again with the gap at the same place: columns, of which the left one is read first. */
function inColumns(lines: readonly PdfLine[]): PdfLine[] {
  const pairs = lines.flatMap((line, at) => {
    const next = lines[at + 1];
    return next && Math.abs(next.y - line.y) <= line.height * 0.4 && next.x > line.right ? [{ line, next }] : [];
  });
  if (pairs.length < 5 || pairs.length * 2 < lines.length * 0.6) return [...lines];
  const left = Math.max(...pairs.map(({ line }) => line.right));
  const right = Math.min(...pairs.map(({ next }) => next.x));
  const words = pairs.reduce((sum, { line, next }) => sum + line.text.length + next.text.length, 0) / pairs.length / 2;
  // Short stretches side by side are a table, which is read row by row.
  if (left >= right || words < 12) return [...lines];
  const middle = (left + right) / 2;
  const first = lines.findIndex((line) => line.right > middle && line.x < middle);
  const spanning = lines.filter((line) => line.x < middle && line.right > middle);
  if (spanning.length > 0 && first > 0) return [...lines];
  return [...spanning, ...lines.filter((line) => line.right <= middle), ...lines.filter((line) => line.x >= middle)];
}

/** What stands at the top or bottom of page after page, but for its number, and numbers of pages. */
export function withoutRunningHeads(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const edge = (lines: readonly PdfLine[]): PdfLine[] => [...lines.slice(0, 2), ...lines.slice(-2)];
  const key = (line: PdfLine): string => `${Math.round(line.y / 3)} ${line.text.replace(/\d+/g, '#').trim()}`;
  const seen = new Map<string, number>();
  for (const lines of pages) for (const name of new Set(edge(lines).map(key))) seen.set(name, (seen.get(name) ?? 0) + 1);
  const often = Math.max(3, pages.length * 0.3);
  return pages.map((lines) => {
    const edges = new Set(edge(lines));
    return lines.filter((line) => {
      if (!edges.has(line)) return true;
      if (
        /^\s*(?:[-–—]?\s*\d{1,4}\s*[-–—]?|第\s*\d+\s*页.{0,12}|(?:page\s+)?\d+\s*(?:\/|of)\s*\d+)\s*$/i.test(line.text) &&
        pages.length > 1
      )
        return false;
      return (seen.get(key(line)) ?? 0) < often;
    });
  });
}

export type PdfParagraph = { text: string; heading: boolean; level: number };

/** Lines joined to paragraphs; a line that is set larger than the text is a heading. */
export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): PdfParagraph[] {
  const all = pages.flat();
  const body = median(all.map(({ height, text }) => ({ value: height, weight: text.length })));
  const largest = Math.max(0, ...all.map(({ height }) => height));
  const paragraphs: PdfParagraph[] = [];
  for (const lines of pages) {
    const right = Math.max(0, ...lines.map((line) => line.right));
    lines.forEach((line, at) => {
      const text = line.text.replace(/\s+/g, ' ').trim();
      if (text === '') return;
      const heading = line.height > body * 1.15 && text.length <= 150;
      const above = lines[at - 1] ?? null;
      const last = paragraphs.at(-1);
      if (last && last.heading === heading && goesOn(last.text, text, above, line, right)) last.text = joined(last.text, text);
      else paragraphs.push({ text, heading, level: heading ? (line.height >= largest * 0.98 ? 1 : 2) : 0 });
    });
  }
  return paragraphs;
}

/** Whether a line goes on with what the one above said: that one was full, and nothing ended or begins. */
function goesOn(before: string, text: string, above: PdfLine | null, line: PdfLine, right: number): boolean {
  if (
    /^(?:[-–—*•·▪●◦]\s|\d{1,2}[.、)）]\s?\D|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}(?:章|节|部分))/.test(
      text,
    )
  )
    return false;
  const ended = /[.。!！?？:：;；]["”』」]?(?:\[\d+\])*$/.test(before);
  if (!above) return !ended && (/^[a-z]/.test(text) || (wide.test(text[0]!) && wide.test(before.at(-1)!) && before.length > 40));
  if (Math.abs(above.height - line.height) > line.height * 0.15) return false;
  const drop = above.y - line.y;
  // The next column or page begins higher up.
  if (drop < -line.height) return !ended;
  if (drop > line.height * 2.1 || drop < line.height * 0.5) return false;
  if (line.x > above.x + line.height * 1.2) return false;
  return above.right >= right - (right - above.x) * 0.18 || (!ended && /^[a-z,，、。；）)]/.test(text));
}

function joined(before: string, text: string): string {
  if (/[A-Za-z]-$/.test(before) && /^[a-z]/.test(text)) return before.slice(0, -1) + text;
  return wide.test(before.at(-1)!) && wide.test(text[0]!) ? before + text : `${before} ${text}`;
}

function median(values: readonly { value: number; weight: number }[]): number {
  const sorted = values.toSorted((left, right) => left.value - right.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) if ((sum += weight) >= half) return value;
  return 0;
}
