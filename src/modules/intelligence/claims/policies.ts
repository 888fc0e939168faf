/** Figures of programmes of support: caps, awards, rates and thresholds. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Claim, Measure, Status } from './claim.ts';
import { ruleInEnglish } from './english-policies.ts';
import type { MetricId } from './metrics.ts';
import { asksFor, goesOnGiving } from './chinese-policies.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Scene } from './scene.ts';
import { cuesOf } from './statuses.ts';
import { tenseAt, tenseOf } from './tenses.ts';

type PolicyContext = {
  before: string;
  after: string;
  group: string | null;
  /** The whole document is a notice or a set of rules, by its title. */
  official: boolean;
  /** The sentence before gave rules of support. */
  ruled: boolean;
  /** Sentences under the same heading did. */
  rules: boolean;
  last: Pick<Claim, 'metric' | 'measure' | 'statusAsWorded' | 'unit'> | null;
};
export type Policy = { metric: MetricId; measure: Measure; status: Status };

const gives =
  /给予|可(?:另|再)?[获得拿领]|领取|奖金|予以|补(?=\d|最高)|最高[补奖]|奖励|补贴|补助|资助|奖补|扶持|贴息|返还|减免|支持|发放|兑现|拨付|奖(?=\d|[一二三四五六七八九十百])|\b(?:claims?\b|refunds?\b|gets?\b|qualif\w+|entitled\b|given\b|subsid\w+|award\w*|grants?\b|granted|reward\w*|reimburs\w+|rebates?|incentives?|bonus\w*|support(?:s|ed|ing)?\b|stipend\w*|receive[sd]?\b|eligible|financial (?:support|assistance|aid)|tax (?:relief|breaks?|rebates?)|exempt\w*|vouchers?|prizes?|offer(?:s|ed|ing)?\b|refund\w*|(?:hand|give|pay|get|gets|claw|return)\w* back|cash ?back|earns? (?:a|an) (?:further|extra|additional|one-off))/i;
const strong =
  /可(?:另|再)?[获得拿领](?!知|见|出|到手|益|取得)|领取|奖金|补(?=\d)|最高[补奖]|奖励|补贴|补助|资助|奖补|扶持资金|贴息|减免|返还|一次性|给予|奖(?=\d|[一二三四五六七八九十百])|\b(?:(?:is|are|be) given\b|receives? (?:a|an|up to|[\d¥$])|receive \d|qualify\b|entitled to|refunds?|may claim|gets? (?:an? |up to |[\d¥$R])|can claim|subsid\w+|awards?\b|awarded|grants?\b|granted|rewards?\b|rewarded|reimburs\w+|rebates?|incentives?|bonus\w*|stipend\w*|tax (?:relief|breaks?|rebates?)|vouchers?|financial (?:support|assistance|aid)|(?:hand|give|pay|get|gets)\w* back|cash ?back|earns? (?:a|an) (?:further|extra|additional|one-off))/i;
/** A fund whose money is set aside by a budget is a rule, not a vehicle of investors. */
const budget = /专项(?:扶持)?资金|扶持资金|special funds?\b|dedicated funds?\b/i;
const paid =
  /累计(?:发放|兑现|拨付|补贴|奖励|下达)|已(?:发放|兑现|拨付|下达|补贴|奖励)|共(?:发放|兑现|拨付)|发放了|兑现了|\b(?:has|have|had) (?:already |so far )?(?:paid|granted|awarded|distributed|disbursed|handed|issued|given)\b|\b(?:paid out|disbursed|handed out|distributed)\b/i;
const fund = /基金|专项资金|资金池|资金规模|\bfunds?\b|\bpool\b/i;
const condition =
  /\bif\b|\b(?:that|which|who) (?:\w+ly )?(?:reach|exceed|have|has|earn|gross|surpass|generat|invest|spend|attain|achiev|rack|pass|draw|record|top|bring|take|sell|employ|produce|make)\w*|\bwhose\b|\bwith (?:at least|more than|over|annual|a budget|box|total|revenue|an? investment|investment|production costs? of)|\bprovided\b|\bonce\b|\bupon (?:reaching|exceeding)|\bwhen\b|\b(?:reaching|exceeding|surpassing|earning|grossing|generating|spending|investing|above)\b|\bmust (?:also )?(?:reach|exceed|have|be|earn|spend|hire|employ|shoot|invest|run|include|use|cost|last|make|film|reach)|(?<!not )\bexceeds?\b|\bin excess of|\bfor at least|\bpass(?:es)?|\bminimum|\bno (?:less|fewer) than|\bto qualify\b/i;
