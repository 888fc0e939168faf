/**
 * What the words around a figure say it is of, beyond what the claim has: which notion of its metric, and whether anything narrows it
 * that the grammar could not name. Figures of different notions are not compared; what may be of a part is compared with nothing.
 */
import type { Claim } from '../../claims/claim.ts';
import { findEntities } from '../../claims/entities.ts';
import type { MetricId } from '../../claims/metrics.ts';
import { endOfClause, startOfClause, staysWith } from '../../claims/places.ts';
import { regionWords } from '../../claims/regions.ts';
import { metricsIn } from '../../claims/scene.ts';
import type { ReadDocument } from '../../reading/document.ts';

type Notion = readonly [name: string, pattern: RegExp];
const sums: readonly Notion[] = [
  ['planned', /预算|计划(?:营收|收入|投入)|\bbudget(?:ed|s)?\b|\bplanned\b/i],
  [
    'cumulated',
    /累计|累积|总计(?:已|超)|历史(?:总|累)|\bcumulative(?:ly)?\b|\bso far\b|\bto date\b|\blifetime\b|\ball[- ]time\b|\bsince launch/i,
  ],
  ['daily', /单日|日均|每天|每日|\b(?:a|per|each|every) day\b|\bdaily\b/i],
  ['monthly', /单月|月均|每月|当月|\b(?:a|per|each|every) month\b|\bmonthly\b|\bin the month\b/i],
];
const newly: Notion = ['new', /新增|新注册|新成立|新设|净增|\bnew(?:ly)?\b|\badditional\b|\bnet (?:gain|increase)\b/i];
const money: readonly Notion[] = [
  ['gross', /毛(?:收入|利)|总流水|\bgross\b/i],
  ['net', /净(?:收入|利|额)|\bnet\b/i],
  ['turnover', /流水|充值|GMV|交易额|\btop[- ]?ups?\b|\brecharge/i],
  ['payout', /分账|分成|\bpayouts?\b|revenue[- ]sharing/i],
];
/** By metric, the notions of it that are counted apart; the first that the words have is meant. */
const notions: Partial<Record<MetricId, readonly Notion[]>> = {
  market_size: [
    ['driven', /带动|拉动|衍生|周边|关联产业|相关产业|\brelated\b|\bderivative|\bspill|\bdriv(?:e|es|ing|en)\b|\bknock-on/i],
    ['chain', /产业链|全链条|上下游|(?:industrial|industry|value|supply) chain/i],
    ['output', /产值|增加值|\boutput\b|value added|added value/i],
    ...money,
    ...sums,
  ],
  revenue: [...money, ...sums],
  box_office: [['season', /暑期|春节|国庆|五一|元旦|档期?(?=票房|内)|\bsummer\b|\bholiday|\bseason\b|golden week/i], ...sums],
  consumption: sums,
  users: [newly, ['registered', /注册|\bregistered\b/i], ...sums],
  paying_users: [newly, ...sums],
  companies: [newly, ['exiting', /注销|吊销|退出|\bclosed\b|\bdissolved\b|\bderegistered\b/i], ...sums],
  practitioners: [
    newly,
    ['indirect', /间接|带动就业|\bindirect/i],
    ['direct', /直接|\bdirect(?:ly)?\b/i],
    ['actors', /演员|群演|\bactors?\b|\bextras\b/i],
    ['writers', /编剧|\b(?:screen|script)?writers?\b/i],
  ],
  titles: [newly, ...sums],
  filings: sums,
  downloads: sums,
  views: sums,
  ad_spend: sums,
  investment: sums,
  usage_time: [
    ['monthly', /月均|每月|人均月|\bmonthly\b|\b(?:a|per) month\b/i],
    ['session', /单次|每次|\bper session|\bsession/i],
  ],
  production_cost: [
    ['episode', /单集|每集|per episode|an episode/i],
    ['minute', /每分钟|分钟成本|per minute|a minute/i],
    ['promotion', /投流|营销|推广|promotion|marketing|advertis/i],
  ],
};

