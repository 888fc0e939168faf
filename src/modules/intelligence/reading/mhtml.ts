/**
 * Pages that browsers save as a single file: MIME multipart/related (RFC 2557) with the page as one part and its pictures as others.
 * Only the page is taken out; nothing else is decoded. The parts come in one pass over the bytes, in bounded number and depth.
 */

/** The page's own bytes, and what the file says of it. */
export type SavedPage = { bytes: Uint8Array; contentType: string; url: string | null; savedAt: string | null };

const mostHeaders = 200;
const mostHeaderBytes = 64 * 1024;
const mostParts = 5000;
const mostDepth = 3;

type Part = { headers: ReadonlyMap<string, string>; body: Buffer };

/** The page of such a file, null within where it holds none. Null for every other file. */
export function savedPageOf(bytes: Uint8Array): { page: SavedPage | null } | null {
  const whole = partOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!whole || !whole.headers.has('mime-version') || !isMultipart(whole)) return null;
  const html = pageIn(whole, 0);
  if (!html) return { page: null };
  const location = html.headers.get('content-location') ?? '';
  const snapshot = whole.headers.get('snapshot-content-location') ?? '';
  const url = [location, snapshot].find((text) => /^https?:\/\//i.test(text) && text.length <= 2000 && URL.canParse(text)) ?? null;
  const savedMs = Date.parse(whole.headers.get('date') ?? '');
  return {
    page: {
      bytes: decoded(html),
      contentType: html.headers.get('content-type')!,
      url,
      savedAt: Number.isNaN(savedMs) ? null : new Date(savedMs).toISOString(),
    },
  };
}

const isMultipart = ({ headers }: Part): boolean => /^multipart\/(?:related|mixed|alternative)\b/i.test(headers.get('content-type') ?? '');

/** The part that is the page: the one that is named as the start, else the first that is HTML. */
function pageIn(whole: Part, depth: number): Part | null {
  const type = whole.headers.get('content-type')!;
  const boundary = parameter(type, 'boundary');
  if (boundary === null || boundary.length > 200 || depth > mostDepth) return null;
  const start = parameter(type, 'start');
  let first: Part | null = null;
  for (const part of partsOf(whole.body, boundary)) {
    const html = /^(?:text\/html|application\/xhtml\+xml)\b/i.test(part.headers.get('content-type') ?? '')
      ? part
      : isMultipart(part)
        ? pageIn(part, depth + 1)
        : null;
    if (html === null) continue;
    if (start === null || html.headers.get('content-id') === start) return html;
    first ??= html;
  }
  return first;
}

/** The value of a parameter, `boundary="a b"`; null where it is not there. */
function parameter(type: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,500})"|([^\\s;]{1,500}))`, 'i').exec(type);
  return found ? (found[1] ?? found[2]!) : null;
}

/** What stands between lines of the boundary, in order. What follows the last of them is no part. */
function* partsOf(body: Buffer, boundary: string): Generator<Part> {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let from = -1;
  let count = 0;
  for (let at = body.indexOf(mark); at !== -1 && count < mostParts; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const after = body.subarray(at + mark.length, at + mark.length + 2).toString('latin1');
    // Another boundary may begin with this one.
    if (!/^(?:--|[\r\n]|[ \t]|$)/.test(after)) continue;
    if (from !== -1) {
      const part = partOf(body.subarray(from, withoutBreak(body, at)));
      if (part) yield part;
      count += 1;
    }
    if (after === '--') return;
    const end = body.indexOf(0x0a, at);
    if (end === -1) return;
    from = end + 1;
  }
  // A file that was cut off ends in its last part.
  if (from !== -1 && count < mostParts) {
    const part = partOf(body.subarray(from));
    if (part) yield part;
  }
}

/** The break before a boundary belongs to the boundary. */
function withoutBreak(body: Buffer, at: number): number {
  return at > 1 && body[at - 2] === 0x0d ? at - 2 : Math.max(0, at - 1);
}

/** Headers by their names in small letters, unfolded, and what stands below them; null for what does not begin with headers. */
function partOf(bytes: Buffer): Part | null {
  const headers = new Map<string, string>();
  let name: string | null = null;
  let at = 0;
  for (let lines = 0; at < bytes.length && at < mostHeaderBytes && lines < mostHeaders; lines++) {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1 || end - at > mostHeaderBytes) return null;
    const line = bytes.subarray(at, end).toString('latin1').replace(/\r$/, '');
    at = end + 1;
    if (line === '') return { headers, body: bytes.subarray(at) };
    if (/^[ \t]/.test(line) && name !== null) {
      headers.set(name, `${headers.get(name)!} ${line.trim()}`);
      continue;
    }
    const found = /^([A-Za-z][\w-]{0,99}):[ \t]*(.*)$/.exec(line);
    if (!found) return null;
    name = found[1]!.toLowerCase();
    // The first of a name counts.
    if (headers.has(name)) name = null;
    else headers.set(name, found[2]!.trim());
  }
  return null;
}

/** The bytes of a part, however they were sent. What is broken in them is left as it stands. */
function decoded({ headers, body }: Part): Uint8Array {
  const coding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (coding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  return coding === 'quoted-printable' ? unquoted(body) : body;
}

/** Quoted-printable (RFC 2045, 6.7). */
function unquoted(body: Buffer): Uint8Array {
  const out = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== 0x3d) {
      out[length++] = body[at]!;
      continue;
    }
    const soft = softBreak(body, at + 1);
    if (soft > 0) {
      at += soft;
      continue;
    }
    const [high, low] = [digitOf(body[at + 1]), digitOf(body[at + 2])];
    if (high < 0 || low < 0) {
      out[length++] = 0x3d;
      continue;
    }
    out[length++] = high * 16 + low;
    at += 2;
  }
  return out.subarray(0, length);
}

/** How many bytes a break is that only the sender made: blanks, then the end of the line; 0 where there is none. */
function softBreak(body: Buffer, from: number): number {
  let at = from;
  while (at < from + 80 && (body[at] === 0x20 || body[at] === 0x09)) at += 1;
  if (body[at] === 0x0d && body[at + 1] === 0x0a) return at + 2 - from;
  return body[at] === 0x0a ? at + 1 - from : 0;
}

function digitOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
}