/** Money for one of those who ask: a cap, whatever fund it comes from. */
const ofOne =
  /同一(?:企业|项目|作品|主体|单位|公司|申报|法人|年度)|单个|单部|单家|每(?:个|部|家|户|人)(?:剧组|项目|作品|企业|公司|机构)?|\bper (?:title|project|company|crew|production|drama|applicant)\b|\b(?:each|any one|a single) (?:title|project|company|crew|production|drama|applicant)\b/i;
const setsAside = /\b(?:shall|must|will|is to|are to) set aside[^.;,]{0,24}$|应当?[^，。；\d]{0,6}(?:安排|列支|拿出)[^，。；]{0,10}$/i;
const rateOf =
  /按|比例|的\s*\d|of (?:the |their |its |eligible |actual |qualifying |total |production |local )*(?:cost|spend|expens|invest|expenditure|budget|rent|revenue|tax|loan|interest|outlay|amount|fee)/i;

/** Words of rules that name no gift: “limited to 2 million yuan per title”, 年度累计不超过. */
const limits =
  /不超过|最高|上限|封顶|限额|不少于|不低于|可享受|可申请|可申报|予以|limited to|up to|capped|\bcaps?\b|ceiling|no (?:more|less|fewer|higher) than|not exceed|at least|maximum|minimum|\bmust\b|to qualify|\bper (?:title|project|company|production|year)\b/i;

/** In rules too some figures are only told: 2024年，全市共有企业312家; and some are aims. */
function isReported(scene: Scene, clause: string): boolean {
  return (
    /力争|目标|争取|到20\d\d年|\baims? to|\btarget/i.test(scene.text) ||
    (!strong.test(clause) &&
      /数据显示|据统计|截至|累计(?:完成|实现|备案|上线)|\b(?:attracted|reached|recorded|hosted|produced|generated|was|were)\b/i.test(
        scene.text,
      ))
  );
}

