/** Finds how a file's bytes spell text, from the bytes alone, and decodes them piece by piece. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { markOf, utf16ByZeros } from '../../../platform/text-decoding.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

const headBytes = 64 * 1024;

/**
 * The encoding of a file: by its mark, by the zeros that UTF-16 has beside ASCII, by being UTF-8 throughout, and otherwise
 * GB18030, which Excel writes in China; Big5 where the first part reads much better so. Reads the file once, in pieces.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const head = await readHead(path);
  const mark = markOf(head);
  if (mark) return mark.encoding;
  const wide = utf16ByZeros(head);
  if (wide) return wide;
  if (await isUtf8(path)) return 'utf-8';
  // The piece may end inside a character: the last bytes are not judged.
  const sample = head.subarray(0, Math.max(0, head.length - 3));
  return oddness(sample, 'big5') + 0.02 < oddness(sample, 'gb18030') ? 'big5' : 'gb18030';
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) decoder.decode(chunk as Uint8Array, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The share of characters beyond ASCII that are broken, private or outside what tables of orders are written in. */
function oddness(sample: Uint8Array, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(sample);
  let high = 0;
  let odd = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    if (code < 0x80) continue;
    high++;
    const common =
      (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef) || code === 0xa5;
    if (!common) odd++;
  }
  return high === 0 ? 0 : odd / high;
}

/** The file's text in pieces, without its mark. Bytes that the encoding does not know become U+FFFD. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = decoder.decode(chunk as Uint8Array, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
