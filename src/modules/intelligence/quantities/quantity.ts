/** What a number in a sentence says, and what a time in it says: the joint between their readers and the grammar of claims. */

import type { Bound, Unit } from './contract.ts';

export type { Bound, Unit } from './contract.ts';

export type Quantity = {
  /** UTF-16 units of the text: from the first word of its bound to the last of its unit. */
  start: number;
  end: number;
  /** In base units: 3.68 billion yuan is 3680000000, 68.4 % is 0.684. Made from exact decimal text, never by multiplying floats. */
  low: number | null;
  high: number | null;
  bound: Bound;
  unit: Unit;
  /** The noun as written where there is one: 家, “companies”; helps to tell what is counted. */
  unitWord: string | null;
  /** ISO 4217 where the text says it; null for money without one. */
  currency: string | null;
  /** The power that the scale word stands for: 1e8 for 亿, 1e9 for billion; 1 without one. */
  scale: number;
  scaleWord: string | null;
  /** One unit of the last digit as written, in base units: 50.44 billion has 10000000. What a rounding may hide. */
  step: number;
  /** The number alone: digits, 大写 (financial), or words. */
  written: 'digits' | 'words' | 'financial';
};

export type TimeMention = {
  start: number;
  end: number;
  /**
   * `2024`, `2025-H1`, `2025-Q3`, `2025-06`, `2025-06-30`, `2021..2024`, `2025-01..2025-05`. The whole halves and quarters take their
   * names, so January to June 2025 is `2025-H1`; the end of a year is the year.
   */
  period: string;
  /** How it is said: in it, up to it (by, 截至), until (to reach it), since it, or a range. */
  role: 'in' | 'by' | 'since' | 'range';
  /** The text leaves part of it out (今年, “last year”, 上半年) and the day of publication or the context gave it. */
  relative: boolean;
};
