/**
 * Winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): of every window of `window` hashes of `gram` tokens the smallest is
 * kept, the rightmost of equals. Whatever two texts share of window + gram − 1 tokens or more shares a fingerprint, nothing shorter
 * than `gram` does, and 2/(window + 1) of the hashes are kept on average. Pure.
 */
export type Fingerprint = { readonly hash: number; readonly at: number };

/** Grams of 6 in windows of 5: a shared run of 10 tokens is always seen. */
export const winnowing = { gram: 6, window: 5 } as const;

/** Fingerprints of tokens in their order. A text shorter than a window but not than a gram has one. */
export function winnow(tokens: Int32Array, { gram, window }: { gram: number; window: number } = winnowing): Fingerprint[] {
  const hashes = gramHashes(tokens, gram);
  const kept: Fingerprint[] = [];
  let last = -1;
  const windows = Math.max(1, hashes.length - window + 1);
  if (hashes.length === 0) return kept;
  for (let from = 0; from < windows; from++) {
    let best = from;
    for (let i = from; i < Math.min(hashes.length, from + window); i++) if (hashes[i]! <= hashes[best]!) best = i;
    if (best === last) continue;
    kept.push({ hash: hashes[best]!, at: best });
    last = best;
  }
  return kept;
}

// FNV-1a over the tokens' bytes, finished as in MurmurHash3 so that the smallest is as good as chance.
function gramHashes(tokens: Int32Array, gram: number): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, tokens.length - gram + 1));
  for (let at = 0; at < hashes.length; at++) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + gram; i++)
      hash = Math.imul(Math.imul(hash ^ (tokens[i]! & 0xffff), 0x01000193) ^ (tokens[i]! >>> 16), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hashes[at] = (hash ^ (hash >>> 16)) >>> 0;
  }
  return hashes;
}
