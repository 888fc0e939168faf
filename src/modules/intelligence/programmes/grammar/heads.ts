/** What a notice says of itself: its name, number, giver, when it was issued, how long it holds, and how one applies. */
import type { Giver, GiverLevel, ProgrammeKind, Said } from '../words/contract.ts';
import { endOfTerm, findDays, isoOf, smallCount } from './days.ts';
import { passageOf, said, type Sentence } from './text.ts';

/** Words that make a document's title the name of a programme. */
export const noticeTitle =
  /若干(?:政策)?措施|扶持(?:政策|办法)|支持(?:政策|措施|办法)|实施(?:方案|细则|办法|意见)|管理办法|奖励(?:办法|政策)|奖补|补贴(?:办法|政策)|申报(?:指南|通知|公告|工作)|征集(?:公告|通知)|行动(?:计划|方案)|专项资金|政策措施|的(?:通知|意见|公告)|十条|(?:条|项)(?:措施|政策)|application (?:guide|notice)|call for applications|implementation (?:plan|measures)|support measures|funding guidelines|incentive scheme|several measures|rules on/i;

/** The name in a title such as “某办公室关于印发《…若干措施》的通知”. */
export function nameIn(title: string): { start: number; end: number } {
  const quoted = /《([^《》]{4,120})》/.exec(title);
  if (quoted && noticeTitle.test(quoted[1]!)) return { start: quoted.index + 1, end: quoted.index + 1 + quoted[1]!.length };
  const issued = /关于(?:印发|发布|公布)(.{4,120}?)的(?:通知|公告|通告)/.exec(title);
  if (issued) {
    const start = issued.index + issued[0].indexOf(issued[1]!);
    return { start, end: start + issued[1]!.length };
  }
  return { start: 0, end: title.length };
}

export function kindOf(text: string): ProgrammeKind {
  if (/申报|专项资金|若干措施|扶持政策|管理办法|实施方案/.test(text) && !/子基金|引导基金|产业基金/.test(text))
    return /税收|退税/.test(text) ? 'tax_relief' : 'policy';
  if (/基金|\bfund\b|sub-fund/i.test(text)) return 'fund';
  if (/退税|税收优惠|税收返还|tax (?:relief|rebate|credit)/i.test(text)) return 'tax_relief';
  if (/服务中心|服务站|服务平台|service cent(?:re|er)/i.test(text)) return 'service_centre';
  if (/拍摄基地|影视基地|产业园|摄影棚|film base|shooting base|production base/i.test(text)) return 'shooting_base';
  if (/大赛|征集|评选|评优|competition|awards? (?:call|scheme)/i.test(text)) return 'award';
  if (/(?:抖音|快手|红果|腾讯|爱奇艺|优酷|芒果|哔哩|咪咕|ReelShort|DramaBox)[^。]{0,20}(?:计划|扶持)/i.test(text)) return 'platform_plan';
  return 'policy';
}

/** By the last word that names a level: 杭州市余杭区… is a district's. Null where nothing says it. */
export function levelOf(name: string): GiverLevel | null {
  if (/(?:有限公司|股份|集团|抖音|快手|红果|爱奇艺|优酷|芒果TV|腾讯视频|哔哩哔哩|咪咕|platform|\bInc\b|\bLtd\b)/i.test(name))
    return 'company';
  if (/国家|中央|中宣部|国务院|NRTA|National|State/.test(name)) return 'state';
  if (/(?:区(?!域)|县|开发区|新区|district|county)/i.test(name.replace(/自治区|特别行政区|社区|园区/g, ''))) return 'district';
  if (/市|city|municipal/i.test(name)) return 'city';
  if (/省|自治区|province|provincial/i.test(name)) return 'province';
  return null;
}

const office =
  '(?:人民政府(?:办公[室厅])?|委员会宣传部|委宣传部|宣传部|文化和?广电(?:和)?(?:旅游)?(?:体育)?局|文化广电旅游(?:体育)?局|文化和旅游[局厅]|广播电视局|文化广播电视[旅游]*局|电影局|财政局|商务局|管理委员会|管委会|文广旅(?:体)?局|文广集团|产业园区?管委会|新闻出版局)';
const officeName = new RegExp(`[\\u4e00-\\u9fff]{2,16}?${office}`);

