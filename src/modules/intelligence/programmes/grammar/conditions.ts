/** Who is eligible, from the words of a measure: what the patterns know becomes a condition, what they do not stays in its own words. */
import { createLexicon } from '../../claims/lexicon.ts';
import type { Condition } from '../words/contract.ts';
import type { FoundNumber } from './amounts.ts';
import { smallCount } from './days.ts';
import { findPlaces, hereWords } from './places.ts';

export type FoundCondition = { condition: Condition; start: number; end: number };
type Context = { here: string | null; numbers: readonly FoundNumber[] };

const platforms = createLexicon<string>([
  { value: 'CCTV', words: ['央视', '中央广播电视总台', '中央电视台', 'CCTV', '央视频', 'China Central Television'] },
  { value: 'satellite TV', words: ['卫视', '上星', '省级卫视', '上星频道', 'satellite (channel|TV)', 'provincial satellite'] },
  { value: 'Tencent Video', words: ['腾讯视频', 'Tencent Video'] },
  { value: 'iQIYI', words: ['爱奇艺', 'iQIYI'] },
  { value: 'Youku', words: ['优酷', 'Youku'] },
  { value: 'Mango TV', words: ['芒果TV', 'Mango TV'] },
  { value: 'Bilibili', words: ['哔哩哔哩', 'B站', 'Bilibili'] },
  { value: 'Migu', words: ['咪咕', 'Migu'] },
  { value: 'Douyin', words: ['抖音', 'Douyin'] },
  { value: 'Kuaishou', words: ['快手', 'Kuaishou'] },
  { value: 'Hongguo', words: ['红果短剧', '红果', 'Hongguo'] },
  { value: 'WeChat', words: ['微信小程序', '视频号', 'WeChat'] },
  { value: 'Hippo Theatre', words: ['河马剧场', 'Hippo Theat(re|er)'] },
  { value: 'ReelShort', words: ['ReelShort'] },
  { value: 'DramaBox', words: ['DramaBox'] },
  { value: 'Netflix', words: ['Netflix', '奈飞'] },
]);
/** A platform by the name that the lexicon has for it; other words stay as they are. */
export function platformName(word: string): string {
  return platforms.find(word)[0]?.value ?? word.trim();
}
const themes = createLexicon<string>([
  { value: '文旅', words: ['文旅', '文化旅游', '旅游', 'cultural tourism', 'tourism'] },
  { value: '非遗', words: ['非遗', '非物质文化遗产', 'intangible heritage', 'intangible cultural heritage'] },
  { value: '乡村振兴', words: ['乡村振兴', 'rural revitali(s|z)ation'] },
  { value: '红色', words: ['红色文化', '革命题材', '红色题材', '革命历史'] },
  { value: '历史文化', words: ['历史文化', '传统文化', '优秀传统文化', 'traditional culture', 'local history'] },
  { value: '现实题材', words: ['现实题材', '现实主义', 'realistic theme(|s)'] },
  { value: '科幻', words: ['科幻', 'science fiction'] },
  { value: '青少年', words: ['青少年', '少儿'] },
  { value: '体育', words: ['体育题材'] },
  { value: '城市形象', words: ['城市形象', '城市文化', '本土文化', '地方特色', 'local culture', "city's image"] },
]);

const place = `(?:${hereWords}|[\\u4e00-\\u9fff]{2,10}?(?:省|市|区|县)?|[A-Z][\\w’' ]{2,30}?)`;
const inside = '(?:行政区域|辖区|境内|区域|范围)?(?:内|境内)?';

