import type { Unit } from './quantity.ts';

/** Classifiers and nouns that stand right behind a Chinese number. `个` and `次` are told apart by what stands around them. */
const chinese: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  people: [
    '用户',
    '网民',
    '观众',
    '粉丝',
    '人口',
    '会员',
    '从业者',
    '从业人员',
    '名',
    '人',
    '位(?!数|居|列|于|次)',
    '员工',
    '创作者',
    '日活',
    '月活',
  ],
  companies: ['家', '户(?:企业|公司|商户)', '企业', '公司', '机构'],
  titles: ['部', '剧目', '作品', '短剧', '微短剧', '剧本'],
  episodes: ['集(?!中|团|合|群|聚|体|资|成|结|市|采|约)'],
  materials: ['条', '组', '素材', '支(?!持|付|撑|出)'],
  apps: ['款', '应用', '平台'],
  downloads: ['次下载', '下载'],
  minutes: ['分钟', '小时', '个小时', '秒钟?', '分(?=/|每)'],
  days: ['天(?!津|猫|府|桥|河|下|然|使|空|气)', '个工作日', '工作日', '日(?=内|均|之内)'],
  orders: ['单(?!个|一|位|日|月|部|集|剧|价|次|条|独|品|笔|元)', '笔', '订单'],
  places: ['座(?!谈)', '处(?!理|于|罚|置|分|在)', '城市', '国家', '地区'],
  views: ['播放', '次播放', '人次观看'],
  count: [
    '人次',
    '次(?!元|于|日|年|月|要|级)',
    '项',
    '种',
    '个',
    '亩',
    '平方米',
    '平米',
    '间',
    '倍速',
    '件',
    '届',
    '起(?!步|到|来)',
    '篇',
    '万字',
    '字',
    '台',
    '套',
    '场(?!景|面|所)',
    '批',
    '类',
    '期',
    '季',
    '户',
    '米',
    '公里',
    '吨',
    '股',
    '份',
    '大(?!量|多|幅|家|型|会|厦|学|力|关|盘|增|涨|降|跌|于|概|约|致|都|部|半|片)',
    '字节',
    '岁',
    '码',
    '轮',
    '只',
    '张',
    '道',
    '层',
    '句',
    '首',
    '幕',
    '对',
    '度',
    '点',
  ],
};
/** Nouns whose plural closes an English phrase behind a number: “132 new micro-short dramas”, “30,000 industry professionals”. */
const english: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  people: [
    'people',
    'persons',
    'users',
    'netizens',
    'viewers',
    'subscribers',
    'members',
    'professionals',
    'practitioners',
    'workers',
    'employees',
    'staff',
    'actors',
    'actresses',
    'directors',
    'screenwriters',
    'writers',
    'creators',
    'consumers',
    'customers',
    'followers',
    'fans',
    'residents',
    'jobs',
    'extras',
    'participants',
    'visitors',
    'accounts',
    'influencers',
    'individuals',
    'graduates',
    'trainees',
    'students',
    'actives',
    'hires',
    'posts',
    'translators',
    'editors',
    'teachers',
    'buyers',
    'delegates',
    'attendees',
    'tourists',
    'adults',
    'teenagers',
    'households',
    'respondents',
    'listeners',
    'readers',
    'crew',
    'inhabitants',
    'talents',
  ],
  companies: [
    'companies',
    'firms',
    'enterprises',
    'businesses',
    'studios',
    'producers',
    'institutions',
    'organi[sz]ations',
    'agencies',
    'startups',
    'start-ups',
    'corporations',
    'distributors',
    'advertisers',
    'investors',
    'entities',
    'teams',
    'houses',
    'outfits',
    'labels',
    'vendors',
    'makers',
    'exhibitors',
    'brands',
    'publishers',
    'developers',
    'operators',
  ],
  titles: [
    'titles',
    'dramas',
    'micro-dramas',
    'microdramas',
    'productions',
    'series',
    'works',
    'shows',
    'films',
    'movies',
    'programs',
    'programmes',
    'projects',
    'scripts',
    'shorts',
    'mini-dramas',
    'minidramas',
    'stories',
    'filings',
    'originals',
    'verticals',
    'serials',
    'remakes',
    'adaptations',
    'features',
    'releases',
    'pilots',
    'screenplays',
  ],
  episodes: ['episodes'],
  materials: ['materials', 'creatives', 'ads', 'advertisements', 'adverts', 'commercials', 'creative assets'],
  apps: ['apps', 'applications', 'platforms'],
  downloads: ['downloads', 'installs', 'installations'],
  views: ['views', 'plays', 'streams', 'impressions', 'clicks', 'hits', 'viewings', 'playbacks', 'likes'],
  minutes: ['minutes', 'mins?', 'minute', 'hours', 'hour', 'hrs?', 'seconds', 'second', 'secs?'],
  days: ['days', 'day', 'working days', 'business days'],
  orders: ['orders', 'transactions', 'purchases', 'payments'],
  places: [
    'bases',
    'places',
    'cities',
    'countries',
    'regions',
    'markets',
    'provinces',
    'districts',
    'sets',
    'venues',
    'sites',
    'locations',
    'towns',
    'parks',
    'villages',
    'counties',
    'territories',
    'hubs',
    'centers',
    'centres',
  ],
  count: [
    'times',
    'square met(?:er|re)s',
    'square feet',
    'mu',
    'items',
    'policies',
    'measures',
    'awards',
    'languages',
    'scenes',
    'genres',
    'words',
    'characters',
    'categories',
    'types',
    'spots',
    'places',
    'seats',
    'slots',
    'positions',
    'sessions',
    'events',
    'cases',
    'copies',
    'deals',
    'rounds',
    'pieces',
    'trips',
    'visits',
  ],
};
/** Minutes in one: times of watching come in hours, minutes and seconds. */
const minutesIn: readonly (readonly [RegExp, { times: bigint; over: bigint }])[] = [
  [/小时|hour|hr/i, { times: 60n, over: 1n }],
  [/秒|sec/i, { times: 1n, over: 60n }],
];

