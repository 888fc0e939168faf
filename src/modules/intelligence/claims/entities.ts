/** What figures are narrowed to: platforms, companies and kinds of drama, in both languages, with canonical English names. */
import { createLexicon, type Found } from './lexicon.ts';

export type EntityKind = 'platform' | 'company' | 'kind' | 'stream' | 'industry' | 'medium';

export type Entity = { name: string; zh: string; kind: EntityKind };

/**
 * `name | zh words | further English words`. A `kind` narrows the industry (free, overseas, AI); an `stream` is a kind of income; `industry` is another one that it
 * is compared with; a `medium` is the wider field that it belongs to.
 */
const vocabulary: Record<EntityKind, string> = {
  platform: `
    Hongguo | 红果短剧 红果 红果免费短剧 | hongguo short drama; red fruit; hongguo free short drama
    Douyin | 抖音 抖音集团 | tiktok china
    Kuaishou | 快手 快手科技 | kwai
    WeChat | 微信 微信小程序 视频号 微信视频号 | weixin; wechat mini program; wechat channels
    Tencent Video | 腾讯视频 |
    iQIYI | 爱奇艺 | iqiyi
    Youku | 优酷 |
    Mango TV | 芒果TV 芒果 | mangotv
    Migu | 咪咕 咪咕视频 |
    Bilibili | 哔哩哔哩 B站 b站 | b station
    Xiaohongshu | 小红书 | rednote; red note
    Taobao | 淘宝 |
    Pinduoduo | 拼多多 多多视频 | PDD
    Baidu | 百度 百度短剧 |
    Alipay | 支付宝 |
    Meituan | 美团 |
    JD.com | 京东 | jd
    Fanqie Novel | 番茄小说 番茄 番茄畅听 | tomato novel; fanqie
    Hippo Theatre | 河马剧场 河马 | hema theatre; hippo theater; hema theater
    Xifan Theatre | 喜番 喜番短剧 | xifan
    Fengxing | 风行 |
    ReelShort | | reel short
    DramaBox | | drama box
    GoodShort | | good short
    ShortMax | | short max
    NetShort | | net short
    FlexTV | | flex tv
    DramaWave | | drama wave
    MoboReels | | moboreel
    TopShort | | top short
    Melolo | |
    Kalos TV | | kalostv
    StardustTV | | stardust tv
    TikTok | |
    YouTube | |
    Netflix | 奈飞 网飞 |
    Facebook | 脸书 | meta
    Instagram | |
  `,
  company: `
    ByteDance | 字节跳动 字节 | bytedance
    Tencent | 腾讯 |
    Alibaba | 阿里巴巴 阿里 |
    Dianzhong | 点众科技 点众 | dianzhong tech; dianzhong technology; storymatrix
    Jiuzhou | 九州文化 九州 | jiuzhou culture
    COL Group | 中文在线 | chineseall; col web; crazy maple studio
    China Literature | 阅文集团 阅文 | yuewen
    Mango Excellent Media | 芒果超媒 |
    Huace | 华策影视 华策 | huace film
    Zhangyue | 掌阅科技 掌阅 | ireader
    Xinyue Media | 新阅时代 | newreading; new reading
    Tinghua Island | 听花岛 | tinghuadao
    Mafeng | 马厩制片厂 马厩 |
    Rongliang | 容量短剧 容量 |
    Kunlun Tech | 昆仑万维 | kunlun
    Wanxing | 万兴科技 | wondershare
    Gravity Media | 引力传媒 |
    Enlight Media | 光线传媒 |
    Perfect World | 完美世界 |
  `,
  kind: `
    free micro-dramas | 免费短剧 免费微短剧 免费模式 免费 免费内容 免费平台 免费类 | free (|short |micro )(drama|model|content|title|series|show); free (segment|market|tier); ad (funded|supported) (market|segment|tier); free micro short drama; free to (watch|view|play|air) (|short |micro |vertical )(drama|title|series|show|content|model|segment|market|tier|app); free to (watch|view|air); ad supported (drama|micro drama|title); free viewing model; free ones; IAA
    paid micro-dramas | 付费短剧 付费微短剧 付费模式 付费类 付费平台 | paid (|short |micro )(drama|model|title|series|show); paid (segment|market|tier); pay per episode (drama|title|model);paid micro short drama; pay per view drama; pay to watch; paid ones
    AI micro-dramas | AI短剧 AI微短剧 AI漫剧 AI真人剧 AI真人短剧 AIGC短剧 AIGC微短剧 AI生成短剧 人工智能短剧 | AI (|generated |assisted |made )(micro short |micro |short |)(drama|title); AI generated (series|show); AIGC (micro |short |)drama
    animated micro-dramas | 漫剧 动态漫 动漫短剧 动画微短剧 动画短剧 动漫微短剧 沙雕漫 | manju; comic drama; animated (short |micro |micro short |)drama; motion comic; manhua drama
    vertical micro-dramas | 竖屏短剧 竖屏微短剧 竖屏剧 竖屏 | vertical (screen |)(micro |short |micro short |)drama; vertical screen
    horizontal micro-dramas | 横屏短剧 横屏微短剧 横屏剧 横屏 | horizontal (screen |)(micro |short |micro short |)drama; horizontal screen
    mini-program micro-dramas | 小程序短剧 小程序剧 小程序微短剧 小程序类 | mini program (micro |short |)drama
    app micro-dramas | APP短剧 独立APP短剧 端原生短剧 端原生 | app based (micro |short |)drama
    top productions | 头部 头部作品 头部项目 头部剧 精品 精品剧 精品短剧 精品微短剧 精品项目 S级 S级项目 大制作 爆款 | top (production|title|project|drama|tier production|tier drama|tier title); premium (production|title|drama|micro drama|short drama); high end production; blockbuster; boutique (drama|production|micro drama); S class
    ordinary productions | 腰部 普通 普通项目 普通短剧 中腰部 | mid tier (production|title|drama); ordinary (production|drama|title)
    translated micro-dramas | 译制剧 译制短剧 翻译剧 | translated (drama|title|series|micro drama); dubbed drama
    locally produced micro-dramas | 本土剧 本土短剧 本土原创剧 自制剧 海外本土剧 本土化短剧 | local (drama|production|original); locally (produced|made|shot) (drama|title|series|micro drama)
    male-oriented micro-dramas | 男频 男频短剧 | male (oriented|channel|skewing|targeted) (drama|title|micro drama)
    female-oriented micro-dramas | 女频 女频短剧 | female (oriented|channel|skewing|targeted) (drama|title|micro drama)
    women | 女性 女性用户 女性观众 女用户 | female (user|viewer|audience); women; female
    men | 男性 男性用户 男性观众 | male (user|viewer|audience); men; male
    older users | 银发 银发用户 老年用户 中老年 中老年用户 银发群体 | (older|elderly|senior|silver haired) (user|viewer|audience); silver generation
    young users | 年轻用户 青少年 Z世代 | young (user|viewer|audience); gen z; generation z; young people
    key micro-dramas | 重点微短剧 重点网络微短剧 重点类 | key (micro |online micro |)drama; key project
    cultural tourism micro-dramas | 文旅微短剧 文旅短剧 | (cultural |)tourism (themed |)(micro |short |)drama; travel themed micro drama
    brand micro-dramas | 品牌短剧 品牌微短剧 品牌定制短剧 定制短剧 商业定制短剧 | brand(ed|) (micro |short |)drama; (custom|customized|brand customized) (micro |short |)drama
    interactive micro-dramas | 互动短剧 互动微短剧 互动剧 | interactive (micro |short |)drama
  `,
  industry: `
    films | 电影 国产电影 院线电影 院线 影院 | film; movie; cinema; film box office; theatrical
    web films | 网络电影 网大 | (web|online|internet) (film|movie)
    long-form dramas | 长剧 长剧集 电视剧 网络剧 长视频 网剧 传统剧集 | long form (drama|video|series|content); television (drama|series); TV (drama|series|show); web (series|drama); traditional drama; long drama
    animation | 动画片 动漫 动画 | animation; anime
    games | 游戏 手游 网络游戏 | game; gaming; video game; mobile game
    web novels | 网络文学 网文 网络小说 | (web|online) (novel|literature|fiction)
    live streaming | 直播 网络直播 | live stream(ing|); livestream(ing|)
    short video | 短视频 | short (form |)video
    music | 音乐 | music
  `,
  stream: `
    advertising | 广告收入 广告变现 广告 | advertising; (advertising|ad) revenue; ads
    paid content | 付费收入 用户付费 付费内容 付费 | paid content; user payments; in app payments
    e-commerce | 电商收入 电商 | e commerce; e commerce revenue
  `,
  medium: `
    online audio-visual | 网络视听 网络视听行业 视听 | (online|internet) audio visual; audiovisual; audio visual
    online video | 网络视频 在线视频 | (online|internet) video
    film and television | 影视 影视业 影视行业 影视产业 | film and (television|tv); tv and film
    cultural industry | 文化产业 文化及相关产业 | cultural (industry|industries|sector)
  `,
};

