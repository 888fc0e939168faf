/**
 * Which of very many references are worth a closer look: those of which a picture's hash lies within PDQ's radius of a picture of the
 * suspect, as it is, mirrored, turned, or without its borders. One code a second is kept of a reference, 32 bytes.
 */
import type { PicturePrints } from '../fingerprints/fingerprint.ts';
import { createPdqHasher, type Dihedral } from '../fingerprints/pdq.ts';
import { createCodeIndex, matchRadius } from '../search/code-index.ts';
import { wholePicture, type Box } from './geometry.ts';
import type { SuspectPictures } from './suspect.ts';

const codeBytes = 32;
const everyMs = 1000;
/** Meta's recommendation: below it a picture is not told by its hash. */
const tellingQuality = 50;
/** References that are looked at closely at most, those with most pictures in common first. */
const mostReferences = 24;

export type Shortlist = {
  /** Bytes that the codes take in memory. */
  readonly bytes: number;
  add(id: string, pictures: PicturePrints): void;
  remove(id: string): void;
  /** The ids for these codes (32 bytes each), those that most of them hit first. */
  find(codes: Uint8Array): string[];
};

export function createShortlist(): Shortlist {
  let index = createCodeIndex();
  let owners: (string | null)[] = [];
  const spans: { owner: number; upTo: number }[] = [];
  const kept = new Map<string, { number: number; codes: Uint8Array }>();
  let gone = 0;

  const append = (id: string, codes: Uint8Array): void => {
    const number = owners.push(id) - 1;
    index.add(codes);
    spans.push({ owner: number, upTo: index.size });
    kept.set(id, { number, codes });
  };
  /** Codes cannot be taken out of the index: once a third are of references that left, it is made anew. */
  const rebuild = (): void => {
    const all = [...kept].map(([id, { codes }]) => [id, codes] as const);
    index = createCodeIndex();
    owners = [];
    spans.length = 0;
    gone = 0;
    for (const [id, codes] of all) append(id, codes);
  };
  const ownerOf = (place: number): string | null => {
    let [low, high] = [0, spans.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.upTo <= place) low = middle + 1;
      else high = middle;
    }
    return owners[spans[low]!.owner]!;
  };
  const remove = (id: string): void => {
    const known = kept.get(id);
    if (!known) return;
    owners[known.number] = null;
    kept.delete(id);
    gone += known.codes.length / codeBytes;
    if (gone > 1000 && gone * 3 > index.size) rebuild();
  };
  return {
    get bytes() {
      return index.bytes;
    },
    add(id, pictures) {
      remove(id);
      append(id, codesOf(pictures));
    },
    remove,
    find(codes) {
      const votes = new Map<string, number>();
      for (const { places } of index.search(codes, matchRadius)) {
        const hit = new Set<string>();
        for (const place of places) {
          const owner = ownerOf(place);
          if (owner !== null) hit.add(owner);
        }
        for (const owner of hit) votes.set(owner, (votes.get(owner) ?? 0) + 1);
      }
      return [...votes]
        .sort((a, b) => b[1] - a[1])
        .slice(0, mostReferences)
        .map(([id]) => id);
    },
  };
}

/** A telling code of each second, where there is one. */
function codesOf({ atMs, codes, quality }: PicturePrints): Uint8Array {
  const picks: number[] = [];
  let nextMs = 0;
  for (let i = 0; i < atMs.length; i++) {
    if (atMs[i]! < nextMs || quality[i]! < tellingQuality) continue;
    picks.push(i);
    nextMs = atMs[i]! + everyMs - 125;
  }
  const kept = new Uint8Array(picks.length * codeBytes);
  picks.forEach((pick, k) => kept.set(codes.subarray(pick * codeBytes, (pick + 1) * codeBytes), k * codeBytes));
  return kept;
}

const variants: Record<'upright' | 'turned', readonly Dihedral[]> = { upright: ['orig', 'flipy'], turned: ['rot90', 'rot270'] };

/**
 * What a suspect is searched for as: the codes of these pictures (indices), whole and of the first of `places` within each, either plain
 * and mirrored or turned by quarters. Pictures that hold too little to be told by are left out.
 */
export function variantsOf(
  pictures: SuspectPictures,
  indices: readonly number[],
  places: (index: number) => readonly Box[],
  how: keyof typeof variants,
): Uint8Array {
  const hash = createPdqHasher();
  const found: Uint8Array[] = [];
  let last: Uint8Array | null = null;
  for (const index of indices) {
    const { quality, hashes } = hash(cutOut(pictures, index, wholePicture));
    // A picture like the last one would only be answered the same again.
    if (last && differing(hashes.orig, last) <= repeated) continue;
    last = hashes.orig;
    if (quality >= tellingQuality) for (const name of variants[how]) found.push(hashes[name]);
    for (const place of places(index).slice(0, 1)) {
      const within = hash(cutOut(pictures, index, place));
      if (within.quality >= tellingQuality) for (const name of variants[how]) found.push(within.hashes[name]);
    }
  }
  const codes = new Uint8Array(found.length * codeBytes);
  found.forEach((code, k) => codes.set(code, k * codeBytes));
  return codes;
}

/** Bits within which two pictures of a suspect are one: far less than the radius, so that what one finds the other does. */
const repeated = 6;

function differing(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < codeBytes; i++) for (let rest = a[i]! ^ b[i]!; rest > 0; rest &= rest - 1) bits++;
  return bits;
}

function cutOut({ width, height, luma }: SuspectPictures, index: number, box: Box) {
  const [left, top] = [Math.round(box.x * width), Math.round(box.y * height)];
  const [columns, rows] = [Math.max(1, Math.round(box.width * width)), Math.max(1, Math.round(box.height * height))];
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const value = luma[index * width * height + Math.min(height - 1, top + y) * width + Math.min(width - 1, left + x)]!;
      values[y * columns + x] = Math.min(255, Math.max(0, ((value - 16) * 255) / 219));
    }
  return { width: columns, height: rows, values };
}
