import { smallSide, type PicturePrints, type ShotPrint } from '../fingerprints/fingerprint.ts';
import { correlation, scaled, unitOf } from './units.ts';

const words = 8;
const smallBytes = smallSide * smallSide;
/** Meta's limits for PDQ: as many of 256 bits may differ, and below this quality a hash says too little. */
const radius = 31;
const leastQuality = 50;
/** Pictures looked at of each side, at even distances: more of a long work would take long and tell no more. */
const mostLooked = 2400;
/** Of pictures that tell too little, so many are laid over one another. */
const mostLaid = 400;
/** Correlation from which two such pictures are one, with what all of the original's have in common taken away. */
const sameRest = 0.8;
/** Two files take their pictures at times up to this far apart. */
const pictureMs = 250;

/** Of a shot's telling pictures, the share that must be the original's for all of it to be: at another speed others are taken. */
const sameOfShot = 0.15;

/**
 * The share of the suspect's pictures that are pictures of the original, as they are or mirrored, 0 to 1; plain ones count for nothing.
 * A shot of which some are the original's is the original's.
 * Where hashes say too little (a person before a wall), what moves is compared, at one offset in time for all: another take of the same
 * scene has the same wall and another motion.
 */
export function samePictures(original: PicturePrints, suspect: PicturePrints, shots: readonly ShotPrint[]): number {
  const ours = lookAt(original).filter((at) => original.quality[at]! >= leastQuality);
  const codes = wordsOf(original.codes, ours);
  const theirs = lookAt(suspect);
  const told = theirs.filter((at) => suspect.quality[at]! >= leastQuality);
  const isSame = told.map((at) => {
    const code = wordsOf(suspect.codes, [at]);
    return isNear(codes, code) || isNear(codes, mirrored(code));
  });
  const same = countByShots(told, isSame, suspect.atMs, shots);
  const weak = sameMotion(original, suspect);
  // The weak ones were looked at in another measure: what they come to counts for as many as there are.
  const looked = told.length + weak.share * (theirs.length - told.length);
  return looked === 0 ? 0 : (same + weak.same * weak.share * (theirs.length - told.length)) / looked;
}

/** Pictures of shots that are the original's; those of no shot count by themselves. Places ascend. */
function countByShots(places: readonly number[], isSame: readonly boolean[], atMs: Uint32Array, shots: readonly ShotPrint[]): number {
  const shotOf = (ms: number): number => shots.findIndex(({ startMs, endMs }) => ms >= startMs && ms < endMs);
  const tallies = new Map<number, { all: number; same: number }>();
  places.forEach((place, i) => {
    const shot = shotOf(atMs[place]!);
    const key = shot < 0 ? -1 - i : shot;
    const tally = tallies.get(key) ?? { all: 0, same: 0 };
    tallies.set(key, { all: tally.all + 1, same: tally.same + (isSame[i] ? 1 : 0) });
  });
  return [...tallies.values()].reduce((sum, { all, same }) => sum + (same > 0 && same >= sameOfShot * all ? all : same), 0);
}

type Rest = { readonly atMs: number; readonly unit: Float32Array };

/** Of the suspect's pictures that hashes do not tell: the share that is not plain, and of those the share that the original has at one offset. */
function sameMotion(original: PicturePrints, suspect: PicturePrints): { share: number; same: number } {
  const [ours, theirs] = [weakOf(original), weakOf(suspect)];
  if (ours.units.length === 0 || theirs.units.length === 0) return { share: theirs.share, same: 0 };
  const common = meanOf(ours.units);
  const [left, right] = [ours.units, theirs.units].map((units) => units.map((rest) => without(rest, common)));
  const votes = new Map<number, number>();
  for (const { atMs, unit } of right!) {
    let [best, offset] = [sameRest, Number.NaN];
    for (const other of left!) {
      const alike = correlation(unit, other.unit);
      if (alike > best) [best, offset] = [alike, Math.round((other.atMs - atMs) / pictureMs)];
    }
    if (!Number.isNaN(offset)) votes.set(offset, (votes.get(offset) ?? 0) + 1);
  }
  const most = Math.max(0, ...[...votes].map(([offset, count]) => count + (votes.get(offset - 1) ?? 0) + (votes.get(offset + 1) ?? 0)));
  return { share: theirs.share, same: Math.min(1, most / theirs.units.length) };
}

function weakOf(prints: PicturePrints): { units: Rest[]; share: number } {
  const places = Array.from(prints.quality.keys()).filter((at) => prints.quality[at]! < leastQuality);
  // A run from the beginning, and not some of all: two files must have the same ones among them.
  const units = places.slice(0, mostLaid).flatMap((at) => {
    const unit = unitOf(Float32Array.from(prints.small.subarray(at * smallBytes, (at + 1) * smallBytes)));
    return unit ? [{ atMs: prints.atMs[at]!, unit }] : [];
  });
  return { units, share: places.length === 0 ? 0 : units.length / Math.min(places.length, mostLaid) };
}

function meanOf(units: readonly Rest[]): Float32Array {
  const mean = new Float32Array(smallBytes);
  for (const { unit } of units) for (let i = 0; i < smallBytes; i++) mean[i]! += unit[i]!;
  return scaled(mean);
}

/** What is left of a picture without what all have in common. */
function without({ atMs, unit }: Rest, common: Float32Array): Rest {
  const part = correlation(unit, common);
  return { atMs, unit: scaled(unit.map((value, i) => value - part * common[i]!)) };
}

function lookAt({ atMs }: PicturePrints): number[] {
  const step = Math.max(1, atMs.length / mostLooked);
  return Array.from({ length: Math.ceil(atMs.length / step) }, (_, i) => Math.floor(i * step));
}

/** Hashes as eight words each, in the order of their bytes. */
function wordsOf(codes: Uint8Array, places: readonly number[]): Int32Array {
  const out = new Int32Array(places.length * words);
  const view = new DataView(codes.buffer, codes.byteOffset, codes.length);
  places.forEach((place, i) => {
    for (let word = 0; word < words; word++) out[i * words + word] = view.getInt32((place * words + word) * 4);
  });
  return out;
}

/**
 * The hash of the picture mirrored left to right, but for the few coefficients that lie at the median: the first, third, … cosine of each
 * row changes its sign, and with it whether it lies above a median near 0.
 */
const mirrored = (code: Int32Array): Int32Array => code.map((word) => word ^ 0x5555_5555);

function isNear(codes: Int32Array, code: Int32Array): boolean {
  for (let at = 0; at < codes.length; at += words) {
    let bits = 0;
    for (let word = 0; word < words && bits <= radius; word++) bits += bitsIn(codes[at + word]! ^ code[word]!);
    if (bits <= radius) return true;
  }
  return false;
}

/** Bits counted by halves (Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
