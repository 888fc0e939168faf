/** Which metric a figure is of, where its own sentence says it and where it does not. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import { nextPart } from './carried.ts';
import type { MetricId } from './metrics.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Context, Drafted } from './read.ts';
import type { Scene } from './scene.ts';
import { metricOfUnit, subjectOf, unitFor, type Subject } from './subjects.ts';

const thatFigure = /(?:这一|该|这个|上述|此)(?:数字|数据|数值|规模|总量|数量)[^，。；\d]{0,8}$/;

/** The metric by the sentence, else by the figure before, the sentence before, the heading, the title. */
export function metricFor(
  scene: Scene,
  quantity: Quantity,
  measure: Measure,
  drafts: readonly Drafted[],
  context: Context,
  before: string,
): MetricId | null {
  const last = drafts.at(-1);
  if (seats.test(quantity.unitWord ?? '') || /^个?席/.test(scene.text.slice(quantity.end, quantity.end + 2))) {
    if (/\btop[\s-]*\d|前\s?\d|百强|榜/i.test(scene.text))
      return /\bapps?\b|applications?|应用|APP|平台|platforms?|developers?/i.test(scene.text) ? 'apps' : 'titles';
  }
  if (
    last &&
    last.metric !== 'other' &&
    last.statusAsWorded !== 'policy' &&
    comparedTo.test(before) &&
    (quantity.unit === last.unit || (quantity.unit === 'count' && quantity.unitWord === null))
  )
    return last.metric;
  // 到今年6月，这一数字为6.96亿: of what was spoken of.
  const meant = scene.chinese && measure === 'level' && thatFigure.test(before) ? (last?.metric ?? context.last?.metric ?? null) : null;
  if (meant && meant !== 'other') return meant;
  const subject = subjectOf(scene, quantity, measure);
  const growth = measure === 'change' || measure === 'cagr' || measure === 'multiple';
  // “… reached 2.3 billion yuan, up 27.4 %”: growth right behind a value is of that value, whatever words stand farther off.
  const relative = quantity.unit === 'share' || quantity.unit === 'times' || quantity.unit === 'points';
  const grown = relative ? last : drafts.findLast((draft) => draft.unit === quantity.unit);
  if (growth && grown && grown.metric !== 'other' && !isFresh(scene, subject, last ?? grown)) return grown.metric;
  // “Of the 200 titles on the list, 132 were …”: so many of those.
  if (
    last &&
    measure === 'level' &&
    last.measure === 'level' &&
    quantity.unit === 'count' &&
    quantity.unitWord === null &&
    last.unit !== 'money' &&
    /\b(?:of|among|out of)\s+(?:the |its |all |these |those |a total of )*$/i.test(scene.text.slice(0, last.quantity.start)) &&
    /^[^.;]{0,48},\s*(?:only |just |some |about |nearly |over )*$/.test(before)
  )
    return last.metric;
  // “of which 200 are …”: the same things as before.
  const like = drafts.findLast((draft) => draft.unit === quantity.unit && draft.measure === 'level');
  if (like && measure === 'level' && partOfLast.test(before)) return like.metric;
  if (measure === 'share' && partOfLast.test(before))
    return drafts.findLast((draft) => draft.measure === 'level')?.metric ?? subject?.metric ?? null;
  if (measure === 'level' && subject?.metric === 'investment' && ofOne.test(clauseAround(scene, quantity))) return 'production_cost';
  // Shares in a row are of the same whole; one behind a value is of that value.
  if (
    measure === 'share' &&
    last &&
    last.metric !== 'other' &&
    last.status !== 'policy' &&
    (!subject || subject.weak || subject.end <= last.quantity.start)
  )
    return last.metric;
  if (quantity.unit === 'titles' && measure === 'level' && filed.test(clauseAround(scene, quantity))) return 'filings';
  if (subject && !(subject.weak && metricOfUnit(quantity))) return subject.metric;
  const counted = measure === 'level' ? metricOfUnit(quantity) : null;
  if (counted) return counted;
  if (subject) return subject.metric;
  if (measure === 'share' && quantity.unit === 'share' && !last) {
    if (context.last?.measure === 'share' && nextPart.test(scene.text)) return context.last.metric;
    if (context.main && context.main.metric !== 'other' && context.main.group === context.group && ofKinds.test(scene.text))
      return context.main.metric;
  }
  if (last && fitsLike(last, quantity, before)) return last.metric;
  if (
    scene.metrics.length === 0 &&
    context.last?.metric &&
    (growth ||
      (quantity.unit === context.last.unit && quantity.unit !== 'people') ||
      (quantity.unit === 'money' && unitFor(context.last.metric, { ...quantity, unit: 'count' }) === 'money'))
  )
    return context.last.metric;
  // 微短剧迈入500亿时代: so much, of this industry and without a noun, is money.
  if (measure === 'level' && quantity.unit === 'count' && quantity.unitWord === null && (quantity.low ?? quantity.high ?? 0) >= 1e8)
    return 'market_size';
  if (growth && ofIndustry.test(scene.text)) return 'market_size';
  // “With 50 billion yuan in 2024, micro-dramas have become …”: so much is what they are worth, whatever the heading is about.
  if (measure === 'level' && quantity.unit === 'money' && quantity.scale >= 1e6 && becomes.test(scene.text)) return 'market_size';
  for (const outer of [context.group, context.title]) {
    if (!outer || (!growth && quantity.unit !== 'money' && quantity.unit !== 'people')) continue;
    const found = outer.metrics.find(
      ({ value }) => !value.weak && (growth || unitFor(value.metric, { ...quantity, unit: 'count' }) === quantity.unit),
    );
    if (found) return found.value.metric;
  }
  // What is said of micro-dramas as a whole, in money or as growth, is of their market.
  const ofMarket = ofIndustry.test(scene.text) || (context.row && ofIndustry.test(`${context.group?.text ?? ''} ${context.title.text}`));
  if ((growth || quantity.unit === 'money') && measure !== 'share' && ofMarket && quantity.scale >= (growth ? 1 : 1e6))
    return 'market_size';
  return null;
}

