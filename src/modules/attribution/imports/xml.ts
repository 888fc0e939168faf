/** The XML that spreadsheets are made of, as a stream of tags and texts. No entities but the five, no document types. */
import { edgeErrors } from '../edge-errors.ts';

export type XmlToken =
  | { kind: 'open'; name: string; attributes: string; empty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

// A cell holds 32,767 characters; with references for each it is six to ten times that.
const longestToken = 512 * 1024;

/** Tokens of XML that comes in pieces of UTF-8; names without their prefix. Throws attribution.workbook_unreadable. */
export async function* xmlTokens(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<XmlToken[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const piece of pieces) {
    const { tokens, left } = scan(rest + decoder.decode(piece, { stream: true }));
    if (left.length > longestToken) throw edgeErrors.workbook_unreadable();
    rest = left;
    if (tokens.length > 0) yield tokens;
  }
}

function scan(text: string): { tokens: XmlToken[]; left: string } {
  const tokens: XmlToken[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) break;
    const end = endOf(text, start);
    if (end < 0) break;
    if (start > at) tokens.push({ kind: 'text', text: unescape(text.slice(at, start)) });
    const inside = text.slice(start + 1, end);
    at = end + 1;
    if (inside.startsWith('!DOCTYPE')) throw edgeErrors.workbook_unreadable();
    if (inside.startsWith('![CDATA[')) tokens.push({ kind: 'text', text: inside.slice(8, -2) });
    else if (inside[0] === '/') tokens.push({ kind: 'close', name: bare(inside.slice(1).trim()) });
    else if (inside[0] !== '?' && inside[0] !== '!') tokens.push(opening(inside));
  }
  return { tokens, left: text.slice(at) };
}

// A comment or CDATA ends with its own sign; anything else with the next `>` outside quotes.
function endOf(text: string, start: number): number {
  if (text.startsWith('<!--', start)) return after(text.indexOf('-->', start + 4), 2);
  if (text.startsWith('<![CDATA[', start)) return after(text.indexOf(']]>', start + 9), 2);
  // What may become one of the two is waited for.
  if ('<![CDATA['.startsWith(text.slice(start, start + 9)) && text.length < start + 9) return -1;
  // A bare `>` may stand inside a value: the tag ends where its quotes are even.
  let end = text.indexOf('>', start);
  while (end >= 0 && text.slice(start, end).split('"').length % 2 === 0) end = text.indexOf('>', end + 1);
  return end;
}
const after = (at: number, length: number): number => (at < 0 ? -1 : at + length);

function opening(inside: string): XmlToken {
  const empty = inside.endsWith('/');
  const body = empty ? inside.slice(0, -1) : inside;
  const space = body.search(/\s/);
  return {
    kind: 'open',
    name: bare(space < 0 ? body : body.slice(0, space)),
    attributes: space < 0 ? '' : body.slice(space),
    empty,
  };
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute; null where it is absent. */
export function attributeOf(attributes: string, name: string): string | null {
  const at = attributes.search(new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*["']`));
  if (at < 0) return null;
  const from = attributes.slice(at).search(/["']/) + at;
  const to = attributes.indexOf(attributes[from]!, from + 1);
  return to < 0 ? null : unescape(attributes.slice(from + 1, to));
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
    // Surrogates and what PostgreSQL stores not.
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
  });
}