/** The text around a claim, as far as it is known: its own clause, and its sentence up to the end of that. */
function around(claim: Claim, text: string): { clause: string; sentence: string } {
  const start = Math.max(claim.sentenceStart, startOfClause(text, claim.textStart));
  const end = Math.min(claim.sentenceEnd, endOfClause(text, claim.textEnd));
  return { clause: text.slice(start, end), sentence: text.slice(claim.sentenceStart, end) };
}

/** Names the notion of its metric that a figure is of; empty for the plain one. */
export function notionOf(claim: Claim, text: string): string {
  const own = notions[claim.metric];
  if (own === undefined || text === '') return '';
  const { clause, sentence } = around(claim, text);
  const found = own.find(([, pattern]) => pattern.test(clause));
  if (found) return found[0];
  // What grows, and what stands behind a comma, is of what the sentence began with.
  if (claim.metric === 'market_size' && /市场|market/i.test(clause) && claim.measure === 'level') return '';
  const lead = own.filter(([name]) => ['driven', 'chain', 'output', 'gross', 'net', 'turnover'].includes(name));
  return lead.find(([, pattern]) => pattern.test(sentence))?.[0] ?? '';
}

/** The sentence that a claim stands in; empty where the text is not known. */
const sentenceOf = (claim: Claim, text: string): string => text.slice(claim.sentenceStart, claim.sentenceEnd);

/** 竖屏短剧 is another name of all of them, unless those that lie are spoken of as well. */
export function entityIn(claim: Claim, text: string): string | null {
  // 付费率, “paying users”: who pays is what they are of, and narrows nothing.
  if (claim.entity === 'paid content' && ['paying_rate', 'paying_users', 'arpu'].includes(claim.metric)) return null;
  return claim.entity === 'vertical micro-dramas' && !/横屏|\bhorizontal/i.test(sentenceOf(claim, text)) ? null : claim.entity;
}

/** 互联网普及率, “internet penetration”: how many are online, not how many of those watch. */
export const ofInternet = (claim: Claim, text: string): boolean =>
  claim.metric === 'penetration' &&
  /(?:互联网|网络)普及率|上网率|\binternet (?:penetration|adoption|coverage)\b|\bonline penetration\b/i.test(around(claim, text).clause);

/** What is somebody's where nobody is named: the revenue of a company that a text is about, the titles of a studio. */
const somebodys = new Set<MetricId>([
  'revenue',
  'titles',
  'views',
  'downloads',
  'mau',
  'dau',
  'investment',
  'price',
  'arpu',
  'episodes',
  'ad_materials',
  'box_office',
]);
const ofAll =
  /所有|全部|合计|总体|\ball (?:standalone |the |short-?drama |micro-?drama |such )*(?:apps|platforms|companies)\b|\btogether\b|\bas a whole\b|行业|产业|全国|我国|中国|国内|全网|整体|大盘|全球|全世界|市场|票房|\bindustry|\bsector|\bnation|\bchin(?:a|ese)\b|\bcountry|\bglobal|\bworldwide|\bmarkets?\b|\bbox[- ]office|(?:^|[,;:]\s*)(?:in (?:the \w+ (?:half|quarter) of )?\d{4},? )?(?:micro|short)[- ]?dramas? [a-z]+ /i;

/** Whether a figure without a name is most likely that of whom its text is about: compared with others of the same family alone. */
export function isOwn(claim: Claim, text: string): boolean {
  if (text === '' || claim.entity !== null || claim.measure === 'share' || !somebodys.has(claim.metric)) return false;
  if (claim.region !== null && claim.region !== 'China') return false;
  return !ofAll.test(sentenceOf(claim, text));
}

/** Metrics that their unit names: 家 are companies, 部 titles. */
const byUnit = new Set<MetricId>(['companies', 'titles', 'filings', 'apps', 'episodes', 'downloads', 'views', 'ad_materials', 'rank']);

