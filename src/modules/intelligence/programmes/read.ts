/**
 * Programmes of support in a document: a notice is one programme with its measures, a report tells of several, each of a place.
 * Pure and conservative: what is not said stays null, and a condition that is not understood is kept in its own words.
 */
import type { Claim } from '../claims/claim.ts';
import type { ReadDocument } from '../reading/document.ts';
import { numbersOf } from './grammar/amounts.ts';
import { applyingIn, documentNumber, giverIn, giverOf, kindOf, nameIn, noticeTitle, termIn } from './grammar/heads.ts';
import { findDays, isoOf } from './grammar/days.ts';
import { conditionsOf, eligibility, itemsOf } from './grammar/items.ts';
import { findPlaces, placeOfName } from './grammar/places.ts';
import { fold, passageOf, said, sentencesOf, type Sentence } from './grammar/text.ts';
import { windowsIn } from './grammar/windows.ts';
import { readNews } from './grammar/news.ts';
import type { Passage, ProgrammeFact, Said } from './words/contract.ts';

const subject = /短剧|微剧|漫剧|micro[- ]?(?:short )?dramas?|short[- ]dramas?|mini[- ]?dramas?|vertical dramas?/i;
const support =
  /扶持|补贴|奖励|资助|补助|专项资金|基金|若干措施|实施方案|申报|贴息|减免|免租|服务中心|扶持政策|subsid|incentive|grant|\bfund\b|rebate|support(?:ive)? polic|reimburs|implementation plan|support measures|service cent/i;
const most = 40;
// A notice has some ten thousand letters. What goes on beyond this is not looked at: this runs where others wait.
const longest = 60_000;

/** The programmes of a document. `claims` tell which documents speak of support at all: the rest are not looked at twice. */
export function readProgrammes(document: ReadDocument, claims: readonly Claim[]): ProgrammeFact[] {
  let room = longest;
  const paragraphs = document.paragraphs.filter(({ kind, text }) => kind !== 'leftover' && (room -= text.length) > 0);
  const speaks = claims.some(
    ({ status, metric }) => status === 'policy' || metric === 'subsidy' || metric === 'fund_size' || metric === 'tax_relief',
  );
  if (!speaks && !support.test(document.title) && !paragraphs.some(({ text }) => support.test(text))) return [];
  if (!subject.test(document.title) && !paragraphs.some(({ text }) => subject.test(text))) return [];
  const sentences = paragraphs.map(sentencesOf);
  const title = fold(document.title);
  const facts = noticeTitle.test(title) && isNotice(title, sentences) ? [readNotice(document, sentences)] : readNews(document, sentences);
  return facts.slice(0, most).filter((fact): fact is ProgrammeFact => fact !== null);
}

/** A report may have a notice's words in its title; a notice has measures that give, or says when it holds or is applied for. */
function isNotice(title: string, sentences: readonly Sentence[][]): boolean {
  const all = sentences.flat();
  const measures = all.filter(
    ({ text }) => /给予|予以|补贴|奖励|补助|资助|subsid|reimburs|grant|rebate|awarded/i.test(text) && /\d/.test(text),
  ).length;
  const frame = all.some(({ text }) =>
    /自[^。]{0,16}起(?:施行|实施|执行)|有效期|申报(?:时间|条件|方式|材料)|第[一二三四五六七八九十]+条|本(?:措施|办法|细则|方案|指南|通知)|these measures|this (?:notice|plan|scheme)|how to apply/i.test(
      text,
    ),
  );
  return frame || (measures >= 2 && !/[?？!！]|解读|如何|出台|发布了|聚焦|观察/.test(title));
}

function readNotice(document: ReadDocument, paragraphs: readonly Sentence[][]): ProgrammeFact {
  const all = paragraphs.flat();
  const name = findName(document, all);
  const giver = findGiver(document, all);
  const region = findRegion(document, name, giver, all);
  const here = region?.value ?? null;
  const issuedOn = findIssued(all);
  const fact: ProgrammeFact = {
    name,
    kind: { value: kindOf(name.value), passages: name.passages },
    giver,
    region,
    documentNumber: findNumber(all),
    issuedOn,
    validFrom: null,
    validUntil: null,
    windows: [],
    pot: null,
    howToApply: null,
    url: null,
    contact: null,
    conditions: [],
    caps: [],
    items: [],
  };
  const year = yearOf(issuedOn?.value ?? document.publishedAt);
  for (const sentences of paragraphs) readParagraph(fact, sentences, here, year);
  return fact;
}