/** What the quantity is of a programme of support; null where it is none. `metric` is what the words beside it name. */
export function policyOf(scene: Scene, quantity: Quantity, metric: MetricId | null, parts: PolicyContext): Policy | null {
  // 最高补300万: money, though nobody says so.
  if (
    scene.chinese &&
    quantity.unit === 'count' &&
    quantity.scale >= 1e4 &&
    /[补奖贴助励]$/.test(scene.text.slice(0, quantity.end).replace(/[\d.,]+[十百千]?[万亿]$/, ''))
  )
    return policyOf(scene, { ...quantity, unit: 'money' }, metric, parts);
  const { before, after, group, official, ruled, rules, last } = parts;
  const clause = scene.text.slice(startOfClause(scene.text, quantity.start), endOfClause(scene.text, quantity.end));
  const themed =
    group !== null && (strong.test(group) || /扶持|支持|措施|政策|incentives?|support measures|subsid|policy|policies/i.test(group));
  const inRules = (official || ruled) && (limits.test(clause) || strong.test(clause)) && !isReported(scene, clause);
  const capOfOne = quantity.bound === 'at_most' && ofOne.test(clause) && (ruled || rules || gives.test(scene.text));
  if (scene.chinese) {
    if (asksFor(scene, quantity, strong.test(clause))) return { metric: 'subsidy', measure: 'threshold', status: 'policy' };
    const like = goesOnGiving(scene, quantity, before, last);
    if (like) return like;
  }
  if (
    metric === 'fund_size' &&
    !(quantity.unit === 'share' && gives.test(clause)) &&
    !(inRules && quantity.bound === 'at_most') &&
    !capOfOne
  )
    return fundPolicy(scene, quantity);
  if (quantity.unit === 'money' && setsAside.test(scene.text.slice(Math.max(0, quantity.start - 60), quantity.start)))
    if (/每年|each year|every year|per year|a year\b|annually/i.test(scene.text))
      return { metric: 'fund_size', measure: 'level', status: 'policy' };
  if (quantity.unit === 'money' && /\b(?:sets? aside|earmarks?|earmarked|puts? up)\s*$/i.test(scene.text.slice(0, quantity.start)))
    return { metric: 'fund_size', measure: 'level', status: 'policy' };
  if (capOfOne && quantity.unit === 'money') return { metric: 'subsidy', measure: 'cap', status: 'policy' };
  if (official && !strong.test(clause) && isReported(scene, clause)) return null;
  // “has pledged to bring its market up to 10 billion”, “names a figure for 2028: a market size of …”: papers of rules say aims too.
  if (official && !scene.chinese && !strong.test(clause)) {
    if (cuesOf(scene).some(({ at, status }) => status === 'target' && at < quantity.start)) return null;
    if (metric === 'market_size' && scene.times.length > 0) return { metric, measure: 'level', status: 'target' };
  }
  // “the median award was 35,000 yuan”: what was given is told, and rules nothing.
  if (
    !scene.chinese &&
    !official &&
    metric !== 'subsidy' &&
    tenseAt(scene.text, quantity) === 'past' &&
    !/\b(?:can|may|shall|must|will|would)\b/.test(clause)
  )
    return null;
  const rule = scene.chinese
    ? null
    : ruleInEnglish(scene, quantity, { official, group, ruled: ruled || last?.statusAsWorded === 'policy' });
  if (
    !rule &&
    !inRules &&
    (!gives.test(scene.text) || !(strong.test(scene.text) || themed || metric === 'subsidy' || metric === 'tax_relief'))
  )
    return null;
  if (quantity.unit === 'rank' || quantity.unit === 'times') return null;
  if (
    last?.statusAsWorded === 'policy' &&
    last.measure === 'cap' &&
    quantity.unit === last.unit &&
    /^(?:[^，,；;。]{0,24}\band|、|和|及)\s*$/.test(before)
  )
    return { metric: last.metric, measure: 'cap', status: 'policy' };
  // “a rebate of 20 per cent, rising to 30 per cent for …”.
  if (
    last?.statusAsWorded === 'policy' &&
    last.measure !== 'threshold' &&
    quantity.unit === last.unit &&
    /^[,，\s]*(?:rising|increasing|going up|raised|up|or|and|提高|提升|上浮|最高可?|上调)\s*(?:to|by|至|到)?\s*$/i.test(before)
  )
    return { metric: last.metric, measure: last.measure, status: 'policy' };
  if (rule && !(gives.test(scene.text) && strong.test(clause))) return rule;
  if (paid.test(scene.text)) return metric === 'subsidy' ? { metric, measure: 'level', status: 'actual' } : null;
  const given = metric === 'subsidy' || metric === 'tax_relief';
  if (isCondition(scene, quantity, before, after)) {
    return { metric: 'subsidy', measure: 'threshold', status: 'policy' };
  }
  if (quantity.unit === 'money') {
    if (fund.test(clause) && !given && metric !== null) return null;
    const near =
      inRules ||
      gives.test(clause) ||
      (/最高|不超过|上限|封顶|限额|为限|up to|limited to|no higher than|capp?ed|\bcaps?\b|maximum|ceiling|at most|no more than|not exceed/i.test(
        clause,
      ) &&
        gives.test(scene.text)) ||
      /^(?:和|及|、|,|and|or|\s)*$/.test(before);
    if (!near && !given) return null;
    const cap =
      quantity.bound === 'at_most' ||
      /上限|封顶|最高|限额|为限|limited to|no higher than|(?:cannot|\bnot)\b[^,;.]{0,24}more than|capp?ed at|ceiling|\bcaps? (?:of|at)|not exceed\w*|ceiling|maximum|limit of|不超过/i.test(
        clause,
      );
    return { metric: metric === 'tax_relief' ? 'tax_relief' : 'subsidy', measure: cap ? 'cap' : 'level', status: 'policy' };
  }
  if (quantity.unit === 'share' && (rateOf.test(before.slice(-12) + after.slice(0, 40)) || gives.test(clause))) {
    return { metric: metric === 'tax_relief' ? 'tax_relief' : 'subsidy', measure: 'share', status: 'policy' };
  }
  return rule;
}

const gift =
  /给予|奖励|补贴|补助|资助|最高|奖补|可获得?|获得|享受|发放|奖(?=\d)|\baward\w*|\bgiven\b|\bgives?\b|\breceiv\w*|\breward(?:s|ed)?\b|\bgrants?\b|\bgranted\b|\bentitled\b|\bsubsid\w+|\bup to\b|\bceiling\b|\brefund\w*|\bgets?\b|\bbonus\w*|\boffer\w*|\bqualif\w+ for\b|\beligible for\b|\bclaim\b|\bprize\w*|\breimburs\w+|\bearns? (?:a|an) /gi;

