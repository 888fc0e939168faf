/** What looks like a number and says no quantity: marks of citations, numbers of documents, lists, versions, telephones, scores. */
const patterns: readonly RegExp[] = [
  // Addresses of pages and of mail, and names of files.
  /(?:https?:\/\/|www\.)[^\s\u4e00-\u9fff]+|[\w.+-]+@[\w-]+\.[\w.]+/g,
  // [3], [3-5], [2, 7], 【4】 and superscripts.
  /[[【]\s*\^?\d{1,3}(?:\s*[-,，、;~]\s*\d{1,3})*\s*[\]】]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[①-⑳]/g,
  // 〔2025〕12号, 第12号, 12号令, (2025)京01民终1号: numbers of documents and of cases.
  /[〔[(【]\d{4}[〕\])】][^\d\s]{0,6}\d+号|第?\d+号(?!楼)|[A-Z]{1,4}\/[A-Z]{1,6} ?\d+(?:[-.]\d+)*/g,
  // 索引号：0137-2025-0046, 备案号：浙ICP备2025001234号: what papers are filed under.
  /(?:索引号|文号|档号|案号|刊号|备案编?号|公告编?号|批准文号|统一社会信用代码|信用代码|证券代码|股票代码|代码|许可证编?号|登记号|版本号|流水号|准考证|组配分类|报告编号|ICP备|网安备)[:：]?\s*[^\s，,。；;、]{0,40}/g,
  // “stock code 09713”, “Report no. LM-2026-041”, “at Window 6”: what is looked up and not counted.
  /\b(?:stock|securities|share|ticker|company|product|project|report|application|registration|licen[cs]e|permit|contract|order|reference|ref\.?) ?(?:code|no\.?|number|id)s?:? ?#?[A-Z]{0,6}-?\d[\w-]*|\b[A-Z]{2,6}-(?:19|20)\d\d-\d{1,6}\b|\b(?:window|counter|desk|stall|stand|suite|platform) \d{1,4}\b(?! ?(?:%|percent|million|billion))/gi,
  // A list's numbers: at the beginning, or in brackets, or after a mark that ends a sentence.
  /(?:^|[;。；\n])\s*\d{1,2}[.、)](?!\d)|[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?:^|[;。；\n])\s*[一二三四五六七八九十]{1,3}[、.]|(?:^|[。；;，]\s*)[一二三四五六七八九]是/g,
  // “Group 1”, “Table 2”, “Episode 3”, 图3, 表1.
  /\b(?:group|part|table|figure|fig\.|chart|chapter|section|article|step|phase|stage|no\.|number|episode|ep\.?|season|volume|vol\.?|issue|page|pp?\.|scene|take|hall|booth|gate|floor|block|lot|day|item|point|appendix|annex|version|tier|level|grade|room|unit|class|type|category)\s?#?\d+(?:[-.]\d+)*\b(?!,?\d|\s?(?:%|percent|million|billion|thousand|yuan|people|companies))/gi,
  /(?:图表?|表|附件|附录|例|注|页|版本?|章节?)\s?\d{1,3}(?![\d.,]|\s?[%万亿部家元倍])/g,
  // 第三部分, 第二季: an ordinal. Ranks are read before.
  /第\s?(?:\d+|[零一二两三四五六七八九十百千]+)(?:[一-二]?(?:部分|季度|届|批|期|次|章|节|条|款|项|集|季|轮|代|方|部|个|家|线|大|位|名|档|页|版|卷|回|幕|场|天|年|步|类|种|产业|屏|财季))?/g,
  /\b\d+(?:st|nd|rd|th)\b/gi,
  // Times of day, ratios of pictures, resolutions, dots of versions and of addresses.
  /\b\d{1,4}:\d{1,2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?\b|\b\d{1,2}\s?[ap]\.?m\.?(?![a-z])|\d{1,2}[点时]\d{1,2}分?(?!钟)|\b\d{3,4}[pP]\b|\b\d+\s?[x×]\s?\d+\b|\b[vV]?\d+\.\d+\.\d+(?:\.\d+)*\b|\b[vV]\d+(?:\.\d+)*\b/g,
  // Telephones, long identities.
  /(?<![\d.,])(?:\+?\d{1,3}[- ])?(?:\d{3,4}-\d{7,8}|\d{3}-\d{3,4}-\d{4}|\(\d{3}\) ?\d{3}-\d{4}|1[3-9]\d{9}|1[3-9]\d-\d{4}-\d{4})(?!\d)|(?<![\d.,])0\d{6,}(?!\d)|\+\d{1,3}(?:[ -]?\(?\d{2,4}\)?){2,4}(?!\d)|(?<![\d.,])0\d{2,3}[- ]\d{3,4}[- ]?\d{4}(?!\d)|\b(?:hotline|tele?(?:phone)?|phone|fax|whatsapp|mobile|contact)\b[^\d\n]{0,12}[\d(][\d\s()-]{5,}\d|\bext(?:ension)?\.? ?\d{2,6}|(?:电话|热线|邮编|编号|许可证号?|备案号|证号|QQ|tel|fax|isbn|issn|doi)[^\d]{0,12}[\d-]{4,}/gi,
  // Words in which a number is a part of a name.
  /一带一路|一次性|二次元|三次元|二人转|双十一|五一(?=假期|黄金周|小长假|期间)|十一(?=假期|黄金周|期间)|一站式|一体化|一线|二线|三线|四线|五线|[一二三四五]线城市|三农|四川|三亚|三星|九州|七猫|百度|百家号|千川|万达|万象|万科|万一|千家万户|百万富翁|千千万万|三七互娱|一二三产|[一二三四五六七八九]大|两会|两岸|两地|两者|两端|一家人|六六|九九|同比|百花齐放|千篇一律|一票|十分(?!钟|之)|千万(?=别|不要)|百姓|七夕|三八|四季|三维|二维码?|一个|一些|一种|一次|一定|一项|一部|一家|一名|一位|一条|一集|一款|一座|一套|一批|一起|一般|一方面|一系列|一直|一样|单一|唯一|统一|万物|百强|十强|五百强|千禧|三明治|一人(?!次)|一天|一支|一份|一场|一处|一站|一组|一类|一期|一步|一级|二级|三级|一张|一度|一点|一面|一经|一门|百科|百货|万里|万千|三方|四方|八方|成千上万|数以[百千万亿]计|多一|九宫|三角|一手|二手|两手/g,
  // “Top 100”, 前十强: names of lists.
  /(?<!\b(?:will|to|would|could|may|might|can|should) )\btop[- ]?\d+\b(?! ?(?:%|per ?cent))|(?<![以之此先从])前\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,3})(?:名|强|位|大|甲)?(?![\d个年季月天])|\bfortune \d+\b/gi,
  // 岁 and “years old”: ages are no figures of the market.
  /\d+(?:\s?[-~至到]\s?\d+)?\s?(?:岁|周岁|后(?=[^\u0000-\u007f])|[- ]years?[- ]old)/g,
  // “aged 40 to 59”, “the 25-39 group”, “18-to-34-year-olds”, “the over-50s”, “in their 40s”.
  /\b(?:aged?|ages)(?: of)?(?: between| from| over| under)? \d{1,2}(?:(?: ?- ?| to | and )\d{1,2})?(?: or (?:over|older|above|under|younger))?\b(?! ?%)|\b\d{1,2}(?: ?- ?|[- ]to[- ])\d{1,2}(?:[- ]year[- ]olds?|s? (?:age )?(?:groups?|brackets?|cohorts?|demographics?|range of age))|\b(?:over|under)-\d0s?\b|\b(?:those|people|viewers|users|adults|women|men|anyone|audiences|audience) (?:aged )?(?:over|under|above|below) \d{2}\b(?! ?(?:%|million|percent))|\bin their \d0s\b|\bmen and women (?:over|under) \d{2}\b/gi,
];

/** Marks the UTF-16 units of the folded text in which no quantity is looked for. */
export function excluded(text: string): Uint8Array {
  const mask = new Uint8Array(text.length);
  for (const pattern of patterns) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      if (found[0] === '') pattern.lastIndex += 1;
      else mask.fill(1, found.index, found.index + found[0].length);
    }
  }
  return mask;
}
