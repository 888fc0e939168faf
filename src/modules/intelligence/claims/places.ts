/** Which place a figure is of, and what it is narrowed to. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Entity } from './entities.ts';
import { liesIn } from './regions.ts';
import { runsOf } from './periods.ts';
import type { Scene } from './scene.ts';

/** The place that a quantity belongs to by its own sentence; null where that names none. */
export function placeOf(scene: Scene, quantity: Quantity): string | null {
  const ranked = quantity.unit === 'rank';
  const candidates = scene.places.filter(
    (place) => !isPartOfMoney(scene.text, place) && !isDateline(scene.text, place) && !isYardstick(scene.text, place, quantity),
  );
  if (candidates.length === 0) return null;
  const strong = candidates.filter(({ value }) => !value.weak);
  const list = strong.length > 0 ? strong : candidates;
  const before = list.filter(({ end }) => end <= quantity.start);
  const after = list.find(({ start }) => start >= quantity.end);
  const last = before.at(-1);
  const sameClause =
    after &&
    !/[，,；;]/.test(scene.text.slice(quantity.end, after.start)) &&
    !scene.quantities.some(({ start }) => start >= quantity.end && start < after.start);
  if (
    after &&
    sameClause &&
    !ranked &&
    /\b(?:in|across|from|for|of|outside)\s+(?:the\s+)?$/i.test(scene.text.slice(quantity.end, after.start))
  )
    return after.value.region;
  if (last) {
    // 河南郑州: the narrower of neighbours.
    const narrower = before.findLast(({ value }) => value.region !== last.value.region && liesIn(last.value.region, value.region));
    return narrower ? last.value.region : (narrowest(before, last.end) ?? last.value.region);
  }
  return after && !hasItsOwn(scene, quantity, after) ? after.value.region : null;
}

/** 下载量破9亿次，拉美占27%: a place in a later clause that has a figure of its own beside it. */
function hasItsOwn(scene: Scene, quantity: Quantity, place: Scene['places'][number]): boolean {
  // “… 33 billion yuan, and 539 companies had settled in Zhengzhou”.
  const between = scene.quantities.findLast(
    ({ start, end, unit }) => start >= quantity.end && end <= place.start && !['share', 'rank', 'points', 'times'].includes(unit),
  );
  // Points of a digest that run together: “… in 2024 [3] Chengdu saw …”.
  if (/[\]】]\s+[A-Z\u4e00-\u9fff]/.test(scene.text.slice(quantity.end, place.end))) return true;
  if (between && /[，,；;]|\]|\band\b|\bwhile\b/.test(scene.text.slice(quantity.end, between.start).replace(/,(?=\d)/g, ''))) return true;
  const own = scene.quantities.find(({ start }) => start >= place.end);
  if (own?.unit !== 'share' || !/[，,；;]/.test(scene.text.slice(quantity.end, place.start))) return false;
  return /^[^，,；;]{0,24}$/.test(scene.text.slice(place.end, own.start));
}

/** Of places in one breath (“Zhengzhou, Henan”) the narrowest. */
function narrowest(before: Scene['places'], end: number): string | null {
  const near = before.filter((place) => end - place.end <= 16).map(({ value }) => value.region);
  const last = near.at(-1);
  return near.findLast((region) => region !== last && last !== undefined && liesIn(region, last)) ?? null;
}

/** “BEIJING - …”, “HANGZHOU, Jan. 21 (Xinhua) --”, 新华社北京1月21日电: where a story was filed, not what it is of. */
function isDateline(text: string, { start, end }: { start: number; end: number }): boolean {
  if (start > 24) return false;
  if (
    /^\s*(?:\(?[A-Z][\w ]{1,20}\)?[,:]? )?$/.test(text.slice(0, start)) &&
    /^(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([\w ]{2,20}\))?\s(?:-|–|—|--)\s/.test(text.slice(end))
  )
    return true;
  return (
    /(?:本报|社|网|讯|记者|通讯员)[^，。]{0,6}$/.test(text.slice(0, start)) && /^\d{1,2}月\d{1,2}日(?:电|讯|消息)/.test(text.slice(end))
  );
}