/** Words that name a kind only beside a word of the industry or of a share: “free” alone often is something else. */
const needsCompany = new Set([
  '免费',
  '付费',
  '精品',
  '普通',
  '头部',
  '爆款',
  '芒果',
  '容量',
  '九州',
  '字节',
  '番茄',
  'meta',
  'jd',
  'men',
  'women',
  'male',
  'female',
  '音乐',
  'music',
  '动画',
  '竖屏',
  '横屏',
  'game',
  '直播',
  '电商',
  '风行',
  'blockbuster',
  '银发',
  'cinema',
  '女性',
  '男性',
  'short max',
  '马厩',
  '视听',
  '付费内容',
  '免费内容',
]);

export type EntityWord = { entity: Entity; weak: boolean };

function readVocabulary() {
  const byName = new Map<string, Entity>();
  const entries: { words: string[]; value: EntityWord }[] = [];
  for (const [kind, lines] of Object.entries(vocabulary) as [EntityKind, string][]) {
    for (const line of lines.split('\n').filter((text) => text.includes('|'))) {
      // Alternatives in brackets hold bars of their own, so the line is cut at its first two only.
      const [name, zh, more] = cutTwice(line);
      const chinese = zh.split(' ').filter((word) => word !== '');
      const entity: Entity = { name, zh: chinese[0] ?? name, kind };
      byName.set(name, entity);
      for (const word of [name, ...chinese, ...more.split(';').map((text) => text.trim())].filter((text) => text !== '')) {
        entries.push({ words: [word], value: { entity, weak: needsCompany.has(word.toLowerCase()) } });
      }
    }
  }
  return { byName, lexicon: createLexicon(entries) };
}