function readParagraph(fact: ProgrammeFact, sentences: readonly Sentence[], here: string | null, year: number | null): void {
  const first = sentences[0];
  if (!first) return;
  const eligible = eligibility.test(first.group ?? '') || eligibility.test(first.text.slice(0, 24));
  const rest: Sentence[] = [];
  for (const sentence of sentences) {
    const term = termIn(sentence, fact.issuedOn);
    fact.validFrom ??= term.from;
    fact.validUntil ??= term.until;
    const windows = windowsIn(sentence, year);
    for (const window of windows)
      if (!fact.windows.some(({ value }) => JSON.stringify(value) === JSON.stringify(window.value))) fact.windows.push(window);
    const applying = applyingIn(sentence);
    fact.howToApply ??= applying.how;
    fact.url ??= applying.url;
    fact.contact ??= applying.contact;
    if (windows.length > 0 || term.from !== null || term.until !== null) continue;
    const numbers = numbersOf(sentence);
    const pot = numbers.find(({ is }) => is === 'pot');
    if (pot?.is === 'pot') fact.pot ??= said(pot.value, sentence, pot.start, pot.end);
    if (eligible && !numbers.some(({ is }) => is === 'rate' || is === 'amount' || is === 'cap'))
      fact.conditions.push(...conditionsOf(sentence, numbers, { here }));
    else rest.push(sentence);
  }
  const { items, caps, conditions } = itemsOf(rest, { here });
  fact.items.push(...items.filter(({ id }) => !fact.items.some((known) => known.id === id)));
  fact.caps.push(...caps);
  if (eligible) fact.conditions.push(...conditions);
  fact.conditions = fact.conditions.slice(0, 40);
  fact.items = fact.items.slice(0, 100);
  fact.caps = fact.caps.slice(0, 10);
  fact.windows = fact.windows.slice(0, 20);
}

/** Where the title stands in the text, so that it can be cited; a title that stands nowhere has no passage. */
function findName(document: ReadDocument, sentences: readonly Sentence[]): Said<string> {
  const title = fold(document.title);
  const { start, end } = nameIn(title);
  const name = title.slice(start, end).trim().slice(0, 300);
  const paragraph = document.paragraphs.find(({ text }) => fold(text).includes(name));
  const at = paragraph ? fold(paragraph.text).indexOf(name) : -1;
  const passages: Passage[] =
    at >= 0 ? [{ paragraph: paragraph!.index, start: at, end: at + name.length }] : sentences.slice(0, 1).map((first) => passageOf(first));
  return { value: document.title.slice(start, end).trim().slice(0, 300), passages };
}

/** In the title or the first lines, after a label, or in the signature at the end. */
function findGiver(document: ReadDocument, sentences: readonly Sentence[]): ProgrammeFact['giver'] {
  const title = fold(document.title);
  const inTitle = giverIn(title);
  if (inTitle) {
    const paragraph = document.paragraphs.find(({ text }) => fold(text).includes(inTitle.name));
    const at = paragraph ? fold(paragraph.text).indexOf(inTitle.name) : -1;
    return {
      value: giverOf(inTitle.name),
      passages: at < 0 ? [] : [{ paragraph: paragraph!.index, start: at, end: at + inTitle.name.length }],
    };
  }
  const short = sentences.filter(({ text }) => text.length <= 40);
  const candidates = [
    ...sentences.slice(0, 4),
    ...short.slice(-4).toReversed(),
    ...sentences.filter(({ text }) => /发文机关|发布机构|主办单位|责任单位|受理单位|issued by/i.test(text)),
  ];
  for (const sentence of candidates) {
    const found = giverIn(sentence.text);
    if (found) return said(giverOf(found.name), sentence, found.start, found.end);
  }
  return null;
}

function findRegion(
  document: ReadDocument,
  name: Said<string>,
  giver: ProgrammeFact['giver'],
  sentences: readonly Sentence[],
): Said<string> | null {
  for (const [text, passages] of [
    [giver?.value.name ?? '', giver?.passages ?? []],
    [name.value, name.passages],
    [fold(document.title), name.passages],
  ] as const) {
    const found = text === '' ? null : placeOfName(text);
    if (found) return { value: found.region, passages: [...passages] };
  }
  const counts = new Map<string, { count: number; sentence: Sentence; start: number; end: number }>();
  for (const sentence of sentences) {
    for (const { region, start, end } of findPlaces(sentence.text)) {
      const own = counts.get(region);
      if (own) own.count += 1;
      else counts.set(region, { count: 1, sentence, start, end });
    }
  }
  // Only where the text speaks of one place.
  const [only, ...others] = [...counts];
  return only && others.length === 0 ? said(only[0], only[1].sentence, only[1].start, only[1].end) : null;
}

function findNumber(sentences: readonly Sentence[]): Said<string> | null {
  for (const sentence of [...sentences.slice(0, 8), ...sentences.slice(-3)]) {
    const found = documentNumber.exec(sentence.text);
    if (found) return said(found[0].replaceAll(/\s/g, ''), sentence, found.index, found.index + found[0].length);
  }
  return null;
}

/** A labelled day, or a line that is nothing but a day: the date under a signature. */
function findIssued(sentences: readonly Sentence[]): Said<string> | null {
  for (const sentence of sentences) {
    const [day] = findDays(sentence.text).filter(({ year, day: number }) => year !== null && number !== null);
    if (!day) continue;
    const labelled = /(?:发布|印发|成文|发文)(?:日期|时间)\s*[:：]?\s*$|(?:issued|published|dated)(?: on)?\s*[:：]?\s*$/i.test(
      sentence.text.slice(Math.max(0, day.start - 14), day.start),
    );
    const alone = sentence.text.slice(0, day.start).trim() === '' && sentence.text.slice(day.end).trim().replace(/印发$/, '') === '';
    if (labelled || alone) return said(isoOf(day, day.year!, 'from'), sentence, day.start, day.end);
  }
  return null;
}

function yearOf(text: string | null): number | null {
  const year = text === null ? Number.NaN : Number(text.slice(0, 4));
  return Number.isInteger(year) ? year : null;
}
