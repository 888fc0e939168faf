/** Makes a document's paragraphs of its blocks: digests are cut, headings found, each named by an anchor. */
import { hash } from 'node:crypto';
import type { Block } from './block.ts';
import { cutDigest, listMark, type Piece } from './digest.ts';
import type { Paragraph, ReadDocument } from './document.ts';
import { isLeftover } from './leftovers.ts';
import { sliceMapped, type Mapped } from './mapped.ts';

type Positions = { of(unit: number): number };

/** Longer texts are cut behind a sentence: nothing later works on a million characters at once. */
const longestParagraph = 20_000;
/** A book of five hundred pages has some five thousand. */
export const mostParagraphs = 20_000;

/** The paragraphs of a document in order, its title's first where that stands in the file. Positions are turned into code points here. */
export function makeParagraphs(body: readonly Block[], positions: Positions, title: string, titleBlock: Block | null): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let group: string | null = null;
  const add = (kind: Paragraph['kind'], mapped: Mapped, more: Pick<Paragraph, 'cells' | 'caption'> = {}): void => {
    if (kind === 'heading') group = mapped.text;
    for (const piece of bounded(mapped)) {
      if (paragraphs.length >= mostParagraphs) return;
      const index = paragraphs.length;
      paragraphs.push({
        ...finish(piece, positions),
        index,
        kind,
        group: kind === 'heading' ? null : group,
        anchor: anchorOf(index, piece.text),
        ...more,
      });
    }
  };
  if (titleBlock) {
    add('heading', titleBlock.mapped);
    group = null;
  }
  body.forEach((block, at) => {
    if (block.kind === 'row' && block.mapped.text.length <= longestParagraph) {
      const { text } = block.mapped;
      const cells = (block.cells ?? []).map(({ start, end, head }) => ({ text: text.slice(start, end), start, end, head }));
      add('row', block.mapped, { cells, caption: block.caption ?? null });
    } else if (block.role === 'leftover' || isLeftover(block.mapped.text, title ? [title] : [])) add('leftover', block.mapped);
    else for (const piece of piecesOf(block, body[at + 1])) add(piece.kind, piece.mapped);
  });
  return paragraphs;
}

function piecesOf(block: Block, next: Block | undefined): readonly Piece[] {
  if (block.kind === 'heading') {
    const cut = cutDigest(block.mapped);
    return cut?.length === 1 ? [{ kind: 'heading', mapped: cut[0]!.mapped }] : (cut ?? [{ kind: 'heading', mapped: block.mapped }]);
  }
  const cut = cutDigest(block.mapped);
  if (cut) return cut;
  const mark = listMark(block.mapped.text);
  const mapped = mark > 0 ? sliceMapped(block.mapped, mark) : block.mapped;
  if (!mapped) return [];
  if (mark > 0 || block.kind === 'item') return [{ kind: 'item', mapped }];
  return [{ kind: isHeading(block, next) ? 'heading' : 'text', mapped }];
}

/** A short line without a sentence's end or a figure, above something longer. */
function isHeading(block: Block, next: Block | undefined): boolean {
  const { text } = block.mapped;
  const han = /[\u4e00-\u9fff]/.test(text);
  if (
    !next ||
    next.kind === 'heading' ||
    text.length > (han ? 30 : 80) ||
    /[.。!！?？;；,，:：…]$|\d\s*(?:%|％|亿|万|元)|\d[\d,.]*\s*(?:billion|million)/i.test(text)
  )
    return false;
  return next.kind === 'row' ? false : next.mapped.text.length > text.length * 2 && next.mapped.text.length > 40;
}

function* bounded(mapped: Mapped): Generator<Mapped> {
  let from = 0;
  while (mapped.text.length - from > longestParagraph) {
    const window = mapped.text.slice(from, from + longestParagraph);
    const end = Math.max(...['。', '. ', '！', '？', '；'].map((sign) => window.lastIndexOf(sign))) + 1;
    let to = from + (end > longestParagraph / 2 ? end : longestParagraph);
    // Never between the halves of a pair.
    if (/[\ud800-\udbff]/.test(mapped.text[to - 1]!)) to -= 1;
    const piece = sliceMapped(mapped, from, to);
    if (piece) yield piece;
    from = to;
  }
  const rest = sliceMapped(mapped, from);
  if (rest) yield rest;
}

function finish(mapped: Mapped, positions: Positions): Pick<Paragraph, 'text' | 'start' | 'end' | 'map'> {
  return {
    text: mapped.text,
    start: positions.of(mapped.runs[0]![1]),
    end: positions.of(mapped.end),
    map: mapped.runs.map(([unit, source]) => [unit, positions.of(source)] as const),
  };
}

function anchorOf(index: number, text: string): string {
  return `p${index}-${hash('sha256', text, 'hex').slice(0, 16)}`;
}

/** Chinese or English, by what most of the words are; a Chinese character counts as half a word. */
export function languageOf(paragraphs: readonly Pick<Paragraph, 'text'>[], title: string): ReadDocument['language'] {
  let [han, words] = [0, 0];
  for (const { text } of [...paragraphs.slice(0, 200), { text: title }]) {
    han += text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
    words += text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  }
  return han / 2 >= words && han > 0 ? 'zh' : 'en';
}
