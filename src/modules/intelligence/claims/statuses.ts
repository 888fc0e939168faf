/** How a figure is meant as worded: something that was, an estimate, a forecast, a target, a rule of support. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Status } from './claim.ts';
import { endOf, startOf } from './periods.ts';
import { startOfClause } from './places.ts';
import { believed, englishCues, englishPast, englishTrailing } from './english-cues.ts';
import type { Scene } from './scene.ts';
import { tenseAt } from './tenses.ts';

/** 方案提出，到2027年…达到, 《意见》明确设立…基金: what a paper says shall be, of a time that is not over. */
const planned =
  /(?:^到20\d\d年|提出|明确|要求|部署|规划|拟定|定下|确定|方案|计划|意见|纲要)[^。；]*?(?:达到?|设立|组建|建设|建成|培育|引进|打造|形成|推出|实现|集聚|聚集|突破|超过|新增|扶持|孵化|完成|创作|认定|吸引|带动|做到|做大|提升[到至]|提高[到至]|增[到至]|翻番)[^。；，]*$/;

const chinese: readonly (readonly [Exclude<Status, 'policy'>, RegExp])[] = [
  [
    'target',
    /目标|打算|有意(?=[^，。；]{0,10}(?:投|建|设|用|把|将|在))|要(?=在?20\d\d年[^，。；]{0,20}(?:把|将|做到|达|建|实现|突破))|力争|争取|计划(?!备案)|拟(?=[^，,。]{0,8}?(?:投|建|设|打|引|培|募|扶|安排|达|推|新|发|制|出|完|上线|拍|播|开|采|招))|旨在|致力于|力求|冲刺|剑指|锚定|瞄准|直指|力拼|力促|确保(?=[^，。；]{0,16}(?:达|突破|超|实现|完成|建成))|规划(?=到|至|建设|投资|总投资|引进|培育|打造)|要达到|奋力|(?<!截|以|甚)(?:到|至)20\d\d年(?:底|末)?，?(?=[^。；]{0,24}?(?:培育|打造|建设|建成|引进|形成|集聚|孵化|创作|推出|扶持|聚集|力争|基本形成))|将(?=[^，。；]{0,6}?(?:打造|培育|建设|建成|引进|集聚|孵化))/g,
  ],
  ['estimate', /估算|估计|测算|约计|推算|据估|估值/g],
  [
    'forecast',
    /指引(?!基金)|预计|预期|预测|预估|预料|有望|或将|料将|可望|望(?=达|突破|超|升|增|实现)|或(?=达|破|超|突破|升|增|接近|可达|迎来)|即将|(?:必|可|亦|也|仍|还|均|就|便|又)?将(?!近|其|军|在近日|于近日|来(?!会)|[^，。；\d]{2,14}?(?:压缩|缩短|控制|压低|降低|缩减|压降|拉高|推高|带入|推上|送上)(?:到|至|在|了|为|进))|(?<![材素资爆原塑饮颜预意照不史燃草])料(?=[^，。；\d]{0,8}(?:增|达|超|突破|破|升|降|减|将|为|会|接近|逼近|可|在|至|翻|同比)|[，\d一二三四五六七八九近约逾超])|可能|会(?=达|突破|超过|升|增)|展望|看好|将来|未来/g,
  ],
];
const past = {
  en: englishPast,
  zh: /(?<!预计|有望|将|或)已(?!经?预)|录得|实际|达到了|创下|突破了|实现了|超过了|截至目前/g,
};
/** Said behind the number: “680 billion yuan expected in 2025”, 680亿元（预测）, 2025E. */
const behind: readonly (readonly [Exclude<Status, 'policy'>, RegExp])[] = [
  [
    'forecast',
    /^[^,，;；。]{0,24}?[（(][^）)]{0,6}(?:预计|预测|预估|预期|forecasts?|projected|projection|expected)[^）)]{0,6}[）)]|^\s*(?:is|are|was|were)?\s*(?:(?:a year|per annum|annually)\s+)?(?:is|are)?\s*(?:(?:in|of|worth of)\s+)?(?:expected|forecast(?:ed)?|projected|predicted|anticipated)\b(?!\s*,)|^[^,，;；。]{0,6}(?:的)?(?:预期|预测)(?:值|数|规模)?(?=[，。,）)]|$)/i,
  ],
  [
    'target',
    /^[^,，;；。]{0,24}?[（(][^）)]{0,4}(?:目标|target(?:ed)?)[^）)]{0,4}[）)]|^\s*(?:的)?目标(?=[，。,）)]|$)|^\s*(?:targeted|planned|targets?\b)/i,
  ],
  ['estimate', /^[^,，;；。]{0,24}?[（(][^）)]{0,4}(?:估算|估计|estimated?|est\.)[^）)]{0,4}[）)]|^\s*estimated\b/i],
];
/** Binds only the next noun: “a target size of”, 目标规模. */
const local =
  /(?:target(?:ed)?|planned|intended|目标)[\s-]*(?:fund |market |industry |total )?(?:size|scale|amount|规模|总规模)?(?:\s*(?:of|is|at|为|达|约|：|:))?\s*$/i;

