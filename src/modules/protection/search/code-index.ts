import assert from 'node:assert';
import { layout, scanModule } from './scan.ts';
import { WebAssembly, type Module } from './webassembly.ts';

const codeBytes = 32;
/** In how many of 256 bits two PDQ hashes may differ and still be taken for one picture (facebook/ThreatExchange, pdq/README). */
export const matchRadius = 31;

// The first page holds the queries of a batch, and then what a block can answer at most: all its codes, eight bytes each.
const hitsAt = layout.pageBytes - layout.codesPerBlock * 8;
const queriesAtOnce = hitsAt / codeBytes;
const mostBlocks = Math.floor((65_535 - 1) / layout.pagesPerBlock);
const blockBytes = layout.pagesPerBlock * layout.pageBytes;

/** Which codes lie within the radius, by the place in which they were added, ascending; each with its distance. */
export type Hits = { readonly places: Uint32Array; readonly distances: Uint16Array };

export type CodeIndex = {
  readonly size: number;
  /** The memory taken: 32 bytes a code, to the next 128 KiB, and 64 KiB. */
  readonly bytes: number;
  /** Appends codes of 32 bytes each, and answers with the place of the first. Throws RangeError past 134 million or without memory. */
  add(codes: Uint8Array): number;
  /** For each query of 32 bytes every code within `radius` bits, none missed. Runs to its end: some milliseconds a million codes. */
  search(queries: Uint8Array, radius?: number): Hits[];
};

type Scan = (at: number, end: number, query: number, radius: number, out: number) => number;
let compiled: Module | undefined;

/** An exact index of 256-bit codes under the Hamming distance: one pass over all of them, without any structure to build or to tune. */
export function createCodeIndex({ codes }: { codes?: Uint8Array } = {}): CodeIndex {
  compiled ??= new WebAssembly.Module(scanModule());
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 + mostBlocks * layout.pagesPerBlock });
  const scan = new WebAssembly.Instance(compiled, { house: { memory } }).exports.scan as Scan;
  let [size, blocks] = [0, 0];
  const blockAt = (block: number): number => layout.pageBytes + block * blockBytes;

  function add(codes: Uint8Array): number {
    assert(codes.length % codeBytes === 0, 'codes are 32 bytes each');
    const [from, count] = [size, codes.length / codeBytes];
    const needed = Math.ceil((from + count) / layout.codesPerBlock);
    if (needed > blocks) {
      memory.grow((needed - blocks) * layout.pagesPerBlock);
      blocks = needed;
    }
    const words = wordsOf(codes);
    const target = new Uint32Array(memory.buffer);
    for (let i = 0; i < count; i++) {
      const place = from + i;
      const first = (blockAt(Math.floor(place / layout.codesPerBlock)) + (place % layout.codesPerBlock) * layout.halfBytes) / 4;
      const second = first + layout.pageBytes / 4;
      for (let word = 0; word < 4; word++) {
        target[first + word] = words[8 * i + word]!;
        target[second + word] = words[8 * i + 4 + word]!;
      }
    }
    size += count;
    return from;
  }

  function search(queries: Uint8Array, radius = matchRadius): Hits[] {
    assert(queries.length % codeBytes === 0, 'queries are 32 bytes each');
    assert(Number.isInteger(radius) && radius >= 0, 'a radius is a whole number of bits');
    const found: Hits[] = [];
    for (let from = 0; from < queries.length; from += queriesAtOnce * codeBytes)
      found.push(...searchBatch(queries.subarray(from, from + queriesAtOnce * codeBytes), radius));
    return found;
  }

  /** Block by block all queries, so that a block is fetched from memory once and compared while it is near. */
  function searchBatch(queries: Uint8Array, radius: number): Hits[] {
    new Uint8Array(memory.buffer).set(queries, 0);
    const hits = new Uint32Array(memory.buffer, hitsAt);
    const found = Array.from({ length: queries.length / codeBytes }, () => ({ places: [] as number[], distances: [] as number[] }));
    for (let block = 0; block < blocks; block++) {
      const [at, before] = [blockAt(block), block * layout.codesPerBlock];
      const filled = Math.min(layout.codesPerBlock, size - before);
      // Steps of four may end in places that no code has yet; what is found there is none.
      const end = at + Math.ceil(filled / layout.unrolled) * layout.unrolled * layout.halfBytes;
      for (const [i, { places, distances }] of found.entries()) {
        const words = ((scan(at, end, i * codeBytes, radius, hitsAt) >>> 0) - hitsAt) / 4;
        for (let hit = 0; hit < words; hit += 2) {
          const within = (hits[hit]! - at) / layout.halfBytes;
          if (within >= filled) continue;
          places.push(before + within);
          distances.push(hits[hit + 1]!);
        }
      }
    }
    return found.map(({ places, distances }) => ({ places: Uint32Array.from(places), distances: Uint16Array.from(distances) }));
  }

  if (codes) add(codes);
  return {
    get size() {
      return size;
    },
    get bytes() {
      return memory.buffer.byteLength;
    },
    add,
    search,
  };
}

/** Bytes as words of four, copied only where they do not begin at one. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