/** 从性别看, “by age”: the figure before, by kinds. */
const ofKinds =
  /^[\s\-–—•·]*(?:[从分按][^，。\d]{1,10}(?:看|来看|上看|划分|分|计)[，,：:]|by (?:\w+ )?(?:region|country|market|age|gender|type|segment)\b)/i;

/** A word for a metric in a clause of its own behind the last figure: what grows is no longer that figure. */
function isFresh(scene: Scene, subject: Subject | null, last: Drafted): boolean {
  if (subject === null || subject.start < last.quantity.end) return false;
  return /[，,；;]|\band\b|而|但/.test(scene.text.slice(last.quantity.end, subject.start));
}

const becomes =
  /\b(?:dramas?|series) (?:have|has|had) (?:long )?(?:become|grown|turned)\b|(?:短剧|漫剧)(?:行业|产业|市场)?(?:已经?|早已)?(?:成为|成长为|长成|变成)/i;

const ofIndustry = /微短剧|短剧|漫剧|赛道|micro[- ]?(?:short )?dramas?|short[- ]?dramas?|mini[- ]?dramas?|segment/i;

/** Places on a list. */
const seats = /^(?:spots?|positions?|places?|slots?|seats?|席位?|个席位?)$/i;

/** What follows is another value of the same thing. */
const comparedTo =
  /(?:\b(?:compared (?:with|to)|versus|vs\.?|against|(?:up|down|rising|increasing|falling|dropping) from)|\bthan)\s*(?:the |about |around |just |only |some )*$/i;

/** Of one piece: what is invested in it is what it costs. */
const ofOne = /单部|每部|单剧|头部作品|作品投|per (?:title|drama|series)|(?:top|leading|premium) (?:productions|titles|dramas)/i;

const filed =
  /备案|报备|立项|过审|许可证|\bfil(?:ed|ings?)\b|\bregist(?:ered|ration)|passed (?:review|filing)|\bapproved\b|\blicen[sc]ed\b/i;

function clauseAround(scene: Scene, quantity: Quantity): string {
  return scene.text.slice(startOfClause(scene.text, quantity.start), endOfClause(scene.text, quantity.end));
}

const partOfLast = /其中|当中|里面|包括|\bof (?:which|these|those|them)\b|\bamong (?:which|these|those|them)\b|\bincluding\b/i;

/** “101.7 billion RMB in 2022”: one more of the same kind. */
function fitsLike(last: Drafted, quantity: Quantity, before: string): boolean {
  return last.unit === quantity.unit && last.currency === quantity.currency && before.length < 120;
}
