/** A decimal number as it was written: exact, so that 0.1 and a scale of a hundred million never meet as floats. `units` × 10^`exponent`. */
export type Decimal = { readonly units: bigint; readonly exponent: number };

/** Reads `1,234.50` (separators allowed) with every digit kept: the last one says how fine the number is. */
export function decimalOf(digits: string): Decimal {
  const plain = digits.replaceAll(',', '');
  const dot = plain.indexOf('.');
  return dot < 0
    ? { units: BigInt(plain), exponent: 0 }
    : { units: BigInt(plain.slice(0, dot) + plain.slice(dot + 1)), exponent: dot + 1 - plain.length };
}

export const shift = ({ units, exponent }: Decimal, by: number): Decimal => ({ units, exponent: exponent + by });

export const negate = ({ units, exponent }: Decimal): Decimal => ({ units: -units, exponent });

/** The sum, as fine as the finer of both. */
export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const raise = ({ units, exponent: own }: Decimal) => units * 10n ** BigInt(own - exponent);
  return { units: raise(a) + raise(b), exponent };
}

/** The nearest double, made from decimal text: 3.68 billion is 3680000000 and not its neighbour. */
export const numberOf = ({ units, exponent }: Decimal): number => Number(`${units}e${exponent}`);

/** One unit of its last digit. */
export const stepOf = ({ exponent }: Decimal): number => Number(`1e${exponent}`);