/** 其中AI微短剧占……, “free dramas accounted for …”: a part of what the sentence before was about, of its time. */
const leans =
  /\b(?:accounted|accounts|accounting) for\b|\bma(?:d|k)es? up\b|\bcontributed\b|\brepresented\b|\bof (?:this|that|these|those|which)\b|\bthe (?:rest|remaining|other)\b|占|贡献|其中|其余/i;

/** Whether a claim leans on the sentence before it in its paragraph, which is of the same thing and time. */
function leansOn(claims: readonly Claim[], at: number, text: string): boolean {
  const claim = claims[at]!;
  if (!staysWith({ text: sentenceOf(claim, text) }) && !leans.test(sentenceOf(claim, text))) return false;
  let before = at - 1;
  while (before >= 0 && claims[before]!.paragraph === claim.paragraph && claims[before]!.sentenceStart === claim.sentenceStart) before -= 1;
  const last = claims[before];
  if (!last || last.paragraph !== claim.paragraph) return false;
  return claims.some(
    (other) =>
      other.paragraph === last.paragraph &&
      other.sentenceStart === last.sentenceStart &&
      other.metric === claim.metric &&
      other.period === claim.period,
  );
}

const ofBusiness = /\bbusiness\b|\bturn(?:s|ed|ing)? over\b|\bturnover\b|生意|盘子/i;

/** Whether a claim's sentence says what it is of; where the text is not known it is taken to. */
export function namesMetric(claims: readonly Claim[], at: number, text: string): boolean {
  const claim = claims[at]!;
  if (text === '' || byUnit.has(claim.metric)) return true;
  const sentence = sentenceOf(claim, text);
  return (
    metricsIn(sentence).includes(claim.metric) ||
    staysWith({ text: sentence }) ||
    (claim.metric === 'market_size' && ofBusiness.test(sentence)) ||
    leansOn(claims, at, text)
  );
}

const relative =
  /今年|去年|前年|上年|本年|同年|当年|上半年|下半年|季度|本月|上月|同期|近[一两三四五六七八九十\d]+年|\b(?:this|last|previous|prior|same|that) (?:year|half|quarter|month)\b|\bfirst half\b|\bsecond half\b|\bquarter\b|\ba year (?:earlier|ago|before)\b/i;

/** Whether a claim's own sentence has words for the time that it is of. */
export function namesTime(claim: Claim, text: string): boolean {
  if (text === '' || claim.period === null) return true;
  const sentence = sentenceOf(claim, text);
  const years = claim.period.split('..').map((part) => part.slice(0, 4));
  return relative.test(sentence) || sentence.includes(years.at(-1)!) || (years.length > 1 && sentence.includes(years[0]!));
}

/** Whether a claim's sentence says the time that it is of, or goes on with one that does. */
export const saysPeriod = (claims: readonly Claim[], at: number, text: string): boolean =>
  namesTime(claims[at]!, text) || leansOn(claims, at, text) || isOnlyYear(claims[at]!, text);

/** Whether the paragraph up to the claim speaks of no other year than the claim's. */
function isOnlyYear({ period, sentenceEnd }: Claim, text: string): boolean {
  const years = new Set(text.slice(0, sentenceEnd).match(/(?<!\d)20[0-4]\d(?!\d)/g));
  return period !== null && years.size === 1 && years.has(period.slice(-4)) && period.length === 4;
}

/** Words that say “a part of it” without saying which that the vocabulary knows. */
const narrowing =
  /细分|板块|子(?:行业|赛道|市场)|单一|部分|该(?:平台|公司|企业|类|项目)|某|旗下|小程序|独立\s?app|头部|腰部|免费|付费|广告(?:驱动|模式)|出海|海外|境外|样本|受访|抽样|榜单|上榜|\bsegments?\b|\bsub-?(?:sector|market|segment|genre)s?\b|\bniche\b|\bcategory\b|\b(?:pay|ad|ads|subscription|advertising)[- ](?:per|funded|supported|driven|based|tier)|\bfree\b|\bpaid\b|\bpaying\b|\bpay-per|\bthe (?:platform|company|app|firm|group|studio)\b|\boverseas\b|\babroad\b|\boutside (?:of )?china\b|\bsurveyed\b|\bsampled?\b|\brespondents?\b|\bon the list\b|\bsnapshot\b/i;