/** “almost twice the population of the United States”, 相当于美国总人口的两倍: what it is measured by, not what it is of. */
function isYardstick(text: string, { start, end }: { start: number; end: number }, quantity: Quantity): boolean {
  const lead = text.slice(Math.max(0, start - 60), start);
  if (/\d/.test(lead.slice(-24)) && start > quantity.end) return false;
  return (
    /(?:\b(?:twice|double|triple|half|times|larger than|bigger than|more than|as (?:many|much|large|big) as|equal to|equivalent to|roughly|about)\b)[^,，.;；。\d]{0,24}\b(?:population|inhabitants|economy|size|people|box[- ]office)\b(?: of)?(?: the)?\s*$/i.test(
      lead,
    ) ||
    (/(?:相当于|约等于|约为|超过|接近|堪比|媲美)[^，,。；;\d]{0,4}$/.test(lead) &&
      /^[^，,。；;\d]{0,3}(?:总?人口|人数|票房|全国人口)/.test(text.slice(end)))
  );
}

/** “US dollars”, 美元, 欧元: money and no place. */
function isPartOfMoney(text: string, { start, end }: { start: number; end: number }): boolean {
  return /^\s*(?:\$|dollars?|元|yuan|rupee|yen|won|baht)/i.test(text.slice(end, end + 10)) || /[$￥¥]/.test(text.slice(start, end + 1));
}

/** “In 2024 it reached …”, 其中, “the figure rose”: what goes back to what was named before. “The number of internet users” does not. */
const backTo =
  /^[\s“"「]*(?:(?:(?:in|by|during|for|as of|since|at the end of|by the end of) [^,，.]{2,24}|meanwhile|moreover|however|but|and),? )?(?:(?:it|its|they|their|this|that) |(?:the|this|that|these|those) (?:figure|total|number|share|segment|latter|former|increase|rise|sum)s?\b(?! (?:of|in|for)\b)|of (?:these|those|this|them|which)\b|among (?:these|those|them)\b|(?:in|over|during) the same\b)|^[\s“"「]*(?:[^，,。]{2,12}[，,])?(?:其中|其(?!次|余|他|它|实)|该|这(?!些年)|它)/i;