export type Counted = {
  readonly unit: Unit;
  readonly word: string;
  readonly end: number;
  /** What the number is multiplied and divided by to come to the base unit, of hours and seconds. */
  readonly by: { readonly times: bigint; readonly over: bigint } | null;
};

type Entry = readonly [Unit, string];
const entries = (table: Readonly<Partial<Record<Unit, readonly string[]>>>): Entry[] =>
  (Object.entries(table) as [Unit, string[]][])
    .flatMap(([unit, words]) => words.map((word): Entry => [unit, word]))
    .toSorted((a, b) => bare(b[1]) - bare(a[1]));
const bare = (word: string) => word.replace(/\(\?.*?\)/g, '').length;

const chineseWords = entries(chinese);
const chineseAt = new RegExp(` ?(?:${chineseWords.map(([, word]) => `(${word})`).join('|')})`, 'y');
const englishUnits = new Map<string, Unit>();
const englishPatterns: (readonly [RegExp, Unit])[] = [];
for (const [unit, word] of entries(english)) {
  if (/^[a-z-]+$/.test(word)) {
    if (!englishUnits.has(word)) englishUnits.set(word, unit);
  } else englishPatterns.push([new RegExp(`^(?:${word})$`), unit]);
}

// What a piece of text is about when a classifier alone does not say it: the first that fits.
const nounsOf: readonly (readonly [RegExp, Unit])[] = [
  [
    /^(?:[\u4e00-\u9fff]{0,6}?)(?:城市|国家|地区|市场|省份|省|区县|基地|园区|拍摄地|取景地|场景|县|镇|村|片场|影棚|摄影棚|服务中心|产业园)/,
    'places',
  ],
  [/^(?:[\u4e00-\u9fff]{0,6}?)(?:App|APP|app|应用|平台|小程序)/, 'apps'],
  [/^(?:[\u4e00-\u9fff]{0,6}?)(?:企业|公司|机构|厂牌|工作室|团队|制作方)/, 'companies'],
  [/^(?:[\u4e00-\u9fff]{0,6}?)(?:剧目|短剧|作品|剧本|漫剧|项目)/, 'titles'],
  [/^(?:[\u4e00-\u9fff]{0,4}?)(?:岗位|用户|账号|会员|就业)/, 'people'],
  [/^(?:[\u4e00-\u9fff]{0,4}?)(?:素材|创意|广告)/, 'materials'],
];
/** What is sized in money and named after dramas. */
const ofMoney = /^[\u4e00-\u9fff]{0,2}?(?:市场|赛道|产业|行业|基金|生意|大盘|蓝海|蛋糕|规模|盘子|风口|红利)/;

/** 拍摄基地二十三家: what is counted stands in front. */
const placesBefore =
  /(?:基地|园区|产业园|片场|影棚|摄影棚|取景地|拍摄地|影视城|服务中心|孵化器)(?:已?达到?|已有|共有|共|有|为|总计|合计|超过?|近|逾|约|至少)*$/;
const viewsNear = /播放|观看|点击|浏览|收看|曝光/;
const lastOf = /^[\s\S]*(播放|观看|点击|浏览|收看|曝光|下载|安装)/;
const downloadsNear = /下载|安装/;

