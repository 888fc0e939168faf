/**
 * ISCC (ISO 24138:2024), as far as a text has one: Meta-Code of its title, Text-Code of its words, Data-Code and Instance-Code of its
 * bytes, and the ISCC-CODE that joins them. Conforms to the vectors of iscc-core (iscc.test.ts).
 */
import { blake3 } from './blake3.ts';
import { chunkGear, minhashMultipliers, minhashOffsets } from './iscc-tables.ts';
import { xxh32 } from './xxh32.ts';

const mainTypes = { meta: 0, content: 2, data: 3, instance: 4, iscc: 5 } as const;
type UnitType = 'meta' | 'content' | 'data' | 'instance';
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ngram = { meta: 3, text: 13 } as const;
const mostBytes = { name: 128, description: 4096 } as const;

/** RFC 4648 base 32 without padding. */
function base32(bytes: Uint8Array): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += digits[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + digits[(held << (5 - bits)) & 31] : text;
}

/** Header and body: four numbers below eight of four bits each (main type, subtype, version, length), then the digest. */
const encode = (main: number, length: number, body: Uint8Array): string =>
  `ISCC:${base32(Buffer.concat([Uint8Array.of(main << 4, length), body]))}`;
/** A unit of so many bits, a multiple of 32 up to 256. Of texts: the subtype is 0. */
const unit = (type: UnitType, digest: Uint8Array, bits: number): string =>
  encode(mainTypes[type], bits / 32 - 1, digest.subarray(0, bits / 8));

/** What is compared of a text: letters and figures, small, without marks, in one form. */
function collapse(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\s+/gu, '')
    .toLowerCase()
    .replaceAll(/[\p{C}\p{M}\p{P}]/gu, '')
    .normalize('NFKC');
}

const newline = /[\n\v\f\r\u0085\u2028\u2029]/u;
function clean(text: string): string {
  const kept = [...text.normalize('NFKC')].filter((character) => newline.test(character) || !/\p{C}/u.test(character)).join('');
  return kept.replaceAll(/[\n\v\f\r\u0085\u2028\u2029]+/gu, (all) => '\n'.repeat(Math.min(2, all.length))).trim();
}
/** As many whole characters as fit. */
const trimTo = (text: string, bytes: number): string =>
  new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true }).trim();

function* windows(text: string, width: number): Generator<Buffer> {
  const characters = [...text];
  for (let at = 0; at < Math.max(1, characters.length - width + 1); at++) yield Buffer.from(characters.slice(at, at + width).join(''));
}

/** Each bit is what at least half of the digests have there. */
function simhash(all: readonly Uint8Array[]): Buffer {
  const out = Buffer.alloc(32);
  for (let bit = 0; bit < 256; bit++) {
    const set = all.filter((digest) => (digest[bit >> 3]! >> (7 - (bit & 7))) & 1).length;
    if (set * 2 >= all.length) out[bit >> 3] = out[bit >> 3]! | (1 << (7 - (bit & 7)));
  }
  return out;
}

/** Multipliers and offsets as halves of 16 bits, the lowest first: products stay exact in numbers, which BigInt would take seconds for. */
const limbs = (value: bigint): number[] => [0n, 16n, 32n, 48n].map((shift) => Number((value >> shift) & 0xffffn));
const hashes = Float64Array.from(
  minhashMultipliers.flatMap((multiplier, index) => [...limbs(multiplier), ...limbs(minhashOffsets[index]!)]),
);

/** For each of the 64 hashes the least of ((a·f + b) mod 2^64) mod (2^61 − 1), the lowest 32 bits of it, over features and `least`. */
export function leastHashes(features: readonly number[], least: Uint32Array = new Uint32Array(64).fill(0xffffffff)): Uint32Array {
  const kept = least.slice();
  for (const feature of features) takeIn(kept, feature);
  return kept;
}