/** What must be reached before anything is given: the last word before the figure is a condition, not a gift. */
function isCondition(scene: Scene, quantity: Quantity, before: string, after: string): boolean {
  if (quantity.bound === 'at_most') return false;
  if (/^\s*(?:（含）|\(含\))?(?:以上|及以上|以下)?(?:的|时|后|者)(?!奖|补|资助|扶持|标准|比例|一次性|资金|专项|支持)/.test(after)) {
    return !new RegExp(gift.source, 'i').test(clauseLead(before)) || /(?:达到?|超过?|突破|不低于|不少于|满|高于)[^，,]{0,6}$/.test(before);
  }
  const own = clauseLead(scene.text.slice(Math.max(0, quantity.start - 80), quantity.start));
  // Bound words belong to the figure as it was read, and tell conditions too.
  const text = own + scene.text.slice(quantity.start, quantity.end);
  const given = [...own.matchAll(gift)].at(-1);
  const asked = lastMatch(text, scene.chinese ? reaching : condition);
  if (asked === null || (given && given.index > asked)) return false;
  if (!scene.chinese) return true;
  return gift.test(resetTo(gift, scene.text.slice(quantity.end, quantity.end + 80))) || /必须|须|需|要求|门槛|条件/.test(scene.text);
}

const reaching = /(?<!不)达到?|(?<!不)超过?|突破|不低于|不少于|高于|大于|满(?=\d)|逾|以上/;

function lastMatch(text: string, pattern: RegExp): number | null {
  return [...text.matchAll(new RegExp(pattern.source, 'gi'))].at(-1)?.index ?? null;
}

/** A global pattern remembers where it stopped. */
function resetTo(pattern: RegExp, text: string): string {
  pattern.lastIndex = 0;
  return text;
}

function clauseLead(lead: string): string {
  return lead.slice(Math.max(lead.lastIndexOf('，'), lead.lastIndexOf('；'), lead.lastIndexOf(';'), lead.lastIndexOf(', ')) + 1);
}

/** A fund's size is what it is, unless the sentence says what is meant to become of it. */
function fundPolicy(scene: Scene, quantity: Quantity): Policy | null {
  if (quantity.unit !== 'money') return null;
  const lead = scene.text.slice(Math.max(0, quantity.start - 60), quantity.start);
  if (
    /每年|annual(?:ly)?|each year|every year|per year|a year|年度/i.test(
      scene.text.slice(Math.max(0, quantity.start - 30), quantity.end + 20),
    ) &&
    /安排|设立|拿出|统筹|allocat|set aside|earmark|provid/i.test(scene.text)
  ) {
    return { metric: 'fund_size', measure: 'level', status: 'policy' };
  }
  if (
    budget.test(scene.text) &&
    /设立|安排|拿出|统筹|allocat|set aside|sets aside|earmark|set up|establish/i.test(scene.text) &&
    !/已(?:发放|兑现|拨付|下达)|累计|paid out|disbursed/i.test(scene.text)
  ) {
    return { metric: 'fund_size', measure: 'level', status: 'policy' };
  }
  if (
    /目标规模|目标总规模|target (?:size|amount)|targeted|targeting|拟设|拟设立|计划设立|将设立|将组建|筹建|plans? (?:a|an|the|its|another)\b|计划(?:设立|组建|发起|成立|打造)|plans? to (?:set up|establish|launch|create|raise)|will (?:set up|establish|launch|create|raise)|to be (?:set up|established|launched)|aims? to/i.test(
      lead,
    )
  ) {
    return { metric: 'fund_size', measure: 'level', status: 'target' };
  }
  return null;
}

/** Whether a title is that of a paper of rules: 若干措施, 办法, 通知, “Notice on …”, “Measures for …”. A report on such a paper is none. */
export function isOfficial(title: string): boolean {
  // “Vietnam tightens rules as short dramas boom” tells of rules and is none.
  if (tenseOf(title) !== null && !/[\u4e00-\u9fff]/.test(title)) return false;
  return /(?:措施|办法|细则|条例|规定|实施意见|政策|方案|指南|通知|公告|通告|十条|条)(?:》)?(?:的(?:通知|公告|通告))?(?:（.{1,12}）|\(.{1,12}\))?$|^关于印发|\b(?:notice|measures|rules|regulations?|guidelines?|(?:incentive|support|rebate|refund) (?:scheme|programme?|polic(?:y|ies)))\b/i.test(
    title,
  );
}

/** “Changzhou Measures for Promoting the Micro-drama Industry (Trial)”, though the reader took another line for the title. */
export function isHeadOfRules(text: string): boolean {
  return (
    text.length < 160 &&
    !/[.。]$/.test(text) &&
    /\b(?:Measures|Rules|Regulations|Guidelines|Notice|Provisions|Scheme) (?:for|on|of|to)\b/.test(text)
  );
}
