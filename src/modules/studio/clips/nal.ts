/** H.264 byte streams (ITU-T H.264, annex B) and their length-prefixed form in MP4 (ISO/IEC 14496-15). */

const sps = 7;
const pps = 8;
const sei = 6;
export type ParameterSets = { sps: Buffer[]; pps: Buffer[] };

/** The NAL units of an annex B stream, without start codes and the zeros that pad them. */
function splitAnnexB(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(1, 2); at >= 0; at = bytes.indexOf(1, at + 1))
    if (bytes[at - 1] === 0 && bytes[at - 2] === 0) starts.push(at + 1);
  return starts.map((start, index) => {
    let end = index + 1 < starts.length ? starts[index + 1]! - 3 : bytes.length;
    while (end > start && bytes[end - 1] === 0) end--;
    return bytes.subarray(start, end);
  });
}

/** An annex B picture as MP4 holds it, four bytes of length before each unit; what only talks about the encoder is left out. */
export function toLengthPrefixed(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (const unit of splitAnnexB(bytes)) {
    if ((unit[0]! & 31) === sei) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(unit.length);
    parts.push(length, unit);
  }
  return Buffer.concat(parts);
}

/** The parameter sets of annex B headers. */
export function setsOfAnnexB(bytes: Buffer): ParameterSets {
  const units = splitAnnexB(bytes);
  const ofType = (type: number): Buffer[] => units.filter((unit) => (unit[0]! & 31) === type);
  return { sps: ofType(sps), pps: ofType(pps) };
}

/** The parameter sets of an `avcC` record; null when it is none, or counts lengths in other than four bytes. */
export function setsOfRecord(bytes: Buffer): ParameterSets | null {
  if (bytes.length < 7 || bytes[0] !== 1 || (bytes[4]! & 3) !== 3) return null;
  let at = 5;
  const read = (count: number): Buffer[] => {
    const list: Buffer[] = [];
    for (let n = 0; n < count && at + 2 <= bytes.length; n++) {
      const length = bytes.readUInt16BE(at);
      list.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    return list;
  };
  const first = read(bytes[at++]! & 31);
  return { sps: first, pps: read(bytes[at++] ?? 0) };
}

/** Whether pictures made under one can be decoded under the other: the same sets, byte for byte. */
export function sameSets(a: ParameterSets, b: ParameterSets): boolean {
  const same = (x: Buffer[], y: Buffer[]): boolean => x.length === y.length && x.every((set, i) => set.equals(y[i]!));
  return same(a.sps, b.sps) && same(a.pps, b.pps);
}