function cutTwice(line: string): [string, string, string] {
  const first = line.indexOf('|');
  const second = line.indexOf('|', first + 1);
  return [line.slice(0, first).trim(), line.slice(first + 1, second).trim(), line.slice(second + 1).trim()];
}

const read = readVocabulary();

/** Every entity of the vocabulary by its canonical name. */
export const entities: ReadonlyMap<string, Entity> = read.byName;

const chineseCompany =
  /(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}?(?:文化|传媒|科技|影视|集团|股份|影业|互娱|网络|娱乐)(?=[\d（(]|20|营收|收入|的|净利|发布|实现|旗下|公司|今年|去年|上半年|全年|财报|月活|第)/g;
const englishCompany =
  /\b(?:[A-Z][A-Za-z&’'-]+ ){1,3}(?:Media|Culture|Group|Tech|Technology|Technologies|Studios?|Pictures|Entertainment|Inc|Ltd|Holdings|Interactive|Films?|Network|Digital|Corp|Company)\b(?!['’]?s? (?:Institute|Research|Report))/g;
/** Apps are named in a manner of their own: FlickReels, ShortTV, DramaWave. */
const appName = /(?<![A-Za-z])(?:[A-Z][a-z]+){1,2}(?:TV|Box|Shorts?|Reels?|Wave|Max|Dramas?|Flix|Play|Time|Vibe)(?![a-z])/g;
/** Two words in one, as apps and houses are named: ReelNest, NovaShorts. Those that only count are known by their verbs and by name. */
const camelName = /(?<![A-Za-z])(?:[A-Z][a-z]+){2,3}(?![A-Za-z])/g;
/** 果果剧场, “麦穗短剧”: theatres of the small screen, and names in quotation marks. */
const theatre = /(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}剧场(?!版)/g;
const quoted = /(?<=[“"「『])[\u4e00-\u9fff]{2,5}(?:短剧|剧场|视频|小剧场)(?=[”"」』])/g;
const theatreEn = /\b(?!The\b|Vertical\b|Movie\b|Home\b|Grand\b|National\b)[A-Z][a-z]+ (?:Theat(?:er|re)|Reels?|Shorts)\b/g;

/** What stands behind a name that only reports: 据…, “according to …”, “… estimates”. */
const reports = /(?:据|根据|according to|by|cited by|from|per)\s*(?:the\s+)?$/i;
const speaks =
  /^[^，,。]{0,6}(?:预测|估算|测算|数据显示|报告|研究|统计|estimates?|forecasts?|projects|expects|predicts|data|said|reports?|research)/i;
const notNames = new Set([
  'Micro Drama',
  'MicroDrama',
  'MiniDrama',
  'ShortDrama',
  'PrimeTime',
  'ScreenTime',
  'RealTime',
  'FullTime',
  'PartTime',
  // Those that only count what others do.
  'AppGrowing',
  'AppMagic',
  'BigSpy',
  'DataEye',
  'QuestMobile',
  'SensorTower',
  'SimilarWeb',
  'MicroDramas',
  'ShortDramas',
  'LinkedIn',
  'WeChat',
  'TikTok',
  'YouTube',
]);

/** Names of the vocabulary, and names of companies and apps that it does not know but whose form says what they are. */
export function findEntities(text: string): Found<EntityWord>[] {
  const found = read.lexicon.find(text);
  const add = (pattern: RegExp, kind: EntityKind) => {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (
        notNames.has(match[0]) ||
        found.some((other) => other.start < end && start < other.end && !other.value.weak && other.value.entity.kind !== 'medium')
      )
        continue;
      if (reports.test(text.slice(Math.max(0, start - 16), start)) || speaks.test(text.slice(end, end + 20))) continue;
      found.push({ start, end, value: { entity: { name: match[0], zh: match[0], kind }, weak: false } });
    }
  };
  add(chineseCompany, 'company');
  add(englishCompany, 'company');
  add(appName, 'platform');
  add(camelName, 'platform');
  add(theatre, 'platform');
  add(quoted, 'platform');
  add(theatreEn, 'platform');
  return found.toSorted((a, b) => a.start - b.start);
}
