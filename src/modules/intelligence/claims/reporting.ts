/** What a document reports on as a whole: the half-year of an interim report, the week of a weekly, the month of figures that a bureau gives. */
import type { ReadDocument } from '../reading/document.ts';
import { readTimes } from '../quantities/read.ts';
import { isDay, startOf } from './periods.ts';
import { boundsOf } from '../quantities/times/period.ts';
import type { Scene } from './scene.ts';

const reports =
  /财报|业绩|半年报|中报|年报|季报|半年度|年度报告|季度报告|中期报告|营收|净利|盈利|亏损|扭亏|interim|results?\b|earnings|(?:half-year|annual|quarterly) report|revenue|profit|third-quarter|first-half/i;
const parts: readonly (readonly [RegExp, string])[] = [
  [/半年报|中报|半年度|中期(?:报告|业绩)|\binterim\b|\bhalf-year(?:ly)?\b/i, '-H1'],
  [/一季报|一季度报告/, '-Q1'],
];

/**
 * `of` is which figures are of that time unless they say otherwise: `all` of a weekly or a month's list, those in `prose` under a title
 * that names a part of a year (the points of a digest are each of their own), those of `accounts` in a company's report.
 */
export type Reporting = { period: string; of: 'all' | 'prose' | 'accounts' };

/** Papers that go through one stretch of time, by the last words of their titles. */
const surveys =
  /周报|周榜|周刊|周度|双周|月报|月榜|月刊|月度|公报|快报|简报|榜单|排行榜|热力榜|数据(?!显示|：)|统计|情况|概况|盘点|关键词|大事记|监测|运行|通报|公示|回顾|复盘|报告|小结|成绩单/;
const shapes: readonly (readonly [RegExp, RegExp])[] = [
  [/周报|周榜|周刊|周度|一周/, /^\d{4}-\d\d-\d\d\.\./],
  [/月报|月榜|月刊|月度|当月|(?<!\d)\d{1,2}月/, /^\d{4}-\d\d$/],
  [/季报|季度/, /^\d{4}-Q\d$/],
];

/** What the title and, for a weekly or a monthly without its days there, the first paragraph tell; null for what is no report. */
export function reportingOf(title: Scene, publishedOn: string | null, paragraphs: ReadDocument['paragraphs'] = []): Reporting | null {
  const whole = surveyed(title, publishedOn, paragraphs);
  if (whole !== null) return whole;
  const period = accountsOf(title, publishedOn);
  return period === null ? null : { period, of: 'accounts' };
}

function surveyed(title: Scene, publishedOn: string | null, paragraphs: ReadDocument['paragraphs']): Reporting | null {
  const { text, times, chinese } = title;
  if (!chinese || reports.test(text)) return null;
  const today = publishedOn ?? '9999';
  const survey = surveys.test(text);
  // 一季度短剧出海：拉美成黑马: what stands in a title is what all of it is about; 截至6月底 only dates a figure.
  const part = times.find(
    ({ period, role, end }) =>
      isPart(period) && (survey || ((role === 'in' || role === 'range') && !/^(?:以来|起|底|末)/.test(text.slice(end)))),
  );
  if (part && boundsOf(part.period)!.from <= today) return { period: part.period, of: survey ? 'all' : 'prose' };
  if (!survey && !/^20\d\d[，,：:]/.test(text)) return null;
  const year = yearIn(title);
  // A year's report comes when the year is over, or at its very end; what comes out in the year looks ahead as well.
  const inReview = today.slice(5, 7) === '12' && /年度|年终|盘点|回顾|这一年|^20\d\d[，,：:]/.test(text);
  const over = year !== undefined && (year < today.slice(0, 4) || (year === today.slice(0, 4) && inReview));
  if (year !== undefined) return over && !/预测|展望|规划|计划|目标/.test(text) ? { period: year, of: 'all' } : null;
  const shape = shapes.find(([words]) => words.test(text))?.[1];
  for (const paragraph of shape ? paragraphs.slice(0, 6) : []) {
    const first = readTimes(paragraph.text, { publishedOn }).find(({ period }) => shape!.test(period));
    if (first) return { period: first.period, of: 'all' };
  }
  return null;
}

