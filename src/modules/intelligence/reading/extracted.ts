/** The text extracted of a format that is no text itself: positions count in it. */
import type { Block } from './block.ts';

export type Extracted = { text: string; blocks: Block[] };

type Line = Pick<Block, 'kind' | 'level'> & { text: string; blanks?: number; cells?: Block['cells']; caption?: string | null };

/** Lines under each other, as one text and as blocks that know their places in it. */
export function extract(lines: readonly Line[]): Extracted {
  const blocks: Block[] = [];
  const pieces: string[] = [];
  let at = 0;
  for (const { text, kind, level, blanks = 0, cells, caption } of lines) {
    if (text === '') continue;
    const mapped = { text, runs: [[0, at]] as [number, number][], end: at + text.length };
    blocks.push({ kind, mapped, level, blanks, ...(cells ? { cells, caption: caption ?? null } : {}) });
    pieces.push(text);
    at += text.length + 1;
  }
  return { text: pieces.join('\n'), blocks };
}
