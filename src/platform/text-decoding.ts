/** Finds out how bytes spell text. Readers that guess wrong show mojibake, so evidence decides; what is declared is only a hint. */

export type Decoded = {
  /** With its byte order mark as the first character where that was asked for. */
  text: string;
  encoding: string;
  /** Characters that the encoding could not explain; each is U+FFFD. */
  replaced: number;
  /** Neither a mark nor soundness nor a declaration that holds says so: the likeliest was taken. */
  guessed: boolean;
  /** What was declared and is not so; null where nothing was, or it holds. */
  contradicted: string | null;
};

type Wide = 'utf-16le' | 'utf-16be';
type Reading = Pick<Decoded, 'text' | 'encoding' | 'replaced'>;

const marks: readonly { bytes: readonly number[]; encoding: 'utf-8' | Wide }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** The encoding that a byte order mark says, and how long the mark is; null without one. */
export function markOf(bytes: Uint8Array): { encoding: 'utf-8' | Wide; length: number } | null {
  const found = marks.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte));
  return found ? { encoding: found.encoding, length: found.bytes.length } : null;
}

// The characters that Chinese cannot do without, simplified and traditional: a wrong double-byte reading hits few of them.
const common = new Set(
  '的是不我一有在了你他这那么们人来到个说要就去会得她好没还可以什也都给为吧吗啊呢对想看见知道谁自己怎爱妈爸生时候這那麼們來個說會得沒還什給為嗎對見誰過現後話請讓開關從錢點裡' +
    '中大上国年和地出业市场发展剧短微万亿元月日发与将及其新用户平台产品内容國業場發劇萬億與將產動員體經資電視網',
);

/**
 * Reads bytes as text. Never throws. `declared` are names of encodings that others give (a header, a meta tag), best first; one that the
 * bytes deny is passed over and told. `keepMark` leaves the byte order mark in the text, for places that count from the file's first byte.
 */
export function decodeText(
  bytes: Uint8Array,
  options: { declared?: readonly (string | null | undefined)[]; keepMark?: boolean } = {},
): Decoded {
  const declared = (options.declared ?? []).map((name) => labelOf(name ?? '')).filter((name) => name !== null);
  const sure = (reading: Reading): Decoded => {
    const wrong = declared.find((name) => name !== reading.encoding) ?? null;
    return { ...reading, guessed: false, contradicted: declared.includes(reading.encoding) || isAscii(bytes) ? null : wrong };
  };
  const mark = markOf(bytes);
  if (mark) return sure(decodeAs(mark.encoding, options.keepMark ? bytes : bytes.subarray(mark.length)));
  const wide = utf16ByZeros(bytes);
  if (wide) return sure(decodeAs(wide, bytes));
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8.replaced === 0) return sure(utf8);
  const highBytes = countHighBytes(bytes);
  // Mostly sound UTF-8 with a few broken characters (a cut file, a bad join) stays UTF-8.
  if (utf8.replaced * 20 < highBytes) return sure(utf8);
  const chosen = likeliest(bytes, highBytes, declared.find((name) => name !== 'utf-8') ?? null);
  const confirmed = declared.includes(chosen.encoding);
  return { ...chosen, guessed: !confirmed, contradicted: confirmed ? null : (declared[0] ?? null) };
}

/** Among the encodings of two bytes and of one, with some trust in what was declared. */
function likeliest(bytes: Uint8Array, highBytes: number, declared: string | null): Reading {
  const wide = utf16ByCharacters(bytes);
  if (wide) return decodeAs(wide, bytes);
  const single = isSingleByteText(bytes);
  if (declared && declared !== 'gb18030' && declared !== 'big5') {
    const reading = decodeAs(declared, bytes);
    const western = /^(?:windows-125\d|iso-8859-|macintosh)/.test(declared);
    // A western encoding explains any bytes: it is believed where they look like words with accents.
    if (western ? single : reading.replaced * 50 < highBytes && plausibility(reading) > 0.5) return reading;
  }
  if (single) return decodeAs('windows-1252', bytes);
  const [gb, big5] = [decodeAs('gb18030', bytes), decodeAs('big5', bytes)];
  const lean = declared === 'big5' ? -0.05 : 0.05;
  return plausibility(big5) > plausibility(gb) + lean ? big5 : gb;
}

/** The name that decoders know an encoding by; null for what none does. GB2312 and GBK are parts of GB18030. */
function labelOf(name: string): string | null {
  try {
    const { encoding } = new TextDecoder(name.trim().replace(/^["']|["']$/g, '') || '-');
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return null;
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): Reading {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  let replaced = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replaced++;
  return { text, encoding, replaced };
}

/** UTF-16 without a mark, by the zero that it has beside each ASCII character (figures, separators, timing lines); null for others. */
export function utf16ByZeros(bytes: Uint8Array): Wide | null {
  const length = Math.min(bytes.length, 64 * 1024);
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

/** UTF-16 without a mark and nearly without ASCII: nine of ten units are Chinese or of its punctuation in one order only. */
function utf16ByCharacters(bytes: Uint8Array): Wide | null {
  if (bytes.length < 16 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, 8192);
  const share = (encoding: string): number => {
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(sample);
    let known = 0;
    for (const sign of text) if ((sign >= '\u4e00' && sign <= '\u9fff') || isPlain(sign)) known++;
    return known / text.length;
  };
  const [little, big] = [share('utf-16le'), share('utf-16be')];
  if (little > 0.9 && big < 0.5) return 'utf-16le';
  return big > 0.9 && little < 0.5 ? 'utf-16be' : null;
}

function isPlain(sign: string): boolean {
  return (sign >= ' ' && sign <= '~') || /[\s\u3000-\u303f\uff00-\uffef\u2010-\u2027]/.test(sign);
}

function isAscii(bytes: Uint8Array): boolean {
  return countHighBytes(bytes) === 0;
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

/** How much of what is beyond ASCII is what Chinese is written with; common characters count, private and rare ones count against it. */
function plausibility(reading: Reading): number {
  let known = 0;
  let beyond = 0;
  let odd = 0;
  for (const sign of reading.text.slice(0, 20_000)) {
    if (sign < '\u0080') continue;
    beyond++;
    if (common.has(sign)) known++;
    else if (
      !(sign >= '\u4e00' && sign <= '\u9fff') &&
      !(sign >= '\uac00' && sign <= '\ud7a3') &&
      !isPlain(sign) &&
      !/[\u3040-\u30ff]/.test(sign)
    )
      odd++;
  }
  return beyond === 0 ? 0 : 1 + (known - odd) / beyond;
}
