/** Programmes that a report or a digest tells of: of each place, fund or platform what the sentences say, and no more. */
import type { ReadDocument } from '../../reading/document.ts';
import type { ProgrammeFact, ProgrammeKind, Said } from '../words/contract.ts';
import { numbersOf } from './amounts.ts';
import { giverIn, giverOf, kindOf, noticeTitle, termIn } from './heads.ts';
import { conditionsOf, itemsOf } from './items.ts';
import { findPlaces, placeOfName, type FoundPlace } from './places.ts';
import { findSupports } from './supports.ts';
import { passageOf, said, type Sentence } from './text.ts';
import { createHash } from 'node:crypto';

const nouns =
  /扶持政策|支持政策|若干措施|实施方案|管理办法|专项资金|产业基金|引导基金|子基金|基金|补贴|奖励|资助|补助|贴息|减免|免租|服务中心|扶持计划|政策|subsid|incentives?\b|\bgrants?\b|\b(?:sub-)?funds?\b|rebates?|polic(?:y|ies)|measures|implementation plan|reimburs|service cent(?:er|re)|cash awards?/i;
const verbs =
  /出台|推出|发布|印发|设立|成立|提供|安排|给予|予以|实施|制定|启动|投入|最高|introduc|launch|releas|issu|offer|provid|set up|sets up|establish|announc|allocat|unveil|roll(?:s|ed)? out|reimburs|subsidi[sz]|grants?|pays?|capped/i;
const goesOn =
  /^(?:the (?:fund|plan|policy|policies|measures|scheme|notice|programme|program|subsid)|it |under (?:the|these)|此外|同时|其中|该|上述|另外|对|按|每|每年|最高|政策|基金|措施|单部|同一)/i;

type Draft = { fact: ProgrammeFact; place: string | null };

/** The programmes of a report. A sentence without a place goes on with the programme before it in its group, if it reads so. */
export function readNews(document: ReadDocument, paragraphs: readonly Sentence[][]): ProgrammeFact[] {
  const drafts = new Map<string, Draft>();
  const titlePlace = findPlaces(document.title);
  const single = titlePlace.length === 1 ? titlePlace[0]!.region : null;
  let group: string | null = null;
  let current: Draft | null = null;
  for (const sentences of paragraphs) {
    if (sentences[0] && sentences[0].group !== group) {
      group = sentences[0].group;
      current = null;
    }
    for (const sentence of sentences) current = readSentence(sentence, drafts, current, single);
  }
  return [...drafts.values()].map(({ fact }) => fact);
}

function readSentence(sentence: Sentence, drafts: Map<string, Draft>, current: Draft | null, single: string | null): Draft | null {
  const { text } = sentence;
  const tells = nouns.test(text) && verbs.test(text);
  const places = findPlaces(text);
  if (places.length === 0 && current && (goesOn.test(text) || tells)) {
    fill(current, sentence);
    return current;
  }
  if (!tells) return places.some(({ region }) => region !== current?.place) ? null : current;
  const giver = giverIn(text);
  const quoted = quotedName(text);
  const own = regionsOf(sentence, places, giver);
  if (own.length === 0 && single !== null && (quoted || giver || /市|省|区|city|government/i.test(text)))
    own.push({ region: single, passages: [passageOf(sentence)] });
  if (own.length === 0 && giver === null) return current;
  let last: Draft | null = null;
  for (const place of own.length > 0 ? own : [null]) {
    const kind: ProgrammeKind = kindOf(quoted?.value ?? text);
    const key = `${place?.region ?? giver!.name}#${kind === 'fund' ? 'fund' : 'policy'}`;
    let draft = drafts.get(key);
    if (!draft) {
      draft = { fact: blank(sentence, kind, quoted, giver, place), place: place?.region ?? null };
      drafts.set(key, draft);
    } else if (quoted && !noticeTitle.test(draft.fact.name.value)) draft.fact.name = said(quoted.value, sentence, quoted.start, quoted.end);
    if (draft.fact.giver === null && giver) draft.fact.giver = said(giverOf(giver.name), sentence, giver.start, giver.end);
    fill(draft, sentence);
    last = draft;
  }
  return last;
}

