/**
 * ASN.1 in DER (ITU-T X.690), as much as time-stamps need: one-byte tags, definite lengths in their shortest form. Reading is strict, so
 * that one structure has one spelling, and nothing outside its element is ever looked at.
 */

/** Thrown for bytes that are not DER, or not of the structure that was asked for. */
export class DerError extends Error {}

export type Element = {
  readonly tag: number;
  /** Without tag and length. */
  readonly content: Uint8Array;
  /** With them, as they stood. */
  readonly raw: Uint8Array;
};

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  generalizedTime: 0x18,
} as const;

/** The elements that lie one after another. At most 1000 of them. Throws DerError. */
export function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    found.push(element);
    if (found.length > 1000) throw new DerError('more than 1000 elements');
    at += element.raw.length;
  }
  return found;
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at]!;
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag of several bytes');
  const first = bytes[at + 1];
  if (first === undefined || first === 0x80 || first === 0xff) throw new DerError('no definite length');
  let [length, start] = [first, at + 2];
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4 || start + count > bytes.length) throw new DerError('a length beyond its end');
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + bytes[start + index]!;
    start += count;
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('a length that is not the shortest');
  }
  if (start + length > bytes.length) throw new DerError('an element beyond its end');
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

/** Exactly one element, of this tag where one is named. Throws DerError. */
export function single(bytes: Uint8Array, tag?: number): Element {
  const [element, ...more] = elements(bytes);
  if (!element || more.length > 0) throw new DerError('not one element');
  return tag === undefined ? element : expectTag(element, tag);
}

/** The element, when there is one of that tag. Throws DerError. */
export function expectTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new DerError(`tag ${element?.tag.toString(16) ?? 'none'} where ${tag.toString(16)} should be`);
  return element;
}

/** What lies in a constructed element of that tag. Throws DerError. */
export const childrenOf = (element: Element | undefined, tag: number = tags.sequence): Element[] =>
  elements(expectTag(element, tag).content);

/** An INTEGER in its shortest form, of at most 64 bytes. Throws DerError. */
export function readInteger(element: Element | undefined): bigint {
  const { content } = expectTag(element, tags.integer);
  if (content.length === 0 || content.length > 64) throw new DerError('an integer of no size');
  if (content.length > 1 && ((content[0] === 0 && content[1]! < 0x80) || (content[0] === 0xff && content[1]! >= 0x80)))
    throw new DerError('an integer that is not the shortest');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${Buffer.from(content).toString('hex')}`));
}

/** An OBJECT IDENTIFIER as `1.2.840…`. Throws DerError. */
export function readOid(element: Element | undefined): string {
  const { content } = expectTag(element, tags.oid);
  if (content.length === 0 || content.length > 64 || content.at(-1)! >= 0x80) throw new DerError('no object identifier');
  const arcs: bigint[] = [];
  let [arc, fresh] = [0n, true];
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new DerError('an arc that is not the shortest');
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head, ...rest] = arcs;
  const root = head! >= 80n ? 2n : head! / 40n;
  return [root, head! - root * 40n, ...rest].join('.');
}

/** A GeneralizedTime as DER and RFC 3161 have it: `YYYYMMDDhhmmss[.f…]Z`, in milliseconds (cut, not rounded). Throws DerError. */
export function readTime(element: Element | undefined): number {
  const text = Buffer.from(expectTag(element, tags.generalizedTime).content).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (!parts) throw new DerError('no time');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const at = Date.parse(iso);
  // Date.parse reads the 31st of June as the 1st of July.
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new DerError('no day of the calendar');
  return at;
}

/** One element of these contents. */
export function write(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | digits.length, ...digits];
  return Buffer.concat([Uint8Array.from([tag, ...length]), content]);
}

/** An INTEGER that is not negative. */
export function writeInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return write(tags.integer, bytes[0]! >= 0x80 ? Uint8Array.of(0) : Uint8Array.of(), bytes);
}

/** An OBJECT IDENTIFIER from `1.2.840…`. */
export function writeOid(oid: string): Buffer {
  const [root, second, ...rest] = oid.split('.').map(BigInt);
  const bytes = [root! * 40n + second!, ...rest].flatMap((arc) => {
    const digits = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80);
    return digits;
  });
  return write(tags.oid, Uint8Array.from(bytes));
}