const patterns: readonly { pattern: RegExp; read: (match: RegExpMatchArray, context: Context) => Condition | null }[] = [
  {
    pattern: new RegExp(
      `(?:新(?:落户|引进|设立|注册|入驻|迁入)|首次(?:落户|入驻))(?:到|至|在)?${place}?(?:的)?|newly (?:registered|established|settled)(?: in [A-Z]\\w+)?|relocat(?:e|es|ed|ing) to (?:the city|[A-Z]\\w+)`,
      'gi',
    ),
    read: (match, { here }) => ({ kind: 'newly_settled', region: regionIn(match[0], here), years: null }),
  },
  {
    pattern: new RegExp(
      `(?:(?:在|于|注册地(?:址)?(?:为|在|位于)?|工商(?:和|、)?税务(?:登记)?(?:均)?在)${place}${inside}(?:依法)?(?:登记)?(?:工商)?(?:注册|设立|登记)(?:登记|成立|并|地)?(?:纳税|、纳税)?|(?:注册地|登记注册地)(?:址)?(?:为|在|位于)${place}|${hereWords}(?:登记)?注册)|(?:legally )?(?:registered|incorporated|domiciled) (?:and paying tax(?:es)? )?(?:in|within) (?:the city|this city|the province|the district|[A-Z][\\w’']+(?: (?:City|Province|District))?)`,
      'g',
    ),
    read: (match, { here }) => {
      const region = regionIn(match[0], here);
      return region === null ? null : { kind: 'registered_in', region };
    },
  },
  {
    pattern: new RegExp(
      `(?:(?:经|由|在|通过|向)${place}(?:级)?(?:文化广电|广播电视|广电|文旅|新闻出版|文广旅|文化和旅游|网信|主管)?[\\u4e00-\\u9fff]{0,12}?(?:局|部门|厅|委)?(?:申报)?(?:重点)?(?:网络)?(?:微短剧)?(?:规划|上线|成片)?(?:备案|报备|审核|审查|立项|审批|取得.{0,8}许可证)(?:通过|登记|公示|并)?)|${hereWords}(?:完成)?(?:规划)?(?:备案|报审|送审)`,
      'g',
    ),
    read: (match, { here }) => {
      const region = regionIn(match[0], here);
      return region === null ? { kind: 'filed' } : { kind: 'filed_in', region };
    },
  },
  {
    pattern:
      /(?:filed|registered for filing|filing (?:number|completed)|obtain(?:ed|s)? (?:a |its )?filing)(?: (?:with|by|through|at) (?:the )?((?:[A-Z]\w+ )?(?:city|provincial|municipal|district)?[\w ]{0,30}(?:bureau|administration|department|authority|authorities)))?/gi,
    read: (match, { here }) => {
      const region = match[1] === undefined ? null : regionIn(match[1], here);
      return region === null ? { kind: 'filed' } : { kind: 'filed_in', region };
    },
  },
  {
    pattern:
      /(?:完成|取得|获得|办理|依法|已)(?:规划|上线|成片)?备案(?:号|登记)?|网络剧片发行许可证|《?网络微短剧发行许可证》?|网标|备案号|发行许可证?/g,
    read: () => ({ kind: 'filed' }),
  },
  {
    pattern: /重点(?:网络)?微短剧|重点微短剧|重点项目类微短剧|“?重点”?类|key micro-?(?:short )?dramas?|“key” (?:category|tier)/gi,
    read: () => ({ kind: 'tier', tiers: ['key'] }),
  },
  { pattern: /普通(?:类)?(?:网络)?微短剧|ordinary micro-?(?:short )?dramas?/gi, read: () => ({ kind: 'tier', tiers: ['ordinary'] }) },
  { pattern: /其他(?:类)?(?:网络)?微短剧/g, read: () => ({ kind: 'tier', tiers: ['other'] }) },
  {
    pattern:
      /(?:海外|境外|国际|出海)(?:主流)?(?:平台|市场|国家|地区)?[^,，、。;；]{0,8}?(?:发行|播出|上线|传播|播映|放映|推广)|出海(?:发行|作品|微短剧)?|(?:distributed|released|broadcast|shown|launched) (?:overseas|abroad|in overseas markets)/gi,
    read: () => ({ kind: 'overseas', places: [] }),
  },
  {
    pattern:
      /(?:AI|AIGC|人工智能)(?:技术)?(?:生成|制作|创作|赋能|辅助|应用)?(?:的)?(?:微短剧|短剧|漫剧|内容|作品)|AI-?(?:generated|made) (?:micro-?)?(?:short )?dramas?|made with (?:AI|artificial intelligence)/gi,
    read: () => ({ kind: 'ai_made' }),
  },
  { pattern: /规模以上|规上|限额以上|above[- ](?:the )?designated size/gi, read: () => ({ kind: 'company_size', size: 'above_size' }) },
  { pattern: /中小微|小微企业|小型微型|small and micro/gi, read: () => ({ kind: 'company_size', size: 'small' }) },
];

