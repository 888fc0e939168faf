/** Chance from a seed: the same everywhere, so that a crowd can be made again. */

/** mulberry32: small, quick, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Dice = ReturnType<typeof diceOf>;
export function diceOf(random: () => number) {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    random,
    chance: (share: number): boolean => random() < share,
    between: (low: number, high: number): number => low + random() * (high - low),
    whole: (low: number, high: number): number => Math.floor(low + random() * (high - low + 1)),
    pick: <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!,
    logNormal: (median: number, sigma: number): number => median * Math.exp(sigma * normal()),
  };
}
