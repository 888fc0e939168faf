/** Whether passages bear a sentence: its numbers, its times and its names stand in them. Mechanical; what it means is not judged. */
import { findEntities } from '../claims/entities.ts';
import { regionWords } from '../claims/regions.ts';
import type { Quantity } from '../quantities/quantity.ts';
import { readQuantities, readTimes } from '../quantities/read.ts';
import { featuresOf } from './passages.ts';

/** What a sentence may be borne by: the passage, and the day it was published, for times like “last year”. */
export type Bearer = { text: string; publishedOn: string | null };

/** What of a sentence stands in none of the passages, as it is written there; empty for a sentence that they bear. */
export function unsupportedIn(sentence: string, passages: readonly Bearer[]): string[] {
  const missing = [...unsupportedNumbers(sentence, passages), ...missingNames(sentence, passages)];
  if (missing.length === 0 && !sharesWords(sentence, passages)) return [sentence];
  return [...new Set(missing)];
}

/** Of a sentence's passages those that it needs: each that can be left out without losing a number or a name is. */
export function neededOf<Passage extends Bearer>(sentence: string, passages: readonly Passage[]): Passage[] {
  let needed = [...passages];
  for (const passage of passages.toReversed()) {
    const without = needed.filter((other) => other !== passage);
    if (without.length > 0 && unsupportedIn(sentence, without).length === 0) needed = without;
  }
  return needed;
}

/** Numbers and times of a sentence that stand in none of the passages, as they are written in it. */
export function unsupportedNumbers(sentence: string, passages: readonly Bearer[]): string[] {
  const times = passages.map(({ text, publishedOn }) => readTimes(text, { publishedOn }));
  const periods = new Set(times.flatMap((all) => all.map(({ period }) => period)));
  const known = passages.flatMap(({ text }) => readQuantities(text));
  const written = new Set(passages.flatMap(({ text }) => digitsOf(text)));
  const missing: string[] = [];
  const read: { start: number; end: number }[] = [];
  // A year alone is borne by any time of that year; a narrower time only by itself.
  for (const time of readTimes(sentence, { publishedOn: passages[0]?.publishedOn ?? null })) {
    read.push(time);
    const borne = periods.has(time.period) || (/^\d{4}$/.test(time.period) && [...periods].some((period) => period.includes(time.period)));
    if (!borne) missing.push(sentence.slice(time.start, time.end));
  }
  for (const quantity of readQuantities(sentence)) {
    if (read.some(({ start, end }) => start < quantity.end && quantity.start < end)) continue;
    read.push(quantity);
    if (!known.some((other) => sameQuantity(quantity, other))) missing.push(sentence.slice(quantity.start, quantity.end));
  }
  // Numbers that no reader took (names, versions, marks) stand there as they are written.
  for (const match of sentence.normalize('NFKC').matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    const within = read.some(({ start, end }) => start <= match.index && match.index + match[0].length <= end);
    if (!within && !written.has(match[0].replaceAll(',', ''))) missing.push(match[0]);
  }
  return missing;
}

function sameQuantity(a: Quantity, b: Quantity): boolean {
  const close = (one: number | null, two: number | null): boolean =>
    one === two || (one !== null && two !== null && Math.abs(one - two) <= Math.abs(one) * 1e-9);
  const unit = a.unit === b.unit || a.unit === 'count' || b.unit === 'count';
  const currency = a.currency === b.currency || a.currency === null || b.currency === null;
  return unit && currency && close(a.low, b.low) && close(a.high, b.high);
}

function digitsOf(text: string): string[] {
  return (text.normalize('NFKC').match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => number.replaceAll(',', ''));
}

/** Endings of names of institutions in Chinese, which has no capital letters. */
const institution = /[\u3400-\u9fff]{2,12}?(研究院|研究所|研究中心|统计局|总局|协会|学会|大学|学院|证券|基金会|电视台|咨询|委员会)/gu;

/** Places and names of the vocabulary in either language; Latin names and titles in marks as they are written. */
function missingNames(sentence: string, passages: readonly Bearer[]): string[] {
  const missing: string[] = [];
  const places = new Set(passages.flatMap(({ text }) => regionWords.find(text).map(({ value }) => value.region)));
  const subjects = new Set(passages.flatMap(({ text }) => findEntities(text).map(({ value }) => value.entity.name)));
  const known: { start: number; end: number }[] = [];
  for (const { start, end, value } of regionWords.find(sentence)) {
    known.push({ start, end });
    if (!places.has(value.region) && !value.weak) missing.push(sentence.slice(start, end));
  }
  for (const { start, end, value } of findEntities(sentence)) {
    known.push({ start, end });
    if (!subjects.has(value.entity.name) && !value.weak) missing.push(sentence.slice(start, end));
  }
  const all = passages.map(({ text }) => text.toLowerCase().replaceAll(/[-‐‑\s]+/g, ' ')).join('\n');
  for (const match of sentence.matchAll(
    /《[^》]+》|(?<![A-Za-z])[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9](?:\s+[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9])*/g,
  )) {
    const within = known.some(({ start, end }) => start < match.index + match[0].length && match.index < end);
    const opens = /^\s*["“'‘]?$/.test(sentence.slice(0, match.index)) && !/\s/.test(match[0]) && !/[a-z][A-Z]|^[A-Z]{2}/.test(match[0]);
    const name = match[0]
      .replaceAll(/[《》]/g, '')
      .toLowerCase()
      .replaceAll(/[-‐‑\s]+/g, ' ');
    // The first word of a sentence is capital whatever it is.
    if (!within && !opens && !all.includes(name)) missing.push(match[0]);
  }
  for (const match of sentence.matchAll(institution)) {
    // Where the name begins nobody can tell; its end with two signs before is enough to miss it by.
    const end = match[0].slice(-(match[1]!.length + 2));
    if (!passages.some(({ text }) => text.includes(end))) missing.push(end);
  }
  return missing;
}

/** A sentence that has no word, name or number in common with what it cites is about something else. */
function sharesWords(sentence: string, passages: readonly Bearer[]): boolean {
  const own = [...featuresOf(sentence)].filter(
    (feature) => !/^(?:the|a|an|of|in|and|is|are|was|to|for|by|=micro_drama|=market|=china)$/.test(feature),
  );
  const theirs = new Set(passages.flatMap(({ text }) => [...featuresOf(text)]));
  return own.some((feature) => theirs.has(feature));
}
