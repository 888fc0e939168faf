/** Exact shares as people type them: a fraction, or a percentage. */

const longest = 18;

/** `1/3`, `33.5`, `33.5%` as a fraction in lowest terms, more than nothing and at most the whole; null for anything else. */
export function readShare(typed: string): string | null {
  const text = typed.trim().replace('％', '%').replace('／', '/');
  const fraction = /^(\d{1,18})\s*\/\s*(\d{1,18})$/.exec(text);
  if (fraction) return lowest(BigInt(fraction[1]!), BigInt(fraction[2]!));
  const percent = /^(\d{1,3})(?:\.(\d{1,6}))?\s*%?$/.exec(text);
  if (!percent) return null;
  const decimals = percent[2] ?? '';
  return lowest(BigInt(`${percent[1]}${decimals}`), 100n * 10n ** BigInt(decimals.length));
}

function lowest(n: bigint, d: bigint): string | null {
  if (n <= 0n || d <= 0n || n > d) return null;
  const by = common(n, d);
  const text = `${n / by}/${d / by}`;
  return text.split('/').some((part) => part.length > longest) ? null : text;
}

const common = (a: bigint, b: bigint): bigint => (b === 0n ? a : common(b, a % b));

/** The sum of shares as a fraction in lowest terms, and whether it is the whole. */
export function sumOf(shares: readonly string[]): { sum: string; isOne: boolean } {
  const [n, d] = shares.reduce(
    ([sumN, sumD], share) => {
      const [a, b] = share.split('/').map(BigInt) as [bigint, bigint];
      return [sumN * b + a * sumD, sumD * b] as const;
    },
    [0n, 1n] as readonly [bigint, bigint],
  );
  const by = n === 0n ? d : common(n, d);
  return { sum: `${n / by}/${d / by}`, isOne: n === d };
}
