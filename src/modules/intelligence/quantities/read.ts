/**
 * Numbers of a sentence, in Chinese, English and mixtures: value or range, bound, unit, currency, scale and how fine it is. Pure.
 */
import { readTimesOfFolded, type TimeContext } from './times/read.ts';
import { excluded } from './exclude.ts';
import { fold } from './fold.ts';
import { measuredIn } from './measured.ts';
import { joined } from './ranges.ts';
import { readRanks } from './ranks.ts';
import type { Quantity, TimeMention } from './quantity.ts';

// A paragraph longer than this is read to here: nobody writes such, and a reader must not be kept busy by one.
const longest = 200_000;

/** The quantities of a text by their place. Dates, ordinals, citation marks and the like are none. Never throws; places are UTF-16 units. */
export function readQuantities(text: string): Quantity[] {
  const folded = fold(text.length > longest ? text.slice(0, longest) : text);
  const mask = excluded(folded);
  const ranks = readRanks(folded);
  for (const { start, end } of ranks) mask.fill(1, start, end);
  for (const { start, end } of readTimesOfFolded(folded, { publishedOn: null }))
    // “a quarter of revenue” is a share and no time.
    if (
      !/^(?:a|one) (?:quarter|half)$/i.test(folded.slice(start, end)) ||
      !/^ (?:of|more|fewer|less|higher|lower|above|below)\b/.test(folded.slice(end))
    )
      mask.fill(1, start, end);
  const quantities = joined(folded, measuredIn(folded, mask));
  // What is beyond all numbers of this world is none.
  const finite = quantities.filter(({ low, high, step }) => [low ?? 0, high ?? 0, step].every((value) => Number.isFinite(value)));
  return [...finite, ...ranks].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * The times of a text by their place. `publishedOn` (an ISO day or instant) resolves 今年 and “last year”, `lastYear` (of the sentences
 * before) 三季度 and “June”; what neither resolves is left out.
 */
export function readTimes(text: string, context: TimeContext): TimeMention[] {
  const mentions: TimeMention[] = [];
  for (const { start, end, period, role, relative } of readTimesOfFolded(
    fold(text.length > longest ? text.slice(0, longest) : text),
    context,
  )) {
    if (period !== null) mentions.push({ start, end, period, role, relative });
  }
  return mentions;
}
