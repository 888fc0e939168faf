/** Whether a quantity is a claim at all: a figure of the industry or a policy, not a number of the prose. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Measure } from './claim.ts';
import type { MetricId } from './metrics.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Scene } from './scene.ts';

const industry =
  /微短剧|短剧|漫剧|竖屏|剧集|网络视听|影视|平台|出海|micro[- ]?(?:short )?dramas?|short[- ]dramas?|mini[- ]?dramas?|vertical[- ](?:screen )?dramas?|duanju|dramas?\b|titles\b|industry|sector|market|platforms?|apps?\b|行业|产业|市场/i;

/** “eight of the Top 100”, 前100名, “(No. 12 of 2025)”: names of lists and of papers, not places in an order. */
function isListName(scene: Scene, quantity: Quantity): boolean {
  const before = scene.text.slice(Math.max(0, quantity.start - 12), quantity.start);
  const after = scene.text.slice(quantity.end, quantity.end + 12);
  return (
    (quantity.bound === 'at_most' && (quantity.high ?? 0) >= 50) ||
    (/(?:No\.?\s*|[(（])$/i.test(before) && /^\s*of (?:19|20)\d\d/.test(after)) ||
    /^\s*of (?:19|20)\d\d\s*\)/.test(after)
  );
}

/** “Of the 100 best-placed apps”, “the leading 20 apps”: how long a list is. */
const listed =
  /\b(?:the|its|their|those) (?:(?:most|best|top|highest|leading|largest|biggest|hottest|fastest)\b[\w -]{0,12} \d{1,3}|\d{1,3} (?:most|best|top|highest|leading|largest|biggest|hottest|fastest))\b/i;

