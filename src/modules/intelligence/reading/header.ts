/** Recognises what stands above a document: the line that says from whom and when it is, bylines, and titles. */
import { findDate, type FoundDate } from './dates.ts';

export type HeaderLine = {
  date: FoundDate | null;
  source: string | null;
  author: string | null;
  /** It says “来源：” or “By”, and so is no sentence that has a day in it. */
  labelled: boolean;
};

const longest = 160;
const sourceLabel =
  /^(?:(?:来源|出处|转自|稿源|信息来源|文章来源|消息来源|发布机构|发布单位|发布者|发布部门|发文机关|发文单位|印发机关|印发单位|制发机关|责任部门|主办单位|source|publisher|(?:issued|published|released|posted) by|issuer|issuing (?:authority|body|agency|office)|agency|authority|via|from)\s*[:：|｜]\s*|(?:issued|published|released) by (?:the )?(?=[A-Z]))/i;
const authorLabel =
  /^(?:作者|记者|分析师|首席分析师|研究员|撰文|编辑|责任编辑|责编|撰稿|文\s*[|｜/／]|文字|author|by|written by|editor|reporter|analysts?)(?:\s*[:：|｜/／]\s*|\s+(?=\S))/i;
const dateLabel =
  /^(?:发布时间|发布日期|发表时间|更新时间|成文日期|发文日期|印发日期|公布日期|施行日期|时间|日期|发布于|发表于|published(?:\s+(?:on|at))?|posted(?:\s+on)?|updated(?:\s+on)?|last updated|date|dated?|released(?:\s+on)?|issued(?:\s+on)?|(?:publication|release|issue|issuing|effective|posting) date|date (?:of (?:issue|publication|release|posting)|issued|published|posted|released)|生成日期|签发日期|实施日期|生效日期|发稿时间|上线时间)\s*[:：]?\s*$/i;
const trailingLabel =
  /\s*(?:(?<=\s)on|发布时间|发布日期|成文日期|发文日期|印发日期|公布日期|时间|日期|published|posted|updated|date)\s*[:：]?\s*$/i;
const counters =
  /^(?:阅读|浏览|点击|评论|点赞|分享|字号|字体|views?|reads?|comments?|\d+\s*(?:min(?:ute)?s?\s+read|次浏览|阅读|评论|views?))/i;
/** 云政办规〔2025〕6号: the number of a paper, on a line of its own. */
const paperNumber =
  /^(?:[\u4e00-\u9fff]{1,12}\s*[〔【[［(（﹝]\s*(?:19|20)\d\d\s*[〕】\]］)）﹞]\s*第?\s*\d{1,5}\s*号|(?:[A-Z][a-z]*\s+){1,6}[[(〔]\s*(?:19|20)\d\d\s*[\])〕]\s*(?:No\.?\s*)?\d{1,5})$/;

/** Whether a line is the number of a paper and nothing else: what stands above a title and is none. */
export function isPaperNumber(text: string): boolean {
  return paperNumber.test(text.trim());
}

/** What papers say of themselves and no reader needs: their number in an index, how long they hold. */
const filing =
  /^(?:索引号|文号|发文字号|文件编号|编号|有效期|有效性|效力状态|主题词|主题分类|信息分类|公开方式|公文种类|体裁|组配分类|名称|ref(?:erence)?(?: (?:no\.?|number))?|(?:document|doc\.?|circular|file|notice) (?:no\.?|number|ref))\s*[:：.]/i;
const figure = /\d[\d.,]*\s*(?:万亿|亿|万|元|%|％|个百分点|倍|部|家|人|billion|million|trillion|percent|yuan|rmb|usd)|[$¥￥€£]\s*\d/i;
const sentenceEnd = /[。！？；!?;]|[a-z)]\.(?:\s|$)/;

/**
 * What a line above a document says of it; null for any other line. Sentences that have a day in them are none: what is left without
 * the day, the labels and the marks between them must be short and of the kind of a name.
 */
export function readHeaderLine(text: string): HeaderLine | null {
  if (text.length > longest || text.length < 3) return null;
  const date = findDate(text);
  const stretches = date ? [text.slice(0, date.start), text.slice(date.end)] : [text];
  if (date && isGlued(text, date)) return null;
  const line: HeaderLine = { date, source: null, author: null, labelled: false };
  const names: string[] = [];
  for (const stretch of stretches) if (!readStretch(stretch, line, names)) return null;
  if (!date && !line.labelled) return null;
  if (names.length > 3 || (names.length > 1 && !date)) return null;
  if (names.length > 0) {
    if (!date) return null;
    line.source ??= names.shift()!;
    line.author ??= names.shift() ?? null;
  }
  return line;
}