/** The office at the head of a title, after a label (发文机关：), or in a signature. */
export function giverIn(text: string): { name: string; start: number; end: number } | null {
  const labelled =
    /(?:发文机关|发布机构|发布单位|主办单位|责任单位|受理单位|组织单位|issued by|issuing authority)\s*[:：]?\s*([^,，;；。\s]{4,60}(?: [A-Z][\w’']+){0,8})/i.exec(
      text,
    );
  if (labelled) {
    const start = labelled.index + labelled[0].lastIndexOf(labelled[1]!);
    return { name: labelled[1]!, start, end: start + labelled[1]!.length };
  }
  const found = officeName.exec(text);
  if (found)
    return {
      name: found[0].replace(/^(?:由|经|向|报|和|与|及|各|据|对|日前|近日)/, ''),
      start: found.index,
      end: found.index + found[0].length,
    };
  const english =
    /(?:[A-Z][\w’']+ ){1,5}(?:Municipal (?:People['’]s )?Government|Provincial Government|Government|Bureau of [A-Z][\w, ]{3,50}(?=\b)|Municipal Bureau[\w, ]{0,40}|Industry Guidance Fund|Guidance Fund|Administration)/.exec(
      text,
    );
  return english ? { name: english[0].replace(/^The /, ''), start: english.index, end: english.index + english[0].length } : null;
}
export function giverOf(name: string): Giver {
  return { name: name.slice(0, 200), level: levelOf(name) };
}

/** 杭文旅〔2025〕12号 and its like. */
export const documentNumber =
  /[\u4e00-\u9fff]{1,10}(?:发|办|字|函|规|文|旅|广|宣|政|财)?\s?[〔[【(]\s?(?:19|20)\d{2}\s?[〕\]】)]\s?(?:第\s?)?\d{1,4}\s?号/;

type Term = { from: Said<string> | null; until: Said<string> | null };
const begins = /(?:自|从)(?=[^,，。]{0,14}(?:起|之日))|施行|实施|生效|effective|takes? effect|in force from|valid from/i;
const ends =
  /有效期(?:至|到|截至|截止)|(?:执行|实施|施行)(?:至|到)|有效期(?:限)?[为:：]?[^,。]{0,20}(?:至|到|—|-)|valid (?:until|through|to)|expires?(?: on)?|until|remains? in force/i;
const term =
  /(?:有效期|试行期|实施期|政策期|执行期|试行|有效)(?:限)?\s?(?:为|是)?\s?([\d一二两三四五六七八九十]{1,3})\s?(?:个)?(年|月)|(?:valid|in force|remain(?:s)? in force|runs?) for (\w+) (years?|months?)/i;

/** When a programme holds, from a sentence that says so; a term in years counts from the day on which it begins. */
export function termIn(sentence: Sentence, issuedOn: Said<string> | null): Term {
  const { text } = sentence;
  const days = findDays(text).filter(({ year }) => year !== null);
  const mentions = /有效期|施行|试行|实施|生效|执行期|in force|effective|valid|takes? effect|expires/i.test(text);
  if (!mentions || /申报|报名|提交|材料|application/i.test(text)) return { from: null, until: null };
  let from: Said<string> | null = null;
  let until: Said<string> | null = null;
  for (const day of days) {
    const before = text.slice(Math.max(0, day.start - 24), day.start);
    const after = text.slice(day.end, day.end + 12);
    if (/(?:至|到|截至|止|—|–|-|until|through|to|expires? on|by)\s*(?:on )?$/i.test(before))
      until ??= said(isoOf(day, day.year!, 'until'), sentence, day.start, day.end);
    else if (
      /^(?:日)?(?:起|之日|开始|至|到|—|–|-|~| to| until| through)/.test(after) ||
      /(?:自|从|from|effective(?: on| from)?|effect (?:on|from))\s*$/i.test(before)
    )
      from ??= said(isoOf(day, day.year!, 'from'), sentence, day.start, day.end);
    else if (ends.test(before)) until ??= said(isoOf(day, day.year!, 'until'), sentence, day.start, day.end);
    else if (begins.test(before + after)) from ??= said(isoOf(day, day.year!, 'from'), sentence, day.start, day.end);
  }
  const onIssue =
    /自(?:发布|印发|公布|发文)之日起(?:施行|实施|执行|生效)|effective (?:on|from) (?:the date of )?(?:publication|issue)/i.exec(text);
  if (from === null && onIssue && issuedOn)
    from = {
      value: issuedOn.value,
      passages: [passageOf(sentence, onIssue.index, onIssue.index + onIssue[0].length), ...issuedOn.passages],
    };
  const years = term.exec(text);
  if (until === null && from !== null && years) {
    const count = smallCount(years[1] ?? years[3]!);
    if (count !== null && count > 0 && count <= 120) {
      const inMonths = count * (/月|month/.test(years[2] ?? years[4]!) ? 1 : 12);
      until = {
        value: endOfTerm(from.value, inMonths),
        passages: [passageOf(sentence, years.index, years.index + years[0].length), ...from.passages],
      };
    }
  }
  return { from, until };
}

const url = /https?:\/\/[\w.\-/?=&%#:~+]{4,300}/;
const phone = /(?:联系(?:电话|方式|人)|咨询(?:电话|热线)|电话|邮箱|contact|telephone|phone|e-?mail)\s*[:：]\s*([^;；。\n]{4,120})/i;
const applying =
  /申报(?:方式|途径|流程|渠道|程序|平台)|申请(?:方式|流程)|报送(?:方式|至)|登录|提交(?:申报|申请)|how to apply|apply (?:online|through|via|by|at)|submit (?:the |an |your )?application|applications? (?:are|should be|must be) (?:made|submitted|sent)/i;

/** How one applies, with addresses and contacts, as a sentence says it. */
export function applyingIn(sentence: Sentence): { how: Said<string> | null; url: Said<string> | null; contact: Said<string> | null } {
  const { text } = sentence;
  const address = url.exec(text);
  const person = phone.exec(text);
  const applies = applying.exec(text);
  const trimmed = address?.[0].replace(/[.,)]+$/, '');
  return {
    how:
      applies && text.length >= 8 && !/^(?:四|五|六|七|八|九|十|[一二三])+、[^,。]{2,10}$/.test(text) ? said(sentence.raw, sentence) : null,
    url:
      address && (applies || /网址|网站|平台|portal|website/i.test(text))
        ? said(trimmed!, sentence, address.index, address.index + trimmed!.length)
        : null,
    contact: person ? said(person[1]!.trim().slice(0, 300), sentence, person.index, person.index + person[0].length) : null,
  };
}
