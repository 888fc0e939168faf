/** Rows of tables in texts: what is written in columns, by tabs or by bars. */
import type { Block } from './block.ts';
import { readHeaderLine } from './header.ts';
import { joinCells, type Mapped } from './mapped.ts';

/** Wider tables are cut. */
export const mostColumns = 200;
const longestCaption = 300;

/**
 * Blocks of a table's rows. `heads` says that the first row names the columns; `lead` is the text above, which says what a table is about
 * and often its unit.
 */
export function makeRows(rows: readonly (readonly (Mapped | null)[])[], { heads, lead }: { heads: boolean; lead: string | null }): Block[] {
  // The line under a title is no lead: its day would be taken for the figures'.
  const caption = lead && lead.length <= longestCaption && !readHeaderLine(lead) ? lead : null;
  const names = heads ? (rows[0] ?? []).map((cell) => cell?.text ?? '') : [];
  return rows.flatMap((row, at) => {
    const joined = joinCells(row.slice(0, mostColumns));
    if (!joined) return [];
    const cells = joined.places.map((place, column) => ({ ...place, head: (heads && at > 0 && names[column]) || null }));
    return [{ kind: 'row' as const, mapped: joined.mapped, level: 0, blanks: 0, cells, caption }];
  });
}

/** 2024年, 2025H1, “30 June 2025”, 1—6月, “RMB'000”: what stands in heads and is no figure. */
const times =
  /(?:19|20)\d\d年?(?:[HQ][1-4]|[A-Z])?|\b[HQ][1-4]\b|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}(?=[-–—~至]\d{1,2}月)|第?[1-4]季度?|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b,?|['’]000/gi;

/** Whether a first row names what stands under it: it has no figures but years, and the next one has some. */
export function isNaming(first: readonly string[], next: readonly string[] | undefined): boolean {
  const figures = (row: readonly string[]): boolean => row.some((text) => /\d/.test(text.replaceAll(times, '')));
  return next !== undefined && !figures(first) && figures(next);
}