const awards: readonly { pattern: RegExp; level: 'international' | 'national' | 'provincial' | 'municipal' | null; named: boolean }[] = [
  {
    pattern:
      /国际级(?=[、,]|和|及|或|的)|国际(?:级|性)?(?:A类)?(?:知名)?(?:影视|电影|电视|视听|短剧)?(?:节展|节|大赛)?(?:重要)?(?:类)?(?:奖项|奖励|大奖|奖|获奖)|international (?:awards?|prizes?)/gi,
    level: 'international',
    named: false,
  },
  {
    pattern:
      /(?:国家|中央)(?:级)?[^,，、。;；给]{0,12}?(?:奖项|奖|荣誉|推优|入选|推荐|扶持|精品工程)|国家级(?=[、,]|和|及|或|的)|national[- ](?:level )?(?:awards?|prizes?)/gi,
    level: 'national',
    named: false,
  },
  {
    pattern:
      /(?:国家)?广电总局[^,，、。;；给]{0,14}?(?:推荐|评选|表彰|奖|入选|优秀|推优|名单|项目库)|NRTA[^,.;]{0,20}(?:list|selection|award)/gi,
    level: 'national',
    named: false,
  },
  {
    pattern:
      /省(?:级|部级)[^,，、。;；给]{0,12}?(?:奖项|奖|荣誉|推优|入选|推荐|精品)|省级(?=[、,]|和|及|或|的)|provincial(?:[- ]level)? (?:awards?|prizes?)/gi,
    level: 'provincial',
    named: false,
  },
  {
    pattern:
      /市级[^,，、。;；给]{0,12}?(?:奖项|奖|荣誉|推优|入选|推荐|精品)|市级(?=[、,]|和|及|或|的)|municipal(?:[- ]level)? (?:awards?|prizes?)/gi,
    level: 'municipal',
    named: false,
  },
  {
    pattern:
      /“?五个一工程”?(?:奖)?|飞天奖|金鹰奖|星光奖|白玉兰奖?|金鸡奖|华表奖|金熊猫奖|Feitian Award|Golden Eagle Award|Magnolia Award/gi,
    level: 'national',
    named: true,
  },
];

