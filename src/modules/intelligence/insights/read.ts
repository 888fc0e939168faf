/**
 * Core insights of a document: its own sentences, chosen and in groups. A digest has chosen already; of an article the sentences are
 * ranked by what they carry: figures, claims, their place, and how much of the rest they share words with. Nothing is written anew.
 */
import { readClaims } from '../claims/read.ts';
import { citationsIn, splitSentences } from '../claims/sentences.ts';
import type { Claim } from '../claims/claim.ts';
import type { Paragraph, ReadDocument } from '../reading/document.ts';

/** A sentence by its place: UTF-16 units of the paragraph's text, without its citation marks, which are `citations`. */
export type InsightSentence = { paragraph: number; start: number; end: number; citations: readonly number[] };
/** `group` is the heading under which the sentences stand; null for those of no group. */
export type Insight = { group: string | null; sentences: readonly InsightSentence[] };

const mostOfArticle = 12;
const mostOfDigest = 60;

type Candidate = InsightSentence & { group: string | null; text: string; index: number; score: number };

/** The core sentences of a document in groups, in the order of the document. `claims` spares reading them again. */
export function readInsights(document: ReadDocument, claims: readonly Claim[] = readClaims(document)): Insight[] {
  // What stands in brackets from its first word to its last is a note of the editor.
  const items = document.paragraphs.filter(
    ({ kind, text }) => (kind === 'item' || kind === 'text') && !/^[（(][^（()）]*[）)]$/.test(text),
  );
  const candidates = items.flatMap(candidatesOf);
  if (isDigest(document)) return grouped(candidates.slice(0, mostOfDigest));
  score(candidates, document, claims);
  const chosen = choose(candidates);
  return grouped(chosen.toSorted((a, b) => a.index - b.index));
}

/** A digest says in short points, most of them with citations or under groups, what somebody chose. */
function isDigest(document: ReadDocument): boolean {
  const points = document.paragraphs.filter(({ kind }) => kind === 'item');
  const texts = document.paragraphs.filter(({ kind }) => kind === 'text');
  return (
    points.length >= 3 &&
    points.length >= texts.length &&
    points.filter(({ text }) => citationsIn(text).length > 0).length >= points.length / 2
  );
}

function candidatesOf(paragraph: Paragraph): Candidate[] {
  return splitSentences(paragraph.text).map((span) => {
    const whole = paragraph.text.slice(span.start, span.end);
    const citations = citationsIn(whole);
    const text = whole.replace(/(?:\s*[[【［][\d\s,，、–-]+[\]】］])+\s*[.。]?\s*$/, '').trimEnd();
    return {
      paragraph: paragraph.index,
      start: span.start,
      end: span.start + text.length,
      citations,
      group: paragraph.group,
      text,
      index: 0,
      score: 0,
    };
  });
}

function grouped(candidates: readonly Candidate[]): Insight[] {
  const insights: { group: string | null; sentences: InsightSentence[] }[] = [];
  for (const { paragraph, start, end, citations, group } of candidates) {
    if (insights.at(-1)?.group !== group || insights.length === 0) insights.push({ group, sentences: [] });
    insights.at(-1)!.sentences.push({ paragraph, start, end, citations });
  }
  return insights;
}

/** Character bigrams of Chinese and words of English: what two sentences share when they speak of the same. */
function featuresOf(text: string): Set<string> {
  const features = new Set<string>();
  for (const run of text.match(/[\u3400-\u9fff]+/g) ?? [])
    for (let at = 0; at + 1 < run.length; at += 1) features.add(run.slice(at, at + 2));
  for (const word of text.toLowerCase().match(/[a-z]{4,}/g) ?? []) features.add(word);
  return features;
}

function score(candidates: Candidate[], document: ReadDocument, claims: readonly Claim[]): void {
  const features = candidates.map(({ text }) => featuresOf(text));
  const frequency = new Map<string, number>();
  for (const set of features) for (const feature of set) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  const title = featuresOf(document.title);
  candidates.forEach((candidate, index) => {
    candidate.index = index;
    const own = features[index]!;
    let shared = 0;
    let titled = 0;
    for (const feature of own) {
      // A feature of one sentence ties it to nothing; one of nearly all tells nothing.
      const count = frequency.get(feature)!;
      if (count > 1) shared += Math.log(1 + candidates.length / count);
      if (title.has(feature)) titled += 1;
    }
    const centrality = own.size === 0 ? 0 : shared / Math.sqrt(own.size) / 10;
    const here = claims.filter(
      ({ paragraph, textStart }) => paragraph === candidate.paragraph && textStart >= candidate.start && textStart < candidate.end,
    );
    const figures = Math.min(3, here.length) + (here.some(({ metric }) => metric !== 'other') ? 0.5 : 0);
    const position = index === 0 ? 1 : index < 3 ? 0.5 : index >= candidates.length - 2 ? 0.3 : 0;
    const length = candidate.text.length;
    const comfortable = length < 12 || length > 420 ? -2 : 0;
    const asks = /[?？]\s*$/.test(candidate.text) ? -1.5 : 0;
    candidate.score = figures * 0.9 + centrality + position + Math.min(1, titled / 4) + comfortable + asks;
  });
}

/** The best, each saying something that those before it do not. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const most = Math.min(mostOfArticle, Math.max(3, Math.ceil(candidates.length / 4)));
  const chosen: { candidate: Candidate; features: Set<string> }[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score || a.index - b.index)) {
    if (chosen.length >= most) break;
    if (candidate.text.length < 8) continue;
    const features = featuresOf(candidate.text);
    if (chosen.some((other) => overlap(features, other.features) > 0.6)) continue;
    chosen.push({ candidate, features });
  }
  return chosen.map(({ candidate }) => candidate);
}

function overlap(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const feature of a) if (b.has(feature)) shared += 1;
  return a.size + b.size === 0 ? 0 : shared / Math.min(Math.max(1, a.size), Math.max(1, b.size));
}