function takeIn(least: Uint32Array, feature: number): void {
  const [f0, f1] = [feature & 0xffff, feature >>> 16];
  for (let index = 0; index < 64; index++) {
    const at = index * 8;
    let carry = hashes[at]! * f0 + hashes[at + 4]!;
    const r0 = carry % 65536;
    carry = Math.floor(carry / 65536) + hashes[at]! * f1 + hashes[at + 1]! * f0 + hashes[at + 5]!;
    const r1 = carry % 65536;
    carry = Math.floor(carry / 65536) + hashes[at + 1]! * f1 + hashes[at + 2]! * f0 + hashes[at + 6]!;
    const r2 = carry % 65536;
    carry = Math.floor(carry / 65536) + hashes[at + 2]! * f1 + hashes[at + 3]! * f0 + hashes[at + 7]!;
    const high = (carry % 65536) * 65536 + r2;
    let low = r1 * 65536 + r0 + (high >>> 29);
    const top = (high & 0x1fffffff) + (low > 0xffffffff ? 1 : 0);
    low >>>= 0;
    // 2^61 − 1 and what is above it.
    if (top > 0x1fffffff || (top === 0x1fffffff && low === 0xffffffff)) low = (low + 1) >>> 0;
    if (low < least[index]!) least[index] = low;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** 256 bits: the lowest four bits of the 64 least hashes, the lowest of all first. Gives way to others between thousands of features. */
async function minhash(features: Iterable<number>): Promise<Buffer> {
  let least = leastHashes([]);
  const seen = new Set<number>();
  let waiting: number[] = [];
  for (const feature of features) {
    if (seen.has(feature)) continue;
    seen.add(feature);
    if (waiting.push(feature) < 5000) continue;
    least = leastHashes(waiting, least);
    waiting = [];
    await nextTurn();
  }
  least = leastHashes(waiting, least);
  const out = Buffer.alloc(32);
  for (let bit = 0; bit < 256; bit++) if ((least[bit & 63]! >>> (bit >> 6)) & 1) out[bit >> 3] = out[bit >> 3]! | (1 << (7 - (bit & 7)));
  return out;
}

function* hashesOf(parts: Iterable<Uint8Array>): Generator<number> {
  for (const part of parts) yield xxh32(part);
}

/** Content-defined chunks of a kilobyte on average (FastCDC): cut where the gear's pattern ends in zeroes. */
function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  const [least, center, most, early, late] = [256, 640, 8192, 2 ** 11 - 1, 2 ** 9 - 1];
  if (bytes.length === 0) yield bytes;
  for (let from = 0; from < bytes.length;) {
    const size = bytes.length - from;
    let at = Math.min(least, size);
    let pattern = 0;
    for (const end = Math.min(most, size); at < end; at++) {
      pattern = Math.floor(pattern / 2) + chunkGear[bytes[from + at]!]!;
      if ((pattern & (at < center ? early : late)) === 0) {
        at += 1;
        break;
      }
    }
    yield bytes.subarray(from, from + at);
    from += at;
  }
}

/** Of a title, and a description where there is one. Throws RangeError for a title without a character that can be shown. */
export function metaCode(title: string, description: string, bits = 64): string {
  const name = trimTo(clean(title).split(/\s+/u).join(' '), mostBytes.name);
  const extra = trimTo(clean(description), mostBytes.description);
  if (name === '') throw new RangeError('a title without a character');
  const hash = (text: string): Buffer => simhash([...windows(collapse(text), ngram.meta)].map(blake3));
  const [first, second] = [hash(name), extra === '' ? null : hash(extra)];
  const body = second ? Buffer.concat([0, 4, 8, 12].flatMap((at) => [first.subarray(at, at + 4), second.subarray(at, at + 4)])) : first;
  return unit('meta', body, bits);
}

/** Of plain text. */
export const textCode = async (text: string, bits = 64): Promise<string> =>
  unit('content', await minhash(hashesOf(windows(collapse(text), ngram.text))), bits);

export const dataCode = async (bytes: Uint8Array, bits = 64): Promise<string> =>
  unit('data', await minhash(hashesOf(chunksOf(bytes))), bits);

export const instanceCode = (bytes: Uint8Array, bits = 64): string => unit('instance', blake3(bytes), bits);

function bodyOf(code: string): Buffer {
  let [held, bits] = [0, 0];
  const bytes: number[] = [];
  for (const digit of code.slice('ISCC:'.length)) {
    held = (held << 5) | digits.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >>> bits) & 255);
    held &= (1 << bits) - 1;
  }
  // After the header of two bytes.
  return Buffer.from(bytes.slice(2, 10));
}

/** Units of one text as one code: with its Meta-Code, or without. */
export function isccCode(units: { meta: string | null; content: string; data: string; instance: string }): string {
  const { meta, content, data, instance } = units;
  const parts = [...(meta === null ? [] : [meta]), content, data, instance].map(bodyOf);
  // Which units there are beside data and instance: 1 is content, 5 content with meta.
  return encode(mainTypes.iscc, meta === null ? 1 : 5, Buffer.concat(parts));
}

/** The ISCC of a text under its title; null where there is no text. */
export async function isccOf(of: { title: string; description: string; text: string }): Promise<string | null> {
  if (of.text === '') return null;
  const bytes = Buffer.from(of.text);
  return isccCode({
    meta: /[^\p{C}\s]/u.test(of.title) ? metaCode(of.title, of.description) : null,
    content: await textCode(of.text),
    data: await dataCode(bytes),
    instance: instanceCode(bytes),
  });
}
