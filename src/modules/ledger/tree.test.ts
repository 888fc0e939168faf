import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTree, growTree, isInTree } from './tree.ts';

const hashes = (count: number): string[] => Array.from({ length: count }, (_, n) => createHash('sha256').update(String(n)).digest('hex'));
const treeOf = (data: readonly string[]) => buildTree(Buffer.from(data.join(''), 'hex'));
/** RFC 6962, 2.1, word for word. */
function slowRoot(data: readonly string[]): Buffer {
  const hash = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (data.length === 0) return hash();
  if (data.length === 1) return hash(Uint8Array.of(0), Buffer.from(data[0]!, 'hex'));
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return hash(Uint8Array.of(1), slowRoot(data.slice(0, k)), slowRoot(data.slice(k)));
}
const rootOf = (data: readonly string[]): string => {
  const tree = growTree();
  for (const hash of data) tree.add(hash);
  return tree.root();
};

test('roots are the standard’s, for every size', () => {
  for (let count = 0; count < 70; count++) {
    const root = slowRoot(hashes(count)).toString('hex');
    expect([rootOf(hashes(count)), treeOf(hashes(count)).root]).toEqual([root, root]);
  }
});

test('every leaf of every size is proven by its path, and by no other', () => {
  for (let count = 1; count < 40; count++) {
    const data = hashes(count);
    const root = rootOf(data);
    const tree = treeOf(data);
    for (let leaf = 0; leaf < count; leaf++) {
      const path = tree.path(leaf);
      expect(isInTree(data[leaf]!, leaf, count, path, root)).toBe(true);
      expect(isInTree(data[(leaf + 1) % count]!, leaf, count, path, root)).toBe(count === 1);
      if (count > 1) expect(isInTree(data[leaf]!, (leaf + 1) % count, count, path, root)).toBe(false);
      expect(isInTree(data[leaf]!, leaf, count, [...path, root], root)).toBe(false);
      if (path.length > 0) expect(isInTree(data[leaf]!, leaf, count, path.slice(1), root)).toBe(false);
    }
  }
});

test('a path with any hash changed proves nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (count, at, which) => {
      const data = hashes(count);
      const leaf = at % count;
      const path = treeOf(data).path(leaf);
      const changed = path.map((hash, n) => (n === which % path.length ? createHash('sha256').update(hash).digest('hex') : hash));
      expect(isInTree(data[leaf]!, leaf, count, changed, rootOf(data))).toBe(false);
    }),
  );
});
