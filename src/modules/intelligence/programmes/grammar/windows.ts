/** When one may apply: spans, last days, and windows that come round every year. */
import type { ApplicationWindow, Said } from '../words/contract.ts';
import { findDays, isoOf, type FoundDay } from './days.ts';
import { passageOf, type Sentence } from './text.ts';

const applies = /申报|申请|报名|报送|提交|征集|受理|截止|截稿|appl(?:y|ications?)|submission|deadline|submit/i;
const joins = /^\s*(?:起)?\s*(?:至|到|—+|–|-+|~|to|until|through)\s*$/i;
const untilBefore =
  /(?:截止(?:时间|日期)?(?:为|是|至|到)?|截至|不晚于|即日起至|before|by|until|no later than|deadline(?: is| of)?|close(?:s)? on)\s*[:：]?\s*$/i;
const untilAfter = /^\s*(?:前|之前|以前|截止|止|\d{1,2}[时点:]|24:00)/;
const yearly = /每年|每年度|逐年|every year|each year|annually/i;

/**
 * The windows of a sentence that speaks of applying. A day without a year takes that of the day before it, else `year` (that of the
 * notice); without either nothing is made of it, but for windows of every year, which are kept as of `year` or of 2000.
 */
export function windowsIn(sentence: Sentence, year: number | null): Said<ApplicationWindow>[] {
  const { text } = sentence;
  if (!applies.test(`${sentence.group ?? ''} ${text}`) || /有效期|施行|播出|首播|上线时间|发生|期间(?:播出|产生|上线)/.test(text))
    return [];
  const days = findDays(text);
  const everyYear = yearly.test(text);
  const found: Said<ApplicationWindow>[] = [];
  let known = year;
  const yearOf = (day: FoundDay, after: string | null): number | null => {
    if (day.year !== null) known = day.year;
    let own = day.year ?? known ?? (everyYear ? 2000 : null);
    // “from 1 November to 31 January” ends in the next year.
    if (own !== null && day.year === null && after !== null && isoOf(day, own, 'until') < after) own += 1;
    return own;
  };
  for (let index = 0; index < days.length; index += 1) {
    const day = days[index]!;
    const next = days[index + 1];
    const before = text.slice(Math.max(0, day.start - 16), day.start);
    const after = text.slice(day.end);
    const own = yearOf(day, null);
    if (own === null) continue;
    if (next && joins.test(text.slice(day.end, next.start))) {
      const from = isoOf(day, own, 'from');
      const last = yearOf(next, from);
      index += 1;
      if (last !== null) found.push(make({ from, until: isoOf(next, last, 'until'), yearly: everyYear }, sentence, day.start, next.end));
    } else if (untilBefore.test(before) || untilAfter.test(after)) {
      found.push(make({ from: null, until: isoOf(day, own, 'until'), yearly: everyYear }, sentence, day.start, day.end));
    } else if (everyYear && day.day === null) {
      found.push(make({ from: isoOf(day, own, 'from'), until: isoOf(day, own, 'until'), yearly: true }, sentence, day.start, day.end));
    } else if (/^\s*(?:日)?(?:起|开始)/.test(after) || /(?:from|open(?:s)? on|starting)\s*$/i.test(before)) {
      found.push(make({ from: isoOf(day, own, 'from'), until: null, yearly: everyYear }, sentence, day.start, day.end));
    } else if (
      day.day === null &&
      /月(?:份)?$/.test(text.slice(day.start, day.end)) &&
      /集中(?:申报|受理)|(?:申报|受理)(?:时间|期)/.test(text)
    ) {
      found.push(make({ from: isoOf(day, own, 'from'), until: isoOf(day, own, 'until'), yearly: everyYear }, sentence, day.start, day.end));
    }
  }
  return found.filter(({ value }) => value.from === null || value.until === null || value.from <= value.until).slice(0, 8);
}

function make(value: ApplicationWindow, sentence: Sentence, start: number, end: number): Said<ApplicationWindow> {
  return { value, passages: [passageOf(sentence, start, end)] };
}