/** In English ten and less, but for what opens a sentence, where every number is spelled out: “Nine titles each earned …”. */
function isSmall({ text }: Scene, { start, end, low, high }: Quantity): boolean {
  const value = high ?? low!;
  // “seven of the 20”, “three out of 100 series”.
  // So do teams of a size, and what is made in a month.
  if (/^ (?:out of|of|in) (?:the |its |all )?\d|^ (?:a|per|each|every) (?:day|week|month|year)\b/.test(text.slice(end))) return false;
  if (/\b(?:teams?|crews?|staff) of (?:just |only |about |some )*$/i.test(text.slice(0, start))) return false;
  return value <= 10 && !(value >= 5 && /^[\s\-–—•·“"]*$/.test(text.slice(0, start)));
}

function isLengthOfList({ text }: Scene, { start, end, unit }: Quantity): boolean {
  if (unit === 'money' || unit === 'share' || unit === 'points' || unit === 'times') return false;
  const lead = /\b(?:the|its|their|those) [a-z -]*$/i.exec(text.slice(Math.max(0, start - 24), start))?.[0] ?? '';
  return listed.test(lead + text.slice(start, end + 12));
}

/** Somebody counted what was made or is to be made: “build five shooting bases”. */
const made =
  /(?:\b(?:build\w*|built|establish\w*|cultivat\w*|set(?:ting)? up|creat\w+|launch\w*|produc\w+|releas\w+|attract\w*|approv\w+|introduc\w*|open(?:ed|ing)?|add(?:ed|ing)?|complet\w+|foster\w*|nurtur\w*)\b|建成|建设|打造|培育|引进|新增|上线|备案|推出|落户|孵化|形成|创作|聚集|集聚)[^，,；;。]{0,16}$/i;

/** Whether a text is about micro-dramas at all. */
export const ofDramas =
  /微短剧|短剧|漫剧|micro[- ]?(?:short )?(?:dramas?|series|serials?)|short(?:[- ]form)?[- ](?:dramas?|series|serials?|plays?)|mini[- ]?dramas?|vertical[- ](?:screen )?(?:dramas?|series|serials?|features?|video)|duanju|playlets?|\b[A-Z]\w*(?:Drama|Reels?|Shorts?)\b|bite-sized (?:dramas?|series)|minute-long/i;

/** 187部短剧播放量破亿, 97家分账过千万: what those that are counted have passed, and no figure of its own. */
function isCriterion({ text, quantities }: Scene, quantity: Quantity): boolean {
  if (!/^(?:突?破|过|超过?|逾)[十百千]*[万亿]+(?:元|次)?$/.test(text.slice(quantity.start, quantity.end))) return false;
  const [from, to] = [startOfClause(text, quantity.start), endOfClause(text, quantity.end)];
  return quantities.some(
    ({ start, end, unit }) =>
      start >= from && end <= to && ['titles', 'companies', 'apps', 'count', 'people', 'places'].includes(unit) && start !== quantity.start,
  );
}

const tradeCounts = /剧组|片段|违规|侵权|账号/;

/** Keeps what the taxonomy names; of the rest only what is said of the industry in digits. */
export function isRelevant(
  scene: Scene,
  quantity: Quantity,
  metric: MetricId,
  measure: Measure,
  context: { title: Scene; about: boolean },
): boolean {
  if (quantity.low === null && quantity.high === null) return false;
  // “the Top 100”, 前100强: the name of a list.
  if (
    /(?:\btop[\s-]*|(?<![以之此先从目当日眼提年月周天])前)$/i.test(scene.text.slice(Math.max(0, quantity.start - 5), quantity.start)) &&
    quantity.unit !== 'rank' &&
    quantity.unit !== 'share'
  )
    return false;
  if (!scene.chinese && quantity.bound === 'exact' && isLengthOfList(scene, quantity)) return false;
  // 第二名只有287部: who it is said of.
  if (quantity.unit === 'rank' && /^(?:则|也|却)?(?:只有|仅有?|为|是|有)(?=[约近超]?\d)/.test(scene.text.slice(quantity.end))) return false;
  if (quantity.unit === 'rank' && isListName(scene, quantity)) return false;
  // 每10个网民, “every ten viewers”: a manner of speaking.
  if (/(?:每|\bevery\s|\beach\s)$/i.test(scene.text.slice(Math.max(0, quantity.start - 6), quantity.start)) && quantity.unit !== 'money')
    return false;
  if (isCriterion(scene, quantity)) return false;
  if (metric === 'titles' && quantity.unit === 'count' && (quantity.high ?? quantity.low ?? 0) < 10) return false;
  // 每集1—3分钟 is a form, not a figure of the market.
  if (
    quantity.unit === 'minutes' &&
    /(?:每集|单集|一集|per episode|each episode|episodes? (?:of|last|run))[^，,；;。]{0,14}$/i.test(scene.text.slice(0, quantity.start))
  )
    return false;
  const small =
    (quantity.unit === 'count' || !['share', 'times', 'points', 'money', 'rank'].includes(quantity.unit)) &&
    quantity.written === 'words' &&
    quantity.scale === 1 &&
    (scene.chinese ? (quantity.high ?? quantity.low!) < 20 : isSmall(scene, quantity));
  if (measure === 'threshold' || measure === 'cap') return true;
  // 接待剧组420个, 清理违规片段数万条: things of the trade that no metric counts.
  if (
    context.about &&
    quantity.unit === 'count' &&
    (quantity.unitWord === '剧组' || tradeCounts.test(scene.text.slice(startOfClause(scene.text, quantity.start), quantity.end + 6)))
  )
    return (quantity.high ?? quantity.low!) >= (quantity.bound === 'exact' ? 20 : 10);
  if (metric !== 'other') {
    // “two major platforms”, “three companies”: prose.
    if (
      small &&
      (quantity.unit === 'count' || ['apps', 'companies', 'titles', 'episodes', 'people', 'places'].includes(quantity.unit)) &&
      quantity.bound === 'exact' &&
      measure === 'level'
    ) {
      return /spots?|席|top/i.test(scene.text) || made.test(scene.text.slice(Math.max(0, quantity.start - 24), quantity.start));
    }
    if (metric === 'episodes' && measure === 'level')
      return (
        // 一部60集的漫剧: a form.
        !(
          (quantity.high ?? quantity.low ?? 0) < 200 &&
          (/^(?:左右|上下)?的/.test(scene.text.slice(quantity.end)) || scene.text.slice(0, quantity.start).endsWith('一部'))
        ) &&
        !/^\s*(?:前|第)/.test(scene.text.slice(Math.max(0, quantity.start - 1), quantity.start)) &&
        (quantity.high ?? quantity.low ?? 0) > 10
      );
    return true;
  }
  // “fourteen people in all”: somebody counted them.
  if (
    context.about &&
    quantity.unit === 'people' &&
    (/^\s*(?:in all|all told|altogether|in total)\b/i.test(scene.text.slice(quantity.end)) ||
      /(?:总共|一共|全组共?|剧组共|全部人员)(?:有|才|只有|仅)?$/.test(scene.text.slice(0, quantity.start)))
  )
    return true;
  if (!scene.chinese && context.about && (quantity.unit === 'minutes' || quantity.unit === 'days')) return isCounted(scene, quantity);
  if (small) return false;
  if (!scene.chinese && context.about) return isCounted(scene, quantity);
  if (quantity.unit === 'people' && (quantity.high ?? quantity.low!) < 1000)
    return (
      (quantity.written === 'digits' || scene.chinese) && /\b(?:teams?|crews?)\b|团队|剧组/i.test(scene.text) && quantity.bound === 'range'
    );
  if (quantity.unit === 'minutes' || quantity.unit === 'days' || quantity.unit === 'count') return false;
  if (measure === 'rank')
    return industry.test(scene.text) || industry.test(context.title.text) || scene.metrics.some(({ value }) => !value.weak);
  return industry.test(scene.text) || industry.test(context.title.text) || (context.about && quantity.unit === 'money');
}

/** Words beside times and counts that tell of work and habits, and not of one story. */
const ofWork =
  /\b(?:shoots?|shot|shooting|film(?:s|ed|ing)?|produc\w+|finish\w*|wrap\w*|mak(?:e|es|ing)|made|deliver\w*|turnaround|schedule|takes?|took|complet\w*)\b/i;
const ofHabits =
  /\b(?:watch\w*|view\w*|spend\w*|spent|screen|sessions?|scroll\w*|a day|per day|daily|each day|every day|a session|per session)\b/i;

/** In a text about micro-dramas what is counted in digits is said of them; times are only where they tell of work or of watching. */
function isCounted(scene: Scene, { start, end, unit, bound, written, scale, low, high }: Quantity): boolean {
  const near = scene.text.slice(Math.max(0, start - 60), end + 40);
  if (unit === 'minutes') return ofHabits.test(near);
  if (unit === 'days') return ofWork.test(near);
  if (unit === 'money' || unit === 'share' || unit === 'points' || unit === 'times') return true;
  const value = high ?? low ?? 0;
  if (unit === 'count') return ((written === 'digits' || bound !== 'exact') && value >= 10) || scale >= 1000;
  return written === 'digits' || scale > 1 || value >= 20;
}
