/**
 * What a reader makes of a file: documents of paragraphs, each with its place in the file. The joint between reading and all that
 * looks for figures, insights and programmes in what was read.
 */

/** A stretch of a table's row: one cell, `start` and `end` in UTF-16 units of the paragraph's text. */
export type Cell = { text: string; start: number; end: number; head: string | null };

export type Paragraph = {
  /** From 0, within the document. */
  index: number;
  /** `leftover` is what a page's interface left behind: buttons, search boxes, footers. Nothing is claimed there. */
  kind: 'heading' | 'text' | 'item' | 'row' | 'leftover';
  /** The heading under which it stands, e.g. “Market Growth and Potential” of a digest's group; null at the top. */
  group: string | null;
  /** As people read it: white space folded, entities resolved, markup gone. */
  text: string;
  /** Code points of the file, `end` exclusive. */
  start: number;
  end: number;
  /**
   * Runs from UTF-16 units of `text` to code points of the file, ascending; each lasts until the next. `[[0, start]]` where the text
   * stands in the file as it is.
   */
  map: readonly (readonly [number, number])[];
  /** Names the paragraph in its document for good: its number and 16 hex digits of the SHA-256 of its text, `p12-0123456789abcdef`. */
  anchor: string;
  /** Of a table's row; the caption or the sentence that leads into the table says its unit. */
  cells?: readonly Cell[];
  caption?: string | null;
};

export type ReadDocument = {
  title: string;
  source: string | null;
  author: string | null;
  /** ISO 8601: an instant with its offset where a time was said, else the day alone; null when nothing says it. */
  publishedAt: string | null;
  /** The zone of `publishedAt`, and whether the document says it or it was assumed. */
  zone: { name: string; stated: boolean } | null;
  /** What most of its text is in. */
  language: 'zh' | 'en';
  /** Where it was published, if it says so. */
  url: string | null;
  /** Code points of the file, from its title to its last paragraph. */
  start: number;
  end: number;
  /**
   * Where the title stands in the file it is the first paragraph, a heading with the title's text and no group: figures in headlines are
   * claims as well, and can be cited. It opens no group.
   */
  paragraphs: readonly Paragraph[];
};

/** A thing that a reader met and people should know: `intelligence.cut_short`, `intelligence.encoding_guessed` … */
export type ReadWarning = { code: string; params: Record<string, string | number> };

export type ReadFile = {
  kind: 'text' | 'markdown' | 'html' | 'pdf' | 'docx';
  encoding: string | null;
  /** Code points of what positions count in: the decoded file, or the text extracted of a PDF or DOCX. */
  length: number;
  documents: readonly ReadDocument[];
  warnings: readonly ReadWarning[];
};

/** Where a UTF-16 unit of a paragraph's text stands in the file, in code points. `index` may be the text's length. */
export function positionIn(paragraph: Pick<Paragraph, 'text' | 'map'>, index: number): number {
  let run = paragraph.map[0]!;
  for (const next of paragraph.map) {
    if (next[0] > index) break;
    run = next;
  }
  return run[1] + countCodePoints(paragraph.text, run[0], index);
}

/** Code points of a text between two of its UTF-16 units. */
export function countCodePoints(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = from; at < to; at += text.codePointAt(at)! > 0xffff ? 2 : 1) count += 1;
  return count;
}
