/** What a document reports on as a whole: the half-year of an interim report, the quarter of a company's results. */
import { startOf } from './periods.ts';
import type { Scene } from './scene.ts';

const reports =
  /财报|业绩|半年报|中报|年报|季报|半年度|年度报告|季度报告|中期报告|营收|净利|盈利|亏损|扭亏|interim|results?\b|earnings|(?:half-year|annual|quarterly) report|revenue|profit|third-quarter|first-half/i;
const parts: readonly (readonly [RegExp, string])[] = [
  [/半年报|中报|半年度|中期(?:报告|业绩)|\binterim\b|\bhalf-year(?:ly)?\b/i, '-H1'],
  [/一季报|一季度报告/, '-Q1'],
];

/** The period that a report is on, by its title and the day of its publication; null for what is no report. */
export function reportingOf(title: Scene, publishedOn: string | null): string | null {
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

/** “Vertical video monitor: H1 2025”: a title in English with a part of a year, and one only, that has begun. */
function parted({ chinese, times }: Scene, publishedOn: string | null): string | null {
  const said = times.filter(({ period }) => period.length > 4 && period.length !== 10 && !/^\d{4}\.\./.test(period));
  return !chinese && said.length === 1 && times.length === 1 && (publishedOn === null || startOf(said[0]!.period) <= publishedOn)
    ? said[0]!.period
    : null;
}
