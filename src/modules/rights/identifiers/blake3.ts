/** BLAKE3 as its paper has it (O’Connor, Aumasson, Neves, Wilcox-O’Hearn, 2020), plain hashing of 256 bits. */
const start = Uint32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
/** Which words each of the seven rounds takes: the permutation over and over. */
const schedule = Array.from({ length: 7 }).reduce<number[][]>(
  (rounds) => [...rounds, permutation.map((index) => rounds.at(-1)![index]!)],
  [permutation.map((_, index) => index)],
);
const flags = { chunkStart: 1, chunkEnd: 2, parent: 4, root: 8 } as const;
const chunkBytes = 1024;
const blockBytes = 64;

const mix = (state: Uint32Array, a: number, b: number, c: number, d: number, x: number, y: number): void => {
  const turn = (value: number, by: number): number => (value >>> by) | (value << (32 - by));
  state[a] = state[a]! + state[b]! + x;
  state[d] = turn(state[d]! ^ state[a]!, 16);
  state[c] = state[c]! + state[d]!;
  state[b] = turn(state[b]! ^ state[c]!, 12);
  state[a] = state[a]! + state[b]! + y;
  state[d] = turn(state[d]! ^ state[a]!, 8);
  state[c] = state[c]! + state[d]!;
  state[b] = turn(state[b]! ^ state[c]!, 7);
};

function compress(chaining: Uint32Array, block: Uint32Array, counter: number, length: number, flag: number): Uint32Array {
  const state = new Uint32Array(16);
  state.set(chaining);
  state.set(start.subarray(0, 4), 8);
  state.set([counter, Math.floor(counter / 2 ** 32), length, flag], 12);
  for (const words of schedule.slice(0, 7)) {
    const word = (index: number): number => block[words[index]!]!;
    for (let column = 0; column < 4; column++)
      mix(state, column, column + 4, column + 8, column + 12, word(2 * column), word(2 * column + 1));
    for (let diagonal = 0; diagonal < 4; diagonal++)
      mix(
        state,
        diagonal,
        4 + ((diagonal + 1) % 4),
        8 + ((diagonal + 2) % 4),
        12 + ((diagonal + 3) % 4),
        word(8 + 2 * diagonal),
        word(9 + 2 * diagonal),
      );
  }
  for (let index = 0; index < 8; index++) state[index] = state[index]! ^ state[index + 8]!;
  return state.slice(0, 8);
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const block = new Uint32Array(16);
  for (const [index, byte] of bytes.entries()) block[index >> 2] = block[index >> 2]! | (byte << (8 * (index & 3)));
  return block;
}

function chunkValue(bytes: Uint8Array, counter: number, rootFlag: number): Uint32Array {
  let chaining: Uint32Array = start;
  const blocks = Math.max(1, Math.ceil(bytes.length / blockBytes));
  for (let index = 0; index < blocks; index++) {
    const block = bytes.subarray(index * blockBytes, (index + 1) * blockBytes);
    const last = index === blocks - 1;
    const flag = (index === 0 ? flags.chunkStart : 0) | (last ? flags.chunkEnd | rootFlag : 0);
    chaining = compress(chaining, wordsOf(block), counter, block.length, flag);
  }
  return chaining;
}

/** Two subtrees: the left one has as many whole chunks as a power of two allows. */
function treeValue(bytes: Uint8Array, firstChunk: number, rootFlag: number): Uint32Array {
  if (bytes.length <= chunkBytes) return chunkValue(bytes, firstChunk, rootFlag);
  const chunks = 2 ** Math.floor(Math.log2(Math.ceil(bytes.length / chunkBytes) - 1));
  const left = treeValue(bytes.subarray(0, chunks * chunkBytes), firstChunk, 0);
  const right = treeValue(bytes.subarray(chunks * chunkBytes), firstChunk + chunks, 0);
  const block = new Uint32Array(16);
  block.set(left);
  block.set(right, 8);
  return compress(start, block, 0, blockBytes, flags.parent | rootFlag);
}

/** The hash, 32 bytes. */
export function blake3(bytes: Uint8Array): Buffer {
  const value = treeValue(bytes, 0, flags.root);
  const out = Buffer.alloc(32);
  for (const [index, word] of value.entries()) out.writeUInt32LE(word, index * 4);
  return out;
}