function blank(
  sentence: Sentence,
  kind: ProgrammeKind,
  quoted: { value: string; start: number; end: number } | null,
  giver: { name: string; start: number; end: number } | null,
  place: { region: string; passages: Said<string>['passages'] } | null,
): ProgrammeFact {
  const fundName = kind === 'fund' && giver && /fund|基金/i.test(giver.name) ? giver : null;
  const first = headline(sentence.text);
  const name: Said<string> = quoted
    ? said(quoted.value, sentence, quoted.start, quoted.end)
    : fundName
      ? said(fundName.name, sentence, fundName.start, fundName.end)
      : said(first.trim(), sentence, 0, first.length);
  return {
    name,
    kind: said(kind, sentence),
    giver: giver ? said(giverOf(giver.name), sentence, giver.start, giver.end) : null,
    region: place ? { value: place.region, passages: place.passages.length > 0 ? place.passages : [passageOf(sentence)] } : null,
    documentNumber: null,
    issuedOn: null,
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
}

/** The first clause, or as many words as a headline holds where that is too short to say anything. */
function headline(text: string): string {
  const clause = /^[^,，;；:：]{6,90}/.exec(text)?.[0] ?? '';
  if (clause.length >= (/[\u4e00-\u9fff]/.test(clause) ? 12 : 30))
    return clause.replace(/\s\S*$/, (cut) => (clause.length === 90 ? '' : cut));
  return text.length <= 90 ? text.replace(/(?:\s?\[\d+\])+$/, '') : text.slice(0, 90).replace(/\s\S*$/, '');
}

function fill({ fact, place }: Draft, sentence: Sentence): void {
  const numbers = numbersOf(sentence);
  const pot =
    numbers.find(({ is }) => is === 'pot') ?? (fact.kind.value === 'fund' ? numbers.find(({ is }) => is === 'amount') : undefined);
  if (pot && (pot.is === 'pot' || pot.is === 'amount')) fact.pot ??= said(pot.value, sentence, pot.start, pot.end);
  const term = termIn(sentence, null);
  fact.validFrom ??= term.from;
  fact.validUntil ??= term.until;
  const { items, caps, conditions } = itemsOf([sentence], { here: place });
  const known = new Set(fact.items.map(({ id }) => id));
  if (fact.kind.value !== 'fund') fact.items.push(...items.filter(({ id }) => !known.has(id)));
  fact.caps.push(...caps);
  fact.conditions.push(...conditions);
  if (items.length > 0 || fact.kind.value === 'fund') return;
  const supports = findSupports(sentence.text);
  if (supports.length === 0 || !/focus|cover|support|offer|provid|覆盖|涵盖|包括|围绕|支持|聚焦/i.test(sentence.text)) return;
  fact.items.push({
    id: createHash('sha256').update(`${sentence.text}#s`).digest('hex').slice(0, 12),
    text: said(sentence.raw, sentence),
    supports: {
      value: supports.map(({ support }) => support),
      passages: supports.map(({ start, end }) => passageOf(sentence, start, end)),
    },
    conditions: conditionsOf({ ...sentence, text: '' }, [], { here: place }),
    rate: null,
    amount: null,
    caps: [],
  });
}

function quotedName(text: string): { value: string; start: number; end: number } | null {
  const found = /《([^《》]{4,120})》/.exec(text);
  return found && noticeTitle.test(found[1]!)
    ? { value: found[1]!, start: found.index + 1, end: found.index + 1 + found[1]!.length }
    : null;
}

/** The places that give: that of the giver alone where one is named, else all that the sentence names before its verb. */
function regionsOf(
  sentence: Sentence,
  places: readonly FoundPlace[],
  giver: { name: string; start: number } | null,
): { region: string; passages: Said<string>['passages'] }[] {
  const at = (place: FoundPlace, from = 0) => ({
    region: place.region,
    passages: [passageOf(sentence, from + place.start, from + place.end)],
  });
  const named = giver === null ? null : placeOfName(giver.name);
  if (named) return [at(named, giver!.start)];
  const verb = verbs.exec(sentence.text)?.index ?? sentence.text.length;
  const before = places.filter(({ start }) => start < verb);
  const chosen = before.length > 0 ? before : places.slice(0, 1);
  return chosen
    .filter(({ region }, index) => chosen.findIndex((other) => other.region === region) === index)
    .slice(0, 6)
    .map((place) => at(place));
}
