/**
 * The measures of the PAN competitions (Potthast, Stein, Barrón-Cedeño, Rosso: An Evaluation Framework for Plagiarism Detection,
 * COLING 2010): macro-averaged precision and recall of characters in both texts, granularity, and plagdet of the three.
 */
export type Span = { aStart: number; aEnd: number; bStart: number; bEnd: number };
export type Found = { truth: readonly Span[]; detections: readonly Span[] };
export type Measures = { precision: number; recall: number; granularity: number; plagdet: number };

/** F1 of precision and recall, divided by log2(1 + granularity). */
export function plagdet(precision: number, recall: number, granularity: number): number {
  if (precision + recall === 0) return 0;
  return (2 * precision * recall) / (precision + recall) / Math.log2(1 + granularity);
}

/** The measures over pairs of texts taken together. Without detections precision is 1 and granularity is 1. */
export function measure(pairs: readonly Found[]): Measures {
  const recall = coverage(pairs.map(({ truth, detections }) => [truth, detections]));
  const precision = coverage(pairs.map(({ truth, detections }) => [detections, truth]));
  let [found, times] = [0, 0];
  for (const { truth, detections } of pairs)
    for (const span of truth) {
      const count = detections.filter((each) => overlaps(span, each)).length;
      if (count > 0) [found, times] = [found + 1, times + count];
    }
  const granularity = found === 0 ? 1 : times / found;
  return { precision, recall, granularity, plagdet: plagdet(precision, recall, granularity) };
}

const overlaps = (x: Span, y: Span): boolean => x.aStart < y.aEnd && y.aStart < x.aEnd && x.bStart < y.bEnd && y.bStart < x.bEnd;

// Of each of the first spans, the share of its characters in both texts that the second cover where they overlap it in both.
function coverage(pairs: readonly (readonly [readonly Span[], readonly Span[]])[]): number {
  let [sum, count] = [0, 0];
  for (const [spans, others] of pairs)
    for (const span of spans) {
      const touching = others.filter((other) => overlaps(span, other));
      const covered =
        union(touching.map((other) => [Math.max(span.aStart, other.aStart), Math.min(span.aEnd, other.aEnd)])) +
        union(touching.map((other) => [Math.max(span.bStart, other.bStart), Math.min(span.bEnd, other.bEnd)]));
      sum += covered / (span.aEnd - span.aStart + span.bEnd - span.bStart);
      count += 1;
    }
  return count === 0 ? 1 : sum / count;
}

function union(ranges: readonly (readonly [number, number])[]): number {
  let [total, reached] = [0, -Infinity];
  for (const [from, to] of ranges.toSorted((x, y) => x[0] - y[0])) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}
