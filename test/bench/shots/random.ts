/** Chance that can be repeated: the same seed gives the same film. */
export type Chance = {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  between(low: number, high: number): number;
  /** Both ends inclusive. */
  integer(low: number, high: number): number;
  pick<T>(of: readonly T[]): T;
  happens(probability: number): boolean;
};

/** Mulberry32: 32 bits of state are plenty for scenes. */
export function chanceFrom(seed: number): Chance {
  let state = (seed * 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (of) => of[Math.floor(next() * of.length)]!,
    happens: (probability) => next() < probability,
  };
}