/** 2023年为18.05亿元: a time and a value, of what was spoken of. */
const bareValue =
  /^[\s“"「]*(?:其中[，,]?)?(?:(?:19|20)\d\d年|今年|去年|上年|前年|上半年|下半年|[一二三四]季度|同期)[^，,。]{0,6}[，,]?(?:则|已|约|仅)?(?:为|达|是|升|增|降|约)/;

/** Whether a sentence goes on with whom and where the one before it was about. */
export function staysWith({ text }: { text: string }): boolean {
  return backTo.test(text) || bareValue.test(text);
}

/** 仅, 单看, “counting only”, “alone”: what stands behind is all that is spoken of. */
const isAlone =
  /(?:仅|单看|光看|只看|只算|仅看|单论|单就|光是|仅仅)(?:是|就|说)?$|\b(?:counting|taking|considering) only (?:the )?$|^(?:only |just )$/i;

const isOf =
  /^\s*(?:of (?:\w+ ){1,3})?(?:are|is|were|was|being|c[ao]mes?(?: in)? from|coming from|from|belong(?:s|ed)? to|w[ea]nt to|goes to)\s+(?:\w+\s+)?$|^的?(?:[\u4e00-\u9fff]{0,4})?(?:为|是|来自于?|属于|归)$/i;

/** What the figure is narrowed to by its own sentence. Words of a kind alone must stand near the quantity. */
export function entityOf(scene: Scene, quantity: Quantity, income: boolean): Entity | null {
  const list = scene.entities.filter((word) => !isPartOfName(scene.text, word) && (income || word.value.entity.kind !== 'stream'));
  if (list.length === 0) return null;
  const clauseStart = startOfClause(scene.text, quantity.start);
  const clauseEnd = endOfClause(scene.text, quantity.end);
  const inClause = list.filter(({ start, end }) => start >= clauseStart && end <= clauseEnd);
  // “58 percent are men and 52 percent are women”, 54%来自广告: what follows is whose it is.
  const told = inClause.find(({ start }) => start >= quantity.end && isOf.test(scene.text.slice(quantity.end, start)));
  if (told && quantity.unit === 'share') return told.value.entity;
  const before = inClause.findLast(({ end }) => end <= quantity.start + 1 || end <= quantity.end);
  if (before) return before.value.entity;
  const after = inClause.find(({ start }) => start >= quantity.start);
  if (after && after.start - quantity.end < 40) return after.value.entity;
  // 仅免费模式，2025年市场规模就有……; “counting only free titles, …”: what follows is of that alone.
  const alone = list.find(
    ({ start, end }) =>
      end <= quantity.start && isAlone.test(scene.text.slice(0, start)) && /^[^，,；;。]{0,12}[，,]/.test(scene.text.slice(end)),
  );
  if (alone && alone === list.findLast(({ end }) => end <= clauseStart)) return alone.value.entity;
  // A clause that names the industry is about all of it, whatever the clause before was about.
  if (
    /微短剧|短剧|行业|产业|micro[- ]?(?:short )?dramas?|short dramas?|\bindustry|\bsector/i.test(
      scene.text.slice(clauseStart, quantity.start),
    )
  )
    return null;
  // 微短剧已成为网络视听消费的重要组成，市场规模达……: the wider field is not whose the figure is.
  const ofDramas = /短剧|漫剧|dramas?\b/i.test(scene.text.slice(0, quantity.start));
  const earlier = list.findLast(
    ({ end, value }) =>
      end <= quantity.start && !value.weak && !(ofDramas && (value.entity.kind === 'medium' || value.entity.kind === 'industry')),
  );
  return earlier && !/[；;]/.test(scene.text.slice(earlier.end, quantity.start)) ? earlier.value.entity : null;
}

/** Lists of entities and of figures in one order: 广告、付费、电商收入占比分别为…; “advertising, paid content and e-commerce contributed A, B and C”. */
export function pairEntities(scene: Scene): Map<Quantity, string> {
  const pairs = new Map<Quantity, string>();
  const figures = runsOf(scene.text, scene.quantities).filter((run) => run.length > 1);
  const names = runsOf(scene.text, scene.entities).filter((run) => run.length > 1);
  for (const run of figures) {
    const list = names.findLast((each) => each.length === run.length && each[0]!.start < run[0]!.start);
    if (list) run.forEach((quantity, at) => pairs.set(quantity, list[at]!.value.entity.name));
  }
  return pairs;
}

/** “film base”, 影视基地, “film and television”: a word of another industry inside a name. */
function isPartOfName(text: string, { start, end, value }: Scene['entities'][number]): boolean {
  if (value.entity.kind !== 'industry' && value.entity.kind !== 'medium') return false;
  const lead = text.slice(Math.max(0, start - 30), start);
  if (
    /(?:surpass\w*|exceed\w*|overtak\w*|overtook|higher than|more than|compared (?:with|to)|than|超过|超越|高于|远超|反超|超出|相当于|similar to|like)\s*(?:[a-z’'-]+\s+){0,3}[^，,。；;\d]{0,6}$/i.test(
      lead,
    ) &&
    !/^[^，,；;]{0,24}\d/.test(text.slice(end))
  )
    return true;
  return (
    /^\s*(?:bases?|studios?|and (?:television|tv)|festival|school|academy|making|maker|director|crew|基地|城|学院|产业研究|研究|协会|大会|institute|association|research|council|administration|委员会|节|局|公司|制作|机构)/i.test(
      text.slice(end, end + 16),
    ) || /(?:micro|short|drama)[ -]$/i.test(text.slice(Math.max(0, start - 6), start))
  );
}

export function startOfClause(text: string, at: number): number {
  for (let index = at - 1; index >= 0; index -= 1) if (isBreak(text, index)) return index + 1;
  return 0;
}

export function endOfClause(text: string, at: number): number {
  for (let index = at; index < text.length; index += 1) if (isBreak(text, index)) return index;
  return text.length;
}

function isBreak(text: string, at: number): boolean {
  const mark = text[at]!;
  return '，；。;：'.includes(mark) || (mark === ',' && !(/\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')));
}
