/**
 * Cuts what an analyst's digest sets in one line: “Core Viewpoint - … Group 1: Title - sentence [3][5]. - sentence …”, and the Chinese
 * forms alike, into its lead, the headings of its groups and their points.
 */
import { sliceMapped, type Mapped } from './mapped.ts';

export type Piece = { kind: 'heading' | 'text' | 'item'; mapped: Mapped };

const lead =
  /^[【[]?(?:core\s+(?:view(?:point)?s?|insights?|ideas?|conclusions?|points?)|key\s+(?:takeaways?|points?|insights?|findings|views?)|(?:executive\s+)?summary|highlights|核心观点|核心要点|核心洞察|核心结论|核心内容|核心摘要|主要观点|要点速览|要点|摘要|投资要点|核心提示|内容提要|导语|导读)[】\]]?\s*(?:[-–—:：]+\s*|$|(?<=[】\]]))/i;
/** What numbers a group. Inside a line it must follow a sentence's end or a citation. */
const group =
  /(?<=^|[.。!！?？;；\]】)）”"]\s*)(?:(?:Group|Part|Section|Theme|Topic)\s+(?:\d{1,2}|[IVX]{1,4})\s*[:：.–—-]\s*|(?:第[一二三四五六七八九十\d]{1,3}(?:部分|组|章|节|点|篇)|(?:分组|组别|板块|主题)\s*[一二三四五六七八九十\d]{1,3})\s*[:：、\s–—-]\s*|[一二三四五六七八九十]{1,3}、\s*|[（(][一二三四五六七八九十]{1,3}[)）]\s*)/gi;
const bullet = /\s*(?<=^|\s|[。！？；\]】])[-–—•·▪●◦]+\s+|(?<=[。！？；\]】])\s*[-–—•·▪●◦]\s*(?=[^\s\d[\-–—])/g;
const mark = /^(?:[-–—*•·▪●◦‣►■□◆◇✓√➤→]+\s+|[•·▪●◦‣►■□◆◇✓√➤]\s*|\d{1,2}\s*[、)）]\s*|\d{1,2}\.\s+|[（(]\d{1,2}[)）]\s*)/;
const sentenceEnd = /[.。!！?？;；\]】…][)）”"’」]?\s*$/;
const longestHeading = 120;

/** Whether a line begins as a digest's body does. */
export function isLead(text: string): boolean {
  const found = lead.exec(text);
  return found !== null && (found[0].length < text.length ? /[-–—:：】\]]\s*$/.test(found[0]) : true);
}

/** The length of the mark of a list at the beginning of a line; 0 where there is none. */
export function listMark(text: string): number {
  return mark.exec(text)?.[0].length ?? 0;
}

/** A line's pieces, in order; null for a line that is not of this manner. Text, where it is in pieces, keeps its places. */
export function cutDigest(mapped: Mapped): Piece[] | null {
  const { text } = mapped;
  const opening = isLead(text) ? lead.exec(text)![0].length : 0;
  const groups = [...text.matchAll(group)].filter((found) => found.index >= opening);
  const first = groups[0];
  if (opening === 0 && !(first && (first.index === 0 || groups.length > 1))) return null;
  const pieces: Piece[] = [];
  const before = first ? first.index : text.length;
  if (before > opening) pieces.push(...points(mapped, opening, before, 'text'));
  groups.forEach((found, at) => {
    const from = found.index + found[0].length;
    pieces.push(...section(mapped, from, groups[at + 1]?.index ?? text.length));
  });
  return pieces;
}

/** A group's heading and what follows it. */
function section(mapped: Mapped, from: number, to: number): Piece[] {
  const text = mapped.text.slice(from, to);
  const cut = /\s[-–—•·]+\s|\s*[—]{2}\s*/.exec(text);
  const stop = /[。！？]|[:：]\s*/.exec(text);
  const bound = boundOf(text, cut, stop);
  const whole = text.trim();
  if (!bound || bound.index + bound[0].length >= text.trimEnd().length) {
    const heading = sliceMapped(mapped, from, to);
    if (!heading) return [];
    // Without anything behind it a short line is the heading of what comes next; a sentence is said, and heads nothing.
    const heads = whole.length <= longestHeading && !/[.。！？；]$/.test(whole) && !/\[\d+\]$/.test(whole);
    return [{ kind: heads ? 'heading' : 'item', mapped: heading }];
  }
  const pieces: Piece[] = [];
  const heading = sliceMapped(mapped, from, from + bound.index);
  if (heading) pieces.push({ kind: 'heading', mapped: heading });
  const rest = from + bound.index + (bound === cut ? 0 : bound[0].length);
  return [...pieces, ...points(mapped, rest, to, bound === cut ? 'item' : 'text')];
}

/** Where a heading ends: at the dash before its first point, or at a mark before a figure or a sentence. */
function boundOf(text: string, cut: RegExpExecArray | null, stop: RegExpExecArray | null): RegExpExecArray | null {
  const near = (found: RegExpExecArray | null): RegExpExecArray | null =>
    found && found.index > 0 && found.index <= longestHeading ? found : null;
  const dash = near(cut);
  const first = near(stop);
  // A heading is short and says no figure; what ends at a mark and is not so is a sentence with a number before it.
  const sign =
    first && first.index <= (/[\u4e00-\u9fff]/.test(text) ? 30 : 80) && !/[\d，,]/.test(text.slice(0, first.index)) ? first : null;
  if (!dash || !sign) return dash ?? sign;
  // “Market: Size and Growth - …” is one heading; “市场规模：504亿元 - …” is a heading and what it says.
  const inside = sign.index < dash.index && !/[:：]/.test(sign[0]);
  const says = sign.index < dash.index && /\d/.test(text.slice(sign.index, dash.index));
  return inside || says ? sign : dash;
}

/** The points of a stretch; `alone` is what a single one is. */
function points(mapped: Mapped, from: number, to: number, alone: 'text' | 'item'): Piece[] {
  const text = mapped.text.slice(from, to);
  const cuts = cutsOf(text);
  const edges = [0, ...cuts.flatMap((found) => [found.index, found.index + found[0].length]), text.length];
  const found: Mapped[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    const piece = sliceMapped(mapped, from + edges[at]!, from + edges[at + 1]!);
    if (piece) found.push(piece);
  }
  return found.map((piece) => ({ kind: found.length > 1 ? 'item' : alone, mapped: piece }));
}

/** A dash is a bullet behind a sentence's end; where no point has an end, behind any point that is long enough to be one. */
function cutsOf(text: string): RegExpExecArray[] {
  const all = [...text.matchAll(bullet)];
  const sure = all.filter((found) => found.index === 0 || sentenceEnd.test(text.slice(Math.max(0, found.index - 8), found.index)));
  if (sure.some(({ index }) => index > 0) || all.length === sure.length) return sure;
  const least = /[\u4e00-\u9fff]/.test(text) ? 10 : 25;
  let last = 0;
  const loose = all.filter((found) => {
    const next = text[found.index + found[0].length] ?? '';
    const far = found.index === 0 || found.index - last >= least;
    if (!far || !/[A-Z“"‘\u4e00-\u9fff]/.test(next)) return false;
    last = found.index + found[0].length;
    return true;
  });
  return loose.length >= 2 ? loose : sure;
}
