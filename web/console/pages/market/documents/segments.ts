/** A paragraph cut where figures and what an address points at begin and end. */
import type { Figure } from '../../../../../src/modules/intelligence/figures/contract.ts';

export type Segment = { start: number; end: number; figure: Figure | null; lit: boolean };

/** The stretches of `from` to `to` in their order, without gaps. Of figures that overlap the first stands. */
export function segmentsOf(from: number, to: number, figures: readonly Figure[], lit: { start: number; end: number } | null): Segment[] {
  const kept: Figure[] = [];
  let until = from;
  for (const figure of figures.toSorted((a, b) => a.citation.start - b.citation.start || b.citation.end - a.citation.end)) {
    const { start, end } = figure.citation;
    if (start < until || end > to) continue;
    kept.push(figure);
    until = end;
  }
  const cuts = new Set([from, to, ...kept.flatMap(({ citation }) => [citation.start, citation.end])]);
  for (const at of lit ? [lit.start, lit.end] : []) if (at > from && at < to) cuts.add(at);
  const places = [...cuts].toSorted((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const start = places[index]!;
    return {
      start,
      end,
      figure: kept.find(({ citation }) => citation.start <= start && end <= citation.end) ?? null,
      lit: lit !== null && lit.start <= start && end <= lit.end,
    };
  });
}
