/**
 * Words of the field that mean the same, in Chinese and English: one table for search and for answers. Words are written as people
 * write them; matching folds width, case, hyphens and English plurals, so `micro-short dramas` is `micro short drama`.
 */

export type AliasGroup = {
  readonly id: string;
  readonly words: readonly string[];
};

export const aliasGroups: readonly AliasGroup[] = [
  {
    id: 'micro_drama',
    words: [
      '微短剧',
      '网络微短剧',
      '竖屏短剧',
      '竖屏剧',
      '短剧',
      '小程序剧',
      'micro-short drama',
      'micro short drama',
      'micro-drama',
      'microdrama',
      'mini-drama',
      'minidrama',
      'short drama',
      'vertical drama',
      'vertical-screen drama',
      'duanju',
    ],
  },
  {
    id: 'market_size',
    words: [
      '市场规模',
      '产业规模',
      '行业规模',
      '市场体量',
      '总规模',
      '规模',
      'market size',
      'market value',
      'size of the market',
      'scale of the market',
      'market scale',
      'industry size',
    ],
  },
  { id: 'market', words: ['市场', 'market'] },
  { id: 'revenue', words: ['营收', '营业收入', '收入', '内购', '内购收入', 'revenue', 'in-app purchase', 'income', 'turnover', 'earning'] },
  { id: 'box_office', words: ['票房', 'box office', 'box-office revenue'] },
  {
    id: 'users',
    words: ['用户规模', '用户数', '用户数量', '用户', '网民', '观众', '观看者', 'user base', 'user', 'viewer', 'audience', 'viewership'],
  },
  { id: 'paying_users', words: ['付费用户', 'paying user', 'paid user', 'subscriber'] },
  { id: 'internet_users', words: ['网民', '网络用户', '互联网用户', 'internet user', 'netizen'] },
  { id: 'penetration', words: ['渗透率', '使用率', '普及率', '覆盖率', 'penetration', 'penetration rate', 'usage rate'] },
  { id: 'mau', words: ['月活', '月活跃用户', '月活用户', '月活跃', 'mau', 'monthly active user', 'monthly active', 'monthly user'] },
  { id: 'dau', words: ['日活', '日活跃用户', '日活用户', '日活跃', 'dau', 'daily active user', 'daily active', 'daily user'] },
  {
    id: 'usage_time',
    words: [
      '使用时长',
      '观看时长',
      '时长',
      '看多久',
      '看多长时间',
      'usage time',
      'time spent',
      'viewing time',
      'watch time',
      'minutes per day',
      'minutes a day',
    ],
  },
  { id: 'downloads', words: ['下载量', '下载', '安装量', 'download', 'install', 'installation'] },
  { id: 'views', words: ['播放量', '观看量', '播放', '点击量', 'play', 'view'] },
  {
    id: 'ad_spend',
    words: [
      '投流',
      '投流费用',
      '买量',
      '广告投放',
      '广告支出',
      '投放金额',
      '推广费用',
      'ad spend',
      'ad spending',
      'advertising spend',
      'advertising expenditure',
      'traffic buying',
      'advertising',
    ],
  },
  {
    id: 'ad_materials',
    words: ['素材', '广告素材', '投放素材', '素材量', 'creative', 'ad creative', 'ad material', 'advertising material'],
  },
  {
    id: 'companies',
    words: ['企业', '公司', '制作公司', '制作机构', '机构', '厂商', 'company', 'enterprise', 'firm', 'studio', 'production company'],
  },
  {
    id: 'practitioners',
    words: [
      '从业人员',
      '从业者',
      '就业',
      '岗位',
      '演员',
      '群演',
      '群众演员',
      '特约演员',
      'practitioner',
      'professional',
      'employee',
      'employment',
      'job',
      'worker',
    ],
  },
  { id: 'titles', words: ['部数', '剧目', '作品', '上线', '产量', 'title', 'production', 'series', 'output', 'work'] },
  { id: 'filings', words: ['备案', '规划备案', '备案公示', 'filing', 'filed', 'registration', 'registered'] },
  {
    id: 'production_cost',
    words: ['制作成本', '成本', '制作费', '拍摄成本', '单部成本', 'production cost', 'cost', 'production budget', 'budget'],
  },
  { id: 'paying_rate', words: ['付费率', '付费转化率', '付费比例', 'paying rate', 'paying ratio', 'conversion rate'] },
  { id: 'pay', words: ['日薪', '片酬', '薪酬', '工资', '薪资', 'wage', 'salary', 'pay rate', 'daily pay'] },
  {
    id: 'shooting_days',
    words: ['拍摄周期', '制作周期', '拍摄天数', '要拍几天', '拍几天', 'shooting day', 'shoot', 'shooting cycle', 'shooting schedule'],
  },
  { id: 'price', words: ['价格', '单价', '售价', 'price', 'pricing'] },
  { id: 'market_share', words: ['市场份额', '市占率', '占比', '份额', 'market share', 'share', 'proportion'] },
  {
    id: 'growth',
    words: [
      '增长率',
      '增速',
      '增长',
      '同比增长',
      '同比',
      '涨幅',
      '增幅',
      '复合增长率',
      'growth',
      'grow',
      'grew',
      'growth rate',
      'increase',
      'year-on-year',
      'cagr',
    ],
  },
  { id: 'rank', words: ['排名', '位居', '排行', '名列', '居首', 'rank', 'ranking', 'ranked', 'largest', 'biggest'] },
  {
    id: 'subsidy',
    words: [
      '补贴',
      '补助',
      '奖励',
      '扶持',
      '扶持资金',
      '资助',
      '奖补',
      '支持政策',
      '扶持政策',
      '专项资金',
      '政策',
      'subsidy',
      'subsidies',
      'grant',
      'incentive',
      'financial incentive',
      'financial support',
      'reward',
      'award',
      'supportive policy',
      'supportive policies',
      'support policy',
      'policy',
      'policies',
    ],
  },
  { id: 'fund', words: ['基金', '子基金', '引导基金', '产业基金', 'fund', 'sub-fund', 'guidance fund'] },
  { id: 'investment', words: ['投资', '融资', '投入', '资本', 'investment', 'invest', 'investor', 'financing', 'funding', 'capital'] },
  { id: 'tax_relief', words: ['税收', '税收优惠', '减税', '退税', 'tax', 'tax relief', 'tax rebate', 'tax credit'] },
  {
    id: 'shooting_bases',
    words: ['拍摄基地', '影视基地', '基地', '产业园', '园区', 'shooting base', 'film base', 'studio base', 'base', 'industrial park'],
  },
  {
    id: 'overseas',
    words: [
      '出海',
      '海外',
      '境外',
      '海外市场',
      '出口',
      'overseas',
      'abroad',
      'export',
      'outside china',
      'global expansion',
      'international',
      'going global',
    ],
  },
  {
    id: 'regulation',
    words: ['监管', '广电总局', '审查', '管理办法', '治理', 'regulation', 'regulator', 'regulatory', 'nrta', 'oversight', 'compliance'],
  },
  { id: 'platform', words: ['平台', 'platform', 'app', 'application'] },
  { id: 'ai', words: ['ai', '人工智能', 'aigc', '生成式', 'artificial intelligence', 'ai-generated', 'generative ai', 'generative'] },
  { id: 'free_drama', words: ['免费短剧', '免费模式', '免费', 'free drama', 'free short drama', 'free'] },
  { id: 'paid_drama', words: ['付费短剧', '付费模式', '付费', 'paid drama', 'pay-per-episode', 'paid'] },
  { id: 'revenue_sharing', words: ['分账', '分成', '分账收入', 'revenue sharing', 'revenue-sharing', 'revenue share'] },
  { id: 'quality', words: ['精品化', '精品', '质量', '品质', 'quality', 'high-quality', 'premium'] },
  { id: 'forecast', words: ['预计', '预测', '有望', '将达', 'forecast', 'projected', 'expected', 'projection', 'prediction', 'predicted'] },
  { id: 'target', words: ['目标', '力争', '计划', 'target', 'goal', 'aim', 'plan'] },
  { id: 'film', words: ['电影', '影院', 'film', 'cinema', 'movie'] },
  { id: 'director', words: ['导演', 'director'] },
  { id: 'episodes', words: ['集数', '单集', '分集', 'episode'] },
  { id: 'tourism', words: ['文旅', '旅游', 'tourism', 'travel'] },
  {
    id: 'challenge',
    words: [
      '挑战',
      '困境',
      '难题',
      '问题',
      '不足',
      '风险',
      '隐忧',
      '短板',
      'challenge',
      'difficulty',
      'difficulties',
      'problem',
      'weakness',
      'risk',
      'concern',
      'hurdle',
    ],
  },
  { id: 'government', words: ['政府', '市政府', '官方', 'government', 'municipal government', 'authorities'] },
  { id: 'hongguo', words: ['红果', '红果短剧', '红果免费短剧', 'hongguo', 'red fruit'] },
  { id: 'douyin', words: ['抖音', 'douyin'] },
  { id: 'kuaishou', words: ['快手', 'kuaishou', 'kwai'] },
  { id: 'tencent', words: ['腾讯', '腾讯视频', 'tencent', 'tencent video'] },
  { id: 'iqiyi', words: ['爱奇艺', 'iqiyi'] },
  { id: 'bytedance', words: ['字节跳动', '字节', 'bytedance'] },
  { id: 'reelshort', words: ['reelshort'] },
  { id: 'dramabox', words: ['dramabox'] },
  { id: 'dataeye', words: ['dataeye', '剧查查'] },
  { id: 'cnnic', words: ['cnnic', '中国互联网络信息中心', 'china internet network information center'] },
  { id: 'iimedia', words: ['艾媒', '艾媒咨询', 'iimedia', 'iimedia research'] },
  { id: 'endata', words: ['艺恩', '艺恩数据', 'endata'] },
  { id: 'questmobile', words: ['questmobile'] },
  {
    id: 'arpu',
    words: [
      '单用户收入',
      '单用户月均收入',
      '每用户平均收入',
      'arpu',
      'arppu',
      'average revenue per user',
      'average revenue per paying user',
      'revenue per user',
    ],
  },
  { id: 'removed', words: ['下架', 'taken down', 'take down', 'took down', 'takedown', 'delisted', 'removed'] },
  {
    id: 'closed',
    words: ['注销', '倒闭', '关停', '停业', '破产', 'closed', 'closed down', 'shut down', 'deregistered', 'bankrupt', 'bankruptcy'],
  },
  {
    id: 'recouped',
    words: [
      '回本',
      '收回成本',
      '收不回成本',
      '盈利',
      '赚钱',
      '亏损',
      'recover',
      'recoup',
      'break even',
      'profitable',
      'make money',
      'lose money',
    ],
  },
  {
    id: 'validity',
    words: ['有效期', '施行', '起施行', '生效', '失效', '到期', 'in force', 'into force', 'take effect', 'expire', 'expiry', 'valid until'],
  },
  { id: 'deadline', words: ['申报', '申报时间', '受理', '截止日期', '截止时间', 'deadline', 'application period', 'apply by'] },
  { id: 'gender', words: ['女性', '男性', 'women', 'men', 'woman', 'female', 'male'] },
  { id: 'extras', words: ['群演', '群众演员', '特约演员'] },
  { id: 'china', words: ['中国', '全国', '我国', '国内', 'china', 'chinese', 'domestic', 'nationwide', 'national'] },
  { id: 'beijing', words: ['北京', 'beijing'] },
  { id: 'shanghai', words: ['上海', 'shanghai'] },
  { id: 'guangzhou', words: ['广州', 'guangzhou'] },
  { id: 'shenzhen', words: ['深圳', 'shenzhen'] },
  { id: 'hangzhou', words: ['杭州', 'hangzhou'] },
  { id: 'zhengzhou', words: ['郑州', 'zhengzhou'] },
  { id: 'henan', words: ['河南', 'henan'] },
  { id: 'xian', words: ['西安', "xi'an", 'xian'] },
  { id: 'shaanxi', words: ['陕西', 'shaanxi'] },
  { id: 'zhejiang', words: ['浙江', 'zhejiang'] },
  { id: 'guangdong', words: ['广东', 'guangdong'] },
  { id: 'sichuan', words: ['四川', 'sichuan'] },
  { id: 'chengdu', words: ['成都', 'chengdu'] },
  { id: 'chongqing', words: ['重庆', 'chongqing'] },
  { id: 'changsha', words: ['长沙', 'changsha'] },
  { id: 'hunan', words: ['湖南', 'hunan'] },
  { id: 'hubei', words: ['湖北', 'hubei'] },
  { id: 'wuhan', words: ['武汉', 'wuhan'] },
  { id: 'jiangsu', words: ['江苏', 'jiangsu'] },
  { id: 'nanjing', words: ['南京', 'nanjing'] },
  { id: 'suzhou', words: ['苏州', 'suzhou'] },
  { id: 'wuxi', words: ['无锡', 'wuxi'] },
  { id: 'shandong', words: ['山东', 'shandong'] },
  { id: 'qingdao', words: ['青岛', 'qingdao'] },
  { id: 'jinan', words: ['济南', 'jinan'] },
  { id: 'fujian', words: ['福建', 'fujian'] },
  { id: 'xiamen', words: ['厦门', 'xiamen'] },
  { id: 'hainan', words: ['海南', 'hainan'] },
  { id: 'yunnan', words: ['云南', 'yunnan'] },
  { id: 'hengdian', words: ['横店', 'hengdian'] },
  { id: 'linping', words: ['临平', 'linping'] },
  { id: 'hong_kong', words: ['香港', 'hong kong'] },
  { id: 'taiwan', words: ['台湾', 'taiwan'] },
  { id: 'united_states', words: ['美国', '北美', 'united states', 'u.s.', 'us market', 'america', 'north america'] },
  { id: 'japan', words: ['日本', 'japan'] },
  { id: 'korea', words: ['韩国', 'south korea', 'korea'] },
  { id: 'southeast_asia', words: ['东南亚', 'southeast asia', 'south-east asia'] },
  { id: 'indonesia', words: ['印度尼西亚', '印尼', 'indonesia'] },
  { id: 'thailand', words: ['泰国', 'thailand'] },
  { id: 'india', words: ['印度', 'india'] },
  { id: 'europe', words: ['欧洲', 'europe'] },
];