/** Places that announce nothing. */
const countries = new Set([
  'China',
  'Overseas',
  'Global',
  'United States',
  'Japan',
  'South Korea',
  'India',
  'Southeast Asia',
  'North America',
  'Latin America',
  'Europe',
]);

type Cue = { at: number; end: number; status: Status };

/** Marks of a sentence, in order; of two that overlap the earlier kind of the list wins. */
export function cuesOf(scene: Scene): Cue[] {
  const cues: Cue[] = [];
  const add = (status: Status, pattern: RegExp) => {
    for (const found of scene.text.matchAll(pattern)) {
      const cue = { at: found.index, end: found.index + found[0].length, status };
      if (!cues.some((other) => other.at < cue.end && cue.at < other.end)) cues.push(cue);
    }
  };
  for (const [status, pattern] of [...englishCues, ...(scene.chinese ? chinese : [])]) add(status, pattern);
  const pasts = scene.chinese ? past.zh : past.en;
  for (const found of scene.text.matchAll(pasts)) {
    const lead = scene.text.slice(Math.max(0, found.index - 16), found.index);
    if (/\b(?:to|will|would|could|should|can|must|may|might|have|be|as)\s+(?:\w+\s+)?$/.test(lead)) continue;
    // “Huaxin reckons that the market came to 50 billion yuan”: told by whom it is estimated.
    const since = cues.findLast(({ at }) => at < found.index);
    if (!scene.chinese && since?.status === 'estimate' && !/[,;]/.test(scene.text.slice(since.end, found.index))) continue;
    const cue: Cue = { at: found.index, end: found.index + found[0].length, status: 'actual' };
    if (!cues.some((other) => other.at < cue.end && cue.at < other.end)) cues.push(cue);
  }
  return cues.toSorted((a, b) => a.at - b.at);
}

