/** Where a programme stands on a day, from its term and its windows. Pure; days are ISO texts, which compare as days do. */
import { lastDay } from './grammar/days.ts';
import type { ApplicationWindow } from './words/contract.ts';

export type Dated = { validFrom: string | null; validUntil: string | null; windows: readonly ApplicationWindow[] };
export type Phase = 'open' | 'upcoming' | 'between' | 'closed' | 'undated';
export type Span = { from: string | null; until: string | null };

/** A window as it falls between two days, within the programme's term; one that comes round each year falls in each of them. */
export function spansOf({ validFrom, validUntil, windows }: Dated, from: string, until: string): Span[] {
  const spans: Span[] = [];
  for (const window of windows) {
    if (!window.yearly) spans.push({ from: window.from, until: window.until });
    else {
      for (let year = Number(from.slice(0, 4)) - 1; year <= Number(until.slice(0, 4)) + 1; year += 1) spans.push(inYear(window, year));
    }
  }
  return spans
    .filter((span) => (span.until ?? '9999') >= from && (span.from ?? '0000') <= until)
    .filter(
      (span) => (validUntil === null || (span.from ?? '0000') <= validUntil) && (validFrom === null || (span.until ?? '9999') >= validFrom),
    )
    .map((span) => (validUntil !== null && (span.until === null || span.until > validUntil) ? { ...span, until: validUntil } : span))
    .toSorted((a, b) => (a.from ?? a.until ?? '').localeCompare(b.from ?? b.until ?? ''));
}

function inYear({ from, until }: ApplicationWindow, year: number): Span {
  const over = from !== null && until !== null ? Number(until.slice(0, 4)) - Number(from.slice(0, 4)) : 0;
  return { from: from && moved(from, year), until: until && moved(until, from === null ? year : year + over) };
}
function moved(day: string, year: number): string {
  const month = Number(day.slice(5, 7));
  return `${year}-${day.slice(5, 7)}-${String(Math.min(Number(day.slice(8)), lastDay(year, month))).padStart(2, '0')}`;
}

/** `nextDeadline` is the day after which it is too late; `opensOn` the day on which it can be applied for again. */
export function phaseOn(dated: Dated, today: string): { phase: Phase; nextDeadline: string | null; opensOn: string | null } {
  const { validFrom, validUntil, windows } = dated;
  if (validUntil !== null && validUntil < today) return { phase: 'closed', nextDeadline: null, opensOn: null };
  const upcoming = validFrom !== null && validFrom > today;
  if (windows.length === 0) {
    if (upcoming) return { phase: 'upcoming', nextDeadline: validUntil, opensOn: validFrom };
    return { phase: validFrom === null && validUntil === null ? 'undated' : 'open', nextDeadline: validUntil, opensOn: null };
  }
  const spans = spansOf(dated, today, `${Number(today.slice(0, 4)) + 2}-12-31`);
  const open = spans.filter((span) => (span.from ?? '0000') <= today);
  if (open.length > 0 && !upcoming) {
    const last = open.flatMap(({ until }) => (until === null ? [] : [until])).toSorted()[0] ?? validUntil;
    return { phase: 'open', nextDeadline: last, opensOn: null };
  }
  const next = spans.find((span) => (span.from ?? '0000') > today) ?? (upcoming ? spans[0] : undefined);
  if (!next) return { phase: upcoming ? 'upcoming' : 'closed', nextDeadline: null, opensOn: upcoming ? validFrom : null };
  const opensOn = upcoming && (next.from === null || next.from < validFrom) ? validFrom : next.from;
  return { phase: upcoming ? 'upcoming' : 'between', nextDeadline: next.until, opensOn };
}