/** What makes users paying ones narrows nothing of those. */
const paying = /付费|\bpa(?:ying|id)\b/gi;
/** Words that go back to a place: they narrow nothing where the place is known. */
const thatPlace =
  /该(?:地|市|省|区)|全市|全省|全区|当地|本地|\bthe (?:city|district|province|county|park|base|cluster)\b|\bits\b|\blocal\b/i;
/** A place of the administration that no gazetteer has: 临海市, 青山湖区. */
const unknownPlace = /[\u4e00-\u9fff]{2,4}(?:市(?![场值民占面])|省(?![去略])|县|区(?![域间块别分]))/;
/** The same in English: “Linhai's market”, “in Qiaotou”; what names a time, a language or a list is none. */
const foreignPlace =
  /\b(?:[Ii]n|[Aa]cross|[Aa]round|[Tt]hroughout) (?!January|February|March|April|May|June|July|August|September|October|November|December|China|Chinese|Asia|Q[1-4]|H[12]|RMB|CNY|USD|US|Mandarin|English|Top|Table|Figure|Group|Core|Spring|Summer|Autumn|Fall|Winter)[A-Z][a-z]+\b(?! (?:Research|Institute|Report))|\b(?!China|It|That|This|There|Here|What|Today|Year|Last|Next|Industry|Market|Sector)[A-Z][a-z]{3,}['’]s (?:[a-z-]+ ){0,3}(?:market|industry|sector|companies|users|revenue|output)\b/;
const fromWhere = /(?:从|由|自|\bfrom)(?:最初|此前|原来|过去)?的?(?: about| around| some| just| only| under| a)?\s*$/i;
const country = new Set(['China', 'Global']);
/** What is told of all where nothing narrows it: for these it matters. */
const comparable = new Set<MetricId>([
  'market_size',
  'revenue',
  'consumption',
  'users',
  'paying_users',
  'penetration',
  'usage_time',
  'ad_spend',
  'ad_materials',
  'companies',
  'practitioners',
  'titles',
  'filings',
  'downloads',
  'views',
  'apps',
  'investment',
  'production_cost',
]);
const narrows = new Set(['platform', 'company', 'kind', 'industry']);

/** What every title speaks of and few figures are of; and what is another name of the whole. */
const qualities = new Set([
  'top productions',
  'ordinary productions',
  'short video',
  'live streaming',
  'games',
  'animation',
  'music',
  'vertical micro-dramas',
]);

/** Whether a title or heading is of a part: a city, a platform, a kind. */
function ofPart(text: string, known: Map<string, boolean>): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  const part =
    regionWords.find(text).some(({ value }) => !value.weak && !country.has(value.region)) ||
    findEntities(text).some(({ value }) => !value.weak && narrows.has(value.entity.kind) && !qualities.has(value.entity.name));
  known.set(text, part);
  return part;
}

const ofIndustry =
  /微短剧|短剧|漫剧|行业|产业|全国|我国|中国|国内|micro[- ]?(?:short )?dramas?|short[- ]dramas?|mini[- ]?dramas?|\bindustry|\bsector|\bnation|\bchin(?:a|ese)\b/i;

/** Whether the sentence before in the paragraph is of a part and this one names nothing: it may well go on with that. */
function goesOnWithPart(claims: readonly Claim[], at: number, text: string): boolean {
  const claim = claims[at]!;
  if (ofIndustry.test(sentenceOf(claim, text))) return false;
  let before = at - 1;
  while (before >= 0 && claims[before]!.sentenceStart === claim.sentenceStart && claims[before]!.paragraph === claim.paragraph) before -= 1;
  const last = claims[before];
  if (!last || last.paragraph !== claim.paragraph) return false;
  return (last.region !== null && !country.has(last.region)) || last.entity !== null;
}

