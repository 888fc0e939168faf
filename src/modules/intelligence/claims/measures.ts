/** What a quantity is of its metric: a level, growth, a rate a year, a multiple, a part of a whole. Told by the words beside it. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import type { Scene } from './scene.ts';

export type Measured = {
  measure: Measure;
  /** Growth that is a fall: its value is negative. */
  falls: boolean;
  /** Growth against the same time a year before, or against the period just before, as the words have it. */
  against: 'year' | 'previous' | null;
};

const cagr =
  /复合(?:年均|年)?(?:增长|增速)|年均复合|年复合|年均(?:增长|增速|增幅)|年平均增(?:长|速)|CAGR|compound(?:ed)?[- ](?:annual|average|yearly)|(?:average|mean)[- ]annual[- ](?:growth|rate|increase)|annuali[sz]ed|annual growth rate of|a year on average|per year on average|grow(?:ing|n|s|th)? (?:at )?(?:an )?(?:average )?annual(?:ly)? (?:by|of|at|rate)|an average of .{0,12} (?:a year|per year|annually)|annual growth\b[^,.;]{0,48} averag(?:ed|es|ing)\b/i;
const cagrAfter =
  /^[^,，。;；]{0,12}?(?:的)?(?:年均复合|复合年|年复合|年均增|CAGR|compound|a year on average|per year on average|annually on average|average annual|annual growth|annually|(?<!\b(?:from|than|over|on) )a year\b(?! (?:earlier|ago|before|prior))|per year\b|per annum)/i;

/** The value itself, not its growth: “rose to”, 提升至. */
const reachesZh =
  /(?:增长|增|升|提高|提升|上升|攀升|跃升|降|下降|下滑|减少|回落|扩大|涨|跌|增加|降低|收窄|缩减|推高)(?:到了|到|至|为|成)(?:了)?(?:约|近|超过|超|逾)?\s*$/;
const reachesEn =
  /\b(?:rise|rises|rose|risen|rising|grow|grows|grew|grown|growing|climb\w*|jump\w*|increas\w*|expand\w*|surg\w*|soar\w*|gain\w*|swell\w*|swelled|up|fall|falls|fell|fallen|falling|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|slid|slipp\w*|down|edg\w*|tick\w*|improv\w*|rais\w*|reduc\w*|cut|lift\w*|mov\w*|went|go|going)\b(?:[^,;，；]{0,60}?)\bto\s+(?:a\s+|an\s+|around\s+|as\s+(?:much|high)\s+as\s+)?(?:\w+\s+){0,2}$/i;

const growsZh =
  /(?:同比|环比|增长|增速|增幅|增加|上涨|上升|提升|提高|涨幅|涨|扩大|攀升|飙升|激增|大增|猛增|暴涨|猛涨|翻了|新增|多|高出|增|上扬|走高|上行|跃增|蹿升|抬升|扩张|增量|添)(?:率|了|约|超过|超|近|逾|高达|达到|达|为|将达|将|仅|也|均|又|分别|幅度|幅|是|在|均超|：|:|\s)*$/;
const fallsZh =
  /(?:下降|下滑|减少|下跌|回落|降低|跌幅|降幅|缩水|锐减|骤降|跌|降|缩减|萎缩|少|收缩|负增长|跌去|下探|下挫|下行|滑落|走低|缩|掉|砍去|折损|回撤)(?:率|了|约|超过|超|近|逾|高达|达到|达|为|将达|将|仅|也|均|又|分别|幅度|幅|是|在|：|:|\s)*$/;
const growsAfterZh = /^\s*(?:的)?(?:年|月|季)?(?:同比|环比)?(?:增长|增幅|增速|涨幅|增量|提升|上升|涨)(?!至|到|为|成)/;
const fallsAfterZh = /^\s*(?:的)?(?:同比|环比)?(?:下降|下滑|降幅|跌幅|缩水|减少|回落|跌|降)(?!至|到|为|成)/;

const growsEn =
  /(?:\b(?:grow|grows|grew|grown|growing|growth|rise|rises|rose|risen|rising|(?<!\b(?:made|make|makes|making|ate|eat|eats|take|takes|took|taking|soak|soaked|adds?|set) )up|increas\w*|jump\w*|surg\w*|soar\w*|climb\w*|gain\w*|expand\w*|expansion|leap\w*|leapt|spik\w*|hike|swell\w*|swelled|advanc\w*|accelerat\w*|higher|improv\w*|year[- ]on[- ]year|year[- ]over[- ]year|yoy|shot up|uptick|added|adding|adds)\b)(?:[^,;，；]{0,34}?)$/i;
