/**
 * Fingerprints as bytes: a header that says what follows and how much of it, then one compressed body. Pictures are kept as their
 * difference from what is expected after the one before, or from their own neighbours, whichever is less.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { protectionErrors } from '../errors.ts';
import { smallSide, type Fingerprint, type PicturePrints, type ShotPrint, type SoundPrint } from './fingerprint.ts';

const magic = 'HLFP';
/** Of the bytes, not of what they tell: another one is read by other code. */
const layout = 1;
const headerBytes = 80;
const kindBytes = 24;
const codeBytes = 32;
const smallBytes = smallSide * smallSide;
/** Above what twelve hours of video give, the longest that is decoded, at twice the rate of today. */
const most = { pictures: 400_000, shots: 1_000_000, sounds: 8_000_000 } as const;

type Header = {
  version: number;
  durationMs: number;
  width: number;
  height: number;
  pictures: number;
  shots: number;
  sounds: number;
  hopMs: number;
  kind: string;
};

const bodyBytesOf = ({ pictures, shots, sounds }: Header): number =>
  pictures * (4 + 1 + codeBytes + 1 + smallBytes) + shots * 8 + sounds * 4;

/** About 8 MB for an hour of drama, nearly all of it small pictures. `readFingerprint` gives back an equal fingerprint. */
export function writeFingerprint(fingerprint: Fingerprint): Uint8Array {
  const { pictures, sound, shots } = fingerprint;
  const header: Header = {
    version: fingerprint.version,
    durationMs: fingerprint.durationMs,
    width: fingerprint.width,
    height: fingerprint.height,
    pictures: pictures.atMs.length,
    shots: shots.length,
    sounds: sound?.values.length ?? 0,
    hopMs: sound?.hopMs ?? 0,
    kind: sound?.kind ?? '',
  };
  const body = new Uint8Array(bodyBytesOf(header));
  const view = new DataView(body.buffer);
  let at = writeDeltas(view, 0, pictures.atMs);
  at = writeQuality(body, at, pictures.quality);
  at = writeCodes(body, at, pictures.codes);
  at = writeSmall(body, at, pictures.small);
  for (const { startMs, endMs } of shots) {
    view.setUint32(at, startMs, true);
    view.setUint32(at + 4, endMs - startMs, true);
    at += 8;
  }
  for (const value of sound?.values ?? []) {
    view.setUint32(at, value, true);
    at += 4;
  }
  return join(header, deflateRawSync(body));
}

/**
 * The fingerprint that was written, of whatever `version` it is. Throws protection.fingerprint_damaged where the bytes are not what was
 * written, also of hostile ones: nothing is made that is larger than a fingerprint of twelve hours.
 */
export function readFingerprint(bytes: Uint8Array): Fingerprint {
  const header = readHeader(bytes);
  if (!header) throw protectionErrors.fingerprint_damaged();
  const size = bodyBytesOf(header);
  let body: Uint8Array;
  try {
    body = inflateRawSync(bytes.subarray(headerBytes), { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw protectionErrors.fingerprint_damaged({}, cause);
  }
  if (body.length !== size) throw protectionErrors.fingerprint_damaged();
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const count = header.pictures;
  const pictures: PicturePrints = {
    atMs: readDeltas(view, 0, count),
    quality: readQuality(body, count * 4, count),
    codes: readCodes(body, count * 5, count),
    small: readSmall(body, count * (5 + codeBytes), count),
  };
  const shotsAt = size - header.sounds * 4 - header.shots * 8;
  const shots: ShotPrint[] = Array.from({ length: header.shots }, (_, i) => {
    const startMs = view.getUint32(shotsAt + i * 8, true);
    return { startMs, endMs: startMs + view.getUint32(shotsAt + i * 8 + 4, true) };
  });
  const soundsAt = size - header.sounds * 4;
  const values = Uint32Array.from({ length: header.sounds }, (_, i) => view.getUint32(soundsAt + i * 4, true));
  const sound: SoundPrint | null = header.kind === '' ? null : { kind: header.kind, hopMs: header.hopMs, values };
  const { version, durationMs, width, height } = header;
  return { version, durationMs, width, height, pictures, sound, shots };
}

function join(header: Header, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(headerBytes + body.length);
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt16LE(layout, 4);
  bytes.writeUInt16LE(header.version, 6);
  [header.durationMs, header.width, header.height, header.pictures, header.shots, header.sounds].forEach((value, i) =>
    bytes.writeUInt32LE(value, 8 + i * 4),
  );
  bytes.writeDoubleLE(header.hopMs, 32);
  bytes.write(header.kind, 40, kindBytes, 'latin1');
  bytes.set(body, headerBytes);
  bytes.writeUInt32LE(checkOf(bytes), headerBytes - 4);
  return bytes;
}

/** Over all but the four bytes that the sum itself takes. */
const checkOf = (bytes: Uint8Array): number => crc32(bytes.subarray(headerBytes), crc32(bytes.subarray(0, headerBytes - 4)));

/** Null where the bytes do not begin as a fingerprint does, are not whole, or tell of more than there can be. */
function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < headerBytes) return null;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.toString('latin1', 0, 4) !== magic || view.readUInt16LE(4) !== layout) return null;
  if (view.readUInt32LE(headerBytes - 4) !== checkOf(bytes)) return null;
  const [durationMs, width, height, pictures, shots, sounds] = Array.from({ length: 6 }, (_, i) => view.readUInt32LE(8 + i * 4)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const hopMs = view.readDoubleLE(32);
  const kind = view.toString('latin1', 40, 40 + kindBytes).replace(/\0+$/, '');
  if (pictures > most.pictures || shots > most.shots || sounds > most.sounds) return null;
  if (!Number.isFinite(hopMs) || (kind === '' ? hopMs !== 0 || sounds > 0 : hopMs <= 0) || !/^[\x21-\x7e]*$/.test(kind)) return null;
  return { version: view.readUInt16LE(6), durationMs, width, height, pictures, shots, sounds, hopMs, kind };
}

