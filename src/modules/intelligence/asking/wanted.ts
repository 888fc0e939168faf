/** What the words of a question want, beside what the alias table names: a number, a place, growth, a part, a ceiling, a reason. */
import type { MetricId } from '../claims/metrics.ts';

/** It wants a number. */
export const wantsFigure =
  /how (?:many|much|big|large|long|high|fast|often|old)|what (?:is|was|were|are|will be|did|does|do) (?:the |an? |its )?(?:\w+ ){0,4}?(?:number|size|value|amount|share|rate|scale|average|total|cost|revenue|target|goal|budget)|多少|几(?:个|家|部|亿|万|成|天|集|款)|多大|多高|多长|多久|多快|规模|占比|比例|比重|百分之几|percentage|proportion/i;

/** It wants to know which place: a city, a province, a country. */
export const wantsPlace =
  /\b(?:which|what|where)\b.{0,24}\b(?:cit(?:y|ies)|regions?|provinces?|places?|districts?|governments?|countr(?:y|ies))\b|\bwhere\b|哪(?:些|个|座|几个|里|儿|一个|一座)?(?:城市|地区|地方|省|市|区|国家|国)|哪里|哪儿|何地/i;

/** It wants growth and not a level. */
export const wantsGrowth =
  /\bhow (?:fast|quickly)\b|\b(?:changed?|develop(?:ed)?|rise|rose|risen|fall|fell|declined?|shr[aiu]nk)\b|增长|增速|增幅|涨了?多少|变化|下降|下滑|上升|上涨|多快/i;

/** It wants a part of a whole and not how many. */
export const wantsShare = /占[^，。]{0,12}(?:比|多少|几)|比例|比重|占比|百分之几|percent|proportion|\bshares? of\b|what shares?/i;

/** It wants what is expected or aimed at. */
export const wantsOutlook =
  /\b(?:expect(?:s|ed)?|foresee|outlook|forecasters?|aims?|plans?|will)\b|预计|预期|预测|展望|目标|将(?:会|达|是|有)|未来/i;

/** It wants to know why, how to, or what of: nothing that one figure answers. */
export const wantsReason = /\bwhy\b|\bhow (?:do|does|can|could|should|to)\b(?! .{0,30}\bcost)|为什么|为何|如何|怎么(?!样)|怎样|原因/i;

/** It wants a cause, which is more than a passage on the same subject. */
export const wantsCause = /\bwhy\b|\breasons? (?:for|behind|of|why)\b|为什么|为何|原因/i;

/** It wants a day or a time. */
export const wantsWhen =
  /^\s*when\b|\b(?:and|but|,) when\b|\buntil when\b|\bdeadlines?\b|什么时候|何时|几月|哪(?:一)?(?:天|年|个月)|截止(?:日期|时间)/i;

/** It wants whoever or whatever comes first. */
export const wantsTop =
  /\b(?:who|which|what)\b.{0,60}\b(?:most|top|largest|biggest|leading|leads?|first|highest|fastest|quickest)\b|(?:谁|哪)[^，。]{0,16}(?:最|第一|居首|领先|榜首)|最[多高大快][^，。]{0,8}(?:谁|哪)/i;

/** It counts things, and does not ask for money or time. */
export const wantsCount = /\bhow many\b|多少(?=[^钱元亿万，。？?\s])|几[个家部款座集名位]/i;

/** Of a policy: the most that somebody may get, or what it takes to get anything. */
const wantsCeiling =
  /(?:最多|最高|上限|封顶)[^，。]{0,8}(?:拿|领|获|得|给|补|奖|申请)|能(?:拿|领|得)(?:到)?多少|(?:at most|how much)(?: \w+){0,3} (?:can|could|may|does|do|will) .{0,40}\b(?:get|receive|obtain|claim|granted|apply)\b/i;
const namesCeiling = /上限|封顶|最高|最多|\b(?:caps?|capped|ceilings?|maximum|limits?|at most|up to)\b/i;
const namesThreshold = /门槛|起点|至少要|最低要求|\b(?:thresholds?|minimum|eligible|qualify)\b/i;

/** Which bound of a policy is asked for, null for none. */
export function boundMeant(question: string): 'cap' | 'threshold' | null {
  if (namesThreshold.test(question)) return 'threshold';
  return wantsCeiling.test(question) || namesCeiling.test(question) ? 'cap' : null;
}

const wantsPay = /(?:一天|每天|一日)[^，。]{0,6}(?:多少钱|挣|赚|薪)|\b(?:earn|paid|pay)\b.{0,20}\b(?:a|per) day\b/i;

