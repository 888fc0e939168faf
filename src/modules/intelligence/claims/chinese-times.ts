/** Which time a figure of a Chinese sentence has: what a later clause begins with, where something began, what only tells more of a date. */
import type { Quantity, TimeMention } from '../quantities/quantity.ts';
import type { Scene } from './scene.ts';

/**
 * Whether a Chinese time behind a figure can be its own: in the same clause (有8.9%的用户在2024年付过费), or at the end of it all and
 * only to date it (……达6.62亿，截至2024年12月). What a later clause begins with is of that clause.
 */
export function mayFollow(gap: string, time: TimeMention, next: Quantity | undefined, { unit }: Quantity): boolean {
  // 免费占64%，付费占36%（2025年口径）: what stands in brackets at the end is of all that went before.
  if (/[（(][^）)]{0,6}$/.test(gap) && !/[）)；;。]/.test(gap)) return true;
  const ofLater = /[，,；;。][^，,；;。]*$/.exec(gap)?.[0];
  // 人均付费43.5元、付费率28.8%，这是2024年的数据.
  if (ofLater !== undefined && /^[，,](?:这|以上|上述)[^，,；;。]{0,3}(?:是|为)$/.test(ofLater)) return true;
  if (ofLater === undefined) return !next || next.start > time.start;
  // 渗透率提升7.4个百分点，截至2025年6月达到67.1%: a step and what it came to.
  if (next)
    return (
      (unit === 'points' && gap.length <= 24 && !/力争|预计|将|计划|目标|有望|而|但/.test(gap)) ||
      (time.role === 'by' && /^[，,]截[至止]到?$/.test(ofLater) && unit === 'share')
    );
  return time.role === 'by'
    ? /截[至止]/.test(ofLater)
    : !/力争|预计|将|计划|目标|有望|到|拟|未来|而|但|从|由|较|比/.test(gap) && gap.length <= 12;
}

/** 截至2025年10月底，年内投放过的广告主…: “in the year” only tells more of the day that was named. */
export function dateBefore({ text, quantities }: Scene, plain: readonly TimeMention[], time: TimeMention): TimeMention | null {
  if (!/^(?:年内|全年|期内|当年)$/.test(text.slice(time.start, time.end))) return null;
  const date = plain.findLast(({ role, end }) => role === 'by' && end <= time.start && time.start - end <= 2);
  return date && !quantities.some(({ start, end }) => start >= date.end && end <= time.start) ? date : null;
}

/** 2024年…由20万元增至40万元: the time that leads is of what it came to; where it began is of an earlier one that nobody says. */
export function isWhereItBegan({ text, quantities }: Scene, quantity: Quantity, time: TimeMention): boolean {
  if (!/(?:从|由|自)(?:过去|此前|原来|最初|早期|早先|以往|之前|原先)?的?[^，,；;。\d]{0,3}$/.test(text.slice(time.end, quantity.start)))
    return false;
  const next = quantities.find(({ start }) => start >= quantity.end);
  return (
    next !== undefined &&
    next.unit === quantity.unit &&
    /^[^，,；;。]{0,12}(?:至|到|为|成)(?:了|目前的?|如今的?|现在的?)?$/.test(text.slice(quantity.end, next.start))
  );
}
