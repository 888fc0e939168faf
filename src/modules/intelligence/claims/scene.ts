/** A sentence with all that was found in it: quantities, times, words for metrics, places, entities, and marks of speech. */
import type { Quantity, TimeMention } from '../quantities/quantity.ts';
import { readQuantities, readTimes } from '../quantities/read.ts';
import type { TimeContext } from '../quantities/times/read.ts';
import { findEntities, type EntityWord } from './entities.ts';
import { createLexicon, type Found, type LexiconEntry } from './lexicon.ts';
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

/** A word may name several metrics (“spent” is of time and of money): the unit decides. */
const metricLexicon = createLexicon<readonly MetricWord[]>(shareWords());

function shareWords(): LexiconEntry<readonly MetricWord[]>[] {
  const byWord = new Map<string, MetricWord[]>();
  for (const weak of [false, true]) {
    for (const [id, entry] of Object.entries(taxonomy)) {
      for (const word of (weak ? entry.weak : entry.words) ?? []) {
        const values = byWord.get(word) ?? [];
        if (values.length > 0 && values[0]!.weak !== weak) continue;
        byWord.set(word, [...values, { metric: id as MetricId, weak }]);
      }
    }
  }
  return [...byWord].map(([word, value]) => ({ words: [word], value }));
}

/** The metrics that a text has words for, strong or weak. */
export function metricsIn(text: string): MetricId[] {
  return metricLexicon.find(text).flatMap(({ value }) => value.map(({ metric }) => metric));
}

/** Reads a sentence. */
export function readScene(paragraph: string, span: Span, context: TimeContext): Scene {
  const text = paragraph.slice(span.start, span.end);
  const times = readTimes(text, context);
  return {
    text,
    offset: span.start,
    chinese: isChinese(text),
    quantities: readQuantities(text)
      .filter((quantity) => !times.some((time) => overlaps(time, quantity)) && !isMark(text, quantity))
      .map((quantity) => ofPlan(text, ofPeople(text, quantity)))
      .map(ofCrews(text)),
    times,
    metrics: metricLexicon
      .find(text)
      .filter((word) => !isField(text, word))
      .flatMap(({ start, end, value }) => value.map((word) => ({ start, end, value: word }))),
    places: regionWords.find(text),
    entities: findEntities(text),
    citations: citationsIn(text),
  };
}

/** 网络视听消费, “online audiovisual consumption”: a field of life, and no sum that is spent. */
function isField(text: string, { start, end }: Span): boolean {
  return (
    /^(?:消费|consumption)$/i.test(text.slice(start, end)) &&
    /(?:视听|内容|文化|娱乐|精神)$|\b(?:audio[- ]?visual|content|media|cultural|entertainment|video) $/i.test(
      text.slice(Math.max(0, start - 16), start),
    ) &&
    !/^(?:规模|总额|额|支出|达|超|约|为|\d)/.test(text.slice(end))
  );
}

/** 6.62亿微短剧用户 are users and no dramas. */
function ofPeople(text: string, quantity: Quantity): Quantity {
  // 短剧剧组1,846个: crews, whatever stands in front of them.
  if (
    quantity.unit === 'count' &&
    quantity.unitWord === '个' &&
    (/剧组[^，。；]{0,4}$/.test(text.slice(0, quantity.start)) || text.startsWith('剧组', quantity.end))
  )
    return { ...quantity, unitWord: '剧组' };
  const noun = quantity.unit === 'titles' && /^(?:的)?(?:用户|观众|网民|从业者|从业人员)/.exec(text.slice(quantity.end))?.[0];
  return noun ? { ...quantity, unit: 'people', unitWord: noun, end: quantity.end + noun.length } : quantity;
}

/** 去年接待剧组137个，今年已达302个: of crews as well. */
function ofCrews(text: string): (quantity: Quantity, index: number, all: readonly Quantity[]) => Quantity {
  let crews = false;
  return (quantity) => {
    if (quantity.unit !== 'count' || quantity.unitWord === null) return quantity;
    if (quantity.unitWord === '剧组') crews = true;
    return crews && quantity.unitWord === '个' && /^(?:[，。；、）]|$)/.test(text.slice(quantity.end))
      ? { ...quantity, unitWord: '剧组' }
      : quantity;
  };
}

/** “far more than the 100 originally planned”: what it is compared with is the number itself, and no bound. */
function ofPlan(text: string, quantity: Quantity): Quantity {
  const than = /^(?:more|fewer|less|higher|lower|greater|larger) than the /i.exec(text.slice(quantity.start, quantity.end))?.[0];
  const value = quantity.low ?? quantity.high;
  // “exceeding the 44.51 billion yuan box office of films”: a figure that stands for itself.
  const passed = /^(?:exceed|surpass|overtak|outstrip|eclips|topp|beat)\w* the /i.exec(text.slice(quantity.start, quantity.end))?.[0];
  if (
    passed &&
    /^\s+(?!mark\b|threshold|level|milestone|barrier|line\b|by\b|for\b|and\b|this\b|last\b|next\b)[a-z]/.test(text.slice(quantity.end))
  )
    return { ...quantity, start: quantity.start + passed.length, low: value, high: value, bound: 'exact' };
  if (
    !than ||
    !/^\s*(?:\w+ )?(?:(?:originally|first|initially|once) )?(?:planned|targeted|intended|promised|expected|forecast|aimed (?:for|at)|hoped for)\b/i.test(
      text.slice(quantity.end),
    )
  )
    return quantity;
  return { ...quantity, start: quantity.start + than.length, low: value, high: value, bound: 'exact' };
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A number in brackets of its own is a citation mark. */
function isMark(text: string, { start, end }: Span): boolean {
  return /[[【［]\s*$/.test(text.slice(0, start)) && /^[\s\d,，、–-]*[\]】］]/.test(text.slice(end));
}
