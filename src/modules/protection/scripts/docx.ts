/**
 * The text of a Word document (ECMA-376 part 1, 17): paragraphs as lines, what was deleted left out, what was inserted kept. Read by hand:
 * of the archive one part is inflated, in pieces that are counted, and its XML is scanned once. Pure.
 */
import { Inflate } from 'fflate';

/** Why a document cannot be read; read.ts makes an error of it. */
export type DocxFailure = 'damaged' | 'encrypted' | 'too_large';

// A script of 300,000 characters has some 3 MB of XML, ten times that where every run has its own face.
const largestPart = 64 * 1024 * 1024;
const mostEntries = 5000;
const chunk = 64 * 1024;

/** The document's text, or why there is none. */
export function readDocx(bytes: Uint8Array): { text: string } | { failure: DocxFailure } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entry = findEntry(bytes, view);
  if (typeof entry === 'string') return { failure: entry };
  const part = inflate(bytes, view, entry);
  if (typeof part === 'string') return { failure: part };
  const text = textOfXml(new TextDecoder().decode(part));
  return text === null ? { failure: 'damaged' } : { text };
}

type Entry = { method: number; packed: number; offset: number };

// By the central directory: what lies between files of an archive is not looked at.
function findEntry(bytes: Uint8Array, view: DataView): Entry | DocxFailure {
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < lowest) return 'damaged';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < Math.min(count, mostEntries); n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return 'damaged';
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder()
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    if (name === 'word/document.xml') {
      if ((view.getUint16(at + 8, true) & 1) !== 0) return 'encrypted';
      return { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) };
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return 'damaged';
}

function inflate(bytes: Uint8Array, view: DataView, { method, packed, offset }: Entry): Uint8Array | DocxFailure {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return 'damaged';
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) return 'damaged';
  const body = bytes.subarray(start, start + packed);
  if (method === 0) return body.length <= largestPart ? body : 'too_large';
  if (method !== 8) return 'damaged';
  const pieces: Uint8Array[] = [];
  let total = 0;
  const stream = new Inflate((piece) => {
    total += piece.length;
    if (total <= largestPart) pieces.push(piece);
  });
  try {
    // In small pieces, so that a bomb is put out before it has unpacked itself.
    for (let at = 0; at < body.length && total <= largestPart; at += chunk)
      stream.push(body.subarray(at, at + chunk), at + chunk >= body.length);
  } catch {
    return 'damaged';
  }
  return total > largestPart ? 'too_large' : Buffer.concat(pieces);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// Text of tracked deletions, of fields' instructions and of what stands in for something else.
const skipped = new Set(['del', 'moveFrom', 'instrText', 'delText', 'Fallback']);

// One pass over the tags; null where it is no XML of a document. Entities are not defined by documents, so none can grow.
function textOfXml(xml: string): string | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(0, 4096)) || !xml.includes('<')) return null;
  let out = '';
  let inText = false;
  const hidden: string[] = [];
  for (let at = xml.indexOf('<'); at >= 0;) {
    const end = xml.startsWith('<!--', at) ? xml.indexOf('-->', at) + 2 : xml.indexOf('>', at);
    if (end < at + 2) return null;
    const tag = xml.slice(at + 1, end);
    const name = /^\/?(?:[\w.-]+:)?([\w.-]+)/.exec(tag)?.[1] ?? '';
    const [closes, empty] = [tag.startsWith('/'), tag.endsWith('/')];
    if (skipped.has(name) && !empty) {
      if (!closes) hidden.push(name);
      else if (hidden.at(-1) === name) hidden.pop();
    }
    if (name === 't') inText = !closes && !empty;
    else if (hidden.length === 0) out += signOf(name, closes, empty, tag);
    const next = xml.indexOf('<', end);
    if (inText && hidden.length === 0 && next > end + 1) out += decode(xml.slice(end + 1, next));
    at = next;
  }
  return out.replace(/\n+$/, '');
}

function signOf(name: string, closes: boolean, empty: boolean, tag: string): string {
  if (name === 'p') return closes || empty ? '\n' : '';
  if (closes) return '';
  if (name === 'br' || name === 'cr') return '\n';
  // With attributes it is where a tab stops, not a tab.
  return name === 'tab' && !tag.includes('=') ? '\t' : '';
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return entities[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
  });
}
