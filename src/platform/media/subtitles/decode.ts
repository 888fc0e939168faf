/** Finds a subtitle file's encoding. Players that guess wrong show mojibake, so evidence decides and never the name. */

export type Decoded = { text: string; encoding: string; replaced: number };

const boms: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

// The characters that spoken Chinese cannot do without, simplified and traditional: a wrong double-byte reading hits few of them.
const common = new Set(
  '的是不我一有在了你他这那么们人来到个说要就去会得她好没还可以什也都给为吧吗啊呢对想看见知道谁自己怎爱妈爸生时候這那麼們來個說會得沒還什給為嗎對見誰過現後話請讓開關從錢點裡',
);

/** Reads the bytes as text. Never throws: bytes that no encoding explains become U+FFFD and are counted. */
export function decodeText(bytes: Uint8Array): Decoded {
  for (const bom of boms) {
    if (bom.bytes.every((byte, at) => bytes[at] === byte)) return decodeAs(bom.encoding, bytes.subarray(bom.bytes.length));
  }
  const wide = wideEncoding(bytes);
  if (wide) return decodeAs(wide, bytes);
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8.replaced === 0) return utf8;
  const highBytes = countHighBytes(bytes);
  // Mostly sound UTF-8 with a few broken characters (a cut file, a bad join) stays UTF-8.
  if (utf8.replaced * 20 < highBytes) return utf8;
  if (isSingleByteText(bytes)) return decodeAs('windows-1252', bytes);
  const candidates = ['gb18030', 'big5'].map((encoding) => decodeAs(encoding, bytes));
  const [gb, big5] = candidates as [Decoded, Decoded];
  return likelihood(big5) > likelihood(gb) + 0.05 ? big5 : gb;
}

function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  let replaced = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replaced++;
  return { text, encoding, replaced };
}

// Timing lines are ASCII in every language, so UTF-16 without a mark shows a zero beside each of their characters.
function wideEncoding(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4096);
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  if (even + odd < length / 10) return null;
  if (odd > even * 4) return 'utf-16le';
  return even > odd * 4 ? 'utf-16be' : null;
}

function countHighBytes(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0x80) count++;
  return count;
}

// Western text has single accented letters between plain ones; double-byte Chinese comes in runs of high bytes.
function isSingleByteText(bytes: Uint8Array): boolean {
  let single = 0;
  let inRuns = 0;
  for (let at = 0; at < bytes.length;) {
    if (bytes[at]! < 0x80) {
      at++;
      continue;
    }
    let end = at;
    while (end < bytes.length && bytes[end]! >= 0x80) end++;
    if (end - at === 1) single++;
    else inRuns += end - at;
    at = end;
  }
  return single > inRuns;
}

function likelihood(decoded: Decoded): number {
  let known = 0;
  let chinese = 0;
  for (const character of decoded.text) {
    if (character < '\u2e80') continue;
    chinese++;
    if (common.has(character)) known++;
  }
  return chinese === 0 ? 0 : (known - decoded.replaced) / chinese;
}
