/** Reads the text of a PDF with pdf.js, which runs nothing of what is in it. */
import { intelligenceErrors } from '../errors.ts';
import type { ReadWarning } from './document.ts';
import { extract, type Extracted } from './extracted.ts';
import { linesOf, paragraphsOf, withoutRunningHeads, type PdfLine, type Piece } from './pdf-lines.ts';
import type { FoundDate } from './dates.ts';

/** A report has some hundred pages; a collection of them some thousand. */
const mostPages = 1500;
const mostCharacters = 6_000_000;

/** A cover and a back of pictures are usual. */
const fewPages = 3;

export type PdfText = Extracted & {
  title: string | null;
  author: string | null;
  date: Pick<FoundDate, 'iso' | 'zone' | 'timed'> | null;
  warnings: ReadWarning[];
};

/** The text of a PDF, page after page. Pages beyond a bound are left out with a warning. Throws intelligence.unreadable. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  const { getDocumentProxy } = await import('unpdf');
  // It takes the buffer for itself, and no Buffer of Node’s.
  const opening = getDocumentProxy(new Uint8Array(bytes), { disableFontFace: true, useSystemFonts: false, verbosity: 0 });
  const pdf = await opening.catch((error: unknown) => {
    const reason = (error as Error).name === 'PasswordException' ? 'password' : 'damaged';
    throw intelligenceErrors.unreadable({ reason }, error);
  });
  try {
    const pages: PdfLine[][] = [];
    const warnings: ReadWarning[] = [];
    let [characters, failed] = [0, 0];
    const silent: number[] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, mostPages) && characters < mostCharacters; number++) {
      const lines = await pdf
        .getPage(number)
        .then(async (page) => {
          const content = await page.getTextContent();
          page.cleanup();
          return linesOf(content.items.flatMap((item) => ('str' in item ? [pieceOf(item)] : [])));
        })
        .catch(() => {
          failed += 1;
          return [];
        });
      if (lines.length === 0) silent.push(number);
      characters += lines.reduce((sum, { text }) => sum + text.length, 0);
      pages.push(lines);
    }
    if (pages.length < pdf.numPages)
      warnings.push({ code: 'intelligence.pages_left_out', params: { read: pages.length, pages: pdf.numPages } });
    if (failed > 0) warnings.push({ code: 'intelligence.pages_damaged', params: { pages: failed } });
    const paragraphs = paragraphsOf(withoutRunningHeads(pages));
    const extracted = extract(paragraphs.map(({ text, heading, level }) => ({ text, kind: heading ? 'heading' : 'text', level })));
    if (extracted.text === '') warnings.push({ code: 'intelligence.no_text', params: { pages: pages.length } });
    else if (silent.length >= fewPages || (silent.length > 1 && silent.length * 2 >= pages.length))
      warnings.push({ code: 'intelligence.pages_without_text', params: { pages: runsOf(silent) } });
    return { ...extracted, ...(await metadataOf(pdf)), warnings };
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

/** `2, 5–9`; of very many the first. */
function runsOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const shown = runs.slice(0, 20).map(([first, last]) => (first === last ? String(first) : `${first}–${last}`));
  return `${shown.join(', ')}${runs.length > shown.length ? ' …' : ''}`;
}

function pieceOf(item: { str: string; transform: number[]; width: number; height: number }): Piece {
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform;
  // Texts on their side or without a size still have one that lines can be told apart by.
  return { text: item.str.replaceAll('\0', ''), x, y, width: item.width, height: item.height || Math.hypot(a, b) || Math.abs(d) };
}

async function metadataOf(pdf: { getMetadata(): Promise<{ info: unknown }> }): Promise<Pick<PdfText, 'title' | 'author' | 'date'>> {
  const info = await pdf.getMetadata().then(
    (metadata) => (metadata.info ?? {}) as Record<string, unknown>,
    () => ({}) as Record<string, unknown>,
  );
  const text = (name: string): string | null =>
    typeof info[name] === 'string' && info[name].trim() !== '' ? info[name].trim().slice(0, 300) : null;
  const title = text('Title');
  const named =
    title !== null &&
    !/^(?:untitled|无标题|microsoft word|powerpoint|幻灯片|document\d*|.*\.(?:docx?|pptx?|wps|pdf|indd|xlsx?))\b/i.test(title);
  return { title: named ? title : null, author: text('Author'), date: dateOf(text('CreationDate')) };
}

/** `D:20250813100100+08'00'`, ISO 32000-1, 7.9.4. */
function dateOf(text: string | null): PdfText['date'] {
  const found = /^D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})(?:(Z)|([+-])(\d{2})'?(\d{2}))?)?/.exec(text ?? '');
  if (!found) return null;
  const [, year, month, day, hour, minute, second, utc, sign, hours, minutes] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31 || Number(year) < 1990) return null;
  const date = `${year}-${month}-${day}`;
  if (!hour) return { iso: date, zone: { name: 'Asia/Shanghai', stated: false }, timed: false };
  const offset = utc ? '+00:00' : sign ? `${sign}${hours}:${minutes}` : '+08:00';
  return {
    iso: `${date}T${hour}:${minute}:${second}${offset}`,
    zone: { name: sign || utc ? `UTC${offset}` : 'Asia/Shanghai', stated: Boolean(sign || utc) },
    timed: true,
  };
}
