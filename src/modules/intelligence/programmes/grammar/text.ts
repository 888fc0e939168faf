/** Texts as the grammar of programmes looks at them: folded unit for unit, in sentences that know their place. */
import type { ReadDocument } from '../../reading/document.ts';
import type { Passage, Said } from '../words/contract.ts';

/** Full-width letters, digits and signs in their narrow form; every UTF-16 unit stays where it was. */
export function fold(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000\u00a0]/g, (sign) => {
    const code = sign.charCodeAt(0);
    return code === 0x3000 || code === 0xa0 ? ' ' : String.fromCharCode(code - 0xfee0);
  });
}

/** A sentence or a measure of a list: `text` is folded, `start` is its first unit in the paragraph. */
export type Sentence = {
  paragraph: number;
  start: number;
  text: string;
  /** The same units as they were written. */ raw: string;
  group: string | null;
  heads: string | null;
};

// A full stop of English ends a sentence before a capital or the end; one of a number (3.5) or an abbreviation does not.
const ends = /[。;!?]|\.(?=\s+[A-Z“"])|\.(?=\s*$)|\n/g;
const longestSentence = 1200;

/** The sentences of a paragraph, semicolons counted as ends: a notice lists its measures with them. */
export function sentencesOf(paragraph: ReadDocument['paragraphs'][number]): Sentence[] {
  const folded = fold(paragraph.text);
  const heads = paragraph.cells?.map(({ head }) => head ?? '').join(' ') ?? null;
  const found: Sentence[] = [];
  const add = (from: number, to: number): void => {
    const lead = /^\s*/.exec(folded.slice(from, to))![0].length;
    const text = folded.slice(from + lead, to).trimEnd();
    if (text.length < 4) return;
    found.push({
      paragraph: paragraph.index,
      start: from + lead,
      text: text.slice(0, longestSentence),
      raw: paragraph.text.slice(from + lead, from + lead + Math.min(text.length, longestSentence)),
      group: paragraph.group,
      heads,
    });
  };
  // The cells of a row belong together.
  if (paragraph.kind === 'row') {
    add(0, folded.length);
    return found;
  }
  let from = 0;
  for (const end of folded.matchAll(ends)) {
    add(from, end.index);
    from = end.index + 1;
  }
  add(from, folded.length);
  return found;
}

export function passageOf(sentence: Sentence, start = 0, end = sentence.text.length): Passage {
  return { paragraph: sentence.paragraph, start: sentence.start + start, end: sentence.start + end };
}

/** A value said by a stretch of a sentence; by all of it where none is named. */
export function said<T>(value: T, sentence: Sentence, start = 0, end = sentence.text.length): Said<T> {
  return { value, passages: [passageOf(sentence, start, end)] };
}
