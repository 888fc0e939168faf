/**
 * A Merkle tree's root as RFC 6962, 2.1 has it: a leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), and n leaves are
 * divided at the largest power of two below n. Level by level that is: neighbours in pairs, and who has none goes up as it is.
 */
import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The root in hex over leaves' data; texts count as UTF-8. That of no leaves is SHA-256 of nothing. */
export function merkleRoot(leaves: readonly (Uint8Array | string)[]): string {
  let level = leaves.map((data) => sha256(leafMark, data));
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index]!, level[index + 1]];
      above.push(right ? sha256(nodeMark, left, right) : left);
    }
    level = above;
  }
  return (level[0] ?? sha256()).toString('hex');
}