/** A day without a mark beside it belongs to the words: “2025年8月13日微短剧日报” is a title. */
function isGlued(text: string, date: FoundDate): boolean {
  const before = text.slice(0, date.start);
  const after = text.slice(date.end);
  const loose = (sign: string | undefined): boolean => sign === undefined || /[\s·•|｜:：,，()（）[\]【】/／—–-]/.test(sign);
  return !loose(before.at(-1)) && !/(?:时间|日期|发布于|发表于)$/.test(before) ? true : !loose(after[0]);
}

function readStretch(stretch: string, line: HeaderLine, names: string[]): boolean {
  const parts = stretch
    .split(
      /\s*[·•|｜\t]\s*|\s{2,}|\s+[—–-]+\s+|(?<!\b(?:release|publication|effective|issue|issuing|posting|last))[\s,，.。;；]+(?=(?:信息来源|来源|作者|记者|编辑|责任编辑|责编|发布时间|发布日期|发布机构|发布单位|发布者|成文日期|发文机关|发文日期|发文字号|文号|索引号|有效期|印发日期|公布日期|阅读量?|浏览量?|浏览次数|点击|字体|时间|日期|source|author|issued by|published by|published|posted|issued|updated|dated?|date of \w+|ref(?:erence)?)\s*[:：])/i,
    )
    .map((part) => part.replace(/^[\s,，()（）[\]【】/／—–·-]+|[\s,，()（[【/／—–·-]+$/g, ''))
    .filter((part) => part !== '');
  return parts.every((part) => readPart(part, line, names));
}

function readPart(part: string, line: HeaderLine, names: string[]): boolean {
  if (dateLabel.test(part)) {
    line.labelled = true;
    return true;
  }
  if (counters.test(part)) return true;
  if (filing.test(part) || isPaperNumber(part)) {
    line.labelled = true;
    return true;
  }
  const label = sourceLabel.exec(part) ?? authorLabel.exec(part);
  const name = part
    .slice(label?.[0].length ?? 0)
    .replace(trailingLabel, '')
    .trim();
  if (name === '' || !isName(name, label !== null)) return false;
  if (!label) {
    names.push(name);
    return true;
  }
  line.labelled = true;
  if (sourceLabel.test(part)) line.source ??= name;
  else line.author ??= name;
  return true;
}

/** Names of outlets and people are short and have neither figures with units nor the marks of sentences. */
function isName(text: string, labelled: boolean): boolean {
  if (!/[\p{L}\p{N}]/u.test(text) || /^\d{1,2}[.)、]\s/.test(text)) return false;
  if (sentenceEnd.test(text) || figure.test(text) || /[:：“”]/.test(text)) return false;
  const han = /[\u4e00-\u9fff]/.test(text);
  if (han)
    return (
      text.length <= (labelled ? 40 : 24) &&
      !/[，,、].*[，,、]/.test(text) &&
      !/(?:达到|预计|同比|增长|正式|宣布|举行|发布了|印发|召开)/.test(text)
    );
  const words = text.split(/\s+/);
  // A sentence's words are small; a name's are not, but for the likes of “of” and “36kr”.
  const small = words.filter(
    (word) => /^[a-z]/.test(word) && !/^(?:of|the|and|for|de|van|von|by|in|on|at|to)$/.test(word) && !/\.\w|\d/.test(word),
  );
  // “General Office of the Luoyang Municipal People’s Government”: offices have long names.
  if (words.length > (labelled || small.length === 0 ? 10 : 7)) return false;
  return labelled || small.length <= 1 || words.length === 1;
}

const outlet =
  /(?:日报|晚报|早报|时报|商报|晨报|周刊|周报|新闻|财经|资讯|网|社|研究院|研究所|协会|学会|中心|传媒|观察|电视台|客户端|证券|智库|咨询|委员会|政府|局|厅|36氪|财联社|Ri\s?Bao|Wan\s?Bao|Shi\s?Bao|Xin\s?Wen|Daily|Times|News|Post|Weekly|Journal|Review|Institute|Research|Securities|Agency|Media|Press|Bulletin|Report|Herald|Tribune|Insight|Reuters|Bloomberg)$/i;

/** Whether a short line by itself is the name of an outlet. */
export function isOutlet(text: string): boolean {
  return text.length <= 40 && !sentenceEnd.test(text) && outlet.test(text.trim());
}

/** Whether a line may be a title: short, one thing said, no mark of a list and no sentence's end. */
export function isTitle(text: string): boolean {
  const han = (text.match(/[\u4e00-\u9fff]/g) ?? []).length;
  if (text.length > (han > text.length / 3 ? 80 : 220) || /[。；;]$/.test(text)) return false;
  if (isPaperNumber(text)) return false;
  return !/^(?:[-*•·▪●]\s|(?:core|key)\s+(?:view|insight|takeaway)|核心观点|group\s+\d)/i.test(text) && !/\[\d{1,3}\]\s*\.?$/.test(text);
}
