/** What was read of a suspect, as bytes: its fingerprint and its pictures, so that it is searched for again without the video. */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { protectionErrors } from '../errors.ts';
import { fingerprintVersion } from '../fingerprints/fingerprint.ts';
import { readFingerprint, writeFingerprint } from '../fingerprints/store.ts';
import type { Suspect } from '../match/suspect.ts';

const magic = 'HLSF';
const headerBytes = 28;
/** As much as a suspect of twelve hours gives. */
const mostBytes = 600_000_000;

/** Raised with the fingerprint's, and when pictures are kept otherwise: what was kept in another version is read anew from the video. */
export const featuresVersion = fingerprintVersion * 100 + 1;

/** About 4 MB a minute for suspects of up to four minutes, a tenth of that for long ones. */
export function writeSuspect({ fingerprint, pictures }: Suspect): Uint8Array {
  const print = writeFingerprint(fingerprint);
  const times = new Uint8Array(pictures.atMs.buffer, pictures.atMs.byteOffset, pictures.atMs.byteLength);
  const body = zstdCompressSync(Buffer.concat([times, pictures.luma]));
  const header = Buffer.alloc(headerBytes);
  header.write(magic, 0, 'latin1');
  [featuresVersion, print.length, pictures.width, pictures.height, pictures.atMs.length, body.length].forEach((value, index) =>
    header.writeUInt32LE(value, 4 + index * 4),
  );
  return Buffer.concat([header, print, body]);
}

/** The suspect that was written. Throws protection.fingerprint_damaged where the bytes are not what was written. */
export function readSuspect(bytes: Buffer): Suspect {
  if (bytes.length < headerBytes || bytes.toString('latin1', 0, 4) !== magic) throw protectionErrors.fingerprint_damaged();
  const [version, printBytes, width, height, count, bodyBytes] = Array.from({ length: 6 }, (_, index) =>
    bytes.readUInt32LE(4 + index * 4),
  ) as [number, number, number, number, number, number];
  const size = count * 8 + count * width * height;
  if (version !== featuresVersion || size > mostBytes || headerBytes + printBytes + bodyBytes !== bytes.length)
    throw protectionErrors.fingerprint_damaged();
  const fingerprint = readFingerprint(bytes.subarray(headerBytes, headerBytes + printBytes));
  let body: Buffer;
  try {
    body = zstdDecompressSync(bytes.subarray(headerBytes + printBytes), { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw protectionErrors.fingerprint_damaged({}, cause);
  }
  if (body.length !== size) throw protectionErrors.fingerprint_damaged();
  const atMs = new Float64Array(count);
  for (let index = 0; index < count; index++) atMs[index] = body.readDoubleLE(index * 8);
  return { fingerprint, pictures: { width, height, atMs, luma: new Uint8Array(body.subarray(count * 8)) } };
}
