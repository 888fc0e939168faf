/** Chance from a seed (mulberry32): the same corpus for the same seed, everywhere. */
export type Random = {
  (): number;
  int(below: number): number;
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], count: number): T[];
};

export function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return Object.assign(next, {
    int,
    between: (from: number, to: number): number => from + next() * (to - from),
    pick: <T>(list: readonly T[]): T => list[int(list.length)]!,
    some: <T>(list: readonly T[], count: number): T[] => {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(rest.length), 1)[0]!);
    },
  });
}
