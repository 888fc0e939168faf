/**
 * Records of the journal: length, CRC-32 (both 32 bits, big-endian), then the click as JSON. A record that a crash has torn is
 * told by its length or its sum; reading goes on at the next one that is whole.
 */
import { crc32 } from 'node:zlib';

export const headerBytes = 8;
/** No click is longer: every text in it is bounded. Longer lengths are damage. */
export const longestRecord = 4096;

/** Writes a record at an offset and answers with the offset after it; -1 where the room is too little. Throws on a longer payload. */
export function writeRecord(into: Buffer, at: number, payload: string): number {
  const room = into.length - at - headerBytes;
  // Bytes are counted beforehand only where there may be too many: a letter has three at most.
  if (payload.length * 3 > Math.min(room, longestRecord)) {
    const bytes = Buffer.byteLength(payload);
    if (bytes > longestRecord) throw new RangeError(`a click of ${bytes} bytes`);
    if (bytes > room) return -1;
  }
  if (payload === '') throw new RangeError('a click of 0 bytes');
  const size = into.write(payload, at + headerBytes, 'utf8');
  const end = at + headerBytes + size;
  into.writeUInt32BE(size, at);
  into.writeUInt32BE(crc32(into.subarray(at + headerBytes, end)), at + 4);
  return end;
}

export type ReadRecord = { readonly payload: string; readonly end: number };
export type ReadRecords = {
  readonly records: readonly ReadRecord[];
  /** Where the next record begins: after the last whole one, or after damage that was passed over. */
  readonly end: number;
  /** Bytes that belonged to no whole record. */
  readonly skipped: number;
};

/**
 * The whole records from an offset on, at most so many. `final` says that nothing follows these bytes: what is left of a record
 * at their end was torn by a crash and is passed over too.
 */
export function readRecords(bytes: Buffer, from: number, most: number, final: boolean): ReadRecords {
  const records: ReadRecord[] = [];
  let at = from;
  let skipped = 0;
  while (records.length < most && at < bytes.length) {
    const end = wholeRecordEnd(bytes, at);
    if (end === 'short' && !final) break;
    if (typeof end === 'number') {
      records.push({ payload: bytes.toString('utf8', at + headerBytes, end), end });
      at = end;
      continue;
    }
    // Without a whole record in sight all is passed over, but for a tail in which one may begin.
    const next = findWhole(bytes, at + 1) ?? (final ? bytes.length : Math.max(at, bytes.length - longestRecord - headerBytes));
    if (next === at) break;
    skipped += next - at;
    at = next;
  }
  return { records, end: at, skipped };
}

function wholeRecordEnd(bytes: Buffer, at: number): number | 'short' | 'damaged' {
  if (bytes.length - at < headerBytes) return 'short';
  const size = bytes.readUInt32BE(at);
  if (size === 0 || size > longestRecord) return 'damaged';
  const end = at + headerBytes + size;
  if (end > bytes.length) return 'short';
  return crc32(bytes.subarray(at + headerBytes, end)) === bytes.readUInt32BE(at + 4) ? end : 'damaged';
}

// JSON holds no byte below 32, so nothing that a stranger sent can look like the beginning of a record.
function findWhole(bytes: Buffer, from: number): number | null {
  for (let at = from; at + headerBytes < bytes.length; at++) {
    if (bytes[at] === 0 && bytes[at + 1] === 0 && typeof wholeRecordEnd(bytes, at) === 'number') return at;
  }
  return null;
}