function writeDeltas(view: DataView, at: number, values: Uint32Array): number {
  for (let i = 0; i < values.length; i++) view.setUint32(at + i * 4, values[i]! - (values[i - 1] ?? 0), true);
  return at + values.length * 4;
}

function readDeltas(view: DataView, at: number, count: number): Uint32Array {
  const values = new Uint32Array(count);
  for (let i = 0, sum = 0; i < count; i++) values[i] = sum = (sum + view.getUint32(at + i * 4, true)) >>> 0;
  return values;
}

function writeQuality(body: Uint8Array, at: number, quality: Uint8Array): number {
  for (let i = 0; i < quality.length; i++) body[at + i] = quality[i]! - (quality[i - 1] ?? 0);
  return at + quality.length;
}

function readQuality(body: Uint8Array, at: number, count: number): Uint8Array {
  const quality = new Uint8Array(count);
  for (let i = 0; i < count; i++) quality[i] = body[at + i]! + (quality[i - 1] ?? 0);
  return quality;
}

/** What differs from the picture before: in a still shot nothing does. */
function writeCodes(body: Uint8Array, at: number, codes: Uint8Array): number {
  for (let i = 0; i < codes.length; i++) body[at + i] = codes[i]! ^ (codes[i - codeBytes] ?? 0);
  return at + codes.length;
}

function readCodes(body: Uint8Array, at: number, count: number): Uint8Array {
  const codes = new Uint8Array(count * codeBytes);
  for (let i = 0; i < codes.length; i++) codes[i] = body[at + i]! ^ (codes[i - codeBytes] ?? 0);
  return codes;
}

/** How a small picture is kept: its difference from the one before, or from what its own neighbours let expect. */
const fromBefore = 0;
const fromNeighbours = 1;

function writeSmall(body: Uint8Array, at: number, small: Uint8Array): number {
  const count = small.length / smallBytes;
  const [before, neighbours] = [new Uint8Array(smallBytes), new Uint8Array(smallBytes)];
  for (let picture = 0; picture < count; picture++) {
    const from = picture * smallBytes;
    for (let i = 0; i < smallBytes; i++) {
      before[i] = small[from + i]! - (small[from - smallBytes + i] ?? 0);
      neighbours[i] = small[from + i]! - expected(small, from, i);
    }
    const way = sizeOf(before) <= sizeOf(neighbours) ? fromBefore : fromNeighbours;
    body[at + picture] = way;
    body.set(way === fromBefore ? before : neighbours, at + count + from);
  }
  return at + count * (1 + smallBytes);
}

function readSmall(body: Uint8Array, at: number, count: number): Uint8Array {
  const small = new Uint8Array(count * smallBytes);
  for (let picture = 0; picture < count; picture++) {
    const from = picture * smallBytes;
    const way = body[at + picture]!;
    if (way > fromNeighbours) throw protectionErrors.fingerprint_damaged();
    for (let i = 0; i < smallBytes; i++)
      small[from + i] =
        body[at + count + from + i]! + (way === fromBefore ? (small[from - smallBytes + i] ?? 0) : expected(small, from, i));
  }
  return small;
}

/** The median of left, upper, and the plane through both and the corner (LOCO-I, as in JPEG-LS). */
function expected(small: Uint8Array, from: number, i: number): number {
  const [row, column] = [Math.floor(i / smallSide), i % smallSide];
  if (row === 0) return column === 0 ? 0 : small[from + i - 1]!;
  const upper = small[from + i - smallSide]!;
  if (column === 0) return upper;
  const left = small[from + i - 1]!;
  const corner = small[from + i - smallSide - 1]!;
  if (corner >= Math.max(left, upper)) return Math.min(left, upper);
  return corner <= Math.min(left, upper) ? Math.max(left, upper) : left + upper - corner;
}

function sizeOf(differences: Uint8Array): number {
  let sum = 0;
  for (const value of differences) sum += Math.min(value, 256 - value);
  return sum;
}