/** 从20万元升至……: where something began, told as of the same time as what became of it. Of no time at all, then. */
export function isBeginning(claims: readonly Claim[], at: number, text: string): boolean {
  const claim = claims[at]!;
  if (!fromWhere.test(text.slice(0, claim.textStart))) return false;
  const next = claims[at + 1];
  return (
    claim.period === null ||
    (next !== undefined && next.sentenceStart === claim.sentenceStart && next.metric === claim.metric && next.period === claim.period)
  );
}

/** Figures that say themselves that they were counted anew. */
const revised =
  /修订|上修|下修|修正为|更正为|重新核算|最终核[实定]|经核定|核定(?:后|数)|初步(?:统计|数据|核算)|快报|\brevis(?:ed|es|ion)|\brestated\b|\bcorrected\b|\brecount|\bpreliminary\b|\bprovisional\b|\bfinal count\b/i;
export const isRevised = ({ claim, text }: { claim: Claim; text: string }): boolean =>
  revised.test(text.slice(claim.sentenceStart, claim.sentenceEnd));

/** “… 13 times as large in 2024 as in 2021: it went from A to B”: of two years told, an end that has the beginning's has the wrong one. */
export function isMisdated(claims: readonly Claim[], at: number, text: string): boolean {
  const [claim, before] = [claims[at]!, claims[at - 1]];
  if (!before || before.sentenceStart !== claim.sentenceStart || !isBeginning(claims, at - 1, text)) return false;
  return new Set(sentenceOf(claim, text).match(/(?<!\d)20[0-4]\d(?!\d)/g)).size > 1;
}

/** “That was wrong. The correct figure is …”, 勘误: what a text takes back it does not claim. */
const corrects =
  /\b(?:that|this|it|which|figure) (?:was|is) (?:wrong|incorrect|inaccurate|an error|a mistake|a typo)\b|\bthe correct (?:figure|number|amount)\b|\bshould (?:have read|read|have been)\b|\bmisprint|\berroneously\b|更正|勘误|系笔误|误写|误作|误为|误将|有误/i;
const correction = /^\W*(?:correction|corrected|erratum|corrigendum)\b|^[【[]?(?:更正|勘误)|(?:更正|勘误)(?:声明|启事|说明)?$/i;
/** Whether a figure stands in a text that takes one back: which of them still holds is not for rules to say. */
export const isTakenBack = (text: string, title: string): boolean => corrects.test(text) || correction.test(title);

/** Whether a figure that names nobody and no place may yet be of a part, by the words of its clause, its heading or its title. */
export function mayBePart(
  at: number,
  { claims, document }: { claims: readonly Claim[]; document: ReadDocument },
  known: Map<string, boolean>,
): boolean {
  const claim = claims[at]!;
  const paragraph = document.paragraphs[claim.paragraph];
  if (!paragraph || !comparable.has(claim.metric) || entityIn(claim, paragraph.text) !== null) return false;
  const beside = around(claim, paragraph.text).clause;
  const clause = claim.metric === 'paying_users' ? beside.replace(paying, '') : beside;
  const placed = claim.region !== null && !country.has(claim.region);
  if (paragraph.kind !== 'row' && claim.region !== 'Overseas' && (narrowing.test(clause) || (!placed && thatPlace.test(clause))))
    return true;
  if (claim.region !== null) return false;
  if (unknownPlace.test(clause) || foreignPlace.test(clause)) return true;
  if (paragraph.kind !== 'row' && goesOnWithPart(claims, at, paragraph.text)) return true;
  return ofPart(document.title, known) || (paragraph.group !== null && ofPart(paragraph.group, known));
}