/** The conditions that a folded text names, each where it does. Numbers of the text are given, so that they are read once. */
export function findConditions(text: string, context: Context): FoundCondition[] {
  const found: FoundCondition[] = [];
  const add = (condition: Condition | null, start: number, end: number): void => {
    if (condition === null || found.some((other) => other.start < end && start < other.end && other.condition.kind === condition.kind))
      return;
    found.push({ condition, start, end });
  };
  for (const number of context.numbers) ofNumber(text, number, context, add);
  for (const { pattern, read } of patterns) {
    for (const match of text.matchAll(pattern)) add(read(match, context), match.index, match.index + match[0].length);
  }
  ofShooting(text, context, add);
  ofPlatforms(text, add);
  for (const { pattern, level, named } of awards) {
    for (const match of text.matchAll(pattern))
      add({ kind: 'award', level, name: named ? match[0].replace(/[“”"]/g, '') : null }, match.index, match.index + match[0].length);
  }
  for (const match of themes.find(text)) {
    const tail = text.slice(match.end, match.end + 8);
    if (
      /^(?:等)?(?:类)?(?:题材|主题|内容)|^(?: theme| story|-themed)/.test(tail) ||
      /(?:以|融入|展现|植入|宣传|反映|体现)[^,，。]{0,10}$/.test(text.slice(0, match.start))
    )
      add({ kind: 'theme', themes: [match.value] }, match.start, match.end);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

type Add = (condition: Condition | null, start: number, end: number) => void;

function ofNumber(text: string, number: FoundNumber, { here }: Context, add: Add): void {
  const { start, end } = number;
  const before = text.slice(Math.max(0, start - 24), start);
  if (number.is === 'threshold') {
    const kinds = {
      investment: 'investment_at_least',
      revenue: 'revenue_at_least',
      overseas_revenue: 'overseas_revenue_at_least',
      company_revenue: 'company_revenue_at_least',
    } as const;
    const lead = /[\u4e00-\u9fff\w ]{2,16}$/.exec(before)?.[0].length ?? 0;
    add({ kind: kinds[number.of], ...number.value }, start - Math.min(lead, 10), end);
  }
  if (number.is === 'shot_share') {
    const clause = clauseAround(text, start);
    const region = regionIn(clause.text, here);
    if (region !== null) add({ kind: 'shot_in', region, shareBps: number.value, days: null }, clause.start, clause.end);
  }
  if (number.is !== 'count') return;
  const { value, quantity } = number;
  if (quantity.bound === 'at_most' || quantity.bound === 'under' || quantity.bound === 'nearly' || !Number.isInteger(value) || value < 1)
    return;
  const asked =
    quantity.bound === 'at_least' ||
    quantity.bound === 'over' ||
    /(?:达到|达|满|超|不少于|不低于|以上)[^,，]{0,4}$/.test(before) ||
    /^(?:以上|及以上|起)/.test(text.slice(end));
  if (!asked) return;
  if (quantity.unit === 'episodes' && value <= 2000) add({ kind: 'episodes_at_least', count: value }, start, end);
  else if (quantity.unit === 'minutes' && value <= 10_000 && !/单集|每集|episode/i.test(before))
    add({ kind: 'minutes_at_least', minutes: value }, start, end);
  else if (quantity.unit === 'views' || /播放|点击|views|plays/i.test(before)) add({ kind: 'views_at_least', count: value }, start, end);
  else if (quantity.unit === 'days' && value <= 1000 && /拍摄|取景|shoot|film/i.test(clauseAround(text, start).text)) {
    const clause = clauseAround(text, start);
    const region = regionIn(clause.text, here);
    if (region !== null) add({ kind: 'shot_in', region, shareBps: null, days: value }, clause.start, clause.end);
  }
}

const parts: readonly (readonly [RegExp, number])[] = [
  [/三分之二|two[- ]thirds/i, 6667],
  [/三分之一|one[- ]third|a third/i, 3333],
  [/二分之一|半数|一半|half/i, 5000],
  [/四分之三|three quarters/i, 7500],
  [/全程|全部(?:镜头|场景|戏份)?|主要(?:取景|拍摄)地|entirely/i, -1],
];
/** 在…取景拍摄, with the part of it that is asked where that is said in words. */
function ofShooting(text: string, { here }: Context, add: Add): void {
  const pattern = new RegExp(
    `(?:在|于|来|赴|到)?(?:${place})${inside}(?:的)?(?:主要)?(?:实景|景区|场馆|拍摄基地)?(?:进行)?(?:取景|实景拍摄|拍摄)(?!基地|成本|费用|支出|许可)|(?:shot|filmed|shooting|filming) (?:on location )?(?:in|within) (?:the city|this city|the province|[A-Z][\\w’']+)`,
    'g',
  );
  for (const match of text.matchAll(pattern)) {
    const region = regionIn(match[0], here);
    if (region === null) continue;
    const clause = clauseAround(text, match.index);
    const part = parts.find(([word]) => word.test(clause.text))?.[1] ?? null;
    const words = /(?:不少于|不低于|超过|满|at least)\s?([一二三四五六七八九十两]{1,3}|\d{1,3})\s?(?:天|日|个工作日|days)/i.exec(
      clause.text,
    )?.[1];
    add(
      { kind: 'shot_in', region, shareBps: part === -1 ? null : part, days: words === undefined ? null : smallCount(words) },
      match.index,
      match.index + match[0].length,
    );
  }
}

const shown = /(?:首播|播出|上线|播映|首发|独播|上星|排播|播放)|broadcast|premier|stream|shown|aired|released/i;
function ofPlatforms(text: string, add: Add): void {
  const clauses = new Map<number, { names: string[]; start: number; end: number }>();
  for (const match of platforms.find(text)) {
    const clause = sentencePart(text, match.start);
    if (!shown.test(clause.text) || /重点平台/.test(clause.text)) continue;
    const own = clauses.get(clause.start) ?? { names: [], start: match.start, end: match.end };
    clauses.set(clause.start, { names: [...new Set([...own.names, match.value])], start: own.start, end: match.end });
  }
  for (const { names, start, end } of clauses.values()) add({ kind: 'broadcast_on', platforms: names.slice(0, 20) }, start, end);
  if (clauses.size > 0) return;
  const plain =
    /(?:公开|正式|已|在(?:各)?(?:主流|重点|头部)?(?:网络)?(?:视听)?平台)?(?:上线播出|首播|播出|上线(?!备案)|播映)(?:的|后|并)|(?:has been |been |is )?(?:broadcast|released online|premiered)/i.exec(
      text,
    );
  if (plain) add({ kind: 'broadcast' }, plain.index, plain.index + plain[0].length);
}

function clauseAround(text: string, at: number): { text: string; start: number; end: number } {
  return around(text, at, /[,，;；。]/g);
}
/** Names are listed with 、 and commas: only what ends a thought ends their part. */
function sentencePart(text: string, at: number): { text: string; start: number; end: number } {
  return around(text, at, /[;；。]|,(?!\d)/g);
}
function around(text: string, at: number, stop: RegExp): { text: string; start: number; end: number } {
  let start = 0;
  let end = text.length;
  for (const { index } of text.matchAll(stop)) {
    if (index < at) start = index + 1;
    else {
      end = index;
      break;
    }
  }
  return { text: text.slice(start, end), start, end };
}

const here = new RegExp(hereWords, 'i');
/** The place that a stretch names, or the programme's own where it says “this city”. */
function regionIn(text: string, own: string | null): string | null {
  const named = findPlaces(text).at(-1);
  if (named) return named.region;
  return here.test(text) || /在杭|在郑|在蓉|在渝|在沪|在京|在深|在厦|在青/.test(text) ? own : null;
}

const plain =
  /投资额|总投资|制作成本|集数|总时长|时长|播放量|点击量|票房|分账|收入|年度|总|且|微短剧|短剧|网络|视听|作品|项目|企业|公司|机构|单位|主体|制作|出品|优秀|精品|原创|优质|符合条件|的|和|与|及|或|并|且|等|在|经|由|对|给予|予以|达到|超过|以上|不低于|不少于|认定|列入|纳入|期间|内|其|该|本|首次|年度|单部|每部|micro-?(?:short )?dramas?|short dramas?|(?:production )?compan(?:y|ies)|enterprises?|works?|projects?|titles?|productions?|that|which|are|is|the|for|with|and|or|of|to|in|an?\b|eligible|qualified|original|outstanding/gi;

/** What is left of a clause of eligibility when all that was understood is taken out of it; empty where nothing of weight is. */
export function unexplained(text: string, found: readonly { start: number; end: number }[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) {
    rest += `${text.slice(at, Math.max(at, start))} `;
    at = Math.max(at, end);
  }
  rest += text.slice(at);
  const words = rest
    .replace(plain, ' ')
    .replace(/[\s、,，.。:：()（）“”"《》-]+/g, ' ')
    .trim();
  const weight = words.replace(/[\u4e00-\u9fff]/g, 'xx').replace(/\s/g, '').length;
  return weight >= 8 ? words : '';
}
