import type { TimeMention } from '../quantity.ts';
import { boundsOf } from './period.ts';
import { isAnchored, relativeYear, type Known } from './resolve.ts';
import { timeRules } from './rules.ts';

/**
 * The day of publication (`2025-08-13`, an instant, or null), the year and the period that the sentences before were about, and the
 * period that the whole document reports on.
 */
export type TimeContext = {
  publishedOn: string | null;
  lastYear?: number | null;
  lastPeriod?: string | null;
  reporting?: string | null;
  /** What a sentence before named last, be it of what was or of what will be. */
  lastNamed?: string | null;
};

type Found = { start: number; end: number; rule: number; groups: Readonly<Record<string, string | undefined>> };

/** Times of the folded text in order; `period` is null for what the context does not resolve, or what is a stretch of time and no date. */
export function readTimesOfFolded(text: string, context: TimeContext): (Omit<TimeMention, 'period'> & { period: string | null })[] {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(context.publishedOn ?? '');
  const published = day ? ([Number(day[1]), Number(day[2]), Number(day[3])] as const) : null;
  let known: Known = {
    published,
    year: context.lastYear ?? null,
    period: null,
    before: context.lastPeriod ?? null,
    reporting: context.reporting ?? null,
    named: context.lastNamed ?? null,
  };
  return apart(allIn(text)).map(({ start, end, rule, groups }) => {
    const { build, relative, aside } = timeRules[rule]!;
    const period = build(
      groups,
      relative === true || /[A-Za-z]/.test(text[start] ?? '') ? { ...known, ahead: looksAhead(text, start, end) } : known,
    );
    const from = start + (text.slice(start, end).length - text.slice(start, end).trimStart().length);
    // “In December … and in July”: a month without a year says nothing of the year of the next.
    const ofYear = groups['year'] === undefined && groups['name'] !== undefined ? known.year : yearOfPeriod(period);
    if (period !== null) known = { ...known, mentioned: period };
    if (period !== null && !aside && !isAnchored(groups['year']) && !onlyCompared(text, start, end))
      known = { ...known, year: ofYear, period };
    return {
      start: from,
      end,
      period,
      role: roleOf(text, from, end, period, context.publishedOn),
      relative: relative === true || ('year' in groups && relativeYear(groups['year'])),
    };
  });
}

const yearOfPeriod = (period: string | null): number | null => (period === null ? null : Number(period.match(/(\d{4})[^.]*$/)![1]));

/** Words that look forward: a month behind them is the next of its name. */
const ahead =
  /\b(?:will|would|shall|expect\w*|plan\w*|aim\w*|due|schedul\w*|slated|set to|to (?:launch|open|release|air)|upcoming|forecast|project(?:ed|s)|target\w*|hop(?:es?|ing)|guid\w+|anticipat\w+|foresee\w*|goal)\b[^.;]*$|\b(?:by|until|before|later|next|coming)(?: (?:the|this|in))?(?: (?:end|close|middle) of)?(?: the)? ?$|(?:将|预计|预测|有望|力争|争取|计划|拟|目标|即将|定于|定档)[^。；，]{0,12}$/i;
/** 到12月底, 申报至10月: as far as that, in the year at hand, whether it has come or not. */
const upTo = /(?<!截)(?:到|至|截止|申报|申请|未来|此前)[^。；]{0,16}$/;

function looksAhead(text: string, start: number, end: number): boolean | 'open' {
  const before = text.slice(Math.max(0, start - 90), start);
  if (ahead.test(before) || aheadBehind.test(text.slice(end, end + 8))) return true;
  return upTo.test(before) ? 'open' : false;
}

/** 较2023年增长, 是2023年的2.4倍: what is only compared with says nothing of the year of the next. */
function onlyCompared(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 4), start), text.slice(end, end + 12)];
  return (
    /(?:较|比|相较于?|高于|低于|不及|超过)$/.test(before) || (/(?:是|为|相当于|到)$/.test(before) && /^的[^，。；]{0,6}倍/.test(after))
  );
}

/** 四季度预计上线…, 下半年将…. */
const aheadBehind = /^[^，。；\d]{0,3}?(?:将|预计|预期|有望|力争|计划|拟|目标|料|或)/;

function allIn(text: string): Found[] {
  const found: Found[] = [];
  for (const [rule, { pattern }] of timeRules.entries()) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match[0] === '') pattern.lastIndex += 1;
      else found.push({ start: match.index, end: match.index + match[0].length, rule, groups: match.groups ?? {} });
    }
  }
  return found;
}

/** Of those that overlap, the one that begins first; of those that begin alike, the longest. */
function apart(found: Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end || a.rule - b.rule)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  }
  return kept;
}

function isIn(day: string, period: string): boolean {
  const bounds = boundsOf(period);
  return bounds !== null && bounds.from <= day && day <= bounds.to;
}

const byBefore = /(?:截[至止]到?|\b(?:by|as of|until|till|up to|through|before|prior to|at))(?: the)?(?: (?:end|close) of)? ?$|(?:到|至)$/i;
const byWithin = /^(?:by|as of|until|through|at|before)\b|\bend of\b|\bend\b|[末底]$/i;
const sinceBefore = /(?:\bsince(?: the)?|自) ?$/i;
const sinceBehind = /^(?:以来|起(?!步)|至今|开始|onwards?)/;

function roleOf(text: string, start: number, end: number, period: string | null, publishedOn: string | null): TimeMention['role'] {
  if (period?.includes('..')) return 'range';
  const before = text.slice(Math.max(0, start - 24), start);
  const own = text.slice(start, end);
  // 今年以来: of the year as far as it has come.
  const running = publishedOn !== null && period !== null && isIn(publishedOn.slice(0, 10), period);
  if (running && own.endsWith('以来') && !before.endsWith('自')) return 'in';
  if (sinceBefore.test(before) || sinceBehind.test(text.slice(end, end + 4)) || /以来|起$/.test(own)) return 'since';
  return byBefore.test(before) || byWithin.test(own) ? 'by' : 'in';
}
