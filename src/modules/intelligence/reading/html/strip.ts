/** The text between tags, by one pass that no markup can make slow: for pages that are too deep or too large to be parsed. */
import type { Block } from '../block.ts';
import { MappedBuilder } from '../mapped.ts';

const inline = new Set('a abbr b bdi bdo cite code em font i kbd mark q s samp small span strong sub sup time u var wbr'.split(' '));
const raw = new Set(['script', 'style', 'template', 'noscript', 'svg']);
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
    const name = nameAt(source, open + 1);
    const end = endOfTag(source, open, name);
    if (end < 0) break;
    if (!inline.has(name.startsWith('/') ? name.slice(1) : name)) close();
    at = end;
  }
  close();
  return blocks;
}

/** A tag's name in small letters, with the slash of one that closes; longer ones are cut. */
function nameAt(source: string, from: number): string {
  let to = source[from] === '/' ? from + 1 : from;
  while (to < from + 12 && /[a-zA-Z0-9]/.test(source[to] ?? '')) to += 1;
  return source.slice(from, to).toLowerCase();
}

/** Behind a tag, a comment, or an element whose text is none; -1 where it has no end. */
function endOfTag(source: string, open: number, name: string): number {
  if (name === '' && source.startsWith('<!--', open)) return after(source, '-->', open);
  if (!raw.has(name)) return after(source, '>', open);
  // Without its end everything behind it is part of it, as browsers have it; looking again for each would never end.
  const closing = after(source, `</${name}`, open);
  return closing < 0 ? -1 : after(source, '>', closing);
}

function after(source: string, what: string, from: number): number {
  const found = source.indexOf(what, from);
  return found < 0 ? -1 : found + what.length;
}
