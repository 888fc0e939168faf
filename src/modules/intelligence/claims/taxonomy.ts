/**
 * The reviewed taxonomy: what figures of this industry are of, the words that name it in both languages, the units that fit it, and
 * how its values behave. Grammar, series and contradictions read it; a new metric is added here and in metrics.ts alone.
 */
import type { Unit } from '../quantities/quantity.ts';
import type { MetricId } from './metrics.ts';

/**
 * `flow` accumulates over its period (revenue of a year); `stock` stands at its end (companies); `rate` is a ratio; `each` is of one
 * piece (the cost of a title); `order` a place in an order.
 */
export type Total = 'flow' | 'stock' | 'rate' | 'each' | 'order';

export type MetricEntry = {
  en: string;
  zh: string;
  /** What its values may be in; `count` is a number without a noun. The first is its own. */
  units: readonly Unit[];
  total: Total;
  /** Whether the values of parts sum to that of the whole in the same period. */
  adds: boolean;
  /** Words that name it. */
  words: readonly string[];
  /** Words that name it only where nothing better is near. */
  weak?: readonly string[];
};

export const taxonomy: Record<MetricId, MetricEntry> = {
  market_size: {
    en: 'Market size',
    zh: '市场规模',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      市场规模; 市场总规模; 产业规模; 产业总规模; 行业规模; 行业总规模; 市场体量; 产业产值; 行业产值; 总产值; 年产值;
      产值; 市场价值; 市场总额; 市场总量; 市场总值; 市场空间; 产业链规模; 市场容量; 大盘规模; 经济规模; 产业价值; 总规模;
      market (size|value|scale|volume|valuation|worth); (industry|sector) (size|scale|value|output);
      (size|scale|value|worth) of the (|domestic |global |overall )(|market|industry|sector); output value; gross output;
      addressable market; market was worth; market is worth; market opportunity; market be worth;
    `),
    weak: words(`
      市场; 规模; 产业; 行业; 大盘; 赛道; 体量;
      market; industry; sector; worth; valued at; economy;
    `),
  },
  revenue: {
    en: 'Revenue',
    zh: '收入',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      营收; 收入; 总营收; 营业收入; 总收入; 收入规模; 营收规模; 流水; 总流水; 充值流水; 充值; 充值规模; 充值金额;
      内购收入; 内购; 广告收入; 销售额; 销售收入; 付费收入; 分账收入; 分账; 分账金额; 分账总额; 分账规模; 分成; 创收;
      变现收入; 净收入; 海外收入; 交易额;
      GMV; revenue;
      (|total |gross |net |operating |advertising |ad |subscription )(revenue|income|sales|turnover|earnings|proceeds|receipts);
      in app purchase; (in app |)purchase revenue; IAP; revenue sharing payout; payout; top up; recharge; takings;
      consumer revenue; monetization; monetisation;
    `),
    weak: words(`
      盈利; 吸金; 入账;
      gross; grossed; grossing; earned; earning; generated; generating; generate; sold;
    `),
  },
  box_office: {
    en: 'Box office',
    zh: '票房',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      票房; 总票房; 票房收入; 票房规模; 票房总额;
      box office; box office (revenue|receipts|takings|gross|income|earnings);
      (film|movie|cinema|theatrical) (takings|receipts|gross|ticket sales|revenue|earnings); ticket sales;
    `),
  },
  consumption: {
    en: 'Consumption',
    zh: '消费',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      消费; 消费额; 消费规模; 带动消费; 拉动消费; 文旅消费; 消费总额; 旅游收入; 消费支出;
      consumer spending; consumption; tourism (spending|revenue|income); (user|viewer|audience) spending;
    `),
    weak: words(`spending; spent; spend`),
  },
  users: {
    en: 'Users',
    zh: '用户规模',
    units: ['people'],
    total: 'stock',
    adds: false,
    words: words(`
      用户规模; 用户数; 用户数量; 用户总数; 用户总量; 用户量; 用户总规模; 用户体量; 观众; 观众规模; 受众; 受众规模;
      注册用户; 用户; 观看人数; 观看用户; 粉丝; 使用者;
      user; (user|audience|viewer) (base|scale|size|population|number); viewer; audience; registered user; people watch;
      people watched; regular viewer; fans; follower;
    `),
    weak: words(`在看; 观看; 收看; watch; watched; watching; people watching; tuned in; viewing`),
  },
  paying_users: {
    en: 'Paying users',
    zh: '付费用户',
    units: ['people'],
    total: 'stock',
    adds: false,
    words: words(`
      付费用户; 付费用户数; 付费用户规模; 付费用户数量; 付费人数; 付费会员; 会员数; 订阅用户;
      (paying|paid) (user|subscriber|viewer|member|customer); subscriber; paying audience;
    `),
  },
  internet_users: {
    en: 'Internet users',
    zh: '网民规模',
    units: ['people'],
    total: 'stock',
    adds: false,
    words: words(`
      网民; 网民规模; 网民数; 网民数量; 网民总数; 互联网用户; 网络用户; 上网人数; 移动互联网用户;
      internet user; netizen; online population; internet population; web user; people online;
    `),
  },
  population: {
    en: 'Population',
    zh: '人口',
    units: ['people'],
    total: 'stock',
    adds: true,
    words: words(`
      总人口; 常住人口; 人口总数; 人口;
      population; inhabitant; residents;
    `),
  },
  mau: {
    en: 'Monthly active users',
    zh: '月活跃用户',
    units: ['people'],
    total: 'stock',
    adds: false,
    words: words(`
      月活; 月活用户; 月活跃用户; 月活数; 月活规模; 月活用户数; 月活跃用户数; 月活跃用户规模; 月活用户规模; 月均活跃用户;
      月均活跃用户数; 月均活跃用户规模; 月度活跃用户; 月度活跃用户数; 月度活跃用户规模; 月均活跃用户量; 月活量; 月均月活;
      平均月活;
      MAU; monthly active (user|viewer|audience|device)(| base| number| count); monthly (user|viewer|actives|audience);
      users a month; active users a month; active users per month; users per month; users each month; users every month; people a month; people per month; people each month; viewers a month;
    `),
  },
  dau: {
    en: 'Daily active users',
    zh: '日活跃用户',
    units: ['people'],
    total: 'stock',
    adds: false,
    words: words(`
      日活; 日活用户; 日活跃用户; 日活用户数; 日活跃用户数; 日活跃用户规模; 日活用户规模; 日均活跃用户; 日均活跃用户数;
      日均活跃用户规模; 平均日活; 日均日活;
      DAU; daily active (user|viewer|audience|device)(| base| number| count); daily (user|viewer|actives|audience);
      users a day; users per day; active users a day; people a day; viewers a day; people per day; users every day;
    `),
  },
  penetration: {
    en: 'Penetration',
    zh: '渗透率',
    units: ['share'],
    total: 'rate',
    adds: false,
    words: words(`
      渗透率; 用户渗透率; 使用率; 网民使用率; 网民渗透率; 普及率; 覆盖率; 用户使用率; 占网民; 占网民整体; 占网民总数;
      占整体网民; 占全国网民; 占网民比例; 占网民的比例; 占网民总体;
      penetration; penetration (rate|level|ratio); (usage|adoption|utilization|utilisation|user) rate; uptake; reach rate;
    `),
  },
  usage_time: {
    en: 'Time spent',
    zh: '使用时长',
    units: ['minutes'],
    total: 'rate',
    adds: false,
    words: words(`
      使用时长; 人均使用时长; 人均单日使用时长; 单日使用时长; 日均使用时长; 日均时长; 观看时长; 人均观看时长;
      日均观看时长; 人均时长; 人均每日使用时长; 月人均使用时长; 人均单日时长; 用户时长; 使用时间; 观看时间; 总时长;
      time spent; (usage|watch|viewing|watching|screen|session|average) time; (viewing|usage|watching) duration;
      daily (viewing|usage|watching|use|time); average (daily |)(viewing|usage|use); minutes (a|per|each|every) day;
      minutes daily;
    `),
    weak: words(`
      时长; 人均; 观看; 日均; 每天; 每日; 一天; 平均刷; 花在;
      spent; spend; watch; watched; watching; per user; a day; daily;
    `),
  },
  downloads: {
    en: 'Downloads',
    zh: '下载量',
    units: ['downloads'],
    total: 'flow',
    adds: true,
    words: words(`
      下载量; 总下载量; 累计下载量; 下载次数; 下载; 安装量; 装机量; 激活量; 下载规模;
      download; install; installation; download volume; downloaded; installed;
    `),
  },
  views: {
    en: 'Views',
    zh: '播放量',
    units: ['views'],
    total: 'flow',
    adds: true,
    words: words(`
      播放量; 总播放量; 累计播放量; 播放次数; 播放; 点播量; 点击量; 观看次数; 观看量; 浏览量; 阅读量; 话题播放量;
      话题阅读量; 曝光量; 播放规模; 有效播放; 观看人次; 观影人次;
      view; play; playback; stream; view count; viewership; play (count|volume); impression; viewed; video view;
      topic view;
    `),
  },
  ad_spend: {
    en: 'Advertising spend',
    zh: '投流',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      投流; 投流规模; 投流费用; 投流成本; 投流金额; 投流消耗; 投流支出; 投放金额; 投放费用; 投放成本; 投放规模; 投放消耗;
      广告投放; 广告投放金额; 广告投放规模; 广告投放费用; 广告消耗; 广告支出; 广告费用; 买量; 买量成本; 买量费用;
      买量金额; 买量规模; 营销费用; 营销成本; 推广费用; 推广成本; 宣发费用; 宣发成本; 流量成本; 日耗; 日均消耗; 消耗规模;
      广告花费; 消耗;
      
      (ad|advertising|advertisement|marketing|promotion|promotional|publicity) (spend|spending|expenditure|cost|budget|expense|outlay|fee|investment);
      (traffic|user) (acquisition|buying|purchasing)(| cost| spend| spending| budget| expenditure| fee| expense);
      spending on (advertising|ads|marketing|promotion|traffic); spent on (advertising|ads|marketing|promotion|traffic);
      media buying; on (traffic|advertising|ads|marketing|promotion|paid traffic|user acquisition); paid traffic; spend on (advertising|ads|traffic);
    `),
    weak: words(`
      投放;
      advertising; ads;
    `),
  },
  ad_materials: {
    en: 'Advertising materials',
    zh: '投放素材',
    units: ['materials'],
    total: 'stock',
    adds: true,
    words: words(`
      素材; 广告素材; 投放素材; 投流素材; 素材量; 素材数; 素材数量; 去重素材; 广告素材量; 投放素材量; 创意素材; 买量素材;
      推广素材;
      (ad|advertising|advertisement|promotional|marketing|promotion|video ad|deduplicated) (creative|material|asset);
      creative; ad material; materials;
    `),
  },
  companies: {
    en: 'Companies',
    zh: '企业数',
    units: ['companies'],
    total: 'stock',
    adds: true,
    words: words(`
      企业; 公司; 制作公司; 制作机构; 制作企业; 机构; 企业数; 企业数量; 公司数量; 机构数量; 相关企业; 市场主体; 承制方;
      承制公司; 厂商; 制作方; 出品方; 出品公司; 经营主体; 工作室; 服务商; 企业总数; 影视公司; 影视企业;
      compan(y|ies); enterprise; firm; producer; studio; (production|film|media|drama) compan(y|ies); business;
      businesses; institution; market (entity|entities); production (house|firm|studio|enterprise|outfit|team|crew);
      start up; organi(s|z)ation; publisher; players;
    `),
  },
  practitioners: {
    en: 'Practitioners',
    zh: '从业人员',
    units: ['people'],
    total: 'stock',
    adds: true,
    words: words(`
      从业人员; 从业者; 从事; 从业人数; 就业; 就业人数; 就业岗位; 就业机会; 工作岗位; 岗位; 演员; 编剧; 导演; 人才; 群演;
      群众演员; 从业人员规模; 员工; 技能人才; 创作者; 工作人员; 剧组人员; 创作人才;
      practitioner; (|industry )professional; job; (job|employment) opportunit(y|ies); employee; worker; employment;
      people employed; (people|persons) (working|work|worked|engaged|active); employed; employs; employ; employing; job creation; talent; actor; screenwriter; scriptwriter; writer; director; crew member; workforce;
      staff; positions; extras; creators; performers;
    `),
  },
  titles: {
    en: 'Titles',
    zh: '部数',
    units: ['titles'],
    total: 'flow',
    adds: true,
    words: words(`
      上线微短剧; 上线短剧; 剧目; 上线量; 上线数量; 上线部数; 上线; 产量; 年产量; 部数; 新剧; 作品; 作品数量; 总部数;
      片库; 剧库; 新增短剧; 上新; 短剧数量; 微短剧数量; 微短剧产量; 微短剧作品; 短剧作品; 精品微短剧; 重点微短剧; 出品;
      制作微短剧; 拍摄微短剧; 生产微短剧;
      title;
      (new |)release; (new |)production; new (show|work); output; catalog(|ue); library of;  films; pieces; project;
    `),
    weak: words(
      `微短剧; 短剧; 漫剧; 影片; 剧本; works; (micro |mini |short |micro short |vertical |)(drama|series|serial); microdrama; minidrama`,
    ),
  },
  filings: {
    en: 'Filings',
    zh: '备案部数',
    units: ['titles'],
    total: 'flow',
    adds: true,
    words: words(`
      备案; 备案量; 备案数; 备案数量; 备案部数; 规划备案; 备案公示; 拍摄备案; 备案剧目; 备案总量; 备案微短剧; 报备; 立项;
      过审; 通过审查; 通过备案; 取得备案; 发行许可; 发行许可证; 许可证; 公示; 审核通过;
      filing; filed; register; registered; registration; approved; approval; licen(s|c)ed; licen(s|c)e; permit;
      put on record; on record; registered for production; record filing;
    `),
  },
  episodes: {
    en: 'Episodes',
    zh: '集数',
    units: ['episodes'],
    total: 'flow',
    adds: true,
    words: words(`
      集数; 总集数; 平均集数; 剧集;
      episode; installment; instalment;
    `),
  },
  apps: {
    en: 'Apps',
    zh: '应用数',
    units: ['apps'],
    total: 'stock',
    adds: true,
    words: words(`
      应用; 应用数; 应用数量; 应用程序; 短剧应用; 短剧APP; 短剧平台; 小程序; 产品;
      APP; app; application; mini (program|app); platform; spots;
    `),
    weak: words(`平台`),
  },
  production_cost: {
    en: 'Production cost',
    zh: '制作成本',
    units: ['money'],
    total: 'each',
    adds: false,
    words: words(`
      制作成本; 平均制作成本; 单部制作成本; 单部成本; 成本; 平均成本; 单部平均成本; 制作费; 制作费用; 制作预算; 制作投入;
      投资成本; 拍摄成本; 拍摄费用; 单部投资; 单部投入; 单剧成本; 单剧投资; 单集成本; 每部成本; 制作经费; 预算;
      制作成本均价; 总成本; 投资水平;
      
      (|average |mean |typical |per title |unit )(production|making|shooting|filming) (cost|budget|spend|expense|investment|outlay);
      (|average )cost; budget; cost per (title|drama|series|show|episode|production|minute); investment level;
      investment per (title|drama|series); costs; to make; to produce; to shoot; to film; (was|were|is|are|be|been) (made|produced|shot|filmed) for;
      (production|making|shooting) of (a|one|each|a single|an average) (micro drama|short drama|title|drama|series|show|episode);
    `),
    weak: words(`
      单部; 每部; 单剧; 一部;
      on (a|each|every|one) (title|drama|series|production|micro drama|show); per (title|drama|series|show|production|micro drama); a (title|drama|series); each (title|drama|series);
    `),
  },
  price: {
    en: 'Price',
    zh: '价格',
    units: ['money'],
    total: 'each',
    adds: false,
    words: words(`
      单价; 价格; 均价; 定价; 售价; 单集价格; 票价; 客单价; 会员价; 解锁价格; 月费; 订阅费; 买断价; 版权价格; 稿费; 片酬;
      日薪;
      per episode; an episode; each episode; per unlock;
      price; priced; (unit|per episode|average) price; (subscription|unlock|licensing|licence|license|day|daily) fee; fee;
      day rate; pricing; priced at;
    `),
  },
  arpu: {
    en: 'Revenue per user',
    zh: '每用户收入',
    units: ['money'],
    total: 'rate',
    adds: false,
    words: words(`
      人均付费; 每用户平均收入; 单用户收入; 人均付费金额; 人均消费; 用户平均收入; 付费金额; 人均充值; 单次下载收入;
      每次下载收入;
      ARPU; ARPPU; average revenue per (|paying |paid )user; revenue per (|paying |paid )(user|download|install);
      (spending|spend) per (|paying )user;
    `),
    weak: words(`人均; on average; per user; each user`),
  },
  paying_rate: {
    en: 'Paying rate',
    zh: '付费率',
    units: ['share'],
    total: 'rate',
    adds: false,
    words: words(`
      付费率; 付费转化率; 付费渗透率; 付费比例; 付费意愿; 转化率; 充值率; 付费用户占比; 愿意付费;
      (paying|payment|pay|paid|conversion|paying user) (rate|ratio|conversion); conversion; willing to pay;
      willingness to pay; have paid; paid for;
    `),
  },
  market_share: {
    en: 'Market share',
    zh: '市场份额',
    units: ['share'],
    total: 'rate',
    adds: true,
    words: words(`
      市场份额; 市占率; 市场占有率; 份额; 占有率; 市场占比; 集中度;
      market share; share of the (|global |overseas |domestic |whole |total |chinese )(market|industry|revenue|sector); market concentration;
    `),
  },
  rank: {
    en: 'Rank',
    zh: '排名',
    units: ['rank'],
    total: 'order',
    adds: false,
    words: [],
  },
  subsidy: {
    en: 'Subsidy',
    zh: '补贴',
    units: ['money', 'share'],
    total: 'each',
    adds: false,
    words: words(`
      补贴; 补助; 奖励; 奖补; 资助; 扶持; 扶持资金; 奖励资金; 补贴资金; 补助资金; 奖金; 贴息; 一次性奖励; 一次性补助;
      奖励金; 资金支持; 资金扶持; 资金补助; 资金奖励; 资金补贴; 扶持补贴; 补贴标准; 奖励标准; 事后奖补; 配套奖励; 消费券;
      经费支持; 创作扶持; 落地奖励; 播出奖励; 出海奖励;
      subsid(y|ies); subsid(ise|ize|ised|ized); award; grant; incentive; reward; reimburse; reimbursed; reimbursement;
      rebate; bonus; bonuses;
      (financial|funding|cash|fiscal|one off|one time) (support|assistance|aid|award|reward|subsidy|incentive|grant);
      stipend; prize; voucher; cash back;
    `),
    weak: words(`
      支持; 给予;
      support; funding support; refund; receive; eligible;
    `),
  },
  fund_size: {
    en: 'Fund size',
    zh: '基金规模',
    units: ['money'],
    total: 'stock',
    adds: true,
    words: words(`
      基金; 基金规模; 基金总规模; 专项资金; 专项扶持资金; 产业专项资金; 引导基金; 母基金; 子基金; 产业基金; 扶持基金;
      专项基金; 发展基金; 投资基金; 基金池; 资金池; 首期规模; 发展专项资金; 创作基金; 激励基金; 目标规模; 基金目标规模;
      fund;
      (guidance|industry|special|sub|parent|dedicated|development|investment|content|creation|support|venture|equity|seed|incentive|production) fund;
      fund size; fund of funds; dedicated funds; special funds; funding pool; target size; fund pool; pool of;
    `),
    weak: words(`
      首期; 资金;
      first phase; first close; pool;
    `),
  },
  investment: {
    en: 'Investment',
    zh: '投资',
    units: ['money'],
    total: 'flow',
    adds: true,
    words: words(`
      投资; 投资额; 总投资; 投资总额; 投资规模; 投入; 投入资金; 融资; 融资额; 融资规模; 出资; 认缴; 认缴出资; 注资; 募资;
      首期出资; 投资金额; 斥资; 计划投资; 战略投资; 现金投入; 注册资本; 追加投资;
      investment; invest; invested; investing; total investment; raised; raise; financing; funding round; funding;
      (initial|capital) (commitment|contribution|injection); commitment; committed; contribute; contribution;
      registered capital; capital;
    `),
  },
  tax_relief: {
    en: 'Tax relief',
    zh: '税收优惠',
    units: ['share', 'money'],
    total: 'each',
    adds: false,
    words: words(`
      税收优惠; 税收减免; 退税; 减免; 税收返还; 税率; 免租; 减税; 租金减免; 房租补贴; 租金补贴; 企业所得税; 增值税;
      tax (relief|rebate|break|exemption|credit|reduction|refund|cut|incentive|deduction); tax rate;
      rent (relief|reduction|waiver|exemption);
    `),
  },
  shooting_bases: {
    en: 'Shooting bases',
    zh: '拍摄基地',
    units: ['places'],
    total: 'stock',
    adds: true,
    words: words(`
      拍摄基地; 影视基地; 摄影棚; 基地; 影棚; 摄制基地; 竖屏电影基地; 产业园; 园区; 产业基地; 产业链基地; 实景基地;
      影视城; 取景地; 拍摄场景; 场景; 置景; 拍摄地; 产业园区; 服务中心; 实景棚;
      
      (shooting|film|filming|production|micro drama|drama|industrial|industrial chain|industry|content|creation) (base|site|location|park|cluster|facility|facilities|hub);
      sound stage; soundstage; base; film studio; industrial park; shooting scene; sets; scenes; service cent(er|re);
      stages; film base;
    `),
  },
  project_days: {
    en: 'Production time',
    zh: '制作周期',
    units: ['days'],
    total: 'each',
    adds: false,
    words: words(`
      拍摄周期; 制作周期; 拍摄时间; 制作时间; 工期; 生产周期; 拍摄期; 周期; 创作周期; 拍摄仅需; 拍完; 杀青; 拍摄时长; 平均停留; 平均待;
      (shooting|production|filming|turnaround|making) (period|cycle|time|schedule|days); shoot; shot in; filmed in;
      turnaround; production cycle; to shoot; to produce; to make; completed in; is finished in; finished in; produced in; made in; wrapped in; done in; shooting; from script to;
    `),
  },
  other: {
    en: 'Other',
    zh: '其他',
    units: [],
    total: 'stock',
    adds: false,
    words: [],
  },
};

/** Words apart by semicolons and lines. */
function words(text: string): string[] {
  return text
    .split(/[;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
