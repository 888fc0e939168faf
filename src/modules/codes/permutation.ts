import { createCipheriv, hkdfSync } from 'node:crypto';

/**
 * A keyed permutation of the numbers below radix^digits: FF1 of NIST SP 800-38G (format-preserving encryption, ten Feistel
 * rounds on AES). Counting upwards through it gives every word once, and nobody without the key can tell one from another.
 */
export type Permutation = (numbers: readonly number[]) => number[];

const rounds = 10;
const blockBytes = 16;

/** The key of the house's codes, from the house's secret (HKDF, RFC 5869). */
export function codeKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hookline codes: permutation of words, version 1', 32));
}

/**
 * FF1 with a key of 16, 24 or 32 bytes. Every half must fit 21 bits and the whole 53, as this counts in doubles; the tweak
 * has at most 11 bytes. Throws RangeError beyond that, and for a number outside the domain.
 */
export function createPermutation(key: Uint8Array, radix: number, digits: number, tweak: Uint8Array = new Uint8Array()): Permutation {
  const u = Math.floor(digits / 2);
  const v = digits - u;
  const [sizeU, sizeV] = [radix ** u, radix ** v];
  const b = Math.ceil(Math.ceil(v * Math.log2(radix)) / 8);
  if (sizeV > 2 ** 21 || radix ** digits > 2 ** 53 || b > 4 || tweak.length + b + 1 > blockBytes)
    throw new RangeError(`FF1 of ${digits} digits of radix ${radix} is beyond what is computed here`);
  const encrypt = (blocks: Uint8Array): Buffer =>
    createCipheriv(`aes-${key.length * 8}-ecb`, key, null)
      .setAutoPadding(false)
      .update(blocks);
  const head = encrypt(firstBlock(radix, u, digits, tweak.length));

  const round = (index: number, right: Float64Array): Buffer => {
    const blocks = Buffer.alloc(right.length * blockBytes);
    for (let i = 0; i < right.length; i++) {
      const at = i * blockBytes;
      blocks.set(tweak, at);
      blocks[at + blockBytes - b - 1] = index;
      blocks.writeUIntBE(right[i]!, at + blockBytes - b, b);
      for (let j = 0; j < blockBytes; j++) blocks[at + j]! ^= head[j]!;
    }
    return encrypt(blocks);
  };

  return (numbers) => {
    let left = new Float64Array(numbers.length);
    let right = new Float64Array(numbers.length);
    numbers.forEach((number, i) => {
      if (!Number.isSafeInteger(number) || number < 0 || number >= sizeU * sizeV)
        throw new RangeError(`${number} is not below ${radix}^${digits}`);
      left[i] = Math.floor(number / sizeV);
      right[i] = number % sizeV;
    });
    for (let index = 0; index < rounds; index++) {
      const mixed = round(index, right);
      const size = index % 2 === 0 ? sizeU : sizeV;
      for (let i = 0; i < left.length; i++) {
        // The first eight bytes as one number, modulo the half: the high part is reduced first so that nothing passes 2^53.
        const high = mixed.readUInt32BE(i * blockBytes) % size;
        left[i] = (left[i]! + ((high * 2 ** 32 + mixed.readUInt32BE(i * blockBytes + 4)) % size)) % size;
      }
      [left, right] = [right, left];
    }
    return Array.from(left, (high, i) => high * sizeV + right[i]!);
  };
}

// The constant block P of the standard.
function firstBlock(radix: number, u: number, digits: number, tweakBytes: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.set([1, 2, 1]);
  block.writeUIntBE(radix, 3, 3);
  block[6] = rounds;
  block[7] = u % 256;
  block.writeUInt32BE(digits, 8);
  block.writeUInt32BE(tweakBytes, 12);
  return block;
}