/** Time that is spent on watching, however it is asked for. */
const wantsTime =
  /看多(?:久|长时间)|多长时间.{0,6}看|how (?:much time|long) (?:do|does|did) .{0,40}(?:watch|spend|view)|(?:minutes|hours) (?:a|per) day/i;

const wantsDays = /(?:拍|制作|杀青)[^，。]{0,10}(?:几天|多少天|多久)|how (?:long|many days) .{0,30}\b(?:shoot|film|make|produce)/i;

/** Metrics that a turn of phrase asks for without naming them. */
export function metricsMeant(question: string): MetricId[] {
  const meant: MetricId[] = [];
  if (wantsCeiling.test(question)) meant.push('subsidy');
  if (wantsTime.test(question)) meant.push('usage_time');
  if (/how many (?:people|persons).{0,20}\b(?:work|employed)|多少人(?:从事|就业|工作)/i.test(question)) meant.push('practitioners');
  if (wantsDays.test(question)) meant.push('project_days');
  if (wantsPay.test(question)) meant.push('other', 'price');
  return meant;
}

/** Words of questions that say nothing of what is asked. */
export const idleWords =
  'a an the of in on at by for to from with and or but if so is are was were be been being do does did done how many much what which who whom whose when where why ' +
  'will would can could should may might must shall has have had having it its this that these those there here as into than then about over under between during before after since until ' +
  'large big long high small low fast old often size number amount total figure figures say says said saying tell told me us we our you your they them their he she his her i my please give gives given gave ' +
  'get gets got getting expect expects become becomes became reach reaches reached reaching year month week day half first second third quarter according any some all each per most more less least so far now only also just even ' +
  'current currently latest today recent recently claim claims report reports source sources know known think thought come comes came make makes made making ' +
  'industry sector business drama dramas mean means meant show shows showed find finds found exist exists happen happened happening go goes going went take takes took taken one two end ends people person someone anybody ' +
  'january february march april june july august september october november december value worth city cities region regions place places province provinces country countries area ' +
  'percentage percent proportion ratio watch watches watching watched use used uses using raise raised affect affects face faces facing drive drives driving help helps cause want wants need needs ' +
  'kind kinds sort type types offer offers offered provide provides provided set sets setting up down out off bring brings brought earn earns earned pay pays paid spend spends spent spending cost costs ' +
  'produce produces produced producing hold holds held keep keeps kept put puts run runs running work works working grow grows grew growing change changes changed compare compared comparison ' +
  'time times there name names named list top best good better main important different between same new last next past ago still already yet ever never soon later early earlier while whether not no yes ' +
  'average overall altogether typical typically usual usually roughly approximately exactly estimate estimated forecaster forecasters analyst analysts researcher researchers expert experts ' +
  'look looks like such very really quite vs versus trend trends fastest quickest slowest highest lowest maximum minimum cap caps capped ceiling ceilings limit limits threshold thresholds eligible rise rises rose risen fall falls fell fallen currency unit billion million thousand yuan dollar dollars rmb usd launched launch start started begin began open opened';

/** The same in Chinese: turns of phrase anywhere; single signs only at the ends of what is left, so that 日薪 stays a word. */
export const idleRuns =
  /多少钱|一天|门槛|上限|封顶|截止|趋势|走势|变化|上升|上涨|下降|下滑|对比|有多少|是多少|达到多少|多少|几个|几家|几部|几亿|几天|哪些|哪个|哪家|哪一个|哪一|哪座|哪里|哪儿|什么时候|什么|怎么样|怎样|怎么|如何|为什么|为何|是否|有没有|请问|告诉我|介绍|一下|关于|目前|现在|最新|最近|今年|去年|明年|年底|年末|上半年|下半年|一年|一周|一个月|每年|每天|每月|人均|平均|截至|达到|达|到了|会有|将会|能够|可以|应该|根据|来源|数据|数字|情况|报告|谁说|谁|说法|说|行业|产业|城市|地区|地方|省份|国家|提供|提出|出台|设立|推出|有多大|多大|多高|多长|多久|多快|大概|总共|一共|全部|全年|总额|总量|总数|最多|最高|最少|最低|最大|我们|你们|他们|这个|那个|以及|并且|还有|或者|因为|所以|主要|比例|比重|百分之|同比|环比|其中|面临|接待|投放|属于|分别|相比|以来|之间|左右|需要|花费|拍一部|一部|一家|一个|的|了|吗|呢|吧|啊|是|在|有|和|与|及|对|为|由|从|向|把|被|也|都|就|还|又|占|哪|几/g;
export const idleEnds =
  /^[年月日个家部里上下中内会能做请给省市到拿于会要将共其每该此]+|[年月日个家部里上下中内会能做请给省市到拿于要将共其每该此]+$/g;
