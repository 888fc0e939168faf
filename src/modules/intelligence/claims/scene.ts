/** A sentence with all that was found in it: quantities, times, words for metrics, places, entities, and marks of speech. */
import type { Quantity, TimeMention } from '../quantities/quantity.ts';
import { readQuantities, readTimes } from '../quantities/read.ts';
import { entityWords, type EntityWord } from './entities.ts';
import { createLexicon, type Found } from './lexicon.ts';
import type { MetricId } from './metrics.ts';
import { regionWords } from './regions.ts';
import { citationsIn, isChinese, type Span } from './sentences.ts';
import { taxonomy } from './taxonomy.ts';

export type MetricWord = { metric: MetricId; weak: boolean };
export type PlaceWord = { region: string; weak: boolean };

/** All places are UTF-16 units of the sentence's own text. */
export type Scene = {
  text: string;
  /** Where the sentence stands in its paragraph. */
  offset: number;
  chinese: boolean;
  quantities: readonly Quantity[];
  times: readonly TimeMention[];
  metrics: readonly Found<MetricWord>[];
  places: readonly Found<PlaceWord>[];
  entities: readonly Found<EntityWord>[];
  citations: readonly number[];
};

const metricLexicon = createLexicon<MetricWord>([
  ...Object.entries(taxonomy).map(([metric, entry]) => ({ words: entry.words, value: { metric: metric as MetricId, weak: false } })),
  ...Object.entries(taxonomy).map(([metric, entry]) => ({ words: entry.weak ?? [], value: { metric: metric as MetricId, weak: true } })),
]);

/** Reads a sentence; null where it holds no quantity, which is the case of most. */
export function readScene(paragraph: string, span: Span, context: { publishedOn: string | null; lastYear: number | null }): Scene {
  const text = paragraph.slice(span.start, span.end);
  const times = readTimes(text, context);
  return {
    text,
    offset: span.start,
    chinese: isChinese(text),
    quantities: readQuantities(text).filter((quantity) => !times.some((time) => overlaps(time, quantity)) && !isMark(text, quantity)),
    times,
    metrics: metricLexicon.find(text),
    places: regionWords.find(text),
    entities: entityWords.find(text),
    citations: citationsIn(text),
  };
}

export function metricWordsIn(text: string): Found<MetricWord>[] {
  return metricLexicon.find(text);
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A number in brackets of its own is a citation mark. */
function isMark(text: string, { start, end }: Span): boolean {
  return /[[【［]\s*$/.test(text.slice(0, start)) && /^[\s\d,，、–-]*[\]】］]/.test(text.slice(end));
}
