/** The gazetteer: places that figures and policies of this industry name, in both languages, with the place that each lies in. */
import { createLexicon, type Found } from './lexicon.ts';

export type Region = {
  /** The canonical name, English. */
  name: string;
  zh: string;
  /** Canonical name of the place that it lies in; null at the top. */
  parent: string | null;
};

/** `name | zh words | further English words`, under the place that they lie in. The first Chinese word is the one to show. */
const gazetteer: Record<string, string> = {
  '': `
    Global | 全球 世界 全世界 | worldwide; global; globally; world; the world
    Overseas | 海外 境外 国外 出海 海外市场 国际市场 国际 | overseas; abroad; outside china; foreign markets; international market; foreign; international
  `,
  Global: `
    China | 中国 全国 我国 国内 中国大陆 内地 大陆 中华 国产 | chinese; nationwide; mainland china; domestic; domestically; national; nationally; the country; country's; chinese mainland; PRC
    Asia | 亚洲 亚太 | asian; asia pacific
    Southeast Asia | 东南亚 东盟 | south east asia; southeast asian; ASEAN
    Europe | 欧洲 欧盟 欧 | european; EU; european union
    North America | 北美 北美洲 | north american
    Latin America | 拉美 拉丁美洲 南美 | latin american; south america
    Africa | 非洲 | african
    Middle East | 中东 中东地区 | middle eastern
    Oceania | 大洋洲 |
  `,
  'North America': `
    United States | 美国 美 | US; U.S.; USA; U.S.A; america; american; the states
    Canada | 加拿大 | canadian
    Mexico | 墨西哥 | mexican
  `,
  Asia: `
    Japan | 日本 | japanese
    South Korea | 韩国 | korea; korean; south korean
    India | 印度 | indian
    Hong Kong | 香港 港澳 | hongkong
    Macao | 澳门 | macau
    Taiwan | 台湾 |
  `,
  'Southeast Asia': `
    Indonesia | 印尼 印度尼西亚 | indonesian
    Thailand | 泰国 | thai
    Vietnam | 越南 | vietnamese
    Malaysia | 马来西亚 | malaysian
    Philippines | 菲律宾 | philippine; the philippines; filipino
    Singapore | 新加坡 | singaporean
  `,
  Europe: `
    United Kingdom | 英国 | UK; U.K.; britain; british
    Germany | 德国 | german
    France | 法国 | french
    Spain | 西班牙 | spanish
    Italy | 意大利 | italian
    Russia | 俄罗斯 | russian
    Turkey | 土耳其 | türkiye; turkish
  `,
  'Latin America': `
    Brazil | 巴西 | brazilian
    Argentina | 阿根廷 |
    Chile | 智利 |
    Colombia | 哥伦比亚 |
  `,
  Oceania: 'Australia | 澳大利亚 澳洲 | australian',
  'Middle East': `
    Saudi Arabia | 沙特 沙特阿拉伯 | saudi
    United Arab Emirates | 阿联酋 | UAE
  `,
  China: `
    Beijing | 北京 北京市 |
    Shanghai | 上海 上海市 |
    Tianjin | 天津 天津市 |
    Chongqing | 重庆 重庆市 |
    Hebei | 河北 河北省 |
    Shanxi | 山西 山西省 |
    Inner Mongolia | 内蒙古 内蒙古自治区 |
    Liaoning | 辽宁 辽宁省 |
    Jilin | 吉林省 |
    Heilongjiang | 黑龙江 黑龙江省 |
    Jiangsu | 江苏 江苏省 |
    Zhejiang | 浙江 浙江省 |
    Anhui | 安徽 安徽省 |
    Fujian | 福建 福建省 |
    Jiangxi | 江西 江西省 |
    Shandong | 山东 山东省 |
    Henan | 河南 河南省 |
    Hubei | 湖北 湖北省 |
    Hunan | 湖南 湖南省 |
    Guangdong | 广东 广东省 |
    Guangxi | 广西 广西壮族自治区 |
    Hainan | 海南 海南省 |
    Sichuan | 四川 四川省 |
    Guizhou | 贵州 贵州省 |
    Yunnan | 云南 云南省 |
    Tibet | 西藏 西藏自治区 | xizang
    Shaanxi | 陕西 陕西省 |
    Gansu | 甘肃 甘肃省 |
    Qinghai | 青海 青海省 |
    Ningxia | 宁夏 宁夏回族自治区 |
    Xinjiang | 新疆 新疆维吾尔自治区 |
    Yangtze River Delta | 长三角 |
    Greater Bay Area | 大湾区 粤港澳大湾区 |
  `,
  Beijing: `
    Chaoyang District | 朝阳区 | chaoyang
    Haidian District | 海淀区 海淀 | haidian
    Huairou District | 怀柔区 怀柔 | huairou
    Tongzhou District | 通州区 | tongzhou
    Fengtai District | 丰台区 丰台 | fengtai
    Shijingshan District | 石景山区 石景山 | shijingshan
    Yizhuang | 亦庄 北京经开区 |
  `,
  Shanghai: `
    Jing'an District | 静安区 |
    Pudong | 浦东 浦东新区 | pudong new area
    Yangpu District | 杨浦区 杨浦 | yangpu
    Songjiang District | 松江区 松江 | songjiang
    Baoshan District | 宝山区 | baoshan
    Lingang | 临港 临港新片区 |
  `,
  Tianjin: 'Binhai New Area | 滨海新区 | binhai',
  Chongqing: `
    Yuzhong District | 渝中区 渝中 | yuzhong
    Yongchuan District | 永川区 永川 | yongchuan
    Liangjiang New Area | 两江新区 | liangjiang
    Yubei District | 渝北区 渝北 | yubei
    Nan'an District | 南岸区 |
    Dadukou District | 大渡口区 大渡口 | dadukou
  `,
  Henan: `
    Zhengzhou | 郑州 郑州市 | zhengzhou city
    Luoyang | 洛阳 洛阳市 |
    Kaifeng | 开封 开封市 |
    Xinxiang | 新乡 新乡市 |
    Jiaozuo | 焦作 焦作市 |
    Nanyang | 南阳 南阳市 |
  `,
  Zhejiang: `
    Hangzhou | 杭州 杭州市 |
    Ningbo | 宁波 宁波市 |
    Wenzhou | 温州 温州市 |
    Shaoxing | 绍兴 绍兴市 |
    Jinhua | 金华 金华市 |
    Huzhou | 湖州 湖州市 |
    Jiaxing | 嘉兴 嘉兴市 |
    Taizhou | 台州 台州市 |
    Hengdian | 横店 | hengdian world studios
    Xiangshan | 象山 象山县 |
  `,
  Hangzhou: `
    Linping District | 临平区 临平 | linping
    Yuhang District | 余杭区 余杭 | yuhang
    Binjiang District | 滨江区 | binjiang
    Xiaoshan District | 萧山区 萧山 | xiaoshan
    Xihu District | 西湖区 | xihu; west lake district
    Linan District | 临安区 临安 | linan; lin'an
  `,
  Shaanxi: `
    Xi'an | 西安 西安市 | xian; xi’an
    Xianyang | 咸阳 咸阳市 |
    Weinan | 渭南 渭南市 |
    Yan'an | 延安 延安市 | yan’an
  `,
  Jiangxi: `
    Nanchang | 南昌 南昌市 |
    Yingtan | 鹰潭 鹰潭市 |
    Ganzhou | 赣州 赣州市 |
    Shangrao | 上饶 上饶市 |
    Jingdezhen | 景德镇 景德镇市 |
    Jiujiang | 九江 九江市 |
  `,
  Yingtan: 'Yuyuan District | 余源区 豫园区 | yuyuan; yujiang; yujiang district',
  Guangdong: `
    Guangzhou | 广州 广州市 |
    Shenzhen | 深圳 深圳市 |
    Foshan | 佛山 佛山市 |
    Dongguan | 东莞 东莞市 |
    Zhuhai | 珠海 珠海市 |
    Zhongshan | 中山市 |
    Huizhou | 惠州 惠州市 |
  `,
  Shenzhen: `
    Nanshan District | 南山区 |
    Longhua District | 龙华区 |
    Futian District | 福田区 | futian
    Bao'an District | 宝安区 |
    Longgang District | 龙岗区 龙岗 | longgang
  `,
  Guangzhou: `
    Huangpu District | 黄埔区 |
    Tianhe District | 天河区 | tianhe
    Panyu District | 番禺区 番禺 | panyu
    Nansha District | 南沙区 南沙 | nansha
  `,
  Jiangsu: `
    Nanjing | 南京 南京市 |
    Suzhou | 苏州 苏州市 |
    Wuxi | 无锡 无锡市 |
    Changzhou | 常州 常州市 |
    Nantong | 南通 南通市 |
    Xuzhou | 徐州 徐州市 |
    Yangzhou | 扬州 扬州市 |
    Zhenjiang | 镇江 镇江市 |
  `,
  Hunan: `
    Changsha | 长沙 长沙市 |
    Zhuzhou | 株洲 株洲市 |
    Xiangtan | 湘潭 湘潭市 |
    Malanshan | 马栏山 |
  `,
  Hubei: `
    Wuhan | 武汉 武汉市 |
    Yichang | 宜昌 宜昌市 |
    Xiangyang | 襄阳 襄阳市 |
  `,
  Sichuan: `
    Chengdu | 成都 成都市 |
    Mianyang | 绵阳 绵阳市 |
    Leshan | 乐山 乐山市 |
  `,
  Shandong: `
    Jinan | 济南 济南市 |
    Qingdao | 青岛 青岛市 |
    Yantai | 烟台 烟台市 |
    Weifang | 潍坊 潍坊市 |
    Linyi | 临沂 临沂市 |
    Zaozhuang | 枣庄 枣庄市 |
    Tai'an | 泰安 泰安市 |
  `,
  Fujian: `
    Xiamen | 厦门 厦门市 |
    Fuzhou | 福州 福州市 |
    Quanzhou | 泉州 泉州市 |
    Pingtan | 平潭 |
  `,
  Hainan: `
    Haikou | 海口 海口市 |
    Sanya | 三亚 三亚市 |
  `,
  Anhui: `
    Hefei | 合肥 合肥市 |
    Wuhu | 芜湖 芜湖市 |
    Huangshan | 黄山市 |
  `,
  Hebei: `
    Shijiazhuang | 石家庄 石家庄市 |
    Tangshan | 唐山 唐山市 |
    Baoding | 保定 保定市 |
    Zhuozhou | 涿州 涿州市 |
    Langfang | 廊坊 廊坊市 |
  `,
  Guizhou: 'Guiyang | 贵阳 贵阳市 |',
  Yunnan: `
    Kunming | 昆明 昆明市 |
    Dali | 大理 大理州 |
    Lijiang | 丽江 丽江市 |
  `,
  Guangxi: `
    Nanning | 南宁 南宁市 |
    Guilin | 桂林 桂林市 |
    Liuzhou | 柳州 柳州市 |
  `,
  Liaoning: `
    Shenyang | 沈阳 沈阳市 |
    Dalian | 大连 大连市 |
  `,
  Heilongjiang: 'Harbin | 哈尔滨 哈尔滨市 |',
  Jilin: 'Changchun | 长春 长春市 |',
  Shanxi: `
    Taiyuan | 太原 太原市 |
    Datong | 大同 大同市 |
    Jinzhong | 晋中 晋中市 |
  `,
  'Inner Mongolia': 'Hohhot | 呼和浩特 |',
  Gansu: `
    Lanzhou | 兰州 兰州市 |
    Dunhuang | 敦煌 |
  `,
  Xinjiang: 'Urumqi | 乌鲁木齐 |',
  Ningxia: 'Yinchuan | 银川 银川市 |',
  Qinghai: 'Xining | 西宁 西宁市 |',
  Tibet: 'Lhasa | 拉萨 |',
};