/** A text as aliases are matched in it: NFKC, lower case, hyphens as spaces, white space single, English plurals cut. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\-‐‑–]+/g, ' ')
    .replaceAll(/\b[a-z]{3,}s\b/g, (word) => singular(word));
}

/** An English word in the singular, as far as an ending tells: companies, studios, but not business or series. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|series)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

type Entry = { word: string; groups: string[]; latin: boolean };
const entries: readonly Entry[] = (() => {
  const byWord = new Map<string, Entry>();
  for (const { id, words } of aliasGroups)
    for (const written of words) {
      const word = foldWords(written);
      const entry = byWord.get(word) ?? { word, groups: [], latin: /^[a-z]/.test(word) };
      entry.groups.push(id);
      byWord.set(word, entry);
    }
  return [...byWord.values()].toSorted((a, b) => b.word.length - a.word.length);
})();
const byFirst = Map.groupBy(entries, ({ word }) => word[0]!);

/** A stretch of a folded text that is one of the table's words, and the groups that it belongs to. */
export type AliasHit = { start: number; end: number; groups: readonly string[] };

/** The table's words in a folded text (see foldWords), the longest first where they overlap, in the order of the text. */
export function aliasesIn(folded: string): AliasHit[] {
  const hits: AliasHit[] = [];
  let at = 0;
  while (at < folded.length) {
    const hit = byFirst.get(folded[at]!)?.find((entry) => stands(folded, at, entry));
    if (hit === undefined) {
      at += 1;
      continue;
    }
    hits.push({ start: at, end: at + hit.word.length, groups: hit.groups });
    at += hit.word.length;
  }
  return hits;
}

/** Latin words stand between word boundaries: `app` is not in `happy`. */
function stands(folded: string, at: number, { word, latin }: Entry): boolean {
  if (!folded.startsWith(word, at)) return false;
  if (!latin) return true;
  return !isWordPart(folded[at - 1]) && !isWordPart(folded[at + word.length]);
}
function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