/** The classifier or noun right behind a number that a Chinese text counts with. */
export function chineseUnitAt(text: string, at: number, numeral: number): Counted | null {
  chineseAt.lastIndex = at;
  const found = chineseAt.exec(text);
  if (!found) return null;
  // 370亿微短剧市场, 3亿短剧子基金: of money, whatever they are about.
  if (/^(?:微?短剧|漫剧|作品|剧目)$/.test(found[0].trim()) && ofMoney.test(text.slice(chineseAt.lastIndex, chineseAt.lastIndex + 6)))
    return null;
  const [own] = chineseWords[found.findIndex((part, index) => index > 0 && part !== undefined) - 1]!;
  const word = found[0].trim();
  const end = chineseAt.lastIndex;
  const counted = { unit: own, word, end, by: own === 'minutes' ? minutes(word) : null };
  if (own === 'companies' && word === '家')
    return {
      ...counted,
      unit:
        unitOfNoun(text, end, ['apps', 'places']) ?? (placesBefore.test(text.slice(Math.max(0, numeral - 14), numeral)) ? 'places' : own),
    };
  // 清理片段数万条: what is counted by 条 is material of advertising only where somebody says so.
  if (word === '条' && !/素材|广告|创意|投放|投流|物料|买量/.test(text.slice(Math.max(0, numeral - 60), end + 12)))
    return { ...counted, unit: 'count' };
  if (word === '条' || word === '组' || word === '支')
    return /^[\u4e00-\u9fff]{0,6}?(?:措施|政策|意见|产线|建议|规定|标准|线路|数据|规则)/.test(text.slice(end, end + 10))
      ? { ...counted, unit: 'count' }
      : counted;
  if (word === '部') return /^(?:手机|法律|法规|规章|文件)/.test(text.slice(end, end + 3)) ? { ...counted, unit: 'count' } : counted;
  if (word === '个' || word === '件' || word === '项') return { ...counted, unit: unitOfNoun(text, end) ?? own };
  if (word === '款') return /^(?:游戏|产品|车)/.test(text.slice(end, end + 2)) ? { ...counted, unit: 'count' } : counted;
  if (word === '人次' || word === '次') {
    // What was said of it before, else what follows in the same clause.
    for (const near of [text.slice(Math.max(0, numeral - 12), numeral), /^[^,，。;；、]{0,6}/.exec(text.slice(end, end + 6))![0]]) {
      if (downloadsNear.test(near)) return { ...counted, unit: 'downloads' };
      if (viewsNear.test(near)) return { ...counted, unit: 'views' };
    }
    // 播放量破3亿次的，奖励20万元；破10亿次的…: hundreds of millions of times are what was last spoken of.
    const far =
      word === '次' && /[万亿]/.test(text.slice(numeral, at)) ? lastOf.exec(text.slice(Math.max(0, numeral - 80), numeral))?.[1] : null;
    if (far) return { ...counted, unit: downloadsNear.test(far) ? 'downloads' : 'views' };
  }
  return counted;
}

function unitOfNoun(text: string, at: number, only?: readonly Unit[]): Unit | null {
  const behind = text.slice(at, at + 12);
  for (const [noun, unit] of nounsOf) if ((only === undefined || only.includes(unit)) && noun.test(behind)) return unit;
  return null;
}

const minutes = (word: string) => minutesIn.find(([pattern]) => pattern.test(word))?.[1] ?? null;

const wordAt = /(?: |-)?(?:"|“)?([A-Za-z][A-Za-z0-9'’]*(?:-[A-Za-z0-9]+)*)(?:"|”)?/y;
// Where a phrase behind a number ends: what follows belongs to another.
const stops = new Set(
  (
    'of in to from for that which who with by at on is was are were be been will would has have had as than or per a an the this these those its their his her it if when while where into over under between among ' +
    'during since until through up down year-on-year yoy annually monthly daily compared versus vs but so not more less can could may might should reached reaching rose grew fell including about around ' +
    'watch watches watched tuned pay pays say said prefer came come comes live lived spend spent now already also still regularly follow follows followed use uses'
  ).split(' '),
);
const atOnce = new Set<Unit>(['minutes', 'days']);

/** The noun that an English number counts: the head of the phrase behind it, at most eight words away. */
export function englishUnitAt(text: string, at: number): Counted | null {
  let end = at;
  let best: Counted | null = null;
  for (let words = 0; words < 8; words += 1) {
    wordAt.lastIndex = end;
    const found = wordAt.exec(text);
    if (!found) break;
    const word = found[1]!.toLowerCase();
    if (word === 'and' || word === '&') {
      if (best) break;
    } else if (stops.has(word) || (best && /[a-z]ed$/.test(word))) break;
    // “6.03 million pieces of ad material”: of what the pieces are.
    const pieces = /^(?:pieces|items|sets|units|batches)$/.test(word)
      ? /^ of (?:[a-z-]+ ){0,3}?(material|creative|content|drama|title|episode)s?\b/i.exec(text.slice(wordAt.lastIndex))
      : null;
    if (pieces)
      return { unit: unitOfWord(`${pieces[1]!.toLowerCase()}s`) ?? 'count', word, end: wordAt.lastIndex + pieces[0].length, by: null };
    const unit = unitOfWord(word);
    if (unit && (!atOnce.has(unit) || words === 0 || word.endsWith('s')))
      best = { unit, word: found[1]!, end: wordAt.lastIndex, by: unit === 'minutes' ? minutes(word) : null };
    end = wordAt.lastIndex;
    if (unit && atOnce.has(unit)) break;
    if (/^[,.;:!?()[\]，。；：]/.test(text.slice(end, end + 1))) break;
  }
  return best;
}

function unitOfWord(word: string): Unit | null {
  const own = englishUnits.get(word) ?? englishUnits.get(word.slice(word.lastIndexOf('-') + 1));
  return own ?? englishPatterns.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}
