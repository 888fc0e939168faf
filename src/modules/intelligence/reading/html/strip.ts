/** The text between tags, by one pass that no markup can make slow: for pages that are too deep or too large to be parsed. */
import type { Block } from '../block.ts';
import { MappedBuilder } from '../mapped.ts';

const inline = /^\/?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)$/i;
const mostBlocks = 200_000;

/** Blocks of a source without its tags, scripts, styles and comments. Entities stay as they are written. */
export function stripMarkup(source: string): Block[] {
  const blocks: Block[] = [];
  const builder = new MappedBuilder();
  const close = (): void => {
    const mapped = builder.finish();
    if (mapped) blocks.push({ kind: 'text', mapped, level: 0, blanks: 1 });
  };
  let at = 0;
  while (at < source.length && blocks.length < mostBlocks) {
    const open = source.indexOf('<', at);
    if (open < 0) {
      builder.take(source, at, source.length);
      break;
    }
    if (open > at) builder.take(source, at, open);
    const end = endOfTag(source, open);
    if (end < 0) break;
    const name = /^<(\/?[a-z][a-z0-9]*)/i.exec(source.slice(open, open + 20))?.[1] ?? '';
    if (!inline.test(name)) close();
    at = end;
  }
  close();
  return blocks;
}

/** Behind a tag, a comment, or an element whose text is none; -1 where it has no end. */
function endOfTag(source: string, open: number): number {
  if (source.startsWith('<!--', open)) return after(source, '-->', open);
  const raw = /^<(script|style|template|noscript|svg)[\s>]/i.exec(source.slice(open, open + 12))?.[1];
  if (raw) {
    // Without its end everything behind it is part of it, as browsers have it; looking again for each would never end.
    const closing = after(source, `</${raw.toLowerCase()}`, open);
    return closing < 0 ? -1 : after(source, '>', closing);
  }
  return after(source, '>', open);
}

function after(source: string, what: string, from: number): number {
  const found = source.indexOf(what, from);
  return found < 0 ? -1 : found + what.length;
}