/** One Chinese letter that means a country only as a part of money or a name. */
const tooShort = new Set(['欧', '美']);

/**
 * Adjectives that often say only where somebody is from (“Chinese apps in the United States”) and words as common as “world”: they
 * give way to any other place in the sentence.
 */
const weakWords = new Set([
  'chinese',
  'national',
  'american',
  'international',
  'foreign',
  '国产',
  '中华',
  'the world',
  'the country',
  'world',
  '世界',
  '国际',
  'country’s',
  "country's",
]);

type Place = { region: string; weak: boolean };

function readGazetteer() {
  const byName = new Map<string, Region>();
  const entries: { words: string[]; value: Place }[] = [];
  for (const [parent, lines] of Object.entries(gazetteer)) {
    for (const line of lines.split('\n').filter((text) => text.includes('|'))) {
      const [name, zh, more] = line.split('|').map((part) => part.trim()) as [string, string, string | undefined];
      const chinese = zh.split(' ').filter((word) => !tooShort.has(word));
      byName.set(name, { name, zh: chinese[0]!, parent: parent || null });
      const words = [name, ...chinese, ...(more ?? '').split(';').map((word) => word.trim())].filter((word) => word !== '');
      for (const word of words) entries.push({ words: [word], value: { region: name, weak: weakWords.has(word.toLowerCase()) } });
    }
  }
  return { byName, lexicon: createLexicon(entries) };
}

