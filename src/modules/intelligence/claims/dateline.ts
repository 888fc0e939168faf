/** The day of a document, and which of its paragraphs speak of nobody but their author. */
import type { ReadDocument } from '../reading/document.ts';
import { readTimes } from '../quantities/read.ts';
import { isDay } from './periods.ts';

/** How far into a paragraph a dateline reaches: “SINGAPORE, Jan. 29, 2026 /Newsfeed/ --”. */
const farthest = 80;
const behindDay = /^\s*(?:[/|·•(（–—-]|,? \d{1,2}:\d\d|$)/;

/** The day of a dateline, or of a line with a day in it, at the head of the text; null where there is none. */
export function datelineOf(document: Pick<ReadDocument, 'paragraphs'>): string | null {
  for (const { kind, text } of document.paragraphs.slice(0, 6)) {
    const day = readTimes(text.slice(0, 400), { publishedOn: null }).find(({ period }) => isDay(period));
    if (!day) continue;
    if (kind === 'heading' || text.length < farthest) return day.period;
    if (day.end < farthest && behindDay.test(text.slice(day.end))) return day.period;
  }
  return null;
}

/** “About Marlowe Finch”, “Media contact”, “Forward-looking statements”: what stands under a release and tells nothing of the field. */
export const ofTheAuthor =
  /^(?:about [A-Z][\w&’'.-]*(?: [A-Z][\w&’'.-]*){0,5}\s*(?::|$|\n|\. )|(?:media|press|investor) (?:contacts?|enquiries|inquiries|relations)\b|notes? to editors?\b|disclaimer\b|forward-looking statements?\b|(?:about the author|methodology note)\b)/i;
