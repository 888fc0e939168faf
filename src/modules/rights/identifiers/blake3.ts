/** BLAKE3 as its paper has it (O’Connor, Aumasson, Neves, Wilcox-O’Hearn, 2020), plain hashing of 256 bits. */
const start = Uint32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
/** Which words each of the seven rounds takes: the permutation over and over. */
const schedule = Array.from({ length: 6 }).reduce<number[][]>(
  (rounds) => [...rounds, permutation.map((index) => rounds.at(-1)![index]!)],
  [permutation.map((_, index) => index)],
);
/** A round mixes columns, then diagonals: which four words of the state, each with two words of the block. */
const mixed = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;
const flags = { chunkStart: 1, chunkEnd: 2, parent: 4, root: 8 } as const;
const chunkBytes = 1024;
const blockBytes = 64;

function mix(state: Int32Array, [a, b, c, d]: (typeof mixed)[number], x: number, y: number): void {
  let [p, q, r, t] = [state[a]!, state[b]!, state[c]!, state[d]!];
  p = (p + q + x) | 0;
  t ^= p;
  t = (t >>> 16) | (t << 16);
  r = (r + t) | 0;
  q ^= r;
  q = (q >>> 12) | (q << 20);
  p = (p + q + y) | 0;
  t ^= p;
  t = (t >>> 8) | (t << 24);
  r = (r + t) | 0;
  q ^= r;
  state[a] = p;
  state[b] = (q >>> 7) | (q << 25);
  state[c] = r;
  state[d] = t;
}

function compress(chaining: Uint32Array, block: Uint32Array, counter: number, length: number, flag: number): Uint32Array {
  const state = new Int32Array(16);
  state.set(chaining);
  state.set(start.subarray(0, 4), 8);
  state[12] = counter;
  state[13] = Math.floor(counter / 2 ** 32);
  state[14] = length;
  state[15] = flag;
  for (const words of schedule)
    for (let step = 0; step < 8; step++) mix(state, mixed[step]!, block[words[2 * step]!]!, block[words[2 * step + 1]!]!);
  const value = new Uint32Array(8);
  for (let index = 0; index < 8; index++) value[index] = state[index]! ^ state[index + 8]!;
  return value;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const block = new Uint32Array(16);
  for (let index = 0; index < bytes.length; index++) block[index >> 2] = block[index >> 2]! | (bytes[index]! << (8 * (index & 3)));
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
