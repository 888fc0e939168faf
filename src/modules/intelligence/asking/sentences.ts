/** What of a sentence is said, and what is how its page refers to others. */
import type { Span } from '../claims/sentences.ts';

/** A sentence without the bracketed marks, bullets and dashes around it: what is said, and nothing of how the page refers to others. */
export function bare(text: string, { start, end }: Span): Span {
  const whole = text.slice(start, end);
  const head = /^(?:[-•·●▪*]\s+|\d{1,2}[.、)]\s*(?=\D))/.exec(whole)?.[0].length ?? 0;
  const tail = /(?:\s*(?:\[\d{1,3}(?:\s*[-–,]\s*\d{1,3})*\]|〔\d{1,3}〕))+\s*[.。]?\s*$/.exec(whole)?.[0].length ?? 0;
  return head + tail >= whole.length ? { start, end } : { start: start + head, end: end - tail };
}
