/** People who are online and people who watch: both are counted in one breath, and the words beside the figure say which they are. */
import type { Quantity } from '../quantities/quantity.ts';
import type { MetricId } from './metrics.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Scene } from './scene.ts';

const watches =
  /\b(?:watch(?:e[sd]|ing)?|view(?:ed|ing)|follow(?:s|ed|ing)?|tun(?:e|ed|ing) in(?: to)?|use[sd]?|using|enjoy\w*|consum(?:e|ed|ing)|stream(?:ed|ing)?)\b[^.;。；]{0,40}?\b(?:dramas?|series|serials?|them|microdramas?|minidramas?|format|genre)\b|\b(?:dramas?|series)['’]? (?:viewers?|users?|audiences?|fans)\b|(?:[看刷追]过?|观看|收看|使用|接触|消费)(?:的是|了|着)?[^，。；,;]{0,10}(?:短剧|漫剧)|(?:短剧|漫剧)的?(?:用户|观众|受众)/i;
const reaches =
  /(?:\b(?:dramas?|series|microdramas?)\b[^.;。；,，]{0,24}\b(?:reach(?:e[sd]|ing)?|attract\w*|dr[ae]w[ns]?|w[io]n|hook\w*|captur\w+)\s+(?:over|more than|nearly|about|some|almost|around|an audience of)?\s*$)|(?:短剧|漫剧)[^，。；,;]{0,12}(?:走进|触达|覆盖|吸引|圈粉|收获|拥有|俘获)了?\s*$/i;
const online = /网民|互联网用户|网络用户|internet users?|netizens?|(?:people|users?) online|web users?|online population/i;
/** Figures that the words of who watches may take over. */
const yields = new Set<MetricId | null>([
  'internet_users',
  'population',
  'titles',
  'practitioners',
  'market_size',
  'other',
  'project_days',
  null,
]);

/** The metric of a count of people by who they are; `metric` where nothing says it. `before` and `after` reach to its neighbours. */
export function audienceOf(scene: Scene, quantity: Quantity, metric: MetricId | null, before: string, after: string): MetricId | null {
  const many = quantity.low ?? quantity.high ?? 0;
  if (!(quantity.unit === 'people' || (quantity.unit === 'count' && quantity.unitWord === null && many >= 1e5))) return metric;
  const told = scene.text.slice(quantity.start, quantity.end);
  const behind = scene.text.slice(quantity.end, quantity.end + 24);
  // “696 million of China's 1.123 billion internet users watch them”: the first watch, the second are all.
  const wholeNext = /^\s*(?:people |netizens |users )?(?:out )?of\s+(?:[\w’']+\s+){0,4}$/i.test(after);
  const partBefore = /^\s*(?:people |netizens |users )?(?:out )?of\s+(?:[\w’']+\s+){0,4}$/i.test(before);
  const isOnline = online.test(told) || /^(?:的)?(?:网民|互联网用户)|^\s*(?:internet users|netizens|online)\b/i.test(behind);
  if (wholeNext && yields.has(metric) && watches.test(scene.text) && online.test(scene.text.slice(quantity.end))) return 'users';
  if (partBefore && isOnline) return 'internet_users';
  // 在11.23亿网民中，有……: the whole that others are counted of.
  if (isOnline && /^(?:的)?(?:网民)?(?:当?中|里|之中)/.test(behind)) return 'internet_users';
  if (!yields.has(metric)) return metric;
  const stretch = `${before.slice(-60)} ${told} ${
    after
      .replace(/^\s*,\s*/, '')
      .slice(0, 60)
      .split(/[，；。;]|,\s/)[0]!
  }`;
  if (reaches.test(before) || watches.test(stretch)) return 'users';
  return metric;
}

/** “Companies registered with ‘short drama’ in their name” are companies and no filings of titles. */
const registered =
  /\b(?:compan(?:y|ies)|firms?|enterprises?|businesses)\b[^.;,]{0,40}\bregist|\bregistered (?:[\w-]+ ){0,3}(?:companies|firms|enterprises|businesses)|(?:企业|公司)[^，。；]{0,12}注册|注册(?:的|成立)?[^，。；]{0,12}(?:企业|公司)/i;

/** “… than the micro-drama market, at 54 billion yuan”. */
const ofTheirMarket =
  /(?:短剧|漫剧|dramas?)(?:['’]s?)?\s*(?:market|industry|business|市场规模|市场)[,，]?\s*(?:at|of|with|worth|which (?:was|is)|为|达|是)?\s*$/i;

/** What money of other industries is: what cinemas take is their box office, whatever the verb. */
export function ownMetric(scene: Scene, quantity: Quantity, metric: MetricId, entity: string | null): MetricId {
  if (metric === 'filings' && quantity.unit !== 'titles' && registered.test(scene.text)) return 'companies';
  if (
    entity === 'films' &&
    quantity.unit === 'money' &&
    (metric === 'revenue' || metric === 'market_size' || metric === 'consumption' || metric === 'other') &&
    !/产业|产值|industry|production cost|subsid|fund|invest/i.test(scene.text)
  )
    return 'box_office';
  // “… behind the 50.44 billion of micro-dramas”, “while micro-dramas took 50.44 billion”: of a market, though beside the box office.
  if (metric === 'box_office' && entity === null && quantity.unit === 'money') {
    const clause = scene.text.slice(startOfClause(scene.text, quantity.start), endOfClause(scene.text, quantity.end));
    const lead = scene.text.slice(Math.max(0, quantity.start - 48), quantity.start);
    if (ofTheirMarket.test(lead)) return 'market_size';
    if (!/票房|box[- ]office|takings|receipts|ticket/i.test(clause) && /短剧|漫剧|dramas?\b/i.test(clause)) return 'market_size';
  }
  return metric;
}
