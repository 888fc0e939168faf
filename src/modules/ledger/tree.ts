import { createHash } from 'node:crypto';

/**
 * A Merkle tree over the hashes of a chain, as RFC 6962 (and 9162) hashes it: a leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖
 * left ‖ right), and a tree of n leaves is divided at the largest power of two below n. The data of leaf i is the chain hash of
 * transfer i + 1, as 32 bytes. With a root, one transfer can be proven to be in the chain by some twenty hashes, whatever its length.
 */
const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);
const leafOf = (hash: string): Buffer => sha256(leafMark, Buffer.from(hash, 'hex'));
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

export type Growing = {
  /** The next transfer's chain hash, in hex. */
  add(hash: string): void;
  /** The root over what was added, in hex; that of an empty tree is SHA-256 of nothing. */
  root(): string;
};

/** Computes a root while hashes go by: it keeps one node for each power of two. */
export function growTree(): Growing {
  // Perfect subtrees from large to small, as the bits of the count.
  const peaks: { size: number; node: Buffer }[] = [];
  return {
    add: (hash) => {
      let peak = { size: 1, node: leafOf(hash) };
      while (peaks.at(-1)?.size === peak.size) peak = { size: peak.size * 2, node: nodeOf(peaks.pop()!.node, peak.node) };
      peaks.push(peak);
    },
    root: () => {
      if (peaks.length === 0) return sha256().toString('hex');
      return peaks
        .map(({ node }) => node)
        .reduceRight((right, left) => nodeOf(left, right))
        .toString('hex');
    },
  };
}

export type Tree = {
  readonly size: number;
  readonly root: string;
  /** The audit path of a leaf (counted from 0), from its neighbour to the root's, in hex. Throws RangeError for no leaf. */
  path(leaf: number): string[];
};

/** The whole tree over chain hashes (32 bytes each, one after another), 64 bytes a leaf in memory: made once for many paths. */
export function buildTree(hashes: Uint8Array): Tree {
  const size = hashes.length / 32;
  if (!Number.isInteger(size)) throw new RangeError('hashes are 32 bytes each');
  const at = (level: Uint8Array, index: number): Uint8Array => level.subarray(index * 32, index * 32 + 32);
  let level = new Uint8Array(hashes.length);
  for (let index = 0; index < size; index++) level.set(sha256(leafMark, at(hashes, index)), index * 32);
  const levels = [level];
  while (level.length > 32) {
    const count = level.length / 32;
    const above = new Uint8Array(Math.ceil(count / 2) * 32);
    for (let index = 0; index < count; index += 2)
      above.set(index + 1 < count ? nodeOf(at(level, index), at(level, index + 1)) : at(level, index), (index / 2) * 32);
    levels.push(above);
    level = above;
  }
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return {
    size,
    root: size === 0 ? sha256().toString('hex') : hex(level),
    path: (leaf) => {
      if (!(leaf >= 0 && leaf < size)) throw new RangeError(`no leaf ${leaf}`);
      return levels.flatMap((each, height) => {
        const neighbour = (leaf >> height) ^ 1;
        return neighbour * 32 < each.length && each.length > 32 ? [hex(at(each, neighbour))] : [];
      });
    },
  };
}

/** Whether a transfer's chain hash is leaf `leaf` of a tree of `size` leaves with this root (RFC 9162, 2.1.3.2). */
export function isInTree(hash: string, leaf: number, size: number, path: readonly string[], root: string): boolean {
  if (leaf < 0 || leaf >= size) return false;
  let [index, last] = [leaf, size - 1];
  let node = leafOf(hash);
  for (const text of path) {
    if (last === 0) return false;
    const neighbour = Buffer.from(text, 'hex');
    if (index % 2 === 1 || index === last) {
      node = nodeOf(neighbour, node);
      while (index % 2 === 0 && index !== 0) [index, last] = [index >>> 1, last >>> 1];
    } else node = nodeOf(node, neighbour);
    [index, last] = [index >>> 1, last >>> 1];
  }
  return last === 0 && node.toString('hex') === root;
}