/** The status as worded. `period` is the figure's own, `governed` that of the figures since the mark. */
export function wordedStatus(
  scene: Scene,
  cues: readonly Cue[],
  quantity: Quantity,
  nextStart: number,
  period: string | null,
  publishedOn: string | null,
): Status {
  const after = scene.text.slice(quantity.end, nextStart);
  const before = scene.text.slice(0, quantity.start);
  for (const [status, pattern] of behind) if (pattern.test(after)) return status;
  if (/20\d\d年?\s?[EF](?![A-Za-z])/.test(before.slice(-14)) || /^[^,，;；]{0,12}20\d\d年?\s?[EF](?![A-Za-z])/.test(after))
    return 'forecast';
  // 完成全年目标的32%: how far it has come.
  if (/(?:完成|达到|实现|占)[^，,；;。]{0,12}(?:目标|计划|任务)数?的(?:约|近|超过?)?$/.test(before)) return 'actual';
  if (local.test(before.slice(-40))) return 'target';
  if (!scene.chinese && endsAhead(scene, quantity)) return 'forecast';
  // “far more than the 100 originally planned”, 远超原定的100部: what was meant, beside what came of it.
  if (/^\s*(?:\w+ )?(?:(?:originally|first|initially|once) )?(?:planned|targeted|intended|promised|aimed for)\b/i.test(after))
    return 'target';
  if (/(?:原定|原计划|原先计划|最初计划|既定目标|计划数|目标数)的?(?:约|近|为)?$/.test(before)) return 'target';
  const hard = Math.max(before.lastIndexOf('；'), before.lastIndexOf(';'));
  if (
    scene.chinese &&
    isPlanned(
      byYear(before) + before.slice(hard + 1) + /^\D*/.exec(scene.text.slice(quantity.start, quantity.end))![0],
      quantity,
      period,
      publishedOn,
    )
  )
    return 'target';
  if (isEstimated(scene, quantity)) return 'estimate';
  const compared =
    /(?:against|compared (?:with|to)|versus|up from|down from|than(?: the)?|(?<!\brang\w{1,4} )\bfrom|较|比|高于|低于)\s*(?:\w+\s+)?$|(?:从|由|自)[^，,；;。]{0,14}$/i.test(
      before.slice(-24),
    );
  if (compared && (period === null || isPresent(before, after))) return 'actual';
  if (
    compared &&
    period &&
    publishedOn &&
    (endOf(period) < publishedOn ||
      (startOf(period) <= publishedOn && /今年|this year|against|versus|(?:up|down) from|compared/i.test(before.slice(-24))))
  )
    return 'actual';
  // “a target size of 200 million, with a commitment of 30 million”: a size that is aimed at is one figure, not all that follow.
  const governs = ({ at, end, status }: Cue) =>
    (status === 'estimate' && scene.chinese && spends(scene, at, end, quantity)) || (!scene.chinese && turnsAway(scene.text, end, quantity))
      ? false
      : status !== 'target' ||
        !local.test(scene.text.slice(at, at + 24).split(/\d|[$€£¥]|RMB|CNY|US/)[0]!) ||
        !scene.quantities.some((other) => other.start >= end && other.end <= quantity.start);
  // “Asked whether they would watch one, 44 % said yes”: what is asked in a clause before is not what is told.
  const asked = scene.chinese ? null : /^[\s\-–•“"]*(?:when )?(?:asked|whether|although|though|while|even if)\b[^,]*,/i.exec(scene.text);
  const from = Math.max(hard, asked && asked[0].length <= quantity.start ? asked[0].length : -1);
  const cue = cues.findLast((each) => each.end <= quantity.start + 1 && each.at > from && governs(each));
  if (!cue || cue.status === 'actual') return viewOf(scene, quantity, period, publishedOn) ?? wholeStatus(scene, quantity) ?? 'actual';
  // “…拟上线1000部，目前在线1.2万部”: what is, behind what is meant to be.
  const since = scene.quantities.findLast(({ end }) => end <= quantity.start)?.end ?? 0;
  if (cue.end <= since && nowFirst.test(scene.text.slice(since, quantity.start))) return 'actual';
  // 计划到2028年将规模提升至…: 将 takes the object there, and what is planned stays planned.
  if (cue.status === 'forecast' && scene.text.slice(cue.at, cue.end).endsWith('将')) {
    const plan = cues.findLast(({ at, status }) => at < cue.at && status === 'target');
    if (plan && !/[，,；;。]/.test(scene.text.slice(plan.end, cue.at))) return 'target';
  }
  // A rate that “is put at 79 %” is told as it is.
  if (/put at$/i.test(scene.text.slice(cue.at, cue.end)) && quantity.unit !== 'money') return 'actual';
  // “A single hit may take millions”: no time, and nothing that is still to come.
  if (
    /^may$/i.test(scene.text.slice(cue.at, cue.end)) &&
    period === null &&
    /\b(?:an?|any|each|every|some|single)\s(?:[\w-]+\s){1,4}$/i.test(scene.text.slice(0, cue.at))
  )
    return 'actual';
  // “Kunming will finance 50 works by 2027”: what an office announces is what it means to do.
  if (
    /^will$/i.test(scene.text.slice(cue.at, cue.end)) &&
    scene.places.some(({ end, value }) => end === cue.at - 1 && !countries.has(value.region))
  )
    return 'target';
  // “hopes that output will top 3 billion yuan”: what is hoped for stays so.
  if (cue.status === 'forecast' && /^(?:will|would|could|might|should)$/i.test(scene.text.slice(cue.at, cue.end))) {
    const plan = cues.findLast(({ at, status }) => at < cue.at && status === 'target');
    if (plan && !/[,;.\d]/.test(scene.text.slice(plan.end, cue.at))) return 'target';
  }
  // What went before the mark's own time did not come under it: 预计2025年达680亿元，而2024年为504亿元.
  if (cue.status === 'forecast' && period && publishedOn && endOf(period) < publishedOn) {
    const first = scene.times.find((time) => time.start >= cue.at);
    if (
      first &&
      endOf(period) < startOf(first.period) &&
      scene.quantities.some((other) => other.start > cue.at && other.end <= quantity.start)
    )
      return 'actual';
  }
  return cue.status;
}

/** “Seven out of ten users will watch one”: what the figure's own verb, behind it, says. */
function endsAhead({ text }: Scene, { start, end }: Quantity): boolean {
  const clause = text.slice(startOfClause(text, start), start);
  return /^(?:\s*(?:the|that|told me|about|over|more than|nearly|some|[“"]))*\s*$/i.test(
    clause.slice(-24).replace(/^.*\b(?:that|me|us|says?|said)\b/i, ''),
  )
    ? /^(?: (?!who\b|that\b|which\b)[\w’'-]+){0,8}? (?:will|are (?:expected|projected|forecast|set|likely) to)\b/.test(text.slice(end))
    : false;
}

/** “will require apps to register, as the format draws 12 million viewers”: a clause of its own, and of now. */
function turnsAway(text: string, from: number, quantity: Quantity): boolean {
  if (!/[,;]\s*(?:as|while|whereas|although|though|because|since|after|but|which|who|where)\b/.test(text.slice(from, quantity.start)))
    return false;
  const tense = tenseAt(text, quantity);
  return tense !== null && tense !== 'ahead';
}

/** 到2026年底，…；…；培育…: the year that opens a sentence of aims is that of all its parts. */
function byYear(before: string): string {
  return /^到20\d\d年(?:年?[底末])?，?/.exec(before)?.[0] ?? '';
}

/** 方案提出…: what a paper wants of a time that is not over. */
function isPlanned(lead: string, { unit }: Quantity, period: string | null, publishedOn: string | null): boolean {
  if (unit === 'rank' || !planned.test(lead) || /预计|有望|已|累计|同比|较上年|实际|(?<!目)前|过去/.test(lead.slice(-24))) return false;
  if (period === null)
    return (
      /(?:设立|组建|培育|引进|打造|建设|建成|推出|扶持|孵化|认定)[^，。；]*$/.test(lead) &&
      /方案|规划|计划|意见|纲要|措施|提出|明确/.test(lead)
    );
  return publishedOn !== null && endOf(period) > publishedOn && /^到20\d\d年|方案|规划|计划|意见|纲要|措施|提出|明确|要求/.test(lead);
}

/** 付费用户估算为5900万人，人均年支出210元: a guess at one figure is none at those of later clauses, unless it leads the sentence. */
function spends({ text, quantities }: Scene, at: number, end: number, quantity: Quantity): boolean {
  if (/(?:^|[。；])[^，。；]{0,14}$/.test(text.slice(0, at)) && /^[^，。；\d]{0,8}，/.test(text.slice(end))) return false;
  return quantities.some(
    (other) => other.start >= end && other.end <= quantity.start && /[，；]/.test(text.slice(other.end, quantity.start)),
  );
}

/** Somebody's own view of a number: “we have it at 58 %”, “values the segment at”, 我看六百亿出头比较现实. */
const views =
  /\b(?:we|I|he|she|they|analysts|the (?:bank|broker(?:age)?|firm|house|team)) (?:\w+ )?(?:sees?|puts?|pencil\w*|model\w*|looks? for|ha(?:ve|s|d)(?! (?:\w+ed|been|made|seen|built|shot|sold|put|set|kept|now|already|also)\b))\b[^.;]{0,40}?\bat\b|\b(?:pencil\w* in|looks? for)\b|\bour (?:model|numbers?|base case)\b|\bI(?:['’]d| would)? (?:think|reckon|guess|say|bet)\b|\bmore (?:realistic|likely|plausible)\b|我(?:个人)?(?:看|认为|觉得|判断|估摸)|我们(?:判断|认为|看)|(?:人士|分析师|专家|券商|机构|业内)[^，。；\d]{0,6}(?:判断|认为|觉得|估摸|预判)|在我看来|比较现实|更现实|较为合理|比较靠谱/i;
const values = /\b(?:values?|valued|valuing|puts?|putting|sizes?) (?:the |its |this )?(?:[\w’'-]+ ){1,9}?at\b/i;

function viewOf(scene: Scene, { start, unit }: Quantity, period: string | null, publishedOn: string | null): Status | null {
  if (period === null || publishedOn === null || endOf(period) < publishedOn) return null;
  if (views.test(scene.text) || (!scene.chinese && believed.test(scene.text))) return 'forecast';
  // “put worldwide revenue for 2025 at $11bn, 83 % of it from China”.
  return (unit === 'money' || !scene.chinese) && values.test(scene.text.slice(0, start)) ? 'estimate' : null;
}

/** A clause that turns to what is. */
export const nowFirst =
  /(?:^|[，,；;。：]\s*)(?:而|但|到)?(?:现在|现如今|时下|目前|当前|现阶段|如今|眼下|at present\b|currently\b|(?:and|but) now\b)/i;

/** 目前的三成, “1.8 million at present”: what is, beside what will be. */
export function isPresent(before: string, after: string): boolean {
  return (
    /(?:目前|当前|现在|现有|如今|眼下)的?\s*(?:约|近|不足|逾)?$|\b(?:current(?:ly)?|present|today[’']s|now)\s+(?:some |about |around |just |only )?$/i.test(
      before,
    ) || /^\s*(?:\w+ )?(?:at present|right now|now|currently|today)\b/i.test(after)
  );
}

const leading: readonly (readonly [Status, RegExp])[] = [
  ['estimate', /^[^.]{0,80}\bwhose (?:figures?|numbers?|counts?) (?:is|are|was|were) (?:an )?estimates?\b/i],
  [
    'estimate',
    /^[^，,。]{0,8}(?:according to|by|based on|per) (?:[\w’'&-]+ ){0,5}estimates?\b|^(?:据|根据|按)[^，。]{0,18}(?:估算|测算|估计|推算)/i,
  ],
  [
    'forecast',
    /^[^，,。]{0,8}(?:according to|by|based on|per) (?:[\w’'&-]+ ){0,5}(?:forecasts?|projections?|predictions?)\b|^(?:据|根据|按)[^，。]{0,18}(?:预测|预计|预估)/i,
  ],
];
const trailing: readonly (readonly [Status, RegExp])[] = [
  ...englishTrailing,
  [
    'estimate',
    /[，,]\s*(?:[\w’'&-]+\s+){0,6}(?:estimates?|estimated)(?:\s+(?:say|says|said|show|shows|suggests?|by [\w’'& -]+))?\s*(?:\[[\d\s,\][]+\])*[.。”"]*$|[，,]\s*by (?:[\w’'&-]+ ){0,5}estimates?\b/i,
  ],
  [
    'forecast',
    /[，,]\s*(?:[\w’'&-]+\s+){0,6}(?:forecasts?|projects|predicts?|predicted|projected|forecasted)(?:\s+(?:say|says|said))?\s*(?:\[[\d\s,\][]+\])*[.。”"]*$/i,
  ],
];

/** What is said of the whole sentence at its head or at its end: “according to estimates by …”, “…, analysts estimate”. */
function wholeStatus(scene: Scene, quantity: Quantity): Status | null {
  // 据测算，…；单分钟成本则…: what is said at the head reaches to the semicolon in Chinese.
  const part = scene.chinese ? scene.text.slice(scene.text.lastIndexOf('；', quantity.start) + 1) : scene.text;
  for (const [status, pattern] of leading) if (pattern.test(part)) return status;
  for (const [status, pattern] of trailing) if (pattern.test(scene.text.slice(quantity.end))) return status;
  return null;
}

/** “an estimated 50.4 billion yuan”: the mark stands in the figure itself. */
function isEstimated(scene: Scene, quantity: Quantity): boolean {
  return /estimated|估算|估计/i.test(scene.text.slice(Math.max(0, quantity.start - 14), quantity.end).replace(/estimated to\b/i, ''));
}

/** The status as it must be on the day of publication: what was forecast of a time that is over is a claim of what was. */
export function dueStatus(worded: Status, period: string | null, publishedOn: string | null): Status {
  if (period === null || publishedOn === null) return worded;
  const over = endOf(period) < publishedOn.slice(0, 10);
  const ahead = startOf(period) > publishedOn.slice(0, 10);
  if (worded === 'forecast') return over ? 'actual' : 'forecast';
  if (worded === 'estimate') return over || !ahead ? 'estimate' : 'forecast';
  // A rate over years that reach beyond the next, “between 2024 and 2030”, is of what is expected.
  const reaches = period.includes('..') && Number(period.split('..')[1]!.slice(0, 4)) > Number(publishedOn.slice(0, 4));
  if (worded === 'actual') return ahead || reaches ? 'forecast' : 'actual';
  return worded;
}
