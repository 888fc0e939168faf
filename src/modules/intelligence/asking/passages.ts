/** The sentences of documents as an answer chooses from them: their words, their claims, and how well each bears a question. */
import type { Claim } from '../claims/claim.ts';
import type { ReadDocument } from '../reading/document.ts';
import { aliasesIn, foldWords } from '../searching/aliases.ts';
import { splitSentences } from '../claims/sentences.ts';
import { placesIn, subjectsIn, ubiquitous, type Asked } from './question.ts';
import { bare } from './sentences.ts';

export type AnswerDocument = {
  readonly document: ReadDocument;
  readonly claims: readonly Claim[];
  /** Copies of one story are one source: of those that share it one speaks. */
  readonly familyId?: string | undefined;
};

/** A sentence with what is known of it. `start` and `end` are UTF-16 units of its paragraph's text. */
export type Passage = {
  document: number;
  paragraph: number;
  start: number;
  end: number;
  text: string;
  language: 'zh' | 'en';
  claims: readonly Claim[];
  /** Words of the sentence, and of the heading and title that it stands under. */
  own: ReadonlySet<string>;
  context: ReadonlySet<string>;
  length: number;
  /** A row of a table. */
  row: boolean;
};

const mostPassages = 20_000;
/** What asks, answers nothing. */
const asks = /[?？]['"’”」』)）]*$/;

/** A word in capitals or brackets that says what a paragraph is about: “UK. …”, “【用户】…”. */
const labels = /^(?:[A-Z][A-Z ]{1,24}[.:]\s|【[^】]{1,12}】)/;
/** Where a report was filed says nothing of what it is about. */
const dateline = /^(?:[A-Z][A-Z .]{2,24},[^–—]{0,40}?\s(?:--|–|—)\s|新华社\S{2,6}\d{1,2}月\d{1,2}日电)/;

/** All sentences that may be cited: no headings, no leftovers of a page, nothing too short to say anything. */
export function passagesOf(documents: readonly AnswerDocument[]): Passage[] {
  const passages: Passage[] = [];
  for (const [at, { document, claims }] of documents.entries()) {
    const byParagraph = Map.groupBy(claims, ({ paragraph }) => paragraph);
    const title = featuresOf(document.title);
    let group: string | null = null;
    let before: string[] = [];
    for (const paragraph of document.paragraphs) {
      if (paragraph.kind === 'leftover' || paragraph.kind === 'heading') continue;
      const label = labels.exec(paragraph.text)?.[0] ?? '';
      const context = new Set([...title, ...featuresOf(paragraph.group ?? ''), ...featuresOf(label)]);
      if (paragraph.group !== group) [group, before] = [paragraph.group, []];
      const stretches = paragraph.kind === 'row' ? [{ start: 0, end: paragraph.text.length }] : splitSentences(paragraph.text);
      for (const stretch of stretches) {
        const { start, end } = bare(paragraph.text, stretch);
        const text = paragraph.text.slice(start, end);
        if (text.length < 6 || text.length > 1200 || asks.test(text)) continue;
        const own = featuresOf(text.replace(dateline, ''));
        const named = [...own].filter((feature) => /^[@#]/.test(feature));
        // “The fund …” is of the place and the name of the sentence before, where it names none of its own.
        const around = named.length === 0 ? new Set([...context, ...before]) : context;
        if (named.length > 0) before = named;
        const within = (byParagraph.get(paragraph.index) ?? []).filter((claim) => claim.textStart >= start && claim.textEnd <= end);
        const language = /[\u3400-\u9fff]{4}/.test(text) ? 'zh' : 'en';
        passages.push({
          document: at,
          paragraph: paragraph.index,
          start,
          end,
          text,
          language,
          claims: within,
          own,
          context: around,
          length: own.size,
          row: paragraph.kind === 'row',
        });
        if (passages.length >= mostPassages) return passages;
      }
    }
  }
  return passages;
}

/**
 * What a text is matched by: alias groups as `=group`, places as `@Zhengzhou`, what it is narrowed to as `#Hongguo`, English words in
 * the singular, Chinese pairs of characters.
 */
export function featuresOf(text: string): Set<string> {
  const folded = foldWords(text);
  const features = new Set<string>();
  for (const { groups } of aliasesIn(folded)) for (const group of groups) features.add(`=${group}`);
  for (const place of placesIn(text)) features.add(`@${place}`);
  for (const subject of subjectsIn(text)) features.add(`#${subject}`);
  for (const word of folded.match(/[a-z][a-z0-9'&.]*[a-z0-9]|[a-z]/g) ?? []) features.add(stem(word));
  for (const run of folded.match(/[\u3400-\u9fff]+/g) ?? [])
    for (let at = 0; at + 1 < run.length; at += 1) features.add(run.slice(at, at + 2));
  return features;
}

/** An English word without the ending that only says when: improve, improved, improving. */
export function stem(word: string): string {
  return word.length > 5 ? word.replace(/(?:ing|ed|e)$/, '') : word;
}

/** Something that a question asks for: any of these features answers it; several are the pairs of one Chinese run, each a part of it. */
type Need = { any: readonly string[]; weight: number; name: boolean };

export type Ranking = {
  /** How much of what is asked for stands in the sentence or above it, 0 to 1. */
  coverage(passage: Passage): number;
  /** BM25 over sentences, with the heading and the title at a third of their weight. */
  score(passage: Passage): number;
  /** The same of the words beyond the table alone; 1 where there are none. */
  wording(passage: Passage): number;
};

/** Ranks passages by a question. Words that nothing holds weigh most: a question for what no passage names has no answer. */
export function rank(asked: Asked, passages: readonly Passage[]): Ranking {
  const frequency = new Map<string, number>();
  for (const { own } of passages) for (const feature of own) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  const total = Math.max(1, passages.length);
  const mean = passages.reduce((sum, { length }) => sum + length, 0) / total || 1;
  const idf = (features: readonly string[]): number => {
    const n = Math.max(...features.map((feature) => frequency.get(feature) ?? 0));
    return Math.log(1 + (total - n + 0.5) / (n + 0.5));
  };
  const concepts: Need[] = asked.concepts.map((groups) => {
    const any = groups.map((group) => `=${group}`);
    return { any, weight: Math.max(0.3, idf(any)) * (groups.every((group) => ubiquitous.has(group)) ? 0.25 : 1), name: false };
  });
  const words: Need[] = asked.words.flatMap((word) => {
    if (!/[\u3400-\u9fff]/.test(word)) return [{ any: [stem(word)], weight: Math.max(0.5, idf([stem(word)])), name: true }];
    const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
    return pairs.map((pair) => ({ any: [pair], weight: Math.max(0.5, idf([pair])) / pairs.length ** 0.5, name: true }));
  });
  const needs = [...concepts, ...words];
  // English passages cannot hold the Chinese words of a question, nor Chinese ones its English words: what they are not asked weighs half.
  const weightFor = (need: Need, passage: Passage): number =>
    need.name && isChinese(need.any[0]!) !== (passage.language === 'zh') && isCommonWord(need.any[0]!) ? need.weight * 0.5 : need.weight;
  const met = (need: Need, passage: Passage): number =>
    need.any.some((feature) => passage.own.has(feature)) ? 1 : need.any.some((feature) => passage.context.has(feature)) ? 0.7 : 0;
  const share = (of: readonly Need[], passage: Passage): number => {
    const all = of.reduce((sum, need) => sum + weightFor(need, passage), 0);
    return all === 0 ? 1 : of.reduce((sum, need) => sum + weightFor(need, passage) * met(need, passage), 0) / all;
  };
  return {
    coverage: (passage) => (needs.length === 0 ? 0 : share(needs, passage)),
    wording: (passage) => share(words, passage),
    score: (passage) => {
      const norm = 2.2 / (1 + 1.2 * (0.25 + 0.75 * (passage.length / mean)));
      const sum = needs.reduce((score, need) => {
        if (need.any.some((feature) => passage.own.has(feature))) return score + need.weight * norm;
        return need.any.some((feature) => passage.context.has(feature)) ? score + need.weight / 3 : score;
      }, 0);
      return sum * (passage.language === asked.language ? 1.15 : 1);
    },
  };
}

/** Whether a word or a feature is a Chinese one. */
export function isChinese(feature: string): boolean {
  return /[\u3400-\u9fff]/.test(feature);
}
/** Whether a word may have a translation: Latin names stay as they are in Chinese texts, so only Chinese words and plain English ones do. */
function isCommonWord(feature: string): boolean {
  return isChinese(feature) || /^[a-z]+$/.test(feature);
}