const read = readGazetteer();

/** Every place of the gazetteer by its canonical name. */
export const regions: ReadonlyMap<string, Region> = read.byName;
export const regionWords: typeof read.lexicon = { find: (text) => read.lexicon.find(text).map((place) => withoutShanghai(text, place)) };

/** 加上海外市场: what is added is abroad, and no city. */
function withoutShanghai(text: string, place: Found<Place>): Found<Place> {
  if (place.value.region !== 'Shanghai' || !/^上海外(?!国语|滩|地|高桥|贸|企|资)/.test(text.slice(place.start, place.start + 6)))
    return place;
  return { start: place.start + 1, end: place.start + 3, value: { region: 'Overseas', weak: false } };
}

/** Whether the place is the other, or lies in it: Zhengzhou lies in Henan, China, Global. False for places that are not known. */
export function liesIn(place: string, other: string): boolean {
  for (let at: string | null = place; at !== null; at = regions.get(at)?.parent ?? null) if (at === other) return true;
  return false;
}

/** Where nothing is said, documents of this industry speak of here. */
export const homeRegion = 'China';
export const abroadRegion = 'Overseas';
/** Kinds of the industry that are abroad by their name, as PostgreSQL and JavaScript read it alike; its case does not matter. */
export const abroadEntity = 'overseas|海外';
const abroad = new RegExp(abroadEntity, 'i');

/** The place that a figure is of: the one it names, else abroad for what is of there, else home. The one rule for what may be compared and drawn together. */
export function regionMeant({ region, entity }: { region: string | null; entity: string | null }): string {
  return region ?? (entity !== null && abroad.test(entity) ? abroadRegion : homeRegion);
}
