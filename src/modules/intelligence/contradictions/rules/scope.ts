/**
 * What the words around a figure say it is of, beyond what the claim has: which notion of its metric, and whether anything narrows it
 * that the grammar could not name. Figures of different notions are not compared; what may be of a part is compared with nothing.
 */
import type { Claim } from '../../claims/claim.ts';
import { findEntities } from '../../claims/entities.ts';
import type { MetricId } from '../../claims/metrics.ts';
import { endOfClause, startOfClause } from '../../claims/places.ts';
import { regionWords } from '../../claims/regions.ts';
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

/** Words that say “a part of it” without saying which that the vocabulary knows. */
const narrowing =
  /细分|板块|子(?:行业|赛道|市场)|单一|部分|该(?:平台|公司|企业|类|项目|地|市|省|区)|某|旗下|小程序|独立\s?app|头部|腰部|免费|付费|广告(?:驱动|模式)|出海|海外|境外|全市|全省|全区|当地|本地|样本|受访|抽样|榜单|上榜|\bsegments?\b|\bsub-?(?:sector|market|segment|genre)s?\b|\bniche\b|\bcategory\b|\b(?:pay|ad|ads|subscription|advertising)[- ](?:per|funded|supported|driven|based|tier)|\bfree\b|\bpaid\b|\bpaying\b|\bpay-per|\bthe (?:platform|company|app|firm|group|studio|city|district|province|county|park|base|cluster)\b|\bits\b|\boverseas\b|\babroad\b|\boutside (?:of )?china\b|\bsurveyed\b|\bsampled?\b|\brespondents?\b|\bon the list\b|\bsnapshot\b|\blocal\b/i;
/** A place of the administration that no gazetteer has: 临海市, 青山湖区. */
const unknownPlace = /[\u4e00-\u9fff]{2,4}(?:市(?![场值民占面])|省(?![去略])|县|区(?![域间块别分]))/;
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

/** What every title speaks of and few figures are of. */
const qualities = new Set(['top productions', 'ordinary productions', 'short video', 'live streaming', 'games', 'animation', 'music']);

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

/** Whether a figure that names nobody and no place may yet be of a part, by the words of its clause, its heading or its title. */
export function mayBePart(claim: Claim, document: ReadDocument, known: Map<string, boolean>): boolean {
  if (!comparable.has(claim.metric) || claim.entity !== null) return false;
  const paragraph = document.paragraphs[claim.paragraph];
  if (!paragraph) return false;
  const { clause } = around(claim, paragraph.text);
  // 从20万元升至……: where it began, at a time that is not told.
  if (
    fromWhere.test(paragraph.text.slice(0, claim.textStart)) &&
    !/\d{4}|年|year|month/.test(paragraph.text.slice(claim.textEnd, claim.textEnd + 14))
  )
    return true;
  if (paragraph.kind !== 'row' && narrowing.test(clause) && claim.region !== 'Overseas') return true;
  if (claim.region !== null) return false;
  if (unknownPlace.test(clause)) return true;
  return ofPart(document.title, known) || (paragraph.group !== null && ofPart(paragraph.group, known));
}
