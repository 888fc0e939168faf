/** How one period stands to another, in months: `2024`, `2025-H1`, `2025-Q3`, `2025-06`, `2025-06-30`, `2021..2024`. */

/** Months since year 0, `until` exclusive. Null for what is no period. */
export function monthsOf(period: string): { from: number; until: number } | null {
  const parts = period.split('..');
  if (parts.length === 2) {
    const first = monthsOf(parts[0]!);
    const last = monthsOf(parts[1]!);
    return first && last ? { from: first.from, until: last.until } : null;
  }
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-\d{2})?))?$/.exec(period);
  if (!match) return null;
  const year = Number(match[1]) * 12;
  if (match[2]) return { from: year + (Number(match[2]) - 1) * 6, until: year + Number(match[2]) * 6 };
  if (match[3]) return { from: year + (Number(match[3]) - 1) * 3, until: year + Number(match[3]) * 3 };
  if (match[4]) return { from: year + Number(match[4]) - 1, until: year + Number(match[4]) };
  return { from: year, until: year + 12 };
}

/** How well a period answers for the one that was asked: 3 the same, 2 within it, 1 overlapping, 0 not at all. */
export function periodFits(asked: string, found: string | null): 0 | 1 | 2 | 3 {
  if (found === null) return 0;
  if (asked === found) return 3;
  const [a, b] = [monthsOf(asked), monthsOf(found)];
  if (!a || !b || a.until <= b.from || b.until <= a.from) return 0;
  return b.from >= a.from && b.until <= a.until ? 2 : 1;
}
