/** Which place a figure is of and whose it is where its own sentence leaves that out: by what it goes on from, its heading, its title. */
import type { Quantity } from '../quantities/quantity.ts';
import { entityOf, placeOf, startOfClause, staysWith } from './places.ts';
import { isOfficial } from './policies.ts';
import type { Context, Drafted } from './read.ts';
import type { Scene } from './scene.ts';

/** Words that mean the place that was named before: 全市, “the city”. */
const thatPlace =
  /全市|该市|全省|该省|全区|该区|我市|我省|我区|当地|本市|本地|the (?:city|district|province|municipality|region|park|town)\b|\bthere\b(?! (?:is|are|was|were|has|have|had|will|would|could|may)\b)/i;
const wide = new Set(['Overseas', 'Global', 'China']);
const abroad = new Set(['Overseas', 'Global']);
/** What a plan says is of the place whose plan it is. */
const ofPlans =
  /方案|措施|办法|规划|实施意见|行动计划|政府|\b(?:implementation |action |development )?plan\b|\bpolic(?:y|ies)\b|\bmeasures\b|\bgovernment\b/i;

/** The place that a sentence without figures leaves to the next: the first that is narrower than the country. */
export function placeSpokenOf({ places }: Scene): string | null {
  const strong = places.filter(({ value }) => !value.weak);
  return (strong.find(({ value }) => !wide.has(value.region)) ?? strong.at(-1) ?? places.at(-1))?.value.region ?? null;
}

/** Under “Going overseas” all sorts of things are said; what is in dollars, or of apps, is of abroad. */
const isAbroad = ({ currency, unit }: Quantity): boolean => (currency !== null && currency !== 'CNY') || unit === 'downloads';

/** The place by the sentence, else by what it goes on from, else by the heading, else by a title that names one narrower than the country. */
export function regionFor(scene: Scene, quantity: Quantity, context: Context): string | null {
  const own = placeOf(scene, quantity);
  const title = context.title.places.find(({ value }) => !value.weak && !wide.has(value.region))?.value.region ?? null;
  // What the rules of a place give, they give there, also for what was earned abroad.
  if (title && (own === null || abroad.has(own)) && isOfficial(context.title.text)) return title;
  const meant = thatPlace.test(scene.text);
  if (own && !(meant && own === 'China')) return own;
  if (context.last?.region && (meant || staysWith(scene))) return context.last.region;
  const group = context.group?.places.findLast(({ value }) => !value.weak)?.value.region ?? null;
  if (group && (!abroad.has(group) || isAbroad(quantity))) return group;
  if (meant || ofPlans.test(scene.text)) return title;
  const outside = context.title.places.find(({ value }) => !value.weak && abroad.has(value.region))?.value.region ?? null;
  return outside && isAbroad(quantity) && context.title.places.every(({ value }) => value.weak || wide.has(value.region)) ? outside : null;
}

/** What speaks of all, in a text that is about one. */
const ofAll = /行业|产业|市场|全国|我国|大盘|全网|\bindustry|\bsector|\bmarkets?\b|\bnation/i;

/** Whose it is by the sentence, else by what it goes on from, else by the heading; of a company's results, the company. */
export function entityFor(scene: Scene, quantity: Quantity, context: Context, income: boolean, last: Drafted | undefined): string | null {
  // AI漫剧……，占微短剧市场的25%: the part is what the clause before was about.
  if (
    last &&
    /^(?:占|约占|accounting for|representing|making up|or\b)/i.test(scene.text.slice(startOfClause(scene.text, quantity.start)).trimStart())
  )
    return last.entity;
  const own = entityOf(scene, quantity, income);
  if (own) return own.name;
  if (/^(?:该|其|它|这一|the (?:platform|company|app)|it |its )/i.test(scene.text) || staysWith(scene)) {
    if (context.last?.entity) return context.last.entity;
  }
  if (scene.metrics.some(({ value }) => value.metric === 'market_size')) return null;
  const group = context.group?.entities.find(({ value }) => !value.weak && (income || value.entity.kind !== 'stream'));
  if (group) return group.value.entity.name;
  // “Songxue Interactive returns to profit”: figures of accounts are of whom the accounts are.
  return context.reporting !== null && !ofAll.test(scene.text) ? subjectOf(context) : null;
}

/** The company or platform that a title is about. */
function subjectOf({ title }: Context): string | null {
  const named = title.entities.filter(({ value }) => !value.weak && (value.entity.kind === 'company' || value.entity.kind === 'platform'));
  return new Set(named.map(({ value }) => value.entity.name)).size === 1 ? named[0]!.value.entity.name : null;
}