const fallsEn =
  /(?:\b(?:(?:fall|falls|fell|fallen|falling)\b(?! (?:with)?in(?:to)?\b| under\b)|drop\w*|declin\w*|decreas\w*|shrink\w*|shrank|shrunk|slid|slide|slip\w*|slump\w*|plung\w*|down|contract\w*|dip\w*|tumbl\w*|reduc\w*|cut|lower\w*|lost|sank|shed|retreat\w*|reced\w*|ebb\w*|sagg\w*|soften\w*|erod\w*|(?:was|were|is|are) (?:[a-z]+ )?off)\b)(?:[^,;，；]{0,34}?)$/i;
const growsAfterEn =
  /^[\s-]*(?:\(?(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|y\/y|y-o-y|annual|annually|month[- ]on[- ]month|quarter[- ]on[- ]quarter|qoq|mom|yearly|sequential|respective|average)\)?\s*,?\s*)*(?:increase|growth|rise|jump|surge|gain|expansion|leap|hike|higher|larger|bigger|greater|more|up\b|uptick|growth rate|increment|upswing)/i;
/** Growth, whichever way: “… percent from a year earlier”. */
const changesAfterEn =
  /^[\s-]*,?\s*\(?(?:from (?:a year|the (?:previous|prior|same|year))|year[- ]on[- ]year|year[- ]over[- ]year|yoy|y\/y|y-o-y|over the (?:previous|prior|same)|on the year|on year|annually\b|month[- ]on[- ]month|quarter[- ]on[- ]quarter|(?:than|compared (?:with|to)) (?:the )?(?:previous|prior|last|a year))/i;
const fallsAfterEn =
  /^[\s-]*(?:\(?(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|y\/y|annual|month[- ]on[- ]month|quarter[- ]on[- ]quarter|yearly)\)?\s*)*(?:decline|decrease|drop|fall|slump|dip|lower|reduction|contraction|plunge|less|fewer|smaller|cheaper|cut\b|(?:below|short of|behind) (?:the|that|its|their|those|last|(?:19|20)\d\d|a year)\b)/i;
/** Of a part: “accounting for 60 %, up 5 points” must not be read as growth. */
const partEn =
  /(?:account\w*(?:\s+for)?|represent\w*|mak(?:e|es|ing) up|made up|compris\w*|constitut\w*|contribut\w*|share of|proportion of|taking|occup\w+|stands? at|standing at|stood at|reach\w*|hit(?:ting)?|was|is|were|penetration(?: rate)?(?: of)?)(?:\s+(?:at|about|only|just|to|of|for|a|some|over|nearly|almost|around))*\s*$/i;
const yearly =
  /同比|较上年|较去年|比上年|比去年|上年同期|去年同期|year[- ]on[- ]year|year[- ]over[- ]year|\byoy\b|\by\/y\b|y-o-y|from a year (?:earlier|ago)|than a year (?:earlier|ago)|from the (?:previous|prior) year|over the (?:previous|prior) year|from the same period|annual (?:growth|increase|rise)|on the year|(?:from|compared (?:with|to)|than|over) (?:the )?(?:last|previous|prior) year/i;
const sequential =
  /环比|较上(?:月|季|季度|半年)|month[- ]on[- ]month|quarter[- ]on[- ]quarter|\bqoq\b|\bmom\b|\bm\/m\b|\bq\/q\b|m-o-m|q-o-q|sequential/i;

/** What the words beside the quantity make of it. `before` and `after` reach to its neighbours. */
export function measureOf(scene: Scene, quantity: Quantity, before: string, after: string): Measured {
  const against = sequential.test(before.slice(-24) + ' ' + after.slice(0, 40))
    ? 'previous'
    : yearly.test(before.slice(-40) + ' ' + after.slice(0, 48))
      ? 'year'
      : null;
  const level: Measured = { measure: 'level', falls: false, against: null };
  if (quantity.unit === 'rank') return { ...level, measure: 'rank' };
  if (quantity.unit === 'times') return { measure: 'multiple', falls: false, against };
  if (quantity.unit === 'points') return { measure: 'change', falls: fallsHere(scene, before, after), against };
  if (quantity.unit !== 'share')
    return changesBy(scene, before, after) ? { measure: 'change', falls: fallsHere(scene, before, after), against } : level;
  if (isCagr(before, after))
    return { measure: 'cagr', falls: fallsHere(scene, before, after) && !/\bgrow|增/i.test(before), against: null };
  const direction = growth(scene, before, after);
  if (direction) return { measure: 'change', falls: direction === 'falls', against };
  return { ...level, measure: 'share' };
}

function isCagr(before: string, after: string): boolean {
  return cagr.test(before.slice(-90)) || cagrAfter.test(after);
}

function growth(scene: Scene, before: string, after: string): 'grows' | 'falls' | null {
  const clause = lastClause(before);
  if (isOfGrowth(scene, before)) return /(?:负增长|negative)/.test(clause) ? 'falls' : 'grows';
  // 由83%, “up from 52.4 percent”: where it comes from, not by how much.
  if (
    /\bfrom\s+(?:about\s+|around\s+|just\s+|only\s+|some\s+|a\s+)?$/i.test(clause) ||
    /(?:由|从)(?:[^，,；;。]{0,12}的)?(?:约|近|不足)?$/.test(clause)
  )
    return null;
  if (scene.chinese) {
    if (reachesZh.test(clause)) return null;
    if (fallsZh.test(clause) || fallsAfterZh.test(after)) return 'falls';
    if (growsZh.test(clause) || growsAfterZh.test(after)) return 'grows';
    return null;
  }
  if (fallsAfterEn.test(after)) return 'falls';
  if (growsAfterEn.test(after) && !/\b(?:reach\w*|account\w*|share of)\b[^,]{0,12}$/i.test(clause)) return 'grows';
  if (reachesEn.test(clause) || partEn.test(clause)) return /growth(?: rate)?\b[^,;]{0,20}$/i.test(clause) ? 'grows' : null;
  const [fall, grow] = [fallsEn.exec(clause), growsEn.exec(clause)];
  if (fall && (!grow || fall.index > grow.index)) return 'falls';
  return grow || changesAfterEn.test(after) ? 'grows' : null;
}

/** “Growth slowed from 267.7 % to 34.9 %”: each of the two is a growth. */
function isOfGrowth({ text }: Scene, before: string): boolean {
  const at = text.indexOf(before);
  const start = Math.max(text.lastIndexOf('，', at), text.lastIndexOf(', ', at), text.lastIndexOf('；', at), text.lastIndexOf(';', at)) + 1;
  const lead = text.slice(start, at + before.length);
  return /(?:\bgrowth(?: rate)?|增速|增长率|增幅)[^，,；;]{0,24}(?:slow\w*|eas\w+|accelerat\w*|quicken\w*|cool\w*|fell|dropp?\w*|ros\w+|放缓|回落|加快|收窄|下降|降|提升|升|由|从)[^，,；;]{0,60}$/i.test(
    lead,
  );
}

function fallsHere(scene: Scene, before: string, after: string): boolean {
  const clause = lastClause(before);
  if (scene.chinese) return fallsZh.test(clause) || fallsAfterZh.test(after);
  if (fallsAfterEn.test(after)) return true;
  const [fall, grow] = [fallsEn.exec(clause), growsEn.exec(clause)];
  return fall !== null && (grow === null || fall.index > grow.index);
}

/** A step in the metric's own unit: 较2023年增加2,800万人, “up by 28 million users”. */
function changesBy(scene: Scene, before: string, after: string): boolean {
  const clause = lastClause(before);
  if (scene.chinese)
    return (
      /(?:增长|增加|净增|减少|下降|上涨|下跌|多出|高出)(?:了|约|近|超|超过|逾|\s)*$/.test(clause) &&
      !/^[^,，。；;]{0,3}(?:至|到)/.test(after)
    );
  return (
    /\b(?:increase[sd]?|grew|rose|up|fell|declined|down|dropped|gain(?:ed)?|growth|rise)\s+(?:by|of)\s+(?:\w+\s+){0,2}$/i.test(clause) ||
    /^\s*(?:more|fewer|less) than (?:in|a year|the previous)/i.test(after)
  );
}

/** What stands in the same clause before the quantity. */
export function lastClause(before: string): string {
  let cut = -1;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const mark = before[at]!;
    if ('，；。;：'.includes(mark) || (',:'.includes(mark) && !/\d/.test(before[at + 1] ?? ''))) {
      cut = at;
      break;
    }
  }
  return before.slice(cut + 1);
}