/** 2024年微短剧报告; 2024，短剧出海的分水岭. */
function yearIn({ text, times }: Scene): string | undefined {
  return times.find(({ period }) => /^\d{4}$/.test(period))?.period ?? /^(20\d\d)[，,：:]/.exec(text)?.[1];
}

/** A half, a quarter, a month, a week; no day and no stretch of years. */
function isPart(period: string): boolean {
  return period.length > 4 && period.length !== 10 && !/^\d{4}\.\./.test(period);
}

/** The period that a company's report is on, by its title and the day of its publication. */
function accountsOf(title: Scene, publishedOn: string | null): string | null {
  const { text, times } = title;
  const part = parted(title, publishedOn);
  if (!reports.test(text)) return part;
  // A 三季报 is on the three quarters, whatever its name.
  const nine = /三季报|三季度报告/.test(text) ? (times[0]?.period.slice(0, 4) ?? publishedOn?.slice(0, 4)) : null;
  if (nine) return `${nine}-01..${nine}-09`;
  const said = times.find(({ period }) => period.length > 4 && period.length !== 10 && !/^\d{4}\.\./.test(period));
  if (said) return said.period;
  const year =
    times.find(({ period }) => period.length === 4)?.period ??
    (/年报|年度报告|annual/i.test(text) ? null : (publishedOn?.slice(0, 4) ?? null));
  if (year === null) return null;
  const half = parts.find(([words]) => words.test(text))?.[1];
  if (half) return year + half;
  return /年报|年度报告|年度业绩|annual|full-year/i.test(text) ? year : null;
}

const yearly =
  /\b(?:statistics|figures|reports?|white paper|review|results|survey|data|communiqu[eé]|yearbook|bulletin|accounts|annual|in numbers|by the numbers|recap|scorecard)\b/i;

/** “Vertical video monitor: H1 2025”: a title in English with a part of a year, and one only, that has begun. */
function parted({ chinese, times: all, text }: Scene, publishedOn: string | null): string | null {
  const times = all.filter(({ period }) => !isDay(period));
  // “Regulator publishes 2024 statistics”: of a year that is over.
  const year = times[0]?.period;
  if (
    !chinese &&
    times.length === 1 &&
    publishedOn !== null &&
    /^\d{4}$/.test(year ?? '') &&
    year! < publishedOn.slice(0, 4) &&
    yearly.test(text)
  )
    return year!;
  const said = times.filter(({ period }) => period.length > 4 && !isDay(period) && !/^\d{4}\.\./.test(period));
  return !chinese && said.length === 1 && times.length === 1 && (publishedOn === null || startOf(said[0]!.period) <= publishedOn)
    ? said[0]!.period
    : null;
}

/** A line of where and when something came out: 海桥证券研究所 · 2025-05-20 · 分析师：…, 来源：…, 2025年8月13日. */
export function isByline(text: string): boolean {
  return (
    text.length <= 90 &&
    dayInLine.test(text) &&
    !/[。；]/.test(text) &&
    /[·|｜\u3000]|来源|发布|日期|时间|作者|记者|编辑|分析师|^\s*\d{4}[-/.年][^，,]{0,16}$/.test(text)
  );
}
const dayInLine = /(?<!\d)(20[0-4]\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)/;

/** The day of publication as read, else as the line under the title says it. ISO, null where nothing does. */
export function publishedOnOf(document: ReadDocument): string | null {
  if (document.publishedAt) return document.publishedAt.slice(0, 10);
  for (const text of [document.title, ...document.paragraphs.slice(0, 4).map((paragraph) => paragraph.text)]) {
    const day = isByline(text)
      ? dayInLine.exec(text)
      : /(?:发布(?:日期|时间)?|印发日期|成文日期|日期|时间)[:：]?\s*(20\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})/.exec(text);
    if (day) return `${day[1]}-${day[2]!.padStart(2, '0')}-${day[3]!.padStart(2, '0')}`;
  }
  return null;
}

/** A title's year where it looks back at one that is over: 2024年中国微短剧产业报告. */
export function yearOfTitle({ times, chinese }: Scene, publishedOn: string | null): number | null {
  const year = chinese ? times.find(({ role, period }) => role !== 'since' && /^\d{4}$/.test(period))?.period : undefined;
  return year !== undefined && publishedOn !== null && year < publishedOn.slice(0, 4) ? Number(year) : null;
}
